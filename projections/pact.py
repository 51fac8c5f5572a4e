"""Governance pacts: found by whose they are, by what they rest on, by what has become of them, and by their words."""

from collections.abc import Iterator

from domain import agenda
from domain.facts.pact import PactFact
from domain.pact_life import GovernancePact, apply
from projections.things import ThingNoun
from projections.words import tagged, words


def _terms(pact: GovernancePact) -> Iterator[str]:
    yield f"state:{pact.state}"
    yield f"basis:{pact.basis}"
    yield from tagged("organization", [pact.organization])
    yield from tagged("organization", (commune for sent in pact.transmissions for commune in sent.communes))
    yield from tagged("decision", [pact.decision, *(debate.decision for debate in pact.debates)])
    latest = [life.versions[-1] for life in pact.clauses]
    yield from words(*(version.title for version in latest), *(version.text for version in latest))


PACT = ThingNoun(
    table="pact",
    thing=GovernancePact,
    kinds=(PactFact,),
    prefix="pact:",
    apply=apply,
    sort=lambda pact: (pact.counts_from or pact.debates[0].on).isoformat(),
    terms=_terms,
    deadlines=agenda.of_pact,
)
NOUNS = PACT.nouns()
