"""What was recorded for few is opened later: entries keep their bytes, more people read them."""

from msgspec import structs

from domain.core.entry import Disclosed, Entry, Rectified, Visibility, readable
from domain.disclosure import Disclose, NothingToDisclose
from domain.rectification import NotRectifiable
from tests.domain.given import given
from tests.domain.life import ACT, SITTING, day
from tests.domain.test_ambassadors import APPOINT, APPOINTED, EXPLAIN, EXPLAINED

SECRET = structs.replace(APPOINT, visibility=Visibility.RESTRICTED)
DISCLOSE = Disclose(on=day("12-01"), act=ACT, subject="ambassador:north")


def test_everything_confidential_of_a_thing_is_disclosed_at_once() -> None:
    register = given(*SITTING, SECRET, EXPLAIN)
    entry = register.at(APPOINTED)
    disclosed = Disclosed(entries=(entry,), to=Visibility.PUBLIC, about=APPOINTED.tags())
    register.when(DISCLOSE).then(disclosed)


def test_a_disclosure_widens_and_never_narrows() -> None:
    bureau = structs.replace(DISCLOSE, to=Visibility.BUREAU)
    register = given(*SITTING, SECRET).given(bureau)
    assert [level for level in range(4) if _reads(register.ledger.entries, level)] == [2, 3]
    register.given(DISCLOSE)
    assert [level for level in range(4) if _reads(register.ledger.entries, level)] == [0, 1, 2, 3]
    register.when(bureau).already_true()


def _reads(entries: list[Entry], level: int) -> bool:
    return any(entry.fact == APPOINTED for entry in readable(entries, level))


def test_there_must_be_something_to_disclose() -> None:
    nothing = NothingToDisclose(reference="ambassador:north")
    given(*SITTING).when(DISCLOSE).refused(nothing)
    given(*SITTING, APPOINT).when(DISCLOSE).refused(nothing)


def test_a_correction_of_what_was_disclosed_is_read_by_as_many() -> None:
    register = given(*SITTING, SECRET, structs.replace(EXPLAIN, visibility=Visibility.RESTRICTED)).given(DISCLOSE)
    register.given(register.correct(EXPLAINED))
    strike = register.ledger.entries[-1]
    assert isinstance(strike.fact, Rectified)
    assert strike.visibility is Visibility.PUBLIC


def test_a_disclosure_is_not_taken_back() -> None:
    register = given(*SITTING, SECRET).given(DISCLOSE)
    fact = register.ledger.entries[-1].fact
    register.when(register.correct(fact)).refused(NotRectifiable(entry=register.at(fact), type="Disclosed"))
