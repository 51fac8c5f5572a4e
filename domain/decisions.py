"""Deliberations, orders, delegated decisions and opinions, their relations and their life in law.

What a decision is on a day is in ``decision_state``, day after day in ``decision_life``; which one applies, along the
chain, in ``decision_chain``. How one is taken or rejected stands in ``decision_taking``.
"""

from collections.abc import Iterator
from typing import assert_never

from domain import composition
from domain.composition import boundary_of_body
from domain.core.boundary import Boundary, about
from domain.core.command import ALREADY_TRUE, Command, Decision, Memberships
from domain.core.entry import Draft, Entry, cited
from domain.core.notices import Caution, Refused
from domain.decision_checks import (
    Change,
    cautions_of_transmission,
    check_articles,
    check_happens,
    check_not_void,
    check_stands,
)
from domain.decision_commands import (
    AbrogateDecision,
    AdoptDeliberation,
    AmendDecision,
    AnnulDecision,
    AnyDecisionCommand,
    Changing,
    DecisionCommand,
    GiveOpinion,
    IssueOrder,
    LiftSuspension,
    NotifyDecision,
    ObserveLegality,
    PublishDecision,
    RecordLapse,
    RejectDecision,
    SupersedeDecision,
    SuspendDecision,
    TakeDelegatedDecision,
    Taking,
    TransmitDecision,
    WithdrawDecision,
)
from domain.decision_known import State
from domain.decision_life import apply
from domain.decision_notices import (
    AlreadyTransmitted,
    BeforeAdoption,
    NotSuspendedThen,
    RelatesToItself,
    SuspendedAlready,
)
from domain.decision_state import DecisionRecord
from domain.decision_taking import adopt, issue, kind_of, named_by, opine, reject, take
from domain.facts.decisions import (
    DecisionAbrogated,
    DecisionAmended,
    DecisionAnnulled,
    DecisionChangedFact,
    DecisionFact,
    DecisionLapsed,
    DecisionNotified,
    DecisionPublished,
    DecisionRestored,
    DecisionSuperseded,
    DecisionSuspended,
    DecisionTransmitted,
    DecisionWithdrawn,
    LegalityObserved,
    SuspensionLifted,
    number_tag,
)
from domain.history import History
from domain.references import boundary_of

# -- commands (in decision_commands) and refusals (in decision_notices) ------------------------------------------------

COMMANDS: tuple[type[Command], ...] = (
    *(AdoptDeliberation, IssueOrder, TakeDelegatedDecision, GiveOpinion, RejectDecision),
    *(TransmitDecision, PublishDecision, NotifyDecision),
    *(AmendDecision, SupersedeDecision, AbrogateDecision, WithdrawDecision),
    *(AnnulDecision, SuspendDecision, LiftSuspension, RecordLapse, ObserveLegality),
)

# -- state -------------------------------------------------------------------------------------------------------------

EMPTY = State()

# -- evolve ------------------------------------------------------------------------------------------------------------


def evolve(state: State, entry: Entry) -> State:
    """Fold one standing entry, in legal order."""
    return State(state.things.after(entry, DecisionFact, apply), composition.evolve(state.composition, entry))


# -- decide ------------------------------------------------------------------------------------------------------------


def decide(state: State, command: AnyDecisionCommand, memberships: Memberships) -> Decision:  # noqa: C901, PLR0912
    """What the command comes to.

    Raises:
        Refused: those of ``decision_checks``; AlreadyFounded, UnknownReference, NotYetThen, UnknownPerson,
            PersonIsDead, UnknownBody, NoTermOn.
    """
    match command:
        case AdoptDeliberation():
            return adopt(state, command)
        case IssueOrder():
            return issue(state, command)
        case TakeDelegatedDecision():
            return take(state, command)
        case GiveOpinion():
            return opine(state, command)
        case RejectDecision():
            return reject(state, command)
        case TransmitDecision():
            return _transmit(state, command)
        case PublishDecision():
            fact = DecisionPublished(decision=command.decision, manner=command.manner, url=command.url)
            return _happens(state, command.leads_to(fact), command.decision)
        case NotifyDecision():
            return _notify(state, command)
        case AmendDecision():
            return _change(state, command, DecisionAmended)
        case SupersedeDecision():
            return _change(state, command, DecisionSuperseded)
        case AbrogateDecision():
            return _change(state, command, DecisionAbrogated)
        case WithdrawDecision():
            return _change(state, command, DecisionWithdrawn)
        case AnnulDecision():
            return _annul(state, command)
        case SuspendDecision():
            return _suspend(state, command)
        case LiftSuspension():
            return _lift(state, command)
        case RecordLapse():
            return _lapse(state, command)
        case ObserveLegality():
            seen = LegalityObserved(decision=command.decision, reference=command.reference, grounds=command.grounds)
            return _happens(state, command.leads_to(seen), command.decision)
    assert_never(command)


