"""« Réaliser un pacte de gouvernance en début de mandat »: the SCoT's voluntary pact, each EPCI's statutory one."""

from collections.abc import Mapping

from domain.checks.finding import Finding, Gap, status_of
from domain.checks.scene import Scene
from domain.core.notices import Caution
from domain.pact_life import GovernancePact, PactState
from domain.pact_standing import standing_on
from domain.rules.pact import PACT_MONTHS


class PactsAdopted(Caution, frozen=True, kw_only=True):
    """How many pacts are adopted, and where the others stand."""

    rule = f"Seed: « Réaliser un pacte de gouvernance en début de mandat » ; {PACT_MONTHS.article}"
    adopted: int
    expected: int
    declined: int
    late: int
    days_late: int
    """Of the one that is latest; none of those adopted counts."""
    adopted_late: int


def pact_adopted(scene: Scene) -> Finding:
    """The authority and each member EPCI have adopted theirs since the last renewal."""
    pacts: Mapping[str | None, GovernancePact | None] = {
        None: scene.scot_pact,
        **{epci: scene.epci_pacts.get(epci) for epci in scene.epcis},
    }
    standings = {whose: standing_on(pact, scene.on, statutory=whose is not None) for whose, pact in pacts.items()}
    adopted = [whose for whose, standing in standings.items() if standing.state is PactState.ADOPTED]
    awaited = {whose: standing for whose, standing in standings.items() if whose not in adopted}
    declined = [whose for whose, standing in awaited.items() if standing.state is PactState.DECLINED]
    late = [standing.days_late for standing in awaited.values() if standing.late]
    known = [pact for pact in (pacts[whose] for whose in (*adopted, *awaited)) if pact is not None]
    return Finding(
        status=status_of(len(adopted), len(pacts)),
        notice=PactsAdopted(
            adopted=len(adopted),
            expected=len(pacts),
            declined=len(declined),
            late=len(late),
            days_late=max(late, default=0),
            adopted_late=sum(1 for whose in adopted if standings[whose].late),
        ),
        evidence=tuple(pact.entries[-1] for pact in known),
        gaps=tuple(
            Gap(organization=whose, thing=_thing(pacts[whose]), name=standing.state or standing.next, due=standing.due)
            for whose, standing in awaited.items()
        ),
    )


def _thing(pact: GovernancePact | None) -> str | None:
    return f"pact:{pact.pact}" if pact else None
