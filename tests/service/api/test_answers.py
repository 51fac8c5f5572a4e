"""An answer that is kept is the answer that would be made now: for every question, viewer, moment and change."""

import asyncio
import datetime as dt
import json
import random
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import httpx2
import pytest
from starlette.applications import Starlette

from domain.core.entry import Visibility
from service.access import PUBLIC, Role, create_token, revoke_token
from service.app import make_app
from service.database import Connection, Database
from service.graphql.answers import Answer, Figures, Question
from service.rebuild import rebuild
from tests.service.api.harness import LEDGER, MEMBER, Api, command, install

OTHER = "200000016"
SEAT = "query($l: ID, $at: AtInput) { bureau(authority: $l, at: $at) { asOf { on position referencePosition } "
QUESTIONS = (
    SEAT + "seats { seat state since holder { id name } } } }",
    SEAT + "missing { code } } ledgers { id position } }",
    "query($l: ID, $at: AtInput) { people(authority: $l, at: $at) { nodes { id name tenures { seat until } } } }",
    """query($l: ID, $at: AtInput) { organization(authority: $l, id: "commune:15162", at: $at) { name } ...F }
       fragment F on Query { authority(authority: $l, at: $at) { asOf { position } } }""",
    """query($l: ID!) { entries(authority: $l, first: 500) {
       items { ... on Entry { type position } ... on SealedEntry { position header { leaf } } } } }""",
    """query($l: ID) { compositionChanges(authority: $l, body: "bureau", from: "2026-01-01", to: "2030-01-01") {
       on kind seat } }""",
    f'query($at: AtInput) {{ bureau(authority: "{LEDGER}", at: $at) {{ seats {{ holder {{ id }} until }} }} }}',
)


def figures(api: Api) -> Figures:
    found: Figures = api.app.state.services.answers.figures()
    return found


@pytest.fixture
async def anew(api: Api, database: Database) -> AsyncIterator[Api]:
    """The same service, which keeps no answer."""
    app: Starlette = make_app(database)
    app.state.services = replace(api.app.state.services, answers=None)
    async with Api(app, api.token) as anew:
        yield anew


@pytest.fixture
async def viewers(api: Api) -> list[str | None]:
    """The public, each level of the ledger, and a reader of another ledger."""
    pool = api.app.state.services.pool
    levels = [
        await create_token(pool, role=Role.MEMBER, ledgers=[LEDGER], visibility=visibility)
        for visibility in (Visibility.MEMBERS, Visibility.BUREAU, Visibility.RESTRICTED)
    ]
    elsewhere = await create_token(pool, role=Role.AUDITOR, ledgers=[OTHER])
    return [None, *(token for _, token in levels), elsewhere[1], api.token]


async def get(api: Api, query: str, token: str | None = None, **rest: Any) -> httpx2.Response:
    """By GET; ``rest`` holds headers and variables."""
    headers = {"authorization": f"Bearer {token}"} if token else {}
    params = {"query": query, "variables": json.dumps(rest.get("variables", {}))}
    response: httpx2.Response = await api._client.get(
        "/graphql", params=params, headers=headers | rest.get("headers", {})
    )
    return response


async def found_other(api: Api) -> None:
    """A second authority, and a commune in the reference ledger."""
    await api.recorded(
        command("openLedger"),
        command("registerAuthority", siren=OTHER, name="SM voisin", legalForm="CLOSED_JOINT_SYNDICATE"),
        authority=OTHER,
    )
    await api.recorded(command("openLedger", on="2019-01-01"), commune("Avant", "2019-01-01"), authority="FR")


def commune(name: str, on: str) -> dict[str, Any]:
    return command("recordCommune", on=on, commune="15162", name=name, department="15", vintage=int(on[:4]))


