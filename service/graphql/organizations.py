"""The authority, its members, and organisations: communes, EPCIs, public bodies and partners."""

import datetime as dt

import strawberry

from domain.facts.organizations import MemberEndCause
from domain.facts.registry import LegalForm
from projections.bodies import all_bodies
from projections.composition import seats_of
from projections.organizations import Authority as AuthorityRow
from projections.organizations import Membership, authority_on, members
from projections.territory import count_members_of_epci, members_of_epci, memberships_of_communes
from service.database import Session
from service.graphql.composition import BodyType, SeatOccupancy
from service.graphql.context import Info
from service.graphql.described import output
from service.graphql.directory import Directory, OrganizationName
from service.graphql.inputs import enum_type
from service.graphql.moment import AsOf, AtInput, Moment, resolve
from service.graphql.pages import PAGE, Connection, connection, key_after, page_size
from service.graphql.refusals import QueryRefused
from service.graphql.scalars import Cursor
from service.graphql.text import Act

enum_type(LegalForm)
enum_type(MemberEndCause)


@output()
class Member:
    """An organisation as a member of the authority, from a day to a day (excluded)."""

    organization: OrganizationName
    since: dt.date
    until: dt.date | None
    ended_by: MemberEndCause | None
    succeeds: list[OrganizationName]
    founding_act: Act | None
    entry: int

    @classmethod
    def of(cls, membership: Membership, directory: Directory) -> "Member":
        """From its projection."""
        organization = directory.organization(membership.organization)
        assert organization is not None
        return cls(
            organization=organization,
            since=membership.since,
            until=membership.until,
            ended_by=membership.ended_by,
            succeeds=[o for name in membership.succeeds if (o := directory.organization(name))],
            founding_act=Act.of(membership.act),
            entry=membership.entry,
        )


@output()
class Authority:
    """A SCoT authority: the public body that carries the scheme, and its governance."""

    siren: strawberry.ID
    name: str | None
    legal_form: LegalForm | None
    entry: int | None = strawberry.field(description="Position of the entry that says so.")
    as_of: AsOf
    moment: strawberry.Private[Moment]

    @strawberry.field(description="Its members on the day.")
    async def members(self, info: Info) -> list[Member]:
        """Members on the day of the authority's moment."""
        async with info.context.pool.acquire() as connection_:
            found = await members(connection_, self.moment.view, self.moment.on)
            names = [name for m in found for name in (m.organization, *m.succeeds)]
            directory = await Directory.load(connection_, self.moment, [], names)
        return [Member.of(m, directory) for m in found]

    @strawberry.field(description="Its bodies on the day: assembly, bureau, committees...")
    async def bodies(self, info: Info) -> list[BodyType]:
        """Bodies that exist on the day."""
        async with info.context.pool.acquire() as connection_:
            return [BodyType.of(b) for b in await all_bodies(connection_, self.moment.view, self.moment.on)]


@output()
class CommuneOfEpci:
    """A commune as a member of an EPCI: since a legal day, or as observed on 1 January."""

    organization: OrganizationName
    since: dt.date | None = strawberry.field(description="Legal day, when an act is known.")
    observed_since: dt.date | None = strawberry.field(description="First 1 January on which it was observed.")


