"""Members over time, and local organisations."""

from domain.core.refusals import InvalidSiren
from domain.departures import CeaseMember
from domain.facts.organizations import (
    MemberEndCause,
    MemberJoined,
    OrganizationCategory,
    OrganizationClosed,
    OrganizationRegistered,
)
from domain.organizations import (
    AdmitMember,
    AlreadyMember,
    CloseOrganization,
    OrganizationIdIsReserved,
    RegisterOrganization,
    UnknownOrganization,
)
from tests.domain.given import given
from tests.domain.life import ACT, OPENED, OTHER_ACT, A, day

PARTNER = "org:parc"
C = "epci:242300135"


def register(
    name: str = "PNR", on: str = "01-01", who: str = PARTNER, siren: str | None = None
) -> RegisterOrganization:
    category = OrganizationCategory.PARTNER
    return RegisterOrganization(on=day(on), organization=who, name=name, category=category, siren=siren)


def registered(name: str = "PNR", siren: str | None = None) -> OrganizationRegistered:
    return OrganizationRegistered(organization=PARTNER, name=name, category=OrganizationCategory.PARTNER, siren=siren)


def close(on: str = "06-01") -> CloseOrganization:
    return CloseOrganization(on=day(on), act=ACT, organization=PARTNER)


def admit(who: str, on: str = "01-01") -> AdmitMember:
    return AdmitMember(on=day(on), act=ACT, organization=who)


def test_a_partner_is_registered_renamed_and_closed() -> None:
    ledger = given(*OPENED).when(register(siren="200067510")).then(registered(siren="200067510"))
    renamed = ledger.when(register("PNR 23", "03-01")).then(registered("PNR 23"))
    renamed.when(register(siren="200067510")).already_true()
    renamed.when(register("PNR 23", "04-01")).already_true()
    renamed.when(close()).then(OrganizationClosed(organization=PARTNER))


def test_a_closed_partner_may_come_back() -> None:
    given(*OPENED, register(), close()).when(register(on="09-01")).then(registered())


def test_communes_and_epcis_are_not_registered_again() -> None:
    given(*OPENED).when(register(who=C)).refused(OrganizationIdIsReserved(organization=C))


def test_a_siren_is_checked() -> None:
    given(*OPENED).when(register(siren="200067511")).refused(InvalidSiren(siren="200067511"))


def test_what_is_not_there_is_not_closed() -> None:
    refusal = UnknownOrganization(organization=PARTNER, on=day("06-01"))
    given(*OPENED).when(close()).refused(refusal)
    given(*OPENED, register(on="06-02")).when(close()).refused(refusal)
    given(*OPENED, register(), close("03-01")).when(close()).refused(refusal)


def test_an_epci_is_admitted_as_a_member() -> None:
    given(*OPENED).when(admit(C)).then(MemberJoined(organization=C))


def test_a_local_organisation_is_admitted_once_registered() -> None:
    refusal = UnknownOrganization(organization=PARTNER, on=day("01-01"))
    given(*OPENED).when(admit(PARTNER)).refused(refusal)
    given(*OPENED, register()).when(admit(PARTNER)).then(MemberJoined(organization=PARTNER))


def test_a_member_is_not_admitted_again() -> None:
    refusal = AlreadyMember(organization=A, since=day("2020-01-01"))
    given(*OPENED).when(admit(A)).refused(refusal)
    other = AdmitMember(on=day("2020-01-01"), act=OTHER_ACT, organization=A)
    given(*OPENED).when(other).refused(refusal)


def test_a_former_member_may_come_back() -> None:
    ceased = CeaseMember(on=day("03-01"), act=ACT, organization=A, cause=MemberEndCause.WITHDRAWAL)
    given(*OPENED, ceased).when(admit(A, "09-01")).then(MemberJoined(organization=A))
