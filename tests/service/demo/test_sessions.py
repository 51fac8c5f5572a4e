"""The sessions of the story are in order, as the register itself finds, and show what each was told for."""

from typing import Any

from tests.service.demo.telling import Told

QUERY = """
query ($after: Cursor, $state: SessionState, $body: ID, $text: String, $first: Int) {
  sessions(after: $after, state: $state, body: $body, text: $text, first: $first) {
    nodes {
      session state heldOn chair { name } irregularities { code }
      convocation { clearDaysGiven clearDaysNeeded regular notBefore }
      proceedings {
        item { item title }
        quorum { membersInOffice notCounted needed present reached changes { person { name } kind } }
        voices closed votes { mode votesFor votesAgainst adopted castingVote voices { person { name } choice } }
        recusals { person { name } ground leftRoom }
      }
      opinionsSent { item on } minutesApprovedOn minutesPublishedOn listPublishedOn
    }
    pageInfo { hasNextPage endCursor }
  }
}
"""


async def _sessions(told: Told, token: str | None = None, **asked: Any) -> dict[str, Any]:
    found = (await told.api.ask(QUERY, token, **asked))["sessions"]["nodes"]
    return {session["session"]: session for session in found}


async def test_every_session_of_the_story_is_in_order(told: Told) -> None:
    sessions = await _sessions(told, "")
    assert len(sessions) == 20
    assert {name: s["irregularities"] for name, s in sessions.items() if s["irregularities"]} == {}
    assert [name for name, s in sessions.items() if not s["convocation"]["regular"]] == []


async def test_a_session_without_quorum_is_followed_by_one_that_needs_none(told: Told) -> None:
    sessions = await _sessions(told)
    first, second = sessions["2022-11-17"], sessions["2022-11-24"]
    quorum = first["proceedings"][0]["quorum"]
    assert (quorum["membersInOffice"], quorum["needed"], quorum["present"], quorum["reached"]) == (28, 15, 11, False)
    assert first["state"] == "WITHOUT_QUORUM"
    assert second["convocation"]["notBefore"] == "2022-11-20"
    assert second["proceedings"][0]["quorum"]["needed"] is None
    assert second["proceedings"][0]["votes"][0]["adopted"]


async def test_a_tie_is_broken_by_the_president_and_the_quorum_counted_anew(told: Told) -> None:
    land, tourism = (await _sessions(told))["2024-02-15"]["proceedings"]
    assert (land["votes"][0]["castingVote"], land["votes"][0]["adopted"]) == ("FOR", True)
    assert (land["quorum"]["present"], tourism["quorum"]["present"]) == (26, 23)
    assert [change["kind"] for change in tourism["quorum"]["changes"]] == ["LEFT"] * 3


async def test_a_representative_in_an_outside_body_is_not_counted(told: Told) -> None:
    caue = (await _sessions(told))["2026-10-08"]["proceedings"][1]
    assert (caue["quorum"]["membersInOffice"], caue["quorum"]["notCounted"], caue["quorum"]["needed"]) == (27, 1, 14)
    assert [change["kind"] for change in caue["quorum"]["changes"]] == ["NOT_COUNTED"]


async def test_a_session_of_the_bureau_alone_is_seen_by_no_one_else(told: Told) -> None:
    assert "bureau-2026-10-01" in await _sessions(told, "", body="bureau")
    assert "bureau-2026-10-01" not in await _sessions(told, None, body="bureau")
    assert list(await _sessions(told, None, text="foncière")) == []


async def test_the_opinion_of_the_mayors_is_sent_to_all_councillors(told: Told) -> None:
    conference = (await _sessions(told, text="conference communes"))["mayors-2026-10-06"]
    assert conference["opinionsSent"] == [{"item": "scot", "on": "2026-10-13"}]


async def test_attendance_is_counted_over_the_sessions_of_a_page(told: Told) -> None:
    query = """query ($body: ID!, $from: Date, $first: Int) {
      attendance(body: $body, from: $from, first: $first) {
        sessions members { person { name } convened present represented absent asAlternate } pageInfo { hasNextPage }
      }
    }"""
    record = (await told.api.ask(query, None, body="assembly", **{"from": "2026-05-20"}))["attendance"]
    members = {m["person"]["name"]: m for m in record["members"]}
    assert record["sessions"] == 4
    assert members["Magali Rastoulet"] == {
        "person": {"name": "Magali Rastoulet"},
        "convened": 4,
        "present": 3,
        "represented": 1,
        "absent": 0,
        "asAlternate": 0,
    }
    assert (members["Didier Brugevive"]["convened"], members["Didier Brugevive"]["asAlternate"]) == (0, 1)
    assert sum(m["convened"] for m in members.values()) == 4 * 28
    page = (await told.api.ask(query, None, body="assembly", first=1))["attendance"]
    assert (page["sessions"], page["pageInfo"]["hasNextPage"]) == (1, True)


async def test_the_next_session_is_due_by_the_end_of_the_next_half_year(told: Told) -> None:
    query = """query ($on: Date, $single: Boolean!) {
      nextMeetingDue(body: "assembly", at: {on: $on}, singlePurpose: $single) { due late last { session } }
    }"""
    on = "2026-11-23"
    assert (await told.api.ask(query, None, on=on, single=True))["nextMeetingDue"] == {
        "due": "2027-06-30",
        "late": False,
        "last": {"session": "2026-10-08"},
    }
    assert (await told.api.ask(query, None, on="2027-04-01", single=False))["nextMeetingDue"]["late"]
