"""Governance pacts: statutory for an EPCI, voluntary for the SCoT."""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, assert_never

from msgspec import Meta

from domain import pact_checks as checks
from domain.core.boundary import Boundary, about
from domain.core.command import ALREADY_TRUE, Command, Decision, Memberships
from domain.core.entry import Entry
from domain.core.identifiers import OrganizationId, Slug, Text
from domain.core.notices import Caution, Refused
from domain.facts.pact import (
    DevelopmentCouncilDebated,
    PactAdopted,
    PactAmended,
    PactBasis,
    PactClause,
    PactDebated,
    PactDraftSent,
    PactEndCause,
    PactEnded,
    PactFact,
    PactOpinionGiven,
    PactOpinionKind,
    PactTrigger,
)
from domain.history import History
from domain.pact_checks import (
    PactAlreadyAdopted,
    PactAmendmentEmpty,
    PactAmendmentTaken,
    PactIsEnded,
    PactNotDecided,
    PactNotInForce,
)
from domain.pact_life import GovernancePact, apply
from domain.pact_standing import PactOpinionState, councils
from domain.references import boundary_of
from domain.things import Things

# -- commands ----------------------------------------------------------------------------------------------------------

Communes = Annotated[tuple[OrganizationId, ...], Meta(min_length=1, max_length=200)]
Clauses = Annotated[tuple[PactClause, ...], Meta(max_length=100)]


class RecordPactDebate(Command, frozen=True, kw_only=True):
    """Record that a council debated whether to make a governance pact (CGCT L5211-11-2), and what it decided.

    An EPCI (STATUTORY_EPCI) names itself and what made it debate; the SCoT authority (VOLUNTARY_SCOT) does not.
    """

    pact: Slug
    basis: PactBasis
    decided: bool
    """To make one."""
    organization: OrganizationId | None = None
    trigger: PactTrigger | None = None
    trigger_on: dt.date | None = None
    """The day of the renewal's first round, of the split, of the merger."""
    second_round_on: dt.date | None = None
    """When a commune of the EPCI needed a second round: the nine months run from it."""
    decision: Slug | None = None


class RecordDevelopmentCouncilDebate(Command, frozen=True, kw_only=True):
    """Record the debate on the development council and public participation (CGCT L5211-11-2, I, 2°)."""

    pact: Slug
    consulted: bool
    """Whether a development council is to be consulted."""
    note: Text | None = None
    decision: Slug | None = None


class SendPactDraft(Command, frozen=True, kw_only=True):
    """Record that a draft was sent to municipal councils: each has two months from that day."""

    pact: Slug
    communes: Communes
    amendment: Slug | None = None
    """The amendment that it is a draft of; none: of the pact itself."""


class RecordPactOpinion(Command, frozen=True, kw_only=True):
    """Record the opinion of a municipal council on a draft. It binds nobody, and silence does not block."""

    pact: Slug
    commune: OrganizationId
    opinion: PactOpinionKind
    amendment: Slug | None = None
    remarks: Text | None = None


class AdoptPact(Command, frozen=True, kw_only=True):
    """Record that a pact was adopted, with its clauses."""

    pact: Slug
    clauses: Annotated[Clauses, Meta(min_length=1)]
    decision: Slug | None = None


class AmendPact(Command, frozen=True, kw_only=True):
    """Record that a pact was amended, by the procedure that made it: clauses worded anew, added or repealed."""

    pact: Slug
    amendment: Slug
    clauses: Clauses = ()
    repealed: Annotated[tuple[Slug, ...], Meta(max_length=100)] = ()
    decision: Slug | None = None


class EndPact(Command, frozen=True, kw_only=True):
    """Record that a pact is one no more: denounced, replaced, or abandoned before its adoption."""

    pact: Slug
    cause: PactEndCause
    decision: Slug | None = None


COMMANDS = (
    RecordPactDebate,
    RecordDevelopmentCouncilDebate,
    SendPactDraft,
    RecordPactOpinion,
    AdoptPact,
    AmendPact,
    EndPact,
)

# -- cautions (what is refused stands in pact_checks) ------------------------------------------------------------------


class PactAdoptedLate(Caution, frozen=True, kw_only=True):
    """The pact is adopted after the months that the law gives. No sanction follows."""

    rule = "CGCT L5211-11-2"
    pact: str
    due: dt.date
    days: int


class PactCouncilsNotConsulted(Caution, frozen=True, kw_only=True):
    """No draft is recorded as sent to the municipal councils, whose opinion the law asks for."""

    rule = "CGCT L5211-11-2"
    pact: str


