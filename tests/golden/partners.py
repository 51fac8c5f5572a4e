"""One example of each fact of actors, with nothing left at its default."""

import datetime as dt

from domain.core.entry import Fact
from domain.facts import partners as p
from tests.golden.given import COMMUNE, EPCI

FACTS: tuple[Fact, ...] = (
    p.ActorListed(
        partner="pnr",
        organization="org:parc",
        category=p.ActorCategory.REGIONAL_NATURE_PARK,
        themes=("biodiversity",),
        area=(EPCI, COMMUNE),
    ),
    p.AgreementSigned(
        partner="pnr", agreement="charte", title="Charte", themes=("biodiversity",), until=dt.date(2027, 3, 15)
    ),
    p.AgreementEnded(partner="pnr", agreement="charte"),
    p.ActorEngaged(
        partner="pnr",
        engagement="atelier",
        kind=p.EngagementKind.WORKING_GROUP,
        subject="Atelier",
        session="2026-10-08",
        project="halle",
        body="steering",
        themes=("water",),
        note="Données d’étiage",
    ),
    p.ActorWithdrawn(partner="pnr", reason="Réorganisation"),
)