def a_write(chance: random.Random, people: list[str], head: int) -> tuple[str, dict[str, Any]]:
    """Something that may change an answer; some of it is refused, which changes none."""
    on = f"2026-{chance.randint(6, 12):02d}-{chance.randint(1, 28):02d}"
    visibility = chance.choice(["PUBLIC", "PUBLIC", "MEMBERS", "BUREAU", "RESTRICTED"])
    seat, who = chance.choice(["VP1", "VP2", "M1"]), chance.choice(people)
    return chance.choice(
        [
            (
                LEDGER,
                command("vacateSeat", on=on, body="bureau", seat=seat, cause="RESIGNATION", visibility=visibility),
            ),
            (LEDGER, command("fillSeat", on=on, body="bureau", seat=seat, person=who, visibility=visibility)),
            (
                LEDGER,
                {"rectify": {"entry": chance.randint(1, head), "reason": "erreur", "act": ACT, "replacement": []}},
            ),
            (
                LEDGER,
                command(
                    "changePersonDetails", person=who, givenName="Camille", familyName=f"Nom{chance.randint(0, 99)}"
                ),
            ),
            ("FR", commune(f"Commune {chance.randint(0, 99)}", f"{chance.randint(2020, 2025)}-01-01")),
            (OTHER, command("registerPerson", person="$p", givenName="Claude", familyName="Ailleurs")),
        ]
    )


ACT = {"kind": "MINUTES", "date": "2026-05-20", "number": "2026-02"}


def a_moment(chance: random.Random, head: int, instants: list[str]) -> dict[str, Any]:
    at: dict[str, Any] = {}
    if chance.random() < 0.5:
        at["on"] = f"2026-{chance.randint(5, 12):02d}-15"
    match chance.randint(0, 3):
        case 0:
            at["atPosition"] = chance.randint(1, head)
        case 1:
            at["knownAt"] = chance.choice(instants)
    return at


@pytest.mark.parametrize("seed", range(3))
async def test_an_answer_through_the_cache_is_the_one_made_anew(
    api: Api, anew: Api, viewers: list[str | None], seed: int
) -> None:
    chance = random.Random(seed)
    people = await install(api)
    await found_other(api)
    instants, lasting = ["2099-12-31"], dict[str, tuple[dict[str, Any], bytes]]()
    deck: list[tuple[str, str | None, dict[str, Any]]] = []
    for _ in range(12):
        head = (await anew.ask("{ ledgers { id position } }"))["ledgers"]
        position = next(ledger["position"] for ledger in head if ledger["id"] == LEDGER)
        ledger, written = a_write(chance, people, position)
        answer = await api.record(written, authority=ledger)
        if answer.get("recordedAt"):
            instants.append(answer["recordedAt"])
        for _ in range(4):
            variables = {"l": chance.choice([LEDGER, LEDGER, OTHER]), "at": a_moment(chance, position, instants)}
            deck.append((chance.choice(QUESTIONS), chance.choice(viewers), variables))
        for query, token, variables in chance.choices(deck, k=16):
            kept = await get(api, query, token, variables=variables)
            made = await get(anew, query, token, variables=variables)
            assert kept.json().get("data") == made.json().get("data"), (query, variables)
            assert kept.content == made.content or "errors" in made.json(), (query, variables)
            if "immutable" in kept.headers["cache-control"]:
                lasting[query] = (variables, kept.content)
    told = figures(api)
    assert told.hits > 20, told
    assert told.misses > 20, told
    for query, (variables, content) in lasting.items():
        assert (await get(anew, query, variables=variables)).content == content


async def test_what_is_immutable_stays_whatever_is_recorded(api: Api, anew: Api) -> None:
    people = await install(api)
    query = SEAT + "seats { seat state since holder { id } } } }"
    position = (await api.ask("{ ledgers { position } }"))["ledgers"][0]["position"]
    variables = {"at": {"on": "2026-10-10", "atPosition": position}}
    first = await get(api, query, variables=variables)
    assert first.headers["cache-control"] == "public, max-age=86400, immutable"
    await api.recorded(
        command("vacateSeat", on="2026-06-01", body="bureau", seat="M1", cause="RESIGNATION"),
        command("fillSeat", on="2026-06-02", body="bureau", seat="M1", person=people[5]),
        command("changePersonDetails", person=people[3], givenName="Camille", familyName="Autre"),
    )
    await api.recorded({"rectify": {"entry": position - 1, "reason": "erreur", "act": ACT, "replacement": []}})
    assert (await get(anew, query, variables=variables)).content == first.content


