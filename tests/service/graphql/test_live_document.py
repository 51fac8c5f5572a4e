"""The query of a live query: the same question, whatever its form; and what in its answers moves with every entry."""

from typing import Any

import pytest
from graphql import get_operation_ast, parse, print_ast, validate

from service.graphql.limits import RULES, core_schema
from service.graphql.live_document import LiveDocument, without
from service.graphql.schema import schema

SCHEMA = core_schema(schema)


def live(text: str, name: str | None = None) -> LiveDocument:
    document = parse(text)
    assert validate(SCHEMA, document, RULES) == []
    operation = get_operation_ast(document, name)
    assert operation is not None
    made = LiveDocument.of(SCHEMA, document, operation)
    assert validate(SCHEMA, parse(made.text), RULES) == [], made.text
    return made


@pytest.mark.parametrize(
    ("subscription", "query"),
    [
        ("subscription { bureau { term { id } } }", "query { bureau { term { id } } }"),
        (
            "subscription($h: Cursor, $a: ID) { b: bureau(authority: $a, holding: $h) { term { id } } }",
            "query($a: ID) { b: bureau(authority: $a) { term { id } } }",
        ),
        (
            """subscription A($h: Cursor) { ...F } subscription B { bureau { term { id } } }
               fragment F on Subscription { ... on Subscription { ... { bureau(holding: $h) { ...G } } } }
               fragment G on BodyComposition { term { id } }""",
            """query A { ...F }
               fragment F on Query { ... on Query { ... { bureau { ...G } } } }
               fragment G on BodyComposition { term { id } }""",
        ),
        (
            """subscription($p: Cursor, $t: ID) {
                 delegations(after: $p, theme: $t, holding: "x") { nodes { __typename } } }""",
            "query($p: Cursor, $t: ID) { delegations(after: $p, theme: $t) { nodes { __typename } } }",
        ),
    ],
)
def test_the_query_asks_the_same(subscription: str, query: str) -> None:
    name = "A" if "A(" in subscription else None
    assert live(subscription, name).text == print_ast(parse(query))


def test_the_answer_that_a_client_has_is_no_part_of_the_question() -> None:
    asked = live("subscription($h: Cursor, $a: ID) { bureau(authority: $a, holding: $h) { term { id } } }")
    assert asked.given({"h": "x", "a": "1", "more": 2}) == {"a": "1"}
    assert asked.held({"h": "x"}) == "x"
    assert asked.held({}) is None
    assert asked.held({"h": None}) is None
    assert live('subscription { bureau(holding: "y") { term { id } } }').held({}) == "y"
    assert live("subscription { bureau { term { id } } }").held({"h": "x"}) is None


@pytest.mark.parametrize(
    ("selection", "answer", "kept"),
    [
        ("asOf { on position }", {"asOf": {"on": 1, "position": 2}}, {"asOf": {"on": 1}}),
        ("term { id }", {"term": {"id": 1}}, {"term": {"id": 1}}),
        (
            "...F asOf { p: position } x: asOf { recordedAt simulated }",
            {"asOf": {"p": 1, "referencePosition": 2}, "x": {"recordedAt": 3, "simulated": False}},
            {"asOf": {}, "x": {"simulated": False}},
        ),
        ("... { asOf { position } }", {"asOf": None}, {"asOf": None}),
    ],
)
def test_positions_are_left_out_of_the_comparison(selection: str, answer: Any, kept: Any) -> None:
    fragment = "fragment F on BodyComposition { asOf { referencePosition } }" if "...F" in selection else ""
    asked = live(f"subscription {{ bureau {{ {selection} }} }} {fragment}")
    assert without(asked.moving, {"bureau": answer}) == {"bureau": kept}


def test_positions_of_things_in_a_list_are_left_out_and_those_of_entries_are_not() -> None:
    asked = live("subscription { decisionsInForce { nodes { decision entries asOf { position } } } }")
    nodes = [{"decision": name, "entries": [3], "asOf": {"position": 4}} for name in "ab"]
    left = without(asked.moving, {"decisionsInForce": {"nodes": nodes}})
    assert left == {"decisionsInForce": {"nodes": [{"decision": n, "entries": [3], "asOf": {}} for n in "ab"]}}
