"""A subscription as a stream of payloads: each is JSON text, made once for all who ask the same (``told.py``)."""

from collections.abc import AsyncGenerator, AsyncIterable, Awaitable, Callable, Mapping, Sequence
from contextlib import aclosing
from typing import Any, cast

import msgspec
from graphql.execution import Executor, create_source_event_stream
from strawberry.schema.base import BaseSchema

from service.graphql.answers import Answer, Question
from service.graphql.audience import Listener
from service.graphql.context import Context
from service.graphql.limits import core_schema, known_query, known_subscription
from service.graphql.live_queries import LiveQueries, LiveQuery
from service.graphql.refusals import QueryRefused
from service.graphql.requests import Asked
from service.graphql.source import Source
from service.graphql.subscribed import Subscribed
from service.graphql.tail import Tails
from service.graphql.told import Plan, Plans, Told, executor_of, refused

Payloads = AsyncGenerator[str, None]
ExecuteQuery = Callable[[Asked, Context], Awaitable[Answer]]
"""The answer of a query; raises Failed for one with errors."""


class Streams:
    """The subscriptions of a process."""

    def __init__(self, schema: BaseSchema, execute: ExecuteQuery) -> None:
        self._schema = schema
        self._execute = execute
        self.plans = Plans()
        self.tails = Tails()
        self.live = LiveQueries()

    def open(
        self,
        query: str | None,
        operation: str | None,
        variables: Mapping[str, Any] | None,
        context: object,
        listener: Listener | None = None,
    ) -> Payloads | None:
        """The payloads of a subscription that may run; None for all else, of which others say what is wrong.

        A listener is pushed what comes when all was told; what is read here comes before that, and after it left.
        """
        given = variables or {}
        subscribed = known_subscription(self._schema, query, operation, given) if query else None
        if query is None or subscribed is None:
            return None
        if subscribed.is_live_query and isinstance(context, Context):
            return self._keep_answered(subscribed, operation, given, context, listener)
        executor = executor_of(core_schema(self._schema), subscribed.document, operation, given, context)
        if isinstance(executor, list):
            return None
        # A source tells of no more than levels are asked for: viewers of the same ones share a plan.
        eyes = Question.of("", None, b"", None, context.viewer).scope if isinstance(context, Context) else id(context)
        plan = self.plans.plan((query, operation, subscribed.question(given), eyes), executor)
        return self._follow(subscribed, executor, plan, listener)

    async def _follow(
        self, subscribed: Subscribed, executor: Executor[Any], plan: Plan, listener: Listener | None
    ) -> Payloads:
        try:
            found = create_source_event_stream(executor)
            source = cast(AsyncIterable[object], await found if executor.is_awaitable(found) else found)
            while True:
                async with aclosing(cast(AsyncGenerator[object, None], aiter(source))) as came:
                    async for told in came:
                        for payload in await _payloads(plan, told):
                            yield payload
                        if listener is not None and isinstance(source, Source) and source.rests:
                            break
                    else:
                        return
                await self.tails.lead(plan, source, listener)
        except Exception as error:  # noqa: BLE001  it is told, or logged: see refusals.published
            yield refused(error, subscribed.field)

    async def _keep_answered(
        self,
        subscribed: Subscribed,
        operation: str | None,
        given: Mapping[str, Any],
        context: Context,
        listener: Listener | None,
    ) -> Payloads:
        document = subscribed.live
        variables = document.given(given)
        reads = known_query(self._schema, document.text, operation, variables)
        assert reads is not None, "a valid subscription asks a valid query"

        encoded = msgspec.json.encode(variables, order="deterministic")
        query = Asked(document.text, operation, variables, None, reads, encoded, reads.ledgers(variables), False)

        async def execute(of: Context) -> Answer:
            return await self._execute(query, of)

        question = Question.of(document.text, operation, encoded, query.ledgers, context.viewer)
        asked = LiveQuery(question, context, execute, document.moving)
        try:
            async with aclosing(self.live.follow(asked, document.held(given), listener)) as payloads:
                async for payload in payloads:
                    yield payload
        except QueryRefused as error:
            yield refused(error, subscribed.field)


async def _payloads(plan: Plan, told: object) -> Sequence[str]:
    return await plan.payloads(told) if isinstance(told, Told) else [await plan.payload(told)]
