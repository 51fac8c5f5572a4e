"""The index of the trail follows the ledger: corrections, disclosures, erasures, rebuilds."""

from collections.abc import AsyncIterator

import pytest

from domain.arbitrations_commands import OpenArbitration
from domain.core.entry import Visibility
from domain.disclosure import Disclose
from domain.erasure import RedactEntry
from domain.facts.arbitrations import ArbitrationOption
from domain.facts.erasure import ErasureBasis
from domain.rectification import Rectify
from domain.seats import FillSeat
from service.database import Connection, Database, Pool, connected
from service.database.migrate import migrations
from service.ledger import trail
from service.ledger.trail import Span, Wanted
from service.ledger.tree import TILE
from service.rebuild import rebuild
from tests.service.clerk.office import ACT, LEDGER, ON, Office, office_on
from tests.service.ledger.trail_rows import trail_rows

SEALED = pytest.mark.parametrize("sealed", [False, True], ids=["in the tail", "in a tile"])
"""Whether the entries that are looked at are in a full tile by the time their keys change."""


@pytest.fixture
async def office(database: Database, pool: Pool) -> AsyncIterator[Office]:
    async with office_on(database, pool) as opened:
        yield opened


async def rows(pool: Pool) -> list[tuple[str, int, int]]:
    async with pool.acquire() as connection:
        return await trail_rows(connection, LEDGER)


