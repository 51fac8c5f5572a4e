"""`greffe vault`: the keys of the personal values."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import click
import msgspec

from service import vault as the_vault
from service.cli.local import opened_database
from service.cli.output import Command, Failure, Output, current
from service.cli.progress import progress
from service.cli.running import run
from service.database import Connection, Database, check_service, connected
from service.files import write_whole
from service.setup_error import SetupError
from service.vault_keys import KeyUnknown


@click.group()
def vault() -> None:
    """Look after the keys of the personal values: names and contacts are sealed, each under a key of its own.

    Back up three things apart: the data (without the table vault_key), the keys of people (backup-keys, the newest
    alone), and the key file. docs/erasure.md says why.
    """


@vault.command("status", cls=Command, epilog="Examples: greffe vault status · greffe vault status --json")
def status() -> None:
    """Say which key wraps the people's keys, where its file is, and what is sealed."""
    run(_status(current()))


@vault.command(
    "rotate",
    cls=Command,
    epilog="Examples: greffe vault rotate && greffe vault backup-keys /safe/keys.json · greffe vault rotate --json",
)
def rotate() -> None:
    """Wrap every person's key by a new key, and destroy the former one; running services go on.

    Key backups made before open with the former key file alone: make a new backup, and back the key file up again.
    """
    run(_rotate(current()))


@vault.command(
    "backup-keys",
    cls=Command,
    epilog="Examples: greffe vault backup-keys /safe/vault-keys.json · greffe vault backup-keys keys.json --json",
)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup_keys(file: Path) -> None:
    """Write every person's wrapped key to FILE, in the place of an older backup.

    An older backup of the keys, with an older dump of the data, would bring back who was forgotten since: keep the
    newest alone.
    """
    run(_backup(file, current()))


@vault.command(
    "restore-keys",
    cls=Command,
    epilog="Examples: greffe vault restore-keys /safe/vault-keys.json · greffe vault restore-keys keys.json --json",
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore_keys(file: Path) -> None:
    """Put the keys of FILE back that are missing, but for those of people whom the ledger says forgotten."""
    run(_restore(file, current()))


@vault.command("purge", cls=Command, epilog="Examples: greffe vault purge · greffe vault purge --json")
def purge() -> None:
    """Rewrite the vault's tables, so that their files hold no row that was deleted. Readers wait a moment."""
    run(_purge(current()))


@asynccontextmanager
async def _opened() -> AsyncIterator[tuple[Database, Connection, Path]]:
    async with opened_database() as database, connected(database.app_url, application="greffe vault") as connection:
        await check_service(connection)
        assert database.vault_key is not None
        yield database, connection, database.vault_key


async def _status(output: Output) -> None:
    async with _opened() as (_, connection, path):
        key = await the_vault.check_vault(connection, path)
        found = await the_vault.counts(connection)
    output.give({"key": key, "file": str(path), **found})
    if key is None:
        output.say(
            output.words(
                f"The vault is empty; its key will be made in {path}",
                f"Le coffre est vide ; sa clé sera créée dans {path}",
            )
        )
        return
    sealed, without, clear = found["sealed"], found["withoutKey"], found["clear"]
    output.say(output.words(f"Key {key}, in {path}", f"Clé {key}, dans {path}"))
    output.say(
        output.words(
            f"{sealed} people sealed, {without} of them without a key (forgotten, or restored)",
            f"{sealed} personnes scellées, dont {without} sans clé (effacées, ou restaurées)",
        )
    )
    if clear:
        output.say(
            output.words(
                f"! {clear} people in clear, of an older version: greffe serve seals them when it starts",
                f"! {clear} personnes en clair, d'une version antérieure : greffe serve les scelle à son démarrage",
            )
        )


async def _rotate(output: Output) -> None:
    async with _opened() as (_, connection, path):
        await the_vault.open_vault(connection, path)
        with progress(output, output.line("WRAPPING")) as told:
            key, count = await the_vault.rotate(connection, path, told=told)
    output.give({"key": key, "file": str(path), "rewrapped": count})
    output.say(
        output.words(
            f"{count} keys wrapped anew by key {key}, in {path}: back that file up, then greffe vault backup-keys",
            f"{count} clés réenveloppées par la clé {key}, dans {path} : sauvegardez ce fichier, puis greffe vault "
            "backup-keys",
        )
    )


async def _backup(file: Path, output: Output) -> None:
    async with _opened() as (_, connection, _path):
        backup = await the_vault.backed_up(connection)
    try:
        write_whole(file, msgspec.json.encode(backup).decode() + "\n")
    except OSError as error:
        raise SetupError("KEYS_NOT_BACKED_UP", path=file, error=error.strerror) from None
    count = len(backup.keys)
    output.give({"file": str(file), "keys": count, "key": backup.kek})
    output.say(
        output.words(
            f"{count} keys in {file}, of use with key {backup.kek} alone",
            f"{count} clés dans {file}, qui ne servent qu'avec la clé {backup.kek}",
        )
    )


async def _restore(file: Path, output: Output) -> None:
    try:
        backup = msgspec.json.decode(file.read_bytes(), type=the_vault.Backup)
    except (OSError, msgspec.DecodeError) as error:
        raise Failure(
            output.words(
                f"{file} is no backup of the vault's keys", f"{file} n'est pas une sauvegarde des clés du coffre"
            ),
            str(error),
            output.words("Name the file of `backup-keys`", "Nommez le fichier de `backup-keys`"),
        ) from None
    async with _opened() as (_, connection, path):
        try:
            restored = await the_vault.restore_keys(connection, path, backup)
        except KeyUnknown as error:
            raise SetupError("KEYS_NOT_RESTORED", path=file, error=error) from None
    output.give({"restored": restored, "keys": len(backup.keys)})
    count = len(backup.keys)
    output.say(
        output.words(
            f"{restored} of {count} keys were missing and are back",
            f"{restored} clés sur {count} manquaient et sont revenues",
        )
    )


async def _purge(output: Output) -> None:
    async with _opened() as (_, connection, _path):
        await the_vault.purge(connection)
    output.give({"purged": ["vault_key", "vault_value", "import_queue", "desk_draft"]})
    output.say(
        output.words(
            "The vault's tables hold no deleted row any more",
            "Les tables du coffre ne contiennent plus aucune ligne supprimée",
        )
    )
