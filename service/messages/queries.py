"""What to do about a question that the API refuses, by the code of the refusal, in French and in English."""

from collections.abc import Mapping
from typing import Final

_ORGANIZATION: Final = (
    "Écrivez commune:<INSEE>, epci:<SIREN> ou org:<identifiant local>.",
    "Write commune:<INSEE>, epci:<SIREN> or org:<local id>.",
)

_FEWER: Final = (
    "Fermez-en, demandez plus en un seul abonnement, ou revenez plus tard.",
    "End some, ask for more in one subscription, or come back later.",
)

REMEDIES: Final[Mapping[str, tuple[str, str]]] = {
    # who asks, of which ledger, at which moment
    "INVALID_TOKEN": (
        "Demandez un jeton (greffe token create), ou omettez l'en-tête Authorization pour lire ce qui est public.",
        "Ask for a token (greffe token create), or send no Authorization header to read what is public.",
    ),
    "UNKNOWN_AUTHORITY": (
        "Donnez le SIREN d'un établissement dont le registre est ouvert.",
        "Give the SIREN of an authority whose ledger is open.",
    ),
    "AUTHORITY_REQUIRED": ("Nommez-le par l'argument `authority`.", "Name one with the argument `authority`."),
    "AT_AMBIGUOUS": ("Donnez l'un des deux.", "Give one of the two."),
    "POSITION_BEYOND_HEAD": ("Demandez une position du registre.", "Ask for a position of the ledger."),
    "NOT_YET_KNOWN": ("Demandez un instant ultérieur.", "Ask for a later instant."),
    "KNOWN_FROM_REQUIRED": (
        "Donnez knownFrom (un instant ou un jour) ou fromPosition.",
        "Give knownFrom (an instant or a day) or fromPosition.",
    ),
    "KNOWN_REVERSED": ("Donnez d'abord le moment le plus ancien.", "Give the earlier moment first."),
    "PERIOD_REVERSED": ("Donnez `from` avant `to`.", "Give `from` before `to`."),
    "INVALID_DELAY": ("Donnez `within` entre 0 et 3650.", "Give `within` between 0 and 3650."),
    "INVALID_ARGUMENT": (
        "Écrivez on=2026-10-12, known_at=2026-10-12T08:30:00Z, at_position=412, lang=fr ou lang=en.",
        "Write on=2026-10-12, known_at=2026-10-12T08:30:00Z, at_position=412, lang=fr or lang=en.",
    ),
    "GIVEN_TWICE": ("Donnez {name} une seule fois.", "Give {name} once."),
    "UNKNOWN_PARAMETER": ("Ne donnez que {known}.", "Give none but {known}."),
    "INVALID_PAGE": ("Écrivez page=1, ou suivez hydra:next.", "Write page=1, or follow hydra:next."),
    "NO_SUCH_PAGE": ("Suivez hydra:next depuis la première page.", "Follow hydra:next from the first page."),
    "NO_SUCH_FILE": ("Voyez /catalog.jsonld.", "See /catalog.jsonld."),
    "NO_AUTHORITY": (
        "Ouvrez-en un : greffe record, ou greffe serve --demo.",
        "Open one: greffe record, or greffe serve --demo.",
    ),
    "TOKEN_WITHDRAWN": (
        "Reprenez à votre dernier curseur avec un autre jeton, ou comme public.",
        "Go on from your last cursor with another token, or as the public.",
    ),
    "SERVICE_STOPPING": (
        "Reconnectez-vous, et reprenez à votre dernier curseur.",
        "Connect again, and go on from your last cursor.",
    ),
    "TOO_MANY_CONNECTIONS": _FEWER,
    "TOO_MANY_SUBSCRIPTIONS": _FEWER,
    # of what
    "NO_ORGANIZATION": _ORGANIZATION,
    "INVALID_ORGANIZATION_ID": _ORGANIZATION,
    "NOT_A_COMMUNE": (
        "Écrivez commune:<INSEE>, par exemple commune:15170.",
        "Write commune:<INSEE>, such as commune:15170.",
    ),
    "UNKNOWN_THEME": (
        "Demandez l'un de ceux qui sont connus (requête `themes`).",
        "Ask for one of those that are known (query `themes`).",
    ),
    "UNKNOWN_CHECK": (
        "Utilisez les codes que donne `governanceChecks`.",
        "Use the codes that `governanceChecks` gives.",
    ),
    "UNKNOWN_BODY": ("Demandez l'une de celles qui sont connues.", "Ask for one of those that are known."),
    "NO_BUREAU": (
        "Créez-en un (createBody, kind BUREAU), ou demandez-le tel que connu plus tard.",
        "Create one (createBody with kind BUREAU), or ask as known later.",
    ),
    "UNKNOWN_SUBJECT": (
        "Écrivez le genre et l'identifiant : body:bureau, person:p-..., decision:2026-17.",
        "Write the kind and the id: body:bureau, person:p-..., decision:2026-17.",
    ),
    "UNKNOWN_FACT_TYPE": (
        "Utilisez les types que portent les écritures, comme SeatFilled.",
        "Use the types that entries bear, such as SeatFilled.",
    ),
    "EMPTY_FILTER": (
        "Donnez une valeur, ou omettez ce filtre.",
        "Give a value, or leave this filter out.",
    ),
    "DOSSIER_OF_ONE_THING": (
        "Donnez exactement un des arguments decision, arbitration et review.",
        "Give exactly one of the arguments decision, arbitration and review.",
    ),
    "NO_SUCH_DOSSIER": (
        "Vérifiez le genre (decision, arbitration, review), l'identifiant, le jour et la position.",
        "Check the kind (decision, arbitration, review), the id, the day and the position.",
    ),
    "NO_LEDGER": (
        "Nommez au moins un registre, ou omettez `ledgers` pour les suivre tous.",
        "Name at least one ledger, or leave `ledgers` out to follow all of them.",
    ),
    "CHAIN_AMBIGUOUS": (
        "Donnez `orientation`, `project` ou `commune`, un seul des trois.",
        "Give `orientation`, `project` or `commune`, one of the three.",
    ),
    "HELP_ON_WHAT": ("Donnez `text`, `competence` ou `theme`.", "Give `text`, `competence` or `theme`."),
    "NO_WORD": (
        "Donnez au moins un mot de trois lettres, et non des seuls articles et prépositions.",
        "Give at least one word of three letters, not only articles and prepositions.",
    ),
    "TOO_MANY_WORDS": (
        "Gardez les {most} mots qui comptent le plus.",
        "Keep the {most} words that matter most.",
    ),
    "NAME_TOO_COMMON": (
        "Omettez ce mot, ou donnez la personne (`person`).",
        "Leave that word out, or give the `person`.",
    ),
    "TOO_MANY_CHANGES": (
        "Rapprochez les deux moments, nommez moins de causes, ou interrogez une seule personne ou chose.",
        "Bring the two moments nearer, name fewer causes, or ask of one person or thing.",
    ),
    "TOO_MANY_TERRITORIES": (
        "Suivez sans ce filtre, ou avec plusieurs flux.",
        "Follow without this filter, or with several feeds.",
    ),
    # pages and proofs
    "INVALID_PAGE_SIZE": (
        "Donnez `first` entre 1 et {most}, et continuez avec `after`.",
        "Give `first` between 1 and {most}, and go on with `after`.",
    ),
    "PAGE_AMBIGUOUS": (
        "Donnez `first`, pour avancer, ou `last`, pour reculer.",
        "Give `first`, to go forward, or `last`, to go backward.",
    ),
    "INVALID_CURSOR": (
        "Rendez le curseur tel qu'il a été donné, ou aucun pour commencer au début.",
        "Give back a cursor as it came, or none to begin at the beginning.",
    ),
    "CURSOR_BEYOND_HEAD": (
        "Le registre a été remplacé par un plus ancien, ou le curseur vient d'un autre déploiement : recommencez.",
        "The ledger was replaced by an older one, or the cursor is of another deployment: begin again.",
    ),
    "CURSOR_OF_ANOTHER_LEDGER": (
        "Donnez le curseur au registre dont il vient, ou commencez sans curseur.",
        "Give the cursor to the ledger it came from, or begin without one.",
    ),
    "POSITION_NOT_IN_TREE": (
        "Demandez une écriture de cet arbre, ou un arbre plus grand.",
        "Ask for an entry of that tree, or for a larger tree.",
    ),
    "SIZES_OUT_OF_ORDER": (
        "Donnez la plus petite taille par `from` ; tout arbre commence par l'arbre vide, qui ne prouve rien.",
        "Give the smaller size as `from`; every tree begins with the empty one, which proves nothing.",
    ),
    "TREE_SIZE_BEYOND_HEAD": (
        "Demandez une taille que l'arbre a eue : celle d'un point de contrôle, ou la position du registre.",
        "Ask for a size that the tree has had: that of a checkpoint, or the ledger's position.",
    ),
    # the document itself
    "DOCUMENT_TOO_LONG": ("Passez les valeurs en variables.", "Pass values as variables."),
    "QUERY_TOO_COSTLY": (
        "Demandez moins de champs, ou des pages plus petites, l'une après l'autre.",
        "Ask for fewer fields, or for smaller pages, one after the other.",
    ),
    "QUERY_TOO_REPETITIVE": (
        "Écrivez une sélection une seule fois, en fragment, ou scindez la requête.",
        "Write a selection once, as a fragment, or split the query.",
    ),
    "QUERY_TOO_SLOW": (
        "Demandez des pages plus petites, moins de champs à la fois ; une petite question : réessayez dans une minute.",
        "Ask for smaller pages and fewer fields at once; if it was a small question, try again in a minute.",
    ),
    "NESTED_TOO_DEEPLY": ("Demandez moins de niveaux à la fois.", "Ask for fewer levels at once."),
    "PERSISTED_QUERY_NOT_FOUND": (
        "Envoyez la requête elle-même, ou faites-la enregistrer par l'exploitant (GREFFE_DOCUMENTS).",
        "Send the query itself, or have the operator register it (GREFFE_DOCUMENTS).",
    ),
    "PERSISTED_QUERY_MISMATCH": (
        "Nommez l'empreinte SHA-256 du texte exact, en UTF-8, ou n'envoyez que l'un des deux.",
        "Name the SHA-256 of the very text, in UTF-8, or send one of the two.",
    ),
    "DOCUMENT_NOT_REGISTERED": (
        "Nommez un document enregistré par son documentId, ou envoyez un jeton d'accès.",
        "Name a registered document by its documentId, or send an access token.",
    ),
}
"""French, English. A refusal without a line here says in its own sentence what to do."""


def remedies(code: str, values: Mapping[str, object]) -> dict[str, str] | None:
    """What to do about a refusal, in both languages; None where its sentence says it."""
    if code not in REMEDIES:
        return None
    french, english = REMEDIES[code]
    return {"fr": french.format(**values), "en": english.format(**values)}
