"""A ledger taken out of the database, to be written back as if it had always been otherwise.

This is the intruder at work: positions, headers, leaves, tags, command rows, tree and projections are all made
anew with the house's own code, so that nothing in the database contradicts anything else.
"""

import datetime as dt
from typing import Any, Final, Self

import msgspec
from msgspec import Struct

from service.database import Connection
from service.ledger.envelope import decode_body, decode_fact, decode_header, encode_header
from service.ledger.tree import root
from service.proof.canonical import canonical, leaf_hash
from service.rebuild import rebuild
from tests.service.selfcheck.intruder import unguarded

_NOBODY: Final = """
DELETE FROM {table} p WHERE ledger_id = $1
AND NOT EXISTS (SELECT FROM entry_tag t WHERE t.ledger_id = p.ledger_id AND t.tag = 'person:' || p.person)
"""


class Step(Struct):
    """What was recorded together."""

    command: str
    digest: bytes
    outcome: bytes
    recorded_at: dt.datetime
    reference_position: int
    bodies: list[bytes]


class Book:
    """The steps of one ledger, as lists that may be changed."""

    def __init__(self, ledger: str, clock: str, steps: list[Step]) -> None:
        self.ledger, self.clock, self.steps = ledger, clock, steps

    @classmethod
    async def taken(cls, admin: Connection, ledger: str) -> Self:
        """As the ledger now stands."""
        rows = await admin.fetch(
            """
            SELECT h.header, h.recorded_at, b.body, c.id, c.digest, c.outcome
            FROM entry_header h JOIN entry_body b USING (ledger_id, position)
            LEFT JOIN command c ON c.ledger_id = h.ledger_id
                               AND h.position BETWEEN c.first_position AND c.last_position
            WHERE h.ledger_id = $1 ORDER BY h.position
            """,
            ledger,
        )
        steps: dict[int, Step] = {}
        for row in rows:
            header = decode_header(row["header"])
            new = Step(row["id"], row["digest"], row["outcome"], row["recorded_at"], header.reference_position, [])
            steps.setdefault(header.step_end, new).bodies.append(row["body"])
        return cls(ledger, decode_header(rows[0]["header"]).clock, list(steps.values()))

    def place(self, position: int) -> tuple[Step, int]:
        """The step of an entry, and its place within."""
        for step in self.steps:
            if position <= len(step.bodies):
                return step, position - 1
            position -= len(step.bodies)
        raise IndexError(position)

    def edit(self, position: int, **said: Any) -> None:
        """Let an entry have said something else."""
        step, index = self.place(position)
        step.bodies[index] = canonical(msgspec.json.decode(step.bodies[index]) | said)

    async def put_back(self, admin: Connection, *, tree: bool = True, checkpoints: bool = True) -> None:
        """Write all of it, and whatever follows from it: the tree, and no checkpoint that now contradicts it."""
        async with unguarded(admin):
            for table in ("entry_header", "entry_body", "entry_tag", "command"):
                await admin.execute(f"DELETE FROM {table} WHERE ledger_id = $1", self.ledger)
            last = 0
            for step in self.steps:
                last = await self._put(admin, step, last)
            await admin.execute(
                "UPDATE ledger_head SET position = $2, recorded_at = $3 WHERE ledger_id = $1",
                self.ledger,
                last,
                self.steps[-1].recorded_at,
            )
            for table in ("vault_value", "vault_key"):
                await admin.execute(_NOBODY.format(table=table), self.ledger)
            await rebuild(admin, self.ledger)
            if tree:
                await admin.execute("DELETE FROM tree_node WHERE ledger_id = $1", self.ledger)
                await admin.execute("SELECT complete_tiles($1, $2)", self.ledger, last)
            if checkpoints:
                await self._drop_checkpoints(admin, last)

    async def _drop_checkpoints(self, admin: Connection, last: int) -> None:
        for row in await admin.fetch("SELECT size, root FROM checkpoint WHERE ledger_id = $1", self.ledger):
            if row["size"] <= last and await root(admin, self.ledger, row["size"]) == row["root"]:
                continue
            for table in ("checkpoint", "cosignature"):
                await admin.execute(f"DELETE FROM {table} WHERE ledger_id = $1 AND size = $2", self.ledger, row["size"])

    async def _put(self, admin: Connection, step: Step, last: int) -> int:
        end = last + len(step.bodies)
        for position, body in enumerate(step.bodies, last + 1):
            header = encode_header(
                ledger=self.ledger,
                clock=self.clock,
                position=position,
                step_end=end,
                recorded_at=step.recorded_at,
                reference_position=step.reference_position,
                body=body,
            )
            told = decode_body(body)
            tags = list(decode_fact(told).tags())
            await admin.execute(
                "INSERT INTO entry_header VALUES ($1, $2, $3, $4, $5)",
                self.ledger,
                position,
                step.recorded_at,
                header,
                leaf_hash(header),
            )
            await admin.execute(
                "INSERT INTO entry_body (ledger_id, position, type, level, tags, body) VALUES ($1, $2, $3, $4, $5, $6)",
                self.ledger,
                position,
                told.type,
                told.visibility.level,
                tags,
                body,
            )
            for tag in dict.fromkeys(tags):
                await admin.execute(
                    "INSERT INTO entry_tag VALUES ($1, $2, $3, $4)", self.ledger, tag, position, told.type
                )
        await admin.execute(
            "INSERT INTO command VALUES ($1, $2, $3, $4, $5, $6)",
            self.ledger,
            step.command,
            step.digest,
            last + 1,
            end,
            step.outcome,
        )
        return end
