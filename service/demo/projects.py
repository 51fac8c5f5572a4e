"""The territory's projects over both terms, and the sittings of the steering committee that reviewed them.

The communes are real; every project, owner's intention, figure and act is fictional. Points are near the town halls.
"""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from domain.core.command import Command
from domain.core.entry import Act, ActKind, Visibility
from domain.facts.organizations import OrganizationCategory
from domain.facts.projects import (
    ConditionSet,
    Contribution,
    Location,
    OrientationAssessed,
    ProjectKind,
    ProjectState,
    ReviewOutcome,
)
from domain.organizations import RegisterOrganization
from domain.projects_commands import (
    AssessProject,
    ChangeProject,
    ChangeProjectState,
    ConcludeReview,
    ExtendCondition,
    FailCondition,
    HoldReview,
    LiftCondition,
    RegisterProject,
)
from service.demo.sittings import MEMBERS, Sitting, act, day, paris

_PROJECTS: Final = (
    # id, registered, title, kind, owner, commune, EPCI, themes, longitude, latitude, hectares, euros
    ("ecoquartier-mauriac", "2021-03-04", "Écoquartier du Pré-Neuf à Mauriac : 32 logements près du centre",
     ProjectKind.HOUSING, "commune:15120", "15120", "PM", ("housing", "land"), "2.3330", "45.2190", "2.4", "5200000"),
    ("za-ydes", "2021-03-04", "Extension de la zone d'activités d'Ydes", ProjectKind.BUSINESS_AREA, MEMBERS["SA"],
     "15265", "SA", ("economy", "land"), "2.4390", "45.3460", "6.5", "1850000"),
    ("solaire-lanobre", "2021-10-07", "Centrale photovoltaïque au sol à Lanobre, sur d'anciennes prairies",
     ProjectKind.RENEWABLE_ENERGY, "org:solaire-artense", "15092", "SA", ("transitions", "agriculture"),
     "2.5340", "45.4390", "9.8", "7400000"),
    ("sante-riom", "2021-10-07", "Maison de santé de Riom-ès-Montagnes", ProjectKind.FACILITY, MEMBERS["PG"],
     "15162", "PG", ("health", "facilities"), "2.6550", "45.2820", "0.3", "2100000"),
    ("voie-verte", "2022-06-09", "Voie verte de Mauriac à Ydes sur l'ancienne voie ferrée", ProjectKind.MOBILITY,
     MEMBERS["PM"], "15120", "PM", ("mobility", "tourism"), "2.3500", "45.2500", "11.2", "3300000"),
    ("zone-humide-saint-amandin", "2022-06-09", "Restauration de la zone humide de Saint-Amandin", ProjectKind.WATER,
     MEMBERS["PG"], "15170", "PG", ("water", "biodiversity"), "2.7260", "45.3650", "14.6", "240000"),
    ("retenue-pleaux", "2022-06-09", "Retenue d'eau pour l'irrigation et l'abreuvement à Pleaux", ProjectKind.WATER,
     "org:irrigants-salers", "15153", "PS", ("water", "agriculture"), "2.2280", "45.1350", "4.1", "980000"),
    ("halle-salers", "2023-05-11", "Halle de marché de Salers, dans une grange restaurée", ProjectKind.FACILITY,
     "commune:15219", "15219", "PS", ("economy", "tourism"), "2.4950", "45.1390", "0.08", "620000"),
    ("lotissement-vigean", "2023-05-11", "Lotissement de 18 lots au Vigean, en extension", ProjectKind.HOUSING,
     "commune:15261", "15261", "PM", ("housing", "land"), "2.3640", "45.2320", "3.2", "1400000"),
    ("bourg-condat", "2024-06-13", "Reprise de dix logements vacants du bourg de Condat", ProjectKind.HOUSING,
     "commune:15054", "15054", "PG", ("housing",), "2.7590", "45.3410", "0.2", "1150000"),
    ("chaleur-saint-cernin", "2024-06-13", "Réseau de chaleur au bois de Saint-Cernin", ProjectKind.RENEWABLE_ENERGY,
     "commune:15175", "15175", "PS", ("transitions", "facilities"), "2.4200", "45.0590", "0.1", "1600000"),
    ("parc-champagnac", "2026-07-09", "Parc photovoltaïque sur les terrils de Champagnac", ProjectKind.RENEWABLE_ENERGY,
     MEMBERS["SA"], "15037", "SA", ("transitions", "land"), "2.4000", "45.3560", "5.0", "4100000"),
    ("pole-trizac", "2026-07-09", "Pôle multiservice de Trizac", ProjectKind.FACILITY, "commune:15243", "15243", "PG",
     ("facilities", "economy"), "2.5390", "45.2530", "0.05", "480000"),
    ("base-madic", "2026-07-09", "Base de loisirs du lac de Madic", ProjectKind.OTHER, MEMBERS["SA"], "15111", "SA",
     ("tourism", "biodiversity"), "2.4700", "45.3690", "1.7", "730000"),
)  # fmt: skip
_PRIVATE: Final = (
    ("solaire-artense", "Solaire Artense SAS (fictive)"),
    ("irrigants-salers", "Association syndicale des irrigants du Pays de Salers (fictive)"),
)
_REVIEWERS: Final = {
    "2022": ("$ginestolle", "$montegrin"),
    "2023": ("$ginestolle", "$montegrin", "$astorgal"),
    "2024": ("$ginestolle", "$montegrin", "$astorgal"),
    "2026": ("$issandrol", "$astorgal", "$roquelande"),
}
_STRONG, _PARTIAL, _CONTRARY = Contribution.STRONG, Contribution.PARTIAL, Contribution.CONTRARY
_WEIGHED: Final = {
    "ecoquartier-mauriac-2022": {"pas-2-1": _STRONG, "doo-4": _STRONG},
    "za-ydes-2022": {"doo-2": _CONTRARY},
    "solaire-lanobre-2022": {"pas-3-3": _PARTIAL, "doo-6": _CONTRARY},
    "za-ydes-2023": {"doo-2": _PARTIAL, "pas-2-2": Contribution.NEUTRAL},
    "sante-riom-2023": {"pas-2-3": _STRONG},
    "voie-verte-2024": {"pas-3-2": _STRONG},
    "zone-humide-saint-amandin-2024": {"pas-1-1": _STRONG, "pas-1-3": _PARTIAL},
    "retenue-pleaux-2024": {"pas-1-1": _CONTRARY},
    "lotissement-vigean-2024": {"doo-4": _PARTIAL},
    "lotissement-vigean-2026": {"doo-2": _CONTRARY, "doo-4": _CONTRARY},
    "halle-salers-2026": {"pas-2-2": _STRONG},
    "parc-champagnac-2026": {"pas-3-3": _STRONG, "doo-6": _PARTIAL},
    "pole-trizac-2026": {"pas-2-2": _PARTIAL},
}
"""For a review, what the project does for orientations of the strategy."""
_DOCUMENTS: Final = {
    "ecoquartier-mauriac": ("plu-mauriac",),
    "za-ydes": ("plui-artense",),
    "zone-humide-saint-amandin": ("sage-alagnon",),
    "retenue-pleaux": ("sage-dordogne",),
    "lotissement-vigean": ("plui-mauriac",),
}
_CONTRACTS: Final = {"voie-verte": ("crte-haut-cantal",)}
_ACTIONS: Final = {"bourg-condat": ("vacant-housing",)}
_THEMES: Final = {row[0]: row[7] for row in _PROJECTS}


