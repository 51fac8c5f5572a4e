"""What each value of an enum is called, in French and in English; lower case, to stand within a sentence too."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, Literal

from service.messages import deadline_labels, dossier_labels, territory_labels
from service.messages.governance import GOVERNANCE

LABELS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    # -- bodies and seats
    "BodyKind": {
        "ASSEMBLY": ("assemblée délibérante", "assembly"),
        "BUREAU": ("bureau", "bureau"),
        "STEERING_COMMITTEE": ("comité de pilotage", "steering committee"),
        "COMMISSION": ("commission", "commission"),
        "MAYORS_CONFERENCE": ("conférence des maires", "mayors' conference"),
        "WORKING_GROUP": ("groupe de travail", "working group"),
    },
    "SeatKind": {
        "PRESIDENT": ("président", "president"),
        "VICE_PRESIDENT": ("vice-président", "vice-president"),
        "BUREAU_MEMBER": ("autre membre du bureau", "other member of the bureau"),
        "FULL_DELEGATE": ("délégué titulaire", "full delegate"),
        "ALTERNATE_DELEGATE": ("délégué suppléant", "alternate delegate"),
        "MEMBER": ("membre", "member"),
    },
    "SeatState": {
        "HELD": ("pourvu", "held"),
        "HOLDOVER": ("occupé par le titulaire sortant", "held by the outgoing holder"),
        "VACANT": ("vacant", "vacant"),
    },
    "Manner": {
        "ELECTION": ("élection", "election"),
        "DESIGNATION": ("désignation", "designation"),
        "BY_LAW": ("de droit", "by law"),
    },
    "Cause": {
        "RESIGNATION": ("démission", "resignation"),
        "RESIGNATION_OF_DELEGATE": (
            "démission du mandat de délégué à l'assemblée",
            "resignation as a delegate to the assembly",
        ),
        "DEATH": ("décès", "death"),
        "REPLACED_BY_MEMBER": (
            "remplacement du délégué par le membre qui l'avait désigné",
            "delegate replaced by the member that had designated the holder",
        ),
        "LOSS_OF_MANDATE": ("perte du mandat électif", "loss of the elective mandate"),
        "LOSS_OF_DELEGATE_SEAT": ("perte du siège de délégué à l'assemblée", "loss of the seat in the assembly"),
        "INELIGIBILITY": ("inéligibilité", "ineligibility"),
        "INCOMPATIBILITY": ("incompatibilité", "incompatibility"),
        "ANNULMENT_NO_APPEAL": ("annulation de l'élection, sans appel", "election annulled, no appeal lodged"),
        "ANNULMENT_CONFIRMED": (
            "annulation de l'élection, confirmée en appel",
            "election annulled, confirmed on appeal",
        ),
        "MEMBER_CEASED": ("retrait ou disparition du membre représenté", "the member represented has ceased to be one"),
        "REMOVAL": ("cessation de fonctions décidée par l'assemblée", "removal voted by the assembly"),
        "PRESIDENT_REELECTION": ("élection d'un nouveau président", "election of a new president"),
        "SEAT_ABOLISHED": ("suppression du siège", "seat abolished"),
        "RENEWAL_INSTALLATION": (
            "installation de la nouvelle assemblée après renouvellement",
            "installation of the new assembly after the renewal",
        ),
        "DISSOLUTION": ("dissolution", "dissolution"),
        "REELECTED": ("nouvelle élection au même siège", "elected again to the same seat"),
        "NEVER_FILLED": ("siège jamais pourvu", "never filled"),
    },
    "AnomalyKind": {
        "NO_TERM": ("aucun mandat n'est ouvert à cette date", "no term is open on that day"),
        "OUTSIDE_TERM": ("le mandat est terminé à cette date", "the term has ended by that day"),
        "UNKNOWN_SEAT": ("ce siège n'existe pas à cette date", "there is no such seat on that day"),
        "SEAT_ALREADY_HELD": ("le siège a déjà un titulaire", "the seat has a holder already"),
        "NOT_THE_HOLDER": ("le siège n'est pas occupé par cette personne", "the seat is not held by that person"),
        "PERSON_SEATED_TWICE": (
            "cette personne occuperait deux sièges du même organe",
            "that person would hold two seats of one body",
        ),
        "PERSON_IS_DEAD": ("cette personne est décédée avant cette date", "that person died before that day"),
        "NO_BODY": ("l'organe n'existe pas pendant tout ce mandat", "the body does not exist during the whole term"),
        "TERMS_OVERLAP": (
            "le mandat précédent n'est pas terminé à cette date",
            "the former term has not ended by then",
        ),
    },
    "Appeal": {
        "NONE": ("aucun appel dans le délai", "no appeal in time"),
        "DISMISSED": ("appel rejeté", "appeal dismissed"),
    },
    # -- people
    "MandateKind": {
        "MUNICIPAL_COUNCILLOR": ("conseiller municipal", "municipal councillor"),
        "COMMUNITY_COUNCILLOR": ("conseiller communautaire", "community councillor"),
        "DEPARTMENTAL_COUNCILLOR": ("conseiller départemental", "departmental councillor"),
        "REGIONAL_COUNCILLOR": ("conseiller régional", "regional councillor"),
        "DEPUTY": ("député", "deputy"),
        "SENATOR": ("sénateur", "senator"),
    },
    "OfficeKind": {
        "MAYOR": ("maire", "mayor"),
        "DEPUTY_MAYOR": ("adjoint au maire", "deputy mayor"),
        "EPCI_PRESIDENT": ("président d'EPCI", "EPCI president"),
        "EPCI_VICE_PRESIDENT": ("vice-président d'EPCI", "EPCI vice-president"),
        "EPCI_BUREAU_MEMBER": ("autre membre du bureau d'EPCI", "other member of an EPCI's bureau"),
    },
    "EndCause": {
        "TERM_ENDED": ("fin de mandat", "end of the term"),
        "RESIGNATION": ("démission", "resignation"),
        "DEATH": ("décès", "death"),
        "ANNULMENT": ("annulation de l'élection", "election annulled"),
        "INCOMPATIBILITY": ("incompatibilité", "incompatibility"),
        "DISMISSAL": ("fin de fonctions décidée par le conseil ou l'autorité", "dismissal"),
        "ORGANIZATION_ENDED": ("disparition de la collectivité ou de l'établissement", "the organisation has ended"),
    },
    # -- the authority and its partners
    "Clock": {
        "REAL": ("heure réelle", "real clock"),
        "SIMULATED": ("heure simulée, pour une démonstration ou un essai", "simulated clock, for a demo or a test"),
    },
    "LegalForm": {
        "EPCI": ("EPCI", "EPCI"),
        "CLOSED_JOINT_SYNDICATE": ("syndicat mixte fermé", "closed joint syndicate"),
        "OPEN_JOINT_SYNDICATE": ("syndicat mixte ouvert", "open joint syndicate"),
        "PETR": ("pôle d'équilibre territorial et rural (PETR)", "territorial and rural balance pole (PETR)"),
        "METROPOLITAN_POLE": ("pôle métropolitain", "metropolitan pole"),
    },
    "OrganizationCategory": {
        "PUBLIC_BODY": ("établissement ou organisme public", "public body"),
        "LOCAL_AUTHORITY": ("collectivité territoriale", "local authority"),
        "STATE": ("service de l'État", "State service"),
        "PARTNER": ("partenaire", "partner"),
    },
    "MemberEndCause": {
        "WITHDRAWAL": ("retrait", "withdrawal"),
        "MERGER": ("fusion", "merger"),
        "SPLIT": ("scission", "split"),
        "DISSOLUTION": ("dissolution", "dissolution"),
        "ANNULMENT": ("annulation de l'adhésion", "accession annulled"),
        "PERIMETER_REDUCED": ("réduction du périmètre", "perimeter reduced"),
    },
    # -- acts and access
    "ActKind": {
        "DELIBERATION": ("délibération", "deliberation"),
        "ORDER": ("arrêté", "order"),
        "DELEGATED_DECISION": ("décision prise par délégation", "decision under delegation"),
        "MINUTES": ("procès-verbal", "minutes"),
        "PREFECTORAL_ORDER": ("arrêté préfectoral", "prefect's order"),
        "JUDGMENT": ("décision de justice", "judgment"),
        "LETTER": ("lettre", "letter"),
        "CERTIFICATE": ("certificat ou acte d'état civil", "certificate"),
        "STATUTES": ("statuts", "statutes"),
        "DATASET": ("jeu de données", "dataset"),
        "OTHER": ("autre document", "other document"),
    },
    "Visibility": {
        "PUBLIC": ("public", "public"),
        "MEMBERS": ("réservé aux membres", "for members"),
        "BUREAU": ("réservé au bureau", "for the bureau"),
        "RESTRICTED": ("confidentiel", "restricted"),
    },
    "Role": {
        "PUBLIC": ("public", "public"),
        "PARTNER": ("partenaire", "partner"),
        "MEMBER": ("membre", "member"),
        "AUDITOR": ("contrôleur", "auditor"),
        "CLERK": ("secrétaire", "clerk"),
    },
    "Permission": {
        "READ": ("consulter", "read"),
        "RECORD": ("enregistrer", "record"),
    },
    "CheckStatus": {
        "MET": ("suivie", "met"),
        "PARTLY_MET": ("suivie en partie", "partly met"),
        "NOT_MET": ("non suivie", "not met"),
        "NOT_APPLICABLE": ("sans objet", "not applicable"),
    },
    "PartOfEpci": {
        "BUREAU_SEAT": ("siège au bureau", "seat on the bureau"),
        "MAYOR_IN_CONFERENCE": ("maire à la conférence des maires", "mayor in the mayors' conference"),
        "TECHNICIAN": ("technicien dans l'équipe", "technician in the team"),
        "AMBASSADOR_OR_BRIEFED_COUNCIL": ("ambassadeur ou conseil informé", "ambassador or briefed council"),
        "PROJECT_OR_CONTRACT": ("projet ou contrat", "project or contract"),
    },
    **deadline_labels.LABELS,
    **dossier_labels.LABELS,
    **territory_labels.LABELS,
    **{name: words for noun in GOVERNANCE for name, words in noun.LABELS.items()},
}
"""For an enum's class name and a value: French, English."""


def label(value: StrEnum, language: Literal["fr", "en"]) -> str:
    """What a value is called.

    Raises:
        KeyError: it has no label; a test holds the two equal.
    """
    french, english = LABELS[type(value).__name__][value.value]
    return french.replace("'", "’") if language == "fr" else english


def label_of(enum: str, value: str, language: Literal["fr", "en"]) -> str | None:
    """The same from names alone; None for a value that the enum has not."""
    found = LABELS[enum].get(value)
    if found is None:
        return None
    return found[0].replace("'", "’") if language == "fr" else found[1]
