"""Every list of the open data, declared once: routes, the index, the catalogue and the documentation come from here."""

from typing import Final

from service.web.opendata.listing import Listing
from service.web.opendata.lists.acts import ACTS
from service.web.opendata.lists.people import PEOPLE
from service.web.opendata.lists.projects import PROJECTS
from service.web.opendata.lists.territory import TERRITORY

__all__ = ["LISTS"]

LISTS: Final[dict[str, Listing]] = {each.name: each for each in (*PEOPLE, *ACTS, *PROJECTS, *TERRITORY)}
"""By name, in the order in which they are shown."""
