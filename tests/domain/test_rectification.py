"""Correcting the record: what is struck, what takes its place, and what would no longer stand."""

from domain.contradictions import HistoryWouldBreak, SeatOutsideAssembly
from domain.core.entry import Act, Rectified, Replaces, standing
from domain.core.refusals import UnknownEntry
from domain.departures import RecordDeath
from domain.facts.bodies import BodyCreated, BodyKind, Cause, TermEnded, TermOpened
from domain.facts.people import PersonRegistered
from domain.facts.registry import Clock, LedgerOpened
from domain.periods import AnomalyKind
from domain.rectification import (
    AlreadyRectified,
    NothingToRectify,
    NotRectifiable,
    Rectify,
)
from domain.seats import SeatHeld
from tests.domain import life
from tests.domain.given import Given, given
from tests.domain.life import ACT, INSTALLED, OTHER_ACT, SITTING, day, fill, vacate
from tests.domain.test_seats import holders

REASON = "misread minutes"
VP2 = life.filled("VP2", "a2")


def struck(ledger: Given, position: int, act: Act | None = None) -> Rectified:
    return Rectified(entry=position, reason=REASON, about=ledger.ledger.entries[position - 1].fact.tags())


def test_the_wrong_person_is_replaced_from_the_first_day_on() -> None:
    ledger = given(*SITTING)
    wrong = ledger.at(VP2)
    after = ledger.when(ledger.correct(VP2, fill("VP2", "a3"))).then(struck(ledger, wrong), life.filled("VP2", "a3"))
    assert holders(after, "05-20")["VP2"] == "a3"
    replacement = after.ledger.entries[-1]
    assert replacement.replaces == Replaces(entry=wrong, order=wrong)


def test_the_wrong_date_is_replaced_by_the_right_one() -> None:
    ledger = given(*SITTING, vacate("M1", "09-01"))
    after = ledger.when(ledger.correct(life.vacated("M1", "b2"), vacate("M1", "08-01"))).recorded()
    assert [holders(after, on)["M1"] for on in ("07-31", "08-01", "09-02")] == ["b2", None, None]


def test_the_wrong_seat_is_replaced_by_the_right_one() -> None:
    ledger = given(*SITTING)
    after = ledger.when(ledger.correct(life.filled("M1", "b2"), fill("M2", "b2"))).recorded()
    assert (holders(after, "05-20")["M1"], holders(after, "05-20")["M2"]) == (None, "b2")


def test_the_act_alone_may_be_corrected() -> None:
    ledger = given(*SITTING)
    ledger.when(ledger.correct(VP2, fill("VP2", "a2", act=OTHER_ACT))).then(struck(ledger, ledger.at(VP2)), VP2)


def test_what_never_happened_is_struck_without_a_replacement() -> None:
    ledger = given(*SITTING, vacate("M1", "09-01"))
    wrong = life.vacated("M1", "b2")
    after = ledger.when(ledger.correct(wrong)).then(struck(ledger, ledger.at(wrong)))
    assert holders(after, "09-02")["M1"] == "b2"


def test_a_replacement_may_name_another_body() -> None:
    ledger = given(
        *SITTING,
        life.create("committee", BodyKind.STEERING_COMMITTEE),
        life.form("first", "05-20", (life.BUREAU_SEATS[0], life.BUREAU_SEATS[1]), "committee"),
    )
    wrong = life.filled("M1", "b2")
    elsewhere = fill("VP1", "a4", body="committee")
    after = ledger.when(ledger.correct(wrong, elsewhere)).recorded()
    assert holders(after, "05-20")["M1"] is None
    assert after.ledger.facts()[-1] == life.filled("VP1", "a4", "committee", "first")
    by, replacement = len(after.ledger.entries) - 1, len(after.ledger.entries)
    nothing = Rectify(entry=after.at(wrong), reason=REASON)
    after.when(nothing).refused(AlreadyRectified(entry=after.at(wrong), by=by, replacements=(replacement,)))


