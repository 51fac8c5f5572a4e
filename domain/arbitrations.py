"""Political settlements between the presidents of the EPCIs, and the exchange sessions that prepared them.

Commands stand in ``arbitrations_commands``, refusals and cautions in ``arbitrations_notices``, what several of the
commands look at in ``arbitrations_checks``, the state in ``arbitrations_life``.
"""

from typing import Final, assert_never, get_args

from msgspec import Struct

from domain.arbitrations_checks import (
    arbitration_on,
    check_cited,
    check_due,
    check_no_less,
    check_option,
    check_settled,
    check_state,
    check_turn,
    rests_on,
    without_office,
)
from domain.arbitrations_commands import (
    AbandonArbitration,
    AddArbitrationOption,
    AddFollowUp,
    ArbitrationCommand,
    CloseFollowUp,
    FormalizeArbitration,
    HoldExchange,
    LaterCommand,
    OpenArbitration,
    ReopenArbitration,
    ResolveSettlementCondition,
    ReviewArbitration,
    SettleArbitration,
    SupersedeArbitration,
    TakePosition,
    WithdrawArbitrationOption,
)
from domain.arbitrations_life import Arbitration, ArbitrationState, Exchange, FollowUp, apply, apply_exchange
from domain.arbitrations_notices import (
    ArbitrationNotInState,
    ConditionNotPending,
    ConsensusOpposed,
    ExchangeParticipantUnclear,
    FollowUpAlreadyNamed,
    FollowUpNotOpen,
    FollowUpOwnerUnclear,
    NotPartyToArbitration,
    OptionAlreadyNamed,
    OutcomeUnclear,
    SupersededByItself,
)
from domain.core.boundary import Boundary, about
from domain.core.command import ALREADY_TRUE, Command, Decision, Memberships
from domain.core.entry import Entry, Fact
from domain.core.notices import Caution, Refused
from domain.facts import arbitrations as facts
from domain.facts.arbitrations import ArbitrationFact, ExchangeHeld, ExchangePresence, SettlementAgreement, Stance
from domain.history import History
from domain.references import boundary_of
from domain.things import Things

# -- commands ----------------------------------------------------------------------------------------------------------

COMMANDS: tuple[type[Command], ...] = get_args(ArbitrationCommand)

# -- state -------------------------------------------------------------------------------------------------------------

EMPTY: Things[Struct] = Things()
"""Arbitrations and exchange sessions, by their tag."""

# -- evolve ------------------------------------------------------------------------------------------------------------


def _apply(thing: Struct | None, entry: Entry) -> Struct | None:
    if isinstance(entry.fact, ExchangeHeld):
        return apply_exchange(thing if isinstance(thing, Exchange) else None, entry)
    return apply(thing if isinstance(thing, Arbitration) else None, entry)


def evolve(state: Things[Struct], entry: Entry) -> Things[Struct]:
    """Fold one standing entry, in legal order."""
    return state.after(entry, (ArbitrationFact, ExchangeHeld), _apply)


# -- decide ------------------------------------------------------------------------------------------------------------


def decide(state: Things[Struct], command: ArbitrationCommand, memberships: Memberships) -> Decision:
    """What the command comes to.

    Raises:
        Refused: the refusals of ``arbitrations_notices``, and those of ``domain.references``.
    """
    draft = command.leads_to(_fact(command))
    if state.references.says(draft):
        return ALREADY_TRUE
    if isinstance(command, HoldExchange):
        state.references.check_new(draft)
        cautions = _hold(state, command)
    elif isinstance(command, OpenArbitration):
        state.references.check_new(draft)
        cautions = _open(state, command)
    else:
        known = arbitration_on(state, command.arbitration, command.on)
        check_no_less(state.references, command, *rests_on(known, command))
        cautions = _check(state, known, command)
    return Decision((draft,), cautions)


def _fact(command: ArbitrationCommand) -> Fact:
    """The fact that a command leads to says what the command says."""
    kind = _FACTS[type(command)]
    return kind(**{name: getattr(command, name) for name in kind.__struct_fields__})


