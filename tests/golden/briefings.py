"""One example of each fact of briefings, with nothing left at its default."""

from domain.core.entry import Fact
from domain.facts import briefings as b
from tests.golden.given import ALICE, BOB, COMMUNE, ON

FACTS: tuple[Fact, ...] = (
    b.BriefingPlanned(briefing="riom-2026", planned_for=ON, communes=(COMMUNE,), by=(ALICE,)),
    b.BriefingCancelled(briefing="riom-2026", reason="Neige"),
    b.CouncilBriefed(
        briefing="riom-2026",
        communes=(COMMUNE,),
        by=(ALICE, BOB),
        orientations=("o1",),
        themes=("water",),
        materials=("Diaporama",),
        attendees=14,
    ),
    b.QuestionAsked(
        briefing="riom-2026", question="q1", text="Et les tourbières ?", themes=("water",), commune=COMMUNE
    ),
    b.QuestionAnswered(briefing="riom-2026", question="q1", answer="Le DOO les protège."),
    b.BriefingRuleSet(months_after_start=6, months_between=12),
    b.BriefingsCalledFor(occasion=b.BriefingOccasion.SCHEME_REVISED, scheme="scot", decision="2026-11"),
)
