"""The scene's parts about the strategy and what carries it out: the SCoT, actions, documents, contracts, projects."""

import asyncio
from collections.abc import Iterable
from typing import Final, TypeVar

from msgspec import Struct

from domain.checks.projects import LIVE
from domain.facts.strategy import ProgrammeActionState
from domain.strategy_orientations import Orientation
from projections.documents import CONTRACT, DOCUMENT, FOLLOWED
from projections.projects import PROJECT
from projections.scene_reading import Fields, Reading
from projections.scheme import current
from projections.strategy import ACTION, INDICATOR, ORIENTATION
from projections.things import Search, ThingNoun, every, with_terms

T = TypeVar("T", bound=Struct)

ATTACHED: Final = 5
"""For each orientation, as many of the last actions and projects as are read, whatever became of them."""
_LIVE_ACTIONS: Final = (ProgrammeActionState.PLANNED, ProgrammeActionState.STARTED, ProgrammeActionState.SUSPENDED)


async def scheme(reading: Reading) -> Fields:
    """The SCoT of the day."""
    found = await current(reading.connection, reading.view, reading.on)
    return {"scheme": found.thing if found else None}


async def indicators(reading: Reading) -> Fields:
    """Trajectory indicators that are followed."""
    return {"indicators": await _all(reading, INDICATOR, "state:FOLLOWED")}


async def orientations(reading: Reading) -> Fields:
    """Orientations in force, in the order of the document."""
    return {"orientations": await _all(reading, ORIENTATION, "state:IN_FORCE")}


async def actions(reading: Reading) -> Fields:
    """Actions to be done, and the last ones that carry out each orientation in force."""
    live, attached = await asyncio.gather(_in_states(reading, ACTION, _LIVE_ACTIONS), _attached(reading, ACTION))
    return {"actions": tuple({action.action: action for action in (*live, *attached)}.values())}


async def documents(reading: Reading) -> Fields:
    """Documents and competences that are followed."""
    return {"documents": await _all(reading, DOCUMENT, FOLLOWED)}


async def contracts(reading: Reading) -> Fields:
    """Contracts that run."""
    signed = await _all(reading, CONTRACT, "state:running")
    return {"contracts": tuple(contract for contract in signed if contract.running(reading.on))}


async def projects(reading: Reading) -> Fields:
    """Projects that go on."""
    return {"projects": await _in_states(reading, PROJECT, LIVE)}


async def weighed(reading: Reading) -> Fields:
    """The last projects weighed against each orientation in force."""
    found = await _attached(reading, PROJECT)
    return {"weighed": tuple({project.project: project for project in found}.values())}


async def _all(reading: Reading, noun: ThingNoun[T], term: str) -> tuple[T, ...]:
    found = await every(reading.connection, reading.view, noun, reading.on, Search(terms=(term,)))
    return tuple(each.thing for each in found)


async def _in_states(reading: Reading, noun: ThingNoun[T], states: Iterable[str]) -> tuple[T, ...]:
    found = await asyncio.gather(*(_all(reading, noun, f"state:{state}") for state in states))
    return tuple(thing for in_state in found for thing in in_state)


async def _attached(reading: Reading, noun: ThingNoun[T]) -> list[T]:
    """Of each orientation in force, the last things that are about it: one lookup for all orientations."""
    in_force: tuple[Orientation, ...] = (await reading.the(orientations))["orientations"]
    terms = [f"orientation:{o.orientation}" for o in in_force]
    found = await with_terms(reading.connection, reading.view, noun, reading.on, terms, first=ATTACHED)
    return [each.thing for term in terms for each in found[term]]
