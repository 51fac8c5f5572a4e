"""What the governance checks look at: the scene on a day, as known at a position, to one level of readers.

Gathered by ``projections/scene.py`` in a number of queries that does not depend on the size of the register.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Protocol

from msgspec import Struct

from domain.ambassadors import Ambassador
from domain.partners import Partner
from domain.periods import Period
from domain.team import Technician


class Seated(Protocol):
    """A seat of a body on the day."""

    @property
    def body(self) -> str: ...
    @property
    def period(self) -> Period: ...


class Office(Struct, frozen=True):
    """Who holds an office in another public body on the day, and the entry that says so."""

    person: str
    entry: int


class Scene(Struct, frozen=True, kw_only=True):
    """The scene of governance on a day."""

    on: dt.date
    epcis: tuple[str, ...]
    """Member EPCIs by organisation id."""
    communes: Mapping[str, str]
    """For each commune of theirs, its EPCI."""
    epci_presidents: Mapping[str, Office]
    mayors: Mapping[str, Office]
    bureau: tuple[Seated, ...]
    conference: tuple[Seated, ...]
    """Seats of the mayors' conference; none when there is no such body."""
    steering: tuple[Seated, ...]
    themes: tuple[str, ...]
    """The common vocabulary, then the authority's own."""
    ambassadors: tuple[Ambassador, ...]
    """Those who are active."""
    partners: tuple[Partner, ...]
    """Those who are active."""
    technicians: tuple[Technician, ...]
    """Those in the team."""
