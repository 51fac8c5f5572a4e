"""One example of each fact of documents, with nothing left at its default."""

import datetime as dt
from typing import Any, Final

from domain.core.entry import Fact
from domain.facts import documents as d
from tests.golden.given import ALICE, COMMUNE, EPCI

_DOCUMENT: Final[dict[str, Any]] = {"document": "plui-pg", "decision": "2026-11", "note": "Avis « réservé »"}
_CONTRACT: Final[dict[str, Any]] = {"contract": "crte-hcd", "decision": "2026-11", "note": "Avenant n° 1"}
_ABOUT: Final[dict[str, Any]] = {"owner": EPCI, "themes": ("planning",), "territory": (COMMUNE,)}
_LINKS: Final[dict[str, Any]] = {
    "themes": ("water",),
    "documents": ("plui-pg",),
    "orientations": ("o1",),
    "projects": ("halle",),
}

FACTS: tuple[Fact, ...] = (
    d.DocumentFollowed(
        **_DOCUMENT,
        **_ABOUT,
        kind=d.DocumentKind.PLUI,
        title="PLUi du Pays Gentiane",
        state=d.DocumentState.ENFORCEABLE,
        state_since=dt.date(2020, 3, 1),
        approved_on=dt.date(2020, 1, 30),
        version="2020",
    ),
    d.CompetenceFollowed(**_DOCUMENT, **_ABOUT, competence=d.FollowedCompetence.GEMAPI, title="GEMAPI"),
    d.ReferentNamed(**_DOCUMENT, person=ALICE),
    d.ReferentEnded(**_DOCUMENT, person=ALICE, cause=d.ReferentEndCause.REPLACED),
    d.DocumentStateChanged(**_DOCUMENT, state=d.DocumentState.UNDER_REVISION, version="r1"),
    d.DocumentOwnerChanged(**_DOCUMENT, owner=EPCI),
    d.CompatibilityChecked(
        **_DOCUMENT,
        relation=d.SchemeRelation.COMPATIBLE_WITH,
        outcome=d.CompatibilityOutcome.COMPATIBLE_WITH_RESERVATIONS,
        scheme="hcd",
        version="2021",
        orientations=("o1", "o2"),
    ),
    d.CompatibilityDue(**_DOCUMENT, due_on=dt.date(2027, 1, 1), revision_needed=True),
    d.ContractSigned(
        **_CONTRACT,
        **_LINKS,
        kind=d.ContractKind.CRTE,
        title="CRTE Haut Cantal",
        parties=(EPCI, COMMUNE),
        until=dt.date(2027, 1, 1),
        amount="1250000.50",
    ),
    d.ContractAmended(**_CONTRACT, **_LINKS, until=dt.date(2028, 1, 1), amount="1500000", parties=(COMMUNE,)),
    d.ContractReviewed(
        **_CONTRACT,
        session="2026-05-20",
        committed="800000",
        paid="450000.25",
        projects=("halle",),
        next_on=dt.date(2027, 3, 1),
    ),
    d.ContractEnded(**_CONTRACT, cause=d.ContractEndCause.TERM_REACHED),
)
