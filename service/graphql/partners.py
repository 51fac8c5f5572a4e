"""Actors of the territory: who they are, what binds them, what they took part in, and which categories are missing."""

import datetime as dt
from typing import Annotated

import strawberry

from domain import partners_life
from domain.facts.partners import ActorCategory
from projections.partners import PARTNER
from projections.things import Search, every
from projections.words import tagged
from service.graphql import things
from service.graphql.context import Info
from service.graphql.described import output
from service.graphql.inputs import enum_type
from service.graphql.moment import AtInput, resolve
from service.graphql.pages import PAGE, Connection
from service.graphql.scalars import Cursor
from service.graphql.shown import shown
from service.graphql.things import Thing

enum_type(ActorCategory)

SEED_CATEGORIES = [c for c in ActorCategory if c not in {ActorCategory.STATE_SERVICE, ActorCategory.OTHER_ACTOR}]
"""Those that the seed asks to mobilise."""
RECENT_MONTHS = 12


@shown(partners_life.Partner)
class Partner(Thing):
    """An actor of the territory."""

    @strawberry.field(description="How many of its agreements run on the day.")
    def agreements_running(self) -> int:
        """Agreements that cover the day."""
        partner: partners_life.Partner = self.thing
        return sum(1 for agreement in partner.agreements if agreement.covers(self.moment.on))


@output()
class ActorCoverage:
    """A category of the seed: which actors of it work with the authority on the day, and how closely."""

    category: ActorCategory
    missing: bool = strawberry.field(description="Whether no actor of the category works with the authority.")
    actors: list[Partner]
    agreements: int = strawberry.field(description="Agreements that run on the day.")
    engaged: int = strawberry.field(description="Actors who took part in something over the last twelve months.")


@output()
class Queries:
    """Questions about actors."""

    @strawberry.field(description="An actor by id; null when there was none of that id.")
    async def partner(
        self, info: Info, id: strawberry.ID, authority: strawberry.ID | None = None, at: AtInput | None = None
    ) -> Partner | None:
        """One actor."""
        return await things.one(info, PARTNER, f"partner:{id}", authority, at)

    @strawberry.field(description="The actors of the territory, by id; `active: true` leaves out who withdrew.")
    async def partners(
        self,
        info: Info,
        authority: strawberry.ID | None = None,
        at: AtInput | None = None,
        category: ActorCategory | None = None,
        theme: strawberry.ID | None = None,
        organization: Annotated[
            strawberry.ID | None,
            strawberry.argument(description="The actor itself, or a commune or EPCI where it acts."),
        ] = None,
        session: strawberry.ID | None = None,
        project: strawberry.ID | None = None,
        body: strawberry.ID | None = None,
        active: bool | None = None,
        text: Annotated[
            str | None, strawberry.argument(description="Words of its agreements and engagements, accents optional.")
        ] = None,
        first: int = PAGE,
        after: Cursor | None = None,
    ) -> Connection[Partner]:
        """A page of actors."""
        terms = (
            *tagged("session", [session]),
            *tagged("project", [project]),
            *tagged("organization", [organization]),
            *tagged("category", [category]),
            *tagged("body", [body]),
            *tagged("theme", [theme]),
            *([] if active is None else ["state:active" if active else "state:withdrawn"]),
        )
        return await things.page(info, PARTNER, authority, at, first, after, terms=terms, text=text)

    @strawberry.field(description="For each category of actors that the seed names, who works with the authority.")
    async def actor_coverage(
        self, info: Info, authority: strawberry.ID | None = None, at: AtInput | None = None
    ) -> list[ActorCoverage]:
        """Categories in the seed's order."""
        async with info.context.pool.acquire() as connection:
            moment = await resolve(info, connection, authority, at)
            found = await every(connection, moment.view, PARTNER, moment.on, Search(terms=("state:active",)))
            actors: list[Partner] = await things.present(connection, moment, found)
        since = moment.on - dt.timedelta(days=30 * RECENT_MONTHS)
        covered = []
        for category in SEED_CATEGORIES:
            own = [actor for actor in actors if actor.thing.category is category]
            engaged = [a for a in own if any(since < e.on <= moment.on for e in a.thing.engagements)]
            covered.append(
                ActorCoverage(
                    category=category,
                    missing=not own,
                    actors=own,
                    agreements=sum(a.covers(moment.on) for actor in own for a in actor.thing.agreements),
                    engaged=len(engaged),
                )
            )
        return covered


QUERIES = (Queries,)
