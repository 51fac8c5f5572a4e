"""The strategy: orientations, action programme, trajectory indicators, involvement of the elected.

Each kind of thing has a file of its own (``strategy_orientations``, ``_programme``, ``_trajectory``, ``_involvement``),
in the order of every slice (what actions and indicators are has one beside it: ``_action``, ``_indicator``); here is
the slice as the register sees it.
"""

from typing import assert_never, get_args

from msgspec import Struct

from domain import strategy_action as action
from domain import strategy_indicator as indicator
from domain import strategy_involvement as involvement
from domain import strategy_orientations as orientations
from domain import strategy_programme as programme
from domain import strategy_trajectory as trajectory
from domain.core.boundary import Boundary
from domain.core.command import Command, Decision, Memberships
from domain.core.entry import Entry
from domain.facts.strategy import ActionFact, IndicatorFact, InvolvementFact, OrientationFact, ProgrammeFact
from domain.history import History
from domain.strategy_action import ActionProgramme, ProgrammeAction
from domain.strategy_indicator import TrajectoryIndicator
from domain.strategy_involvement import Involvement, RecordInvolvement
from domain.strategy_orientations import (
    Orientation,
    OrientationCommand,
    ReviseOrientation,
    SetOrientation,
    WithdrawOrientation,
)
from domain.strategy_programme import (
    ActionCommand,
    AdoptProgramme,
    AttachAction,
    ChangeActionState,
    CloseProgramme,
    PlanAction,
    ProgrammeCommand,
    ReassignAction,
    RescheduleAction,
)
from domain.strategy_trajectory import (
    DefineIndicator,
    DropIndicator,
    IndicatorCommand,
    RecordMeasure,
    SetBaseline,
    SetTarget,
)
from domain.things import Things

# -- commands ----------------------------------------------------------------------------------------------------------

StrategyCommand = OrientationCommand | ProgrammeCommand | ActionCommand | IndicatorCommand | RecordInvolvement
COMMANDS: tuple[type[Command], ...] = get_args(StrategyCommand)

# -- state -------------------------------------------------------------------------------------------------------------

EMPTY: Things[Struct] = Things()
PARTS = (orientations, programme, trajectory, involvement)
"""The other files of the slice, where its refusals and cautions are."""

# -- evolve ------------------------------------------------------------------------------------------------------------

_KINDS = (OrientationFact, ProgrammeFact, ActionFact, IndicatorFact, InvolvementFact)


def evolve(state: Things[Struct], entry: Entry) -> Things[Struct]:
    """Fold one standing entry, in legal order."""
    return state.after(entry, _KINDS, _apply)


def _apply(thing: Struct | None, entry: Entry) -> Struct | None:
    """A thing of any kind after one more of its own entries: a tag tells which kind it is."""
    match entry.fact:
        case OrientationFact():
            return orientations.apply(thing if isinstance(thing, Orientation) else None, entry)
        case ProgrammeFact():
            return action.apply_programme(thing if isinstance(thing, ActionProgramme) else None, entry)
        case ActionFact():
            return action.apply_action(thing if isinstance(thing, ProgrammeAction) else None, entry)
        case IndicatorFact():
            return indicator.apply(thing if isinstance(thing, TrajectoryIndicator) else None, entry)
        case InvolvementFact():
            return involvement.apply(thing if isinstance(thing, Involvement) else None, entry)
    return thing


# -- decide ------------------------------------------------------------------------------------------------------------


def decide(state: Things[Struct], command: StrategyCommand, memberships: Memberships) -> Decision:  # noqa: C901, PLR0912 - one line for each command
    """What the command comes to.

    Raises:
        Refused: those of the files of each kind, AlreadyFounded, UnknownReference, NotYetThen, UnknownPerson,
            PersonIsDead.
    """
    known, references = state.known, state.references
    match command:
        case SetOrientation():
            return orientations.set_(known, references, command)
        case ReviseOrientation():
            return orientations.revise(known, references, command)
        case WithdrawOrientation():
            return orientations.withdraw(known, references, command)
        case AdoptProgramme():
            return programme.adopt(known, references, command)
        case CloseProgramme():
            return programme.close(known, references, command)
        case PlanAction():
            return programme.plan(known, references, command)
        case ChangeActionState():
            return programme.change_state(known, references, command)
        case ReassignAction():
            return programme.reassign(known, references, command)
        case AttachAction():
            return programme.attach(known, references, command)
        case RescheduleAction():
            return programme.reschedule(known, references, command)
        case DefineIndicator():
            return trajectory.define(known, references, command)
        case SetBaseline():
            return trajectory.set_baseline(known, references, command)
        case SetTarget():
            return trajectory.set_target(known, references, command)
        case RecordMeasure():
            return trajectory.measure(known, references, command)
        case DropIndicator():
            return trajectory.drop(known, references, command)
        case RecordInvolvement():
            return involvement.record(known, references, command)
    assert_never(command)


# -- boundary ----------------------------------------------------------------------------------------------------------


def boundary(command: StrategyCommand, history: History) -> Boundary:
    """What the decision depends on: the thing, and whom and what the command names."""
    match command:
        case SetOrientation() | ReviseOrientation() | WithdrawOrientation():
            return orientations.boundary(command, history)
        case RecordInvolvement():
            return involvement.boundary(command)
        case DefineIndicator() | SetBaseline() | SetTarget() | RecordMeasure() | DropIndicator():
            return trajectory.boundary(command, history)
    return programme.boundary(command, history)
