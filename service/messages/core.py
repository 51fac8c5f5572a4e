"""What is said when a refusal comes from no slice in particular."""

from typing import Final

from service.messages.message import Message

TEXTS: Final[dict[str, Message]] = {
    "InvalidSiren": Message(
        fr="Le numéro SIREN {siren} est faux : sa clé de contrôle ne correspond pas.",
        en="SIREN {siren} is wrong: its check digit does not match.",
        remedy_fr="Vérifiez les neuf chiffres, par exemple sur l'Annuaire des entreprises ou dans BANATIC.",
        remedy_en="Check the nine digits, for example in the Annuaire des entreprises or in BANATIC.",
    ),
    "UnknownPerson": Message(
        fr="Aucune personne n'est enregistrée dans ce registre sous l'identifiant {person}.",
        en="No person is registered in this ledger under the id {person}.",
        remedy_fr="Enregistrez d'abord la personne (registerPerson), ou corrigez l'identifiant.",
        remedy_en="Register the person first (registerPerson), or correct the id.",
    ),
    "PersonIsDead": Message(
        fr="La personne {person} est décédée le {died_on} : rien ne peut plus prendre effet pour elle après son décès.",
        en="Person {person} died on {died_on}: nothing can take effect for that person after the death.",
        remedy_fr="Vérifiez l'identifiant et la date d'effet ; si le décès a été enregistré par erreur, rectifiez "
        "(rectify) l'écriture qui le constate.",
        remedy_en="Check the id and the day of effect; if the death was recorded by mistake, correct the entry that "
        "says so (rectify).",
    ),
    "PersonIsForgotten": Message(
        fr="Les données de la personne {person} ont été effacées par l'écriture {entry} : le même identifiant n'en "
        "reçoit plus.",
        en="What was kept of person {person} was erased by entry {entry}: the same id is given no values any more.",
        remedy_fr="Si la personne doit figurer de nouveau au registre, enregistrez-la sous un nouvel identifiant "
        "(registerPerson).",
        remedy_en="If the person must be in the register again, register them under a new id (registerPerson).",
    ),
    "UnknownEntry": Message(
        fr="Ce registre n'a pas d'écriture {entry}.",
        en="This ledger has no entry {entry}.",
        remedy_fr="Donnez la position d'une écriture déjà enregistrée dans ce registre, telle que le journal "
        "l'affiche.",
        remedy_en="Give the position of an entry already recorded in this ledger, as the feed shows it.",
    ),
    "ActRequired": Message(
        fr="La commande {command} ne cite aucun acte : tout fait de gouvernance se fonde sur un acte.",
        en="The command {command} cites no act: every fact of governance rests on one.",
        remedy_fr="Indiquez l'acte (champ act) : sa nature, sa date et, si possible, son numéro et l'empreinte "
        "SHA-256 du document.",
        remedy_en="Give the act (field act): its kind, its date and, if possible, its number and the document's "
        "SHA-256.",
    ),
    "DateOutOfRange": Message(
        fr="La date du {date} est hors des limites du registre, qui va du {earliest} au {latest}.",
        en="The date {date} is outside what the register takes, from {earliest} to {latest}.",
        remedy_fr="Corrigez la date d'effet (champ on) : il s'agit sans doute d'une faute de frappe.",
        remedy_en="Correct the day of effect (field on): it is most likely a slip of the pen.",
    ),
}
