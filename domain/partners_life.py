"""What is known of an actor: agreements, engagements, and what entries make of them."""

import datetime as dt
from collections.abc import Iterator

from msgspec import Struct, structs

from domain.core.entry import Act, Entry
from domain.core.identifiers import Label, OrganizationId, Slug, Text
from domain.deadlines import Deadline, DeadlineKind
from domain.facts.partners import (
    ActorCategory,
    ActorEngaged,
    ActorListed,
    ActorWithdrawn,
    AgreementEnded,
    AgreementSigned,
    EngagementKind,
)


class Agreement(Struct, frozen=True, kw_only=True):
    """An agreement with an actor."""

    agreement: Slug
    title: Label
    since: dt.date
    entry: int
    themes: tuple[Slug, ...] = ()
    until: dt.date | None = None
    """Excluded."""
    act: Act | None = None
    ending_entry: int | None = None

    def covers(self, on: dt.date) -> bool:
        """Whether it runs on a day."""
        return self.since <= on and (self.until is None or on < self.until)


class Engagement(Struct, frozen=True, kw_only=True):
    """What an actor took part in."""

    engagement: Slug
    on: dt.date
    kind: EngagementKind
    subject: Label
    entry: int
    session: Slug | None = None
    project: Slug | None = None
    body: Slug | None = None
    themes: tuple[Slug, ...] = ()
    note: Text | None = None


class Partner(Struct, frozen=True, kw_only=True):
    """An actor of the territory."""

    partner: Slug
    organization: OrganizationId
    category: ActorCategory
    listed_on: dt.date
    entries: tuple[int, ...]
    """Positions of the entries that made it what it is."""
    themes: tuple[Slug, ...] = ()
    area: tuple[OrganizationId, ...] = ()
    """Communes and EPCIs where it acts; the whole territory when empty."""
    agreements: tuple[Agreement, ...] = ()
    engagements: tuple[Engagement, ...] = ()
    withdrawn_on: dt.date | None = None
    reason: Text | None = None
    """Why it withdrew."""


def apply(partner: Partner | None, entry: Entry) -> Partner | None:
    """What an actor is after one more entry."""
    fact, on = entry.fact, entry.effective_on
    if partner is None:
        return _listed(fact, entry) if isinstance(fact, ActorListed) else None
    partner = structs.replace(partner, entries=(*partner.entries, entry.position))
    match fact:
        case AgreementSigned():
            return structs.replace(partner, agreements=(*partner.agreements, _signed(fact, entry)))
        case AgreementEnded(agreement=name):
            return structs.replace(partner, agreements=_ended(partner, entry, name))
        case ActorEngaged():
            return structs.replace(partner, engagements=(*partner.engagements, _engaged(fact, entry)))
        case ActorWithdrawn(reason=reason):
            ended = _ended(partner, entry, None)
            return structs.replace(partner, withdrawn_on=on, reason=reason, agreements=ended)
    return partner


def _listed(fact: ActorListed, entry: Entry) -> Partner:
    return Partner(
        partner=fact.partner,
        organization=fact.organization,
        category=fact.category,
        themes=fact.themes,
        area=fact.area,
        listed_on=entry.effective_on,
        entries=(entry.position,),
    )


def _signed(fact: AgreementSigned, entry: Entry) -> Agreement:
    return Agreement(
        agreement=fact.agreement,
        title=fact.title,
        themes=fact.themes,
        since=entry.effective_on,
        until=fact.until,
        act=entry.act,
        entry=entry.position,
    )


def _engaged(fact: ActorEngaged, entry: Entry) -> Engagement:
    return Engagement(
        engagement=fact.engagement,
        on=entry.effective_on,
        kind=fact.kind,
        subject=fact.subject,
        session=fact.session,
        project=fact.project,
        body=fact.body,
        themes=fact.themes,
        note=fact.note,
        entry=entry.position,
    )


def _ended(partner: Partner, entry: Entry, name: str | None) -> tuple[Agreement, ...]:
    """The agreements once one of them, or all, ended on the entry's day."""
    on = entry.effective_on
    return tuple(
        structs.replace(a, until=on, ending_entry=entry.position) if name in (None, a.agreement) and a.covers(on) else a
        for a in partner.agreements
    )


def deadlines(partner: Partner) -> Iterator[Deadline]:
    """The agreements whose end is known."""
    for agreement in partner.agreements:
        if agreement.until is not None and agreement.ending_entry is None:
            yield Deadline(
                kind=DeadlineKind.AGREEMENT_ENDS,
                due=agreement.until,
                entry=agreement.entry,
                title=agreement.title,
                organization=partner.organization,
                passes=True,
            )
