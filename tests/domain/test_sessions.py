"""Sessions of an assembly of eight (quorum: five), with an alternate of member A; of its bureau; of a conference."""

from typing import Any

import pytest
from msgspec import structs

from domain.composition import UnknownBody
from domain.core.command import Command
from domain.core.entry import Visibility
from domain.core.notices import Caution, Refusal
from domain.core.refusals import UnknownPerson
from domain.facts.bodies import BodyKind, Manner, Seat, SeatKind
from domain.facts.sessions import (
    AgendaItem,
    AgendaNature,
    BallotChoice,
    BallotMode,
    ClosedSessionDecided,
    ConferenceOpinionSent,
    DeliberationListPublished,
    MemberArrived,
    MemberLeft,
    MinutesApproved,
    MinutesPublished,
    ProxyGiven,
    ProxyRevoked,
    QuorumNotReached,
    RecusalGround,
    RecusalRecorded,
    RequiredMajority,
    RollCallVoice,
    SessionAdjourned,
    SessionAttendance,
    SessionConvened,
    SessionEnded,
    SessionInitiative,
    SessionOpened,
    SessionProxy,
    UrgencyRatified,
    VoteTaken,
)
from domain.references import AlreadyFounded, LessConfidentialThanBefore, UnknownReference
from domain.seats import FillSeat
from domain.sessions_commands import (
    AdjournSession,
    ApproveMinutes,
    ConveneSession,
    DecideClosedSession,
    EndSession,
    OpenSession,
    PublishDeliberationList,
    PublishMinutes,
    RatifyUrgency,
    RecordLackOfQuorum,
    RecordMemberArrival,
    RecordMemberDeparture,
    RecordProxy,
    RecordRecusal,
    RecordSessionVote,
    RevokeProxy,
    SendConferenceOpinion,
)
from domain.sessions_law import (
    BallotFault,
    ChairNotPresent,
    ClosedSessionFault,
    ClosedSessionUnfounded,
    ComingsContradict,
    ConferenceOnlyAdvises,
    CouldNotVote,
    InvalidProxy,
    ItemPutOff,
    NoRightToSit,
    NotInSeveralPlaces,
    PlaceNotConvened,
    ProxyFault,
    QuorumWasReached,
    SeatTakenTwice,
    TooManyVoices,
    UnlawfulBallot,
    VotedTwice,
    VoteWithoutQuorum,
)
from domain.sessions_notices import (
    AdvisoryBodyVoted,
    AlternateNotCalled,
    ConferenceAskedTooOften,
    FirstConvocationIrregular,
    HeldBeforeConvened,
    ItemNamedTwice,
    ItemsNewAtSecondSession,
    MinutesNotApproved,
    NoExplanatoryNote,
    NoSecondConvocation,
    NotOnThatDay,
    NotOnTheAgenda,
    PublishedLate,
    QuorumLeftToOwnRules,
    ReadByFewer,
    RemoteSittingUncertain,
    ReplacedByOwnRules,
    RequestedSessionLate,
    SecondSessionTooEarly,
    SessionNotOpened,
    SessionOpenedAlready,
    ShortNotice,
    UrgencyNotClaimed,
    UrgencyNotYetRatified,
)
from domain.sessions_room import VotingGround
from domain.sessions_state import MovementKind
from tests.domain.given import Given, given
from tests.domain.life import (
    ACT,
    ASSEMBLY_SEATS,
    BODIES,
    ELECTED,
    OUTSIDER,
    PEOPLE,
    A,
    create,
    day,
    designate,
    fill,
    form,
    install,
    person,
)

ALTERNATE = Seat(seat="AS", kind=SeatKind.ALTERNATE_DELEGATE, on_behalf_of=A)
MAYORS = ("a2", "a3", "b2")
SETTLED: tuple[Command, ...] = (
    *BODIES,
    create("mayors", BodyKind.MAYORS_CONFERENCE, "assembly"),
    create("planning", BodyKind.COMMISSION, "assembly"),
    *(command for name, member in PEOPLE.items() for command in person(name, member)),
    *person("s1", A),
    *person("a9", A),
    *person(OUTSIDER),
    install(seats=(*ASSEMBLY_SEATS, ALTERNATE)),
    *(designate(name.upper(), name) for name in PEOPLE),
    designate("AS", "s1"),
    form(),
    *(fill(seat, who) for seat, who in ELECTED.items()),
    *(
        form(body=body, seats=tuple(Seat(seat=f"M{n}", kind=SeatKind.MEMBER) for n, _ in enumerate(MAYORS)))
        for body in ("mayors", "planning")
    ),
    *(
        FillSeat(on=day("05-20"), act=ACT, body=body, seat=f"M{n}", person=who, manner=Manner.DESIGNATION)
        for body in ("mayors", "planning")
        for n, who in enumerate(MAYORS)
    ),
)
HELD = day("06-20")
ITEMS = tuple(AgendaItem(item=name, title=f"Item {name}") for name in ("one", "two", "three"))
FIVE = ("a1", "a2", "a3", "b1", "b2")


def convene(session: str = "s", on: str = "06-10", body: str = "assembly", **fields: Any) -> ConveneSession:
    """Convened ten days before, with its note, unless told otherwise."""
    said: dict[str, Any] = {"held_on": HELD, "agenda": ITEMS, "note_sent": True} | fields
    return ConveneSession(on=day(on), act=ACT, session=session, body=body, **said)


def attending(*people: str) -> tuple[SessionAttendance, ...]:
    """In their own seats."""
    return tuple(SessionAttendance(person=who) for who in people)


