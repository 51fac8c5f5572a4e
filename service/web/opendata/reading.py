"""Asking the API from within: one schema, the viewer's own context, the cache of answers; all at one pinned moment.

A file is made of several answers. They are all asked at one legal day, one position of the ledger and one of the
reference ledger, found once, so that what is recorded meanwhile is in none of them.
"""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import msgspec
from graphql import GraphQLError
from starlette.requests import Request
from strawberry.types import ExecutionResult

from domain.core.identifiers import is_siren
from service.access import PUBLIC
from service.graphql.answers import Answer, Failed
from service.graphql.asking import Asking
from service.graphql.context import Context, Services, context_for
from service.graphql.moment import Moment, resolve_for
from service.graphql.refusals import QueryRefused
from service.graphql.requests import ask
from service.graphql.scalars import write_instant
from service.graphql.schema import schema
from service.messages.words import Language
from service.web.asked import PARAMETERS, asked
from service.web.opendata.listing import Each, Listing, at_path

_NOT_HERE: Final = frozenset({"UNKNOWN_AUTHORITY", "AUTHORITY_REQUIRED"})
_AUTHORITY: Final = """
query Authority($ledger: ID, $at: AtInput) { authority(authority: $ledger, at: $at) { siren name legalForm } }"""

Row = dict[str, Any]
_ASKING: Final = Asking(schema)


@dataclass(frozen=True)
class Reading:
    """One viewer's reading of one ledger, at one moment."""

    context: Context
    moment: Moment
    language: Language

    @property
    def ledger(self) -> str:
        """The SIREN of the authority."""
        return self.moment.view.ledger

    @property
    def public(self) -> bool:
        """Whether who asks has shown no token."""
        return self.context.viewer == PUBLIC

    def as_of(self) -> dict[str, Any]:
        """What the file rests on, as the API says it."""
        moment = self.moment
        return {
            "on": moment.on,
            "position": moment.view.position,
            "referencePosition": moment.reference.position,
            "recordedAt": write_instant(moment.recorded_at) if moment.recorded_at else None,
            "simulated": moment.simulated,
        }

    async def ask(self, document: str, *, kept: bool = True, **variables: object) -> dict[str, Any]:
        """The data of an answer; ``kept`` False for one too particular to keep.

        Raises:
            QueryRefused: what the API refuses; INTERNAL (500) with the id of the log when it failed.
        """
        at = {"on": self.moment.on.isoformat(), "atPosition": self.moment.view.position}
        given = {"ledger": self.ledger, "at": at, **variables}
        try:
            answer = await self._answer(document, given, kept=kept)
        except Failed as failed:
            raise _refusal(failed.result) from None
        decoded: dict[str, Any] = msgspec.json.decode(answer.body)["data"]
        return decoded

    async def authority(self) -> dict[str, Any]:
        """Siren, name and legal form, as known then."""
        found: dict[str, Any] = (await self.ask(_AUTHORITY))["authority"]
        return found

    async def _answer(self, document: str, given: dict[str, Any], *, kept: bool) -> Answer:
        context = replace(self.context, reference_position=self.moment.reference.position)
        asked_ = ask(schema, document, given)
        # The position of the reference is said by no variable: it tells this answer from the API's own.
        encoded = msgspec.json.encode([given, context.reference_position], order="deterministic")
        return await _ASKING.answer(asked_._replace(encoded=encoded, reads=asked_.reads if kept else None), context)


async def reading_of(request: Request, *more: str) -> Reading:
    """Who asks for a file, at which moment, in which language; ``more`` names other parameters that it takes.

    Raises:
        QueryRefused: UNKNOWN_PARAMETER, INVALID_ARGUMENT, INVALID_TOKEN (401), UNKNOWN_AUTHORITY (404), and those of
            ``resolve_for``.
    """
    check_parameters(request, *more)
    wanted = asked(request.query_params)
    services: Services = request.app.state.services
    context = await context_for(services, request, None)
    ledger = request.path_params["ledger"]
    if not is_siren(ledger):
        raise no_authority(ledger)
    async with services.pool.acquire() as connection:
        try:
            moment = await resolve_for(context.viewer, context.vault, connection, ledger, wanted.at, context.today)
        except QueryRefused as refusal:
            if (refusal.extensions or {}).get("code") in _NOT_HERE:
                raise no_authority(ledger) from None
            raise
    # A standby that lacks what the reference ledger had would answer without saying so.
    pinned = {moment.view.ledger: moment.view.position, moment.reference.ledger: moment.reference.position}
    context = replace(context, least=context.least.and_also(pinned))
    return Reading(context, moment, wanted.language)


