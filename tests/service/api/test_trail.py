"""The audit trail through the API: what an entry changed, what became of it, and nothing of what is hidden."""

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import pytest

from domain.core.entry import Visibility
from service.access import Role, create_token
from service.app import make_app
from service.database import Connection, Database, connected
from service.feed import encode_cursor
from service.ledger import trail
from tests.conftest import _database, _name
from tests.service.api.harness import LEDGER, MEMBER, Api, command, install
from tests.service.demo import every_query

TRAIL = every_query.document("auditTrail").replace("{ auditTrail", "query ($f: TrailFilter, $o: TrailOrder!, $n: Int, "
    "$after: Cursor) { auditTrail(filter: $f, order: $o, first: $n, after: $after)", 1)  # fmt: skip
"""The trail with every field of it."""
BRIEF = """
query ($f: TrailFilter, $first: Int, $last: Int, $after: Cursor, $before: Cursor) {
  auditTrail(filter: $f, first: $first, last: $last, after: $after, before: $before) {
    nodes {
      position
      changes { noun subject key since until fields before after }
      changesOmitted
      fate { standing rectifies { position type standing } rectifiedBy { position type standing }
             replacedBy { position standing } disclosedBy { position } erasedBy { position } }
    }
  }
}
"""
HEADERS = re.compile(r'"(bodySha256|leaf|bytes|bodyBytes)": ?"[^"]*"')


async def told(api: Api, **wanted: Any) -> list[Any]:
    """The nodes of a trail."""
    nodes: list[Any] = (await api.ask(BRIEF, f=wanted, first=100))["auditTrail"]["nodes"]
    return nodes


async def test_a_seat_that_falls_vacant_is_told_as_held_then_vacant(api: Api) -> None:
    people = await install(api)
    vacate = command("vacateSeat", on="2026-10-01", body="bureau", seat="VP2", cause="RESIGNATION")
    (position,) = (await api.recorded(vacate))["positions"]
    (node,) = await told(api, types=["SeatVacated"])
    assert node["position"] == position
    (change,) = node["changes"]
    where = (change["noun"], change["subject"], change["key"], change["since"], change["until"])
    assert where == ("composition", "body:bureau:2026", "VP2", "2026-10-01", None)
    assert change["before"]["period"]["tenure"]["person"] == people[2]
    assert (change["before"]["period"]["state"], change["after"]["period"]["state"]) == ("HELD", "VACANT")
    assert set(change["fields"]) == {"period.state", "period.tenure", "period.vacancy"}


async def test_entries_of_one_step_tell_each_what_it_changed(api: Api) -> None:
    await install(api)
    nodes = await told(api, body="bureau", types=["SeatFilled"])
    assert [[change["key"] for change in node["changes"]] for node in nodes] == [["P"], ["VP1"], ["VP2"], ["M1"]]


async def test_a_correction_is_told_from_both_ends(api: Api) -> None:
    people = await install(api)
    (struck,) = [n["position"] for n in await told(api, body="bureau", person=people[3], types=["SeatFilled"])]
    fill = command("fillSeat", body="bureau", seat="M1", person=people[4])
    answer = await api.recorded({"rectify": {"entry": struck, "reason": "Homonyme", "replacement": [fill]}})
    striking, replacing = answer["positions"]
    (node,) = await told(api, rectified=True)
    assert node["fate"] == {
        "standing": False,
        "rectifies": None,
        "rectifiedBy": {"position": striking, "type": "Rectified", "standing": True},
        "replacedBy": [{"position": replacing, "standing": True}],
        "disclosedBy": [],
        "erasedBy": None,
    }
    first, second = await told(api, rectifying=True)
    assert (first["position"], second["position"]) == (striking, replacing)
    assert second["fate"]["rectifies"] == {"position": struck, "type": "SeatFilled", "standing": False}
    (change,) = second["changes"]
    holders = [change[side]["period"]["tenure"]["person"] for side in ("before", "after")]
    assert holders == [people[3], people[4]]
    again = {"rectify": {"entry": replacing, "reason": "Encore", "replacement": [{"fillSeat": fill["fillSeat"] | {
        "person": people[5]}}]}}  # fmt: skip
    await api.recorded(again)
    (node, _) = await told(api, rectified=True)
    assert node["fate"]["replacedBy"] == [{"position": replacing, "standing": False}]


