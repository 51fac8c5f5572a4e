"""The GraphQL endpoint: GraphQL over HTTP, server-sent events (distinct connections) and graphql-transport-ws."""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final, TypeVar

import msgspec
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.exceptions import MissingQueryError
from strawberry.http import GraphQLHTTPResponse, GraphQLRequestData
from strawberry.http.base import BaseRequestProtocol
from strawberry.schema.base import BaseSchema
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.subscriptions import GRAPHQL_SSE_PROTOCOL, GRAPHQL_TRANSPORT_WS_PROTOCOL
from strawberry.types import ExecutionResult
from strawberry.types.graphql import OperationType

from service.graphql.limits import MAX_BODY, check_request
from service.graphql.refusals import QueryRefused, nested_too_deeply, published
from service.graphql.websocket import Connection, TransportHandler

ContextFor = Callable[[HTTPConnection, Mapping[str, Any] | None], Awaitable[object]]
"""Makes the context of one HTTP request (connection parameters: None), or of one WebSocket connection.

May raise QueryRefused: over HTTP its ``status`` is the answer's, over WebSocket the connection is closed with 4403.
"""

Part = TypeVar("Part", str, dict[str, Any])

RESPONSE_TYPE: Final = "application/graphql-response+json"
DRAINED: Final = 8 * MAX_BODY
"""How much of a refused body is still read, so that the client hears the answer before the connection closes."""


class GraphQLEndpoint(GraphQL[object, None]):
    """An ASGI application for one path, HTTP and WebSocket alike."""

    graphql_transport_ws_handler_class = TransportHandler
    websocket_adapter_class = Connection

    def __init__(
        self,
        schema: BaseSchema,
        context_for: ContextFor,
        *,
        allowed_origins: Sequence[str] = (),
        connection_init_wait_timeout: timedelta = timedelta(seconds=10),
        max_subscriptions_per_connection: int = 100,
    ) -> None:
        super().__init__(
            schema,
            graphql_ide=None,
            subscription_protocols=(GRAPHQL_TRANSPORT_WS_PROTOCOL, GRAPHQL_SSE_PROTOCOL),
            connection_init_wait_timeout=connection_init_wait_timeout,
            max_subscriptions_per_connection=max_subscriptions_per_connection,
            allowed_origins=allowed_origins,
        )
        self.context_for = context_for

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await super().__call__(scope, receive, send)
            return
        request = Request(scope, _limited(receive))
        try:
            if request.method not in ("GET", "POST"):
                raise _unreadable("METHOD_NOT_ALLOWED", 405)
            response = await self.run(request)
        except QueryRefused as refusal:
            response = _json(request, {"errors": [refusal.formatted]}, refusal.status)
            response.headers.update(_REFUSAL_HEADERS.get(refusal.status, {}))
        await response(scope, receive, send)

    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> object:  # noqa: ARG002
        """A WebSocket's context waits for its connection_init: see TransportHandler."""
        return await self.context_for(request, None) if isinstance(request, Request) else None

    async def get_sub_response(self, request: Request | WebSocket) -> Response:
        response = await super().get_sub_response(request)
        response.request = request  # type: ignore[attr-defined]
        return response

    def should_render_graphql_ide(self, request: BaseRequestProtocol) -> bool:  # noqa: ARG002
        """Never here: GraphiQL has its own page."""
        return False

    async def parse_http_body(self, request: Any) -> GraphQLRequestData:
        if request.method == "GET":
            data: object = self.parse_query_params(request.query_params)
        else:
            _check_content_type(request.headers)
            data = self.decode_json(await request.get_body())
        if isinstance(data, list):
            raise _unreadable("BATCH")
        if not isinstance(data, dict):
            raise _unreadable("NOT_AN_OBJECT")
        query, variables = _part(data, "query", str), _part(data, "variables", dict)
        check_request(query, variables)
        transport = self._get_stream_transport_from_headers(request.headers)
        return GraphQLRequestData(
            query=query,
            variables=variables,
            operation_name=_part(data, "operationName", str),
            extensions=_part(data, "extensions", dict),
            protocol=transport.protocol if transport else "http",
        )

    async def execute_single(
        self,
        request: Request,  # noqa: ARG002
        request_adapter: Any,
        sub_response: Response,  # noqa: ARG002
        context: object,
        root_value: None,  # noqa: ARG002
        request_data: GraphQLRequestData,
    ) -> ExecutionResult:
        try:
            return await self.schema.execute(
                request_data.query,
                variable_values=request_data.variables,
                context_value=context,
                operation_name=request_data.operation_name,
                allowed_operation_types=OperationType.from_http(request_adapter.method),
                operation_extensions=request_data.extensions,
            )
        except MissingQueryError:
            raise _unreadable("NO_QUERY") from None
        except CannotGetOperationTypeError:
            raise _unreadable("NO_OPERATION") from None
        except InvalidOperationTypeError:
            raise _unreadable("ONLY_QUERIES_BY_GET", 405) from None

    async def process_result(self, request: Request, result: ExecutionResult) -> GraphQLHTTPResponse:
        errors = [published(error) for error in result.errors or ()]
        answer: GraphQLHTTPResponse = {"data": result.data}
        if errors:
            answer["errors"] = [error.formatted for error in errors]
        if result.extensions:
            answer["extensions"] = result.extensions
        if _prefers_response_type(request) and result.data is None and all(error.path is None for error in errors):
            # The request itself is at fault: nothing ran, and there is no data to speak of.
            del answer["data"]
            request.state.graphql_status = 400
        return answer

    def create_response(
        self, response_data: GraphQLHTTPResponse | list[GraphQLHTTPResponse], sub_response: Response
    ) -> Response:
        request: Request = sub_response.request  # type: ignore[attr-defined]
        status = sub_response.status_code or getattr(request.state, "graphql_status", 200)
        response = _json(request, response_data, status)
        response.headers.raw.extend(sub_response.headers.raw)
        return response

    def decode_json(self, data: str | bytes) -> object:
        """JSON, strictly: UTF-8, no lone surrogates, no NaN."""
        try:
            return msgspec.json.decode(data)
        except UnicodeError:
            raise _unreadable("NOT_UTF8") from None
        except msgspec.DecodeError as error:
            text = data if isinstance(data, str) else data.decode(errors="replace")
            code = "LONE_SURROGATE" if _HALF_A_PAIR.search(text) else "NOT_JSON"
            raise _unreadable(code, reason=error) from None
        except RecursionError:
            raise nested_too_deeply() from None

    def encode_json(self, data: object) -> bytes:
        return msgspec.json.encode(data)


_SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    "METHOD_NOT_ALLOWED": ("Only GET and POST are answered here.", "Seuls GET et POST reçoivent ici une réponse."),
    "ONLY_QUERIES_BY_GET": (
        "GET is for queries; send a mutation by POST.",
        "GET sert aux requêtes de lecture ; envoyez une mutation par POST.",
    ),
    "BATCH": (
        "Batches are not accepted: send one operation per request.",
        "Les lots ne sont pas acceptés : envoyez une opération par requête.",
    ),
    "NOT_AN_OBJECT": (
        "The body must be a JSON object with a query.",
        "Le corps doit être un objet JSON contenant une requête (query).",
    ),
    "NO_QUERY": ("The request holds no query.", "La requête ne contient pas de query."),
    "NO_OPERATION": (
        "The document holds no operation of the name asked for.",
        "Le document ne contient pas d'opération du nom demandé.",
    ),
    "BAD_PARAMETER": ("{name} must be {kind} or null.", "{name} doit être {kind_fr} ou null."),
    "UNSUPPORTED_MEDIA_TYPE": (
        "Send application/json, in UTF-8, uncompressed.",
        "Envoyez application/json, en UTF-8, sans compression.",
    ),
    "NOT_UTF8": ("The body is not UTF-8.", "Le corps n'est pas en UTF-8."),
    "LONE_SURROGATE": (
        "A text holds half of a surrogate pair, which is no character: write it in UTF-8.",
        "Un texte contient une moitié de paire de substitution, qui n'est pas un caractère : écrivez-le en UTF-8.",
    ),
    "NOT_JSON": ("This cannot be read as JSON: {reason}.", "Ceci ne se lit pas comme du JSON : {reason}."),
    "BODY_TOO_LARGE": (
        "The body is larger than {limit} bytes: send the commands in several lists.",
        "Le corps dépasse {limit} octets : envoyez les commandes en plusieurs listes.",
    ),
}
_HALF_A_PAIR: Final = re.compile(r"\\u[dD][89aAbB]..(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89aAbB]..)\\u[dD][c-fC-F]")
"""For the wording of an error alone: msgspec says of such JSON that it is truncated."""
_REFUSAL_HEADERS: Final = {401: {"www-authenticate": "Bearer"}, 405: {"allow": "GET, POST"}}


def _unreadable(code: str, status: int = 400, **words: object) -> QueryRefused:
    english, french = (sentence.format(**words) for sentence in _SENTENCES[code])
    return QueryRefused(code, {"en": english, "fr": french}, status=status)


def _part(data: Mapping[str, object], name: str, kind: type[Part]) -> Part | None:
    """A parameter of the request, of its JSON type or null."""
    value = data.get(name)
    if value is None or isinstance(value, kind):
        return value
    english, french = ("a string", "une chaîne") if kind is str else ("an object", "un objet")
    raise _unreadable("BAD_PARAMETER", name=name, kind=english, kind_fr=french)


def _check_content_type(headers: Mapping[str, str]) -> None:
    """JSON alone: a browser's form or plain text could come from another site's page."""
    kind, *parameters = (part.strip().lower() for part in headers.get("content-type", "").split(";"))
    charsets = {re.sub(r'["\s]', "", each) for each in parameters if each.startswith("charset=")}
    plain = headers.get("content-encoding", "identity") == "identity"
    if kind != "application/json" or charsets - {"charset=utf-8"} or not plain:
        raise _unreadable("UNSUPPORTED_MEDIA_TYPE", 415)


def _limited(receive: Receive) -> Receive:
    """The request's messages, until its body is larger than it may be."""
    received = 0

    async def limited() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received <= MAX_BODY:
            return message
        # A client still writing would not hear the answer before the connection closes: let it finish.
        while message.get("more_body") and received < DRAINED:
            message = await receive()
            received += len(message.get("body", b""))
        raise _unreadable("BODY_TOO_LARGE", 413, limit=MAX_BODY)

    return limited


def _json(request: Request, data: object, status: int) -> Response:
    kind = RESPONSE_TYPE if _prefers_response_type(request) else "application/json"
    return Response(msgspec.json.encode(data), status, media_type=f"{kind}; charset=utf-8")


def _prefers_response_type(request: Request) -> bool:
    """Whether the client asks for GraphQL's own media type; those that name none are given plain JSON."""
    wanted: dict[str, float] = {}
    for part in request.headers.get("accept", "").split(","):
        kind, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weights = [parameter[2:] for parameter in parameters if parameter.startswith("q=")]
        weight = float(weights[0]) if weights and re.fullmatch(r"[01](\.\d{0,3})?", weights[0], re.ASCII) else 1.0
        wanted[kind] = max(weight, wanted.get(kind, 0.0))
    return wanted.get(RESPONSE_TYPE, 0.0) > 0 and wanted[RESPONSE_TYPE] >= wanted.get("application/json", 0.0)
