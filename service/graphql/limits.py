"""What a document must satisfy before it runs: one set of limits for HTTP, SSE and WebSocket."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from typing import Any, Final

import strawberry
from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    StringValueNode,
    ValidationRule,
    get_operation_ast,
    parse,
    specified_rules,
    validate,
)
from strawberry.extensions import MaxTokensLimiter, SchemaExtension
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule
from strawberry.types import ExecutionContext

from service.command_sentences import SENTENCES
from service.commands import MAX_INTEGER, MAX_NESTING, MAX_TEXT, unreadable
from service.graphql.cost import Extent, Measure, most_repeated, page_sizes, page_variables
from service.graphql.refusals import PublishedErrors, QueryRefused, nested_too_deeply
from service.graphql.scalars import SCALAR_MAP

MAX_BODY: Final = 1_000_000
"""Bytes of a request's body or of a WebSocket message."""
MAX_DOCUMENT: Final = 50_000
"""Characters of a document: the caches hold whole ones."""
MAX_TOKENS: Final = 2_000
MAX_COST: Final = 10_000
MAX_DEPTH: Final = 24
MAX_REPEATS: Final = 100
"""How often one answer key may stand in a document."""
CACHED_DOCUMENTS: Final = 256


class NoNulRule(ValidationRule):
    """PostgreSQL keeps no NUL character, so no text may hold one."""

    def enter_string_value(self, node: StringValueNode, *_: Any) -> None:
        if "\0" in node.value:
            self.report_error(GraphQLError("A string holds a NUL character (U+0000): remove it.", node))


RULES: Final = (*specified_rules, MaybeNullValidationRule, OneOfInputValidationRule, NoNulRule)
"""Built once: the results of validation are cached under them."""


class ParsedOnce(SchemaExtension):
    """Keeps the last documents parsed, so that what is known of a document is found again under it.

    Strawberry's ParserCache lets a syntax error escape from a stream; here Strawberry parses such a text again and
    reports it.
    """

    def on_parse(self) -> Iterator[None]:
        context = self.execution_context
        with suppress(GraphQLError, RecursionError):
            context.graphql_document = _parsed(context.query or "")
        yield


class DocumentLimits(SchemaExtension):
    """Refuses a document too deep, repetitive or costly, and only then validates it, each once per document."""

    def on_validate(self) -> Iterator[None]:
        context = self.execution_context
        if context.graphql_document is not None:
            context.pre_execution_errors = list(_errors(context, context.graphql_document))
        yield


class LimitedSchema(strawberry.Schema):
    """A schema whose errors are logged where they are published, not once more by Strawberry with all they hold."""

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Nothing: ``refusals.published`` logs what has to be."""


def make_schema(
    query: type, mutation: type | None = None, subscription: type | None = None, types: tuple[type, ...] = ()
) -> LimitedSchema:
    """The schema with this house's scalars, limits, caches and published errors."""
    return LimitedSchema(
        query=query,
        mutation=mutation,
        subscription=subscription,
        types=types,
        config=StrawberryConfig(scalar_map=SCALAR_MAP),
        extensions=[
            PublishedErrors,
            lambda: MaxTokensLimiter(max_token_count=MAX_TOKENS),
            ParsedOnce,
            DocumentLimits,
        ],
    )


def check_request(query: str | None, variables: Mapping[str, object] | None) -> None:
    """Refuse what no document or variable may be; raises QueryRefused."""
    if query is not None and len(query) > MAX_DOCUMENT:
        raise QueryRefused(
            "DOCUMENT_TOO_LONG",
            {
                "en": f"The query is {len(query)} characters long; the limit is {MAX_DOCUMENT}.",
                "fr": f"La requête compte {len(query)} caractères ; la limite est de {MAX_DOCUMENT}.",
            },
            remedy="Pass values as variables.",
        )
    for path, code in unreadable(variables or {}, "variables"):
        english, french = (
            sentence.format(limit=MAX_TEXT, integer=MAX_INTEGER, nesting=MAX_NESTING) for sentence in SENTENCES[code]
        )
        raise QueryRefused(
            code, {"en": f"{path}: {english}", "fr": f"{path} : {french}"}, details={"path": path.split(".")}
        )


def cost_of(schema: GraphQLSchema, document: DocumentNode, name: str | None, variables: Mapping[str, Any]) -> Extent:
    """The extent of the operation that would run; of the largest one when the document does not tell which."""
    chosen = get_operation_ast(document, name)
    candidates = [chosen] if chosen else [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
    names = _page_variables(document)
    extents = [
        _extent(schema, document, operation, frozenset(page_sizes(operation, names, variables).items()))
        for operation in candidates
    ]
    return max(extents, default=Extent(0, 0))


def _errors(context: ExecutionContext, document: DocumentNode) -> list[GraphQLError]:
    schema = context.schema._schema  # noqa: SLF001  Strawberry offers no other way to it
    try:
        extent = cost_of(schema, document, context.operation_name, context.variables or {})
    except RecursionError:
        return [nested_too_deeply()]
    if extent.depth > MAX_DEPTH:
        return [nested_too_deeply()]
    if extent.cost > MAX_COST:
        return [_too_costly(extent.cost)]
    if (repeats := _most_repeated(document)) > MAX_REPEATS:
        return [_too_repetitive(repeats)]
    return _validated(schema, document)


@lru_cache(CACHED_DOCUMENTS)
def _parsed(query: str) -> DocumentNode:
    return parse(query, max_tokens=MAX_TOKENS)


_page_variables = lru_cache(CACHED_DOCUMENTS)(page_variables)
_most_repeated = lru_cache(CACHED_DOCUMENTS)(most_repeated)


@lru_cache(CACHED_DOCUMENTS)
def _extent(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    pages: frozenset[tuple[str, int]],
) -> Extent:
    return Measure(schema, document, dict(pages)).operation(operation)


@lru_cache(CACHED_DOCUMENTS)
def _validated(schema: GraphQLSchema, document: DocumentNode) -> list[GraphQLError]:
    return validate(schema, document, RULES, hide_suggestions=True)


def _too_costly(cost: int) -> QueryRefused:
    return QueryRefused(
        "QUERY_TOO_COSTLY",
        {
            "en": f"This query costs {cost}; the limit is {MAX_COST}.",
            "fr": f"Cette requête coûte {cost} ; la limite est de {MAX_COST}.",
        },
        rule="cost = fields, multiplied by first or last at each level of pages",
        remedy="Ask for fewer fields, or for smaller pages, one after the other.",
        details={"cost": cost, "limit": MAX_COST},
    )


def _too_repetitive(repeats: int) -> QueryRefused:
    return QueryRefused(
        "QUERY_TOO_REPETITIVE",
        {
            "en": f"One name stands {repeats} times in this query; the limit is {MAX_REPEATS}.",
            "fr": f"Un même nom figure {repeats} fois dans cette requête ; la limite est de {MAX_REPEATS}.",
        },
        remedy="Write a selection once, as a fragment, or split the query.",
    )
