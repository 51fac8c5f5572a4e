"""One example of each fact of governance pacts, with nothing left at its default."""

from domain.core.entry import Fact
from domain.facts import pact as p
from tests.golden.given import COMMUNE, EPCI, ON

CLAUSE = p.PactClause(
    clause="services",
    number="3",
    title="Services communs",
    text="Les communes partagent l'instruction.",
    kind=p.PactClauseKind.SERVICE_POOLING,
)
FACTS: tuple[Fact, ...] = (
    p.PactDebated(
        pact="pg-2026",
        basis=p.PactBasis.STATUTORY_EPCI,
        decided=True,
        organization=EPCI,
        trigger=p.PactTrigger.GENERAL_RENEWAL,
        trigger_on=ON,
        second_round_on=ON,
        decision="2026-11",
    ),
    p.DevelopmentCouncilDebated(pact="pg-2026", consulted=True, note="Conseil commun", decision="2026-12"),
    p.PactDraftSent(pact="pg-2026", communes=(COMMUNE,), amendment="a1"),
    p.PactOpinionGiven(
        pact="pg-2026",
        commune=COMMUNE,
        opinion=p.PactOpinionKind.FAVOURABLE_WITH_REMARKS,
        amendment="a1",
        remarks="Préciser les services",
    ),
    p.PactAdopted(pact="pg-2026", clauses=(CLAUSE,), decision="2026-13"),
    p.PactAmended(pact="pg-2026", amendment="a1", clauses=(CLAUSE,), repealed=("maires",), decision="2026-14"),
    p.PactEnded(pact="pg-2026", cause=p.PactEndCause.DENOUNCED, decision="2026-15"),
)
