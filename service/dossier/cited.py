"""What a dossier cites: other decisions, documents, arbitrations, projects and clauses of the pact. Pure."""

import datetime as dt
from collections.abc import Iterable, Iterator

from domain.arbitrations_life import Arbitration
from domain.decision_state import DecisionRecord, DecisionRelation
from domain.projects_state import Review
from service.dossier.gather import Gathered
from service.dossier.shape import CitedDecision, CitedDocument, CitedLink, CitedThing


def decisions(gathered: Gathered) -> tuple[CitedDecision, ...]:
    """Other decisions, those that changed it first."""
    known = gathered.decisions
    return tuple(_decision(known[name], link, relation) for name, link, relation in _links(gathered) if name in known)


_Link = tuple[str, CitedLink, DecisionRelation | None]


def _links(gathered: Gathered) -> Iterator[_Link]:
    match gathered.subject:
        case DecisionRecord() as decision:
            for relation in decision.relations:
                if relation.by_decision is not None:
                    yield relation.by_decision, CitedLink.CHANGES_IT, relation
            for name, other in gathered.decisions.items():
                for relation in other.relations:
                    if relation.by_decision == decision.decision:
                        yield name, CitedLink.CHANGED_BY_IT, relation
        case Arbitration() as arbitration:
            names = dict.fromkeys(name for settled in arbitration.settlements for name in settled.decisions)
            yield from ((name, CitedLink.FORMALIZES_IT, None) for name in names)
        case Review(decision=str() as name):
            yield name, CitedLink.FORMALIZES_IT, None
    granting = dict.fromkeys(d.decision for d in gathered.delegations if d.decision)
    yield from ((name, CitedLink.GRANTS_ITS_DELEGATION, None) for name in granting)


def _decision(decision: DecisionRecord, link: CitedLink, relation: DecisionRelation | None) -> CitedDecision:
    return CitedDecision(
        decision=decision.decision,
        link=link,
        title=decision.title,
        kind=decision.kind,
        adopted_on=decision.adopted_on,
        state=decision.state,
        entry=decision.entries[0],
        number=decision.number,
        relation=relation.kind if relation else None,
        relation_entry=relation.entry if relation else None,
    )


def documents(gathered: Gathered) -> tuple[CitedDocument, ...]:
    """Documents that it is about, then those that rest on it."""
    subject = gathered.subject
    named = {subject.document} if isinstance(subject, DecisionRecord) else set(gathered.documents)
    return tuple(
        CitedDocument(
            document=name,
            link=CitedLink.CITED if name in named else CitedLink.CITES_IT,
            title=document.title,
            kind=document.kind,
            state=document.state,
            entry=document.entries[0],
        )
        for name, document in gathered.documents.items()
    )


def others(gathered: Gathered) -> tuple[CitedThing, ...]:
    """Arbitrations that it formalizes, the project reviewed, clauses of the pact."""
    return (*_arbitrations(gathered), *_project(gathered), *_clauses(gathered))


def _arbitrations(gathered: Gathered) -> Iterator[CitedThing]:
    for arbitration in gathered.arbitrations:
        yield CitedThing(
            thing=f"arbitration:{arbitration.arbitration}",
            link=CitedLink.FORMALIZED_BY_IT,
            title=arbitration.subject,
            entry=arbitration.entries[0],
        )


def _project(gathered: Gathered) -> Iterator[CitedThing]:
    if (project := gathered.project) is not None:
        yield CitedThing(
            thing=f"project:{project.project}", link=CitedLink.CITED, title=project.title, entry=project.entries[0]
        )


def _clauses(gathered: Gathered) -> Iterator[CitedThing]:
    """Each clause as it was worded on the day."""
    for pact, clause in dict.fromkeys(_named_clauses(gathered.subject)):
        known = gathered.pacts.get(pact)
        versions = [v for life in (known.clauses if known else ()) if life.clause == clause for v in life.versions]
        version = next((v for v in versions if _runs(v.since, v.until, gathered.day)), None)
        if version is not None:
            yield CitedThing(
                thing=f"pact:{pact}/{clause}", link=CitedLink.CITED, title=version.title, entry=version.entry
            )


def _named_clauses(subject: object) -> Iterable[tuple[str, str]]:
    match subject:
        case Arbitration():
            return ((c.pact, c.clause) for settled in subject.settlements for c in settled.clauses)
        case Review(pact=str() as pact):
            return ((pact, clause) for clause in subject.clauses)
    return ()


def _runs(since: dt.date, until: dt.date | None, day: dt.date) -> bool:
    return since <= day and (until is None or day < until)
