"""A request of the desk: who asks, of which form, on what; and its pages."""

import secrets
from typing import Any, Final

from msgspec import Struct, structs
from starlette.requests import Request
from starlette.responses import Response

from service.graphql.moment import AtInput
from service.messages.words import Language
from service.web.desk.form import Form, Scene, document
from service.web.desk.people import Registry
from service.web.desk.signin import SignIn
from service.web.desk.typed import Typed
from service.web.session import Session
from service.web.site.page import Group, Page
from service.web.site.routes import HEADERS, Site
from service.web.site.say import Say
from service.web.site.visit import Visit

SLUG: Final = "secretariat"
PAGE: Final = Page(name="desk", slug=SLUG, group=Group.NOWHERE, of_desk=True)
_PRIVATE: Final = {**HEADERS, "cache-control": "private, no-store"}


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
        return Response(html, status, headers=_PRIVATE, media_type="text/html; charset=utf-8")


def new_command() -> str:
    """A command id."""
    return f"desk-{secrets.token_hex(12)}"


async def scene_of(
    desk: Desk,
    language: Language,
    request: Request,
    session: Session,
    *,
    form: Form | None = None,
    typed: Typed | None = None,
) -> Asked:
    """What a form is filled in on; raises QueryRefused, Failed."""
    typed = typed or Typed()
    ledger = request.path_params["ledger"]
    # The desk looks at today; a form that is taken up again after signing in has its own address.
    visit = structs.replace(
        Visit.of(request, language, SLUG), at=AtInput(), moment={}, item=form.slug if form else None
    )
    common = await desk.site.ask(document("desk"), {"authority": ledger}, session.context)
    body = typed.one("body") or visit.choices.get("body", "")
    entry = typed.one("entry") or visit.choices.get("entry", "")
    listed = common["authority"]["bodies"]
    if form is not None and form.of_body and body not in {each["id"] for each in listed}:
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
