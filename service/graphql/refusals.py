"""Which errors a client may read: ours and those about its own request; any other is an id in the log."""

import logging
import re
import uuid
from collections.abc import Iterator, Mapping
from typing import Final

import asyncpg
from graphql import GraphQLError, ValueNode, VariableDefinitionNode
from strawberry.exceptions import MissingQueryError, StrawberryInputCoercionError
from strawberry.extensions import SchemaExtension
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types import StreamExecutionResult

from service.database.connection import READ_WITHIN
from service.messages.queries import remedies

logger = logging.getLogger("greffe.graphql")

QUERY_WITHIN: Final = 30.0
"""Seconds that a query may take as a whole; each of its statements has ``READ_WITHIN``."""

_ABOUT_REQUEST: Final = (
    GraphQLError,
    MissingQueryError,
    CannotGetOperationTypeError,
    InvalidOperationTypeError,
)
_VALUES: Final = (VariableDefinitionNode, ValueNode)
"""What an error of a library's own scalar points at."""
_SUGGESTION: Final = re.compile(r"\.? Did you mean (?:the enum value )?[\"'][^?]*\?")


class QueryRefused(GraphQLError):
    """A request that the API refuses, with its reason and its remedy in both languages.

    The remedy is the catalogue's for the code (``service.messages.queries``), filled with ``values``. In the answer it
    stands twice: ``remedies`` has both languages, as ``messages`` do, and ``remedy`` the English that clients know.
    ``status`` is the HTTP status when the refusal comes before any execution (a bad token: 401).
    """

    def __init__(
        self,
        code: str,
        messages: Mapping[str, str],
        *,
        rule: str | None = None,
        values: Mapping[str, object] | None = None,
        status: int = 400,
        details: Mapping[str, object] | None = None,
    ) -> None:
        mended = remedies(code, values or {})
        said = {
            "code": code,
            "rule": rule,
            "remedy": mended["en"] if mended else None,
            "remedies": mended,
            "messages": dict(messages),
        }
        super().__init__(messages["en"], extensions={**said, **(details or {})})
        self.status = status


class InternalError(GraphQLError):
    """What stands for an error of ours: an id, under which the log has the rest."""

    def __init__(self, error: GraphQLError, error_id: str) -> None:
        messages = {"fr": f"Erreur interne {error_id}.", "en": f"Internal error {error_id}."}
        super().__init__(
            "internal error",
            nodes=error.nodes,
            path=error.path,
            extensions={"code": "INTERNAL", "id": error_id, "messages": messages},
        )


def published(error: GraphQLError) -> GraphQLError:
    """The error as a client may read it; logs, under an id, one that it may not. Publishing twice changes nothing."""
    root = _root(error)
    if isinstance(error, InternalError) or isinstance(root, QueryRefused):
        return error
    if isinstance(root, RecursionError):
        return nested_too_deeply()
    if isinstance(root, asyncpg.QueryCanceledError):
        slow = too_slow(READ_WITHIN)
        return GraphQLError(slow.message, error.nodes, path=error.path, original_error=slow)
    if _is_about_request(error, root):
        return _without_suggestion(error)
    error_id = uuid.uuid4().hex[:12]
    logger.error("internal error %s at %s", error_id, error.path, exc_info=root)
    return InternalError(error, error_id)


def status_of(error: GraphQLError) -> int:
    """The HTTP status of an answer that is nothing but this error."""
    root = _root(error)
    return root.status if isinstance(root, QueryRefused) else 400


def too_slow(seconds: float) -> QueryRefused:
    """What takes longer than anybody waits for."""
    return QueryRefused(
        "QUERY_TOO_SLOW",
        {
            "en": f"The answer took longer than {seconds:g} seconds, and was given up.",
            "fr": f"La réponse demandait plus de {seconds:g} secondes et a été abandonnée.",
        },
        rule=f"no statement runs for more than {READ_WITHIN:g} seconds, and no query for more than {QUERY_WITHIN:g}",
        status=503,
    )


def token_withdrawn() -> QueryRefused:
    """What ends a stream, and a connection, whose token is good no longer."""
    return QueryRefused(
        "TOKEN_WITHDRAWN",
        {
            "en": "Your token was revoked or has expired; nothing more is told.",
            "fr": "Votre jeton a été révoqué ou a expiré ; plus rien n'est communiqué.",
        },
        status=401,
    )


def stopping() -> QueryRefused:
    """What ends a stream of events when the server stops."""
    return QueryRefused(
        "SERVICE_STOPPING",
        {
            "en": "The service stops; it may be back in a moment.",
            "fr": "Le service s'arrête ; il sera peut-être de retour dans un instant.",
        },
        status=503,
    )


def nested_too_deeply() -> QueryRefused:
    """A document, or its variables, deeper than can be worked through."""
    return QueryRefused(
        "NESTED_TOO_DEEPLY",
        {"en": "The request is nested too deeply.", "fr": "La requête est trop imbriquée."},
    )


class PublishedErrors(SchemaExtension):
    """Publishes the errors of every result, whole or streamed."""

    def on_operation(self) -> Iterator[None]:
        yield
        result = self.execution_context.result
        if result is not None and result.errors:
            result.errors = [published(error) for error in result.errors]

    def on_stream_result(self, result: StreamExecutionResult) -> Iterator[None]:
        errors = getattr(result, "errors", None)
        if errors:
            result.errors = [published(error) for error in errors]  # type: ignore[union-attr]
        yield


def _root(error: GraphQLError) -> Exception:
    """The exception at the origin of it, however many times it was wrapped."""
    root: Exception = error
    while isinstance(root, GraphQLError) and root.original_error is not None:
        root = root.original_error
    return root


def _is_about_request(error: GraphQLError, root: Exception) -> bool:
    """Whether the client's own words are at fault: always before execution, and afterwards for an argument's value.

    A plain GraphQLError out of a resolver is not ours: ours is QueryRefused.
    """
    if error.path is None:
        return isinstance(root, _ABOUT_REQUEST) or any(isinstance(node, _VALUES) for node in error.nodes or ())
    return isinstance(root, StrawberryInputCoercionError) or (
        type(root) is GraphQLError and root.message.startswith("Argument '")
    )


def _without_suggestion(error: GraphQLError) -> GraphQLError:
    """The schema is public; its names are for reading there, not for guessing here."""
    message = _SUGGESTION.sub(".", error.message)
    if message == error.message:
        return error
    return GraphQLError(message, error.nodes, error.source, error.positions, error.path, extensions=error.extensions)
