"""The chain of command within the local block: commune, EPCI, SCoT authority."""

from domain.checks.finding import Finding, Gap, status_of
from domain.checks.scene import Scene
from domain.core.notices import Caution


class CommunesInTheChain(Caution, frozen=True, kw_only=True):
    """How many communes are linked to the authority: a mayor who is known and sits in the mayors' conference."""

    rule = "Seed: « entre commune, intercommunalité et établissement public de SCoT »"
    linked: int
    communes: int


def communes_in_the_chain(scene: Scene) -> Finding:
    """Each commune's mayor sits in the mayors' conference, where commune, EPCI and SCoT authority meet."""
    seated = {s.period.tenure.person: s.period.tenure.entry for s in scene.conference if s.period.tenure}
    linked = [c for c in scene.communes if c in scene.mayors and scene.mayors[c].person in seated]
    gaps = tuple(
        Gap(organization=commune, person=scene.mayors[commune].person if commune in scene.mayors else None)
        for commune in scene.communes
        if commune not in linked
    )
    return Finding(
        status=status_of(len(linked), len(scene.communes)),
        notice=CommunesInTheChain(linked=len(linked), communes=len(scene.communes)),
        evidence=tuple(sorted({seated[scene.mayors[commune].person] for commune in linked})),
        gaps=gaps,
    )
