"""A rehearsal: the clerk decides as always, on what is recorded and on what it decided before; nothing is appended."""

from collections import defaultdict

from domain.core.entry import Entry
from service.access import Viewer
from service.clerk.answers import Answer
from service.clerk.clerk import Clerk, Request


class Rehearsal:
    """Answers a series of requests as ``Clerk.record`` would, one after the other. It may be given up at any time."""

    def __init__(self, clerk: Clerk) -> None:
        self._clerk = clerk
        self._before: defaultdict[str, list[Entry]] = defaultdict(list)

    async def record(self, viewer: Viewer, request: Request) -> Answer:
        """What would be recorded, at which positions; or why it would not."""
        before = self._before[request.ledger]
        answer, entries = await self._clerk.rehearse(viewer, request, before)
        before += entries
        return answer
