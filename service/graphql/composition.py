"""Who sits: the composition of a body on a day as known then, and what changed between two days."""

import datetime as dt

import strawberry

from domain import periods
from domain.checks.vacancies import missing
from domain.core import entry
from domain.facts import bodies as facts
from projections.bodies import Body, all_bodies
from projections.composition import SeatPeriod, seats_on
from service.database import Session
from service.graphql.described import output
from service.graphql.directory import Directory, OrganizationName, PersonName
from service.graphql.inputs import enum_type
from service.graphql.moment import AsOf, Moment
from service.graphql.refusals import QueryRefused
from service.graphql.text import Act, Said, Text
from service.messages import label

for _enum in (facts.BodyKind, facts.SeatKind, facts.Cause, facts.Manner, periods.SeatState):
    enum_type(_enum)


@output("Body")
class BodyType:
    """A body of the authority."""

    id: strawberry.ID
    kind: facts.BodyKind
    name: str
    parent: strawberry.ID | None = strawberry.field(description="The assembly that elects it.")
    entry: int = strawberry.field(description="Position of the entry that created it.")

    @classmethod
    def of(cls, body: Body) -> "BodyType":
        """From its projection."""
        parent = strawberry.ID(body.parent) if body.parent else None
        return cls(id=strawberry.ID(body.body), kind=body.kind, name=body.name, parent=parent, entry=body.entry)


@output()
class Term:
    """A term of a body, from a day (included) to a day (excluded)."""

    id: strawberry.ID
    opened_on: dt.date
    ended_on: dt.date | None


@output()
class SeatOccupancy:
    """One legal seat: who holds it, who acts in it, or since when and why it is vacant."""

    seat: strawberry.ID = strawberry.field(description="Its name within the body and term: P, VP1, M3...")
    kind: facts.SeatKind
    rank: int | None
    label: Text
    on_behalf_of: OrganizationName | None
    state: periods.SeatState
    holder: PersonName | None
    acting: PersonName | None = strawberry.field(
        description="On the president's seat: who acts in the vacancy or the prevention of an elected president."
    )
    prevented: bool
    since: dt.date = strawberry.field(description="Since when it is held by this holder, or vacant.")
    until: dt.date | None = strawberry.field(description="Until when (excluded), as far as was known.")
    manner: facts.Manner | None = strawberry.field(description="How the holder came to it.")
    cause: facts.Cause | None = strawberry.field(
        description="Vacant: why. Held: why it ends, when that was known already."
    )
    founding_act: Act | None
    ending_act: Act | None
    entry: int = strawberry.field(description="Position of the entry that says so.")
    ending_entry: int | None = strawberry.field(description="Position of the entry that ends it, when known.")
    body: strawberry.ID
    term: strawberry.ID

    @classmethod
    def of(cls, at: SeatPeriod, directory: Directory) -> "SeatOccupancy":
        """From its projection."""
        period, seat = at.period, at.period.seat
        tenure, vacancy = period.tenure, period.vacancy
        since, act, position, until, cause = _about(period)
        return cls(
            seat=strawberry.ID(seat.seat),
            kind=seat.kind,
            rank=seat.rank,
            label=Text(fr=label(seat.kind, "fr"), en=label(seat.kind, "en")),
            on_behalf_of=directory.organization(seat.on_behalf_of),
            state=period.state,
            holder=directory.person(tenure.person if tenure else None),
            acting=directory.person(period.acting),
            prevented=period.prevented,
            since=since,
            until=until,
            manner=tenure.manner if tenure else None,
            cause=vacancy.cause if vacancy else cause,
            founding_act=Act.of(act),
            entry=position,
            ending_act=Act.of(tenure.ending_act) if tenure else None,
            ending_entry=tenure.ending_entry if tenure else None,
            body=strawberry.ID(at.body),
            term=strawberry.ID(at.term),
        )


def _about(
    period: periods.Period,
) -> tuple[dt.date, entry.Act | None, int, dt.date | None, facts.Cause | None]:
    """Since, act, entry, until and cause of what the seat is during a period."""
    if period.tenure is not None:
        t = period.tenure
        return t.since, t.act, t.entry, t.until, t.ended_by
    assert period.vacancy is not None
    v = period.vacancy
    return v.since, v.act, v.entry, period.end, v.cause


@output()
class BodyComposition:
    """Who sits in a body on a day, as known at a moment."""

    as_of: AsOf
    body: BodyType
    term: Term | None = strawberry.field(description="The term that runs on that day.")
    seats: list[SeatOccupancy]
    acting_president: PersonName | None = strawberry.field(description="Who acts while the president cannot.")
    missing: list[Said] = strawberry.field(description="What is missing, by when, and by which article.")


async def compose(connection: Session, moment: Moment, body: Body) -> BodyComposition:
    """The composition of a body at a moment."""
    seats = await seats_on(connection, moment.view, body.body, moment.on)
    people = [s.period.tenure.person for s in seats if s.period.tenure] + [
        s.period.acting for s in seats if s.period.acting
    ]
    members = [s.period.seat.on_behalf_of for s in seats]
    directory = await Directory.load(connection, moment, people, members)
    term = body.term_on(moment.on)
    acting = next((s.period.acting for s in seats if s.period.acting), None)
    return BodyComposition(
        as_of=moment.as_of(),
        body=BodyType.of(body),
        term=Term(id=strawberry.ID(term.term), opened_on=term.opened_on, ended_on=term.ended_on) if term else None,
        seats=[SeatOccupancy.of(s, directory) for s in seats],
        acting_president=directory.person(acting),
        missing=[Said.of(m) for m in missing(body.body, body.kind, [s.period for s in seats], moment.on)],
    )


async def find_body(connection: Session, moment: Moment, body_id: str) -> Body:
    """A body that was known, whatever the day: before its creation it has no seats."""
    bodies = {body.body: body for body in await all_bodies(connection, moment.view)}
    if body_id not in bodies:
        listed = ", ".join(bodies) or "-"
        raise QueryRefused(
            "UNKNOWN_BODY",
            {
                "en": f"No body {body_id[:40]!r} was known. Known: {listed}.",
                "fr": f"Aucune instance {body_id[:40]!r} n'était connue. Connues : {listed}.",
            },
            details={"bodies": list(bodies)},
        )
    return bodies[body_id]


async def the_bureau(connection: Session, moment: Moment) -> Body:
    """The authority's bureau.

    Raises:
        QueryRefused: NO_BUREAU.
    """
    bodies = await all_bodies(connection, moment.view)
    bureau = next((body for body in bodies if body.kind is facts.BodyKind.BUREAU), None)
    if bureau is None:
        raise QueryRefused(
            "NO_BUREAU",
            {
                "en": f"Ledger {moment.view.ledger} knew no bureau at position {moment.view.position}.",
                "fr": f"Le registre {moment.view.ledger} ne connaissait pas de bureau à la position "
                f"{moment.view.position}.",
            },
        )
    return bureau
