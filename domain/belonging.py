"""A commune in an EPCI: seen there on 1 January, joining by an act, leaving by an act.

Part of the territory slice, which decides everything else of the reference ledger.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta, Struct, structs

from domain import membership
from domain.core.command import ALREADY_TRUE, Command, Decision
from domain.core.entry import Draft, Entry
from domain.core.identifiers import Insee, Siren
from domain.core.notices import Refusal, Refused
from domain.facts.territory import (
    CommuneJoinedEpci,
    CommuneLeftEpci,
    JoinCause,
    LeaveCause,
    MembershipObserved,
)
from domain.membership import Lifetime, Span

# -- commands ----------------------------------------------------------------------------------------------------------


class ObserveMembership(Command, frozen=True, kw_only=True):
    """Record that a yearly file shows a commune in an EPCI. An observation of 1 January, never a legal date.

    Seen again is already true; ``observedUntil`` closes what earlier files left open.
    """

    on: Annotated[dt.date, Meta(description="The first 1 January on which the commune was seen in the EPCI.")]
    commune: Insee
    epci: Siren
    observed_until: Annotated[
        dt.date | None, Meta(description="The first 1 January on which it was seen there no more.")
    ] = None


class JoinEpci(Command, frozen=True, kw_only=True):
    """Record that an act made a commune a member of an EPCI: the legal date, which replaces the one observed."""

    commune: Insee
    epci: Siren
    cause: JoinCause


class LeaveEpci(Command, frozen=True, kw_only=True):
    """Record that an act ended a commune's membership of an EPCI. The end of the EPCI itself is EndEpci."""

    commune: Insee
    epci: Siren
    cause: LeaveCause


# -- refusals ----------------------------------------------------------------------------------------------------------


class CommuneInAnotherEpci(Refusal, frozen=True, kw_only=True):
    """A commune belongs to one EPCI with its own tax at a time."""

    rule = "CGCT L5210-2"
    commune: str
    epci: str
    since: dt.date
    entry: int


class AlreadyInEpci(Refusal, frozen=True, kw_only=True):
    """The commune is in that EPCI already, since another day or by another act."""

    commune: str
    epci: str
    since: dt.date
    entry: int


class NotInEpci(Refusal, frozen=True, kw_only=True):
    """The commune was not in that EPCI just before that day."""

    commune: str
    epci: str
    on: dt.date


class InEpciAfterwards(Refusal, frozen=True, kw_only=True):
    """The commune is known to be in the EPCI after the day on which it is said to have left."""

    commune: str
    epci: str
    day: dt.date
    entry: int


class ObservationContradicted(Refusal, frozen=True, kw_only=True):
    """What is recorded of that commune in that EPCI says otherwise."""

    commune: str
    epci: str
    entry: int


class NotAFirstOfJanuary(Refusal, frozen=True, kw_only=True):
    """Yearly files show the territory on 1 January; any other day is a legal date, which takes an act."""

    day: dt.date


class ObservationEndsTooSoon(Refusal, frozen=True, kw_only=True):
    """What was seen on a day was seen until a later one."""

    observed_from: dt.date
    observed_until: dt.date


class CommuneDoesNotExist(Refusal, frozen=True, kw_only=True):
    """The commune does not exist on that day, by the acts recorded."""

    commune: str
    on: dt.date


class EpciDoesNotExist(Refusal, frozen=True, kw_only=True):
    """The EPCI does not exist on that day, by the acts recorded."""

    epci: str
    on: dt.date


# -- state -------------------------------------------------------------------------------------------------------------


class State(Struct, frozen=True):
    """The standing entries about each commune and each EPCI itself, in legal order."""

    communes: dict[str, tuple[Entry, ...]] = {}
    epcis: dict[str, tuple[Entry, ...]] = {}

    def of_commune(self, insee: str) -> tuple[Entry, ...]:
        """A commune's entries, its memberships included."""
        return self.communes.get(insee, ())

    def of_epci(self, siren: str) -> tuple[Entry, ...]:
        """An EPCI's own entries: identity, creation, end."""
        return self.epcis.get(siren, ())

    def life_of(self, siren: str) -> tuple[Lifetime, ...]:
        """When an EPCI existed."""
        return membership.lifetimes(self.of_epci(siren))


def already_recorded(entries: tuple[Entry, ...], draft: Draft) -> bool:
    """Whether one of the entries says the same, on the same day, by the same act."""
    said = (draft.fact, draft.effective_on, draft.act)
    return any((entry.fact, entry.effective_on, entry.act) == said for entry in entries)


# -- decide ------------------------------------------------------------------------------------------------------------


def observe(state: State, command: ObserveMembership) -> Decision:
    """What an observation comes to: which file shows it does not matter, the same seen again adds nothing."""
    fact = MembershipObserved(
        commune=command.commune,
        epci=command.epci,
        observed_from=command.on,
        observed_until=command.observed_until,
    )
    _check_days(fact)
    last = membership.last_first_of_january(fact)
    _check_existence(state, fact.commune, fact.epci, command.on, last)
    known = membership.spans(state.of_commune(fact.commune))
    if _already_seen(known, fact, last):
        return ALREADY_TRUE
    _check_elsewhere(known, fact, last)
    _check_there(known, fact, last)
    seen = command.leads_to(fact)
    return Decision((seen, *_left_with_epci(state, seen, fact.commune, fact.epci)))


def _check_days(fact: MembershipObserved) -> None:
    for day in (fact.observed_from, fact.observed_until):
        if day is not None and (day.month, day.day) != (1, 1):
            raise Refused(NotAFirstOfJanuary(day=day))
    if fact.observed_until is not None and fact.observed_until <= fact.observed_from:
        raise Refused(ObservationEndsTooSoon(observed_from=fact.observed_from, observed_until=fact.observed_until))