@output()
class Organization(OrganizationName):
    """A commune, an EPCI, a public body or a partner."""

    as_of: AsOf
    moment: strawberry.Private[Moment]

    @strawberry.field(description="The communes of an EPCI on the day; none for another organisation.")
    async def members(
        self, info: Info, at: AtInput | None = None, first: int = PAGE, after: Cursor | None = None
    ) -> Connection[CommuneOfEpci]:
        """Communes by INSEE code."""
        size, key = page_size(first), key_after(after)
        async with info.context.pool.acquire() as connection_:
            moment = await resolve(info, connection_, self.moment.view.ledger, at) if at else self.moment
            found = []
            if self.kind == "EPCI" and self.siren:
                found = await members_of_epci(
                    connection_, self.siren, moment.on, moment.reference.position, first=size + 1, after=key
                )
            names = [f"commune:{m.commune}" for m in found]
            directory = await Directory.load(connection_, moment, [], names)
        rows = []
        for m in found:
            organization = directory.organization(f"commune:{m.commune}")
            assert organization is not None
            observed = m.since.observed_by
            rows.append(
                (
                    m.commune,
                    CommuneOfEpci(
                        organization=organization, since=None if observed else m.start, observed_since=observed
                    ),
                )
            )
        return connection(rows, size, after=after is not None)

    @strawberry.field(description="How many communes an EPCI has on the day.")
    async def member_count(self, info: Info) -> int:
        """Number of communes."""
        if self.kind != "EPCI" or not self.siren:
            return 0
        async with info.context.pool.acquire() as connection_:
            at = self.moment
            return await count_members_of_epci(connection_, self.siren, at.on, at.reference.position)

    @strawberry.field(description="The EPCI of a commune on the day.")
    async def epci(self, info: Info) -> OrganizationName | None:
        """EPCI of a commune."""
        if self.kind != "COMMUNE":
            return None
        async with info.context.pool.acquire() as connection_:
            insee = self.id.removeprefix("commune:")
            found = await memberships_of_communes(connection_, [insee], self.moment.reference.position, self.moment.on)
            names = [f"epci:{m.epci}" for m in found]
            directory = await Directory.load(connection_, self.moment, [], names)
        return directory.organization(names[0]) if names else None

    @strawberry.field(description="Who sits on its behalf in the authority's bodies on the day.")
    async def representatives(self, info: Info, at: AtInput | None = None) -> list[SeatOccupancy]:
        """Seats filled on its behalf, vacant ones included."""
        async with info.context.pool.acquire() as connection_:
            moment = await resolve(info, connection_, self.moment.view.ledger, at) if at else self.moment
            return await _representatives(connection_, moment, self.id)


async def _representatives(connection_: Session, moment: Moment, organization: str) -> list[SeatOccupancy]:
    """Its seats, and the seats of the bureau that its delegates hold."""
    bodies = [body.body for body in await all_bodies(connection_, moment.view, moment.on)]
    seats = await seats_of(connection_, moment.view, bodies, moment.on)
    own = [s for s in seats if s.period.seat.on_behalf_of == organization]
    delegates = {s.period.tenure.person for s in own if s.period.tenure}
    theirs = [s for s in seats if s not in own and s.period.tenure and s.period.tenure.person in delegates]
    people = [s.period.tenure.person for s in (*own, *theirs) if s.period.tenure]
    directory = await Directory.load(connection_, moment, people, [organization])
    return [SeatOccupancy.of(s, directory) for s in (*own, *theirs)]


async def find_authority(info: Info, authority: str | None, at: AtInput | None) -> Authority:
    """The authority at a moment."""
    async with info.context.pool.acquire() as connection_:
        moment = await resolve(info, connection_, authority, at)
        row: AuthorityRow | None = await authority_on(connection_, moment.view, moment.on)
    return Authority(
        siren=strawberry.ID(row.siren if row else moment.view.ledger),
        name=row.name if row else None,
        legal_form=row.legal_form if row else None,
        entry=row.entry if row else None,
        as_of=moment.as_of(),
        moment=moment,
    )


async def find_organization(info: Info, authority: str | None, id_: str, at: AtInput | None) -> Organization:
    """An organisation at a moment.

    Raises:
        QueryRefused: INVALID_ORGANIZATION_ID.
    """
    if id_.partition(":")[0] not in ("commune", "epci", "org"):
        raise QueryRefused(
            "INVALID_ORGANIZATION_ID",
            {
                "en": f"{id_[:40]!r} is not the id of an organisation.",
                "fr": f"{id_[:40]!r} n'est pas l'identifiant d'une organisation.",
            },
        )
    async with info.context.pool.acquire() as connection_:
        moment = await resolve(info, connection_, authority, at)
        directory = await Directory.load(connection_, moment, [], [id_])
    found = directory.organization(id_)
    assert found is not None
    return Organization(
        id=found.id, kind=found.kind, name=found.name, siren=found.siren, as_of=moment.as_of(), moment=moment
    )
