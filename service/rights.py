"""Whether those who follow may still read: a stream lasts for months, a token may not.

All tokens that somebody follows with are looked up in one statement, so that a thousand followers ask no more than one.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterator
from typing import Final

import asyncpg

from service.access import Viewer, withdrawn_of
from service.database import Pool

LOST: Final = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)
LOOK_AGAIN: Final = 5.0
"""Seconds after which the tokens are looked at again."""

logger = logging.getLogger("greffe.rights")


class Held:
    """A token that somebody follows with."""

    def __init__(self) -> None:
        self.withdrawn = False
        self._tell: list[Callable[[], object]] = []

    def when_withdrawn(self, tell: Callable[[], object]) -> None:
        """Call this when the token was found withdrawn."""
        self._tell.append(tell)

    def withdraw(self) -> None:
        """It was revoked, or has expired."""
        self.withdrawn = True
        for tell in self._tell:
            tell()


class Rights:
    """One per process."""

    def __init__(self) -> None:
        self._held: dict[str, set[Held]] = {}
        self._task: asyncio.Task[None] | None = None

    @contextlib.contextmanager
    def hold(self, pool: Pool, viewer: Viewer) -> Iterator[Held]:
        """For as long as somebody follows; of the public, never withdrawn."""
        held, token = Held(), viewer.token_id
        if token is None:
            yield held
            return
        self._held.setdefault(token, set()).add(held)
        if self._task is None:
            self._task = asyncio.create_task(self._look(pool), name="rights")
        try:
            yield held
        finally:
            others = self._held.get(token, set())
            others.discard(held)
            if not others:
                self._held.pop(token, None)
            if not self._held and self._task is not None:
                self._task.cancel()
                self._task = None

    async def _look(self, pool: Pool) -> None:
        while True:
            await asyncio.sleep(LOOK_AGAIN)
            try:
                gone = await withdrawn_of(pool, list(self._held))
            except LOST as error:
                logger.warning("the tokens of those who follow cannot be looked up: %s", type(error).__name__)
                continue
            for token in gone:
                for held in self._held.pop(token, ()):
                    held.withdraw()
