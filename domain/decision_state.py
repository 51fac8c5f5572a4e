"""What a decision is, and what the law makes of it on a day: pure functions of what is recorded."""

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from msgspec import Struct

from domain.core.entry import Act
from domain.core.identifiers import Label, OrganizationId, PersonId, Slug, Text
from domain.facts.decisions import (
    ArticleNumber,
    BudgetYear,
    DecisionArticle,
    DecisionKind,
    DecisionNumber,
    LapseCause,
    Matter,
    PrefectureId,
    PublicationManner,
    SigningQuality,
    SuspensionEnd,
    VoteTotals,
)

# -- state -------------------------------------------------------------------------------------------------------------


class DecisionState(StrEnum):
    """What a decision is in law on a day."""

    REJECTED = "REJECTED"
    """The draft did not get the majority."""
    ADOPTED_NOT_YET_ENFORCEABLE = "ADOPTED_NOT_YET_ENFORCEABLE"
    """Transmission, or publication or notification, is still missing (CGCT L2131-1)."""
    ENFORCEABLE_LATER = "ENFORCEABLE_LATER"
    """All is done, and the decision itself says from when it applies."""
    IN_FORCE = "IN_FORCE"
    SUSPENDED = "SUSPENDED"
    SUPERSEDED = "SUPERSEDED"
    ABROGATED = "ABROGATED"
    WITHDRAWN = "WITHDRAWN"
    ANNULLED = "ANNULLED"
    LAPSED = "LAPSED"


class DecisionRelationKind(StrEnum):
    """What became of a decision."""

    AMENDED = "AMENDED"
    SUPERSEDED = "SUPERSEDED"
    ABROGATED = "ABROGATED"
    WITHDRAWN = "WITHDRAWN"
    ANNULLED = "ANNULLED"
    LAPSED = "LAPSED"


class DecisionReasonKind(StrEnum):
    """Why a decision is in force, or is not."""

    ADOPTED = "ADOPTED"
    REJECTED = "REJECTED"
    TRANSMITTED = "TRANSMITTED"
    NOT_TRANSMITTED = "NOT_TRANSMITTED"
    NOT_SUBJECT_TO_TRANSMISSION = "NOT_SUBJECT_TO_TRANSMISSION"
    PUBLISHED = "PUBLISHED"
    NOT_PUBLISHED = "NOT_PUBLISHED"
    NOTIFIED = "NOTIFIED"
    NOT_NOTIFIED = "NOT_NOTIFIED"
    FORCE_DEFERRED = "FORCE_DEFERRED"
    SUSPENDED = "SUSPENDED"
    ENDED = "ENDED"


class DecisionTransmission(Struct, frozen=True, kw_only=True):
    """When the State's representative received it."""

    on: dt.date
    entry: int
    reference: Label | None = None
    prefecture: PrefectureId | None = None


class DecisionPublication(Struct, frozen=True, kw_only=True):
    """When and how it was published."""

    on: dt.date
    manner: PublicationManner
    entry: int
    url: str | None = None


class DecisionNotification(Struct, frozen=True, kw_only=True):
    """When it was notified, and to whom."""

    on: dt.date
    entry: int
    person: PersonId | None = None
    organization: OrganizationId | None = None


class DecisionRelation(Struct, frozen=True, kw_only=True):
    """What a later decision, a judge or time did to it, or to some of its articles."""

    kind: DecisionRelationKind
    on: dt.date
    """Day of the act or of the ruling."""
    since: dt.date
    """From when it tells: the adoption for what is ex tunc."""
    entry: int
    articles: tuple[ArticleNumber, ...] = ()
    """Which articles; none: all of it."""
    by_decision: Slug | None = None
    court: Label | None = None
    reference: Label | None = None
    cause: LapseCause | None = None
    reason: Text | None = None
    act: Act | None = None
    voided_by: int | None = None
    """Position of the entry that says that it never told: the later decision fell."""


class DecisionSuspension(Struct, frozen=True, kw_only=True):
    """A suspension by a judge, from a day until a day (excluded)."""

    on: dt.date
    court: Label
    entry: int
    articles: tuple[ArticleNumber, ...] = ()
    reference: Label | None = None
    until: dt.date | None = None
    ended_by: SuspensionEnd | None = None
    ending_entry: int | None = None

    def covers(self, day: dt.date) -> bool:
        """Whether it runs on a day."""
        return self.on <= day and (self.until is None or day < self.until)


class LegalityObservation(Struct, frozen=True, kw_only=True):
    """A letter of observations from the prefect."""

    on: dt.date
    entry: int
    reference: Label | None = None
    grounds: Text | None = None


