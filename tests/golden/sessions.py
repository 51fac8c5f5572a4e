"""One example of each fact of sessions, with nothing left at its default."""

import datetime as dt

from domain.core.entry import Fact
from domain.facts import sessions as s
from tests.golden.given import ALICE, BOB

SESSION, ITEM = "2026-10-08", "scot"
ATTENDANCE = s.SessionAttendance(person=ALICE, in_place_of="PG-6", place="Mauriac")
PROXY = s.SessionProxy(giver=ALICE, bearer=BOB, consecutive=4, illness=True)

FACTS: tuple[Fact, ...] = (
    s.SessionConvened(
        session=SESSION,
        body="assembly",
        held_on=dt.date(2026, 10, 8),
        agenda=(
            s.AgendaItem(
                item=ITEM,
                title="Débat sur le SCoT",
                nature=s.AgendaNature.BUDGET,
                themes=("water",),
                under_delegation=True,
            ),
        ),
        starts_at="18:30",
        places=("Mauriac", "Riom-ès-Montagnes"),
        urgent=True,
        small=True,
        initiative=s.SessionInitiative.PREFECT,
        requested_on=dt.date(2026, 9, 10),
        second_of="2026-10-01",
        note_sent=True,
    ),
    s.SessionOpened(
        session=SESSION,
        present=(ATTENDANCE,),
        chair=ALICE,
        secretary=BOB,
        excused=(BOB,),
        proxies=(PROXY,),
        guests=(BOB,),
    ),
    s.MemberArrived(session=SESSION, attendance=ATTENDANCE, before=ITEM),
    s.MemberLeft(session=SESSION, person=ALICE, before=ITEM),
    s.ProxyGiven(session=SESSION, proxy=PROXY, before=ITEM),
    s.ProxyRevoked(session=SESSION, giver=ALICE, before=ITEM),
    s.RecusalRecorded(
        session=SESSION, person=ALICE, item=ITEM, ground=s.RecusalGround.REPRESENTS_OUTSIDE_BODY, left_room=True
    ),
    s.ClosedSessionDecided(
        session=SESSION, items=(ITEM,), asked_by=(ALICE,), votes_for=20, votes_against=3, abstentions=2
    ),
    s.VoteTaken(
        session=SESSION,
        item=ITEM,
        mode=s.BallotMode.PUBLIC_ROLL_CALL,
        votes_for=1,
        votes_against=1,
        abstentions=1,
        blank=1,
        voices=(s.RollCallVoice(person=ALICE, choice=s.BallotChoice.FOR),),
        casting_vote=s.BallotChoice.AGAINST,
        majority=s.RequiredMajority.TWO_THIRDS,
        subject="Amendement",
        round=2,
        requested_by=7,
        waived=True,
        opinion=True,
    ),
    s.UrgencyRatified(session=SESSION, deferred=(ITEM,)),
    s.QuorumNotReached(session=SESSION, before=ITEM),
    s.SessionAdjourned(session=SESSION, before=ITEM, reason="Neige", resumes_on=dt.date(2026, 10, 15)),
    s.SessionEnded(session=SESSION, ended_at="21:05"),
    s.MinutesApproved(session=SESSION, approved_at="2026-12-10"),
    s.MinutesPublished(session=SESSION),
    s.DeliberationListPublished(session=SESSION),
    s.ConferenceOpinionSent(session=SESSION, item=ITEM),
)
