"""One agenda of everything due, on the demonstration: in order, by page, late or not, each with its entry."""

from typing import Any

import pytest

from tests.service.demo.telling import Told

AGENDA = """
query ($at: AtInput, $from: Date, $to: Date, $within: Int, $kinds: [DeadlineKind!], $organization: ID, $first: Int,
       $after: Cursor) {
  deadlines(at: $at, from: $from, to: $to, within: $within, kinds: $kinds, organization: $organization,
            first: $first, after: $after) {
    nodes { kind due rule subject title organization { id name } person { name } entry passes daysLate daysLeft }
    pageInfo { hasNextPage endCursor }
  }
}
"""
TODAY = {"on": "2026-11-20"}


async def _due(told: Told, **asked: Any) -> list[Any]:
    nodes: list[Any] = (await told.api.ask(AGENDA, None, **{"at": TODAY, **asked}))["deadlines"]["nodes"]
    return nodes


async def test_everything_due_comes_in_order_with_its_entry(told: Told) -> None:
    found = await _due(told, first=500)
    assert [d["due"] for d in found] == sorted(d["due"] for d in found)
    assert all(d["entry"] > 0 for d in found)
    places = {(d["kind"], d["subject"], d["due"], d["title"], d["entry"], str(d["organization"])) for d in found}
    assert len(places) == len(found)


async def test_pages_follow_one_another_without_gap_or_repetition(told: Told) -> None:
    whole = await _due(told, first=500)
    paged: list[Any] = []
    after = None
    while True:
        page = (await told.api.ask(AGENDA, None, at=TODAY, first=2, after=after))["deadlines"]
        paged += page["nodes"]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert paged == whole


async def test_a_vacant_seat_is_due_within_a_month_and_late_afterwards(told: Told) -> None:
    (found,) = await _due(told, kinds=["DELEGATE_REPLACEMENT"])
    assert (found["due"], found["title"], found["rule"]) == ("2026-11-30", "PG-6", "CGCT L5211-8")
    assert (found["daysLate"], found["daysLeft"]) == (0, 10)
    (late,) = await _due(told, kinds=["DELEGATE_REPLACEMENT"], at={"on": "2026-12-05"})
    assert (late["daysLate"], late["daysLeft"]) == (5, 0)


async def test_what_simply_passes_is_never_late_and_leaves_the_agenda(told: Told) -> None:
    lent = {"kinds": ["SECONDMENT_ENDS"], "organization": "epci:241500255"}
    (found,) = await _due(told, **lent)
    assert (found["due"], found["passes"]) == ("2027-04-01", True)
    assert len(await _due(told, **lent, at={"on": "2027-04-01"})) == 1
    assert await _due(told, **lent, at={"on": "2027-04-02"}) == []
    assert await _due(told, **lent, at={"on": "2026-09-30"}) == []


async def test_the_agenda_is_asked_by_period(told: Told) -> None:
    assert await _due(told, **{"from": "2026-12-01", "to": "2026-12-01"}) == []
    soon = await _due(told, within=30)
    assert soon
    assert all(d["due"] <= "2026-12-20" for d in soon)
    assert (await told.api.refused(AGENDA, None, **{"from": "2026-12-02", "to": "2026-12-01"}))[
        "code"
    ] == "PERIOD_REVERSED"


