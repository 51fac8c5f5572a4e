"""The chain of command, from an orientation, a project or a commune, with its missing links named."""

from collections.abc import Iterable, Mapping
from typing import Annotated, TypeVar

import strawberry
from msgspec import Struct

from domain import projects_state
from domain.checks import chain
from domain.checks.chain import CommuneLinks
from domain.contracts import Contract as DomainContract
from domain.core.notices import Caution
from domain.strategy_action import ProgrammeAction as DomainAction
from projections.chain import commune_links
from projections.documents import CONTRACT, DOCUMENT
from projections.projects import PROJECT, REVIEW
from projections.strategy import ACTION, ORIENTATION, all_within
from projections.things import Found, Search, ThingNoun, by_tag, find, with_terms
from service.database import Session
from service.graphql import things
from service.graphql.chain_types import Chain, CommuneChain, MissingLink
from service.graphql.context import Info
from service.graphql.described import output
from service.graphql.directory import Directory
from service.graphql.documents import settle
from service.graphql.moment import AtInput, Moment, resolve
from service.graphql.pages import LARGEST_PAGE, PAGE
from service.graphql.refusals import QueryRefused

T = TypeVar("T", bound=Struct)
_COMMUNE = strawberry.argument(description="commune:<INSEE>.")
_Actions = Mapping[str, Found[DomainAction]]


async def _from_orientation(connection: Session, moment: Moment, orientation: str) -> Chain | None:
    tag = f"orientation:{orientation}"
    root = (await by_tag(connection, moment.view, ORIENTATION, moment.on, [tag])).get(tag)
    if root is None:
        return None
    every = await all_within(connection, moment.view, root, moment.on, most=LARGEST_PAGE)
    terms = [f"orientation:{each.thing.orientation}" for each in every]
    attached = await with_terms(connection, moment.view, ACTION, moment.on, terms, first=PAGE)
    carrying = {each.thing.action: each for term in terms for each in attached[term]}
    contracts = await _contracts(connection, moment, (each.thing.contract for each in carrying.values()))
    terms += [f"action:{name}" for name in carrying]
    terms += [f"contract:{each.thing.contract}" for each in contracts]
    hanging = await with_terms(connection, moment.view, PROJECT, moment.on, terms, first=PAGE)
    projects = {each.thing.project: each for term in terms for each in hanging[term]}
    known = await _with_actions_of(connection, moment, projects.values(), carrying)
    strategy, served = [each.thing for each in every], [each.thing for each in projects.values()]
    return Chain(
        as_of=moment.as_of(),
        orientations=await things.present(connection, moment, every),
        actions=await things.present(connection, moment, carrying.values()),
        contracts=await things.present(connection, moment, contracts),
        projects=await things.present(connection, moment, projects.values()),
        missing=_named(
            chain.missing_of_orientations(strategy, [each.thing for each in carrying.values()], moment.on),
            chain.without_project(strategy, served, known, moment.on),
            chain.missing_of_projects(served, known, moment.on),
        ),
    )


async def _from_project(connection: Session, moment: Moment, name: str) -> Chain | None:
    tag = f"course:{name}"
    root = (await by_tag(connection, moment.view, PROJECT, moment.on, [tag])).get(tag)
    if root is None:
        return None
    project = root.thing
    reviewed = Search(terms=(f"project:{name}",))
    reviews = await find(connection, moment.view, REVIEW, moment.on, reviewed, first=PAGE)
    known = await _tagged(connection, moment, ACTION, "action", project.actions)
    actions = {each.thing.action: each.thing for each in known}
    weighed = [item.orientation for review in project.reviews for item in review.orientations]
    carried = [name for action in actions.values() for name in action.orientations]
    orientations = await _tagged(connection, moment, ORIENTATION, "orientation", [*weighed, *carried])
    contracts = await _contracts(
        connection, moment, [*project.contracts, *(action.contract for action in actions.values())]
    )
    documents = await _tagged(connection, moment, DOCUMENT, "document", project.documents)
    links = await _links(connection, moment, project.communes[:PAGE])
    shown = await things.present(connection, moment, documents)
    await settle(connection, shown)
    return Chain(
        as_of=moment.as_of(),
        orientations=await things.present(connection, moment, orientations),
        actions=await things.present(connection, moment, known),
        contracts=await things.present(connection, moment, contracts),
        projects=await things.present(connection, moment, [root]),
        reviews=await things.present(connection, moment, reviews),
        documents=shown,
        communes=await _communes(connection, moment, links),
        missing=_named(
            chain.missing_of_projects([project], actions, moment.on),
            chain.outside_programme(project, actions, moment.on),
            chain.missing_of_actions(actions.values(), moment.on),
            *(chain.missing_of_commune(each, moment.on) for each in links),
        ),
    )


