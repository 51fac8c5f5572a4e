"""What a decision is, day after day: made by its facts alone, and total.

Two clocks meet here. A decision withdrawn, or annulled by a judge, *never was* in force (ex tunc): asked as known now
it is void from its adoption on, and asked as known before the ruling it was in force. So a fact has, beside the day of
its act, the day back to which it *reaches*; the periods of a decision are cut and folded by that one.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import structs

from domain.core.entry import Entry
from domain.decision_state import (
    DecisionNotification,
    DecisionPublication,
    DecisionRecord,
    DecisionRelation,
    DecisionRelationKind,
    DecisionSuspension,
    DecisionTransmission,
    LegalityObservation,
)
from domain.facts.decisions import (
    DecisionAbrogated,
    DecisionAdopted,
    DecisionAmended,
    DecisionAnnulled,
    DecisionDraftFact,
    DecisionLapsed,
    DecisionNotified,
    DecisionPublished,
    DecisionRelationFact,
    DecisionRestored,
    DecisionSuperseded,
    DecisionSuspended,
    DecisionTransmitted,
    DecisionWithdrawn,
    LegalityObserved,
    SuspensionLifted,
)
from domain.things import Span

_KINDS: Final[dict[type[DecisionRelationFact], DecisionRelationKind]] = {
    DecisionAmended: DecisionRelationKind.AMENDED,
    DecisionSuperseded: DecisionRelationKind.SUPERSEDED,
    DecisionAbrogated: DecisionRelationKind.ABROGATED,
    DecisionWithdrawn: DecisionRelationKind.WITHDRAWN,
    DecisionAnnulled: DecisionRelationKind.ANNULLED,
    DecisionLapsed: DecisionRelationKind.LAPSED,
}

# -- evolve ------------------------------------------------------------------------------------------------------------


def apply(record: DecisionRecord | None, entry: Entry) -> DecisionRecord | None:
    """What a decision is after one more entry."""
    fact = entry.fact
    if record is None:
        return _founded(fact, entry) if isinstance(fact, DecisionDraftFact) else None
    record = structs.replace(record, entries=(*record.entries, entry.position))
    match fact:
        case DecisionTransmitted() | DecisionPublished() | DecisionNotified():
            return _made_known(record, fact, entry)
        case DecisionSuspended() | SuspensionLifted():
            return _suspended(record, fact, entry)
        case DecisionRelationFact():
            return structs.replace(record, relations=(*record.relations, _relation(record, fact, entry)))
        case DecisionRestored(by_decision=by):
            relations = tuple(_voided(r, entry.position) if r.by_decision == by else r for r in record.relations)
            return structs.replace(record, relations=relations)
        case LegalityObserved():
            observed = LegalityObservation(
                on=entry.effective_on, entry=entry.position, reference=fact.reference, grounds=fact.grounds
            )
            return structs.replace(record, observations=(*record.observations, observed))
    return record


def _founded(fact: DecisionDraftFact, entry: Entry) -> DecisionRecord:
    said = {name: getattr(fact, name) for name in fact.__struct_fields__}
    rejected = not isinstance(fact, DecisionAdopted)
    record = DecisionRecord(
        **said, adopted_on=entry.effective_on, rejected=rejected, act=entry.act, entries=(entry.position,)
    )
    state, since = record.state_on(entry.effective_on)
    return structs.replace(record, state=state, state_since=since)


def _made_known(
    record: DecisionRecord, fact: DecisionTransmitted | DecisionPublished | DecisionNotified, entry: Entry
) -> DecisionRecord:
    on, position = entry.effective_on, entry.position
    match fact:
        case DecisionTransmitted():
            sent = DecisionTransmission(on=on, entry=position, reference=fact.reference, prefecture=fact.prefecture)
            return structs.replace(record, transmissions=(*record.transmissions, sent))
        case DecisionPublished():
            published = DecisionPublication(on=on, entry=position, manner=fact.manner, url=fact.url)
            return structs.replace(record, publications=(*record.publications, published))
        case DecisionNotified():
            told = DecisionNotification(on=on, entry=position, person=fact.person, organization=fact.organization)
            return structs.replace(record, notifications=(*record.notifications, told))


def _suspended(record: DecisionRecord, fact: DecisionSuspended | SuspensionLifted, entry: Entry) -> DecisionRecord:
    if isinstance(fact, DecisionSuspended):
        suspension = DecisionSuspension(
            on=entry.effective_on,
            court=fact.court,
            reference=fact.reference,
            articles=fact.articles,
            entry=entry.position,
        )
        return structs.replace(record, suspensions=(*record.suspensions, suspension))
    ended = tuple(
        structs.replace(s, until=entry.effective_on, ended_by=fact.cause, ending_entry=entry.position)
        if s.covers(entry.effective_on)
        else s
        for s in record.suspensions
    )
    return structs.replace(record, suspensions=ended)


def _relation(record: DecisionRecord, fact: DecisionRelationFact, entry: Entry) -> DecisionRelation:
    return DecisionRelation(
        kind=_KINDS[type(fact)],
        on=entry.effective_on,
        since=_tells_from(fact, entry.effective_on, record.adopted_on),
        entry=entry.position,
        articles=fact.articles,
        by_decision=getattr(fact, "by_decision", None),
        court=getattr(fact, "court", None),
        reference=getattr(fact, "reference", None),
        cause=getattr(fact, "cause", None),
        reason=getattr(fact, "reason", None),
        act=entry.act,
    )


def _voided(relation: DecisionRelation, entry: int) -> DecisionRelation:
    return structs.replace(relation, voided_by=entry)


def _tells_from(fact: DecisionRelationFact, on: dt.date, adopted_on: dt.date) -> dt.date:
    """From when a relation tells: from the adoption for what is ex tunc."""
    match fact:
        case DecisionWithdrawn():
            return adopted_on
        case DecisionAnnulled(effect_from=effect_from):
            return max(effect_from or adopted_on, adopted_on)
    return on


# -- periods -----------------------------------------------------------------------------------------------------------


def spans(entries: Sequence[Entry]) -> Iterator[Span[DecisionRecord]]:
    """What a decision is, period after period, from its standing entries in legal order.

    A period is cut wherever a fact reaches, and where a day set beforehand comes (a deferred entry into force, a
    deferred annulment). What is shown on a day is what is said with effect by that day, and what reaches back to it.
    """
    founding = next((i for i, e in enumerate(entries) if isinstance(e.fact, DecisionDraftFact)), None)
    if founding is None:
        return
    life = entries[founding:]
    whole = _folded(life)
    reach = {e.position: _reaches(e, whole) for e in life}
    set_beforehand = (whole.enters_into_force_on, *(r.since for r in whole.relations))
    days = sorted({*reach.values(), *(d for d in set_beforehand if d is not None and d >= whole.adopted_on)})
    shown: DecisionRecord | None = None
    start = days[0]
    for day in days:
        record = _folded([e for e in life if reach[e.position] <= day])
        state, since = record.state_on(day)
        record = structs.replace(record, state=state, state_since=since)
        if record == shown:
            continue
        if shown is not None:
            yield Span(start, day, shown)
        shown, start = record, day
    assert shown is not None
    yield Span(start, None, shown)


def _folded(entries: Sequence[Entry]) -> DecisionRecord:
    record: DecisionRecord | None = None
    for entry in entries:
        record = apply(record, entry)
    assert record is not None, "the first entry founds"
    return record


def _reaches(entry: Entry, whole: DecisionRecord) -> dt.date:
    """Back to which day an entry is told."""
    match entry.fact:
        case DecisionWithdrawn() | DecisionAnnulled():
            return min(entry.effective_on, _tells_from(entry.fact, entry.effective_on, whole.adopted_on))
        case DecisionRestored(by_decision=by):
            return min([entry.effective_on, *(r.since for r in whole.relations if r.by_decision == by)])
    return entry.effective_on
