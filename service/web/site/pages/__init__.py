"""Every page of the site, in the order of its navigation."""

from typing import Final

from service.web.site.page import Page
from service.web.site.pages import (
    actors,
    councils,
    deadlines,
    delegations,
    entry,
    home,
    journal,
    organization,
    people,
    person,
    scene,
    search,
    team,
    territory,
)

SITE: Final[tuple[Page, ...]] = (
    home.PAGE,
    scene.PAGE,
    people.PAGE,
    person.PAGE,
    delegations.PAGE,
    territory.PAGE,
    organization.PAGE,
    councils.PAGE,
    team.PAGE,
    actors.PAGE,
    deadlines.PAGE,
    journal.PAGE,
    entry.PAGE,
    search.PAGE,
)
