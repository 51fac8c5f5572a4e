"""Political settlements between the presidents of the EPCIs, and the exchange sessions that prepared them."""

import datetime as dt
from collections.abc import Iterable
from typing import Annotated, Final, assert_never, get_args

from msgspec import Meta, Struct

from domain.arbitrations_life import Arbitration, ArbitrationState, Exchange, FollowUp, apply, apply_exchange
from domain.core.boundary import Boundary, about
from domain.core.command import ALREADY_TRUE, Command, Decision, Memberships
from domain.core.entry import Entry, Fact, Visibility, disclosed_to
from domain.core.identifiers import Label, OrganizationId, PersonId, Slug, Text
from domain.core.notices import Caution, Refusal, Refused
from domain.facts import arbitrations as facts
from domain.facts.arbitrations import (
    ArbitrationFact,
    ArbitrationOption,
    ConditionOutcome,
    ExchangeHeld,
    ExchangeParticipant,
    ExchangePresence,
    ExchangeSubject,
    FollowUpOutcome,
    PactClauseCited,
    SettlementAgreement,
    SettlementCondition,
    Stance,
)
from domain.facts.people import OfficeKind
from domain.history import History
from domain.references import LessConfidentialThanBefore, References, boundary_of
from domain.things import Things

# -- commands ----------------------------------------------------------------------------------------------------------


class HoldExchange(Command, frozen=True, kw_only=True):
    """Record an exchange session between presidents of EPCIs: who came, on what. ``on`` is the day it was held."""

    exchange: Slug
    participants: Annotated[tuple[ExchangeParticipant, ...], Meta(min_length=1, max_length=100)]
    subjects: Annotated[tuple[ExchangeSubject, ...], Meta(min_length=1, max_length=50)]
    place: Label | None = None
    note: Text | None = None


class AboutArbitration(Command, frozen=True, kw_only=True):
    """What every command about an arbitration says."""

    arbitration: Slug


class OpenArbitration(AboutArbitration, frozen=True, kw_only=True):
    """Put a sensitive question to the presidents of the EPCIs that are parties to it."""

    subject: Label
    question: Text
    parties: Annotated[tuple[OrganizationId, ...], Meta(min_length=1, max_length=100)]
    themes: Annotated[tuple[Slug, ...], Meta(max_length=50)] = ()
    territory: Annotated[tuple[OrganizationId, ...], Meta(max_length=200)] = ()
    options: Annotated[tuple[ArbitrationOption, ...], Meta(max_length=20)] = ()


class AddArbitrationOption(AboutArbitration, frozen=True, kw_only=True):
    """Put one more option on the table."""

    option: ArbitrationOption


class WithdrawArbitrationOption(AboutArbitration, frozen=True, kw_only=True):
    """Take an option off the table."""

    option: Slug
    reason: Text | None = None


class TakePosition(AboutArbitration, frozen=True, kw_only=True):
    """Record what an EPCI's president, or who represents it, says of an option; it replaces what it said."""

    person: PersonId
    on_behalf_of: OrganizationId
    option: Slug
    stance: Stance
    words: Text | None = None


class SettleArbitration(AboutArbitration, frozen=True, kw_only=True):
    """Record the settlement: one of the options, or a compromise in words."""

    reasons: Text
    agreement: SettlementAgreement
    option: Slug | None = None
    compromise: Text | None = None
    conditions: Annotated[tuple[SettlementCondition, ...], Meta(max_length=50)] = ()
    review_on: dt.date | None = None
    clauses: Annotated[tuple[PactClauseCited, ...], Meta(max_length=50)] = ()


class ResolveSettlementCondition(AboutArbitration, frozen=True, kw_only=True):
    """Record that a condition of the settlement is fulfilled, has failed or is lifted."""

    condition: Slug
    outcome: ConditionOutcome
    note: Text | None = None


class AddFollowUp(AboutArbitration, frozen=True, kw_only=True):
    """Entrust an action that follows from the settlement to a person or to an organisation."""

    follow_up: Slug
    title: Label
    due_on: dt.date
    person: PersonId | None = None
    organization: OrganizationId | None = None


class CloseFollowUp(AboutArbitration, frozen=True, kw_only=True):
    """Record that a follow-up action is done, dropped or replaced."""

    follow_up: Slug
    outcome: FollowUpOutcome
    note: Text | None = None


class FormalizeArbitration(AboutArbitration, frozen=True, kw_only=True):
    """Record the decision that gives the settlement its legal form."""

    decision: Slug


class ReviewArbitration(AboutArbitration, frozen=True, kw_only=True):
    """Record that the settlement was looked at again and maintained, and when it is to be next."""

    note: Text | None = None
    next_review_on: dt.date | None = None


