"""`greffe forget` and `greffe redact`: a person's values, and the free text of an entry, are destroyed."""

import asyncio
import datetime as dt
import secrets
import sys
from typing import TYPE_CHECKING, Final

import click

from domain.core.calendar import paris_day
from domain.core.entry import Act, ActKind
from domain.erasure import ForgetPerson, RedactEntry
from domain.facts.erasure import ErasureBasis
from service.cli.local import chosen_ledger, opened_services, viewer_for
from service.cli.output import Command, Failure, Output, current
from service.cli.running import run

if TYPE_CHECKING:
    from service.clerk import Recorded
    from service.graphql.context import Services

TRIES: Final = 4
_BASES: Final = tuple(basis.value.lower().replace("_", "-") for basis in ErasureBasis)
_DAY: Final = click.DateTime(["%Y-%m-%d"])

_BASIS = click.option(
    "--basis", required=True, type=click.Choice(_BASES, case_sensitive=False), help="Why (GDPR art. 17(1), 58(2)(g))."
)
_REFERENCE = click.option("--reference", help="The request or order that it answers; no personal data.")
_LEDGER = click.option("--ledger", help="SIREN; may be left out when one authority has a ledger here.")
_ON = click.option("--on", type=_DAY, help="Its day, as 2026-10-10; today by default.")
_TOKEN = click.option("--token", envvar="GREFFE_TOKEN", help="Record as the holder of a token, not as the operator.")
_YES = click.option("--yes", is_flag=True, help="Do not ask: what is destroyed cannot be had back.")


@click.command(
    cls=Command,
    epilog="Examples: greffe forget p-abcdefghijklmnop --basis no-longer-necessary · "
    "greffe forget p-abcdefghijklmnop --basis authority-order --decision 2026-11 --reference 'CNIL SAN-2026-007' --yes",
)
@click.argument("person")
@_BASIS
@_REFERENCE
@click.option("--decision", help="The decision of this register that erases the name of an official, by its id.")
@click.option("--act-number", help="The act that does, when it is not in this register...")
@click.option("--act-date", type=_DAY, help="... and its date.")
@_LEDGER
@_ON
@_TOKEN
@_YES
def forget(  # noqa: PLR0917
    person: str,
    basis: str,
    reference: str | None,
    decision: str | None,
    act_number: str | None,
    act_date: dt.datetime | None,
    ledger: str | None,
    on: dt.datetime | None,
    token: str | None,
    yes: bool,
) -> None:
    """Destroy the name and contact of PERSON, and the key that sealed them; the id stays in every entry.

    The name of somebody who holds or held a mandate, an office or a seat stays until a decision erases it: cite it.
    Backups made before hold values that nobody can open any more, provided that the backups of the keys are destroyed
    (docs/erasure.md).
    """
    if (act_number is None) != (act_date is None):
        raise click.UsageError(current().line("ACT_NUMBER_AND_DATE"))
    act = Act(kind=ActKind.OTHER, date=act_date.date(), number=act_number) if act_date else None
    command = ForgetPerson(
        on=_day(on), act=act, person=person, basis=_basis(basis), reference=reference, decision=decision
    )
    run(_forget(command, ledger, token, yes, current()))


@click.command(
    cls=Command,
    epilog="Examples: greffe redact 412 --basis unlawful-processing · "
    "greffe redact 412 --basis objection --field note --field act --reference 'courrier du 3 juin' --yes",
)
@click.argument("entry", type=click.IntRange(1))
@_BASIS
@_REFERENCE
@click.option(
    "--field",
    "fields",
    multiple=True,
    help="Only this field of the fact, or `act`; may be repeated. All its texts else.",
)
@_LEDGER
@_ON
@_TOKEN
@_YES
def redact(  # noqa: PLR0917
    entry: int,
    basis: str,
    reference: str | None,
    fields: tuple[str, ...],
    ledger: str | None,
    on: dt.datetime | None,
    token: str | None,
    yes: bool,
) -> None:
    """Destroy the free text of ENTRY (a position): its header, ids, dates and every proof stand.

    Every copy of the text in the register goes in the same transaction. What partners copied is not reached: the feed
    tells them (docs/erasure.md).
    """
    command = RedactEntry(on=_day(on), entry=entry, basis=_basis(basis), reference=reference, fields=fields)
    run(_redact(command, ledger, token, yes, current()))


