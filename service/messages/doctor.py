"""What `greffe doctor` finds, and how to mend it: by the code of the finding, in French and in English."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from service.messages.message import Language
from service.messages.setup import Both

CHECKS: Final[Mapping[str, Both]] = {
    "settings": Both("Réglages", "Settings"),
    "python": Both("Python", "Python"),
    "words": Both("Langue", "Locale"),
    "time zones": Both("Fuseaux", "Time zones"),
    "programs": Both("PostgreSQL", "PostgreSQL"),
    "folder": Both("Dossier", "Data folder"),
    "secrets": Both("Secrets", "Secrets"),
    "signing key": Both("Clé", "Signing key"),
    "witnesses": Both("Témoins", "Witnesses"),
    "database": Both("Base", "Database"),
    "durability": Both("Durabilité", "Durability"),
    "role": Both("Rôle", "Role"),
    "migrations": Both("Migrations", "Migrations"),
    "append-only": Both("Ajout seul", "Append-only"),
    "triggers": Both("Verrous", "Triggers"),
    "ledgers": Both("Registres", "Ledgers"),
    "ledger": Both("Reg. {ledger}", "Ledger {ledger}"),
    "checkpoints": Both("Signatures", "Checkpoints"),
    "clock": Both("Horloge", "Clock"),
    "connections": Both("Connexions", "Connections"),
    "standby": Both("Secours", "Standby"),
    "hints": Both("Signaux", "Hints"),
    "vault": Both("Coffre", "Vault"),
    "port": Both("Port {port}", "Port {port}"),
}
"""What is looked at."""


class Found(NamedTuple):
    """What there is to say of it; the remedy is empty where there is nothing to mend."""

    says: Both
    remedy: Both = Both("", "")


_RESTORE: Final = Both("Restaurez la dernière bonne sauvegarde", "Restore the last good backup")
_FOLDER: Final = Both("Réglez GREFFE_DATA_DIR sur un autre dossier", "Set GREFFE_DATA_DIR to another folder")

TEXTS: Final[Mapping[str, Found]] = {
    # -- the machine ---------------------------------------------------------------------------------------------------
    "STANDBY_FOLLOWS": Found(Both("il suit, et a toutes les écritures", "it follows, and has every entry")),
    "STANDBY_BEHIND": Found(
        Both(
            "il a {behind} écriture(s) de retard ; la dernière rejouée a été écrite il y a {seconds} s",
            "it is {behind} entries behind; what it replayed last was written {seconds} s ago",
        ),
    ),
    "STANDBY_TOO_LATE": Found(
        Both(
            "il a {behind} écriture(s) de retard ; la dernière rejouée a été écrite il y a {seconds} s",
            "it is {behind} entries behind; what it replayed last was written {seconds} s ago",
        ),
        Both(
            "Vérifiez qu'il est relié (pg_stat_wal_receiver) et que son disque suit ; le principal répond à sa place",
            "See that it is connected (pg_stat_wal_receiver) and that its disk keeps up; the primary answers instead",
        ),
    ),
    "STANDBY_PAUSED": Found(
        Both(
            "sa reprise est suspendue, à {behind} écriture(s) de retard : le principal répond à sa place",
            "its replay is paused, {behind} entries behind: the primary answers instead",
        ),
        Both(
            "En super-utilisateur sur ce serveur : SELECT pg_wal_replay_resume()",
            "As a superuser there: SELECT pg_wal_replay_resume()",
        ),
    ),
    "PYTHON": Found(Both("Python {version} ({path})", "Python {version} ({path})")),
    "WORDS": Found(Both("les accents s'affichent ({encoding})", "accents can be shown ({encoding})")),
    "LOCALE_MISSING": Found(
        Both(
            "les réglages de langue (LANG, LC_ALL) nomment une langue qui n'est pas installée sur cette machine",
            "the locale settings (LANG, LC_ALL) name a locale that is not installed on this machine",
        ),
        Both(
            "Choisissez-en une de `locale -a`, par exemple : export LC_ALL=C.UTF-8 ; GREFFE_LANG=fr suffit pour greffe",
            "Choose one of `locale -a`, such as: export LC_ALL=C.UTF-8; GREFFE_LANG=fr alone does for greffe",
        ),
    ),
    "NO_ACCENTS": Found(
        Both(
            "les textes sortent d'ici en {encoding} : les accents des noms ne peuvent s'afficher",
            "text leaves here as {encoding}: the accents of names cannot be shown",
        ),
        Both(
            "export LC_ALL=C.UTF-8, et ne réglez PYTHONIOENCODING que sur utf-8",
            "export LC_ALL=C.UTF-8, and set PYTHONIOENCODING to nothing but utf-8",
        ),
    ),
    "TIME_ZONES": Found(Both("les jours légaux sont ceux d'Europe/Paris", "legal days are those of Europe/Paris")),
    "NO_PARIS": Found(
        Both("Europe/Paris est inconnu ici", "Europe/Paris is unknown here"),
        Both(
            "Installez le paquet Python tzdata : pip install tzdata", "Install the Python package: pip install tzdata"
        ),
    ),
    "PROGRAMS": Found(Both("embarqué, programmes dans {path}", "embedded, programs in {path}")),
    "FOLDER": Found(Both("{path}, {free} Go libres", "{path}, {free} GB free")),
    "FOLDER_TO_BE_MADE": Found(Both("{path} sera fait par greffe serve", "{path} will be made by greffe serve")),
    "FOLDER_CANNOT_BE_MADE": Found(
        Both("{path} ne peut être fait : {parent} est fermé", "{path} cannot be made: {parent} is closed"), _FOLDER
    ),
    "FOLDER_IS_A_FILE": Found(
        Both("{path} n'est pas un dossier", "{path} is no folder"),
        Both(
            "Déplacez-le, ou réglez GREFFE_DATA_DIR sur un autre endroit",
            "Move it away, or set GREFFE_DATA_DIR to another place",
        ),
    ),
    "FOLDER_OF_ANOTHER": Found(
        Both("{path} n'est pas accessible en écriture à cet utilisateur", "{path} may not be written by this user"),
        Both(
            "Lancez greffe en son propriétaire, ou réglez GREFFE_DATA_DIR",
            "Run as its owner, or set GREFFE_DATA_DIR",
        ),
    ),
    "DISK_NEARLY_FULL": Found(
        Both(
            "{path}, {free} Go libres : le disque est presque plein, et PostgreSQL s'arrête quand il l'est",
            "{path}, {free} GB free: the disk is nearly full, and PostgreSQL stops when it is",
        ),
        Both(
            "Faites de la place (df -h {path}), ou déplacez GREFFE_DATA_DIR sur un autre disque",
            "Make room (df -h {path}), or move GREFFE_DATA_DIR to another disk",
        ),
    ),
    "OLD_FOLDER": Found(
        Both(
            "{path} contient la base d'un autre PostgreSQL, que ce greffe ne lit pas ; il fait usage de {used}",
            "{path} holds the database of another PostgreSQL, which this greffe does not read; it uses {used}",
        ),
        Both(
            "Si des écritures s'y trouvent, exportez-les avec la version qui l'a faite (pg_dump) et chargez-les ici ; "
            "sinon, retirez ce dossier",
            "If entries are in it, dump them with the version that made it (pg_dump), load them here; else remove it",
        ),
    ),
    "SECRET_OPEN": Found(
        Both("{path} peut être lu par d'autres", "{path} can be read by others"),
        Both("chmod 600 {path}", "chmod 600 {path}"),
    ),
    # -- keys ----------------------------------------------------------------------------------------------------------
    "NO_SIGNING_KEY": Found(
        Both(
            "{path} n'existe pas : un service lancé ici sert et ne signe pas",
            "{path} does not exist: a service started here serves and does not sign",
        ),
        Both("Créez-en une : greffe keys create", "Make one: greffe keys create"),
    ),
    "SIGNING_KEY": Found(Both("{vkey} depuis le {since}, dans {path}", "{vkey} since {since}, in {path}")),
    "WITNESSES": Found(Both("{names}", "{names}")),
    "NO_WITNESS": Found(
        Both(
            "aucun n'est connu : nul autre que l'exploitant ne détient ce qui a été signé",
            "none is known: nobody but the operator holds what was signed",
        ),
        Both(
            "Faites lancer greffe witness par un partenaire, et ajoutez sa clé : greffe keys witness add",
            "Let a partner run greffe witness, and add its key: greffe keys witness add",
        ),
    ),
    # -- the database --------------------------------------------------------------------------------------------------
    "NO_DATABASE_YET": Found(
        Both("il n'y en a pas encore : greffe serve la fera", "there is none yet: greffe serve makes it")
    ),
    "DATABASE": Found(Both("PostgreSQL {version}, {where}, en {role}", "PostgreSQL {version}, {where}, as {role}")),
    "DURABLE": Found(
        Both(
            "une écriture survit à une coupure de courant (fsync, full_page_writes, synchronous_commit)",
            "a commit survives a power cut (fsync, full_page_writes, synchronous_commit)",
        )
    ),
    "ROLE": Found(
        Both(
            "le service ne peut changer ce qui est enregistré, ni devenir qui le peut",
            "the service may not change what is recorded, nor become someone who may",
        )
    ),
    "MIGRATED": Found(Both("toutes appliquées", "all applied")),
    "APPEND_ONLY": Found(
        Both(
            "aucun droit de modifier, d'effacer ou de vider les écritures",
            "no right to update, delete or truncate entries",
        )
    ),
    "TRIGGERS": Found(
        Both("les changements d'écritures sont interdits, toujours", "changes of entries are forbidden, always")
    ),
    "TRIGGERS_DISARMED": Found(
        Both(
            "les déclencheurs qui interdisent les changements ne tiennent plus sur {tables}",
            "the triggers that forbid changes do not stand on {tables}",
        ),
        Both(
            "Cherchez qui les a retirés ; restaurez la base, ou remettez-les en greffe_owner comme le fait "
            "0002_ledger.sql",
            "Find out who removed them; restore the database, or as greffe_owner put them back as 0002_ledger.sql does",
        ),
    ),
    "NO_LEDGER": Found(
        Both("aucun n'est ouvert", "none is open"),
        Both("Pour une démonstration : greffe demo", "For a demonstration: greffe demo"),
    ),
    "LEDGER": Found(
        Both(
            "{entries} écritures, {clock}, projections de version {stored}",
            "{entries} entries, {clock}, projections of version {stored}",
        )
    ),
    "LEDGER_OUTDATED": Found(
        Both(
            "{entries} écritures, {clock}, projections de version {stored}, et non {running} : il ne reçoit rien",
            "{entries} entries, {clock}, projections of version {stored}, not {running}: it takes no entry",
        ),
        Both("Lancez `greffe rebuild {ledger}`", "Run `greffe rebuild {ledger}`"),
    ),
    "LEDGER_NEWER": Found(
        Both(
            "{entries} écritures, {clock}, projections de version {stored} : ce greffe est plus ancien ({running})",
            "{entries} entries, {clock}, projections of version {stored}: this greffe is older ({running})",
        ),
        Both("Lancez la version plus récente de greffe", "Run the newer version of greffe"),
    ),
    "LEDGER_IN_THE_FUTURE": Found(
        Both(
            "sa dernière écriture a été enregistrée dans l'avenir, à {recorded_at}",
            "its last entry was recorded in the future, at {recorded_at}",
        ),
        Both(
            "L'horloge était fausse alors, ou l'est à présent : réglez-la (NTP : timedatectl set-ntp true) ; d'ici là, "
            "les écritures répètent cette heure",
            "The clock was wrong then, or is now: set it (NTP: timedatectl set-ntp true); until then entries repeat "
            "that time",
        ),
    ),
    "HEAD_MISPLACED": Found(
        Both(
            "sa tête n'est pas à la position de sa dernière écriture", "its head is not the position of its last entry"
        ),
        _RESTORE,
    ),
    "NOTHING_SIGNED": Found(Both("rien n'a encore été signé", "none was signed yet")),
    "ALL_SIGNED": Found(
        Both("toute écriture de {ledgers} registre(s) est signée", "every entry of {ledgers} ledger(s) is signed")
    ),
    "SIGNED_IN_PART": Found(
        Both("{ledger} : {size} écritures sur {head} sont signées", "{ledger}: {size} of {head} entries are signed"),
        Both(
            "Voyez qu'un service doté de la clé tourne : greffe serve",
            "See that a service with a key runs: greffe serve",
        ),
    ),
    "ENTRIES_REMOVED": Found(
        Both(
            "{ledger} : {size} écritures ont été signées, et {head} sont là : des écritures ont été retirées",
            "{ledger}: {size} entries were signed, and {head} are there: entries were removed",
        ),
        Both("Restaurez la base qui les contient", "Restore the database that holds them"),
    ),
    "CLOCK": Found(Both("la base et cette machine sont à la même heure", "the database and this machine agree")),
    "CLOCK_AHEAD": Found(
        Both(
            "l'horloge de la base avance de {seconds} s sur celle de cette machine",
            "the database's clock is {seconds} s ahead of this machine's",
        ),
        Both(
            "Réglez les deux par NTP (timedatectl set-ntp true) : les écritures portent l'heure de la base",
            "Set both by NTP (timedatectl set-ntp true): entries bear the database's time",
        ),
    ),
    "CLOCK_BEHIND": Found(
        Both(
            "l'horloge de la base retarde de {seconds} s sur celle de cette machine",
            "the database's clock is {seconds} s behind this machine's",
        ),
        Both(
            "Réglez les deux par NTP (timedatectl set-ntp true) : les écritures portent l'heure de la base",
            "Set both by NTP (timedatectl set-ntp true): entries bear the database's time",
        ),
    ),
    "CONNECTIONS": Found(
        Both("{used} sur {most} sont prises", "{used} of {most} are taken"),
    ),
    "FEW_CONNECTIONS": Found(
        Both(
            "{used} sur {most} sont prises : un service ({needed}) pourrait n'en plus obtenir",
            "{used} of {most} are taken: a service ({needed}) may get no more",
        ),
        Both(
            "Voyez qui les tient : SELECT application_name, count(*) FROM pg_stat_activity GROUP BY 1 ; fermez-en, ou "
            "augmentez max_connections (ou ALTER ROLE {role} CONNECTION LIMIT) et redémarrez PostgreSQL",
            "See who holds them: SELECT application_name, count(*) FROM pg_stat_activity GROUP BY 1; close some, or "
            "raise max_connections (or ALTER ROLE {role} CONNECTION LIMIT) and restart PostgreSQL",
        ),
    ),
    "HINTS": Found(Both("un NOTIFY arrive à qui écoute", "a NOTIFY reaches who listens")),
    "NO_HINTS": Found(
        Both(
            "un NOTIFY n'arrive pas à qui écoute : les abonnés apprennent chaque écriture une seconde plus tard",
            "a NOTIFY does not reach who listens: subscribers learn of each entry a second later",
        ),
        Both(
            "Un regroupeur de connexions (pgbouncer en mode transaction) le retient sans doute : faites passer "
            "DATABASE_URL directement par PostgreSQL, ou en pool_mode = session",
            "A connection pooler (pgbouncer in transaction mode) probably keeps it back: let DATABASE_URL go to "
            "PostgreSQL directly, or set pool_mode = session",
        ),
    ),
    "VAULT_EMPTY": Found(
        Both(
            "vide : sa clé est faite au premier démarrage du service",
            "empty: its key is made when the service first starts",
        )
    ),
    "VAULT_CLEAR": Found(
        Both(
            "{clear} personnes sont en clair, d'une version antérieure",
            "{clear} people are in clear, of an older version",
        ),
        Both("Lancez le service, qui les scelle : greffe serve", "Start the service, which seals them: greffe serve"),
    ),
    "VAULT": Found(
        Both(
            "les valeurs personnelles sont scellées ; {path} contient leur clé {key}",
            "personal values are sealed; {path} holds their key {key}",
        )
    ),
    # -- the port ------------------------------------------------------------------------------------------------------
    "PORT_FREE": Found(Both("libre sur {host} : le service ne tourne pas", "free on {host}: the service does not run")),
    "SERVICE_READY": Found(
        Both(
            "le service répond et est prêt (signature : {signing})",
            "the service answers and is ready (signing: {signing})",
        )
    ),
    "SERVICE_NOT_READY": Found(
        Both("le service répond mais n'est pas prêt", "the service answers but is not ready"),
        Both(
            "Lancez `greffe rebuild`, et voyez les registres ci-dessus",
            "Run `greffe rebuild`, and see the ledgers above",
        ),
    ),
    "SIGNER_STOPPED": Found(
        Both("le service ne signe plus : {told}", "the service signs no more: {told}"),
        Both(
            "Cherchez qui a changé la base (greffe verify --database) ; restaurez-la",
            "Find out who changed the database (greffe verify --database); restore it",
        ),
    ),
}
"""By code. Values stand in braces."""

CLOCKS: Final = {
    "REAL": Both("horloge réelle", "real clock"),
    "SIMULATED": Both("horloge simulée", "simulated clock"),
}
ALL_IS_WELL: Final = Both("Tout va bien.", "All is well.")
PROBLEMS: Final = Both("{problems} problème(s).", "{problems} problem(s) found.")


def says(code: str, values: Mapping[str, object], language: Language) -> str:
    """What was found."""
    return _filled(TEXTS[code].says, values, language)


def remedy(code: str, values: Mapping[str, object], language: Language) -> str:
    """How to mend it; empty when there is nothing to mend."""
    return _filled(TEXTS[code].remedy, values, language)


def check(name: str, values: Mapping[str, object], language: Language) -> str:
    """What was looked at."""
    return _filled(CHECKS[name], values, language)


def _filled(text: Both, values: Mapping[str, object], language: Language) -> str:
    if "clock" in values:
        values = {**values, "clock": getattr(CLOCKS[str(values["clock"])], language)}
    chosen: str = getattr(text, language)
    return chosen.format_map(values)
