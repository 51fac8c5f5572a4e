"""What ``greffe verify --database`` says: what was looked at, what differs, what to do, and what it cannot tell."""

from collections.abc import Mapping, Sequence
from typing import Final

from service.messages.message import Message
from service.messages.words import Language, fill, typeset

CHECKS: Final[Mapping[str, tuple[str, str]]] = {
    "GUARD": ("interdictions de modifier", "guards against changes"),
    "HEAD": ("tête du registre", "head of the ledger"),
    "POSITIONS": ("numéros d'ordre, sans trou", "positions, without a gap"),
    "HEADERS": ("en-têtes", "headers"),
    "CLOCK": ("dates d'enregistrement", "times of recording"),
    "STEPS": ("commandes enregistrées d'un bloc", "entries recorded together"),
    "LEAVES": ("feuilles (empreintes des en-têtes)", "leaves (digests of headers)"),
    "BODIES": ("contenus, contre l'empreinte de leur en-tête", "bodies, against the digest in their header"),
    "ERASURES": ("contenus effacés, contre l'écriture qui le dit", "erased bodies, against the entry that says so"),
    "COLUMNS": ("colonnes qui répètent le contenu", "columns that repeat the body"),
    "TAGS": ("index des sujets", "index of subjects"),
    "COMMANDS": ("identifiants de commandes", "command ids"),
    "TREE": ("nœuds de l'arbre", "nodes of the tree"),
    "CHECKPOINTS": ("points de contrôle et cosignatures", "checkpoints and cosignatures"),
    "PROJECTIONS": ("lignes lues par tous, refaites depuis les écritures", "rows that everyone reads, made anew"),
    "TRAIL": ("index du journal, refait depuis les écritures", "index of the audit trail, made anew"),
    "VAULT": ("coffre des données personnelles", "vault of personal data"),
}
"""For a check: French, English."""

