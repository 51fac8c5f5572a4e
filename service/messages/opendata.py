"""What the files of the open data are called, and what they hold and lose, in French and in English."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from service.messages.opendata_columns import COLUMNS
from service.messages.words import Language

Said = tuple[str, str]


class Titled(NamedTuple):
    """A file's title and description, French then English."""

    title: Said
    description: Said


FILES: Final[Mapping[str, Titled]] = {
    "bureau": Titled(
        ("Composition du bureau", "Composition of the bureau"),
        ("Chaque siège du bureau et son titulaire.", "Each seat of the bureau and its holder."),
    ),
    "compositions": Titled(
        ("Composition de tous les organes", "Composition of every body"),
        ("Chaque siège de chaque organe et son titulaire.", "Each seat of each body and its holder."),
    ),
    "organes": Titled(
        ("Organes", "Bodies"),
        ("Assemblée, bureau, comités, commissions.", "Assembly, bureau, committees, commissions."),
    ),
    "personnes": Titled(
        ("Personnes", "People"), ("Les personnes inscrites au registre.", "The people whom the register knows.")
    ),
    "mandats": Titled(
        ("Mandats et fonctions exécutives", "Mandates and offices"),
        (
            "Ce que chaque personne exerce dans sa commune ou son EPCI.",
            "What each person holds in a commune or an EPCI.",
        ),
    ),
    "sieges-tenus": Titled(
        ("Sièges tenus", "Seats held"),
        (
            "Les sièges que chaque personne tient ou a tenus, avec l'acte de chacun.",
            "The seats that each person holds or held, with the act of each.",
        ),
    ),
    "delegations": Titled(
        ("Délégations", "Delegations"),
        (
            "Délégations d'attributions, de fonctions et de signature, désignations.",
            "Delegations of powers, of functions and of signature, appointments.",
        ),
    ),
    "votes-de-maintien": Titled(
        ("Votes de maintien", "Retention votes"),
        (
            "Votes sur le maintien d'un vice-président à qui toutes ses délégations ont été retirées.",
            "Votes on keeping a vice-president whose delegations were all withdrawn.",
        ),
    ),
    "equipe": Titled(
        ("Équipe technique", "Technical team"),
        ("Techniciens, employeurs, compétences.", "Technicians, employers, competences."),
    ),
    "temps-partage": Titled(
        ("Temps partagé", "Shared time"),
        ("Temps de travail propre, prêté et reçu, par employeur.", "Time owned, lent and borrowed, by employer."),
    ),
    "ambassadeurs": Titled(
        ("Ambassadeurs", "Ambassadors"),
        ("Élus chargés de porter le SCoT dans un secteur.", "Officials who speak for the SCoT in an area."),
    ),
    "partenaires": Titled(
        ("Partenaires", "Partners"),
        ("Acteurs associés, conventions et participations.", "Actors, their agreements and engagements."),
    ),
    "couverture-acteurs": Titled(
        ("Acteurs par catégorie", "Actors by category"),
        ("Les catégories d'acteurs représentées, et celles qui manquent.", "Categories of actors, and those missing."),
    ),
    "seances": Titled(
        ("Séances", "Sessions"), ("Convocation, ordre du jour, présences.", "Convocation, agenda, attendance.")
    ),
    "decisions": Titled(
        ("Décisions", "Decisions"),
        (
            "Délibérations, arrêtés, décisions prises par délégation et avis, avec leur état en droit.",
            "Deliberations, orders, delegated decisions and opinions, with their state in law.",
        ),
    ),
    "arbitrages": Titled(
        ("Arbitrages", "Arbitrations"), ("Questions arbitrées et leur issue.", "Questions arbitrated, and how.")
    ),
    "positions": Titled(
        ("Positions exprimées", "Positions stated"),
        ("Ce que chacun a soutenu dans un arbitrage.", "What each person upheld in an arbitration."),
    ),
    "suites": Titled(
        ("Suites des arbitrages", "Follow-ups"), ("Ce qui reste à faire, par qui.", "What is to be done, and by whom.")
    ),
    "echanges": Titled(
        ("Échanges entre présidents", "Exchanges between presidents"),
        ("Réunions d'échange, participants et sujets.", "Meetings, participants and subjects."),
    ),
    "pactes": Titled(
        ("Pactes de gouvernance", "Governance pacts"), ("Débats, avis, adoption.", "Debates, opinions, adoption.")
    ),
    "clauses": Titled(
        ("Clauses des pactes", "Clauses of the pacts"),
        ("Le texte de chaque clause à la date demandée.", "The text of each clause on the day."),
    ),
    "echeances": Titled(("Échéances", "Deadlines"), ("Tout ce qui est à faire, avec sa règle.", "All that is due.")),
    "projets": Titled(
        ("Projets", "Projects"), ("Projets suivis, lieu, état, dernier avis.", "Projects, place, state, last outcome.")
    ),
    "revues": Titled(
        ("Revues de projet", "Project reviews"), ("Avis rendus sur les projets.", "Opinions on projects.")
    ),
    "conditions": Titled(
        ("Conditions des revues", "Conditions of the reviews"),
        ("Conditions posées et leur état.", "Conditions set, and their state."),
    ),
    "informations": Titled(
        ("Présentations aux conseils", "Briefings"),
        ("Présentations faites ou prévues aux conseils municipaux.", "Briefings of municipal councils."),
    ),
    "conseils-informes": Titled(
        ("Conseils municipaux informés", "Councils briefed"),
        ("Pour chaque commune : informée ou non, et quand.", "For each commune: briefed or not, and when."),
    ),
    "documents": Titled(
        ("Documents d'urbanisme et de planification", "Planning documents"),
        ("Documents liés au SCoT et leur compatibilité.", "Documents bound to the SCoT, and their compatibility."),
    ),
    "contrats": Titled(("Contrats", "Contracts"), ("Contrats signés et leur suivi.", "Contracts, and their reviews.")),
    "schemas": Titled(
        ("SCoT", "SCoT"), ("Le schéma, ses dates, son périmètre.", "The scheme, its days and perimeter.")
    ),
    "orientations": Titled(
        ("Orientations", "Orientations"), ("Les orientations en vigueur.", "The orientations in force.")
    ),
    "programmes": Titled(("Programmes d'actions", "Action programmes"), ("Programmes adoptés.", "Programmes adopted.")),
    "actions": Titled(("Actions", "Actions"), ("Actions des programmes.", "Actions of the programmes.")),
    "indicateurs": Titled(
        ("Indicateurs", "Indicators"), ("Indicateurs, cibles, mesures.", "Indicators, targets, measures.")
    ),
    "trajectoire": Titled(
        ("Trajectoire", "Trajectory"),
        ("La dernière mesure de chaque indicateur comparée à l'attendu.", "The last measures against the expected."),
    ),
    "implication": Titled(
        ("Implication des élus", "Involvement of officials"),
        ("Temps de travail auxquels des élus ont participé.", "Work in which officials took part."),
    ),
    "membres": Titled(
        ("Membres de l'établissement", "Members of the authority"),
        ("Les EPCI et communes membres.", "The EPCIs and communes that are members."),
    ),
    "communes": Titled(
        ("Communes du périmètre", "Communes of the perimeter"),
        ("Chaque commune et son EPCI, avec les codes INSEE.", "Each commune and its EPCI, with INSEE codes."),
    ),
    "themes": Titled(("Thèmes", "Themes"), ("Le vocabulaire des thèmes.", "The vocabulary of themes.")),
    "matrice-des-delegations": Titled(
        ("Matrice des délégations", "Delegation matrix"),
        ("Qui tient quel thème, et les thèmes que personne ne tient.", "Who holds which theme, and the gaps."),
    ),
    "couverture-ambassadeurs": Titled(
        ("Ambassadeurs par membre", "Ambassadors by member"),
        ("Les ambassadeurs actifs dans chaque membre.", "The ambassadors active in each member."),
    ),
    "controles": Titled(
        ("Contrôles de gouvernance", "Governance checks"),
        ("Chaque recommandation : suivie ou non, et ce qui manque.", "Each recommendation: met or not, and the gaps."),
    ),
    "journal": Titled(
        ("Journal du registre", "Journal of the register"),
        (
            "Toutes les entrées, dans l'ordre ; celles qui ne sont pas publiques sont scellées.",
            "Every entry, in order; those that are not public are sealed.",
        ),
    ),
    "deliberations": Titled(
        ("Délibérations (SCDL)", "Deliberations (SCDL)"),
        (
            "Délibérations adoptées, au format du socle commun des données locales, version 2.1.5.",
            "Deliberations adopted, in the format of the common base of local data, version 2.1.5.",
        ),
    ),
    "seances.ics": Titled(("Calendrier des séances", "Calendar of sessions"), ("À abonner.", "To subscribe to.")),
    "echeances.ics": Titled(("Calendrier des échéances", "Calendar of deadlines"), ("À abonner.", "To subscribe to.")),
    "decisions.atom": Titled(
        ("Fil des décisions", "Feed of decisions"),
        (
            "Ce qui est enregistré des décisions, le plus récent d'abord.",
            "What is recorded of decisions, latest first.",
        ),
    ),
    "compositions.atom": Titled(
        ("Fil des changements de composition", "Feed of composition changes"),
        ("Qui arrive, qui part, le plus récent d'abord.", "Who comes, who leaves, latest first."),
    ),
    "projets.geojson": Titled(
        ("Carte des projets", "Map of projects"), ("Projets localisés, en WGS 84.", "Projects located, in WGS 84.")
    ),
    "popolo": Titled(
        ("Personnes et organes (Popolo)", "People and bodies (Popolo)"),
        (
            "Personnes, organisations, postes et appartenances au format Popolo.",
            "Persons, organisations, posts and memberships in the Popolo format.",
        ),
    ),
    "catalogue": Titled(("Catalogue (DCAT-AP)", "Catalogue (DCAT-AP)"), ("Tous les fichiers.", "All the files.")),
}
"""By the name of the file, without its extension unless it is the only one that has it."""

