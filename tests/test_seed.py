"""docs/seed.md is true: it quotes the whole seed, its queries answer on the demo, its checks and tests exist."""

import ast
import asyncio
import calendar
import contextlib
import datetime as dt
import json
import re
import socket
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, Final

import httpx2
import pytest
import uvicorn
from graphql import GraphQLInputObjectType, OperationType, get_operation_ast, parse, validate
from msgspec import Struct
from starlette.applications import Starlette

from domain.checks.all import CHECKS
from service.access import Role, create_token
from service.app import make_app
from service.database import Database
from service.demo import DEMO_LEDGER
from service.graphql.schema import schema

ROOT: Final = Path(__file__).parent.parent
TEXT: Final = (ROOT / "docs" / "seed.md").read_text(encoding="utf-8")
WORDS: Final = """
Gouvernance, piloter la stratégie territoriale en équipe

Le SCoT est à la fois un **document de stratégie territoriale et une scène de gouvernance**.

Pour assurer **l'avenir des territoires**, leur habitabilité et leur robustesse, mais aussi garantir le changement de
trajectoire nécessaire à l'adaptation au changement climatique, il est important de **resserrer la chaîne de
commandement** à l'intérieur du bloc local :

entre commune, intercommunalité et établissement public de SCoT

entre la stratégie territoriale, les plans d'actions et la contractualisation.

Bonnes idées d'organisations possibles pour :

Le **président du SCoT** est le/un président d'intercommunalité.

**Tous les présidents d'intercommunalités siègent au bureau** de l'établissement public de SCoT (interterritorial).

Organiser des **temps d'échanges** entre présidents d'intercommunalités sur les sujets sensibles et les arbitrages
stratégiques.

Mobiliser pour l'élaboration de la stratégie et sa mise en œuvre : la **conférence des maires**, les vice-présidents
et adjoints qui ont des **délégations** et les **élus locaux** impliqués dans l'aménagement du territoire.

Faire connaître la stratégie aux **conseils municipaux** pour assurer la bonne mise en œuvre.

Réaliser un **pacte de gouvernance** en début de mandat.

Identifier des **ambassadeurs du SCoT** parmi les élus pour assurer la transmission de la stratégie et accompagner les
projets des collectivités, etc.

Travailler en équipe

Faire participer au comité de pilotage du SCoT les **élus qui ont des délégations** au sein de l'intercommunalité en :
projets d'aménagement, urbanisme, transitions, ressources, dont l'eau, économie, foncier, agriculture, biodiversité,
mobilité, habitat, tourisme, santé, équipements.

Ils assurent la **coordination avec les projets et les documents** suivis pendant le mandat (PLUi, Plan de Mobilité,
développement économique, Plan Air énergie climat, SAGE, GEMAPI...) et la contractualisation.

Mettre en place une **revue de projet** du territoire pour s'assurer que les projets permettent la bonne mise en œuvre
de la stratégie du SCoT et le changement de trajectoire du territoire.

**Travailler en équipe** entre techniciens de la commune, de l'intercommunalité, du SCoT, des établissements publics
du territoire pour **mutualiser les compétences**.

**Renforcer l'écosystème d'acteurs** locaux et **mobiliser les acteurs privés** pour travailler ensemble à
l'élaboration et la mise en œuvre de la stratégie territoriale pour faire face aux nombreux défis communs.

**Mobiliser l'ingénierie et les acteurs** du territoire : acteurs économiques et commerciaux, Parcs naturels
régionaux, CAUE, architectes, organisations patronales et professionnelles (MEDEF, Fédération Française du Bâtiment,
CGPME), aménageurs et promoteurs, syndicats d'énergie, agriculteurs, SAFER, agences régionales de biodiversité,
commissions locales de l'eau, agences de l'eau, établissements publics territoriaux de bassins, Chambres consulaires,
organismes de recherche, etc.

Chacun a un bout de la solution !
"""
SEED: Final = tuple(" ".join(sentence.split()) for sentence in WORDS.split("\n\n"))
"""The seed, sentence by sentence: what the document is held against."""
MONTHS: Final = tuple(calendar.month_name)[1:]


