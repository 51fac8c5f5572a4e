"""Sessions through the API: found, shown item by item, on D as known at K, for who may see, in few statements."""

from typing import Any

import pytest

from tests.service.api.harness import Api, command, install

LIST = """
query ($at: AtInput, $body: ID, $person: ID, $theme: ID, $text: String, $state: SessionState, $from: Date, $to: Date,
       $first: Int, $after: Cursor) {
  sessions(at: $at, body: $body, person: $person, theme: $theme, text: $text, state: $state, from: $from, to: $to,
           first: $first, after: $after) {
    nodes {
      session state heldOn convocationDue deliberationListDue minutesPublicationDue
      agenda { item title nature themes } attendance { person { id name } inPlaceOf }
      convocation { clearDaysGiven clearDaysNeeded regular }
      proceedings { item { item } voices quorum { membersInOffice needed present reached
                    changes { person { id name } kind } } votes { votesFor adopted } }
      irregularities { code rule message { fr } }
    }
    pageInfo { hasNextPage endCursor }
  }
}
"""
AGENDA = [{"item": "water", "title": "Schéma de l'eau", "themes": ["water"]}, {"item": "plan", "title": "Déchets"}]


async def _names(api: Api, token: str | None = "", **asked: Any) -> list[str]:
    return [node["session"] for node in (await api.ask(LIST, token, **asked))["sessions"]["nodes"]]


async def _session(api: Api, session: str, **asked: Any) -> Any:
    nodes = (await api.ask(LIST, **asked))["sessions"]["nodes"]
    return next(node for node in nodes if node["session"] == session)


def convened(session: str, on: str, held_on: str, **more: Any) -> dict[str, Any]:
    """A convocation of the assembly."""
    fields = {"body": "assembly", "agenda": AGENDA, "noteSent": True} | more
    return command("conveneSession", on=on, session=session, heldOn=held_on, **fields)


def opened(session: str, on: str, people: list[str], **more: Any) -> dict[str, Any]:
    """An opening; the first one presides."""
    present = [{"person": who} for who in people]
    return command("openSession", on=on, session=session, present=present, chair=people[0], **more)


def voted(session: str, on: str, votes_for: int, item: str = "water", **more: Any) -> dict[str, Any]:
    """A vote by show of hands."""
    fields = {"mode": "SHOW_OF_HANDS", "votesFor": votes_for} | more
    return command("recordSessionVote", on=on, session=session, item=item, **fields)


@pytest.fixture
async def people(api: Api) -> list[str]:
    """An assembly of six that sat in June and convened for September; its bureau sat in July behind doors."""
    people = await install(api)
    june, july = "2026-06-20", "2026-07-10"
    await api.recorded(
        convened("june", "2026-06-10", june),
        opened("june", june, [*people[:3], people[4]]),
        voted("june", june, 4),
        command("recordMemberDeparture", on=june, session="june", person=people[4], before="plan"),
        command("endSession", on=june, session="june"),
        convened("september", "2026-09-01", "2026-09-20"),
        convened("july", "2026-07-01", july, body="bureau", visibility="BUREAU"),
        opened("july", july, people[:3], visibility="BUREAU"),
    )
    return people


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["september", "july", "june"]),
        ({"body": "assembly"}, ["september", "june"]),
        ({"theme": "water", "body": "bureau"}, ["july"]),
        ({"theme": "housing"}, []),
        ({"text": "schema eau dechet"}, ["september", "july", "june"]),
        ({"text": "absent"}, []),
        ({"state": "CONVENED"}, ["september"]),
        ({"state": "ENDED"}, ["june"]),
        ({"from": "2026-07-01", "to": "2026-07-31"}, ["july"]),
        ({"at": {"on": "2026-06-09"}}, []),
        ({"at": {"on": "2026-06-15"}, "state": "CONVENED"}, ["june"]),
    ],
)
async def test_sessions_are_found(api: Api, people: list[str], asked: dict[str, Any], found: list[str]) -> None:
    assert await _names(api, **asked) == found


async def test_sessions_are_found_by_who_was_there_and_pages_follow(api: Api, people: list[str]) -> None:
    assert await _names(api, person=people[4]) == ["june"]
    first = (await api.ask(LIST, first=2))["sessions"]
    assert first["pageInfo"]["hasNextPage"]
    assert await _names(api, first=2, after=first["pageInfo"]["endCursor"]) == ["june"]


