"""`greffe keys`: the key that signs this deployment's checkpoints, and the witnesses that it knows."""

import datetime as dt
import socket
from pathlib import Path

import click

from service import keys as files
from service.cli.output import Command, Output, current
from service.files import read_secret
from service.keys import KeyRing, load_ring, signing_file
from service.proof.keys import in_ledger
from service.proof.note import COSIGNATURE, NoteError, SigningKey
from service.settings import Settings
from service.setup_error import SetupError


@click.group()
def keys() -> None:
    """Make, show and replace the key that signs checkpoints; say which witnesses are known.

    The key is a file that this user alone may read: GREFFE_SIGNING_KEY_FILE, or keys/signing.key in the data folder. It
    is never in the database. A running service takes a new one up within a second. Back it up apart from the database.
    """


@keys.command(
    "create",
    cls=Command,
    epilog="Examples: greffe keys create --name greffe.scot.fr · "
    "greffe keys create --witness --name mairie.example/greffe --file witness.key",
)
@click.option(
    "--name", help="Name of the log, such as greffe.scot.fr (GREFFE_ORIGIN, this machine); or of the witness."
)
@click.option("--witness", is_flag=True, help="Make a witness's key, which signs nothing but what it saw.")
@click.option("--file", "path", type=click.Path(path_type=Path), help="File of a witness's key.")
def create(name: str | None, witness: bool, path: Path | None) -> None:
    """Make the first key of this deployment, or the key of a witness. A file that exists is left alone."""
    if witness != (path is not None):
        raise click.UsageError(current().line("WITNESS_AND_FILE"))
    if path is not None:
        _create_witness(name, path.absolute(), current())
        return
    ring = files.create_ring(Settings.from_environment(), name, dt.datetime.now(dt.UTC))
    _tell(ring, signing_file(Settings.from_environment()), (), current())


def _create_witness(name: str | None, path: Path, output: Output) -> None:
    try:
        key = SigningKey.generate(name or f"{socket.gethostname().lower()}/greffe-witness", COSIGNATURE)
    except NoteError as error:
        raise click.BadParameter(str(error), param_hint="--name") from None
    files.write_key(path, key.text + "\n", replace=False)
    output.give({"file": str(path), "vkey": key.verifier.text})
    output.say(output.words("The witness's key is in ", "La clé du témoin est dans ") + str(path))
    output.say(output.words("The operator adds it by:", "L'opérateur l'ajoute par :"))
    output.say(f"  greffe keys witness add {key.verifier.text}")


@keys.command("show", cls=Command, epilog="Examples: greffe keys show · greffe keys show --ledger 200071181 --json")
@click.option("--ledger", "ledgers", multiple=True, help="Show the key as it signs in this ledger; may be repeated.")
@click.option("--file", "path", type=click.Path(path_type=Path), help="Show the public half of a witness's key.")
def show(ledgers: tuple[str, ...], path: Path | None) -> None:
    """Show the public half of the key: what auditors and witnesses are to be given."""
    if path is not None:
        key = read_witness_key(path)
        current().give({"vkey": key.verifier.text})
        current().say(key.verifier.text)
        return
    settings = Settings.from_environment()
    _tell(_ring(settings), signing_file(settings), ledgers, current())


@keys.command("rotate", cls=Command, epilog="Examples: greffe keys rotate · greffe keys rotate --json")
def rotate() -> None:
    """Replace the key by a new one, which the old one names as its successor.

    The old public key is kept with its time, so old checkpoints verify. If the old key may have been stolen, tell
    auditors and witnesses the new one by another way: a thief could name a successor too.
    """
    settings = Settings.from_environment()
    ring = files.rotate_ring(settings, dt.datetime.now(dt.UTC))
    _tell(ring, signing_file(settings), (), current())