class Question(Struct, frozen=True):
    """A block of GraphQL of the document, as who may ask it, with its variables."""

    text: str
    clerk: bool
    variables: dict[str, str]


class Section(Struct, frozen=True):
    """What stands under a heading of the third level."""

    title: str
    body: str

    def questions(self) -> list[Question]:
        found = re.findall(r"```graphql( clerk)?\n(.*?)```(?:\s*```json\n(.*?)```)?", self.body, re.DOTALL)
        return [Question(text, bool(clerk), json.loads(told or "{}")) for clerk, text, told in found]

    def said(self) -> list[str]:
        """What it says in bold that one learns."""
        (learnt,) = re.findall(r"^\*\*You learn\*\*(.*?)\n\n", self.body, re.DOTALL | re.MULTILINE)
        return [" ".join(bold.split()) for bold in re.findall(r"\*\*(.+?)\*\*", learnt, re.DOTALL)]


def _sections() -> Iterator[Section]:
    for part in re.split(r"^### ", TEXT, flags=re.MULTILINE)[1:]:
        title, _, body = part.partition("\n")
        yield Section(title, re.split(r"^##? ", body, flags=re.MULTILINE)[0])


SECTIONS: Final = list(_sections())


class Asked(Struct, frozen=True):
    """The service with the demonstration in it, behind a real server, as subscriptions need one."""

    public: httpx2.AsyncClient
    clerk: httpx2.AsyncClient
    people: dict[str, str]

    async def ask(self, question: Question) -> Any:
        """The data that answers a question; no error is let through."""
        client = self.clerk if question.clerk else self.public
        variables = {name: self.people[value.strip("<>")] for name, value in question.variables.items()}
        body = {"query": question.text, "variables": variables}
        operation = get_operation_ast(parse(question.text))
        assert operation is not None
        if operation.operation is OperationType.SUBSCRIPTION:
            return await _first_told(client, body)
        told = (await client.post("/graphql", json=body)).json()
        assert "errors" not in told, told["errors"]
        return told["data"]


async def _first_told(client: httpx2.AsyncClient, body: dict[str, Any]) -> Any:
    """What a subscription says first."""
    headers = {"accept": "text/event-stream"}
    async with asyncio.timeout(20), client.stream("POST", "/graphql", json=body, headers=headers) as response:
        async for line in response.aiter_lines():
            if line.startswith("data:") and line != "data:":
                return json.loads(line.removeprefix("data:"))["data"]
    raise AssertionError("The subscription ended before it said anything.")


