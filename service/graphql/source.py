"""A subscription's source: what one who follows comes upon, from a place in the ledgers on."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass, replace

from service.feed import Followed, Following, Places
from service.graphql.context import Context
from service.graphql.told import Told


@dataclass(frozen=True)
class Begun:
    """What was asked, found valid."""

    following: Following
    now: Places
    """What is told before that all is told."""
    told: Callable[[Followed], Told]
    withdrawn: Callable[[Places], Told]
    """The last word to one whose token is good no longer, who stands at a place; or it raises the refusal."""


class Source:
    """It begins when it is first read; stopped and read again, it goes on from where it stands."""

    def __init__(self, context: Context, begin: Callable[[], Awaitable[Begun]]) -> None:
        self._context, self._begin = context, begin
        self._begun: Begun | None = None

    async def __aiter__(self) -> AsyncGenerator[Told, None]:
        begun, now = self._begun, self._context.heads.positions
        if begun is None:
            begun = self._begun = await self._begin()
            now = begun.now
        async with aclosing(begun.following.follow(now, self._context.withdrawn)) as followed:
            async for item in followed:
                yield begun.told(item)
        yield begun.withdrawn(begun.following.places)

    @property
    def rests(self) -> bool:
        """Whether it has told all there is: what comes next is what it is for all that rest at its place."""
        return self._begun is not None and self._begun.following.rests

    @property
    def places(self) -> Places:
        """Where it stands, once it was read."""
        assert self._begun is not None
        return self._begun.following.places

    def led_to(self, places: Places) -> None:
        """Whoever follows by it was told all that is before a place."""
        assert self._begun is not None
        self._begun.following.led_to(places)

    def twin(self) -> "Source":
        """Another at the same place, of nobody's token: it does not end."""
        assert self._begun is not None
        twin = Source(replace(self._context, withdrawn=lambda: False), self._begin)
        twin._begun = replace(self._begun, following=self._begun.following.twin())
        return twin
