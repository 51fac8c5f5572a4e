"""The scene's ground, which every check stands on: who is a member, who holds office there, who sits."""

import datetime as dt
from collections.abc import Sequence

from domain.checks.scene import Formed, Office
from domain.facts.bodies import BodyKind
from domain.facts.people import OfficeKind
from projections.bodies import Body, all_bodies
from projections.composition import SeatPeriod, seats_of
from projections.organizations import members
from projections.people import held_at
from projections.scene_reading import Fields, Reading
from projections.territory import communes_of_epcis


async def epcis(reading: Reading) -> Fields:
    """Member EPCIs."""
    joined = await members(reading.connection, reading.view, reading.on)
    return {"epcis": tuple(m.organization for m in joined if m.organization.startswith("epci:"))}


async def offices(reading: Reading) -> Fields:
    """Their communes, their presidents and the mayors."""
    connection, view, on = reading.connection, reading.view, reading.on
    joined: tuple[str, ...] = (await reading.the(epcis))["epcis"]
    communes = await communes_of_epcis(connection, joined, on, reading.reference)
    held_there = await held_at(connection, view, [*joined, *communes], on)

    def holders(office: OfficeKind, organizations: Sequence[str]) -> dict[str, Office]:
        return {
            name: Office(held.person, held.entry)
            for name in organizations
            for held in held_there[name]
            if held.office is office
        }

    return {
        "communes": communes,
        "epci_presidents": holders(OfficeKind.EPCI_PRESIDENT, joined),
        "mayors": holders(OfficeKind.MAYOR, list(communes)),
    }


async def seats(reading: Reading) -> Fields:
    """The bodies that exist, and who sits in those that the scene is about."""
    bodies = await all_bodies(reading.connection, reading.view, reading.on)
    found = await seats_of(reading.connection, reading.view, [body.body for body in bodies], reading.on)
    formed = {body.kind: Formed(body.body, body.entry) for body in reversed(bodies)}

    def seated(kind: BodyKind) -> tuple[SeatPeriod, ...]:
        return tuple(s for s in found if kind in formed and s.body == formed[kind].body)

    return {
        "bodies": formed,
        "term_began": _term_began(bodies, reading.on),
        "assembly": seated(BodyKind.ASSEMBLY),
        "bureau": seated(BodyKind.BUREAU),
        "conference": seated(BodyKind.MAYORS_CONFERENCE),
        "steering": seated(BodyKind.STEERING_COMMITTEE),
    }


def _term_began(bodies: Sequence[Body], on: dt.date) -> dt.date | None:
    """When the last term of the assembly began, even if it has ended since."""
    opened = (term.opened_on for body in bodies if body.kind is BodyKind.ASSEMBLY for term in body.terms)
    return max((day for day in opened if day <= on), default=None)


GROUND = (epcis, offices, seats)
