"""Which decision applies now, and why: from a decision, along what amended or replaced it, to what tells on a day.

A link tells only while the later decision does: one that is void, suspended or not yet enforceable on the day replaces
nothing (an earlier text applies again when what replaced it is suspended or falls).
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import Struct, structs

from domain.core.entry import Act
from domain.core.identifiers import Label, Slug, Text
from domain.decision_state import DecisionRecord, DecisionRelation, DecisionRelationKind, DecisionState
from domain.facts.decisions import ArticleNumber

_TELLS: Final = (DecisionState.IN_FORCE, DecisionState.ABROGATED, DecisionState.SUPERSEDED, DecisionState.LAPSED)
"""States of a later decision in which what it did to an earlier one stands: repealing a repeal revives nothing."""


class DecisionLink(Struct, frozen=True, kw_only=True):
    """One link of a chain: what was done to a decision, by which other or by whom, and whether it tells on the day."""

    decision: Slug
    relation: DecisionRelationKind
    on: dt.date
    since: dt.date
    tells: bool
    """False: the later decision is void, suspended or not yet in force on that day."""
    entry: int
    articles: tuple[ArticleNumber, ...] = ()
    by_decision: Slug | None = None
    court: Label | None = None
    reason: Text | None = None
    act: Act | None = None


class ArticleApplicable(Struct, frozen=True, kw_only=True):
    """For one article: whose text applies on the day."""

    article: ArticleNumber
    state: DecisionState
    """IN_FORCE when it applies; else why it does not."""
    title: Label | None = None
    text_of: Slug | None = None
    """The decision whose text it is; null when none applies."""
    entry: int | None = None
    """Position of the entry that says so, when it is not the original."""


class Applicable(Struct, frozen=True, kw_only=True):
    """What applies on a day in the place of a decision."""

    decision: Slug
    on: dt.date
    state: DecisionState
    """Of the last decision of the chain."""
    applies: Slug | None = None
    """The decision that applies: itself, or the one that took its place; null when none does."""
    chain: tuple[DecisionLink, ...] = ()
    articles: tuple[ArticleApplicable, ...] = ()


def unknown(known: Mapping[str, DecisionRecord]) -> set[str]:
    """The later decisions that these name and that are still to be looked up."""
    named = {r.by_decision for record in known.values() for r in record.relations if r.by_decision}
    return named - known.keys()


def applicable(decision: str, known: Mapping[str, DecisionRecord], on: dt.date) -> Applicable:
    """Follow a decision to what applies on a day; ``known`` has it, and every decision that its chain names."""
    chain: list[DecisionLink] = []
    current, seen = decision, {decision}
    while True:
        record = _telling(known[current], known, on)
        chain.extend(_links(known[current], record, on))
        state, _ = record.state_on(on)
        ending = record.ending(on)
        if ending is None or state is not DecisionState.SUPERSEDED or not record.covers(ending.articles):
            break
        following = ending.by_decision
        if following is None or following in seen or following not in known:
            break
        seen.add(following)
        current = following
    applies = current if state is DecisionState.IN_FORCE else None
    articles = tuple(_articles(known[decision], known, on))
    return Applicable(decision=decision, on=on, state=state, applies=applies, chain=tuple(chain), articles=articles)


def _telling(record: DecisionRecord, known: Mapping[str, DecisionRecord], on: dt.date) -> DecisionRecord:
    """The decision with those of its relations that tell on the day."""
    kept = tuple(r for r in record.relations if r.since <= on and _tells(r, known, on))
    return structs.replace(record, relations=kept)


def _tells(relation: DecisionRelation, known: Mapping[str, DecisionRecord], on: dt.date) -> bool:
    if relation.voided_by is not None:
        return False
    later = known.get(relation.by_decision or "")
    return later is None or later.state_on(on)[0] in _TELLS


def _links(record: DecisionRecord, telling: DecisionRecord, on: dt.date) -> Iterator[DecisionLink]:
    for relation in sorted((r for r in record.relations if r.since <= on), key=lambda r: (r.since, r.entry)):
        yield DecisionLink(
            decision=record.decision,
            relation=relation.kind,
            on=relation.on,
            since=relation.since,
            tells=relation in telling.relations,
            entry=relation.entry,
            articles=relation.articles,
            by_decision=relation.by_decision,
            court=relation.court,
            reason=relation.reason,
            act=relation.act,
        )


def _articles(record: DecisionRecord, known: Mapping[str, DecisionRecord], on: dt.date) -> Iterator[ArticleApplicable]:
    telling = _telling(record, known, on)
    amendments = [r for r in telling.relations if r.kind is DecisionRelationKind.AMENDED]
    titles: dict[str, str] = {a.article: a.title for a in record.articles}
    for number in dict.fromkeys([*titles, *(n for r in amendments for n in r.articles)]):
        amended = [r for r in amendments if record.covers(r.articles, number)]
        last = max(amended, key=lambda r: (r.since, r.entry), default=None)
        ending = telling.ending(on, number)
        state = DecisionState(ending.kind.value) if ending else _running(telling, number, on)
        text_of = last.by_decision if last else record.decision
        if ending is not None:
            text_of = ending.by_decision if ending.kind is DecisionRelationKind.SUPERSEDED else None
        said = ending or last
        yield ArticleApplicable(
            article=number,
            title=titles.get(number),
            state=state,
            text_of=text_of if state in {DecisionState.IN_FORCE, DecisionState.SUPERSEDED} else None,
            entry=said.entry if said else None,
        )


def _running(record: DecisionRecord, article: str, on: dt.date) -> DecisionState:
    """The state of an article that nothing ended: that of the whole, unless it is suspended by itself."""
    state, _ = record.state_on(on)
    suspended = any(s.covers(on) and record.covers(s.articles, article) for s in record.suspensions)
    return DecisionState.SUSPENDED if suspended and state is DecisionState.IN_FORCE else state
