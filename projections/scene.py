"""Gathers what the governance checks look at, in a fixed number of queries."""

import datetime as dt
from collections.abc import Sequence

from domain.checks.scene import Office, Scene
from domain.facts.bodies import BodyKind
from domain.facts.people import OfficeKind
from domain.rules.themes import THEMES
from projections.ambassadors import AMBASSADOR
from projections.bodies import all_bodies
from projections.composition import SeatPeriod, seats_of
from projections.organizations import members
from projections.partners import PARTNER
from projections.people import held_at
from projections.query import Connection, View
from projections.team import TECHNICIAN
from projections.territory import communes_of_epcis
from projections.themes import THEME
from projections.things import Search, every


async def gather(connection: Connection, view: View, reference: int, on: dt.date) -> Scene:
    """The scene on a day, as known at a position of the ledger and one of the reference ledger."""
    epcis = tuple(m.organization for m in await members(connection, view, on) if m.organization.startswith("epci:"))
    communes = await communes_of_epcis(connection, epcis, on, reference)
    offices = await held_at(connection, view, [*epcis, *communes], on)
    bodies = await all_bodies(connection, view, on)
    seats = await seats_of(connection, view, [body.body for body in bodies], on)

    def seated(kind: BodyKind) -> tuple[SeatPeriod, ...]:
        body = next((b.body for b in bodies if b.kind is kind), None)
        return tuple(s for s in seats if s.body == body)

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
        bureau=seated(BodyKind.BUREAU),
        conference=seated(BodyKind.MAYORS_CONFERENCE),
        steering=seated(BodyKind.STEERING_COMMITTEE),
        themes=(*THEMES, *(t.thing.theme for t in await every(connection, view, THEME, on))),
        ambassadors=tuple(
            f.thing for f in await every(connection, view, AMBASSADOR, on, Search(terms=("state:active",)))
        ),
        partners=tuple(f.thing for f in await every(connection, view, PARTNER, on, Search(terms=("state:active",)))),
        technicians=tuple(
            f.thing for f in await every(connection, view, TECHNICIAN, on, Search(terms=("state:in-team",)))
        ),
    )