async def test_a_disclosed_entry_says_which_entry_disclosed_it_and_what_that_changed(api: Api) -> None:
    await install(api)
    (position,) = (await api.recorded(_opened("eau", visibility="RESTRICTED")))["positions"]
    (told_,) = (await api.recorded(command("disclose", subject="arbitration:eau")))["positions"]
    public = (await api.ask(BRIEF, None, f={"arbitration": "eau"}, first=9))["auditTrail"]["nodes"]
    assert [node["position"] for node in public] == [position, told_]
    assert public[0]["fate"]["disclosedBy"] == [{"position": told_}]
    assert public[0]["changes"] == [], "for the public it changed nothing then"
    assert [(change["noun"], change["before"]) for change in public[1]["changes"]] == [("arbitration", None)]
    (clerks, _) = await told(api, arbitration="eau")
    assert [change["noun"] for change in clerks["changes"]] == ["arbitration"]


async def test_what_is_done_to_a_correction_is_not_told_of_what_it_struck(api: Api) -> None:
    await install(api)
    (struck,) = (await api.recorded(_opened("eau", visibility="RESTRICTED")))["positions"]
    rectify = {"rectify": {"entry": struck, "reason": "Recorded twice"}}
    (striking,) = (await api.recorded(rectify))["positions"]
    erase = command("redactEntry", entry=striking, basis="OBJECTION", on="2026-11-01")
    (erasing,) = (await api.recorded(erase))["positions"]
    first, second = [n for n in await told(api, arbitration="eau") if n["position"] in {struck, striking}]
    assert first["fate"]["rectifiedBy"] == {"position": striking, "type": "Rectified", "standing": True}
    assert first["fate"]["erasedBy"] is None
    assert second["fate"]["erasedBy"] == {"position": erasing}


def _opened(arbitration: str, **more: Any) -> dict[str, Any]:
    said = {"subject": f"Carrière {arbitration}", "question": "Par où ?", "parties": [MEMBER], "themes": ["water"]}
    options = [{"option": "north", "label": "Nord"}, {"option": "south", "label": "Sud"}]
    return command("openArbitration", **{"arbitration": arbitration, "options": options, **said, **more})


# -- nothing of what is hidden -----------------------------------------------------------------------------------------


@asynccontextmanager
async def _register(stack: AsyncExitStack, server: Connection, server_url: str, template: str) -> AsyncIterator[Api]:
    """A register of its own, of which ids are those of every other made so."""
    name = _name()
    await server.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    database: Database = _database(server_url, name)
    async with connected(database.admin_url or "") as admin:
        await admin.execute("UPDATE greffe.deployment_secret SET value = decode(repeat('ab', 32), 'hex')")
    app = make_app(database)
    async with app.router.lifespan_context(app):
        _, token = await create_token(app.state.services.pool, role=Role.CLERK, ledgers=["*"], label="test")
        async with Api(app, token) as api:
            yield api
    await server.execute(f"DROP DATABASE {name} WITH (FORCE)")


