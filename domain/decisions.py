"""Deliberations, orders, delegated decisions and opinions, their relations and their life in law.

What a decision is on a day is in ``decision_state``, day after day in ``decision_life``; which one applies, along the
chain, in ``decision_chain``.
"""

from collections.abc import Iterator
from typing import Any, Final, assert_never

from msgspec import Struct

from domain import composition
from domain.composition import Composition, boundary_of_body
from domain.core.boundary import Boundary, about
from domain.core.command import ALREADY_TRUE, Command, Decision, Memberships
from domain.core.entry import Draft, Entry, cited
from domain.core.notices import Caution, Refused
from domain.decision_checks import (
    Change,
    cautions_of_number,
    cautions_of_text,
    cautions_of_transmission,
    cautions_of_vote,
    check_articles,
    check_body,
    check_happens,
    check_majority,
    check_not_void,
    check_stands,
    check_votes,
    signing_quality,
)
from domain.decision_commands import (
    AbrogateDecision,
    AdoptDeliberation,
    AmendDecision,
    AnnulDecision,
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
    TransmitDecision,
    WithdrawDecision,
)
from domain.decision_life import apply
from domain.decision_notices import (
    AlreadyTransmitted,
    BeforeAdoption,
    BudgetHalfNamed,
    DelegationNotNamed,
    NotSuspendedThen,
    NotThePresident,
    OneTakesIt,
    RelatesToItself,
    SuspendedAlready,
)
from domain.decision_state import DecisionRecord
from domain.facts.decisions import (
    DecisionAbrogated,
    DecisionAdopted,
    DecisionAmended,
    DecisionAnnulled,
    DecisionChangedFact,
    DecisionFact,
    DecisionKind,
    DecisionLapsed,
    DecisionNotified,
    DecisionPublished,
    DecisionRejected,
    DecisionRestored,
    DecisionSuperseded,
    DecisionSuspended,
    DecisionTransmitted,
    DecisionWithdrawn,
    LegalityObserved,
    SigningQuality,
    SuspensionLifted,
    number_tag,
)
from domain.history import History
from domain.references import boundary_of
from domain.things import Things

# -- commands (in decision_commands) and refusals (in decision_checks) -------------------------------------------------

Taking = AdoptDeliberation | IssueOrder | TakeDelegatedDecision | GiveOpinion | RejectDecision
Changing = AmendDecision | SupersedeDecision | AbrogateDecision | WithdrawDecision
Happening = (
    TransmitDecision
    | PublishDecision
    | NotifyDecision
    | AnnulDecision
    | SuspendDecision
    | LiftSuspension
    | RecordLapse
    | ObserveLegality
)
AnyDecisionCommand = Taking | Changing | Happening

COMMANDS: tuple[type[Command], ...] = (
    *(AdoptDeliberation, IssueOrder, TakeDelegatedDecision, GiveOpinion, RejectDecision),
    *(TransmitDecision, PublishDecision, NotifyDecision),
    *(AmendDecision, SupersedeDecision, AbrogateDecision, WithdrawDecision),
    *(AnnulDecision, SuspendDecision, LiftSuspension, RecordLapse, ObserveLegality),
)

# -- state -------------------------------------------------------------------------------------------------------------


class State(Struct, frozen=True):
    """The decisions that were read, what they refer to, and who sits."""

    things: Things[DecisionRecord] = Things()
    composition: Composition = composition.EMPTY

    def the(self, decision: str) -> DecisionRecord:
        """A decision that must be recorded.

        Raises:
            Refused: UnknownReference.
        """
        return self.things.the(f"decision:{decision}")


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
            return _adopt(state, command)
        case IssueOrder():
            return _issue(state, command)
        case TakeDelegatedDecision():
            return _take(state, command)
        case GiveOpinion():
            return _opine(state, command)
        case RejectDecision():
            return _reject(state, command)
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


# -- taken, or rejected


def _adopt(state: State, command: AdoptDeliberation) -> Decision:
    draft = command.leads_to(_adopted(command))
    if state.things.references.says(draft):
        return ALREADY_TRUE
    if (command.budget_year is None) != (command.budget_name is None):
        raise Refused(BudgetHalfNamed(decision=command.decision))
    return _taken_by_body(state, draft, command.body)


def _opine(state: State, command: GiveOpinion) -> Decision:
    draft = command.leads_to(_adopted(command, transmissible=False))
    if state.things.references.says(draft):
        return ALREADY_TRUE
    return _taken_by_body(state, draft, command.body)


def _issue(state: State, command: IssueOrder) -> Decision:
    if _signed_already(state, command):
        return ALREADY_TRUE
    draft = command.leads_to(_adopted(command, signed_as=_quality(state, command, command.author)))
    return Decision((draft,), tuple(_cautions_of_text(state, draft)))


