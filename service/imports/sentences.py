"""What is said of a file, or of one of its lines, that cannot be read."""

from collections.abc import Mapping
from typing import Final

from service.messages.message import Message

FILES: Final[Mapping[str, Message]] = {
    "NOT_FOUND": Message(
        en="{path} is not there.",
        fr="{path} est introuvable.",
        remedy_en="Check the path.",
        remedy_fr="Vérifiez le chemin.",
    ),
    "NOT_A_FILE": Message(
        en="{path} is no ordinary file.",
        fr="{path} n'est pas un fichier ordinaire.",
        remedy_en="Give the path of the file itself.",
        remedy_fr="Donnez le chemin du fichier lui-même.",
    ),
    "NO_SUCH_DATA": Message(
        en="Neither communes.json nor epci.json is in {path}.",
        fr="Ni communes.json ni epci.json ne se trouvent dans {path}.",
        remedy_en="Give the folder of the npm package @etalab/decoupage-administratif, or its data folder.",
        remedy_fr="Donnez le dossier du paquet npm @etalab/decoupage-administratif, ou son dossier data.",
    ),
    "CANNOT_BE_READ": Message(
        en="{path} cannot be read: {reason}.",
        fr="{path} ne peut être lu : {reason}.",
        remedy_en="Check the permissions.",
        remedy_fr="Vérifiez les droits d'accès.",
    ),
    "EMPTY": Message(
        en="{path} is empty.",
        fr="{path} est vide.",
        remedy_en="Fetch the file again.",
        remedy_fr="Récupérez de nouveau le fichier.",
    ),
    "TOO_LARGE": Message(
        en="{path} holds {size} bytes; the limit is {limit}.",
        fr="{path} contient {size} octets ; la limite est de {limit}.",
        remedy_en="Check that it is the right file; of a file of all France keep the lines of your departments.",
        remedy_fr="Vérifiez que c'est le bon fichier ; d'un fichier de toute la France, gardez vos départements.",
    ),
    "ARCHIVE": Message(
        en="{path} is an archive (ZIP, gzip...), not the file itself.",
        fr="{path} est une archive (ZIP, gzip...), pas le fichier lui-même.",
        remedy_en="Take the file out of it, and import that.",
        remedy_fr="Extrayez le fichier de l'archive et importez-le.",
    ),
    "UTF_16": Message(
        en="{path} is written in UTF-16.",
        fr="{path} est écrit en UTF-16.",
        remedy_en="Convert it to UTF-8: iconv -f UTF-16 -t UTF-8.",
        remedy_fr="Convertissez-le en UTF-8 : iconv -f UTF-16 -t UTF-8.",
    ),
    "NOT_OF_RNE": Message(
        en="The first line of {path} is no header of the mayors, councillors or EPCI councillors of the RNE; the "
        "nearest lacks {columns}.",
        fr="La première ligne de {path} n'est l'en-tête ni des maires, ni des conseillers municipaux, ni des "
        "conseillers communautaires du RNE ; au plus proche manquent {columns}.",
        remedy_en="Fetch the file again (data.gouv.fr, Répertoire national des élus) and leave its first line as it "
        "is.",
        remedy_fr="Récupérez de nouveau le fichier (data.gouv.fr, Répertoire national des élus), sans toucher à sa "
        "première ligne.",
    ),
    "NOT_OF_BUREAUX": Message(
        en="The first line of {path} lacks the columns {columns}.",
        fr="Il manque à la première ligne de {path} les colonnes {columns}.",
        remedy_en="Begin with the header of docs/imports.md (examples/import/bureaux.csv).",
        remedy_fr="Commencez par l'en-tête de docs/imports.md (examples/import/bureaux.csv).",
    ),
    "NO_PERIMETER": Message(
        en="{path} cannot be limited to the perimeter: on {on} the register knows no member of {ledger}, or no "
        "commune of its members.",
        fr="{path} ne peut être limité au périmètre : au {on}, le registre ne connaît aucun membre de {ledger}, ou "
        "aucune commune de ses membres.",
        remedy_en="Record the members (admitMember), import the communes (greffe import epci), or say of which day "
        "the file is: --published.",
        remedy_fr="Enregistrez les membres (admitMember), importez les communes (greffe import epci), ou indiquez le "
        "jour du fichier : --published.",
    ),
    "TOO_MANY_AT_ONCE": Message(
        en="{path} comes to {count} commands; at most {limit} are recorded all together or not at all.",
        fr="{path} donne {count} commandes ; au plus {limit} s'enregistrent toutes ensemble ou pas du tout.",
        remedy_en="Split the file by term, or let what is refused be left out.",
        remedy_fr="Coupez le fichier par mandature, ou laissez écarter ce qui est refusé.",
    ),
    "MISSING_COLUMNS": Message(
        en="The first line of {path} lacks the columns {columns}.",
        fr="Il manque à la première ligne de {path} les colonnes {columns}.",
        remedy_en="The header is code_insee,commune,epci_siren,epci_nom,observed_from,observed_to_excl (or with ;).",
        remedy_fr="L'en-tête est code_insee,commune,epci_siren,epci_nom,observed_from,observed_to_excl (ou avec ;).",
    ),
    "NOT_A_JSON_LIST": Message(
        en="{path} is not a JSON list of objects: {reason}.",
        fr="{path} n'est pas une liste JSON d'objets : {reason}.",
        remedy_en="Fetch the file of the npm package @etalab/decoupage-administratif again.",
        remedy_fr="Récupérez de nouveau le fichier du paquet npm @etalab/decoupage-administratif.",
    ),
    "UNKNOWN_VINTAGE": Message(
        en="Which year {path} shows is not known: the version of its package does not tell.",
        fr="L'année que montre {path} n'est pas connue : la version du paquet ne la dit pas.",
        remedy_en="Say it: {option} YEAR.",
        remedy_fr="Indiquez-la : {option} ANNÉE.",
    ),
    "IMPOSSIBLE_VINTAGE": Message(
        en="{vintage} is no year of an official file.",
        fr="{vintage} n'est pas l'année d'un fichier officiel.",
        remedy_en="Give a year from 1943 to 2199: {option} YEAR.",
        remedy_fr="Donnez une année de 1943 à 2199 : {option} ANNÉE.",
    ),
}

