"""The GraphQL endpoint: GraphQL over HTTP, server-sent events (distinct connections) and graphql-transport-ws."""

import contextlib
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

import msgspec
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.exceptions import MissingQueryError
from strawberry.http import GraphQLHTTPResponse, GraphQLRequestData
from strawberry.schema.base import BaseSchema
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.subscriptions import GRAPHQL_SSE_PROTOCOL, GRAPHQL_TRANSPORT_WS_PROTOCOL
from strawberry.types import ExecutionResult, SubscriptionExecutionResult
from strawberry.types.graphql import OperationType

from service.graphql.answers import Failed, Question
from service.graphql.asking import Asking
from service.graphql.bad_requests import unreadable
from service.graphql.context import Context, is_public
from service.graphql.event_stream import EventStream
from service.graphql.followers import Followers
from service.graphql.known_first import ASKED, Known
from service.graphql.limits import MAX_BODY
from service.graphql.persisted import Documents
from service.graphql.reading import tell_written
from service.graphql.refusals import QueryRefused, published, status_of
from service.graphql.requests import Asked, Requests
from service.graphql.responses import prefers_response_type, refused, told, told_once
from service.graphql.streams import Streams
from service.graphql.websocket import Connection, TransportHandler
from service.quotas import USUAL, Limits

ContextFor = Callable[[HTTPConnection, Mapping[str, Any] | None], Awaitable[object]]
"""Makes the context of one HTTP request (connection parameters: None), or of one WebSocket connection.

May raise QueryRefused: over HTTP its ``status`` is the answer's, over WebSocket the connection is closed with 4403.
"""

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
        documents: Documents | None = None,
        allowed_origins: Sequence[str] = (),
        connection_init_wait_timeout: timedelta = timedelta(seconds=10),
        max_subscriptions_per_connection: int = 100,
        limits: Limits = USUAL,
    ) -> None:
        super().__init__(
            schema,
            graphql_ide=None,
            subscription_protocols=(GRAPHQL_TRANSPORT_WS_PROTOCOL, GRAPHQL_SSE_PROTOCOL),
            connection_init_wait_timeout=connection_init_wait_timeout,
            max_subscriptions_per_connection=None,  # ours is refused in both languages
            allowed_origins=allowed_origins,
        )
        self.context_for = context_for
        self.documents = documents or Documents()
        self._requests = Requests(schema, self.documents)
        self._asking = Asking(schema)
        self.streams = Streams(schema, self._asking.execute)
        self.followers = Followers(limits)
        self.most_operations = max_subscriptions_per_connection

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await super().__call__(scope, receive, send)
            return
        request = Request(scope, _limited(receive))
        try:
            response = await self._respond(request)
        except QueryRefused as refusal:
            response = refused(request, refusal)
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        if request.method not in ("GET", "POST"):
            raise unreadable("METHOD_NOT_ALLOWED", 405)
        if request.method == "GET":
            asked = self._requests.read("GET", request.scope["query_string"])
        else:
            _check_content_type(request.headers)
            asked = self._requests.read("POST", await request.body())
        context = await self.context_for(request, None)
        if is_public(context):
            self.documents.check_public(asked.query)
        stream = self._get_stream_transport_from_headers(request.headers)
        if stream is None and asked.reads is not None:
            return await self._ask(request, asked, context)
        if stream is not None and (response := self._stream(request, asked, context)):
            return response
        protocol = stream.protocol if stream else "http"
        data = GraphQLRequestData(asked.query, asked.variables, asked.operation, asked.extensions, protocol)
        return await self._run(request, data, context)

    def _stream(self, request: Request, asked: Asked, context: object) -> Response | None:
        """The events of a subscription that may run; None for all else."""
        with contextlib.ExitStack() as stack:
            follower = stack.enter_context(self.followers.admitted(request, context))
            stack.enter_context(self.followers.subscribed(follower))
            payloads = self.streams.open(asked.query, asked.operation, asked.variables, follower.context)
            return EventStream(payloads, follower.held, stack.pop_all()) if payloads else None

    async def _run(self, request: Request, data: GraphQLRequestData, context: object) -> Response:
        """A mutation, a stream, or what cannot run."""
        sub_response = await self.get_sub_response(request)
        result = await self.execute_operation(
            request, self.request_adapter_class(request), data, context, None, sub_response
        )
        if isinstance(result, SubscriptionExecutionResult):
            return await self._create_streaming_response(request, result, data.protocol, sub_response)
        assert isinstance(result, ExecutionResult)
        response = self._once(request, await self.process_result(request, result))
        if isinstance(context, Context):
            tell_written(response, context)
        return response

    async def _ask(self, request: Request, asked: Asked, context: object) -> Response:
        """The answer of a query that may run."""
        try:
            answer = await self._asking.answer(asked, context)
        except Failed as failed:
            return self._once(request, await self.process_result(request, failed.result))
        if isinstance(context, Context) and _asks_by_its_bytes(asked, context):
            question = Question.of(asked.query or "", asked.operation, asked.encoded, asked.ledgers, context.viewer)
            request.scope[ASKED] = Known(question, asked.immutable)
        response = told(request, answer, public=is_public(context), immutable=asked.immutable)
        if isinstance(context, Context):
            response.headers.update(context.told)
        return response

    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> object:  # noqa: ARG002
        """A WebSocket's context waits for its connection_init: see TransportHandler."""
        return await self.context_for(request, None) if isinstance(request, Request) else None

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
            raise unreadable("NO_QUERY") from None
        except CannotGetOperationTypeError:
            raise unreadable("NO_OPERATION") from None
        except InvalidOperationTypeError:
            raise unreadable("ONLY_QUERIES_BY_GET", 405) from None

    async def process_result(self, request: Request, result: ExecutionResult) -> GraphQLHTTPResponse:
        errors = [published(error) for error in result.errors or ()]
        answer: GraphQLHTTPResponse = {"data": result.data}
        if errors:
            answer["errors"] = [error.formatted for error in errors]
        if result.extensions:
            answer["extensions"] = result.extensions
        if prefers_response_type(request.headers) and result.data is None and all(e.path is None for e in errors):
            # The request itself is at fault: nothing ran, and there is no data to speak of.
            del answer["data"]
            request.state.graphql_status = max(map(status_of, errors), default=400)
        return answer

    def _once(self, request: Request, answer: object) -> Response:
        return told_once(request, answer, getattr(request.state, "graphql_status", 200))

    def encode_json(self, data: object) -> bytes:
        return msgspec.json.encode(data)


def _asks_by_its_bytes(asked: Asked, context: Context) -> bool:
    """Whether the same bytes have the same answer while no head moves; with a standby, each answer says where from."""
    return is_public(context) and context.second is None and asked.reads is not None and asked.reads.kept


def _check_content_type(headers: Mapping[str, str]) -> None:
    """JSON alone: a browser's form or plain text could come from another site's page."""
    if headers.get("content-type") == "application/json" and "content-encoding" not in headers:
        return
    kind, *parameters = (part.strip().lower() for part in headers.get("content-type", "").split(";"))
    charsets = {re.sub(r'["\s]', "", each) for each in parameters if each.startswith("charset=")}
    plain = headers.get("content-encoding", "identity") == "identity"
    if kind != "application/json" or charsets - {"charset=utf-8"} or not plain:
        raise unreadable("UNSUPPORTED_MEDIA_TYPE", 415)


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
        raise unreadable("BODY_TOO_LARGE", 413, limit=MAX_BODY)

    return limited
