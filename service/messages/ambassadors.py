"""What is said of ambassadors."""

from collections.abc import Mapping
from typing import Final

from service.messages.message import Message

TEXTS: Final[Mapping[str, Message]] = {
    "AmbassadorNotActive": Message(
        fr="Personne n'est l'ambassadeur « {ambassador} » le {on}.",
        en="Nobody is ambassador “{ambassador}” on {on}.",
        remedy_fr="Corrigez la date, ou nommez d'abord l'ambassadeur (appointAmbassador).",
        remedy_en="Correct the date, or appoint the ambassador first (appointAmbassador).",
    ),
    "AmbassadorWithoutMandate": Message(
        fr="Aucun mandat de la personne {person} n'est enregistré le {on} ; l'ambassadeur « {ambassador} » est "
        "pourtant à choisir parmi les élus.",
        en="No mandate of person {person} is recorded on {on}, though ambassador “{ambassador}” is to be chosen among "
        "the elected.",
        remedy_fr="Enregistrez son mandat (startMandate), ou choisissez un élu.",
        remedy_en="Record the mandate (startMandate), or choose an elected official.",
    ),
}

SUMMARIES: Final[Mapping[str, Message]] = {
    "AmbassadorAppointed": Message(
        fr="La personne {person} est ambassadrice du SCoT (« {ambassador} ») à compter du {on}. Territoire : {area}"
        "{themes:. Thèmes : @}.",
        en="Person {person} is an ambassador of the SCoT (“{ambassador}”) from {on}. Area: {area}{themes:. Themes: @}.",
    ),
    "AmbassadorActed": Message(
        fr="Action de l'ambassadeur « {ambassador} » le {on} auprès {organization:de} : {kind}{project:, projet @}"
        "{note:. « @ »}.",
        en="Action of ambassador “{ambassador}” on {on} with {organization}: {kind}{project:, project @}{note:. “@”}.",
    ),
    "AmbassadorshipEnded": Message(
        fr="Fin de la mission de l'ambassadeur « {ambassador} » le {on} : {cause}.",
        en="End of the mission of ambassador “{ambassador}” on {on}: {cause}.",
    ),
}

LABELS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "AmbassadorEndCause": {
        "RENUNCIATION": ("renoncement", "renunciation"),
        "MANDATE_ENDED": ("fin du mandat électif", "end of the elective mandate"),
        "REPLACED": ("remplacement", "replaced"),
        "DEATH": ("décès", "death"),
    },
    "AmbassadorActionKind": {
        "STRATEGY_EXPLAINED": ("stratégie présentée", "strategy explained"),
        "PROJECT_SUPPORTED": ("projet accompagné", "project supported"),
        "CONCERN_REPORTED": ("question remontée", "concern reported"),
    },
}
