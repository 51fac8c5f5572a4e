"""Elections annulled: with an appeal, and without."""

import datetime as dt

from domain.annulments import (
    Appeal,
    AppealPending,
    AppealStillPossible,
    ConcludeAnnulment,
    EffectFromNotification,
    LodgeAppeal,
    NoAnnulment,
    RecordAnnulment,
)
from domain.core.command import Command
from domain.facts.bodies import AppealLodged, Cause, ElectionAnnulled
from domain.leaving import AlsoVacated, SeatNotHeld
from tests.domain import life
from tests.domain.given import given
from tests.domain.life import ACT, INSTALLED, SITTING, day, fill
from tests.domain.test_seats import acting, holders


def annul(on: str = "08-12", seat: str = "P", body: str = "bureau") -> RecordAnnulment:
    return RecordAnnulment(on=day(on), act=ACT, body=body, seat=seat)


def appeal(on: str = "09-01", seat: str = "P") -> LodgeAppeal:
    return LodgeAppeal(on=day(on), act=ACT, body="bureau", seat=seat)


def conclude(how: Appeal, on: str, seat: str = "P", body: str = "bureau") -> ConcludeAnnulment:
    return ConcludeAnnulment(on=day(on), act=ACT, body=body, seat=seat, appeal=how)


def annulled(until: dt.date, seat: str = "P", person: str = "a1") -> ElectionAnnulled:
    return ElectionAnnulled(body="bureau", term="2026", seat=seat, person=person, appeal_until=until)


ANNULLED: tuple[Command, ...] = (*SITTING, annul())
NOTIFIED = EffectFromNotification(body="bureau", seat="P", notified_on=day("08-12"))


def test_a_judgment_leaves_the_holder_in_office_while_an_appeal_is_possible() -> None:
    ledger = given(*SITTING).when(annul()).then(annulled(day("09-12")))
    assert holders(ledger, "08-20")["P"] == "a1"


def test_without_an_appeal_the_seat_is_vacant_from_the_notification() -> None:
    ledger = given(*ANNULLED)
    after = ledger.when(conclude(Appeal.NONE, "09-14")).then(
        life.vacated("P", "a1", Cause.ANNULMENT_NO_APPEAL), cautions=[NOTIFIED]
    )
    assert (holders(after, "08-11")["P"], holders(after, "08-12")["P"], acting(after, "08-20")) == ("a1", None, "b1")


def test_it_is_not_final_while_the_time_to_appeal_runs() -> None:
    refusal = AppealStillPossible(body="bureau", seat="P", appeal_until=day("09-12"))
    given(*ANNULLED).when(conclude(Appeal.NONE, "09-12")).refused(refusal)
    given(*ANNULLED).when(conclude(Appeal.NONE, "09-13")).recorded()


def test_an_appeal_keeps_the_holder_in_office() -> None:
    ledger = given(*ANNULLED)
    after = ledger.when(appeal()).then(AppealLodged(body="bureau", term="2026", seat="P", person="a1"))
    assert holders(after, "12-01")["P"] == "a1"
    pending = AppealPending(body="bureau", seat="P", lodged_on=day("09-01"))
    after.when(conclude(Appeal.NONE, "12-01")).refused(pending)


def test_an_appeal_dismissed_vacates_the_seat_from_the_final_decision() -> None:
    ledger = given(*ANNULLED, appeal())
    after = ledger.when(conclude(Appeal.DISMISSED, "2027-02-03")).then(
        life.vacated("P", "a1", Cause.ANNULMENT_CONFIRMED)
    )
    assert (holders(after, "2027-02-02")["P"], holders(after, "2027-02-03")["P"]) == ("a1", None)


def test_a_delegate_whose_election_is_annulled_leaves_the_bureau_too() -> None:
    ledger = given(*SITTING, annul("08-12", "B1", "assembly"))
    notified = EffectFromNotification(body="assembly", seat="B1", notified_on=day("08-12"))
    ledger.when(conclude(Appeal.NONE, "09-14", "B1", "assembly")).then(
        life.vacated("B1", "b1", Cause.ANNULMENT_NO_APPEAL, "assembly"),
        life.vacated("VP1", "b1", Cause.ANNULMENT_NO_APPEAL),
        cautions=[notified, AlsoVacated(body="bureau", seat="VP1", person="b1")],
    )


def test_without_a_judgment_there_is_nothing_to_appeal_against_or_to_conclude() -> None:
    none = NoAnnulment(body="bureau", seat="P")
    given(*SITTING).when(appeal()).refused(none)
    given(*SITTING).when(conclude(Appeal.NONE, "09-14")).refused(none)
    given(*ANNULLED).when(appeal("08-11")).refused(none)
    given(*ANNULLED).when(conclude(Appeal.DISMISSED, "08-11")).refused(none)


def test_the_judgment_on_an_earlier_election_does_not_touch_a_later_one() -> None:
    ledger = given(*ANNULLED, fill("P", "a1", "10-01"))
    ledger.when(conclude(Appeal.DISMISSED, "12-01")).refused(NoAnnulment(body="bureau", seat="P"))


def test_a_vacant_seat_has_no_election_to_annul() -> None:
    vacant = SeatNotHeld(body="bureau", seat="M2", on=day("08-12"), vacant_since=INSTALLED)
    ledger = given(*SITTING)
    ledger.when(annul(seat="M2")).refused(vacant)
    ledger.when(appeal("08-12", "M2")).refused(vacant)
    ledger.when(conclude(Appeal.DISMISSED, "08-12", "M2")).refused(vacant)