# -- made known


def _happens(state: State, draft: Draft, decision: str, *cautions: Caution) -> Decision:
    """What may happen to any decision that was taken."""
    if state.things.references.says(draft):
        return ALREADY_TRUE
    check_happens(state.the(decision), draft.effective_on)
    return Decision((draft,), cautions)


def _transmit(state: State, command: TransmitDecision) -> Decision:
    fact = DecisionTransmitted(decision=command.decision, reference=command.reference, prefecture=command.prefecture)
    draft = command.leads_to(fact)
    if state.things.references.says(draft):
        return ALREADY_TRUE
    record = state.the(command.decision)
    if known := next(iter(record.transmissions), None):
        raise Refused(AlreadyTransmitted(decision=command.decision, transmitted_on=known.on, entry=known.entry))
    return _happens(state, draft, command.decision, *cautions_of_transmission(record, command.on))


def _notify(state: State, command: NotifyDecision) -> Decision:
    fact = DecisionNotified(decision=command.decision, person=command.person, organization=command.organization)
    draft = command.leads_to(fact)
    if state.things.references.says(draft):
        return ALREADY_TRUE
    state.things.references.check_person(command.person, command.on)
    state.things.references.check_organizations(command.organization)
    return _happens(state, draft, command.decision)


# -- changed by a later decision


def _change(state: State, command: Changing, kind: type[DecisionChangedFact]) -> Decision:
    draft = command.leads_to(
        kind(
            decision=command.decision,
            by_decision=command.by_decision,
            articles=command.articles,
            reason=command.reason,
        )
    )
    if state.things.references.says(draft):
        return ALREADY_TRUE
    earlier, later = state.the(command.decision), state.the(command.by_decision)
    if earlier.decision == later.decision:
        raise Refused(RelatesToItself(decision=command.decision))
    check_happens(later, command.on)
    check_happens(earlier, command.on)
    if kind is not DecisionAmended:
        check_articles(earlier, command.articles)
    stands = check_not_void if kind is DecisionWithdrawn else check_stands
    stands(earlier, command.articles, command.on)
    takes_back = kind is DecisionWithdrawn or (kind is DecisionAbrogated and earlier.creates_rights)
    change = Change(earlier=earlier, later=later, on=command.on)
    drafts = [draft, *_fallen_already(later, draft)]
    if kind is DecisionWithdrawn and not command.articles and later.void_since() is None:
        drafts += _restored(state, draft, command.decision)
    return Decision(tuple(drafts), tuple(change.cautions(takes_back=takes_back)))


def _fallen_already(later: DecisionRecord, draft: Draft) -> Iterator[Draft]:
    """What a decision that is void did to another never was: said at once when the change is recorded late."""
    void = later.void_since()
    if void is not None:
        assert isinstance(draft.fact, DecisionChangedFact)
        fact = DecisionRestored(decision=draft.fact.decision, by_decision=later.decision)
        yield Draft(
            fact=fact,
            effective_on=max(draft.effective_on, void.on),
            act=void.act,
            visibility=draft.visibility,
        )


def _restored(state: State, draft: Draft, fallen: str) -> Iterator[Draft]:
    """The decisions that a decision had changed, which falls as if it had never been: they are as they were."""
    for record in sorted(state.things.known.values(), key=lambda r: r.decision):
        if any(r.by_decision == fallen and r.voided_by is None for r in record.relations):
            on = max([draft.effective_on, *(r.on for r in record.relations if r.by_decision == fallen)])
            fact = DecisionRestored(decision=record.decision, by_decision=fallen)
            yield Draft(fact=fact, effective_on=on, act=draft.act, visibility=draft.visibility)


# -- before the judge, and by time