def opened(*people: str, session: str = "s", **fields: Any) -> OpenSession:
    """Opened with these; the first one presides."""
    said: dict[str, Any] = {"present": attending(*people), "chair": people[0]} | fields
    return OpenSession(on=HELD, act=ACT, session=session, **said)


def then(**fields: Any) -> dict[str, Any]:
    """What a command of the day of the session says, and its own fields."""
    return {"on": HELD, "act": ACT, "session": "s"} | fields


def vote(item: str = "one", *totals: int, mode: BallotMode = BallotMode.SHOW_OF_HANDS, **fields: Any) -> Any:
    """A vote: for, against, abstentions."""
    names = ("votes_for", "votes_against", "abstentions")
    return RecordSessionVote(**then(item=item, mode=mode, **dict(zip(names, totals, strict=False)), **fields))


def voted(item: str = "one", *totals: int, mode: BallotMode = BallotMode.SHOW_OF_HANDS, **fields: Any) -> VoteTaken:
    """The fact of `vote`."""
    names = ("votes_for", "votes_against", "abstentions")
    said: dict[str, Any] = dict(zip(names, (*totals, 0, 0, 0), strict=False))
    return VoteTaken(session="s", item=item, mode=mode, **said, **fields)


def leave(who: str, before: str) -> RecordMemberDeparture:
    """Someone goes out."""
    return RecordMemberDeparture(**then(person=who, before=before))


def arrive(who: str, before: str, **fields: Any) -> RecordMemberArrival:
    """Someone comes in."""
    return RecordMemberArrival(**then(attendance=SessionAttendance(person=who, **fields), before=before))


def proxy(giver: str, bearer: str, **fields: Any) -> SessionProxy:
    """A proxy."""
    return SessionProxy(giver=giver, bearer=bearer, **fields)


def sitting(*people: str, **fields: Any) -> Given:
    """The session opened with these."""
    return given(*SETTLED, convene(), opened(*(people or FIVE), **fields))


# -- convening ---------------------------------------------------------------------------------------------------------


def test_a_session_is_convened_opened_voted_ended_and_published() -> None:
    register = given(*SETTLED)
    register.when(
        convene(),
        opened(*FIVE, secretary="a2", excused=("b3",), guests=(OUTSIDER,)),
        vote("one", 3, 1, 1),
        EndSession(**then(ended_at="20:15")),
        PublishDeliberationList(**then(on=day("06-25"))),
        ApproveMinutes(**then(on=day("09-10"))),
        PublishMinutes(**then(on=day("09-15"))),
    ).then(
        SessionConvened(session="s", body="assembly", held_on=HELD, agenda=ITEMS, note_sent=True),
        SessionOpened(
            session="s",
            present=attending(*FIVE),
            chair="a1",
            secretary="a2",
            excused=("b3",),
            guests=(OUTSIDER,),
        ),
        voted("one", 3, 1, 1),
        SessionEnded(session="s", ended_at="20:15"),
        DeliberationListPublished(session="s"),
        MinutesApproved(session="s"),
        MinutesPublished(session="s"),
    )


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        (convene(on="06-21"), HeldBeforeConvened(session="s", sent_on=day("06-21"), held_on=HELD)),
        (convene(agenda=(*ITEMS, ITEMS[1])), ItemNamedTwice(session="s", item="two")),
        (
            convene(body="senate"),
            UnknownBody(body="senate", on=HELD, known=("assembly", "bureau", "mayors", "planning")),
        ),
        (
            convene(agenda=(AgendaItem(item="one", title="One", themes=("no-theme",)),)),
            UnknownReference(reference="theme:no-theme"),
        ),
        (convene(second_of="r"), UnknownReference(reference="session:r")),
        (
            convene(
                places=("Here", "There"), agenda=(AgendaItem(item="b", title="Budget", nature=AgendaNature.BUDGET),)
            ),
            NotInSeveralPlaces(session="s", item="b", nature=AgendaNature.BUDGET),
        ),
    ],
)
def test_a_convening_is_refused(told: ConveneSession, refusal: Refusal) -> None:
    given(*SETTLED).when(told).refused(refusal)


@pytest.mark.parametrize(
    ("told", "cautions"),
    [
        (convene(on="06-14"), []),
        (convene(on="06-15"), [ShortNotice(session="s", given=4, needed=5)]),
        (convene(on="06-16", small=True), []),
        (convene(on="06-17", small=True), [ShortNotice(session="s", given=2, needed=3)]),
        (convene(on="06-18", urgent=True), []),
        (convene(on="06-19", urgent=True), [ShortNotice(session="s", given=0, needed=1)]),
        (convene(on="06-19", body="planning"), []),
        (convene(note_sent=False), [NoExplanatoryNote(session="s")]),
        (convene(note_sent=False, small=True), []),
        (convene(note_sent=False, body="bureau"), []),
        (convene(on="06-19", body="bureau"), []),
        (convene(places=("Here", "There"), body="bureau"), []),
        (convene(places=("Here", "There")), [RemoteSittingUncertain(session="s")]),
        (
            convene(initiative=SessionInitiative.PREFECT, requested_on=day("05-20")),
            [RequestedSessionLate(session="s", due=day("06-19"))],
        ),
        (convene(initiative=SessionInitiative.PREFECT, requested_on=day("05-21")), []),
    ],
)
def test_clear_days_the_note_and_requests_are_watched(told: ConveneSession, cautions: list[Caution]) -> None:
    fact = SessionConvened(
        session="s",
        body=told.body,
        held_on=HELD,
        agenda=ITEMS,
        places=told.places,
        urgent=told.urgent,
        small=told.small,
        initiative=told.initiative,
        requested_on=told.requested_on,
        note_sent=told.note_sent,
    )
    given(*SETTLED).when(told).then(fact, cautions=cautions)


