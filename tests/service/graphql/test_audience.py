"""Those who listen are told together; whoever cannot take more leaves with the place up to which it was told."""

import asyncio
from collections.abc import Sequence

from service.graphql.audience import Audience, Listener


class Connection:
    """It takes so many payloads."""

    def __init__(self, room: int) -> None:
        self.room, self.took = room, list[bytes]()

    def push(self, payloads: Sequence[bytes]) -> bool:
        if len(self.took) + len(payloads) > self.room:
            return False
        self.took += payloads
        return True


async def listening(audience: Audience[int], room: int = 100) -> tuple[Connection, Listener, asyncio.Task[int]]:
    """One who listens."""
    connection = Connection(room)
    listener = Listener(connection.push)
    task = asyncio.create_task(audience.listen(listener))
    await asyncio.sleep(0)
    return connection, listener, task


async def test_whoever_cannot_take_more_leaves_from_where_it_was_told_and_others_hear_on() -> None:
    audience = Audience(7)
    quick, _, stays = await listening(audience)
    slow, _, left = await listening(audience, room=2)
    audience.tell([b"8", b"9"], 9)
    audience.tell([b"10"], 10)
    audience.tell([b"11"], 11)
    assert await left == 9, "not where the others are when it is woken"
    assert slow.took == [b"8", b"9"], "all of what is told at once or nothing"
    assert quick.took == [b"8", b"9", b"10", b"11"]
    assert not stays.done()
    audience.dismiss_all()
    assert await stays == 11
    assert len(audience) == 0


async def test_what_tells_nothing_moves_those_who_listen_all_the_same() -> None:
    audience = Audience(1)
    full, _, left = await listening(audience, room=0)
    audience.tell([], 5)
    assert not left.done(), "there was nothing to take"
    audience.tell([b"6"], 6)
    assert await left == 5
    assert full.took == []


async def test_who_leaves_is_told_nothing_more() -> None:
    audience = Audience(1)
    quits, listener, left = await listening(audience)
    gone, _, cancelled = await listening(audience)
    listener.leave()
    listener.leave()
    cancelled.cancel()
    audience.tell([b"2"], 2)  # before either was woken
    assert await left == 1
    assert quits.took == []
    assert gone.took == [b"2"], "it was there until it was woken"
    await asyncio.wait([cancelled])
    audience.tell([b"3"], 3)
    assert gone.took == [b"2"]
    listener.leave()
    assert len(audience) == 0
