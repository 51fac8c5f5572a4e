"""The ecosystem of actors: who works with the authority, bound by which agreements, engaged in what."""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, assert_never

from msgspec import Meta, Struct, structs

from domain.core.boundary import Boundary, about
from domain.core.command import ALREADY_TRUE, Command, Decision, Memberships
from domain.core.entry import Act, Entry
from domain.core.identifiers import Label, OrganizationId, Slug, Text
from domain.core.notices import Caution, Refusal, Refused
from domain.deadlines import Deadline, DeadlineKind
from domain.facts.partners import (
    ActorCategory,
    ActorEngaged,
    ActorListed,
    ActorWithdrawn,
    AgreementEnded,
    AgreementSigned,
    EngagementKind,
    PartnerFact,
)
from domain.history import History
from domain.references import boundary_of
from domain.things import Things

# -- commands ----------------------------------------------------------------------------------------------------------


class ListActor(Command, frozen=True, kw_only=True):
    """List an organisation among the territory's actors, under a category of the seed."""

    cites_act = False
    partner: Slug
    organization: OrganizationId
    category: ActorCategory
    themes: tuple[Slug, ...] = ()
    area: Annotated[
        tuple[OrganizationId, ...],
        Meta(max_length=100, description="Communes and EPCIs where it acts; the whole territory when empty."),
    ] = ()


class SignAgreement(Command, frozen=True, kw_only=True):
    """Record an agreement with an actor: cite it as the act."""

    partner: Slug
    agreement: Slug
    title: Label
    themes: tuple[Slug, ...] = ()
    until: Annotated[dt.date | None, Meta(description="Excluded; left out until it is ended.")] = None


class EndAgreement(Command, frozen=True, kw_only=True):
    """Record that an agreement ends."""

    partner: Slug
    agreement: Slug


class RecordEngagement(Command, frozen=True, kw_only=True):
    """Record that an actor took part in a sitting, a project, a working group, or contributed by itself."""

    cites_act = False
    partner: Slug
    engagement: Slug
    kind: EngagementKind
    subject: Label
    session: Slug | None = None
    project: Slug | None = None
    body: Slug | None = None
    themes: tuple[Slug, ...] = ()
    note: Text | None = None


class WithdrawActor(Command, frozen=True, kw_only=True):
    """Record that an actor works with the authority no more."""

    cites_act = False
    partner: Slug
    reason: Text | None = None


COMMANDS = (ListActor, SignAgreement, EndAgreement, RecordEngagement, WithdrawActor)

# -- refusals and cautions ---------------------------------------------------------------------------------------------


class ActorNotActive(Refusal, frozen=True, kw_only=True):
    """The actor does not work with the authority on that day."""

    partner: str
    on: dt.date


class AgreementExists(Refusal, frozen=True, kw_only=True):
    """The actor has an agreement, or an engagement, of that name already."""

    partner: str
    agreement: str
    since: dt.date


class AgreementNotRunning(Refusal, frozen=True, kw_only=True):
    """The actor has no such agreement that runs on that day."""

    partner: str
    agreement: str
    on: dt.date


class AgreementEndsBeforeItBegins(Refusal, frozen=True, kw_only=True):
    """An agreement would end before it begins."""

    agreement: str
    on: dt.date
    until: dt.date


class EngagementWithoutOccasion(Caution, frozen=True, kw_only=True):
    """A part taken in a sitting or a project, and neither is named: it will be found under neither."""

    partner: str
    engagement: str
    kind: EngagementKind


# -- state -------------------------------------------------------------------------------------------------------------


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


EMPTY: Things[Partner] = Things()

# -- evolve ------------------------------------------------------------------------------------------------------------


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


def evolve(state: Things[Partner], entry: Entry) -> Things[Partner]:
    """Fold one standing entry, in legal order."""
    return state.after(entry, PartnerFact, apply)


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


# -- decide ------------------------------------------------------------------------------------------------------------

PartnerCommand = ListActor | SignAgreement | EndAgreement | RecordEngagement | WithdrawActor


def decide(state: Things[Partner], command: PartnerCommand, memberships: Memberships) -> Decision:
    """What the command comes to.

    Raises:
        Refused: one of the refusals above, AlreadyFounded or UnknownReference.
    """
    match command:
        case ListActor():
            return _list(state, command)
        case SignAgreement():
            return _sign(state, command)
        case EndAgreement():
            return _end(state, command)
        case RecordEngagement():
            return _engage(state, command)
        case WithdrawActor():
            return _withdraw(state, command)
    assert_never(command)


