"""What is said of corrections."""

from typing import Final

from service.messages.message import Message

TEXTS: Final[dict[str, Message]] = {
    "AlreadyRectified": Message(
        fr="L'écriture {entry} a déjà été rectifiée par l'écriture {by}.",
        en="Entry {entry} was rectified already, by entry {by}.",
        remedy_fr="{replacements:Rectifiez ce qui la remplace, si c'est faux : écriture @.|Rien ne la remplace : "
        "enregistrez directement ce qui était vrai, par une commande ordinaire.}",
        remedy_en="{replacements:Rectify what replaced it, if that is wrong: entry @.|Nothing replaced it: record "
        "what was true by an ordinary command.}",
    ),
    "NotRectifiable": Message(
        fr="L'écriture {entry} ({type}) constate ce que le registre a fait lui-même : elle ne se rectifie pas.",
        en="Entry {entry} ({type}) says what the register itself did: it is not rectified.",
        remedy_fr="Pour le nom ou les coordonnées d'une personne, utilisez changePersonDetails ; si une "
        "rectification était une erreur, enregistrez de nouveau ce qui était vrai.",
        remedy_en="For a person's name or contact, use changePersonDetails; if a rectification was a mistake, record "
        "again what was true.",
    ),
    "NothingToRectify": Message(
        fr="Le remplacement proposé dit la même chose que l'écriture {entry}.",
        en="The replacement says the same as entry {entry}.",
        remedy_fr="Retirez cette rectification, ou corrigez le remplacement (champ replacement).",
        remedy_en="Drop this rectification, or correct its replacement (field replacement).",
    ),
}
