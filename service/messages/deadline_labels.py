"""What is due, in both languages."""

from collections.abc import Mapping
from typing import Final

LABELS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "DeadlineKind": {
        "PRESIDENT_ELECTION": ("élection du président à convoquer", "election of the president to convene"),
        "DELEGATE_REPLACEMENT": ("délégué à remplacer", "delegate to replace"),
        "INSTALLATION": ("installation de l'assemblée", "installation of the assembly"),
        "INTERNAL_RULES": ("règlement intérieur à adopter", "internal rules to adopt"),
        "DELEGATION_ENDS": ("fin d'une délégation", "end of a delegation"),
        "RETENTION_VOTE": ("vote sur le maintien d'un vice-président", "vote on keeping a vice-president"),
        "SECOND_CONVOCATION": ("seconde convocation", "second convocation"),
        "DELIBERATION_LIST": ("liste des délibérations à publier", "list of deliberations to publish"),
        "MINUTES": ("procès-verbal à publier", "minutes to publish"),
        "URGENCY_RATIFICATION": ("urgence à faire approuver", "urgency to ratify"),
        "OPINION_SENT": ("avis à transmettre aux conseillers", "opinion to send to councillors"),
        "TRANSMISSION": ("acte à transmettre au préfet", "act to transmit to the prefect"),
        "FOLLOW_UP": ("suite à donner à un arbitrage", "follow-up of an arbitration"),
        "ARBITRATION_REVIEW": ("arbitrage à réexaminer", "arbitration to review"),
        "PACT_ADOPTION": ("pacte de gouvernance à adopter", "governance pact to adopt"),
        "PACT_OPINION": ("avis sur le pacte", "opinion on the pact"),
        "DOCUMENT_CHECK": ("compatibilité d'un document à vérifier", "compatibility of a document to check"),
        "CONTRACT_ENDS": ("fin d'un contrat", "end of a contract"),
        "SCHEME_ANALYSIS": ("analyse du SCoT", "analysis of the SCoT"),
        "REVIEW_CONDITION": ("condition d'une revue de projet", "condition of a project review"),
        "BRIEFING_ANSWER": ("réponse à un conseil municipal", "answer to a municipal council"),
        "COUNCIL_BRIEFING": ("conseil municipal à informer", "municipal council to brief"),
        "SECONDMENT_ENDS": ("fin d'une mise à disposition", "end of a secondment"),
        "AGREEMENT_ENDS": ("fin d'une convention", "end of an agreement"),
        "ACTION_ENDS": ("échéance d'une action", "end of an action"),
        "INDICATOR_TARGET": ("cible d'un indicateur", "target of an indicator"),
    },
}
