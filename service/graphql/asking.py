"""How a query that may run is answered: kept or made now, for the endpoint, the site and the files alike."""

from dataclasses import replace
from datetime import date
from typing import Final

import msgspec
from strawberry.schema.base import BaseSchema
from strawberry.types.graphql import OperationType

from service.feed import HeadsUnknown
from service.graphql.answers import Answer, Execute, Failed, Question
from service.graphql.context import Context
from service.graphql.conversation import in_one_conversation
from service.graphql.reading import read
from service.graphql.requests import Asked

_QUERIES: Final = (OperationType.QUERY,)


class Asking:
    """Answers the queries of one schema."""

    def __init__(self, schema: BaseSchema) -> None:
        self._schema = schema

    async def answer(self, asked: Asked, context: object) -> Answer:
        """The bytes of ``{data, extensions}``, kept or made now.

        Raises:
            Failed: the answer has errors.
        """
        if isinstance(context, Context) and context.answers is not None and asked.reads and asked.reads.kept:

            def run(on: Context) -> Execute:
                async def execute(day: date) -> Answer:
                    return await self.execute(asked, replace(on, today=lambda: day))

                return execute

            question = Question.of(asked.query or "", asked.operation, asked.encoded, asked.ledgers, context.viewer)
            try:
                return await read(context, question, run)
            except HeadsUnknown:
                pass  # the query itself will say what is the matter
        return await self.execute(asked, context)

    async def execute(self, asked: Asked, context: object) -> Answer:
        """The answer, made now; raises Failed."""
        result = await self._schema.execute(
            asked.query,
            variable_values=asked.variables,
            context_value=in_one_conversation(context) if isinstance(context, Context) else context,
            operation_name=asked.operation,
            allowed_operation_types=_QUERIES,
            operation_extensions=asked.extensions,
        )
        if result.errors:
            raise Failed(result)
        return Answer.of(msgspec.json.encode({"data": result.data, "extensions": result.extensions}))
