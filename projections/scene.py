"""Gathers what the governance checks look at, in a fixed number of look-ups, those that can side by side.

The ground (who is a member, who sits, who holds office) is read for every check; each part beside it only for the
checks that look at it. A part reads what is current, open or recent, never a register's whole past.
"""

import asyncio
import datetime as dt
from collections.abc import Iterable
from typing import Final

from domain.checks.all import CHECKS
from domain.checks.scene import Scene
from projections import scene_people as people
from projections import scene_strategy as strategy
from projections.query import Connection, View
from projections.scene_ground import GROUND
from projections.scene_reading import Part, Reading

NEEDS: Final[dict[str, tuple[Part, ...]]] = {
    "SCHEME_IN_FORCE": (strategy.scheme,),
    "TRAJECTORY_ON_TRACK": (strategy.indicators,),
    "STRATEGY_TO_CONTRACTS": (strategy.orientations, strategy.actions),
    "EXCHANGES_HELD": (people.exchanges,),
    "ARBITRATIONS_FOLLOWED": (people.arbitrations,),
    "MAYORS_CONFERENCE_MOBILISED": (people.conference_met,),
    "DELEGATED_OFFICIALS_INVOLVED": (people.delegations, people.took_part),
    "LOCAL_OFFICIALS_INVOLVED": (people.involved,),
    "COUNCILS_BRIEFED": (people.councils,),
    "PACT_ADOPTED": (people.pacts,),
    "AMBASSADORS_COVER_MEMBERS": (people.ambassadors,),
    "STEERING_COVERS_THEMES": (people.delegations,),
    "DOCUMENTS_COORDINATED": (strategy.scheme, strategy.documents),
    "CONTRACTS_COORDINATED": (strategy.contracts,),
    "PROJECTS_REVIEWED": (strategy.projects,),
    "PROJECTS_DELIVER_STRATEGY": (strategy.orientations, strategy.projects, strategy.weighed),
    "TEAM_SHARES_ITS_TIME": (people.technicians,),
    "PRIVATE_ACTORS_MOBILISED": (people.partners,),
    "ACTOR_CATEGORIES_MOBILISED": (people.partners,),
    "EVERYONE_HAS_A_PART": (
        *(people.councils, people.ambassadors, people.technicians),
        *(strategy.contracts, strategy.projects),
    ),
}
"""What each check looks at beside the ground."""


async def gather(
    connection: Connection, view: View, reference: int, on: dt.date, codes: Iterable[str] = CHECKS
) -> Scene:
    """The scene on a day, as known at a position of the ledger and one of the reference ledger, for some checks."""
    reading = Reading(connection, view, reference, on)
    parts = dict.fromkeys((*GROUND, *(part for code in codes for part in NEEDS.get(code, ()))))
    found = await asyncio.gather(*(reading.the(part) for part in parts))
    return Scene(on=on, **{name: value for fields in found for name, value in fields.items()})
