"""In which direction a document and the SCoT are held against each other, and by when: from the document's kind."""

import datetime as dt

from msgspec import Struct

from domain.core.notices import Refusal, Refused
from domain.document_life import Document
from domain.facts.documents import CompatibilityOutcome, DocumentKind, SchemeRelation
from domain.rules.documents import (
    ADVERSE,
    HIGHER_NORMS_YEARS,
    OUTCOMES,
    PLU_KINDS,
    PLU_YEARS,
    RELATIONS,
    HierarchyPlace,
    higher_norm_due,
    plu_due,
)

# -- refusals ----------------------------------------------------------------------------------------------------------


class WrongDirection(Refusal, frozen=True, kw_only=True):
    """The act says one direction, and the document's kind has another."""

    rule = "C. urb. L131-1, L142-1"
    document: str
    document_kind: DocumentKind
    asked: SchemeRelation
    right: SchemeRelation


class NothingToBeCompatible(Refusal, frozen=True, kw_only=True):
    """The law binds that kind of document and the SCoT in neither direction."""

    rule = "C. urb. L131-1, L142-1"
    document: str
    document_kind: DocumentKind


class OutcomeOfAnotherRelation(Refusal, frozen=True, kw_only=True):
    """To be compatible is not to take into account."""

    rule = "C. urb. L131-1, L142-1"
    document: str
    right: SchemeRelation
    outcome: CompatibilityOutcome
    outcomes: tuple[CompatibilityOutcome, ...]


class NoDelayInLaw(Refusal, frozen=True, kw_only=True):
    """The law sets no delay for that kind of document that the register knows."""

    rule = "C. urb. L131-3, L131-6"
    document: str
    document_kind: DocumentKind


class DueBeforeItIsSet(Refusal, frozen=True, kw_only=True):
    """A deadline comes after the day on which it is set."""

    document: str
    on: dt.date
    due_on: dt.date


# -- direction ---------------------------------------------------------------------------------------------------------


def direction(document: Document, asked: SchemeRelation | None, outcome: CompatibilityOutcome) -> SchemeRelation:
    """The direction of a check, which the document's kind has; what the act says of it must be the same.

    Raises:
        Refused: NothingToBeCompatible, WrongDirection, OutcomeOfAnotherRelation.
    """
    name, right = document.document, RELATIONS[document.kind]
    if right is SchemeRelation.NONE:
        raise Refused(NothingToBeCompatible(document=name, document_kind=document.kind))
    if asked is not None and asked is not right:
        raise Refused(WrongDirection(document=name, document_kind=document.kind, asked=asked, right=right))
    if outcome not in OUTCOMES[right]:
        raise Refused(OutcomeOfAnotherRelation(document=name, right=right, outcome=outcome, outcomes=OUTCOMES[right]))
    return right


# -- by when -----------------------------------------------------------------------------------------------------------


def deadline(document: Document, on: dt.date, due_on: dt.date | None, *, revision_needed: bool) -> dt.date:
    """The day that an act sets; without one, the law's delay from ``on``.

    Raises:
        Refused: NothingToBeCompatible, DueBeforeItIsSet, NoDelayInLaw.
    """
    name, kind = document.document, document.kind
    relation = RELATIONS[kind]
    if relation is SchemeRelation.NONE:
        raise Refused(NothingToBeCompatible(document=name, document_kind=kind))
    if due_on is not None:
        if due_on <= on:
            raise Refused(DueBeforeItIsSet(document=name, on=on, due_on=due_on))
        return due_on
    if relation is SchemeRelation.ABOVE:
        return higher_norm_due(on)
    if kind in PLU_KINDS:
        return plu_due(on, revision_needed=revision_needed)
    raise Refused(NoDelayInLaw(document=name, document_kind=kind))


class Due(Struct, frozen=True, kw_only=True):
    """By when a document and the SCoT are to be held against each other, or made compatible."""

    on: dt.date
    article: str
    """The article that it comes from; empty when it was set by a recorded act."""
    entry: int | None
    """The entry that set it, or from which it runs; null when it runs from the SCoT."""
    doubtful: bool
    """Whether the text that gives it is to be verified."""

    def overdue(self, day: dt.date) -> bool:
        """Whether it has passed."""
        return day > self.on


def due(document: Document, settled_on: dt.date | None) -> Due | None:
    """What is due of a document, as it is on a day; ``settled_on``: since when the SCoT that it is held against stands.

    A recorded deadline goes before the law's own, until a check that is not adverse meets it.
    """
    pending = [d for d in document.deadlines if not _met(document, d.since)]
    if pending:
        return Due(on=pending[-1].due_on, article="", entry=pending[-1].entry, doubtful=False)
    if settled_on is None or not document.binding:
        return None
    match document.place:
        case HierarchyPlace.ABOVE:
            return _due_above(document, settled_on)
        case HierarchyPlace.BELOW if document.kind in PLU_KINDS:
            return _due_below(document, settled_on)
    return None


def _met(document: Document, since: dt.date) -> bool:
    return any(check.on >= since and check.outcome not in ADVERSE for check in document.checks)


def _due_above(document: Document, settled_on: dt.date) -> Due:
    """Every three years, from the last look or from the SCoT's entry into force."""
    last = document.last_check
    entry = last.entry if last and last.on >= settled_on else None
    looked_at_on = max(last.on, settled_on) if last else settled_on
    return Due(on=higher_norm_due(looked_at_on), article=HIGHER_NORMS_YEARS.article, entry=entry, doubtful=False)


def _due_below(document: Document, settled_on: dt.date) -> Due | None:
    """A PLU that is older than the SCoT, until it is found compatible with it or approved anew."""
    if document.approved_on is None or document.approved_on >= settled_on or _met(document, settled_on):
        return None
    # Found incompatible, it must be revised: the longer delay.
    revision_needed = any(check.on >= settled_on and check.outcome in ADVERSE for check in document.checks)
    on = plu_due(settled_on, revision_needed=revision_needed)
    return Due(on=on, article=PLU_YEARS.article, entry=None, doubtful=True)
