"""What is said of what a composition lacks."""

from typing import Final

from service.messages.message import Message

TEXTS: Final[dict[str, Message]] = {
    "PresidentToElect": Message(
        fr="La présidence {body:de} (siège {seat}) est vacante depuis le {since} : l'élection est à convoquer au "
        "plus tard le {due}.",
        en="The presidency of {body} (seat {seat}) has been vacant since {since}: the election is to be convened by "
        "{due}.",
        remedy_fr="Complétez au besoin l'assemblée, convoquez l'élection, puis enregistrez-la (fillSeat).",
        remedy_en="Complete the assembly if need be, convene the election, then record it (fillSeat).",
    ),
    "DelegateToReplace": Message(
        fr="Le siège {seat} {body:de} est vacant depuis le {since} ; c'est à {organization} de désigner un délégué, "
        "au plus tard le {due}.",
        en="Seat {seat} of {body} has been vacant since {since}; {organization} is to designate a delegate, by {due}.",
        remedy_fr="Demandez au membre sa délibération, puis enregistrez la désignation (fillSeat).",
        remedy_en="Ask the member for its deliberation, then record the designation (fillSeat).",
    ),
    "SeatToFill": Message(
        fr="Le siège {seat} {body:de} est vacant depuis le {since} ; aucun délai légal ne s'applique.",
        en="Seat {seat} of {body} has been vacant since {since}; the law sets no date by which to fill it.",
        remedy_fr="Inscrivez l'élection à l'ordre du jour d'une prochaine séance, puis enregistrez-la (fillSeat).",
        remedy_en="Put the election on the agenda of a coming meeting, then record it (fillSeat).",
    ),
    "InstallationAwaited": Message(
        fr="Les conseils ont été renouvelés le {since} : les titulaires sortants {body:de} expédient les affaires "
        "courantes jusqu'à l'installation.",
        en="The councils were renewed on {since}: the outgoing holders of {body} see to current business until the "
        "installation.",
        remedy_fr="Enregistrez l'installation de la nouvelle assemblée le jour venu (installAssembly).",
        remedy_en="Record the installation of the new assembly when it comes (installAssembly).",
    ),
    "NoTermRunning": Message(
        fr="Aucun mandat {body:de} n'est en cours le {on}.",
        en="No term of {body} runs on {on}.",
        remedy_fr="Enregistrez l'installation de l'assemblée (installAssembly) ou la formation de l'organe (formBody).",
        remedy_en="Record the installation of the assembly (installAssembly) or the forming of the body (formBody).",
    ),
}
