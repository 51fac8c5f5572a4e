"""The action programme: who does what to carry the strategy out, with which contract, and how far it is."""

import datetime as dt
from typing import Annotated

from msgspec import Meta

from domain.core.boundary import Boundary, about
from domain.core.command import ALREADY_TRUE, Command, Decision
from domain.core.entry import Draft
from domain.core.identifiers import Decimal, Label, OrganizationId, PersonId, Slug, Text
from domain.core.notices import Caution, Refusal, Refused
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
from domain.history import History
from domain.references import References, boundary_of
from domain.strategy_action import FINAL, ActionProgramme, ProgrammeAction
from domain.strategy_orientations import Known, check_in_force

# -- commands ----------------------------------------------------------------------------------------------------------


class AdoptProgramme(Command, frozen=True, kw_only=True):
    """Record a programme of actions that carries the strategy out (optional in a SCoT)."""

    programme: Slug
    title: Label
    text: Text | None = None
    scheme: Slug | None = None
    decision: Slug | None = None
    """That adopted it."""


class CloseProgramme(Command, frozen=True, kw_only=True):
    """Record that a programme is over."""

    programme: Slug
    reason: Text | None = None


class PlanAction(Command, frozen=True, kw_only=True):
    """Plan an action: an owner (organisation, person or both), the orientations that it carries out, its contract."""

    action: Slug
    title: Label
    text: Text | None = None
    programme: Slug | None = None
    organization: OrganizationId | None = None
    person: PersonId | None = None
    orientations: Annotated[tuple[Slug, ...], Meta(max_length=50)] = ()
    contract: Slug | None = None
    document: Slug | None = None
    themes: tuple[Slug, ...] = ()
    territory: Annotated[tuple[OrganizationId, ...], Meta(max_length=200)] = ()
    budget: Decimal | None = None
    """In euros."""
    begins_on: dt.date | None = None
    ends_on: dt.date | None = None
    """Last day, included."""


class ChangeActionState(Command, frozen=True, kw_only=True):
    """Record how far an action is from that day on."""

    action: Slug
    state: ProgrammeActionState
    note: Text | None = None


class ReassignAction(Command, frozen=True, kw_only=True):
    """Give an action another owner."""

    action: Slug
    organization: OrganizationId | None = None
    person: PersonId | None = None


class AttachAction(Command, frozen=True, kw_only=True):
    """Say anew what an action is attached to: its programme, its orientations, its contract, its document."""

    action: Slug
    programme: Slug | None = None
    orientations: Annotated[tuple[Slug, ...], Meta(max_length=50)] = ()
    contract: Slug | None = None
    document: Slug | None = None


class RescheduleAction(Command, frozen=True, kw_only=True):
    """Say anew an action's dates and budget."""

    action: Slug
    begins_on: dt.date | None = None
    ends_on: dt.date | None = None
    budget: Decimal | None = None


ActionCommand = PlanAction | ChangeActionState | ReassignAction | AttachAction | RescheduleAction
ProgrammeCommand = AdoptProgramme | CloseProgramme

# -- refusals and cautions ---------------------------------------------------------------------------------------------


class ProgrammeIsClosed(Refusal, frozen=True, kw_only=True):
    """A programme is over on that day."""

    programme: str
    since: dt.date


class ActionWithoutOwner(Refusal, frozen=True, kw_only=True):
    """Nobody would own the action."""

    rule = "Seed: resserrer la chaîne de commandement"
    action: str


class ActionEndsBeforeItBegins(Refusal, frozen=True, kw_only=True):
    """An action's last day comes before its first."""

    action: str
    begins_on: dt.date
    ends_on: dt.date


class BudgetBelowZero(Refusal, frozen=True, kw_only=True):
    """A budget is an amount of zero euros or more."""

    action: str
    budget: str


class ActionIsOver(Refusal, frozen=True, kw_only=True):
    """An action is completed or abandoned: nothing changes its state after that day."""

    action: str
    state: ProgrammeActionState
    since: dt.date
    entry: int


class ActionWentOn(Refusal, frozen=True, kw_only=True):
    """An action cannot be over on a day after which its state changed again."""

    action: str
    state: ProgrammeActionState
    since: dt.date
    entry: int


class ActionWithoutOrientation(Caution, frozen=True, kw_only=True):
    """An action carries out no orientation: the chain of command from the strategy to the action is broken."""

    rule = "Seed: resserrer la chaîne de commandement"
    action: str


# -- decide ------------------------------------------------------------------------------------------------------------


def adopt(known: Known, references: References, command: AdoptProgramme) -> Decision:
    """A programme."""
    fact = ProgrammeAdopted(
        programme=command.programme,
        title=command.title,
        text=command.text,
        scheme=command.scheme,
        decision=command.decision,
    )
    draft = command.leads_to(fact)
    if references.says(draft):
        return ALREADY_TRUE
    references.check_new(draft)
    references.check_things(
        command.scheme and f"scheme:{command.scheme}", command.decision and f"decision:{command.decision}"
    )
    return Decision((draft,))


def close(known: Known, references: References, command: CloseProgramme) -> Decision:
    """The end of a programme."""
    draft = command.leads_to(ProgrammeClosed(programme=command.programme, reason=command.reason))
    if references.says(draft):
        return ALREADY_TRUE
    references.check_thing(f"programme:{command.programme}", command.on)
    programme = known[f"programme:{command.programme}"]
    assert isinstance(programme, ActionProgramme)
    if programme.closed_on is not None:
        raise Refused(ProgrammeIsClosed(programme=command.programme, since=programme.closed_on))
    return Decision((draft,))


