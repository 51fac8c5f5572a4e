"""Imports over HTTP: a clerk sends a file and is told, line by line, what was recorded or would be.

    POST /import/<ledger>/<kind>?dry_run=1        the file itself is the body
      kind       rne | bureaux (an authority's ledger) · cog | epci (the ledger FR)
      published  the day that a file of the RNE shows (2026-06-01)
      vintage    the year that a JSON file of communes or EPCIs shows
      all_or_nothing=1   of bureaux: nothing is recorded when a line is refused
      lang=en    language of the CSV

The answer is the same account as `greffe import ... --json` gives; with ``Accept: text/csv`` the refused lines, to be
mended and sent again. Who asks is told by the Authorization header alone, which no page of another site can send: a
cookie is not looked at. One file at a time is imported in each process, and it is bounded.
"""

import asyncio
import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from domain.core.identifiers import REFERENCE_LEDGER, is_siren
from domain.core.notices import Refusal
from service.access import PUBLIC, InvalidToken, Permission, Viewer, viewer_of
from service.clerk.refusals import WritingNotAllowed
from service.graphql.context import Services
from service.imports import ImportStopped, UnreadableFile
from service.imports.account import Account, refused_csv
from service.imports.bureaux_import import import_bureaux
from service.imports.importer import Importer
from service.imports.reference import import_reference, read_territory
from service.imports.rne_import import import_rne
from service.imports.sentences import remedy as remedy_of
from service.imports.sentences import say
from service.imports.source import Source, source_of
from service.messages import remedy, sentence
from service.messages.imports import UPLOADS

MOST: Final = 64 * 1024 * 1024
"""Bytes of one file. The councillors of all France have 100 MB: the command line takes them, or cut the file."""
RETRY_AFTER: Final = 10
SILENCE: Final = 30.0
"""Seconds that a file may stand still on its way: whoever sends nothing more is not to keep the others waiting."""
_KINDS: Final = {"rne": False, "bureaux": False, "cog": True, "epci": True}
"""The kinds, and whether they go into the reference ledger."""
_KNOWN: Final = frozenset({"dry_run", "published", "vintage", "all_or_nothing", "lang"})
_VALUES: Final = {"dry_run": ("0", "1"), "all_or_nothing": ("0", "1"), "lang": ("fr", "en")}
"""Any other value is refused: whoever writes ``dry_run=true`` is not to find the file recorded."""


