"""Themes: the common vocabulary, and those that the authority added."""

import strawberry

from domain.rules.themes import THEMES
from projections.themes import THEME
from projections.things import every
from service.database import Session
from service.graphql.context import Info
from service.graphql.described import output
from service.graphql.moment import AtInput, Moment, resolve
from service.graphql.text import Text
from service.messages.themes import THEME_NAMES


@output()
class Theme:
    """A theme of work: water, housing, mobility..."""

    id: strawberry.ID
    name: Text
    common: bool = strawberry.field(description="Whether it is of the common vocabulary, or the authority's own.")
    entries: list[int] = strawberry.field(description="Entries that added it; none for the common vocabulary.")


@output()
class Queries:
    """Questions about themes."""

    @strawberry.field(description="The themes of work: the common vocabulary, then the authority's own.")
    async def themes(
        self, info: Info, authority: strawberry.ID | None = None, at: AtInput | None = None
    ) -> list[Theme]:
        """Themes in order."""
        async with info.context.pool.acquire() as connection:
            moment = await resolve(info, connection, authority, at)
            return await vocabulary(connection, moment)


async def vocabulary(connection: Session, moment: Moment) -> list[Theme]:
    """The themes of work at a moment, in order."""
    own = await every(connection, moment.view, THEME, moment.on)
    common = [
        Theme(id=strawberry.ID(theme), name=Text(fr=fr, en=en), common=True, entries=[])
        for theme in THEMES
        for fr, en in [THEME_NAMES[theme]]
    ]
    return common + [
        Theme(
            id=strawberry.ID(t.thing.theme),
            name=Text(fr=t.thing.name_fr, en=t.thing.name_en),
            common=False,
            entries=list(t.thing.entries),
        )
        for t in own
    ]


QUERIES = (Queries,)
