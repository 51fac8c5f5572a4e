"""Two registers that record a scenario and answer its queries: one in memory, one real."""

import datetime as dt
from collections.abc import Sequence
from typing import Protocol

from domain.core.calendar import PARIS, end_of_paris_day
from domain.register import Instruction
from projections.composition import COMPOSITION, SeatPeriod, rows, seats_on
from projections.query import View
from service.access import Role, Viewer
from service.clerk import Clerk, Recorded, Request
from service.database import Pool
from service.ledger import Reader
from tests.domain.given import Ledger
from tests.scenarios.translate import LEDGER, Sitting, Translation, instructions

BESIDE = {"Rectified", "BodyReopened"}
"""Facts that a command leads to beside its own."""
CLERK = Viewer(Role.CLERK, frozenset({LEDGER}))


class Register(Protocol):
    """What a scenario asks of a register."""

    async def record(self, day: dt.date, commands: Sequence[Instruction]) -> list[list[tuple[int, str]]]:
        """Record one sitting; the position and type of each command's entries. People are remembered."""

    async def position_known(self, day: dt.date) -> int:
        """The last position that was recorded by the end of a day."""

    async def bureau(self, on: dt.date, position: int) -> list[SeatPeriod]:
        """The bureau on a day, as known at a position."""

    people: dict[str, str]


async def play(translation: Translation, register: Register) -> dict[dt.date, int]:
    """Record every sitting; returns the last position of each day of recording."""
    positions: dict[int, list[int]] = {}
    ends: dict[dt.date, int] = {}
    for sitting in translation.sittings:
        told = _resolved(sitting, register, positions)
        steps = await register.record(sitting.day, [command for command, _ in told])
        for (_, event), entries in zip(told, steps, strict=True):
            assert entries, "an event of a scenario is something new"
            if event is not None:
                positions.setdefault(event, []).extend(at for at, type_ in entries if type_ not in BESIDE)
        ends[sitting.day] = max(at for entries in steps for at, _ in entries)
    return ends


def _resolved(
    sitting: Sitting, register: Register, positions: dict[int, list[int]]
) -> list[tuple[Instruction, int | None]]:
    return instructions(sitting, register.people, positions)


class InMemory:
    """The pure domain, and the projection's rows computed from scratch."""

    def __init__(self) -> None:
        self.people: dict[str, str] = {}
        self.ledger = Ledger()
        self.days: list[tuple[dt.datetime, int]] = []

    async def record(self, day: dt.date, commands: Sequence[Instruction]) -> list[list[tuple[int, str]]]:
        recorded = self.ledger.record(*commands)
        self.days.append((dt.datetime.combine(day, dt.time(12), PARIS), len(self.ledger.entries)))
        return [[(e.position, type(e.fact).__name__) for e in step.entries] for step in recorded]

    async def position_known(self, day: dt.date) -> int:
        return max((at for when, at in self.days if when <= end_of_paris_day(day)), default=0)

    async def bureau(self, on: dt.date, position: int) -> list[SeatPeriod]:
        known = self.ledger.entries[:position]
        found = {s for e in known for s in COMPOSITION.touched(e.fact) if s.startswith("body:bureau:")}
        periods = (row for s in found for row in rows(s, [e for e in known if s in e.fact.tags()]))
        return [
            row.data
            for row in periods
            if isinstance(row.data, SeatPeriod) and row.valid_from <= on and (row.valid_to is None or on < row.valid_to)
        ]


class Real:
    """The clerk, the ledger and the projections on PostgreSQL."""

    def __init__(self, pool: Pool, clerk: Clerk) -> None:
        self.people: dict[str, str] = {}
        self._pool, self._clerk = pool, clerk

    async def record(self, day: dt.date, commands: Sequence[Instruction]) -> list[list[tuple[int, str]]]:
        request = Request(
            ledger=LEDGER,
            instructions=tuple(commands),
            command_id=f"{day}",
            recorded_at=dt.datetime.combine(day, dt.time(12), PARIS),
        )
        answer = await self._clerk.record(CLERK, request)
        assert isinstance(answer, Recorded), answer
        self.people |= answer.people
        stored = await Reader(self._pool).at(LEDGER, range(answer.first, answer.last + 1))  # type: ignore[arg-type]
        return [[(at, stored[at].type or "") for at in step.positions] for step in answer.steps]

    async def position_known(self, day: dt.date) -> int:
        return await Reader(self._pool).position_at(LEDGER, end_of_paris_day(day)) or 0  # type: ignore[arg-type]

    async def bureau(self, on: dt.date, position: int) -> list[SeatPeriod]:
        return await seats_on(self._pool, View(LEDGER, position), "bureau", on)
