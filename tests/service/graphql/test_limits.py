"""What a document may ask for: cost, depth, repetition, tokens; and that the answers are kept, not worked out anew."""

import time
from typing import Any
from unittest import mock

import graphql
import httpx2
import pytest
from graphql import OperationDefinitionNode, ValidationContext, get_introspection_query, parse
from graphql.language.parser import Parser

from service.graphql import limits
from service.graphql.cost import CEILING, SEARCH, Measure
from service.graphql.limits import MAX_COST, MAX_REPEATS, MAX_TOKENS, KnownDocument
from tests.service.graphql.toy import SCHEMA, Viewer, application

GRAPHQL_CORE = SCHEMA._schema


def cost(query: str, **variables: Any) -> int:
    return KnownDocument(GRAPHQL_CORE, query).extent(None, variables).cost


async def codes(query: str, **variables: Any) -> list[str]:
    result = await SCHEMA.execute(query, variables, context_value=Viewer("clerk"))
    return [str((error.extensions or {}).get("code", error.message)) for error in result.errors or ()]


def chain(links: int) -> str:
    """Fragments each of which asks for the next one twice: 2^links fields in a few hundred bytes."""
    fragments = (f"fragment F{i} on Query{{a:inner{{...G{i}}}b:inner{{...G{i}}}}}" for i in range(1))
    items = (f"fragment G{i} on Item{{a:inner{{...G{i + 1}}}b:inner{{...G{i + 1}}}}}" for i in range(links))
    return f"{{...F0}}{''.join(fragments)}{''.join(items)}fragment G{links} on Item{{name}}"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("{ name }", 1),
        ("{ name viewer }", 2),
        ("{ inner { name } }", 2),
        ("{ items(first: 10) { name } }", 11),
        ("{ items(last: 10) { name } }", 11),
        ("{ items(first: 2, last: 10) { name } }", 11),
        ("{ items(first: 10) { name items(first: 10) { name } } }", 1 + 10 * (1 + 1 + 10)),
        ("{ items { name } }", 31),  # the schema's default page
        ("query($n: Int!) { items(first: $n) { name } }", 8),
        ("query($m: Int = 3) { items(first: $m) { name } }", 4),
        ("query($o: Int) { items(last: $o) { name } }", 51),
        ("{ items(first: 0) { name } }", 2),
        ("{ ...F } fragment F on Query { items(first: 10) { name } }", 11),
        ("{ ... on Query { items(first: 10) { ... { name } } } }", 11),
        ("query A { name } query B { name viewer }", 2),
        ("{ nothing { unknown(first: 4) { of } } }", 1 + 1 + 4),
        ("{ ...F } fragment F on Query { name ...F }", 1),
        ('{ people(first: 2, text: "jea") { name } }', 3 + SEARCH),
        ("{ people(first: 2, text: null) { name } auditTrail(first: 2, filter: {types: []}) { name } }", 3 + 3),
        ('{ auditTrail(first: 2, filter: {text: "jea"}) { name } }', 3 + SEARCH),
        ("query($f: F) { auditTrail(first: 2, filter: $f) { name } }", 3 + SEARCH),
    ],
)
def test_a_query_costs_its_fields_times_its_pages(query: str, expected: int) -> None:
    assert cost(query, n=7) == expected


def test_a_fragment_is_measured_once_however_often_it_is_spread() -> None:
    query = chain(12)
    assert len(query) <= 804
    document = parse(query)
    operation = document.definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    measure = Measure(GRAPHQL_CORE, document, {})
    with mock.patch.object(measure, "_fragment", wraps=measure._fragment) as fragment:
        assert measure.operation(operation).cost == 3 * 2**13 - 2
    assert fragment.call_count == 1 + 2 * 13


async def test_an_exponential_chain_is_refused_with_its_cost_before_anything_costly() -> None:
    await codes("{ name }")
    started = time.perf_counter()
    result = await SCHEMA.execute(chain(12))
    spent = time.perf_counter() - started
    assert result.errors is not None
    assert result.errors[0].extensions is not None
    assert result.errors[0].extensions["code"] == "QUERY_TOO_COSTLY"
    assert result.errors[0].extensions["cost"] == 3 * 2**13 - 2
    assert result.errors[0].message == f"This query costs {3 * 2**13 - 2}; the limit is {MAX_COST}."
    assert spent < 1  # it takes some 3 ms; without memory it would take minutes


