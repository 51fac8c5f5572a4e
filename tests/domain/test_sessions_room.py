"""Who counts at each item and why it changed; who could vote; what a session that no longer stands is reproached."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from domain.core.entry import Entry
from domain.facts.bodies import BodyKind
from domain.facts.sessions import (
    AgendaItem,
    BallotMode,
    ClosedSessionDecided,
    MemberArrived,
    MemberLeft,
    ProxyGiven,
    ProxyRevoked,
    QuorumNotReached,
    RecusalGround,
    RecusalRecorded,
    RequiredMajority,
    SessionAdjourned,
    SessionAttendance,
    SessionConvened,
    SessionFact,
    SessionOpened,
    SessionProxy,
    VoteTaken,
)
from domain.rules.sessions import (
    convocation_due,
    councillors_informed_by,
    deliberation_list_due,
    minutes_publication_due,
    next_meeting_due,
    requested_session_due,
    second_session_from,
    urgency_ruling_due,
)
from domain.sessions_law import VoteWithoutQuorum, objections
from domain.sessions_room import (
    QuorumChange,
    QuorumChangeKind,
    Roll,
    RollSeat,
    VotingGround,
    convocation,
    proceedings,
    voting_right,
)
from domain.sessions_state import Session, SessionState, apply

ON = dt.date(2026, 10, 8)
MEMBERS = ("a", "b", "c", "d", "e")
ROLL = Roll(
    BodyKind.ASSEMBLY,
    (
        *(RollSeat(who.upper(), True, who, "epci:200066637") for who in MEMBERS),
        RollSeat("S", False, "s", "epci:200066637"),
        RollSeat("V", True, None, "epci:200066637"),
    ),
)
"""Five in office and a vacant seat: the quorum is three."""
AGENDA = tuple(AgendaItem(item=item, title=item) for item in ("1", "2", "3"))


def here(*people: str) -> tuple[SessionAttendance, ...]:
    """In their own seats."""
    return tuple(SessionAttendance(person=who) for who in people)


def lived(*facts: SessionFact) -> Session:
    """The session after its convening and these."""
    session: Session | None = None
    convened = SessionConvened(session="s", body="assembly", held_on=ON, agenda=AGENDA)
    for position, fact in enumerate((convened, *facts), start=1):
        session = apply(session, Entry(fact=fact, effective_on=ON, position=position))
    assert session is not None
    return session


OPENED = SessionOpened(
    session="s", present=here("a", "b", "c"), chair="a", proxies=(SessionProxy(giver="d", bearer="b"),)
)


def change(person: str, kind: QuorumChangeKind) -> QuorumChange:
    """One change."""
    return QuorumChange(person=person, kind=kind)


def test_the_quorum_of_each_item_says_why_it_changed() -> None:
    interest, outside = RecusalGround.PERSONAL_INTEREST, RecusalGround.REPRESENTS_OUTSIDE_BODY
    session = lived(
        OPENED,
        MemberArrived(session="s", attendance=SessionAttendance(person="s", in_place_of="E"), before="2"),
        MemberLeft(session="s", person="c", before="2"),
        RecusalRecorded(session="s", person="a", item="2", ground=interest, left_room=True),
        RecusalRecorded(session="s", person="b", item="3", ground=outside),
    )
    first, second, third = (each.quorum for each in proceedings(session, ROLL))
    assert (first.members_in_office, first.needed, first.present, first.reached) == (5, 3, 3, True)
    assert first.changes == ()
    assert (second.members_in_office, second.needed, second.present, second.reached) == (5, 3, 2, False)
    assert second.changes == (
        change("a", QuorumChangeKind.LEFT_FOR_THE_ITEM),
        change("c", QuorumChangeKind.LEFT),
        change("s", QuorumChangeKind.ARRIVED),
    )
    assert (third.members_in_office, third.not_counted, third.needed, third.present) == (4, 1, 3, 2)
    assert third.changes == (change("a", QuorumChangeKind.CAME_BACK), change("b", QuorumChangeKind.NOT_COUNTED))


def test_presence_is_the_same_in_whatever_order_it_was_learnt() -> None:
    left = MemberLeft(session="s", person="a", before="2")
    back = MemberArrived(session="s", attendance=SessionAttendance(person="a"), before="3")
    one, other = (proceedings(lived(OPENED, *facts), ROLL) for facts in ((left, back), (back, left)))
    assert one == other
    assert [each.quorum.present for each in one] == [3, 2, 3]


def test_voices_are_those_present_and_represented_without_the_recused() -> None:
    recused = RecusalRecorded(session="s", person="b", item="2", ground=RecusalGround.PERSONAL_INTEREST)
    assert [each.voices for each in proceedings(lived(OPENED, recused), ROLL)] == [4, 2, 4]


def test_who_could_vote_and_why() -> None:
    session = lived(OPENED)
    grounds = {who: voting_right(session, ROLL, "1", who) for who in (*MEMBERS, "s", "z")}
    assert {who: right.ground for who, right in grounds.items()} == {
        "a": VotingGround.PRESENT,
        "b": VotingGround.PRESENT,
        "c": VotingGround.PRESENT,
        "d": VotingGround.REPRESENTED,
        "e": VotingGround.ABSENT,
        "s": VotingGround.ALTERNATE_NOT_SITTING,
        "z": VotingGround.NO_SEAT,
    }
    assert [who for who, right in grounds.items() if right.may] == ["a", "b", "c", "d"]
    assert (grounds["d"].bearer, grounds["d"].seat) == ("b", "D")


def test_whose_bearer_left_is_absent() -> None:
    session = lived(OPENED, MemberLeft(session="s", person="b", before="2"))
    right = voting_right(session, ROLL, "2", "d")
    assert (right.ground, right.bearer) == (VotingGround.ABSENT, None)


def test_a_vote_that_no_longer_stands_is_told_and_a_sound_session_is_not() -> None:
    vote = VoteTaken(session="s", item="1", mode=BallotMode.SHOW_OF_HANDS, votes_for=2, votes_against=0)
    session = lived(OPENED, vote)
    assert objections(session, ROLL) == ()
    without = Roll(
        ROLL.kind, tuple(seat if seat.holder != "c" else RollSeat("C", True, "x", None) for seat in ROLL.seats)
    )
    told = VoteWithoutQuorum(session="s", item="1", present=2, needed=3)
    assert told in objections(session, without)


def test_a_vote_carries_by_the_votes_cast() -> None:
    def adopted(votes_for: int, votes_against: int, **more: object) -> bool:
        fact = VoteTaken(
            session="s",
            item="1",
            votes_for=votes_for,
            votes_against=votes_against,
            **{"mode": BallotMode.SHOW_OF_HANDS, **more},  # type: ignore[arg-type]
        )
        return lived(OPENED, fact).votes[0].adopted

    assert adopted(2, 1, abstentions=20, blank=20)
    assert not adopted(2, 2)
    assert not adopted(0, 0, abstentions=3)
    assert adopted(2, 2, casting_vote="FOR")
    assert not adopted(2, 2, casting_vote="AGAINST")
    assert not adopted(2, 2, casting_vote="FOR", mode=BallotMode.SECRET_BALLOT)
    assert adopted(4, 2, majority=RequiredMajority.TWO_THIRDS)
    assert not adopted(3, 2, majority=RequiredMajority.TWO_THIRDS)
    assert adopted(3, 0, majority=RequiredMajority.UNANIMITY)
    assert not adopted(3, 1, majority=RequiredMajority.UNANIMITY)


def test_a_session_may_be_read_in_part_without_an_exception() -> None:
    """Few may read the opening, or a correction struck it: what is left is shown as it is."""
    left = MemberLeft(session="s", person="z", before="no-item")
    session = lived(left, VoteTaken(session="s", item="9", mode=BallotMode.SHOW_OF_HANDS, votes_for=9, votes_against=0))
    assert session.state is SessionState.CONVENED
    assert proceedings(session, ROLL) == ()
    assert objections(session, ROLL) == ()
    assert apply(None, Entry(fact=left, effective_on=ON, position=1)) is None


def test_clear_days_leave_out_the_day_of_sending_and_that_of_the_session() -> None:
    session = lived()
    told = convocation(session, BodyKind.ASSEMBLY)
    assert (told.clear_days_given, told.clear_days_needed, told.regular) == (0, 5, False)
    assert convocation(session, BodyKind.COMMISSION).regular


def test_what_is_due_around_a_session() -> None:
    assert convocation_due(ON) == dt.date(2026, 10, 2)
    assert convocation_due(ON, small=True) == dt.date(2026, 10, 4)
    assert convocation_due(ON, urgent=True) == dt.date(2026, 10, 6)
    assert urgency_ruling_due(ON) == ON
    assert second_session_from(ON) == dt.date(2026, 10, 11)
    assert requested_session_due(ON) == dt.date(2026, 11, 7)
    assert deliberation_list_due(ON) == minutes_publication_due(ON) == dt.date(2026, 10, 15)
    assert councillors_informed_by(ON) == dt.date(2026, 11, 8)
    assert next_meeting_due(ON, single_purpose=True) == dt.date(2027, 6, 30)
    assert next_meeting_due(dt.date(2026, 6, 25), single_purpose=True) == dt.date(2026, 12, 31)
    assert next_meeting_due(ON, single_purpose=False) == dt.date(2027, 3, 31)


_PERSON = st.sampled_from([*MEMBERS, "s", "z"])
_ITEM = st.sampled_from(["1", "2", "3", "gone"])
_ATTENDANCE = st.builds(
    SessionAttendance, person=_PERSON, in_place_of=st.none() | st.sampled_from(["A", "E", "S", "V", "none"])
)
_PROXY = st.builds(SessionProxy, giver=_PERSON, bearer=_PERSON)
_SAME = st.just("s")
_HAPPENINGS = st.one_of(
    st.builds(
        SessionOpened,
        session=_SAME,
        present=st.lists(_ATTENDANCE, max_size=7).map(tuple),
        chair=_PERSON,
        proxies=st.lists(_PROXY, max_size=3).map(tuple),
    ),
    st.builds(MemberArrived, session=_SAME, attendance=_ATTENDANCE, before=_ITEM),
    st.builds(MemberLeft, session=_SAME, person=_PERSON, before=_ITEM),
    st.builds(ProxyGiven, session=_SAME, proxy=_PROXY, before=_ITEM),
    st.builds(ProxyRevoked, session=_SAME, giver=_PERSON, before=_ITEM),
    st.builds(RecusalRecorded, session=_SAME, person=_PERSON, item=_ITEM, ground=st.sampled_from(RecusalGround)),
    st.builds(
        ClosedSessionDecided,
        session=_SAME,
        items=st.lists(_ITEM, min_size=1, max_size=2).map(tuple),
        asked_by=st.lists(_PERSON, max_size=6).map(tuple),
        votes_for=st.integers(0, 5),
    ),
    st.builds(
        VoteTaken,
        session=_SAME,
        item=_ITEM,
        mode=st.sampled_from(BallotMode),
        votes_for=st.integers(0, 5),
        votes_against=st.integers(0, 5),
    ),
    st.builds(QuorumNotReached, session=_SAME, before=_ITEM),
    st.builds(SessionAdjourned, session=_SAME, before=_ITEM),
)


@given(st.lists(_HAPPENINGS, max_size=12))
def test_whatever_was_recorded_is_told_without_an_exception(facts: list[SessionFact]) -> None:
    session = lived(*facts)
    objections(session, ROLL)
    for each in proceedings(session, ROLL):
        may = [who for who in (*MEMBERS, "s", "z") if voting_right(session, ROLL, each.item.item, who).may]
        assert len(may) == each.voices
        assert each.quorum.members_in_office + each.quorum.not_counted == 5