def _take(state: State, command: TakeDelegatedDecision) -> Decision:
    if _signed_already(state, command):
        return ALREADY_TRUE
    if (command.body is None) == (command.author is None):
        raise Refused(OneTakesIt(decision=command.decision))
    quality = _quality(state, command, command.author) if command.author else None
    draft = command.leads_to(_adopted(command, signed_as=quality))
    unnamed = (DelegationNotNamed(decision=command.decision),) if command.delegation is None else ()
    if command.body:
        decided = _taken_by_body(state, draft, command.body)
        return Decision(decided.drafts, (*decided.cautions, *unnamed))
    return Decision((draft,), (*_cautions_of_text(state, draft), *unnamed))


def _reject(state: State, command: RejectDecision) -> Decision:
    said = {name: getattr(command, name) for name in DecisionRejected.__struct_fields__}
    draft = command.leads_to(DecisionRejected(**said))
    if state.things.references.says(draft):
        return ALREADY_TRUE
    return _taken_by_body(state, draft, command.body)


def _adopted(command: Taking, **more: Any) -> DecisionAdopted:
    """What was adopted: the fact has the fields of its command, under the same names."""
    fields = (name for name in DecisionAdopted.__struct_fields__ if hasattr(command, name))
    return DecisionAdopted(**{**{name: getattr(command, name) for name in fields}, "kind": _kind_of(command), **more})


_KINDS: Final[dict[type[Taking], DecisionKind]] = {
    AdoptDeliberation: DecisionKind.DELIBERATION,
    IssueOrder: DecisionKind.ORDER,
    TakeDelegatedDecision: DecisionKind.DELEGATED_DECISION,
    GiveOpinion: DecisionKind.OPINION,
}


def _kind_of(command: Taking) -> DecisionKind:
    """What is taken; a rejected draft says what it would have been."""
    return command.kind if isinstance(command, RejectDecision) else _KINDS[type(command)]


def _signed_already(state: State, command: IssueOrder | TakeDelegatedDecision) -> bool:
    """Whether it is recorded, as whatever its author was then known to sign."""
    facts = (_adopted(command, signed_as=quality) for quality in (None, *SigningQuality))
    return any(state.things.references.says(command.leads_to(fact)) for fact in facts)


def _quality(state: State, command: IssueOrder | TakeDelegatedDecision, author: str) -> SigningQuality:
    """As what the author signs: presiding, acting, or under a delegation."""
    found = signing_quality(state.composition, author, command.presides, command.on)
    if found is None and command.delegation is None:
        raise Refused(NotThePresident(decision=command.decision, person=author, body=command.presides, on=command.on))
    return found or SigningQuality.DELEGATE


def _taken_by_body(state: State, draft: Draft, body: str) -> Decision:
    """What a body adopted or rejected: it sat, its vote can be, and came to that."""
    fact = draft.fact
    assert isinstance(fact, DecisionAdopted | DecisionRejected)
    cautions = [*_cautions_of_text(state, draft)]
    check_body(state.composition, fact.decision, fact.kind, body, draft.effective_on)
    check_votes(fact.decision, fact.votes)
    check_majority(fact.decision, fact.votes, adopted=isinstance(fact, DecisionAdopted))
    cautions += cautions_of_vote(state.composition, fact.decision, body, fact.votes, draft.effective_on)
    return Decision((draft,), tuple(cautions))


def _cautions_of_text(state: State, draft: Draft) -> Iterator[Caution]:
    """What a decision names exists; and what deserves a second look in what it says."""
    fact, references = draft.fact, state.things.references
    assert isinstance(fact, DecisionAdopted | DecisionRejected)
    references.check_new(draft)
    references.check_themes(fact.themes)
    references.check_organizations(*fact.territory, getattr(fact, "addressed_to", None))
    references.check_things(*_named(fact))
    if isinstance(fact, DecisionAdopted):
        references.check_people((fact.author, *fact.concerns), draft.effective_on)
    enters = getattr(fact, "enters_into_force_on", None)
    yield from cautions_of_text(fact.decision, fact.matter, draft.effective_on, enters)
    yield from cautions_of_number(state.things.known.values(), fact.decision, fact.kind, fact.number)


def _named(said: object) -> Iterator[str]:
    """The other things that a command or a fact names."""
    for noun in ("session", "delegation", "document"):
        if (name := getattr(said, noun, None)) is not None:
            yield f"{noun}:{name}"


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
        *_named(command),
        people=(getattr(command, "author", None), *getattr(command, "concerns", ())),
        organizations=(*command.territory, getattr(command, "addressed_to", None)),
        themes=command.themes,
    )


def _boundary_of_number(command: Taking) -> Boundary:
    """The decisions that bear the same number, which ought to be none."""
    if command.number is None:
        return Boundary()
    return about(*cited(number_tag(_kind_of(command), command.number)))


def _boundary_of_what_it_changed(command: DecisionCommand, history: History) -> Boundary:
    cited = f"decision:{command.decision}:cited"
    changed = (e.fact.decision for e in history.about(cited) if isinstance(e.fact, DecisionChangedFact))
    return about(cited, *(f"decision:{decision}" for decision in changed))