def sittings() -> tuple[Sitting, ...]:
    """This chapter, in order."""
    return (*_first_term(), *_second_term())


def _first_term() -> tuple[Sitting, ...]:
    return (
        _owners(),
        *(_registered(on) for on in ("2021-03-04", "2021-10-07", "2022-06-09", "2023-05-11", "2024-06-13")),
        _review_of_2022(),
        _follow_up_of_2023(),
        _review_of_2023(),
        _review_of_2024(),
        _follow_up_of_2025(),
    )


def _second_term() -> tuple[Sitting, ...]:
    return (_registered("2026-07-09"), _review_of_2026(), _confidential_review(), _follow_up_of_2026())


def _owners() -> Sitting:
    on = day("2021-03-01")
    category = OrganizationCategory.PARTNER
    return Sitting(
        key="2021-03-01-project-owners",
        title="Deux porteurs de projet privés sont inscrits",
        recorded_at=paris("2021-03-01 09:00"),
        commands=tuple(
            RegisterOrganization(on=on, organization=f"org:{key}", name=name, category=category)
            for key, name in _PRIVATE
        ),
    )


def _registered(on: str) -> Sitting:
    """The projects that members and owners have made known by a day."""
    noted = act(ActKind.MINUTES, on, f"{on[:4]}-P1", "Tableau des projets du territoire (fictif)")
    return Sitting(
        key=f"{on}-projects",
        title="Des projets du territoire sont inscrits au tableau de suivi",
        recorded_at=paris(f"{on} 17:00"),
        commands=tuple(_registration(noted, row) for row in _PROJECTS if row[1] == on),
    )