def test_a_list_of_corrections_may_swap_two_people() -> None:
    ledger = given(*SITTING)
    swap = (
        Rectify(entry=ledger.at(VP2), reason=REASON),
        ledger.correct(life.filled("M1", "b2"), fill("M1", "a2")),
        fill("VP2", "b2"),
    )
    ledger.ledger.record(*swap)
    assert (holders(ledger, "05-20")["VP2"], holders(ledger, "05-20")["M1"]) == ("b2", "a2")


def test_a_rectified_entry_is_not_rectified_again_but_its_replacement_is() -> None:
    ledger = given(*SITTING)
    wrong = ledger.at(VP2)
    once = ledger.when(Rectify(entry=wrong, reason=REASON, replacement=(fill("VP2", "a3"),))).recorded()
    again = Rectify(entry=wrong, reason=REASON, replacement=(fill("VP2", "a4"),))
    replacement = once.at(life.filled("VP2", "a3"))
    refusal = AlreadyRectified(entry=wrong, by=replacement - 1, replacements=(replacement,))
    once.when(again).refused(refusal)
    twice = once.when(Rectify(entry=replacement, reason=REASON, replacement=(fill("VP2", "a4"),))).recorded()
    assert holders(twice, "05-20")["VP2"] == "a4"
    assert twice.ledger.entries[-1].replaces == Replaces(entry=replacement, order=wrong)
    twice.when(Rectify(entry=wrong, reason=REASON, replacement=(fill("VP2", "a3"),))).refused(refusal)


def test_the_same_correction_again_is_refused_when_its_replacement_no_longer_stands() -> None:
    ledger = given(*SITTING)
    wrong = ledger.at(VP2)
    correction = Rectify(entry=wrong, reason=REASON, replacement=(fill("VP2", "a3"),))
    once = ledger.when(correction).recorded()
    replacement = once.at(life.filled("VP2", "a3"))
    struck_too = once.when(Rectify(entry=replacement, reason=REASON)).recorded()
    refusal = AlreadyRectified(entry=wrong, by=replacement - 1, replacements=(replacement,))
    struck_too.when(correction).refused(refusal)


def test_a_replacement_keeps_the_place_of_what_it_replaces_in_the_legal_order() -> None:
    ledger = given(*SITTING, vacate("M1", "09-01"), fill("M1", "a3", "09-01"))
    after = ledger.when(ledger.correct(life.vacated("M1", "b2"), vacate("M1", "09-01", Cause.INELIGIBILITY))).recorded()
    assert holders(after, "09-01")["M1"] == "a3"
    facts = [entry.fact for entry in standing(after.ledger.entries) if entry.effective_on == day("09-01")]
    assert facts == [life.vacated("M1", "b2", Cause.INELIGIBILITY), life.filled("M1", "a3")]


def test_an_entry_on_which_a_later_one_rests_is_not_struck_alone() -> None:
    ledger = given(*SITTING, vacate("M1", "09-01"))
    later = ledger.at(life.vacated("M1", "b2"))
    broken = HistoryWouldBreak(
        entry=later, kind=AnomalyKind.NOT_THE_HOLDER, body="bureau", term="2026", seat="M1", person="b2"
    )
    ledger.when(ledger.correct(life.filled("M1", "b2"), fill("M1", "a3"))).refused(broken)
    both = (Rectify(entry=later, reason=REASON), ledger.correct(life.filled("M1", "b2"), fill("M1", "a3")))
    ledger.when(*both).recorded()


def test_a_designation_on_which_a_seat_of_the_bureau_rests_is_not_struck_alone() -> None:
    ledger = given(*SITTING)
    designation = life.designated("B1", "b1")
    entry = ledger.at(life.filled("VP1", "b1"))
    outside = SeatOutsideAssembly(body="bureau", term="2026", seat="VP1", person="b1", entry=entry)
    ledger.when(ledger.correct(designation)).refused(outside)
    ledger.when(ledger.correct(designation, life.designate("B1", "b1", "05-21"))).refused(outside)


