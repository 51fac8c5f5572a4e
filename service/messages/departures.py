"""What is said of departures: death, lost eligibility, members that cease, and what is left along with a seat."""

from typing import Final

from service.messages.message import Message

TEXTS: Final[dict[str, Message]] = {
    "PersonHoldsNoSeat": Message(
        fr="La personne {person} n'occupe aucun siège le {on}.",
        en="Person {person} holds no seat on {on}.",
        remedy_fr="Vérifiez l'identifiant et la date ; pour la seule fin d'un mandat extérieur, utilisez endMandate.",
        remedy_en="Check the id and the date; if only an outside mandate ended, use endMandate.",
    ),
    "NotAMember": Message(
        fr="À la date du {on}, {organization} n'est pas membre de l'établissement.",
        en="On {on}, {organization} is not a member of the authority.",
        remedy_fr="Vérifiez l'identifiant et la date, ou enregistrez d'abord l'adhésion (admitMember).",
        remedy_en="Check the id and the date, or record the accession first (admitMember).",
    ),
    "SeatNotHeld": Message(
        fr="Le siège {seat} {body:de} n'a pas de titulaire le {on} : il est vacant depuis le {vacant_since}.",
        en="Nobody holds seat {seat} of {body} on {on}: it has been vacant since {vacant_since}.",
        remedy_fr="Vérifiez le siège et la date ; s'il manque une élection ou une désignation, enregistrez-la "
        "d'abord (fillSeat).",
        remedy_en="Check the seat and the date; if an election or a designation is missing, record it first "
        "(fillSeat).",
    ),
    "AlsoVacated": Message(
        fr="En quittant l'assemblée, la personne {person} a aussi perdu le siège {seat} {body:de}.",
        en="By leaving the assembly, person {person} also lost seat {seat} of {body}.",
        remedy_fr="Prévoyez l'élection qui pourvoira ce siège, puis enregistrez-la (fillSeat).",
        remedy_en="Plan the election that fills this seat, then record it (fillSeat).",
    ),
}