@pytest.mark.parametrize(
    ("query", "at"),
    [
        (SEAT + "seats { holder { id name } } } }", {"on": "2026-10-10", "atPosition": 3}),  # a name of the vault
        (SEAT + "seats { seat } } }", {"on": "2026-10-10"}),
        (SEAT + "seats { seat } } }", {"atPosition": 3}),
        (SEAT + "seats { seat } } }", {"on": "2026-10-10", "knownAt": "2099-01-01"}),
        (SEAT + "seats { seat } } ledgers { id } }", {"on": "2026-10-10", "atPosition": 3}),
        (SEAT + "seats { seat } } b: bureau { asOf { position } } }", {"on": "2026-10-10", "atPosition": 3}),
    ],
)
async def test_what_may_change_is_asked_again(api: Api, query: str, at: dict[str, Any]) -> None:
    await install(api)
    at = at | ({"atPosition": 26} if "atPosition" in at else {})
    response = await get(api, query, variables={"at": at})
    assert "errors" not in response.json(), response.text
    assert response.headers["cache-control"] == "public, no-cache"


async def test_who_has_just_written_is_shown_it_by_every_process(api: Api, database: Database) -> None:
    """Two processes, and no hint of either reaches the other in time: each write is read at once through the other."""
    people = await install(api)
    second = make_app(database)
    async with second.router.lifespan_context(second), Api(second, api.token) as beside:
        query = SEAT + "seats { seat holder { id } } } }"

        async def read(through: Api) -> Any:
            return (await through.ask(query))["bureau"]

        for turn in range(6):
            writer, reader = (api, beside) if turn % 2 else (beside, api)
            asked = [asyncio.create_task(read(reader)) for _ in range(8)]
            kind = "vacateSeat" if turn % 2 == 0 else "fillSeat"
            told = {"cause": "RESIGNATION"} if turn % 2 == 0 else {"person": people[4]}
            written = await writer.recorded(
                command(kind, on=f"2026-06-{turn + 1:02d}", body="bureau", seat="M1", **told), command_id=f"t{turn}"
            )
            for through in (reader, writer):
                assert (await read(through))["asOf"]["position"] == written["positions"][-1]
            await asyncio.gather(*asked)


async def test_the_same_question_asked_at_once_is_executed_once(api: Api) -> None:
    await install(api)
    before = figures(api)
    answers = await asyncio.gather(*(get(api, QUESTIONS[0]) for _ in range(40)))
    told = figures(api)
    assert len({answer.content for answer in answers}) == 1
    assert told.misses - before.misses == 1
    assert (told.shared + told.hits) - (before.shared + before.hits) == 39
    assert told.head_queries - before.head_queries <= 4


async def test_an_answer_during_which_something_was_recorded_is_told_and_not_kept(api: Api) -> None:
    """Its fields may have been read before and after: it is an answer of neither state."""
    await install(api)
    answers = api.app.state.services.answers
    question = Question.of("{ ledgers { id } }", None, b"{}", None, PUBLIC)

    async def execute(_: dt.date) -> Answer:
        await api.recorded(command("registerPerson", person="$p", givenName="Claude", familyName="Autre"))
        return Answer.of(b"mixed")

    assert (await answers.answer(question, dt.date.today, execute)).body == b"mixed"
    await asyncio.gather(*answers._tasks)
    assert figures(api).kept == 0