@keys.command("list", cls=Command, epilog="Examples: greffe keys list · greffe keys list --json | jq .")
def list_() -> None:
    """Show every key that signs or signed, and when."""
    output, ring = current(), _ring(Settings.from_environment())
    known = [(one.key, one.since) for one in ring.past] + [(ring.signing.verifier, ring.since)]
    lines = list(zip(known, [*(since for _, since in known[1:]), None], strict=True))
    output.give([{"vkey": key.text, "since": since, "until": until} for (key, since), until in lines])
    output.say(output.line("KEYS_HEAD"))
    for (key, since), until in lines:
        output.say(f"{_shown(since):20}  {_shown(until):20}  {key.text}")


@keys.group("witness")
def witness() -> None:
    """Say whose cosignatures are taken: the file witnesses in the data folder, and GREFFE_WITNESSES."""


@witness.command(
    "add",
    cls=Command,
    epilog="Examples: greffe keys witness add "
    "mairie.example/greffe+bfa952bc+BF4rN7gj09GgZZVDHThFWKejU9sjFno4/LPGeHFLIL3h · "
    'greffe keys witness add "$(cat witness.pub)" --json',
)
@click.argument("vkey")
def add(vkey: str) -> None:
    """Take the cosignatures of a witness from now on, by the key that it gave."""
    added = files.add_witness(Settings.from_environment(), vkey)
    output, name = current(), vkey.partition("+")[0]
    output.give({"witness": vkey, "added": added})
    output.say(
        name + (output.words(" is known now.", " est connu.") if added else output.words(" was known.", " l'était."))
    )


@witness.command("list", cls=Command, epilog="Examples: greffe keys witness list · greffe keys witness list --json")
def list_witnesses() -> None:
    """Show the witnesses that are known."""
    known = files.load_witnesses(Settings.from_environment())
    current().give([key.text for key in known])
    for key in known:
        current().say(key.text)
    if not known:
        current().say(
            current().words(
                "No witness is known: greffe keys witness add VKEY",
                "Aucun témoin n'est connu : greffe keys witness add VKEY",
            )
        )


@witness.command(
    "remove",
    cls=Command,
    epilog="Examples: greffe keys witness remove mairie.example/greffe · "
    "greffe keys witness remove mairie.example/greffe --json",
)
@click.argument("witness_")
def remove(witness_: str) -> None:
    """Take no more cosignatures of a witness, by its name or its key; what it signed stays."""
    if not files.remove_witness(Settings.from_environment(), witness_):
        raise current().failure("WITNESS_NOT_REMOVED", witness=witness_[:80])
    current().give({"removed": witness_})
    current().say(witness_ + current().words(" is known no more.", " n'est plus connu."))


def read_witness_key(path: Path) -> SigningKey:
    """A witness's key from its file.

    Raises:
        SetupError: there is none, others may read it, or it is another kind of key.
    """
    try:
        key = SigningKey.parse(read_secret(path, "witness's key").strip())
    except FileNotFoundError:
        raise SetupError("NO_WITNESS_KEY", path=path) from None
    except NoteError as error:
        raise SetupError("BAD_WITNESS_KEY", path=path, error=error) from None
    if key.kind != COSIGNATURE:
        raise SetupError("WITNESS_KEY_OF_A_LOG", path=path)
    return key


def _shown(instant: dt.datetime | None) -> str:
    return f"{instant:%Y-%m-%d %H:%M:%SZ}" if instant else "-"


def _ring(settings: Settings) -> KeyRing:
    ring = load_ring(settings)
    if ring is None:
        raise SetupError("NO_SIGNING_KEY", path=signing_file(settings))
    return ring


def _tell(ring: KeyRing, path: Path, ledgers: tuple[str, ...], output: Output) -> None:
    """The public half, and where the key is."""
    key = ring.signing.verifier
    of_ledgers = {ledger: in_ledger(key, ledger).text for ledger in ledgers}
    output.give({"name": ring.name, "vkey": key.text, "since": ring.since, "file": str(path), "ledgers": of_ledgers})
    output.say(
        output.words(
            "Public key (give it to auditors and witnesses):", "Clé publique (à donner aux auditeurs et aux témoins) :"
        )
    )
    output.say(f"  {key.text}")
    for ledger, text in of_ledgers.items():
        output.say(f"  {ledger}: {text}")
    output.say(output.words("Secret, to be backed up apart: ", "Secrète, à sauvegarder à part : ") + str(path))
