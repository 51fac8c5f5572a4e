"""The desk's addresses: ``/fr/<ledger>/secretariat`` and its forms, for who may record in that ledger.

Each form is one address. GET gives it to be filled in; POST, as the button says (``_do``), another row, the rehearsal,
the draft or the recording, which ends in a redirect: reloading the page that follows records nothing. The command id
is in the form from the first, so that sending it twice records once. Without a good session nothing typed is lost: the
page that asks to sign in carries it along.
"""

from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from service.messages.words import Language
from service.settings import Settings
from service.vault_drafts import list_drafts
from service.web.desk import drafts
from service.web.desk.asked import SLUG, Desk, scene_of
from service.web.desk.filled import Problem
from service.web.desk.forms import ALL, BY_SLUG
from service.web.desk.people import Registry
from service.web.desk.queue import queue_route
from service.web.desk.signin import SignIn
from service.web.desk.steps import pressed, shown
from service.web.desk.typed import Typed, read_form
from service.web.session import Session, comes_from_here, session_of
from service.web.site.page import NothingThere
from service.web.site.routes import LANGUAGES, Site


def desk_routes(site: Site, settings: Settings | None) -> list[BaseRoute]:
    """The desk and its sign-in, in both languages."""
    sign_in = SignIn(site, settings)
    desk = Desk(site, sign_in, Registry(site.schema, site.asking))
    routes: list[BaseRoute] = sign_in.shared_routes()
    for language in LANGUAGES:
        start = f"/{language}/{{ledger:str}}"
        routes += sign_in.routes(language, partial(resumed, desk, language))
        routes.append(Route(f"{start}/{SLUG}", sign_in.guarded(language, partial(home, desk, language))))
        routes.append(queue_route(desk, language))
        form = sign_in.guarded(language, partial(fill_in, desk, language))
        routes.append(Route(f"{start}/{SLUG}/{{item:str}}", form, methods=["GET", "POST"]))
    return routes


async def home(desk: Desk, language: Language, request: Request) -> Response:
    """What may be done, what was recorded last, what waits."""
    session = await session_of(request)
    if not session.records_in(request.path_params["ledger"]):
        return desk.sign_in.required(request, language, session)
    asked = await scene_of(desk, language, request, session)
    recorded = request.query_params.get("recorded", "")
    first, _, last = recorded.partition("-")
    span = (int(first), int(last)) if first.isdecimal() and last.isdecimal() and len(recorded) < 30 else None
    ledger, pool = request.path_params["ledger"], session.context.pool
    waiting = [each for each in await list_drafts(pool, ledger) if each.form in BY_SLUG]
    return asked.page("home", forms=ALL, by_slug=BY_SLUG, recorded=span, drafts=waiting)


async def fill_in(desk: Desk, language: Language, request: Request) -> Response:
    """One form: shown, rehearsed, recorded."""
    form = BY_SLUG.get(request.path_params["item"])
    if form is None:
        raise NothingThere
    session = await session_of(request)
    typed = await read_form(request) if request.method == "POST" else Typed()
    if not session.records_in(request.path_params["ledger"]):
        return desk.sign_in.required(request, language, session, typed)
    if request.method != "POST" and (draft := request.query_params.get("draft")):
        kept = await drafts.opened(session.context, request.path_params["ledger"], form, draft)
        if kept is None:
            raise NothingThere
        typed = kept
    asked = await scene_of(desk, language, request, session, form=form, typed=typed)
    if request.method != "POST":
        return shown(asked)
    if not comes_from_here(request) or not session.believes(typed.one("_word")):
        return shown(asked, [Problem.of(None, "not_from_here")], 403)
    return await pressed(asked)


async def resumed(desk: Desk, language: Language, request: Request, session: Session, typed: Typed) -> Response | None:
    """The form that was being filled in when the session ended, with all that was typed; None when there was none."""
    form = BY_SLUG.get(typed.one("_form"))
    if form is None or not session.records_in(request.path_params["ledger"]):
        return None
    return shown(await scene_of(desk, language, request, session, form=form, typed=typed))
