"""Every ledger as a transparency log over HTTP: what auditors and witnesses read, and where cosignatures are left.

    /tlog                                       the ledgers that are signed, one on a line
    /tlog/<ledger>/checkpoint                   the last checkpoint, with its cosignatures (C2SP tlog-checkpoint)
    /tlog/<ledger>/tile/<L>/<N>[.p/<W>]         hashes of the tree (C2SP tlog-tiles)
    /tlog/<ledger>/tile/entries/<N>[.p/<W>]     public headers of entries
    /tlog/<ledger>/proof/<position>             that an entry is in the last checkpoint (C2SP tlog-proof)
    /tlog/<ledger>/keys                         the keys that sign and signed, and how each led to the next
    POST /tlog/<ledger>/cosignatures            a checkpoint's text with the lines of a witness under it

Nothing beyond the last signed size is told. Headers are public: nothing here depends on who asks.
"""

import asyncio
import datetime as dt
import gzip
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from domain.core.identifiers import REFERENCE_LEDGER, is_siren
from service.database import Session
from service.graphql.context import Services
from service.keys import load_witnesses
from service.ledger import checkpoints, tiles, tree
from service.ledger.checkpoints import StoredCheckpoint, StoredCosignature
from service.proof.checkpoint import Checkpoint, InclusionProof, parse_number
from service.proof.keys import in_ledger, origin_of
from service.proof.merkle import ProofError
from service.proof.note import ED25519, Note, NoteError, VerifierKey
from service.proof.tiles import parse_tile
from service.settings import Settings
from service.setup_error import SetupError

MAX_COSIGNED: Final = 64 * 1024
"""Bytes of a note with cosignatures that is taken."""
AHEAD: Final = 300
"""Seconds by which a witness's clock may be ahead."""
FOR_EVER: Final = "public, max-age=31536000, immutable"
FOR_A_MOMENT: Final = "public, max-age=1"
TEXT: Final = "text/plain; charset=utf-8"

logger = logging.getLogger("greffe.tlog")


