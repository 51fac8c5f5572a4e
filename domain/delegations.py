"""Delegations, four kinds that are never one: of powers, functions, signature, and appointments to outside bodies.

Commands stand in ``delegations_commands``, refusals and cautions in ``delegations_notices``.
"""

from typing import assert_never

from domain.core.boundary import Boundary, about
from domain.core.command import ALREADY_TRUE, Decision, Memberships
from domain.core.entry import Entry
from domain.core.notices import Caution, Refused
from domain.delegating import (
    BodyNotSitting,
    boundary_of_bureau,
    boundary_of_delegate,
    boundary_of_powers,
    boundary_of_withdrawal,
    check_delegate,
    check_grant,
    check_no_powers,
    check_powers,
    check_received,
    check_signature_powers,
    functions_of,
    office_there,
    seats_in,
    sits,
    votes_on,
)
from domain.delegations_commands import (
    AppointRepresentative,
    ChangeDelegationScope,
    DelegateFunctions,
    DelegatePowers,
    DelegateSignature,
    DelegationCommand,
    RecordRetentionVote,
    SubdelegatePowers,
    WithdrawDelegation,
)
from domain.delegations_known import (
    EMPTY,
    PowerDelegation,
    SignatureDelegation,
    State,
    delegate_of,
    evolve,
    kind_of,
    organization_of,
)
from domain.delegations_notices import (
    DelegationNotOpen,
    NoRetentionVoteDue,
    RepresentativeNotInAssembly,
    RetentionTotalsContradict,
    RetentionVoteOpens,
    SignatoryIsElected,
    VicePresidentNotKept,
)
from domain.facts.bodies import BodyKind
from domain.facts.delegations import (
    FUNCTIONS_TAG,
    DelegationScope,
    DelegationScopeChanged,
    DelegationWithdrawn,
    FunctionsDelegated,
    PowerHolder,
    PowersDelegated,
    RepresentativeAppointed,
    RetentionVoteHeld,
    SignatureDelegated,
)
from domain.history import History
from domain.references import boundary_of

# -- commands ----------------------------------------------------------------------------------------------------------

COMMANDS = (
    DelegatePowers,
    SubdelegatePowers,
    DelegateFunctions,
    DelegateSignature,
    AppointRepresentative,
    ChangeDelegationScope,
    WithdrawDelegation,
    RecordRetentionVote,
)

# -- state and evolve: ``delegations_known`` ---------------------------------------------------------------------------

__all__ = ["COMMANDS", "EMPTY", "DelegationCommand", "boundary", "decide", "evolve"]

# -- decide ------------------------------------------------------------------------------------------------------------


def decide(state: State, command: DelegationCommand, memberships: Memberships) -> Decision:
    """What the command comes to.

    Raises:
        Refused: one of this slice's refusals, AlreadyFounded, UnknownReference, UnknownPerson, PersonIsDead.
    """
    match command:
        case DelegatePowers():
            return _delegate_powers(state, command)
        case SubdelegatePowers():
            return _subdelegate(state, command)
        case DelegateFunctions():
            return _delegate_functions(state, command)
        case DelegateSignature():
            return _delegate_signature(state, command)
        case AppointRepresentative():
            return _appoint(state, command)
        case ChangeDelegationScope():
            return _change_scope(state, command)
        case WithdrawDelegation():
            return _withdraw(state, command)
        case RecordRetentionVote():
            return _vote(state, command)
    assert_never(command)


