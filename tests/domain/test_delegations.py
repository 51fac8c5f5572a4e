"""Delegations are granted to those who may receive them, change scope, end; losing all of them opens a vote."""

from typing import Any

import pytest

from domain.core.command import Command
from domain.core.refusals import UnknownPerson
from domain.delegating import (
    BodyNotSitting,
    DelegateIsPresident,
    DelegateNotOnBureau,
    DelegationEndsFirst,
    LoansEndWithCampaign,
    NoOfficeThere,
    PowersNotNamed,
    PowersNotReceived,
    PowersOutOfPlace,
    PowersReserved,
    PowersUnderStatutes,
    SignatureBeyondPowers,
    SignatureNotExtended,
    VicePresidentsFirst,
)
from domain.delegations_commands import (
    AppointRepresentative,
    ChangeDelegationScope,
    DelegateFunctions,
    DelegatePowers,
    DelegateSignature,
    RecordRetentionVote,
    SubdelegatePowers,
    WithdrawDelegation,
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
from domain.facts.bodies import BodyKind, Cause
from domain.facts.delegations import (
    FUNCTIONS_TAG,
    AppointmentRole,
    AssemblyPower,
    DelegationKind,
    DelegationScope,
    DelegationScopeChanged,
    DelegationWithdrawn,
    FunctionsDelegated,
    PowerHolder,
    PowersDelegated,
    RepresentativeAppointed,
    RetentionVoteHeld,
    SignatureDelegated,
    StaffFunction,
    WithdrawalCause,
)
from domain.facts.organizations import OrganizationCategory
from domain.facts.people import MandateKind, OfficeKind
from domain.facts.registry import LegalForm
from domain.history import History
from domain.organizations import RegisterOrganization
from domain.people import StartMandate, StartOffice
from domain.references import AlreadyFounded, StillReferredTo, UnknownReference
from domain.register import boundary
from domain.registry import RegisterAuthority
from domain.rules.delegations import RESERVED_POWERS
from domain.seats import RecordPrevention
from tests.domain.given import given
from tests.domain.life import ACT, OTHER_ACT, OUTSIDER, SIREN, SITTING, A, day, fill, vacate

P = AssemblyPower
WATER, HOUSING = DelegationScope(themes=("water",)), DelegationScope(themes=("housing", "land"))
OPINIONS = DelegationScope(powers=(P.PLANNING_OPINIONS, P.PROCUREMENT), limit="90000")
PARK = RegisterOrganization(
    on=day("01-01"), organization="org:park", name="Parc", category=OrganizationCategory.PUBLIC_BODY
)
TO_PRESIDENT = DelegatePowers(on=day("06-25"), act=ACT, delegation="powers-p", scope=OPINIONS)


def functions(name: str, who: str, scope: DelegationScope = WATER, on: str = "06-01", **more: Any) -> DelegateFunctions:
    return DelegateFunctions(on=day(on), act=ACT, delegation=name, person=who, scope=scope, **more)


def withdraw(name: str, on: str = "09-01", cause: WithdrawalCause = WithdrawalCause.LOSS_OF_TRUST) -> Command:
    return WithdrawDelegation(on=day(on), act=OTHER_ACT, delegation=name, cause=cause)


def withdrawn(name: str, who: str | None, kind: DelegationKind = DelegationKind.FUNCTIONS) -> DelegationWithdrawn:
    return DelegationWithdrawn(delegation=name, kind=kind, cause=WithdrawalCause.LOSS_OF_TRUST, person=who)


def vote(who: str = "b1", on: str = "09-20", *, kept: bool = True, for_: int = 6, against: int = 2) -> Command:
    return RecordRetentionVote(
        on=day(on), act=OTHER_ACT, person=who, kept=kept, votes_for=for_, votes_against=against, blank=0
    )


def read_for(command: Command) -> frozenset[str]:
    """The tags whose entries a command is decided on: two commands that share none never wait for each other."""
    history = History(given(*SITTING, PARK, functions("f", "b1")).ledger.entries)
    return boundary([command], history).tags


def test_only_what_rests_on_the_functions_of_others_reads_them() -> None:
    appointed = AppointRepresentative(on=day("06-10"), act=ACT, delegation="r", person="a1", organization="org:park")
    signs = DelegateSignature(
        on=day("06-10"), act=ACT, delegation="s", person=OUTSIDER, function=StaffFunction.DIRECTOR_GENERAL, scope=WATER
    )
    elsewhere = functions("e", "b1", organization=A)
    for unrelated in (appointed, signs, TO_PRESIDENT, functions("g", "b1"), elsewhere):
        assert FUNCTIONS_TAG not in read_for(unrelated)
    assert FUNCTIONS_TAG in read_for(functions("g", "b2")), "a member receives some once every vice-president has"
    assert FUNCTIONS_TAG in read_for(withdraw("f")), "the last ones to go open a vote"


# -- powers


def test_the_assembly_delegates_powers_to_the_president_and_to_the_bureau_as_a_whole() -> None:
    to_bureau = DelegatePowers(
        on=day("06-25"),
        act=ACT,
        delegation="powers-b",
        to_bureau=True,
        scope=OPINIONS,
        signature_excluded=True,
        until=day("2029-01-01"),
    )
    given(*SITTING).when(TO_PRESIDENT, to_bureau).then(
        PowersDelegated(delegation="powers-p", holder=PowerHolder.PRESIDENT, scope=OPINIONS),
        PowersDelegated(
            delegation="powers-b",
            holder=PowerHolder.BUREAU,
            scope=OPINIONS,
            signature_excluded=True,
            until=day("2029-01-01"),
        ),
    )


@pytest.mark.parametrize("power", sorted(RESERVED_POWERS.on(day("06-25"))))
def test_what_the_law_keeps_to_the_assembly_is_never_delegated(power: AssemblyPower) -> None:
    scope = DelegationScope(powers=(P.PROCUREMENT, power))
    reserved = DelegatePowers(on=day("06-25"), act=ACT, delegation="p", scope=scope)
    given(*SITTING).when(reserved).refused(PowersReserved(delegation="p", powers=(power,)))
    change = ChangeDelegationScope(on=day("07-01"), act=ACT, delegation="powers-p", scope=scope)
    given(*SITTING, TO_PRESIDENT).when(change).refused(PowersReserved(delegation="powers-p", powers=(power,)))


def test_in_an_open_syndicate_the_statutes_say_so_and_the_register_warns() -> None:
    form = LegalForm.OPEN_JOINT_SYNDICATE
    opened = RegisterAuthority(on=day("2026-01-01"), act=ACT, siren=SIREN, name="SMO", legal_form=form)
    scope = DelegationScope(powers=(P.JOINING_A_PUBLIC_BODY,))
    command = DelegatePowers(on=day("06-25"), act=ACT, delegation="p", scope=scope)
    fact = PowersDelegated(delegation="p", holder=PowerHolder.PRESIDENT, scope=scope)
    given(*SITTING, opened).when(command).then(fact, cautions=[PowersUnderStatutes(delegation="p")])


def test_a_delegation_of_powers_names_them() -> None:
    nothing = DelegatePowers(on=day("06-25"), act=ACT, delegation="p", scope=WATER)
    given(*SITTING).when(nothing).refused(PowersNotNamed(delegation="p"))


@pytest.mark.parametrize(("on", "ends_on"), [("2020-09-24", "2026-03-02"), ("2026-03-02", None), ("06-25", None)])
def test_loans_end_when_the_municipal_campaign_opens(on: str, ends_on: str | None) -> None:
    scope = DelegationScope(powers=(P.LOANS,))
    command = DelegatePowers(on=day(on), act=ACT, delegation="p", scope=scope)
    fact = PowersDelegated(delegation="p", holder=PowerHolder.PRESIDENT, scope=scope)
    caution = LoansEndWithCampaign(delegation="p", ends_on=ends_on and day(ends_on))  # type: ignore[arg-type]
    sitting = [] if on == "06-25" else [BodyNotSitting(body_kind=BodyKind.ASSEMBLY, on=day(on))]
    given(*SITTING).when(command).then(fact, cautions=[caution, *sitting])


def test_who_receives_must_sit_for_the_check_to_be_made() -> None:
    command = DelegatePowers(on=day("05-10"), act=ACT, delegation="p", scope=OPINIONS, to_bureau=True)
    fact = PowersDelegated(delegation="p", holder=PowerHolder.BUREAU, scope=OPINIONS)
    cautions = [BodyNotSitting(body_kind=kind, on=day("05-10")) for kind in (BodyKind.ASSEMBLY, BodyKind.BUREAU)]
    given(*SITTING).when(command).then(fact, cautions=cautions)
    early = functions("w", "b1", on="05-10")
    fact2 = FunctionsDelegated(delegation="w", person="b1", scope=WATER)
    caution = BodyNotSitting(body_kind=BodyKind.BUREAU, on=day("05-10"))
    given(*SITTING).when(early).then(fact2, cautions=[caution])


def subdelegate(who: str = "b1", under: str = "powers-p", *powers: AssemblyPower) -> SubdelegatePowers:
    scope = DelegationScope(powers=powers or (P.PROCUREMENT,), limit="10000")
    return SubdelegatePowers(on=day("07-01"), act=ACT, delegation="sub", under=under, person=who, scope=scope)


def test_the_president_passes_powers_on_to_a_vice_president() -> None:
    command = subdelegate()
    given(*SITTING, TO_PRESIDENT).when(command).then(
        PowersDelegated(
            delegation="sub",
            holder=PowerHolder.VICE_PRESIDENT,
            scope=command.scope,
            person="b1",
            under="powers-p",
        )
    )


def test_the_president_passes_on_only_what_he_received_and_only_to_the_bureau() -> None:
    register = given(*SITTING, TO_PRESIDENT)
    beyond = PowersNotReceived(under="powers-p", powers=(P.STAFF,), on=day("07-01"))
    register.when(subdelegate("b1", "powers-p", P.STAFF, P.PROCUREMENT)).refused(beyond)
    register.when(subdelegate("b1", "nothing")).refused(UnknownReference(reference="delegation:nothing"))
    register.when(subdelegate("b3")).refused(DelegateNotOnBureau(person="b3", on=day("07-01")))
    register.when(subdelegate("a1")).refused(DelegateIsPresident(person="a1", on=day("07-01")))
    gone = PowersNotReceived(under="powers-p", powers=(P.PROCUREMENT,), on=day("07-01"))
    given(*SITTING, TO_PRESIDENT, withdraw("powers-p", "06-30")).when(subdelegate()).refused(gone)
    to_bureau = DelegatePowers(on=day("06-25"), act=ACT, delegation="powers-p", to_bureau=True, scope=OPINIONS)
    given(*SITTING, to_bureau).when(subdelegate()).refused(gone)
    functions_alone = functions("powers-p", "b1")
    given(*SITTING, functions_alone).when(subdelegate("a2")).refused(gone)


def test_what_is_passed_on_is_what_the_source_bore_on_that_day() -> None:
    narrowed = ChangeDelegationScope(
        on=day("08-01"), act=ACT, delegation="powers-p", scope=DelegationScope(powers=(P.PLANNING_OPINIONS,))
    )
    given(*SITTING, TO_PRESIDENT, narrowed).when(subdelegate()).recorded()
    later = SubdelegatePowers(
        on=day("08-01"), act=ACT, delegation="sub", under="powers-p", person="b1", scope=subdelegate().scope
    )
    gone = PowersNotReceived(under="powers-p", powers=(P.PROCUREMENT,), on=day("08-01"))
    given(*SITTING, TO_PRESIDENT, narrowed).when(later).refused(gone)
    widened = ChangeDelegationScope(on=day("08-01"), act=ACT, delegation="sub", scope=OPINIONS)
    given(*SITTING, TO_PRESIDENT, subdelegate()).when(widened).recorded()
    beyond = ChangeDelegationScope(on=day("08-01"), act=ACT, delegation="sub", scope=DelegationScope(powers=(P.STAFF,)))
    refusal = PowersNotReceived(under="powers-p", powers=(P.STAFF,), on=day("08-01"))
    given(*SITTING, TO_PRESIDENT, subdelegate()).when(beyond).refused(refusal)


# -- functions


def test_a_vice_president_receives_functions() -> None:
    given(*SITTING).when(functions("w", "b1", until=day("2027-01-01"))).then(
        FunctionsDelegated(delegation="w", person="b1", scope=WATER, until=day("2027-01-01"))
    )


def test_only_the_bureau_receives_functions_and_not_its_president() -> None:
    given(*SITTING).when(functions("w", "b3")).refused(DelegateNotOnBureau(person="b3", on=day("06-01")))
    given(*SITTING).when(functions("w", "a1")).refused(DelegateIsPresident(person="a1", on=day("06-01")))
    given(*SITTING).when(functions("w", "q9")).refused(UnknownPerson(person="q9"))


def test_another_member_receives_them_once_every_vice_president_holds_some() -> None:
    fact = FunctionsDelegated(delegation="m", person="b2", scope=HOUSING)
    member = functions("m", "b2", HOUSING)
    first = VicePresidentsFirst(person="b2", without=("a2",))
    given(*SITTING, functions("w", "b1")).when(member).then(fact, cautions=[first])
    given(*SITTING, functions("w", "b1"), functions("x", "a2")).when(member).then(fact)
    elsewhere = functions("x", "a2", organization=A)
    given(*SITTING, functions("w", "b1"), elsewhere).when(member).then(fact, cautions=[first])
    withdrawn_by_then = withdraw("x", "06-01")
    given(*SITTING, functions("w", "b1"), functions("x", "a2", on="05-25"), withdrawn_by_then).when(member).then(
        fact, cautions=[first]
    )


def test_a_vice_president_who_is_absent_or_prevented_does_not_hinder_another_member() -> None:
    fact = FunctionsDelegated(delegation="m", person="b2", scope=HOUSING)
    prevented = RecordPrevention(on=day("05-25"), act=ACT, body="bureau", seat="VP2")
    given(*SITTING, functions("w", "b1"), prevented).when(functions("m", "b2", HOUSING)).then(fact)
    gone = vacate("VP2", "05-25")
    given(*SITTING, functions("w", "b1"), gone).when(functions("m", "b2", HOUSING)).then(fact)


def test_what_a_former_seat_had_received_does_not_count_for_the_present_one() -> None:
    again = (vacate("VP2", "07-01"), fill("VP2", "a2", "07-02", OTHER_ACT))
    before = (functions("w", "b1"), functions("x", "a2"))
    late = functions("m", "b2", HOUSING, on="08-01")
    fact = FunctionsDelegated(delegation="m", person="b2", scope=HOUSING)
    given(*SITTING, *before, *again).when(late).then(fact, cautions=[VicePresidentsFirst(person="b2", without=("a2",))])


def test_functions_elsewhere_rest_on_an_office_there() -> None:
    there = functions("w", OUTSIDER, organization=A)
    fact = FunctionsDelegated(delegation="w", person=OUTSIDER, scope=WATER, organization=A)
    caution = NoOfficeThere(person=OUTSIDER, organization=A, on=day("06-01"))
    given(*SITTING).when(there).then(fact, cautions=[caution])
    office = StartOffice(
        on=day("05-10"), act=ACT, person=OUTSIDER, organization=A, office=OfficeKind.EPCI_VICE_PRESIDENT, rank=1
    )
    given(*SITTING, office).when(there).then(fact)
    mandate = StartMandate(
        on=day("05-10"), act=ACT, person=OUTSIDER, organization=A, mandate=MandateKind.COMMUNITY_COUNCILLOR
    )
    given(*SITTING, mandate).when(there).then(fact, cautions=[caution])
    municipal = StartMandate(
        on=day("05-10"),
        act=ACT,
        person=OUTSIDER,
        organization="commune:23001",
        mandate=MandateKind.MUNICIPAL_COUNCILLOR,
    )
    in_commune = functions("w", OUTSIDER, organization="commune:23001")
    given(*SITTING, municipal).when(in_commune).then(
        FunctionsDelegated(delegation="w", person=OUTSIDER, scope=WATER, organization="commune:23001")
    )
    unknown = functions("w", OUTSIDER, organization="org:nowhere")
    given(*SITTING).when(unknown).refused(UnknownReference(reference="org:nowhere"))


def test_powers_of_the_assembly_are_no_functions() -> None:
    refusal = PowersOutOfPlace(delegation="w", powers=OPINIONS.powers)
    given(*SITTING).when(functions("w", "b1", OPINIONS)).refused(refusal)
    change = ChangeDelegationScope(on=day("07-01"), act=ACT, delegation="w", scope=OPINIONS)
    given(*SITTING, functions("w", "b1")).when(change).refused(refusal)
    represent = AppointRepresentative(
        on=day("06-25"), act=ACT, delegation="w", person="a1", organization=A, scope=OPINIONS
    )
    given(*SITTING).when(represent).refused(refusal)


# -- signature


def signature(who: str = OUTSIDER, scope: DelegationScope = OPINIONS) -> DelegateSignature:
    function = StaffFunction.DIRECTOR_GENERAL
    return DelegateSignature(on=day("07-01"), act=ACT, delegation="sign", person=who, function=function, scope=scope)


def signed(who: str = OUTSIDER, scope: DelegationScope = OPINIONS) -> SignatureDelegated:
    return SignatureDelegated(delegation="sign", person=who, function=StaffFunction.DIRECTOR_GENERAL, scope=scope)


def test_signature_goes_to_staff_and_extends_to_the_president_s_powers() -> None:
    given(*SITTING, TO_PRESIDENT).when(signature()).then(signed())
    beyond = SignatureBeyondPowers(delegation="sign", powers=OPINIONS.powers)
    given(*SITTING).when(signature()).then(signed(), cautions=[beyond])
    given(*SITTING, TO_PRESIDENT, withdraw("powers-p", "06-30")).when(signature()).then(signed(), cautions=[beyond])
    elected = SignatoryIsElected(person="b1", on=day("07-01"))
    given(*SITTING).when(signature("b1", WATER)).then(signed("b1", WATER), cautions=[elected])


def test_the_assembly_may_keep_signature_from_its_powers() -> None:
    closed = DelegatePowers(on=day("06-25"), act=ACT, delegation="powers-p", scope=OPINIONS, signature_excluded=True)
    refusal = SignatureNotExtended(delegation="sign", powers=OPINIONS.powers)
    given(*SITTING, closed).when(signature()).refused(refusal)
    change = ChangeDelegationScope(on=day("07-02"), act=ACT, delegation="sign", scope=OPINIONS)
    given(*SITTING, closed, signature(scope=WATER)).when(change).refused(refusal)


# -- appointments


def test_the_assembly_is_represented_by_one_of_its_members() -> None:
    appoint = AppointRepresentative(
        on=day("06-25"),
        act=ACT,
        delegation="park",
        person="a1",
        organization="org:park",
        role=AppointmentRole.ALTERNATE,
        organ="Comité",
        scope=WATER,
    )
    fact = RepresentativeAppointed(
        delegation="park",
        person="a1",
        organization="org:park",
        role=AppointmentRole.ALTERNATE,
        organ="Comité",
        scope=WATER,
    )
    given(*SITTING, PARK).when(appoint).then(fact)
    given(*SITTING).when(appoint).refused(UnknownReference(reference="org:park"))
    outside = AppointRepresentative(
        on=day("06-25"), act=ACT, delegation="park", person=OUTSIDER, organization="org:park"
    )
    fact = RepresentativeAppointed(
        delegation="park", person=OUTSIDER, organization="org:park", role=AppointmentRole.TITULAR
    )
    caution = RepresentativeNotInAssembly(person=OUTSIDER, on=day("06-25"))
    given(*SITTING, PARK).when(outside).then(fact, cautions=[caution])


# -- scope and end, shared


def test_a_portfolio_changes_and_is_withdrawn() -> None:
    change = ChangeDelegationScope(on=day("07-01"), act=OTHER_ACT, delegation="w", scope=HOUSING)
    given(*SITTING, functions("w", "b1"), functions("x", "b1")).when(change, withdraw("w")).then(
        DelegationScopeChanged(delegation="w", scope=HOUSING), withdrawn("w", "b1")
    )
    given(*SITTING, TO_PRESIDENT).when(withdraw("powers-p")).then(withdrawn("powers-p", None, DelegationKind.POWERS))


def test_nothing_changes_before_the_granting_nor_after_the_end() -> None:
    def refused(*before: Command, on: str) -> None:
        change = ChangeDelegationScope(on=day(on), act=ACT, delegation="w", scope=HOUSING)
        not_open = DelegationNotOpen(delegation="w", on=day(on))
        given(*SITTING, *before).when(change).refused(not_open)
        given(*SITTING, *before).when(withdraw("w", on, WithdrawalCause.REVOKED)).refused(not_open)

    refused(functions("w", "b1"), on="05-31")
    refused(functions("w", "b1"), withdraw("w"), on="09-02")
    refused(functions("w", "b1", until=day("07-01")), on="07-01")
    late = ChangeDelegationScope(on=day("08-01"), act=ACT, delegation="w", scope=HOUSING)
    given(*SITTING, functions("w", "b1"), withdraw("w")).when(late).recorded()
    unknown = UnknownReference(reference="delegation:w")
    given(*SITTING).when(withdraw("w")).refused(unknown)


def test_a_delegation_ends_after_it_begins_and_names_what_is_known() -> None:
    backwards = functions("w", "b1", until=day("06-01"))
    given(*SITTING).when(backwards).refused(DelegationEndsFirst(delegation="w", on=day("06-01"), until=day("06-01")))
    unknown = functions("w", "b1", DelegationScope(themes=("no-theme",)))
    given(*SITTING).when(unknown).refused(UnknownReference(reference="theme:no-theme"))
    change = ChangeDelegationScope(on=day("07-01"), act=ACT, delegation="w", scope=unknown.scope)
    given(*SITTING, functions("w", "b1")).when(change).refused(UnknownReference(reference="theme:no-theme"))
    no_order = functions("w", "b1", decision="2026-a1")
    given(*SITTING).when(no_order).refused(UnknownReference(reference="decision:2026-a1"))


def test_a_name_is_one_delegation_of_one_kind() -> None:
    register = given(*SITTING, functions("powers-p", "b1"))
    entry = register.at(FunctionsDelegated(delegation="powers-p", person="b1", scope=WATER))
    refusal = AlreadyFounded(reference="delegation:powers-p", since=day("06-01"), entry=entry)
    register.when(TO_PRESIDENT).refused(refusal)


def test_a_source_is_struck_only_with_a_replacement() -> None:
    register = given(*SITTING, TO_PRESIDENT, subdelegate())
    source = PowersDelegated(delegation="powers-p", holder=PowerHolder.PRESIDENT, scope=OPINIONS)
    (resting,) = (e.position for e in register.ledger.entries if getattr(e.fact, "under", None) == "powers-p")
    register.when(register.correct(source)).refused(
        StillReferredTo(entry=register.at(source), reference="delegation:powers-p", replacements=(resting,))
    )


# -- the vote on keeping a vice-president


def opens(who: str = "b1", on: str = "09-01") -> RetentionVoteOpens:
    return RetentionVoteOpens(person=who, on=day(on))


def test_withdrawing_all_functions_of_a_vice_president_opens_a_vote_that_the_assembly_holds() -> None:
    register = given(*SITTING, functions("w", "b1"), functions("x", "b1", HOUSING))
    register.when(withdraw("w")).then(withdrawn("w", "b1"))
    register.when(withdraw("x", "09-10")).then(withdrawn("x", "b1"), cautions=[opens(on="09-10")])
    register.when(vote()).then(RetentionVoteHeld(person="b1", kept=True, votes_for=6, votes_against=2))
    register.when(vote(on="10-20")).refused(NoRetentionVoteDue(person="b1", on=day("10-20")))


def test_who_is_not_kept_leaves_the_seat_by_a_fact_of_its_own() -> None:
    register = given(*SITTING, functions("w", "b1"), withdraw("w"))
    fact = RetentionVoteHeld(person="b1", kept=False, votes_for=2, votes_against=6)
    register.when(vote(kept=False, for_=2, against=6)).then(fact, cautions=[VicePresidentNotKept(person="b1")])
    register.when(vacate("VP1", "09-20", Cause.REMOVAL, act=OTHER_ACT)).recorded()


def test_a_partial_withdrawal_and_a_change_of_portfolio_open_nothing() -> None:
    regranted = functions("x", "b1", HOUSING, on="09-01")
    given(*SITTING, functions("w", "b1"), regranted).when(withdraw("w")).then(withdrawn("w", "b1"))
    due = NoRetentionVoteDue(person="b1", on=day("09-20"))
    given(*SITTING, functions("w", "b1"), regranted, withdraw("w")).when(vote()).refused(due)
    given(*SITTING, functions("w", "b1"), withdraw("w"), regranted).when(vote()).refused(due)
    change = ChangeDelegationScope(on=day("07-01"), act=ACT, delegation="w", scope=HOUSING)
    given(*SITTING, functions("w", "b1"), change).when(vote()).refused(due)


def test_the_order_of_recording_does_not_change_when_the_vote_opens() -> None:
    both = (functions("w", "b1"), functions("x", "b1", HOUSING))
    register = given(*SITTING, *both, withdraw("x", "09-10"))
    register.when(withdraw("w", "09-01")).then(withdrawn("w", "b1"), cautions=[opens(on="09-10")])
    register.when(vote(on="09-05")).refused(NoRetentionVoteDue(person="b1", on=day("09-05")))
    register.when(vote(on="09-10")).recorded()


def test_only_a_vice_president_s_loss_opens_a_vote() -> None:
    member = (functions("w", "b1"), functions("x", "a2"), functions("m", "b2"))
    given(*SITTING, *member).when(withdraw("m")).then(withdrawn("m", "b2"))
    given(*SITTING, *member, withdraw("m")).when(vote("b2")).refused(NoRetentionVoteDue(person="b2", on=day("09-20")))
    elsewhere = functions("w", "b1", organization=A)
    fact = DelegationWithdrawn(
        delegation="w",
        kind=DelegationKind.FUNCTIONS,
        cause=WithdrawalCause.LOSS_OF_TRUST,
        person="b1",
        organization=A,
    )
    given(*SITTING, elsewhere).when(withdraw("w")).then(fact)


def test_what_lapsed_with_a_former_seat_neither_keeps_the_vote_shut_nor_opens_it() -> None:
    again = (vacate("VP1", "07-01"), fill("VP1", "b1", "07-02", OTHER_ACT))
    given(*SITTING, functions("w", "b1"), *again, functions("x", "b1", on="07-03")).when(withdraw("x")).then(
        withdrawn("x", "b1"), cautions=[opens()]
    )
    given(*SITTING, functions("w", "b1"), *again).when(withdraw("w")).then(withdrawn("w", "b1"))


def test_a_vote_says_what_its_totals_say() -> None:
    register = given(*SITTING, functions("w", "b1"), withdraw("w"))
    wrong = RetentionTotalsContradict(person="b1", votes_for=2, votes_against=6)
    register.when(vote(kept=True, for_=2, against=6)).refused(wrong)
    wrong = RetentionTotalsContradict(person="b1", votes_for=6, votes_against=2)
    register.when(vote(kept=False)).refused(wrong)
    register.when(vote(kept=True, for_=4, against=4)).recorded()


def test_losing_functions_again_asks_for_another_vote() -> None:
    given(*SITTING, functions("w", "b1"), withdraw("w"), vote(), functions("x", "b1", on="10-01")).when(
        withdraw("x", "11-01"), vote(on="11-20", kept=False, for_=1, against=7)
    ).then(
        withdrawn("x", "b1"),
        RetentionVoteHeld(person="b1", kept=False, votes_for=1, votes_against=7),
        cautions=[opens(on="11-01"), VicePresidentNotKept(person="b1")],
    )