def test_the_mayors_ask_for_four_conferences_a_year() -> None:
    asked: dict[str, Any] = {"body": "mayors", "initiative": SessionInitiative.THIRD_OF_MEMBERS}
    register = given(*SETTLED, *(convene(f"s{n}", **asked) for n in range(3)))
    elsewhere = convene("t", held_on=day("2027-01-05"), **asked)
    register.given(convene("u", body="mayors"), elsewhere).given(convene("s3", **asked))
    fact = SessionConvened(session="s", held_on=HELD, agenda=ITEMS, note_sent=True, **asked)
    caution = ConferenceAskedTooOften(session="s", times=5, limit=4)
    register.when(convene(**asked)).then(fact, cautions=[caution])


def test_a_name_is_one_session() -> None:
    register = given(*SETTLED, convene())
    entry = register.at(SessionConvened(session="s", body="assembly", held_on=HELD, agenda=ITEMS, note_sent=True))
    register.when(convene(on="06-11")).refused(AlreadyFounded(reference="session:s", since=day("06-10"), entry=entry))


# -- attendance --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        (opened("a1", OUTSIDER), NoRightToSit(session="s", person=OUTSIDER)),
        (opened("a1", "s1"), NoRightToSit(session="s", person="s1")),
        (
            opened("a1", "b1", "b1"),
            ComingsContradict(session="s", person="b1", movement=MovementKind.ARRIVED, item="one"),
        ),
        (opened("a1", chair="b1"), ChairNotPresent(session="s", person="b1")),
        (opened("a1", guests=("q9",)), UnknownPerson(person="q9")),
        (OpenSession(**then(present=attending("a1"), chair="a1", on=day("06-21"))),
         NotOnThatDay(session="s", on=day("06-21"), held_on=HELD)),
        (
            opened("a1", present=(SessionAttendance(person="a1", place="Nowhere"),)),
            PlaceNotConvened(session="s", place="Nowhere"),
        ),
        (
            opened("a1", present=(*attending("a1"), SessionAttendance(person="s1", in_place_of="B1"))),
            NoRightToSit(session="s", person="s1"),
        ),
        (
            opened("a1", present=(*attending("a1", "b1"), SessionAttendance(person="a2", in_place_of="A3"))),
            NoRightToSit(session="s", person="a2"),
        ),
    ],
)  # fmt: skip
def test_only_those_entitled_to_a_seat_sit(told: OpenSession, refusal: Refusal) -> None:
    given(*SETTLED, convene()).when(told).refused(refusal)


def test_an_alternate_sits_only_in_the_absence_of_the_full_delegate() -> None:
    taken = (*attending("a1"), SessionAttendance(person="s1", in_place_of="A1"))
    refusals = [SeatTakenTwice(session="s", item=item.item, seat="A1", people=("a1", "s1")) for item in ITEMS]
    given(*SETTLED, convene()).when(opened("a1", present=taken)).refused(*refusals)
    instead = (*attending("a1", "a2", "b1", "b2"), SessionAttendance(person="s1", in_place_of="A3"))
    register = given(*SETTLED, convene(), opened("a1", present=instead))
    register.when(arrive("a3", "two")).refused(
        *(SeatTakenTwice(session="s", item=item, seat="A3", people=("a3", "s1")) for item in ("two", "three"))
    )
    register.given(leave("s1", "two")).when(arrive("a3", "two"), vote("three", 5)).recorded()


def test_a_session_is_opened_once_and_lived_on_its_day() -> None:
    register = given(*SETTLED, convene())
    register.when(vote("one", 3)).refused(SessionNotOpened(session="s"))
    register.when(PublishDeliberationList(**then())).refused(SessionNotOpened(session="s"))
    register.given(opened(*FIVE))
    register.when(opened("a1")).refused(SessionOpenedAlready(session="s", opened_on=HELD))
    register.when(EndSession(**then(on=day("06-22")))).refused(NotOnThatDay(session="s", on=day("06-22"), held_on=HELD))
    register.when(ApproveMinutes(**then(on=day("06-19")))).refused(
        NotOnThatDay(session="s", on=day("06-19"), held_on=HELD)
    )
    register.when(EndSession(**then(on=day("06-21")))).recorded()


def test_only_the_absent_arrive_and_only_the_present_leave() -> None:
    register = sitting()
    register.when(arrive("a1", "two")).refused(
        ComingsContradict(session="s", person="a1", movement=MovementKind.ARRIVED, item="two")
    )
    register.when(leave("b4", "two")).refused(
        ComingsContradict(session="s", person="b4", movement=MovementKind.LEFT, item="two")
    )
    register.when(leave("a1", "seven")).refused(
        NotOnTheAgenda(session="s", item="seven", known=("one", "two", "three"))
    )
    register.when(arrive("b3", "two"), leave("b3", "three")).then(
        MemberArrived(session="s", attendance=SessionAttendance(person="b3"), before="two"),
        MemberLeft(session="s", person="b3", before="three"),
    )


# -- quorum ------------------------------------------------------------------------------------------------------------


def test_a_vote_without_quorum_is_refused_item_by_item() -> None:
    register = sitting()
    register.given(leave("a2", "two"))
    register.when(vote("one", 5)).recorded()
    lacking = VoteWithoutQuorum(session="s", item="two", present=4, needed=5)
    register.when(vote("two", 4)).refused(lacking)
    register.given(arrive("b3", "three")).when(vote("three", 5)).recorded()
    register.when(vote("two", 4)).refused(lacking)


