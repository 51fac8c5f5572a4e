"""Ambassadors are appointed among the elected, act while they are, and end."""

from domain.ambassadors import (
    AmbassadorNotActive,
    AmbassadorWithoutMandate,
    AppointAmbassador,
    EndAmbassadorship,
    RecordAmbassadorAction,
)
from domain.core.refusals import UnknownPerson
from domain.facts.ambassadors import (
    AmbassadorActed,
    AmbassadorActionKind,
    AmbassadorAppointed,
    AmbassadorEndCause,
    AmbassadorshipEnded,
)
from domain.references import AlreadyFounded, StillReferredTo, UnknownReference
from tests.domain.given import given
from tests.domain.life import ACT, OTHER_ACT, OUTSIDER, SITTING, A, day

APPOINT = AppointAmbassador(
    on=day("07-09"), act=ACT, ambassador="north", person="a1", area=(A, "commune:23001"), themes=("water",)
)
APPOINTED = AmbassadorAppointed(ambassador="north", person="a1", area=(A, "commune:23001"), themes=("water",))
EXPLAIN = RecordAmbassadorAction(
    on=day("09-01"),
    act=ACT,
    ambassador="north",
    kind=AmbassadorActionKind.STRATEGY_EXPLAINED,
    organization="commune:23001",
)
EXPLAINED = AmbassadorActed(
    ambassador="north", kind=AmbassadorActionKind.STRATEGY_EXPLAINED, organization="commune:23001"
)
END = EndAmbassadorship(on=day("11-02"), act=ACT, ambassador="north", cause=AmbassadorEndCause.RENUNCIATION)
ENDED = AmbassadorshipEnded(ambassador="north", cause=AmbassadorEndCause.RENUNCIATION)


def test_an_elected_official_is_appointed_acts_and_ends() -> None:
    given(*SITTING).when(APPOINT, EXPLAIN, END).then(APPOINTED, EXPLAINED, ENDED)


def test_whoever_holds_no_mandate_is_appointed_with_a_caution() -> None:
    appoint = AppointAmbassador(on=day("07-09"), act=ACT, ambassador="north", person=OUTSIDER, area=(A,))
    appointed = AmbassadorAppointed(ambassador="north", person=OUTSIDER, area=(A,))
    caution = AmbassadorWithoutMandate(ambassador="north", person=OUTSIDER, on=day("07-09"))
    given(*SITTING).when(appoint).then(appointed, cautions=[caution])


def test_only_who_is_registered_and_what_is_known_can_be_named() -> None:
    nobody = AppointAmbassador(on=day("07-09"), act=ACT, ambassador="n", person="q9", area=(A,))
    given(*SITTING).when(nobody).refused(UnknownPerson(person="q9"))
    nowhere = AppointAmbassador(on=day("07-09"), act=ACT, ambassador="n", person="a1", area=("org:nowhere",))
    given(*SITTING).when(nowhere).refused(UnknownReference(reference="org:nowhere"))
    nothing = AppointAmbassador(on=day("07-09"), act=ACT, ambassador="n", person="a1", area=(A,), themes=("no-theme",))
    given(*SITTING).when(nothing).refused(UnknownReference(reference="theme:no-theme"))
    no_project = RecordAmbassadorAction(
        on=day("09-01"), act=ACT, ambassador="north", kind=EXPLAIN.kind, organization=A, project="halle"
    )
    given(*SITTING, APPOINT).when(no_project).refused(UnknownReference(reference="project:halle"))


def test_nothing_is_done_before_the_appointment_nor_after_the_end() -> None:
    given(*SITTING).when(EXPLAIN).refused(UnknownReference(reference="ambassador:north"))
    early = RecordAmbassadorAction(on=day("07-08"), act=ACT, ambassador="north", kind=EXPLAIN.kind, organization=A)
    given(*SITTING, APPOINT).when(early).refused(AmbassadorNotActive(ambassador="north", on=day("07-08")))
    again = EndAmbassadorship(on=day("12-01"), act=OTHER_ACT, ambassador="north", cause=AmbassadorEndCause.DEATH)
    given(*SITTING, APPOINT, END).when(again).refused(AmbassadorNotActive(ambassador="north", on=day("12-01")))


def test_a_name_is_one_ambassador() -> None:
    register = given(*SITTING, APPOINT)
    other = AppointAmbassador(on=day("08-01"), act=ACT, ambassador="north", person="a2", area=(A,))
    entry = register.at(APPOINTED)
    register.when(other).refused(AlreadyFounded(reference="ambassador:north", since=day("07-09"), entry=entry))


def test_what_others_rest_on_is_struck_only_with_a_replacement() -> None:
    register = given(*SITTING, APPOINT, EXPLAIN)
    entry, resting = register.at(APPOINTED), register.at(EXPLAINED)
    register.when(register.correct(APPOINTED)).refused(
        StillReferredTo(entry=entry, reference="ambassador:north", replacements=(resting,))
    )
    instead = AppointAmbassador(on=day("07-09"), act=ACT, ambassador="north", person="a2", area=(A,))
    register.when(register.correct(APPOINTED, instead)).recorded()
    given(*SITTING, APPOINT).when(given(*SITTING, APPOINT).correct(APPOINTED)).recorded()
