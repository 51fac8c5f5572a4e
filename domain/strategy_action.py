"""What an action programme and its actions are, day after day."""

import datetime as dt
from typing import Final

from msgspec import Struct, structs

from domain.core.entry import Act, Entry
from domain.core.identifiers import Decimal, Label, OrganizationId, PersonId, Slug, Text
from domain.facts.strategy import (
    ActionAttached,
    ActionPlanned,
    ActionReassigned,
    ActionRescheduled,
    ActionStateChanged,
    ProgrammeActionState,
    ProgrammeAdopted,
    ProgrammeClosed,
)

FINAL: Final = frozenset({ProgrammeActionState.COMPLETED, ProgrammeActionState.ABANDONED})
"""States after which nothing more is done."""

# -- state -------------------------------------------------------------------------------------------------------------


class ActionProgramme(Struct, frozen=True, kw_only=True):
    """A programme of actions that carries the strategy out."""

    programme: Slug
    title: Label
    adopted_on: dt.date
    entries: tuple[int, ...]
    """Positions of the entries that made it what it is."""
    text: Text | None = None
    scheme: Slug | None = None
    decision: Slug | None = None
    act: Act | None = None
    closed_on: dt.date | None = None
    """Excluded."""
    closing_reason: Text | None = None


class ProgrammeActionStep(Struct, frozen=True, kw_only=True):
    """How far an action was from a day on."""

    on: dt.date
    state: ProgrammeActionState
    entry: int
    note: Text | None = None
    act: Act | None = None


class ProgrammeAction(Struct, frozen=True, kw_only=True):
    """An action that carries orientations of the strategy out."""

    action: Slug
    title: Label
    planned_on: dt.date
    state: ProgrammeActionState
    steps: tuple[ProgrammeActionStep, ...]
    """How far it was, day after day; it begins as planned."""
    entries: tuple[int, ...]
    """Positions of the entries that made it what it is."""
    text: Text | None = None
    programme: Slug | None = None
    organization: OrganizationId | None = None
    """That owns it."""
    person: PersonId | None = None
    """Who answers for it."""
    orientations: tuple[Slug, ...] = ()
    contract: Slug | None = None
    document: Slug | None = None
    themes: tuple[Slug, ...] = ()
    territory: tuple[OrganizationId, ...] = ()
    budget: Decimal | None = None
    """In euros."""
    begins_on: dt.date | None = None
    ends_on: dt.date | None = None
    """Last day, included."""
    act: Act | None = None

    def overdue_on(self, on: dt.date) -> bool:
        """Whether its last day is past and it is neither completed nor abandoned."""
        return self.ends_on is not None and self.ends_on < on and self.state not in FINAL


# -- evolve ------------------------------------------------------------------------------------------------------------


def apply_programme(programme: ActionProgramme | None, entry: Entry) -> ActionProgramme | None:
    """What a programme is after one more entry."""
    fact = entry.fact
    if isinstance(fact, ProgrammeAdopted) and programme is None:
        return ActionProgramme(
            programme=fact.programme,
            title=fact.title,
            text=fact.text,
            scheme=fact.scheme,
            decision=fact.decision,
            adopted_on=entry.effective_on,
            act=entry.act,
            entries=(entry.position,),
        )
    if programme is None:
        return None
    programme = structs.replace(programme, entries=(*programme.entries, entry.position))
    if isinstance(fact, ProgrammeClosed):
        return structs.replace(programme, closed_on=entry.effective_on, closing_reason=fact.reason)
    return programme


def apply_action(action: ProgrammeAction | None, entry: Entry) -> ProgrammeAction | None:
    """What an action is after one more entry."""
    fact = entry.fact
    if isinstance(fact, ActionPlanned) and action is None:
        return _planned(fact, entry)
    if action is None:
        return None
    action = structs.replace(action, entries=(*action.entries, entry.position))
    match fact:
        case ActionStateChanged(state=state):
            return structs.replace(action, state=state, steps=(*action.steps, _step(fact, entry)))
        case ActionReassigned(organization=organization, person=person):
            return structs.replace(action, organization=organization, person=person)
        case ActionAttached():
            return structs.replace(
                action,
                programme=fact.programme,
                orientations=fact.orientations,
                contract=fact.contract,
                document=fact.document,
            )
        case ActionRescheduled():
            return structs.replace(action, begins_on=fact.begins_on, ends_on=fact.ends_on, budget=fact.budget)
    return action


def _planned(fact: ActionPlanned, entry: Entry) -> ProgrammeAction:
    on, state = entry.effective_on, ProgrammeActionState.PLANNED
    return ProgrammeAction(
        action=fact.action,
        title=fact.title,
        text=fact.text,
        programme=fact.programme,
        organization=fact.organization,
        person=fact.person,
        orientations=fact.orientations,
        contract=fact.contract,
        document=fact.document,
        themes=fact.themes,
        territory=fact.territory,
        budget=fact.budget,
        begins_on=fact.begins_on,
        ends_on=fact.ends_on,
        planned_on=on,
        state=state,
        steps=(ProgrammeActionStep(on=on, state=state, act=entry.act, entry=entry.position),),
        act=entry.act,
        entries=(entry.position,),
    )


def _step(fact: ActionStateChanged, entry: Entry) -> ProgrammeActionStep:
    return ProgrammeActionStep(
        on=entry.effective_on, state=fact.state, note=fact.note, act=entry.act, entry=entry.position
    )
