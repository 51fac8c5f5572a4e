"""A dossier over HTTP: its canonical JSON, and the page that prints it.

``/dossier/<ledger>/<kind>/<id>.json`` and ``.html``, with ``at_position``, ``known_at`` and ``on``; ``?lang=en`` for
the page in English. A bearer token in the Authorization header reads as its holder.
"""

import hashlib
from typing import Any, Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from service.dossier import Dossier, DossierKind, canonical_json
from service.dossier.page import POLICY, page, people_of, refused_page
from service.graphql.context import Services, context_for
from service.graphql.dossiers import moment_of, read_dossier
from service.graphql.refusals import QueryRefused
from service.graphql.responses import has_tag
from service.messages.message import Language
from service.web.asked import language_asked, moment_asked

_KINDS: Final = {kind.word: kind for kind in DossierKind}
_HEADERS: Final = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-cache",
    "vary": "Authorization",
}


def dossier_routes() -> list[Route]:
    """The two addresses of every dossier, and what is said of any other."""
    return [
        Route("/dossier/{ledger}/{kind}/{name}.json", _json),
        Route("/dossier/{ledger}/{kind}/{name}.html", _html),
        Route("/dossier/{address:path}", _no_address),
    ]


async def _json(request: Request) -> Response:
    try:
        dossier, _ = await _asked(request, named=False)
    except QueryRefused as refusal:
        return _refused(refusal)
    return _answer(request, canonical_json(dossier), "application/json")


async def _html(request: Request) -> Response:
    try:
        language = language_asked(request.query_params)
        dossier, people = await _asked(request, named=True)
    except QueryRefused as refusal:
        return _refused_page(request, refusal)
    answer = _answer(request, page(dossier, people, language).encode(), "text/html; charset=utf-8")
    answer.headers["content-security-policy"] = POLICY
    return answer


async def _no_address(request: Request) -> Response:
    """A wrong address is told in the form that it asks for."""
    address: str = request.path_params["address"]
    kind, _, name = address.rpartition("/")
    refusal = _unknown(kind.rpartition("/")[2], name.removesuffix(".html").removesuffix(".json"))
    return _refused(refusal) if address.endswith(".json") else _refused_page(request, refusal)


async def _asked(request: Request, *, named: bool) -> tuple[Dossier, dict[str, str]]:
    """The dossier that a request asks for, and the names that its page shows.

    Raises:
        QueryRefused: there is none that this viewer may see (404), or the request is not one.
    """
    services: Services = request.app.state.services
    context = await context_for(services, request, None)
    at = moment_asked(request.query_params)
    path = request.path_params
    kind = _KINDS.get(path["kind"])
    async with services.pool.acquire() as connection:
        moment = await moment_of(context.viewer, services.vault, connection, path["ledger"], at)
        told = await read_dossier(connection, moment, kind, path["name"]) if kind else None
        if told is None:
            raise _unknown(path["kind"], path["name"])
        kept = await services.vault.personal(connection, told.ledger, people_of(told)) if named else {}
    return told, {who: each.name for who, each in kept.items()}


def _unknown(kind: str, name: str) -> QueryRefused:
    return QueryRefused(
        "NO_SUCH_DOSSIER",
        {
            "en": f"There is no {kind[:20]!r} {name[:40]!r} here that you may see, on that day as known then.",
            "fr": f"Il n'y a pas ici de {kind[:20]!r} {name[:40]!r} que vous puissiez voir, à cette date et en l'état "
            "connu alors.",
        },
        status=404,
    )


def _refused(refusal: QueryRefused) -> Response:
    body = msgspec.json.encode({"errors": [refusal.formatted]})
    return Response(body, refusal.status, headers=dict(_HEADERS), media_type="application/json")


def _refused_page(request: Request, refusal: QueryRefused) -> Response:
    """For who looks: a page in the language of the address, else in the reader's."""
    asked = request.query_params.get("lang")
    english = asked == "en" or (asked != "fr" and request.headers.get("accept-language", "").lower().startswith("en"))
    language: Language = "en" if english else "fr"
    said: dict[str, Any] = refusal.extensions or {}
    body = refused_page(said["messages"][language], (said["remedies"] or {}).get(language, ""), language)
    headers = {**_HEADERS, "vary": "Authorization, Accept-Language", "content-security-policy": POLICY}
    return Response(body.encode(), refusal.status, headers=headers, media_type="text/html; charset=utf-8")


def _answer(request: Request, body: bytes, media_type: str) -> Response:
    """Kept by nobody without asking again: a dossier outlives everything but the erasure of what it quotes."""
    tag = hashlib.sha256(body).hexdigest()
    headers = {**_HEADERS, "etag": f'"{tag}"'}
    if has_tag(request.headers, tag):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type=media_type)
