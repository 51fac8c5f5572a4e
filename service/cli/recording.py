"""What `greffe record` does: each line read, sent through the write door, and told."""

import asyncio
from collections.abc import Mapping
from typing import Final

import click
from msgspec import Struct

from service.access import Viewer
from service.clerk import Answer, Recorded, Refusals, Request
from service.cli.lines import InvalidCommand, Line, Source, UnreadableLine, read_line, with_known
from service.cli.local import opened_services, viewer_for
from service.cli.output import Failure, Output, current
from service.graphql.context import Services
from service.graphql.moment import resolve_ledger
from service.graphql.refusals import QueryRefused
from service.ledger import OutcomeUnknown
from service.messages import remedy, sentence

TRIES: Final = 4
"""Times that a request is sent when the database does not say whether it was recorded."""


class Options(Struct, frozen=True):
    """How the file is to be recorded."""

    ledger: str | None
    prefix: str | None
    token: str | None

    def command_id(self, digest: str, number: int) -> str:
        """The id of a line that names none: the same each time that the same file is recorded."""
        return f"{self.prefix}{number}" if self.prefix is not None else f"file-{digest}-{number}"


def check_lines(source: Source, options: Options, output: Output) -> None:
    """Read every line, report all that cannot be read; with exit code 1 when there are some."""
    lines = bad = 0
    for number, data in source.lines():
        lines += 1
        try:
            read_line(data, options.command_id(source.digest, number))
        except (UnreadableLine, InvalidCommand) as error:
            bad += 1
            output.give({"line": number, "refusals": [_unreadable(error)]})
            output.say(f"{number}: {_where(error.path)}{output.pick(error.messages)}")
    output.say(output.words(f"{lines} lines, {bad} of which cannot be read", f"{lines} lignes, dont {bad} illisibles"))
    output.give({"lines": lines, "unreadable": bad})
    if bad:
        click.get_current_context().exit(1)


async def record_lines(source: Source, options: Options, output: Output) -> None:
    """Record line after line.

    Raises:
        Failure: a line is refused, and it stops there.
    """
    async with opened_services() as services:
        viewer = await viewer_for(services.pool, options.token)
        known: dict[str, dict[str, str]] = {}
        for number, data in source.lines():
            try:
                line = read_line(data, options.command_id(source.digest, number))
                ledger = line.authority or options.ledger or await _only_ledger(services)
            except (UnreadableLine, InvalidCommand) as error:
                raise _refused_line(number, [_unreadable(error)], output) from None
            except QueryRefused as refusal:
                raise _refused_line(number, [_query_refused(refusal)], output) from None
            people = known.setdefault(ledger, {})
            answer = await _send(services, viewer, _request(line, ledger, people))
            if isinstance(answer, Refusals):
                raise _refused_line(number, _refusals(answer), output)
            people |= answer.people
            _tell(number, answer, output)


async def _only_ledger(services: Services) -> str:
    async with services.pool.acquire() as connection:
        return (await resolve_ledger(connection, None)).ledger


def _request(line: Line, ledger: str, people: Mapping[str, str]) -> Request:
    return Request(
        ledger=ledger,
        instructions=with_known(line.instructions, people),
        command_id=line.command_id,
        expected_position=line.expected_position,
        recorded_at=line.recorded_at,
    )


async def _send(services: Services, viewer: Viewer, request: Request) -> Answer:
    """Record; when the database does not say whether it did, ask again: the command id makes that safe."""
    for attempt in range(TRIES):
        try:
            return await services.clerk.record(viewer, request)
        except OutcomeUnknown:
            await asyncio.sleep(attempt)
    raise current().failure("LINE_UNKNOWN", tries=TRIES)


def _tell(number: int, answer: Recorded, output: Output) -> None:
    cautions = [caution for step in answer.steps for caution in step.cautions]
    output.give(
        {
            "line": number,
            "ledger": answer.ledger,
            "commandId": answer.command_id,
            "positions": list(range(answer.first, answer.last + 1)),
            "recordedAt": answer.recorded_at,
            "alreadyTrue": answer.last < answer.first,
            "replayed": answer.replayed,
            "people": answer.people,
            "warnings": [
                {"code": each.code, "rule": each.rule, "message": _both(sentence(each, "fr"), sentence(each, "en"))}
                for each in cautions
            ],
        }
    )
    say = output.words
    if answer.last < answer.first:
        what = say("already true", "déjà vrai")
    elif answer.first == answer.last:
        what = say(f"entry {answer.first}", f"écriture {answer.first}")
    else:
        what = say(f"entries {answer.first} to {answer.last}", f"écritures {answer.first} à {answer.last}")
    again = say(" (recorded before)", " (déjà enregistré)") if answer.replayed else ""
    output.say(f"{number}: {answer.ledger}, {what}{again}")
    for alias, person in answer.people.items():
        output.say(f"   {alias} = {person}")
    for caution in cautions:
        output.say(f"   ! {sentence(caution, output.language)} {_rule(caution.rule)}".rstrip())


def _refused_line(number: int, refusals: list[dict[str, object]], output: Output) -> Failure:
    """The first refusal in words, all of them for programs."""
    first = refusals[0]
    message, mend = first["message"], first.get("remedy")
    assert isinstance(message, dict)
    return Failure(
        output.words(f"Line {number} was not recorded, and it stops there", f"La ligne {number} n'est pas enregistrée")
        + ("" if output.language == "en" else ", et tout s'arrête là"),
        f"{_where(str(first['path']))}{message[output.language]} {_rule(str(first['rule'] or ''))}".rstrip(),
        mend[output.language]
        if isinstance(mend, dict)
        else output.words(
            "Correct the line, then record the same file again: the lines before it are not doubled",
            "Corrigez la ligne, puis enregistrez de nouveau le fichier : les lignes précédentes ne sont pas doublées",
        ),
        {"line": number, "refusals": refusals},
    )


def _refusals(answer: Refusals) -> list[dict[str, object]]:
    return [
        {
            "code": refused.refusal.code,
            "path": refused.path,
            "message": _both(sentence(refused.refusal, "fr"), sentence(refused.refusal, "en")),
            "rule": refused.refusal.rule or None,
            "remedy": _both(remedy(refused.refusal, "fr"), remedy(refused.refusal, "en")),
        }
        for refused in answer.refusals
    ]


def _unreadable(error: UnreadableLine | InvalidCommand) -> dict[str, object]:
    return {"code": error.code, "path": error.path, "message": dict(error.messages), "rule": None}


def _query_refused(refusal: QueryRefused) -> dict[str, object]:
    said = refusal.extensions or {}
    mend = 'Name it: --ledger SIREN, or "authority" on the line.'
    french = "Nommez-le : --ledger SIREN, ou « authority » sur la ligne."
    return {
        "code": said["code"], "path": "", "message": said["messages"], "rule": None, "remedy": _both(french, mend),
    }  # fmt: skip


def _both(french: str, english: str) -> dict[str, str]:
    return {"fr": french, "en": english}


def _rule(rule: str) -> str:
    return f"({rule})" if rule else ""


def _where(path: str) -> str:
    return f"{path}: " if path else ""
