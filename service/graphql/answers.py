"""Answers that are kept, exactly: what was true of the heads as they are now, on this day in Paris, for this scope.

One answer is kept per question, with the state it is an answer of: the day, and the mark of each ledger that the
question reads. A request first learns the state as it is (``service.feed.latest``: a query begun after it came); an
answer of that very state is given again, any other is made anew. Those who ask the same at once share one execution.
ADR 23 says why this is exact.
"""

import asyncio
import base64
import contextlib
import datetime as dt
import hashlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Final, NamedTuple, Self

from strawberry.types import ExecutionResult

from service.access import Viewer
from service.feed import HeadsUnknown, LatestHeads, Mark, Marks

MAX_BYTES: Final = 64 * 1024 * 1024
"""Of memory that a process gives to answers."""
LARGEST_SHARE: Final = 16
"""An answer larger than this part of the whole is not kept: it would drive out hundreds."""
SWEEP: Final = 60.0
"""Seconds between two looks for answers that can be given no more: what was erased is not to stay in memory."""
OVERHEAD: Final = 1_000
"""Bytes that Python takes for an answer beyond its body and its question's text."""


class Question(NamedTuple):
    """What is asked, and with which eyes: everything that tells two answers of one state apart."""

    query: str
    operation: str | None
    variables: bytes
    ledgers: tuple[str, ...] | None
    scope: tuple[object, ...]

    @classmethod
    def of(
        cls, query: str, operation: str | None, variables: bytes, ledgers: tuple[str, ...] | None, viewer: Viewer
    ) -> "Question":
        """A viewer is what it may read of these ledgers, whatever its token and role are."""
        scope: tuple[object, ...]
        if not viewer.ledgers:
            scope = ()
        elif ledgers is None:
            scope = (viewer.visibility, viewer.ledgers)
        else:
            scope = tuple((ledger, level) for ledger in ledgers if (level := viewer.level(ledger)))
        return cls(query, operation, variables, ledgers, scope)


class State(NamedTuple):
    """What an answer is made from."""

    day: dt.date
    marks: tuple[tuple[str, Mark | None], ...]


class Answer(NamedTuple):
    """The bytes of an answer without errors."""

    body: bytes
    digest: str
    """Of the body: 22 characters of base64url, of its SHA-256."""

    @classmethod
    def of(cls, body: bytes) -> "Answer":
        """Encoded once, told to many."""
        return cls(body, base64.urlsafe_b64encode(hashlib.sha256(body).digest()[:16]).rstrip(b"=").decode())


class Failed(Exception):
    """An execution ended with errors, so that its answer is not one to keep; ``result`` is what it gave."""

    def __init__(self, result: ExecutionResult) -> None:
        super().__init__("answered with errors")
        self.result = result


Execute = Callable[[dt.date], Awaitable[Answer]]
"""Runs the question, "today" being the day given. Raises Failed when the answer has errors."""


class Figures(NamedTuple):
    """What an operator may know of the answers: no question, nobody who asked."""

    hits: int
    misses: int
    shared: int
    """Requests that waited for an execution which another had begun."""
    kept: int
    bytes: int
    head_queries: int


class Answers:
    """One per process and database that is read."""

    def __init__(self, latest: LatestHeads, max_bytes: int = MAX_BYTES) -> None:
        self._latest = latest
        self._max_bytes = max_bytes
        self._kept: OrderedDict[Question, tuple[State, Answer]] = OrderedDict()
        self._running: dict[tuple[Question, State], asyncio.Future[Answer]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._bytes = self._hits = self._misses = self._shared = 0
        self._swept = 0.0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def latest(self) -> Marks:
        """The state as it is after this call, for ``answer``. Raises HeadsUnknown."""
        return await self._latest()

    async def state(self, question: Question, today: Callable[[], dt.date], marks: Marks | None = None) -> State:
        """The state, as it is after this call (or as ``marks`` say), of which the question's answer will be.

        Raises:
            HeadsUnknown: the database does not say where its ledgers stand.
        """
        if marks is None:
            marks = await self._latest()
        state = State(today(), _marks(question, marks))
        self._sweep(state.day, marks)
        return state

    async def answer(
        self, question: Question, today: Callable[[], dt.date], execute: Execute, marks: Marks | None = None
    ) -> Answer:
        """The answer of the state as it is after this call (or as ``marks`` say, read for this question), kept or made.

        Raises:
            HeadsUnknown: the database does not say where its ledgers stand.
            Failed: the answer has errors; everybody who waits for it is told.
        """
        state = await self.state(question, today, marks)
        found = self._kept.get(question)
        if found is not None and found[0] == state:
            self._kept.move_to_end(question)
            self._hits += 1
            return found[1]
        running = self._running.get((question, state))
        if running is not None:
            self._shared += 1
        else:
            self._misses += 1
            running = self._running[question, state] = asyncio.get_running_loop().create_future()
            task = asyncio.create_task(self._make(question, state, execute, running), name="answer")
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return await asyncio.shield(running)

    async def kept(self, question: Question, today: Callable[[], dt.date]) -> Answer | None:
        """The answer of the state as it is after this call, if it is kept; raises HeadsUnknown."""
        marks = await self._latest()
        found = self._kept.get(question)
        if found is None or found[0] != State(today(), _marks(question, marks)):
            return None
        self._kept.move_to_end(question)
        self._hits += 1
        return found[1]

    def figures(self) -> Figures:
        """Since the process began, but for what is kept now."""
        return Figures(self._hits, self._misses, self._shared, len(self._kept), self._bytes, self._latest.queries)

    async def _make(self, question: Question, state: State, execute: Execute, told: asyncio.Future[Answer]) -> None:
        """In a task of its own: the one who asked first may leave, and the others still wait."""
        try:
            answer = await execute(state.day)
            told.set_result(answer)
            # The fields of a query are not read in one snapshot: it is an answer of this state only if nothing moved.
            with contextlib.suppress(HeadsUnknown):
                if _marks(question, await self._latest()) == state.marks:
                    self._keep(question, state, answer)
        except Exception as error:
            if told.done():
                raise
            told.set_exception(error)
            told.exception()  # whoever asked may be gone
        finally:
            told.cancel()  # for nothing, but when this task was cancelled
            del self._running[question, state]

    def _sweep(self, day: dt.date, marks: Marks) -> None:
        now = asyncio.get_running_loop().time()
        if now < self._swept + SWEEP:
            return
        self._swept = now
        for question, (state, answer) in list(self._kept.items()):
            if state != State(day, _marks(question, marks)):
                del self._kept[question]
                self._bytes -= _size(question, answer)

    def _keep(self, question: Question, state: State, answer: Answer) -> None:
        size = _size(question, answer)
        if size > self._max_bytes // LARGEST_SHARE:
            return
        if (before := self._kept.pop(question, None)) is not None:
            self._bytes -= _size(question, before[1])
        self._kept[question] = (state, answer)
        self._bytes += size
        while self._bytes > self._max_bytes:
            oldest, (_, dropped) = self._kept.popitem(last=False)
            self._bytes -= _size(oldest, dropped)


def _marks(question: Question, marks: Marks) -> tuple[tuple[str, Mark | None], ...]:
    if question.ledgers is None:
        return tuple(marks.items())
    return tuple((ledger, marks.get(ledger)) for ledger in question.ledgers)


def _size(question: Question, answer: Answer) -> int:
    return len(answer.body) + len(question.query) + len(question.variables) + OVERHEAD
