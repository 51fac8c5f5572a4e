"""What a bundle is asked to hold, and why it cannot."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from service.dossier.kinds import DossierKind
from service.messages.export import TEXTS
from service.messages.words import Language
from service.proof.checkpoint import Checkpoint

MOST_SELECTED: Final = 5_000
"""Entries of a selection: each has a proof of its own, so that beyond it the whole ledger is the shorter way."""
MOST_DOSSIERS: Final = 50
_RANGE: Final = re.compile(r"([1-9][0-9]{0,15})(?:-([1-9][0-9]{0,15}))?", re.ASCII)


class ExportRefused(Exception):
    """No bundle was made; ``messages`` and ``remedies`` say why and what to do, in both languages."""

    def __init__(self, code: str, **values: object) -> None:
        text = TEXTS[code]
        self.code = code
        self.messages: Mapping[str, str] = {"en": text.en.format(**values), "fr": text.fr.format(**values)}
        self.remedies: Mapping[str, str] = {
            "en": text.remedy_en.format(**values),
            "fr": text.remedy_fr.format(**values),
        }
        super().__init__(self.messages["en"])


class NotAsked(ExportRefused):
    """What is asked for cannot be read."""


class Asked(Struct, frozen=True, kw_only=True):
    """What a bundle is to hold: a whole ledger, or some entries and what dossiers rest on."""

    ledger: str
    positions: tuple[int, ...] = ()
    dossiers: tuple[tuple[DossierKind, str], ...] = ()
    on: dt.date
    """The day on which dossiers are asked."""
    all_entries: bool = False
    """The whole ledger, also when positions or dossiers are named."""
    language: Language = "fr"
    """Of the pages of dossiers."""
    reference: bool = False
    """The whole reference ledger too."""
    since: Checkpoint | None = None
    """A checkpoint that the auditor holds, from which a selection is proved to go on..."""
    since_size: int = 0
    """... or only its size; 0: none."""

    @property
    def whole(self) -> bool:
        """Whether every entry of the ledger goes in."""
        return self.all_entries or not (self.positions or self.dossiers)


def positions_named(ranges: str) -> tuple[int, ...]:
    """Positions as a user writes them: 3,40-52. Raises NotAsked: they are none."""
    found: set[int] = set()
    for part in ranges.split(","):
        matched = _RANGE.fullmatch(part.strip())
        if matched is None:
            raise NotAsked("NO_POSITION", part=part[:40])
        first, last = int(matched[1]), int(matched[2] or matched[1])
        if last < first or last - first + len(found) > MOST_SELECTED:
            raise NotAsked("NO_RANGE", part=part[:40], most=MOST_SELECTED)
        found.update(range(first, last + 1))
    return tuple(sorted(found))


def dossier_named(name: str) -> tuple[DossierKind, str]:
    """A dossier as a user writes it: decision:2026-17. Raises NotAsked: it is none."""
    kind, _, thing = name.partition(":")
    known = {one.word: one for one in DossierKind}
    if kind not in known or not thing:
        raise NotAsked("NO_DOSSIER", name=name[:60])
    return known[kind], thing
