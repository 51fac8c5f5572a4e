"""graphql-transport-ws as its protocol says, under the same limits as HTTP."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, cast

import msgspec
from starlette.websockets import WebSocketDisconnect, WebSocketState
from strawberry.asgi import ASGIWebSocketAdapter
from strawberry.http.exceptions import NonJsonMessageReceived, NonTextMessageReceived, WebSocketDisconnected
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import BaseGraphQLTransportWSHandler, Operation
from strawberry.subscriptions.protocols.graphql_transport_ws.types import (
    ConnectionInitMessage,
    Message,
    PingMessage,
    SubscribeMessage,
)
from strawberry.types.execution import PreExecutionError

from service.graphql.audience import Listener
from service.graphql.context import is_public
from service.graphql.event_stream import LAST_WORD, SILENCE
from service.graphql.followers import OF_CONNECTION, Follower, too_many
from service.graphql.limits import MAX_BODY, check_request
from service.graphql.refusals import QueryRefused, token_withdrawn
from service.graphql.streams import Payloads

if TYPE_CHECKING:
    from service.graphql.http import GraphQLEndpoint

MESSAGE_TOO_BIG: Final = 1009
TOO_MANY: Final = 1013
"""Try again later: one more connection than a viewer, or the service, may have."""
FORBIDDEN: Final = 4403
"""The token is unknown, was revoked or has expired."""
PUSH: Final = "greffe.push"
"""The extension of ASGI by which a server takes texts without being awaited."""
_LONGEST_REASON: Final = 120
"""Bytes: a close frame holds 123 of them, and a longer reason fails to be sent at all."""


class Connection(ASGIWebSocketAdapter):
    """One socket: text frames of JSON, none larger than a request's body may be."""

    sent_at = 0.0
    """When something was last sent, by the loop's clock."""

    async def iter_json(self, *, ignore_parsing_errors: bool = False) -> AsyncGenerator[object, None]:  # noqa: ARG002
        while self.ws.application_state != WebSocketState.DISCONNECTED:
            try:
                text = await self.ws.receive_text()
            except WebSocketDisconnect:
                return
            except KeyError as error:
                raise NonTextMessageReceived from error
            if len(text) > MAX_BODY or len(text.encode("utf-8", "replace")) > MAX_BODY:
                await self.close(MESSAGE_TOO_BIG, f"A message is larger than {MAX_BODY} bytes")
                return
            try:
                yield msgspec.json.decode(text)
            except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
                raise NonJsonMessageReceived from error

    async def send_json(self, message: Mapping[str, object]) -> None:
        await self.send_text(msgspec.json.encode(message).decode())

    async def send_text(self, text: str) -> None:
        """A message that is encoded already. Waits for a slow reader: what it has not read is held once, not queued."""
        if self.ws.application_state == WebSocketState.DISCONNECTED:
            raise WebSocketDisconnected
        self.sent_at = asyncio.get_running_loop().time()
        try:
            await self.ws.send_text(text)
        except WebSocketDisconnect as error:
            raise WebSocketDisconnected from error

    @property
    def push(self) -> Callable[[Sequence[bytes]], bool] | None:
        """Sends whole texts without waiting, where the server can (``cli/connections.py``); False: it cannot now."""
        found: Callable[[Sequence[bytes]], bool] | None = self.ws.scope.get("extensions", {}).get(PUSH, {}).get("texts")
        return found

    async def close(self, code: int, reason: str) -> None:
        if self.ws.application_state != WebSocketState.DISCONNECTED:
            with contextlib.suppress(WebSocketDisconnect):
                await self.ws.close(code, reason.encode()[:_LONGEST_REASON].decode(errors="ignore"))