def test_a_departure_learnt_of_late_is_held_against_the_votes_recorded_before_it() -> None:
    register = sitting()
    register.given(vote("two", 5))
    register.when(leave("a2", "two")).refused(
        VoteWithoutQuorum(session="s", item="two", present=4, needed=5),
        TooManyVoices(session="s", item="two", counted=5, voices=4),
    )
    register.when(leave("a2", "three")).recorded()


def test_proxies_do_not_count_for_the_quorum() -> None:
    register = sitting("a1", "a2", "b1", "b2", proxies=(proxy("b3", "b1"), proxy("b4", "b2")))
    register.when(vote("one", 5)).refused(VoteWithoutQuorum(session="s", item="one", present=4, needed=5))


def test_an_alternate_counts_for_the_quorum_and_votes() -> None:
    present = (*attending("a1", "a2", "b1", "b2"), SessionAttendance(person="s1", in_place_of="A3"))
    named = tuple(RollCallVoice(person=who, choice=BallotChoice.FOR) for who in ("s1", "b1"))
    register = given(*SETTLED, convene(), opened("a1", present=present))
    register.when(vote("one", mode=BallotMode.PUBLIC_ROLL_CALL, voices=named)).then(
        voted("one", 2, mode=BallotMode.PUBLIC_ROLL_CALL, voices=named)
    )


def test_whoever_is_recused_and_leaves_the_room_does_not_count_for_the_item() -> None:
    register = sitting()
    stays = RecordRecusal(**then(person="a2", item="one", ground=RecusalGround.PERSONAL_INTEREST))
    register.given(stays).when(vote("one", 4)).recorded()
    goes = RecordRecusal(**then(person="a2", item="two", ground=RecusalGround.PERSONAL_INTEREST, left_room=True))
    register.when(goes).then(
        RecusalRecorded(session="s", person="a2", item="two", ground=RecusalGround.PERSONAL_INTEREST, left_room=True)
    )
    register.when(vote("two", 4)).refused(VoteWithoutQuorum(session="s", item="two", present=4, needed=5))
    register.when(vote("three", 5)).recorded()


def test_representatives_in_an_outside_body_are_no_members_in_office_for_the_item() -> None:
    """Eight in office, two of them not counted: six, of whom four must be there."""
    register = sitting("a1", "a2", "a3", "a4", "b1", "b2")
    ground = RecusalGround.REPRESENTS_OUTSIDE_BODY
    register.given(*(RecordRecusal(**then(person=who, item="one", ground=ground)) for who in ("a2", "a3")))
    register.when(vote("one", 4)).recorded()
    register.when(RecordRecusal(**then(person="a4", item="two", ground=ground))).recorded()
    register.when(vote("two", 5, 1)).refused(TooManyVoices(session="s", item="two", counted=6, voices=5))


def test_a_lack_of_quorum_is_stated_only_when_there_was_none() -> None:
    register = sitting()
    register.when(RecordLackOfQuorum(**then(before="one"))).refused(
        QuorumWasReached(session="s", item="one", present=5)
    )
    register.given(leave("a2", "two"))
    register.when(RecordLackOfQuorum(**then(before="two"))).then(QuorumNotReached(session="s", before="two"))
    register.when(vote("two", 4)).refused(
        VoteWithoutQuorum(session="s", item="two", present=4, needed=5), ItemPutOff(session="s", item="two")
    )


def _without_quorum(on: str = "06-10") -> Given:
    register = given(*SETTLED, convene(on=on), opened("a1", "b1"), RecordLackOfQuorum(**then(before="one")))
    return register.given()


def second(on: str = "06-20", held: str = "06-23", **fields: Any) -> ConveneSession:
    """The second convocation."""
    return convene("t", on, held_on=day(held), second_of="s", **fields)


def test_after_a_second_convocation_no_quorum_is_needed() -> None:
    register = _without_quorum().given(EndSession(**then()))
    register.when(second()).recorded()
    later = day("06-23")
    register.given(OpenSession(**then(on=later, session="t", present=attending("a1", "b1"), chair="a1")))
    register.when(vote("one", 2, on=later, session="t")).recorded()


def test_a_second_convocation_follows_a_regular_first_one_by_three_days() -> None:
    register = _without_quorum()
    for told, sent in ((second(held="06-22"), "06-20"), (second(on="06-19", held="06-23"), "06-19")):
        register.when(told).refused(
            SecondSessionTooEarly(session="t", held_on=told.held_on, earliest=day("06-23"), sent_on=day(sent))
        )
    register.when(second(body="bureau")).refused(NoSecondConvocation(session="t", first="s"))
    new = AgendaItem(item="new", title="New")
    fact = SessionConvened(
        session="t", body="assembly", held_on=day("06-23"), agenda=(*ITEMS, new), second_of="s", note_sent=True
    )
    caution = ItemsNewAtSecondSession(session="t", first="s", items=("new",))
    register.when(second(agenda=(*ITEMS, new))).then(fact, cautions=[caution])
    _without_quorum("06-16").when(second()).refused(
        FirstConvocationIrregular(session="t", first="s", given=3, needed=5)
    )
    sitting().when(second()).refused(NoSecondConvocation(session="t", first="s"))