def _delegate_powers(state: State, command: DelegatePowers) -> Decision:
    fact = PowersDelegated(
        delegation=command.delegation,
        holder=PowerHolder.BUREAU if command.to_bureau else PowerHolder.PRESIDENT,
        scope=command.scope,
        signature_excluded=command.signature_excluded,
        until=command.until,
        decision=command.decision,
    )
    draft = command.leads_to(fact)
    if state.things.references.says(draft):
        return ALREADY_TRUE
    check_grant(state, fact, draft)
    cautions = [*check_powers(state, command.delegation, command.scope, command.on)]
    kinds = [BodyKind.ASSEMBLY, *([BodyKind.BUREAU] if command.to_bureau else [])]
    cautions += [BodyNotSitting(body_kind=kind, on=command.on) for kind in kinds if not sits(state, kind, command.on)]
    return Decision((draft,), tuple(cautions))


def _subdelegate(state: State, command: SubdelegatePowers) -> Decision:
    fact = PowersDelegated(
        delegation=command.delegation,
        holder=PowerHolder.VICE_PRESIDENT,
        person=command.person,
        under=command.under,
        scope=command.scope,
        until=command.until,
        decision=command.decision,
    )
    draft = command.leads_to(fact)
    if state.things.references.says(draft):
        return ALREADY_TRUE
    check_grant(state, fact, draft)
    loans = check_powers(state, command.delegation, command.scope, command.on)
    check_received(state, command.under, command.scope, command.on)
    return Decision((draft,), (*loans, *check_delegate(state, command.person, command.on)))


def _delegate_functions(state: State, command: DelegateFunctions) -> Decision:
    fact = FunctionsDelegated(
        delegation=command.delegation,
        person=command.person,
        scope=command.scope,
        organization=command.organization,
        until=command.until,
        decision=command.decision,
    )
    draft = command.leads_to(fact)
    if state.things.references.says(draft):
        return ALREADY_TRUE
    check_grant(state, fact, draft)
    check_no_powers(command.delegation, command.scope)
    if command.organization is None:
        return Decision((draft,), tuple(check_delegate(state, command.person, command.on)))
    state.things.references.check_organizations(command.organization)
    return Decision((draft,), tuple(office_there(state, command.person, command.organization, command.on)))


def _delegate_signature(state: State, command: DelegateSignature) -> Decision:
    fact = SignatureDelegated(
        delegation=command.delegation,
        person=command.person,
        function=command.function,
        scope=command.scope,
        until=command.until,
        decision=command.decision,
    )
    draft = command.leads_to(fact)
    if state.things.references.says(draft):
        return ALREADY_TRUE
    check_grant(state, fact, draft)
    cautions: list[Caution] = [*check_signature_powers(state, command.delegation, command.scope, command.on)]
    if any(state.composition.seats_held(command.person, command.on)):
        cautions.append(SignatoryIsElected(person=command.person, on=command.on))
    return Decision((draft,), tuple(cautions))


def _appoint(state: State, command: AppointRepresentative) -> Decision:
    fact = RepresentativeAppointed(
        delegation=command.delegation,
        person=command.person,
        organization=command.organization,
        role=command.role,
        organ=command.organ,
        scope=command.scope or DelegationScope(),
        until=command.until,
        decision=command.decision,
    )
    draft = command.leads_to(fact)
    if state.things.references.says(draft):
        return ALREADY_TRUE
    check_grant(state, fact, draft)
    check_no_powers(command.delegation, fact.scope)
    state.things.references.check_organizations(command.organization)
    if any(seats_in(state, BodyKind.ASSEMBLY, command.person, command.on)):
        return Decision((draft,))
    return Decision((draft,), (RepresentativeNotInAssembly(person=command.person, on=command.on),))


def _change_scope(state: State, command: ChangeDelegationScope) -> Decision:
    draft = command.leads_to(DelegationScopeChanged(delegation=command.delegation, scope=command.scope))
    if state.things.references.says(draft):
        return ALREADY_TRUE
    known = state.things.the(f"delegation:{command.delegation}")
    if not known.open_on(command.on):
        raise Refused(DelegationNotOpen(delegation=command.delegation, on=command.on))
    state.things.references.check_themes(command.scope.themes)
    match known:
        case PowerDelegation(under=under):
            cautions = tuple(check_powers(state, command.delegation, command.scope, command.on))
            if under is not None:
                check_received(state, under, command.scope, command.on)
            return Decision((draft,), cautions)
        case SignatureDelegation():
            return Decision(
                (draft,), tuple(check_signature_powers(state, command.delegation, command.scope, command.on))
            )
    check_no_powers(command.delegation, command.scope)
    return Decision((draft,))