def _registration(noted: Act, row: tuple[Any, ...]) -> Command:
    project, on, title, kind, owner, commune, member, themes, longitude, latitude, area, cost = row
    return RegisterProject(
        on=day(on),
        act=noted,
        project=project,
        title=title,
        kind=kind,
        owner=owner,
        communes=(f"commune:{commune}",),
        epcis=(MEMBERS[member],),
        themes=themes,
        location=Location(longitude=longitude, latitude=latitude),
        documents=_DOCUMENTS.get(project, ()),
        contracts=_CONTRACTS.get(project, ()),
        actions=_ACTIONS.get(project, ()),
        area=area,
        cost=cost,
    )


class _Conclusion(NamedTuple):
    """What the steering committee found of a project."""

    project: str
    outcome: ReviewOutcome
    opinion: str
    reasons: str
    conditions: tuple[ConditionSet, ...] = ()
    follows: str | None = None


def _reviewed(on: str, *found: _Conclusion, visibility: Visibility = Visibility.PUBLIC) -> Iterator[Command]:
    """The reviews of one sitting, each named by its project and its year."""
    year, date = on[:4], day(on)
    minutes = act(ActKind.MINUTES, on, f"{year}-RP{on[5:7]}", "Compte rendu de la revue de projet (fictif)")
    for each in found:
        review = f"{each.project}-{year}"
        yield HoldReview(
            on=date,
            act=minutes,
            visibility=visibility,
            review=review,
            project=each.project,
            body="steering",
            people=_REVIEWERS[year],
            organizations=tuple(MEMBERS.values()),
            follows=each.follows,
            themes=_THEMES[each.project],
        )
        yield AssessProject(
            on=date,
            act=minutes,
            visibility=visibility,
            review=review,
            opinion=each.opinion,
            orientations=tuple(
                OrientationAssessed(orientation=orientation, contribution=contribution, reason=each.opinion)
                for orientation, contribution in _WEIGHED.get(review, {}).items()
            ),
        )
        yield ConcludeReview(
            on=date,
            act=minutes,
            visibility=visibility,
            review=review,
            outcome=each.outcome,
            reasons=each.reasons,
            conditions=each.conditions,
            pact="scot-2021",
            clauses=("revue-de-projet",),
        )


def _condition(name: str, text: str, owner: str, due_on: str) -> ConditionSet:
    return ConditionSet(condition=name, text=text, owner=owner, due_on=day(due_on))


def _states(noted: Act, **reached: ProjectState) -> Iterator[Command]:
    """How far projects have come by the day of an act; their names with underscores."""
    for project, state in reached.items():
        yield ChangeProjectState(on=noted.date, act=noted, project=project.replace("_", "-"), state=state)


def _review_of_2022() -> Sitting:
    return Sitting(
        key="2022-09-15-project-review",
        title="Première revue de projet : l'écoquartier, la zone d'activités et la centrale au sol",
        recorded_at=paris("2022-09-16 10:00"),
        commands=tuple(
            _reviewed(
                "2022-09-15",
                _Conclusion(
                    "ecoquartier-mauriac",
                    ReviewOutcome.SUPPORTS_WITH_CONDITIONS,
                    "Le projet densifie le pôle principal et rapproche le logement des services.",
                    "La sobriété foncière est acquise ; l'eau pluviale et le stationnement restent à traiter.",
                    (
                        _condition("permeable", "Sols perméables sur 40 % des voies", "commune:15120", "2023-03-31"),
                        _condition("parking", "Stationnement mutualisé avec la gare", "commune:15120", "2023-06-30"),
                    ),
                ),
                _Conclusion(
                    "za-ydes",
                    ReviewOutcome.TO_BE_REWORKED,
                    "Six hectares et demi de prairies pour trois demandes d'implantation.",
                    "La friche voisine n'a pas été étudiée.",
                ),
                _Conclusion(
                    "solaire-lanobre",
                    ReviewOutcome.CONTRARY,
                    "La centrale occuperait des prairies permanentes.",
                    "La stratégie réserve le photovoltaïque aux sols déjà artificialisés.",
                ),
            )
        ),
    )