class ReopenArbitration(AboutArbitration, frozen=True, kw_only=True):
    """Open a question again that was settled or abandoned."""

    reason: Text


class SupersedeArbitration(AboutArbitration, frozen=True, kw_only=True):
    """Record that another arbitration takes the place of this one."""

    by: Slug


class AbandonArbitration(AboutArbitration, frozen=True, kw_only=True):
    """Drop a question without settling it."""

    reason: Text


ArbitrationCommand = (
    HoldExchange
    | OpenArbitration
    | AddArbitrationOption
    | WithdrawArbitrationOption
    | TakePosition
    | SettleArbitration
    | ResolveSettlementCondition
    | AddFollowUp
    | CloseFollowUp
    | FormalizeArbitration
    | ReviewArbitration
    | ReopenArbitration
    | SupersedeArbitration
    | AbandonArbitration
)
COMMANDS: tuple[type[Command], ...] = get_args(ArbitrationCommand)

# -- refusals and cautions ---------------------------------------------------------------------------------------------


class ArbitrationNotInState(Refusal, frozen=True, kw_only=True):
    """An arbitration is not in a state that allows it on that day, or what was recorded later would not follow."""

    arbitration: str
    on: dt.date
    state: ArbitrationState


class OptionNotOnTable(Refusal, frozen=True, kw_only=True):
    """No such option is on the table on that day."""

    arbitration: str
    option: str
    on: dt.date


class OptionAlreadyNamed(Refusal, frozen=True, kw_only=True):
    """An option's name means one option."""

    arbitration: str
    option: str


class OutcomeUnclear(Refusal, frozen=True, kw_only=True):
    """A settlement is one option or a compromise in words: one of the two; each condition has its own name."""

    arbitration: str


class ConditionNotPending(Refusal, frozen=True, kw_only=True):
    """No such condition of the settlement is pending on that day."""

    arbitration: str
    condition: str
    on: dt.date


class FollowUpOwnerUnclear(Refusal, frozen=True, kw_only=True):
    """A follow-up action has one owner: a person or an organisation."""

    arbitration: str
    follow_up: str


class FollowUpAlreadyNamed(Refusal, frozen=True, kw_only=True):
    """A follow-up action's name means one action."""

    arbitration: str
    follow_up: str


class FollowUpNotOpen(Refusal, frozen=True, kw_only=True):
    """No such follow-up action is open on that day."""

    arbitration: str
    follow_up: str
    on: dt.date


class DueBeforeItBegins(Refusal, frozen=True, kw_only=True):
    """A review or an action is due after the day on which it is agreed, not before."""

    arbitration: str
    on: dt.date
    due_on: dt.date


class SupersededByItself(Refusal, frozen=True, kw_only=True):
    """An arbitration is superseded by another."""

    arbitration: str


class ExchangeParticipantUnclear(Refusal, frozen=True, kw_only=True):
    """Someone took part once; who is represented says by whom, and nobody else does."""

    exchange: str
    person: str


class SpeaksWithoutOffice(Caution, frozen=True, kw_only=True):
    """An EPCI's president speaks for it, and that office is not recorded on that day."""

    rule = "Seed: temps d'échanges entre présidents d'intercommunalités"
    reference: str
    person: str
    organization: str
    on: dt.date


class NotPartyToArbitration(Caution, frozen=True, kw_only=True):
    """A position was taken on behalf of who is no party to the arbitration."""

    arbitration: str
    organization: str


# -- state -------------------------------------------------------------------------------------------------------------

EMPTY: Things[Struct] = Things()
"""Arbitrations and exchange sessions, by their tag."""

_AFTER: Final = {
    ArbitrationState.SETTLED: {ArbitrationState.OPEN},
    ArbitrationState.OPEN: {ArbitrationState.SETTLED, ArbitrationState.ABANDONED},
    ArbitrationState.ABANDONED: {ArbitrationState.OPEN},
    ArbitrationState.SUPERSEDED: {ArbitrationState.OPEN, ArbitrationState.SETTLED},
}
"""From which states each one is reached."""

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
        Refused: the refusals above, and those of ``domain.references``.
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
        known = _known(state, command.arbitration, command.on)
        _check_no_less(state.references, command, *_rests_on(known, command))
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

_LaterCommand = (
    AddArbitrationOption
    | WithdrawArbitrationOption
    | TakePosition
    | SettleArbitration
    | ResolveSettlementCondition
    | AddFollowUp
    | CloseFollowUp
    | FormalizeArbitration
    | ReviewArbitration
    | ReopenArbitration
    | SupersedeArbitration
    | AbandonArbitration
)