def test_the_opening_of_a_term_on_which_everything_rests_is_not_struck_alone() -> None:
    ledger = given(*life.BODIES, life.install(), *life.person("a1", life.A), life.designate("A1", "a1"))
    opened = TermOpened(body="assembly", term="2026", seats=life.ASSEMBLY_SEATS)
    broken = HistoryWouldBreak(
        entry=ledger.at(life.designated("A1", "a1")),
        kind=AnomalyKind.NO_TERM,
        body="assembly",
        term="2026",
        seat="",
        person="",
    )
    ledger.when(ledger.correct(opened)).refused(broken)
    ledger.when(ledger.correct(opened, life.install(seats=life.ASSEMBLY_SEATS[:4]))).recorded()


def test_the_end_of_a_term_is_not_struck_while_the_next_one_runs() -> None:
    ledger = given(*life.BODIES, life.install("2020", "2020-09-10")).given(life.install())
    opened = TermOpened(body="assembly", term="2026", seats=life.ASSEMBLY_SEATS)
    overlap = HistoryWouldBreak(
        entry=ledger.at(opened), kind=AnomalyKind.TERMS_OVERLAP, body="assembly", term="2026", seat="", person=""
    )
    ended = TermEnded(body="assembly", term="2020", cause=Cause.RENEWAL_INSTALLATION)
    ledger.when(ledger.correct(ended)).refused(overlap)


def test_a_body_that_has_had_a_term_is_not_struck() -> None:
    ledger = given(*life.BODIES, life.install())
    created = BodyCreated(body="assembly", kind=BodyKind.ASSEMBLY, name="Assembly")
    opened = TermOpened(body="assembly", term="2026", seats=life.ASSEMBLY_SEATS)
    broken = HistoryWouldBreak(
        entry=ledger.at(opened), kind=AnomalyKind.NO_BODY, body="assembly", term="2026", seat="", person=""
    )
    ledger.when(ledger.correct(created)).refused(broken)
    ledger.when(ledger.correct(created, life.create("assembly", BodyKind.ASSEMBLY, on="2026-06-01"))).refused(broken)
    ledger.when(ledger.correct(created, life.create("assembly", BodyKind.ASSEMBLY, on="2019-01-01"))).recorded()


def test_a_replacement_is_decided_like_any_command() -> None:
    ledger = given(*SITTING)
    held = SeatHeld(body="bureau", seat="VP1", holder="b1", since=INSTALLED)
    ledger.when(ledger.correct(life.filled("M1", "b2"), fill("VP1", "b2"))).refused(held)


def test_a_death_may_be_corrected_with_all_that_it_vacated() -> None:
    ledger = given(*SITTING)
    first = len(ledger.ledger.entries) + 1
    ledger.given(RecordDeath(on=day("08-03"), act=ACT, person="b1"))
    last = len(ledger.ledger.entries)
    ledger.ledger.record(*(Rectify(entry=at, reason=REASON) for at in range(first, last + 1)))
    assert holders(ledger, "08-04")["VP1"] == "b1"


def test_there_is_no_such_entry() -> None:
    ledger = given(*SITTING)
    ledger.when(Rectify(entry=9999, reason=REASON)).refused(UnknownEntry(entry=9999))
    ledger.when(Rectify(entry=1 << 52, reason=REASON)).refused(UnknownEntry(entry=1 << 52))


def test_what_the_register_itself_did_is_not_rectified() -> None:
    ledger = given(*SITTING)
    opened, person = ledger.at(LedgerOpened(clock=Clock.REAL)), ledger.at(PersonRegistered(person="a1"))
    ledger.when(Rectify(entry=opened, reason=REASON)).refused(NotRectifiable(entry=opened, type="LedgerOpened"))
    ledger.when(Rectify(entry=person, reason=REASON)).refused(NotRectifiable(entry=person, type="PersonRegistered"))
    corrected = ledger.when(ledger.correct(VP2, fill("VP2", "a3"))).recorded()
    strike = corrected.at(life.filled("VP2", "a3")) - 1
    corrected.when(Rectify(entry=strike, reason=REASON)).refused(NotRectifiable(entry=strike, type="Rectified"))


def test_the_same_again_is_no_correction() -> None:
    ledger = given(*SITTING)
    ledger.when(ledger.correct(VP2, fill("VP2", "a2"))).refused(NothingToRectify(entry=ledger.at(VP2)))
