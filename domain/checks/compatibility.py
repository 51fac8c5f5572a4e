"""Whether a document and the SCoT are still to be held against each other. Reckoned on a day; no fact says it."""

import datetime as dt
from collections.abc import Iterator

from domain.compatibility import due
from domain.core.notices import Caution
from domain.document_life import Document
from domain.rules.documents import ADVERSE


class CompatibilityOverdue(Caution, frozen=True, kw_only=True):
    """The day by which a document and the SCoT were to be held against each other has passed."""

    rule = "C. urb. L131-3, L131-6"
    document: str
    due_on: dt.date
    days: int
    """Since that day."""


class DocumentIncompatible(Caution, frozen=True, kw_only=True):
    """The last check found it incompatible, or that it does not take the SCoT into account."""

    rule = "C. urb. L131-1, L142-1"
    document: str
    checked_on: dt.date
    entry: int


def warnings(document: Document, settled_on: dt.date | None, on: dt.date) -> Iterator[Caution]:
    """What to beware of on a day, for a document as it is on that day."""
    last = document.last_check
    if last is not None and last.outcome in ADVERSE:
        yield DocumentIncompatible(document=document.document, checked_on=last.on, entry=last.entry)
    expected = due(document, settled_on)
    if expected is not None and expected.overdue(on):
        yield CompatibilityOverdue(document=document.document, due_on=expected.on, days=(on - expected.on).days)
