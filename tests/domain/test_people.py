"""People, their mandates and their offices elsewhere."""

from domain.core.refusals import PersonIsDead, UnknownPerson
from domain.departures import RecordDeath
from domain.facts.people import (
    EndCause,
    MandateEnded,
    MandateKind,
    MandateStarted,
    OfficeEnded,
    OfficeKind,
    OfficeStarted,
    PersonDetailsChanged,
    PersonRegistered,
)
from domain.people import (
    ChangePersonDetails,
    EndMandate,
    EndOffice,
    MandateAlreadyHeld,
    MandateNotHeld,
    PersonAlreadyRegistered,
    RegisterPerson,
    SeatsMayBeLost,
    StartMandate,
    StartOffice,
)
from tests.domain import life
from tests.domain.given import given
from tests.domain.life import ACT, OPENED, A, day

KNOWN = (*OPENED, *life.person("x1"))
COUNCILLOR = MandateKind.COMMUNITY_COUNCILLOR


def register(who: str) -> RegisterPerson:
    return RegisterPerson(on=day("05-01"), person=who, given_name="Élise", family_name="Zola")


def start(on: str = "05-01", who: str = "x1") -> StartMandate:
    return StartMandate(on=day(on), act=ACT, person=who, organization=A, mandate=COUNCILLOR)


def end(on: str, cause: EndCause = EndCause.RESIGNATION) -> EndMandate:
    return EndMandate(on=day(on), act=ACT, person="x1", organization=A, mandate=COUNCILLOR, cause=cause)


def takes_office(on: str = "05-01", rank: int | None = 1) -> StartOffice:
    return StartOffice(
        on=day(on), act=ACT, person="x1", organization=A, office=OfficeKind.EPCI_VICE_PRESIDENT, rank=rank
    )


def leaves_office(on: str) -> EndOffice:
    return EndOffice(
        on=day(on),
        act=ACT,
        person="x1",
        organization=A,
        office=OfficeKind.EPCI_VICE_PRESIDENT,
        cause=EndCause.TERM_ENDED,
    )


def test_a_person_is_registered_without_a_name_in_the_ledger() -> None:
    given(*OPENED).when(register("x1")).then(PersonRegistered(person="x1"))


def test_an_id_is_registered_once() -> None:
    given(*KNOWN).when(register("x1")).refused(PersonAlreadyRegistered(person="x1"))


def test_changed_details_leave_a_trace_without_a_value() -> None:
    changed = ChangePersonDetails(on=day("06-01"), person="x1", given_name="Élise", family_name="Zola-Prat")
    given(*KNOWN).when(changed).then(PersonDetailsChanged(person="x1"))
    given(*OPENED).when(changed).refused(UnknownPerson(person="x1"))


def test_a_mandate_begins_and_ends_with_a_word_on_the_seats() -> None:
    ledger = given(*KNOWN).when(start()).then(MandateStarted(person="x1", organization=A, mandate=COUNCILLOR))
    ended = MandateEnded(person="x1", organization=A, mandate=COUNCILLOR, cause=EndCause.RESIGNATION)
    ledger.when(end("09-01")).then(ended, cautions=[SeatsMayBeLost(person="x1", organization=A)])


def test_a_mandate_held_already_is_refused() -> None:
    refusal = MandateAlreadyHeld(person="x1", organization=A, held=COUNCILLOR, since=day("05-01"))
    given(*KNOWN, start()).when(start("06-01")).refused(refusal)


def test_a_mandate_may_begin_again_once_ended() -> None:
    ledger = given(*KNOWN, start(), end("06-01"))
    ledger.when(start("06-01")).then(MandateStarted(person="x1", organization=A, mandate=COUNCILLOR))


def test_what_is_not_held_does_not_end() -> None:
    refusal = MandateNotHeld(person="x1", organization=A, held=COUNCILLOR, on=day("04-30"))
    given(*KNOWN, start()).when(end("04-30")).refused(refusal)
    office = MandateNotHeld(person="x1", organization=A, held=OfficeKind.EPCI_VICE_PRESIDENT, on=day("09-01"))
    given(*KNOWN, start()).when(leaves_office("09-01")).refused(office)


def test_an_office_begins_and_ends_with_its_rank() -> None:
    office = OfficeKind.EPCI_VICE_PRESIDENT
    ledger = given(*KNOWN).when(takes_office()).then(OfficeStarted(person="x1", organization=A, office=office, rank=1))
    ledger.when(takes_office("06-01", 2)).refused(
        MandateAlreadyHeld(person="x1", organization=A, held=office, since=day("05-01"))
    )
    ended = OfficeEnded(person="x1", organization=A, office=office, cause=EndCause.TERM_ENDED, rank=1)
    ledger.when(leaves_office("09-01")).then(ended)


def test_the_dead_and_the_unknown_begin_nothing() -> None:
    given(*OPENED).when(start()).refused(UnknownPerson(person="x1"))
    dead = given(*KNOWN, RecordDeath(on=day("07-01"), act=ACT, person="x1"))
    dead.when(start("07-01")).refused(PersonIsDead(person="x1", died_on=day("07-01")))
    dead.when(start("06-30")).recorded()
