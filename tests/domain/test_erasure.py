"""Forgetting a person, destroying the text of an entry, and why a name is kept."""

import pytest
from msgspec import convert, structs

from domain.blanking import PLACEHOLDER, PLACEHOLDER_URL, blanked, blanked_act, free_texts
from domain.core.entry import Fact, Visibility
from domain.core.refusals import PersonIsForgotten, UnknownEntry, UnknownPerson
from domain.disclosure import Disclose
from domain.erasure import (
    AlreadyErased,
    ForgetPerson,
    NamesOfOfficialsStay,
    NoFreeText,
    NotErasable,
    RecordLegalBasis,
    RedactEntry,
)
from domain.facts import FACT_TYPES
from domain.facts.erasure import BodyErased, ErasureBasis, KeepingBasis, LegalBasisRecorded, PersonForgotten
from domain.facts.themes import ThemeAdded
from domain.people import ChangePersonDetails
from domain.rectification import NotRectifiable, Rectify
from domain.references import NotYetThen, UnknownReference
from domain.themes import AddTheme
from projections.nouns import NOUNS
from tests.cases import each
from tests.domain import life
from tests.domain.given import Given, given
from tests.domain.life import SITTING, day
from tests.domain.test_decisions import deliberate
from tests.golden.examples import ACT, FACTS

ON = life.day("2026-06-01")
WHO = life.OUTSIDER
FORGET = ForgetPerson(on=ON, person=WHO, basis=ErasureBasis.NO_LONGER_NECESSARY)
FORGOTTEN = PersonForgotten(person=WHO, basis=ErasureBasis.NO_LONGER_NECESSARY)
THEME = AddTheme(on=life.INSTALLED, act=life.ACT, theme="mountain", name_fr="montagne", name_en="mountain")
THEME_ADDED = ThemeAdded(theme="mountain", name_fr="montagne", name_en="mountain")
REDACT = RedactEntry(on=ON, entry=1, basis=ErasureBasis.UNLAWFUL_PROCESSING)


@each("fact", FACTS)
def test_a_fact_without_its_texts_is_valid_and_about_the_same(fact: Fact) -> None:
    texts = free_texts(fact)
    bare = blanked(fact, lambda _: True)
    assert set(free_texts(bare).values()) <= {PLACEHOLDER}
    assert bare.tags() == fact.tags()
    assert (bare == fact) is (not texts)
    again = convert(structs.asdict(bare), FACT_TYPES[type(fact).__name__], from_attributes=True)
    assert again == bare
    for noun in NOUNS:
        assert list(noun.touched(bare)) == list(noun.touched(fact))


def test_the_places_that_are_not_wanted_stay() -> None:
    (fact,) = (fact for fact in FACTS if type(fact).__name__ == "PactAdopted")
    texts = free_texts(fact)
    place = next(path for path in texts if path.endswith(".text"))
    assert free_texts(blanked(fact, lambda path: path == place)) == {**texts, place: PLACEHOLDER}


def test_an_act_without_its_texts_is_cited_as_before() -> None:
    bare = blanked_act(ACT, lambda _: True)
    assert bare == structs.replace(ACT, title=PLACEHOLDER, url=PLACEHOLDER_URL)
    assert blanked_act(ACT, lambda _: False) == ACT


def test_somebody_without_any_mandate_is_forgotten_on_request() -> None:
    given(*SITTING).when(FORGET).then(FORGOTTEN)


@pytest.mark.parametrize("by", ["mandate", "seat"])
def test_the_name_of_an_official_stays_until_a_decision_erases_it(by: str) -> None:
    who = "a1" if by == "seat" else "b4"
    register, forget = given(*SITTING), structs.replace(FORGET, person=who)
    register.when(forget).refused(NamesOfOfficialsStay(person=who))
    register.when(structs.replace(forget, decision="2026-11")).refused(UnknownReference(reference="decision:2026-11"))
    act = structs.replace(forget, act=life.ACT)
    register.when(act).then(structs.replace(FORGOTTEN, person=who))


def test_the_decision_that_erases_a_name_is_cited() -> None:
    register, forget = (
        given(*SITTING, deliberate("d1", on="05-25")),
        structs.replace(FORGET, person="a1", decision="d1"),
    )
    register.when(forget).then(structs.replace(FORGOTTEN, person="a1", decision="d1"))
    assert "decision:d1:cited" in register.ledger.entries[-1].fact.tags()


def test_a_decision_to_come_erases_no_name() -> None:
    register, forget = (
        given(*SITTING, deliberate("d1", on="05-25")),
        structs.replace(FORGET, person="a1", decision="d1"),
    )
    before = structs.replace(forget, on=day("2026-05-24"))
    register.when(before).refused(NotYetThen(reference="decision:d1", on=before.on, since=day("2026-05-25")))


def test_nobody_else_is_told_that_a_person_was_forgotten() -> None:
    hidden = structs.replace(life.person("x1")[0], visibility=Visibility.BUREAU)
    register = given(*SITTING, hidden).given(structs.replace(FORGET, person="x1"))
    assert register.ledger.entries[-1].visibility is Visibility.BUREAU


def test_who_is_forgotten_is_given_no_new_name() -> None:
    register = given(*SITTING).given(FORGET)
    by = register.at(FORGOTTEN)
    change = ChangePersonDetails(on=ON, person=WHO, given_name="G", family_name="F")
    register.when(change).refused(PersonIsForgotten(person=WHO, entry=by))
    basis = RecordLegalBasis(on=ON, person=WHO, basis=KeepingBasis.PUBLIC_TASK)
    register.when(basis).refused(PersonIsForgotten(person=WHO, entry=by))
    register.when(structs.replace(FORGET, basis=ErasureBasis.OBJECTION)).already_true()