FLAWS: Final[Mapping[str, tuple[str, str]]] = {
    "TRIGGER_MISSING": (
        "les déclencheurs qui interdisent toute modification manquent sur la table {table}",
        "the triggers that forbid changes do not stand on table {table}",
    ),
    "HEAD_MISSING": (
        "la table {table} contient des lignes du registre {ledger}, qui n'est pas ouvert",
        "table {table} holds rows of ledger {ledger}, which is not open",
    ),
    "HEAD_AHEAD": (
        "la tête dit {head} écritures, la dernière porte le numéro {last} : la suite a disparu",
        "the head says {head} entries, the last one is number {last}: what followed is gone",
    ),
    "HEAD_BEHIND": (
        "la tête dit {head} écritures, mais il y en a jusqu'au numéro {last}",
        "the head says {head} entries, but there are entries up to number {last}",
    ),
    "HEAD_TIME": (
        "la tête ne porte pas la date d'enregistrement de la dernière écriture",
        "the head does not bear the time at which the last entry was recorded",
    ),
    "POSITION_MISSING": (
        "il n'y a pas d'écriture à ce numéro (ni jusqu'au numéro {until})",
        "there is no entry at this position (nor up to position {until})",
    ),
    "HEADER_UNREADABLE": ("l'en-tête ne se lit pas", "the header cannot be read"),
    "HEADER_NOT_CANONICAL": (
        "l'en-tête n'est pas écrit sous sa forme canonique (RFC 8785)",
        "the header is not written in its canonical form (RFC 8785)",
    ),
    "HEADER_VERSION": (
        "l'en-tête est d'une version inconnue ({version})",
        "the header is of an unknown version ({version})",
    ),
    "HEADER_ELSEWHERE": (
        "l'en-tête est celui d'une autre place : {said}",
        "the header is that of another place: {said}",
    ),
    "HEADER_REFERENCE": (
        "l'en-tête cite l'écriture {said} du registre FR, qui n'en a que {head}",
        "the header cites entry {said} of ledger FR, which has only {head}",
    ),
    "CLOCK_OTHER": (
        "l'en-tête dit une horloge {said}, le registre {clock}",
        "the header says a clock {said}, the ledger {clock}",
    ),
    "TIME_OTHER": (
        "la date d'enregistrement de la colonne ({stored}) n'est pas celle de l'en-tête ({said})",
        "the time of recording in the column ({stored}) is not that of the header ({said})",
    ),
    "TIME_BACK": (
        "l'écriture est datée d'avant celle qui la précède",
        "the entry was recorded before the one that precedes it",
    ),
    "STEP_END": (
        "l'en-tête dit que sa liste de commandes finit au numéro {said}, ce que les autres contredisent",
        "the header says that its list of commands ends at position {said}, which the others contradict",
    ),
    "STEP_TIME": (
        "l'écriture n'a pas la date d'enregistrement du reste de sa liste de commandes",
        "the entry was not recorded at the time of the rest of its list of commands",
    ),
    "LEAF_OTHER": (
        "la feuille n'est pas l'empreinte de l'en-tête (RFC 6962)",
        "the leaf is not the digest of the header (RFC 6962)",
    ),
    "BODY_MISSING": (
        "le contenu a disparu sans qu'une écriture dise son effacement",
        "the body is gone, and no entry says that it was erased",
    ),
    "BODY_STRAY": ("il y a un contenu sans en-tête", "there is a body without a header"),
    "BODY_OTHER": (
        "le contenu n'est pas celui dont l'empreinte est dans l'en-tête",
        "the body is not the one whose digest is in the header",
    ),
    "BODY_UNREADABLE": (
        "le contenu ne se lit pas, ou vient d'une version plus récente de Greffe",
        "the body cannot be read, or comes from a newer version of Greffe",
    ),
    "BODY_NOT_CANONICAL": (
        "le contenu n'est pas écrit sous sa forme canonique (RFC 8785)",
        "the body is not written in its canonical form (RFC 8785)",
    ),
    "ERASURE_UNSAID": (
        "le contenu est dit effacé par l'écriture {by}, qui n'en dit rien",
        "the body is said to be erased by entry {by}, which says nothing of it",
    ),
    "ERASURE_OTHER": (
        "à la place du contenu effacé ne se trouve pas ce que l'écriture {by} dit en rester",
        "in the place of the erased body is not what entry {by} says remains of it",
    ),
    "ERASURE_UNDONE": (
        "l'écriture dit effacé le contenu de l'écriture {entry}, qui ne l'est pas par elle",
        "the entry says that the body of entry {entry} was erased, which it was not by this one",
    ),
    "COLUMN_OTHER": (
        "la colonne {column} ne dit pas ce que dit le contenu",
        "column {column} does not say what the body says",
    ),
    "TAG_MISSING": (
        "l'index des sujets ne mène pas de « {tag} » à cette écriture",
        "the index of subjects does not lead from “{tag}” to this entry",
    ),
    "TAG_STRAY": (
        "l'index des sujets mène de « {tag} » à cette écriture, qui n'en dit rien",
        "the index of subjects leads from “{tag}” to this entry, which says nothing of it",
    ),
    "COMMAND_MISSING": (
        "la commande qui a enregistré les écritures jusqu'au numéro {last} n'est plus connue : elle se répéterait",
        "the command that recorded the entries up to number {last} is not known any more: it could be recorded twice",
    ),
    "COMMAND_STRAY": (
        "une commande dit avoir enregistré ce qu'aucune écriture ne dit d'elle",
        "a command says that it recorded what no entry says of it",
    ),
    "COMMAND_OTHER": (
        "la commande et les écritures ne se désignent pas l'une l'autre",
        "the command and the entries do not name each other",
    ),
    "NODE_MISSING": (
        "il manque un nœud de l'arbre (niveau {level}, numéro {index})",
        "a node of the tree is missing (level {level}, number {index})",
    ),
    "NODE_STRAY": (
        "l'arbre contient un nœud que rien ne fonde (niveau {level}, numéro {index})",
        "the tree holds a node that nothing leads to (level {level}, number {index})",
    ),
    "NODE_OTHER": (
        "un nœud de l'arbre n'est pas celui que donnent les en-têtes (niveau {level}, numéro {index})",
        "a node of the tree is not the one that the headers come to (level {level}, number {index})",
    ),
    "CHECKPOINT_ROOT": (
        "le point de contrôle de cette taille n'a pas la racine que donnent les en-têtes : l'un des deux a été changé",
        "the checkpoint of this size has not the root that the headers come to: one of the two was changed",
    ),
    "CHECKPOINT_NOTE": (
        "le point de contrôle ne dit pas ce que disent ses colonnes",
        "the checkpoint does not say what its columns say",
    ),
    "CHECKPOINT_SIGNATURE": (
        "le point de contrôle n'est pas signé par une clé connue",
        "the checkpoint is not signed by a known key",
    ),
    "CHECKPOINT_BEYOND": (
        "un point de contrôle a été signé à cette taille, le registre n'a que {head} écritures : la suite a disparu",
        "a checkpoint was signed at this size, the ledger has only {head} entries: what followed is gone",
    ),
    "COSIGNATURE_OTHER": (
        "la cosignature du témoin {witness} n'est pas celle du point de contrôle de cette taille",
        "the cosignature of witness {witness} is not of the checkpoint of this size",
    ),
    "ROW_MISSING": (
        "il manque une ligne de « {noun} » pour {subject} (clé « {key} »)",
        "a row of “{noun}” is missing for {subject} (key “{key}”)",
    ),
    "ROW_STRAY": (
        "« {noun} » contient une ligne qu'aucune écriture ne fonde, pour {subject} (clé « {key} »)",
        "“{noun}” holds a row that no entry leads to, for {subject} (key “{key}”)",
    ),
    "ROW_OTHER": (
        "une ligne de « {noun} » ne dit pas ce que disent les écritures, pour {subject} (clé « {key} »)",
        "a row of “{noun}” does not say what the entries say, for {subject} (key “{key}”)",
    ),
    "ROWS_OUTDATED": (
        "les lignes sont de la version {stored}, ce programme de la version {running} : elles n'ont pas été comparées",
        "the rows are of version {stored}, this program is of version {running}: they were not compared",
    ),
    "TRAIL_OTHER": (
        "le journal ne trouve pas l'écriture par tout ce qu'elle dit, ou la trouve par autre chose ou pour d'autres",
        "the audit trail does not find this entry by all that it says, or finds it by something else or for others",
    ),
    "PERSON_UNKNOWN": (
        "le coffre garde un nom pour {person}, que ce registre ne connaît pas",
        "the vault keeps a name for {person}, whom this ledger does not know",
    ),
    "PERSON_FORGOTTEN": (
        "le coffre garde quelque chose de {person}, que ce registre a oublié",
        "the vault keeps something of {person}, whom this ledger has forgotten",
    ),
    "PERSON_IN_CLEAR": (
        "{number} personne(s) sont gardées en clair, hors du coffre",
        "{number} person(s) are kept in clear, outside the vault",
    ),
    "NAME_MISSING": (
        "le coffre n'a pas de nom pour {person}, que ce registre connaît et n'a pas oublié",
        "the vault has no name for {person}, whom this ledger knows and has not forgotten",
    ),
    "NAME_WITHOUT_KEY": (
        "le coffre n'a plus la clé de {person} : le nom ne se lit plus",
        "the vault has lost the key of {person}: the name cannot be read any more",
    ),
    "KEY_WITHOUT_NAME": (
        "le coffre a une clé pour {person}, et pas de nom",
        "the vault has a key for {person}, and no name",
    ),
    "KEY_UNKNOWN": (
        "la clé de {person} est scellée par une clé ({kek}) que le fichier de clés n'a pas",
        "the key of {person} is wrapped by a key ({kek}) that the key file does not hold",
    ),
    "NAME_NOT_AUTHENTIC": (
        "ce que le coffre garde de {person} a été altéré, ou mis à la place d'un autre",
        "what the vault keeps of {person} was altered, or put in the place of another",
    ),
}
"""For a flaw: French, English; values in braces."""

