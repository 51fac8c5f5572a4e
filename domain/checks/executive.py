"""Who leads: the president of the SCoT presides over an EPCI, and every president of an EPCI sits on the bureau."""

from domain.checks.finding import CheckStatus, Finding, Gap, status_of
from domain.checks.scene import Scene
from domain.core.notices import Caution
from domain.facts.bodies import SeatKind

SEED = "Seed"


class PresidentOfAnEpci(Caution, frozen=True, kw_only=True):
    """Whether the president of the SCoT presides over a member EPCI. A practice, not a rule (L5211-10, L2122-7)."""

    rule = "Seed: « Le président du SCoT est le/un président d'intercommunalité »"
    president: str | None
    presides: str | None


class PresidentsOnTheBureau(Caution, frozen=True, kw_only=True):
    """How many presidents of member EPCIs sit on the bureau: no seat is theirs by right (L5211-10)."""

    rule = "Seed: « Tous les présidents d'intercommunalités siègent au bureau »"
    seated: int
    presidents: int
    members: int


def president_of_an_epci(scene: Scene) -> Finding:
    """The president of the SCoT is the president of one of the member EPCIs."""
    seat = next((s for s in scene.bureau if s.period.seat.kind is SeatKind.PRESIDENT), None)
    tenure = seat.period.tenure if seat else None
    if tenure is None:
        missing = (Gap(name="president"),) if scene.bureau else ()
        status = CheckStatus.NOT_MET if scene.bureau else CheckStatus.NOT_APPLICABLE
        return Finding(status=status, notice=PresidentOfAnEpci(president=None, presides=None), gaps=missing)
    presided = next((epci for epci, held in scene.epci_presidents.items() if held.person == tenure.person), None)
    held = scene.epci_presidents[presided] if presided else None
    return Finding(
        status=CheckStatus.MET if held else CheckStatus.NOT_MET,
        notice=PresidentOfAnEpci(president=tenure.person, presides=presided),
        evidence=(tenure.entry, *((held.entry,) if held else ())),
        gaps=() if held else (Gap(person=tenure.person),),
    )


def presidents_on_the_bureau(scene: Scene) -> Finding:
    """Every president of a member EPCI holds a seat of the bureau."""
    seated = {s.period.tenure.person: s.period.tenure.entry for s in scene.bureau if s.period.tenure}
    held = {epci: scene.epci_presidents.get(epci) for epci in scene.epcis}
    done = [known for known in held.values() if known is not None and known.person in seated]
    gaps = tuple(
        Gap(organization=epci, person=known.person if known else None)
        for epci, known in held.items()
        if known is None or known.person not in seated
    )
    return Finding(
        status=status_of(len(done), len(held)),
        notice=PresidentsOnTheBureau(
            seated=len(done), presidents=sum(1 for known in held.values() if known), members=len(held)
        ),
        evidence=tuple(seated[known.person] for known in done),
        gaps=gaps,
    )
