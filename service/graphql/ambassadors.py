"""Ambassadors: who carries the strategy where, what they carried, and which members have none."""

import datetime as dt
from typing import Annotated

import strawberry

from domain import ambassadors
from projections.ambassadors import AMBASSADOR
from projections.organizations import members
from projections.things import Search, every
from projections.words import tagged
from service.graphql import things
from service.graphql.context import Info
from service.graphql.described import output
from service.graphql.directory import Directory, OrganizationName
from service.graphql.moment import AtInput, resolve
from service.graphql.pages import PAGE, Connection
from service.graphql.scalars import Cursor
from service.graphql.shown import shown
from service.graphql.things import Thing


@shown(ambassadors.Ambassador)
class Ambassador(Thing):
    """An elected official who carries the strategy in an area."""


@output()
class AmbassadorCoverage:
    """A member of the authority, and the ambassadors active in its area."""

    member: OrganizationName
    ambassadors: list[Ambassador]


@output()
class Queries:
    """Questions about ambassadors."""

    @strawberry.field(description="An ambassador by id; null when there was none of that id.")
    async def ambassador(
        self, info: Info, id: strawberry.ID, authority: strawberry.ID | None = None, at: AtInput | None = None
    ) -> Ambassador | None:
        """One ambassador."""
        return await things.one(info, AMBASSADOR, f"ambassador:{id}", authority, at)

    @strawberry.field(description="Ambassadors, the last appointed first; `active: true` leaves out those who ended.")
    async def ambassadors(
        self,
        info: Info,
        authority: strawberry.ID | None = None,
        at: AtInput | None = None,
        active: bool | None = None,
        person: strawberry.ID | None = None,
        organization: strawberry.ID | None = None,
        theme: strawberry.ID | None = None,
        project: strawberry.ID | None = None,
        text: Annotated[str | None, strawberry.argument(description="Words, accents optional.")] = None,
        from_: Annotated[dt.date | None, strawberry.argument(name="from")] = None,
        to: dt.date | None = None,
        first: int = PAGE,
        after: Cursor | None = None,
    ) -> Connection[Ambassador]:
        """A page of ambassadors."""
        terms = (
            *tagged("person", [person]),
            *tagged("project", [project]),
            *tagged("organization", [organization]),
            *tagged("theme", [theme]),
            *([] if active is None else ["state:active" if active else "state:ended"]),
        )
        return await things.page(
            info, AMBASSADOR, authority, at, first, after, terms=terms, text=text, since=from_, to=to
        )

    @strawberry.field(description="For each member of the authority, the ambassadors active in its area on the day.")
    async def ambassador_coverage(
        self, info: Info, authority: strawberry.ID | None = None, at: AtInput | None = None
    ) -> list[AmbassadorCoverage]:
        """Members in order of id."""
        async with info.context.pool.acquire() as connection:
            moment = await resolve(info, connection, authority, at)
            on = moment.on
            found = await every(connection, moment.view, AMBASSADOR, on, Search(terms=("state:active",)))
            shown_ = await things.present(connection, moment, found)
            names = [m.organization for m in await members(connection, moment.view, on)]
            directory = await Directory.load(connection, moment, [], names)
        covered = [(ambassador, {str(o.id) for o in ambassador.area}) for ambassador in shown_]
        return [
            AmbassadorCoverage(member=member, ambassadors=[a for a, area in covered if name in area])
            for name in names
            if (member := directory.organization(name)) is not None
        ]


QUERIES = (Queries,)