_READING: Final[Mapping[str, Message]] = {
    "NOT_UTF_8": Message(
        en="not written in UTF-8 (Windows-1252, perhaps): convert the file and import it again",
        fr="n'est pas en UTF-8 (Windows-1252, peut-être) : convertissez le fichier et importez-le de nouveau",
    ),
    "NUL_CHARACTER": Message(en="holds a NUL character", fr="contient un caractère nul"),
    "LINE_TOO_LONG": Message(
        en="{length} bytes long, the limit is {limit}", fr="{length} octets de long, la limite est de {limit}"
    ),
    "NOT_CSV": Message(
        en="a quotation mark is not closed or not escaped", fr="un guillemet n'est pas fermé ou échappé"
    ),
    "COLUMN_COUNT": Message(
        en="{found} columns where {expected} are expected (is the line cut?)",
        fr="{found} colonnes au lieu de {expected} (la ligne est-elle coupée ?)",
    ),
    "NOT_JSON": Message(
        en="not a JSON object (is the line cut?): {reason}",
        fr="pas un objet JSON (la ligne est-elle coupée ?) : {reason}",
    ),
    "MISSING_KEY": Message(en="{key} is missing", fr="il manque {key}"),
    "UNKNOWN_TYPE": Message(en="unknown type {found}", fr="type inconnu {found}"),
    "DUPLICATE": Message(
        en="says again what line {first} said of {what}: the first is kept",
        fr="redit ce que la ligne {first} dit de {what} : la première est gardée",
    ),
}

