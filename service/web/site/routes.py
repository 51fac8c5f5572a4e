"""The site's addresses: ``/fr/<ledger>/<page>`` and ``/en/...``; what the API answers is what a page shows.

A page asks one document of the API's schema, through the same kept answers; its bytes follow from that answer, its
address and the site's files, so that an answer which did not change is a page which did not (ETag, 304).
"""

import hashlib
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

import msgspec
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from strawberry.schema.base import BaseSchema

from service.graphql.answers import Answer, Failed
from service.graphql.asking import Asking
from service.graphql.context import Context, is_public
from service.graphql.refusals import QueryRefused, published, status_of
from service.graphql.requests import ask
from service.graphql.responses import cache_control, has_tag
from service.messages.words import Language
from service.web.session import Session, session_of
from service.web.site.assets import Asset, asset_routes, read_assets
from service.web.site.made import Made
from service.web.site.page import Data, Group, NothingThere, Page
from service.web.site.pages import SITE
from service.web.site.say import Say, templates
from service.web.site.visit import Visit

LANGUAGES: Final[tuple[Language, ...]] = ("fr", "en")
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Final = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "vary": "Authorization, Cookie, Accept-Language",
}
KEPT: Final = 256
"""Pages that are kept, rendered: some 100 kB each."""
_NO_BUREAU: Final = ("NO_BUREAU", "UNKNOWN_BODY")
_LEDGERS: Final = "query Ledgers { ledgers { id name position } }"
_GROUPS: Final = (Group.GOVERN, Group.DECIDE, Group.CARRY_OUT, Group.PROVE)


def site_routes(site: "Site") -> list[BaseRoute]:
    """Every page in both languages, and the files that they load."""
    return [
        Route("/", site.first),
        *(Mount(f"/{language}", routes=site.pages(language), name=language) for language in LANGUAGES),
        *asset_routes(site.assets),
    ]


class Site:
    """What a process has one of: the files, and the pages that were made last."""

    def __init__(self, schema: BaseSchema, kept: int = KEPT) -> None:
        """So many pages are kept, rendered."""
        self.schema = schema
        self.asking = Asking(schema)
        self.assets = read_assets()
        self._build = _build(self.assets)
        self._made = Made(kept)
        self.paths = {name: asset.path for name, asset in self.assets.items()}
        self._sections = [(group.value, [page for page in SITE if page.group is group]) for group in _GROUPS]

    def pages(self, language: Language) -> list[Route]:
        """The routes of one language."""
        routes = [Route("/", partial(self._ledgers, language))]
        for page in SITE:
            path = f"/{{ledger:str}}/{page.slug}" + ("/{item}" if page.of_one else "")
            routes.append(Route(f"{path}.json", partial(self._data, page, language)))
            routes.append(Route(path, partial(self._show, page, language)))
        return routes

    async def first(self, request: Request) -> Response:
        """The one register that is kept here, or the list of them, in the reader's language."""
        language = _preferred(request)
        try:
            ledgers = (await self._known(request))["ledgers"]
        except (QueryRefused, Failed) as error:
            return self.failed(language, request, error)
        if len(ledgers) == 1:
            return RedirectResponse(f"/{language}/{ledgers[0]['id']}/", headers={"vary": "Accept-Language"})
        return RedirectResponse(f"/{language}/", headers={"vary": "Accept-Language"})

    async def _known(self, request: Request) -> Data:
        session = await session_of(request)
        answer = await self.asking.answer(ask(self.schema, _LEDGERS), session.context)
        data = msgspec.json.decode(answer.body)["data"]
        return {"ledgers": [each for each in data["ledgers"] if each["id"] != "FR"]}

    async def _ledgers(self, language: Language, request: Request) -> Response:
        try:
            data = await self._known(request)
        except (QueryRefused, Failed) as error:
            return self.failed(language, request, error)
        html = templates().get_template("templates/ledgers.html.jinja").render(
            say=Say(language), language=language, assets=self.paths, **data
        )  # fmt: skip
        return Response(html, headers={**HEADERS, "cache-control": "no-cache"}, media_type="text/html")

    async def _data(self, page: Page, language: Language, request: Request) -> Response:
        """What a page shows, as the API gives it."""
        try:
            _, _, session, answer = await self._asked(page, language, request)
        except NothingThere:
            return Response(b'{"data":null}', 404, media_type="application/json")
        except (QueryRefused, Failed) as error:
            said = [each.formatted for each in _errors(error)]
            return Response(msgspec.json.encode({"errors": said}), _status(error), media_type="application/json")
        tag, context = answer.digest, session.context
        return _fresh(request, tag, context) or Response(
            answer.body, headers=_cached(tag, context), media_type="application/json"
        )

    async def _show(self, page: Page, language: Language, request: Request) -> Response:
        """A page."""
        try:
            page, visit, session, answer = await self._asked(page, language, request)
            context, signed = session.context, session.shown(request.path_params["ledger"])
            key = f"{request.scope['path']}?{request.scope['query_string'].decode('latin-1')}#{answer.digest}#{signed}"
            tag = hashlib.sha256((key + self._build).encode()).hexdigest()[:32]
            if (fresh := _fresh(request, tag, context)) is not None:
                return fresh
            html = self._made.get(key)
            if html is None:
                html = self._render(page, visit, answer, session)
                self._made.keep(key, html)
        except (QueryRefused, Failed, NothingThere) as error:
            return self.failed(language, request, error)
        return Response(html, headers=_cached(tag, context), media_type="text/html; charset=utf-8")

    async def _asked(self, page: Page, language: Language, request: Request) -> tuple[Page, Visit, Session, Answer]:
        """The answer that a page rests on, or the page that stands in its place; raises QueryRefused, Failed."""
        visit = Visit.of(request, language, page.slug)
        session = await session_of(request)
        asked = ask(self.schema, page.document, {**visit.variables(), **page.variables(visit)})
        try:
            return page, visit, session, await self.asking.answer(asked, session.context)
        except (QueryRefused, Failed) as error:
            if page.begin is None or visit.choices or _code(error) not in _NO_BUREAU:
                raise
        return await self._asked(page.begin, language, request)

    async def ask(self, document: str, variables: dict[str, Any], context: Context) -> Data:
        """The data that a document asks for; raises QueryRefused, Failed."""
        answer = await self.asking.answer(ask(self.schema, document, variables), context)
        data: Data = msgspec.json.decode(answer.body)["data"]
        return data

    def _render(self, page: Page, visit: Visit, answer: Answer, session: Session) -> bytes:
        data = msgspec.json.decode(answer.body)["data"]
        variables = {**visit.variables(), **page.variables(visit)}
        written = msgspec.json.format(msgspec.json.encode(variables), indent=2).decode()
        same = {"document": page.document, "variables": written}
        html = self.render(page.template, page, visit, data, session, same=same, **page.view(data, visit))
        return html.encode()

    def render(
        self, template: str, page: Page, visit: Visit, data: Data, session: Session, **more: Any
    ) -> str:  # fmt: skip
        """A template within the site's frame."""
        return templates().get_template(template).render(
            page=page,
            visit=visit,
            say=Say(visit.language),
            data=data,
            top=data["authority"],
            sections=self._sections,
            assets=self.paths,
            signed=session.shown(visit.ledger),
            word=session.word,
            **more,
        )  # fmt: skip

    def failed(self, language: Language, request: Request, error: Exception) -> Response:
        """The page that says why there is none."""
        say = Say(language)
        nothing = isinstance(error, NothingThere) or _code(error) == "UNKNOWN_AUTHORITY"
        told = [] if isinstance(error, NothingThere) else [_told(each.formatted, language) for each in _errors(error)]
        if nothing:
            told = [{"message": say.word("error.404.body"), "rule": None, "remedy": None}, *told]
        ledger = request.path_params.get("ledger", "")
        html = templates().get_template("templates/error.html.jinja").render(
            say=say,
            language=language,
            assets=self.paths,
            title=say.word("error.404" if nothing else "error.title"),
            said=told,
            home=f"/{language}/" if _code(error) == "UNKNOWN_AUTHORITY" else f"/{language}/{ledger}/",
        )  # fmt: skip
        headers = {**HEADERS, "cache-control": "no-store"}
        return Response(html, 404 if nothing else _status(error), headers=headers, media_type="text/html")


