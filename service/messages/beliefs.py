"""What the register believes of a place, in a sentence."""

from collections.abc import Mapping
from typing import Final

from service.messages.message import Message
from service.messages.words import Language, fill

WORDS: Final[Mapping[str, Message]] = {
    "NOTHING": Message(fr="Le registre n'en sait rien.", en="The register knows nothing of it."),
    "SEAT_HELD": Message(
        fr="Le siège {seat} {body:de} est occupé par {person} à compter du {since}{acting:, @ assure l'intérim}.",
        en="Seat {seat} of {body} is held by {person} from {since}{acting:, @ acts}.",
    ),
    "SEAT_VACANT": Message(
        fr="Le siège {seat} {body:de} est vacant à compter du {since} ({cause}){acting:, @ assure l'intérim}.",
        en="Seat {seat} of {body} is vacant from {since} ({cause}){acting:, @ acts}.",
    ),
    "HOLDING": Message(
        fr="{person} est {held} ({organization:nu}) depuis le {since}.",
        en="{person} is {held} ({organization:nu}) since {since}.",
    ),
    "MEMBER": Message(
        fr="Membre de l'établissement depuis le {since} : {organization:nu}.",
        en="Member of the authority since {since}: {organization:nu}.",
    ),
    "BODY": Message(fr="L'organe {body:id} existe ({kind}).", en="The body {body:id} exists ({kind})."),
    "PERSON": Message(
        fr="{person} est connu du registre{died_on:, et mort le @}.",
        en="{person} is known to the register{died_on:, and died on @}.",
    ),
    "DECISION": Message(
        fr="La décision {decision} « {title} » : {state}{state_since:, depuis le @}.",
        en="Decision {decision} “{title}”: {state}{state_since:, since @}.",
    ),
    "DELEGATION": Message(
        fr="La délégation {delegation} est accordée le {granted_on}{person: à @}{withdrawn_on:, et retirée le @}.",
        en="Delegation {delegation} is granted on {granted_on}{person: to @}{withdrawn_on:, and withdrawn on @}.",
    ),
    "OTHER": Message(
        fr="Le registre connaît {thing} ; ses données disent ce qu'il en sait.",
        en="The register knows {thing}; its data say what.",
    ),
}


def belief(code: str, values: Mapping[str, object], language: Language) -> str:
    """What is believed, in words."""
    text = WORDS[code]
    return fill(text.fr if language == "fr" else text.en, values, language)