def plan(known: Known, references: References, command: PlanAction) -> Decision:
    """An action."""
    fact = ActionPlanned(
        action=command.action,
        title=command.title,
        text=command.text,
        programme=command.programme,
        organization=command.organization,
        person=command.person,
        orientations=command.orientations,
        contract=command.contract,
        document=command.document,
        themes=command.themes,
        territory=command.territory,
        budget=command.budget,
        begins_on=command.begins_on,
        ends_on=command.ends_on,
    )
    draft = command.leads_to(fact)
    if references.says(draft):
        return ALREADY_TRUE
    references.check_new(draft)
    _check_owner(references, command)
    references.check_organizations(*command.territory)
    references.check_themes(command.themes)
    _check_schedule(command)
    return _attached(known, references, command, draft)


def change_state(known: Known, references: References, command: ChangeActionState) -> Decision:
    """How far an action is; a late entry is judged among those of its day, whatever the order of recording."""
    draft = command.leads_to(ActionStateChanged(action=command.action, state=command.state, note=command.note))
    if references.says(draft):
        return ALREADY_TRUE
    steps = _action(known, references, command.action, command.on).steps
    before = [step for step in steps if step.on <= command.on]
    last = before[-1]
    if last.state in FINAL:
        raise Refused(ActionIsOver(action=command.action, state=last.state, since=last.on, entry=last.entry))
    if last.state is command.state:
        return ALREADY_TRUE
    after = [step for step in steps if step.on > command.on]
    if command.state in FINAL and after:
        again = after[0]
        raise Refused(ActionWentOn(action=command.action, state=again.state, since=again.on, entry=again.entry))
    return Decision((draft,))


def reassign(known: Known, references: References, command: ReassignAction) -> Decision:
    """Another owner."""
    fact = ActionReassigned(action=command.action, organization=command.organization, person=command.person)
    draft = command.leads_to(fact)
    if references.says(draft):
        return ALREADY_TRUE
    _action(known, references, command.action, command.on)
    _check_owner(references, command)
    return Decision((draft,))


def attach(known: Known, references: References, command: AttachAction) -> Decision:
    """What an action is attached to."""
    fact = ActionAttached(
        action=command.action,
        programme=command.programme,
        orientations=command.orientations,
        contract=command.contract,
        document=command.document,
    )
    draft = command.leads_to(fact)
    if references.says(draft):
        return ALREADY_TRUE
    _action(known, references, command.action, command.on)
    return _attached(known, references, command, draft)


def reschedule(known: Known, references: References, command: RescheduleAction) -> Decision:
    """Other dates, another budget."""
    fact = ActionRescheduled(
        action=command.action, begins_on=command.begins_on, ends_on=command.ends_on, budget=command.budget
    )
    draft = command.leads_to(fact)
    if references.says(draft):
        return ALREADY_TRUE
    _action(known, references, command.action, command.on)
    _check_schedule(command)
    return Decision((draft,))


def _action(known: Known, references: References, name: str, on: dt.date) -> ProgrammeAction:
    references.check_thing(f"action:{name}", on)
    action = known[f"action:{name}"]
    assert isinstance(action, ProgrammeAction)
    return action


def _attached(known: Known, references: References, command: PlanAction | AttachAction, draft: Draft) -> Decision:
    check_in_force(known, references, command.orientations, command.on)
    references.check_things(*_links(command))
    programme = known.get(f"programme:{command.programme}")
    if isinstance(programme, ActionProgramme) and programme.closed_on and programme.closed_on <= command.on:
        raise Refused(ProgrammeIsClosed(programme=programme.programme, since=programme.closed_on))
    cautions = () if command.orientations else (ActionWithoutOrientation(action=command.action),)
    return Decision((draft,), cautions)


def _check_owner(references: References, command: PlanAction | ReassignAction) -> None:
    if command.organization is None and command.person is None:
        raise Refused(ActionWithoutOwner(action=command.action))
    references.check_organizations(command.organization)
    references.check_person(command.person, command.on)


def _check_schedule(command: PlanAction | RescheduleAction) -> None:
    begins_on, ends_on, budget = command.begins_on, command.ends_on, command.budget
    if begins_on is not None and ends_on is not None and ends_on < begins_on:
        raise Refused(ActionEndsBeforeItBegins(action=command.action, begins_on=begins_on, ends_on=ends_on))
    if budget is not None and budget.startswith("-"):
        raise Refused(BudgetBelowZero(action=command.action, budget=budget))


# -- boundary ----------------------------------------------------------------------------------------------------------


def boundary(command: ActionCommand | ProgrammeCommand, history: History) -> Boundary:
    """The action or the programme, and whom and what the command names."""
    match command:
        case AdoptProgramme(programme=programme, scheme=scheme, decision=decision):
            links = boundary_of(scheme and f"scheme:{scheme}", decision and f"decision:{decision}")
            return about(f"programme:{programme}") | links
        case CloseProgramme(programme=programme):
            return about(f"programme:{programme}")
    own = about(f"action:{command.action}")
    match command:
        case PlanAction(person=person, organization=organization, territory=territory, themes=themes):
            named = boundary_of(people=[person], organizations=[organization, *territory], themes=themes)
            return own | named | _boundary_of_links(command)
        case ReassignAction(person=person, organization=organization):
            return own | boundary_of(people=[person], organizations=[organization])
        case AttachAction():
            return own | _boundary_of_links(command)
    return own


def _links(command: PlanAction | AttachAction) -> tuple[str | None, ...]:
    return (
        command.programme and f"programme:{command.programme}",
        command.contract and f"contract:{command.contract}",
        command.document and f"document:{command.document}",
    )


def _boundary_of_links(command: PlanAction | AttachAction) -> Boundary:
    return boundary_of(*_links(command), *(f"orientation:{name}" for name in command.orientations))