def _list(state: Things[Partner], command: ListActor) -> Decision:
    fact = ActorListed(
        partner=command.partner,
        organization=command.organization,
        category=command.category,
        themes=command.themes,
        area=command.area,
    )
    draft = command.leads_to(fact)
    if state.references.says(draft):
        return ALREADY_TRUE
    state.references.check_new(draft)
    state.references.check_organizations(command.organization, *command.area)
    state.references.check_themes(command.themes)
    return Decision((draft,))


def _sign(state: Things[Partner], command: SignAgreement) -> Decision:
    fact = AgreementSigned(
        partner=command.partner,
        agreement=command.agreement,
        title=command.title,
        themes=command.themes,
        until=command.until,
    )
    draft = command.leads_to(fact)
    if state.references.says(draft):
        return ALREADY_TRUE
    partner = _active(state, command.partner, command.on)
    known = next((a for a in partner.agreements if a.agreement == command.agreement), None)
    if known is not None:
        raise Refused(AgreementExists(partner=command.partner, agreement=command.agreement, since=known.since))
    if command.until is not None and command.until <= command.on:
        raise Refused(AgreementEndsBeforeItBegins(agreement=command.agreement, on=command.on, until=command.until))
    state.references.check_themes(command.themes)
    return Decision((draft,))


def _end(state: Things[Partner], command: EndAgreement) -> Decision:
    partner = state.the(f"partner:{command.partner}")
    draft = command.leads_to(AgreementEnded(partner=command.partner, agreement=command.agreement))
    if state.references.says(draft):
        return ALREADY_TRUE
    if not any(a.agreement == command.agreement and a.covers(command.on) for a in partner.agreements):
        raise Refused(AgreementNotRunning(partner=command.partner, agreement=command.agreement, on=command.on))
    return Decision((draft,))


def _engage(state: Things[Partner], command: RecordEngagement) -> Decision:
    fact = ActorEngaged(
        partner=command.partner,
        engagement=command.engagement,
        kind=command.kind,
        subject=command.subject,
        session=command.session,
        project=command.project,
        body=command.body,
        themes=command.themes,
        note=command.note,
    )
    draft = command.leads_to(fact)
    if state.references.says(draft):
        return ALREADY_TRUE
    partner = _active(state, command.partner, command.on)
    known = next((e for e in partner.engagements if e.engagement == command.engagement), None)
    if known is not None:
        raise Refused(AgreementExists(partner=command.partner, agreement=command.engagement, since=known.on))
    state.references.check_things(*_occasions(command))
    state.references.check_themes(command.themes)
    named = {EngagementKind.SESSION: command.session, EngagementKind.PROJECT: command.project}
    if command.kind in named and named[command.kind] is None:
        told = EngagementWithoutOccasion(partner=command.partner, engagement=command.engagement, kind=command.kind)
        return Decision((draft,), (told,))
    return Decision((draft,))


def _occasions(command: RecordEngagement) -> tuple[str, ...]:
    named = (("session", command.session), ("project", command.project), ("body", command.body))
    return tuple(f"{kind}:{name}" for kind, name in named if name)


def _withdraw(state: Things[Partner], command: WithdrawActor) -> Decision:
    draft = command.leads_to(ActorWithdrawn(partner=command.partner, reason=command.reason))
    if state.references.says(draft):
        return ALREADY_TRUE
    partner = _active(state, command.partner, command.on)
    if partner.withdrawn_on is not None:
        raise Refused(ActorNotActive(partner=command.partner, on=command.on))
    return Decision((draft,))


def _active(state: Things[Partner], name: str, on: dt.date) -> Partner:
    partner = state.the(f"partner:{name}")
    if on < partner.listed_on or (partner.withdrawn_on is not None and partner.withdrawn_on <= on):
        raise Refused(ActorNotActive(partner=name, on=on))
    return partner


# -- boundary ----------------------------------------------------------------------------------------------------------


def boundary(command: PartnerCommand, history: History) -> Boundary:
    """What the decision depends on: the actor, and what the command names."""
    own = about(f"partner:{command.partner}")
    match command:
        case ListActor(organization=organization, area=area, themes=themes):
            return own | boundary_of(organizations=[organization, *area], themes=themes)
        case SignAgreement(themes=themes):
            return own | boundary_of(themes=themes)
        case RecordEngagement(themes=themes):
            return own | boundary_of(*_occasions(command), themes=themes)
    return own
