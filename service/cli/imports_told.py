"""What `greffe import` says: a file that cannot be read, an import that is stopped, the account of what it came to."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from service.cli.output import Failure, Output
from service.files import write_whole
from service.imports import ImportStopped, UnreadableFile
from service.imports.account import Account, ToldLine, refused_csv
from service.messages import remedy, sentence

SHOWN: Final = 40
"""Lines of each kind that are shown to people; --json gives them all."""


def unreadable(error: UnreadableFile, output: Output) -> Failure:
    """A file that cannot be imported at all."""
    return Failure(
        output.words("The file cannot be imported", "Le fichier ne peut être importé"),
        output.pick(error.messages),
        output.pick(error.remedies),
        {"code": error.code, "messages": error.messages, "remedies": error.remedies},
    )


def stopped(error: ImportStopped, output: Output) -> Failure:
    """The write door takes nothing."""
    first = error.refusals[0]
    return Failure(
        output.words("The import stopped", "L'import s'est arrêté"),
        sentence(first, output.language),
        remedy(first, output.language),
        {"code": first.code},
    )


def tell(account: Account, output: Output) -> None:
    """The account, for people or as JSON."""
    output.give(account.plain())
    say = output.words
    for warning in account.warnings:
        output.say("! " + output.pick(warning.messages))
    if account.dry_run:
        output.say(say("Dry run: nothing was recorded.", "À blanc : rien n'a été enregistré."))
    elif account.all_or_nothing and account.refused:
        output.say(
            say("Nothing was recorded: some lines are refused.", "Rien n'a été enregistré : des lignes sont refusées.")
        )
    output.say(
        say(
            f"{account.entries} entries ({account.commands} commands, {account.already_true} already true, "
            f"{account.resumed} by an earlier run); people: {account.registered} new, {account.known} known again; "
            f"{account.passed_over} lines of no use.",
            f"{account.entries} écritures ({account.commands} commandes, {account.already_true} déjà vraies, "
            f"{account.resumed} par une exécution antérieure) ; personnes : {account.registered} nouvelles, "
            f"{account.known} reconnues ; {account.passed_over} lignes sans objet.",
        )
    )
    _list(say("Refused", "Refusées"), account.refused, output)
    _list(say("Waiting in the queue (greffe import queue)", "En attente (greffe import queue)"), account.queued, output)
    _list(say("Questions", "Questions"), account.questions, output)


def _list(title: str, told: Sequence[ToldLine], output: Output) -> None:
    if not told:
        return
    output.say(f"\n{title} : {len(told)}" if output.language == "fr" else f"\n{title}: {len(told)}")
    for each in told[:SHOWN]:
        place = f"{each.file}:{each.line}" if each.line else each.file
        rule = f" ({each.rule})" if each.rule else ""
        output.say(f"  {place}: {output.pick(each.messages)}{rule}")
        if each.remedies:
            output.say(f"    → {output.pick(each.remedies)}")
    more = len(told) - SHOWN
    if more > 0:
        output.say(output.words(f"  ... and {more} more (--json gives all)", f"  ... et {more} de plus (avec --json)"))


def write_refused(account: Account, folder: Path, output: Output) -> None:
    """The refused lines of each file, to be mended and given again; readable by their owner alone."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, file in enumerate(account.files, start=1):
        text = refused_csv(account, file, output.language)
        if text:
            path = folder / f"refused-{number}.csv"
            write_whole(path, "\N{BYTE ORDER MARK}" + text)
            output.say(
                output.words(f"Refused lines of {file.name}: {path}", f"Lignes refusées de {file.name} : {path}")
            )