def _follow_up_of_2023() -> Sitting:
    on = "2023-06-15"
    noted = act(ActKind.MINUTES, on, "2023-RP06", "Suivi des conditions de la revue de projet (fictif)")
    review = "ecoquartier-mauriac-2022"
    return Sitting(
        key=f"{on}-project-conditions",
        title="L'écoquartier de Mauriac remplit ses conditions ; la zone d'Ydes est réduite",
        recorded_at=paris(f"{on} 18:00"),
        commands=(
            LiftCondition(
                on=day("2023-03-20"),
                act=noted,
                review=review,
                condition="permeable",
                evidence="Le permis d'aménager prévoit 46 % de voies perméables.",
            ),
            LiftCondition(
                on=day(on),
                act=noted,
                review=review,
                condition="parking",
                evidence="Convention de stationnement signée.",
            ),
            ChangeProject(
                on=day(on),
                act=noted,
                project="za-ydes",
                title="Reconversion de la friche et extension limitée de la zone d'activités d'Ydes",
                area="3.9",
                cost="1620000",
            ),
            *_states(
                noted,
                ecoquartier_mauriac=ProjectState.PERMIT,
                sante_riom=ProjectState.STUDY,
                za_ydes=ProjectState.STUDY,
            ),
        ),
    )


def _review_of_2023() -> Sitting:
    return Sitting(
        key="2023-10-12-project-review",
        title="Deuxième revue de projet : la zone d'Ydes, retravaillée, est soutenue sous conditions",
        recorded_at=paris("2023-10-13 09:30"),
        commands=tuple(
            _reviewed(
                "2023-10-12",
                _Conclusion(
                    "za-ydes",
                    ReviewOutcome.SUPPORTS_WITH_CONDITIONS,
                    "La friche est reprise et l'emprise réduite de 40 %.",
                    "Le projet retravaillé répond à la sobriété foncière, s'il est phasé.",
                    (
                        _condition("phasing", "Seconde tranche après remplissage", MEMBERS["SA"], "2024-12-31"),
                        _condition("hedges", "Haies replantées en limite de zone", MEMBERS["SA"], "2026-09-30"),
                    ),
                    follows="za-ydes-2022",
                ),
                _Conclusion(
                    "sante-riom",
                    ReviewOutcome.SUPPORTS,
                    "L'accès aux soins est maintenu au cœur d'un pôle.",
                    "Le projet réutilise un bâtiment du bourg.",
                ),
            )
        ),
    )


def _review_of_2024() -> Sitting:
    return Sitting(
        key="2024-11-14-project-review",
        title="Troisième revue de projet : mobilité, eau, habitat",
        recorded_at=paris("2024-11-15 09:30"),
        commands=tuple(
            _reviewed(
                "2024-11-14",
                _Conclusion(
                    "voie-verte",
                    ReviewOutcome.SUPPORTS,
                    "Un axe sans voiture entre les deux pôles.",
                    "Aucun sol n'est artificialisé.",
                ),
                _Conclusion(
                    "zone-humide-saint-amandin",
                    ReviewOutcome.SUPPORTS,
                    "La ressource en eau de la tête de bassin est protégée.",
                    "Le projet applique la stratégie à la lettre.",
                ),
                _Conclusion(
                    "retenue-pleaux",
                    ReviewOutcome.TO_BE_REWORKED,
                    "Le besoin d'abreuvement est établi, celui d'irrigation ne l'est pas.",
                    "Le bilan de la ressource manque.",
                ),
                _Conclusion(
                    "lotissement-vigean",
                    ReviewOutcome.SUPPORTS_WITH_CONDITIONS,
                    "L'extension est admise si elle est dense.",
                    "Douze logements par hectare au moins, et l'eau assurée.",
                    (
                        _condition("density", "Douze logements par hectare", "commune:15261", "2025-06-30"),
                        _condition("supply", "Ressource en eau justifiée", "commune:15261", "2026-12-31"),
                    ),
                ),
            )
        ),
    )


