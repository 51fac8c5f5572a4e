"""Whoever reads the schema in GraphiQL is told what everything is that it may name."""

from collections.abc import Iterator

from graphql import GraphQLEnumType, GraphQLInterfaceType, GraphQLNamedType, GraphQLObjectType

from service.graphql.schema import schema
from service.graphql.vocabulary import ARGUMENTS

TYPES = {name: kind for name, kind in schema._schema.type_map.items() if not name.startswith("__")}


def _arguments(kind: GraphQLNamedType) -> Iterator[tuple[str, str | None, str]]:
    if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
        for field_name, field in kind.fields.items():
            for name, argument in field.args.items():
                yield f"{kind.name}.{field_name}({name})", argument.description, name


def test_every_type_union_enum_scalar_and_input_has_a_description() -> None:
    assert {"Query", "AtInput", "EntryFilter", "AnyEntry", "FeedItem", "RecordResult", "TrailFilter"} <= TYPES.keys()
    assert [name for name, kind in TYPES.items() if not (kind.description or "").strip()] == []


def test_every_argument_of_a_field_has_a_description() -> None:
    every = [told for kind in TYPES.values() for told in _arguments(kind)]
    assert len(every) > 100
    assert [path for path, description, _ in every if not (description or "").strip()] == []


def test_every_value_of_an_enum_has_a_description_of_its_own() -> None:
    enums = [kind for kind in TYPES.values() if isinstance(kind, GraphQLEnumType)]
    assert "DeadlineKind" in {kind.name for kind in enums}
    for kind in enums:
        said = [(value.description or "").strip() for value in kind.values.values()]
        assert all(said), kind.name
        assert len(set(said)) == len(said), kind.name


def test_a_value_is_said_in_both_languages() -> None:
    kind = TYPES["DeadlineKind"]
    assert isinstance(kind, GraphQLEnumType)
    said = kind.values["DELEGATE_REPLACEMENT"].description
    assert said == "Delegate to replace. In French: délégué à remplacer."


def test_no_word_of_the_vocabulary_is_of_no_argument() -> None:
    assert ARGUMENTS.keys() <= {name for kind in TYPES.values() for *_, name in _arguments(kind)}


def test_the_schema_as_written_holds_the_descriptions() -> None:
    written = schema.as_str()
    assert "In French: délégué à remplacer." in written
    assert ARGUMENTS["inForce"] in written
