"""An entry of the ledger: a fact, when it takes legal effect, by which act, and when the register knew it.

The hashed form (header, body, salt) belongs to ``service/ledger``; what a decision needs of it is here.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Annotated, ClassVar, Final

from msgspec import Meta, Struct

from domain.core.identifiers import Label, Text

_CITED: Final = ":cited"
UNRECORDED: Final = 1 << 52
"""Facts decided but not yet recorded come after everything recorded, in their own order."""


class Visibility(StrEnum):
    """Who may read an entry's body. Its header is public, always."""

    PUBLIC = "PUBLIC"
    MEMBERS = "MEMBERS"
    BUREAU = "BUREAU"
    RESTRICTED = "RESTRICTED"

    @property
    def level(self) -> int:
        """0 for everyone to 3 for the participants and the auditors alone."""
        return _LEVELS[self]


_LEVELS: Final = {visibility: level for level, visibility in enumerate(Visibility)}


class ActKind(StrEnum):
    """The kind of document that founds a fact."""

    DELIBERATION = "DELIBERATION"
    ORDER = "ORDER"
    DELEGATED_DECISION = "DELEGATED_DECISION"
    MINUTES = "MINUTES"
    PREFECTORAL_ORDER = "PREFECTORAL_ORDER"
    JUDGMENT = "JUDGMENT"
    LETTER = "LETTER"
    CERTIFICATE = "CERTIFICATE"
    STATUTES = "STATUTES"
    DATASET = "DATASET"
    OTHER = "OTHER"


class Act(Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """The act that a fact cites: the document, not the fact."""

    kind: ActKind
    date: dt.date
    number: Annotated[str, Meta(min_length=1, max_length=80)] | None = None
    title: Label | None = None
    sha256: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")] | None = None
    """SHA-256 of the document's bytes, 64 lower-case hexadecimal digits."""
    url: Annotated[str, Meta(pattern="^https?://[^\\s]+$", max_length=2000)] | None = None


class Fact(Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """Something that happened, in the past tense. The class name is the storage format: it is never renamed."""

    ends_period: ClassVar[bool] = False
    """Whether the fact ends a term or a whole body: such facts come first on their day..."""
    opens_period: ClassVar[bool] = False
    """... and those that open a body or a term come next."""
    founds: ClassVar[bool] = False
    """Whether the fact founds the thing of its first tag: whatever else bears or cites that tag rests on it."""

    def tags(self) -> tuple[str, ...]:
        """What the fact is about: the keys under which it is found, and the subjects that it touches.

        The first is the thing that it is a fact of (``decision:2026-11``); what it merely mentions is *cited*
        (``theme:water:cited``), so that who reads a thing need not read all that mentions it.
        """
        raise NotImplementedError

    def comes_of(self, fact: "Fact") -> bool:
        """Whether this was recorded only because another was, right before it: both are rectified together."""
        return False


class Replaces(Struct, frozen=True, gc=False, kw_only=True):
    """That an entry stands in the place of a rectified one."""

    entry: int
    """Position of the rectified entry."""
    order: int
    """Position whose place in the legal order it takes: that of the first entry of the chain."""


class Draft(Struct, frozen=True, gc=False, kw_only=True):
    """A fact as decided, before the ledger gave it a position."""

    fact: Fact
    effective_on: dt.date
    act: Act | None = None
    visibility: Visibility = Visibility.PUBLIC
    replaces: Replaces | None = None


class Entry(Draft, frozen=True, kw_only=True):
    """A fact at its position, as read back from the ledger."""

    position: int

    @classmethod
    def of(cls, draft: Draft, position: int) -> "Entry":
        """A draft at its position."""
        return cls(
            fact=draft.fact,
            effective_on=draft.effective_on,
            act=draft.act,
            visibility=draft.visibility,
            replaces=draft.replaces,
            position=position,
        )

    @property
    def order(self) -> int:
        """Its place among facts of the same day: that of the entry it replaces, if any."""
        return self.replaces.order if self.replaces else self.position

    @property
    def legal_order(self) -> tuple[dt.date, bool, bool, int, int]:
        """Sort key of the legal order: by effect, endings of a term or body first, openings next, then as recorded."""
        return (
            self.effective_on,
            not self.fact.ends_period,
            not self.fact.opens_period,
            self.order,
            self.position,
        )


class Rectified(Fact, frozen=True, kw_only=True):
    """That an earlier entry was recorded wrongly. What replaces it follows as entries of their own."""

    entry: int
    reason: Text
    about: tuple[str, ...]
    """Tags of the rectified entry: its subjects must be told."""

    def tags(self) -> tuple[str, ...]:
        return (*self.about, f"entry:{self.entry}")


class Disclosed(Fact, frozen=True, kw_only=True):
    """That bodies recorded for few may be read by more: the bytes stand, and the hash in their headers proves them."""

    entries: tuple[int, ...]
    to: Visibility
    """Who may read them from now on."""
    about: tuple[str, ...]
    """Tags of the disclosed entries: their subjects must be told."""

    def tags(self) -> tuple[str, ...]:
        return (*self.about, *(f"entry:{position}" for position in self.entries))


def cited(*tags: str | None) -> Iterator[str]:
    """The tags of things that a fact mentions without being one of theirs."""
    return (f"{tag}{_CITED}" for tag in tags if tag)


def is_cited(tag: str) -> bool:
    """Whether a tag only mentions its thing."""
    return tag.endswith(_CITED)


def uncited(tag: str) -> str:
    """The tag of the thing itself."""
    return tag.removesuffix(_CITED)


def disclosed_to(entries: Iterable[Entry]) -> dict[int, int]:
    """For each position that a standing disclosure names, the lowest level that may read it."""
    levels: dict[int, int] = {}
    for entry in standing(entries):
        if isinstance(entry.fact, Disclosed):
            to = max(entry.fact.to.level, entry.visibility.level)
            for position in entry.fact.entries:
                levels[position] = min(to, levels.get(position, to))
    return levels


def readable(entries: Iterable[Entry], level: int) -> list[Entry]:
    """The entries whose bodies a level may read: recorded for it, or disclosed to it since."""
    entries = list(entries)
    opened = disclosed_to(entries)
    return [e for e in entries if min(e.visibility.level, opened.get(e.position, e.visibility.level)) <= level]


def standing(entries: Iterable[Entry]) -> list[Entry]:
    """The entries that no other rectifies, without the rectifications themselves, in legal order."""
    entries = list(entries)
    struck = {entry.fact.entry for entry in entries if isinstance(entry.fact, Rectified)}
    return sorted(
        (e for e in entries if e.position not in struck and not isinstance(e.fact, Rectified)),
        key=lambda entry: entry.legal_order,
    )