def _annul(state: State, command: AnnulDecision) -> Decision:
    fact = DecisionAnnulled(
        decision=command.decision,
        court=command.court,
        reference=command.reference,
        articles=command.articles,
        effect_from=command.effect_from,
    )
    draft = command.leads_to(fact)
    if state.things.references.says(draft):
        return ALREADY_TRUE
    record = state.the(command.decision)
    check_happens(record, command.on)
    if command.effect_from is not None and command.effect_from < record.adopted_on:
        raise Refused(BeforeAdoption(decision=command.decision, on=command.effect_from, adopted_on=record.adopted_on))
    check_articles(record, command.articles)
    check_not_void(record, command.articles, command.on)
    ex_tunc = not command.articles and command.effect_from in {None, record.adopted_on}
    return Decision((draft, *(_restored(state, draft, command.decision) if ex_tunc else ())))


def _suspend(state: State, command: SuspendDecision) -> Decision:
    fact = DecisionSuspended(
        decision=command.decision, court=command.court, reference=command.reference, articles=command.articles
    )
    draft = command.leads_to(fact)
    if state.things.references.says(draft):
        return ALREADY_TRUE
    record = state.the(command.decision)
    check_happens(record, command.on)
    check_articles(record, command.articles)
    check_stands(record, command.articles, command.on)
    for running in record.suspensions:
        if running.covers(command.on):
            raise Refused(SuspendedAlready(decision=command.decision, since=running.on, entry=running.entry))
    return Decision((draft,))


def _lift(state: State, command: LiftSuspension) -> Decision:
    draft = command.leads_to(SuspensionLifted(decision=command.decision, cause=command.cause))
    if state.things.references.says(draft):
        return ALREADY_TRUE
    if not any(suspension.covers(command.on) for suspension in state.the(command.decision).suspensions):
        raise Refused(NotSuspendedThen(decision=command.decision, on=command.on))
    return Decision((draft,))


def _lapse(state: State, command: RecordLapse) -> Decision:
    fact = DecisionLapsed(
        decision=command.decision, cause=command.cause, articles=command.articles, reason=command.reason
    )
    draft = command.leads_to(fact)
    if state.things.references.says(draft):
        return ALREADY_TRUE
    record = state.the(command.decision)
    check_happens(record, command.on)
    check_articles(record, command.articles)
    check_stands(record, command.articles, command.on)
    return Decision((draft,))


# -- boundary ----------------------------------------------------------------------------------------------------------


def boundary(command: AnyDecisionCommand, history: History) -> Boundary:
    """What the decision depends on: itself, what it names, who sits; and what falls or stands with it."""
    own = about(f"decision:{command.decision}")
    match command:
        case AdoptDeliberation() | GiveOpinion() | RejectDecision() | IssueOrder() | TakeDelegatedDecision():
            body = getattr(command, "body", None) or getattr(command, "presides", None) or ""
            return own | _boundary_of_taking(command) | boundary_of_body(history, body, command.on)
        case NotifyDecision(person=person, organization=organization):
            return own | boundary_of(people=[person], organizations=[organization])
        case WithdrawDecision(by_decision=by):
            return own | about(f"decision:{by}") | _boundary_of_what_it_changed(command, history)
        case AmendDecision(by_decision=by) | SupersedeDecision(by_decision=by) | AbrogateDecision(by_decision=by):
            return own | about(f"decision:{by}")
        case AnnulDecision():
            return own | _boundary_of_what_it_changed(command, history)
    return own


def _boundary_of_taking(command: Taking) -> Boundary:
    return _boundary_of_number(command) | boundary_of(
        *named_by(command),
        people=(getattr(command, "author", None), *getattr(command, "concerns", ())),
        organizations=(*command.territory, getattr(command, "addressed_to", None)),
        themes=command.themes,
    )


def _boundary_of_number(command: Taking) -> Boundary:
    """The decisions that bear the same number, which ought to be none."""
    if command.number is None:
        return Boundary()
    return about(*cited(number_tag(kind_of(command), command.number)))


def _boundary_of_what_it_changed(command: DecisionCommand, history: History) -> Boundary:
    (by_others,) = cited(f"decision:{command.decision}")
    changed = (e.fact.decision for e in history.about(by_others) if isinstance(e.fact, DecisionChangedFact))
    return about(by_others, *(f"decision:{decision}" for decision in changed))