def _build(assets: Mapping[str, Asset]) -> str:
    """What a page is made with: another template makes another page."""
    here = Path(__file__).parent
    parts = [asset.path.encode() for asset in assets.values()]
    parts += [path.read_bytes() for path in sorted(here.rglob("*")) if path.suffix in (".jinja", ".py", ".graphql")]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _preferred(request: Request) -> Language:
    """English for whoever asks for it and not for French."""
    accepted = [part.strip()[:2].lower() for part in request.headers.get("accept-language", "").split(",")]
    return next((language for each in accepted for language in LANGUAGES if each == language), "fr")


def _fresh(request: Request, tag: str, context: Context) -> Response | None:
    return Response(status_code=304, headers=_cached(tag, context)) if has_tag(request.headers, tag) else None


def _cached(tag: str, context: Context) -> dict[str, str]:
    """To be asked again each time: a head moves, a day passes. And where the answer is from, if there is a standby."""
    kept = cache_control(public=is_public(context), immutable=False)
    return {**HEADERS, **context.told, "etag": f'"{tag}"', "cache-control": kept}


def _errors(error: Exception) -> list[Any]:
    if isinstance(error, Failed):
        return [published(each) for each in error.result.errors or ()]
    return [error]


def _status(error: Exception) -> int:
    return max((status_of(each) for each in _errors(error)), default=500)


def _code(error: Exception) -> str | None:
    if isinstance(error, NothingThere):
        return None
    return next((str((each.extensions or {}).get("code")) for each in _errors(error)), None)


def _told(formatted: Mapping[str, Any], language: Language) -> Mapping[str, str | None]:
    extensions = formatted.get("extensions") or {}
    messages = extensions.get("messages") or {}
    return {
        "message": messages.get(language) or formatted["message"],
        "rule": extensions.get("rule"),
        "remedy": (extensions.get("remedies") or {}).get(language),
    }
