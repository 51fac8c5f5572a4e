"""The strategy: orientations, action programme, trajectory indicators, involvement of the elected."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TypeVar

from msgspec import Struct

from domain import agenda, strategy_action, strategy_indicator, strategy_involvement, strategy_orientations
from domain.core.entry import Disclosed, Entry, Rectified, standing
from domain.facts.strategy import (
    WITHOUT_BODY,
    ActionFact,
    IndicatorFact,
    InvolvementCapacity,
    InvolvementFact,
    InvolvementPhase,
    InvolvementRecorded,
    OrientationFact,
    ProgrammeFact,
    StrategyPart,
)
from domain.strategy_action import ActionProgramme, ProgrammeAction
from domain.strategy_indicator import TrajectoryIndicator
from domain.strategy_involvement import Involvement
from domain.strategy_orientations import Orientation
from projections.noun import Noun, Row, named
from projections.query import Connection, View, decode, select
from projections.things import Found, ThingNoun, with_terms
from projections.words import tagged, words

T = TypeVar("T", bound=Struct)

# -- things ------------------------------------------------------------------------------------------------------------


def _in_order(orientation: Orientation) -> str:
    """PAS before DOO before DAACL, then by number: 1.2 before 1.10."""
    number = re.sub(r"\d+", lambda digits: digits[0].zfill(4), orientation.number)
    return f"{list(StrategyPart).index(orientation.part)} {number}"


def _orientation_terms(orientation: Orientation) -> Iterator[str]:
    yield "state:IN_FORCE" if orientation.withdrawn_on is None else "state:WITHDRAWN"
    yield f"part:{orientation.part}"
    yield f"within:{orientation.within}" if orientation.within else "within:-"
    yield from tagged("scheme", [orientation.scheme])
    yield from tagged("theme", orientation.themes)
    yield from words(orientation.title, orientation.text)


def _programme_terms(programme: ActionProgramme) -> Iterator[str]:
    yield "state:OPEN" if programme.closed_on is None else "state:CLOSED"
    yield from tagged("scheme", [programme.scheme])
    yield from tagged("decision", [programme.decision])
    yield from words(programme.title, programme.text)


def _action_terms(action: ProgrammeAction) -> Iterator[str]:
    yield f"state:{action.state}"
    yield from tagged("programme", [action.programme])
    yield from tagged("person", [action.person])
    yield from tagged("organization", [action.organization, *action.territory])
    yield from tagged("orientation", action.orientations)
    yield from tagged("contract", [action.contract])
    yield from tagged("document", [action.document])
    yield from tagged("theme", action.themes)
    yield from words(action.title, action.text)


def _indicator_terms(indicator: TrajectoryIndicator) -> Iterator[str]:
    yield "state:FOLLOWED" if indicator.dropped_on is None else "state:DROPPED"
    yield from tagged("orientation", indicator.orientations)
    yield from tagged("theme", indicator.themes)
    yield from tagged("organization", indicator.territories())
    yield from words(indicator.title, indicator.unit, indicator.data_source)


def _involvement_terms(involvement: Involvement) -> Iterator[str]:
    yield f"phase:{involvement.phase}"
    yield f"kind:{involvement.kind}"
    yield from tagged("body", [involvement.body])
    yield from tagged("person", (official.person for official in involvement.officials))
    yield from tagged("organization", (official.organization for official in involvement.officials))
    yield from tagged("orientation", involvement.orientations)
    yield from tagged("theme", involvement.themes)
    yield from words(involvement.title, involvement.note)


ORIENTATION = ThingNoun(
    table="orientation",
    thing=Orientation,
    kinds=(OrientationFact,),
    prefix="orientation:",
    apply=strategy_orientations.apply,
    sort=_in_order,
    terms=_orientation_terms,
    descending=False,
)
PROGRAMME = ThingNoun(
    table="programme",
    thing=ActionProgramme,
    kinds=(ProgrammeFact,),
    prefix="programme:",
    apply=strategy_action.apply_programme,
    sort=lambda programme: programme.adopted_on.isoformat(),
    terms=_programme_terms,
)
ACTION = ThingNoun(
    table="action",
    thing=ProgrammeAction,
    kinds=(ActionFact,),
    prefix="action:",
    apply=strategy_action.apply_action,
    sort=lambda action: action.planned_on.isoformat(),
    terms=_action_terms,
    deadlines=agenda.of_action,
)
INDICATOR = ThingNoun(
    table="indicator",
    thing=TrajectoryIndicator,
    kinds=(IndicatorFact,),
    prefix="indicator:",
    apply=strategy_indicator.apply,
    sort=lambda indicator: indicator.title,
    terms=_indicator_terms,
    descending=False,
    deadlines=agenda.of_indicator,
)
INVOLVEMENT = ThingNoun(
    table="involvement",
    thing=Involvement,
    kinds=(InvolvementFact,),
    prefix="involvement:",
    apply=strategy_involvement.apply,
    sort=lambda involvement: involvement.on.isoformat(),
    terms=_involvement_terms,
)

# -- how many officials took part --------------------------------------------------------------------------------------


class CapacityTally(Struct, frozen=True, kw_only=True):
    """How many different officials took part in one capacity."""

    capacity: InvolvementCapacity
    officials: int


class InvolvementTally(Struct, frozen=True, kw_only=True):
    """How many different officials took part in a phase: in all, or of one body."""

    phase: InvolvementPhase
    involvements: int
    officials: int
    capacities: tuple[CapacityTally, ...]
    body: str | None = None
    whole: bool = False
    """In all, whatever the body."""


class TallyFold:
    """A count that goes on with each involvement of a later day; anything else begins anew."""

    def __init__(self, subject: str) -> None:
        _, phase, *body = subject.split(":")
        self._phase = InvolvementPhase(phase)
        self._whole = not body
        self._body = body[0] if body and body[0] != WITHOUT_BODY else None
        self._officials: dict[InvolvementCapacity, set[str]] = {}
        self._involvements = 0
        self._last: Row | None = None

    def advance(self, entries: Sequence[Entry]) -> Mapping[tuple[str, dt.date], Row | None] | None:
        """The rows that these entries change."""
        if any(isinstance(e.fact, Rectified | Disclosed) for e in entries):
            return None
        if self._last is not None and any(e.effective_on <= self._last.valid_from for e in entries):
            return None
        return {(row.key, row.valid_from): row for row in self.through(entries)}

    def through(self, entries: Sequence[Entry]) -> list[Row]:
        """One row from each day on which more took part, that of the day before being closed."""
        found = [self._last] if self._last else []
        recorded = [e for e in standing(entries) if isinstance(e.fact, InvolvementRecorded)]
        for day, group in groupby(recorded, key=lambda entry: entry.effective_on):
            for entry in group:
                assert isinstance(entry.fact, InvolvementRecorded)
                self._add(entry.fact)
            if found:
                found[-1] = Row("", found[-1].valid_from, day, found[-1].columns, found[-1].data)
            found.append(Row("", day, None, (self._phase,), self._tally()))
        self._last = found[-1] if found else None
        return found

    def _add(self, fact: InvolvementRecorded) -> None:
        self._involvements += 1
        for official in fact.officials:
            self._officials.setdefault(official.capacity, set()).add(official.person)

    def _tally(self) -> InvolvementTally:
        return InvolvementTally(
            phase=self._phase,
            involvements=self._involvements,
            officials=len(set().union(*self._officials.values())),
            capacities=tuple(
                CapacityTally(capacity=capacity, officials=len(self._officials[capacity]))
                for capacity in InvolvementCapacity
                if capacity in self._officials
            ),
            body=self._body,
            whole=self._whole,
        )


TALLY = Noun(
    table="involvement_tally",
    columns=("phase",),
    kinds=(InvolvementRecorded,),
    subjects=named("involved:", parts=(2, 3)),
    rows=lambda subject, entries: TallyFold(subject).through(entries),
    fold=TallyFold,
)

NOUNS = (
    *ORIENTATION.nouns(),
    *PROGRAMME.nouns(),
    *ACTION.nouns(),
    *INDICATOR.nouns(),
    *INVOLVEMENT.nouns(),
    TALLY,
)

# -- queries -----------------------------------------------------------------------------------------------------------


async def tallies(connection: Connection, view: View, on: dt.date) -> list[InvolvementTally]:
    """For each phase in order: in all, then by body."""
    records = await select(connection, view, TALLY.table, "phase", list(InvolvementPhase), on)
    found = [decode(record, InvolvementTally) for record in records]
    phases = list(InvolvementPhase)
    return sorted(found, key=lambda tally: (phases.index(tally.phase), not tally.whole, tally.body or "~"))


async def all_within(
    connection: Connection, view: View, root: Found[Orientation], on: dt.date, *, most: int
) -> list[Found[Orientation]]:
    """An orientation and those in force within it, each once: at most so many, one lookup for each level."""
    found = {root.thing.orientation: root}
    level = [root.thing.orientation]
    while level and len(found) < most:
        below = await with_terms(
            connection, view, ORIENTATION, on, [f"within:{name}" for name in level], first=most - len(found)
        )
        every = [each for under in below.values() for each in under if each.thing.withdrawn_on is None]
        new = [each for each in every if each.thing.orientation not in found][: most - len(found)]
        found |= {each.thing.orientation: each for each in new}
        level = [each.thing.orientation for each in new]
    return list(found.values())