async def _live(api: Api, hidden: list[dict[str, Any]]) -> dict[str, Any]:
    """A life with something hidden in it; what lesser viewers are answered to every question."""
    at = iter(f"2026-06-{day:02}T08:00:00Z" for day in range(1, 29))
    people = await install(api, clock="SIMULATED", at=next(at))
    await api.recorded(_opened("eau"), at=next(at))
    fill = command("fillSeat", body="bureau", seat="M1", person=people[4])
    for one in hidden:
        await api.recorded(one, at=next(at))
    await api.recorded({"rectify": {"entry": 29, "reason": "Homonyme", "replacement": [fill]}}, at=next(at))
    await api.recorded(_opened("bois"), at=next(at))
    pool = api.app.state.services.pool
    _, member = await create_token(pool, role=Role.MEMBER, ledgers=[LEDGER], visibility=Visibility.MEMBERS)
    asked: list[dict[str, Any] | None] = [
        *(None, {"text": "carriere"}, {"text": "terre"}, {"text": "ouvre"}, {"text": "arbitrage nord"}),
        *({"person": people[0]}, {"person": people[1]}, {"theme": "water"}, {"organization": MEMBER}),
        *({"types": ["ArbitrationOpened"]}, {"types": ["PositionTaken", "SeatFilled"]}, {"arbitration": "terre"}),
        *({"rectified": True}, {"rectified": False}, {"rectifying": False}, {"visibility": "RESTRICTED"}),
        *({"visibility": "PUBLIC"}, {"author": "x"}, {"act": {"number": "2026-01"}}, {"act": {"kind": "MINUTES"}}),
        *({"effective": {"from": "2026-05-20"}}, {"effective": {"from": "2026-05-02", "to": "2026-06-30"}}),
        *({"recorded": {"from": "2026-06-02", "to": "2026-06-05"}}, {"about": "arbitration:terre"}),
    ]
    answers = {}
    for number, wanted in enumerate(asked):
        token, order = (None, member)[number % 2], ("OLDEST_FIRST", "NEWEST_FIRST")[number % 3 == 1]
        answers[f"{wanted}"] = await _pages(api, token, wanted, order)
    return answers


async def _pages(api: Api, token: str | None, wanted: Mapping[str, Any] | None, order: str) -> list[str]:
    """The whole of a trail, to the letter, but for the digests of hidden bodies and the names of tokens."""
    told_, after = [], None
    while True:
        answer = (await api.post(TRAIL, {"f": wanted, "o": order, "n": 4, "after": after}, token)).text
        told_.append(re.sub(r"t-[a-z2-7]{8,}", "t", HEADERS.sub("", answer)))
        info = re.search(r'"hasNextPage": ?(true|false)', answer)
        assert info, answer
        if info[1] == "false":
            return told_
        end = re.search(r'"endCursor": ?"([^"]*)"', answer)
        after = end[1] if end else None


@pytest.mark.parametrize("scan", [trail.SCAN, 3])
async def test_what_is_hidden_changes_not_a_letter_of_what_others_are_told(
    monkeypatch: pytest.MonkeyPatch, server: Connection, server_url: str, template: str, scan: int
) -> None:
    monkeypatch.setattr(trail, "SCAN", scan)
    secret = {"visibility": "RESTRICTED"}
    one: list[dict[str, Any]] = [
        _opened("terre", **secret),
        command("vacateSeat", on="2026-09-01", body="bureau", seat="VP2", cause="RESIGNATION", **secret),
    ]
    other: list[dict[str, Any]] = [
        command("addTheme", theme="bocage", nameFr="Bocage", nameEn="Hedgerows", **secret),
        _opened("pierre", themes=["land"], subject="Pierre", question="Ou ?", **secret),
    ]
    answers = []
    async with AsyncExitStack() as stack:
        for hidden in (one, other):
            async with _register(stack, server, server_url, template) as api:
                answers.append(await _live(api, hidden))
    for question, answer in answers[0].items():
        assert answers[1][question] == answer, question
    assert any("SealedEntry" in page for page in answers[0]["None"])


# -- cost --------------------------------------------------------------------------------------------------------------


