"""What is recorded for few moves nothing for all others: every question of the API, asked with and without it.

Every noun of the demonstration is recorded once more under other names, RESTRICTED; the answers that lesser levels had
before are those that they have after. Then it is all disclosed, and everyone reads what those few read.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeVar

from graphql import is_required_argument
from msgspec import Struct, structs

from domain import disclosure
from domain.briefings import CallForBriefings, SetBriefingRule
from domain.core.command import Command
from domain.core.entry import ActKind, Visibility
from domain.delegations_commands import RecordRetentionVote
from domain.disclosure import Disclose
from domain.register import Instruction
from domain.slices import SLICE_OF, SLICES
from service.access import Role, create_token
from service.app import make_app
from service.clerk import Recorded, Request
from service.database import Database
from service.demo.loading import _CLERK, _Telling
from service.demo.sittings import DEMO_LEDGER, act, day
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
ALONE: Final = ("briefing-rule", "retention")
"""Kinds of which there is one, or one for a person."""
TWIN: Final = "-zz"
MORE: Final = 3
"""Sittings' worth of commands of one type that are given again for the things themselves."""
OF_THE_LEDGER: Final = {"entry", "entries", "ledgers", "auditTrail"}
"""Headers are public: these tell that something was recorded."""
MASKED: Final = {"asOf", "cursor", "startCursor", "endCursor", "link", "leaf", "canonical", "sha256", "level"}
"""What says, or is made of, the position of an answer or the level of who asks."""
OF_WHEN_IT_WAS_LEARNT: Final = {"beliefChanges", "beliefImpact"}
"""What was believed differs by when a level learnt it: what is disclosed to all was known to few before."""
LEVELS: Final = ("PUBLIC", "BUREAU", "RESTRICTED")
"""One between is as good as two: the engine's own tests go through all four."""
SHOWN: Final = 15
OTHER: Final = act(ActKind.LETTER, "2026-11-20", "SECRET", "Saisie confidentielle")
OF_NO_THING: Final = {RecordRetentionVote, SetBriefingRule, CallForBriefings}
"""They have no name of their own to have a twin."""
NEVER: Final = "never-was"
NAMED: Final[Mapping[str, str]] = {
    **dict.fromkeys(("id", "session", "decision", "pact", "clause", "item"), f'"{NEVER}"'),
    "theme": '"water"',
    "person": '"{person}"',
    "within": "900",
    "by": "ORIENTATION",
    "subject": '"body:bureau"',
    **every_query.GIVEN,
}


def _commands() -> Iterator[tuple[str, list[Command]]]:
    """What each sitting of the story records of nouns."""
    for sitting in story():
        of_nouns = [c for c in sitting.commands if isinstance(c, Command) and SLICE_OF[type(c)] in NOUNS]
        if of_nouns:
            yield sitting.key, of_nouns


def _kinds() -> set[type[Command]]:
    """The commands of nouns that the story gives."""
    return {type(command) for _, commands in _commands() for command in commands}


