"""Random histories of a bureau and a committee: whatever could be recorded, consistent or not."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

from hypothesis import strategies as st
from msgspec import structs

from domain.core.entry import Draft, Entry, Fact, Rectified, Replaces, Visibility
from domain.facts.bodies import (
    ActingDesignated,
    AppealLodged,
    BodyReopened,
    Cause,
    ElectionAnnulled,
    GeneralRenewalHeld,
    Manner,
    PreventionLifted,
    PreventionRecorded,
    ResignationTendered,
    Seat,
    SeatAbolished,
    SeatCreated,
    SeatFact,
    SeatFilled,
    SeatKind,
    SeatReassigned,
    SeatVacated,
    TermEnded,
    TermOpened,
)

FIRST: Final = dt.date(2026, 5, 20)
DAYS: Final = [FIRST + dt.timedelta(days=n) for n in range(10)]
BODIES: Final = ("bureau", "committee")
TERMS: Final = ("2026", "2032")
PEOPLE: Final = ("$a", "$b", "$c", "$d")
SEATS: Final = (
    Seat(seat="P", kind=SeatKind.PRESIDENT),
    Seat(seat="VP1", kind=SeatKind.VICE_PRESIDENT, rank=1),
    Seat(seat="VP2", kind=SeatKind.VICE_PRESIDENT, rank=2),
    Seat(seat="M1", kind=SeatKind.BUREAU_MEMBER, on_behalf_of="epci:200000001"),
)
MORE_SEATS: Final = (*SEATS, Seat(seat="M2", kind=SeatKind.BUREAU_MEMBER))


def _of(fact: type[Fact], **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Fact]:
    body = st.sampled_from(("bureau", "bureau", "bureau", "committee"))
    term = st.sampled_from(("2026", "2026", "2026", "2032"))
    return st.builds(fact, body=body, term=term, **fields)


_SEAT = st.sampled_from([seat.seat for seat in MORE_SEATS])
_PERSON = st.sampled_from(PEOPLE)
_CAUSE = st.sampled_from((Cause.RESIGNATION, Cause.DEATH, Cause.REMOVAL))
_ENDS = st.sampled_from((Cause.RENEWAL_INSTALLATION, Cause.DISSOLUTION))

FILLED = _of(SeatFilled, seat=_SEAT, person=_PERSON, manner=st.just(Manner.ELECTION))
VACATED = _of(SeatVacated, seat=_SEAT, person=_PERSON, cause=_CAUSE)
OPENED = _of(TermOpened, seats=st.sampled_from((SEATS, SEATS, MORE_SEATS, SEATS[1:])))
FACTS: st.SearchStrategy[Fact] = st.one_of(
    FILLED,
    FILLED,
    FILLED,
    VACATED,
    VACATED,
    OPENED,
    _of(TermEnded, cause=_ENDS),
    _of(BodyReopened, cause=st.just(Cause.PRESIDENT_REELECTION)),
    _of(GeneralRenewalHeld),
    _of(SeatCreated, seat=st.sampled_from(MORE_SEATS)),
    _of(SeatAbolished, seat=_SEAT),
    _of(SeatReassigned, seat=_SEAT, on_behalf_of=st.sampled_from(("epci:200000001", "epci:200000002"))),
    _of(PreventionRecorded, seat=_SEAT, person=_PERSON),
    _of(PreventionRecorded, seat=st.just("P"), person=_PERSON),
    _of(SeatVacated, seat=st.just("P"), person=_PERSON, cause=_CAUSE),
    _of(PreventionLifted, seat=_SEAT, person=_PERSON),
    _of(ActingDesignated, person=_PERSON),
    _of(ResignationTendered, seat=_SEAT, person=_PERSON),
    _of(ElectionAnnulled, seat=_SEAT, person=_PERSON, appeal_until=st.just(FIRST)),
    _of(AppealLodged, seat=_SEAT, person=_PERSON),
)
VISIBILITIES = st.sampled_from(
    (Visibility.PUBLIC,) * 4 + (Visibility.MEMBERS, Visibility.BUREAU, Visibility.RESTRICTED)
)


@st.composite
def histories(draw: st.DrawFn, *, most: int = 22) -> list[Entry]:
    """Entries at positions 1 to n. They begin, mostly, with an opened bureau; a rectification names an earlier one.

    Some are recorded in order of time, as a bureau lives; others in any order.
    """
    entries: list[Entry] = []
    in_order, secret = draw(st.booleans()), draw(st.booleans())

    seated: dict[tuple[str, str, str], str] = {}

    def record(fact: Fact, on: dt.date, replaces: Replaces | None = None) -> None:
        if isinstance(fact, SeatFact):
            seat = (fact.body, fact.term, fact.seat)
            if isinstance(fact, SeatFilled):
                seated[seat] = fact.person
            elif draw(st.integers(0, 3)):  # mostly of whoever was seated last
                fact = structs.replace(fact, person=seated.get(seat, fact.person))
        visibility = draw(VISIBILITIES) if secret else Visibility.PUBLIC
        draft = Draft(fact=fact, effective_on=on, visibility=visibility, replaces=replaces)
        entries.append(Entry.of(draft, len(entries) + 1))

    if draw(st.integers(0, 9)):
        record(TermOpened(body="bureau", term="2026", seats=SEATS), draw(st.sampled_from(DAYS[:3])))
        for seat, person in zip(SEATS, draw(st.permutations(PEOPLE)), strict=True):
            record(
                SeatFilled(body="bureau", term="2026", seat=seat.seat, person=person, manner=Manner.ELECTION),
                entries[0].effective_on if in_order else draw(st.sampled_from(DAYS[:5])),
            )
    count = draw(st.integers(0, most - 5))
    days = draw(st.lists(st.sampled_from(DAYS), min_size=count, max_size=count))
    for day in sorted(days) if in_order else days:
        if entries and not draw(st.integers(0, 20 if in_order else 4)):
            wrong = draw(st.sampled_from(entries))
            record(Rectified(entry=wrong.position, reason="x", about=wrong.fact.tags()), wrong.effective_on)
            for _ in range(draw(st.integers(0, 2))):
                record(draw(FACTS), draw(st.sampled_from(DAYS)), Replaces(entry=wrong.position, order=wrong.order))
        else:
            record(draw(FACTS), day)
    return entries


def cut(draw: st.DrawFn, items: Sequence[Any], most: int) -> list[list[Any]]:
    """A list in pieces of random lengths."""
    pieces: list[list[Any]] = []
    rest = list(items)
    while rest:
        size = draw(st.integers(1, most))
        pieces.append(rest[:size])
        rest = rest[size:]
    return pieces


@st.composite
def batches(draw: st.DrawFn, *, most: int = 22) -> list[list[list[Entry]]]:
    """A history as it came: batches of steps of entries."""
    steps = cut(draw, draw(histories(most=most)), 4)
    return cut(draw, steps, 4)
