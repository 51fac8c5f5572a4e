"""One example of each fact of scheme, with nothing left at its default."""

import datetime as dt
from typing import Any, Final

from domain.core.entry import Fact
from domain.facts import scheme as s
from tests.golden.given import COMMUNE, EPCI

_ANY: Final[dict[str, Any]] = {"scheme": "hcd", "decision": "2026-11", "note": "Vote à l’unanimité"}

FACTS: tuple[Fact, ...] = (
    s.SchemePrescribed(**_ANY, title="SCoT Haut Cantal", perimeter=(EPCI,)),
    s.SchemeArrested(**_ANY),
    s.OpinionReceived(**_ANY, organization=COMMUNE, sense=s.SchemeOpinionSense.DEEMED_FAVOURABLE),
    s.InquiryHeld(**_ANY, kind=s.SchemeInquiryKind.PUBLIC_INQUIRY, favourable=True),
    s.SchemeApproved(**_ANY, version="2021"),
    s.SchemeMadeEnforceable(**_ANY, version="2021"),
    s.SchemeModified(**_ANY, version="m1", simplified=True, begun_on=dt.date(2025, 3, 1)),
    s.RevisionPrescribed(**_ANY, complete=True, changes_pas=True),
    s.RevisionApproved(**_ANY, version="r1", covers=(EPCI,)),
    s.RevisionAbandoned(**_ANY),
    s.AnalysisPublished(**_ANY, topics=(s.AnalysisTopic.LAND, s.AnalysisTopic.MOUNTAIN)),
    s.SchemeMaintained(**_ANY, covers=(EPCI,)),
    s.RevisionDecided(**_ANY, complete=True, covers=(EPCI,)),
    s.SchemePerimeterChanged(**_ANY, organization=EPCI, cause=s.SchemePerimeterCause.EXTENSION),
    s.SchemeEnded(**_ANY, cause=s.SchemeEndCause.DISSOLUTION),
)
