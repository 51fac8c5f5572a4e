"""What changed in a body from a day to a day, as known at a moment."""

import datetime as dt

import strawberry

from domain.facts.bodies import Cause, Manner, SeatKind
from projections.composition import Change, ChangeKind, changes, seat_periods
from service.graphql.composition import find_body
from service.graphql.context import Info
from service.graphql.described import output
from service.graphql.directory import Directory, PersonName
from service.graphql.inputs import enum_type
from service.graphql.moment import AtInput, resolve
from service.graphql.period import check_period
from service.graphql.text import Act

enum_type(ChangeKind)


@output()
class CompositionChange:
    """One change of a body's composition, on its day of effect."""

    on: dt.date
    kind: ChangeKind
    seat: strawberry.ID
    seat_kind: SeatKind
    term: strawberry.ID
    person: PersonName
    manner: Manner | None
    cause: Cause | None
    act: Act | None
    entry: int | None = strawberry.field(description="Position of the entry that says so; null for what is derived.")

    @classmethod
    def of(cls, change: Change, directory: Directory) -> "CompositionChange":
        """From its projection."""
        tenure, seat = change.at.period.tenure, change.at.period.seat
        person = directory.person(change.person)
        assert person is not None
        took, left = change.kind is ChangeKind.TOOK_SEAT, change.kind is ChangeKind.LEFT_SEAT
        act = tenure and ((took and tenure.act) or (left and tenure.ending_act))
        return cls(
            on=change.on,
            kind=change.kind,
            seat=strawberry.ID(seat.seat),
            seat_kind=seat.kind,
            term=strawberry.ID(change.at.term),
            person=person,
            manner=tenure.manner if tenure and took else None,
            cause=tenure.ended_by if tenure and left else None,
            act=Act.of(act or None),
            entry=change.entry,
        )


async def composition_changes(
    info: Info, authority: str | None, body: str, start: dt.date, end: dt.date, at: AtInput | None
) -> list[CompositionChange]:
    """What changed in a body from ``start`` to ``end``, both included.

    Raises:
        QueryRefused: PERIOD_REVERSED, UNKNOWN_BODY, or those of ``resolve``.
    """
    check_period(start, end)
    async with info.context.pool.acquire() as connection:
        moment = await resolve(info, connection, authority, at)
        await find_body(connection, moment, body)
        found = changes(await seat_periods(connection, moment.view, body), start, end)
        directory = await Directory.load(connection, moment, [change.person for change in found])
    return [CompositionChange.of(change, directory) for change in found]
