"""The chain of command as the API shows it."""

import datetime as dt

import strawberry

from domain.checks.chain import CommuneLinks, subject
from domain.core.notices import Caution
from service.graphql.described import output
from service.graphql.directory import Directory, OrganizationName, PersonName
from service.graphql.documents import Contract, Document
from service.graphql.moment import AsOf
from service.graphql.pages import LARGEST_PAGE, PAGE
from service.graphql.projects import Project, Review
from service.graphql.strategy_types import Orientation, ProgrammeAction
from service.graphql.text import Said


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
    briefing: strawberry.ID | None = strawberry.field(
        description="The last time that the municipal council heard of the strategy since the assembly's term began."
    )
    briefed_on: dt.date | None

    @classmethod
    def of(cls, links: CommuneLinks, directory: Directory) -> "CommuneChain":
        """Whoever holds each link, by name."""
        commune = directory.organization(links.commune)
        assert commune is not None
        return cls(
            commune=commune,
            mayor=directory.person(links.mayor),
            conference=_id(links.conference),
            conference_seat=_id(links.conference_seat),
            epci=directory.organization(links.epci),
            epci_is_member=links.member,
            president=directory.person(links.president),
            bureau_seat=_id(links.bureau_seat),
            briefing=_id(links.briefing),
            briefed_on=links.briefed_on,
        )


@output()
class MissingLink:
    """A link of the chain that is missing, and what it is missing from."""

    about: strawberry.ID | None = strawberry.field(
        description="The thing (orientation:<id>, action:<id>, project:<id>, review:<id>) or the organisation; null: "
        "the authority itself."
    )
    notice: Said = strawberry.field(description="What is missing, in words, and what to do.")

    @classmethod
    def of(cls, missing: Caution) -> "MissingLink":
        """In words."""
        return cls(about=_id(subject(missing)), notice=Said.of(missing))


@output()
class Chain:
    """The chain of command from an orientation, a project or a commune, and its missing links."""

    as_of: AsOf
    orientations: list[Orientation] = strawberry.field(
        default_factory=list,
        description=f"From an orientation: itself, then those within it, at most {LARGEST_PAGE}. From a project: those "
        f"that its reviews weighed and that its actions carry out, at most {PAGE}.",
    )
    actions: list[ProgrammeAction] = strawberry.field(
        default_factory=list,
        description=f"From an orientation: those that carry one out, each once, the last {PAGE} of each. From a "
        "project: those on which it hangs.",
    )
    contracts: list[Contract] = strawberry.field(
        default_factory=list, description="On which the actions rest, and on which the project hangs, each once."
    )
    projects: list[Project] = strawberry.field(
        default_factory=list,
        description="Those that the latest review weighed against one of the orientations, for or against, or that "
        f"hang on the actions or contracts: the last {PAGE} of each. From a commune: its last {PAGE}. Each has its "
        "latest outcome and its open conditions.",
    )
    reviews: list[Review] = strawberry.field(default_factory=list, description=f"Of the project: the last {PAGE}.")
    documents: list[Document] = strawberry.field(default_factory=list, description="To which the project is linked.")
    communes: list[CommuneChain] = strawberry.field(
        default_factory=list, description="The commune asked about, or those of the project."
    )
    missing: list[MissingLink] = strawberry.field(description="The missing links, named; none when the chain holds.")


def _id(name: str | None) -> strawberry.ID | None:
    return strawberry.ID(name) if name else None
