"""One example of each fact of ambassadors, with nothing left at its default."""

from domain.core.entry import Fact
from domain.facts import ambassadors as a
from tests.golden.given import ALICE, COMMUNE, EPCI

FACTS: tuple[Fact, ...] = (
    a.AmbassadorAppointed(ambassador="gentiane", person=ALICE, area=(EPCI, COMMUNE), themes=("water",)),
    a.AmbassadorActed(
        ambassador="gentiane",
        kind=a.AmbassadorActionKind.PROJECT_SUPPORTED,
        organization=COMMUNE,
        project="halle",
        note="Visite de la halle",
    ),
    a.AmbassadorshipEnded(ambassador="gentiane", cause=a.AmbassadorEndCause.REPLACED),
)
