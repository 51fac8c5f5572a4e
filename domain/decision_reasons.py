"""Why a decision is in force on a day, or is not: each condition of the law, and the entry that answers it."""

import datetime as dt
from collections.abc import Iterator

from msgspec import Struct

from domain.core.identifiers import Slug
from domain.decision_state import DecisionReasonKind as Why
from domain.decision_state import DecisionRecord, DecisionRelationKind
from domain.facts.decisions import DecisionKind


class DecisionReason(Struct, frozen=True, kw_only=True):
    """One reason, its article, and the entry that says so (null: nothing does)."""

    kind: Why
    rule: str
    on: dt.date | None = None
    """Since when."""
    entry: int | None = None
    relation: DecisionRelationKind | None = None
    """For what ended it: how."""
    by_decision: Slug | None = None
    """For what ended it: the later decision."""


def reasons(record: DecisionRecord, on: dt.date) -> Iterator[DecisionReason]:
    """Why a decision is what it is on a day, in the order in which the law asks."""
    founded = Why.REJECTED if record.rejected else Why.ADOPTED
    yield DecisionReason(kind=founded, rule="CGCT L2121-20", on=record.adopted_on, entry=record.entries[0])
    if record.rejected:
        return
    if record.kind is not DecisionKind.OPINION:
        yield _transmission(record, on)
        yield from _publicity(record, on)
    if record.enters_into_force_on and record.enters_into_force_on > on:
        yield DecisionReason(kind=Why.FORCE_DEFERRED, rule="CGCT L2131-1", on=record.enters_into_force_on)
    for suspension in record.suspensions:
        if suspension.covers(on) and record.covers(suspension.articles):
            yield DecisionReason(kind=Why.SUSPENDED, rule="CJA L521-1", on=suspension.on, entry=suspension.entry)
    if (ending := record.ending(on)) is not None:
        yield DecisionReason(
            kind=Why.ENDED,
            rule=_RULES[ending.kind],
            on=ending.since,
            entry=ending.entry,
            relation=ending.kind,
            by_decision=ending.by_decision,
        )


def _transmission(record: DecisionRecord, on: dt.date) -> DecisionReason:
    if not record.transmissible:
        return DecisionReason(kind=Why.NOT_SUBJECT_TO_TRANSMISSION, rule="CGCT L2131-2", on=record.adopted_on)
    sent = min((t for t in record.transmissions if t.on <= on), key=lambda t: t.on, default=None)
    if sent is None:
        return DecisionReason(kind=Why.NOT_TRANSMITTED, rule="CGCT L2131-1")
    return DecisionReason(kind=Why.TRANSMITTED, rule="CGCT L2131-1", on=sent.on, entry=sent.entry)


def _publicity(record: DecisionRecord, on: dt.date) -> Iterator[DecisionReason]:
    done, missing = (Why.NOTIFIED, Why.NOT_NOTIFIED) if record.individual else (Why.PUBLISHED, Why.NOT_PUBLISHED)
    for known in record.notifications if record.individual else record.publications:
        if known.on <= on:
            yield DecisionReason(kind=done, rule="CGCT L2131-1", on=known.on, entry=known.entry)
    publicity = record.publicity_on
    if publicity is None or publicity > on:
        yield DecisionReason(kind=missing, rule="CGCT L2131-1")


_RULES = {
    DecisionRelationKind.SUPERSEDED: "CRPA L243-1",
    DecisionRelationKind.ABROGATED: "CRPA L242-1, L243-1",
    DecisionRelationKind.WITHDRAWN: "CRPA L242-1, L243-3",
    DecisionRelationKind.ANNULLED: "CE Ass. 11/05/2004, Association AC!",
    DecisionRelationKind.LAPSED: "Caducité",
}
