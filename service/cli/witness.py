"""`greffe witness`: remember what a server signs, and say when it contradicts itself."""

import asyncio
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from service.cli.keys import read_witness_key
from service.cli.output import Command, Failure, Output, current
from service.cli.running import run
from service.proof.note import ED25519, NoteError, VerifierKey
from service.witness import Forked, HttpLog, Seen, Unavailable, Untrusted, Witness, opened_book


class LogKey(click.ParamType[VerifierKey]):
    """A log's public key, as C2SP writes it."""

    name = "vkey"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> VerifierKey:
        """From text."""
        try:
            key = VerifierKey.parse(str(value))
        except NoteError as error:
            self.fail(str(error), param, ctx)
        if key.kind != ED25519:
            self.fail(current().line("KEY_OF_A_WITNESS"), param, ctx)
        return key


@click.command(
    cls=Command,
    epilog="Examples: "
    "greffe witness https://greffe.scot.fr --state scot.json --key witness.key "
    "--vkey greffe.scot.fr+389209a6+AfjLSfV872cXjLGPoGIGtNa/i7sg9d3tBoHHdm9kSNn5 · "
    "greffe witness http://127.0.0.1:8000 --state scot.json --key witness.key --once",
)
@click.argument("url")
@click.option("--ledger", "ledgers", multiple=True, help="Follow this ledger; every one by default. May be repeated.")
@click.option(
    "--state", "state", required=True, type=click.Path(path_type=Path), help="File of what was seen: keep it."
)
@click.option("--key", "key_file", required=True, type=click.Path(path_type=Path), help="File of this witness's key.")
@click.option("--vkey", "vkeys", multiple=True, type=LogKey(), help="The log's key, as the operator gave it.")
@click.option("--once", is_flag=True, help="Look once, then end: for cron.")
@click.option("--every", type=click.FloatRange(1, 86400), default=10, help="Seconds between two looks (10).")
def witness(  # noqa: PLR0917
    url: str,
    ledgers: tuple[str, ...],
    state: Path,
    key_file: Path,
    vkeys: tuple[VerifierKey, ...],
    once: bool,
    every: float,
) -> None:
    """Keep what a server signed, check that nothing of it is ever changed, and cosign it.

    Needs no register and no database here: it reads URL over HTTP and keeps one file. When the server contradicts what
    it signed before, both notes are put into a file beside it as evidence, what was kept stays, and the exit code is 1.
    """
    run(_witness(url, ledgers, (state.absolute(), key_file), vkeys, None if once else every, current()))


async def _witness(  # noqa: PLR0917
    url: str,
    ledgers: Sequence[str],
    files: tuple[Path, Path],
    vkeys: Sequence[VerifierKey],
    every: float | None,
    output: Output,
) -> None:
    key = read_witness_key(files[1])
    with opened_book(files[0]) as book:
        one = Witness(HttpLog(url), book, key, vkeys)
        told: dict[str, Seen] = {}
        while True:
            try:
                for ledger in ledgers or await one.ledgers():
                    seen = await _look(one, ledger, output)
                    if told.get(ledger) != seen or every is None:
                        _tell(seen, output)
                    told[ledger] = seen
            except Unavailable as error:
                if every is None:
                    raise output.failure("NOTHING_CHECKED", error=error) from None
                click.echo(f"{error}", err=True)
            if every is None:
                _insist_on_cosignatures(told.values(), output)
                return
            await asyncio.sleep(every)


def _insist_on_cosignatures(seen: Iterable[Seen], output: Output) -> None:
    """A look whose cosignature nobody took is no success: whoever runs it by cron must hear of it."""
    for each in seen:
        if each.remark:
            raise output.failure("NOT_COSIGNED", ledger=each.ledger, remark=each.remark)


async def _look(one: Witness, ledger: str, output: Output) -> Seen:
    try:
        return await one.look(ledger)
    except Forked as forked:
        raise Failure(
            output.words(
                f"LEDGER {ledger} CONTRADICTS ITSELF", f"LE REGISTRE {ledger} SE CONTREDIT : PREUVE CONSERVÉE"
            ),
            forked.why,
            output.words(
                f"Both signed notes are in {forked.evidence}: show them to others, and to the operator. "
                "What was kept stays; nothing more is cosigned",
                f"Les deux notes signées sont dans {forked.evidence} : montrez-les à d'autres, et à l'opérateur. "
                "Ce qui était conservé demeure ; plus rien n'est contresigné",
            ),
            {"ledger": ledger, "evidence": str(forked.evidence)},
        ) from None
    except Untrusted as error:
        raise Failure(
            output.words(f"Ledger {ledger} is not trusted", f"Le registre {ledger} n'est pas reconnu"),
            str(error),
            output.words(
                "If the operator confirms another key, give it with --vkey",
                "Si l'opérateur confirme une autre clé : --vkey",
            ),
            {"ledger": ledger},
        ) from None


def _tell(seen: Seen, output: Output) -> None:
    output.give(seen)
    if seen.trusted_first:
        output.say(
            output.words(
                "This key was taken as the server gave it. Compare it with the operator's (greffe keys show):",
                "Cette clé est celle que donne le serveur. Comparez-la à celle de l'opérateur (greffe keys show) :",
            )
        )
        output.say(f"  {seen.vkey}")
    if seen.new_key:
        output.say(
            output.words("The log has a new key, which the old one named: ", "Nouvelle clé, désignée par l'ancienne : ")
        )
        output.say(f"  {seen.vkey}")
    entries = output.words(f"{seen.size} entries", f"{seen.size} écritures")
    since = output.words("kept for the first time", "conservées pour la première fois")
    if seen.before is not None:
        since = output.words(f"consistent with the {seen.before} kept", f"cohérentes avec les {seen.before} conservées")
    word = output.words("cosigned", "contresignées")
    output.say(f"{seen.ledger}: {entries}, {since}" + (f", {word}" if seen.cosigned else ""))
    if seen.remark:
        output.say("  " + output.words("not cosigned: ", "non contresignées : ") + seen.remark)