class TransportHandler(BaseGraphQLTransportWSHandler[object, None]):
    """One connection. Its context is made once, when connection_init has said who is there."""

    _follower: Follower | None = None
    _heartbeat: asyncio.TimerHandle | None = None
    _saying: asyncio.Task[None] | None = None
    """A ping or the last word on its way."""
    _listeners: set[Listener]

    async def handle(self) -> None:
        self._listeners = set()
        with contextlib.ExitStack() as self._place:
            await super().handle()

    async def shutdown(self) -> None:
        if self._heartbeat is not None:
            self._heartbeat.cancel()
        await super().shutdown()

    async def handle_connection_init(self, message: ConnectionInitMessage) -> None:
        payload: object = message.get("payload")
        params = {} if payload is None else payload
        if not self.connection_init_received and isinstance(params, dict):
            try:
                context = await self._endpoint.context_for(self._connection.ws, params)
                admitted = self._endpoint.followers.admitted(self._connection.ws, context)
                self._follower = self._place.enter_context(admitted)
            except QueryRefused as refusal:
                await self.websocket.close(TOO_MANY if refusal.status == 429 else FORBIDDEN, refusal.message)
                return
            self.context = self._follower.context
            self._follower.held.when_withdrawn(self._withdrawn)
            self._beat()
        await super().handle_connection_init(
            cast(ConnectionInitMessage, {"type": "connection_init", "payload": params})
        )

    async def handle_message(self, message: Message) -> None:
        if problem := _problem(message):
            await self.handle_invalid_message(problem)
            return
        await super().handle_message(message)

    async def handle_ping(self, message: PingMessage) -> None:
        """A pong gives back the ping's payload."""
        payload = {"payload": message["payload"]} if "payload" in message else {}
        await self.send_message(cast(Message, {"type": "pong", **payload}))

    async def handle_subscribe(self, message: SubscribeMessage) -> None:
        payload: dict[str, Any] = message["payload"]  # type: ignore[assignment]
        try:
            if self.connection_acknowledged:
                documents = self._endpoint.documents
                given = (payload.get("query"), payload.get("documentId"), payload.get("extensions"))
                payload["query"] = documents.text(*given)
                if is_public(self.context):
                    documents.check_public(payload["query"])
                check_request(payload["query"], payload.get("variables"))
                if len(self.operations) >= self._endpoint.most_operations:
                    raise too_many(OF_CONNECTION, self._endpoint.most_operations)
        except QueryRefused as refusal:
            await self.send_message({"type": "error", "id": message["id"], "payload": [refusal.formatted]})
            return
        await super().handle_subscribe(message)

    async def run_operation(self, operation: Operation[object, None]) -> None:
        asked = (operation.query, operation.operation_name, operation.variables)
        before = f'{{"id":{msgspec.json.encode(operation.id).decode()},"type":"next","payload":'
        listener = self._listener(before.encode())
        payloads = self._endpoint.streams.open(*asked, self.context, listener)
        if payloads is None or self._follower is None:
            await super().run_operation(operation)
            return
        try:
            with self._endpoint.followers.subscribed(self._follower), self._listening(listener):
                await self._tell(operation, payloads, before)
        except QueryRefused as refusal:
            await operation.send_initial_errors([refusal])
        except WebSocketDisconnected:
            pass

    async def _tell(self, operation: Operation[object, None], payloads: Payloads, before: str) -> None:
        """The same text to all who follow the same: only the id of the operation is the client's own."""
        send = self._connection.send_text
        async with contextlib.aclosing(payloads):
            async for payload in payloads:
                await send(f"{before}{payload}}}")
        await operation.send_operation_message({"id": operation.id, "type": "complete"})

    def _listener(self, before: bytes) -> Listener | None:
        """One who is told the same without being waited for; None where the server cannot."""
        connection, push = self._connection, self._connection.push
        if push is None:
            return None

        def tell(payloads: Sequence[bytes]) -> bool:
            connection.sent_at = asyncio.get_running_loop().time()
            return push([b"%b%b}" % (before, payload) for payload in payloads])

        return Listener(tell)

    @contextlib.contextmanager
    def _listening(self, listener: Listener | None) -> Iterator[None]:
        listening = set() if listener is None else {listener}
        self._listeners |= listening
        try:
            yield
        finally:
            self._listeners -= listening

    def _beat(self) -> None:
        """A ping after each silence: a client that hears none knows that the link is dead."""
        loop = asyncio.get_running_loop()
        silent = loop.time() - self._connection.sent_at >= SILENCE
        if silent and self.operations and (self._saying is None or self._saying.done()):
            self._saying = asyncio.create_task(self._ping(), name="heartbeat")
        self._heartbeat = loop.call_later(SILENCE, self._beat)

    async def _ping(self) -> None:
        with contextlib.suppress(WebSocketDisconnected):
            await self.send_message({"type": "ping"})

    def _withdrawn(self) -> None:
        """The token is good no longer: feeds say so and where to go on, then the connection is closed."""
        for listener in self._listeners:
            listener.leave()
        self._saying = asyncio.create_task(self._close_withdrawn(), name="withdrawn")

    async def _close_withdrawn(self) -> None:
        tasks = [operation.task for operation in self.operations.values() if operation.task]
        if tasks:
            await asyncio.wait(tasks, timeout=LAST_WORD)
        with contextlib.suppress(WebSocketDisconnected, RuntimeError):
            await self.websocket.close(FORBIDDEN, token_withdrawn().message)

    async def handle_task_exception(self, error: Exception) -> None:
        """A client that left in the middle of an answer is no incident."""
        if not isinstance(error, WebSocketDisconnected):
            await super().handle_task_exception(error)

    async def _handle_pre_execution_error(self, operation: Operation[object, None], result: PreExecutionError) -> None:
        """One bad operation is answered; the others on the socket go on."""
        await operation.send_initial_errors(result.errors or [])

    @property
    def _endpoint(self) -> "GraphQLEndpoint":
        return cast("GraphQLEndpoint", self.view)

    @property
    def _connection(self) -> Connection:
        return cast(Connection, self.websocket)


def _problem(message: object) -> str | None:
    """What keeps a message from being one of the protocol's."""
    if not isinstance(message, dict) or not isinstance(message.get("type"), str):
        return "A message must be an object with a type"
    if message["type"] in ("subscribe", "complete") and not isinstance(message.get("id"), str):
        return f"A {message['type']} message must have an id, a string"
    if message["type"] == "subscribe":
        payload = message.get("payload")
        if not isinstance(payload, dict) or not isinstance(payload.get("query", payload.get("documentId")), str):
            return "A subscribe message must have a payload with a query (or a documentId), a string"
        expected: dict[str, Any] = {"variables": dict, "operationName": str, "extensions": dict, "documentId": str}
        for name, kind in expected.items():
            if not isinstance(payload.get(name), kind | None):
                return f"The {name} of a subscribe message must be {'a string' if kind is str else 'an object'} or null"
    return None
