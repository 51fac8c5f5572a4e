"""Those who are told together: one loop hands the same words to each connection, without a task being woken for each.

A thousand tasks that wake, look and send cost several times what sending does. So whoever has been told all there is
stops reading, and listens: what comes is made once, and pushed. A push waits for nobody. A connection that can take no
more leaves the audience, and its reader goes on alone, at its own pace, from the place up to which it was told.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

At = TypeVar("At")

Push = Callable[[Sequence[bytes]], bool]
"""Takes payloads, all of them; False when it can take none now, and has taken none."""


class Listener:
    """One subscription, on a connection that can be pushed to."""

    def __init__(self, push: Push) -> None:
        self.push = push
        self.audience: Audience[Any] | None = None

    def leave(self) -> None:
        """Listen no longer: whoever reads for it goes on alone."""
        if self.audience is not None:
            self.audience.dismiss(self)


class Audience(Generic[At]):
    """Those who were told all that is before one place."""

    def __init__(self, at: At) -> None:
        self.at = at
        """Up to where they were told."""
        self._listeners: dict[Listener, asyncio.Future[At]] = {}

    def __len__(self) -> int:
        return len(self._listeners)

    async def listen(self, listener: Listener) -> At:
        """Be told what comes; return when it left, with the place up to which it was told."""
        left: asyncio.Future[At] = asyncio.get_running_loop().create_future()
        self._listeners[listener], listener.audience = left, self
        try:
            return await left
        finally:
            self.dismiss(listener)

    def tell(self, payloads: Sequence[bytes], at: At) -> None:
        """What is up to a place, to all; whoever cannot take it leaves without any of it."""
        if payloads:
            for slow in [each for each in self._listeners if not each.push(payloads)]:
                self.dismiss(slow)
        self.at = at

    def dismiss(self, listener: Listener) -> None:
        """It leaves, if it was here."""
        left, listener.audience = self._listeners.pop(listener, None), None
        if left is not None and not left.done():
            left.set_result(self.at)

    def dismiss_all(self) -> None:
        """Nothing more is told here."""
        for listener in list(self._listeners):
            self.dismiss(listener)