class PactOpinionsAwaited(Caution, frozen=True, kw_only=True):
    """The two months of some councils are not over, and they have given no opinion."""

    rule = "CGCT L5211-11-2"
    pact: str
    communes: tuple[str, ...]
    until: dt.date


class PactOpinionUnasked(Caution, frozen=True, kw_only=True):
    """An opinion is recorded of a council to which no draft is recorded as sent by then."""

    rule = "CGCT L5211-11-2"
    pact: str
    commune: str
    on: dt.date


class PactOpinionLate(Caution, frozen=True, kw_only=True):
    """An opinion was given after the two months: it was deemed given before."""

    rule = "CGCT L5211-11-2"
    pact: str
    commune: str
    until: dt.date


# -- state -------------------------------------------------------------------------------------------------------------

EMPTY: Things[GovernancePact] = Things()

# -- evolve ------------------------------------------------------------------------------------------------------------


def evolve(state: Things[GovernancePact], entry: Entry) -> Things[GovernancePact]:
    """Fold one standing entry, in legal order."""
    return state.after(entry, PactFact, apply)


# -- decide ------------------------------------------------------------------------------------------------------------

PactCommand = (
    RecordPactDebate
    | RecordDevelopmentCouncilDebate
    | SendPactDraft
    | RecordPactOpinion
    | AdoptPact
    | AmendPact
    | EndPact
)


def decide(state: Things[GovernancePact], command: PactCommand, memberships: Memberships) -> Decision:
    """What the command comes to.

    Raises:
        Refused: those above, AlreadyFounded, UnknownReference, NotYetThen.
    """
    match command:
        case RecordPactDebate():
            return _debate(state, command)
        case RecordDevelopmentCouncilDebate():
            return _debate_participation(state, command)
        case SendPactDraft():
            return _send(state, command)
        case RecordPactOpinion():
            return _opine(state, command)
        case AdoptPact():
            return _adopt(state, command)
        case AmendPact():
            return _amend(state, command)
        case EndPact():
            return _end(state, command)
    assert_never(command)


def _debate(state: Things[GovernancePact], command: RecordPactDebate) -> Decision:
    fact = PactDebated(
        pact=command.pact,
        basis=command.basis,
        decided=command.decided,
        organization=command.organization,
        trigger=command.trigger,
        trigger_on=command.trigger_on,
        second_round_on=command.second_round_on,
        decision=command.decision,
    )
    draft = command.leads_to(fact)
    if state.references.says(draft):
        return ALREADY_TRUE
    checks.check_debate(fact, command.on)
    known = state.get(f"pact:{command.pact}")
    if known is not None:
        if _origin(known) != _origin(fact):
            state.references.check_new(draft)
        checks.check_not_ended(known, command.on)
    _check_decision(state, command.decision)
    return Decision((draft,))


def _origin(pact: GovernancePact | PactDebated) -> tuple[object, ...]:
    """What makes two debates those of one pact."""
    return (pact.basis, pact.organization, pact.trigger, pact.trigger_on, pact.second_round_on)


def _debate_participation(state: Things[GovernancePact], command: RecordDevelopmentCouncilDebate) -> Decision:
    fact = DevelopmentCouncilDebated(
        pact=command.pact, consulted=command.consulted, note=command.note, decision=command.decision
    )
    draft = command.leads_to(fact)
    if state.references.says(draft):
        return ALREADY_TRUE
    checks.check_not_ended(_the(state, command), command.on)
    _check_decision(state, command.decision)
    return Decision((draft,))


def _send(state: Things[GovernancePact], command: SendPactDraft) -> Decision:
    draft = command.leads_to(PactDraftSent(pact=command.pact, communes=command.communes, amendment=command.amendment))
    if state.references.says(draft):
        return ALREADY_TRUE
    pact = _the(state, command)
    checks.check_stage(pact, command.on, command.amendment)
    checks.check_communes(command.pact, *command.communes)
    return Decision((draft,))


def _opine(state: Things[GovernancePact], command: RecordPactOpinion) -> Decision:
    fact = PactOpinionGiven(
        pact=command.pact,
        commune=command.commune,
        opinion=command.opinion,
        amendment=command.amendment,
        remarks=command.remarks,
    )
    draft = command.leads_to(fact)
    if state.references.says(draft):
        return ALREADY_TRUE
    pact = _the(state, command)
    checks.check_not_ended(pact, command.on)
    checks.check_communes(command.pact, command.commune)
    asked = {council.commune: council for council in councils(pact, command.on, command.amendment)}
    if (council := asked.get(command.commune)) is None:
        unasked = PactOpinionUnasked(pact=command.pact, commune=command.commune, on=command.on)
        return Decision((draft,), (unasked,))
    if council.until < command.on:
        late = PactOpinionLate(pact=command.pact, commune=command.commune, until=council.until)
        return Decision((draft,), (late,))
    return Decision((draft,))


