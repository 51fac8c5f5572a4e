"""The chain of command from communes to the authority: who holds each link, however many communes are asked about."""

import datetime as dt
from collections.abc import Sequence

from domain.checks.chain import CommuneLinks
from domain.facts.bodies import BodyKind
from domain.facts.people import OfficeKind
from projections.bodies import Body, all_bodies
from projections.briefings import last_briefings
from projections.composition import seats_of
from projections.organizations import members
from projections.people import held_at
from projections.query import Connection, View
from projections.territory import epci_of_communes


async def commune_links(
    connection: Connection, view: View, reference_position: int, communes: Sequence[str], on: dt.date
) -> list[CommuneLinks]:
    """From communes to the authority on a day: EPCI, membership, president and bureau; mayor and conference; council.

    The same statements for one commune as for many.
    """
    if not communes:
        return []
    spells = await epci_of_communes(connection, communes, reference_position)
    epcis = {
        commune: next((name for name, start, end in spells[commune] if start <= on and (end is None or on < end)), None)
        for commune in communes
    }
    joined = {member.organization for member in await members(connection, view, on)}
    offices = await held_at(connection, view, [*communes, *dict.fromkeys(e for e in epcis.values() if e)], on)
    every = await all_bodies(connection, view, on)
    bodies = {body.kind: body.body for body in reversed(every)}
    bureau, conference = bodies.get(BodyKind.BUREAU), bodies.get(BodyKind.MAYORS_CONFERENCE)
    seated = {
        (seat.body, seat.period.tenure.person): seat.period.seat.seat
        for seat in reversed(await seats_of(connection, view, [name for name in (bureau, conference) if name], on))
        if seat.period.tenure
    }
    briefed = await last_briefings(connection, view, communes, on)
    since = _term_began(every, on)

    def holder(organization: str | None, office: OfficeKind) -> str | None:
        held = offices.get(organization or "", ())
        return next((h.person for h in held if h.office is office), None)

    def links(commune: str, epci: str | None) -> CommuneLinks:
        president, mayor = holder(epci, OfficeKind.EPCI_PRESIDENT), holder(commune, OfficeKind.MAYOR)
        last = briefed.get(commune)
        heard = last if last and (since is None or since <= last.on) else None
        return CommuneLinks(
            commune=commune,
            epci=epci,
            member=epci in joined,
            president=president,
            bureau_seat=seated.get((bureau or "", president or "")),
            mayor=mayor,
            conference=conference,
            conference_seat=seated.get((conference or "", mayor or "")),
            briefing=heard.briefing if heard else None,
            briefed_on=heard.on if heard else None,
            since=since,
        )

    return [links(commune, epci) for commune, epci in epcis.items()]


def _term_began(bodies: Sequence[Body], on: dt.date) -> dt.date | None:
    """When the last term of the assembly began, even if it has ended since: from then on a briefing counts."""
    opened = (term.opened_on for body in bodies if body.kind is BodyKind.ASSEMBLY for term in body.terms)
    return max((day for day in opened if day <= on), default=None)