def _check(state: Things[Struct], known: Arbitration, command: _LaterCommand) -> tuple[Caution, ...]:
    """One function for each command on an arbitration that exists."""
    match command:
        case AddArbitrationOption():
            _add_option(known, command)
        case WithdrawArbitrationOption():
            _check_state(known, command.on, ArbitrationState.OPEN)
            _check_option(state.references, known, command.option, command)
        case TakePosition():
            return _take_position(state, known, command)
        case SettleArbitration():
            _settle(state, known, command)
        case ResolveSettlementCondition():
            _resolve(state, known, command)
        case AddFollowUp():
            _add_follow_up(state, known, command)
        case CloseFollowUp():
            _close_follow_up(state, known, command)
        case FormalizeArbitration():
            _check_settled(state, known, command)
            _check_cited(state.references, command, f"decision:{command.decision}")
        case ReviewArbitration():
            _check_settled(state, known, command)
            _check_due(known, command.on, command.next_review_on)
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
            _check_cited(references, command, f"arbitration:{subject.arbitration}")
    spoken = ((p.person, p.on_behalf_of) for p in command.participants)
    return tuple(_without_office(references, f"exchange:{command.exchange}", spoken, command.on))


def _open(state: Things[Struct], command: OpenArbitration) -> tuple[Caution, ...]:
    state.references.check_organizations(*command.parties, *command.territory)
    state.references.check_themes(command.themes)
    names = [option.option for option in command.options]
    for name in names:
        if names.count(name) > 1:
            raise Refused(OptionAlreadyNamed(arbitration=command.arbitration, option=name))
    return ()


def _add_option(known: Arbitration, command: AddArbitrationOption) -> None:
    _check_state(known, command.on, ArbitrationState.OPEN)
    if any(o.option == command.option.option for o in known.options):
        raise Refused(OptionAlreadyNamed(arbitration=known.arbitration, option=command.option.option))


def _take_position(state: Things[Struct], known: Arbitration, command: TakePosition) -> tuple[Caution, ...]:
    _check_state(known, command.on, ArbitrationState.OPEN)
    _check_option(state.references, known, command.option, command)
    state.references.check_person(command.person, command.on)
    state.references.check_organizations(command.on_behalf_of)
    spoken = [(command.person, command.on_behalf_of)]
    cautions: list[Caution] = [
        *_without_office(state.references, f"arbitration:{known.arbitration}", spoken, command.on)
    ]
    if command.on_behalf_of not in known.parties:
        cautions.append(NotPartyToArbitration(arbitration=known.arbitration, organization=command.on_behalf_of))
    return tuple(cautions)


def _settle(state: Things[Struct], known: Arbitration, command: SettleArbitration) -> None:
    _check_turn(known, command.on, ArbitrationState.SETTLED)
    names = [c.condition for c in command.conditions]
    if (command.option is None) == (command.compromise is None) or len(set(names)) < len(names):
        raise Refused(OutcomeUnclear(arbitration=known.arbitration))
    if command.option is not None:
        _check_option(state.references, known, command.option, command)
    _check_due(known, command.on, command.review_on)
    for clause in command.clauses:
        _check_cited(state.references, command, f"pact:{clause.pact}")


def _resolve(state: Things[Struct], known: Arbitration, command: ResolveSettlementCondition) -> None:
    _check_settled(state, known, command)
    settlement = known.settlement_on(command.on)
    assert settlement is not None
    pending = {c.condition for c in settlement.conditions if c.outcome is None}
    if command.condition not in pending:
        raise Refused(ConditionNotPending(arbitration=known.arbitration, condition=command.condition, on=command.on))


def _add_follow_up(state: Things[Struct], known: Arbitration, command: AddFollowUp) -> None:
    _check_settled(state, known, command)
    if (command.person is None) == (command.organization is None):
        raise Refused(FollowUpOwnerUnclear(arbitration=known.arbitration, follow_up=command.follow_up))
    if any(f.follow_up == command.follow_up for f in known.follow_ups):
        raise Refused(FollowUpAlreadyNamed(arbitration=known.arbitration, follow_up=command.follow_up))
    _check_due(known, command.on, command.due_on)
    state.references.check_person(command.person, command.on)
    state.references.check_organizations(command.organization)


def _close_follow_up(state: Things[Struct], known: Arbitration, command: CloseFollowUp) -> None:
    open_: dict[str, FollowUp] = {f.follow_up: f for f in known.follow_ups if f.closed_on is None}
    found = open_.get(command.follow_up)
    if found is None or command.on < found.added_on:
        raise Refused(FollowUpNotOpen(arbitration=known.arbitration, follow_up=command.follow_up, on=command.on))
    _check_no_less(state.references, command, *found.entries)


