"""What the commands of the operator say, in French and in English: refusals by code, and lines of results.

Values stand in braces. No sentence of a refusal ends with a dot.
"""

from collections.abc import Mapping
from typing import Final

from service.messages.setup import Both, Setup

_COMMIT: Final = Both("Lancez `{command}` et versez le résultat au dépôt", "Run `{command}` and commit the result")

FAILURES: Final[Mapping[str, Setup]] = {
    "DEMO_NOT_LOADED": Setup(
        Both("La démonstration n'a pas été chargée", "The demonstration was not loaded"),
        Both("Le registre n'est pas vide : {ledgers} sont ouverts", "The register is not empty: {ledgers} are open"),
        Both(
            "Faites vos essais là, ou réglez GREFFE_DATA_DIR (ou DATABASE_URL) sur un autre endroit",
            "Try things there, or set GREFFE_DATA_DIR (or DATABASE_URL) to a place of their own",
        ),
    ),
    "NO_DOCUMENT": Setup(
        Both("Aucun document n'est enregistré", "No document is registered"),
        Both("GREFFE_DOCUMENTS n'est pas réglé", "GREFFE_DOCUMENTS is not set"),
        Both("Nommez un dossier, ou réglez cette variable", "Name a folder, or set it"),
    ),
    "LINE_UNKNOWN": Setup(
        Both(
            "La base n'a pas dit si la ligne est enregistrée", "The database did not say whether the line was recorded"
        ),
        Both("{tries} essais n'ont pas suffi", "{tries} tries were not enough"),
        Both(
            "Voyez si elle tourne (greffe doctor), puis enregistrez de nouveau le même fichier : rien n'est doublé",
            "See that it runs (greffe doctor), then record the same file again: nothing is doubled",
        ),
    ),
    "NOT_WRITTEN": Setup(
        Both("{path} n'a pas été écrit", "{path} was not written"),
        Both("{error}", "{error}"),
        Both("Nommez un autre endroit", "Name another place"),
    ),
    "STRANGE_SCHEMAS": Setup(
        Both("{path} contient des schémas d'aucun type de fait", "{path} holds schemas of no fact type"),
        Both("{names}", "{names}"),
        Both("Retirez-les", "Remove them"),
    ),
    "NOT_COMPARED": Setup(
        Both("{path} ne peut être comparé", "{path} cannot be compared"), Both("{error}", "{error}"), _COMMIT
    ),
    "SCHEMA_DIFFERS": Setup(
        Both("{path} n'est pas ce que dit le code", "{path} is not what the code says"),
        Both("{diff}", "{diff}"),
        _COMMIT,
    ),
    "WITNESS_NOT_REMOVED": Setup(
        Both("{witness!r} n'a pas été retiré", "{witness!r} was not removed"),
        Both("Le fichier ne nomme pas ce témoin", "The file names no such witness"),
        Both("Voyez greffe keys witness list", "See greffe keys witness list"),
    ),
    "TOKEN_NOT_REVOKED": Setup(
        Both("Le jeton {token!r} n'a pas été révoqué", "Token {token!r} was not revoked"),
        Both(
            "Aucun n'a cet identifiant, ou il a déjà été révoqué", "There is none of that id, or it was revoked before"
        ),
        Both("Cherchez son identifiant : greffe token list", "Find its id: greffe token list"),
    ),
    "KEY_REFUSED": Setup(
        Both("La clé est refusée", "The key is refused"),
        Both("{error}", "{error}"),
        Both("Écrivez-la comme le fait `greffe keys show`", "Write it as `greffe keys show` does"),
    ),
    "NOTHING_CHECKED": Setup(
        Both("Rien n'a pu être vérifié", "Nothing could be checked"),
        Both("{error}", "{error}"),
        Both("Réessayez ; ce qui était conservé demeure", "Try again; what was kept stays"),
    ),
    "NOT_COSIGNED": Setup(
        Both("Le registre {ledger} n'a pas été contresigné", "Ledger {ledger} was not cosigned"),
        Both("{remark}", "{remark}"),
        Both(
            "Faites ajouter la clé de ce témoin par l'exploitant (greffe keys witness add), puis recommencez ; ce qui "
            "a été vu est conservé",
            "Have the operator add this witness's key (greffe keys witness add), then look again; what was seen stays",
        ),
    ),
    "UNKNOWN_SUBJECT": Setup(
        Both("Il n'y a pas de réponse", "There is no answer"),
        Both("Rien ici ne porte le nom {subject!r}", "Nothing here is called {subject!r}"),
        Both("Vérifiez l'identifiant : greffe log --about {subject}", "Check the id: greffe log --about {subject}"),
    ),
}
"""By code."""

LINES: Final[Mapping[str, Both]] = {
    "MIGRATED": Both("{where} : {names} appliquées", "{where}: {names} applied"),
    "UP_TO_DATE": Both("{where} : déjà à jour", "{where}: already up to date"),
    "REBUILT": Both(
        "{ledger} : {entries} écritures projetées (version {version})",
        "{ledger}: {entries} entries projected (version {version})",
    ),
    "TOKEN_ONCE": Both(
        "Jeton {token}, montré cette seule fois : gardez-le là où se gardent les mots de passe.",
        "Token {token}, shown this once: keep it where passwords are kept.",
    ),
    "TOKEN_OF_UNOPENED": Both(
        "Le registre {ledger} n'est pas encore ouvert ; le jeton vaut pour lui tout de même.",
        "Ledger {ledger} is not open yet; the token is for it all the same.",
    ),
    "NO_TOKEN": Both(
        "Il n'y a pas encore de jeton : greffe token create --role clerk --ledger SIREN",
        "There is no token yet: greffe token create --role clerk --ledger SIREN",
    ),
    "TOKEN_REVOKED": Both("Le jeton {token} est révoqué.", "Token {token} is revoked."),
    "UNTIL": Both("jusqu'au {instant}", "until {instant}"),
    "valid": Both("valide", "valid"),
    "expired": Both("expiré", "expired"),
    "revoked": Both("révoqué", "revoked"),
    "KEYS_HEAD": Both(
        "{since:20}  {until:20}  clé publique".format(since="depuis", until="jusqu'à"),
        "{since:20}  {until:20}  public key".format(since="since", until="until"),
    ),
    "TOKENS_HEAD": Both(
        f"{'jeton':10}  {'état':8} {'rôle':8} {'niveau':10} registres",
        f"{'token':10}  {'state':8} {'role':8} {'level':10} ledgers",
    ),
    "COMPLETION": Both("Complétion de greffe pour {shell} :", "Completion of greffe for {shell}:"),
    "WRAPPING": Both("Réenveloppement des clés", "Wrapping keys anew"),
}
"""Results and remarks."""
