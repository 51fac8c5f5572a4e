"""Dates, instants, cursors and digests, as clients write and read them."""

import datetime as dt
import json
from types import MappingProxyType
from typing import Any

import pytest
import strawberry
from graphql import GraphQLError
from msgspec import Struct

from service.graphql.limits import make_schema
from service.graphql.scalars import JSON, Cursor, Sha256, parse_date, parse_instant, write_instant


def utc(*parts: int) -> dt.datetime:
    return dt.datetime(*parts, tzinfo=dt.UTC)  # type: ignore[misc,arg-type]


class Frozen(Struct, frozen=True):
    """A fact-like value."""

    on: dt.date
    seats: tuple[str, ...]


@strawberry.type
class Query:
    """Gives back what it is given."""

    @strawberry.field
    def day(self, on: dt.date) -> dt.date:
        return on

    @strawberry.field
    def instant(self, at: dt.datetime) -> dt.datetime:
        return at

    @strawberry.field
    def cursor(self, after: Cursor) -> Cursor:
        return after

    @strawberry.field
    def digest(self, of: Sha256) -> Sha256:
        return of

    @strawberry.field
    def fact(self) -> JSON:
        return JSON(MappingProxyType({"a": (1, {"b": None}), "f": Frozen(dt.date(2026, 1, 2), ("P",))}))

    @strawberry.field
    def taken(self, json: JSON) -> JSON:
        return json

    @strawberry.field
    def naive(self) -> dt.datetime | None:
        return dt.datetime(2026, 1, 1)  # noqa: DTZ001

    @strawberry.field
    def instant_as_day(self) -> dt.date | None:
        return utc(2026, 1, 1)


SCHEMA = make_schema(Query)


async def run(query: str, **variables: Any) -> tuple[Any, list[str]]:
    result = await SCHEMA.execute(query, variables)
    return result.data, [error.message for error in result.errors or ()]


@pytest.mark.parametrize("text", ["1789-07-14", "2024-02-29", "2199-12-31"])
def test_a_real_day_is_read(text: str) -> None:
    assert parse_date(text) == dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("2026-02-29", "no such day"),
        ("2026-13-01", "no such day"),
        ("1789-07-13", "dates run from"),
        ("2200-01-01", "dates run from"),
        ("20260101", "write a day"),
        ("2026-W01-1", "write a day"),
        ("2026-01-01T00:00:00Z", "write a day"),
        ("2026-01-01\n", "write a day"),
        ("٢٠٢٦-٠١-٠١", "write a day"),
        ("", "write a day"),
        (20260101, "write a day"),
        (True, "write a day"),
        ("x" * 10_000, "x..."),
    ],
)
def test_any_other_day_is_refused_with_a_remedy(value: object, said: str) -> None:
    with pytest.raises(GraphQLError, match=said) as refused:
        parse_date(value)
    assert len(refused.value.message) < 200


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-15T17:30:00Z", utc(2026, 3, 15, 17, 30)),
        ("2026-03-15T17:30Z", utc(2026, 3, 15, 17, 30)),
        ("2026-03-15T17:30:00.123456+01:00", utc(2026, 3, 15, 16, 30, 0, 123456)),
        ("2026-01-15", utc(2026, 1, 15, 22, 59, 59, 999999)),
        ("2026-07-15", utc(2026, 7, 15, 21, 59, 59, 999999)),
        ("2026-03-29", utc(2026, 3, 29, 21, 59, 59, 999999)),  # the day the clocks go forward
        ("2026-10-25", utc(2026, 10, 25, 22, 59, 59, 999999)),  # and back
        ("2199-12-31", utc(2199, 12, 31, 22, 59, 59, 999999)),
    ],
)
def test_an_instant_is_in_utc_and_a_date_is_the_end_of_that_day_in_paris(text: str, expected: dt.datetime) -> None:
    assert parse_instant(text) == expected
    assert parse_instant(text).tzinfo is dt.UTC


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("2026-03-15T17:30:00", "no time zone"),
        ("2026-03-15 17:30", "no time zone"),
        ("2026-03-15T25:30:00Z", "no such day or time"),
        ("2026-02-30T10:30:00Z", "no such day or time"),
        ("2026-02-30", "no such day"),
        ("0001-01-01T00:00:00+14:00", "dates run from"),
        ("9999-12-31T23:59:59-14:00", "dates run from"),
        ("2026-03-15T17:30:00.1234567Z", "write 2026-03-15T18:30:00Z"),
        (1767225600, "write 2026-03-15T18:30:00Z"),
    ],
)
def test_any_other_instant_is_refused_with_a_remedy(value: object, said: str) -> None:
    with pytest.raises(GraphQLError, match=said):
        parse_instant(value)


def test_an_instant_is_written_so_that_text_order_is_time_order() -> None:
    paris_winter = dt.datetime(2026, 1, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=1)))
    assert write_instant(paris_winter) == "2026-01-01T00:00:00.000000Z"
    with pytest.raises(TypeError):
        write_instant(dt.datetime(2026, 1, 1))  # noqa: DTZ001


async def test_scalars_work_through_the_schema_as_variables_and_literals() -> None:
    digest = "a" * 64
    expected = {"day": "2026-03-15", "instant": "2026-03-15T22:59:59.999999Z", "cursor": "abc_=", "digest": digest}
    variables = "query($d: Date!, $i: DateTime!, $c: Cursor!, $s: Sha256!)"
    with_variables = f"{variables} {{ day(on: $d) instant(at: $i) cursor(after: $c) digest(of: $s) }}"
    literals = f'{{ day(on: "2026-03-15") instant(at: "2026-03-15") cursor(after: "abc_=") digest(of: "{digest}") }}'
    assert await run(with_variables, d="2026-03-15", i="2026-03-15", c="abc_=", s=digest) == (expected, [])
    assert await run(literals) == (expected, [])


async def test_a_refusal_names_the_variable_and_the_remedy() -> None:
    _, errors = await run("query($d: Date!) { day(on: $d) }", d="2026-02-30")
    assert errors == [
        "Variable '$d' has invalid value: Date cannot represent '2026-02-30': there is no such day in the calendar."
    ]
    for query in ('{ cursor(after: "") }', '{ cursor(after: "é") }', '{ digest(of: "AA") }', "{ taken(json: 3) }"):
        _, errors = await run(query)
        assert "cannot represent" in errors[0]


async def test_frozen_json_goes_out_as_plain_json() -> None:
    data, errors = await run("{ fact }")
    assert errors == []
    assert json.loads(json.dumps(data["fact"])) == {"a": [1, {"b": None}], "f": {"on": "2026-01-02", "seats": ["P"]}}


async def test_a_value_of_the_wrong_kind_never_goes_out() -> None:
    data, errors = await run("{ naive instantAsDay }")
    assert data == {"naive": None, "instantAsDay": None}
    assert errors == ["internal error", "internal error"]
