"""Decisions: found by what they are, who took them, what they are about, and whether they are in force."""

from collections.abc import Iterator
from typing import Final

from domain import agenda
from domain.decision_life import apply, spans
from domain.decision_state import DecisionRecord
from domain.facts.decisions import DecisionFact
from projections.things import ThingNoun
from projections.words import search_key, tagged, words

INTERNAL_RULES: Final = "adopts:internal-rules"


def number_term(number: str) -> str:
    """The term of a decision's number, however it is spaced or written: 2026-17, 2026/17."""
    return f"number:{search_key(number)}"


def _terms(decision: DecisionRecord) -> Iterator[str]:
    relations = [*decision.relations]
    yield f"state:{decision.state}"
    yield f"kind:{decision.kind}"
    yield from tagged("body", [decision.body])
    yield from tagged("session", [decision.session])
    yield from tagged("delegation", [decision.delegation])
    yield from tagged("document", [decision.document])
    yield from tagged("matter", [decision.matter])
    yield from tagged("theme", decision.themes)
    yield from tagged("person", [decision.author, *decision.concerns, *(n.person for n in decision.notifications)])
    told = (notification.organization for notification in decision.notifications)
    yield from tagged("organization", [*decision.territory, decision.addressed_to, *told])
    yield from tagged("by", (relation.by_decision for relation in relations))
    if decision.internal_rules:
        yield INTERNAL_RULES
    if decision.number:
        yield number_term(decision.number)
    titles = (article.title for article in decision.articles)
    yield from words(decision.title, *titles, *(relation.reason for relation in relations))


DECISION = ThingNoun(
    table="decision",
    thing=DecisionRecord,
    kinds=(DecisionFact,),
    prefix="decision:",
    apply=apply,
    sort=lambda decision: decision.adopted_on.isoformat(),
    terms=_terms,
    spans=spans,
    deadlines=agenda.of_decision,
)
NOUNS = DECISION.nouns()
