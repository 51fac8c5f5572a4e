"""Who carries the strategy beyond the bureau: ambassadors, technicians, private actors, engineering."""

from domain.checks.finding import CheckStatus, Finding, Gap, status_of
from domain.checks.scene import Scene
from domain.core.notices import Caution
from domain.facts.partners import ActorCategory

PRIVATE = (
    ActorCategory.ECONOMIC_ACTOR,
    ActorCategory.RETAIL_ACTOR,
    ActorCategory.ARCHITECT,
    ActorCategory.EMPLOYERS_ORGANISATION,
    ActorCategory.PROFESSIONAL_ORGANISATION,
    ActorCategory.LAND_DEVELOPER,
    ActorCategory.PROPERTY_DEVELOPER,
    ActorCategory.FARMERS,
)
"""Categories of actors that are mostly private."""
TO_MOBILISE = tuple(c for c in ActorCategory if c not in {ActorCategory.STATE_SERVICE, ActorCategory.OTHER_ACTOR})
"""The categories that the seed lists."""
RECENT_DAYS = 365


class AmbassadorsCoverMembers(Caution, frozen=True, kw_only=True):
    """In how many member EPCIs an ambassador is active."""

    rule = "Seed: « Identifier des ambassadeurs du SCoT parmi les élus »"
    covered: int
    members: int
    ambassadors: int


class TeamSharesItsTime(Caution, frozen=True, kw_only=True):
    """How many employers are in the technical team, and how many lend or borrow time."""

    rule = "Seed: « Travailler en équipe entre techniciens »"
    technicians: int
    employers: int
    sharing: int


class PrivateActorsMobilised(Caution, frozen=True, kw_only=True):
    """How many private actors took part in something over the last year."""

    rule = "Seed: « mobiliser les acteurs privés »"
    engaged: int
    actors: int


class ActorCategoriesMobilised(Caution, frozen=True, kw_only=True):
    """How many of the categories of actors that the seed lists work with the authority."""

    rule = "Seed: « Mobiliser l'ingénierie et les acteurs du territoire »"
    present: int
    categories: int


def ambassadors_cover_members(scene: Scene) -> Finding:
    """Each member EPCI has an ambassador: in its own name, or in one of its communes."""
    covered: dict[str, int] = {}
    for ambassador in scene.ambassadors:
        for name in ambassador.area:
            covered.setdefault(scene.communes.get(name, name), ambassador.entries[0])
    done = [epci for epci in scene.epcis if epci in covered]
    return Finding(
        status=status_of(len(done), len(scene.epcis)),
        notice=AmbassadorsCoverMembers(covered=len(done), members=len(scene.epcis), ambassadors=len(scene.ambassadors)),
        evidence=tuple(covered[epci] for epci in done),
        gaps=tuple(Gap(organization=epci) for epci in scene.epcis if epci not in covered),
    )


def team_shares_its_time(scene: Scene) -> Finding:
    """Technicians of several employers form one team, and time is lent between them."""
    employers = {technician.employer for technician in scene.technicians}
    lent = [(t, s) for t in scene.technicians for s in t.secondments if s.covers(scene.on)]
    sharing = {technician.employer for technician, _ in lent} | {secondment.to for _, secondment in lent}
    asked = {*scene.epcis} - employers - sharing
    if not scene.technicians:
        status = CheckStatus.NOT_MET
    else:
        status = CheckStatus.MET if lent and not asked else CheckStatus.PARTLY_MET
    return Finding(
        status=status,
        notice=TeamSharesItsTime(technicians=len(scene.technicians), employers=len(employers), sharing=len(sharing)),
        evidence=(*(s.entry for _, s in lent), *(t.entries[0] for t in scene.technicians)),
        gaps=tuple(Gap(organization=epci) for epci in scene.epcis if epci in asked),
    )


def private_actors_mobilised(scene: Scene) -> Finding:
    """Private actors are in the ecosystem, and took part in something within a year."""
    private = [partner for partner in scene.partners if partner.category in PRIVATE]
    recent = {p.partner: [e for e in p.engagements if 0 <= (scene.on - e.on).days < RECENT_DAYS] for p in private}
    engaged = [p for p in private if recent[p.partner]]
    return Finding(
        status=status_of(len(engaged), len(private)) if private else CheckStatus.NOT_MET,
        notice=PrivateActorsMobilised(engaged=len(engaged), actors=len(private)),
        evidence=tuple(e.entry for p in engaged for e in recent[p.partner]),
        gaps=tuple(Gap(organization=p.organization) for p in private if not recent[p.partner]),
    )


def actor_categories_mobilised(scene: Scene) -> Finding:
    """Each category of the seed has an actor who works with the authority."""
    first = {partner.category: partner.entries[0] for partner in reversed(scene.partners)}
    missing = [category for category in TO_MOBILISE if category not in first]
    return Finding(
        status=status_of(len(TO_MOBILISE) - len(missing), len(TO_MOBILISE)),
        notice=ActorCategoriesMobilised(present=len(TO_MOBILISE) - len(missing), categories=len(TO_MOBILISE)),
        evidence=tuple(entry for category, entry in first.items() if category in TO_MOBILISE),
        gaps=tuple(Gap(name=category) for category in missing),
    )
