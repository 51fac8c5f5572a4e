"""The scene's parts about the strategy and what carries it out: the SCoT, actions, documents, contracts, projects."""

from collections.abc import Mapping
from typing import Any, Final, TypeVar

from msgspec import Struct

from domain.checks.projects import LIVE
from domain.checks.scene import Scene
from domain.facts.strategy import ProgrammeActionState
from projections.documents import CONTRACT, DOCUMENT, FOLLOWED
from projections.projects import PROJECT
from projections.scene_reading import Reading
from projections.scheme import current
from projections.strategy import ACTION, INDICATOR, ORIENTATION
from projections.things import Search, ThingNoun, every, with_terms

T = TypeVar("T", bound=Struct)
Fields = Mapping[str, Any]

ATTACHED: Final = 5
"""For each orientation, as many of the last actions and projects as are read, whatever became of them."""
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


async def actions(reading: Reading, scene: Scene) -> Fields:
    """Actions to be done, and the last ones that carry out each orientation in force."""
    live = [action for state in _LIVE_ACTIONS for action in await _all(reading, ACTION, f"state:{state}")]
    attached = await _attached(reading, scene, ACTION)
    return {"actions": tuple({action.action: action for action in (*live, *attached)}.values())}


async def documents(reading: Reading, _: Scene) -> Fields:
    """Documents and competences that are followed."""
    return {"documents": await _all(reading, DOCUMENT, FOLLOWED)}


async def contracts(reading: Reading, _: Scene) -> Fields:
    """Contracts that run."""
    signed = await _all(reading, CONTRACT, "state:running")
    return {"contracts": tuple(contract for contract in signed if contract.running(reading.on))}


async def projects(reading: Reading, _: Scene) -> Fields:
    """Projects that go on."""
    live = [project for state in LIVE for project in await _all(reading, PROJECT, f"state:{state}")]
    return {"projects": tuple(live)}


async def weighed(reading: Reading, scene: Scene) -> Fields:
    """The last projects weighed against each orientation in force."""
    found = await _attached(reading, scene, PROJECT)
    return {"weighed": tuple({project.project: project for project in found}.values())}


async def _all(reading: Reading, noun: ThingNoun[T], term: str) -> tuple[T, ...]:
    found = await every(reading.connection, reading.view, noun, reading.on, Search(terms=(term,)))
    return tuple(each.thing for each in found)


async def _attached(reading: Reading, scene: Scene, noun: ThingNoun[T]) -> list[T]:
    """Of each orientation, the last things that are about it: one lookup for all orientations."""
    terms = [f"orientation:{o.orientation}" for o in scene.orientations]
    found = await with_terms(reading.connection, reading.view, noun, reading.on, terms, first=ATTACHED)
    return [each.thing for term in terms for each in found[term]]