_LONGEST_VALUE: Final = 200
_RESTORE: Final = Message(
    fr="Gardez une copie de la base telle qu'elle est, cherchez qui l'a modifiée, puis revenez à une sauvegarde "
    "saine ; comparez avec un point de contrôle gardé ailleurs.",
    en="Keep a copy of the database as it is, find out who changed it, then go back to a sound backup; "
    "compare with a checkpoint that is kept elsewhere.",
)
_REBUILD: Final = Message(
    fr="Gardez une copie de la base, cherchez qui l'a modifiée, puis refaites ces lignes : greffe rebuild {ledger}.",
    en="Keep a copy of the database, find out who changed it, then make these rows anew: greffe rebuild {ledger}.",
)
_REARM: Final = Message(
    fr="Cherchez qui les a retirés, puis remettez-les comme le fait la migration 0002.",
    en="Find out who removed them, then put them back as migration 0002 does.",
)
_BRING_UP_TO_DATE: Final = Message(
    fr="Le programme est plus récent que ces lignes : greffe rebuild {ledger}, puis recommencez.",
    en="The program is newer than these rows: greffe rebuild {ledger}, then do this again.",
)

REMEDIES: Final[Mapping[str, Message]] = {
    "PROJECTIONS": _REBUILD,
    "TRAIL": _REBUILD,
    "GUARD": _REARM,
    "ROWS_OUTDATED": _BRING_UP_TO_DATE,
}
"""For a flaw, or for a whole check, what to do; for every other: go back to a backup."""