LABELS: Final[Mapping[str, Said]] = {
    "code": ("{label} (code)", "{label} (code)"),
    "catalogue_title": ("Données ouvertes des registres de gouvernance", "Open data of the governance registers"),
    "catalogue_description": (
        "Toutes les listes des registres tenus ici, à toute date.",
        "Every list of the registers kept here, at any date.",
    ),
    "of": ("{title} - {authority}", "{title} - {authority}"),
    "session_of": ("{body} : séance", "{body}: session"),
    "deadline_of": ("{kind} : {about}", "{kind}: {about}"),
    "effective": ("Date d'effet : {day}", "Effective on {day}"),
}

POPOLO_LOSES: Final[tuple[Said, ...]] = (
    (
        "La seconde horloge : le fichier dit ce qui était connu à une position, non ce qui a été corrigé depuis.",
        "The second clock: the file says what was known at a position, not what was corrected since.",
    ),
    (
        "Les actes : la délibération ou l'arrêté qui fonde chaque siège n'a pas de place dans Popolo.",
        "The acts: the deliberation or order that founds each seat has no place in Popolo.",
    ),
    (
        "L'état des sièges : vacant, tenu par le titulaire sortant, empêché, suppléance.",
        "The state of seats: vacant, in holdover, prevented, acting.",
    ),
    (
        "La cause de la fin d'un mandat et le mode de désignation.",
        "The cause of an end, and the manner of designation.",
    ),
    ("Le rang des vice-présidents, sinon dans l'intitulé.", "The rank of vice-presidents, but for the label."),
    ("Les délégations, les décisions et les preuves.", "Delegations, decisions and proofs."),
    (
        "Les périodes passées : seules les appartenances de la date demandée y figurent.",
        "Past periods: only the memberships of the day asked for are there.",
    ),
)
"""What is lost on the way to Popolo."""


def title_of(name: str, language: Language) -> str:
    """What a file is called."""
    return _in(FILES[name].title, language)


def description_of(name: str, language: Language) -> str:
    """What a file holds."""
    return _in(FILES[name].description, language)


def column_label(key: str, language: Language) -> str:
    """What a column is called."""
    return _in(COLUMNS[key], language)


def said(key: str, language: Language, **values: str) -> str:
    """A phrase of the files, with its values."""
    return _in(LABELS[key], language).format(**values)


def popolo_loses(language: Language) -> list[str]:
    """What a Popolo file does not tell."""
    return [_in(each, language) for each in POPOLO_LOSES]


def _in(words: Said, language: Language) -> str:
    french, english = words
    return french.replace("'", "’") if language == "fr" else english
