"""From where one looks: a legal day (on), and what was known (knownAt, or atPosition), on both of a query's ledgers."""

import asyncio
import datetime as dt
from collections.abc import Callable, Mapping

import strawberry
from msgspec import Struct, structs

from domain.core.identifiers import REFERENCE_LEDGER, is_siren
from projections.query import View
from service.access import Viewer
from service.database import Session
from service.graphql.context import Context, Info, paris_today
from service.graphql.described import output
from service.graphql.refusals import QueryRefused
from service.ledger import Head, Reader
from service.ledger.envelope import decode_header
from service.vault import Vault


@strawberry.input(description="Which day, and as known when. Without it: today in Paris, as known now.")
class AtInput:
    """Which day, and as known when. Without it: today in Paris, as known now."""

    on: dt.date | None = strawberry.field(default=None, description="The legal day, in Europe/Paris; today by default.")
    known_at: dt.datetime | None = strawberry.field(
        default=None, description="As known at this instant; a plain date means the end of that day in Paris."
    )
    at_position: int | None = strawberry.field(
        default=None, description="As known at this position of the ledger. Not together with knownAt."
    )


@output()
class AsOf:
    """What an answer rests on: ask again with atPosition and on to have the same answer for ever."""

    on: dt.date
    position: int
    reference_position: int = strawberry.field(description="Position in the reference ledger FR (communes, EPCIs).")
    recorded_at: dt.datetime | None = strawberry.field(description="When that position was recorded.")
    simulated: bool = strawberry.field(description="Whether the ledger's clock is simulated: a demonstration.")


class Moment(Struct, frozen=True):
    """A resolved point of view."""

    on: dt.date
    view: View
    reference: View
    recorded_at: dt.datetime | None
    simulated: bool
    vault: Vault

    def as_of(self) -> AsOf:
        """As answers say it."""
        return AsOf(
            on=self.on,
            position=self.view.position,
            reference_position=self.reference.position,
            recorded_at=self.recorded_at,
            simulated=self.simulated,
        )


async def resolve_ledger(connection: Session, authority: str | None) -> Head:
    """The head of the authority's ledger, which need not be named when the deployment has one.

    Raises:
        QueryRefused: AUTHORITY_REQUIRED, UNKNOWN_AUTHORITY.
    """
    return chosen(await _heads(Reader(connection), authority), authority)


async def _heads(reader: Reader, authority: str | None) -> Mapping[str, Head]:
    """Those of the authority and of the reference ledger, whatever others there are; every one, when none is named or
    the one that is named is not open, for then the answer tells which are. PostgreSQL is not asked for what cannot be
    a ledger: an address may name anything, a NUL too."""
    if authority is not None and (authority == REFERENCE_LEDGER or is_siren(authority)):
        heads = await reader.heads_of((authority, REFERENCE_LEDGER))
        if authority in heads and heads[authority].position:
            return heads
    return await reader.heads()


def chosen(all_heads: Mapping[str, Head], authority: str | None) -> Head:
    """The authority's ledger among those that are open."""
    heads = {ledger: head for ledger, head in all_heads.items() if head.position}
    if authority is not None and authority in heads:
        return heads[authority]
    known = sorted(ledger for ledger in heads if ledger != REFERENCE_LEDGER)
    if authority is None and len(known) == 1:
        return heads[known[0]]
    listed = ", ".join(known) or "-"
    if authority is None:
        raise QueryRefused(
            "AUTHORITY_REQUIRED",
            {
                "en": f"This deployment hosts {len(known)} authorities: {listed}.",
                "fr": f"Ce service héberge {len(known)} autorités : {listed}.",
            },
            details={"authorities": known},
        )
    raise QueryRefused(
        "UNKNOWN_AUTHORITY",
        {
            "en": f"No ledger {authority[:40]!r} is open here. Known: {listed}.",
            "fr": f"Aucun registre {authority[:40]!r} n'est ouvert ici. Connus : {listed}.",
        },
        details={"authorities": known},
    )


