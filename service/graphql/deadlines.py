"""One agenda of everything due: each date with its article and the entry that it comes from."""

import asyncio
import datetime as dt
from typing import Annotated

import strawberry

from domain.deadlines import Deadline as DeadlineStruct
from domain.deadlines import DeadlineKind
from projections import agenda
from projections.agenda import Wanted
from projections.derived_deadlines import Reading, derived
from projections.together import together
from service.graphql.context import Info
from service.graphql.directory import Directory
from service.graphql.filters import check_organization
from service.graphql.inputs import enum_type
from service.graphql.moment import AtInput, resolve
from service.graphql.pages import PAGE, Connection, connection, key_after, page_size
from service.graphql.period import check_period, days_after
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
        if organization is not None:
            check_organization(organization)
        size, place = page_size(first), key_after(after)
        async with info.context.pool.acquire() as connection_:
            moment = await resolve(info, connection_, authority, at)
            if within is not None:
                last = moment.on + days_after(within)
                to = min(to, last) if to else last
            wanted = Wanted(first=from_, last=to, kinds=tuple(kinds or ()), organization=organization, person=person)
            at_once = together(connection_)
            found, others = await asyncio.gather(
                agenda.due(at_once, moment.view, moment.on, wanted, first=size + 1, after=place),
                derived(Reading(at_once, moment.view, moment.reference, moment.on), wanted),
            )
            found = sorted((*found, *(due for due in others if due.place > place)), key=lambda due: due.place)[
                : size + 1
            ]
            directory = await Directory.load(connection_, moment, *named(due.deadline for due in found))
        rows = [(due.place, _shown(due.deadline, moment.on, directory)) for due in found]
        return connection(rows, size, after=after is not None)


def _shown(deadline: DeadlineStruct, on: dt.date, directory: Directory) -> Deadline:
    left = max((deadline.due - on).days, 0)
    shown_: Deadline = show(deadline, directory, days_late=deadline.late(on), days_left=left)
    return shown_


QUERIES = (Queries,)