async def seal(pool: Pool, office: Office, *, sealed: bool) -> None:
    """Fill the tile, if that is asked for."""
    if sealed:
        await office.people(TILE // 2)
    assert bool(await pool.fetchval("SELECT count(*) FROM trail_key WHERE ledger_id = $1", LEDGER)) is sealed


async def levels(pool: Pool, position: int) -> set[int]:
    return {level for _, level, of in await rows(pool) if of == position}


async def found(pool: Pool, *keys: str, level: int = 3) -> tuple[int, ...]:
    async with pool.acquire() as connection:
        wanted = Wanted(groups=tuple((key,) for key in keys))
        return (await trail.find(connection, LEDGER, level, wanted, Span(0, 1 << 60), first=100)).positions


async def opened(office: Office, visibility: Visibility, name: str = "carriere") -> int:
    """An arbitration about a quarry, for few."""
    recorded = await office.record(
        OpenArbitration(
            on=ON,
            act=ACT,
            visibility=visibility,
            arbitration=name,
            subject="La carrière de Bort",
            question="Faut-il l'étendre ?",
            parties=("epci:241500255",),
            options=(ArbitrationOption(option="oui", label="Oui"), ArbitrationOption(option="non", label="Non")),
        )
    )
    return recorded.first


@SEALED
async def test_a_correction_marks_what_it_strikes(office: Office, pool: Pool, sealed: bool) -> None:
    people = await office.furnish(LEDGER)
    await seal(pool, office, sealed=sealed)
    (struck,) = (await found(pool, "type:SeatFilled", f"person:{people[1]}", "body:bureau"))[-1:]
    assert await found(pool, "rectified") == ()
    correcting = FillSeat(on=ON, act=ACT, body="bureau", seat="VP1", person=people[5])
    recorded = await office.record(Rectify(entry=struck, reason="Homonyme", act=ACT, replacement=(correcting,)))
    assert await found(pool, "rectified") == (struck,)
    assert await found(pool, "rectifying") == (recorded.first, recorded.last)
    assert await found(pool, f"rectifies:{struck}") == (recorded.first, recorded.last)
    assert await found(pool, "word:homonyme") == (recorded.first,)


@SEALED
async def test_a_disclosure_lets_others_find_what_they_could_not(office: Office, pool: Pool, sealed: bool) -> None:
    await office.furnish(LEDGER)
    position = await opened(office, Visibility.RESTRICTED)
    assert await found(pool, "all", level=0) == tuple(range(1, position))
    assert await levels(pool, position) == {3}
    assert await found(pool, "word:carriere", level=2) == ()
    assert await found(pool, "word:carriere", level=3) == (position,)
    await seal(pool, office, sealed=sealed)
    assert await found(pool, "word:carriere", level=2) == ()
    assert await found(pool, "word:carriere", level=3) == (position,)
    before = len(await rows(pool))
    told = await office.record(Disclose(on=ON, act=ACT, subject="arbitration:carriere", to=Visibility.MEMBERS))
    assert await levels(pool, position) == {1}
    assert await found(pool, "word:carriere", level=0) == ()
    assert await found(pool, "word:carriere", level=1) == (position,)
    assert len([row for row in await rows(pool) if row[2] != told.first]) == before


@SEALED
async def test_what_shares_its_keys_with_a_disclosed_entry_stays_hidden(
    office: Office, pool: Pool, app_connection: Connection, sealed: bool
) -> None:
    await office.furnish(LEDGER)
    told, hidden = [await opened(office, Visibility.RESTRICTED, name) for name in ("carriere", "bois")]
    await seal(pool, office, sealed=sealed)
    await office.record(Disclose(on=ON, act=ACT, subject="arbitration:carriere"))
    assert (await levels(pool, told), await levels(pool, hidden)) == ({0}, {3})
    assert await found(pool, "word:bort", level=2) == (told,)
    assert await found(pool, "word:bort", level=3) == (told, hidden)
    kept = await rows(pool)
    await rebuild(app_connection, LEDGER)
    assert await rows(pool) == kept


@SEALED
async def test_keys_of_other_code_are_found_again_by_a_disclosure(
    office: Office, pool: Pool, app_connection: Connection, sealed: bool
) -> None:
    await office.furnish(LEDGER)
    position = await opened(office, Visibility.RESTRICTED)
    await seal(pool, office, sealed=sealed)
    for table in ("trail_key SET key = 'word:old' WHERE key = 'word:carriere'",
                  "trail_tail SET keys = array_replace(keys, 'word:carriere', 'word:old') WHERE true"):  # fmt: skip
        await app_connection.execute(f"UPDATE {table} AND ledger_id = $1", LEDGER)
    assert await found(pool, "word:old") == (position,)
    await office.record(Disclose(on=ON, act=ACT, subject="arbitration:carriere"))
    assert await levels(pool, position) == {0}
    assert await found(pool, "word:carriere", level=0) == (position,)
    assert await found(pool, "word:old") == ()


@SEALED
async def test_a_rebuild_makes_the_same_index(
    office: Office, pool: Pool, app_connection: Connection, sealed: bool
) -> None:
    people = await office.furnish(LEDGER)
    await office.live(LEDGER, people)
    await opened(office, Visibility.RESTRICTED)
    await office.record(Disclose(on=ON, act=ACT, subject="arbitration:carriere", to=Visibility.BUREAU))
    await seal(pool, office, sealed=sealed)
    before = await rows(pool)
    assert {key for key, _, _ in before} >= {"rectified", "rectifying", "level:RESTRICTED"}
    await app_connection.execute("DELETE FROM trail_tail WHERE position % 2 = 0 AND ledger_id = $1", LEDGER)
    await app_connection.execute("DELETE FROM trail_key WHERE key > 'p' AND ledger_id = $1", LEDGER)
    await app_connection.execute("INSERT INTO trail_key VALUES ($1, 'word:stray', 0, 0, '{0}')", LEDGER)
    await rebuild(app_connection, LEDGER)
    assert await rows(pool) == before


@SEALED
async def test_the_words_of_an_erased_body_go_and_no_others(office: Office, pool: Pool, sealed: bool) -> None:
    await office.furnish(LEDGER)
    position = await opened(office, Visibility.PUBLIC)
    await seal(pool, office, sealed=sealed)
    before = await rows(pool)
    await office.record(RedactEntry(entry=position, on=ON, basis=ErasureBasis.NO_LONGER_NECESSARY, fields=("subject",)))
    after = [row for row in await rows(pool) if row[2] == position]
    before = [row for row in before if row[2] == position]
    assert set(before) - set(after) == {("word:bort", 0, position)}, "carriere is the id of the arbitration too"
    assert set(after) - set(before) == {("word:efface", 0, position)}


async def test_a_page_is_that_of_the_keys_across_tiles_and_the_tail(office: Office, pool: Pool) -> None:
    """Every filter, way and cut: the page is what the keys say, looked through one by one."""
    people = await office.furnish(LEDGER)
    hidden = await opened(office, Visibility.RESTRICTED)
    await office.people(TILE)
    await office.live(LEDGER, people)
    index = await rows(pool)
    asked = [
        ("all",),
        ("all", "type:MandateStarted"),
        ("on:2026-05", "act:1"),
        (f"person:{people[5]}",),
        ("rectified",),
    ]
    head = max(position for *_, position in index)
    for keys in (*asked, ("all", f"person:{people[0]}"), ("word:carriere",), ("all", "word:communautaire")):
        for level in (0, 3):
            borne = [{p for key, held, p in index if key == one and held <= level} for one in keys]
            whole = sorted(set.intersection(*borne))
            assert whole or keys in {("word:carriere",), ("all", "word:communautaire")}
            for after, before, down in ((0, head + 1, False), (0, head + 1, True), (TILE, 2 * TILE + 1, True),
                                        (hidden, TILE + 1, False), (TILE - 3, TILE + 2, True)):  # fmt: skip
                async with pool.acquire() as connection:
                    wanted = Wanted(groups=tuple((key,) for key in keys))
                    page = await trail.find(connection, LEDGER, level, wanted, Span(after, before, down), first=7)
                expected = [p for p in whole if after < p < before][:: -1 if down else 1][:8]
                assert page.positions == tuple(expected), (keys, level, after, before, down)


async def test_many_keys_are_asked_of_the_tail_as_few_are(office: Office, pool: Pool) -> None:
    people = await office.furnish(LEDGER)
    many = (f"person:{people[0]}", *(f"commune:{number:05}" for number in range(500)))
    async with pool.acquire() as connection:
        for groups in ((many,), (("all",), many)):
            page = await trail.find(connection, LEDGER, 3, Wanted(groups=groups), Span(0, 1 << 40), first=100)
            assert page.positions == await found(pool, many[0]) != ()


@SEALED
async def test_the_index_of_the_version_before_is_sorted_into_tiles(
    database: Database, office: Office, pool: Pool, sealed: bool
) -> None:
    people = await office.furnish(LEDGER)
    await opened(office, Visibility.RESTRICTED)
    await seal(pool, office, sealed=sealed)
    await office.live(LEDGER, people)
    before = await rows(pool)
    by_number = {migration.number: migration.sql for migration in migrations()}
    async with connected(database.admin_url or "") as admin:
        await admin.execute("SET ROLE greffe_owner")
        await admin.execute("DROP TABLE trail_key, trail_tail")
        await admin.execute(by_number[24])
        await admin.executemany(
            "INSERT INTO trail_key (ledger_id, key, level, position) VALUES ($1, $2, $3, $4)",
            [(LEDGER, *row) for row in before],
        )
        await admin.execute(by_number[35])
    assert await rows(pool) == before
    await seal(pool, office, sealed=True)
    assert set(before) < set(await rows(pool))
