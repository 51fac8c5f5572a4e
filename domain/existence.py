"""Communes and EPCIs that an act creates, ends, or makes exist again under the same number.

Part of the territory slice, which decides everything else of the reference ledger.
"""

import datetime as dt
from collections.abc import Iterable, Iterator

from domain import membership
from domain.belonging import (
    CommuneDoesNotExist,
    EpciDoesNotExist,
    InEpciAfterwards,
    State,
    already_recorded,
    check_not_there_after,
    may_end_on,
)
from domain.core.command import ALREADY_TRUE, Command, Decision
from domain.core.entry import Entry
from domain.core.identifiers import Insee, Siren
from domain.core.notices import Refusal, Refused
from domain.facts.territory import (
    CommuneCreated,
    CommuneEndCause,
    CommuneEnded,
    CommuneLeftEpci,
    CommuneOrigin,
    EpciCreated,
    EpciEndCause,
    EpciEnded,
    EpciOrigin,
    LeaveCause,
)
from domain.membership import Lifetime, Span

# -- commands ----------------------------------------------------------------------------------------------------------


class CreateCommune(Command, frozen=True, kw_only=True):
    """Record that an act created a commune, or made it exist again."""

    commune: Insee
    cause: CommuneOrigin
    predecessors: tuple[Insee, ...] = ()


class EndCommune(Command, frozen=True, kw_only=True):
    """Record that an act ended a commune, most often for a commune nouvelle (CGCT L2113-2): it leaves its EPCI."""

    commune: Insee
    cause: CommuneEndCause
    successors: tuple[Insee, ...] = ()


class CreateEpci(Command, frozen=True, kw_only=True):
    """Record that an act created an EPCI, or made it exist again under the same SIREN. JoinEpci says who is in it."""

    epci: Siren
    cause: EpciOrigin
    predecessors: tuple[Siren, ...] = ()


class EndEpci(Command, frozen=True, kw_only=True):
    """Record that an act ended an EPCI (CGCT L5211-41-3 for a merger): each of its communes leaves it on that day."""

    epci: Siren
    cause: EpciEndCause
    successors: tuple[Siren, ...] = ()


# -- refusals ----------------------------------------------------------------------------------------------------------


class CommuneAlreadyExists(Refusal, frozen=True, kw_only=True):
    """The commune exists already, by another act or since another day."""

    commune: str
    since: dt.date
    entry: int


class EpciAlreadyExists(Refusal, frozen=True, kw_only=True):
    """The EPCI exists already, by another act or since another day."""

    epci: str
    since: dt.date
    entry: int


# -- decide (the state is that of belonging.py) ------------------------------------------------------------------------


def create_commune(state: State, command: CreateCommune) -> Decision:
    """What the creation of a commune comes to."""
    entries = state.of_commune(command.commune)
    fact = CommuneCreated(commune=command.commune, cause=command.cause, predecessors=command.predecessors)
    draft = command.leads_to(fact)
    if already_recorded(entries, draft):
        return ALREADY_TRUE
    if known := _known_to_exist(membership.lifetimes(entries), command.on):
        since = known.effective_on
        raise Refused(CommuneAlreadyExists(commune=command.commune, since=since, entry=known.position))
    return Decision((draft,))


def create_epci(state: State, command: CreateEpci) -> Decision:
    """What the creation of an EPCI comes to."""
    entries = state.of_epci(command.epci)
    draft = command.leads_to(EpciCreated(epci=command.epci, cause=command.cause, predecessors=command.predecessors))
    if already_recorded(entries, draft):
        return ALREADY_TRUE
    if known := _known_to_exist(membership.lifetimes(entries), command.on):
        since = known.effective_on
        raise Refused(EpciAlreadyExists(epci=command.epci, since=since, entry=known.position))
    return Decision((draft,))


def _known_to_exist(lives: tuple[Lifetime, ...], day: dt.date) -> Entry | None:
    """The entry that says that it exists on a day; None too when it only seems to, for want of one."""
    return next((life.since for life in lives if life.covers(day)), None)


def end_commune(state: State, command: EndCommune) -> Decision:
    """What the end of a commune comes to: its membership ends with it."""
    commune, day = command.commune, command.on
    entries = state.of_commune(commune)
    draft = command.leads_to(CommuneEnded(commune=commune, cause=command.cause, successors=command.successors))
    if already_recorded(entries, draft):
        return ALREADY_TRUE
    lives = membership.lifetimes(entries)
    if not _may_end(lives, day):
        raise Refused(CommuneDoesNotExist(commune=commune, on=day))
    for span in _before_restart(membership.spans(entries), lives, day):
        _check_over(commune, span, day)
    return Decision((draft,))


def end_epci(state: State, command: EndEpci) -> Decision:
    """What the end of an EPCI comes to: each of its communes leaves it."""
    epci, day = command.epci, command.on
    draft = command.leads_to(EpciEnded(epci=epci, cause=command.cause, successors=command.successors))
    if already_recorded(state.of_epci(epci), draft):
        return ALREADY_TRUE
    lives = state.life_of(epci)
    if not _may_end(lives, day):
        raise Refused(EpciDoesNotExist(epci=epci, on=day))
    drafts = [draft]
    for commune in sorted(state.communes):
        spans = membership.spans(state.of_commune(commune))
        for span in _before_restart((s for s in spans if s.epci == epci), lives, day):
            _check_over(commune, span, day)
            if may_end_on(span, day):
                left = CommuneLeftEpci(commune=commune, epci=epci, cause=LeaveCause.EPCI_ENDED)
                drafts.append(command.leads_to(left))
    return Decision(tuple(drafts))


def _may_end(lives: tuple[Lifetime, ...], day: dt.date) -> bool:
    """Whether it existed just before that day and no act ended it yet; what was restored later existed before."""
    for life in lives:
        if life.end is None and (life.start is None or life.start < day):
            return True
    first = lives[0]
    restored = first.since is not None and getattr(first.since.fact, "cause", None) in _RESTORED
    return restored and first.start is not None and day <= first.start


_RESTORED = (CommuneOrigin.RESTORED, EpciOrigin.RESTORED)


def _before_restart(spans: Iterable[Span], lives: tuple[Lifetime, ...], day: dt.date) -> Iterator[Span]:
    """The memberships that do not belong to a later life."""
    restart = min((life.start for life in lives if life.start is not None and life.start >= day), default=dt.date.max)
    return (span for span in spans if span.start < restart)


def _check_over(commune: str, span: Span, day: dt.date) -> None:
    """Refuse an end before a day on which the commune is known to be in the EPCI."""
    check_not_there_after(commune, span, day)
    if span.start >= day:
        raise Refused(InEpciAfterwards(commune=commune, epci=span.epci, day=span.start, entry=span.since.entry))
    if span.left and span.end is not None and span.until is not None and span.end > day:
        raise Refused(InEpciAfterwards(commune=commune, epci=span.epci, day=day, entry=span.until.entry))
