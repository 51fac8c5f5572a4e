"""The annulment of an election: notified, appealed against, final."""

import datetime as dt
from enum import StrEnum
from typing import assert_never

from msgspec import structs

from domain import composition
from domain.composition import Composition
from domain.core.boundary import Boundary
from domain.core.command import ALREADY_TRUE, Command, Decision, Memberships
from domain.core.entry import Entry
from domain.core.identifiers import SeatId, Slug
from domain.core.notices import Caution, Refusal, Refused
from domain.facts.bodies import AppealLodged, Cause, ElectionAnnulled
from domain.history import History
from domain.leaving import also_vacated, entries_of, holder, leave, recorded
from domain.rules.composition import appeal_due

# -- commands ----------------------------------------------------------------------------------------------------------


class Appeal(StrEnum):
    """How an annulment became final."""

    NONE = "NONE"
    """Nobody appealed in time: the seat is vacant from the notification (CE 17/05/1974 Camelas)."""
    DISMISSED = "DISMISSED"
    """The appeal failed: the seat is vacant from the final decision."""


class RecordAnnulment(Command, frozen=True, kw_only=True):
    """Record a judgment that annuls an election, on the day of its notification. The holder stays for now."""

    body: Slug
    seat: SeatId


class LodgeAppeal(Command, frozen=True, kw_only=True):
    """Record that an appeal was lodged against an annulment: it suspends its effect."""

    body: Slug
    seat: SeatId


class ConcludeAnnulment(Command, frozen=True, kw_only=True):
    """Record that an annulment is final. The day is that of the final decision, or of the end of the time to appeal."""

    body: Slug
    seat: SeatId
    appeal: Appeal


# -- refusals and cautions ---------------------------------------------------------------------------------------------


class NoAnnulment(Refusal, frozen=True, kw_only=True):
    """No judgment that annuls this election is recorded."""

    body: str
    seat: str


class AppealPending(Refusal, frozen=True, kw_only=True):
    """An appeal was lodged: the annulment is not final for want of one."""

    rule = "C. élect. L250"
    body: str
    seat: str
    lodged_on: dt.date


class AppealStillPossible(Refusal, frozen=True, kw_only=True):
    """The time to appeal still runs."""

    rule = "C. élect. R123"
    body: str
    seat: str
    appeal_until: dt.date


class EffectFromNotification(Caution, frozen=True, kw_only=True):
    """Without an appeal the annulment takes effect on its notification: to be confirmed by counsel."""

    rule = "CE 17/05/1974 Camelas"
    body: str
    seat: str
    notified_on: dt.date


# -- state and evolve: those of domain/composition.py ------------------------------------------------------------------

EMPTY = composition.EMPTY
evolve = composition.evolve

# -- decide ------------------------------------------------------------------------------------------------------------

AnnulmentCommand = RecordAnnulment | LodgeAppeal | ConcludeAnnulment


def decide(state: Composition, command: AnnulmentCommand, memberships: Memberships) -> Decision:
    """What the command comes to.

    Raises:
        Refused: NoAnnulment, AppealPending, AppealStillPossible, SeatNotHeld, UnknownBody, NoTermOn, UnknownSeat.
    """
    match command:
        case RecordAnnulment():
            return _annul(state, command)
        case LodgeAppeal():
            return _appeal(state, command)
        case ConcludeAnnulment():
            return _conclude(state, command)
    assert_never(command)


def _annul(state: Composition, command: RecordAnnulment) -> Decision:
    at = state.seat_on(command.body, command.seat, command.on)
    fact = ElectionAnnulled(
        body=at.body,
        term=at.term,
        seat=at.seat.seat,
        person=holder(at, command.on).person,
        appeal_until=appeal_due(command.on),
    )
    draft = command.leads_to(fact)
    return ALREADY_TRUE if recorded(state, at, draft) else Decision((draft,))


def _appeal(state: Composition, command: LodgeAppeal) -> Decision:
    at = state.seat_on(command.body, command.seat, command.on)
    who = holder(at, command.on).person
    if not _until(command.on, entries_of(state, at, ElectionAnnulled)):
        raise Refused(NoAnnulment(body=at.body, seat=at.seat.seat))
    draft = command.leads_to(AppealLodged(body=at.body, term=at.term, seat=at.seat.seat, person=who))
    return ALREADY_TRUE if recorded(state, at, draft) else Decision((draft,))


def _conclude(state: Composition, command: ConcludeAnnulment) -> Decision:
    at = state.seat_on(command.body, command.seat, command.on)
    cause = Cause.ANNULMENT_NO_APPEAL if command.appeal is Appeal.NONE else Cause.ANNULMENT_CONFIRMED
    if at.tenure is None and at.period.vacancy is not None and at.period.vacancy.cause is cause:
        return ALREADY_TRUE
    holder(at, command.on)
    judgments = _until(command.on, entries_of(state, at, ElectionAnnulled))
    appeals = _until(command.on, entries_of(state, at, AppealLodged))
    if not judgments or not isinstance(judgment := judgments[-1].fact, ElectionAnnulled):
        raise Refused(NoAnnulment(body=at.body, seat=at.seat.seat))
    effective = command.on
    cautions: tuple[Caution, ...] = ()
    if command.appeal is Appeal.NONE:
        if appeals:
            raise Refused(AppealPending(body=at.body, seat=at.seat.seat, lodged_on=appeals[-1].effective_on))
        if command.on <= judgment.appeal_until:
            raise Refused(AppealStillPossible(body=at.body, seat=at.seat.seat, appeal_until=judgment.appeal_until))
        effective = judgments[-1].effective_on
        cautions = (EffectFromNotification(body=at.body, seat=at.seat.seat, notified_on=effective),)
    then = structs.replace(command, on=effective)
    vacated = tuple(leave(state, then, state.seat_on(at.body, at.seat.seat, effective), cause))
    return Decision(vacated, (*cautions, *also_vacated(vacated)))


def _until(day: dt.date, entries: list[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.effective_on <= day]


# -- boundary ----------------------------------------------------------------------------------------------------------


def boundary(command: AnnulmentCommand, history: History) -> Boundary:
    """What the decision depends on: the body's family during the term."""
    return composition.boundary_of_body(history, command.body, command.on)
