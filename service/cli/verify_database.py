"""`greffe verify --database`: the self-check, told to people or as JSON."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import click

from service.cli.local import not_open, opened_database
from service.cli.output import Output, current
from service.cli.progress import progress
from service.database import Connection, connected, guard
from service.keys import load_ring, load_witnesses
from service.ledger.check.findings import Check, Difference
from service.ledger.check.heads import StoredHead
from service.ledger.check.tree import Signers
from service.messages import selfcheck as said
from service.proof.keys import in_ledger, of_deployment
from service.proof.note import NoteError, VerifierKey
from service.selfcheck import Report, check_deployment, check_ledger, glance_at_ledger, snapshot
from service.settings import Settings
from service.vault_keys import Kek, read_keys

LANGUAGES: Final = ("fr", "en")


async def verify_database(ledgers: Sequence[str], quick: bool, keys: Sequence[str], output: Output) -> bool:
    """Check some ledgers, or all, and what belongs to none; whether all agrees.

    Checkpoints must be signed by the keys of the signing key's file, or by one of ``keys`` (vkeys). Without any, those
    that the database publishes have to do.

    Raises:
        Failure: a ledger is not open.
        SetupError: there is no database, or it waits for `greffe migrate`.
    """
    trusted = _Trusted(Settings.from_environment(), keys)
    async with opened_database() as database, connected(database.app_url, application="greffe verify") as connection:
        await guard.check_migrated(connection)
        keks = read_keys(database.vault_key) if database.vault_key is not None else {}
        async with snapshot(connection) as heads:
            chosen = _chosen(heads, ledgers)
            reports = [await check_deployment(connection)]
            _tell(reports[0], output)
            for ledger in chosen:
                signers = trusted.signers(ledger)
                reports.append(await _checked(connection, heads, ledger, signers, keks or None, quick, output))
                _tell(reports[-1], output)
    _conclude(reports, quick, output)
    return all(report.sound for report in reports)


class _Trusted:
    """The keys that are known here, besides what the database says."""

    def __init__(self, settings: Settings, keys: Sequence[str]) -> None:
        self._ring = load_ring(settings)
        self._witnesses = load_witnesses(settings)
        try:
            self._others = [of_deployment(VerifierKey.parse(key)) for key in keys]
        except NoteError as error:
            raise current().failure("KEY_REFUSED", error=error) from None

    def signers(self, ledger: str) -> Signers | None:
        """Who may have signed a ledger's checkpoints; None when no key is known here."""
        own = self._ring.verifiers(ledger) if self._ring else []
        keys = [*own, *(in_ledger(key, ledger) for key in self._others)]
        return Signers(keys, self._witnesses) if keys else None


def _chosen(heads: dict[str, StoredHead], ledgers: Sequence[str]) -> list[str]:
    if unknown := [ledger for ledger in ledgers if ledger not in heads]:
        raise not_open(unknown, list(heads))
    return list(dict.fromkeys(ledgers or heads))


async def _checked(  # noqa: PLR0917
    connection: Connection,
    heads: dict[str, StoredHead],
    ledger: str,
    signers: Signers | None,
    keks: Mapping[str, Kek] | None,
    quick: bool,
    output: Output,
) -> Report:
    if quick:
        return await glance_at_ledger(connection, heads, ledger, seed=secrets.randbits(32), signers=signers)
    with progress(output, ledger) as told:
        return await check_ledger(connection, heads, ledger, signers=signers, keks=keks, progress=told)


# -- words -------------------------------------------------------------------------------------------------------------


def _tell(report: Report, output: Output) -> None:
    """One ledger: what was looked at, and the first difference of each kind."""
    if not report.ledger and report.sound:
        return
    output.give(_as_json(report))
    if report.ledger:
        rate = f", {output.number(report.entries / report.seconds)}/s" if report.seconds else ""
        title = output.words("Ledger {}: {} entries{}", "Registre {} : {} écritures{}")
        output.say(title.format(report.ledger, report.entries, rate))
    for check in Check:
        name = said.check_name(check, output.language)
        differing = [one for one in report.differences if one.check is check]
        if differing:
            for one in differing:
                output.say(click.style(f"  ✗ {name}: ", fg="red") + _where(one, report, output))
            codes = [one.flaw for one in differing]
            output.say(f"    → {said.remedy(check, codes, report.ledger, output.language)}")
        elif report.looked_at.get(check):
            output.say(f"  {click.style('✓', fg='green')} {name} ({report.looked_at[check]})")


def _where(difference: Difference, report: Report, output: Output) -> str:
    what = said.flaw(difference.flaw, difference.values, output.language)
    number = report.numbers[difference.flaw]
    place = output.words(f"entry {difference.position}", f"écriture {difference.position}")
    first = f"{place}: {what}" if difference.position else what
    return first if number == 1 else first + output.words(f" (the first of {number})", f" (la première de {number})")


def _as_json(report: Report) -> dict[str, Any]:
    return {
        "ledger": report.ledger or None,
        "entries": report.entries,
        "seconds": round(report.seconds, 3),
        "lookedAt": report.looked_at,
        "differences": [
            {
                "check": one.check,
                "code": one.flaw,
                "position": one.position or None,
                "values": one.values,
                "says": {language: said.flaw(one.flaw, one.values, language) for language in LANGUAGES},
                "number": report.numbers[one.flaw],
            }
            for one in report.differences
        ],
    }


def _conclude(reports: Iterable[Report], quick: bool, output: Output) -> None:
    """The verdict, and what it cannot tell."""
    reports = list(reports)
    ledgers = sum(bool(report.ledger) for report in reports)
    entries, seconds = sum(report.entries for report in reports), sum(report.seconds for report in reports)
    differences = [number for report in reports for number in report.numbers.values()]
    sound = not differences
    message = said.UNSOUND if differences else said.GLANCED if quick else said.SOUND
    values = {"ledgers": ledgers, "entries": entries, "kinds": len(differences), "differences": sum(differences)}
    output.give(
        {
            "sound": sound,
            "quick": quick,
            "ledgers": ledgers,
            "entries": entries,
            "entriesPerSecond": round(entries / seconds) if seconds else None,
            "says": {language: said.verdict(message, language, **values) for language in LANGUAGES},
            "limit": {language: said.verdict(said.LIMIT, language) for language in LANGUAGES},
        }
    )
    output.say()
    output.say(said.verdict(message, output.language, **values))
    if seconds:
        output.say(output.number(entries / seconds) + output.words(" entries/s", " écritures/s"))
    output.say(said.verdict(said.LIMIT, output.language))