class DecisionRecord(Struct, frozen=True, kw_only=True):
    """A deliberation, an order, a delegated decision, an opinion; or a draft that was rejected."""

    decision: Slug
    kind: DecisionKind
    title: Text
    adopted_on: dt.date
    """When it was adopted or signed; for a rejected draft, put to the vote."""
    entries: tuple[int, ...]
    """Positions of the entries that made it what it is."""
    state: DecisionState = DecisionState.ADOPTED_NOT_YET_ENFORCEABLE
    """What it is in law on the day."""
    state_since: dt.date | None = None
    number: DecisionNumber | None = None
    matter: Matter | None = None
    body: Slug | None = None
    author: PersonId | None = None
    signed_as: SigningQuality | None = None
    session: Slug | None = None
    item: Slug | None = None
    themes: tuple[Slug, ...] = ()
    territory: tuple[OrganizationId, ...] = ()
    votes: VoteTotals | None = None
    articles: tuple[DecisionArticle, ...] = ()
    enters_into_force_on: dt.date | None = None
    delegation: Slug | None = None
    individual: bool = False
    concerns: tuple[PersonId, ...] = ()
    creates_rights: bool = False
    transmissible: bool = True
    addressed_to: OrganizationId | None = None
    document: Slug | None = None
    budget_year: BudgetYear | None = None
    budget_name: Label | None = None
    internal_rules: bool = False
    """It adopts the assembly's internal rules (CGCT L2121-8)."""
    rejected: bool = False
    act: Act | None = None
    transmissions: tuple[DecisionTransmission, ...] = ()
    publications: tuple[DecisionPublication, ...] = ()
    notifications: tuple[DecisionNotification, ...] = ()
    relations: tuple[DecisionRelation, ...] = ()
    suspensions: tuple[DecisionSuspension, ...] = ()
    observations: tuple[LegalityObservation, ...] = ()

    @property
    def publicity_on(self) -> dt.date | None:
        """When it was published; for an individual decision, when the last of those concerned was notified."""
        if not self.individual:
            return min((p.on for p in self.publications), default=None)
        told: dict[str | None, dt.date] = {}
        for notification in self.notifications:
            told[notification.person] = min(notification.on, told.get(notification.person, dt.date.max))
        if any(who not in told for who in self.concerns):
            return None
        return max((told[who] for who in self.concerns), default=min(told.values(), default=None))

    @property
    def enforceable_on(self) -> dt.date | None:
        """From when it binds by law: transmitted, and published or notified (CGCT L2131-1). None while it does not.

        An opinion binds nobody: it stands as soon as it is given.
        """
        if self.rejected:
            return None
        if self.kind is DecisionKind.OPINION:
            return self.adopted_on
        transmitted = min((t.on for t in self.transmissions), default=None) if self.transmissible else self.adopted_on
        publicity = self.publicity_on
        if transmitted is None or publicity is None:
            return None
        return max(transmitted, publicity, self.adopted_on)

    @property
    def in_force_from(self) -> dt.date | None:
        """From when it applies: once enforceable, and not before the day that it sets itself."""
        enforceable = self.enforceable_on
        return enforceable and max(enforceable, self.enters_into_force_on or enforceable)

    def covers(self, named: Sequence[str], article: str | None = None) -> bool:
        """Whether what names these articles touches one of them, or (None) the whole decision."""
        if not named:
            return True
        if article is not None:
            return article in named
        return bool(self.articles) and {a.article for a in self.articles} <= set(named)

    def ending(self, on: dt.date, article: str | None = None) -> DecisionRelation | None:
        """What ended it first, by a day: the whole, or one article. Several partial ends may add up to the whole."""
        ends = [r for r in self.relations if r.voided_by is None and r.since <= on and r.kind is not _AMENDED]
        ends.sort(key=lambda r: (r.since, r.on, r.entry))
        found = next((r for r in ends if self.covers(r.articles, article)), None)
        if found is not None or article is not None or not self.articles:
            return found
        each = [self.ending(on, a.article) for a in self.articles]
        last = [r for r in each if r is not None]
        return max(last, key=lambda r: (r.since, r.on, r.entry)) if len(last) == len(each) else None

    def state_on(self, on: dt.date) -> tuple[DecisionState, dt.date]:
        """What it is in law on a day from its adoption on, and since when, by all that this record knows."""
        if self.rejected:
            return DecisionState.REJECTED, self.adopted_on
        if (ending := self.ending(on)) is not None:
            return DecisionState(ending.kind.value), ending.since
        enforceable, start = self.enforceable_on, self.in_force_from
        if enforceable is None or start is None or enforceable > on:
            return DecisionState.ADOPTED_NOT_YET_ENFORCEABLE, self.adopted_on
        if start > on:
            return DecisionState.ENFORCEABLE_LATER, enforceable
        whole = [s for s in self.suspensions if self.covers(s.articles)]
        if running := [s.on for s in whole if s.covers(on)]:
            return DecisionState.SUSPENDED, max(min(running), start)
        return DecisionState.IN_FORCE, max([start, *(s.until for s in whole if s.until and s.until <= on)])

    def in_force_on(self, on: dt.date) -> bool:
        """Whether it applies on a day."""
        return on >= self.adopted_on and self.state_on(on)[0] is DecisionState.IN_FORCE

    def void_since(self) -> DecisionRelation | None:
        """What makes that it never was: withdrawn or annulled, wholly and from the beginning."""
        ending = self.ending(self.adopted_on)
        return ending if ending is not None and ending.kind in EX_TUNC else None


_AMENDED: Final = DecisionRelationKind.AMENDED
EX_TUNC: Final = (DecisionRelationKind.WITHDRAWN, DecisionRelationKind.ANNULLED)