async def _from_commune(connection: Session, moment: Moment, commune: str) -> Chain:
    links = await _links(connection, moment, [commune])
    here = Search(terms=(f"organization:{commune}",))
    projects = await find(connection, moment.view, PROJECT, moment.on, here, first=PAGE)
    known = await _with_actions_of(connection, moment, projects, {})
    return Chain(
        as_of=moment.as_of(),
        projects=await things.present(connection, moment, projects),
        communes=await _communes(connection, moment, links),
        missing=_named(
            *(chain.missing_of_commune(each, moment.on) for each in links),
            chain.missing_of_projects([each.thing for each in projects], known, moment.on),
        ),
    )


async def _tagged(
    connection: Session, moment: Moment, noun: ThingNoun[T], kind: str, names: Iterable[str | None]
) -> list[Found[T]]:
    """Things by their names, each once, in the order in which they are named: no more than a page of them."""
    tags = [f"{kind}:{name}" for name in dict.fromkeys(names) if name][:PAGE]
    found = await by_tag(connection, moment.view, noun, moment.on, tags)
    return [found[tag] for tag in tags if tag in found]


async def _contracts(connection: Session, moment: Moment, names: Iterable[str | None]) -> list[Found[DomainContract]]:
    return await _tagged(connection, moment, CONTRACT, "contract", names)


async def _with_actions_of(
    connection: Session, moment: Moment, projects: Iterable[Found[projects_state.Project]], known: _Actions
) -> dict[str, DomainAction]:
    """The actions that are known, and those on which the projects hang."""
    tags = {f"action:{name}" for each in projects for name in each.thing.actions if name not in known}
    more = await by_tag(connection, moment.view, ACTION, moment.on, sorted(tags))
    return {each.thing.action: each.thing for each in (*known.values(), *more.values())}


async def _links(connection: Session, moment: Moment, communes: Iterable[str]) -> list[CommuneLinks]:
    return await commune_links(connection, moment.view, moment.reference.position, list(communes), moment.on)


async def _communes(connection: Session, moment: Moment, links: list[CommuneLinks]) -> list[CommuneChain]:
    people = [who for each in links for who in (each.president, each.mayor)]
    directory = await Directory.load(
        connection, moment, people, [o for each in links for o in (each.commune, each.epci)]
    )
    return [CommuneChain.of(each, directory) for each in links]


def _named(*missing: Iterable[Caution]) -> list[MissingLink]:
    """Each once: two communes of one EPCI lack the same above it."""
    return [MissingLink.of(caution) for caution in dict.fromkeys(each for some in missing for each in some)]


def _one_of(orientation: str | None, project: str | None, commune: str | None) -> None:
    if sum(given is not None for given in (orientation, project, commune)) != 1:
        raise QueryRefused(
            "CHAIN_AMBIGUOUS",
            {
                "en": "A chain goes from one orientation, from one project, or from one commune.",
                "fr": "Une chaîne part d'une orientation, d'un projet, ou d'une commune.",
            },
        )
    if commune is not None and not commune.startswith("commune:"):
        raise QueryRefused(
            "NOT_A_COMMUNE",
            {
                "en": f"{commune[:40]!r} is no commune's id.",
                "fr": f"{commune[:40]!r} n'est pas l'identifiant d'une commune.",
            },
        )


@output()
class ChainQueries:
    """Questions about the chain of command."""

    @strawberry.field(
        description="The chain of command with its missing links named: from an orientation (and those within it) to "
        "actions, contracts, projects, reviews and conditions; from a project to all that it hangs on; or from a "
        "commune to its projects, its EPCI and the authority. Null for an unknown orientation or project."
    )
    async def chain(
        self,
        info: Info,
        orientation: strawberry.ID | None = None,
        project: strawberry.ID | None = None,
        commune: Annotated[strawberry.ID | None, _COMMUNE] = None,
        authority: strawberry.ID | None = None,
        at: AtInput | None = None,
    ) -> Chain | None:
        """One of the three."""
        _one_of(orientation, project, commune)
        async with info.context.pool.acquire() as connection:
            moment = await resolve(info, connection, authority, at)
            if orientation is not None:
                return await _from_orientation(connection, moment, orientation)
            if project is not None:
                return await _from_project(connection, moment, project)
            return await _from_commune(connection, moment, str(commune))
