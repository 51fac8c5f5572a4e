"""Dossiers through the API: one query for all that an auditor asks of a decision, an arbitration or a review."""

import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeVar

import strawberry
from msgspec import Struct, structs

from domain.core.calendar import paris_day
from domain.core.entry import Visibility
from projections.arbitrations import ARBITRATION
from projections.decisions import DECISION
from projections.projects import REVIEW
from service.access import Viewer
from service.database import Session
from service.dossier import Dossier, DossierKind, Point, around, canonical_json, dossier_of, kinds, shape
from service.graphql import things
from service.graphql.arbitrations import Arbitration, relate
from service.graphql.context import Info, paris_today
from service.graphql.decisions import Decision
from service.graphql.described import output
from service.graphql.directory import Directory
from service.graphql.inputs import enum_type
from service.graphql.moment import AsOf, AtInput, Moment, resolve_for
from service.graphql.pages import PAGE, Connection, connection, invalid_cursor, key_after, page_size
from service.graphql.projects import Review
from service.graphql.refusals import QueryRefused
from service.graphql.scalars import JSON, Cursor, Sha256
from service.graphql.sessions import Convocation
from service.graphql.shown import named, show, shown, shown_type
from service.graphql.text import Text
from service.ledger import Reader
from service.vault import Vault

T = TypeVar("T")

for _enum in (DossierKind, kinds.DossierPart, kinds.BodyRole, kinds.CitedLink, Visibility):
    enum_type(_enum)


@shown(shape.DossierEntry)
class DossierEntry:
    """An entry behind the dossier: its place and header always, its sentence unless it is sealed for this viewer."""

    header: str = strawberry.field(
        description="The exact text that is hashed: leaf = SHA-256(0x00 || its UTF-8 bytes)."
    )

    @strawberry.field(description="What it says; null when it is sealed.")
    def summary(self) -> Text | None:
        """In both languages."""
        told: Any = self
        return Text(fr=told.fr, en=told.en) if told.fr is not None else None


@shown(shape.Sitting)
class Sitting:
    """The session at which it was decided, seen from its item."""

    convocation: Convocation


@output()
class DossierClaim:
    """That a value stands in the body of an entry at an RFC 6901 pointer, and where the dossier says so."""

    ledger: strawberry.ID
    position: int
    pointer: str
    value: JSON
    statement: str = strawberry.field(description="RFC 6901 pointer into the canonical JSON of the dossier.")


@output()
class DossierPerimeter:
    """The territory for which it was decided, on the day of the decision."""

    told: strawberry.Private[around.Perimeter]
    directory: strawberry.Private[Directory]

    @strawberry.field(description="Members of the authority on the day.")
    def members(self) -> list[shown_type(around.PerimeterMember)]:  # type: ignore[valid-type]
        """Each with the entry by which it joined."""
        return [show(member, self.directory) for member in self.told.members]

    @strawberry.field(description="Communes of the member EPCIs on the day, by the reference ledger FR.")
    def communes(
        self, first: int = PAGE, after: Cursor | None = None
    ) -> Connection[shown_type(around.PerimeterCommune)]:  # type: ignore[valid-type]
        """A page of communes."""
        return _page(self.told.communes, first, after, lambda each: show(each, self.directory))


def _section(struct: type[Struct]) -> Any:
    """The GraphQL type of a section, made of its Struct."""
    return shown_type(struct)