# -- proxies -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("proxies", "fault", "giver"),
    [
        ((proxy("b3", OUTSIDER),), [ProxyFault.NO_FULL_MEMBER, ProxyFault.BEARER_IS_ABSENT], "b3"),
        ((proxy("s1", "a1"),), [ProxyFault.NO_FULL_MEMBER], "s1"),
        ((proxy("b1", "a1"),), [ProxyFault.GIVER_IS_PRESENT], "b1"),
        ((proxy("b3", "b4"),), [ProxyFault.BEARER_IS_ABSENT], "b3"),
        ((proxy("b3", "b1", consecutive=4),), [ProxyFault.SERVED_TOO_LONG], "b3"),
    ],
)
def test_a_proxy_is_from_an_absent_full_member_to_a_present_one(
    proxies: tuple[SessionProxy, ...], fault: list[ProxyFault], giver: str
) -> None:
    refusals = [InvalidProxy(session="s", giver=giver, fault=each) for each in fault]
    given(*SETTLED, convene()).when(opened(*FIVE, proxies=proxies)).refused(*refusals)


def test_a_member_bears_one_proxy_only() -> None:
    told = opened(*FIVE, proxies=(proxy("b3", "b1"), proxy("b4", "b1")))
    faults = [InvalidProxy(session="s", giver=who, fault=ProxyFault.BEARS_ANOTHER) for who in ("b3", "b4")]
    given(*SETTLED, convene()).when(told).refused(*faults)


def test_an_illness_lets_a_proxy_serve_longer() -> None:
    sitting(*FIVE, proxies=(proxy("b3", "b1", consecutive=4, illness=True), proxy("b4", "b2", consecutive=3)))


def test_a_proxy_beside_an_alternate_who_sits_is_refused_and_one_instead_of_an_alternate_warns() -> None:
    present = (*attending(*FIVE), SessionAttendance(person="s1", in_place_of="A4"))
    told = opened("a1", present=present, proxies=(proxy("a4", "a1"),))
    given(*SETTLED, convene()).when(told).refused(
        InvalidProxy(session="s", giver="a4", fault=ProxyFault.ALTERNATE_SITS)
    )
    fact = SessionOpened(session="s", present=attending(*FIVE), chair="a1", proxies=(proxy("a4", "a1"),))
    caution = AlternateNotCalled(session="s", giver="a4", alternates=("s1",))
    given(*SETTLED, convene()).when(opened(*FIVE, proxies=(proxy("a4", "a1"),))).then(fact, cautions=[caution])


def test_a_proxy_is_given_on_leaving_revoked_and_spent_on_coming_back() -> None:
    register = sitting(*FIVE, "b3")
    given_ = RecordProxy(**then(proxy=proxy("b3", "b1"), before="two"))
    register.when(given_).refused(InvalidProxy(session="s", giver="b3", fault=ProxyFault.GIVER_IS_PRESENT))
    register.when(leave("b3", "two"), given_, vote("two", 6)).then(
        MemberLeft(session="s", person="b3", before="two"),
        ProxyGiven(session="s", proxy=proxy("b3", "b1"), before="two"),
        voted("two", 6),
    )
    register.when(RevokeProxy(**then(giver="b3", before="three")), vote("three", 5)).then(
        ProxyRevoked(session="s", giver="b3", before="three"), voted("three", 5)
    )
    register.when(RevokeProxy(**then(giver="b4", before="three"))).refused(
        InvalidProxy(session="s", giver="b4", fault=ProxyFault.NONE_TO_REVOKE)
    )
    register.when(RevokeProxy(**then(giver="b3", before="two"))).refused(
        TooManyVoices(session="s", item="two", counted=6, voices=5)
    )
    back = sitting(*FIVE, proxies=(proxy("b3", "b1"),)).given(arrive("b3", "two"), leave("b3", "three"))
    back.when(vote("three", 6)).refused(TooManyVoices(session="s", item="three", counted=6, voices=5))


def test_a_proxy_has_no_object_once_an_alternate_sits_in_the_giver_s_seat() -> None:
    register = sitting(*FIVE, proxies=(proxy("a4", "a1"),)).given(arrive("s1", "two", in_place_of="A4"))
    register.when(vote("one", 6)).recorded()
    register.when(vote("two", 7)).refused(TooManyVoices(session="s", item="two", counted=7, voices=6))


def test_nobody_votes_for_a_recused_giver() -> None:
    register = sitting(*FIVE, proxies=(proxy("b3", "b1"),))
    register.given(RecordRecusal(**then(person="b3", item="one", ground=RecusalGround.PERSONAL_INTEREST)))
    register.when(vote("one", 6)).refused(TooManyVoices(session="s", item="one", counted=6, voices=5))


def test_a_recused_bearer_votes_for_nobody() -> None:
    register = sitting(*FIVE, "b4", proxies=(proxy("b3", "b1"),))
    register.given(RecordRecusal(**then(person="b1", item="one", ground=RecusalGround.PERSONAL_INTEREST)))
    register.when(vote("one", 6)).refused(TooManyVoices(session="s", item="one", counted=6, voices=5))
    register.when(vote("two", 7)).recorded()


# -- votes -------------------------------------------------------------------------------------------------------------

ROLL = BallotMode.PUBLIC_ROLL_CALL
SECRET = BallotMode.SECRET_BALLOT


def voices(**choices: str) -> tuple[RollCallVoice, ...]:
    """Who voted what."""
    return tuple(RollCallVoice(person=who, choice=BallotChoice[choice]) for who, choice in choices.items())


