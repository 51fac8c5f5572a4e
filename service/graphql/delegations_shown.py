"""Delegations as the API shows them: four types of one union, each with what it is on the day and its end."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Annotated, Any

import strawberry
from msgspec import structs

from domain import delegations_known as known
from domain.delegations_standing import DelegationEnd, DelegationLapseCause, DelegationState, end_of, state_on
from domain.facts.bodies import Cause
from domain.facts.delegations import AssemblyPower, DelegationKind, PowerHolder
from domain.facts.people import EndCause
from projections.delegations import DELEGATION, ties
from projections.things import AT_ONCE, Found, Search, find
from service.database import Session
from service.graphql.described import output
from service.graphql.directory import Directory, OrganizationName, PersonName
from service.graphql.inputs import enum_type
from service.graphql.moment import Moment
from service.graphql.pages import Connection, connection
from service.graphql.shown import named, shown
from service.graphql.things import Among, Thing, as_thing

for _enum in (DelegationState, DelegationLapseCause, DelegationKind, AssemblyPower, PowerHolder, Cause, EndCause):
    enum_type(_enum)


@output()
class DelegationEnding:
    """The first day on which a delegation is in force no more, past or to come, and why."""

    on: dt.date = strawberry.field(description="The first day without it.")
    state: DelegationState = strawberry.field(description="What it is from that day on.")
    lapse: DelegationLapseCause | None = strawberry.field(description="With what it lapses.")
    seat_ended_by: Cause | None
    office_ended_by: EndCause | None
    entry: int | None = strawberry.field(description="The entry that says so, where one does.")

    @classmethod
    def of(cls, end: DelegationEnd | None) -> "DelegationEnding | None":
        """As the domain derives it."""
        return None if end is None else cls(**structs.asdict(end))


@strawberry.type
class _Standing(Thing):
    """What every kind of delegation has in the API beside its own fields.

    ``person`` and ``organization`` are nullable in all four, so that one query may ask them of a list of all kinds.
    """

    kind: DelegationKind
    state: DelegationState = strawberry.field(description="On the day asked, from who sits and holds office then.")
    ending: DelegationEnding | None = strawberry.field(description="Its end, as far as was known; null while open.")


@shown(known.PowerDelegation)
class PowerDelegation(_Standing):
    """Powers of the assembly, exercised by the president or the bureau as a whole (CGCT L5211-10)."""


@shown(known.FunctionDelegation)
class FunctionDelegation(_Standing):
    """Functions that a president or a mayor entrusted to an elected official by order (CGCT L5211-9)."""

    person: PersonName | None


@shown(known.SignatureDelegation)
class SignatureDelegation(_Standing):
    """The president's signature, given to a member of staff (CGCT L5211-9)."""

    person: PersonName | None


@shown(known.Appointment)
class Appointment(_Standing):
    """Who represents the authority in an outside body (CGCT L2121-33)."""

    person: PersonName | None
    organization: OrganizationName | None


AnyDelegation = Annotated[
    PowerDelegation | FunctionDelegation | SignatureDelegation | Appointment,
    strawberry.union("Delegation", description="A delegation of any of the four kinds."),
]

Standing = tuple[Found[known.Granted], DelegationEnd | None]
"""A delegation, and the first end that is known of it."""


async def standing(session: Session, moment: Moment, found: Iterable[Found[known.Granted]]) -> list[Standing]:
    """Delegations with their ends: what they hang on is looked up at once for all of them."""
    found = list(found)
    if not found:
        return []
    hung_on = await ties(session, moment.view, moment.on, (each.thing for each in found))
    return [(each, end_of(each.thing, hung_on)) for each in found]


async def in_force(session: Session, moment: Moment, found: Iterable[Found[known.Granted]]) -> list[Standing]:
    """Those of some delegations that are in force on the day."""
    return [each for each in await standing(session, moment, found) if is_in_force(each, moment.on)]


def is_in_force(each: Standing, on: dt.date) -> bool:
    """Whether it is, on a day."""
    return state_on(each[1], on) is DelegationState.IN_FORCE


async def present(session: Session, moment: Moment, found: Sequence[Standing]) -> list[Any]:
    """Delegations as their GraphQL types, the names of all of them looked up at once."""
    directory = await Directory.load(session, moment, *named(each.thing for each, _ in found))
    among = Among(each.thing for each, _ in found)
    return [shown_as(each, moment, directory, among) for each in found]


def shown_as(each: Standing, moment: Moment, directory: Directory, among: Among) -> Any:
    """One delegation as its GraphQL type."""
    found, end = each
    return as_thing(
        found,
        moment,
        directory,
        among,
        kind=known.kind_of(found.thing),
        state=state_on(end, moment.on),
        ending=DelegationEnding.of(end),
    )


async def matching(
    session: Session, moment: Moment, search: Search, size: int, place: str, state: DelegationState | None
) -> list[Standing]:
    """A page of the delegations that a search finds, one more than the page; of a state, if one is asked for.

    The state rests on seats and offices, which no term tells: batches are read until the page is full, large ones
    after the first, so that a rare state costs few statements.
    """
    kept: list[Standing] = []
    asked = size + 1
    while len(kept) <= size:
        batch = await find(session, moment.view, DELEGATION, moment.on, search, first=asked, after=place)
        told = await standing(session, moment, batch)
        kept += [each for each in told if state in (None, state_on(each[1], moment.on))]
        if len(batch) < asked:
            break
        asked, place = AT_ONCE, batch[-1].place
    return kept[: size + 1]


def paged(found: Sequence[Standing], size: int, nodes: Sequence[Any], *, after: bool) -> Connection[Any]:
    """A connection of what ``matching`` found; one more than the page was read, and is not shown."""
    keys = [each.place for each, _ in found]
    rows = [*zip(keys, nodes, strict=False), *((key, None) for key in keys[len(nodes) :])]
    return connection(rows, size, after=after)
