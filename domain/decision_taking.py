"""How a decision is taken or rejected: by a body that votes, by who presides, or under a delegation."""

from collections.abc import Iterator
from typing import Any, Final

from domain.core.command import ALREADY_TRUE, Decision
from domain.core.entry import Draft
from domain.core.notices import Caution, Refused
from domain.decision_checks import (
    cautions_of_number,
    cautions_of_text,
    cautions_of_vote,
    check_body,
    check_majority,
    check_votes,
    signing_quality,
)
from domain.decision_commands import (
    AdoptDeliberation,
    GiveOpinion,
    IssueOrder,
    RejectDecision,
    TakeDelegatedDecision,
    Taking,
)
from domain.decision_known import State
from domain.decision_notices import BudgetHalfNamed, DelegationNotNamed, NotThePresident, OneTakesIt
from domain.facts.decisions import DecisionAdopted, DecisionKind, DecisionRejected, SigningQuality


def adopt(state: State, command: AdoptDeliberation) -> Decision:
    """A deliberation of the assembly."""
    draft = command.leads_to(_adopted(command))
    if state.things.references.says(draft):
        return ALREADY_TRUE
    if (command.budget_year is None) != (command.budget_name is None):
        raise Refused(BudgetHalfNamed(decision=command.decision))
    return _taken_by_body(state, draft, command.body)


def opine(state: State, command: GiveOpinion) -> Decision:
    """An opinion of a body, which is not transmitted."""
    draft = command.leads_to(_adopted(command, transmissible=False))
    if state.things.references.says(draft):
        return ALREADY_TRUE
    return _taken_by_body(state, draft, command.body)


def issue(state: State, command: IssueOrder) -> Decision:
    """An order of who presides, or acts for who does."""
    if _signed_already(state, command):
        return ALREADY_TRUE
    draft = command.leads_to(_adopted(command, signed_as=_quality(state, command, command.author)))
    return Decision((draft,), tuple(_cautions_of_text(state, draft)))


def take(state: State, command: TakeDelegatedDecision) -> Decision:
    """A decision under a delegation: of the bureau, or of a person."""
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


def reject(state: State, command: RejectDecision) -> Decision:
    """A draft that a body rejected."""
    said = {name: getattr(command, name) for name in DecisionRejected.__struct_fields__}
    draft = command.leads_to(DecisionRejected(**said))
    if state.things.references.says(draft):
        return ALREADY_TRUE
    return _taken_by_body(state, draft, command.body)


def _adopted(command: Taking, **more: Any) -> DecisionAdopted:
    """What was adopted: the fact has the fields of its command, under the same names."""
    fields = (name for name in DecisionAdopted.__struct_fields__ if hasattr(command, name))
    return DecisionAdopted(**{**{name: getattr(command, name) for name in fields}, "kind": kind_of(command), **more})


_KINDS: Final[dict[type[Taking], DecisionKind]] = {
    AdoptDeliberation: DecisionKind.DELIBERATION,
    IssueOrder: DecisionKind.ORDER,
    TakeDelegatedDecision: DecisionKind.DELEGATED_DECISION,
    GiveOpinion: DecisionKind.OPINION,
}


def kind_of(command: Taking) -> DecisionKind:
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
    references.check_things(*named_by(fact))
    if isinstance(fact, DecisionAdopted):
        references.check_people((fact.author, *fact.concerns), draft.effective_on)
    enters = getattr(fact, "enters_into_force_on", None)
    yield from cautions_of_text(fact.decision, fact.matter, draft.effective_on, enters)
    yield from cautions_of_number(state.things.known.values(), fact.decision, fact.kind, fact.number)


def named_by(said: object) -> Iterator[str]:
    """The other things that a command or a fact names."""
    for noun in ("session", "delegation", "document"):
        if (name := getattr(said, noun, None)) is not None:
            yield f"{noun}:{name}"
