"""Every list in both formats: at a day and a position, for the public and for others; how it is cached and refused."""

import re
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest

from service.access import Role, create_token
from service.database import Database
from service.demo.sittings import DEMO_LEDGER
from service.messages.opendata import title_of
from service.web.opendata import delivery
from service.web.opendata.lists import LISTS
from service.web.opendata.reading import Reading
from tests.service.api.harness import LEDGER, Api, command, install
from tests.service.web.opendata.conftest import DAY, Files, served

OPENED_LATER = 300
"""A position of the demonstration's first year."""


@pytest.mark.parametrize("name", LISTS)
async def test_a_list_is_given_in_both_formats(files: Files, name: str) -> None:
    told = await files.json(f"{name}.json", on=DAY)
    table = await files.table(f"{name}.csv", on=DAY)
    assert len(table) == len(told["items"]) > 0
    assert told["title"] == title_of(name, "fr")
    assert told["authority"]["siren"] == DEMO_LEDGER
    assert told["asOf"]["on"] == DAY
    assert told["licence"].startswith("https://")
    # Every column shows something in the whole story, or is one that another day fills.
    assert sum(any(line[label] for line in table) for label in table[0]) >= len(table[0]) / 2


@pytest.mark.parametrize("name", LISTS)
async def test_a_list_is_given_as_it_was_known_at_a_position_on_a_day(files: Files, name: str) -> None:
    asked = {"on": "2021-09-01", "at_position": OPENED_LATER}
    told = await files.json(f"{name}.json", **asked)
    assert told["asOf"]["position"] >= OPENED_LATER
    assert len(await files.table(f"{name}.csv", **asked, lang="en")) == len(told["items"])
    entries = [item[key] for item in told["items"] for key in ("entry", "position") if item.get(key)]
    assert all(entry <= told["asOf"]["position"] for entry in entries)


async def test_a_day_before_the_bureau_was_known_lists_no_seat(files: Files) -> None:
    assert (await files.json("bureau.json", at_position=1))["items"] == []
    assert await files.table("bureau.csv", at_position=1) == []


async def test_a_file_says_what_the_api_says(files: Files) -> None:
    query = """query ($at: AtInput) { bureau(at: $at) { seats { seat state holder { id name } } } }"""
    async with Api(files.app, "") as api:
        answer = await api.ask(query, None, at={"on": "2024-09-01"})
    shown = [(s["seat"], s["state"], s["holder"]) for s in answer["bureau"]["seats"]]
    items = (await files.json("bureau.json", on="2024-09-01"))["items"]
    assert [
        (i["seat"], i["state"], i["holder"] and {key: i["holder"][key] for key in ("id", "name")}) for i in items
    ] == shown


async def test_known_at_and_at_position_give_one_file(files: Files) -> None:
    then = await files.json("decisions.json", on=DAY, known_at="2024-01-01")
    again = await files.json("decisions.json", on=DAY, at_position=then["asOf"]["position"])
    now = await files.json("decisions.json", on=DAY)
    assert then["items"] == again["items"]
    assert 0 < len(then["items"]) < len(now["items"])


async def test_the_journal_ends_at_the_position_asked_for(files: Files) -> None:
    told = await files.json("journal.json", at_position=OPENED_LATER)
    assert [item["position"] for item in told["items"]] == list(range(1, told["asOf"]["position"] + 1))


async def test_a_column_is_named_in_the_language_asked_for_and_a_code_has_its_words(files: Files) -> None:
    (french, *_), (english, *_) = [await files.table("bureau.csv", on=DAY, lang=lang) for lang in ("fr", "en")]
    assert french["Nature (code)"] == english["Kind (code)"] == "PRESIDENT"
    assert (french["Nature"], english["Kind"]) == ("président", "president")


async def test_a_small_file_is_compared_by_its_bytes(files: Files) -> None:
    first = await files.get("bureau.csv", on=DAY)
    again = await files.get("bureau.csv", on=DAY, headers={"if-none-match": f"W/{first.headers['etag']}"})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    other = await files.get("bureau.csv", on=DAY, lang="en", headers={"if-none-match": first.headers["etag"]})
    assert other.status_code == 200
    assert first.headers["cache-control"] == "public, no-cache"
    assert first.headers["vary"] == "Authorization"
    assert first.headers["content-type"].startswith("text/csv; charset=utf-8")
    assert first.headers["content-disposition"].endswith('.csv"')


