"""One agenda of everything due, on the demonstration: in order, by page, late or not, each with its entry."""

from typing import Any

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
    assert len({(d["kind"], d["subject"], d["due"], d["title"], d["entry"]) for d in found}) == len(found)


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
