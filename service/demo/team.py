"""The technical team: five technicians of four employers, what each can do, and the time that they share."""

from domain.core.entry import ActKind
from domain.facts.organizations import OrganizationCategory
from domain.facts.team import CompetenceLevel, TechnicianLeaveCause
from domain.organizations import RegisterOrganization
from domain.team_commands import (
    AgreeSecondment,
    ChangeEmployer,
    DeclareCompetence,
    EndSecondment,
    EnrolTechnician,
    RecordTechnicianLeft,
    RemoveCompetence,
)
from service.demo.people import character, registered
from service.demo.sittings import MEMBERS, Sitting, act, day, paris

_HOUSE = "org:syndicat-scot"


def _first_team() -> Sitting:
    on = day("2020-10-01")
    return Sitting(
        key="2020-10-01-team",
        title="Une équipe technique : le syndicat, deux EPCI et une commune mettent leurs compétences en commun",
        recorded_at=paris("2020-10-02 09:30"),
        commands=(
            RegisterOrganization(
                on=on,
                organization=_HOUSE,
                name="Services du syndicat mixte (démonstration)",
                category=OrganizationCategory.PUBLIC_BODY,
            ),
            *(
                registered(character(key))
                for key in ("delmontaigne", "rocheverdel", "fontargelle", "vieillecroze", "sauvageolle")
            ),
            EnrolTechnician(
                on=on, technician="direction", person="$delmontaigne", employer=_HOUSE, function="Directrice du SCoT"
            ),
            EnrolTechnician(
                on=on,
                technician="eau",
                person="$rocheverdel",
                employer=MEMBERS["PM"],
                function="Chargé de mission eau et milieux aquatiques",
            ),
            EnrolTechnician(
                on=on,
                technician="urbanisme",
                person="$fontargelle",
                employer=MEMBERS["PG"],
                function="Instructrice et chargée d'urbanisme",
                working_time=80,
            ),
            EnrolTechnician(
                on=on,
                technician="voirie",
                person="$vieillecroze",
                employer="commune:15162",
                function="Responsable des services techniques",
            ),
            EnrolTechnician(
                on=on,
                technician="habitat",
                person="$sauvageolle",
                employer=MEMBERS["PS"],
                function="Chargée de l'habitat",
            ),
            DeclareCompetence(
                on=on,
                technician="direction",
                competence="scot",
                name="Planification et SCoT",
                level=CompetenceLevel.EXPERT,
                themes=("planning", "land"),
            ),
            DeclareCompetence(
                on=on,
                technician="eau",
                competence="zones-humides",
                name="Zones humides et cours d'eau",
                level=CompetenceLevel.CONFIRMED,
                themes=("water", "biodiversity"),
            ),
            DeclareCompetence(
                on=on,
                technician="eau",
                competence="drainage",
                name="Drainage et eaux pluviales",
                level=CompetenceLevel.CONFIRMED,
                themes=("water",),
            ),
            DeclareCompetence(
                on=on,
                technician="urbanisme",
                competence="ads",
                name="Instruction des autorisations d'urbanisme",
                level=CompetenceLevel.EXPERT,
                themes=("planning",),
            ),
            DeclareCompetence(
                on=on,
                technician="voirie",
                competence="drainage",
                name="Drainage et eaux pluviales",
                level=CompetenceLevel.BASIC,
                themes=("water", "facilities"),
            ),
            DeclareCompetence(
                on=on,
                technician="voirie",
                competence="energie",
                name="Énergie des bâtiments",
                level=CompetenceLevel.BASIC,
                themes=("transitions",),
            ),
            DeclareCompetence(
                on=on,
                technician="habitat",
                competence="habitat",
                name="Habitat et logement",
                level=CompetenceLevel.CONFIRMED,
                themes=("housing",),
            ),
        ),
    )


def _shared_time() -> tuple[Sitting, ...]:
    agreed = act(ActKind.OTHER, "2021-01-04", "CONV-2021-1", "Convention de mise à disposition : mission eau (fictive)")
    ended = act(ActKind.LETTER, "2023-06-30", "CONV-2021-1-F", "Fin de la mise à disposition de la mission eau")
    again = act(ActKind.OTHER, "2026-09-01", "CONV-2026-4", "Convention : inventaire des zones humides (fictive)")
    housing = act(ActKind.OTHER, "2026-10-01", "CONV-2026-6", "Convention : programme local de l'habitat (fictive)")
    return (
        Sitting(
            key="2021-01-04-secondment",
            title="Le Pays de Mauriac prête 40 % de sa mission eau au syndicat",
            recorded_at=paris("2021-01-05 09:00"),
            commands=(
                AgreeSecondment(
                    on=day("2021-01-04"),
                    act=agreed,
                    technician="eau",
                    secondment="mission-eau",
                    to=_HOUSE,
                    share=40,
                    purpose="Préparer le volet eau du SCoT",
                ),
            ),
        ),
        Sitting(
            key="2023-07-03-secondment-ends",
            title="La mise à disposition de la mission eau prend fin ; une compétence n'est plus offerte",
            recorded_at=paris("2023-07-03 10:00"),
            commands=(
                EndSecondment(on=day("2023-07-01"), act=ended, technician="eau", secondment="mission-eau"),
                RemoveCompetence(on=day("2023-07-01"), technician="voirie", competence="energie"),
                DeclareCompetence(
                    on=day("2023-07-01"),
                    technician="eau",
                    competence="drainage",
                    name="Drainage et eaux pluviales",
                    level=CompetenceLevel.EXPERT,
                    themes=("water",),
                ),
            ),
        ),
        Sitting(
            key="2026-09-01-team",
            title="L'équipe de la rentrée : un départ, une arrivée, un changement de poste, deux mises à disposition",
            recorded_at=paris("2026-09-02 09:00"),
            commands=(
                registered(character("tremouilles")),
                RecordTechnicianLeft(on=day("2026-08-31"), technician="voirie", cause=TechnicianLeaveCause.RETIREMENT),
                EnrolTechnician(
                    on=day("2026-09-01"),
                    technician="transitions",
                    person="$tremouilles",
                    employer=MEMBERS["SA"],
                    function="Chargé des transitions",
                    working_time=90,
                ),
                DeclareCompetence(
                    on=day("2026-09-01"),
                    technician="transitions",
                    competence="energie",
                    name="Énergies renouvelables et plans climat",
                    level=CompetenceLevel.CONFIRMED,
                    themes=("transitions", "mobility"),
                ),
                ChangeEmployer(
                    on=day("2026-09-01"), technician="urbanisme", employer=_HOUSE, function="Chargée de planification"
                ),
                AgreeSecondment(
                    on=day("2026-09-01"),
                    act=again,
                    technician="eau",
                    secondment="zones-humides",
                    to=MEMBERS["SA"],
                    share=30,
                    until=day("2027-07-01"),
                    purpose="Inventaire des zones humides de l'Artense",
                ),
                AgreeSecondment(
                    on=day("2026-10-01"),
                    act=housing,
                    technician="habitat",
                    secondment="plh",
                    to=MEMBERS["PG"],
                    share=50,
                    until=day("2027-04-01"),
                    purpose="Programme local de l'habitat du Pays Gentiane",
                ),
            ),
        ),
    )


def sittings() -> tuple[Sitting, ...]:
    """This chapter, in order."""
    return (_first_team(), *_shared_time())
