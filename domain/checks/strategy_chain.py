"""The chain of command, and its missing links: orientation, action, contract; commune, EPCI, authority.

Each segment says what it lacks by itself, so that other nouns (projects, reviews, conditions) add theirs beside it.
"""

import datetime as dt
from collections.abc import Iterator, Sequence

from msgspec import Struct

from domain.core.notices import Caution
from domain.facts.strategy import ProgrammeActionState
from domain.strategy_action import ProgrammeAction
from domain.strategy_orientations import Orientation

_RULE = "Seed: resserrer la chaîne de commandement"


class OrientationWithoutAction(Caution, frozen=True, kw_only=True):
    """No action carries out an orientation, nor anything within it."""

    rule = _RULE
    orientation: str
    on: dt.date


class ActionWithoutContract(Caution, frozen=True, kw_only=True):
    """An action rests on no contract."""

    rule = _RULE
    action: str
    on: dt.date


class CommuneWithoutEpci(Caution, frozen=True, kw_only=True):
    """A commune is in no EPCI that the reference ledger knows."""

    rule = _RULE
    organization: str
    on: dt.date


class EpciOutsideAuthority(Caution, frozen=True, kw_only=True):
    """A commune's EPCI is no member of the authority."""

    rule = _RULE
    organization: str
    on: dt.date


class EpciWithoutPresident(Caution, frozen=True, kw_only=True):
    """No president of an EPCI is recorded."""

    rule = _RULE
    organization: str
    on: dt.date


class PresidentOutsideBureau(Caution, frozen=True, kw_only=True):
    """The president of an EPCI has no seat on the bureau."""

    rule = "Seed: tous les présidents d'intercommunalités siègent au bureau"
    organization: str
    person: str
    on: dt.date


class CommuneWithoutMayor(Caution, frozen=True, kw_only=True):
    """No mayor of a commune is recorded."""

    rule = _RULE
    organization: str
    on: dt.date


class NoMayorsConference(Caution, frozen=True, kw_only=True):
    """The authority has no mayors' conference."""

    rule = "Seed: la conférence des maires"
    on: dt.date


class MayorOutsideConference(Caution, frozen=True, kw_only=True):
    """The mayor of a commune has no seat at the mayors' conference."""

    rule = "Seed: la conférence des maires"
    organization: str
    person: str
    on: dt.date


class CommuneLinks(Struct, frozen=True, kw_only=True):
    """From a commune to the authority, on a day: whoever holds each link."""

    commune: str
    epci: str | None
    member: bool
    """Whether the EPCI is a member of the authority."""
    president: str | None
    """Of the EPCI."""
    bureau_seat: str | None
    """That the EPCI's president holds on the bureau."""
    mayor: str | None
    conference: str | None
    """The mayors' conference of the authority, by its body."""
    conference_seat: str | None
    """That the mayor holds there."""


def missing_of_orientations(
    orientations: Sequence[Orientation], actions: Sequence[ProgrammeAction], on: dt.date
) -> Iterator[Caution]:
    """Orientations that no action carries out, the highest of each branch alone; then actions without contract.

    An action that was abandoned carries nothing out. The first orientation is the root of what is asked about.
    """
    alive = [action for action in actions if action.state is not ProgrammeActionState.ABANDONED]
    carried = {name for action in alive for name in action.orientations}
    parents = {o.orientation: o.within for o in orientations}
    for name in [*carried]:
        above, seen = parents.get(name), {name}
        while above is not None and above not in seen:
            seen.add(above)
            above = parents.get(above)
        carried |= seen
    for orientation in orientations:
        name, within = orientation.orientation, orientation.within
        if name not in carried and (within not in parents or within in carried):
            yield OrientationWithoutAction(orientation=name, on=on)
    for action in alive:
        if action.contract is None:
            yield ActionWithoutContract(action=action.action, on=on)


def missing_of_commune(links: CommuneLinks, on: dt.date) -> Iterator[Caution]:
    """What lacks between a commune and the authority, from below."""
    if links.mayor is None:
        yield CommuneWithoutMayor(organization=links.commune, on=on)
    if links.conference is None:
        yield NoMayorsConference(on=on)
    elif links.mayor is not None and links.conference_seat is None:
        yield MayorOutsideConference(organization=links.commune, person=links.mayor, on=on)
    if links.epci is None:
        yield CommuneWithoutEpci(organization=links.commune, on=on)
        return
    if not links.member:
        yield EpciOutsideAuthority(organization=links.epci, on=on)
    if links.president is None:
        yield EpciWithoutPresident(organization=links.epci, on=on)
    elif links.bureau_seat is None:
        yield PresidentOutsideBureau(organization=links.epci, person=links.president, on=on)
