"""What is said of the queue of imports; its refusals are in ``service/imports/queue.py``, a layer above."""

from typing import Final

from service.messages.message import Message

TEXTS: Final[dict[str, Message]] = {
    "ImportUnderWay": Message(
        fr="Un autre import est en cours dans le registre {ledger}.",
        en="Another import into ledger {ledger} is under way.",
        remedy_fr="Recommencez quand il sera terminé : rien ne s'enregistre deux fois.",
        remedy_en="Do it again when that one has ended: nothing is recorded twice.",
    ),
    "QueueItemUnknown": Message(
        fr="Rien n'attend sous l'identifiant {item:id}.",
        en="Nothing waits under the id {item:id}.",
        remedy_fr="Relisez la file d'attente : l'élément a pu être réglé, ou la personne effacée.",
        remedy_en="Read the queue again: the item may have been settled, or the person forgotten.",
    ),
    "QueueItemIsNoLine": Message(
        fr="{item:id} signale une absence, et non une personne à reconnaître.",
        en="{item:id} tells of an absence, not of a person to be known again.",
        remedy_fr="Enregistrez la fin du mandat si un acte la dit, puis écartez l'élément (DISMISSED).",
        remedy_en="Record the end of the mandate if an act tells of it, then dismiss the item (DISMISSED).",
    ),
    "PersonToName": Message(
        fr="Pour régler {item:id}, une personne se nomme avec PERSON, et seulement alors.",
        en="To settle {item:id} a person is named with PERSON, and only then.",
        remedy_fr="Donnez l'identifiant de la personne inscrite, ou choisissez NEW ou DISMISSED sans personne.",
        remedy_en="Give the id of the person who is registered, or choose NEW or DISMISSED without a person.",
    ),
}

UPLOADS: Final[dict[str, Message]] = {
    "BUSY": Message(fr="Un autre fichier s'importe en ce moment.", en="Another file is being imported."),
    "UNKNOWN_IMPORT": Message(fr="Rien ne s'importe à cette adresse.", en="Nothing is imported at that address."),
    "WRONG_LEDGER": Message(
        fr="cog et epci vont dans le registre FR, rne et bureaux dans celui d'un établissement.",
        en="cog and epci go into the ledger FR, rne and bureaux into that of an authority.",
    ),
    "TOKEN_REQUIRED": Message(
        fr="Un jeton de secrétaire est demandé dans l'en-tête Authorization ; il manque, est inconnu ou a expiré.",
        en="A clerk's token is asked for in the Authorization header; it is missing, unknown or expired.",
        remedy_fr="Demandez un jeton : greffe token create --role clerk.",
        remedy_en="Ask for a token: greffe token create --role clerk.",
    ),
    "BAD_REQUEST": Message(
        fr="{asked} ne se demande pas ainsi ; connus : {known}.", en="{asked} cannot be asked so; known: {known}."
    ),
    "TOO_LARGE": Message(
        fr="Le fichier dépasse {limit} Mo.",
        en="The file is larger than {limit} MB.",
        remedy_fr="Gardez les lignes de vos départements, ou utilisez `greffe import`.",
        remedy_en="Keep the lines of your departments, or use `greffe import`.",
    ),
    "CUT": Message(fr="Le fichier n'est pas arrivé entier.", en="The file did not come whole."),
}
"""What is said of a file that is sent, before it is read."""
