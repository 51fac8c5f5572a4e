"""What is said of the queue of imports; its refusals are in ``service/imports/queue.py``, a layer above."""

from typing import Final

from service.messages.message import Message

TEXTS: Final[dict[str, Message]] = {
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