class _Refused(Exception):
    """What is answered instead."""

    def __init__(
        self, status: int, code: str, messages: Mapping[str, str], remedies: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(code)
        self.status, self.code, self.messages, self.remedies = status, code, messages, remedies

    @classmethod
    def before(cls, status: int, code: str, **words: object) -> "_Refused":
        """Before the file is read."""
        text = UPLOADS[code]
        return cls(status, code, say(text, words), remedy_of(text, words) if text.remedy_en else None)


def import_routes() -> list[BaseRoute]:
    """The route."""
    busy = asyncio.Lock()

    async def receive(request: Request) -> Response:
        try:
            viewer = await _clerk(request)
            if busy.locked():
                raise _Refused.before(503, "BUSY")
            async with busy:
                return await _import(request, viewer)
        except _Refused as refused:
            return _refusal(refused)

    return [Route("/import/{ledger}/{kind}", receive, methods=["POST"])]


async def _clerk(request: Request) -> Viewer:
    """Who asks: a clerk of that ledger, before a byte of the file is read."""
    ledger, kind = request.path_params["ledger"], request.path_params["kind"]
    if kind not in _KINDS or (ledger != REFERENCE_LEDGER and not is_siren(ledger)):
        raise _Refused.before(404, "UNKNOWN_IMPORT")
    if _KINDS[kind] != (ledger == REFERENCE_LEDGER):
        raise _Refused.before(404, "WRONG_LEDGER")
    services: Services = request.app.state.services
    try:
        viewer = await viewer_of(services.pool, request.headers.get("authorization"))
    except InvalidToken:
        viewer = PUBLIC
    if viewer == PUBLIC:
        raise _Refused.before(401, "TOKEN_REQUIRED")
    if not viewer.may(Permission.RECORD, ledger):
        raise _notice(403, WritingNotAllowed(ledger=ledger))
    return viewer


async def _import(request: Request, viewer: Viewer) -> Response:
    said = _asked(request)
    kind, ledger = request.path_params["kind"], request.path_params["ledger"]
    services: Services = request.app.state.services
    importer = Importer(
        services.pool, services.clerk, services.vault, viewer, ledger, dry_run=said.get("dry_run") == "1"
    )
    data = await _body(request)
    try:
        source = source_of(Path(f"{kind}.{'json' if data[:64].lstrip()[:1] == b'[' else 'csv'}"), data)
        account = await _run(importer, kind, source, said, services.today())
    except UnreadableFile as error:
        raise _Refused(422, error.code, error.messages, error.remedies) from None
    except ImportStopped as stopped:
        raise _notice(409, stopped.refusals[0]) from None
    return _answer(request, account, said)


async def _run(importer: Importer, kind: str, source: Source, said: Mapping[str, str], today: dt.date) -> Account:
    if kind == "rne":
        published = dt.date.fromisoformat(said["published"]) if "published" in said else None
        return await import_rne(importer, [source], published=published, today=today)
    if kind == "bureaux":
        return await import_bureaux(importer, source, today=today, all_or_nothing=said.get("all_or_nothing") == "1")
    vintage = int(said["vintage"]) if "vintage" in said else None
    reading = await asyncio.to_thread(read_territory, source, vintage)
    return await import_reference(importer, [reading])


def _asked(request: Request) -> dict[str, str]:
    given = request.query_params
    said = dict(given)
    wrong = {name for name, values in _VALUES.items() if said.get(name, values[0]) not in values}
    twice = {name for name in said if len(given.getlist(name)) > 1}
    bad = min((said.keys() - _KNOWN) | wrong | twice, default=None)
    if bad is None and "published" in said:
        try:
            dt.date.fromisoformat(said["published"])
        except ValueError:
            bad = "published"
    vintage = said.get("vintage", "2000")
    if bad is None and not (vintage.isascii() and vintage.isdigit() and len(vintage) == 4):
        bad = "vintage"
    if bad is not None:
        known = ", ".join(sorted(_KNOWN))
        raise _Refused.before(400, "BAD_REQUEST", asked=repr(bad[:40]), known=known)
    return said


async def _body(request: Request) -> bytes:
    """The file, as long as it is bounded; the rest is not read."""
    parts, size, stream = [], 0, request.stream()
    try:
        while (part := await asyncio.wait_for(anext(stream, None), SILENCE)) is not None:
            size += len(part)
            if size > MOST:
                limit = MOST // (1024 * 1024)
                raise _Refused.before(413, "TOO_LARGE", limit=limit)
            parts.append(part)
    except ClientDisconnect:
        raise _Refused.before(400, "CUT") from None
    except TimeoutError:
        raise _Refused.before(408, "CUT") from None
    return b"".join(parts)


def _answer(request: Request, account: Account, said: Mapping[str, str]) -> Response:
    headers = {"cache-control": "private, no-store", "vary": "authorization, accept"}
    if "text/csv" not in request.headers.get("accept", ""):
        return JSONResponse(account.plain(), headers=headers)
    text = "".join(refused_csv(account, file, "en" if said.get("lang") == "en" else "fr") for file in account.files)
    headers["content-disposition"] = 'attachment; filename="refused.csv"'
    return Response("\N{BYTE ORDER MARK}" + text if text else "", media_type="text/csv", headers=headers)


def _notice(status: int, refusal: Refusal) -> _Refused:
    return _Refused(
        status,
        refusal.code,
        {"fr": sentence(refusal, "fr"), "en": sentence(refusal, "en")},
        {"fr": remedy(refusal, "fr"), "en": remedy(refusal, "en")},
    )


def _refusal(refused: _Refused) -> Response:
    body: dict[str, object] = {"code": refused.code, "message": refused.messages["en"]}
    body |= {"messages": dict(refused.messages), "remedies": dict(refused.remedies) if refused.remedies else None}
    headers = {"cache-control": "private, no-store"}
    if refused.status == 503:
        headers["retry-after"] = str(RETRY_AFTER)
    if refused.status == 401:
        headers["www-authenticate"] = "Bearer"
    return JSONResponse({"error": body}, refused.status, headers)
