"""The page's first sections: the decision, the arbitration or the review itself."""

from collections.abc import Iterator

from domain.arbitrations_life import Arbitration
from domain.decision_state import DecisionRecord
from domain.projects_state import Review
from service.dossier.print import Line, Printer, Section


def subject_sections(told: Printer) -> Iterator[Section]:
    """Of the one thing that the dossier is of."""
    dossier = told.dossier
    if dossier.decision is not None:
        yield from _decision(told, dossier.decision)
    if dossier.arbitration is not None:
        yield from _arbitration(told, dossier.arbitration)
    if dossier.review is not None:
        yield from _review(told, dossier.review)


def _decision(told: Printer, decision: DecisionRecord) -> Iterator[Section]:
    founding = decision.entries[0]
    facts = told.facts(
        told.fact("title_of", decision.title, founding),
        told.fact("kind", decision.kind, founding),
        told.fact("number", decision.number, founding),
        told.fact("adopted_on", decision.adopted_on, founding),
        told.fact("state", decision.state),
        told.fact("since", decision.state_since),
        told.fact("author", told.person(decision.author), founding),
        told.fact("signed_as", decision.signed_as, founding),
        told.fact("delegation_of", decision.delegation, founding),
        told.fact("matter", decision.matter, founding),
        told.fact("themes", decision.themes, founding),
        told.fact("act", told.act(decision.act), founding),
    )
    yield Section("subject", told.word("subject"), facts)
    life = told.table("life", ("on", "what"), _life(told, decision))
    yield Section("life", told.word("life"), tables=told.tables(life))


def _life(told: Printer, decision: DecisionRecord) -> Iterator[Line]:
    """Each entry after the founding one, in its own words."""
    sentences = {e.position: e for e in told.dossier.entries if e.ledger == told.dossier.ledger}
    for position in decision.entries[1:]:
        entry = sentences[position]
        said = entry.fr if told.language == "fr" else entry.en
        yield told.line(entry.effective_on, said or told.word("sealed"), entries=[position])


def _arbitration(told: Printer, arbitration: Arbitration) -> Iterator[Section]:
    founding = arbitration.entries[0]
    facts = told.facts(
        told.fact("title_of", arbitration.subject, founding),
        told.fact("question", arbitration.question, founding),
        told.fact("state", arbitration.state),
        told.fact("opened_on", arbitration.opened_on, founding),
        told.fact("parties", told.organizations(arbitration.parties), founding),
        told.fact("themes", arbitration.themes, founding),
        told.fact("act", told.act(arbitration.act), founding),
    )
    options = (told.line(o.option, o.label, o.added_on, o.withdrawn_on, entries=[o.entry]) for o in arbitration.options)
    positions = (
        told.line(
            p.on,
            told.person(p.person),
            told.organization(p.on_behalf_of),
            p.option,
            p.stance,
            p.words,
            entries=[p.entry],
        )
        for p in arbitration.position_history
    )
    settlements = (
        told.line(
            s.on,
            s.option or s.compromise,
            s.agreement,
            s.reasons,
            "; ".join(c.text for c in s.conditions),
            entries=[s.entry],
        )
        for s in arbitration.settlements
    )
    follow_ups = (
        told.line(
            f.due_on, f.title, told.person(f.person) or told.organization(f.organization), f.outcome, entries=f.entries
        )
        for f in arbitration.follow_ups
    )
    turns = (told.line(t.on, t.state, t.reason, entries=[t.entry]) for t in arbitration.turns)
    tables = told.tables(
        told.table("options", ("option", "title_of", "since", "until"), options),
        told.table("positions", ("on", "person", "on_behalf_of", "option", "stance", "words"), positions),
        told.table("settlements", ("on", "option", "agreement", "reasons", "conditions_of"), settlements),
        told.table("turns", ("on", "state", "reasons"), turns),
        told.table("follow_ups", ("due_on", "title_of", "owner", "outcome"), follow_ups),
    )
    yield Section("subject", told.word("subject"), facts, tables)


def _review(told: Printer, review: Review) -> Iterator[Section]:
    founding = review.entries[0]
    facts = told.facts(
        told.fact("project", review.project, founding),
        told.fact("held_on", review.held_on, founding),
        told.fact("participants", told.people(review.people), founding),
        told.fact("organization", told.organizations(review.organizations), founding),
        told.fact("opinion", review.opinion),
        told.fact("outcome", review.outcome, review.conclusion_entry),
        told.fact("reasons", review.reasons, review.conclusion_entry),
        told.fact("themes", review.themes, founding),
        told.fact("act", told.act(review.act), founding),
    )
    orientations = (told.line(o.orientation, o.contribution, o.reason) for o in review.orientations)
    conditions = (
        told.line(c.due_on, c.text, told.organization(c.owner), c.state, entries=[c.entry, *c.entries])
        for c in review.conditions
    )
    tables = told.tables(
        told.table("orientations", ("what", "contribution", "reasons"), orientations, cites=False),
        told.table("conditions", ("due_on", "what", "owner", "state"), conditions),
    )
    yield Section("subject", told.word("subject"), facts, tables)
