"""« Chacun a un bout de la solution ! »: for each member EPCI, what part it has, and what it still lacks."""

from collections.abc import Iterator
from enum import StrEnum

from domain.checks.finding import Finding, Gap, status_of
from domain.checks.scene import Scene
from domain.core.notices import Caution


class PartOfEpci(StrEnum):
    """What a member EPCI may bring."""

    BUREAU_SEAT = "BUREAU_SEAT"
    MAYOR_IN_CONFERENCE = "MAYOR_IN_CONFERENCE"
    TECHNICIAN = "TECHNICIAN"
    AMBASSADOR_OR_BRIEFED_COUNCIL = "AMBASSADOR_OR_BRIEFED_COUNCIL"
    PROJECT_OR_CONTRACT = "PROJECT_OR_CONTRACT"


class EveryoneHasAPart(Caution, frozen=True, kw_only=True):
    """How many member EPCIs bring all that one may, and how many parts are taken in all."""

    rule = "Seed: « Chacun a un bout de la solution ! »"
    complete: int
    members: int
    parts: int
    possible: int


def everyone_has_a_part(scene: Scene) -> Finding:
    """Each EPCI has a seat on the bureau, a mayor in the conference, a technician, a relay, a project or a contract."""
    taken: dict[tuple[str, PartOfEpci], int] = {}
    for epci, part, entry in _parts(scene):
        taken.setdefault((epci, part), entry)
    asked = [(epci, part) for epci in scene.epcis for part in PartOfEpci]
    lacking = [place for place in asked if place not in taken]
    complete = [epci for epci in scene.epcis if all((epci, part) in taken for part in PartOfEpci)]
    done = [taken[place] for place in asked if place in taken]
    status = status_of(len(done), len(asked))
    return Finding(
        status=status,
        notice=EveryoneHasAPart(complete=len(complete), members=len(scene.epcis), parts=len(done), possible=len(asked)),
        evidence=tuple(dict.fromkeys(done)),
        gaps=tuple(Gap(organization=epci, name=part) for epci, part in lacking),
    )


def _parts(scene: Scene) -> Iterator[tuple[str, PartOfEpci, int]]:
    """Every part that some EPCI has: the EPCI, the part, the entry that says so."""
    for epci, entry in _on_the_bureau(scene):
        yield epci, PartOfEpci.BUREAU_SEAT, entry
    seated = {seat.period.tenure.person: seat.period.tenure.entry for seat in scene.conference if seat.period.tenure}
    for commune, mayor in scene.mayors.items():
        if mayor.person in seated:
            yield scene.communes[commune], PartOfEpci.MAYOR_IN_CONFERENCE, seated[mayor.person]
    for technician in scene.technicians:
        lent = [secondment.to for secondment in technician.secondments if secondment.covers(scene.on)]
        for name in (technician.employer, *lent):
            yield scene.communes.get(name, name), PartOfEpci.TECHNICIAN, technician.entries[0]
    for ambassador in scene.ambassadors:
        for name in ambassador.area:
            yield scene.communes.get(name, name), PartOfEpci.AMBASSADOR_OR_BRIEFED_COUNCIL, ambassador.entries[0]
    for commune, last in scene.briefed.items():
        if scene.term_began is None or scene.term_began <= last.on:
            name = scene.communes.get(commune, commune)
            yield name, PartOfEpci.AMBASSADOR_OR_BRIEFED_COUNCIL, last.entry
    yield from _projects_and_contracts(scene)


def _on_the_bureau(scene: Scene) -> Iterator[tuple[str, int]]:
    """A seat of the bureau is nobody's: it is the EPCI's on whose behalf its holder sits in the assembly."""
    behalf = {s.period.tenure.person: s.period.seat.on_behalf_of for s in scene.assembly if s.period.tenure}
    behalf |= {held.person: epci for epci, held in scene.epci_presidents.items()}
    for seat in scene.bureau:
        if seat.period.tenure and (epci := behalf.get(seat.period.tenure.person)):
            yield epci, seat.period.tenure.entry


def _projects_and_contracts(scene: Scene) -> Iterator[tuple[str, PartOfEpci, int]]:
    part = PartOfEpci.PROJECT_OR_CONTRACT
    for project in scene.projects:
        for name in (project.owner, *project.epcis, *project.communes):
            yield scene.communes.get(name, name), part, project.entries[0]
    for contract in scene.contracts:
        for name in contract.parties:
            yield scene.communes.get(name, name), part, contract.entries[0]