@pytest.mark.parametrize(
    ("who", "ground"),
    [
        ("b3", VotingGround.ABSENT),
        ("b4", VotingGround.BEARER_CANNOT_VOTE),
        ("a2", VotingGround.RECUSED),
        ("s1", VotingGround.ALTERNATE_NOT_SITTING),
        (OUTSIDER, VotingGround.NO_SEAT),
    ],
)
def test_a_roll_call_names_only_those_who_could_vote(who: str, ground: VotingGround) -> None:
    register = sitting(*FIVE, "a4", proxies=(proxy("b4", "a2"),))
    register.given(RecordRecusal(**then(person="a2", item="one", ground=RecusalGround.PERSONAL_INTEREST)))
    register.when(vote("one", mode=ROLL, voices=voices(**{who: "FOR"}))).refused(
        CouldNotVote(session="s", item="one", person=who, ground=ground)
    )


def test_the_names_of_a_roll_call_make_its_totals_and_the_represented_are_named_too() -> None:
    register = sitting(*FIVE, proxies=(proxy("b3", "b1"),))
    named = voices(a1="FOR", a2="AGAINST", a3="ABSTENTION", b1="FOR", b3="AGAINST")
    register.when(vote("one", mode=ROLL, voices=named)).then(voted("one", 2, 2, 1, mode=ROLL, voices=named))


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        (vote("one", 3, mode=SECRET), BallotFault.SECRET_UNFOUNDED),
        (vote("one", 3, mode=SECRET, requested_by=1), BallotFault.TOO_FEW_ASKED),
        (vote("one", mode=ROLL, voices=voices(a1="FOR"), requested_by=1), BallotFault.TOO_FEW_ASKED),
        (vote("one", 1, voices=voices(a1="FOR")), BallotFault.NAMES_OUTSIDE_ROLL_CALL),
        (vote("one", 1, mode=SECRET, requested_by=2, voices=voices(a1="FOR")), BallotFault.NAMES_OUTSIDE_ROLL_CALL),
        (vote("one", 2, mode=ROLL, voices=voices(a1="FOR")), BallotFault.NAMES_DISAGREE),
        (vote("one", mode=ROLL, voices=(*voices(a1="FOR"), *voices(a1="FOR"))), BallotFault.NAMES_DISAGREE),
        (vote("one", mode=ROLL, voices=voices(a1="FOR"), blank=1), BallotFault.NAMES_DISAGREE),
        (vote("one", 0, 0, 5, casting_vote=BallotChoice.FOR), BallotFault.CASTING_VOTE_WITHOUT_TIE),
        (vote("president", 3), BallotFault.SECRECY_REQUIRED),
        (vote("president", 3, waived=True), BallotFault.SECRECY_REQUIRED),
        (vote("delegate", 3), BallotFault.SECRECY_REQUIRED),
        (vote("one", 3, 2, casting_vote=BallotChoice.FOR), BallotFault.CASTING_VOTE_WITHOUT_TIE),
        (vote("president", 2, 2, mode=SECRET, casting_vote=BallotChoice.FOR), BallotFault.CASTING_VOTE_IN_SECRET),
        (vote("one", 2, 2, 1, casting_vote=BallotChoice.ABSTENTION), BallotFault.CASTING_VOTE_OF_ANOTHER),
        (
            vote("one", mode=ROLL, voices=voices(a1="FOR", b1="AGAINST"), casting_vote=BallotChoice.AGAINST),
            BallotFault.CASTING_VOTE_OF_ANOTHER,
        ),
    ],
)
def test_an_unlawful_ballot_is_refused(told: RecordSessionVote, fault: BallotFault) -> None:
    register = given(*SETTLED, convene(agenda=(*ITEMS, *NOMINATIONS)), opened(*FIVE))
    register.when(told).refused(UnlawfulBallot(session="s", item=told.item, fault=fault))


NOMINATIONS = (
    AgendaItem(item="president", title="President", nature=AgendaNature.ELECTION),
    AgendaItem(item="delegate", title="Delegate", nature=AgendaNature.APPOINTMENT),
)


@pytest.mark.parametrize(
    "told",
    [
        vote("one", 3, mode=SECRET, requested_by=2),
        vote("one", mode=ROLL, voices=voices(a1="FOR"), requested_by=2),
        vote("one", 2, 2, casting_vote=BallotChoice.AGAINST),
        vote("one", mode=ROLL, voices=voices(a1="FOR", b1="AGAINST"), casting_vote=BallotChoice.FOR),
        vote("president", 3, mode=SECRET, blank=2),
        vote("president", 2, 1, mode=SECRET, round=3, majority=RequiredMajority.RELATIVE),
        vote("delegate", 5, mode=SECRET),
        vote("delegate", 5, waived=True),
    ],
)
def test_a_lawful_ballot_is_recorded(told: RecordSessionVote) -> None:
    given(*SETTLED, convene(agenda=(*ITEMS, *NOMINATIONS)), opened(*FIVE)).when(told).recorded()


def test_a_quarter_of_those_present_is_enough_to_ask_for_a_roll_call() -> None:
    register = sitting(*PEOPLE)
    register.when(vote("one", mode=ROLL, voices=voices(a1="FOR"), requested_by=2)).recorded()


def test_blank_ballots_and_abstentions_are_voices_too() -> None:
    sitting().when(vote("one", 3, 1, 1, blank=1)).refused(TooManyVoices(session="s", item="one", counted=6, voices=5))


def test_a_chair_who_is_recused_has_no_casting_vote() -> None:
    register = sitting(*FIVE, "b3")
    register.given(RecordRecusal(**then(person="a1", item="one", ground=RecusalGround.PERSONAL_INTEREST)))
    register.when(vote("one", 2, 2, casting_vote=BallotChoice.FOR)).refused(
        UnlawfulBallot(session="s", item="one", fault=BallotFault.CASTING_VOTE_OF_ANOTHER)
    )


