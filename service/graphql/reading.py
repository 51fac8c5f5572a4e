"""Which database answers a query: the standby where that is as good as the primary, and what the client is told of it.

A client that was told of a position (by a mutation, an event, another answer) sends it back, and is not answered with
less: ``Greffe-Position: 200000008=57, FR=1203``; ``Greffe-Position: latest`` asks for all that is recorded by now.
Browsers do so by a cookie, for as long as an answer may be behind.
"""

import asyncio
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from starlette.requests import HTTPConnection
from starlette.responses import Response

from service.feed import HeadsUnknown, Least, Marks, Standby
from service.graphql.answers import Answer, Answers, Execute, Failed, Question
from service.graphql.context import Context

POSITION: Final = "greffe-position"
READ_FROM: Final = "greffe-read-from"
COOKIE: Final = "greffe-position-"
"""Followed by the ledger: who writes in two of them is not shown the past of either."""
MOST_LEDGERS: Final = 20
"""Of which a header tells the positions."""
WITHIN: Final = 5.0
"""Seconds that the standby has to answer before the primary is asked."""
_PLACE: Final = re.compile(r"\s*(FR|[0-9]{9})=(0|[1-9][0-9]{0,17})\s*", re.ASCII)


@dataclass(frozen=True)
class Second:
    """A second database to read, and the answers kept of it: marks must come from where the rows do."""

    standby: Standby
    answers: Answers


class Told(NamedTuple):
    """An answer, and the headers that say where it is from."""

    answer: Answer
    headers: Mapping[str, str]


async def read(
    context: Context, question: Question, connection: HTTPConnection, run: Callable[[Context], Execute]
) -> Told:
    """The answer of the standby, or of the primary, kept or made by ``run`` on the context that it is given.

    Raises:
        HeadsUnknown: the primary does not say where its ledgers stand.
        Failed: the primary's answer has errors.
    """
    second, kept = context.second, context.answers
    assert kept is not None
    if second is None:
        return Told(await kept.answer(question, context.today, run(context)), {})
    marks = await second.standby.marks(context.viewer, question.ledgers, least_of(connection))
    if marks is not None:
        there = run(replace(context, pool=second.standby.pool))
        # A failure is not the last word: the primary may know the position or the authority, and still be there.
        try:
            async with asyncio.timeout(WITHIN):
                answer = await second.answers.answer(question, context.today, there, marks)
            return Told(answer, _headers("standby", question, marks, second.standby.lag))
        except (Failed, HeadsUnknown, TimeoutError):
            pass
    marks = await kept.latest()
    answer = await kept.answer(question, context.today, run(context), marks)
    return Told(answer, _headers("primary", question, marks, 0.0))


def _headers(database: str, question: Question, marks: Marks, lag: float) -> dict[str, str]:
    headers = {READ_FROM: f"{database}; lag={lag:.1f}"}
    named = question.ledgers or ()
    if len(named) <= MOST_LEDGERS and (known := [f"{at}={marks[at].position}" for at in named if at in marks]):
        headers[POSITION] = ", ".join(known)
    return headers


def least_of(connection: HTTPConnection) -> Least:
    """What a request asks an answer to rest on; whatever cannot be read asks for the latest."""
    positions: dict[str, int] = {}
    for header in connection.headers.getlist(POSITION):
        for part in header.split(","):
            if (found := _PLACE.fullmatch(part)) is None:
                return Least(latest=True)
            positions[found[1]] = max(int(found[2]), positions.get(found[1], 0))
    for name, value in connection.cookies.items():
        if name.startswith(COOKIE) and (found := _PLACE.fullmatch(f"{name.removeprefix(COOKIE)}={value}")):
            positions[found[1]] = max(int(found[2]), positions.get(found[1], 0))
    return Least(positions)


def tell_written(response: Response, context: Context) -> None:
    """Say the positions that a mutation came to, for what is asked next."""
    if not context.wrote:
        return
    response.headers[POSITION] = ", ".join(f"{ledger}={position}" for ledger, position in context.wrote.items())
    if context.second is not None:
        for ledger, position in context.wrote.items():
            lasts = math.ceil(context.second.standby.limit) + 5
            response.set_cookie(f"{COOKIE}{ledger}", str(position), max_age=lasts, httponly=True, samesite="lax")
