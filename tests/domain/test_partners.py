"""Actors of the territory: listed once, bound by agreements, engaged while they are there."""

import pytest
from msgspec import structs

from domain.core.command import Command
from domain.core.notices import Refusal
from domain.facts.organizations import OrganizationCategory
from domain.facts.partners import (
    ActorCategory,
    ActorEngaged,
    ActorListed,
    ActorWithdrawn,
    AgreementEnded,
    AgreementSigned,
    EngagementKind,
)
from domain.organizations import RegisterOrganization
from domain.partners_commands import EndAgreement, ListActor, RecordEngagement, SignAgreement, WithdrawActor
from domain.partners_life import Partner, apply
from domain.partners_notices import (
    ActorNotActive,
    AgreementEndsBeforeItBegins,
    AgreementExists,
    AgreementNotRunning,
    EngagementWithoutOccasion,
)
from domain.references import AlreadyFounded, UnknownReference
from tests.domain.given import given
from tests.domain.life import ACT, OTHER_ACT, SITTING, A, day

PARK = RegisterOrganization(
    on=day("05-20"), organization="org:parc", name="Parc", category=OrganizationCategory.PARTNER
)
BEFORE = (*SITTING, PARK)
LIST = ListActor(
    on=day("06-01"),
    partner="pnr",
    organization="org:parc",
    category=ActorCategory.REGIONAL_NATURE_PARK,
    themes=("tourism",),
    area=(A,),
)
LISTED = ActorListed(
    partner="pnr",
    organization="org:parc",
    category=ActorCategory.REGIONAL_NATURE_PARK,
    themes=("tourism",),
    area=(A,),
)
SIGN = SignAgreement(on=day("07-01"), act=ACT, partner="pnr", agreement="c1", title="Charte", until=day("2029-07-01"))
SIGNED = AgreementSigned(partner="pnr", agreement="c1", title="Charte", until=day("2029-07-01"))
ENGAGE = RecordEngagement(
    on=day("09-01"), partner="pnr", engagement="e1", kind=EngagementKind.WORKING_GROUP, subject="Eau", body="bureau"
)
ENGAGED = ActorEngaged(partner="pnr", engagement="e1", kind=EngagementKind.WORKING_GROUP, subject="Eau", body="bureau")
END = EndAgreement(on=day("10-01"), act=ACT, partner="pnr", agreement="c1")
WITHDRAW = WithdrawActor(on=day("11-01"), partner="pnr", reason="Fusion")


def test_an_actor_is_listed_bound_engaged_and_withdraws() -> None:
    given(*BEFORE).when(LIST, SIGN, ENGAGE, END, WITHDRAW).then(
        LISTED,
        SIGNED,
        ENGAGED,
        AgreementEnded(partner="pnr", agreement="c1"),
        ActorWithdrawn(partner="pnr", reason="Fusion"),
    )


def test_who_withdraws_is_bound_no_more() -> None:
    partner: Partner | None = None
    for entry in given(*BEFORE, LIST, SIGN, WITHDRAW).ledger.entries:
        partner = apply(partner, entry) if entry.fact.tags()[0] == "partner:pnr" else partner
    assert partner is not None
    assert partner.agreements[0].until == day("11-01")
    assert partner.agreements[0].ending_entry == partner.entries[-1]


def test_a_part_taken_in_a_project_that_is_not_named_is_recorded_with_a_caution() -> None:
    vague = structs.replace(ENGAGE, kind=EngagementKind.PROJECT)
    caution = EngagementWithoutOccasion(partner="pnr", engagement="e1", kind=EngagementKind.PROJECT)
    fact = structs.replace(ENGAGED, kind=EngagementKind.PROJECT)
    given(*BEFORE, LIST).when(vague).then(fact, cautions=[caution])


REFUSED: list[tuple[tuple[Command, ...], Command, Refusal]] = [
    ((), structs.replace(LIST, organization="org:x"), UnknownReference(reference="org:x")),
    ((), structs.replace(LIST, themes=("x",)), UnknownReference(reference="theme:x")),
    ((), SIGN, UnknownReference(reference="partner:pnr")),
    ((LIST,), structs.replace(SIGN, on=day("05-31")), ActorNotActive(partner="pnr", on=day("05-31"))),
    ((LIST, WITHDRAW), structs.replace(ENGAGE, on=day("11-01")), ActorNotActive(partner="pnr", on=day("11-01"))),
    ((LIST, WITHDRAW), structs.replace(WITHDRAW, on=day("10-01")), ActorNotActive(partner="pnr", on=day("10-01"))),
    (
        (LIST, SIGN),
        structs.replace(SIGN, title="Autre"),
        AgreementExists(partner="pnr", agreement="c1", since=day("07-01")),
    ),
    (
        (LIST, ENGAGE),
        structs.replace(ENGAGE, subject="Autre"),
        AgreementExists(partner="pnr", agreement="e1", since=day("09-01")),
    ),
    (
        (LIST,),
        structs.replace(SIGN, until=day("07-01")),
        AgreementEndsBeforeItBegins(agreement="c1", on=day("07-01"), until=day("07-01")),
    ),
    (
        (LIST, SIGN, END),
        structs.replace(END, on=day("12-01"), act=OTHER_ACT),
        AgreementNotRunning(partner="pnr", agreement="c1", on=day("12-01")),
    ),
    ((LIST,), structs.replace(ENGAGE, session="s9"), UnknownReference(reference="session:s9")),
    ((LIST,), structs.replace(ENGAGE, project="p9"), UnknownReference(reference="project:p9")),
    ((LIST,), structs.replace(ENGAGE, body="nobody"), UnknownReference(reference="body:nobody")),
]


@pytest.mark.parametrize(("before", "command", "refusal"), REFUSED, ids=lambda value: type(value).__name__)
def test_what_is_refused(before: tuple[Command, ...], command: Command, refusal: Refusal) -> None:
    given(*BEFORE, *before).when(command).refused(refusal)


def test_a_name_is_one_actor() -> None:
    register = given(*BEFORE, LIST)
    refusal = AlreadyFounded(reference="partner:pnr", since=day("06-01"), entry=register.at(LISTED))
    register.when(structs.replace(LIST, themes=())).refused(refusal)
