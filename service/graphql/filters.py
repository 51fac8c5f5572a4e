"""What a question names to find things by: a theme or a body that nobody knew is a mistake, not an empty answer."""

import re
from collections.abc import Iterable
from typing import Final

from domain.core.calendar import LATEST
from domain.rules.themes import THEMES
from projections.themes import THEME
from projections.things import every
from service.database import Session
from service.graphql.composition import find_body
from service.graphql.moment import Moment
from service.graphql.refusals import QueryRefused

_ORGANIZATION: Final = re.compile(r"own|(?:commune|epci|org):[0-9A-Za-z-]{1,40}", re.ASCII)
"""How one is named; ``own`` is the authority itself (``projections.delegations.OWN``)."""


async def check_filters(connection: Session, moment: Moment, terms: Iterable[str]) -> None:
    """Every theme and body that terms name was known, whatever the day, and every organisation is named as one.

    Raises:
        QueryRefused: UNKNOWN_THEME, UNKNOWN_BODY, NO_ORGANIZATION.
    """
    for term in terms:
        kind, _, rest = term.partition(":")
        name = rest.partition(":")[0]
        if kind == "theme" and name not in THEMES:
            await _check_theme(connection, moment, name)
        elif kind == "body":
            await find_body(connection, moment, name)
        elif kind == "organization":
            check_organization(rest)


def check_organization(name: str) -> None:
    """An organisation is named as one.

    Raises:
        QueryRefused: NO_ORGANIZATION.
    """
    if _ORGANIZATION.fullmatch(name):
        return
    raise QueryRefused(
        "NO_ORGANIZATION",
        {
            "en": f"{name[:40]!r} does not name an organisation.",
            "fr": f"{name[:40]!r} ne désigne pas une organisation.",
        },
    )


async def _check_theme(connection: Session, moment: Moment, theme: str) -> None:
    own = [each.thing.theme for each in await every(connection, moment.view, THEME, LATEST)]
    if theme in own:
        return
    known = [*THEMES, *own]
    listed = ", ".join(known)
    raise QueryRefused(
        "UNKNOWN_THEME",
        {
            "en": f"No theme {theme[:40]!r} was known. Known: {listed}.",
            "fr": f"Aucun thème {theme[:40]!r} n'était connu. Connus : {listed}.",
        },
        details={"themes": known},
    )
