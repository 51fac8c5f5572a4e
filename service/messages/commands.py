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
    # wrong command lines
    "ACT_NUMBER_AND_DATE": Both("--act-number et --act-date vont ensemble", "--act-number and --act-date go together"),
    "PUBLIC_OR_TOKEN": Both("Donnez --public ou --token.", "Give --public or --token."),
    "NO_CHECKPOINT": Both("{path} n'est pas un point de contrôle : {error}", "{path} is no checkpoint: {error}"),
    "WITNESS_AND_FILE": Both(
        "La clé d'un témoin demande --file, et elle seule : celle du déploiement est là où le disent ses réglages.",
        "A witness's key needs --file, and only it: the deployment's is where its settings say.",
    ),
    "FIRST_OR_LAST": Both(
        "--first et --last disent tous deux combien d'écritures : donnez l'un des deux.",
        "--first and --last both say how many entries: give one of them.",
    ),
    "FOLLOW_FORWARD": Both(
        "--follow va de l'avant : omettez --reverse et --last.",
        "--follow goes forward: leave --reverse and --last out.",
    ),
    "BAD_PERIOD": Both(
        "écrivez 2026-01-01..2026-12-31 ; l'un des deux jours peut être omis.",
        "write 2026-01-01..2026-12-31; either day may be left out.",
    ),
    "BAD_THING": Both(
        "écrivez decision:ID, arbitration:ID ou review:ID", "write decision:ID, arbitration:ID or review:ID"
    ),
    "FACTS_OR_OUTPUT": Both(
        "--facts nomme un dossier, --output un fichier : donnez l'un des deux.",
        "--facts names a folder, --output a file: give one of them.",
    ),
    "BAD_DURATION": Both(
        "{value!r} n'est pas une durée : écrivez 12h, 90d ou 4w", "{value!r} is no duration: write 12h, 90d or 4w"
    ),
    "BAD_LEDGER": Both("{ledger!r} n'est ni un SIREN, ni FR, ni '*'", "{ledger!r} is neither a SIREN nor FR nor '*'"),
    "BAD_LABEL": Both("200 caractères au plus, sans NUL", "200 characters at most, without NUL"),
    "BAD_LEVEL": Both(
        "un jeton du rôle {role} a l'un de ces niveaux : {allowed}", "a token of role {role} has one of: {allowed}"
    ),
    "BUNDLE_OR_DATABASE": Both(
        "Nommez une liasse (et ses clés), ou dites --database (et quels registres).",
        "Name a bundle (and keys for it), or say --database (and which ledgers).",
    ),
    "KEY_OF_A_WITNESS": Both(
        "c'est la clé d'un témoin ; celle de l'exploitant se lit par greffe keys show",
        "that is a witness's key; the operator's is shown by greffe keys show",
    ),
    "COMPLETION": Both("Complétion de greffe pour {shell} :", "Completion of greffe for {shell}:"),
    "WRAPPING": Both("Réenveloppement des clés", "Wrapping keys anew"),
}
"""Results and remarks."""
