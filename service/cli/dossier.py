"""`greffe dossier`: all that stands behind a decision, an arbitration or a review, pinned to a position."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from service.cli.local import chosen_ledger, opened_services, viewer_for
from service.cli.output import Command, Failure, Output, current
from service.cli.parameters import Day, Instant, Thing
from service.cli.running import run

if TYPE_CHECKING:
    from service.dossier import Dossier, DossierKind
    from service.graphql.moment import AtInput


@click.command(
    cls=Command,
    epilog="Examples: greffe dossier decision:2026-11 --html -o dossier.html · "
    "greffe dossier decision:2026-11 --at-position 900 --on 2026-10-12 --json · greffe dossier arbitration:eau",
)
@click.argument("thing", type=Thing())
@click.option("--ledger", help="SIREN of the authority; may be left out when it is the only one here.")
@click.option("--on", type=Day(), help="The legal day, as 2026-10-10.")
@click.option("--known-at", type=Instant(), help="As known at this instant, or at the end of this day.")
@click.option("--at-position", type=click.IntRange(1), help="As known at this position of the ledger.")
@click.option("--html", is_flag=True, help="The printable page (with --lang en in English).")
@click.option("-o", "--output", "path", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
@click.option("--token", envvar="GREFFE_TOKEN", help="Read as the holder of a token, not as the operator.")
def dossier(  # noqa: PLR0917
    thing: "tuple[DossierKind, str]",
    ledger: str | None,
    on: dt.date | None,
    known_at: dt.datetime | None,
    at_position: int | None,
    html: bool,
    path: Path | None,
    token: str | None,
) -> None:
    """Print all that stands behind THING: decision:ID, arbitration:ID or review:ID.

    With --json: the canonical JSON that bundles hold, and nothing else.
    """
    from service.dossier import canonical_json
    from service.dossier.page import page
    from service.graphql.moment import AtInput

    output = current()
    at = AtInput(on=on, known_at=known_at, at_position=at_position)
    told, people = run(_read(thing, ledger, at, token, output))
    if html:
        written = page(told, people, output.language).encode()
    elif output.json:
        written = canonical_json(told) + b"\n"
    else:
        written = "".join(f"{line}\n" for line in _lines(told, output)).encode()
    if path is None:
        click.echo(written, nl=False)
        return
    try:
        path.write_bytes(written)
    except OSError as error:
        raise Failure(
            output.words("The file is not written", "Le fichier n'est pas écrit"),
            f"{path}: {error.strerror or error}",
            output.words("Give another path to -o", "Donnez un autre chemin à -o"),
        ) from None


async def _read(
    thing: "tuple[DossierKind, str]", ledger: str | None, at: "AtInput", token: str | None, output: Output
) -> "tuple[Dossier, dict[str, str]]":
    from service.cli.asking import refused
    from service.dossier.page import people_of
    from service.graphql.dossiers import moment_of, read_dossier
    from service.graphql.refusals import QueryRefused

    kind, name = thing
    async with opened_services() as services:
        viewer = await viewer_for(services.pool, token)
        chosen = await chosen_ledger(services.pool, ledger)
        async with services.pool.acquire() as connection:
            try:
                moment = await moment_of(viewer, services.vault, connection, chosen, at)
            except QueryRefused as refusal:
                raise refused(refusal, output) from None
            told = await read_dossier(connection, moment, kind, name)
            if told is None:
                raise Failure(
                    output.words("There is no such dossier", "Il n'y a pas de tel dossier"),
                    output.words(
                        f"No {kind.word} {name[:40]} was known on {moment.on} at entry {moment.view.position}",
                        f"{kind.word}:{name[:40]} n'était pas connu au {moment.on} à l'écriture {moment.view.position}",
                    ),
                    output.words(
                        "Check the id, the day and the position", "Vérifiez l'identifiant, le jour et la position"
                    ),
                )
            kept = await services.vault.personal(connection, chosen, people_of(told))
    return told, {who: each.name for who, each in kept.items()}


def _lines(told: "Dossier", output: Output) -> list[str]:
    """What it is, how it is pinned, and the entries behind it, one on a line."""
    say, pin = output.words, told.as_of
    head = say(
        f"{told.tag}, on {pin.on}, as known at entry {pin.position}",
        f"{told.tag}, au {pin.on}, tel que connu à l'écriture {pin.position}",
    )
    lines = [head, pin.link]
    if pin.simulated:
        lines.append(say("A demonstration: the clock is simulated.", "Une démonstration : l'horloge est simulée."))
    lines += [
        say(
            f"! {each.statement} is not what entry {each.position} says",
            f"! l'écriture {each.position} dément {each.statement}",
        )
        for each in told.disputed
    ]
    for entry in told.entries:
        if entry.ledger == told.ledger:
            sentence = entry.fr if output.language == "fr" else entry.en
            lines.append(f"{entry.position:>6}  {entry.effective_on or ''}  {sentence or say('(sealed)', '(scellée)')}")
    others = sum(entry.ledger != told.ledger for entry in told.entries)
    lines.append(
        say(
            f"{others} entries of the reference ledger FR, {len(told.claims)} claims: see --json or --html",
            f"{others} écritures du registre de référence FR, {len(told.claims)} affirmations : voir --json ou --html",
        )
    )
    return lines