@output("Dossier")
class DossierType:
    """All that an auditor asks of one decision, arbitration or review, pinned to a position.

    Asked again with the same `on` and `atPosition` it is the same for ever, whatever is recorded later.
    """

    told: strawberry.Private[Dossier]
    moment: strawberry.Private[Moment]
    directory: strawberry.Private[Directory]
    kind: DossierKind
    id: strawberry.ID
    as_of: AsOf = strawberry.field(description="Give its `on` and its `position` back to have the same answer.")
    level: Visibility = strawberry.field(description="Who may read it: it holds what that level could read then.")
    link: str = strawberry.field(description="Path of the same dossier as JSON, for ever; .html for the page.")
    leaf: Sha256 = strawberry.field(description="Leaf of the entry at the position, in the tree of the ledger.")
    decided_on: dt.date = strawberry.field(description="The day of which composition and perimeter are told.")
    body: _section(shape.DecidingBody) | None = strawberry.field(  # type: ignore[valid-type]
        description="The body that decided, seat by seat on the day; for what a person signed, the executive's."
    )
    presidents: list[_section(shape.PartyPresident)] = strawberry.field(  # type: ignore[valid-type]
        description="Of an arbitration: who presided over each party on the day."
    )
    voting: _section(shape.VotingBase) | None  # type: ignore[valid-type]
    sitting: _section(shape.Sitting) | None  # type: ignore[valid-type]
    exchanges: list[_section(shape.DossierExchange)]  # type: ignore[valid-type]
    signing: _section(shape.Signing) | None  # type: ignore[valid-type]
    delegations: list[_section(shape.ReliedDelegation)]  # type: ignore[valid-type]
    perimeter: DossierPerimeter
    decisions: list[_section(around.CitedDecision)]  # type: ignore[valid-type]
    documents: list[_section(around.CitedDocument)]  # type: ignore[valid-type]
    others: list[_section(around.CitedThing)] = strawberry.field(  # type: ignore[valid-type]
        description="Arbitrations, projects and clauses of the pact."
    )
    acts: list[_section(around.CitedAct)]  # type: ignore[valid-type]
    corrections: list[_section(around.Correction)] = strawberry.field(  # type: ignore[valid-type]
        description="Entries behind it that were rectified by the position, and by which."
    )
    disputed: list[_section(shape.Disputed)] = strawberry.field(  # type: ignore[valid-type]
        description="What the projections say and the entry that they name does not: empty, or something is wrong."
    )

    @strawberry.field(description="The decision as it stands on the day of `asOf`; null for a dossier of another kind.")
    async def decision(self, info: Info) -> Decision | None:
        """The thing itself."""
        found: Decision | None = await self._itself(info, DossierKind.DECISION, DECISION)
        return found

    @strawberry.field(description="The arbitration as it stands on the day of `asOf`.")
    async def arbitration(self, info: Info) -> Arbitration | None:
        """The thing itself."""
        found: Arbitration | None = await self._itself(info, DossierKind.ARBITRATION, ARBITRATION)
        relate(info, [found])
        return found

    @strawberry.field(description="The review as it stands on the day of `asOf`.")
    async def review(self, info: Info) -> Review | None:
        """The thing itself."""
        found: Review | None = await self._itself(info, DossierKind.REVIEW, REVIEW)
        return found

    @strawberry.field(description="Every entry behind it, in order: FR's last.")
    def entries(self, first: int = PAGE, after: Cursor | None = None) -> Connection[DossierEntry]:
        """A page of entries."""
        return _page(self.told.entries, first, after, lambda each: show(each, self.directory))

    @strawberry.field(description="Each factual statement, as the place in an entry's body where its value stands.")
    def claims(self, first: int = PAGE, after: Cursor | None = None) -> Connection[DossierClaim]:
        """A page of claims."""
        pairs = tuple(zip(self.told.claims, self.told.statements, strict=True))
        return _page(pairs, first, after, _claim)

    @strawberry.field(description="The canonical JSON (RFC 8785) that bundles hold, with every section in full.")
    def canonical(self) -> str:
        """Its exact bytes, as text."""
        return canonical_json(self.told).decode()

    @strawberry.field(description="SHA-256 of the canonical JSON: two dossiers are the same when these are.")
    def sha256(self) -> Sha256:
        """In hexadecimal."""
        return Sha256(hashlib.sha256(canonical_json(self.told)).hexdigest())

    async def _itself(self, info: Info, kind: DossierKind, noun: Any) -> Any:
        if self.kind is not kind:
            return None
        at = AtInput(on=self.told.as_of.on, at_position=self.told.as_of.position)
        return await things.one(info, noun, self.told.tag, self.told.ledger, at)


def _claim(pair: tuple[shape.Claim, str]) -> DossierClaim:
    claim, statement = pair
    return DossierClaim(
        ledger=strawberry.ID(claim.ledger),
        position=claim.position,
        pointer=claim.pointer,
        value=claim.value,
        statement=statement,
    )


