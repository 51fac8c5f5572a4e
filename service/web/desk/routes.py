"""The desk's addresses: ``/fr/<ledger>/secretariat`` and its forms, for who may record in that ledger.

Each form is one address. GET gives it to be filled in; POST, as the button says (``_do``), another row, the rehearsal,
the draft or the recording, which ends in a redirect: reloading the page that follows records nothing. The command id
is in the form from the first, so that sending it twice records once. Without a good session nothing typed is lost: the
page that asks to sign in carries it along.
"""

import secrets
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Final

from msgspec import Struct, structs
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from domain.register import COMMANDS, Instruction
from service.clerk import Recorded, Refusals
from service.commands import InvalidCommand, decode_commands
from service.graphql.answers import Failed
from service.graphql.moment import AtInput
from service.graphql.refusals import QueryRefused
from service.ledger import OutcomeUnknown
from service.messages import remedy, sentence
from service.messages.words import Language
from service.settings import Settings
from service.vault_drafts import MOST as MOST_DRAFTS
from service.vault_drafts import list_drafts
from service.web.desk import drafts
from service.web.desk.filled import Filled, Laid, Problem, laid_out, refused, unfilled, unreadable
from service.web.desk.form import Form, Scene, document
from service.web.desk.forms import ALL, BY_SLUG
from service.web.desk.people import Meant, Registry
from service.web.desk.preview import Preview, rehearsed, request_of
from service.web.desk.show import sheet
from service.web.desk.signin import SignIn
from service.web.desk.typed import MOST, NotAForm, TooLarge, Typed, read_form
from service.web.session import Session, comes_from_here, session_of
from service.web.site.page import Group, NothingThere, Page
from service.web.site.routes import HEADERS, LANGUAGES, Site
from service.web.site.say import Say
from service.web.site.visit import Visit

SLUG: Final = "secretariat"
PAGE: Final = Page(name="desk", slug=SLUG, group=Group.NOWHERE, of_desk=True)
HEADERS_PRIVATE: Final = {**HEADERS, "cache-control": "private, no-store"}
_TRIES: Final = 3
"""Times that a recording is rehearsed again because others recorded something else meanwhile."""


class Desk(Struct, frozen=True):
    """What the handlers share."""

    site: Site
    sign_in: SignIn
    registry: Registry


class Asked(Struct, frozen=True):
    """A request of the desk by somebody who may record."""

    desk: Desk
    request: Request
    language: Language
    session: Session
    visit: Visit
    scene: Scene
    form: Form | None = None
    typed: Typed = Typed()

    @property
    def say(self) -> Say:
        """In words."""
        return Say(self.language)

    @property
    def command_id(self) -> str:
        """The command id of the form at hand."""
        given = self.typed.one("_command")
        return given if given.startswith("desk-") and given.isascii() and len(given) <= 60 else new_command()

    def page(self, template: str, status: int = 200, **more: Any) -> Response:
        """A page of the desk."""
        data = {"authority": self.scene.authority, **self.scene.data}
        html = self.desk.site.render(
            f"desk/templates/{template}.html.jinja",
            PAGE,
            self.visit,
            data,
            self.session,
            scene=self.scene,
            form=self.form,
            typed=self.typed,
            command=self.command_id,
            same=None,
            **more,
        )
        return Response(html, status, headers=HEADERS_PRIVATE, media_type="text/html; charset=utf-8")


def desk_routes(site: Site, settings: Settings | None) -> list[BaseRoute]:
    """The desk and its sign-in, in both languages."""
    sign_in = SignIn(site, settings)
    desk = Desk(site, sign_in, Registry(site.schema, site.asking))
    routes: list[BaseRoute] = []
    for language in LANGUAGES:
        start = f"/{language}/{{ledger:str}}"
        routes += sign_in.routes(language, partial(resumed, desk, language))
        routes.append(Route(f"{start}/{SLUG}", partial(_guarded, home, desk, language)))
        form = partial(_guarded, fill_in, desk, language)
        routes.append(Route(f"{start}/{SLUG}/{{item:str}}", form, methods=["GET", "POST"]))
    return routes