LINES: Final[Mapping[str, Message]] = {
    **_READING,
    "CONTROL_CHARACTER": Message(
        en="{column} holds a control character or one that cannot be seen",
        fr="{column} contient un caractère de contrôle ou invisible",
    ),
    "CELL_TOO_LONG": Message(
        en="{column} holds {length} characters, the limit is {limit}",
        fr="{column} contient {length} caractères, la limite est de {limit}",
    ),
    "NOT_A_NAME": Message(en="{column} is no name", fr="{column} n'est pas un nom"),
    "NOT_A_DATE": Message(
        en="{column} is no date that can be (2026-03-15 or 15/03/2026)",
        fr="{column} n'est pas une date possible (2026-03-15 ou 15/03/2026)",
    ),
    "NOT_A_CODE": Message(en="{column} is no {what} that can be", fr="{column} n'est pas un {what} possible"),
    "NOT_A_WORD": Message(en="{column} is none of: {known}", fr="{column} n'est aucun de : {known}"),
    "ENDS_BEFORE": Message(en="{column} does not come after {other}", fr="{column} ne vient pas après {other}"),
    "CAUSE_MISSING": Message(
        en="{column} says that the seat was left during the term, and `motif` does not say why",
        fr="{column} indique que le siège a été quitté en cours de mandat, et `motif` ne dit pas pourquoi",
    ),
    "TWO_SEATS": Message(
        en="says another kind, rank or member of the seat than line {first}",
        fr="dit une autre nature, un autre rang ou un autre membre du siège que la ligne {first}",
    ),
    "AMBIGUOUS_PERSON": Message(
        en="somebody of that name is registered ({candidates}) and nothing tells whether it is the same person: write "
        "that id in `personne`, or `nouvelle` for somebody else",
        fr="quelqu'un de ce nom est inscrit ({candidates}) et rien ne dit si c'est la même personne : écrivez cet "
        "identifiant dans `personne`, ou `nouvelle` pour quelqu'un d'autre",
    ),
    "UNKNOWN_PERSON": Message(
        en="`personne` names nobody who is registered", fr="`personne` ne désigne personne qui soit inscrit"
    ),
}

QUESTIONS: Final[Mapping[str, Message]] = {
    "FUNCTION_UNKNOWN": Message(
        en="The function is none that the register keeps: the mandate alone is.",
        fr="La fonction n'est pas de celles que le registre garde : seul le mandat l'est.",
        remedy_en="Record the office yourself (startOffice) if it matters.",
        remedy_fr="Enregistrez la fonction vous-même (startOffice) si elle importe.",
    ),
    "OFFICE_UNDATED": Message(
        en="The function has no date of beginning: the mandate alone is recorded.",
        fr="La fonction n'a pas de date de début : seul le mandat est enregistré.",
        remedy_en="Record the office with its date (startOffice).",
        remedy_fr="Enregistrez la fonction avec sa date (startOffice).",
    ),
    "SINCE_DIFFERS": Message(
        en="{person} holds {held} at {organization} since {since} by the register, since {said} by the file: nothing "
        "is recorded.",
        fr="{person} détient {held} à {organization} depuis le {since} selon le registre, le {said} selon le "
        "fichier : rien n'est enregistré.",
        remedy_en="Find which is right in the acts; rectify the entry, or record the end and the new beginning.",
        remedy_fr="Cherchez dans les actes qui a raison ; rectifiez l'écriture, ou enregistrez la fin et le nouveau "
        "début.",
    ),
    "FORMER_OFFICE": Message(
        en="{person} holds {held} at {organization} since {since} by the register, before the renewal of {renewal}; "
        "the file no longer shows it.",
        fr="{person} détient {held} à {organization} depuis le {since} selon le registre, avant le renouvellement du "
        "{renewal} ; le fichier ne le montre plus.",
        remedy_en="Record when it ended (endOffice); an absence alone does not tell.",
        remedy_fr="Enregistrez quand elle a pris fin (endOffice) ; une absence seule ne le dit pas.",
    ),
    "NOT_LISTED": Message(
        en="{person} holds {held} at {organization} by the register, and is in no line of the file.",
        fr="{person} détient {held} à {organization} selon le registre, et n'est dans aucune ligne du fichier.",
        remedy_en="Look for the act; record the end (endMandate, endOffice) if there is one. Nothing was recorded: an "
        "absence alone does not end a mandate.",
        remedy_fr="Cherchez l'acte ; enregistrez la fin (endMandate, endOffice) s'il y en a une. Rien n'a été "
        "enregistré : une absence seule ne met pas fin à un mandat.",
    ),
    "NAMESAKE": Message(
        en="Somebody of that name is registered, and nothing tells for sure whether it is the same person.",
        fr="Quelqu'un de ce nom est inscrit, et rien ne dit avec certitude si c'est la même personne.",
        remedy_en="Say who it is: greffe import resolve, or the desk.",
        remedy_fr="Dites de qui il s'agit : greffe import resolve, ou le bureau.",
    ),
    "NAME_CHANGED": Message(
        en="Somebody born that day is registered with the same family name or the same given name: one person whose "
        "name changed, or two.",
        fr="Quelqu'un né ce jour-là est inscrit avec le même nom ou le même prénom : une personne dont le nom a "
        "changé, ou deux.",
        remedy_en="Say who it is: greffe import resolve, or the desk.",
        remedy_fr="Dites de qui il s'agit : greffe import resolve, ou le bureau.",
    ),
    "SEVERAL": Message(
        en="Several people of that name and birth date are registered.",
        fr="Plusieurs personnes de ce nom et de cette date de naissance sont inscrites.",
        remedy_en="Say who it is: greffe import resolve, or the desk.",
        remedy_fr="Dites de qui il s'agit : greffe import resolve, ou le bureau.",
    ),
    "TWO_COUNCILS": Message(
        en="The person of that name and birth date sits in another municipal council at that time, and nobody sits in "
        "two (C. élect. L238).",
        fr="La personne de ce nom et de cette date de naissance siège alors dans un autre conseil municipal, et nul "
        "n'est membre de deux (C. élect. L238).",
        remedy_en="Say who it is: greffe import resolve, or the desk.",
        remedy_fr="Dites de qui il s'agit : greffe import resolve, ou le bureau.",
    ),
}