@contextlib.asynccontextmanager
async def _serving(app: Starlette) -> AsyncIterator[str]:
    """The address of the application behind a real server, on a port of the system's choice."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, ws="websockets-sansio", lifespan="off", log_level="error"))
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    while not server.started:  # noqa: ASYNC110 - uvicorn tells nobody
        await asyncio.sleep(0.01)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    await serving
    listening.close()


@pytest.fixture
async def asked(demo_database: Database) -> AsyncIterator[Asked]:
    """Whom to ask, as the public or as the clerk."""
    app = make_app(demo_database)
    async with app.router.lifespan_context(app), _serving(app) as url:
        _, token = await create_token(app.state.services.pool, role=Role.CLERK, ledgers=[DEMO_LEDGER])
        headers = {"authorization": f"Bearer {token}"}
        async with (
            httpx2.AsyncClient(base_url=url) as public,
            httpx2.AsyncClient(base_url=url, headers=headers) as clerk,
        ):
            told = (await public.post("/graphql", json={"query": "{people(first: 200) {nodes {id name}}}"})).json()
            yield Asked(public, clerk, {each["name"]: each["id"] for each in told["data"]["people"]["nodes"]})


def test_it_quotes_every_sentence_of_the_seed_in_order() -> None:
    assert tuple(re.findall(r"^> (.*)$", TEXT, re.MULTILINE)) == SEED


def test_every_sentence_has_a_query_commands_and_a_proof() -> None:
    rows = [section for section in SECTIONS if "\n> " in section.body]
    assert [row.title.split(".")[0] for row in rows] == [str(number) for number in range(1, len(SEED) + 1)]
    for row in rows:
        assert "**Recorded by**" in row.body, row.title
    for section in SECTIONS:
        assert section.questions(), section.title
        assert section.said(), section.title
        assert re.search(r"\*\*Proved\s+by\*\*", section.body), section.title


def test_every_query_is_valid() -> None:
    for section in SECTIONS:
        for question in section.questions():
            assert validate(schema._schema, parse(question.text)) == [], section.title
    assert sum(len(section.questions()) for section in SECTIONS) == TEXT.count("```graphql")


async def test_every_query_answers_on_the_demonstration_what_one_learns(asked: Asked) -> None:
    wrong: dict[str, object] = {}
    for section in SECTIONS:
        answers = [await asked.ask(question) for question in section.questions()]
        if empty := [name for answer in answers for name, root in answer.items() if _is_empty(root)]:
            wrong[section.title] = f"nothing under {empty}"
        elif unsaid := [said for said in section.said() if not _tells(answers, said)]:
            wrong[section.title] = f"not in the answer: {unsaid}"
    assert wrong == {}


async def test_the_table_says_of_each_check_what_it_finds(asked: Asked) -> None:
    query = '{governanceChecks(at: {on: "2026-11-20"}) {code status finding {message {en}}}}'
    told = (await asked.ask(Question(query, clerk=False, variables={})))["governanceChecks"]
    table = re.findall(r"^\| \[\d+\]\(\S+\) \| `(\w+)` \| ([a-z ]+) \| (.+) \|$", TEXT, re.MULTILINE)
    assert [code for code, _, _ in table] == [check["code"] for check in told]
    for (_, status, finds), check in zip(table, told, strict=True):
        assert status == check["status"].lower().replace("_", " ")
        assert finds in check["finding"]["message"]["en"]


def _is_empty(root: Any) -> bool:
    """Null, an empty list, or a page of nothing."""
    if isinstance(root, dict):
        return any(root.get(page) == [] for page in ("nodes", "items"))
    return root is None or root == []


def _tells(answer: Any, said: str) -> bool:
    """Whether an answer says a date, a number (or a list of so many), or some words."""
    if re.fullmatch(r"-?[\d.]+", said):
        return any(said in {str(leaf), str(_length(leaf))} for leaf in _leaves(answer))
    if date := re.fullmatch(rf"(\d+) ({'|'.join(MONTHS)}) (\d{{4}})", said):
        said = dt.date(int(date[3]), MONTHS.index(date[2]) + 1, int(date[1])).isoformat()
    return any(said in leaf for leaf in _leaves(answer) if isinstance(leaf, str))


def _length(leaf: Any) -> int | None:
    return len(leaf) if isinstance(leaf, list) else None


def _leaves(answer: Any) -> Iterator[Any]:
    """Every value of an answer, its lists included."""
    if isinstance(answer, list):
        yield answer
    inside = answer.values() if isinstance(answer, dict) else answer if isinstance(answer, list) else ()
    for each in inside:
        yield from _leaves(each)
    if not isinstance(answer, dict | list):
        yield answer


def test_it_names_every_governance_check_and_no_other() -> None:
    named = {code for line in _after("Check") for code in re.findall(r"`([A-Z_]+)`", line)}
    assert named == set(CHECKS)


def test_the_commands_that_it_names_exist() -> None:
    (commands,) = (kind for name, kind in schema._schema.type_map.items() if name == "CommandInput")
    assert isinstance(commands, GraphQLInputObjectType)
    named = {name for line in _after(r"Recorded\s+by") for name in re.findall(r"`([a-zA-Z]+)`", line)}
    assert len(named) > 50
    assert named <= set(commands.fields)


def test_the_tests_that_it_names_exist() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TEXT)
    assert len(named) >= len(SECTIONS)
    for file, name in named:
        tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
        defined = {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
        assert name in defined, f"{file}::{name}"


def test_its_contents_lead_to_its_headings() -> None:
    headings = re.findall(r"^#+ (.*)$", re.sub(r"```.*?```", "", TEXT, flags=re.DOTALL), re.MULTILINE)
    slugs = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", TEXT)) <= slugs


def _after(label: str) -> list[str]:
    """What follows a label in bold, up to the next one."""
    return re.findall(rf"\*\*{label}\*\*(.*?)(?:\*\*|\n\n)", TEXT, re.DOTALL)