def _check_existence(state: State, commune: str, epci: str, first: dt.date, last: dt.date) -> None:
    """Both exist from the first day to the last, without a break."""
    if (day := membership.missing_day(membership.lifetimes(state.of_commune(commune)), first, last)) is not None:
        raise Refused(CommuneDoesNotExist(commune=commune, on=day))
    if (day := membership.missing_day(state.life_of(epci), first, last)) is not None:
        raise Refused(EpciDoesNotExist(epci=epci, on=day))


def _already_seen(known: tuple[Span, ...], fact: MembershipObserved, last: dt.date) -> bool:
    """Without an end an observation says where the commune was on its first day; with one, until when."""
    here = next((s for s in known if s.epci == fact.epci and s.covers(fact.observed_from)), None)
    if here is None or fact.observed_until is None:
        return here is not None
    return here.end is not None and last < here.end <= fact.observed_until


def _check_elsewhere(known: tuple[Span, ...], fact: MembershipObserved, last: dt.date) -> None:
    """Between its first and its last day (for ever, if open) the commune is in no other EPCI."""
    until = None if fact.observed_until is None else last
    for span in known:
        if span.epci != fact.epci and span.meets(fact.observed_from, until):
            raise Refused(_elsewhere(fact.commune, span))


def _check_there(known: tuple[Span, ...], fact: MembershipObserved, last: dt.date) -> None:
    """What is known of the commune in that EPCI may be open, or begin later by observation; not end otherwise."""
    for span in known:
        if span.epci != fact.epci:
            continue
        if span.end == fact.observed_from and span.until is not None:
            raise Refused(ObservationContradicted(commune=fact.commune, epci=fact.epci, entry=span.until.entry))
        if not span.meets(fact.observed_from, fact.observed_until):
            continue
        joined_later = span.start > fact.observed_from and span.since.on is not None
        ends_otherwise = span.end is not None and not (
            fact.observed_until is None or last < span.end <= fact.observed_until
        )
        seen_later = fact.observed_until is not None and (span.last_seen or span.start) >= fact.observed_until
        if joined_later or ends_otherwise or seen_later:
            entry = (span.until if ends_otherwise and span.until else span.since).entry
            raise Refused(ObservationContradicted(commune=fact.commune, epci=fact.epci, entry=entry))


def _left_with_epci(state: State, began: Draft, commune: str, epci: str) -> Iterator[Draft]:
    """The commune left the EPCI when the EPCI ended, if that is recorded already."""
    entries = (*state.of_commune(commune), _as_entry(began))
    for life in state.life_of(epci):
        if life.end is None or life.until is None:
            continue
        if any(s.epci == epci and s.start < life.end and s.covers(life.end) for s in membership.spans(entries)):
            left = CommuneLeftEpci(commune=commune, epci=epci, cause=LeaveCause.EPCI_ENDED)
            yield structs.replace(began, fact=left, effective_on=life.end, act=life.until.act)


def _as_entry(draft: Draft) -> Entry:
    return Entry(**structs.asdict(draft), position=1 << 62)


def _elsewhere(commune: str, span: Span) -> CommuneInAnotherEpci:
    return CommuneInAnotherEpci(commune=commune, epci=span.epci, since=span.start, entry=span.since.entry)


def join(state: State, command: JoinEpci) -> Decision:
    """What an act that made the commune a member comes to."""
    commune, epci, day = command.commune, command.epci, command.on
    draft = command.leads_to(CommuneJoinedEpci(commune=commune, epci=epci, cause=command.cause))
    entries = state.of_commune(commune)
    if already_recorded(entries, draft):
        return ALREADY_TRUE
    _check_existence(state, commune, epci, day, day)
    current = next((s for s in membership.spans(entries) if s.covers(day)), None)
    if current is not None and current.epci == epci:
        if current.start < day or current.since.on is not None:
            raise Refused(AlreadyInEpci(commune=commune, epci=epci, since=current.start, entry=current.since.entry))
    elif current is not None and not _may_have_left_by(current, day):
        raise Refused(_elsewhere(commune, current))
    return Decision((draft, *_left_with_epci(state, draft, commune, epci)))


def _may_have_left_by(span: Span, day: dt.date) -> bool:
    """Whether a membership that covers a day may well have ended by then: it was seen to end, after that day."""
    return span.until is not None and span.until.on is None and (span.last_seen or span.start) < day


def leave(state: State, command: LeaveEpci) -> Decision:
    """What an act that ended the membership comes to."""
    fact = CommuneLeftEpci(commune=command.commune, epci=command.epci, cause=command.cause)
    draft = command.leads_to(fact)
    entries = state.of_commune(command.commune)
    if already_recorded(entries, draft):
        return ALREADY_TRUE
    for span in membership.spans(entries):
        if span.epci == command.epci and may_end_on(span, command.on):
            check_not_there_after(command.commune, span, command.on)
            return Decision((draft,))
    raise Refused(NotInEpci(commune=command.commune, epci=command.epci, on=command.on))


def may_end_on(span: Span, day: dt.date) -> bool:
    """Whether a membership holds until a day at least, and no act says already when the commune left."""
    return span.start < day and (span.end is None or (day <= span.end and not span.left))


def check_not_there_after(commune: str, span: Span, day: dt.date) -> None:
    """Refuse an end before a day on which the commune was seen there."""
    if span.last_seen is not None and span.last_seen >= day:
        raise Refused(InEpciAfterwards(commune=commune, epci=span.epci, day=span.last_seen, entry=span.since.entry))
