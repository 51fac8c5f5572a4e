"""GraphQL inputs made from Structs: their shape, their words, and the way back to commands."""

import asyncio
from enum import StrEnum
from typing import Any

import pytest
import strawberry
from graphql import GraphQLError
from msgspec import Struct

from service.commands import InvalidCommand, command_registry, decode_commands
from service.graphql.inputs import enum_type, input_type, one_of_input, to_commands
from service.graphql.limits import make_schema
from tests.service.graphql.vocabulary import COMMANDS, Chair, Colour, TakeChair

OrderInput = one_of_input("OrderInput", COMMANDS)
READ: list[Struct] = []


@strawberry.type
class Query:
    """Reads commands."""

    @strawberry.field
    def read(self, commands: list[OrderInput]) -> str:  # type: ignore[valid-type]
        try:
            READ[:] = to_commands(commands)
        except InvalidCommand as refusal:
            return f"{refusal.code} {refusal.path}"
        return "read"

    @strawberry.field
    def colour(self) -> enum_type(Colour):  # type: ignore[valid-type]
        return Colour.BLUE


SCHEMA = make_schema(Query)
ASK = "query($c: [OrderInput!]!) { read(commands: $c) }"


def ask(*commands: object) -> tuple[Any, list[str]]:
    result = asyncio.run(SCHEMA.execute(ASK, {"c": list(commands)}))
    return (result.data or {}).get("read"), [error.message for error in result.errors or ()]


def test_the_schema_shows_the_structs_with_their_words() -> None:
    assert '''
"""Exactly one of these."""
input OrderInput @oneOf {
  """Take a chair."""
  takeChair: TakeChairInput

  """Open a room."""
  openRoom: OpenRoomInput

  """Put something else in its place."""
  mend: MendInput
}
''' in SCHEMA.as_str()
    assert '''
"""Take a chair."""
input TakeChairInput {
  """The day of legal effect."""
  on: Date!
  colour: Colour! = RED
  chair: ChairInput!
  spareChair: ChairInput
  urgent: Boolean! = false
}''' in SCHEMA.as_str()
    assert '''
"""A chair, stored under snake_case names."""
input ChairInput {
  """Such as VP1."""
  name: String!
  onBehalfOf: String
  rank: Int
}
''' in SCHEMA.as_str()
    assert "  instead: [MendInsteadInput!]! = []\n" in SCHEMA.as_str()
    assert "input MendInsteadInput @oneOf {" in SCHEMA.as_str()
    assert '"""What colour it is."""\nenum Colour {\n  RED\n  AZURE\n}' in SCHEMA.as_str()


@pytest.mark.parametrize(
    "command",
    [
        {"takeChair": {"on": "2026-03-15", "chair": {"name": "VP1"}}},
        {"takeChair": {"on": "2026-03-15", "chair": {"name": "VP1", "onBehalfOf": "x", "rank": 2}, "urgent": True}},
        {"takeChair": {"on": "2026-03-15", "chair": {"name": "VP1"}, "spareChair": None, "colour": "AZURE"}},
        {"openRoom": {"on": "2026-03-15", "chairs": [{"name": "A"}, {"name": "B"}], "labels": ["é", ""]}},
        {"openRoom": {"on": "2026-03-15", "chairs": [], "openedAt": "2026-03-15T10:00:00.000001Z"}},
        {"mend": {"on": "2026-03-15", "entry": 3}},
        {
            "mend": {
                "on": "2026-03-15",
                "entry": 3,
                "instead": [
                    {"takeChair": {"on": "2026-03-15", "chair": {"name": "VP1"}}},
                    {"openRoom": {"on": "2026-03-15", "chairs": [{"name": "A"}]}},
                ],
                "otherwise": {"takeChair": {"on": "2026-03-15", "chair": {"name": "VP1"}}},
            }
        },
    ],
)
def test_a_variable_and_a_line_of_a_file_make_the_same_command(command: dict[str, object]) -> None:
    assert ask(command, command) == ("read", [])
    assert decode_commands([command, command], command_registry(COMMANDS)) == READ


def test_what_graphql_lets_through_is_refused_at_its_place() -> None:
    good = {"takeChair": {"on": "2026-03-15", "chair": {"name": "VP1"}}}
    bad = {"takeChair": {"on": "2026-03-15", "chair": {"name": "vp1"}}}
    assert ask(good, bad) == ("REFUSED_VALUE commands.1.takeChair.chair.name", [])
    assert ask() == ("EMPTY_LIST commands", [])


@pytest.mark.parametrize(
    "command",
    [
        {},
        {"takeChair": None},
        {"mend": {"on": "2026-03-15", "entry": 1}, "takeChair": None},
        {"takeChair": {"on": "2026-03-15", "chair": {"name": "A", "on_behalf_of": "x"}}},
        {"takeChair": {"on": "2026-02-30", "chair": {"name": "A"}}},
        {"takeChair": {"on": "2026-03-15", "colour": "red", "chair": {"name": "A"}}},
        {"mend": {"on": "2026-03-15", "entry": 1, "instead": [{"mend": {"on": "2026-03-15", "entry": 1}}]}},
    ],
)
def test_what_the_schema_excludes_never_gets_that_far(command: dict[str, object]) -> None:
    read, errors = ask(command)
    assert read is None
    assert errors
    assert "internal error" not in errors


def test_a_type_is_made_once() -> None:
    assert input_type(TakeChair) is input_type(TakeChair)
    assert one_of_input("OrderInput", COMMANDS) is OrderInput
    assert enum_type(Colour) is Colour


def test_what_json_cannot_write_is_refused_when_the_type_is_made() -> None:
    class Weighed(Struct, frozen=True):
        weight: float

    class Nested(Struct, frozen=True):
        grid: tuple[tuple[int, ...], ...]

    class Mixed(Struct, frozen=True):
        either: Chair | str

    class Shade(StrEnum):
        LIGHT_BLUE = "light-blue"

    for struct in (Weighed, Nested, Mixed):
        with pytest.raises(TypeError, match=struct.__name__):
            input_type(struct)
    with pytest.raises(GraphQLError):
        enum_type(Shade)
