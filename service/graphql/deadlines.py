"""One agenda of everything due: each date with its article and the entry that it comes from."""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated

import strawberry
from msgspec import structs

from domain.checks.vacancies import DelegateToReplace, PresidentToElect, missing
from domain.deadlines import Deadline as DeadlineStruct
from domain.deadlines import DeadlineKind
from projections import agenda
from projections.agenda import Due, Wanted, place_of
from projections.bodies import all_bodies
from projections.composition import SeatPeriod, seats_of
from service.database import Session
from service.graphql.context import Info
from service.graphql.directory import Directory
from service.graphql.inputs import enum_type
from service.graphql.moment import AtInput, Moment, resolve
from service.graphql.pages import PAGE, Connection, connection, key_after, page_size
from service.graphql.period import check_period
from service.graphql.scalars import Cursor
from service.graphql.shown import named, show, shown

enum_type(DeadlineKind)


@shown(DeadlineStruct)
class Deadline:
    """A date by which something is to be done, or on which something ends."""

    days_late: int = strawberry.field(description="Days by which it is late on the day; 0 in time.")
    days_left: int = strawberry.field(description="Days that remain; 0 when it is due on the day, or late.")


@strawberry.type
class Queries:
    """Questions about what is due."""

    @strawberry.field(description="What is due on the day, the earliest first: late ones, then those to come.")
    async def deadlines(
        self,
        info: Info,
        authority: strawberry.ID | None = None,
        at: AtInput | None = None,
        from_: Annotated[
            dt.date | None, strawberry.argument(name="from", description="Due on this day or after.")
        ] = None,
        to: Annotated[dt.date | None, strawberry.argument(description="Due on this day or before.")] = None,
        within: Annotated[
            int | None, strawberry.argument(description="Due within so many days of the day, late ones included.")
        ] = None,
        kinds: list[DeadlineKind] | None = None,
        organization: strawberry.ID | None = None,
        person: strawberry.ID | None = None,
        first: int = PAGE,
        after: Cursor | None = None,
    ) -> Connection[Deadline]:
        """A page of the agenda."""
        check_period(from_, to)
        size, place = page_size(first), key_after(after)
        async with info.context.pool.acquire() as connection_:
            moment = await resolve(info, connection_, authority, at)
            if within is not None:
                last = moment.on + dt.timedelta(days=min(max(within, 0), 36_500))
                to = min(to, last) if to else last
            wanted = Wanted(first=from_, last=to, kinds=tuple(kinds or ()), organization=organization, person=person)
            found = await agenda.due(connection_, moment.view, moment.on, wanted, first=size + 1, after=place)
            seats = [due for due in await _of_seats(connection_, moment) if wanted.admits(due.deadline)]
            found = sorted((*found, *(due for due in seats if due.place > place)), key=lambda due: due.place)[
                : size + 1
            ]
            directory = await Directory.load(connection_, moment, *named(due.deadline for due in found))
        rows = [(due.place, _shown(due.deadline, moment.on, directory)) for due in found]
        return connection(rows, size, after=after is not None)


def _shown(deadline: DeadlineStruct, on: dt.date, directory: Directory) -> Deadline:
    left = max((deadline.due - on).days, 0)
    shown_: Deadline = show(deadline, directory, days_late=deadline.late(on), days_left=left)
    return shown_


async def _of_seats(connection_: Session, moment: Moment) -> list[Due]:
    """What vacant seats make due: they are of the composition, which has an agenda of its own in the law."""
    bodies = await all_bodies(connection_, moment.view, moment.on)
    seats = await seats_of(connection_, moment.view, [body.body for body in bodies], moment.on)
    found = []
    for body in bodies:
        own = [seat for seat in seats if seat.body == body.body]
        lacking = missing(body.body, body.kind, [seat.period for seat in own], moment.on) if own else ()
        for deadline in _deadlines(lacking, own):
            said = structs.replace(deadline, subject=f"body:{body.body}")
            found.append(Due(said, place_of(said, f"{said.kind}|{said.title}")))
    return found


def _deadlines(lacking: object, seats: list[SeatPeriod]) -> Iterator[DeadlineStruct]:
    vacated = {seat.period.seat.seat: seat.period.vacancy for seat in seats}
    for notice in lacking:  # type: ignore[attr-defined]
        if not isinstance(notice, PresidentToElect | DelegateToReplace):
            continue
        vacancy = vacated[notice.seat]
        elects = isinstance(notice, PresidentToElect)
        yield DeadlineStruct(
            kind=DeadlineKind.PRESIDENT_ELECTION if elects else DeadlineKind.DELEGATE_REPLACEMENT,
            due=notice.due,
            entry=vacancy.entry if vacancy else 0,
            rule=notice.rule,
            title=notice.seat,
            organization=None if isinstance(notice, PresidentToElect) else notice.organization,
        )


QUERIES = (Queries,)
