"""What the write door says; its refusals are in ``service/clerk/refusals.py``, a layer above."""

from typing import Final

from service.messages.message import Message

TEXTS: Final[dict[str, Message]] = {
    "WritingNotAllowed": Message(
        fr="Vous n'êtes pas habilité à enregistrer dans le registre {ledger} : seul son secrétaire le peut.",
        en="You may not record in ledger {ledger}: only a clerk of it may.",
        remedy_fr="Présentez un jeton de secrétaire de ce registre : greffe token create --role clerk --ledger "
        "{ledger:id}.",
        remedy_en="Use the token of a clerk of that ledger: greffe token create --role clerk --ledger {ledger:id}.",
    ),
    "LedgerNotOpened": Message(
        fr="Le registre {ledger} n'est pas ouvert.",
        en="Ledger {ledger} is not open.",
        remedy_fr="Commencez la demande par openLedger, ou corrigez le registre. {known:Registres ouverts : @.|Aucun "
        "registre n'est encore ouvert.}",
        remedy_en="Begin the request with openLedger, or correct the ledger. {known:Open ledgers: @.|No ledger is "
        "open yet.}",
    ),
    "InvalidLedgerId": Message(
        fr="Aucun registre ne peut s'appeler « {ledger:id} ».",
        en="No ledger can be called “{ledger:id}”.",
        remedy_fr="Donnez le SIREN de l'établissement (neuf chiffres), ou FR pour le registre de référence.",
        remedy_en="Give the SIREN of the authority (nine digits), or FR for the reference ledger.",
    ),
    "WrongLedger": Message(
        fr="La commande {command} n'a pas sa place dans le registre {ledger}.",
        en="The command {command} has no place in ledger {ledger}.",
        remedy_fr="Enregistrez-la dans le registre qui convient ({belongs}) : le territoire dans le registre de "
        "référence FR, tout le reste dans celui de l'établissement, nommé par son SIREN.",
        remedy_en="Record it in the ledger where it belongs ({belongs}): territory in the reference ledger FR, "
        "everything else in the authority's own, named by its SIREN.",
    ),
    "NoCommands": Message(
        fr="La liste de commandes est vide.",
        en="The list of commands is empty.",
        remedy_fr="Donnez au moins une commande.",
        remedy_en="Give at least one command.",
    ),
    "TooManyCommands": Message(
        fr="La demande compte {count} commandes ; la limite est de {limit}.",
        en="The request has {count} commands; the limit is {limit}.",
        remedy_fr="Scindez-la en plusieurs demandes, chacune avec son propre commandId.",
        remedy_en="Split it into several requests, each with a commandId of its own.",
    ),
    "InvalidCommandId": Message(
        fr="L'identifiant de la demande (commandId) n'est pas recevable.",
        en="The id of the request (commandId) is not acceptable.",
        remedy_fr="Donnez de 1 à 200 caractères imprimables, par exemple un UUID.",
        remedy_en="Give 1 to 200 printable characters, a UUID for example.",
    ),
    "CommandIdReused": Message(
        fr="L'identifiant de demande {command_id} a déjà servi pour un autre contenu.",
        en="The request id {command_id} was used before with another content.",
        remedy_fr="Pour une nouvelle demande, donnez un nouveau commandId ; pour rejouer la première, renvoyez-la "
        "sans y rien changer.",
        remedy_en="For a new request, give a new commandId; to retry the first one, send it unchanged.",
    ),
    "PositionMoved": Message(
        fr="Le registre en est à l'écriture {head}, et non {expected} comme attendu.",
        en="The ledger is at entry {head}, not {expected} as expected.",
        remedy_fr="Relisez le registre, puis renvoyez la demande avec expectedPosition {head}, ou sans ce champ.",
        remedy_en="Read the ledger again, then send the request with expectedPosition {head}, or without that field.",
    ),
    "ClockIsReal": Message(
        fr="Le registre {ledger} est tenu à l'heure réelle : l'appelant ne fixe pas l'heure d'enregistrement.",
        en="Ledger {ledger} keeps the real time: the caller does not set the time of recording.",
        remedy_fr="Retirez recordedAt ; pour une date d'effet passée, utilisez le champ on de la commande.",
        remedy_en="Drop recordedAt; for a day of effect in the past, use the command's field on.",
    ),
    "ClockWouldGoBack": Message(
        fr="L'heure d'enregistrement demandée, le {recorded_at}, précède celle de la dernière écriture, le {head}.",
        en="The time of recording asked for, {recorded_at}, is before that of the last entry, {head}.",
        remedy_fr="Donnez une heure d'enregistrement (recordedAt) égale ou postérieure à celle de la dernière "
        "écriture.",
        remedy_en="Give a time of recording (recordedAt) that is not before that of the last entry.",
    ),
    "UnknownAlias": Message(
        fr="L'alias {alias} ne désigne personne : aucune commande précédente de la liste ne l'a enregistré.",
        en="The alias {alias} stands for nobody: no earlier command of the list registered it.",
        remedy_fr="Placez avant cette commande un registerPerson qui porte cet alias, ou donnez l'identifiant de la "
        "personne.",
        remedy_en="Put a registerPerson with that alias before this command, or give the person's id.",
    ),
    "PersonIdIsMadeHere": Message(
        fr="L'identifiant {person} ne peut être choisi par l'appelant : le registre attribue ceux des personnes.",
        en="The id {person} cannot be chosen by the caller: the register makes the ids of people.",
        remedy_fr="Enregistrez la personne sous un alias, par exemple $p1 : la réponse donnera son identifiant.",
        remedy_en="Register the person under an alias, $p1 for example: the answer gives the id.",
    ),
    "AliasUsedTwice": Message(
        fr="L'alias {alias} désigne deux personnes dans la même liste.",
        en="The alias {alias} stands for two people in the same list.",
        remedy_fr="Donnez à chaque personne enregistrée (registerPerson) un alias différent.",
        remedy_en="Give each person registered (registerPerson) an alias of its own.",
    ),
    "NotAReplacement": Message(
        fr="La commande {command} ne peut remplacer une écriture : elle vaut par elle-même.",
        en="The command {command} cannot replace an entry: it stands by itself.",
        remedy_fr="Retirez-la du remplacement (champ replacement) et placez-la à part dans la liste, avant la "
        "rectification.",
        remedy_en="Take it out of the replacement (field replacement) and put it in the list by itself, before the "
        "rectification.",
    ),
    "TooManyConflicts": Message(
        fr="D'autres personnes enregistrent au même endroit : {attempts} essais n'ont pas suffi, et rien n'est "
        "enregistré.",
        en="Others are recording in the same place: {attempts} attempts were not enough, and nothing is recorded.",
        remedy_fr="Renvoyez la même demande, avec le même commandId, dans quelques instants.",
        remedy_en="Send the same request again, with the same commandId, in a moment.",
    ),
}
