"""The vocabulary of themes, as far as an authority extends it."""

from typing import assert_never

from msgspec import Struct

from domain.core.boundary import Boundary, about
from domain.core.command import ALREADY_TRUE, Command, Decision, Memberships
from domain.core.entry import Entry
from domain.core.identifiers import Label, Slug
from domain.core.notices import Refusal, Refused
from domain.facts.themes import ThemeAdded
from domain.history import History
from domain.rules.themes import THEMES
from domain.things import Things

# -- commands ----------------------------------------------------------------------------------------------------------


class AddTheme(Command, frozen=True, kw_only=True):
    """Add a theme to those of the common vocabulary, with its names in French and in English."""

    cites_act = False
    theme: Slug
    name_fr: Label
    name_en: Label


COMMANDS = (AddTheme,)

# -- refusals ----------------------------------------------------------------------------------------------------------


class ThemeIsCommon(Refusal, frozen=True, kw_only=True):
    """The common vocabulary has that theme already."""

    theme: str


# -- state -------------------------------------------------------------------------------------------------------------


class Theme(Struct, frozen=True, kw_only=True):
    """A theme of the authority's own."""

    theme: Slug
    name_fr: Label
    name_en: Label
    entries: tuple[int, ...]


EMPTY: Things[Theme] = Things()

# -- evolve ------------------------------------------------------------------------------------------------------------


def apply(theme: Theme | None, entry: Entry) -> Theme | None:
    """What a theme is after one more entry."""
    match entry.fact:
        case ThemeAdded(theme=name, name_fr=name_fr, name_en=name_en):
            return theme or Theme(theme=name, name_fr=name_fr, name_en=name_en, entries=(entry.position,))
    return theme


def evolve(state: Things[Theme], entry: Entry) -> Things[Theme]:
    """Fold one standing entry, in legal order."""
    return state.after(entry, ThemeAdded, apply)


# -- decide ------------------------------------------------------------------------------------------------------------

ThemeCommand = AddTheme


def decide(state: Things[Theme], command: ThemeCommand, memberships: Memberships) -> Decision:
    """What the command comes to.

    Raises:
        Refused: ThemeIsCommon, AlreadyFounded.
    """
    match command:
        case AddTheme():
            return _add(state, command)
    assert_never(command)


def _add(state: Things[Theme], command: AddTheme) -> Decision:
    if command.theme in THEMES:
        raise Refused(ThemeIsCommon(theme=command.theme))
    draft = command.leads_to(ThemeAdded(theme=command.theme, name_fr=command.name_fr, name_en=command.name_en))
    if state.references.says(draft):
        return ALREADY_TRUE
    state.references.check_new(draft)
    return Decision((draft,))


# -- boundary ----------------------------------------------------------------------------------------------------------


def boundary(command: ThemeCommand, history: History) -> Boundary:
    """What the decision depends on: the theme itself."""
    return about(f"theme:{command.theme}")
