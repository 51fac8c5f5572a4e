"""Two clerks at once never break a rule: whatever the order, one of them wins or both are right."""

import asyncio
import datetime as dt
import os
import random
from collections.abc import Callable

import pytest

from domain import composition
from domain.bodies import AbolishSeat
from domain.contradictions import contradictions
from domain.core.entry import Entry
from domain.departures import LoseEligibility, RecordDeath
from domain.facts.bodies import Cause
from domain.facts.people import EndCause, MandateKind
from domain.history import History
from domain.people import EndMandate
from domain.rectification import Rectify
from domain.register import Instruction, decide
from domain.seats import RecordPrevention, TenderResignation, VacateSeat
from service.clerk import Recorded
from service.database import Pool
from service.ledger.envelope import decode_entry
from tests.service.clerk.office import ACT, EPCI, LEDGER, Office, fill, mandate
from tests.service.ledger.ledgers import sound

SEEDS = int(os.environ.get("GREFFE_SEEDS", "1"))
"""How many random lives of a ledger are lived; each takes three seconds."""
ROUNDS = 100
LATER = dt.date(2026, 9, 1)


async def history(pool: Pool) -> list[Entry]:
    return [
        decode_entry(row["position"], row["body"])
        for row in await pool.fetch("SELECT * FROM entry_body WHERE ledger_id = $1 ORDER BY position", LEDGER)
    ]


async def rules_hold(pool: Pool) -> None:
    """No rule is broken in the whole ledger, and the projection has one holder per seat at most."""
    entries = History(await history(pool))
    tags = {tag for entry in entries for tag in entry.fact.tags() if tag.startswith(("bod", "authority"))}
    broken = list(contradictions(composition.fold(entries.about(*tags))))
    assert broken == []
    await sound(pool, LEDGER)


def end_mandate(person: str, on: dt.date = LATER) -> EndMandate:
    return EndMandate(
        on=on,
        act=ACT,
        person=person,
        organization=EPCI,
        mandate=MandateKind.COMMUNITY_COUNCILLOR,
        cause=EndCause.RESIGNATION,
    )


async def at_once(office: Office, *requests: Instruction) -> list[bool]:
    """Which of some requests were recorded, asked at the same time."""
    answers = await asyncio.gather(*(office.ask(request) for request in requests))
    return [isinstance(answer, Recorded) and answer.last >= answer.first for answer in answers]


def vacate(seat: str, on: dt.date, body: str = "bureau") -> VacateSeat:
    return VacateSeat(on=on, act=ACT, body=body, seat=seat, cause=Cause.RESIGNATION)


def days(number: int) -> list[dt.date]:
    """Every second day from some day on."""
    return [LATER + dt.timedelta(days=2 * index) for index in range(number)]


async def test_one_seat_has_one_holder(office: Office, pool: Pool) -> None:
    people = await office.furnish()
    for day in days(10):
        rivals = [fill("bureau", "M1", who, on=day) for who in people[3:]]
        assert sum(await at_once(office, *rivals)) == 1
        await office.record(vacate("M1", day + dt.timedelta(days=1)))
        await rules_hold(pool)


async def test_one_person_has_one_seat_of_the_bureau(office: Office, pool: Pool) -> None:
    people = await office.furnish()
    await office.record(vacate("VP2", LATER - dt.timedelta(days=1)))
    seats = ("M1", "VP2")
    for day in days(10):
        won = await at_once(office, *(fill("bureau", seat, people[4], on=day) for seat in seats))
        assert sum(won) == 1
        await office.record(vacate(seats[won.index(True)], day + dt.timedelta(days=1)))
    await rules_hold(pool)


class Halting:
    """A clerk's first append waits until the test lets it go: what it read is old by then."""

    def __init__(self, office: Office) -> None:
        self.read, self.go_on = asyncio.Event(), asyncio.Event()
        self._append = office.writer.append
        self.times = 0
        office.writer.append = self._halting  # type: ignore[method-assign, assignment]
        self._office = office

    async def _halting(self, append: object) -> object:
        self.times += 1
        if self.times == 1:
            self.read.set()
            await self.go_on.wait()
        return await self._append(append)  # type: ignore[arg-type]


