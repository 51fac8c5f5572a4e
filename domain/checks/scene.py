"""What the governance checks look at: the scene on a day, as known at a position, to one level of readers.

Gathered by ``projections/scene.py`` in a number of queries that does not depend on the size of the register.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Protocol

from msgspec import Struct

from domain.ambassadors import Ambassador
from domain.arbitrations_life import Arbitration, Exchange
from domain.briefing_life import BriefingRule
from domain.contracts import Contract
from domain.delegations_known import Granted
from domain.document_life import Document
from domain.facts.bodies import BodyKind
from domain.facts.strategy import InvolvementPhase
from domain.pact_life import GovernancePact
from domain.partners_life import Partner
from domain.periods import Period
from domain.projects_state import Project
from domain.scheme_life import Scheme
from domain.strategy_action import ProgrammeAction
from domain.strategy_indicator import TrajectoryIndicator
from domain.strategy_orientations import Orientation
from domain.team_life import Technician


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


class Formed(Struct, frozen=True):
    """A body that exists on the day, and the entry that created it."""

    body: str
    entry: int


class Occasion(Struct, frozen=True):
    """Something that took place: a sitting, a workshop, a briefing."""

    on: dt.date
    entry: int


class Involved(Struct, frozen=True, kw_only=True):
    """How many different officials took part in a phase of the strategy, and the latest occasions."""

    officials: int
    local: int
    """Of these, those who came as local officials: neither mayors nor holders of delegations."""
    occasions: tuple[Occasion, ...] = ()


class Scene(Struct, frozen=True, kw_only=True):
    """The scene of governance on a day."""

    on: dt.date
    epcis: tuple[str, ...] = ()
    """Member EPCIs by organisation id."""
    communes: Mapping[str, str] = {}
    """For each commune of theirs, its EPCI."""
    epci_presidents: Mapping[str, Office] = {}
    mayors: Mapping[str, Office] = {}
    bodies: Mapping[BodyKind, Formed] = {}
    """Those that exist, the first of each kind."""
    term_began: dt.date | None = None
    """When the last term of the assembly began."""
    assembly: tuple[Seated, ...] = ()
    bureau: tuple[Seated, ...] = ()
    conference: tuple[Seated, ...] = ()
    """Seats of the mayors' conference; none when there is no such body."""
    steering: tuple[Seated, ...] = ()
    scheme: Scheme | None = None
    """The SCoT of the day: enforceable, or else in preparation."""
    orientations: tuple[Orientation, ...] = ()
    """Those in force."""
    actions: tuple[ProgrammeAction, ...] = ()
    """Those that are planned, started or suspended; the last ones that carry out each orientation, be they done."""
    indicators: tuple[TrajectoryIndicator, ...] = ()
    """Those that are followed."""
    exchanges: tuple[Exchange, ...] = ()
    """Of the last twelve months, the latest first."""
    arbitrations: tuple[Arbitration, ...] = ()
    """Those settled of which something is still to be done, and those opened within eighteen months."""
    conference_met: tuple[Occasion, ...] = ()
    """The last time that the mayors' conference sat, the last time that it worked at the strategy; latest first."""
    delegations: tuple[Granted, ...] = ()
    """In force: functions in any organisation, and whatever members of the steering committee hold."""
    took_part: Mapping[str, Occasion] = {}
    """For those who hold functions, the last occasion of the running term on which they took part."""
    involved: Mapping[InvolvementPhase, Involved] = {}
    perimeter: Mapping[str, str | None] = {}
    """Every commune of the perimeter, with its member EPCI (None: a member by itself)."""
    briefed: Mapping[str, Occasion] = {}
    """For a commune, the last briefing of its council."""
    briefing_rule: BriefingRule | None = None
    scot_pact: GovernancePact | None = None
    """The authority's own, the last one."""
    epci_pacts: Mapping[str, GovernancePact] = {}
    """For an EPCI, its last one."""
    documents: tuple[Document, ...] = ()
    """Those that are neither abandoned nor repealed."""
    contracts: tuple[Contract, ...] = ()
    """Those that run."""
    projects: tuple[Project, ...] = ()
    """Those that go on."""
    weighed: tuple[Project, ...] = ()
    """The last ones weighed against each orientation in force, whatever became of them."""
    ambassadors: tuple[Ambassador, ...] = ()
    """Those who are active."""
    partners: tuple[Partner, ...] = ()
    """Those who are active."""
    technicians: tuple[Technician, ...] = ()
    """Those in the team."""
