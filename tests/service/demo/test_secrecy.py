"""What is recorded for few moves nothing for all others: every question of the API, asked with and without it.

Every noun of the demonstration is recorded once more under other names, RESTRICTED; the answers that lesser levels had
before are those that they have after. Then it is all disclosed, and everyone reads what those few read.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeVar

from graphql import is_required_argument
from msgspec import Struct, structs

from domain import disclosure
from domain.core.command import Command
from domain.core.entry import Visibility
from domain.disclosure import Disclose
from domain.register import Instruction
from domain.slices import SLICE_OF, SLICES
from service.access import Role, create_token
from service.app import make_app
from service.clerk import Recorded, Request
from service.database import Database
from service.demo.loading import _CLERK, _Telling
from service.demo.sittings import DEMO_LEDGER, day
from service.demo.story import story
from tests.service.api.harness import Api
from tests.service.demo import every_query

S = TypeVar("S", bound=Struct)

NOUNS: Final = {slice_ for slice_ in SLICES if hasattr(slice_, "COMMANDS")} - {disclosure}
OWN: Final = (
    *("theme", "delegation", "session", "decision", "exchange", "arbitration", "pact", "document", "contract"),
    *("scheme", "orientation", "programme", "action", "indicator", "involvement", "project", "review", "ambassador"),
    *("briefing", "technician", "partner"),
)
"""Kinds of things, which are the fields that name them."""
TWIN: Final = "-zz"
OF_THE_LEDGER: Final = {"entry", "entries", "ledgers"}
"""Headers are public: these tell that something was recorded."""
MASKED: Final = {"asOf", "cursor", "startCursor", "endCursor"}
LEVELS: Final = ("PUBLIC", "MEMBERS", "BUREAU", "RESTRICTED")
NEVER: Final = "never-was"
NAMED: Final[Mapping[str, str]] = {
    **{name: f'"{NEVER}"' for name in ("id", "session", "decision", "pact", "clause", "item")},
    "theme": '"water"',
    "person": '"{person}"',
    "within": "900",
    "by": "ORIENTATION",
    **every_query.GIVEN,
}


def _commands() -> Iterator[tuple[str, Command]]:
    """What the story records of nouns."""
    for sitting in story():
        for index, command in enumerate(sitting.commands):
            if isinstance(command, Command) and SLICE_OF[type(command)] in NOUNS:
                yield f"{sitting.key}-{index}", command


def _names() -> dict[str, str]:
    """The things of the story, each with the tag of its kind."""
    return {
        value: f"{kind}:{value}"
        for _, command in _commands()
        for kind in OWN
        if isinstance(value := getattr(command, kind, None), str) and not value.startswith(("p-", "$"))
    }


def _twin(value: Any, names: Mapping[str, str], field: str = "") -> Any:
    """The same of the twins: what names a thing of the story names another."""
    match value:
        case tuple():
            return tuple(_twin(item, names, field) for item in value)
        case Struct():
            return structs.replace(value, **{f: _twin(getattr(value, f), names, f) for f in value.__struct_fields__})
        case str() if (
            type(value) is str and value in names and (names[value] == f"theme:{value}" or "theme" not in field)
        ):
            return value + TWIN
    return value


def _masked(answer: Any) -> Any:
    """An answer without what merely counts the ledger's entries."""
    match answer:
        case dict():
            return {key: _masked(value) for key, value in answer.items() if key not in MASKED}
        case list():
            return [_masked(item) for item in answer]
    return answer


def _documents(person: str) -> dict[str, str]:
    """Every root once, asked of everything; those that ask for a thing, of one that never was."""
    assert every_query.ROOT is not None
    found = {}
    for name, field in every_query.ROOT.fields.items():
        if name in OF_THE_LEDGER:
            continue
        needed = [argument for argument, said in field.args.items() if is_required_argument(said)]
        given = {argument: NAMED[argument].replace("{person}", person) for argument in needed}
        if name == "person":
            given["id"] = f'"{person}"'
        pages = 15 if every_query.is_connection(field) else None
        found[name] = every_query.document(name, first=pages, arguments=given)
    return found


class _Register:
    """The demonstration, and those who ask."""

    def __init__(self, api: Api, services: Any, tokens: Mapping[str, str | None]) -> None:
        self.api, self.services, self.tokens = api, services, tokens

    async def record(self, key: str, *commands: Instruction) -> bool:
        request = Request(ledger=DEMO_LEDGER, instructions=commands, command_id=key)
        answer = await self.services.clerk.record(_CLERK, request)
        if not isinstance(answer, Recorded):
            print(key, type(commands[0]).__name__, answer)
        return isinstance(answer, Recorded)

    async def ask(self, level: str, documents: Mapping[str, str]) -> dict[str, Any]:
        return {
            name: _masked((await self.api.post(document, token=self.tokens[level])).json())
            for name, document in documents.items()
        }


async def test_what_is_restricted_moves_nothing_for_lesser_levels(demo_database: Database) -> None:
    app = make_app(demo_database)
    async with app.router.lifespan_context(app):
        services = app.state.services
        tokens: dict[str, str | None] = {"PUBLIC": None}
        for level in LEVELS[1:]:
            _, tokens[level] = await create_token(
                services.pool, role=Role.MEMBER, ledgers=[DEMO_LEDGER], visibility=Visibility(level), label=level
            )
        async with Api(app, "") as api:
            register = _Register(api, services, tokens)
            telling = _Telling(services.clerk)
            for sitting in story():
                await telling.record(sitting)
            person = telling.people["$issandrol"] if "$issandrol" in telling.people else telling.people["issandrol"]
            documents = _documents(person)
            before = {level: await register.ask(level, documents) for level in LEVELS}
            names = _names()
            recorded = set()
            for key, command in _commands():
                named = telling._named(command)
                twin = structs.replace(_twin(named, names), visibility=Visibility.RESTRICTED)
                if await register.record(f"zz-{key}", twin):
                    recorded.add(type(command))
            print({c.__name__ for _, command in _commands() if (c := type(command)) not in recorded})
            after = {level: await register.ask(level, documents) for level in LEVELS}
            for level in LEVELS[:-1]:
                assert [n for n in documents if after[level][n] != before[level][n]] == [], level
            for level in LEVELS:
                for kind in OWN:
                    if kind in every_query.ROOT.fields:
                        twins = [n + TWIN for n, tag in names.items() if tag.startswith(f"{kind}:")][:3]
                        for twin in twins:
                            answer = (
                                await api.post(f'{{ {kind}(id: "{twin}") {{ __typename }} }}', token=tokens[level])
                            ).json()
                            if (level == "RESTRICTED") == (answer == {"data": {kind: None}}):
                                print(level, kind, twin, answer)
            print("unmoved", [n for n in documents if after["RESTRICTED"][n] == before["RESTRICTED"][n]])
            print("errors", {n: a["errors"][0]["message"] for n, a in after["RESTRICTED"].items() if "errors" in a})
            assert 0
