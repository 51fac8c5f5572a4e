"""Scalars of the API: legal dates, instants, opaque cursors, digests and the frozen JSON of facts."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any, Final, NewType

import msgspec
import strawberry
from graphql import GraphQLError
from strawberry.scalars import JSON
from strawberry.types.scalar import ScalarDefinition

from domain.core.calendar import EARLIEST, LATEST, end_of_paris_day

__all__ = ["JSON", "SCALAR_MAP", "Cursor", "Sha256", "parse_date", "parse_instant", "write_instant"]

Cursor = NewType("Cursor", str)
"""A place in a feed or a list; only the service that made it can read it."""

Sha256 = NewType("Sha256", str)
"""A SHA-256 digest, 64 lower-case hexadecimal digits."""

_SHOWN: Final = 60
"""How much of a bad value an error repeats."""

_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NAIVE: Final = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}([.]\d{1,9})?)?", re.ASCII)
_INSTANT: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}([.]\d{1,6})?)?(Z|[+-]\d{2}:\d{2})", re.ASCII)
_CURSOR: Final = re.compile(r"[A-Za-z0-9_=.:~-]{1,16384}", re.ASCII)
_SHA256: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)


def parse_date(value: object) -> dt.date:
    """A legal date written as 2026-03-15, in the calendar and within reason; raises GraphQLError otherwise."""
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        raise _refusal("Date", value, "write a day as 2026-03-15")
    try:
        day = dt.date.fromisoformat(value)
    except ValueError:
        raise _refusal("Date", value, "there is no such day in the calendar") from None
    return _within_reason("Date", value, day)


def parse_instant(value: object) -> dt.datetime:
    """An instant in UTC. A plain date means the last microsecond of that day in Paris; a naive time is refused."""
    if isinstance(value, str) and _DATE.fullmatch(value):
        return end_of_paris_day(parse_date(value))
    if isinstance(value, str) and _NAIVE.fullmatch(value):
        raise _refusal("DateTime", value, "it has no time zone: end it with Z or an offset such as +01:00")
    if not isinstance(value, str) or not _INSTANT.fullmatch(value):
        raise _refusal("DateTime", value, "write 2026-03-15T18:30:00Z, or 2026-03-15 for the end of that day in Paris")
    try:
        instant = dt.datetime.fromisoformat(value)
    except ValueError:
        raise _refusal("DateTime", value, "there is no such day or time") from None
    _within_reason("DateTime", value, instant.date())
    return instant.astimezone(dt.UTC)


def write_instant(instant: dt.datetime) -> str:
    """UTC with six decimals and Z, so that text order is time order; raises TypeError for a naive datetime."""
    if instant.tzinfo is None:
        raise TypeError(f"{instant!r} has no time zone")
    return instant.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _write_date(day: dt.date) -> str:
    if isinstance(day, dt.datetime):
        raise TypeError(f"{day!r} is an instant, not a legal date")
    return day.isoformat()


def _within_reason(scalar: str, value: object, day: dt.date) -> dt.date:
    if not EARLIEST <= day <= LATEST:
        raise _refusal(scalar, value, f"dates run from {EARLIEST} to {LATEST}")
    return day


def _parse_cursor(value: object) -> Cursor:
    if not isinstance(value, str) or not _CURSOR.fullmatch(value):
        raise _refusal("Cursor", value, "give back a cursor as the API gave it")
    return Cursor(value)


def _parse_sha256(value: object) -> Sha256:
    if not isinstance(value, str) or not _SHA256.fullmatch(value):
        raise _refusal("Sha256", value, "write 64 lower-case hexadecimal digits")
    return Sha256(value)


def _write_json(value: object) -> Any:
    return msgspec.to_builtins(value, enc_hook=_thawed)


def _thawed(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} is not JSON")


def _refuse_json(value: object) -> object:
    raise _refusal("JSON", value, "it is an output only")


def _refusal(scalar: str, value: object, remedy: str) -> GraphQLError:
    shown = repr(value)
    shown = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}..."
    return GraphQLError(f"{scalar} cannot represent {shown}: {remedy}.")


SCALAR_MAP: Final[Mapping[object, ScalarDefinition]] = {
    dt.date: strawberry.scalar(
        name="Date",
        description=f"A day in Europe/Paris, written as 2026-03-15; from {EARLIEST} to {LATEST}.",
        serialize=_write_date,
        parse_value=parse_date,
    ),
    dt.datetime: strawberry.scalar(
        name="DateTime",
        description="An instant, given in UTC with microseconds: 2026-03-15T17:30:00.000000Z. As an input any offset "
        "will do, and a plain date means the end of that day in Paris.",
        serialize=write_instant,
        parse_value=parse_instant,
    ),
    Cursor: strawberry.scalar(
        name="Cursor",
        description="An opaque place in a feed or a list: give it back as it came.",
        serialize=str,
        parse_value=_parse_cursor,
    ),
    Sha256: strawberry.scalar(
        name="Sha256",
        description="A SHA-256 digest, 64 lower-case hexadecimal digits.",
        serialize=str,
        parse_value=_parse_sha256,
    ),
    JSON: strawberry.scalar(
        name="JSON",
        description="Any JSON value.",
        serialize=_write_json,
        parse_value=_refuse_json,
    ),
}
"""For StrawberryConfig(scalar_map=...)."""
