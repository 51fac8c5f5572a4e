"""`greffe export`: what leaves the register as a file, with its proofs."""

import datetime as dt
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click
from msgspec import structs

from domain.core.calendar import paris_day
from domain.core.entry import Visibility
from service.cli.local import chosen_ledger, opened_services, viewer_for
from service.cli.output import Command, Failure, Output, current
from service.cli.progress import progress
from service.cli.running import run

if TYPE_CHECKING:
    from service.export import Asked
    from service.proof.checkpoint import Checkpoint


@click.group()
def export() -> None:
    """Write what was recorded to a file that others can verify without this register."""


@export.command(
    "bundle",
    cls=Command,
    epilog="Examples: greffe export bundle --public -o public.zip · "
    "greffe export bundle --entries 3,40-52 --since checkpoint.txt -o some.zip · "
    "greffe export bundle --dossier decision:2026-17 -o dossier.zip",
)
@click.option("--ledger", help="SIREN, or FR; may be left out when one authority has a ledger here.")
@click.option("--entries", "ranges", help="Positions, such as 3,40-52; all entries by default.")
@click.option(
    "--dossier", "names", multiple=True, help="A dossier with its entries: decision:ID, arbitration:ID, review:ID."
)
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Day on which dossiers are asked; today by default.")
@click.option("--all-entries", is_flag=True, help="The whole ledger, beside the dossiers that are named.")
@click.option("--reference", is_flag=True, help="The whole reference ledger FR too.")
@click.option(
    "--since",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A checkpoint that the auditor holds: prove that the ledger goes on from it.",
)
@click.option("--public", is_flag=True, help="As everyone may see it.")
@click.option("--token", envvar="GREFFE_TOKEN", help="As the holder of a token sees it; as the operator by default.")
@click.option(
    "-o", "--output", "path", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The file."
)
def bundle(  # noqa: PLR0917 - click gives them by name
    ledger: str | None,
    ranges: str | None,
    names: tuple[str, ...],
    on: dt.datetime | None,
    all_entries: bool,
    reference: bool,
    since: Path | None,
    public: bool,
    token: str | None,
    path: Path,
) -> None:
    """Write entries with all that proves them: signed checkpoints, public keys, proofs, dossiers. One ZIP.

    Whoever has the file verifies it with greffe verify FILE, or with the folder service/proof alone, offline. Bodies
    that the reader may not see are left out; their headers are there, so nothing is missing from the proof. Give the
    log's public key (greffe keys show) by another way than the file.
    """
    from service.export import Asked, NotAsked, dossier_named, positions_named

    try:
        positions = positions_named(ranges) if ranges is not None else ()
        dossiers = tuple(dossier_named(name) for name in names)
    except NotAsked as error:
        say = current().pick
        raise click.UsageError(f"{say(error.messages)} {say(error.remedies)}") from None
    asked = Asked(
        ledger=ledger or "",
        positions=positions,
        dossiers=dossiers,
        on=on.date() if on else paris_day(dt.datetime.now(dt.UTC)),
        all_entries=all_entries,
        language=current().language,
        reference=reference,
        since=_checkpoint(since) if since else None,
    )
    if public and click.get_current_context().get_parameter_source("token") == click.core.ParameterSource.COMMANDLINE:
        raise click.UsageError(current().line("PUBLIC_OR_TOKEN"))
    run(_bundle(asked, ledger, path, None if public else (token or ""), current()))


async def _bundle(asked: "Asked", ledger: str | None, path: Path, token: str | None, output: Output) -> None:
    from service.access import PUBLIC, Viewer
    from service.export import ExportRefused, write_bundle

    async with opened_services() as services:
        viewer: Viewer = PUBLIC if token is None else await viewer_for(services.pool, token or None)
        asked = structs.replace(asked, ledger=await chosen_ledger(services.pool, ledger))
        try:
            with _fresh(path) as stream, progress(output, asked.ledger) as told:
                entries = await write_bundle(services.pool, stream, viewer, asked, vault=services.vault, told=told)
                size = stream.tell()
        except ExportRefused as refused:
            raise Failure(
                output.words("No bundle was made", "Aucune liasse n'a été faite"),
                output.pick(refused.messages),
                output.pick(refused.remedies),
                {"code": refused.code, "messages": refused.messages},
            ) from None
        except OSError as error:
            raise Failure(
                output.words("No bundle was made", "Aucune liasse n'a été faite"),
                f"{path}: {error.strerror}",
                output.words("Name another file", "Nommez un autre fichier"),
            ) from None
    output.give({"file": str(path), "ledger": asked.ledger, "entries": entries, "bytes": size})
    output.say(
        output.words(
            f"{path}: {entries} entries, {size} bytes. Verify: greffe verify {path} --key KEY (greffe keys show)",
            f"{path} : {entries} écritures, {size} octets. Vérifier : greffe verify {path} --key CLÉ "
            "(greffe keys show)",
        )
    )
    if (level := tuple(Visibility)[viewer.level(asked.ledger)]) is not Visibility.PUBLIC:
        output.say(
            output.words(
                f"It holds what a reader of level {level} may see: for others, make one with --public or --token.",
                f"Elle contient ce que voit un lecteur de niveau {level} : pour d'autres, refaites-la avec --public "
                "ou --token.",
            )
        )


@contextmanager
def _fresh(path: Path) -> Iterator[IO[bytes]]:
    """A file for its user alone (0600), which takes the name when all is written, and is gone otherwise."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        with open(os.open(fresh, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def _checkpoint(path: Path) -> "Checkpoint":
    from service.proof.checkpoint import Checkpoint
    from service.proof.note import MAX_NOTE, Note, NoteError

    try:
        with path.open("rb") as stream:
            return Checkpoint.parse(Note.parse(stream.read(MAX_NOTE + 1)).text)
    except OSError as error:
        raise click.FileError(str(path), error.strerror or "") from error
    except NoteError as error:
        said = current().line("NO_CHECKPOINT", path=path, error=error)
        raise click.BadParameter(said, param_hint="--since") from None
