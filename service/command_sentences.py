"""What is said of a command that cannot be read, in English and in French."""

import re
from collections.abc import Mapping
from typing import Final

SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    "NOT_A_LIST": ("Expected a list.", "Une liste est attendue."),
    "EMPTY_LIST": (
        "The list is empty: give at least one command.",
        "La liste est vide : donnez au moins une commande.",
    ),
    "TOO_MANY_COMMANDS": (
        "{count} commands in one list; the limit is {limit}: split the list.",
        "{count} commandes dans une seule liste ; la limite est de {limit} : scindez la liste.",
    ),
    "NOT_AN_OBJECT": ("Expected a JSON object.", "Un objet JSON est attendu."),
    "NOT_ONE_COMMAND": (
        'Expected one key, the name of a command, as in {{"fillSeat": {{...}}}}; found {count}. Commands: {known}.',
        'Une clé est attendue, le nom de la commande : {{"fillSeat": {{...}}}} ; trouvé {count}. Commandes : {known}.',
    ),
    "UNKNOWN_COMMAND": (
        "No command is called {name!r}. Commands: {known}.",
        "Aucune commande ne s'appelle {name!r}. Commandes : {known}.",
    ),
    "UNKNOWN_FIELD": (
        "No field is called {name!r} here. Fields: {known}.",
        "Aucun champ ne s'appelle {name!r} ici. Champs : {known}.",
    ),
    "MISSING_FIELD": ("{name!r} is required.", "{name!r} est obligatoire."),
    "NUL_CHARACTER": (
        "The text holds a NUL character (U+0000): remove it.",
        "Le texte contient un caractère nul (U+0000) : retirez-le.",
    ),
    "LONE_SURROGATE": (
        "The text holds half of a surrogate pair, which is no character: write it in UTF-8.",
        "Le texte contient une moitié de paire de substitution, qui n'est pas un caractère : écrivez-le en UTF-8.",
    ),
    "LINE_BREAK": (
        "The value ends with a line break: remove it.",
        "La valeur finit par un saut de ligne : retirez-le.",
    ),
    "TEXT_TOO_LONG": (
        "The text is too long: {limit} characters at most.",
        "Le texte est trop long : {limit} caractères au plus.",
    ),
    "INTEGER_TOO_LARGE": (
        "The number is too large: at most {integer} in absolute value.",
        "Le nombre est trop grand : au plus {integer} en valeur absolue.",
    ),
    "NESTED_TOO_DEEPLY": (
        "The value is nested too deeply: {nesting} levels at most.",
        "La valeur est trop imbriquée : {nesting} niveaux au plus.",
    ),
    "IMPOSSIBLE_DATE": (
        "{value!r} is not a date of the calendar, written as 2026-03-15.",
        "{value!r} n'est pas une date du calendrier, écrite comme 2026-03-15.",
    ),
    "NAIVE_INSTANT": (
        "{value!r} does not say its time zone: end it with Z or an offset such as +01:00.",
        "{value!r} ne dit pas son fuseau horaire : terminez par Z ou un décalage comme +01:00.",
    ),
    "DATE_OUT_OF_RANGE": (
        "{value!r} is out of reason: dates run from {earliest} to {latest}.",
        "{value!r} est hors de raison : les dates vont du {earliest} au {latest}.",
    ),
    "REFUSED_VALUE": ("{reason}.", "{french_reason}."),
}

_FRENCH_REASONS: Final = tuple(
    (re.compile(pattern), french)
    for pattern, french in (
        (r"Expected `str` of length <= (\d+)", r"\1 caractères au plus sont attendus"),
        (r"Expected `str` of length >= (\d+)", r"\1 caractère(s) au moins sont attendus"),
        (r"Expected `str` matching regex (.*)", r"le texte ne suit pas la forme attendue : \1"),
        (r"Expected `(int|float|decimal)` ([<>]=?) (\S+)", r"un nombre \2 \3 est attendu"),
        (r"Expected `array` of length <= (\d+)", r"\1 éléments au plus sont attendus"),
        (r"Expected `array` of length >= (\d+)", r"\1 élément(s) au moins sont attendus"),
        (r"Invalid enum value (.*)", r"\1 n'est pas une des valeurs possibles"),
        (r"Invalid RFC3339 encoded date(time)?", r"la date n'est pas écrite comme 2026-03-15"),
        (r"Expected `(.*)`, got `(.*)`", r"une valeur de type \1 est attendue, et non \2"),
    )
)


def french_reason(english: str) -> str:
    """msgspec's words in French; those it has not been taught stay as they are."""
    for pattern, french in _FRENCH_REASONS:
        if pattern.fullmatch(english):
            return pattern.sub(french, english)
    return english
