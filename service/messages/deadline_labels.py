"""What is due, in both languages."""

from collections.abc import Mapping
from typing import Final

LABELS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "DeadlineKind": {
        "PRESIDENT_ELECTION": ("élection du président à convoquer", "election of the president to convene"),
        "DELEGATE_REPLACEMENT": ("délégué à remplacer", "delegate to replace"),
        "INSTALLATION": ("installation de l'assemblée", "installation of the assembly"),
        "INTERNAL_RULES": ("règlement intérieur à adopter", "internal rules to adopt"),
        "TERM_ENDS": ("fin de mandat", "end of a term"),
        "DELEGATION_ENDS": ("fin d'une délégation", "end of a delegation"),
        "RETENTION_VOTE": ("vote sur le maintien d'un vice-président", "vote on keeping a vice-president"),
        "REQUESTED_SESSION": ("séance demandée à tenir", "session asked for, to hold"),
        "DELIBERATION_LIST": ("liste des délibérations à publier", "list of deliberations to publish"),
        "MINUTES": ("procès-verbal à publier", "minutes to publish"),
        "URGENCY_RATIFICATION": ("urgence à faire approuver", "urgency to ratify"),
        "TRANSMISSION": ("acte à transmettre au préfet", "act to transmit to the prefect"),
        "FOLLOW_UP": ("suite à donner à un arbitrage", "follow-up of an arbitration"),
        "ARBITRATION_REVIEW": ("arbitrage à réexaminer", "arbitration to review"),
        "PACT_ADOPTION": ("pacte de gouvernance à adopter", "governance pact to adopt"),
        "PACT_OPINION": ("avis sur le pacte", "opinion on the pact"),
        "DOCUMENT_CHECK": ("compatibilité d'un document à vérifier", "compatibility of a document to check"),
        "CONTRACT_REVIEW": ("revue d'un contrat", "review of a contract"),
        "CONTRACT_ENDS": ("fin d'un contrat", "end of a contract"),
        "SCHEME_ANALYSIS": ("analyse du SCoT à publier et à voter", "analysis of the SCoT to publish and vote on"),
        "SCHEME_VOTE": ("vote sur le maintien du SCoT", "vote on keeping the SCoT"),
        "REVIEW_CONDITION": ("condition d'une revue de projet", "condition of a project review"),
        "BRIEFING_PLANNED": ("présentation prévue à un conseil", "briefing planned for a council"),
        "BRIEFING_ANSWER": ("réponse à un conseil municipal", "answer to a municipal council"),
        "COUNCIL_BRIEFING": ("conseil municipal à informer", "municipal council to brief"),
        "SECONDMENT_ENDS": ("fin d'une mise à disposition", "end of a secondment"),
        "AGREEMENT_ENDS": ("fin d'une convention", "end of an agreement"),
        "ACTION_ENDS": ("échéance d'une action", "end of an action"),
        "INDICATOR_TARGET": ("cible d'un indicateur", "target of an indicator"),
    },
}
