"""The opening of a ledger and the authority's identity."""

from domain.core.refusals import InvalidSiren
from domain.facts.registry import AuthorityRegistered, Clock, LedgerOpened, LegalForm
from domain.registry import AuthorityIsAnother, LedgerAlreadyOpen, OpenLedger, RegisterAuthority
from tests.domain.given import given
from tests.domain.life import ACT, SIREN, day


def authority(name: str = "SM", on: str = "01-01", siren: str = SIREN) -> RegisterAuthority:
    return RegisterAuthority(on=day(on), act=ACT, siren=siren, name=name, legal_form=LegalForm.CLOSED_JOINT_SYNDICATE)


def registered(name: str = "SM") -> AuthorityRegistered:
    return AuthorityRegistered(siren=SIREN, name=name, legal_form=LegalForm.CLOSED_JOINT_SYNDICATE)


def test_a_ledger_is_opened_once() -> None:
    ledger = given().when(OpenLedger(on=day("01-01"), clock=Clock.SIMULATED)).then(LedgerOpened(clock=Clock.SIMULATED))
    ledger.when(OpenLedger(on=day("01-01"))).refused(LedgerAlreadyOpen(clock=Clock.SIMULATED))


def test_the_authority_may_change_its_name() -> None:
    ledger = given().when(authority()).then(registered())
    renamed = ledger.when(authority("PETR", "06-01")).then(registered("PETR"))
    renamed.when(authority(on="02-01")).already_true()
    renamed.when(authority("PETR", "07-01")).already_true()
    renamed.when(authority("PETR", "03-01")).then(registered("PETR"))


def test_a_ledger_belongs_to_one_siren() -> None:
    given(authority()).when(authority(siren="242320109")).refused(AuthorityIsAnother(siren=SIREN))


def test_the_siren_of_the_authority_is_checked() -> None:
    given().when(authority(siren="200067511")).refused(InvalidSiren(siren="200067511"))