def _follow_up_of_2025() -> Sitting:
    on = "2025-09-18"
    noted = act(ActKind.MINUTES, on, "2025-RP09", "Suivi des projets et de leurs conditions (fictif)")
    return Sitting(
        key=f"{on}-project-conditions",
        title="Une condition n'est pas remplie ; la centrale de Lanobre est abandonnée",
        recorded_at=paris(f"{on} 17:30"),
        commands=(
            LiftCondition(
                on=day("2024-12-05"),
                act=noted,
                review="za-ydes-2023",
                condition="phasing",
                evidence="Le règlement de la zone impose le phasage.",
            ),
            FailCondition(
                on=day(on),
                act=noted,
                review="lotissement-vigean-2024",
                condition="density",
                reason="Le permis d'aménager reste à six logements par hectare.",
            ),
            *_states(
                noted,
                ecoquartier_mauriac=ProjectState.WORKS,
                sante_riom=ProjectState.DELIVERED,
                za_ydes=ProjectState.PERMIT,
                solaire_lanobre=ProjectState.ABANDONED,
                voie_verte=ProjectState.WORKS,
                zone_humide_saint_amandin=ProjectState.WORKS,
                lotissement_vigean=ProjectState.PERMIT,
                bourg_condat=ProjectState.STUDY,
            ),
        ),
    )


def _review_of_2026() -> Sitting:
    return Sitting(
        key="2026-10-08-project-review",
        title="Revue de projet du second mandat : le lotissement du Vigean est jugé contraire à la stratégie",
        recorded_at=paris("2026-10-09 10:00"),
        commands=tuple(
            _reviewed(
                "2026-10-08",
                _Conclusion(
                    "lotissement-vigean",
                    ReviewOutcome.CONTRARY,
                    "La densité demandée n'a pas été tenue.",
                    "Trois hectares d'extension pour dix-huit maisons éloignent le territoire de sa trajectoire.",
                    follows="lotissement-vigean-2024",
                ),
                _Conclusion(
                    "halle-salers",
                    ReviewOutcome.SUPPORTS,
                    "Le commerce de proximité revient dans le bourg.",
                    "Le bâti existant est réutilisé.",
                ),
                _Conclusion(
                    "parc-champagnac",
                    ReviewOutcome.SUPPORTS_WITH_CONDITIONS,
                    "Des terrils sans usage produisent de l'énergie.",
                    "Le site convient ; le raccordement et la faune restent à préciser.",
                    (
                        _condition("grid", "Tracé du raccordement hors zones humides", MEMBERS["SA"], "2026-11-15"),
                        _condition("wildlife", "Inventaire faune et flore", MEMBERS["SA"], "2027-03-31"),
                    ),
                ),
                _Conclusion(
                    "pole-trizac",
                    ReviewOutcome.SUPPORTS,
                    "Les services restent à portée des habitants.",
                    "Le projet conforte le bourg relais.",
                ),
            )
        ),
    )


def _confidential_review() -> Sitting:
    found = _Conclusion(
        "base-madic",
        ReviewOutcome.TO_BE_REWORKED,
        "La berge visée est négociée avec un propriétaire.",
        "L'emplacement menace une roselière ; un autre est à l'étude.",
    )
    return Sitting(
        key="2026-10-22-project-review",
        title="Une revue de projet réservée au bureau, pendant une négociation foncière",
        recorded_at=paris("2026-10-23 09:00"),
        commands=tuple(_reviewed("2026-10-22", found, visibility=Visibility.BUREAU)),
    )


def _follow_up_of_2026() -> Sitting:
    on = "2026-11-12"
    noted = act(ActKind.MINUTES, on, "2026-RP11", "Suivi des conditions de la revue de projet (fictif)")
    return Sitting(
        key=f"{on}-project-conditions",
        title="L'inventaire de Champagnac attendra une saison complète",
        recorded_at=paris(f"{on} 17:00"),
        commands=(
            ExtendCondition(
                on=day(on),
                act=noted,
                review="parc-champagnac-2026",
                condition="wildlife",
                due_on=day("2027-09-30"),
                reason="L'inventaire doit couvrir quatre saisons.",
            ),
            *_states(noted, ecoquartier_mauriac=ProjectState.DELIVERED, halle_salers=ProjectState.WORKS),
        ),
    )
