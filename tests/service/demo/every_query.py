"""Every question that the API answers, asked in full: documents made from the schema itself."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLUnionType,
    get_named_type,
    is_leaf_type,
)

from service.graphql.schema import schema

ROOT: Final = schema._schema.query_type
DEPTH: Final = 5
LATER: Final = {"at", "first", "after"}
GIVEN: Final[Mapping[str, str]] = {
    "from": '"2020-09-01"',
    "to": '"2026-11-20"',
    "on": '"2026-11-20"',
    "since": '"2020-09-01"',
    "within": "90",
    "text": '"eau"',
    "theme": '"water"',
    "body": '"bureau"',
    "entry": "1",
    "position": "1",
    "treeSize": "300",
}
"""Values of the arguments that a question must be given, by name."""
NARROWED: Final[Mapping[str, Mapping[str, str]]] = {
    "whoCanHelp": {"theme": '"water"'},
    "technicians": {"inTeam": "null"},
    "retentionVotes": {"open": "null"},
    "chain": {"orientation": '"pas-1"'},
    "consistencyProof": {"from": "200", "to": "300"},
    "dossier": {"decision": '"2026-26"'},
}
"""Questions that refuse to be asked of everything, leave something out unless told, or mean something else."""


BESIDE: Final = ("importQueue",)
"""What stands beside the register, and is empty in the demonstration: its own tests fill it."""


def is_connection(field: GraphQLField) -> bool:
    """Whether a field answers with a page."""
    return get_named_type(field.type).name.endswith("Connection")


def lists() -> list[str]:
    """The roots that answer with a page and ask for nothing."""
    assert ROOT is not None
    found = [name for name, field in ROOT.fields.items() if is_connection(field) and not _needed(field)]
    return [name for name in found if name not in BESIDE]


def others() -> list[str]:
    """The roots that answer with something else and can be asked with what every register has."""
    assert ROOT is not None
    return [
        name
        for name, field in ROOT.fields.items()
        if not is_connection(field) and all(argument in GIVEN for argument in _needed(field))
    ]


def document(name: str, *, first: int | None = None, arguments: Mapping[str, str] | None = None) -> str:
    """A root asked in full, on a day."""
    assert ROOT is not None
    field = ROOT.fields[name]
    said = {argument: GIVEN[argument] for argument in _needed(field) if argument in GIVEN}
    said |= {**NARROWED.get(name, {}), **(arguments or {})}
    if "at" in field.args:
        said.setdefault("at", '{on: "2026-11-20"}')
    if first is not None:
        said["first"] = str(first)
    inside = ", ".join(f"{argument}: {value}" for argument, value in said.items())
    return f"{{ {name}{f'({inside})' if inside else ''} {_selection(field, ())} }}"


def _needed(field: GraphQLField) -> list[str]:
    return [
        name
        for name, argument in field.args.items()
        if (isinstance(argument.type, GraphQLNonNull) and argument.default_value is None) or _required(argument)
    ]


def _required(argument: Any) -> bool:
    from graphql import is_required_argument

    return is_required_argument(argument)


def _selection(field: GraphQLField, path: tuple[str, ...]) -> str:
    named = get_named_type(field.type)
    if is_leaf_type(named):
        return ""
    if isinstance(named, GraphQLUnionType):
        inner = " ".join(f"... on {kind.name} {_fields(kind, path)}" for kind in named.types)
        return f"{{ __typename {inner} }}"
    assert isinstance(named, GraphQLObjectType | GraphQLInterfaceType)
    return _fields(named, path)


def _fields(kind: GraphQLObjectType | GraphQLInterfaceType, path: tuple[str, ...]) -> str:
    chosen = [said for name, field in kind.fields.items() for said in _chosen(name, field, (*path, kind.name))]
    return f"{{ {' '.join(chosen) or '__typename'} }}"


def _chosen(name: str, field: GraphQLField, path: tuple[str, ...]) -> Iterator[str]:
    named = get_named_type(field.type)
    if any(_required(argument) for argument in field.args.values()) or name == "edges":
        return
    if not is_leaf_type(named) and (named.name in path or len(path) >= DEPTH):
        return
    yield f"{name} {_selection(field, path)}"


def positions(answer: Any) -> Iterator[int]:
    """Every position of an entry that an answer gives: ``entry``, ``entries``, ``endingEntry``, ``evidence``..."""
    match answer:
        case dict():
            for key, value in answer.items():
                if isinstance(value, int) and not isinstance(value, bool) and _names_an_entry(key):
                    yield value
                elif isinstance(value, list) and _names_an_entry(key):
                    yield from (item for item in value if isinstance(item, int))
                yield from positions(value)
        case list():
            for item in answer:
                yield from positions(item)


def _names_an_entry(key: str) -> bool:
    return key.lower().endswith(("entry", "entries", "evidence", "registeredby"))