async def _forget(command: ForgetPerson, ledger: str | None, token: str | None, yes: bool, output: Output) -> None:
    async with opened_services() as services:
        ledger = await chosen_ledger(services.pool, ledger)
        kept = await services.vault.personal(services.pool, ledger, [command.person])
        name = kept[command.person].name if command.person in kept else command.person
        _confirm(output.words(f"Destroy what is kept of {name}?", f"Détruire les données de {name} ?"), yes, output)
        await _record(services, ledger, command, token, output)


async def _redact(command: RedactEntry, ledger: str | None, token: str | None, yes: bool, output: Output) -> None:
    from service.graphql.entries import Entry, present
    from service.ledger import Reader

    async with opened_services() as services:
        ledger = await chosen_ledger(services.pool, ledger)
        viewer = await viewer_for(services.pool, token)
        async with services.pool.acquire() as connection:
            stored = (await Reader(connection).at(ledger, [command.entry])).get(command.entry)
        if stored is not None and isinstance(shown := present(stored, viewer.level(ledger)), Entry):
            output.say(f"{command.entry}  {shown.summary.fr if output.language == 'fr' else shown.summary.en}")
        question = output.words(
            f"Destroy the text of entry {command.entry}?", f"Détruire le texte de l'écriture {command.entry} ?"
        )
        _confirm(question, yes, output)
        await _record(services, ledger, command, token, output)


def _confirm(question: str, yes: bool, output: Output) -> None:
    """Ask, on a terminal; elsewhere ``--yes`` must say it.

    Raises:
        Failure: nobody said yes.
    """
    if yes:
        return
    if output.json or not sys.stdin.isatty():
        why = output.words("Nobody can be asked here", "Personne ne peut répondre ici")
        raise Failure(question, why, output.words("Say --yes", "Dites --yes"))
    if not click.confirm(question, err=True):
        raise Failure(question, output.words("The answer is no", "La réponse est non"))


async def _record(
    services: "Services", ledger: str, command: ForgetPerson | RedactEntry, token: str | None, output: Output
) -> None:
    from service.clerk import Refusals, Request
    from service.ledger import OutcomeUnknown
    from service.messages import remedy, sentence

    viewer = await viewer_for(services.pool, token)
    request = Request(ledger=ledger, instructions=(command,), command_id=f"erasure-{secrets.token_hex(8)}")
    for attempt in range(TRIES):
        try:
            answer = await services.clerk.record(viewer, request)
            break
        except OutcomeUnknown:
            await asyncio.sleep(attempt)
    else:
        raise Failure(
            output.words(
                "The database did not say whether it was done", "La base n'a pas dit si l'effacement a eu lieu"
            ),
            output.words(f"{TRIES} tries", f"{TRIES} essais"),
            output.words("See `greffe log`, then again", "Voyez `greffe log`, puis recommencez"),
        )
    if isinstance(answer, Refusals):
        refusal = answer.refusals[0].refusal
        what = output.words("Nothing was destroyed", "Rien n'a été détruit")
        raise Failure(
            what, sentence(refusal, output.language), remedy(refusal, output.language), {"code": refusal.code}
        )
    _tell(answer, ledger, command.basis, output)


def _tell(answer: "Recorded", ledger: str, basis: ErasureBasis, output: Output) -> None:
    from service.messages.labels import LABELS

    done = answer.last >= answer.first
    output.give({"ledger": ledger, "entry": answer.first if done else None, "alreadyTrue": not done})
    if not done:
        output.say(output.words("It was destroyed before.", "C'était déjà détruit."))
        return
    french, english = LABELS["ErasureBasis"][basis.value]
    output.say(
        output.words(
            f"Destroyed; entry {answer.first} says so. Basis: {english}.",
            f"C'est détruit ; l'écriture {answer.first} le dit. Fondement : {french}.",
        )
    )


def _basis(text: str) -> ErasureBasis:
    return ErasureBasis(text.upper().replace("-", "_"))


def _day(on: dt.datetime | None) -> dt.date:
    return on.date() if on else paris_day(dt.datetime.now(dt.UTC))
