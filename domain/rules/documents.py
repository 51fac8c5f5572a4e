"""How a document relates to the SCoT, from its kind alone, and by when the two are held against each other.

Source: the rulebook's section 8 (C. urb. L131-1 and L131-3 for what is above, L142-1 for what is below).
"""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from domain.core.calendar import add_months
from domain.facts.documents import CompatibilityOutcome, DocumentKind, DocumentState, SchemeRelation
from domain.rules.parameter import always


class HierarchyPlace(StrEnum):
    """On which side of the SCoT a document stands."""

    ABOVE = "ABOVE"
    BELOW = "BELOW"
    BESIDE = "BESIDE"
    NOT_A_PLAN = "NOT_A_PLAN"


_K: Final = DocumentKind
_HIGHER: Final = (_K.SAGE, _K.SDAGE, _K.SRADDET, _K.PNR_CHARTER, _K.FLOOD_PLAN)
_LOWER: Final = (_K.PLUI, _K.PLU, _K.COMMUNAL_MAP, _K.PLH, _K.MOBILITY_PLAN)

PLACES: Final[Mapping[DocumentKind, HierarchyPlace]] = {
    **dict.fromkeys(DocumentKind, HierarchyPlace.BESIDE),
    **dict.fromkeys(_HIGHER, HierarchyPlace.ABOVE),
    **dict.fromkeys(_LOWER, HierarchyPlace.BELOW),
    _K.COMPETENCE: HierarchyPlace.NOT_A_PLAN,
}
RELATIONS: Final[Mapping[DocumentKind, SchemeRelation]] = {
    **dict.fromkeys(DocumentKind, SchemeRelation.NONE),
    **dict.fromkeys(_HIGHER, SchemeRelation.ABOVE),
    **dict.fromkeys(_LOWER, SchemeRelation.COMPATIBLE_WITH),
    _K.PCAET: SchemeRelation.TAKES_ACCOUNT_OF,
    _K.ECONOMIC_DEVELOPMENT_STRATEGY: SchemeRelation.TAKES_ACCOUNT_OF,
}
"""(!) That the PCAET takes the SCoT into account is from memory; for an economic strategy it is mere good practice."""

ARTICLES: Final[Mapping[SchemeRelation, str]] = {
    SchemeRelation.ABOVE: "C. urb. L131-1",
    SchemeRelation.COMPATIBLE_WITH: "C. urb. L142-1",
    SchemeRelation.TAKES_ACCOUNT_OF: "C. env. L229-26",
    SchemeRelation.NONE: "",
}
_COMPATIBILITY: Final = (
    CompatibilityOutcome.COMPATIBLE,
    CompatibilityOutcome.COMPATIBLE_WITH_RESERVATIONS,
    CompatibilityOutcome.INCOMPATIBLE,
)
OUTCOMES: Final[Mapping[SchemeRelation, tuple[CompatibilityOutcome, ...]]] = {
    SchemeRelation.ABOVE: _COMPATIBILITY,
    SchemeRelation.COMPATIBLE_WITH: _COMPATIBILITY,
    SchemeRelation.TAKES_ACCOUNT_OF: (
        CompatibilityOutcome.TAKEN_INTO_ACCOUNT,
        CompatibilityOutcome.NOT_TAKEN_INTO_ACCOUNT,
    ),
    SchemeRelation.NONE: (),
}
"""What a check in each direction may come to."""
ADVERSE: Final = (CompatibilityOutcome.INCOMPATIBLE, CompatibilityOutcome.NOT_TAKEN_INTO_ACCOUNT)

HIGHER_NORMS_YEARS: Final = always("C. urb. L131-3", 3)
PLU_YEARS: Final = always("C. urb. L131-6 (renuméroté)", 1)
PLU_REVISION_YEARS: Final = always("C. urb. L131-6 (renuméroté)", 3)
"""(!) Numbered so before 2021; since then from memory only."""
PLU_KINDS: Final = (_K.PLUI, _K.PLU, _K.COMMUNAL_MAP)
"""For the other documents below the SCoT no delay is known."""

_S: Final = DocumentState
FINAL_STATES: Final = (_S.ABANDONED, _S.REPEALED)
VOID_STATES: Final = (*FINAL_STATES, _S.EXPIRED, _S.ANNULLED)
USUAL_STEPS: Final[Mapping[DocumentState, tuple[DocumentState, ...]]] = {
    _S.PRESCRIBED: (_S.DRAFT_ARRESTED, _S.ABANDONED),
    _S.DRAFT_ARRESTED: (_S.UNDER_INQUIRY, _S.DRAFT_ARRESTED, _S.APPROVED, _S.ABANDONED),
    _S.UNDER_INQUIRY: (_S.APPROVED, _S.DRAFT_ARRESTED, _S.ABANDONED),
    _S.APPROVED: (_S.ENFORCEABLE, _S.ANNULLED, _S.REPEALED),
    _S.ENFORCEABLE: (
        *(_S.UNDER_MODIFICATION, _S.UNDER_REVISION, _S.APPROVED),
        *(_S.EXPIRED, _S.ANNULLED, _S.REPEALED),
    ),
    _S.UNDER_MODIFICATION: (*(_S.UNDER_INQUIRY, _S.APPROVED, _S.ENFORCEABLE), *(_S.ANNULLED, _S.REPEALED)),
    _S.UNDER_REVISION: (*(_S.DRAFT_ARRESTED, _S.APPROVED, _S.ENFORCEABLE), *(_S.ANNULLED, _S.REPEALED)),
    _S.EXPIRED: (_S.PRESCRIBED, _S.DRAFT_ARRESTED, _S.APPROVED, _S.REPEALED),
    _S.ANNULLED: (_S.PRESCRIBED, _S.APPROVED, _S.ENFORCEABLE, _S.REPEALED),
    _S.ABANDONED: (),
    _S.REPEALED: (),
}
"""What usually comes next. Procedures vary from one document to another: anything else warns."""


def plu_due(settled_on: dt.date, *, revision_needed: bool) -> dt.date:
    """The day by which a PLU older than the SCoT is made compatible with it: one year, three if it must be revised.

    >>> plu_due(dt.date(2021, 9, 10), revision_needed=False), plu_due(dt.date(2021, 9, 10), revision_needed=True)
    (datetime.date(2022, 9, 10), datetime.date(2024, 9, 10))
    """
    years = PLU_REVISION_YEARS if revision_needed else PLU_YEARS
    return add_months(settled_on, 12 * years.on(settled_on))


def higher_norm_due(looked_at_on: dt.date) -> dt.date:
    """The day by which the SCoT is held against what is above it again (C. urb. L131-3).

    >>> higher_norm_due(dt.date(2024, 2, 29))
    datetime.date(2027, 2, 28)
    """
    return add_months(looked_at_on, 12 * HIGHER_NORMS_YEARS.on(looked_at_on))