@pytest.mark.parametrize("late", [False, True])
async def test_a_mandate_that_ends_between_reading_and_recording(office: Office, pool: Pool, late: bool) -> None:
    people = await office.furnish()
    await office.record(vacate("A7", LATER, "assembly"))
    day = LATER + dt.timedelta(days=1)
    halting = Halting(office)
    seating = asyncio.create_task(office.ask(fill("assembly", "A8", people[7], on=day)))
    await halting.read.wait()
    ended = end_mandate(people[7], day + dt.timedelta(days=1) if late else LATER)
    assert isinstance(await office.ask(ended), Recorded)
    halting.go_on.set()
    answer = await seating
    assert isinstance(answer, Recorded) is late
    assert halting.times == (3 if late else 2)
    await rules_hold(pool)


async def one_after_the_other(pool: Pool, recorded: list[tuple[Instruction, Recorded]]) -> None:
    """What was recorded at once is what would have been recorded one after the other, in the order of positions."""
    entries = await history(pool)
    for instruction, answer in recorded:
        before = History(entry for entry in entries if entry.position < answer.first)
        (step,) = decide([instruction], before, {})
        after = [entry for entry in entries if answer.first <= entry.position <= answer.last]
        assert [draft.fact for draft in step.drafts] == [entry.fact for entry in after]


@pytest.mark.parametrize("seed", range(SEEDS))
async def test_hundreds_at_once_break_nothing(office: Office, pool: Pool, seed: int) -> None:
    people = await office.furnish()
    chance = random.Random(seed)
    day = [LATER]

    def anyone() -> Instruction:
        seat, who, number = chance.choice(["P", "VP1", "VP2", "M1"]), chance.choice(people), chance.randrange(10)
        kinds: list[Callable[[], Instruction]] = [
            lambda: fill("bureau", seat, who, on=day[0]),
            lambda: fill("bureau", seat, who, on=day[0]),
            lambda: vacate(seat, day[0]),
            lambda: fill("assembly", f"A{number}", who, on=day[0]),
            lambda: vacate(f"A{number}", day[0], "assembly"),
            lambda: end_mandate(who, day[0]),
            lambda: mandate(who, day[0]),
            lambda: LoseEligibility(on=day[0], act=ACT, person=who, cause=Cause.LOSS_OF_MANDATE),
            lambda: Rectify(entry=chance.randrange(20, 60), reason="wrong", act=ACT),
            lambda: AbolishSeat(on=day[0], act=ACT, body="bureau", seat="M1"),
            lambda: RecordDeath(on=day[0], act=ACT, person=who),
        ]
        weights = [6, 6, 4, 5, 3, 3, 4, 2, 2, 0.2, 0.2]
        return chance.choices(kinds, weights)[0]()

    recorded: list[tuple[Instruction, Recorded]] = []
    for turn in range(ROUNDS):
        if turn % 5 == 0:
            day[0] += dt.timedelta(days=1)
        asked = [anyone(), anyone(), anyone()]
        answers = await asyncio.gather(*(office.ask(request) for request in asked))
        recorded += [(one, answer) for one, answer in zip(asked, answers, strict=True) if isinstance(answer, Recorded)]
    assert len(recorded) > ROUNDS / 2
    await rules_hold(pool)
    await one_after_the_other(pool, recorded)


async def test_a_whole_room_of_clerks_is_served(office: Office, pool: Pool) -> None:
    """Requests that do not contradict each other are all recorded, though each moves the others' boundary."""
    people = await office.furnish()
    fills = [fill("bureau", "M1", people[3], on=LATER)]
    leaving = [vacate(f"A{index}", LATER + dt.timedelta(days=index), "assembly") for index in range(3, 8)]
    coming = [mandate(who, LATER + dt.timedelta(days=40)) for who in people]
    rooms = [
        *(RecordPrevention(on=LATER, act=ACT, body="bureau", seat=seat) for seat in ("P", "VP1", "VP2")),
        *(RecordPrevention(on=LATER, act=ACT, body="assembly", seat=f"A{index}") for index in range(8)),
        *(TenderResignation(on=LATER, act=ACT, body="assembly", seat=f"A{index}") for index in range(8)),
        *(TenderResignation(on=LATER, act=ACT, body="bureau", seat=seat) for seat in ("P", "VP1", "VP2")),
    ]
    requests: list[Instruction] = [*fills, *leaving, *coming, *rooms]
    answers = await asyncio.gather(*(office.ask(request) for request in requests))
    assert len(requests) > 30
    assert [answer for answer in answers if "TooManyConflicts" in repr(answer)] == []
    await rules_hold(pool)
