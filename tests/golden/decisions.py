"""One example of each fact of decisions, with nothing left at its default."""

import datetime as dt
from typing import Any, Final

from domain.core.entry import Fact
from domain.facts import decisions as d
from domain.facts.sessions import RequiredMajority
from tests.golden.given import ALICE, BOB, COMMUNE, EPCI, ON

VOTES = d.VoteTotals(
    in_office=28,
    present=20,
    represented=4,
    votes_for=10,
    votes_against=10,
    abstentions=2,
    blank=1,
    secret=True,
    casting_vote=True,
    majority=RequiredMajority.TWO_THIRDS,
)
_DRAFT: Final[dict[str, Any]] = {
    "decision": "2026-17",
    "kind": d.DecisionKind.OPINION,
    "title": "Avis sur le PLUi",
    "number": "2026-17",
    "matter": "2.1",
    "body": "bureau",
    "session": "2026-06-25",
    "item": "plui",
    "themes": ("planning",),
    "territory": (EPCI, COMMUNE),
    "votes": VOTES,
}
_CHANGE: Final[dict[str, Any]] = {
    "decision": "2026-17",
    "by_decision": "2026-31",
    "articles": ("2", "3 bis"),
    "reason": "Erreur de périmètre",
}
_RULING: Final[dict[str, Any]] = {
    "decision": "2026-17",
    "court": "TA de Clermont-Ferrand",
    "reference": "2601234",
    "articles": ("2",),
}
FACTS: tuple[Fact, ...] = (
    d.DecisionAdopted(
        **_DRAFT,
        author=ALICE,
        signed_as=d.SigningQuality.ACTING_PRESIDENT,
        delegation="avis-plu",
        articles=(d.DecisionArticle(article="1", title="Objet"), d.DecisionArticle(article="2", title="Réserves")),
        enters_into_force_on=ON,
        individual=True,
        concerns=(BOB,),
        creates_rights=True,
        transmissible=False,
        internal_rules=True,
        addressed_to=EPCI,
        document="plui-gentiane",
        budget_year="2026",
        budget_name="Budget principal",
    ),
    d.DecisionRejected(**_DRAFT),
    d.DecisionTransmitted(decision="2026-17", reference="015-250000007-20260626-2026_17-DE", prefecture="PREF015"),
    d.DecisionPublished(decision="2026-17", manner=d.PublicationManner.DISPLAY, url="https://scot.example/2026-17"),
    d.DecisionNotified(decision="2026-17", person=ALICE, organization=EPCI),
    d.DecisionAmended(**_CHANGE),
    d.DecisionSuperseded(**_CHANGE),
    d.DecisionAbrogated(**_CHANGE),
    d.DecisionWithdrawn(**_CHANGE),
    d.DecisionAnnulled(**_RULING, effect_from=dt.date(2027, 1, 1)),
    d.DecisionSuspended(**_RULING),
    d.SuspensionLifted(decision="2026-17", cause=d.SuspensionEnd.QUASHED),
    d.DecisionLapsed(
        decision="2026-17", cause=d.LapseCause.CONDITION_UNMET, articles=("2",), reason="Convention non signée"
    ),
    d.DecisionRestored(decision="2026-17", by_decision="2026-31"),
    d.LegalityObserved(decision="2026-17", reference="BCL-2026-88", grounds="Délai de convocation"),
)
