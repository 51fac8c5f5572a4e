"""People: what they hold and held, in the authority's bodies and elsewhere, across terms."""

import datetime as dt
from collections.abc import Sequence

import strawberry

from domain.facts.bodies import Cause, Manner, SeatKind
from domain.facts.erasure import KeepingBasis
from domain.facts.people import EndCause, MandateKind, OfficeKind
from projections.composition import SeatPeriod, tenures_of
from projections.people import Held, KnownPerson, held_by, known_people, page_of_people
from service.database import Session
from service.graphql.context import Info
from service.graphql.described import output
from service.graphql.directory import Directory, OrganizationName, PersonName
from service.graphql.inputs import enum_type
from service.graphql.moment import AsOf, AtInput, Moment, resolve
from service.graphql.pages import PAGE, Connection, connection, key_after, page_size
from service.graphql.scalars import Cursor
from service.graphql.text import Act
from service.graphql.together import Together

for _enum in (EndCause, KeepingBasis, MandateKind, OfficeKind):
    enum_type(_enum)


@output()
class Tenure:
    """One person in one seat of the authority's bodies, without a break."""

    body: strawberry.ID
    term: strawberry.ID
    seat: strawberry.ID
    kind: SeatKind
    rank: int | None
    on_behalf_of: OrganizationName | None
    manner: Manner
    since: dt.date
    until: dt.date | None = strawberry.field(description="Excluded; null when open.")
    ended_by: Cause | None
    founding_act: Act | None
    ending_act: Act | None
    entry: int
    ending_entry: int | None

    @classmethod
    def of(cls, at: SeatPeriod, directory: Directory) -> "Tenure":
        """From its projection."""
        tenure, seat = at.period.tenure, at.period.seat
        assert tenure is not None
        return cls(
            body=strawberry.ID(at.body),
            term=strawberry.ID(at.term),
            seat=strawberry.ID(seat.seat),
            kind=seat.kind,
            rank=seat.rank,
            on_behalf_of=directory.organization(seat.on_behalf_of),
            manner=tenure.manner,
            since=tenure.since,
            until=tenure.until,
            ended_by=tenure.ended_by,
            founding_act=Act.of(tenure.act),
            ending_act=Act.of(tenure.ending_act),
            entry=tenure.entry,
            ending_entry=tenure.ending_entry,
        )


@output()
class Holding:
    """A mandate or an office that a person holds in another public body, as the authority knows it."""

    organization: OrganizationName
    mandate: MandateKind | None
    office: OfficeKind | None
    rank: int | None
    since: dt.date
    until: dt.date | None
    ended_by: EndCause | None
    founding_act: Act | None
    entry: int
    ending_entry: int | None

    @classmethod
    def of(cls, held: Held, directory: Directory) -> "Holding":
        """From its projection."""
        organization = directory.organization(held.organization)
        assert organization is not None
        return cls(
            organization=organization,
            mandate=held.mandate,
            office=held.office,
            rank=held.rank,
            since=held.since,
            until=held.until,
            ended_by=held.ended_by,
            founding_act=Act.of(held.act),
            entry=held.entry,
            ending_entry=held.ending_entry,
        )


At = tuple[dt.date | None, dt.datetime | None, int | None] | None
"""A moment as a field is asked for it: hashable, so that a page looks it up once."""


@output()
class Person(PersonName):
    """A person whom the register knows. The name is in the vault, never in the ledger."""

    as_of: AsOf
    died_on: dt.date | None
    registered_by: int = strawberry.field(description="Position of the entry that registered the person.")
    legal_basis: KeepingBasis | None = strawberry.field(
        description="On which legal basis the name is kept, where that was recorded."
    )
    forgotten_by: int | None = strawberry.field(
        description="Position of the entry that says that what was kept of the person was destroyed."
    )
    seats: strawberry.Private[Together[At, list[Tenure]]]
    elsewhere: strawberry.Private[Together[At, list[Holding]]]

    @strawberry.field(
        description="Every seat held, across bodies and terms; with `on`, those held that day. As known at `at`."
    )
    async def tenures(self, at: AtInput | None = None) -> list[Tenure]:
        """Tenures in order of time."""
        return await self.seats.of(self.id, _asked(at))

    @strawberry.field(description="Mandates and offices held elsewhere; with `on`, those held that day.")
    async def holdings(self, at: AtInput | None = None) -> list[Holding]:
        """Mandates and offices in order of time."""
        return await self.elsewhere.of(self.id, _asked(at))


def _asked(at: AtInput | None) -> At:
    return (at.on, at.known_at, at.at_position) if at else None


