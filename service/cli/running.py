"""Running a command's coroutine: Ctrl-C and SIGTERM cancel it, so that all that it opened is closed in order."""

import asyncio
import signal
from collections.abc import Callable, Coroutine
from typing import Any, Final, TypeVar

SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)

Result = TypeVar("Result")


class Interrupted(SystemExit):
    """A signal ended the command: exit code 128 + its number, as shells have it."""

    def __init__(self, number: int) -> None:
        super().__init__(128 + number)


def run(
    main: Coroutine[Any, Any, Result], *, loop_factory: Callable[[], asyncio.AbstractEventLoop] | None = None
) -> Result:
    """Run it to its end.

    Raises:
        Interrupted: SIGINT or SIGTERM came; what it had opened is closed.
    """
    caught: list[int] = []

    async def guarded() -> Result:
        task = asyncio.current_task()
        assert task is not None
        loop = asyncio.get_running_loop()

        def interrupt(number: int) -> None:
            if not caught:  # a second Ctrl-C must not disturb the closing
                caught.append(number)
                task.cancel()

        for number in SIGNALS:
            loop.add_signal_handler(number, interrupt, number)
        return await main

    try:
        with asyncio.Runner(loop_factory=loop_factory) as runner:
            return runner.run(guarded())
    except asyncio.CancelledError:
        if not caught:
            raise
        raise Interrupted(caught[0]) from None
