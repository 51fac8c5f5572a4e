"""What a document must satisfy before it runs: one set of limits for HTTP, SSE and WebSocket."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import suppress
from functools import cached_property, lru_cache
from typing import Any, Final, cast

import strawberry
from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    StringValueNode,
    ValidationRule,
    get_operation_ast,
    parse,
    specified_rules,
    validate,
)
from strawberry.extensions import MaxTokensLimiter, SchemaExtension
from strawberry.schema.base import BaseSchema
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule
from strawberry.types import ExecutionContext
from strawberry.types.graphql import OperationType as StrawberryOperationType

from service.command_sentences import SENTENCES
from service.commands import MAX_INTEGER, MAX_NESTING, MAX_TEXT, unreadable
from service.graphql.cost import SEARCH, Extent, Measure, most_repeated, page_sizes, page_variables
from service.graphql.reads import Reads
from service.graphql.refusals import QUERY_WITHIN, PublishedErrors, QueryRefused, nested_too_deeply, too_slow
from service.graphql.scalars import SCALAR_MAP
from service.graphql.subscribed import Subscribed
from service.graphql.vocabulary import describe

MAX_BODY: Final = 1_000_000
"""Bytes of a request's body or of a WebSocket message."""
MAX_DOCUMENT: Final = 50_000
"""Characters of a document: the caches hold whole ones."""
MAX_TOKENS: Final = 2_000
MAX_COST: Final = 10_000
MAX_DEPTH: Final = 24
MAX_REPEATS: Final = 100
"""How often one answer key may stand in a document."""
CACHED_DOCUMENTS: Final = 128
"""The longest hold some 0.75 MB each."""
CACHED_EXTENTS: Final = 64
"""Per document: one for each choice of page sizes."""


class NoNulRule(ValidationRule):
    """PostgreSQL keeps no NUL character, so no text may hold one."""

    def enter_string_value(self, node: StringValueNode, *_: Any) -> None:
        if "\0" in node.value:
            self.report_error(GraphQLError("A string holds a NUL character (U+0000): remove it.", node))


RULES: Final = (*specified_rules, MaybeNullValidationRule, OneOfInputValidationRule, NoNulRule)
"""Built once: the results of validation are cached under them."""


class KnownDocument:
    """A document, and all that is found out about it, once.

    graphql-core compares and hashes documents by their content, half a millisecond for a long one: what is known of
    one is kept here, under the text it came from, and not in caches by document.
    """

    def __init__(self, schema: GraphQLSchema, query: str) -> None:
        self._schema = schema
        self.document = parse(query, max_tokens=MAX_TOKENS)
        self._extents: dict[tuple[int, frozenset[tuple[str, int]]], Extent] = {}
        self._reads: dict[int, Reads] = {}
        self._subscribed: dict[int, Subscribed] = {}

    def errors(self, operation_name: str | None, variables: Mapping[str, Any]) -> list[GraphQLError]:
        """Why it may not run with these variables: its limits first, for validation takes longer than they do."""
        try:
            extent = self.extent(operation_name, variables)
        except RecursionError:
            return [nested_too_deeply()]
        if extent.depth > MAX_DEPTH:
            return [nested_too_deeply()]
        if extent.cost > MAX_COST:
            return [_too_costly(extent.cost)]
        if self._repeats > MAX_REPEATS:
            return [_too_repetitive(self._repeats)]
        return list(self.invalid)

    def query(self, operation_name: str | None, variables: Mapping[str, Any]) -> Reads | None:
        """What the query that would run reads; None when another operation would, or nothing would."""
        chosen = get_operation_ast(self.document, operation_name)
        if chosen is None or chosen.operation != OperationType.QUERY or self.errors(operation_name, variables):
            return None
        if id(chosen) not in self._reads:
            self._reads[id(chosen)] = Reads(self._schema, self.document, chosen)
        return self._reads[id(chosen)]

    def subscription(self, operation_name: str | None, variables: Mapping[str, Any]) -> Subscribed | None:
        """What the subscription that would run asks; None when another operation would, or nothing would."""
        chosen = get_operation_ast(self.document, operation_name)
        if chosen is None or not self.is_subscription(operation_name) or self.errors(operation_name, variables):
            return None
        if id(chosen) not in self._subscribed:
            self._subscribed[id(chosen)] = Subscribed(self._schema, self.document, chosen)
        return self._subscribed[id(chosen)]

    def is_subscription(self, operation_name: str | None) -> bool:
        """Whether the operation that would run is one."""
        chosen = get_operation_ast(self.document, operation_name)
        return chosen is not None and chosen.operation == OperationType.SUBSCRIPTION

    def extent(self, operation_name: str | None, variables: Mapping[str, Any]) -> Extent:
        """The extent of the operation that would run; of the largest one when the document does not tell which."""
        chosen = get_operation_ast(self.document, operation_name)
        candidates = [chosen] if chosen else self._operations
        return max((self._extent(operation, variables) for operation in candidates), default=Extent(0, 0))

    def _extent(self, operation: OperationDefinitionNode, variables: Mapping[str, Any]) -> Extent:
        pages = page_sizes(operation, self._page_variables, variables)
        key = (id(operation), frozenset(pages.items()))
        if key not in self._extents:
            if len(self._extents) >= CACHED_EXTENTS:
                self._extents.clear()
            self._extents[key] = Measure(self._schema, self.document, pages).operation(operation)
        return self._extents[key]

    @cached_property
    def _operations(self) -> list[OperationDefinitionNode]:
        return [node for node in self.document.definitions if isinstance(node, OperationDefinitionNode)]

    @cached_property
    def _page_variables(self) -> frozenset[str]:
        return page_variables(self.document)

    @cached_property
    def _repeats(self) -> int:
        return most_repeated(self.document)

    @cached_property
    def invalid(self) -> list[GraphQLError]:
        """What validation finds."""
        return validate(self._schema, self.document, RULES, hide_suggestions=True)


