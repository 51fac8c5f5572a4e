"""Bundles over HTTP: what the holder of a token, or everyone, may have of a ledger as a file to verify offline.

    GET /export/<ledger>/bundle.zip[?entries=3,40-52][&dossier=decision:ID][&on=2026-10-10][&since=120][&reference=1]

The file is made whole before the first byte is sent, in a temporary file, one bundle at a time in each process, and a
few are kept until whoever asked has read them: who comes meanwhile is asked to come again. ``since`` is the size of a
checkpoint that the auditor holds.
"""

import asyncio
import datetime as dt
import tempfile
from collections.abc import AsyncIterator, Mapping
from typing import IO, Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from domain.core.calendar import paris_day
from domain.core.identifiers import REFERENCE_LEDGER, is_siren
from service.access import InvalidToken, viewer_of
from service.export import Asked, ExportRefused, NotAsked, dossier_named, positions_named, write_bundle
from service.graphql.context import Services

_BLOCK: Final = 1 << 18
_KNOWN: Final = frozenset({"entries", "dossier", "on", "since", "reference", "lang"})
_IN_MEMORY: Final = 1 << 20
RETRY_AFTER: Final = 10
"""Seconds, for who comes while another bundle is made."""
UNREAD: Final = 4
"""Bundles that are being read: each is a file as large as a ledger, and nobody has to say who they are to ask."""


def bundle_routes() -> list[BaseRoute]:
    """The route."""
    making, unread = asyncio.Lock(), set[IO[bytes]]()

    async def bundle(request: Request) -> Response:
        if making.locked() or len(unread) >= UNREAD:
            return _refused(503, ExportRefused("BUSY"), {"retry-after": str(RETRY_AFTER)})
        async with making:
            return await _bundle(request, unread)

    return [Route("/export/{ledger}/bundle.zip", bundle)]


class _Sent(StreamingResponse):
    """A file that is closed, and so removed, however its reader leaves."""

    def __init__(self, stream: IO[bytes], unread: set[IO[bytes]], headers: Mapping[str, str]) -> None:
        super().__init__(_blocks(stream), media_type="application/zip", headers=headers)
        self._stream, self._unread = stream, unread
        unread.add(stream)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._unread.discard(self._stream)
            self._stream.close()


async def _bundle(request: Request, unread: set[IO[bytes]]) -> Response:
    services: Services = request.app.state.services
    stream: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed when it is sent
    try:
        viewer = await viewer_of(services.pool, request.headers.get("authorization"))
        await write_bundle(services.pool, stream, viewer, _asked(request), vault=services.vault)
    except InvalidToken:
        stream.close()
        return _refused(401, ExportRefused("INVALID_TOKEN"))
    except NotAsked as error:
        stream.close()
        return _refused(400, error)
    except ExportRefused as refused:
        stream.close()
        return _refused(409 if refused.code in {"ALTERED", "FORKED"} else 404, refused)
    except BaseException:
        stream.close()
        raise
    name = f"greffe-{request.path_params['ledger']}.zip"
    headers = {
        "content-length": str(stream.tell()),
        "content-disposition": f'attachment; filename="{name}"',
        "cache-control": "private, no-store",
        "vary": "authorization",
    }
    return _Sent(stream, unread, headers)


async def _blocks(stream: IO[bytes]) -> AsyncIterator[bytes]:
    stream.seek(0)
    while block := stream.read(_BLOCK):
        yield block


def _asked(request: Request) -> Asked:
    """Raises NotAsked: something cannot be read."""
    said, ledger = request.query_params, request.path_params["ledger"]
    if ledger != REFERENCE_LEDGER and not is_siren(ledger):
        raise NotAsked("NO_LEDGER")
    if unknown := said.keys() - _KNOWN:
        raise NotAsked("NOT_ASKED_HERE", name=min(unknown)[:40], known=", ".join(sorted(_KNOWN)))
    try:
        on = dt.date.fromisoformat(said["on"]) if "on" in said else paris_day(dt.datetime.now(dt.UTC))
    except ValueError:
        raise NotAsked("NO_DAY") from None
    since = said.get("since", "0")
    if not since.isascii() or not since.isdigit() or len(since) > 15:
        raise NotAsked("NO_SIZE")
    return Asked(
        ledger=ledger,
        positions=positions_named(said["entries"]) if "entries" in said else (),
        dossiers=tuple(dossier_named(name) for name in said.getlist("dossier")),
        on=on,
        language="en" if said.get("lang") == "en" else "fr",
        reference=said.get("reference") == "1",
        since_size=int(since),
    )


def _refused(status: int, refused: ExportRefused, headers: dict[str, str] | None = None) -> Response:
    """``code``, and what is said in both languages; ``message`` is the English for who reads but one."""
    code = "BAD_REQUEST" if isinstance(refused, NotAsked) else refused.code
    said = {"code": code, "message": str(refused), "messages": refused.messages, "remedies": refused.remedies}
    return JSONResponse({"error": said}, status, headers)