_FACTS: Final[dict[type[Command], type[Fact]]] = {
    HoldExchange: ExchangeHeld,
    OpenArbitration: facts.ArbitrationOpened,
    AddArbitrationOption: facts.ArbitrationOptionAdded,
    WithdrawArbitrationOption: facts.ArbitrationOptionWithdrawn,
    TakePosition: facts.PositionTaken,
    SettleArbitration: facts.ArbitrationSettled,
    ResolveSettlementCondition: facts.SettlementConditionResolved,
    AddFollowUp: facts.FollowUpAdded,
    CloseFollowUp: facts.FollowUpClosed,
    FormalizeArbitration: facts.ArbitrationFormalized,
    ReviewArbitration: facts.ArbitrationReviewed,
    ReopenArbitration: facts.ArbitrationReopened,
    SupersedeArbitration: facts.ArbitrationSuperseded,
    AbandonArbitration: facts.ArbitrationAbandoned,
}


def _check(state: Things[Struct], known: Arbitration, command: LaterCommand) -> tuple[Caution, ...]:
    """One function for each command on an arbitration that exists."""
    match command:
        case AddArbitrationOption():
            _add_option(known, command)
        case WithdrawArbitrationOption():
            check_state(known, command.on, ArbitrationState.OPEN)
            check_option(state.references, known, command.option, command)
        case TakePosition():
            return _take_position(state, known, command)
        case SettleArbitration():
            return _settle(state, known, command)
        case ResolveSettlementCondition():
            _resolve(state, known, command)
        case AddFollowUp():
            _add_follow_up(state, known, command)
        case CloseFollowUp():
            _close_follow_up(state, known, command)
        case FormalizeArbitration():
            check_settled(state, known, command)
            check_cited(state.references, command, f"decision:{command.decision}")
        case ReviewArbitration():
            check_settled(state, known, command)
            check_due(known, command.on, command.next_review_on)
        case ReopenArbitration() | AbandonArbitration():
            _turn(known, command)
        case SupersedeArbitration():
            _supersede(state, known, command)
        case _:
            assert_never(command)
    return ()


def _hold(state: Things[Struct], command: HoldExchange) -> tuple[Caution, ...]:
    references, seen = state.references, set[str]()
    for p in command.participants:
        represented = p.presence == ExchangePresence.REPRESENTED
        if p.person in seen or represented != (p.represented_by is not None) or p.represented_by == p.person:
            raise Refused(ExchangeParticipantUnclear(exchange=command.exchange, person=p.person))
        seen.add(p.person)
        references.check_people((p.person, p.represented_by), command.on)
        references.check_organizations(p.on_behalf_of)
    for subject in command.subjects:
        references.check_themes(subject.themes)
        if subject.arbitration is not None:
            check_cited(references, command, f"arbitration:{subject.arbitration}")
    spoken = ((p.person, p.on_behalf_of) for p in command.participants)
    return tuple(without_office(references, f"exchange:{command.exchange}", spoken, command.on))


def _open(state: Things[Struct], command: OpenArbitration) -> tuple[Caution, ...]:
    state.references.check_organizations(*command.parties, *command.territory)
    state.references.check_themes(command.themes)
    names = [option.option for option in command.options]
    for name in names:
        if names.count(name) > 1:
            raise Refused(OptionAlreadyNamed(arbitration=command.arbitration, option=name))
    return ()


def _add_option(known: Arbitration, command: AddArbitrationOption) -> None:
    check_state(known, command.on, ArbitrationState.OPEN)
    if any(o.option == command.option.option for o in known.options):
        raise Refused(OptionAlreadyNamed(arbitration=known.arbitration, option=command.option.option))


def _take_position(state: Things[Struct], known: Arbitration, command: TakePosition) -> tuple[Caution, ...]:
    check_state(known, command.on, ArbitrationState.OPEN)
    check_option(state.references, known, command.option, command)
    state.references.check_person(command.person, command.on)
    state.references.check_organizations(command.on_behalf_of)
    spoken = [(command.person, command.on_behalf_of)]
    cautions: list[Caution] = [
        *without_office(state.references, f"arbitration:{known.arbitration}", spoken, command.on)
    ]
    if command.on_behalf_of not in known.parties:
        cautions.append(NotPartyToArbitration(arbitration=known.arbitration, organization=command.on_behalf_of))
    return tuple(cautions)