@pytest.mark.parametrize(
    ("kind", "due", "subject", "rule"),
    [
        ("DELIBERATION_LIST", "2026-07-16", "session:2026-07-09", "CGCT L2121-25"),
        ("MINUTES", "2023-03-08", "session:2022-11-24", "CGCT L2121-15"),
        ("ARBITRATION_REVIEW", "2026-10-31", "arbitration:enveloppe-fonciere", None),
        ("FOLLOW_UP", "2027-03-31", "follow-up:interconnexion-eau/etude", None),
        ("REVIEW_CONDITION", "2026-11-15", "review:parc-champagnac-2026", None),
        ("PACT_ADOPTION", "2026-12-22", "pact:pm-2026", "CGCT L5211-11-2"),
        ("DOCUMENT_CHECK", "2022-09-10", "document:plui-artense", "C. urb. L131-6 (renuméroté)"),
        ("CONTRACT_REVIEW", "2026-12-10", "contract:crte-haut-cantal", None),
        ("CONTRACT_ENDS", "2027-01-01", "contract:crte-haut-cantal", None),
        ("SCHEME_ANALYSIS", "2027-07-08", "scheme:haut-cantal-dordogne", "C. urb. L143-28"),
        ("BRIEFING_PLANNED", "2026-12-04", "briefing:salers-4", None),
        ("BRIEFING_ANSWER", "2026-09-11", "briefing:gentiane-2", None),
        ("DELEGATION_ENDS", "2027-01-01", "delegation:2026-vp3", None),
        ("ACTION_ENDS", "2025-12-31", "action:shuttles", None),
        ("INDICATOR_TARGET", "2031-01-01", "indicator:water", None),
        ("TERM_ENDS", "2032-03-31", "body:assembly", "C. élect. L227"),
    ],
)
async def test_each_noun_says_what_is_due_of_it(
    told: Told, kind: str, due: str, subject: str, rule: str | None
) -> None:
    found = [(d["due"], d["subject"], d["rule"] or None) for d in await _due(told, kinds=[kind], first=200)]
    assert (due, subject, rule) in found


async def test_what_is_done_leaves_the_agenda(told: Told) -> None:
    rules = {"kinds": ["INTERNAL_RULES"]}
    (found,) = await _due(told, **rules, at={"on": "2026-10-07"})
    assert (found["due"], found["rule"], found["daysLeft"]) == ("2026-11-20", "CGCT L2121-8", 44)
    assert await _due(told, **rules) == []
    assert len(await _due(told, **rules, at={"on": "2026-11-20", "knownAt": "2026-10-08"})) == 1


async def test_councils_are_due_a_briefing_and_opinions_pass_in_silence(told: Told) -> None:
    councils = await _due(told, kinds=["COUNCIL_BRIEFING"], first=200)
    assert len(councils) == 71
    assert sum(d["due"] == "2026-11-20" for d in councils) == 30
    opinions = await _due(told, kinds=["PACT_OPINION"])
    assert {(d["due"], d["passes"]) for d in opinions} == {("2026-12-08", True)}
    assert await _due(told, kinds=["PACT_OPINION"], at={"on": "2026-12-11"}) == []


async def test_the_installation_is_due_from_the_election_of_the_last_president(told: Told) -> None:
    async def installation(on: str) -> list[tuple[str, str]]:
        found = await _due(told, kinds=["INSTALLATION"], at={"on": on})
        return [(d["due"], d["rule"]) for d in found]

    assert await installation("2026-03-14") == []
    assert await installation("2026-03-20") == [("2026-05-15", "CGCT L5211-6, L5211-8")]
    assert await installation("2026-05-20") == []


async def test_a_vote_on_keeping_a_vice_president_is_due_until_it_is_held(told: Told) -> None:
    votes = {"kinds": ["RETENTION_VOTE"]}
    (found,) = await _due(told, **votes, at={"on": "2022-05-20"})
    assert found["rule"] == "CGCT L2122-18"
    assert await _due(told, **votes, at={"on": "2022-07-01"}) == []


async def test_what_was_not_known_was_not_due(told: Told) -> None:
    lapse = {"kinds": ["DELEGATION_ENDS"]}
    assert len(await _due(told, **lapse)) == 1
    assert await _due(told, **lapse, at={"on": "2026-11-20", "knownAt": "2026-11-09"}) == []


async def test_what_is_confidential_is_due_for_those_who_know(told: Told) -> None:
    asked: dict[str, Any] = {
        "kinds": ["FOLLOW_UP", "ARBITRATION_REVIEW"],
        "at": {"on": "2026-11-20", "knownAt": "2026-10-01"},
    }
    everyone = (await told.api.ask(AGENDA, None, **asked))["deadlines"]["nodes"]
    clerk = (await told.api.ask(AGENDA, **asked))["deadlines"]["nodes"]
    hidden = [d["subject"] for d in clerk if d not in everyone]
    assert hidden
    assert all("enveloppe-fonciere" in subject for subject in hidden)
    # Disclosed on 8 October: from then on everyone knows what is due.
    now = (await told.api.ask(AGENDA, None, **asked | {"at": TODAY}))["deadlines"]["nodes"]
    assert set(hidden) <= {d["subject"] for d in now}
