"""Which database answers a query: the standby where that is as good as the primary (ADR 26); what is told of it."""

import asyncio
import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from starlette.responses import Response

from service.feed import HeadsUnknown, Marks, Standby
from service.graphql.answers import Answer, Answers, Execute, Failed, Question
from service.graphql.context import Context
from service.graphql.positions import COOKIE, POSITION

READ_FROM: Final = "greffe-read-from"
MOST_LEDGERS: Final = 20
"""Of which a header tells the positions."""
WITHIN: Final = 5.0
"""Seconds that the standby has to answer before the primary is asked."""


@dataclass(frozen=True)
class Second:
    """A second database to read, and the answers kept of it: marks must come from where the rows do."""

    standby: Standby
    answers: Answers


async def read(context: Context, question: Question, run: Callable[[Context], Execute]) -> Answer:
    """The answer of the standby, or of the primary, kept or made by ``run`` on the context that it is given.

    ``context.told`` gets the headers that say which.

    Raises:
        HeadsUnknown: the primary does not say where its ledgers stand.
        Failed: the primary's answer has errors.
    """
    second, kept = context.second, context.answers
    assert kept is not None
    if second is None:
        return await kept.answer(question, context.today, run(context))
    marks = await second.standby.marks(context.viewer, question.ledgers, context.least)
    if marks is not None:
        there = run(replace(context, pool=second.standby.pool))
        # A failure is not the last word: the primary may know the position or the authority, and still be there.
        try:
            async with asyncio.timeout(WITHIN):
                answer = await second.answers.answer(question, context.today, there, marks)
            _tell(context, "standby", question, marks, second.standby.lag)
            return answer
        except (Failed, HeadsUnknown, TimeoutError):
            pass
    marks = await kept.latest()
    answer = await kept.answer(question, context.today, run(context), marks)
    _tell(context, "primary", question, marks, 0.0)
    return answer


def _tell(context: Context, database: str, question: Question, marks: Marks, lag: float) -> None:
    context.told[READ_FROM] = f"{database}; lag={lag:.1f}"
    named = question.ledgers or ()
    if len(named) <= MOST_LEDGERS and (known := [f"{at}={marks[at].position}" for at in named if at in marks]):
        context.told[POSITION] = ", ".join(known)


def tell_written(response: Response, context: Context) -> None:
    """Say the positions that a mutation came to, for what is asked next."""
    if not context.wrote:
        return
    response.headers[POSITION] = ", ".join(f"{ledger}={position}" for ledger, position in context.wrote.items())
    if context.second is not None:
        for ledger, position in context.wrote.items():
            lasts = math.ceil(context.second.standby.limit) + 5
            response.set_cookie(f"{COOKIE}{ledger}", str(position), max_age=lasts, httponly=True, samesite="lax")
