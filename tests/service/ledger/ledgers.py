"""What the ledger's tests share: a writer with or without projections, and things to append."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from eventsourcing.dcb.api import DCBAppendCondition, DCBEvent, DCBQuery, DCBQueryItem

from domain.core.entry import Draft
from domain.facts.people import PersonRegistered
from domain.facts.registry import Clock, LedgerOpened
from projections.engine import Engine
from projections.nouns import NOUNS, PROJECTION_VERSION
from service.database import Connection, Database, Pool, connect
from service.ledger import Append, CommandKey, CommandRef, NewEntry, Projectable, Writer, new_entry
from service.ledger.envelope import decode_entry, decode_header
from service.proof.canonical import body_sha256, leaf_hash
from service.proof.merkle import root_of
from tests.golden.examples import ON

T = TypeVar("T")
LEDGER = "200000008"
LEDGERS = tuple(f"2000000{number:02}" for number in range(8, 18))


class NoProjections:
    """Counts the batches, and does what a test asks when one is projected."""

    version = 1

    def __init__(self, then: Callable[[Connection, Sequence[Projectable]], Awaitable[None]] | None = None) -> None:
        self.batches: list[list[Projectable]] = []
        self._then = then

    async def begin(self, connection: Connection, steps: Sequence[Projectable]) -> "Nothing":
        self.batches.append(list(steps))
        return Nothing(steps, self._then)


class Nothing:
    """What NoProjections project."""

    def __init__(
        self,
        steps: Sequence[Projectable],
        then: Callable[[Connection, Sequence[Projectable]], Awaitable[None]] | None = None,
    ) -> None:
        self._steps = steps
        self._then = then

    def work_out(self) -> None:
        """Nothing."""

    async def write(self, connection: Connection) -> None:
        """What the test asks."""
        if self._then is not None:
            await self._then(connection, self._steps)

    def recorded(self) -> None:
        """Nothing is kept."""


def engine() -> Engine:
    """The real projections."""
    return Engine(NOUNS, PROJECTION_VERSION, decode_entry)


def writer_on(database: Database, projections: Engine | NoProjections | None = None) -> Writer:
    """A writer on connections of the service's own kind."""
    return Writer(lambda: connect(database.app_url), projections or NoProjections())


def event(kind: str = "Told", *tags: str, data: bytes = b"{}") -> NewEntry:
    """Something to append of which the projections know nothing."""
    return NewEntry(DCBEvent(kind, data, list(tags)))


def person(name: str, command_id: str = "c") -> NewEntry:
    """A real fact to append: a person registered."""
    fact = PersonRegistered(person=f"p-{name:a>16}")
    return new_entry(Draft(fact=fact, effective_on=ON), recorded_by="t", command=CommandRef(command_id, 0))


def key(command_id: str, digest: bytes = b"d", outcome: bytes = b"o") -> CommandKey:
    """A command id with some digest."""
    return CommandKey(command_id, digest, outcome)


def unless(*tags: str, after: int = 0) -> DCBAppendCondition:
    """That nothing with one of these tags came after a position."""
    return DCBAppendCondition(DCBQuery([DCBQueryItem(tags=[tag]) for tag in tags]), after)


async def until(holds: Callable[[], Awaitable[T]], seconds: float = 20) -> T:
    """Wait for the database to show something; answers what it showed."""
    async with asyncio.timeout(seconds):
        while not (found := await holds()):  # noqa: ASYNC110 - it happens in another process
            await asyncio.sleep(0.005)
    return found


async def waiting_for_a_lock(pool: Pool) -> int:
    """How many connections of this database wait for a lock."""
    waits: int = await pool.fetchval(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    return waits


async def opened(writer: Writer, *ledgers: str, clock: str = "REAL") -> None:
    """Ledgers with their first entry."""
    draft = Draft(fact=LedgerOpened(clock=Clock(clock)), effective_on=ON)
    for ledger in ledgers:
        first = new_entry(draft, recorded_by="t", command=CommandRef("open", 0))
        await writer.append(Append(ledger=ledger, entries=(first,), opens=clock))


async def sound(pool: Pool, ledger: str) -> int:
    """Check a ledger against everything that its rows promise each other; returns its head."""
    headers = await pool.fetch(
        "SELECT h.*, b.body, b.tags, b.type FROM entry_header h JOIN entry_body b USING (ledger_id, position) "
        "WHERE ledger_id = $1 ORDER BY position",
        ledger,
    )
    head = await pool.fetchrow("SELECT * FROM ledger_head WHERE ledger_id = $1", ledger)
    assert head is not None
    assert [row["position"] for row in headers] == list(range(1, head["position"] + 1))
    assert [row["recorded_at"] for row in headers] == sorted(row["recorded_at"] for row in headers)
    ends = {}
    for row in headers:
        header = decode_header(row["header"])
        assert (header.ledger, header.position, header.clock) == (ledger, row["position"], head["clock"])
        assert (header.body_sha256, row["leaf"]) == (body_sha256(row["body"]), leaf_hash(row["header"]))
        ends[row["position"]] = header.step_end
    if headers:
        assert headers[-1]["recorded_at"] == head["recorded_at"]
    tags = await pool.fetch("SELECT tag, position, type FROM entry_tag WHERE ledger_id = $1", ledger)
    told = {(tag, row["position"], row["type"]) for row in headers for tag in row["tags"]}
    assert {tuple(row) for row in tags} == told
    commands = await pool.fetch("SELECT * FROM command WHERE ledger_id = $1", ledger)
    for command in commands:
        first, last = command["first_position"], command["last_position"]
        assert all(ends[position] == last for position in range(first, last + 1))
    await check_nodes(pool, ledger, [row["leaf"] for row in headers])
    return int(head["position"])


async def check_nodes(pool: Pool, ledger: str, leaves: Sequence[bytes]) -> None:
    """The stored nodes of a ledger's tree are the roots of its full tiles, and no more."""
    rows = await pool.fetch("SELECT level, index, hash FROM tree_node WHERE ledger_id = $1", ledger)
    expected, hashes = {}, list(leaves)
    for level in (8, 16, 24, 32):
        hashes = [root_of(hashes[at : at + 256]) for at in range(0, len(hashes) - 255, 256)]
        expected.update({(level, index): found for index, found in enumerate(hashes)})
    assert {(row["level"], row["index"]): row["hash"] for row in rows} == expected