def _settle(state: Things[Struct], known: Arbitration, command: SettleArbitration) -> tuple[Caution, ...]:
    check_turn(known, command.on, ArbitrationState.SETTLED)
    names = [c.condition for c in command.conditions]
    if (command.option is None) == (command.compromise is None) or len(set(names)) < len(names):
        raise Refused(OutcomeUnclear(arbitration=known.arbitration))
    if command.option is not None:
        check_option(state.references, known, command.option, command)
    check_due(known, command.on, command.review_on)
    for clause in command.clauses:
        check_cited(state.references, command, f"pact:{clause.pact}")
    if command.agreement is not SettlementAgreement.CONSENSUS or command.option is None:
        return ()
    last = [p for p in known.positions if p.option == command.option and p.on <= command.on]
    against = tuple(p.on_behalf_of for p in last if p.stance is Stance.OPPOSES)
    if not against:
        return ()
    return (ConsensusOpposed(arbitration=known.arbitration, option=command.option, organizations=against),)


def _resolve(state: Things[Struct], known: Arbitration, command: ResolveSettlementCondition) -> None:
    check_settled(state, known, command)
    settlement = known.settlement_on(command.on)
    assert settlement is not None
    pending = {c.condition for c in settlement.conditions if c.outcome is None}
    if command.condition not in pending:
        raise Refused(ConditionNotPending(arbitration=known.arbitration, condition=command.condition, on=command.on))


def _add_follow_up(state: Things[Struct], known: Arbitration, command: AddFollowUp) -> None:
    check_settled(state, known, command)
    if (command.person is None) == (command.organization is None):
        raise Refused(FollowUpOwnerUnclear(arbitration=known.arbitration, follow_up=command.follow_up))
    if any(f.follow_up == command.follow_up for f in known.follow_ups):
        raise Refused(FollowUpAlreadyNamed(arbitration=known.arbitration, follow_up=command.follow_up))
    check_due(known, command.on, command.due_on)
    state.references.check_person(command.person, command.on)
    state.references.check_organizations(command.organization)


def _close_follow_up(state: Things[Struct], known: Arbitration, command: CloseFollowUp) -> None:
    open_: dict[str, FollowUp] = {f.follow_up: f for f in known.follow_ups if f.closed_on is None}
    found = open_.get(command.follow_up)
    if found is None or command.on < found.added_on:
        raise Refused(FollowUpNotOpen(arbitration=known.arbitration, follow_up=command.follow_up, on=command.on))
    check_no_less(state.references, command, *found.entries)


def _supersede(state: Things[Struct], known: Arbitration, command: SupersedeArbitration) -> None:
    if command.by == known.arbitration:
        raise Refused(SupersededByItself(arbitration=known.arbitration))
    other = arbitration_on(state, command.by, command.on)
    if (there := other.state_on(command.on)) in (ArbitrationState.SUPERSEDED, ArbitrationState.ABANDONED):
        raise Refused(ArbitrationNotInState(arbitration=command.by, on=command.on, state=there))
    check_cited(state.references, command, f"arbitration:{command.by}")
    check_turn(known, command.on, ArbitrationState.SUPERSEDED)


def _turn(known: Arbitration, command: ReopenArbitration | AbandonArbitration) -> None:
    reopened = isinstance(command, ReopenArbitration)
    check_turn(known, command.on, ArbitrationState.OPEN if reopened else ArbitrationState.ABANDONED)


# -- boundary ----------------------------------------------------------------------------------------------------------


def boundary(command: ArbitrationCommand, history: History) -> Boundary:
    """What the decision depends on: the thing itself, and whom and what the command names."""
    if isinstance(command, HoldExchange):
        return about(f"exchange:{command.exchange}") | boundary_of(
            *(f"arbitration:{s.arbitration}" for s in command.subjects if s.arbitration),
            people=[who for p in command.participants for who in (p.person, p.represented_by)],
            organizations=[p.on_behalf_of for p in command.participants],
            themes=[theme for s in command.subjects for theme in s.themes],
        )
    own = about(f"arbitration:{command.arbitration}")
    match command:
        case OpenArbitration():
            return own | boundary_of(organizations=(*command.parties, *command.territory), themes=command.themes)
        case TakePosition():
            return own | boundary_of(people=[command.person], organizations=[command.on_behalf_of])
        case SettleArbitration(clauses=clauses):
            return own | boundary_of(*(f"pact:{clause.pact}" for clause in clauses))
        case AddFollowUp():
            return own | boundary_of(people=[command.person], organizations=[command.organization])
        case FormalizeArbitration(decision=decision):
            return own | boundary_of(f"decision:{decision}")
        case SupersedeArbitration(by=by):
            return own | boundary_of(f"arbitration:{by}")
    return own
