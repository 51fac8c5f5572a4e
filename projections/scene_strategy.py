"""The scene's parts about the strategy and what carries it out: the SCoT, actions, documents, contracts, projects."""

from collections.abc import Mapping
from typing import Any, Final, TypeVar

from msgspec import Struct

from domain.checks.projects import LIVE
from domain.checks.scene import Scene
from domain.core.calendar import add_months
from domain.facts.projects import ProjectState
from domain.facts.strategy import ProgrammeActionState
from projections.documents import CONTRACT, DOCUMENT, FOLLOWED
from projections.projects import PROJECT
from projections.scene_reading import Reading
from projections.scheme import current
from projections.strategy import ACTION, INDICATOR, ORIENTATION
from projections.things import Search, ThingNoun, every

T = TypeVar("T", bound=Struct)
Fields = Mapping[str, Any]

DONE_MONTHS: Final = 72
"""What was begun within the six years of a SCoT and is done counts still: further back the strategy was another."""
_LIVE_ACTIONS: Final = (ProgrammeActionState.PLANNED, ProgrammeActionState.STARTED, ProgrammeActionState.SUSPENDED)


async def scheme(reading: Reading, _: Scene) -> Fields:
    """The SCoT of the day."""
    found = await current(reading.connection, reading.view, reading.on)
    return {"scheme": found.thing if found else None}


async def indicators(reading: Reading, _: Scene) -> Fields:
    """Trajectory indicators that are followed."""
    return {"indicators": await _all(reading, INDICATOR, "state:FOLLOWED")}


async def orientations(reading: Reading, _: Scene) -> Fields:
    """Orientations in force, in the order of the document."""
    return {"orientations": await _all(reading, ORIENTATION, "state:IN_FORCE")}


async def actions(reading: Reading, _: Scene) -> Fields:
    """Actions to be done, and those done of late."""
    live = [action for state in _LIVE_ACTIONS for action in await _all(reading, ACTION, f"state:{state}")]
    done = await _all(reading, ACTION, f"state:{ProgrammeActionState.COMPLETED}", months=DONE_MONTHS)
    return {"actions": (*live, *done)}


async def documents(reading: Reading, _: Scene) -> Fields:
    """Documents and competences that are followed."""
    return {"documents": await _all(reading, DOCUMENT, FOLLOWED)}


async def contracts(reading: Reading, _: Scene) -> Fields:
    """Contracts that run."""
    signed = await _all(reading, CONTRACT, "state:running")
    return {"contracts": tuple(contract for contract in signed if contract.running(reading.on))}


async def projects(reading: Reading, _: Scene) -> Fields:
    """Projects that go on, and those delivered of late."""
    live = [project for state in LIVE for project in await _all(reading, PROJECT, f"state:{state}")]
    done = await _all(reading, PROJECT, f"state:{ProjectState.DELIVERED}", months=DONE_MONTHS)
    return {"projects": (*live, *done)}


async def _all(reading: Reading, noun: ThingNoun[T], term: str, *, months: int | None = None) -> tuple[T, ...]:
    """Every thing that bears a term; of those in order of time, the ones of the last months."""
    since = add_months(reading.on, -months).isoformat() if months is not None else None
    search = Search(terms=(term,), first_sort=since)
    return tuple(found.thing for found in await every(reading.connection, reading.view, noun, reading.on, search))
