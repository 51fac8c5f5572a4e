"""Documents and contracts: found by kind, owner, theme, referent, state and relation to the SCoT."""

from collections.abc import Iterator
from typing import Final

from domain import agenda
from domain.contracts import Contract
from domain.contracts import apply as apply_contract
from domain.document_life import Document, apply
from domain.facts.documents import ContractFact, DocumentFact, SchemeRelation
from domain.rules.documents import FINAL_STATES
from projections.things import ThingNoun
from projections.words import tagged, words

FOLLOWED: Final = "followed:yes"
"""Neither abandoned nor repealed."""


def _terms(document: Document) -> Iterator[str]:
    yield f"kind:{document.kind}"
    yield f"relation:{document.relation}"
    yield f"place:{document.place}"
    if document.state not in FINAL_STATES:
        yield FOLLOWED
        if document.relation is not SchemeRelation.NONE:
            yield "bound:yes"
    yield from tagged("state", [document.state])
    if (last := document.last_check) is not None:
        yield f"outcome:{last.outcome}"
    yield from tagged("owner", [document.owner])
    yield from tagged("organization", dict.fromkeys((document.owner, *document.territory)))
    yield from tagged("theme", document.themes)
    yield from tagged("person", (r.person for r in document.referents if r.ended_on is None))
    checks, steps = document.checks, document.history
    yield from tagged("scheme", (check.scheme for check in checks))
    yield from tagged("orientation", (orientation for check in checks for orientation in check.orientations))
    told = (*((c.decision, c.note) for c in checks), *((s.decision, s.note) for s in steps))
    told += tuple((deadline.decision, deadline.note) for deadline in document.deadlines)
    yield from tagged("decision", dict.fromkeys(decision for decision, _ in told))
    yield from words(document.title, document.note, *(note for _, note in told))


def _contract_terms(contract: Contract) -> Iterator[str]:
    yield f"kind:{contract.kind}"
    yield "state:running" if contract.ended_on is None else "state:ended"
    yield from tagged("organization", contract.parties)
    yield from tagged("theme", contract.themes)
    yield from tagged("document", contract.documents)
    yield from tagged("orientation", contract.orientations)
    projects = (*contract.projects, *(project for review in contract.reviews for project in review.projects))
    yield from tagged("project", dict.fromkeys(projects))
    told = (*((a.decision, a.note) for a in contract.amendments), *((r.decision, r.note) for r in contract.reviews))
    yield from tagged("decision", dict.fromkeys(decision for decision, _ in told))
    yield from words(contract.title, contract.note, *(note for _, note in told))


DOCUMENT = ThingNoun(
    table="document",
    thing=Document,
    kinds=(DocumentFact,),
    prefix="document:",
    apply=apply,
    sort=lambda document: document.title,
    terms=_terms,
    descending=False,
)
CONTRACT = ThingNoun(
    table="contract",
    thing=Contract,
    kinds=(ContractFact,),
    prefix="contract:",
    apply=apply_contract,
    sort=lambda contract: contract.signed_on.isoformat(),
    terms=_contract_terms,
    deadlines=agenda.of_contract,
)
NOUNS = (*DOCUMENT.nouns(), *CONTRACT.nouns())