def new_command() -> str:
    """A command id."""
    return f"desk-{secrets.token_hex(12)}"


async def _guarded(
    handle: Callable[[Desk, Language, Request], Awaitable[Response]], desk: Desk, language: Language, request: Request
) -> Response:
    """A handler whose refusals are pages."""
    try:
        return await handle(desk, language, request)
    except (QueryRefused, Failed, NothingThere) as error:
        return desk.site.failed(language, request, error)
    except TooLarge:
        return desk.sign_in.alone(request, language, "too_large", 413, limit=MOST // 1024)
    except NotAForm:
        return desk.sign_in.alone(request, language, "not_a_form", 415)


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
    if request.method == "GET" and (draft := request.query_params.get("draft")):
        kept = await drafts.opened(session.context, request.path_params["ledger"], form, draft)
        if kept is None:
            raise NothingThere
        typed = kept
    asked = await scene_of(desk, language, request, session, form, typed)
    if request.method == "GET":
        return _form(asked)
    if not comes_from_here(request) or not session.believes(typed.one("_word")):
        return _form(asked, [Problem.of(None, "not_from_here")], 403)
    return await _done(asked)


async def resumed(desk: Desk, language: Language, request: Request, session: Session, typed: Typed) -> Response | None:
    """The form that was being filled in when the session ended, with all that was typed; None when there was none."""
    form = BY_SLUG.get(typed.one("_form"))
    if form is None or not session.records_in(request.path_params["ledger"]):
        return None
    return _form(await scene_of(desk, language, request, session, form, typed))


async def scene_of(
    desk: Desk,
    language: Language,
    request: Request,
    session: Session,
    form: Form | None = None,
    typed: Typed | None = None,
) -> Asked:
    """What a form is filled in on; raises QueryRefused, Failed."""
    typed = typed or Typed()
    ledger = request.path_params["ledger"]
    visit = structs.replace(Visit.of(request, language, SLUG), at=AtInput(), moment={})  # the desk looks at today
    common = await desk.site.ask(document("desk"), {"authority": ledger}, session.context)
    body = typed.one("body") or visit.choices.get("body", "")
    entry = typed.one("entry") or visit.choices.get("entry", "")
    listed = common["authority"]["bodies"]
    if form is not None and form.of_body:
        if body not in {each["id"] for each in listed}:
            bureaux = [each["id"] for each in listed if each["kind"] == "BUREAU"] or [each["id"] for each in listed]
            body = bureaux[0] if bureaux else ""
    data = dict(common)
    if form is not None:
        assembly = next((each["id"] for each in listed if each["kind"] == "ASSEMBLY"), "")
        variables = form.variables(ledger, assembly if form.of_assembly else body, entry)
        if variables is not None:
            data |= await desk.site.ask(form.document, dict(variables), session.context)
    scene = Scene(common["authority"], data, session.context.today().isoformat(), body, entry)
    return Asked(desk, request, language, session, visit, scene, form, typed)


def _form(
    asked: Asked, problems: list[Problem] | None = None, status: int = 200, meant: Meant | None = None, more: str = ""
) -> Response:
    assert asked.form is not None
    shown = sheet(
        asked.form, asked.scene, asked.typed, asked.say, problems or (), meant.candidates if meant else None, more
    )
    return asked.page("form", status, sheet=shown, people=_names(asked))


def _names(asked: Asked) -> list[str]:
    nodes = asked.scene.data["people"]["nodes"]
    return sorted({each["name"] for each in nodes if not each["erased"]})


async def _done(asked: Asked) -> Response:
    """What the button says."""
    do = asked.typed.one("_do")
    if do.startswith("more:"):
        return _form(asked, more=do.removeprefix("more:"))
    if do == "edit":
        return _form(asked)
    if do == "keep":
        return await _keep(asked)
    if do == "drop":
        await drafts.dropped(asked.session.context, asked.visit.ledger, asked.typed)
        return _away(asked.visit.path(SLUG))
    return await _rehearse(asked, record=do == "record")


async def _rehearse(asked: Asked, *, record: bool) -> Response:
    """The entries that the form would record, or what stands in the way; recorded when they are those seen before."""
    form = asked.form
    assert form is not None
    ledger, context = asked.visit.ledger, asked.session.context
    filled = Filled(form, asked.scene, asked.typed, {}, asked.command_id)
    meant = await asked.desk.registry.meant(context, ledger, form, filled)
    problems = [*unfilled(form, filled), *meant.problems]
    problems += form.check(Filled(form, asked.scene, asked.typed, meant.people, asked.command_id))
    if problems:
        return _form(asked, problems, 422, meant)
    laid = _laid(form, asked, meant)
    try:
        instructions: list[Instruction] = decode_commands(laid.commands, COMMANDS)
    except InvalidCommand as error:
        return _form(asked, [unreadable(error, laid)], 422, meant)
    names = {alias: f"{given} {family}" for alias, (given, family) in meant.new.items()}
    seen = asked.typed.one("_seen")
    for _ in range(_TRIES):
        found = await rehearsed(context, request_of(ledger, instructions, asked.command_id), names)
        if isinstance(found, Recorded):
            return await _recorded(asked, found)
        if isinstance(found, Refusals):
            return _form(asked, refused(found.refusals, laid), 422, meant)
        if not record or found.digest != seen or not found.lines:
            return _previewed(asked, found, changed=record and found.digest != seen)
        try:
            answer = await context.clerk.record(
                context.viewer, request_of(ledger, instructions, asked.command_id, found.head)
            )
        except OutcomeUnknown:
            return _previewed(asked, found, unknown=True, status=503)
        if isinstance(answer, Recorded):
            return await _recorded(asked, answer)
        if any(each.refusal.code != "PositionMoved" for each in answer.refusals):
            return _form(asked, refused(answer.refusals, laid), 422, meant)
    return _previewed(asked, found, changed=True, status=409)


def _laid(form: Form, asked: Asked, meant: Meant) -> Laid:
    filled = Filled(form, asked.scene, asked.typed, meant.people, asked.command_id)
    return laid_out([*meant.registered(filled), *form.commands(filled)])


def _previewed(
    asked: Asked, preview: Preview, *, changed: bool = False, unknown: bool = False, status: int = 200
) -> Response:
    assert asked.form is not None
    shown, language = sheet(asked.form, asked.scene, asked.typed, asked.say), asked.language
    cautions = [
        {"message": sentence(each, language), "rule": each.rule, "remedy": remedy(each, language)}
        for each in preview.cautions
    ]
    return asked.page(
        "preview", status, sheet=shown, preview=preview, cautions=cautions, changed=changed, unknown=unknown
    )


async def _recorded(asked: Asked, answer: Recorded) -> Response:
    """Away from the form: what follows may be reloaded."""
    await drafts.dropped(asked.session.context, asked.visit.ledger, asked.typed)
    return _away(f"{asked.visit.path(SLUG)}?recorded={answer.first}-{answer.last}")


async def _keep(asked: Asked) -> Response:
    """As a draft; when a colleague saved it since, both versions side by side."""
    form, context, ledger = asked.form, asked.session.context, asked.visit.ledger
    assert form is not None
    try:
        found = await drafts.keep(context, ledger, form, asked.typed, asked.command_id)
    except drafts.TooManyDrafts:
        return _form(asked, [Problem.of(None, "too_many_drafts", limit=MOST_DRAFTS)], 409)
    match found:
        case drafts.Kept(id=id_):
            return _away(f"{asked.visit.path()}?draft={id_}&saved=1")
        case drafts.Gone():
            anew = structs.replace(asked, typed=drafts.anew(asked.typed))
            return _form(anew, [Problem.of(None, "draft_gone")], 409)
        case drafts.Clash(theirs=theirs):
            other = drafts.typed_in(theirs)
            rows = drafts.compared(form, asked.scene, asked.say, asked.typed, other)
            mine = structs.replace(asked, typed=drafts.upon(asked.typed, theirs))
            return mine.page("clash", 409, title=asked.say.word(f"desk.{form.name}.title"), theirs=theirs, rows=rows)


def _away(address: str) -> Response:
    return RedirectResponse(address, 303, headers={"cache-control": "private, no-store"})
