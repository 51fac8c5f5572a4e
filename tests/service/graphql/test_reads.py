"""What an operation rests on: on the safe side where its text does not say."""

from typing import Any

import pytest
from graphql import OperationDefinitionNode, parse

from service.graphql.reads import Reads
from service.graphql.schema import schema

A, B = "200000008", "200000016"


def reads(query: str) -> Reads:
    document = parse(query)
    operation = next(node for node in document.definitions if isinstance(node, OperationDefinitionNode))
    return Reads(schema._schema, document, operation)


@pytest.mark.parametrize(
    ("query", "variables", "ledgers"),
    [
        (f'{{ bureau(authority: "{A}") {{ asOf {{ on }} }} }}', {}, (A, "FR")),
        (f"{{ bureau(authority: {A}) {{ asOf {{ on }} }} }}", {}, (A, "FR")),
        ("query($l: ID) { bureau(authority: $l) { asOf { on } } }", {"l": A}, (A, "FR")),
        ("query($l: ID) { bureau(authority: $l) { asOf { on } } }", {"l": int(A)}, (A, "FR")),
        (f'query($l: ID = "{A}") {{ bureau(authority: $l) {{ asOf {{ on }} }} }}', {}, (A, "FR")),
        (f'query($l: ID = "{A}") {{ bureau(authority: $l) {{ asOf {{ on }} }} }}', {"l": None}, None),
        ("query($l: ID) { bureau(authority: $l) { asOf { on } } }", {}, None),
        ("{ bureau { asOf { on } } }", {}, None),
        ("{ bureau(authority: null) { asOf { on } } }", {}, None),
        ("{ ledgers { id } }", {}, None),
        (
            """{ ...F ... { b: bureau(authority: "200000016") { asOf { on } } } }
               fragment F on Query { bureau(authority: "200000008") { asOf { on } } }""",
            {},
            (A, B, "FR"),
        ),
        (
            f'{{ ...F bureau(authority: "{A}") {{ asOf {{ on }} }} }} fragment F on Query {{ ledgers {{ id }} }}',
            {},
            None,
        ),
        ("{ __typename }", {}, ("FR",)),
    ],
)
def test_the_ledgers_that_are_read(query: str, variables: dict[str, Any], ledgers: tuple[str, ...] | None) -> None:
    assert reads(query).ledgers(variables) == ledgers


def test_what_does_not_rest_on_the_heads_is_not_kept() -> None:
    assert reads("{ bureau { asOf { on } } }").kept
    assert not reads("{ bureau { asOf { on } } checkpoint { size } }").kept
    assert not reads("{ ...F } fragment F on Query { c: checkpoint { size } }").kept


SETTLED = {"on": "2026-10-10", "atPosition": 4}
AT = 'at: {on: "2026-10-10", atPosition: 4}'


@pytest.mark.parametrize(
    ("query", "variables", "immutable"),
    [
        (f"{{ bureau({AT}) {{ __typename seats {{ seat state since holder {{ id }} }} }} }}", {}, True),
        ("query($at: AtInput) { bureau(at: $at) { asOf { on } } }", {"at": SETTLED}, True),
        ('query($p: Int) { bureau(at: {on: "2026-10-10", atPosition: $p}) { asOf { on } } }', {"p": 4}, True),
        ('query($p: Int = 4) { bureau(at: {on: "2026-10-10", atPosition: $p}) { asOf { on } } }', {}, True),
        ('query($p: Int) { bureau(at: {on: "2026-10-10", atPosition: $p}) { asOf { on } } }', {}, False),
        ("query($at: AtInput) { bureau(at: $at) { asOf { on } } }", {"at": {"on": "2026-10-10"}}, False),
        ("query($at: AtInput) { bureau(at: $at) { asOf { on } } }", {}, False),
        (f"{{ bureau({AT}) {{ seats {{ holder {{ name }} }} }} }}", {}, False),
        (f"{{ bureau({AT}) {{ ...F }} }} fragment F on BodyComposition {{ seats {{ holder {{ name }} }} }}", {}, False),
        (f'{{ person(id: "p", {AT}) {{ tenures {{ seat }} }} }}', {}, True),
        (f'{{ person(id: "p", {AT}) {{ tenures(at: {{on: "2026-01-01"}}) {{ seat }} }} }}', {}, False),
        (f'{{ person(id: "p", {AT}) {{ id erased }} }}', {}, False),
        (f'{{ dossier(decision: "d", {AT}) {{ entries {{ nodes {{ position intact }} }} }} }}', {}, False),
        (f'{{ dossier(decision: "d", {AT}) {{ entries {{ nodes {{ position }} }} }} }}', {}, True),
        (f'{{ decisions(text: "eau", {AT}) {{ nodes {{ state }} }} }}', {}, False),
        ("{ entry(position: 3) { __typename } }", {}, False),
        ("{ bureau { asOf { on } } }", {}, False),
    ],
)
def test_only_what_nothing_can_change_is_immutable(query: str, variables: dict[str, Any], immutable: bool) -> None:
    assert reads(query).immutable(variables) is immutable
