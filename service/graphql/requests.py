"""What an HTTP request asks, from its bytes: a query is read and checked once, however often it comes."""

import re
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any, Final, NamedTuple, TypeVar

import msgspec
from starlette.datastructures import QueryParams
from strawberry.schema.base import BaseSchema

from service.graphql.bad_requests import unreadable
from service.graphql.limits import check_request, known_query
from service.graphql.persisted import Documents
from service.graphql.reads import Reads
from service.graphql.refusals import nested_too_deeply

REMEMBERED: Final = 256
LONGEST: Final = 16_000
"""Bytes of a request that is remembered: together they take no more than some 10 MB."""

Part = TypeVar("Part", str, dict[str, Any])


class Asked(NamedTuple):
    """A request, read."""

    query: str | None
    operation: str | None
    variables: dict[str, Any] | None
    extensions: dict[str, Any] | None
    reads: Reads | None
    """Of a query that may run; None for all else."""
    encoded: bytes
    """The variables of such a query, so that equal ones are equal bytes."""
    ledgers: tuple[str, ...] | None
    immutable: bool


class Requests:
    """Reads requests. Those of queries are remembered by their bytes; a mutation may hold names, and is not."""

    def __init__(self, schema: BaseSchema, documents: Documents) -> None:
        self._schema = schema
        self._documents = documents
        self._known: OrderedDict[tuple[str, bytes], Asked] = OrderedDict()

    def read(self, method: str, sent: bytes) -> Asked:
        """What the query string of a GET, or the body of a POST, asks; raises QueryRefused for nothing readable."""
        if (known := self._known.get((method, sent))) is not None:
            self._known.move_to_end((method, sent))
            return known
        asked = self._read(method, sent)
        if asked.reads is not None and len(sent) <= LONGEST:
            self._known[method, sent] = asked
            if len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return asked

    def _read(self, method: str, sent: bytes) -> Asked:
        data = _parameters(sent) if method == "GET" else decode_json(sent)
        if isinstance(data, list):
            raise unreadable("BATCH")
        if not isinstance(data, dict):
            raise unreadable("NOT_AN_OBJECT")
        extensions, operation = _part(data, "extensions", dict), _part(data, "operationName", str) or None
        query = self._documents.text(_part(data, "query", str), data.get("documentId"), extensions)
        variables = _part(data, "variables", dict)
        return ask(self._schema, query, variables, operation, extensions)


def ask(
    schema: BaseSchema,
    query: str | None,
    variables: dict[str, Any] | None = None,
    operation: str | None = None,
    extensions: dict[str, Any] | None = None,
) -> Asked:
    """What a document and its variables ask; raises QueryRefused when they are too large."""
    check_request(query, variables)
    given = variables or {}
    reads = known_query(schema, query, operation, given) if query is not None else None
    if reads is None:
        return Asked(query, operation, variables, extensions, None, b"", None, False)
    encoded = msgspec.json.encode(given, order="deterministic")
    return Asked(query, operation, variables, extensions, reads, encoded, reads.ledgers(given), reads.immutable(given))


def decode_json(data: str | bytes) -> object:
    """JSON, strictly: UTF-8, no lone surrogates, no NaN; raises QueryRefused."""
    try:
        return msgspec.json.decode(data)
    except UnicodeError:
        raise unreadable("NOT_UTF8") from None
    except msgspec.DecodeError as error:
        text = data if isinstance(data, str) else data.decode(errors="replace")
        code = "LONE_SURROGATE" if _HALF_A_PAIR.search(text) else "NOT_JSON"
        raise unreadable(code, reason=error) from None
    except RecursionError:
        raise nested_too_deeply() from None


_HALF_A_PAIR: Final = re.compile(r"\\u[dD][89aAbB]..(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89aAbB]..)\\u[dD][c-fC-F]")
"""For the wording of an error alone: msgspec says of such JSON that it is truncated."""


def _parameters(query_string: bytes) -> dict[str, Any]:
    """Of a GET: variables and extensions are JSON, and an empty parameter is none."""
    given: dict[str, Any] = {name: value for name, value in QueryParams(query_string).items() if value}
    for name in ("variables", "extensions"):
        if name in given:
            given[name] = decode_json(given[name])
    return given


def _part(data: Mapping[str, object], name: str, kind: type[Part]) -> Part | None:
    """A parameter of the request, of its JSON type or null."""
    value = data.get(name)
    if value is None or isinstance(value, kind):
        return value
    english, french = ("a string", "une chaîne") if kind is str else ("an object", "un objet")
    raise unreadable("BAD_PARAMETER", name=name, kind=english, kind_fr=french)