async def resolve(info: Info, connection: Session, authority: str | None, at: AtInput | None) -> Moment:
    """The point of view that a query asks for, the same for all of its fields: see ``resolve_for``."""
    context = info.context
    if context.moments is None:
        return await _resolve(context, connection, authority, at)
    key = (authority, *((at.on, at.known_at, at.at_position) if at else (None, None, None)))
    if (known := context.moments.get(key)) is not None:
        found: Moment = await asyncio.shield(known)
        return found
    known = context.moments[key] = asyncio.get_running_loop().create_future()
    try:
        found = await _resolve(context, connection, authority, at)
    except BaseException as error:
        known.set_exception(error if isinstance(error, Exception) else RuntimeError("never resolved"))
        known.exception()  # perhaps nobody else waits
        raise
    known.set_result(found)
    return found


async def _resolve(context: Context, connection: Session, authority: str | None, at: AtInput | None) -> Moment:
    moment = await resolve_for(context.viewer, context.vault, connection, authority, at, context.today)
    if context.reference_position is None:
        return moment
    return structs.replace(moment, reference=structs.replace(moment.reference, position=context.reference_position))


async def resolve_for(
    viewer: Viewer,
    vault: Vault,
    connection: Session,
    authority: str | None,
    at: AtInput | None,
    today: Callable[[], dt.date] = paris_today,
) -> Moment:
    """The point of view of someone who asks; a query gives the ``today`` of its context.

    Raises:
        QueryRefused: AT_AMBIGUOUS, POSITION_BEYOND_HEAD, NOT_YET_KNOWN, or those of ``resolve_ledger``.
    """
    at = at or AtInput()
    if at.known_at is not None and at.at_position is not None:
        raise QueryRefused(
            "AT_AMBIGUOUS",
            {
                "en": "knownAt and atPosition both say what was known.",
                "fr": "knownAt et atPosition disent tous deux ce qui était connu.",
            },
        )
    reader = Reader(connection)
    heads = await _heads(reader, authority)
    head, reference = chosen(heads, authority), heads.get(REFERENCE_LEDGER)
    reference_position = reference.position if reference else 0
    position, recorded_at = head.position, head.recorded_at
    if at.at_position is not None:
        position, recorded_at, reference_position = await _at_position(reader, head, at.at_position)
    elif at.known_at is not None:
        position, recorded_at = await _known_at(reader, head, at.known_at)
        reference_position = await reader.position_at(REFERENCE_LEDGER, at.known_at) or 0
    return Moment(
        on=at.on or today(),
        view=View(head.ledger, position, viewer.level(head.ledger)),
        reference=View(REFERENCE_LEDGER, reference_position, viewer.level(REFERENCE_LEDGER)),
        recorded_at=recorded_at,
        simulated=head.clock == "SIMULATED",
        vault=vault,
    )


async def _at_position(reader: Reader, head: Head, asked: int) -> tuple[int, dt.datetime, int]:
    """The end of the step that a position belongs to, when it was recorded, and the reference it saw."""
    if not 1 <= asked <= head.position:
        raise QueryRefused(
            "POSITION_BEYOND_HEAD",
            {
                "en": f"Ledger {head.ledger} goes from position 1 to {head.position}; {asked} was asked for.",
                "fr": f"Le registre {head.ledger} va de la position 1 à {head.position} ; {asked} a été demandée.",
            },
            details={"head": head.position},
        )
    position = await reader.end_of_step(head.ledger, asked)
    stored = (await reader.at(head.ledger, [position]))[position]
    return position, stored.recorded_at, decode_header(stored.header).reference_position


async def _known_at(reader: Reader, head: Head, instant: dt.datetime) -> tuple[int, dt.datetime]:
    """The last position recorded by an instant."""
    position = await reader.position_at(head.ledger, instant)
    if position is None:
        first = (await reader.at(head.ledger, [1]))[1].recorded_at
        raise QueryRefused(
            "NOT_YET_KNOWN",
            {
                "en": f"Nothing was known at {instant.isoformat()}: ledger {head.ledger} begins at "
                f"{first.isoformat()}.",
                "fr": f"Rien n'était connu à {instant.isoformat()} : le registre {head.ledger} commence à "
                f"{first.isoformat()}.",
            },
            details={"first": first.isoformat()},
        )
    return position, (await reader.at(head.ledger, [position]))[position].recorded_at
