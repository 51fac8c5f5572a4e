"""The one catalogue of what the register answers: a sentence and a remedy for every notice, in both languages."""

from collections.abc import Mapping
from typing import Any, Final, Protocol

import msgspec
from msgspec import structs

from domain.core.notices import Caution, Notice
from domain.slices import SLICES
from service.messages import (
    annulments,
    bodies,
    chain,
    checks,
    clerk,
    composition,
    core,
    departures,
    findings,
    imports,
    organizations,
    people,
    rectification,
    registry,
    seats,
    territory,
)
from service.messages.governance import GOVERNANCE
from service.messages.message import Message
from service.messages.words import Language, fill

TEXTS: Final[Mapping[str, Message]] = {
    **core.TEXTS,
    **clerk.TEXTS,
    **imports.TEXTS,
    **registry.TEXTS,
    **rectification.TEXTS,
    **organizations.TEXTS,
    **people.TEXTS,
    **bodies.TEXTS,
    **composition.TEXTS,
    **seats.TEXTS,
    **departures.TEXTS,
    **annulments.TEXTS,
    **chain.TEXTS,
    **checks.TEXTS,
    **findings.TEXTS,
    **territory.TEXTS,
    **{code: text for noun in GOVERNANCE for code, text in noun.TEXTS.items()},
}
"""For a notice's class name, what is said."""


class Stored(Protocol):
    """A caution as the ledger keeps it: values as JSON has them, dates as text."""

    @property
    def code(self) -> str:
        """The caution's class name."""

    @property
    def values(self) -> Mapping[str, Any]:
        """The caution's fields."""


Said = Notice | Stored | tuple[str, Mapping[str, Any]]
"""A notice as such, or its code and the values of its sentence."""


def _cautions() -> dict[str, type[Caution]]:
    """Those that a decision may say: every slice is loaded by now; what a check finds is recorded in no entry."""
    assert SLICES
    return {
        kind.__name__: kind for kind in Caution.__subclasses__() if not kind.__module__.startswith("domain.checks.")
    }


CAUTIONS: Final[Mapping[str, type[Caution]]] = _cautions()
"""The cautions that entries may hold, by code. A caution is added to, never renamed: entries keep its name."""


def sentence(notice: Said, language: Language) -> str:
    """What a notice says."""
    code, values = _read(notice)
    text = TEXTS[code]
    return fill(text.fr if language == "fr" else text.en, values, language)


def remedy(notice: Said, language: Language) -> str:
    """What to do about it; empty when there is nothing to do."""
    code, values = _read(notice)
    text = TEXTS[code]
    return fill(text.remedy_fr if language == "fr" else text.remedy_en, values, language)


def _read(notice: Said) -> tuple[str, Mapping[str, Any]]:
    """The code, and the values with their own types: a date stored as text is a date again."""
    if isinstance(notice, Notice):
        return notice.code, structs.asdict(notice)
    code, values = notice if isinstance(notice, tuple) else (notice.code, notice.values)
    kind = CAUTIONS.get(code)
    return code, values if kind is None else structs.asdict(msgspec.convert(values, kind))
