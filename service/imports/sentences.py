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
        remedy_en="All of France takes less than 10 MB: check that it is the right file.",
        remedy_fr="Toute la France tient en moins de 10 Mo : vérifiez que c'est le bon fichier.",
    ),
    "UTF_16": Message(
        en="{path} is written in UTF-16.",
        fr="{path} est écrit en UTF-16.",
        remedy_en="Convert it to UTF-8: iconv -f UTF-16 -t UTF-8.",
        remedy_fr="Convertissez-le en UTF-8 : iconv -f UTF-16 -t UTF-8.",
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

LINES: Final[Mapping[str, Message]] = {
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

WARNINGS: Final[Mapping[str, Message]] = {
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
