"""Gathers what the governance checks look at, in a fixed number of queries.

The ground (who is a member, who sits, who holds office) is read for every check; each part beside it only for the
checks that look at it. A part reads what is current, open or recent, never a register's whole past.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import structs

from domain.checks.all import CHECKS
from domain.checks.scene import Formed, Office, Scene
from domain.facts.bodies import BodyKind
from domain.facts.people import OfficeKind
from projections import scene_people as people
from projections import scene_strategy as strategy
from projections.bodies import Body, all_bodies
from projections.composition import SeatPeriod, seats_of
from projections.organizations import members
from projections.people import held_at
from projections.query import Connection, View
from projections.scene_reading import Part, Reading
from projections.territory import communes_of_epcis

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
"""What each check looks at beside the ground, in the order in which it is read."""


async def gather(
    connection: Connection, view: View, reference: int, on: dt.date, codes: Iterable[str] = CHECKS
) -> Scene:
    """The scene on a day, as known at a position of the ledger and one of the reference ledger, for some checks."""
    reading = Reading(connection, view, reference, on)
    scene = await _ground(reading)
    for part in dict.fromkeys(part for code in codes for part in NEEDS.get(code, ())):
        scene = structs.replace(scene, **await part(reading, scene))
    return scene


async def _ground(reading: Reading) -> Scene:
    connection, view, on = reading.connection, reading.view, reading.on
    epcis = tuple(m.organization for m in await members(connection, view, on) if m.organization.startswith("epci:"))
    communes = await communes_of_epcis(connection, epcis, on, reading.reference)
    offices = await held_at(connection, view, [*epcis, *communes], on)
    bodies = await all_bodies(connection, view, on)
    seats = await seats_of(connection, view, [body.body for body in bodies], on)
    formed = {body.kind: Formed(body.body, body.entry) for body in reversed(bodies)}

    def seated(kind: BodyKind) -> tuple[SeatPeriod, ...]:
        return tuple(s for s in seats if kind in formed and s.body == formed[kind].body)

    def holders(office: OfficeKind, organizations: Sequence[str]) -> dict[str, Office]:
        return {
            name: Office(held.person, held.entry)
            for name in organizations
            for held in offices[name]
            if held.office is office
        }

    return Scene(
        on=on,
        epcis=epcis,
        communes=communes,
        epci_presidents=holders(OfficeKind.EPCI_PRESIDENT, epcis),
        mayors=holders(OfficeKind.MAYOR, list(communes)),
        bodies=formed,
        term_began=_term_began(bodies, on),
        assembly=seated(BodyKind.ASSEMBLY),
        bureau=seated(BodyKind.BUREAU),
        conference=seated(BodyKind.MAYORS_CONFERENCE),
        steering=seated(BodyKind.STEERING_COMMITTEE),
    )


def _term_began(bodies: Sequence[Body], on: dt.date) -> dt.date | None:
    """When the last term of the assembly began, even if it has ended since."""
    opened = (term.opened_on for body in bodies if body.kind is BodyKind.ASSEMBLY for term in body.terms)
    return max((day for day in opened if day <= on), default=None)
