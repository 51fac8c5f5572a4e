"""Who is who: the names that an answer shows, loaded once for the whole answer."""

import asyncio
from collections.abc import Iterable
from typing import Final

import strawberry

from domain.core.identifiers import commune as commune_id
from domain.core.identifiers import epci as epci_id
from projections.organizations import local_organizations
from projections.territory import communes, epcis
from projections.together import Together, together
from service.database import Session
from service.graphql.described import output
from service.graphql.moment import Moment
from service.graphql.text import Text
from service.messages.erasure import ERASED_PERSON
from service.vault import Personal

ERASED: Final = Text(fr=ERASED_PERSON[0], en=ERASED_PERSON[1])
_KINDS: Final = {"commune": "COMMUNE", "epci": "EPCI", "org": "OTHER"}


@output()
class PersonName:
    """A person by id and name: ask `person(id)` for the rest."""

    id: strawberry.ID
    name: str | None = strawberry.field(description="Given name and family name; null when erased from the vault.")
    given_name: str | None
    family_name: str | None
    erased: bool = strawberry.field(description="Whether the person was forgotten: the id stays, and nothing else.")
    shown: Text = strawberry.field(description="What to show: the name, or that the person was erased.")


@output()
class OrganizationName:
    """An organisation by id and name: ask `organization(id)` for the rest."""

    id: strawberry.ID
    kind: str = strawberry.field(description="COMMUNE, EPCI or OTHER.")
    name: str | None = strawberry.field(description="Null when no file that was imported speaks of it.")
    siren: str | None


class Directory:
    """The people and organisations that an answer names."""

    def __init__(self, people: dict[str, Personal], organizations: dict[str, OrganizationName]) -> None:
        self._people = people
        self._organizations = organizations

    @classmethod
    async def load(
        cls, connection: Session, moment: Moment, people: Iterable[str | None], organizations: Iterable[str | None] = ()
    ) -> "Directory":
        """Look names up: people in the vault, communes and EPCIs in the reference ledger, others in the authority's."""
        asked_people = sorted({who for who in people if who})
        asked = sorted({name for name in organizations if name})
        at_once = together(connection)
        kept, known = await asyncio.gather(
            _people(at_once, moment, asked_people), _organizations(at_once, moment, asked)
        )
        return cls(kept, known)

    def person(self, who: str | None) -> PersonName | None:
        """A person, if one is meant."""
        if who is None:
            return None
        kept = self._people.get(who)
        return PersonName(
            id=strawberry.ID(who),
            name=kept.name if kept else None,
            given_name=kept.given_name if kept else None,
            family_name=kept.family_name if kept else None,
            erased=kept is None,
            shown=Text(fr=kept.name, en=kept.name) if kept else ERASED,
        )

    def organization(self, name: str | None) -> OrganizationName | None:
        """An organisation, if one is meant."""
        if name is None:
            return None
        return self._organizations.get(name) or OrganizationName(
            id=strawberry.ID(name), kind=_KINDS[name.partition(":")[0]], name=None, siren=None
        )


async def _people(connection: Together, moment: Moment, asked: list[str]) -> dict[str, Personal]:
    return await moment.vault.personal(connection, moment.view.ledger, asked) if asked else {}


async def _organizations(connection: Together, moment: Moment, asked: list[str]) -> dict[str, OrganizationName]:
    by_kind: dict[str, list[str]] = {}
    for name in asked:
        kind, _, code = name.partition(":")
        by_kind.setdefault(kind, []).append(code)
    on, reference = moment.on, moment.reference.position
    of_communes, of_epcis, others = await asyncio.gather(
        communes(connection, by_kind.get("commune", ()), on, reference),
        epcis(connection, by_kind.get("epci", ()), on, reference),
        local_organizations(connection, moment.view, [f"org:{code}" for code in by_kind.get("org", ())]),
    )
    return {
        name.id: name
        for name in (
            *(_name(commune_id(insee), "COMMUNE", each.name, each.siren) for insee, each in of_communes.items()),
            *(_name(epci_id(siren), "EPCI", each.name, siren) for siren, each in of_epcis.items()),
            *(_name(id_, "OTHER", each.name, each.siren) for id_, each in others.items()),
        )
    }


def _name(id_: str, kind: str, name: str | None, siren: str | None) -> OrganizationName:
    return OrganizationName(id=strawberry.ID(id_), kind=kind, name=name, siren=siren)
