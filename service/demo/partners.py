"""The actors of the territory: fourteen of the seed's eighteen categories, agreements, engagements, one withdrawal."""

from typing import Final

from domain.core.command import Command
from domain.core.entry import ActKind
from domain.facts.organizations import OrganizationCategory
from domain.facts.partners import ActorCategory, EngagementKind
from domain.organizations import RegisterOrganization
from domain.partners_commands import EndAgreement, ListActor, RecordEngagement, SignAgreement, WithdrawActor
from service.demo.sittings import MEMBERS, Sitting, act, day, paris

_FIRST: Final = (
    ("caue-cantal", "CAUE du Cantal", ActorCategory.CAUE, ("planning", "housing")),
    ("safer-aura", "SAFER Auvergne-Rhône-Alpes", ActorCategory.SAFER, ("land", "agriculture")),
    ("energie-cantal", "Syndicat départemental d'énergie", ActorCategory.ENERGY_SYNDICATE, ("transitions",)),
    ("medef-cantal", "Organisation patronale du Cantal", ActorCategory.EMPLOYERS_ORGANISATION, ("economy",)),
    ("ffb-cantal", "Fédération du bâtiment du Cantal", ActorCategory.PROFESSIONAL_ORGANISATION, ("housing", "economy")),
    ("agence-eau", "Agence de l'eau Adour-Garonne", ActorCategory.WATER_AGENCY, ("water",)),
    ("epidor", "Établissement public territorial de bassin", ActorCategory.BASIN_BODY, ("water", "biodiversity")),
    ("cle-dordogne", "Commission locale de l'eau", ActorCategory.LOCAL_WATER_COMMISSION, ("water",)),
)
_SECOND: Final = (
    ("inrae-theix", "Unité de recherche sur les prairies", ActorCategory.RESEARCH_BODY, ("agriculture", "transitions")),
    ("architectes", "Maison de l'architecture", ActorCategory.ARCHITECT, ("planning", "housing")),
    ("commerces", "Union des commerçants de Mauriac", ActorCategory.RETAIL_ACTOR, ("economy",)),
    ("laiterie", "Coopérative laitière", ActorCategory.ECONOMIC_ACTOR, ("economy", "agriculture")),
)


def _listed(rows: tuple[tuple[str, str, ActorCategory, tuple[str, ...]], ...], on: str) -> tuple[Command, ...]:
    return tuple(
        command
        for key, name, category, themes in rows
        for command in (
            RegisterOrganization(
                on=day(on), organization=f"org:{key}", name=name, category=OrganizationCategory.PARTNER
            ),
            ListActor(on=day(on), partner=key, organization=f"org:{key}", category=category, themes=themes),
        )
    )


def _first_term() -> tuple[Sitting, ...]:
    park = act(ActKind.OTHER, "2021-03-15", "CONV-2021-7", "Convention avec le parc naturel régional (fictive)")
    land = act(ActKind.OTHER, "2021-06-01", "CONV-2021-9", "Convention de veille foncière (fictive)")
    ended = act(ActKind.LETTER, "2024-05-31", "CONV-2021-9-F", "Fin de la convention de veille foncière (fictive)")
    return (
        Sitting(
            key="2020-11-05-actors",
            title="Les acteurs du territoire sont inscrits, par catégorie",
            recorded_at=paris("2020-11-06 09:00"),
            commands=(
                ListActor(
                    on=day("2020-11-05"),
                    partner="pnr",
                    organization="org:pnr-volcans",
                    category=ActorCategory.REGIONAL_NATURE_PARK,
                    themes=("biodiversity", "tourism"),
                    area=(MEMBERS["PG"], MEMBERS["PS"]),
                ),
                ListActor(
                    on=day("2020-11-05"),
                    partner="chambre",
                    organization="org:chambre-agriculture",
                    category=ActorCategory.CONSULAR_CHAMBER,
                    themes=("agriculture",),
                ),
                *_listed(_FIRST, "2020-11-05"),
            ),
        ),
        Sitting(
            key="2021-06-02-agreements",
            title="Deux conventions : le parc, la veille foncière",
            recorded_at=paris("2021-06-02 10:00"),
            commands=(
                SignAgreement(
                    on=day("2021-03-15"),
                    act=park,
                    partner="pnr",
                    agreement="charte",
                    themes=("biodiversity",),
                    title="Articuler la charte du parc et le SCoT",
                    until=day("2027-03-15"),
                ),
                SignAgreement(
                    on=day("2021-06-01"),
                    act=land,
                    partner="safer-aura",
                    agreement="veille",
                    themes=("land",),
                    title="Veille et observatoire du foncier agricole",
                ),
                RecordEngagement(
                    on=day("2021-05-20"),
                    partner="cle-dordogne",
                    engagement="atelier-eau",
                    kind=EngagementKind.WORKING_GROUP,
                    subject="Atelier « L'eau en 2050 »",
                    themes=("water",),
                    note="La commission apporte ses données d'étiage.",
                ),
            ),
        ),
        Sitting(
            key="2024-06-03-agreement-ends",
            title="La veille foncière prend fin ; une organisation se retire",
            recorded_at=paris("2024-06-03 09:00"),
            commands=(
                EndAgreement(on=day("2024-06-01"), act=ended, partner="safer-aura", agreement="veille"),
                WithdrawActor(
                    on=day("2024-06-01"), partner="medef-cantal", reason="Réorganisation départementale du réseau."
                ),
            ),
        ),
    )


def _second_term() -> tuple[Sitting, ...]:
    research = act(ActKind.OTHER, "2026-10-12", "CONV-2026-8", "Convention de recherche sur les prairies (fictive)")
    return (
        Sitting(
            key="2026-09-14-actors",
            title="Quatre nouveaux acteurs rejoignent la démarche",
            recorded_at=paris("2026-09-15 09:00"),
            commands=_listed(_SECOND, "2026-09-14"),
        ),
        Sitting(
            key="2026-10-12-engagements",
            title="Une convention de recherche ; trois participations",
            recorded_at=paris("2026-10-14 17:00"),
            commands=(
                SignAgreement(
                    on=day("2026-10-12"),
                    act=research,
                    partner="inrae-theix",
                    agreement="prairies",
                    title="Adapter les prairies au changement climatique",
                    themes=("agriculture", "transitions"),
                    until=day("2029-10-12"),
                ),
                RecordEngagement(
                    on=day("2026-09-24"),
                    partner="architectes",
                    engagement="halles",
                    kind=EngagementKind.CONTRIBUTION,
                    subject="Cahier de la réhabilitation des halles",
                    themes=("planning",),
                ),
                RecordEngagement(
                    on=day("2026-10-08"),
                    partner="epidor",
                    engagement="copil-octobre",
                    kind=EngagementKind.WORKING_GROUP,
                    body="steering",
                    subject="Comité de pilotage d'octobre : partage de la ressource",
                    themes=("water",),
                ),
                RecordEngagement(
                    on=day("2026-10-12"),
                    partner="agence-eau",
                    engagement="aide-zones-humides",
                    project="zone-humide-saint-amandin",
                    kind=EngagementKind.FUNDING,
                    subject="Aide à l'inventaire des zones humides",
                    themes=("water",),
                ),
            ),
        ),
    )


def sittings() -> tuple[Sitting, ...]:
    """This chapter, in order."""
    return (*_first_term(), *_second_term())