def test_who_is_unknown_is_not_forgotten() -> None:
    unknown = structs.replace(FORGET, person="n1")
    given(*SITTING).when(unknown).refused(UnknownPerson(person="n1"))


def test_the_legal_basis_of_a_name_is_recorded_and_may_change() -> None:
    keep = RecordLegalBasis(on=ON, person="a1", basis=KeepingBasis.PUBLIC_TASK, reference="CRPA D312-1-3")
    archives = structs.replace(keep, basis=KeepingBasis.PUBLIC_ARCHIVES, reference=None)
    kept = LegalBasisRecorded(person="a1", basis=keep.basis, reference=keep.reference)
    register = given(*SITTING).when(keep).then(kept)
    register.when(archives).then(LegalBasisRecorded(person="a1", basis=archives.basis))


def _struck() -> tuple[Given, int, int]:
    """A theme whose record was corrected: the position of the entry, and of its correction."""
    register = given(*SITTING, THEME)
    correction = register.correct(THEME_ADDED, structs.replace(THEME, name_en="heights"), reason="Mme Untel s'y oppose")
    register.given(correction)
    return register, register.at(THEME_ADDED), correction.entry + 1


def test_the_text_of_an_entry_is_erased_whether_it_stands_or_was_corrected() -> None:
    register, original, correction = _struck()
    redact = structs.replace(REDACT, entry=original)
    erased = register.when(redact).then(
        BodyErased(
            entry=original,
            basis=REDACT.basis,
            erased=("name_fr", "name_en"),
            about=THEME_ADDED.tags(),
            remains={
                "type": "ThemeAdded",
                "fact": {"theme": "mountain", "name_fr": PLACEHOLDER, "name_en": PLACEHOLDER},
                "effective_on": THEME.on.isoformat(),
                "visibility": "PUBLIC",
                "act": {"kind": "MINUTES", "date": "2026-05-20", "number": "2026-01"},
            },
        )
    )
    erased.when(structs.replace(REDACT, entry=correction)).recorded()
    reason = register.ledger.entries[-1].fact
    assert isinstance(reason, BodyErased)
    assert (reason.erased, reason.remains["fact"]["reason"]) == (("reason",), PLACEHOLDER)


def test_the_text_of_a_correction_may_go_before_that_of_what_it_corrects() -> None:
    register, original, correction = _struck()
    register.when(structs.replace(REDACT, entry=correction)).recorded()
    register.when(structs.replace(REDACT, entry=original)).recorded()
    assert register.ledger.entries[-1].fact.tags() == ("theme:mountain", f"entry:{original}")


def test_only_the_fields_that_are_named_are_erased() -> None:
    register, original, _ = _struck()
    register.when(structs.replace(REDACT, entry=original, fields=("name_fr",))).recorded()
    fact = register.ledger.entries[-1].fact
    assert isinstance(fact, BodyErased)
    assert fact.remains["fact"] == {"theme": "mountain", "name_fr": PLACEHOLDER, "name_en": "mountain"}


def test_the_title_of_the_act_is_erased_when_it_is_named() -> None:
    act = structs.replace(life.ACT, title="Lettre de Mme Untel", url="https://example.org/untel.pdf")
    register = given(*SITTING, structs.replace(THEME, act=act))
    redact = structs.replace(REDACT, entry=register.at(THEME_ADDED), fields=("act",))
    register.when(redact).recorded()
    fact = register.ledger.entries[-1].fact
    assert isinstance(fact, BodyErased)
    assert fact.erased == ("act.title", "act.url")
    assert fact.remains["act"]["title"] == PLACEHOLDER
    assert fact.remains["act"]["number"] == "2026-01"


def test_what_cannot_be_erased() -> None:
    register, original, _ = _struck()
    seated = next(e.position for e in register.ledger.entries if type(e.fact).__name__ == "SeatFilled")
    refusals = {
        structs.replace(REDACT, entry=1): NotErasable(entry=1, type="LedgerOpened"),
        structs.replace(REDACT, entry=9999): UnknownEntry(entry=9999),
        structs.replace(REDACT, entry=seated): NoFreeText(entry=seated, type="SeatFilled", fields=()),
        structs.replace(REDACT, entry=original, fields=("theme",)): NoFreeText(
            entry=original, type="ThemeAdded", fields=("name_fr", "name_en")
        ),
    }
    for command, refusal in refusals.items():
        register.when(command).refused(refusal)
    register.given(structs.replace(REDACT, entry=original))
    by = register.ledger.entries[-1].position
    other = structs.replace(REDACT, entry=original, basis=ErasureBasis.OBJECTION)
    register.when(other).refused(AlreadyErased(entry=original, by=by))
    register.when(structs.replace(REDACT, entry=by)).refused(NotErasable(entry=by, type="BodyErased"))
    register.when(Rectify(entry=by, reason="no")).refused(NotRectifiable(entry=by, type="BodyErased"))


def test_an_erasure_is_told_to_those_who_may_read_the_entry() -> None:
    register = given(*SITTING, structs.replace(THEME, visibility=Visibility.RESTRICTED))
    position = register.at(THEME_ADDED)
    register.when(structs.replace(REDACT, entry=position)).recorded()
    assert register.ledger.entries[-1].visibility is Visibility.RESTRICTED
    disclosed = given(*SITTING, structs.replace(THEME, visibility=Visibility.RESTRICTED))
    disclosed.given(Disclose(on=ON, act=life.ACT, subject="theme:mountain", to=Visibility.MEMBERS))
    disclosed.when(structs.replace(REDACT, entry=position)).recorded()
    assert disclosed.ledger.entries[-1].visibility is Visibility.MEMBERS