async def test_a_cost_stops_growing_where_it_says_nothing_more() -> None:
    assert cost(chain(90)) == CEILING
    assert cost("{ items(first: " + "9" * 5_000 + ") { name } }") == CEILING


async def test_pages_given_by_a_variable_are_counted() -> None:
    query = "query($n: Int!) { items(first: $n) { items(first: $n) { name } } }"
    assert await codes(query, n=10) == []
    assert await codes(query, n=1_000) == ["QUERY_TOO_COSTLY"]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{" + "inner{" * 30 + "name" + "}" * 31, "NESTED_TOO_DEEPLY"),
        ("{ " + "name " * (MAX_REPEATS + 1) + "}", "QUERY_TOO_REPETITIVE"),
    ],
)
async def test_what_would_take_long_to_check_is_refused_unchecked(query: str, code: str) -> None:
    assert await codes(query) == [code]


@pytest.mark.parametrize(
    "query",
    [
        "{" + "inner{" * 300 + "name" + "}" * 301,
        "{ items(first: " + "[" * 500 + "]" * 500 + ") { name } }",
        "{ inner { ...F0 } }"
        + "".join(f"fragment F{i} on Item{{{'inner{' * 195}...F{i + 1}{'}' * 195}}}" for i in range(3))
        + "fragment F3 on Item{name}",
    ],
)
async def test_what_is_nested_past_python_s_stack_is_refused(query: str) -> None:
    result = await SCHEMA.execute(query)
    assert result.errors is not None
    assert "nested too deeply" in result.errors[0].message


async def test_a_document_of_too_many_words_is_refused() -> None:
    (error,) = await codes("{ " + " ".join(f"a{i}: name" for i in range(MAX_TOKENS)) + " }")
    assert "token" in error


async def test_a_document_is_checked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    parse, validate = mock.Mock(wraps=graphql.parse), mock.Mock(wraps=graphql.validate)
    monkeypatch.setattr(limits, "parse", parse)
    monkeypatch.setattr(limits, "validate", validate)
    for n in (3, 3, 3, 4):
        assert await codes("query Checked($n: Int!) { items(first: $n) { name } }", n=n) == []
    for _ in range(3):
        assert len(await codes("query Checked { nothing }")) == 1
    assert (parse.call_count, validate.call_count) == (2, 2)


async def test_over_http_a_document_that_came_before_is_neither_parsed_nor_validated(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whoever does it: this house, Strawberry or graphql-core itself, by whichever name they call it."""
    done: list[str] = []
    parse_document, made = Parser.parse_document, ValidationContext.__init__

    def parsing(self: Any) -> Any:
        done.append("parsed")
        return parse_document(self)

    def validating(self: Any, *arguments: Any, **options: Any) -> None:
        done.append("validated")
        made(self, *arguments, **options)

    monkeypatch.setattr(Parser, "parse_document", parsing)
    monkeypatch.setattr(ValidationContext, "__init__", validating)
    transport = httpx2.ASGITransport(app=application())
    async with httpx2.AsyncClient(transport=transport, base_url="http://greffe") as client:
        for n in (3, 3, 4):
            query = "query Twice($n: Int!) { items(first: $n) { name } }"
            body = {"query": query, "variables": {"n": n}}
            assert (await client.post("/graphql", json=body)).json()["data"]["items"]
            params = {"query": query, "variables": f'{{"n": {n}}}'}
            assert (await client.get("/graphql", params=params)).json()["data"]["items"]
    assert done == ["parsed", "validated"]


async def test_only_the_operation_that_runs_is_counted() -> None:
    query = "query A { name } query B { items(first: 1000) { items(first: 1000) { name } } }"
    for name, refused in (("A", False), ("B", True)):
        result = await SCHEMA.execute(query, operation_name=name)
        assert bool(result.errors) is refused


async def test_introspection_fits() -> None:
    query = get_introspection_query(specified_by_url=True, directive_is_repeatable=True, input_value_deprecation=True)
    assert await codes(query) == []
