"""What every address of the site, of a dossier or of a file may ask: a day, what was known then, a language.

``on=2026-10-12``, ``known_at=2026-11-01T08:00:00Z`` (or a day: its end in Paris) or ``at_position=412``, ``lang=en``.
A field that a form left empty asks for nothing.
"""

from collections.abc import Callable
from typing import Final, NamedTuple, TypeVar

from graphql import GraphQLError
from starlette.datastructures import QueryParams

from service.graphql.moment import AtInput
from service.graphql.refusals import QueryRefused
from service.graphql.scalars import parse_date, parse_instant
from service.messages.words import Language

T = TypeVar("T")

PARAMETERS: Final = ("on", "known_at", "at_position", "lang")
"""The names that ``asked`` reads; an address may have others of its own."""
_DIGITS: Final = 18
_SHOWN: Final = 60
"""How much of a bad value a refusal repeats."""


class Asked(NamedTuple):
    """The moment and the language of an address, as yet unresolved: no ledger was looked at."""

    at: AtInput
    language: Language


def asked(query: QueryParams, default: Language = "fr") -> Asked:
    """What the query of an address asks for.

    Raises:
        QueryRefused: INVALID_ARGUMENT: a value cannot be read; GIVEN_TWICE.
    """
    return Asked(moment_asked(query), language_asked(query, default))


def moment_asked(query: QueryParams) -> AtInput:
    """The day and the moment of knowledge; raises as ``asked``."""
    return AtInput(
        on=_read(query, "on", parse_date),
        known_at=_read(query, "known_at", parse_instant),
        at_position=_read(query, "at_position", _position),
    )


def language_asked(query: QueryParams, default: Language = "fr") -> Language:
    """French or English; raises as ``asked``."""
    match once(query, "lang"):
        case None:
            return default
        case "fr" | "en" as language:
            return language
    raise QueryRefused(
        "INVALID_ARGUMENT",
        {"en": "The answer is in French or in English.", "fr": "La réponse est en français ou en anglais."},
    )


def once(query: QueryParams, name: str) -> str | None:
    """The one value of a name; None when it is absent or empty.

    Raises:
        QueryRefused: GIVEN_TWICE: it has two values, and nobody can say which is meant.
    """
    values = query.getlist(name)
    if len(values) > 1:
        raise QueryRefused(
            "GIVEN_TWICE",
            {"en": f"{name} is given {len(values)} times.", "fr": f"{name} est donné {len(values)} fois."},
            values={"name": name},
        )
    return values[0] if values and values[0] else None


def _read(query: QueryParams, name: str, parse: Callable[[object], T]) -> T | None:
    value = once(query, name)
    if value is None:
        return None
    try:
        return parse(value)
    except (GraphQLError, ValueError) as error:
        raise QueryRefused(
            "INVALID_ARGUMENT",
            {"en": f"{name} cannot be read: {error}", "fr": f"{name} est illisible : {value[:_SHOWN]!r}."},
        ) from None


def _position(value: object) -> int:
    if not isinstance(value, str) or not (value.isascii() and value.isdigit() and len(value) <= _DIGITS):
        raise ValueError("a position is a whole number")
    return int(value)