async def test_a_page_costs_the_same_statements_whatever_its_size(api: Api, statements: list[str]) -> None:
    await install(api)
    for wanted in (None, {"body": "bureau"}, {"types": ["SeatFilled"], "text": "designation"}):
        counts = []
        for size in (12, 12, 16):  # of twelve some name people, some organisations
            statements.clear()
            page = await api.ask(TRAIL, f=wanted, o="NEWEST_FIRST", n=size)
            assert len(page["auditTrail"]["nodes"]) >= min(size, 4)
            counts.append(sum("typeinfo" not in sql for sql in statements))  # a connection's own look-ups come once
        assert counts[1] == counts[2], wanted


# -- bad input ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"first": 0}, "INVALID_PAGE_SIZE"),
        ({"last": 0}, "INVALID_PAGE_SIZE"),
        ({"first": -1}, "INVALID_PAGE_SIZE"),
        ({"first": 2, "last": 2}, "PAGE_AMBIGUOUS"),
        ({"after": "bm90aGluZw"}, "INVALID_CURSOR"),
        ({"before": "x" * 400}, "INVALID_CURSOR"),
        ({"after": encode_cursor("241500255", 1)}, "CURSOR_OF_ANOTHER_LEDGER"),
        ({"after": encode_cursor(LEDGER, 10_000)}, "CURSOR_BEYOND_HEAD"),
        ({"f": {"types": ["SeatFilled", "Nope"]}}, "UNKNOWN_FACT_TYPE"),
        *(
            ({"f": {field: ""}}, "EMPTY_FILTER")
            for field in (
                *("author", "decision", "project", "arbitration", "session", "body", "person", "organization", "theme"),
                "about",
            )
        ),
        ({"f": {"body": "nope"}}, "UNKNOWN_BODY"),
        ({"f": {"theme": "nope"}}, "UNKNOWN_THEME"),
        ({"f": {"text": "de la"}}, "NO_WORD"),
        ({"f": {"text": ""}}, "NO_WORD"),
        ({"f": {"text": " ".join(f"mot{n}" for n in range(13))}}, "TOO_MANY_WORDS"),
        ({"f": {"effective": {"from": "2026-02-01", "to": "2026-01-01"}}}, "PERIOD_REVERSED"),
        ({"f": {"recorded": {"from": "2026-02-01", "to": "2026-01-01"}}}, "PERIOD_REVERSED"),
    ],
)
async def test_a_bad_question_is_refused_in_one_line(api: Api, asked: dict[str, Any], code: str) -> None:
    await install(api)
    refused = await api.refused(BRIEF, **asked)
    assert refused["code"] == code
    assert all("\n" not in said for said in refused["messages"].values())


@pytest.mark.parametrize(
    "wanted",
    [
        {"person": "'; DROP TABLE trail_key; --"},
        {"about": "%"},
        {"about": "\x1f"},
        {"about": ":" * 4000},
        {"act": {"number": "…"}},
        {"act": {"sha256": "not a digest"}},
        {"author": "x" * 4000},
        {"text": "x" * 4000},
        {"types": []},
        {"effective": {"from": "1789-07-14", "to": "1789-07-14"}},
        {"recorded": {"from": "1789-07-14", "to": "1789-07-15"}},
        {"recorded": {"from": "2199-12-31"}},
        {"effective": {"from": "2199-12-01", "to": "2199-12-31"}},
    ],
)
async def test_strange_questions_find_nothing(api: Api, wanted: dict[str, Any]) -> None:
    await install(api)
    assert await told(api, **wanted) == []


async def test_a_nul_and_a_day_that_is_none_are_refused(api: Api) -> None:
    await install(api)
    assert (await api.refused(BRIEF, f={"text": "a\0b"}))["code"]
    for day in ("2026-02-30", "yesterday", "1500-01-01"):
        assert "Date" in (await api.refused(BRIEF, f={"effective": {"from": day}}))["message"]


async def test_a_name_that_too_many_bear_is_refused(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    await install(api)
    monkeypatch.setattr("service.graphql.trail.NAMESAKES", 5)
    assert (await api.refused(BRIEF, f={"text": "Camille"}))["code"] == "NAME_TOO_COMMON"
