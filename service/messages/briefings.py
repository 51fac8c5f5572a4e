"""What is said of briefings of municipal councils."""

from collections.abc import Mapping
from typing import Final

from service.messages.message import Message

TEXTS: Final[Mapping[str, Message]] = {
    "BriefingOfNoCouncil": Message(
        fr="La présentation « {briefing} » s'adresse à des conseils municipaux ; {organization} n'est pas une commune.",
        en="Briefing “{briefing}” is for municipal councils; {organization} is no commune.",
        remedy_fr="Nommez des communes (commune:<INSEE>).",
        remedy_en="Name communes (commune:<INSEE>).",
    ),
    "BriefingPlannedInThePast": Message(
        fr="La présentation « {briefing} » est prévue le {planned_for}, avant le jour où on la prévoit ({on}).",
        en="Briefing “{briefing}” is planned for {planned_for}, before the day of the plan ({on}).",
        remedy_fr="Corrigez les dates, ou enregistrez-la comme tenue (recordBriefing).",
        remedy_en="Correct the dates, or record it as held (recordBriefing).",
    ),
    "BriefingIsCancelled": Message(
        fr="La présentation « {briefing} » est annulée depuis le {cancelled_on}.",
        en="Briefing “{briefing}” has been cancelled since {cancelled_on}.",
        remedy_fr="Enregistrez-en une autre, sous un autre nom.",
        remedy_en="Record another one, under another name.",
    ),
    "BriefingAlreadyHeld": Message(
        fr="La présentation « {briefing} » a eu lieu le {held_on}.",
        en="Briefing “{briefing}” took place on {held_on}.",
        remedy_fr="Donnez un autre nom à une autre présentation, ou rectifiez l'écriture.",
        remedy_en="Name another briefing otherwise, or rectify the entry.",
    ),
    "BriefingNotHeld": Message(
        fr="La présentation « {briefing} » n'a pas encore eu lieu le {on}.",
        en="Briefing “{briefing}” had not taken place by {on}.",
        remedy_fr="Enregistrez-la d'abord (recordBriefing), ou corrigez la date.",
        remedy_en="Record it first (recordBriefing), or correct the date.",
    ),
    "CouncilNotBriefedThen": Message(
        fr="Le conseil de {commune:nu} n'est pas de ceux de la présentation « {briefing} ».",
        en="The council of {commune} is not among those of briefing “{briefing}”.",
        remedy_fr="Nommez l'un de ses conseils, ou rectifiez la présentation.",
        remedy_en="Name one of its councils, or rectify the briefing.",
    ),
    "CouncilQuestionTaken": Message(
        fr="La présentation « {briefing} » a déjà une question « {question} », et c'en est une autre.",
        en="Briefing “{briefing}” has a question “{question}” already, and it is another one.",
        remedy_fr="Donnez-lui un autre nom.",
        remedy_en="Name it otherwise.",
    ),
    "CouncilQuestionUnknown": Message(
        fr="Aucune question « {question} » n'est posée à la présentation « {briefing} » au {on}.",
        en="No question “{question}” had been asked at briefing “{briefing}” by {on}.",
        remedy_fr="Enregistrez-la d'abord (recordCouncilQuestion), ou corrigez la date.",
        remedy_en="Record it first (recordCouncilQuestion), or correct the date.",
    ),
    "CouncilQuestionAnswered": Message(
        fr="La question « {question} » de la présentation « {briefing} » a une réponse depuis le {answered_on}.",
        en="Question “{question}” of briefing “{briefing}” has had an answer since {answered_on}.",
        remedy_fr="Rectifiez cette réponse, ou enregistrez une autre question.",
        remedy_en="Rectify that answer, or record another question.",
    ),
}

SUMMARIES: Final[Mapping[str, Message]] = {
    "BriefingPlanned": Message(
        fr="Présentation de la stratégie « {briefing} » prévue le {planned_for} (décidé le {on}). Conseils "
        "({communes:#}) : {communes}{by:. Par : @}.",
        en="Briefing “{briefing}” on the strategy planned for {planned_for} (on {on}). Councils ({communes:#}): "
        "{communes}{by:. By: @}.",
    ),
    "BriefingCancelled": Message(
        fr="La présentation de la stratégie « {briefing} » est annulée le {on}{reason:. « @ »}.",
        en="Briefing “{briefing}” on the strategy is cancelled on {on}{reason:. “@”}.",
    ),
    "CouncilBriefed": Message(
        fr="Présentation de la stratégie « {briefing} » le {on}{by:, par @}. Conseils ({communes:#}) : {communes}"
        "{orientations:. Orientations : @}{themes:. Thèmes : @}{materials:. Supports : @}{attendees:. Présents : @}.",
        en="Briefing “{briefing}” on the strategy on {on}{by:, by @}. Councils ({communes:#}): {communes}"
        "{orientations:. Orientations: @}{themes:. Themes: @}{materials:. Materials: @}{attendees:. Attendees: @}.",
    ),
    "QuestionAsked": Message(
        fr="Question « {question} » le {on} (présentation « {briefing} »{commune:, @}) : « {text} »"
        "{themes:. Thèmes : @}.",
        en="Question “{question}” on {on} (briefing “{briefing}”{commune:, @}): “{text}”{themes:. Themes: @}.",
    ),
    "QuestionAnswered": Message(
        fr="Réponse le {on} à la question « {question} » (présentation « {briefing} ») : « {answer} ».",
        en="Answer on {on} to question “{question}” (briefing “{briefing}”): “{answer}”.",
    ),
    "BriefingRuleSet": Message(
        fr="Règle locale au {on} : la stratégie est présentée à chaque conseil municipal dans les {months_after_start} "
        "mois, puis tous les {months_between} mois.",
        en="Local rule on {on}: the strategy is presented to every municipal council within {months_after_start} "
        "months, then every {months_between} months.",
    ),
    "BriefingsCalledFor": Message(
        fr="À compter du {on}, la stratégie est à présenter à tous les conseils municipaux : {occasion}"
        "{scheme:. SCoT : @}{decision:. Décision : @}.",
        en="From {on}, the strategy is to be presented to all municipal councils: {occasion}{scheme:. SCoT: @}"
        "{decision:. Decision: @}.",
    ),
}

LABELS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "BriefingOccasion": {
        "SCHEME_APPROVED": ("approbation du SCoT", "SCoT approved"),
        "SCHEME_REVISED": ("révision du SCoT", "SCoT revised"),
        "OTHER": ("autre motif", "other"),
    },
    "BriefingState": {
        "PLANNED": ("prévue", "planned"),
        "HELD": ("tenue", "held"),
        "CANCELLED": ("annulée", "cancelled"),
    },
    "BriefingReminder": {
        "TERM_STARTED": ("début du mandat", "start of the term"),
        "STRATEGY_CHANGED": ("évolution de la stratégie", "change of the strategy"),
        "YEARLY": ("présentation périodique", "periodic briefing"),
    },
}