def _supersede(state: Things[Struct], known: Arbitration, command: SupersedeArbitration) -> None:
    if command.by == known.arbitration:
        raise Refused(SupersededByItself(arbitration=known.arbitration))
    other = _known(state, command.by, command.on)
    if (there := other.state_on(command.on)) in (ArbitrationState.SUPERSEDED, ArbitrationState.ABANDONED):
        raise Refused(ArbitrationNotInState(arbitration=command.by, on=command.on, state=there))
    _check_cited(state.references, command, f"arbitration:{command.by}")
    _check_turn(known, command.on, ArbitrationState.SUPERSEDED)


def _turn(known: Arbitration, command: ReopenArbitration | AbandonArbitration) -> None:
    reopened = isinstance(command, ReopenArbitration)
    _check_turn(known, command.on, ArbitrationState.OPEN if reopened else ArbitrationState.ABANDONED)


def _rests_on(known: Arbitration, command: _LaterCommand) -> tuple[int, ...]:
    """The founding entry; and every change of state until then, for a later fact would betray it."""
    turns = () if isinstance(command, CloseFollowUp) else (t.entry for t in known.turns if t.on <= command.on)
    return (known.entries[0], *turns)


def _known(state: Things[Struct], arbitration: str, on: dt.date) -> Arbitration:
    """An arbitration that is open by that day."""
    tag = f"arbitration:{arbitration}"
    state.references.check_thing(tag, on)
    known = state.the(tag)
    assert isinstance(known, Arbitration)
    return known


def _check_state(known: Arbitration, on: dt.date, needed: ArbitrationState) -> None:
    if (there := known.state_on(on)) != needed:
        raise Refused(ArbitrationNotInState(arbitration=known.arbitration, on=on, state=there))


def _check_settled(state: Things[Struct], known: Arbitration, command: _LaterCommand) -> None:
    """It is settled on that day, and what follows from the settlement is not told to more people than it."""
    _check_state(known, command.on, ArbitrationState.SETTLED)
    settlement = known.settlement_on(command.on)
    assert settlement is not None
    _check_no_less(state.references, command, settlement.entry)


def _check_turn(known: Arbitration, on: dt.date, to: ArbitrationState) -> None:
    """One more change of state fits between those before and those after it, in whatever order they are recorded."""
    before = known.state_on(on)
    after = next((turn.state for turn in known.turns if turn.on > on), None)
    if before not in _AFTER[to] or (after is not None and to not in _AFTER[after]):
        raise Refused(ArbitrationNotInState(arbitration=known.arbitration, on=on, state=before))


def _check_option(references: References, known: Arbitration, option: str, command: _LaterCommand) -> None:
    """The option is on the table on that day; what is said of it is not told to more people than it."""
    on = command.on
    for o in known.options:
        if o.option == option and o.added_on <= on and (o.withdrawn_on is None or on < o.withdrawn_on):
            _check_no_less(references, command, o.entry)
            return
    raise Refused(OptionNotOnTable(arbitration=known.arbitration, option=option, on=on))


def _check_due(known: Arbitration, on: dt.date, due_on: dt.date | None) -> None:
    if due_on is not None and due_on < on:
        raise Refused(DueBeforeItBegins(arbitration=known.arbitration, on=on, due_on=due_on))


def _check_cited(references: References, command: Command, tag: str) -> None:
    """Something else exists, and may be spoken of to those who will read the fact."""
    founding = references.check_thing(tag)
    _check_confidential(references, command, tag, [founding.position])


def _check_no_less(references: References, command: _LaterCommand, *entries: int) -> None:
    _check_confidential(references, command, f"arbitration:{command.arbitration}", entries)


def _check_confidential(references: References, command: Command, tag: str, entries: Iterable[int]) -> None:
    """Whoever may read the new fact may, by now, read the entries on which it rests."""
    opened = disclosed_to(references.entries)
    recorded = {e.position: e.visibility.level for e in references.entries}
    kept = max((min(recorded[e], opened.get(e, recorded[e])) for e in entries), default=0)
    if command.visibility.level < kept:
        raise Refused(
            LessConfidentialThanBefore(reference=tag, visibility=command.visibility, kept=tuple(Visibility)[kept])
        )


def _without_office(
    references: References, reference: str, spoken: Iterable[tuple[str, str]], on: dt.date
) -> Iterable[Caution]:
    """A caution for each who speaks for an EPCI over which no presidency of theirs is recorded."""
    for person, organization in spoken:
        held = {(h.organization, h.held) for h in references.people[person].holds_on(on)}
        if (organization, OfficeKind.EPCI_PRESIDENT) not in held:
            yield SpeaksWithoutOffice(reference=reference, person=person, organization=organization, on=on)


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
