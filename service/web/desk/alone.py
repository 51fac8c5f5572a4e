"""Pages that stand alone, outside the site's frame: they need nothing of a register to be shown."""

from typing import Any, Final

from starlette.responses import Response

from service.messages.words import Language
from service.web.site.routes import HEADERS, Site
from service.web.site.say import Say, templates

_PRIVATE: Final = {**HEADERS, "cache-control": "private, no-store"}


class Alone:
    """Makes them."""

    def __init__(self, site: Site) -> None:
        self._paths = site.paths

    def page(
        self, ledger: str, language: Language, reason: str, status: int, *, onward: str | None = None, **values: object
    ) -> Response:
        """Says one thing: ``desk.<reason>``, under its title."""
        say = Say(language)
        title, said = say.word(f"desk.{reason}.title"), say.word(f"desk.{reason}", **values)
        return self.render("alone", ledger, language, status, title=title, said=said, onward=onward)

    def render(self, template: str, ledger: str, language: Language, status: int, /, **more: Any) -> Response:
        """A template of the desk's own."""
        html = templates().get_template(f"desk/templates/{template}.html.jinja").render(
            say=Say(language), language=language, ledger=ledger, assets=self._paths, **more
        )  # fmt: skip
        return Response(html, status, headers=_PRIVATE, media_type="text/html; charset=utf-8")
