"""What those who follow the same are told, executed and encoded once for all of them.

A subscription's source is each subscriber's own: a place in the ledgers, and the wait for more. What it comes upon is
not: an entry is told in the same words to everybody who asks the same document and variables, but for the cursor they
begin at, with the same eyes. So a source yields ``Told``, a key and how to make what stands there, and a plan makes
each of them once.
"""

import asyncio
import inspect
import weakref
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from typing import Any, Final, NamedTuple

import msgspec
from graphql import DocumentNode, ExecutionResult, FieldNode, GraphQLError, GraphQLSchema, located_error
from graphql.execution import Executor, execute_subscription_event

from service.graphql.refusals import published

KEPT: Final = 4 * 1024 * 1024
"""Characters that a plan keeps, the last told: those who follow at the same pace are at most a page or two apart."""
SECONDS: Final = 60.0
"""How long they are kept, while anything is told, if only heartbeats: what was erased is not to stay in memory."""


class Told(NamedTuple):
    """What a source came upon: everything that its words depend on, and how to make the messages, if any."""

    key: Hashable
    messages: Callable[[], Sequence[object] | Awaitable[Sequence[object]]]


class Plan:
    """One document, its variables but for the cursor, and one pair of eyes."""

    def __init__(self, executor: Executor[Any]) -> None:
        self._executor = executor
        self._made: OrderedDict[Hashable, tuple[float, Sequence[str]]] = OrderedDict()
        self._making: dict[Hashable, asyncio.Future[Sequence[str]]] = {}
        self._size = 0
        self.executions = 0

    async def payloads(self, told: Told) -> Sequence[str]:
        """The payloads of the messages: of several who ask at once the first makes them, and the others wait."""
        self._drop(asyncio.get_running_loop().time() - SECONDS)
        while (made := self._made.get(told.key)) is None:
            making = self._making.get(told.key)
            if making is None:
                return await self._make(told)
            await asyncio.wait([making])
        return made[1]

    async def _make(self, told: Told) -> Sequence[str]:
        self._making[told.key] = making = asyncio.get_running_loop().create_future()
        try:
            messages = told.messages()
            if inspect.isawaitable(messages):
                messages = await messages
            made = [await self.payload(each) for each in messages]
            self._keep(told.key, made)
            return made
        finally:
            del self._making[told.key]
            making.cancel()

    async def payload(self, message: object) -> str:
        """The payload of one message."""
        self.executions += 1
        result = execute_subscription_event(self._executor.build_per_event_executor(message))
        return encoded(await result if inspect.isawaitable(result) else result)

    def _keep(self, key: Hashable, made: Sequence[str]) -> None:
        now = asyncio.get_running_loop().time()
        self._made[key] = (now, made)
        self._size += _size(made)
        self._drop(now - SECONDS)

    def _drop(self, before: float) -> None:
        """What is too old, and of the rest the oldest that is too much."""
        while self._made and (self._size > KEPT or next(iter(self._made.values()))[0] < before):
            _, (_, dropped) = self._made.popitem(last=False)
            self._size -= _size(dropped)


class Plans:
    """Those that somebody follows."""

    def __init__(self) -> None:
        self._plans: weakref.WeakValueDictionary[Hashable, Plan] = weakref.WeakValueDictionary()

    def __len__(self) -> int:
        return len(self._plans)

    def plan(self, key: Hashable, executor: Executor[Any]) -> Plan:
        """The plan of a key, which lasts for as long as somebody holds it."""
        plan = self._plans.get(key)
        if plan is None:
            plan = self._plans[key] = Plan(executor)
        return plan


def executor_of(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: str | None,
    variables: Mapping[str, Any],
    context: object,
) -> Executor[Any] | list[GraphQLError]:
    """What runs a subscription; errors when the variables are none of its."""
    return Executor.build(schema, document, None, context, dict(variables), operation, hide_suggestions=True)


def encoded(result: ExecutionResult) -> str:
    """A result as a payload; what a client may not read of its errors is in the log."""
    told: dict[str, Any] = {"data": result.data}
    if result.errors:
        told["errors"] = [published(error).formatted for error in result.errors]
    return msgspec.json.encode(told).decode()


def refused(error: Exception, field: FieldNode) -> str:
    """The payload that says why a source ended."""
    key = field.alias.value if field.alias else field.name.value
    return encoded(ExecutionResult(None, [located_error(error, [field], [key])]))


def _size(payloads: Sequence[str]) -> int:
    return sum(map(len, payloads)) + 200
