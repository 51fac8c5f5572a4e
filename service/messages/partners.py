"""What is said of the actors of the territory."""

from collections.abc import Mapping
from typing import Final

from service.messages.message import Message

TEXTS: Final[Mapping[str, Message]] = {
    "ActorNotActive": Message(
        fr="L'acteur « {partner} » ne travaille pas avec le syndicat le {on}.",
        en="Actor “{partner}” does not work with the authority on {on}.",
        remedy_fr="Corrigez la date, ou inscrivez d'abord l'acteur (listActor).",
        remedy_en="Correct the date, or list the actor first (listActor).",
    ),
    "AgreementExists": Message(
        fr="L'acteur « {partner} » a déjà une convention ou une participation « {agreement} », depuis le {since}.",
        en="Actor “{partner}” has an agreement or an engagement “{agreement}” already, since {since}.",
        remedy_fr="Donnez un autre identifiant à la nouvelle.",
        remedy_en="Give the new one another id.",
    ),
    "AgreementNotRunning": Message(
        fr="Aucune convention « {agreement} » avec l'acteur « {partner} » n'est en cours le {on}.",
        en="No agreement “{agreement}” with actor “{partner}” runs on {on}.",
        remedy_fr="Corrigez la date ou l'identifiant, ou enregistrez d'abord la convention (signAgreement).",
        remedy_en="Correct the date or the id, or record the agreement first (signAgreement).",
    ),
    "AgreementEndsBeforeItBegins": Message(
        fr="La convention « {agreement} » finirait le {until}, sans avoir commencé avant le {on}.",
        en="Agreement “{agreement}” would end on {until}, and not begin before {on}.",
        remedy_fr="Donnez une date de fin postérieure au début.",
        remedy_en="Give an end after the beginning.",
    ),
    "EngagementWithoutOccasion": Message(
        fr="La participation « {engagement} » de l'acteur « {partner} » est de nature « {kind} », sans que la séance "
        "ou le projet soit nommé.",
        en="Engagement “{engagement}” of actor “{partner}” is of kind “{kind}”, and names no sitting and no project.",
        remedy_fr="Rectifiez-la (rectify) en nommant la séance ou le projet, pour qu'elle soit retrouvée avec eux.",
        remedy_en="Correct it (rectify) and name the sitting or the project, so that it is found with them.",
    ),
}

SUMMARIES: Final[Mapping[str, Message]] = {
    "ActorListed": Message(
        fr="L'acteur « {partner} » est inscrit le {on} : {organization:nu}, {category}{area:. Territoire : @}{themes:. "
        "Thèmes : @}.",
        en="Actor “{partner}” is listed on {on}: {organization}, {category}{area:. Area: @}{themes:. Themes: @}.",
    ),
    "AgreementSigned": Message(
        fr="Convention « {agreement} » avec l'acteur « {partner} » à compter du {on} : « {title} »{until:, jusqu'au @ "
        "exclu}{themes:. Thèmes : @}.",
        en="Agreement “{agreement}” with actor “{partner}” from {on}: “{title}”{until:, until @ excluded}{themes:. "
        "Themes: @}.",
    ),
    "AgreementEnded": Message(
        fr="Fin de la convention « {agreement} » avec l'acteur « {partner} » le {on}.",
        en="End of agreement “{agreement}” with actor “{partner}” on {on}.",
    ),
    "ActorEngaged": Message(
        fr="Participation « {engagement} » de l'acteur « {partner} » le {on} ({kind}) : « {subject} »{session:, séance "
        "@}{project:, projet @}{body:, @}{themes:. Thèmes : @}{note:. « @ »}.",
        en="Engagement “{engagement}” of actor “{partner}” on {on} ({kind}): “{subject}”{session:, sitting @}"
        "{project:, project @}{body:, @}{themes:. Themes: @}{note:. “@”}.",
    ),
    "ActorWithdrawn": Message(
        fr="L'acteur « {partner} » se retire le {on}{reason:. « @ »}.",
        en="Actor “{partner}” withdraws on {on}{reason:. “@”}.",
    ),
}

LABELS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "ActorCategory": {
        "ECONOMIC_ACTOR": ("acteur économique", "economic actor"),
        "RETAIL_ACTOR": ("acteur commercial", "retail actor"),
        "REGIONAL_NATURE_PARK": ("parc naturel régional", "regional nature park"),
        "CAUE": (
            "conseil d'architecture, d'urbanisme et de l'environnement",
            "CAUE (architecture and planning advice)",
        ),
        "ARCHITECT": ("architectes", "architects"),
        "EMPLOYERS_ORGANISATION": ("organisation patronale", "employers' organisation"),
        "PROFESSIONAL_ORGANISATION": ("organisation professionnelle", "professional organisation"),
        "LAND_DEVELOPER": ("aménageur", "land developer"),
        "PROPERTY_DEVELOPER": ("promoteur", "property developer"),
        "ENERGY_SYNDICATE": ("syndicat d'énergie", "energy syndicate"),
        "FARMERS": ("agriculteurs", "farmers"),
        "SAFER": ("SAFER", "SAFER (rural land agency)"),
        "BIODIVERSITY_AGENCY": ("agence régionale de biodiversité", "regional biodiversity agency"),
        "LOCAL_WATER_COMMISSION": ("commission locale de l'eau", "local water commission"),
        "WATER_AGENCY": ("agence de l'eau", "water agency"),
        "BASIN_BODY": ("établissement public territorial de bassin", "public basin body"),
        "CONSULAR_CHAMBER": ("chambre consulaire", "consular chamber"),
        "RESEARCH_BODY": ("organisme de recherche", "research body"),
        "STATE_SERVICE": ("service de l'État", "State service"),
        "OTHER_ACTOR": ("autre acteur", "other actor"),
    },
    "EngagementKind": {
        "SESSION": ("séance", "sitting"),
        "PROJECT": ("projet", "project"),
        "WORKING_GROUP": ("groupe de travail", "working group"),
        "CONTRIBUTION": ("contribution", "contribution"),
        "FUNDING": ("financement", "funding"),
    },
}