def _runs_on(at: SeatPeriod, on: dt.date) -> bool:
    tenure = at.period.tenure
    return tenure is not None and tenure.since <= on and (tenure.until is None or on < tenure.until)


def _present(info: Info, moment: Moment, known: Sequence[KnownPerson], directory: Directory) -> list[Person]:
    """The people of a page: what they hold is looked up for all of them at once, when it is asked for."""
    people = [k.person for k in known]

    async def seats(who: Sequence[str], asked: At) -> dict[str, list[Tenure]]:
        async with info.context.pool.acquire() as connection_:
            at = await _moment(info, connection_, moment, asked)
            return await _tenures(connection_, at, who, at.on if asked and asked[0] else None)

    async def elsewhere(who: Sequence[str], asked: At) -> dict[str, list[Holding]]:
        async with info.context.pool.acquire() as connection_:
            at = await _moment(info, connection_, moment, asked)
            return await _holdings(connection_, at, who, asked[0] if asked else None)

    shared_seats, shared_elsewhere = Together(people, seats), Together(people, elsewhere)
    return [_person(k, moment, directory, shared_seats, shared_elsewhere) for k in known]


async def _moment(info: Info, connection_: Session, moment: Moment, asked: At) -> Moment:
    if asked is None:
        return moment
    on, known_at, at_position = asked
    at = AtInput(on=on, known_at=known_at, at_position=at_position)
    return await resolve(info, connection_, moment.view.ledger, at)


async def _tenures(
    connection_: Session, moment: Moment, who: Sequence[str], on: dt.date | None
) -> dict[str, list[Tenure]]:
    """The seats of some people: each tenure once, however many periods it is cut into."""
    periods = await tenures_of(connection_, moment.view, who)
    directory = await Directory.load(
        connection_, moment, [], [p.period.seat.on_behalf_of for found in periods.values() for p in found]
    )
    told = {}
    for person, found in periods.items():
        once = {(p.body, p.term, p.period.tenure.entry): p for p in found if p.period.tenure}
        kept = [p for p in once.values() if on is None or _runs_on(p, on)]
        kept.sort(key=lambda p: (p.period.tenure and p.period.tenure.since, p.body))
        told[person] = [Tenure.of(p, directory) for p in kept]
    return told


async def _holdings(
    connection_: Session, moment: Moment, who: Sequence[str], on: dt.date | None
) -> dict[str, list[Holding]]:
    held = await held_by(connection_, moment.view, who, on)
    names = [h.organization for found in held.values() for h in found]
    directory = await Directory.load(connection_, moment, [], names)
    return {
        person: [Holding.of(h, directory) for h in sorted(found, key=lambda h: (h.since, h.organization))]
        for person, found in held.items()
    }


def _person(
    known: KnownPerson,
    moment: Moment,
    directory: Directory,
    seats: Together[At, list[Tenure]],
    elsewhere: Together[At, list[Holding]],
) -> Person:
    name = directory.person(known.person)
    assert name is not None
    return Person(
        id=name.id,
        name=name.name,
        given_name=name.given_name,
        family_name=name.family_name,
        erased=name.erased,
        shown=name.shown,
        as_of=moment.as_of(),
        died_on=known.died_on,
        registered_by=known.entry,
        legal_basis=known.basis,
        forgotten_by=known.forgotten_by,
        seats=seats,
        elsewhere=elsewhere,
    )


async def find_person(info: Info, authority: str | None, id_: str, at: AtInput | None) -> Person | None:
    """A person by id; None when nobody of that id was known."""
    async with info.context.pool.acquire() as connection_:
        moment = await resolve(info, connection_, authority, at)
        known = await known_people(connection_, moment.view, [id_])
        directory = await Directory.load(connection_, moment, list(known))
    found = _present(info, moment, list(known.values()), directory)
    return found[0] if found else None


async def list_people(
    info: Info,
    authority: str | None,
    at: AtInput | None,
    first: int = PAGE,
    after: Cursor | None = None,
    text: str | None = None,
) -> Connection[Person]:
    """The people registered, in order of id; those whose names begin as the words of a text."""
    size, key = page_size(first), key_after(after)
    async with info.context.pool.acquire() as connection_:
        moment = await resolve(info, connection_, authority, at)
        if text is None:
            known = await page_of_people(connection_, moment.view, after=key, first=size + 1)
        else:
            named = [who for who in await moment.vault.named(connection_, moment.view.ledger, text) if who > key]
            found = await known_people(connection_, moment.view, named)
            known = [found[who] for who in named if who in found][: size + 1]
        directory = await Directory.load(connection_, moment, [k.person for k in known])
    people = _present(info, moment, known, directory)
    return connection([(person.id, person) for person in people], size, after=after is not None)
