"""Ambassadors of the SCoT: who carries the strategy where, and what they carried."""

import datetime as dt
from typing import Annotated, assert_never

from msgspec import Meta, Struct, structs

from domain.core.boundary import Boundary, about
from domain.core.command import ALREADY_TRUE, Command, Decision, Memberships
from domain.core.entry import Act, Entry
from domain.core.identifiers import OrganizationId, PersonId, Slug, Text
from domain.core.notices import Caution, Refusal, Refused
from domain.facts.ambassadors import (
    AmbassadorActed,
    AmbassadorActionKind,
    AmbassadorAppointed,
    AmbassadorEndCause,
    AmbassadorFact,
    AmbassadorshipEnded,
)
from domain.history import History
from domain.references import boundary_of
from domain.things import Things

# -- commands ----------------------------------------------------------------------------------------------------------


class AppointAmbassador(Command, frozen=True, kw_only=True):
    """Appoint an elected official as ambassador of the SCoT in an area. It is a designation, no office."""

    ambassador: Slug
    person: PersonId
    area: Annotated[tuple[OrganizationId, ...], Meta(min_length=1, max_length=100)]
    themes: tuple[Slug, ...] = ()


class RecordAmbassadorAction(Command, frozen=True, kw_only=True):
    """Record what an ambassador carried: the strategy explained to a council, a project supported."""

    ambassador: Slug
    kind: AmbassadorActionKind
    organization: OrganizationId
    project: Slug | None = None
    note: Text | None = None


class EndAmbassadorship(Command, frozen=True, kw_only=True):
    """Record that an ambassador is one no more."""

    ambassador: Slug
    cause: AmbassadorEndCause


COMMANDS = (AppointAmbassador, RecordAmbassadorAction, EndAmbassadorship)

# -- refusals and cautions ---------------------------------------------------------------------------------------------


class AmbassadorNotActive(Refusal, frozen=True, kw_only=True):
    """Nobody is that ambassador on that day."""

    ambassador: str
    on: dt.date


class AmbassadorWithoutMandate(Caution, frozen=True, kw_only=True):
    """Ambassadors are chosen among the elected, and no mandate of that person is recorded on that day."""

    rule = "Seed: ambassadeurs parmi les élus"
    ambassador: str
    person: str
    on: dt.date


# -- state -------------------------------------------------------------------------------------------------------------


class AmbassadorAction(Struct, frozen=True, kw_only=True):
    """What an ambassador carried on a day."""

    on: dt.date
    kind: AmbassadorActionKind
    organization: OrganizationId
    entry: int
    project: Slug | None = None
    note: Text | None = None
    act: Act | None = None


class Ambassador(Struct, frozen=True, kw_only=True):
    """An elected official who carries the strategy in an area."""

    ambassador: Slug
    person: PersonId
    area: tuple[OrganizationId, ...]
    appointed_on: dt.date
    entries: tuple[int, ...]
    """Positions of the entries that made it what it is."""
    themes: tuple[Slug, ...] = ()
    actions: tuple[AmbassadorAction, ...] = ()
    act: Act | None = None
    ended_on: dt.date | None = None
    """Excluded."""
    ended_by: AmbassadorEndCause | None = None


EMPTY: Things[Ambassador] = Things()

# -- evolve ------------------------------------------------------------------------------------------------------------


def apply(ambassador: Ambassador | None, entry: Entry) -> Ambassador | None:
    """What an ambassador is after one more entry."""
    fact, on = entry.fact, entry.effective_on
    if isinstance(fact, AmbassadorAppointed) and ambassador is None:
        return Ambassador(
            ambassador=fact.ambassador,
            person=fact.person,
            area=fact.area,
            themes=fact.themes,
            appointed_on=on,
            act=entry.act,
            entries=(entry.position,),
        )
    if ambassador is None:
        return None
    ambassador = structs.replace(ambassador, entries=(*ambassador.entries, entry.position))
    match fact:
        case AmbassadorActed():
            action = AmbassadorAction(
                on=on,
                kind=fact.kind,
                organization=fact.organization,
                project=fact.project,
                note=fact.note,
                act=entry.act,
                entry=entry.position,
            )
            return structs.replace(ambassador, actions=(*ambassador.actions, action))
        case AmbassadorshipEnded(cause=cause):
            return structs.replace(ambassador, ended_on=on, ended_by=cause)
    return ambassador


def evolve(state: Things[Ambassador], entry: Entry) -> Things[Ambassador]:
    """Fold one standing entry, in legal order."""
    return state.after(entry, AmbassadorFact, apply)


# -- decide ------------------------------------------------------------------------------------------------------------

AmbassadorCommand = AppointAmbassador | RecordAmbassadorAction | EndAmbassadorship


def decide(state: Things[Ambassador], command: AmbassadorCommand, memberships: Memberships) -> Decision:
    """What the command comes to.

    Raises:
        Refused: AmbassadorNotActive, AlreadyFounded, UnknownReference, UnknownPerson, PersonIsDead.
    """
    match command:
        case AppointAmbassador():
            return _appoint(state, command)
        case RecordAmbassadorAction():
            return _act(state, command)
        case EndAmbassadorship():
            return _end(state, command)
    assert_never(command)


def _appoint(state: Things[Ambassador], command: AppointAmbassador) -> Decision:
    fact = AmbassadorAppointed(
        ambassador=command.ambassador, person=command.person, area=command.area, themes=command.themes
    )
    draft = command.leads_to(fact)
    if state.references.says(draft):
        return ALREADY_TRUE
    state.references.check_new(draft)
    state.references.check_person(command.person, command.on)
    state.references.check_organizations(*command.area)
    state.references.check_themes(command.themes)
    if state.references.people[command.person].holds_on(command.on):
        return Decision((draft,))
    caution = AmbassadorWithoutMandate(ambassador=command.ambassador, person=command.person, on=command.on)
    return Decision((draft,), (caution,))


def _act(state: Things[Ambassador], command: RecordAmbassadorAction) -> Decision:
    fact = AmbassadorActed(
        ambassador=command.ambassador,
        kind=command.kind,
        organization=command.organization,
        project=command.project,
        note=command.note,
    )
    draft = command.leads_to(fact)
    if state.references.says(draft):
        return ALREADY_TRUE
    _check_active(state, command.ambassador, command.on)
    state.references.check_organizations(command.organization)
    state.references.check_things(command.project and f"project:{command.project}")
    return Decision((draft,))


def _end(state: Things[Ambassador], command: EndAmbassadorship) -> Decision:
    draft = command.leads_to(AmbassadorshipEnded(ambassador=command.ambassador, cause=command.cause))
    if state.references.says(draft):
        return ALREADY_TRUE
    _check_active(state, command.ambassador, command.on)
    return Decision((draft,))


def _check_active(state: Things[Ambassador], ambassador: str, on: dt.date) -> None:
    known = state.the(f"ambassador:{ambassador}")
    if on < known.appointed_on or known.ended_on is not None:
        raise Refused(AmbassadorNotActive(ambassador=ambassador, on=on))


# -- boundary ----------------------------------------------------------------------------------------------------------


def boundary(command: AmbassadorCommand, history: History) -> Boundary:
    """What the decision depends on: the ambassador, and whom and what the command names."""
    own = about(f"ambassador:{command.ambassador}")
    match command:
        case AppointAmbassador():
            return own | boundary_of(people=[command.person], organizations=command.area, themes=command.themes)
        case RecordAmbassadorAction(project=project):
            return own | boundary_of(project and f"project:{project}", organizations=[command.organization])
    return own
