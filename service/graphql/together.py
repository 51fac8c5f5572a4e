"""What each item of a page is asked for, looked up once for the whole page."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from typing import Generic, TypeVar

V = TypeVar("V")
When = TypeVar("When", bound=Hashable)


class Together(Generic[When, V]):
    """A look-up that the items of a page share: made when the first of them asks, for all of them, once per moment.

    The items are resolved side by side, in one event loop; whoever comes second waits for the first one's answer.
    """

    def __init__(self, keys: Sequence[str], load: Callable[[Sequence[str], When], Awaitable[Mapping[str, V]]]) -> None:
        self._keys = tuple(dict.fromkeys(keys))
        self._load = load
        self._asked: dict[When, asyncio.Task[Mapping[str, V]]] = {}

    async def of(self, key: str, when: When) -> V:
        """What was found for one of the items."""
        if when not in self._asked:
            self._asked[when] = asyncio.ensure_future(self._loaded(when))
        return (await self._asked[when])[key]

    async def _loaded(self, when: When) -> Mapping[str, V]:
        return await self._load(self._keys, when)
