"""What was recorded for few is opened later: entries keep their bytes, more people read them."""

import pytest
from msgspec import structs

from domain.arbitrations_commands import HoldExchange, OpenArbitration
from domain.core.entry import Disclosed, Entry, Rectified, Visibility, readable
from domain.disclosure import Disclose, NothingToDisclose, NotRecordedYet
from domain.facts.arbitrations import ExchangeParticipant, ExchangeSubject
from domain.rectification import NotRectifiable
from domain.references import LessConfidentialThanBefore
from domain.register import Instruction
from domain.themes import AddTheme
from tests.domain.given import given
from tests.domain.life import ACT, SITTING, A, day
from tests.domain.test_ambassadors import APPOINT, APPOINTED, EXPLAIN, EXPLAINED

SECRET = structs.replace(APPOINT, visibility=Visibility.RESTRICTED)
DISCLOSE = Disclose(on=day("12-01"), act=ACT, subject="ambassador:north")


def test_everything_confidential_of_a_thing_is_disclosed_at_once() -> None:
    register = given(*SITTING, SECRET)
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


@pytest.mark.parametrize("first", [(SECRET,), (SECRET, structs.replace(EXPLAIN, visibility=Visibility.RESTRICTED))])
def test_what_the_same_request_records_has_no_position_to_disclose(first: tuple[Instruction, ...]) -> None:
    refused = NotRecordedYet(reference="ambassador:north")
    given(*SITTING).when(*first, DISCLOSE).refused(refused, at=len(first))
    given(*SITTING, *first[:-1]).when(first[-1], DISCLOSE).refused(refused, at=1)


def test_what_is_said_of_a_confidential_thing_is_told_to_no_more_people_than_it() -> None:
    kept = LessConfidentialThanBefore(
        reference="ambassador:north", visibility=Visibility.PUBLIC, kept=Visibility.RESTRICTED
    )
    given(*SITTING, SECRET).when(EXPLAIN).refused(kept)
    given(*SITTING, SECRET).given(DISCLOSE).when(EXPLAIN).recorded()


def test_what_cites_a_confidential_thing_is_told_to_no_more_people_than_it() -> None:
    theme = AddTheme(on=day("05-02"), act=ACT, theme="relief", name_fr="relief", name_en="relief")
    cites = structs.replace(APPOINT, themes=("relief",))
    kept = LessConfidentialThanBefore(reference="theme:relief", visibility=Visibility.PUBLIC, kept=Visibility.BUREAU)
    given(*SITTING, structs.replace(theme, visibility=Visibility.BUREAU)).when(cites).refused(kept)
    given(*SITTING, theme).when(cites).recorded()


def test_a_disclosure_does_not_betray_what_its_thing_cites() -> None:
    sealed = Visibility.RESTRICTED
    arbitration = OpenArbitration(
        on=day("06-01"), act=ACT, visibility=sealed, arbitration="w", subject="W", question="W?", parties=(A,)
    )
    exchange = HoldExchange(
        on=day("06-01"),
        act=ACT,
        visibility=sealed,
        exchange="june",
        participants=(ExchangeParticipant(person="a1", on_behalf_of=A),),
        subjects=(ExchangeSubject(title="W", arbitration="w"),),
    )
    register = given(*SITTING, arbitration, exchange)
    tell = structs.replace(DISCLOSE, subject="exchange:june")
    register.when(tell).refused(
        LessConfidentialThanBefore(reference="arbitration:w", visibility=Visibility.PUBLIC, kept=sealed)
    )
    register.when(tell, structs.replace(DISCLOSE, subject="arbitration:w")).recorded()