known_document = lru_cache(CACHED_DOCUMENTS)(KnownDocument)


def known_query(
    schema: BaseSchema, query: str, operation_name: str | None, variables: Mapping[str, Any]
) -> Reads | None:
    """What a query reads; None for whatever is no query that may run."""
    with suppress(GraphQLError, RecursionError):
        return known_document(core_schema(schema), query).query(operation_name, variables)
    return None


def known_subscription(
    schema: BaseSchema, query: str, operation_name: str | None, variables: Mapping[str, Any]
) -> Subscribed | None:
    """What a subscription asks; None for whatever is no subscription that may run."""
    with suppress(GraphQLError, RecursionError):
        return known_document(core_schema(schema), query).subscription(operation_name, variables)
    return None


def known_problems(schema: BaseSchema, query: str) -> tuple[DocumentNode, list[GraphQLError]]:
    """A document, and why it is none of the schema's, whatever its variables; raises GraphQLError for no document."""
    known = known_document(core_schema(schema), query)
    return known.document, known.invalid


class DocumentLimits(SchemaExtension):
    """Parses a document, refuses one too deep, repetitive or costly, and only then validates it.

    In the place of Strawberry's ParserCache, which lets a syntax error escape from a stream, and its ValidationCache.
    """

    _known: KnownDocument | None = None

    def on_parse(self) -> Iterator[None]:
        context = self.execution_context
        # A text that cannot be parsed is left to Strawberry, which parses it again and reports what is wrong.
        with suppress(GraphQLError, RecursionError):
            self._known = known_document(core_schema(context.schema), context.query or "")
            context.graphql_document = self._known.document
        yield

    def on_validate(self) -> Iterator[None]:
        context = self.execution_context
        if self._known is not None:
            context.pre_execution_errors = self._known.errors(context.operation_name, context.variables or {})
        yield

    def get_results(self) -> dict[str, Any]:
        """What the operation costs, told with its answer; not again with each event of a subscription."""
        context = self.execution_context
        if self._known is None or self._known.is_subscription(context.operation_name):
            return {}
        with suppress(RecursionError):
            cost = self._known.extent(context.operation_name, context.variables or {}).cost
            return {"cost": {"asked": cost, "limit": MAX_COST}}
        return {}


class Deadline(SchemaExtension):
    """A query is given up after ``QUERY_WITHIN``; a mutation never is, for it may be recorded by then."""

    async def on_execute(self) -> AsyncIterator[None]:
        if self.execution_context.operation_type is not StrawberryOperationType.QUERY:
            yield
            return
        try:
            async with asyncio.timeout(QUERY_WITHIN):
                yield
        except TimeoutError:
            raise too_slow(QUERY_WITHIN) from None


class LimitedSchema(strawberry.Schema):
    """A schema whose errors are logged where they are published, not once more by Strawberry with all they hold."""

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Nothing: ``refusals.published`` logs what has to be."""


def make_schema(
    query: type, mutation: type | None = None, subscription: type | None = None, types: tuple[type, ...] = ()
) -> LimitedSchema:
    """The schema with this house's scalars, limits, caches and published errors."""
    made = LimitedSchema(
        query=query,
        mutation=mutation,
        subscription=subscription,
        types=types,
        config=StrawberryConfig(scalar_map=SCALAR_MAP),
        extensions=[
            PublishedErrors,
            lambda: MaxTokensLimiter(max_token_count=MAX_TOKENS),
            DocumentLimits,
            Deadline,
        ],
    )
    describe(made._schema)  # noqa: SLF001  Strawberry offers no other way to it
    return made


def check_request(query: str | None, variables: Mapping[str, object] | None) -> None:
    """Refuse what no document or variable may be; raises QueryRefused."""
    if query is not None and len(query) > MAX_DOCUMENT:
        raise QueryRefused(
            "DOCUMENT_TOO_LONG",
            {
                "en": f"The query is {len(query)} characters long; the limit is {MAX_DOCUMENT}.",
                "fr": f"La requête compte {len(query)} caractères ; la limite est de {MAX_DOCUMENT}.",
            },
        )
    for path, code in unreadable(variables or {}, "variables"):
        english, french = (
            sentence.format(limit=MAX_TEXT, integer=MAX_INTEGER, nesting=MAX_NESTING) for sentence in SENTENCES[code]
        )
        raise QueryRefused(
            code, {"en": f"{path}: {english}", "fr": f"{path} : {french}"}, details={"path": path.split(".")}
        )


def core_schema(schema: BaseSchema) -> GraphQLSchema:
    """graphql-core's own."""
    return cast(GraphQLSchema, schema._schema)  # type: ignore[attr-defined]  # noqa: SLF001  Strawberry offers no other way to it


def _too_costly(cost: int) -> QueryRefused:
    return QueryRefused(
        "QUERY_TOO_COSTLY",
        {
            "en": f"This query costs {cost}; the limit is {MAX_COST}.",
            "fr": f"Cette requête coûte {cost} ; la limite est de {MAX_COST}.",
        },
        rule=f"cost = fields, multiplied by first or last at each level of pages; {SEARCH} for a search among names",
        details={"cost": cost, "limit": MAX_COST},
    )


def _too_repetitive(repeats: int) -> QueryRefused:
    return QueryRefused(
        "QUERY_TOO_REPETITIVE",
        {
            "en": f"One name stands {repeats} times in this query; the limit is {MAX_REPEATS}.",
            "fr": f"Un même nom figure {repeats} fois dans cette requête ; la limite est de {MAX_REPEATS}.",
        },
    )
