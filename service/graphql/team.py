"""The technical team: who can do what, who can help when, and how time is shared between employers."""

import datetime as dt
from collections import defaultdict
from typing import Annotated

import strawberry

from domain import team_life
from domain.facts.team import CompetenceLevel
from projections.team import TECHNICIAN
from projections.things import Search, every
from projections.words import tagged, words
from service.graphql import things
from service.graphql.context import Info
from service.graphql.described import output
from service.graphql.directory import Directory, OrganizationName
from service.graphql.filters import check_filters
from service.graphql.inputs import enum_type
from service.graphql.moment import AtInput, resolve
from service.graphql.pages import PAGE, Connection, page_size
from service.graphql.period import check_period
from service.graphql.refusals import QueryRefused
from service.graphql.scalars import Cursor
from service.graphql.shown import shown
from service.graphql.things import Thing

enum_type(CompetenceLevel)
_LEVELS = list(CompetenceLevel)


@shown(team_life.Technician)
class Technician(Thing):
    """A technician of a commune, an EPCI, the authority or a public body, in the territory's team."""

    @strawberry.field(description="Per cent of a full time that the employer keeps on the day: what is lent taken off.")
    def free_share(self) -> int:
        """Free share on the day of the answer."""
        technician: team_life.Technician = self.thing
        return technician.free(self.moment.on, self.moment.on)


@output()
class Helper:
    """Someone who can help: with which competence, and how much time the employer keeps over the period."""

    technician: Technician
    competence: strawberry.ID
    name: str
    level: CompetenceLevel
    free_share: int = strawberry.field(description="Per cent of a full time, the least of the whole period.")


@output()
class SharedTime:
    """What a body's team is made of on the day: its own technicians, and the time lent and borrowed."""

    organization: OrganizationName
    technicians: int
    own_share: int = strawberry.field(description="Per cent of a full time, all its technicians together.")
    lent_share: int = strawberry.field(description="Per cent of a full time lent to others.")
    borrowed_share: int = strawberry.field(description="Per cent of a full time borrowed from others.")


@output()
class Queries:
    """Questions about the technical team."""

    @strawberry.field(description="A technician by id; null when there was none of that id.")
    async def technician(
        self, info: Info, id: strawberry.ID, authority: strawberry.ID | None = None, at: AtInput | None = None
    ) -> Technician | None:
        """One technician."""
        return await things.one(info, TECHNICIAN, f"technician:{id}", authority, at)

    @strawberry.field(description="The technicians of the team, by id.")
    async def technicians(
        self,
        info: Info,
        authority: strawberry.ID | None = None,
        at: AtInput | None = None,
        employer: strawberry.ID | None = None,
        organization: Annotated[
            strawberry.ID | None, strawberry.argument(description="Employer, or body that time is lent to.")
        ] = None,
        competence: strawberry.ID | None = None,
        theme: strawberry.ID | None = None,
        person: strawberry.ID | None = None,
        in_team: bool | None = True,
        text: Annotated[str | None, strawberry.argument(description="Words, accents optional.")] = None,
        first: int = PAGE,
        after: Cursor | None = None,
    ) -> Connection[Technician]:
        """A page of technicians."""
        terms = (
            *tagged("person", [person]),
            *tagged("competence", [competence]),
            *tagged("employer", [employer]),
            *tagged("organization", [organization]),
            *tagged("theme", [theme]),
            *([] if in_team is None else ["state:in-team" if in_team else "state:left"]),
        )
        return await things.page(info, TECHNICIAN, authority, at, first, after, terms=terms, text=text)

    @strawberry.field(
        description="Who can help on something over a period: by level of competence, then by the time that is free."
    )
    async def who_can_help(
        self,
        info: Info,
        authority: strawberry.ID | None = None,
        at: AtInput | None = None,
        text: Annotated[
            str | None, strawberry.argument(description="What about, in words: drainage, zones humides...")
        ] = None,
        competence: strawberry.ID | None = None,
        theme: strawberry.ID | None = None,
        from_: Annotated[dt.date | None, strawberry.argument(name="from", description="By default the day.")] = None,
        to: Annotated[dt.date | None, strawberry.argument(description="Included; by default 30 days later.")] = None,
        at_least: Annotated[CompetenceLevel, strawberry.argument(description="Lowest level.")] = CompetenceLevel.BASIC,
        free: Annotated[int, strawberry.argument(description="Least free share, per cent of a full time.")] = 1,
        first: int = PAGE,
    ) -> list[Helper]:
        """Helpers, the best first."""
        size = page_size(first)
        check_period(from_, to)
        asked = (*words(text), *tagged("competence", [competence]), *tagged("theme", [theme]))
        if not asked:
            raise QueryRefused(
                "HELP_ON_WHAT",
                {
                    "en": "Say what help is needed on.",
                    "fr": "Dites sur quoi une aide est demandée.",
                },
            )
        async with info.context.pool.acquire() as connection:
            moment = await resolve(info, connection, authority, at)
            await check_filters(connection, moment, asked)
            start = from_ or moment.on
            end = to or start + dt.timedelta(days=30)
            found = await every(connection, moment.view, TECHNICIAN, moment.on, Search(terms=(*asked, "state:in-team")))
            able = [f for f in found if f.thing.free(start, end) >= free]
            technicians = await things.present(connection, moment, able)
        helpers = [
            Helper(
                technician=technician,
                competence=strawberry.ID(known.competence),
                name=known.name,
                level=known.level,
                free_share=f.thing.free(start, end),
            )
            for f, technician in zip(able, technicians, strict=True)
            for known in f.thing.competences
            if _meant(known, text, competence, theme) and _LEVELS.index(known.level) >= _LEVELS.index(at_least)
        ]
        helpers.sort(key=lambda h: (-_LEVELS.index(h.level), -h.free_share, h.technician.tag))
        return helpers[:size]

    @strawberry.field(description="For each body that employs or borrows technicians, how time is shared on the day.")
    async def shared_time(
        self, info: Info, authority: strawberry.ID | None = None, at: AtInput | None = None
    ) -> list[SharedTime]:
        """Bodies by id."""
        async with info.context.pool.acquire() as connection:
            moment = await resolve(info, connection, authority, at)
            found = await every(connection, moment.view, TECHNICIAN, moment.on, Search(terms=("state:in-team",)))
            shares = _shares([f.thing for f in found], moment.on)
            directory = await Directory.load(connection, moment, [], shares)
        return [
            SharedTime(
                organization=organization,
                technicians=count,
                own_share=own,
                lent_share=lent,
                borrowed_share=borrowed,
            )
            for name, (count, own, lent, borrowed) in sorted(shares.items())
            if (organization := directory.organization(name)) is not None
        ]


def _meant(known: team_life.Competence, text: str | None, competence: str | None, theme: str | None) -> bool:
    """Whether this competence is what was asked for; the words may also be those of the function."""
    if competence is not None and known.competence != competence:
        return False
    if theme is not None and theme not in known.themes:
        return False
    return text is None or bool(set(words(text)) & set(words(known.name)))


def _shares(technicians: list[team_life.Technician], on: dt.date) -> dict[str, list[int]]:
    """For each body: technicians, their time, time lent, time borrowed."""
    shares: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for technician in technicians:
        own = shares[technician.employer]
        own[0] += 1
        own[1] += technician.working_time
        for secondment in technician.secondments:
            if secondment.covers(on):
                own[2] += secondment.share
                shares[secondment.to][3] += secondment.share
    return shares


QUERIES = (Queries,)
