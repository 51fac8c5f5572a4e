"""What is said when a bundle cannot be made."""

from collections.abc import Mapping
from typing import Final

from service.messages.message import Message

TEXTS: Final[Mapping[str, Message]] = {
    "NOT_SIGNED": Message(
        fr="Aucun point de contrôle du registre {ledger} n'est encore signé.",
        en="No checkpoint of ledger {ledger} was signed yet.",
        remedy_fr="Créez une clé (greffe keys create) et laissez le service tourner (greffe serve) une seconde.",
        remedy_en="Make a key (greffe keys create) and let the service run (greffe serve) for a second.",
    ),
    "NOT_SIGNED_YET": Message(
        fr="L'écriture {position} du registre {ledger} dépasse son dernier point de contrôle, qui porte "
        "sur {size} écritures.",
        en="Entry {position} of ledger {ledger} is beyond its last checkpoint, which holds {size} entries.",
        remedy_fr="Les points de contrôle suivent en une seconde quand le service tourne : réessayez alors.",
        remedy_en="Checkpoints follow within a second while the service runs: try again then.",
    ),
    "TOO_MANY": Message(
        fr="Un extrait contient au plus {most} écritures ; {found} sont demandées.",
        en="A selection holds {most} entries at most; {found} are asked for.",
        remedy_fr="Demandez le registre entier.",
        remedy_en="Ask for the whole ledger.",
    ),
    "TOO_MANY_DOSSIERS": Message(
        fr="Une liasse contient au plus {most} dossiers ; {found} sont demandés.",
        en="A bundle holds {most} dossiers at most; {found} are asked for.",
        remedy_fr="Faites plusieurs liasses.",
        remedy_en="Make several bundles.",
    ),
    "NO_SUCH_DOSSIER": Message(
        fr="Il n'y a pas ici, pour vous, ce jour-là, de {kind} {name}.",
        en="There is no {kind} {name} here, for you, on that day.",
        remedy_fr="Voyez lesquels existent.",
        remedy_en="See which there are: decisions, arbitrations.",
    ),
    "OTHER_CHECKPOINT": Message(
        fr="Le point de contrôle est celui de {origin} ; ici, c'est {own}.",
        en="The checkpoint is of {origin}; this is {own}.",
        remedy_fr="Donnez-en un de ce registre.",
        remedy_en="Give one of this ledger.",
    ),
    "NEWER_CHECKPOINT": Message(
        fr="Le point de contrôle porte sur {since} écritures ; le dernier signé ici, sur {size}.",
        en="The checkpoint is of {since} entries; the last one signed here, of {size}.",
        remedy_fr="La base a-t-elle été restaurée d'une sauvegarde ? Gardez votre point de contrôle : c'est "
        "une preuve.",
        remedy_en="Was the database restored from a backup? Keep your checkpoint: it is evidence.",
    ),
    "FORKED": Message(
        fr="LE POINT DE CONTRÔLE DE {since} ENTRÉES N'EST PAS DE CETTE HISTOIRE : ce qu'il signe "
        "n'est pas ce que contient le registre.",
        en="THE CHECKPOINT OF {since} ENTRIES IS NOT OF THIS HISTORY: what it signs is not what the ledger holds.",
        remedy_fr="Gardez-le : il prouve que l'histoire a été modifiée. Lancez greffe verify --database.",
        remedy_en="Keep it: it is evidence that history was changed. Run greffe verify --database.",
    ),
    "ALTERED": Message(
        fr="Le corps de l'écriture {position} du registre {ledger} n'est pas celui de son en-tête.",
        en="The body of entry {position} of ledger {ledger} is not the one of its header.",
        remedy_fr="Lancez greffe verify --database.",
        remedy_en="Run greffe verify --database.",
    ),
    "BUSY": Message(
        fr="D'autres liasses sont en cours de fabrication ou de lecture.",
        en="Other bundles are being made, or read: come again.",
        remedy_fr="Revenez dans quelques secondes (Retry-After).",
        remedy_en="Come again in a few seconds (Retry-After).",
    ),
    "INVALID_TOKEN": Message(
        fr="Le jeton est inconnu, expiré ou révoqué.",
        en="The bearer token is unknown, expired or revoked.",
        remedy_fr="Demandez un jeton, ou n'en envoyez pas pour avoir ce qui est public.",
        remedy_en="Ask for a token, or send none to have what is public.",
    ),
    "NO_POSITION": Message(
        fr="{part!r} n'est pas une position.",
        en="{part!r} is no position.",
        remedy_fr="Écrivez 3,40-52.",
        remedy_en="Write 3,40-52.",
    ),
    "NO_RANGE": Message(
        fr="{part!r} n'est pas un intervalle, ou il y a plus de {most} positions.",
        en="{part!r} is no range, or there are more than {most} positions.",
        remedy_fr="Écrivez 3,40-52, ou demandez le registre entier.",
        remedy_en="Write 3,40-52, or ask for the whole ledger.",
    ),
    "NO_DOSSIER": Message(
        fr="{name!r} n'est pas un dossier.",
        en="{name!r} is no dossier.",
        remedy_fr="Écrivez decision:ID, arbitration:ID ou review:ID.",
        remedy_en="Write decision:ID, arbitration:ID or review:ID.",
    ),
    "NO_LEDGER": Message(
        fr="L'adresse ne nomme pas un registre.",
        en="The address names no ledger.",
        remedy_fr="Un registre se nomme par un SIREN, ou FR.",
        remedy_en="A ledger is named by a SIREN, or FR.",
    ),
    "NOT_ASKED_HERE": Message(
        fr="{name!r} ne se demande pas ici.",
        en="{name!r} is not asked here.",
        remedy_fr="Se demandent ici : {known}.",
        remedy_en="Asked here are: {known}.",
    ),
    "NO_DAY": Message(
        fr="`on` n'est pas un jour.",
        en="`on` is no day.",
        remedy_fr="Écrivez on=2026-10-10.",
        remedy_en="Write on=2026-10-10.",
    ),
    "NO_SIZE": Message(
        fr="`since` n'est pas la taille d'un point de contrôle.",
        en="`since` is not the size of a checkpoint.",
        remedy_fr="Écrivez since=120.",
        remedy_en="Write since=120.",
    ),
}
"""By code of the refusal."""