SOUND: Final = Message(
    fr="La base est d'accord avec elle-même : {ledgers} registre(s), {entries} écriture(s).",
    en="The database agrees with itself: {ledgers} ledger(s), {entries} entries.",
)
GLANCED: Final = Message(
    fr="Rien ne diffère dans ce qui a été regardé : les extrémités de {ledgers} registre(s) et un échantillon de "
    "leurs {entries} écriture(s). Sans --quick, tout est vérifié.",
    en="Nothing differs in what was looked at: the ends of {ledgers} ledger(s) and a sample of their {entries} "
    "entries. Without --quick everything is checked.",
)
UNSOUND: Final = Message(
    fr="La base n'est pas d'accord avec elle-même : {kinds} sorte(s) de différence, {differences} en tout.",
    en="The database does not agree with itself: {kinds} kind(s) of difference, {differences} in all.",
)
LIMIT: Final = Message(
    fr="Limite : ceci compare la base avec elle-même. Qui peut tout y réécrire peut aussi réécrire ce qui est "
    "comparé : gardez des points de contrôle ailleurs.",
    en="The limit: this compares the database with itself. Somebody who may rewrite everything may also rewrite this: "
    "keep checkpoints elsewhere.",
)


def check_name(check: str, language: Language) -> str:
    """What a check looks at."""
    return _said(CHECKS[check], {}, language)


def flaw(code: str, values: Mapping[str, str | int], language: Language) -> str:
    """What is wrong, without a full stop."""
    return _said(FLAWS[code], values, language)


def remedy(check: str, codes: Sequence[str], ledger: str, language: Language) -> str:
    """What to do about the flaws of a check."""
    (code, *others) = codes
    found = REMEDIES.get(check, _RESTORE) if others else REMEDIES.get(code) or REMEDIES.get(check, _RESTORE)
    return _said((found.fr, found.en), {"ledger": ledger}, language)


def verdict(message: Message, language: Language, **values: int) -> str:
    """A closing sentence."""
    return fill(message.fr if language == "fr" else message.en, values, language)


def _said(texts: tuple[str, str], values: Mapping[str, str | int], language: Language) -> str:
    shown = {name: _shown(value) for name, value in values.items()}
    return typeset(texts[0] if language == "fr" else texts[1], language).format_map(shown)


def _shown(value: str | int) -> str:
    """Whoever changed the database may have put anything there: no control character reaches a terminal."""
    return "".join(one if one.isprintable() else "\ufffd" for one in str(value)[:_LONGEST_VALUE])
