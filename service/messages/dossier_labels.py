"""What the parts of a dossier are called."""

from collections.abc import Mapping
from typing import Final

LABELS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "DossierKind": {
        "DECISION": ("décision", "decision"),
        "ARBITRATION": ("arbitrage", "arbitration"),
        "REVIEW": ("revue de projet", "project review"),
    },
    "DossierPart": {
        "SUBJECT": ("objet du dossier", "the matter itself"),
        "COMPOSITION": ("composition", "composition"),
        "SITTING": ("séance", "session"),
        "DELEGATION": ("délégation", "delegation"),
        "PERIMETER": ("périmètre", "perimeter"),
        "CITED": ("pièces citées", "cited"),
        "CORRECTION": ("rectification", "correction"),
    },
    "BodyRole": {
        "DECIDED": ("organe qui a décidé", "body that decided"),
        "EXECUTIVE": ("exécutif au nom duquel l'acte est signé", "executive on whose behalf it is signed"),
    },
    "CitedLink": {
        "CHANGES_IT": ("modifie l'acte du dossier", "changes that of the dossier"),
        "CHANGED_BY_IT": ("modifié par l'acte du dossier", "changed by that of the dossier"),
        "FORMALIZES_IT": ("lui donne sa forme juridique", "gives it its legal form"),
        "FORMALIZED_BY_IT": ("reçoit de lui sa forme juridique", "is given its legal form by it"),
        "GRANTS_ITS_DELEGATION": ("accorde la délégation", "grants the delegation"),
        "CITED": ("cité par l'acte du dossier", "cited by that of the dossier"),
        "CITES_IT": ("cite l'acte du dossier", "cites that of the dossier"),
    },
    "BeliefCause": {
        "RECTIFICATION": ("rectification", "correction"),
        "LATE_RECORD": ("enregistrement tardif", "late record"),
        "RETROACTIVE": ("effet rétroactif", "effect that reaches back"),
        "DISCLOSURE": ("divulgation", "disclosure"),
        "NEW_EVENT": ("événement survenu depuis", "event that happened since"),
    },
    "RestingReason": {
        "TAKEN_BY_THE_BODY": ("prise par cet organe", "taken by that body"),
        "PERSON_NAMED": ("cette personne y siège, signe ou s'exprime", "that person sits, signs or speaks there"),
        "UNDER_THE_DELEGATION": ("prise en vertu de cette délégation", "taken under that delegation"),
        "RESTS_ON_THE_DECISION": ("repose sur cette décision", "rests on that decision"),
        "AT_THE_SESSION": ("prise lors de cette séance", "taken at that session"),
        "ORGANIZATION_NAMED": ("cette collectivité y est partie ou concernée", "that organisation is party to it"),
    },
}
