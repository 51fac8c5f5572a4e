"""Live queries: an answer now, and again whenever it is another one.

Whoever asks the same, with the same eyes, follows one question: it is executed once for all of them when its state
(``answers.py``) moves, compared with what was told, encoded once, and the same text is sent to everyone. There is no
queue: who reads slowly is told the last answer and none of those between.
"""

import asyncio
import base64
import datetime as dt
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

import msgspec
from graphql import GraphQLError

from domain.core.identifiers import REFERENCE_LEDGER
from service.feed import Heads, HeadsUnknown
from service.graphql.answers import Answer, Answers, Failed, Question, State
from service.graphql.audience import Audience, Listener
from service.graphql.context import Context
from service.graphql.live_document import Places, without
from service.graphql.pages import invalid_cursor
from service.graphql.refusals import QUERY_WITHIN, published, too_slow

LOOK_AGAIN: Final = 2.0
"""Seconds after which the day and the marks are looked at, though nothing was heard: a rebuild moves no position."""
REST: Final = 4
"""How many times as long as it took a question is left alone after it was answered: ledgers may move all the time."""
AT_ONCE: Final = 4
"""Questions that are answered at a time: those who ask once are not to wait for all that are followed."""
STEADY: Final = 3
"""How often an answer is made anew because a ledger moved meanwhile, before it is told as it is."""
PATIENCE: Final = 5
"""Failures in a row after which those who follow are told: what they have may be no longer true."""

DIGEST: Final = 16
"""Bytes of the digest that a cursor of an answer is."""


class LiveQuery(NamedTuple):
    """What is asked, and how it is answered."""

    question: Question
    context: Context
    """Of whoever asked first: for those who share the question the answer is the same."""
    execute: Callable[[Context], Awaitable[Answer]]
    """Raises Failed for an answer with errors."""
    moving: Places


class Said(NamedTuple):
    """An answer as it is told."""

    cursor: str
    payload: str
    last: bool = False


class LiveQueries:
    """One per process: the questions that somebody follows."""

    def __init__(self) -> None:
        self._followed: dict[Question, _Followed] = {}
        self._turn = asyncio.Semaphore(AT_ONCE)

    def __len__(self) -> int:
        return len(self._followed)

    async def follow(
        self, asked: LiveQuery, holding: str | None, listener: Listener | None = None
    ) -> AsyncGenerator[str, None]:
        """The payloads for one who has the answer of a cursor, or none: now, and after each change.

        A listener is pushed them, once it has the last.

        Raises:
            QueryRefused: INVALID_CURSOR.
        """
        has = _checked(holding)
        followed = self._followed.get(asked.question)
        if followed is None or followed.ended:
            followed = self._followed[asked.question] = _Followed(asked, self._turn)
        followed.readers += 1
        try:
            while True:
                if listener is not None and followed.has_said(has):
                    has = await followed.audience.listen(listener)
                said = await followed.other_than(has)
                has = said.cursor
                yield said.payload
                if said.last:
                    return
        finally:
            followed.readers -= 1
            if not followed.readers:
                followed.end()
                if self._followed.get(asked.question) is followed:
                    del self._followed[asked.question]