def _names() -> dict[str, str]:
    """The things of the story, each with the tag of its kind."""
    return {
        value: f"{kind}:{value}"
        for _, commands in _commands()
        for command in commands
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


def _documents(person: str, at: str = "") -> dict[str, str]:
    """Every root once, asked of everything; those that ask for a thing, of one that never was and of those there are.

    ``at`` adds to the moment.
    """
    assert every_query.ROOT is not None
    moment = {"at": f'{{on: "2026-11-20"{at}}}'}
    found = {}
    for name, field in every_query.ROOT.fields.items():
        if name in OF_THE_LEDGER:
            continue
        needed = [argument for argument, said in field.args.items() if is_required_argument(said)]
        given = {argument: NAMED[argument].replace("{person}", person) for argument in needed}
        given |= every_query.NARROWED.get(name, {})
        if name == "person":
            given["id"] = f'"{person}"'
        if "at" in field.args:
            given |= moment
        if "fromPosition" in field.args:
            given |= {"fromPosition": "300"} | ({"toPosition": at.partition(": ")[2]} if at else {})
        pages = SHOWN if every_query.is_connection(field) else None
        found[name] = every_query.document(name, first=pages, arguments=given)
    of_each_kind = {tag.partition(":")[0]: (value, tag) for value, tag in _names().items()}
    for kind, (value, tag) in of_each_kind.items():
        if kind in every_query.ROOT.fields:
            found[tag] = every_query.document(kind, arguments={"id": f'"{value}"', **moment})
    return found


class _Register:
    """The demonstration, those who ask, and what the register gave to the story's people."""

    def __init__(self, api: Api, services: Any) -> None:
        self.api, self.services = api, services
        self.tokens: dict[str, str | None] = {"PUBLIC": None}
        self.telling = _Telling(services.clerk)
        self.refused: list[str] = []

    async def begin(self) -> None:
        """A token for each level; the story is told already, and gives its people again."""
        for level in LEVELS[1:]:
            _, self.tokens[level] = await create_token(
                self.services.pool, role=Role.MEMBER, ledgers=[DEMO_LEDGER], visibility=Visibility(level), label=level
            )
        for sitting in story():
            await self.telling.record(sitting)

    async def record(self, key: str, *commands: Instruction) -> list[bool]:
        """Of which something was recorded. Where one is refused, each half is recorded by itself."""
        if not commands:
            return []
        request = Request(ledger=DEMO_LEDGER, instructions=commands, command_id=key)
        answer = await self.services.clerk.record(_CLERK, request)
        if isinstance(answer, Recorded):
            return [bool(step.positions) for step in answer.steps]
        if len(commands) == 1:
            self.refused.append(f"{key}: {answer}")
            return [False]
        half = len(commands) // 2
        return [*await self.record(f"{key}a", *commands[:half]), *await self.record(f"{key}b", *commands[half:])]

    async def ask(self, level: str, documents: Mapping[str, str]) -> dict[str, Any]:
        """What a level is answered."""
        return {
            name: _masked((await self.api.post(document, token=self.tokens[level])).json())
            for name, document in documents.items()
        }

    async def position(self) -> int:
        """Of the last entry."""
        heads = (await self.api.ask("{ ledgers { id position } }"))["ledgers"]
        found: int = next(head["position"] for head in heads if head["id"] == DEMO_LEDGER)
        return found

    async def confidential(self) -> list[str]:
        """Every thing of which something is confidential."""
        async with self.services.pool.acquire() as connection:
            rows = await connection.fetch(
                """SELECT DISTINCT t.tag FROM entry_tag t JOIN entry_body b USING (ledger_id, position)
                   WHERE t.ledger_id = $1 AND b.level > 0 AND t.tag NOT LIKE '%:cited'""",
                DEMO_LEDGER,
            )
        return [row["tag"] for row in rows if row["tag"].partition(":")[0] in (*OWN, *ALONE)]


def _differing(new: Mapping[str, Any], old: Mapping[str, Any]) -> list[str]:
    return [name for name in old if new[name] != old[name]]


async def _record_in_confidence(register: _Register) -> set[type[Command]]:
    """The twins of all things, and what more can be said in confidence of the things themselves."""
    names, recorded, more = _names(), set(), Counter[type[Command]]()
    for key, commands in _commands():
        told = [structs.replace(register.telling._named(c), visibility=Visibility.RESTRICTED) for c in commands]
        made = await register.record(f"twin-{key}", *(_twin(command, names) for command in told))
        recorded |= {type(command) for command, was in zip(told, made, strict=True) if was}
        again = [structs.replace(command, act=OTHER) for command in told if more[type(command)] < MORE]
        more.update(map(type, again))
        await register.record(f"more-{key}", *again)
    return recorded


async def test_what_is_restricted_moves_nothing_for_lesser_levels(demo_database: Database) -> None:
    app = make_app(demo_database)
    async with app.router.lifespan_context(app), Api(app, "") as api:
        register = _Register(api, app.state.services)
        await register.begin()
        person = register.telling.people["$issandrol"]
        documents = _documents(person)
        before = {level: await register.ask(level, documents) for level in LEVELS}
        position = await register.position()

        recorded = await _record_in_confidence(register)
        assert _kinds() - recorded <= OF_NO_THING
        after = {level: await register.ask(level, documents) for level in LEVELS}
        for level in LEVELS[:-1]:
            assert _differing(after[level], before[level]) == [], level
        moved = _differing(after["RESTRICTED"], before["RESTRICTED"])
        assert len(moved) > len(documents) / 3, "what few may read is there, and seen by them"

        told = [Disclose(on=day("2026-11-20"), act=OTHER, subject=subject) for subject in await register.confidential()]
        refused = len(register.refused)
        assert any(await register.record("tell", *told))
        assert register.refused[refused:] == []
        open_ = {level: await register.ask(level, documents) for level in LEVELS}
        assert _differing(open_["RESTRICTED"], after["RESTRICTED"]) == []
        for level in LEVELS[:-1]:
            assert set(_differing(open_[level], open_["RESTRICTED"])) <= OF_WHEN_IT_WAS_LEARNT, level
        then = await register.ask("PUBLIC", _documents(person, f", atPosition: {position}"))
        assert _differing(then, before["PUBLIC"]) == []