def check_parameters(request: Request, *more: str) -> None:
    """Refuse what would be ignored: a file of today, when a day was asked for under another name, would be wrong."""
    unknown = sorted(set(request.query_params) - {*PARAMETERS, *more})
    if unknown:
        name = unknown[0][:40]
        raise QueryRefused(
            "UNKNOWN_PARAMETER",
            {"en": f"There is no parameter {name!r} here.", "fr": f"Il n'y a pas ici de paramètre {name!r}."},
            values={"known": ", ".join((*PARAMETERS, *more))},
        )


def no_authority(ledger: str) -> QueryRefused:
    """Nobody's ledger, or that of communes and EPCIs, which is no authority's."""
    return QueryRefused(
        "UNKNOWN_AUTHORITY",
        {
            "en": f"No authority's register {ledger[:40]!r} is open here.",
            "fr": f"Aucun registre d'autorité {ledger[:40]!r} n'est ouvert ici.",
        },
        status=404,
    )


async def pages(reading: Reading, listing: Listing) -> AsyncIterator[list[Row]]:
    """The rows of a list, a page at a time; none is asked for before the one before it was taken.

    Raises:
        QueryRefused: as ``Reading.ask``.
    """
    try:
        if listing.journal:
            source = _journal(reading, listing)
        elif listing.each:
            source = _for_each(reading, listing, listing.each)
        else:
            source = _of_one(reading, listing, {})
        async for page in source:
            yield page
    except QueryRefused as refusal:
        if (refusal.extensions or {}).get("code") not in listing.absent:
            raise


async def _for_each(reading: Reading, listing: Listing, each: Each) -> AsyncIterator[list[Row]]:
    found = at_path(await reading.ask(each.document), each.path)
    for thing in found:
        if each.kind is None or thing["kind"] == each.kind:
            async for page in _of_one(reading, listing, {each.variable: at_path(thing, each.id_path)}, thing):
                yield page


async def _of_one(
    reading: Reading, listing: Listing, given: Mapping[str, object], of: Row | None = None
) -> AsyncIterator[list[Row]]:
    after: str | None = None
    while True:
        paging = {"first": listing.page, "after": after} if listing.paged else {}
        # What comes after the first page is asked for by whoever takes the whole: to keep it would drive out others.
        answer = await reading.ask(listing.document, kept=after is None, **given, **paging)
        yield list(listing.rows(at_path(answer, listing.path) or [], of))
        info = at_path(answer, (*listing.path[:-1], "pageInfo")) if listing.paged else None
        if not info or not info["hasNextPage"]:
            return
        after = info["endCursor"]


async def _journal(reading: Reading, listing: Listing) -> AsyncIterator[list[Row]]:
    """Entries up to the position at which the file is pinned."""
    last, after = reading.moment.view.position, None
    while True:
        answer = await reading.ask(listing.document, kept=after is None, first=listing.page, after=after)
        page = at_path(answer, listing.path[:-1])
        items = [item for item in page["items"] if item["position"] <= last]
        yield items
        if not page["hasMore"] or not items or items[-1]["position"] >= last:
            return
        after = page["cursor"]


def _refusal(result: ExecutionResult) -> QueryRefused:
    """The first error, as it is published: ours with its reason, any other with the id under which the log has it."""
    error = result.errors[0] if result.errors else None
    root: BaseException | None = error
    while isinstance(root, GraphQLError) and root.original_error is not None:
        root = root.original_error
    if isinstance(root, QueryRefused):
        return root
    said = (error and error.extensions) or {}
    messages = said.get("messages") or {"en": "The answer failed.", "fr": "La réponse a échoué."}
    return QueryRefused(str(said.get("code", "INTERNAL")), messages, status=500, details={"id": said.get("id")})
