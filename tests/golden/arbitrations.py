"""One example of each fact of arbitrations, with nothing left at its default."""

import datetime as dt

from domain.core.entry import Fact
from domain.facts import arbitrations as a
from tests.golden.given import ALICE, BOB, COMMUNE, EPCI

_ID = "eau"
FACTS: tuple[Fact, ...] = (
    a.ExchangeHeld(
        exchange="2026-09",
        participants=(
            a.ExchangeParticipant(
                person=ALICE, on_behalf_of=EPCI, presence=a.ExchangePresence.REPRESENTED, represented_by=BOB
            ),
        ),
        subjects=(a.ExchangeSubject(title="Ressource en eau", themes=("water",), arbitration=_ID),),
        place="Mauriac",
        note="Premier tour de table",
    ),
    a.ArbitrationOpened(
        arbitration=_ID,
        subject="Interconnexion",
        question="Qui raccorde qui ?",
        parties=(EPCI,),
        themes=("water",),
        territory=(COMMUNE,),
        options=(a.ArbitrationOption(option="nord", label="Par le nord", description="Six kilomètres"),),
    ),
    a.ArbitrationOptionAdded(
        arbitration=_ID, option=a.ArbitrationOption(option="sud", label="Par le sud", description="Neuf kilomètres")
    ),
    a.ArbitrationOptionWithdrawn(arbitration=_ID, option="sud", reason="Trop long"),
    a.PositionTaken(
        arbitration=_ID,
        person=ALICE,
        on_behalf_of=EPCI,
        option="nord",
        stance=a.Stance.SUPPORTS_WITH_RESERVATIONS,
        words="Si le coût est partagé",
    ),
    a.ArbitrationSettled(
        arbitration=_ID,
        reasons="La nappe baisse",
        agreement=a.SettlementAgreement.MAJORITY,
        option="nord",
        compromise="Par le nord, puis par le sud",
        conditions=(a.SettlementCondition(condition="cout", text="Le coût est partagé"),),
        review_on=dt.date(2027, 9, 1),
        clauses=(a.PactClauseCited(pact="2026", clause="4"),),
    ),
    a.SettlementConditionResolved(
        arbitration=_ID, condition="cout", outcome=a.ConditionOutcome.FULFILLED, note="Convention signée"
    ),
    a.FollowUpAdded(
        arbitration=_ID,
        follow_up="etude",
        title="Étude de tracé",
        due_on=dt.date(2027, 1, 31),
        person=ALICE,
        organization=EPCI,
    ),
    a.FollowUpClosed(arbitration=_ID, follow_up="etude", outcome=a.FollowUpOutcome.DONE, note="Rendue"),
    a.ArbitrationFormalized(arbitration=_ID, decision="2026-31"),
    a.ArbitrationReviewed(arbitration=_ID, note="Rien de neuf", next_review_on=dt.date(2028, 9, 1)),
    a.ArbitrationReopened(arbitration=_ID, reason="La nappe remonte"),
    a.ArbitrationSuperseded(arbitration=_ID, by="eau-2"),
    a.ArbitrationAbandoned(arbitration=_ID, reason="Sans objet"),
)
