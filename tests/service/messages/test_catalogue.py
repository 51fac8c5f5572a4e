"""The catalogue says every notice of the project, in both languages, and nothing else."""

import datetime as dt
import re
from collections import Counter

import msgspec

import domain
import domain.checks
from domain.annulments import EffectFromNotification
from domain.composition import UnknownBody
from domain.contradictions import HistoryWouldBreak
from domain.core.notices import Caution, Notice, Refusal
from domain.facts.people import MandateKind
from domain.rectification import AlreadyRectified
from domain.register import COMMANDS
from domain.seating import TwoThirdsNeeded
from domain.seats import BeMindfulOfAcceptance, Incompatible, SeatHeld
from service.clerk.answers import warned
from service.clerk.refusals import ClockWouldGoBack, LedgerNotOpened, WritingNotAllowed
from service.messages import Language, remedy, sentence
from service.messages.catalogue import CAUTIONS, TEXTS
from tests.cases import each
from tests.service.messages.samples import classes, fields_of, flaws, notices, values_of

NOTICES = notices()
LANGUAGES: tuple[Language, ...] = ("fr", "en")
API_FIELDS = {"commandId", "expectedPosition", "observedUntil", "onBehalfOf", "recordedAt"}
each_notice = each("kind", NOTICES)


def test_every_notice_has_a_text_and_every_text_a_notice() -> None:
    assert len(NOTICES) > 50
    assert {kind.__name__ for kind in NOTICES} == set(TEXTS)


def test_no_two_notices_share_a_code() -> None:
    assert [name for name, times in Counter(kind.__name__ for kind in NOTICES).items() if times > 1] == []


@each_notice
def test_a_refusal_says_what_to_do(kind: type[Notice]) -> None:
    text = TEXTS[kind.__name__]
    assert text.fr
    assert text.en
    assert bool(text.remedy_fr) == bool(text.remedy_en)
    assert text.remedy_fr or not issubclass(kind, Refusal)


@each_notice
def test_a_text_says_every_field_and_no_other(kind: type[Notice]) -> None:
    """Style, rule 8: a refusal names the ids."""
    text = TEXTS[kind.__name__]
    fields = set(kind.__struct_fields__)
    assert fields_of(text.fr) == fields_of(text.en)
    assert fields_of(text.remedy_fr) == fields_of(text.remedy_en)
    assert fields_of(text.fr) | fields_of(text.remedy_fr) == fields


@each_notice
@each("empty", [False, True])
@each("language", LANGUAGES)
def test_a_notice_is_said_well(kind: type[Notice], language: Language, empty: bool) -> None:
    notice = kind(**values_of(kind, empty=empty))
    assert flaws(sentence(notice, language), language) == []
    said = remedy(notice, language)
    assert said == "" or flaws(said, language) == []


@each("code", sorted(TEXTS))
def test_the_commands_that_a_remedy_names_exist(code: str) -> None:
    text = TEXTS[code]
    known = {*COMMANDS, *(command.__name__ for command in COMMANDS.values()), *API_FIELDS}
    for said in (text.fr, text.en, text.remedy_fr, text.remedy_en):
        named = re.findall(r"\b[A-Za-z][a-z]+(?:[A-Z][a-z]+)+\b", re.sub(r"\{\w+", "", said))
        assert set(named) <= known


def test_every_caution_that_an_entry_may_hold_can_be_said_again() -> None:
    from_checks = set(classes(Caution, domain.checks))
    assert set(CAUTIONS.values()) == {k for k in NOTICES if issubclass(k, Caution)} - from_checks


@each("kind", CAUTIONS.values())
@each("language", LANGUAGES)
def test_a_stored_caution_is_said_as_it_was(kind: type[Caution], language: Language) -> None:
    caution = kind(**values_of(kind))
    stored = warned(caution)
    read_back = msgspec.json.decode(msgspec.json.encode(stored), type=type(stored))
    assert sentence(read_back, language) == sentence(caution, language)
    assert remedy(read_back, language) == remedy(caution, language)
    assert sentence((stored.code, stored.values), language) == sentence(caution, language)


def test_a_stored_date_is_a_date_and_a_term_that_looks_like_one_is_not() -> None:
    values = {"body": "2026-05-20", "seat": "P", "notified_on": "2026-05-01"}
    said = sentence((EffectFromNotification.__name__, values), "fr")
    assert "le 1er mai 2026" in said
    assert "de l’organe «\u00a02026-05-20\u00a0»" in said


def test_a_held_seat() -> None:
    held = SeatHeld(body="bureau", seat="VP2", holder="p-c1", since=dt.date(2026, 10, 12))
    assert sentence(held, "fr") == "Le siège VP2 du bureau est occupé par p-c1 depuis le 12 octobre 2026."
    assert sentence(held, "en") == "Seat VP2 of the bureau has been held by p-c1 since 2026-10-12."
    assert remedy(held, "en").startswith("Vacate it first (vacateSeat)")


def test_a_list_that_may_be_empty() -> None:
    on = dt.date(2026, 5, 20)
    some = UnknownBody(body="commission", on=on, known=("assembly", "bureau", "copil"))
    none = UnknownBody(body="commission", on=on, known=())
    assert "assembly, bureau et copil" in remedy(some, "fr")
    assert "assembly, bureau and copil" in remedy(some, "en")
    assert remedy(none, "fr").startswith("Aucun organe n’existe ce jour-là")
    assert remedy(none, "en").startswith("No body exists on that day")
    assert "écriture 14 et 15" in remedy(AlreadyRectified(entry=12, by=13, replacements=(14, 15)), "fr")
    assert remedy(LedgerNotOpened(ledger="FR", known=()), "en").endswith("No ledger is open yet.")


def test_what_is_not_recorded_yet_has_no_number() -> None:
    broken = HistoryWouldBreak(
        entry=(1 << 52) + 1, kind="SEAT_ALREADY_HELD", body="bureau", term="2026", seat="VP2", person=""
    )
    assert sentence(broken, "fr") == (
        "L’écriture de cette demande ne tiendrait plus dans l’histoire du bureau (mandat 2026, siège VP2)\u00a0: "
        "le siège a déjà un titulaire."
    )
    assert sentence(broken, "en").startswith("Entry of this request would no longer stand")


def test_values_are_said_in_words() -> None:
    assert "est aussi sénateur" in sentence(Incompatible(person="p-a", mandate=MandateKind.SENATOR), "fr")
    assert "is also a senator" in sentence(Incompatible(person="p-a", mandate=MandateKind.SENATOR), "en")
    assert "28" in sentence(TwoThirdsNeeded(asked=8, limit=6, assembly_seats=28), "fr")
    assert "de référence FR" in sentence(WritingNotAllowed(ledger="FR"), "fr")
    assert remedy(WritingNotAllowed(ledger="FR"), "fr").endswith("--ledger FR.")
    early, late = (dt.datetime(2026, 10, 12, hour, tzinfo=dt.UTC) for hour in (8, 9))
    back = sentence(ClockWouldGoBack(recorded_at=early, head=late), "fr")
    assert "le 12 octobre 2026 à 08:00:00 UTC" in back
    assert "préfet" in sentence(BeMindfulOfAcceptance(body="bureau", seat="P"), "fr")
