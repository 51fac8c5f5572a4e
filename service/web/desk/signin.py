"""Signing in with a token, and out; whoever must sign in first keeps what was typed."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Final
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from service.graphql.answers import Failed
from service.graphql.context import Services, context_for
from service.graphql.refusals import QueryRefused
from service.messages.words import Language
from service.settings import Settings
from service.web.desk.alone import Alone
from service.web.desk.oidc_routes import HINT, Oidc
from service.web.desk.typed import MOST, NotAForm, TooLarge, Typed, cleaned_text, read_form
from service.web.session import Session, begin, comes_from_here, end, session_of
from service.web.site.page import NothingThere
from service.web.site.routes import Site

IN, OUT = "connexion", "deconnexion"
_ALONG: Final = ("body", "entry")
"""What a form's address says, and goes on saying after signing in."""
_BOTH: Final = ["GET", "POST"]
Handler = Callable[[Request], Awaitable[Response]]
Resume = Callable[[Request, Session, Typed], Awaitable[Response | None]]


class SignIn:
    """The pages of signing in and out."""

    def __init__(self, site: Site, settings: Settings | None) -> None:
        self._site = site
        self._alone = Alone(site)
        self._oidc = Oidc(settings, self._alone) if settings and settings.oidc_issuer else None

    def shared_routes(self) -> list[BaseRoute]:
        """Those of the issuer, if there is one: they come before the forms of a language."""
        return self._oidc.routes() if self._oidc else []

    def routes(self, language: Language, resume: Resume) -> list[BaseRoute]:
        """Those of one language."""
        start = f"/{language}/{{ledger:str}}"
        return [
            Route(f"{start}/{IN}", self.guarded(language, partial(self._sign_in, language, resume)), methods=_BOTH),
            Route(f"{start}/{OUT}", self.guarded(language, partial(self._sign_out, language)), methods=["POST"]),
        ]

    def guarded(self, language: Language, handle: Handler) -> Handler:
        """A handler whose refusals are pages."""

        async def handled(request: Request) -> Response:
            try:
                return await handle(request)
            except (QueryRefused, Failed, NothingThere) as error:
                return self._site.failed(language, request, error)
            except TooLarge:
                return self.alone(request, language, "too_large", 413, limit=MOST // 1024)
            except NotAForm:
                return self.alone(request, language, "not_a_form", 415)

        return handled

    def required(self, request: Request, language: Language, session: Session, typed: Typed | None = None) -> Response:
        """What is answered to whoever may not record here: to sign in; once signed in, that there is nothing here."""
        if session.token is not None or "authorization" in request.headers:
            return self._site.failed(language, request, NothingThere())
        form = str(request.path_params.get("item", ""))
        if request.method != "POST":
            asked = {name: value for name in _ALONG if (value := request.query_params.get(name))}
            query = urlencode({"form": form, **asked})
            address = f"/{language}/{quote(request.path_params['ledger'])}/{IN}?{query}"
            return RedirectResponse(address, 303, headers={"cache-control": "private, no-store"})
        return self._page(request, language, "session_over", 401, typed=typed, form=form)

    def alone(self, request: Request, language: Language, reason: str, status: int, **values: Any) -> Response:
        """A page that says why a form was not read."""
        return self._alone.page(request.path_params["ledger"], language, reason, status, **values)

    async def _sign_in(self, language: Language, resume: Resume, request: Request) -> Response:
        if request.method != "POST":
            return await self._first(language, request)
        typed = await read_form(request)
        form, token = typed.one("_form"), typed.one("_token")
        if not comes_from_here(request):
            return self._page(request, language, "not_from_here", 403, typed=typed, form=form)
        session = await session_of(request)
        if token or session.token is None:
            services: Services = request.app.state.services
            try:
                context = await context_for(services, request, {"authorization": f"Bearer {token}"})
            except QueryRefused as refused:
                if (refused.extensions or {}).get("code") != "INVALID_TOKEN":
                    raise
                return self._page(request, language, "bad_token", 401, typed=typed, form=form)
            session = Session(context, token)
        assert session.token is not None
        answer = await resume(request, session, typed) or self._onward(request, language, session)
        if token:
            begin(request, answer, session.token)
        return answer

    async def _first(self, language: Language, request: Request) -> Response:
        """The page as a link leads to it; which form it was for is in the address, and what that was about."""
        said = request.query_params
        stale = (await session_of(request)).stale
        reason = "session_over_get" if stale else "sign_in_first" if "form" in said else ""
        along = Typed({name: (cleaned_text(said[name]),) for name in _ALONG if name in said})
        form = cleaned_text(said.get("form", ""))[:40]
        return self._page(request, language, reason, 200, form=form, along=along)

    @staticmethod
    def _onward(request: Request, language: Language, session: Session) -> Response:
        ledger = request.path_params["ledger"]
        there = "secretariat" if session.records_in(ledger) else ""
        return RedirectResponse(f"/{language}/{ledger}/{there}", 303, headers={"cache-control": "private, no-store"})

    async def _sign_out(self, language: Language, request: Request) -> Response:
        session = await session_of(request)
        typed = await read_form(request)
        if not comes_from_here(request) or not session.believes(typed.one("_word")):
            return self.alone(request, language, "not_signed_out", 403)
        onward = await self._oidc.onward(request, session) if self._oidc else None
        answer = self.alone(request, language, "signed_out", 200, onward=onward)
        if onward:  # not a redirect: the policy of the page that sent the form would stop it
            answer.headers["refresh"] = f"0; url={onward}"
        end(request, answer)
        answer.delete_cookie(HINT, path="/", httponly=True, samesite="lax")
        return answer

    def _page(
        self,
        request: Request,
        language: Language,
        reason: str,
        status: int,
        *,
        typed: Typed | None = None,
        form: str = "",
        along: Typed | None = None,
    ) -> Response:
        kept = [*(typed.pairs() if typed else ()), *_own(typed, "_command", "_draft", "_version")]
        return self._alone.render(
            "signin",
            request.path_params["ledger"],
            language,
            status,
            reason=reason,
            kept=kept,
            along=[*along.pairs()] if along else [],
            form=form,
            oidc=self._oidc is not None,
        )


def _own(typed: Typed | None, *names: str) -> list[tuple[str, str]]:
    """The desk's own values that go along with what was typed."""
    return [(name, value) for name in names if typed and (value := typed.one(name))]