def _page(items: Sequence[T], first: int, after: Cursor | None, made: Callable[[T], Any]) -> Connection[Any]:
    """A page of a list that is there already: keys are places in it."""
    size, place = page_size(first), key_after(after)
    if place and not (place.isascii() and place.isdigit() and len(place) < 9):
        raise invalid_cursor()
    start = int(place) + 1 if place else 0
    shown_ = [(str(start + number), made(item)) for number, item in enumerate(items[start : start + size + 1])]
    return connection(shown_, size, after=after is not None)


# -- from where it is seen ---------------------------------------------------------------------------------------------


async def moment_of(
    viewer: Viewer,
    vault: Vault,
    connection_: Session,
    authority: str | None,
    at: AtInput | None,
    today: Callable[[], dt.date] = paris_today,
) -> Moment:
    """The moment of a dossier: its day is that on which its position was recorded, where only what was known is said.

    So arguments that name a position name one answer; today is the day of a dossier asked without any moment.
    """
    moment = await resolve_for(viewer, vault, connection_, authority, at, today)
    pinned = at is not None and at.on is None and (at.known_at is not None or at.at_position is not None)
    if not pinned or moment.recorded_at is None:
        return moment
    return structs.replace(moment, on=paris_day(moment.recorded_at))


async def read_dossier(connection_: Session, moment: Moment, kind: DossierKind, name: str) -> Dossier | None:
    """The dossier of a thing at a moment; None when whoever asks could see none of that id."""
    position = moment.view.position
    entry = (await Reader(connection_).at(moment.view.ledger, [position]))[position]
    point = Point(
        on=moment.on,
        view=moment.view,
        reference=moment.reference,
        recorded_at=moment.recorded_at,
        leaf=entry.leaf.hex(),
        simulated=moment.simulated,
    )
    return await dossier_of(connection_, point, kind, name)


def one_thing(**named_: str | None) -> tuple[DossierKind, str]:
    """The one thing that a question names.

    Raises:
        QueryRefused: DOSSIER_OF_ONE_THING.
    """
    given = [(kind, name) for kind in DossierKind if (name := named_.get(kind.word)) is not None]
    if len(given) == 1:
        return given[0]
    raise QueryRefused(
        "DOSSIER_OF_ONE_THING",
        {
            "en": f"A dossier is of one thing; {len(given)} were named.",
            "fr": f"Un dossier porte sur une seule chose ; {len(given)} ont été nommées.",
        },
    )


@output()
class Queries:
    """Questions about dossiers."""

    @strawberry.field(
        description="The dossier of a decision, an arbitration or a review: exactly one of the three. Null when there "
        "was none of that id that you may see."
    )
    async def dossier(
        self,
        info: Info,
        decision: strawberry.ID | None = None,
        arbitration: strawberry.ID | None = None,
        review: strawberry.ID | None = None,
        authority: strawberry.ID | None = None,
        at: Annotated[
            AtInput | None,
            strawberry.argument(
                description="With atPosition or knownAt alone, the day is the one on which that was recorded."
            ),
        ] = None,
    ) -> DossierType | None:
        """One dossier."""
        kind, name = one_thing(decision=decision, arbitration=arbitration, review=review)
        async with info.context.pool.acquire() as connection_:
            context = info.context
            moment = await moment_of(context.viewer, context.vault, connection_, authority, at, context.today)
            told = await read_dossier(connection_, moment, kind, name)
            if told is None:
                return None
            directory = await Directory.load(connection_, moment, *named(told.sections()))
        return _shown(told, moment, directory)


def _shown(told: Dossier, moment: Moment, directory: Directory) -> DossierType:
    single = {
        name: section and show(section, directory)
        for name in ("body", "voting", "sitting", "signing")
        for section in [getattr(told, name)]
    }
    listed = {name: [show(each, directory) for each in getattr(told, name)] for name in _LISTS}
    return DossierType(
        told=told,
        moment=moment,
        directory=directory,
        kind=told.kind,
        id=strawberry.ID(told.id),
        as_of=moment.as_of(),
        level=told.as_of.level,
        link=told.as_of.link,
        leaf=Sha256(told.as_of.leaf),
        decided_on=told.decided_on,
        perimeter=DossierPerimeter(told=told.perimeter, directory=directory),
        **single,
        **listed,
    )


_LISTS = (
    "presidents",
    "exchanges",
    "delegations",
    "decisions",
    "documents",
    "others",
    "acts",
    "corrections",
    "disputed",
)

QUERIES = (Queries,)
