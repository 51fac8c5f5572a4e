import time
from pathlib import Path
import sys
sys.path.insert(0,'/work/main')
from tests.projections.test_territory_on_postgresql import *
from domain.registry import OpenLedger
async def test_france(database, pool):
    async with Writer(lambda: connect(database.app_url), Engine(NOUNS, PROJECTION_VERSION, decode_entry)) as writer:
        r = Reference(pool, writer)
        await r.record(REFERENCE_LEDGER, [OpenLedger(on=TODAY)], "open")
        for name, reads in (("cog", lambda: read_cog(Path('/tmp/cog/package'))), ("history", lambda: [read_history(Path('/work/shared/data/epci_membership_intervals_2019_2026.csv'))])):
            for run in (1,2):
                t=time.time(); rd=reads(); t1=time.time()
                rep = await run_import(r.record, rd)
                print(name, run, 'read %.1fs record %.1fs'%(t1-t, time.time()-t1), rep.recorded, rep.already_true, rep.entries, rep.resumed, rep.left_out[:3])
        head=await r.head(); print('head',head)
        t=time.time(); x=await territory.find_communes(pool,'saint-etienne',TODAY,head,first=20); print(len(x), 'find %.1f ms'%((time.time()-t)*1e3))
        t=time.time(); x=await territory.find_communes(pool,'saint',TODAY,head,first=20); print(len(x), 'find %.1f ms'%((time.time()-t)*1e3))
        t=time.time(); x=await territory.members_of_epci(pool,'200093201',TODAY,head,first=200); print(len(x), 'members %.1f ms'%((time.time()-t)*1e3))
        t=time.time(); x=await territory.communes(pool,[m.commune for m in x],TODAY,head); print(len(x), 'communes %.1f ms'%((time.time()-t)*1e3))
        for q in ("SELECT * FROM commune WHERE ledger_id='FR' AND known_to > %d AND known_from <= %d AND level_from<=0 AND name_key >= 'saint etienne' AND name_key < 'saint etienne\U0010ffff' AND valid_from <= '2026-11-23' AND valid_to > '2026-11-23' ORDER BY name_key, key LIMIT 20"%(head,head),):
            for row in await pool.fetch('EXPLAIN ANALYZE '+q): print(row[0])
        s=await pool.fetch("select relname, pg_size_pretty(pg_total_relation_size(oid)) from pg_class where relname in ('commune','epci','membership','entry_body','entry_tag','entry_header')")
        print([tuple(x) for x in s])
