"""What is said of people, their mandates and their outside offices."""

from typing import Final

from service.messages.message import Message

TEXTS: Final[dict[str, Message]] = {
    "PersonAlreadyRegistered": Message(
        fr="La personne {person} est déjà enregistrée.",
        en="Person {person} is registered already.",
        remedy_fr="Utilisez son identifiant tel quel ; pour changer son nom ou ses coordonnées, utilisez "
        "changePersonDetails.",
        remedy_en="Use the id as it is; to change the name or the contact, use changePersonDetails.",
    ),
    "MandateNotHeld": Message(
        fr="La personne {person} n'est pas enregistrée comme {held} ({organization:nu}) le {on}.",
        en="Person {person} is not recorded as {held} ({organization}) on {on}.",
        remedy_fr="Vérifiez la date et la collectivité ; au besoin, enregistrez d'abord le début du mandat "
        "(startMandate) ou de la fonction (startOffice).",
        remedy_en="Check the date and the organisation; if need be, record the start of the mandate (startMandate) "
        "or of the office (startOffice) first.",
    ),
    "MandateAlreadyHeld": Message(
        fr="La personne {person} est déjà enregistrée comme {held} ({organization:nu}) depuis le {since}.",
        en="Person {person} is recorded as {held} ({organization}) already, since {since}.",
        remedy_fr="Si un nouveau mandat commence, enregistrez d'abord la fin du précédent (endMandate ou endOffice) "
        "; si la date ou l'acte est faux, rectifiez (rectify) l'écriture.",
        remedy_en="If a new mandate begins, record the end of the former one first (endMandate or endOffice); if the "
        "date or the act is wrong, correct the entry (rectify).",
    ),
    "SeatsMayBeLost": Message(
        fr="La fin de ce mandat ({organization:nu}) peut faire perdre à la personne {person} le droit de siéger ; le "
        "registre ne lui retire aucun siège de lui-même.",
        en="The end of this mandate ({organization}) may cost person {person} the right to sit; the register takes "
        "no seat away by itself.",
        remedy_fr="Vérifiez ses autres mandats ; si cette personne ne peut plus siéger, enregistrez loseEligibility.",
        remedy_en="Check the person's other mandates; if they may no longer sit, record loseEligibility.",
    ),
}