WARNINGS: Final[Mapping[str, Message]] = {
    "WINDOWS_1252": Message(
        en="{path} is not UTF-8 and was read as Windows-1252: look at the accents of a few names.",
        fr="{path} n'est pas en UTF-8 et a été lu comme du Windows-1252 : regardez les accents de quelques noms.",
    ),
    "ABSENCES_NOT_ASKED": Message(
        en="{path} may be cut: who is not in it was not looked for.",
        fr="{path} est peut-être coupé : les absents n'ont pas été cherchés.",
    ),
    "NOBODY_OF_THE_PERIMETER": Message(
        en="No line of {path} is of the perimeter.", fr="Aucune ligne de {path} n'est du périmètre."
    ),
    "EPCI_VINTAGE": Message(
        en="{path} is the file of {vintage}, byte for byte, whatever year its package announces.",
        fr="{path} est le fichier de {vintage}, octet pour octet, quelle que soit l'année annoncée par le paquet.",
    ),
    "VINTAGE_CONTRADICTED": Message(
        en="{path} is known to show {known}; it is recorded under {vintage}, as asked.",
        fr="{path} montre en réalité {known} ; il est enregistré sous {vintage}, comme demandé.",
    ),
    "NO_LAST_LINE_END": Message(
        en="The last line of {path} has no line end: if the file was cut there, import it again when it is whole.",
        fr="La dernière ligne de {path} n'a pas de fin de ligne : si le fichier est coupé, réimportez-le entier.",
    ),
    "FILE_MISSING": Message(
        en="{path} is not there: only the other file is imported.",
        fr="{path} n'est pas là : seul l'autre fichier est importé.",
    ),
}


def say(message: Message, words: Mapping[str, object]) -> dict[str, str]:
    """The sentence in both languages."""
    return {"fr": message.fr.format(**words), "en": message.en.format(**words)}


def remedy(message: Message, words: Mapping[str, object]) -> dict[str, str]:
    """What to do about it, in both languages."""
    return {"fr": message.remedy_fr.format(**words), "en": message.remedy_en.format(**words)}
