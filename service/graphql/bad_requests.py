"""Requests that are refused before any document is read, in both languages."""

from collections.abc import Mapping
from typing import Final

from service.graphql.refusals import QueryRefused

_SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    "METHOD_NOT_ALLOWED": ("Only GET and POST are answered here.", "Seuls GET et POST reçoivent ici une réponse."),
    "ONLY_QUERIES_BY_GET": (
        "GET is for queries; send a mutation by POST.",
        "GET sert aux requêtes de lecture ; envoyez une mutation par POST.",
    ),
    "BATCH": (
        "Batches are not accepted: send one operation per request.",
        "Les lots ne sont pas acceptés : envoyez une opération par requête.",
    ),
    "NOT_AN_OBJECT": (
        "The body must be a JSON object with a query.",
        "Le corps doit être un objet JSON contenant une requête (query).",
    ),
    "NO_QUERY": ("The request holds no query.", "La requête ne contient pas de query."),
    "NO_OPERATION": (
        "The document holds no operation of the name asked for.",
        "Le document ne contient pas d'opération du nom demandé.",
    ),
    "BAD_PARAMETER": ("{name} must be {kind} or null.", "{name} doit être {kind_fr} ou null."),
    "UNSUPPORTED_MEDIA_TYPE": (
        "Send application/json, in UTF-8, uncompressed.",
        "Envoyez application/json, en UTF-8, sans compression.",
    ),
    "NOT_UTF8": ("The body is not UTF-8.", "Le corps n'est pas en UTF-8."),
    "LONE_SURROGATE": (
        "A text holds half of a surrogate pair, which is no character: write it in UTF-8.",
        "Un texte contient une moitié de paire de substitution, qui n'est pas un caractère : écrivez-le en UTF-8.",
    ),
    "NOT_JSON": ("This cannot be read as JSON: {reason}.", "Ceci ne se lit pas comme du JSON : {reason}."),
    "BODY_TOO_LARGE": (
        "The body is larger than {limit} bytes: send the commands in several lists.",
        "Le corps dépasse {limit} octets : envoyez les commandes en plusieurs listes.",
    ),
}


def unreadable(code: str, status: int = 400, **words: object) -> QueryRefused:
    """The refusal of a code of this page."""
    english, french = (sentence.format(**words) for sentence in _SENTENCES[code])
    return QueryRefused(code, {"en": english, "fr": french}, status=status)
