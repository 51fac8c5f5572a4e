"""Themes that an authority adds to the common vocabulary (``domain/rules/themes.py``)."""

from domain.core.entry import Fact
from domain.core.identifiers import Label, Slug


class ThemeAdded(Fact, frozen=True, kw_only=True):
    """The authority works on a theme that the common vocabulary lacks."""

    founds = True
    theme: Slug
    name_fr: Label
    name_en: Label

    def tags(self) -> tuple[str, ...]:
        return (f"theme:{self.theme}",)