def test_a_question_has_one_result() -> None:
    register = sitting().given(vote("one", 5))
    entry = register.at(voted("one", 5))
    register.when(vote("one", 4)).refused(VotedTwice(session="s", item="one", round=1, entry=entry))
    register.when(vote("one", 4, subject="Amendment"), vote("one", 4, round=2)).recorded()


def test_by_videoconference_the_ballot_is_public_only() -> None:
    remote = convene(places=("Here", "There"))
    present = (*attending("a1", "a2", "a3"), *(SessionAttendance(person=w, place="There") for w in ("b1", "b2")))
    register = given(*SETTLED, remote, opened("a1", present=present))
    register.when(vote("one", 5)).refused(
        UnlawfulBallot(session="s", item="one", fault=BallotFault.NOT_PUBLIC_THOUGH_REMOTE)
    )
    register.when(vote("one", mode=ROLL, voices=voices(a1="FOR", b1="FOR"))).recorded()


# -- closed session, urgency, adjournment ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "totals", "refusals"),
    [
        (("a1",), (3, 2), []),
        (FIVE, (3, 0), []),
        (("a2", "a3", "b1", "b2"), (5, 0), [ClosedSessionUnfounded(session="s", fault=ClosedSessionFault.NOT_ASKED)]),
        (
            ("a2", "a3", "b1", "b2", "b3"),
            (5, 0),
            [ClosedSessionUnfounded(session="s", fault=ClosedSessionFault.NOT_ASKED)],
        ),
        (("a1",), (2, 0), [ClosedSessionUnfounded(session="s", fault=ClosedSessionFault.NO_MAJORITY)]),
        (("a1",), (5, 1), [TooManyVoices(session="s", item="two", counted=6, voices=5)]),
    ],
)
def test_five_members_or_the_president_ask_for_a_closed_session_and_the_majority_decides(
    asked: tuple[str, ...], totals: tuple[int, int], refusals: list[Refusal]
) -> None:
    told = DecideClosedSession(**then(items=("two",), asked_by=asked, votes_for=totals[0], votes_against=totals[1]))
    fact = ClosedSessionDecided(
        session="s", items=("two",), asked_by=asked, votes_for=totals[0], votes_against=totals[1]
    )
    if refusals:
        sitting().when(told).refused(*refusals)
    else:
        sitting().when(told).then(fact)


def test_half_of_the_voices_is_no_majority_for_a_closed_session() -> None:
    told = DecideClosedSession(**then(items=("two",), asked_by=("a1",), votes_for=3))
    sitting(*FIVE, "b3").when(told).refused(ClosedSessionUnfounded(session="s", fault=ClosedSessionFault.NO_MAJORITY))


def test_the_assembly_rules_on_the_urgency_and_puts_items_off() -> None:
    sitting().when(RatifyUrgency(**then())).refused(UrgencyNotClaimed(session="s"))
    register = given(*SETTLED, convene(on="06-17", urgent=True), opened(*FIVE))
    caution = UrgencyNotYetRatified(session="s", item="one")
    register.when(vote("one", 5)).then(voted("one", 5), cautions=[caution])
    register.when(RatifyUrgency(**then(deferred=("three",))), vote("two", 5)).then(
        UrgencyRatified(session="s", deferred=("three",)), voted("two", 5)
    )
    register.when(vote("three", 5)).refused(ItemPutOff(session="s", item="three"))


def test_what_fewer_may_read_than_the_convening_warns() -> None:
    register = sitting()
    hidden = structs.replace(leave("b2", "two"), visibility=Visibility.RESTRICTED)
    register.when(hidden).then(MemberLeft(session="s", person="b2", before="two"), cautions=[ReadByFewer(session="s")])
    behind_doors = {"visibility": Visibility.BUREAU}
    whole = given(*SETTLED, structs.replace(convene(), **behind_doors), structs.replace(opened(*FIVE), **behind_doors))
    as_few = structs.replace(leave("b2", "two"), **behind_doors)
    assert [c for step in whole.ledger.decide([as_few]) for c in step.cautions] == []
    more = leave("b2", "two")
    whole.when(more).refused(
        LessConfidentialThanBefore(reference="session:s", visibility=more.visibility, kept=Visibility.BUREAU)
    )


def test_what_was_adjourned_is_voted_at_a_later_session() -> None:
    told = AdjournSession(**then(before="two", reason="Late", resumes_on=day("06-27")))
    register = sitting()
    register.when(vote("one", 5), told).then(
        voted("one", 5), SessionAdjourned(session="s", before="two", reason="Late", resumes_on=day("06-27"))
    )
    register.when(vote("three", 5)).refused(ItemPutOff(session="s", item="three"))
    unopened = given(*SETTLED, convene())
    unopened.when(told).refused(SessionNotOpened(session="s"))
    for on in ("06-09", "06-21"):
        off = AdjournSession(**then(before="one", on=day(on)))
        unopened.when(off).refused(NotOnThatDay(session="s", on=day(on), held_on=HELD))
    unopened.when(AdjournSession(**then(before="one", on=day("06-18")))).recorded()


# -- other bodies ------------------------------------------------------------------------------------------------------


def test_a_bureau_that_acts_for_the_assembly_needs_a_quorum_and_otherwise_warns() -> None:
    items = (AgendaItem(item="own", title="Own"), AgendaItem(item="plu", title="PLU", under_delegation=True))
    register = given(*SETTLED, convene(body="bureau", agenda=items), opened("a1", "b1"))
    caution = QuorumLeftToOwnRules(session="s", item="own", present=2, needed=3)
    register.when(vote("own", 2)).then(voted("own", 2), cautions=[caution])
    register.when(vote("plu", 2)).refused(VoteWithoutQuorum(session="s", item="plu", present=2, needed=3))
    instead = OpenSession(
        on=HELD, act=ACT, session="t", present=(*attending("a1"), SessionAttendance(person="s1", in_place_of="VP1")),
        chair="a1",
    )  # fmt: skip
    register.given(convene("t", body="bureau")).when(instead).refused(NoRightToSit(session="t", person="s1"))


