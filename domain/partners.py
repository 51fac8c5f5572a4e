"""The ecosystem of actors: who works with the authority, bound by which agreements, engaged in what.

Commands stand in ``partners_commands``, refusals and cautions in ``partners_notices``, the state in ``partners_life``.
"""

import datetime as dt
from typing import assert_never

from domain.core.boundary import Boundary, about
from domain.core.command import ALREADY_TRUE, Decision, Memberships
from domain.core.entry import Entry
from domain.core.notices import Refused
from domain.facts.partners import (
    ActorEngaged,
    ActorListed,
    ActorWithdrawn,
    AgreementEnded,
    AgreementSigned,
    EngagementKind,
    PartnerFact,
)
from domain.history import History
from domain.partners_commands import (
    EndAgreement,
    ListActor,
    PartnerCommand,
    RecordEngagement,
    SignAgreement,
    WithdrawActor,
)
from domain.partners_life import Partner, apply
from domain.partners_notices import (
    ActorNotActive,
    AgreementEndsBeforeItBegins,
    AgreementExists,
    AgreementNotRunning,
    EngagementWithoutOccasion,
)
from domain.references import boundary_of
from domain.things import Things

# -- commands ----------------------------------------------------------------------------------------------------------

COMMANDS = (ListActor, SignAgreement, EndAgreement, RecordEngagement, WithdrawActor)

# -- state -------------------------------------------------------------------------------------------------------------

EMPTY: Things[Partner] = Things()

# -- evolve ------------------------------------------------------------------------------------------------------------


def evolve(state: Things[Partner], entry: Entry) -> Things[Partner]:
    """Fold one standing entry, in legal order."""
    return state.after(entry, PartnerFact, apply)


# -- decide ------------------------------------------------------------------------------------------------------------


def decide(state: Things[Partner], command: PartnerCommand, memberships: Memberships) -> Decision:
    """What the command comes to.

    Raises:
        Refused: one of the refusals of ``partners_notices``, AlreadyFounded or UnknownReference.
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
