"""The database as the fields of one answer ask it: side by side, in one statement, and the same thing once."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Self, cast

from projections.together import Together
from service.database import Pool
from service.graphql.context import Context


class Conversation(Together):
    """What a query's resolvers are lent in the place of the pool: each is given the same session.

    It reads and does nothing else, and holds a connection only while a statement runs.
    """

    @asynccontextmanager
    async def acquire(self) -> AsyncIterator[Self]:
        """The one session."""
        yield self


def in_one_conversation(context: Context) -> Context:
    """The context of one execution of a query: its fields rest on the same moments and ask together."""
    return replace(context, moments={}, pool=cast(Pool, Conversation(context.pool)))