def test_a_mayors_conference_advises_and_its_opinion_is_sent() -> None:
    register = given(*SETTLED, convene(body="mayors"), opened("a2"))
    register.when(vote("one", 1)).refused(ConferenceOnlyAdvises(session="s", item="one"))
    sent = SendConferenceOpinion(**then(item="one", on=day("07-01")))
    register.when(vote("one", 1, opinion=True), sent).then(
        voted("one", 1, opinion=True), ConferenceOpinionSent(session="s", item="one")
    )


def test_a_conference_is_chaired_by_whoever_presides_without_a_seat_in_it() -> None:
    given(*SETTLED, convene(body="mayors")).when(opened("a2", chair="a1")).recorded()


def test_a_bureau_is_convened_in_time_when_it_acts_for_the_assembly() -> None:
    items = (AgendaItem(item="plu", title="PLU", under_delegation=True),)
    fact = SessionConvened(session="s", body="bureau", held_on=HELD, agenda=items, note_sent=True)
    caution = ShortNotice(session="s", given=3, needed=5)
    given(*SETTLED).when(convene(on="06-16", body="bureau", agenda=items)).then(fact, cautions=[caution])


def test_other_bodies_have_rules_of_their_own() -> None:
    register = given(*SETTLED, convene(body="planning"))
    present = (*attending("a2"), SessionAttendance(person=OUTSIDER, in_place_of="M1"))
    fact = SessionOpened(session="s", present=present, chair="a2")
    register.when(opened("a2", present=present)).then(
        fact, cautions=[ReplacedByOwnRules(session="s", person=OUTSIDER, seat="M1")]
    )
    register.when(vote("one", 2)).then(voted("one", 2), cautions=[AdvisoryBodyVoted(session="s", item="one")])


# -- what follows ------------------------------------------------------------------------------------------------------


def test_what_is_published_after_a_week_is_late() -> None:
    register = sitting().given(EndSession(**then()))
    register.when(PublishDeliberationList(**then(on=day("06-27")))).recorded()
    register.when(PublishDeliberationList(**then(on=day("06-28")))).then(
        DeliberationListPublished(session="s"), cautions=[PublishedLate(session="s", due=day("06-27"))]
    )
    register.when(PublishMinutes(**then(on=day("09-20")))).then(
        MinutesPublished(session="s"), cautions=[MinutesNotApproved(session="s")]
    )
    register.given(convene("t", held_on=day("09-20")), ApproveMinutes(**then(on=day("09-20"), approved_at="t")))
    register.when(PublishMinutes(**then(on=day("09-15")))).then(
        MinutesPublished(session="s"), cautions=[MinutesNotApproved(session="s")]
    )
    register.when(PublishMinutes(**then(on=day("09-28")))).then(
        MinutesPublished(session="s"), cautions=[PublishedLate(session="s", due=day("09-27"))]
    )


# -- late knowledge ----------------------------------------------------------------------------------------------------


def test_a_member_seated_by_a_correction_votes_at_a_session_recorded_late() -> None:
    register = sitting("a1", "a2", "a3", "a4", "b1")
    register.given(vote("one", mode=ROLL, voices=voices(a3="FOR")))
    wrong = next(e.fact for e in register.ledger.entries if getattr(e.fact, "seat", None) == "A3")
    register.given(register.correct(wrong, designate("A3", "a9")))
    # Whoever turns out not to be seated keeps nothing else from being recorded, and counts no more.
    register.when(vote("two", 4)).refused(VoteWithoutQuorum(session="s", item="two", present=4, needed=5))
    register.when(leave("b1", "three")).recorded()
    register.given(arrive("a9", "two")).when(vote("two", mode=ROLL, voices=voices(a9="FOR"))).recorded()


def test_a_closed_session_over_an_item_that_a_correction_takes_off_the_agenda_is_no_exception() -> None:
    register = sitting().given(DecideClosedSession(**then(items=("three",), asked_by=("a1",), votes_for=5)))
    fact = SessionConvened(session="s", body="assembly", held_on=HELD, agenda=ITEMS, note_sent=True)
    register.when(register.correct(fact, convene(agenda=ITEMS[:2]))).recorded()
    register.when(vote("two", 5)).recorded()


def test_a_proxy_given_during_the_session_outlives_the_correction_of_its_opening() -> None:
    register = sitting(*FIVE, "b3").given(
        leave("b3", "two"), RecordProxy(**then(proxy=proxy("b3", "b1"), before="two")), vote("two", 6)
    )
    fact = SessionOpened(session="s", present=attending(*FIVE, "b3"), chair="a1")
    register.when(register.correct(fact, opened(*FIVE, "b3", secretary="a2"))).recorded()
    register.when(vote("three", 6)).recorded()


def test_an_opening_recorded_wrongly_is_replaced_under_the_votes_that_rest_on_it() -> None:
    register = sitting()
    fact = SessionOpened(session="s", present=attending(*FIVE), chair="a1")
    register.given(vote("one", 5), leave("b2", "two"))
    register.when(register.correct(fact, opened("a1", "a2", "a3", "b1", "b2", "b3"))).recorded()
    register.when(vote("two", 5)).recorded()