def _adopt(state: Things[GovernancePact], command: AdoptPact) -> Decision:
    draft = command.leads_to(PactAdopted(pact=command.pact, clauses=command.clauses, decision=command.decision))
    if state.references.says(draft):
        return ALREADY_TRUE
    pact = _the(state, command)
    if pact.adopted_on is not None:
        raise Refused(PactAlreadyAdopted(pact=command.pact, adopted_on=pact.adopted_on))
    checks.check_not_ended(pact, command.on)
    if not pact.decided_on(command.on):
        raise Refused(PactNotDecided(pact=command.pact, on=command.on))
    checks.check_clauses(command.pact, command.clauses)
    _check_decision(state, command.decision)
    late = []
    if pact.due is not None and command.on > pact.due:
        late.append(PactAdoptedLate(pact=command.pact, due=pact.due, days=(command.on - pact.due).days))
    return Decision((draft,), (*late, *_consultation(pact, command.on, None)))


def _amend(state: Things[GovernancePact], command: AmendPact) -> Decision:
    fact = PactAmended(
        pact=command.pact,
        amendment=command.amendment,
        clauses=command.clauses,
        repealed=command.repealed,
        decision=command.decision,
    )
    draft = command.leads_to(fact)
    if state.references.says(draft):
        return ALREADY_TRUE
    pact = _the(state, command)
    checks.check_stage(pact, command.on, command.amendment)
    if command.amendment in pact.amendments:
        raise Refused(PactAmendmentTaken(pact=command.pact, amendment=command.amendment))
    if not command.clauses and not command.repealed:
        raise Refused(PactAmendmentEmpty(pact=command.pact, amendment=command.amendment))
    checks.check_clauses(command.pact, command.clauses, command.repealed)
    checks.check_in_force(pact, command.repealed, command.on)
    _check_decision(state, command.decision)
    return Decision((draft,), tuple(_consultation(pact, command.on, command.amendment)))


def _end(state: Things[GovernancePact], command: EndPact) -> Decision:
    draft = command.leads_to(PactEnded(pact=command.pact, cause=command.cause, decision=command.decision))
    if state.references.says(draft):
        return ALREADY_TRUE
    pact = _the(state, command)
    if pact.ended_on is not None:
        raise Refused(PactIsEnded(pact=command.pact, ended_on=pact.ended_on))
    if command.cause is PactEndCause.ABANDONED:
        if pact.adopted_on is not None:
            raise Refused(PactAlreadyAdopted(pact=command.pact, adopted_on=pact.adopted_on))
    elif not pact.in_force_on(command.on):
        raise Refused(PactNotInForce(pact=command.pact, on=command.on))
    _check_decision(state, command.decision)
    return Decision((draft,))


def _consultation(pact: GovernancePact, on: dt.date, amendment: Slug | None) -> Iterator[Caution]:
    """What the consultation of the councils lacks; nothing for a pact that no law asks for."""
    if pact.basis is not PactBasis.STATUTORY_EPCI:
        return
    asked = councils(pact, on, amendment)
    if not asked:
        yield PactCouncilsNotConsulted(pact=pact.pact)
    awaited = [council for council in asked if council.state is PactOpinionState.AWAITED]
    if awaited:
        communes = tuple(council.commune for council in awaited)
        yield PactOpinionsAwaited(pact=pact.pact, communes=communes, until=max(council.until for council in awaited))


def _the(state: Things[GovernancePact], command: PactCommand) -> GovernancePact:
    """The pact, which was debated by the day of the command."""
    state.references.check_thing(f"pact:{command.pact}", command.on)
    return state.the(f"pact:{command.pact}")


def _check_decision(state: Things[GovernancePact], decision: Slug | None) -> None:
    state.references.check_things(decision and f"decision:{decision}")


# -- boundary ----------------------------------------------------------------------------------------------------------


def boundary(command: PactCommand, history: History) -> Boundary:
    """What the decision depends on: the pact, and the decision that it names."""
    decision = getattr(command, "decision", None)
    return about(f"pact:{command.pact}") | boundary_of(decision and f"decision:{decision}")
