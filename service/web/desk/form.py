"""What a form is: fields in groups, the document that its choices are asked with, and the commands that it comes to.

A form is declared; reading it, showing it and bringing a refusal back to its field are written once. Files of one name
stand together in ``forms/``: ``<name>.py``, which says ``FORM``, and ``<name>.graphql``, what it asks of the API.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from service.messages.site import WORDS
from service.web.site.page import with_fragments
from service.web.site.say import Say

if TYPE_CHECKING:
    from service.web.desk.filled import Filled, Planned, Problem

FORMS: Final = Path(__file__).parent / "forms"
Options = Sequence[tuple[str, str]]
"""Values, and what they are called."""


class Kind(StrEnum):
    """How a field is filled in."""

    TEXT = "text"
    AREA = "area"
    LINES = "lines"
    """One thing on each line."""
    DAY = "day"
    NUMBER = "number"
    CHOICE = "choice"
    MANY = "many"
    """Boxes to tick."""
    YES = "yes"
    """One box."""
    PERSON = "person"
    """By name; or somebody new, by given and family name."""


class Scene(Struct, frozen=True):
    """What a form is filled in on: the authority and its bodies, the form's own data, the day."""

    authority: Mapping[str, Any]
    data: Mapping[str, Any]
    today: str
    body: str = ""
    entry: str = ""
    """The entry that the address names, for a rectification."""


class Field(Struct, frozen=True, kw_only=True):
    """One thing to fill in."""

    name: str
    kind: Kind = Kind.TEXT
    required: bool = False
    options: Callable[[Scene, Say], Options] | None = None
    most: int = 200
    """Characters."""
    default: Callable[[Scene], str] = lambda _: ""


class Group(Struct, frozen=True, kw_only=True):
    """Fields that belong together; with ``rows`` they come several times."""

    name: str
    fields: tuple[Field, ...]
    rows: int = 0
    """How many rows are offered at first; 0: the fields come once."""
    most_rows: int = 60
    prepare: Callable[[Scene, Say], Sequence[tuple[str, str]]] | None = None
    """Rows that are given: their keys and titles (each member, each item of an agenda). No row is added by hand."""


class Form(Struct, frozen=True, kw_only=True):
    """A common act."""

    name: str
    """Of its files, and of its words: ``desk.<name>.title``."""
    slug: str
    groups: tuple[Group, ...]
    commands: "Callable[[Filled], Iterable[Planned]]"
    check: "Callable[[Filled], Iterable[Problem]]" = lambda _: ()
    """What only the form as a whole can tell, before its commands are made."""
    of_body: bool = False
    """Whether it is filled in for one body, which the address says."""
    of_assembly: bool = False
    """Whether its document is asked of the assembly (none: nothing is asked)."""
    of_entry: bool = False
    """Whether it is filled in for one entry, which the address says."""

    @property
    def document(self) -> str:
        """What it asks of the API."""
        return document(self.name)

    def variables(self, ledger: str, body: str, entry: str) -> Mapping[str, Any] | None:
        """The variables of its document; None when it asks nothing yet."""
        asked: dict[str, Any] = {"authority": ledger}
        if self.of_body or self.of_assembly:
            if not body:
                return None
            asked["body"] = body
        if self.of_entry:
            if not (entry.isascii() and entry.isdecimal() and len(entry) <= 9):
                return None
            asked["position"] = int(entry)
        return asked

    def label(self, group: Group, field: Field, say: Say) -> str:
        """What a field is called."""
        return say.word(known_word(f"desk.{self.name}.{field.name}", f"desk.field.{field.name}") or group.name)

    def help(self, field: Field, say: Say) -> str:
        """What is said under its label; often nothing."""
        key = known_word(f"desk.{self.name}.{field.name}.help", f"desk.field.{field.name}.help")
        return say.word(key) if key else ""

    def legend(self, group: Group, say: Say) -> str:
        """What a group is called."""
        key = known_word(f"desk.{self.name}.group.{group.name}", f"desk.group.{group.name}")
        assert key is not None, group.name
        return say.word(key)


@cache
def document(name: str) -> str:
    """The document of a form, or the one that all share (``desk``)."""
    return with_fragments((FORMS / f"{name}.graphql").read_text(encoding="utf-8").strip())


def known_word(*keys: str) -> str | None:
    """The first of some keys that the catalogue has."""
    return next((key for key in keys if key in WORDS), None)