async def test_one_who_leaves_takes_the_answer_from_nobody(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    await install(api)
    pool = api.app.state.services.pool
    held = [await pool.acquire() for _ in range(pool.get_max_size())]
    leaving = asyncio.create_task(get(api, QUESTIONS[0]))
    staying = asyncio.create_task(get(api, QUESTIONS[0]))
    while figures(api).shared == 0:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    leaving.cancel()
    await asyncio.sleep(0)
    for connection in held:
        await pool.release(connection)
    assert (await staying).json()["data"]["bureau"]["seats"]
    assert figures(api).misses == 1


async def test_a_kept_answer_waits_for_no_slow_reader(api: Api) -> None:
    await install(api)
    first = await get(api, QUESTIONS[0])
    pool = api.app.state.services.pool
    held = [await pool.acquire() for _ in range(pool.get_max_size())]
    async with asyncio.timeout(5):
        assert (await get(api, QUESTIONS[0])).content == first.content
    for connection in held:
        await pool.release(connection)


async def test_levels_never_share_and_tokens_of_one_level_do(api: Api) -> None:
    await install(api)
    pool = api.app.state.services.pool
    await api.recorded(
        command("vacateSeat", on="2026-09-01", body="bureau", seat="M1", cause="RESIGNATION", visibility="BUREAU")
    )
    query, variables = QUESTIONS[0], {"l": LEDGER, "at": {"on": "2026-10-10"}}

    async def state(token: str | None) -> str:
        answer = (await get(api, query, token, variables=variables)).json()
        return str(answer["data"]["bureau"]["seats"][3]["state"])

    bureau = [
        await create_token(pool, role=Role.MEMBER, ledgers=ledgers, visibility=Visibility.BUREAU)
        for ledgers in ([LEDGER], [LEDGER, OTHER])
    ]
    _, members = await create_token(pool, role=Role.MEMBER, ledgers=[LEDGER])
    _, elsewhere = await create_token(pool, role=Role.AUDITOR, ledgers=[OTHER])
    before = figures(api)
    for _ in range(2):
        assert [await state(token) for token in (None, members, bureau[0][1], elsewhere)] == [
            "HELD",
            "HELD",
            "VACANT",
            "HELD",
        ]
    assert await state(bureau[1][1]) == "VACANT"
    told = figures(api)
    # The public and who has rights elsewhere alone are one scope, as are two tokens of one level.
    assert (told.misses - before.misses, told.hits - before.hits) == (3, 6)
    await revoke_token(pool, bureau[0][0])
    assert (await get(api, query, bureau[0][1], variables=variables)).status_code == 401


async def test_midnight_in_paris_ends_what_is_of_today(api: Api) -> None:
    people = await install(api)
    await api.recorded(
        command("vacateSeat", on="2030-02-01", body="bureau", seat="M1", cause="RESIGNATION"),
        command("fillSeat", on="2030-02-02", body="bureau", seat="M1", person=people[4]),
    )
    day = [dt.date(2030, 1, 31)]
    api.app.state.services = replace(api.app.state.services, today=lambda: day[0])
    holders = []
    for number in (31, 31, 32, 33):
        day[0] = dt.date(2030, 1, 1) + dt.timedelta(days=number - 1)
        found = (await get(api, QUESTIONS[0])).json()["data"]["bureau"]
        assert found["asOf"]["on"] == day[0].isoformat()
        holders.append((found["seats"][3]["holder"] or {}).get("id"))
    assert holders == [people[3], people[3], None, people[4]]
    assert figures(api).hits == 1


async def test_a_file_of_france_ends_what_rests_on_it(api: Api) -> None:
    await install(api)
    await found_other(api)
    query = 'query($l: ID) { organization(authority: $l, id: "commune:15162") { name } }'
    for name, vintage in (("Avant", None), ("Après", "2025-01-01")):
        if vintage:
            await api.recorded(commune(name, vintage), authority="FR")
        for _ in range(2):
            assert (await api.ask(query, token=None, l=LEDGER))["organization"] == {"name": name}


async def test_another_authority_s_entries_end_nothing_here(api: Api) -> None:
    await install(api)
    await found_other(api)
    named, whole = QUESTIONS[0], "{ ledgers { id position } }"
    for query in (named, whole):
        await api.ask(query, token=None, l=LEDGER)
    before = figures(api)
    await api.recorded(
        command("registerPerson", person="$p", givenName="Claude", familyName="Ailleurs"), authority=OTHER
    )
    await api.ask(named, token=None, l=LEDGER)
    assert figures(api).hits == before.hits + 1
    await api.ask(whole, token=None)
    assert figures(api).hits == before.hits + 1


async def test_a_rebuild_ends_what_was_kept(api: Api, app_connection: Connection) -> None:
    await install(api)
    sound = (await get(api, QUESTIONS[0])).content
    await app_connection.execute("DELETE FROM composition")
    await api.recorded(command("registerPerson", person="$p", givenName="Claude", familyName="Autre"))
    damaged = (await get(api, QUESTIONS[0])).json()
    assert not (damaged.get("data") or {}).get("bureau", {}).get("seats")
    await rebuild(app_connection, LEDGER)
    mended = (await get(api, QUESTIONS[0])).json()
    assert mended["data"]["bureau"]["seats"] == json.loads(sound)["data"]["bureau"]["seats"]


async def test_a_name_that_changed_in_the_vault_is_told_at_once(api: Api) -> None:
    people = await install(api)
    query = "query($id: ID!) { person(id: $id) { name } }"
    for family in ("Essai0", "Durand", "Durand-Petit"):
        if family != "Essai0":
            await api.recorded(command("changePersonDetails", person=people[0], givenName="Camille", familyName=family))
        for _ in range(2):
            assert (await api.ask(query, token=None, id=people[0]))["person"] == {"name": f"Camille {family}"}
    assert figures(api).hits == 3


async def test_an_answer_with_errors_is_not_kept(api: Api) -> None:
    query = 'query { bureau(authority: "200000008") { asOf { position } } }'
    for _ in range(2):
        response = await get(api, query)
        assert response.json()["errors"][0]["extensions"]["code"] == "UNKNOWN_AUTHORITY"
        assert response.headers["cache-control"] == "no-store"
        assert "etag" not in response.headers
    assert (figures(api).kept, figures(api).misses) == (0, 2)


async def test_a_client_that_has_the_answer_is_told_so(api: Api) -> None:
    await install(api)
    first = await get(api, QUESTIONS[0])
    tag = first.headers["etag"]
    assert tag.startswith('"')
    assert first.headers["cache-control"] == "public, no-cache"
    assert first.headers["vary"] == "Accept, Authorization"
    for given in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = await get(api, QUESTIONS[0], headers={"if-none-match": given})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        assert again.headers["vary"] == "Accept, Authorization"
        assert "content-type" not in again.headers
    assert (await get(api, QUESTIONS[0], headers={"if-none-match": '"other"'})).status_code == 200
    new = await get(api, QUESTIONS[0], headers={"accept": "application/graphql-response+json", "if-none-match": tag})
    assert new.status_code == 200  # the same bytes of another media type are another representation
    assert new.headers["etag"] != tag
    await api.recorded(command("registerPerson", person="$p", givenName="Claude", familyName="Autre"))
    after = await get(api, QUESTIONS[0], headers={"if-none-match": tag})
    assert (after.status_code, after.headers["etag"] == tag) == (200, False)


async def test_what_a_token_opens_is_the_client_s_alone(api: Api) -> None:
    await install(api)
    assert (await get(api, QUESTIONS[0], api.token)).headers["cache-control"] == "private, no-cache"
    posted = await api.post(QUESTIONS[0], token=None)
    assert posted.headers["cache-control"] == "no-store"
    assert "etag" not in posted.headers


async def test_memory_is_bounded_by_bytes(api: Api) -> None:
    await install(api)
    answers = api.app.state.services.answers
    answers._max_bytes = 40_000
    for number in range(60):
        await api.ask(f"query {{ ledgers {{ n{number}: position }} }}", token=None)
        assert figures(api).bytes <= 40_000
    assert 0 < figures(api).kept < 60
    kept = figures(api).kept
    await api.ask("query { " + " ".join(f"l{n}: ledgers {{ id recordedAt }}" for n in range(90)) + " }", token=None)
    assert figures(api).kept == kept  # larger than a sixteenth of the whole


async def test_what_can_be_given_no_more_leaves_memory(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that was erased, or corrected, is not to stay because nobody asks for it again."""
    people = await install(api)
    await api.ask("query($id: ID!) { person(id: $id) { name } }", token=None, id=people[0])
    await api.recorded(command("changePersonDetails", person=people[0], givenName="Camille", familyName="Autre"))
    answers = api.app.state.services.answers
    await api.ask("{ ledgers { id } }", token=None)
    assert any(b"Essai0" in answer.body for _, answer in answers._kept.values())
    monkeypatch.setattr("service.graphql.answers.SWEEP", 0.0)
    await api.ask("{ ledgers { id } }", token=None)
    assert not any(b"Essai0" in answer.body for _, answer in answers._kept.values())
    assert figures(api).kept == 1
    assert figures(api).bytes < 1_200


async def test_operators_see_how_often_an_answer_served(api: Api) -> None:
    await install(api)
    for _ in range(3):
        await api.ask(QUESTIONS[0], token=None)
    ready = (await api._client.get("/readyz")).json()
    assert ready["ready"] is True
    assert (ready["answers"]["hits"], ready["answers"]["misses"]) == (2, 1)
    assert MEMBER not in json.dumps(ready)