async def test_the_quorum_is_told_item_by_item_with_its_reasons(api: Api, people: list[str]) -> None:
    june = await _session(api, "june")
    assert june["convocation"] == {"clearDaysGiven": 9, "clearDaysNeeded": 5, "regular": True}
    assert (june["convocationDue"], june["deliberationListDue"]) == ("2026-06-14", "2026-06-27")
    water, plan = june["proceedings"]
    assert water["quorum"] == {"membersInOffice": 6, "needed": 4, "present": 4, "reached": True, "changes": []}
    assert (water["voices"], water["votes"]) == (4, [{"votesFor": 4, "adopted": True}])
    changes = plan["quorum"].pop("changes")
    assert plan["quorum"] == {"membersInOffice": 6, "needed": 4, "present": 3, "reached": False}
    assert changes == [{"person": {"id": people[4], "name": "Camille Essai4"}, "kind": "LEFT"}]


async def test_a_vote_without_quorum_is_refused_with_its_article(api: Api, people: list[str]) -> None:
    refused = await api.record(voted("june", "2026-06-20", 3, item="plan"))
    assert (refused["code"], refused["rule"]) == ("VoteWithoutQuorum", "CGCT L2121-17")


async def test_what_few_may_read_is_not_there_for_others(api: Api, people: list[str]) -> None:
    assert await _names(api, None) == ["september", "june"]
    assert await _names(api, None, body="bureau") == []
    assert await _names(api, None, person=people[0]) == ["june"]
    could = 'query ($p: ID!) { couldVote(session: "july", item: "water", person: $p) { may } }'
    assert (await api.ask(could, None, p=people[0]))["couldVote"] is None
    assert (await api.ask(could, p=people[0]))["couldVote"] == {"may": True}


async def test_a_correction_of_who_sat_tells_what_no_longer_stands_and_keeps_what_was_known(
    api: Api, people: list[str]
) -> None:
    before = (await api.ask("{ ledgers { position } }"))["ledgers"][0]["position"]
    filled = """query { entries(first: 200) { items { ... on Entry { position type fact } } } }"""
    items = (await api.ask(filled))["entries"]["items"]
    seat = next(e for e in items if e["type"] == "SeatFilled" and e["fact"]["seat"] == "A4")
    await api.recorded({"rectify": {"entry": seat["position"], "reason": "Autre délégué", "replacement": []}})
    june = await _session(api, "june")
    assert {told["code"] for told in june["irregularities"]} == {"NoRightToSit", "TooManyVoices"}
    assert june["proceedings"][0]["quorum"]["membersInOffice"] == 5
    known_then = await _session(api, "june", at={"atPosition": before, "on": "2026-12-01"})
    assert known_then["irregularities"] == []
    assert known_then["proceedings"][0]["quorum"]["membersInOffice"] == 6


async def test_could_vote_says_why(api: Api, people: list[str]) -> None:
    query = """query ($s: ID!, $i: ID!, $p: ID!) {
      couldVote(session: $s, item: $i, person: $p) { may ground seat person { name } bearer { name } }
    }"""
    day = "2026-09-20"
    proxy = {"giver": people[5], "bearer": people[1]}
    await api.recorded(
        opened("september", day, people[:4], proxies=[proxy]),
        command(
            "recordRecusal", on=day, session="september", person=people[2], item="plan", ground="PERSONAL_INTEREST"
        ),
    )

    async def right(person: str, item: str = "water") -> Any:
        return (await api.ask(query, s="september", i=item, p=person))["couldVote"]

    assert (await right(people[0]))["ground"] == "PRESENT"
    represented = await right(people[5])
    assert (represented["may"], represented["ground"]) == (True, "REPRESENTED")
    assert (represented["bearer"], represented["seat"]) == ({"name": "Camille Essai1"}, "A5")
    assert (await right(people[4]))["ground"] == "ABSENT"
    assert (await right(people[2], "plan"))["ground"] == "RECUSED"
    assert (await right(people[2]))["may"]
    assert await right(people[0], "nothing") is None


async def test_a_page_costs_the_same_statements_whatever_its_size(
    api: Api, people: list[str], statements: list[str]
) -> None:
    day = "2026-09-20"
    await api.recorded(opened("september", day, people[:4]), voted("september", day, 4))
    await api.ask(LIST, first=1)  # a connection learns its types once
    counts = []
    for first in (1, 3):
        statements.clear()
        assert len((await api.ask(LIST, first=first))["sessions"]["nodes"]) == first
        counts.append(len(statements))
    assert counts[0] == counts[1] > 0