class _Followed:
    """A question that somebody follows, and its task."""

    def __init__(self, asked: LiveQuery, turn: asyncio.Semaphore) -> None:
        assert asked.context.answers is not None
        self._asked, self._turn = asked, turn
        self._answers: Answers = asked.context.answers
        self._heads: Heads = asked.context.heads
        self._state: State | None = None
        self._said: Said | None = None
        self._changed = asyncio.Event()
        self.audience = Audience("")
        """Those who have the last answer, by its cursor."""
        self.readers = 0
        self._task = asyncio.create_task(self._run(), name="live query")

    @property
    def ended(self) -> bool:
        """Whether nothing more will be said."""
        return self._task.done()

    def end(self) -> None:
        """Nobody follows any more."""
        self._task.cancel()

    def has_said(self, cursor: str | None) -> bool:
        """Whether the last answer is the one of a cursor, and others may come."""
        return self._said is not None and self._said.cursor == cursor and not self._said.last

    async def other_than(self, cursor: str | None) -> Said:
        """The last answer, as soon as it is not the one of a cursor."""
        while self._said is None or (self._said.cursor == cursor and not self._said.last):
            await self._changed.wait()
        return self._said

    async def _run(self) -> None:
        failures = 0
        while True:
            seen = self._seen()
            try:
                pause = await self._look()
                failures = 0
            except Exception as error:  # noqa: BLE001  it is told, or logged: see refusals.published
                failures += 1
                if self._said is None or failures >= PATIENCE:
                    self._tell(_failed(error))
                    return
                pause = LOOK_AGAIN
            await asyncio.sleep(pause)
            await self._until_it_may_have_changed(seen)

    async def _until_it_may_have_changed(self, seen: Sequence[object]) -> None:
        """Until one of its ledgers was seen to move, or it is time to look again."""
        clock, ledgers = asyncio.get_running_loop().time, self._asked.question.ledgers
        until, moves = clock() + LOOK_AGAIN, self._heads.moves
        while self._seen() == seen and await self._heads.moved(moves, until - clock(), ledgers):
            moves = self._heads.moves

    def _seen(self) -> Sequence[object]:
        """Where its ledgers were last seen to stand."""
        positions, ledgers = self._heads.positions, self._asked.question.ledgers
        return tuple(positions.items()) if ledgers is None else tuple(map(positions.get, ledgers))

    async def _look(self) -> float:
        """Answer if the state is another; the seconds to rest then."""
        question, today = self._asked.question, self._asked.context.today
        if await self._answers.state(question, today) == self._state:
            return 0.0
        async with self._turn:
            begun = asyncio.get_running_loop().time()
            self._state, answer = await self._steady(question, today)
            took = asyncio.get_running_loop().time() - begun
        self._tell(_told(answer, self._state, self._asked.moving))
        return min(took * REST, LOOK_AGAIN)

    async def _steady(self, question: Question, today: Callable[[], dt.date]) -> tuple[State, Answer]:
        """An answer and the state that it is of: the same before and after, unless ledgers move all the time."""
        before = await self._answers.state(question, today)
        for _ in range(STEADY):
            answer = await self._answers.answer(question, today, self._execute)
            after = await self._answers.state(question, today)
            if after == before:
                return after, answer
            before = after
        return before, await self._answers.answer(question, today, self._execute)

    async def _execute(self, day: dt.date) -> Answer:
        return await self._asked.execute(replace(self._asked.context, today=lambda: day))

    def _tell(self, said: Said) -> None:
        """To those who follow, unless it is what they were told."""
        if self._said is None or said.cursor != self._said.cursor:
            self._said = said
            self._changed.set()
            self._changed = asyncio.Event()
            if said.last:
                self.audience.dismiss_all()  # each reads it, and ends
            else:
                self.audience.tell([said.payload.encode()], said.cursor)


def _told(answer: Answer, state: State, moving: Places) -> Said:
    """An answer with the place it was found at, encoded once."""
    data = msgspec.json.decode(answer.body)["data"]
    cursor = Answer.of(msgspec.json.encode(without(moving, data))).digest
    extensions = {"live": {"cursor": cursor, "on": state.day, **_where(state)}}
    return Said(cursor, msgspec.json.encode({"data": data, "extensions": extensions}).decode())


def _where(state: State) -> Mapping[str, object]:
    """The position of the authority's ledger, and of FR, as AsOf names them."""
    marks = {ledger: mark.position for ledger, mark in state.marks if mark and mark.position}
    reference = marks.pop(REFERENCE_LEDGER, 0)
    if len(marks) != 1:  # the question was refused, or is about several
        return {"referencePosition": reference}
    ((ledger, position),) = marks.items()
    return {"ledger": ledger, "position": position, "referencePosition": reference}


def _failed(error: Exception) -> Said:
    """The last that is told: why there is no answer, or none any longer."""
    match error:
        case Failed():
            errors = [published(each) for each in error.result.errors or ()]
        case HeadsUnknown():
            errors = [published(too_slow(QUERY_WITHIN))]
        case _:
            errors = [published(GraphQLError(str(type(error)), original_error=error))]
    told = {"data": None, "errors": [each.formatted for each in errors]}
    return Said("", msgspec.json.encode(told).decode(), last=True)


def _checked(holding: str | None) -> str | None:
    """A cursor of an answer; raises QueryRefused for anything else."""
    if holding is None:
        return None
    try:
        if len(base64.urlsafe_b64decode(holding + "==")) == DIGEST:
            return holding
    except ValueError:
        pass
    raise invalid_cursor()