def _withdraw(state: State, command: WithdrawDelegation) -> Decision:
    known = state.things.the(f"delegation:{command.delegation}")
    fact = DelegationWithdrawn(
        delegation=command.delegation,
        kind=kind_of(known),
        cause=command.cause,
        person=delegate_of(known),
        organization=organization_of(known),
    )
    draft = command.leads_to(fact)
    if state.things.references.says(draft):
        return ALREADY_TRUE
    if known.withdrawn_on is not None or not known.open_on(command.on):
        raise Refused(DelegationNotOpen(delegation=command.delegation, on=command.on))
    before = {loss.vote.opened_on for loss in votes_on(state, functions_of(state), delegate_of(known))}
    after = votes_on(state, (*functions_of(state), Entry.of(draft, 0)), delegate_of(known))
    return Decision(
        (draft,),
        tuple(
            RetentionVoteOpens(person=loss.vote.person, on=loss.vote.opened_on)
            for loss in after
            if loss.vote.opened_on not in before
        ),
    )


def _vote(state: State, command: RecordRetentionVote) -> Decision:
    fact = RetentionVoteHeld(
        person=command.person,
        kept=command.kept,
        votes_for=command.votes_for,
        votes_against=command.votes_against,
        blank=command.blank,
        decision=command.decision,
    )
    draft = command.leads_to(fact)
    if state.things.references.says(draft):
        return ALREADY_TRUE
    state.things.references.check_person(command.person, command.on)
    state.things.references.check_things(command.decision and f"decision:{command.decision}")
    due = [loss for loss in votes_on(state, functions_of(state), command.person) if loss.vote.opened_on <= command.on]
    if not due or due[-1].vote.voted_on is not None:
        raise Refused(NoRetentionVoteDue(person=command.person, on=command.on))
    won, lost = command.votes_for, command.votes_against
    if won != lost and command.kept is not (won > lost):
        raise Refused(RetentionTotalsContradict(person=command.person, votes_for=won, votes_against=lost))
    return Decision((draft,), () if command.kept else (VicePresidentNotKept(person=command.person),))


# -- boundary ----------------------------------------------------------------------------------------------------------


def boundary(command: DelegationCommand, history: History) -> Boundary:
    """What the decision depends on: the delegation, whom and what it names, who sits, and the others of its kind."""
    if isinstance(command, RecordRetentionVote):
        return (
            about(FUNCTIONS_TAG)
            | boundary_of_bureau(history, command.on)
            | boundary_of(command.decision and f"decision:{command.decision}", people=[command.person])
        )
    own = about(f"delegation:{command.delegation}")
    match command:
        case ChangeDelegationScope(scope=scope):
            return own | boundary_of(themes=scope.themes) | about("authority") | boundary_of_powers(history)
        case WithdrawDelegation():
            return own | boundary_of_withdrawal(history, command.delegation, command.on)
    named = boundary_of(
        command.decision and f"decision:{command.decision}",
        people=[getattr(command, "person", None)],
        organizations=[getattr(command, "organization", None)],
        themes=command.scope.themes if command.scope else (),
    )
    named |= own | about("authority") | boundary_of_bureau(history, command.on)
    match command:
        case SubdelegatePowers(under=under):
            return named | about(f"delegation:{under}") | boundary_of_delegate(history, command.person, command.on)
        case DelegateFunctions(organization=None):
            return named | boundary_of_delegate(history, command.person, command.on)
        case DelegateSignature():
            return named | boundary_of_powers(history)
    return named
