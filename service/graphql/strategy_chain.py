"""The chain of command, from an orientation down to contracts or from a commune up to the authority."""

from collections.abc import Iterable
from typing import Annotated

import strawberry

from domain.checks.strategy_chain import CommuneLinks, missing_of_commune, missing_of_orientations
from domain.core.notices import Caution
from projections.strategy import ACTION, ORIENTATION, all_within, commune_links, with_terms
from projections.things import by_tag
from service.database import Session
from service.graphql import things
from service.graphql.context import Info
from service.graphql.described import output
from service.graphql.directory import Directory, OrganizationName, PersonName
from service.graphql.moment import AsOf, AtInput, Moment, resolve
from service.graphql.pages import LARGEST_PAGE, PAGE
from service.graphql.refusals import QueryRefused
from service.graphql.strategy_types import Orientation, ProgrammeAction
from service.graphql.text import Said

_COMMUNE = strawberry.argument(description="commune:<INSEE>.")


@output()
class CommuneChain:
    """From a commune to the authority on a day: whoever holds each link; null where nobody does."""

    commune: OrganizationName
    mayor: PersonName | None
    conference: strawberry.ID | None = strawberry.field(description="The authority's mayors' conference, by its body.")
    conference_seat: strawberry.ID | None = strawberry.field(description="The mayor's seat there.")
    epci: OrganizationName | None = strawberry.field(description="As the reference ledger has it.")
    epci_is_member: bool = strawberry.field(description="Whether the EPCI is a member of the authority.")
    president: PersonName | None = strawberry.field(description="Of the EPCI.")
    bureau_seat: strawberry.ID | None = strawberry.field(description="The president's seat on the bureau.")


@output()
class StrategyChain:
    """The chain of command from an orientation down to contracts, or from a commune up to the authority."""

    as_of: AsOf
    orientations: list[Orientation] = strawberry.field(
        description=f"The orientation asked about, then those within it: at most {LARGEST_PAGE}."
    )
    actions: list[ProgrammeAction] = strawberry.field(
        description=f"That carry one of them out: each once, the last {PAGE} of each orientation."
    )
    contracts: list[strawberry.ID] = strawberry.field(description="On which those actions rest, each once.")
    commune: CommuneChain | None
    missing: list[Said] = strawberry.field(description="The missing links, named; none when the chain holds.")


async def _from_orientation(connection: Session, moment: Moment, orientation: str) -> StrategyChain | None:
    tag = f"orientation:{orientation}"
    root = (await by_tag(connection, moment.view, ORIENTATION, moment.on, [tag])).get(tag)
    if root is None:
        return None
    every = await all_within(connection, moment.view, root, moment.on, most=LARGEST_PAGE)
    terms = [f"orientation:{each.thing.orientation}" for each in every]
    attached = await with_terms(connection, moment.view, ACTION, moment.on, terms, first=PAGE)
    once = {each.thing.action: each for term in terms for each in attached[term]}
    shown_ = await things.present(connection, moment, every)
    carrying = [each.thing for each in once.values()]
    missing = missing_of_orientations([each.thing for each in every], carrying, moment.on)
    contracts = dict.fromkeys(action.contract for action in carrying if action.contract)
    return StrategyChain(
        as_of=moment.as_of(),
        orientations=shown_,
        actions=await things.present(connection, moment, once.values()),
        contracts=[strawberry.ID(contract) for contract in contracts],
        commune=None,
        missing=_said(missing),
    )


async def _from_commune(connection: Session, moment: Moment, commune: str) -> StrategyChain:
    links = await commune_links(connection, moment.view, moment.reference.position, commune, moment.on)
    directory = await Directory.load(
        connection, moment, [links.president, links.mayor], [name for name in (commune, links.epci) if name]
    )
    return StrategyChain(
        as_of=moment.as_of(),
        orientations=[],
        actions=[],
        contracts=[],
        commune=_commune(links, directory),
        missing=_said(missing_of_commune(links, moment.on)),
    )


def _commune(links: CommuneLinks, directory: Directory) -> CommuneChain:
    commune = directory.organization(links.commune)
    assert commune is not None
    return CommuneChain(
        commune=commune,
        mayor=directory.person(links.mayor),
        conference=_id(links.conference),
        conference_seat=_id(links.conference_seat),
        epci=directory.organization(links.epci),
        epci_is_member=links.member,
        president=directory.person(links.president),
        bureau_seat=_id(links.bureau_seat),
    )


def _id(name: str | None) -> strawberry.ID | None:
    return strawberry.ID(name) if name else None


def _said(missing: Iterable[Caution]) -> list[Said]:
    return [Said.of(caution) for caution in missing]


def _one_of(orientation: str | None, commune: str | None) -> None:
    if (orientation is None) == (commune is None):
        raise QueryRefused(
            "CHAIN_AMBIGUOUS",
            {
                "en": "A chain goes from one orientation, or from one commune.",
                "fr": "Une chaîne part d'une orientation, ou d'une commune.",
            },
            remedy="Give `orientation` or `commune`, one of the two.",
        )
    if commune is not None and not commune.startswith("commune:"):
        raise QueryRefused(
            "NOT_A_COMMUNE",
            {
                "en": f"{commune[:40]!r} is no commune's id.",
                "fr": f"{commune[:40]!r} n'est pas l'identifiant d'une commune.",
            },
            remedy="Write commune:<INSEE>, such as commune:15170.",
        )


@output()
class ChainQueries:
    """Questions about the chain of command."""

    @strawberry.field(
        description="The chain of command with its missing links named: from an orientation (and those within it) to "
        "actions and contracts, or from a commune to its EPCI and the authority. Null for an unknown orientation."
    )
    async def strategy_chain(
        self,
        info: Info,
        orientation: strawberry.ID | None = None,
        commune: Annotated[strawberry.ID | None, _COMMUNE] = None,
        authority: strawberry.ID | None = None,
        at: AtInput | None = None,
    ) -> StrategyChain | None:
        """One of the two."""
        _one_of(orientation, commune)
        async with info.context.pool.acquire() as connection:
            moment = await resolve(info, connection, authority, at)
            if orientation is not None:
                return await _from_orientation(connection, moment, orientation)
            return await _from_commune(connection, moment, str(commune))
