"""Which seats a body may have: kinds, names, members, and the number of vice-presidents (CGCT L5211-10, L5212-7)."""

import datetime as dt

from domain.composition import Composition, MemberUnknown
from domain.core.notices import Caution, Refusal, Refused
from domain.facts.bodies import BodyKind, Seat, SeatKind
from domain.facts.registry import LegalForm
from domain.rules.composition import raised_vice_president_limit, vice_president_limit

_KINDS = {
    BodyKind.ASSEMBLY: {SeatKind.FULL_DELEGATE, SeatKind.ALTERNATE_DELEGATE},
    BodyKind.BUREAU: {SeatKind.PRESIDENT, SeatKind.VICE_PRESIDENT, SeatKind.BUREAU_MEMBER},
}
_OTHER_KINDS = {SeatKind.PRESIDENT, SeatKind.VICE_PRESIDENT, SeatKind.MEMBER, SeatKind.ALTERNATE_DELEGATE}

# -- refusals and cautions ---------------------------------------------------------------------------------------------


class SeatNamedTwice(Refusal, frozen=True, kw_only=True):
    """Two seats of a body bear the same name, or two vice-presidents the same rank."""

    body: str
    seat: str


class SeatKindNotOfBody(Refusal, frozen=True, kw_only=True):
    """A seat is of a kind that this kind of body has not."""

    rule = "CGCT L5211-10"
    body: str
    seat: str
    kind: SeatKind


class SeatWithoutMember(Refusal, frozen=True, kw_only=True):
    """Every seat of an assembly is filled on behalf of a member."""

    rule = "CGCT L5212-7"
    seat: str


class BureauIncomplete(Refusal, frozen=True, kw_only=True):
    """A bureau has one president and at least one vice-president."""

    rule = "CGCT L5211-10"
    body: str


class TooManyVicePresidents(Refusal, frozen=True, kw_only=True):
    """More vice-presidents than even a two-thirds vote allows."""

    rule = "CGCT L5211-10"
    asked: int
    limit: int
    assembly_seats: int


class TwoThirdsNeeded(Caution, frozen=True, kw_only=True):
    """This many vice-presidents take a two-thirds vote of the assembly."""

    rule = "CGCT L5211-10"
    asked: int
    limit: int
    assembly_seats: int


# -- rules -------------------------------------------------------------------------------------------------------------


def check_seats(state: Composition, body: str, seats: tuple[Seat, ...]) -> None:
    """Each seat is of a kind that the body has, under a name and a rank of its own.

    Raises:
        Refused: SeatKindNotOfBody, SeatNamedTwice.
    """
    allowed = _KINDS.get(state.bodies[body].fact.kind, _OTHER_KINDS)
    names: set[str] = set()
    ranks: set[int] = set()
    for seat in seats:
        if seat.kind not in allowed:
            raise Refused(SeatKindNotOfBody(body=body, seat=seat.seat, kind=seat.kind))
        twice = seat.seat in names or (seat.rank is not None and seat.rank in ranks)
        unranked = seat.kind is SeatKind.VICE_PRESIDENT and seat.rank is None
        if twice or unranked:
            raise Refused(SeatNamedTwice(body=body, seat=seat.seat))
        names.add(seat.seat)
        if seat.rank is not None:
            ranks.add(seat.rank)


def check_members(state: Composition, seats: tuple[Seat, ...], on: dt.date) -> None:
    """Each seat of an assembly is filled on behalf of a member of that day (L5212-7).

    Raises:
        Refused: SeatWithoutMember, MemberUnknown.
    """
    for seat in seats:
        if seat.on_behalf_of is None:
            raise Refused(SeatWithoutMember(seat=seat.seat))
        if not state.is_member(seat.on_behalf_of, on):
            raise Refused(MemberUnknown(seat=seat.seat, organization=seat.on_behalf_of, on=on))


def check_one_president(state: Composition, body: str, seats: tuple[Seat, ...]) -> None:
    """A bureau has one president and at least one vice-president; other bodies are as their rules say."""
    kinds = [seat.kind for seat in seats]
    complete = kinds.count(SeatKind.PRESIDENT) == 1 and SeatKind.VICE_PRESIDENT in kinds
    if state.bodies[body].fact.kind is BodyKind.BUREAU and not complete:
        raise Refused(BureauIncomplete(body=body))


def check_vice_presidents(state: Composition, assembly: str, term: str, asked: int, on: dt.date) -> tuple[Caution, ...]:
    """Hold a number of vice-presidents against the law; the statutes rule in an open joint syndicate (L5721-2)."""
    if state.legal_form is LegalForm.OPEN_JOINT_SYNDICATE:
        return ()
    periods = state.timeline(assembly, term).on(on).values()
    seats = sum(1 for period in periods if period.seat.kind is SeatKind.FULL_DELEGATE)
    limit, raised = vice_president_limit(seats, on), raised_vice_president_limit(seats, on)
    if asked > raised:
        raise Refused(TooManyVicePresidents(asked=asked, limit=raised, assembly_seats=seats))
    return (TwoThirdsNeeded(asked=asked, limit=limit, assembly_seats=seats),) if asked > limit else ()
