"""The chain of command and its missing links: orientation, action, contract, project, review, condition; and commune,
EPCI, authority. Each segment says by itself what it lacks.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from domain.checks.projects import LIVE, served_by
from domain.core.notices import Caution
from domain.facts.projects import ProjectState
from domain.facts.strategy import ProgrammeActionState
from domain.projects_state import Project
from domain.strategy_action import ProgrammeAction
from domain.strategy_orientations import Orientation

_RULE = "Seed: resserrer la chaîne de commandement"
_PROJECTS = "Seed: mettre en place une revue de projet du territoire"


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


class OrientationWithoutProject(Caution, frozen=True, kw_only=True):
    """No project serves an orientation, nor anything within it."""

    rule = _PROJECTS
    orientation: str
    on: dt.date


class ProjectWithoutReview(Caution, frozen=True, kw_only=True):
    """No review of a project has concluded."""

    rule = _PROJECTS
    project: str
    on: dt.date


class ProjectWithoutOrientation(Caution, frozen=True, kw_only=True):
    """A project that was reviewed serves no orientation, neither by its latest review nor through an action."""

    rule = _PROJECTS
    project: str
    on: dt.date


class ProjectOutsideProgramme(Caution, frozen=True, kw_only=True):
    """A live project hangs on no action of the programme and on no contract."""

    rule = _RULE
    project: str
    on: dt.date


class ConditionOverdue(Caution, frozen=True, kw_only=True):
    """A condition set to a project was due, and is neither lifted nor failed."""

    rule = _PROJECTS
    project: str
    review: str
    condition: str
    organization: str
    due_on: dt.date
    on: dt.date


class CouncilNotBriefed(Caution, frozen=True, kw_only=True):
    """A municipal council has not heard of the strategy since the term began."""

    rule = "Seed: faire connaître la stratégie aux conseils municipaux"
    organization: str
    since: dt.date | None
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
    briefing: str | None = None
    """The last one of the municipal council since the term began."""
    briefed_on: dt.date | None = None
    since: dt.date | None = None
    """When the assembly's term began: from then on a briefing counts."""


def subject(missing: Caution) -> str | None:
    """The thing that a missing link is about, by its tag, or the organisation; None for the authority itself."""
    for kind in ("review", "project", "orientation", "action"):
        if name := getattr(missing, kind, None):
            return f"{kind}:{name}"
    return getattr(missing, "organization", None)


def missing_of_orientations(
    orientations: Sequence[Orientation], actions: Sequence[ProgrammeAction], on: dt.date
) -> Iterator[Caution]:
    """Orientations that no action carries out, the highest of each branch alone; then actions without contract.

    An action that was abandoned carries nothing out. The first orientation is the root of what is asked about.
    """
    carried = {name for action in _alive(actions) for name in action.orientations}
    for name in _bare(orientations, carried):
        yield OrientationWithoutAction(orientation=name, on=on)
    yield from missing_of_actions(actions, on)


def missing_of_actions(actions: Iterable[ProgrammeAction], on: dt.date) -> Iterator[Caution]:
    """Actions that rest on no contract."""
    for action in _alive(actions):
        if action.contract is None:
            yield ActionWithoutContract(action=action.action, on=on)


def without_project(
    orientations: Sequence[Orientation],
    projects: Iterable[Project],
    actions: Mapping[str, ProgrammeAction],
    on: dt.date,
) -> Iterator[Caution]:
    """Orientations that no project serves, the highest of each branch alone.

    A project serves what its latest review says, and what its actions carry out; a contract that it merely shares with
    an action does not tell.
    """
    alive = [project for project in projects if project.state is not ProjectState.ABANDONED]
    served = {name for project in alive for name in _served(project, actions)}
    for name in _bare(orientations, served):
        yield OrientationWithoutProject(orientation=name, on=on)


def missing_of_projects(
    projects: Iterable[Project], actions: Mapping[str, ProgrammeAction], on: dt.date
) -> Iterator[Caution]:
    """What projects lack: a review, an orientation that they serve, the conditions that were due.

    Whether one that was never reviewed serves the strategy is for its review to say.
    """
    for project in projects:
        if project.state in LIVE and project.latest is None:
            yield ProjectWithoutReview(project=project.project, on=on)
        elif project.state in LIVE and not _served(project, actions):
            yield ProjectWithoutOrientation(project=project.project, on=on)
        if project.state is ProjectState.ABANDONED:
            continue
        for review, condition in project.open_conditions():
            if condition.overdue(on):
                yield ConditionOverdue(
                    project=project.project,
                    review=review.review,
                    condition=condition.condition,
                    organization=condition.owner,
                    due_on=condition.due_on,
                    on=on,
                )


def outside_programme(project: Project, actions: Mapping[str, ProgrammeAction], on: dt.date) -> Iterator[Caution]:
    """Whether anything of the programme carries a live project."""
    own = _alive(actions[name] for name in project.actions if name in actions)
    if project.state in LIVE and not own and not project.contracts:
        yield ProjectOutsideProgramme(project=project.project, on=on)


def _alive(actions: Iterable[ProgrammeAction]) -> list[ProgrammeAction]:
    return [action for action in actions if action.state is not ProgrammeActionState.ABANDONED]


def _served(project: Project, actions: Mapping[str, ProgrammeAction]) -> set[str]:
    own = _alive(actions[name] for name in project.actions if name in actions)
    return {*served_by(project), *(name for action in own for name in action.orientations)}


def _bare(orientations: Sequence[Orientation], held: Collection[str]) -> Iterator[str]:
    """Orientations of which neither they nor anything within them is held: the highest of each branch alone."""
    held = set(held)
    parents = {o.orientation: o.within for o in orientations}
    for name in [*held]:
        above, seen = parents.get(name), {name}
        while above is not None and above not in seen:
            seen.add(above)
            above = parents.get(above)
        held |= seen
    for orientation in orientations:
        name, within = orientation.orientation, orientation.within
        if name not in held and (within not in parents or within in held):
            yield name


def missing_of_commune(links: CommuneLinks, on: dt.date) -> Iterator[Caution]:
    """What lacks between a commune and the authority, from below."""
    if links.mayor is None:
        yield CommuneWithoutMayor(organization=links.commune, on=on)
    if links.conference is None:
        yield NoMayorsConference(on=on)
    elif links.mayor is not None and links.conference_seat is None:
        yield MayorOutsideConference(organization=links.commune, person=links.mayor, on=on)
    if links.briefing is None:
        yield CouncilNotBriefed(organization=links.commune, since=links.since, on=on)
    if links.epci is None:
        yield CommuneWithoutEpci(organization=links.commune, on=on)
        return
    if not links.member:
        yield EpciOutsideAuthority(organization=links.epci, on=on)
    if links.president is None:
        yield EpciWithoutPresident(organization=links.epci, on=on)
    elif links.bureau_seat is None:
        yield PresidentOutsideBureau(organization=links.epci, person=links.president, on=on)