class Answered(Exception):
    """What was asked for cannot be had: a status and a sentence."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status, self.why = status, why


Handler = Callable[[Request], Awaitable[Response]]


def tlog_routes(settings: Settings | None) -> list[BaseRoute]:
    """The routes; ``settings`` name the witnesses whose cosignatures are taken: none without them."""

    async def cosign(request: Request) -> Response:
        return await _cosign(request, settings)

    return [
        Route("/tlog", _told(_ledgers)),
        Route("/tlog/{ledger}/checkpoint", _told(_latest)),
        Route("/tlog/{ledger}/tile/{tile:path}", _told(_tile)),
        Route("/tlog/{ledger}/proof/{position}", _told(_proof)),
        Route("/tlog/{ledger}/keys", _told(_keys)),
        Route("/tlog/{ledger}/cosignatures", _told(cosign), methods=["POST"]),
    ]


def _told(handler: Handler) -> Handler:
    async def answer(request: Request) -> Response:
        try:
            return await handler(request)
        except Answered as answered:
            return PlainTextResponse(f"{answered.why}\n", status_code=answered.status)
        except tree.TreeDamaged as damaged:
            logger.critical("%s", damaged)
            return PlainTextResponse("hashes of the tree are missing here: run greffe verify --database\n", 503)

    return answer


async def _ledgers(request: Request) -> Response:
    async with _services(request).pool.acquire() as connection:
        signed = await checkpoints.signed(connection)
    return _text("".join(f"{ledger}\n" for ledger in sorted(signed)))


async def _latest(request: Request) -> Response:
    async with _services(request).pool.acquire() as connection:
        return _text((await _signed(connection, request)).whole)


async def _tile(request: Request) -> Response:
    try:
        tile, of_entries = parse_tile(request.path_params["tile"])
    except ProofError as error:
        raise Answered(404, str(error)) from None
    async with _services(request).pool.acquire() as connection:
        last = await _signed(connection, request)
        if tile.end > last.size:
            raise Answered(404, f"the log of size {last.size} has no such tile yet")
        if not of_entries:
            return _bytes(await tiles.hashes(connection, last.ledger, tile))
        found = await tiles.entries(connection, last.ledger, tile)
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return _bytes(found, {"vary": "Accept-Encoding"})
    packed = await asyncio.to_thread(gzip.compress, found, 6, mtime=0)
    return _bytes(packed, {"vary": "Accept-Encoding", "content-encoding": "gzip"})


async def _proof(request: Request) -> Response:
    try:
        position = parse_number(request.path_params["position"])
    except NoteError as error:
        raise Answered(400, str(error)) from None
    async with _services(request).pool.acquire() as connection:
        last = await _signed(connection, request)
        if not 1 <= position <= last.size:
            raise Answered(404, f"the last checkpoint holds the entries from 1 to {last.size}")
        path = await tree.inclusion_proof(connection, last.ledger, position, last.size)
    return _text(InclusionProof(position - 1, tuple(path), last.whole).text)


async def _keys(request: Request) -> Response:
    async with _services(request).pool.acquire() as connection:
        last = await _signed(connection, request)
        keys = await checkpoints.published_keys(connection)
    mine = [key for key in keys if origin_of(key.name, last.ledger) == last.origin]
    ends = [*(key.since for key in mine[1:]), None]
    told = [
        {
            "vkey": in_ledger(VerifierKey(key.name, ED25519, key.public), last.ledger).text,
            "since": key.since.isoformat(),
            "until": until and until.isoformat(),
            "succession": key.succession,
        }
        for key, until in zip(mine, ends, strict=True)
    ]
    return JSONResponse({"origin": last.origin, "keys": told}, headers={"cache-control": FOR_A_MOMENT})


# -- cosignatures ------------------------------------------------------------------------------------------------------


async def _cosign(request: Request, settings: Settings | None) -> Response:
    note, told = _cosigned(await _body(request))
    ledger = _ledger(request)
    try:
        witnesses = load_witnesses(settings) if settings is not None else []
    except SetupError as error:
        logger.critical("no cosignature is taken: %s", error)
        raise Answered(503, "the list of witnesses cannot be read here") from None
    async with _services(request).pool.acquire() as connection:
        stored = await checkpoints.of_size(connection, ledger, told.size)
        if stored is None or stored.origin != told.origin:
            raise Answered(404, "no such checkpoint was signed here")
        found = _of_witnesses(note, witnesses)
        if stored.root != told.root or Note.parse(stored.note).text != note.text:
            names = ", ".join(one.vkey.partition("+")[0] for one in found)
            logger.critical("LEDGER %s: WITNESS %s COSIGNED ANOTHER ROOT AT SIZE %s", ledger, names, told.size)
            raise Answered(409, "another root was signed here at that size: keep your note, it is evidence of a fork")
        await checkpoints.keep_cosignatures(connection, stored, found)
    return _text("".join(f"{one.vkey}\n" for one in found))


def _cosigned(body: bytes) -> tuple[Note, Checkpoint]:
    try:
        note = Note.parse(body)
        return note, Checkpoint.parse(note.text)
    except NoteError as error:
        raise Answered(400, str(error)) from None


def _of_witnesses(note: Note, witnesses: Sequence[VerifierKey]) -> list[StoredCosignature]:
    """The cosignatures of those who are known here, verified."""
    try:
        verified = note.verified(witnesses)
    except NoteError as error:
        raise Answered(403, f"{error}; known witnesses are added with greffe keys witness add") from None
    found = []
    for key, signature in verified.items():
        seconds = signature.timestamp or 0
        if seconds > dt.datetime.now(dt.UTC).timestamp() + AHEAD:
            raise Answered(400, "the cosignature is dated in the future: set the witness's clock")
        at = dt.datetime.fromtimestamp(seconds, dt.UTC)
        found.append(StoredCosignature(key.text, at, signature.line))
    return found


async def _body(request: Request) -> bytes:
    found = b""
    async for chunk in request.stream():
        found += chunk
        if len(found) > MAX_COSIGNED:
            raise Answered(413, f"a note of at most {MAX_COSIGNED} bytes is taken")
    return found


# -- what they share ---------------------------------------------------------------------------------------------------


def _services(request: Request) -> Services:
    services: Services = request.app.state.services
    return services


def _ledger(request: Request) -> str:
    ledger: str = request.path_params["ledger"]
    if ledger != REFERENCE_LEDGER and not is_siren(ledger):
        raise Answered(404, "a ledger is named by a SIREN, or FR")
    return ledger


async def _signed(connection: Session, request: Request) -> StoredCheckpoint:
    found = await checkpoints.latest(connection, _ledger(request))
    if found is None:
        raise Answered(404, "no checkpoint of that ledger was signed here")
    return found


def _text(content: str) -> Response:
    return Response(content, headers={"content-type": TEXT, "cache-control": FOR_A_MOMENT})


def _bytes(content: bytes, more: dict[str, str] | None = None) -> Response:
    headers = {"content-type": "application/octet-stream", "cache-control": FOR_EVER, **(more or {})}
    return Response(content, headers=headers)
