"""What is said of what a command names: unknown, too early, already there, still in use; and of disclosures."""

from collections.abc import Mapping
from typing import Final

from service.messages.message import Message

TEXTS: Final[Mapping[str, Message]] = {
    "UnknownReference": Message(
        fr="Rien ne porte l'identifiant « {reference} » dans ce registre.",
        en="Nothing is called “{reference}” in this ledger.",
        remedy_fr="Enregistrez-le d'abord, ou dans la même demande avant ce qui le cite, ou corrigez l'identifiant.",
        remedy_en="Record it first, or in the same request before what cites it, or correct the id.",
    ),
    "NotYetThen": Message(
        fr="« {reference} » n'existe que depuis le {since} : pas encore le {on}.",
        en="“{reference}” exists only since {since}: not yet on {on}.",
        remedy_fr="Corrigez la date de votre demande, ou rectifiez (rectify) celle de l'écriture fondatrice.",
        remedy_en="Correct the date of your request, or correct (rectify) that of the founding entry.",
    ),
    "AlreadyFounded": Message(
        fr="« {reference} » existe déjà depuis le {since} (écriture {entry}), avec un autre contenu.",
        en="“{reference}” exists already since {since} (entry {entry}), with another content.",
        remedy_fr="Choisissez un autre identifiant, ou rectifiez (rectify) cette écriture si elle est fausse.",
        remedy_en="Choose another id, or correct that entry (rectify) if it is wrong.",
    ),
    "LessConfidentialThanBefore": Message(
        fr="La saisie est lisible par : {visibility} ; « {reference} », dont elle dépend, ne l'est que par : {kept}.",
        en="The entry may be read by: {visibility}; “{reference}”, on which it rests, only by: {kept}.",
        remedy_fr="Donnez à la saisie la même visibilité, ou divulguez d'abord (disclose).",
        remedy_en="Give the entry the same visibility, or disclose first (disclose).",
    ),
    "StillReferredTo": Message(
        fr="L'écriture {entry} ne peut pas être retirée sans remplacement : d'autres reposent sur « {reference} » "
        "(écritures {replacements}).",
        en="Entry {entry} cannot be struck without a replacement: others rest on “{reference}” (entries "
        "{replacements}).",
        remedy_fr="Donnez un remplacement (replacement) du même identifiant, ou rectifiez d'abord ces écritures.",
        remedy_en="Give a replacement with the same id, or correct those entries first.",
    ),
    "NotRecordedYet": Message(
        fr="Une partie de « {reference} » est enregistrée par la même demande : elle n'a pas encore de place "
        "dans le registre.",
        en="A part of “{reference}” is recorded by the same request: it has no place in the ledger yet.",
        remedy_fr="Enregistrez d'abord, puis divulguez (disclose) par une demande à part.",
        remedy_en="Record it first, then disclose it (disclose) in a request of its own.",
    ),
    "NothingToDisclose": Message(
        fr="Rien de confidentiel n'est enregistré au sujet de « {reference} ».",
        en="Nothing confidential is recorded about “{reference}”.",
        remedy_fr="Vérifiez l'identifiant (par exemple arbitration:eau-2026) et le niveau de lecture demandé.",
        remedy_en="Check the id (for example arbitration:eau-2026) and the level of readers asked for.",
    ),
}

SUMMARIES: Final[Mapping[str, Message]] = {
    "Disclosed": Message(
        fr="Les écritures {entries} peuvent être lues à compter du {on} (niveau : {to}).",
        en="Entries {entries} may be read from {on} (level: {to}).",
    ),
}

LABELS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {}
