"""Involvement of the elected: who took part in making the strategy, and who takes part in carrying it out."""

import datetime as dt
from typing import Annotated

from msgspec import Meta, Struct

from domain.core.boundary import Boundary, about
from domain.core.command import ALREADY_TRUE, Command, Decision
from domain.core.entry import Act, Entry
from domain.core.identifiers import Label, Slug, Text
from domain.core.notices import Caution, Refusal, Refused
from domain.facts.strategy import InvolvedOfficial, InvolvementKind, InvolvementPhase, InvolvementRecorded
from domain.references import References, boundary_of
from domain.strategy_orientations import Known

# -- commands ----------------------------------------------------------------------------------------------------------


class RecordInvolvement(Command, frozen=True, kw_only=True):
    """Record that officials took part in making the strategy, or in carrying it out."""

    involvement: Slug
    title: Label
    phase: InvolvementPhase
    kind: InvolvementKind
    officials: Annotated[tuple[InvolvedOfficial, ...], Meta(min_length=1, max_length=300)]
    body: Slug | None = None
    """As which they met: the mayors' conference, the steering committee."""
    themes: tuple[Slug, ...] = ()
    orientations: Annotated[tuple[Slug, ...], Meta(max_length=50)] = ()
    note: Text | None = None


# -- refusals and cautions ---------------------------------------------------------------------------------------------


class OfficialNamedTwice(Refusal, frozen=True, kw_only=True):
    """An official takes part once, in one capacity."""

    involvement: str
    person: str


class OfficialWithoutMandate(Caution, frozen=True, kw_only=True):
    """Involvement is of the elected, and no mandate or office of that person is recorded on that day."""

    rule = "Seed: mobiliser les élus locaux"
    involvement: str
    person: str
    on: dt.date


# -- state -------------------------------------------------------------------------------------------------------------


class Involvement(Struct, frozen=True, kw_only=True):
    """That officials took part in making the strategy, or in carrying it out."""

    involvement: Slug
    on: dt.date
    title: Label
    phase: InvolvementPhase
    kind: InvolvementKind
    officials: tuple[InvolvedOfficial, ...]
    entries: tuple[int, ...]
    """Positions of the entries that made it what it is."""
    body: Slug | None = None
    """As which they met."""
    themes: tuple[Slug, ...] = ()
    orientations: tuple[Slug, ...] = ()
    note: Text | None = None
    act: Act | None = None


# -- evolve ------------------------------------------------------------------------------------------------------------


def apply(involvement: Involvement | None, entry: Entry) -> Involvement | None:
    """What an involvement is: it is recorded once."""
    fact = entry.fact
    if not isinstance(fact, InvolvementRecorded) or involvement is not None:
        return involvement
    return Involvement(
        involvement=fact.involvement,
        on=entry.effective_on,
        title=fact.title,
        phase=fact.phase,
        kind=fact.kind,
        officials=fact.officials,
        body=fact.body,
        themes=fact.themes,
        orientations=fact.orientations,
        note=fact.note,
        act=entry.act,
        entries=(entry.position,),
    )


# -- decide ------------------------------------------------------------------------------------------------------------


def record(known: Known, references: References, command: RecordInvolvement) -> Decision:
    """Officials took part. An orientation need not be in force yet: they may have helped to write it."""
    fact = InvolvementRecorded(
        involvement=command.involvement,
        title=command.title,
        phase=command.phase,
        kind=command.kind,
        officials=command.officials,
        body=command.body,
        themes=command.themes,
        orientations=command.orientations,
        note=command.note,
    )
    draft = command.leads_to(fact)
    if references.says(draft):
        return ALREADY_TRUE
    references.check_new(draft)
    people = [official.person for official in command.officials]
    if twice := next((who for who in people if people.count(who) > 1), None):
        raise Refused(OfficialNamedTwice(involvement=command.involvement, person=twice))
    references.check_people(people, command.on)
    references.check_organizations(*(official.organization for official in command.officials))
    references.check_things(
        command.body and f"body:{command.body}", *(f"orientation:{name}" for name in command.orientations)
    )
    references.check_themes(command.themes)
    unelected = [who for who in people if not references.people[who].holds_on(command.on)]
    cautions = (OfficialWithoutMandate(involvement=command.involvement, person=who, on=command.on) for who in unelected)
    return Decision((draft,), tuple(cautions))


# -- boundary ----------------------------------------------------------------------------------------------------------


def boundary(command: RecordInvolvement) -> Boundary:
    """The involvement, and whom and what the command names."""
    officials = command.officials
    return about(f"involvement:{command.involvement}") | boundary_of(
        command.body and f"body:{command.body}",
        *(f"orientation:{name}" for name in command.orientations),
        people=[official.person for official in officials],
        organizations=[official.organization for official in officials],
        themes=command.themes,
    )