async def test_what_a_token_opens_is_kept_by_its_holder_alone(files: Files) -> None:
    assert (await files.get("bureau.json", level="MEMBER")).headers["cache-control"] == "private, no-cache"


async def test_head_tells_of_a_file_without_sending_it(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    small = await files.head("bureau.json")
    assert (small.status_code, small.content) == (200, b"")
    assert small.headers["etag"]
    monkeypatch.setattr(delivery, "WHOLE", 1000)
    long = await files.head("journal.json")
    assert (long.status_code, long.content) == (200, b"")


@pytest.mark.parametrize("extension", ["json", "csv"])
@pytest.mark.parametrize(
    ("asked", "status", "code"),
    [
        ({"on": "12/10/2026"}, 400, "INVALID_ARGUMENT"),
        ({"on": "2026-02-30"}, 400, "INVALID_ARGUMENT"),
        ({"on": "=1+1"}, 400, "INVALID_ARGUMENT"),
        ({"on": "\x00"}, 400, "INVALID_ARGUMENT"),
        ({"known_at": "2026-11-01T08:00"}, 400, "INVALID_ARGUMENT"),
        ({"known_at": "1990-01-01"}, 400, "NOT_YET_KNOWN"),
        ({"at_position": "0"}, 400, "POSITION_BEYOND_HEAD"),
        ({"at_position": "999999"}, 400, "POSITION_BEYOND_HEAD"),
        ({"at_position": "9" * 30}, 400, "INVALID_ARGUMENT"),
        ({"at_position": "5", "known_at": DAY}, 400, "AT_AMBIGUOUS"),
        ({"lang": "de"}, 400, "INVALID_ARGUMENT"),
        ({"on": [DAY, DAY]}, 400, "GIVEN_TWICE"),
        ({"date": DAY}, 400, "UNKNOWN_PARAMETER"),
        ({"<script>": "x" * 4000}, 400, "UNKNOWN_PARAMETER"),
        ({"ledger": "000000000"}, 404, "UNKNOWN_AUTHORITY"),
        ({"ledger": "FR"}, 404, "UNKNOWN_AUTHORITY"),
        ({"ledger": "' OR 1=1 --"}, 404, "UNKNOWN_AUTHORITY"),
        ({"ledger": "%00"}, 404, "UNKNOWN_AUTHORITY"),
    ],
)
async def test_what_cannot_be_given_is_a_problem_in_both_languages(
    files: Files, extension: str, asked: dict[str, Any], status: int, code: str
) -> None:
    response = await files.get(f"decisions.{extension}", **asked)
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
    told = response.json()
    assert (told["code"], told["status"]) == (code, status)
    assert set(told["messages"]) == {"fr", "en"}
    assert told["detail"] == told["messages"]["fr"]
    assert told["remedy"]
    assert len(response.content) < 2000
    assert response.headers["cache-control"] == "no-store"


async def test_a_problem_is_told_in_the_language_asked_for(files: Files) -> None:
    response = await files.get("decisions.csv", on="x", lang="en")
    assert response.json()["detail"] == response.json()["messages"]["en"]
    assert response.headers["content-language"] == "en"


@pytest.mark.parametrize("name", ["nope.json", "nope.csv", "decisions.xlsx", "..%2F..%2Fetc%2Fpasswd", "a/b.json", ""])
async def test_no_other_file_is_given(files: Files, name: str) -> None:
    response = await files.get(name)
    assert response.status_code == 404
    assert response.json()["code"] == "NO_SUCH_FILE"


async def test_a_bad_token_is_no_visitor(files: Files) -> None:
    response = await files.get("decisions.json", headers={"authorization": "Bearer gr_nobody"})
    assert (response.status_code, response.headers["www-authenticate"]) == (401, "Bearer")


async def test_a_failure_is_told_by_its_id_alone(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError("secret of the house")

    monkeypatch.setattr("service.graphql.organizations.authority_on", broken)
    response = await files.get("organes.json", on="2022-02-03")
    assert response.status_code == 500
    assert "secret" not in response.text
    assert response.json()["id"] in response.json()["detail"]


async def test_a_long_file_is_sent_page_by_page_while_it_is_made(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = await files.get("journal.csv", at_position=1500)
    assert "etag" in whole.headers
    held: list[int] = []

    async def counted(pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
        async for piece in pieces:
            held.append(len(piece))
            yield piece

    streamed = delivery._streamed

    def watched(request: Any, begun: list[bytes], pieces: Any, *rest: Any) -> Any:
        assert sum(map(len, begun)) <= 1000 + 2 * max(map(len, begun))
        return streamed(request, begun, counted(pieces), *rest)

    monkeypatch.setattr(delivery, "WHOLE", 1000)
    monkeypatch.setattr(delivery, "_streamed", watched)
    sent = await files.get("journal.csv", at_position=1500)
    assert sent.content == whole.content
    assert "etag" not in sent.headers
    assert len(held) >= 6
    assert max(held) < len(whole.content) / 4


async def test_a_long_file_that_cannot_be_finished_is_broken_off(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = 0
    pages = Reading.ask

    async def failing(self: Reading, document: str, **given: Any) -> Any:
        nonlocal asked
        asked += "entries(" in document
        if asked > 3:
            raise ConnectionError("the database went away")
        return await pages(self, document, **given)

    monkeypatch.setattr(Reading, "ask", failing)
    monkeypatch.setattr(delivery, "WHOLE", 1000)
    transport = httpx2.ASGITransport(app=files.app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://greffe.test") as client:
        # A server that hears of the error closes the connection before the end of the answer.
        with pytest.raises(ConnectionError):
            await client.get(f"/data/{DEMO_LEDGER}/journal.csv")


async def test_a_list_recorded_for_few_is_in_no_public_file(database: Database) -> None:
    async with served(database) as files, Api(files.app, files.tokens["CLERK"]) as api:
        await install(api)
        adopt = command("adoptDeliberation", decision="open", title="Ouverte", body="assembly", number="1")
        await api.recorded(adopt)
        before = {
            f"{name}.{ext}": (await files.get(f"{name}.{ext}", ledger=LEDGER, on=DAY)).content
            for name in LISTS
            if name != "journal"
            for ext in ("json", "csv")
        }
        others = ("deliberations.csv", "decisions.atom", "popolo.json", "echeances.ics")
        before |= {name: (await files.get(name, ledger=LEDGER, on=DAY)).content for name in others}
        hidden = command(
            "adoptDeliberation", decision="secret", title="Confidentielle", body="assembly", visibility="RESTRICTED"
        )
        (position,) = (await api.recorded(hidden))["positions"]
        await api.recorded(
            command("vacateSeat", body="bureau", seat="M1", cause="RESIGNATION", visibility="RESTRICTED")
        )
        for name, content in before.items():
            now = (await files.get(name, ledger=LEDGER, on=DAY)).content
            assert b"Confidentielle" not in now
            assert b"secret" not in now
            assert _without_positions(now) == _without_positions(content), name
        journal = (await files.json("journal.json", ledger=LEDGER))["items"]
        assert set(journal[position - 1]) == {"__typename", "position", "recordedAt", "header"}
        _, member = await create_token(files.app.state.services.pool, role=Role.MEMBER, ledgers=[LEDGER], label="test")
        files.tokens["MEMBER OF ONE"] = member
        for level, sees in ((None, False), ("MEMBER OF ONE", False), ("AUDITOR", True), ("CLERK", True)):
            told = await files.get("decisions.csv", ledger=LEDGER, on=DAY, level=level)
            assert ("Confidentielle" in told.text) is sees, level


def _without_positions(content: bytes) -> bytes:
    """A file without what counts the entries of the ledger, and when the last was recorded: headers are public."""
    named = rb'"asOf":\s*\{[^}]*\}|"(endC|c)ursor":"[^"]*"|DTSTAMP:\S+|(<updated>)[^<]*'
    return re.sub(named, b"", content)
