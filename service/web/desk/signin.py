"""Signing in with a token, and out; whoever must sign in first keeps what was typed."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from service.graphql.context import Services, context_for
from service.graphql.refusals import QueryRefused
from service.messages.words import Language
from service.settings import Settings
from service.web.desk.typed import MOST, NotAForm, TooLarge, Typed, read_form
from service.web.session import Session, begin, comes_from_here, end, session_of
from service.web.site.page import NothingThere
from service.web.site.routes import HEADERS, Site
from service.web.site.say import Say, templates

IN, OUT = "connexion", "deconnexion"
Resume = Callable[[Request, Session, Typed], Awaitable[Response | None]]
_PRIVATE: Final = {**HEADERS, "cache-control": "private, no-store"}


class SignIn:
    """The pages of signing in and out."""

    def __init__(self, site: Site, settings: Settings | None) -> None:
        self._site = site
        self._settings = settings

    def routes(self, language: Language, resume: Resume) -> list[BaseRoute]:
        """Those of one language."""
        start = f"/{language}/{{ledger:str}}"
        return [
            Route(f"{start}/{IN}", partial(self._sign_in, language, resume), methods=["GET", "POST"]),
            Route(f"{start}/{OUT}", partial(self._sign_out, language), methods=["POST"]),
        ]

    def required(self, request: Request, language: Language, session: Session, typed: Typed | None = None) -> Response:
        """What is answered to whoever may not record here: to sign in; once signed in, that there is nothing here."""
        if session.token is not None or "authorization" in request.headers:
            return self._site.failed(language, request, NothingThere())
        reason = "session_over" if session.stale or typed else "sign_in_first"
        return self._page(request, language, reason, 401, typed=typed, form=str(request.path_params.get("item", "")))

    def alone(self, request: Request, language: Language, reason: str, status: int, **values: object) -> Response:
        """A page that says why a form was not read."""
        say = Say(language)
        return self._render(
            "alone",
            request,
            language,
            status,
            title=say.word(f"desk.{reason}.title"),
            said=say.word(f"desk.{reason}", **values),
        )

    async def _sign_in(self, language: Language, resume: Resume, request: Request) -> Response:
        if request.method == "GET":
            return self._page(request, language, "", 200)
        try:
            typed = await read_form(request)
        except TooLarge:
            return self.alone(request, language, "too_large", 413, limit=MOST // 1024)
        except NotAForm:
            return self.alone(request, language, "not_a_form", 415)
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
        answer = self.alone(request, language, "signed_out", 200)
        end(request, answer)
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
    ) -> Response:
        kept = [*(typed.pairs() if typed else ()), *_own(typed, "_command", "_draft", "_version")]
        return self._render("signin", request, language, status, reason=reason, kept=kept, form=form, typed=typed)

    def _render(self, template: str, request: Request, language: Language, status: int, **more: Any) -> Response:
        html = templates().get_template(f"desk/templates/{template}.html.jinja").render(
            say=Say(language),
            language=language,
            ledger=request.path_params["ledger"],
            assets=self._site.paths,
            **more,
        )  # fmt: skip
        return Response(html, status, headers=_PRIVATE, media_type="text/html; charset=utf-8")


def _own(typed: Typed | None, *names: str) -> list[tuple[str, str]]:
    """The desk's own values that go along with what was typed."""
    return [(name, value) for name in names if typed and (value := typed.one(name))]
