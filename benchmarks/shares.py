"""Where the time of a recorded command goes: 32 clerks at once through the whole write door, one ledger.

Reading, deciding and encoding are the clerk's; locking, inserting, projecting and committing are the lane's. Deciding
and encoding never wait, so their seconds are seconds of the processor; the lane's are seconds of its connection.
"""

import asyncio
import datetime as dt
import functools
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from domain.bodies import CreateBody, FormBody
from domain.core.entry import Act, ActKind, Visibility
from domain.facts.bodies import BodyKind, Cause, Seat, SeatKind
from domain.facts.registry import Clock
from domain.people import RegisterPerson
from domain.registry import OpenLedger
from domain.seats import FillSeat, VacateSeat
from projections.engine import Projecting
from service.access import Role, Viewer
from service.clerk import Recorded, Request, clerk
from service.database import Database
from service.ledger.batch import Batch
from service.services import open_services

WRITERS = 32
SECONDS = 6.0
LEDGER = "200000008"
ON = dt.date(2026, 5, 20)
ACT = Act(kind=ActKind.ORDER, date=ON, number="1")


def timed(owner: Any, name: str, label: str, seconds: "Counter[str]") -> Callable[[], None]:
    """Count the seconds that a function takes; returns what undoes it."""
    whole = getattr(owner, name)

    @functools.wraps(whole)
    async def waiting(*args: Any, **kwargs: Any) -> Any:
        started = time.perf_counter()
        try:
            return await whole(*args, **kwargs)
        finally:
            seconds[label] += time.perf_counter() - started

    @functools.wraps(whole)
    def working(*args: Any, **kwargs: Any) -> Any:
        started = time.perf_counter()
        try:
            return whole(*args, **kwargs)
        finally:
            seconds[label] += time.perf_counter() - started

    setattr(owner, name, waiting if asyncio.iscoroutinefunction(whole) else working)
    return lambda: setattr(owner, name, whole)


async def run(database: Database, say: Callable[[str], None]) -> None:
    """Commands per second, and the shares."""
    seconds: Counter[str] = Counter()
    undo = [
        timed(clerk, "see", "read", seconds),
        timed(clerk, "decide", "decide", seconds),
        timed(clerk, "new_entry", "encode", seconds),
        timed(Batch, "run", "batch", seconds),
        timed(Batch, "_accept", "check", seconds),
        timed(Batch, "_write", "write", seconds),
        timed(Projecting, "write", "projection", seconds),
    ]
    viewer = Viewer(Role.CLERK, frozenset("*"), Visibility.RESTRICTED, "t-bench")
    done = 0
    try:
        async with open_services(database) as services:

            async def record(command_id: str, *instructions: Any) -> Recorded:
                asked = Request(ledger=LEDGER, instructions=instructions, command_id=command_id)
                answer = await services.clerk.record(viewer, asked)
                if not isinstance(answer, Recorded):
                    raise RuntimeError(str(answer))  # noqa: TRY004
                return answer

            await record("open", OpenLedger(on=ON, clock=Clock.REAL))
            aliases = [f"$w{i}" for i in range(WRITERS)]
            people = (
                await record(
                    "people",
                    *(RegisterPerson(on=ON, person=a, given_name="Camille", family_name="Banc") for a in aliases),
                )
            ).people
            seat = (Seat(seat="M1", kind=SeatKind.MEMBER),)
            for i in range(WRITERS):
                body = f"c{i}"
                create = CreateBody(on=ON, act=ACT, body=body, kind=BodyKind.COMMISSION, name="Commission")
                await record(f"form{i}", create, FormBody(on=ON, act=ACT, body=body, term="t", seats=seat))
            seconds.clear()
            started = time.perf_counter()

            async def one(index: int) -> None:
                nonlocal done
                who, turn = people[aliases[index]], 0
                while time.perf_counter() - started < SECONDS:
                    on = ON + dt.timedelta(days=turn // 2)
                    common = {"on": on, "act": ACT, "body": f"c{index}", "seat": "M1"}
                    if turn % 2:
                        command: Any = VacateSeat(**common, cause=Cause.RESIGNATION)
                    else:
                        command = FillSeat(**common, person=who)
                    await record(f"{index}-{turn}", command)
                    turn += 1
                    done += 1

            await asyncio.gather(*(one(index) for index in range(WRITERS)))
            took = time.perf_counter() - started
    finally:
        for back in undo:
            back()
    insert = seconds["write"] - seconds["projection"]  # and beside it, in Python, what the projections come to
    commit = seconds["batch"] - seconds["check"] - seconds["write"]
    lane = {"check": seconds["check"], "insert": insert, "projection": seconds["projection"], "lock+commit": commit}
    say(f"{done / took:.0f} commands/s through the whole door, {WRITERS} clerks, one ledger, {took:.1f} s")
    say("of the processor: " + ", ".join(f"{n} {100 * seconds[n] / took:.0f} %" for n in ("decide", "encode")))
    say("of the lane: " + ", ".join(f"{name} {100 * spent / took:.0f} %" for name, spent in lane.items()))
    say(f"waiting to read the boundary: {1000 * seconds['read'] / done:.1f} ms a command")
