"""Going through a ledger once, from its first entry to its last, with everything that stands beside it."""

from collections.abc import Callable
from typing import Final

from service.database import Connection
from service.ledger.check import beside
from service.ledger.check.entry import look_at
from service.ledger.check.erasures import erasures
from service.ledger.check.findings import Check, Findings, Flaw
from service.ledger.check.heads import INSTANT, StoredHead
from service.ledger.check.streams import Stream
from service.ledger.check.succession import Succession
from service.ledger.check.tree import Signers, Streams, Watched
from service.proof.canonical import leaf_hash

Progress = Callable[[int], None]
"""Told how many more things were gone through."""

_ENTRIES: Final = f"""
SELECT h.position, {INSTANT.format("h.recorded_at")} AS recorded_at, h.header, h.leaf, b.type, b.level, b.tags, b.body,
       b.erased_by
FROM entry_header h LEFT JOIN entry_body b USING (ledger_id, position)
WHERE h.ledger_id = $1 ORDER BY h.position
"""
_STRAY_BODY: Final = """
SELECT min(position) FROM entry_body b
WHERE ledger_id = $1
  AND NOT EXISTS (SELECT FROM entry_header h WHERE h.ledger_id = b.ledger_id AND h.position = b.position)
"""


async def sweep(  # noqa: PLR0917
    connection: Connection,
    head: StoredHead,
    reference_head: int,
    signers: Signers,
    found: Findings,
    progress: Progress,
) -> None:
    """Check every entry of a ledger, within the caller's snapshot."""
    entries = await Stream.of(connection, _ENTRIES, head.ledger)
    tags = await Stream.of(connection, beside.TAGS, head.ledger)
    commands = await Stream.of(connection, beside.COMMANDS, head.ledger)
    tree = Watched(await Streams.of(connection, head.ledger), signers, found)
    succession = Succession(head, reference_head, found)
    while rows := await entries.page():
        until = rows[-1]["position"]
        tags_of, commands_of = await tags.until(until), await commands.until(until)
        every = [look_at(row, head.ledger, head.clock, found) for row in rows]
        for row, told in zip(rows, every, strict=True):
            step = succession.add(row, told)
            beside.tags(told, tags_of.pop(told.position, ()), found)
            beside.commands(told, step, commands_of.pop(told.position, ()), found)
        for position, stray in tags_of.items():
            found.add(Flaw.TAG_STRAY, position, tag=stray[0]["tag"])
        for position in commands_of:
            found.add(Flaw.COMMAND_STRAY, position)
        await erasures(connection, head.ledger, rows, every, found)
        await tree.add([(row["position"], leaf_hash(row["header"])) for row in rows])
        progress(len(rows))
    succession.end()
    await tree.end()
    while stray_tag := await tags.next():
        found.add(Flaw.TAG_STRAY, stray_tag["place"], tag=stray_tag["tag"])
    while stray_command := await commands.next():
        found.add(Flaw.COMMAND_STRAY, stray_command["place"])
    if stray_body := await connection.fetchval(_STRAY_BODY, head.ledger):
        found.add(Flaw.BODY_STRAY, stray_body)
    found.saw(Check.BODIES, 0)
