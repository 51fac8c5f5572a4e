"""Recording people's commands, a few that belong together at a time; what is refused is left out with its line."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from msgspec import Struct, structs

from domain.core.command import Command
from domain.core.notices import Caution
from domain.people import RegisterPerson
from service.clerk.answers import Answer, Recorded, Refusals, RefusedCommand
from service.clerk.digest import digest_of
from service.command_shape import command_name
from service.imports.account import Account, RecordedLine, ToldLine
from service.imports.identity import Face
from service.imports.runner import ImportStopped, Report, index_of
from service.ledger import Warned
from service.messages import Language, remedy, sentence
from service.people_in import with_people

ALIAS: Final = "$new"
FORMAT: Final = "people1"
"""Raised whenever the same file gives other commands."""
_LANGUAGES: Final[tuple[Language, ...]] = ("fr", "en")

RecordPeople = Callable[[Sequence[Command], str, dict[str, tuple[str, ...]]], Awaitable[Answer]]
"""The clerk's port: commands, command id, marks of those who are registered."""


class Step(Struct, frozen=True):
    """A command and the line that it comes from."""

    file: str
    line: int
    command: Command
    raw: str | None = None

    def __repr__(self) -> str:
        """Where it comes from: a repr ends in logs."""
        return f"Step({self.file}:{self.line})"


class Unit(Struct):
    """Commands of one person that are recorded together; ``newcomer`` is registered with the first that stands.

    ``place`` names the unit within its file. A newcomer's commands name ``ALIAS``.
    """

    file_digest: str
    place: str
    steps: list[Step]
    newcomer: Face | None = None
    marks: tuple[str, ...] = ()


class Done(Struct, frozen=True):
    """What stood of a unit, and the id of its newcomer."""

    steps: tuple[Step, ...] = ()
    person: str | None = None


class NotDone(Struct, frozen=True):
    """Why nothing of a unit was recorded, and the place of the step that is refused."""

    told: list[ToldLine]
    place: int


async def record_unit(record: RecordPeople, unit: Unit, account: Account, secret: bytes) -> Done:
    """Record what can be of a unit.

    A refused command is left out with its line, and the rest is tried again without it.

    Raises:
        ImportStopped: the write door takes nothing at all.
    """
    left = structs.replace(unit, steps=list(unit.steps))
    while left.steps:
        refused = await record_whole(record, left, account, secret)
        if isinstance(refused, Done):
            return refused
        account.refused += refused.told
        del left.steps[refused.place]
    return Done()


async def record_whole(record: RecordPeople, unit: Unit, account: Account, secret: bytes) -> "Done | NotDone":
    """Record all of a unit, or nothing.

    Raises:
        ImportStopped: the write door takes nothing at all.
    """
    registration = _registration(unit)
    commands = [*registration, *(step.command for step in unit.steps)]
    before = len(registration)
    marks = {ALIAS: unit.marks} if before and unit.marks else {}
    answer = await record(commands, command_id(unit.file_digest, unit.place, commands, secret), marks)
    if not isinstance(answer, Recorded):
        return NotDone(told_refusals(answer, unit.steps, before), _place(answer, before))
    tell(answer, unit.steps, before, account)
    return Done(tuple(unit.steps), answer.people.get(ALIAS))


def told_refusals(answer: Refusals, steps: Sequence[Step], before: int) -> list[ToldLine]:
    """The refusals of the first command that is refused, told of its line; ``before`` commands registered people.

    Raises:
        ImportStopped: the write door takes nothing at all.
    """
    index = index_of(answer.refusals[0])
    refused = [one for one in answer.refusals if index_of(one) == index]
    if index is None and not answer.refusals[0].path:
        raise ImportStopped([one.refusal for one in refused], Report())
    step = steps[_place(answer, before)]
    return [_told(step, one) for one in refused]


def _place(answer: Refusals, before: int) -> int:
    return max((index_of(answer.refusals[0]) or 0) - before, 0)


def _told(step: Step, refused: RefusedCommand) -> ToldLine:
    refusal = refused.refusal
    rule = refusal.rule or None
    return ToldLine(
        file=step.file,
        line=step.line,
        code=refusal.code,
        messages={language: sentence(refusal, language) for language in _LANGUAGES},
        remedies={language: remedy(refusal, language) for language in _LANGUAGES},
        rule=rule,
        raw=step.raw,
    )


def _registration(unit: Unit) -> list[Command]:
    if unit.newcomer is None:
        return []
    face = unit.newcomer
    return [
        RegisterPerson(
            on=min(step.command.on for step in unit.steps),
            person=ALIAS,
            given_name=face.given_name,
            family_name=face.family_name,
            birth_year=face.birth_year,
        )
    ]


def command_id(file_digest: str, place: str, commands: Sequence[Command], secret: bytes) -> str:
    """The same for the same commands of the same file: an import done again records nothing twice. Keyed, for the
    commands may hold a name."""
    digest = digest_of(secret, place, tuple(commands)).hex()
    return f"import-{FORMAT}-{file_digest[:16]}-{digest[:32]}"


def tell(answer: Recorded, steps: Sequence[Step], before: int, account: Account) -> None:
    """Account for what was recorded; the first ``before`` commands registered people."""
    account.commands += len(answer.steps)
    if answer.replayed:
        account.resumed += len(answer.steps)
        return
    account.registered += before
    told = [answer.steps[place + before] for place in range(len(steps))]
    first = tuple(position for step in answer.steps[:before] for position in step.positions)
    for place, (step, outcome) in enumerate(zip(steps, told, strict=True)):
        account.already_true += outcome.already_true
        entries = (*first, *outcome.positions) if place == 0 else outcome.positions
        if not entries:
            continue
        account.entries += len(entries)
        cautions = tuple(_caution(each) for each in outcome.cautions)
        command = step.command
        named = with_people(command, lambda who: answer.people.get(who, who))
        account.recorded.append(
            RecordedLine(
                file=step.file,
                line=step.line,
                command=command_name(type(command)),
                on=command.on.isoformat(),
                person=getattr(named, "person", None),
                entries=entries,
                cautions=cautions,
            )
        )


def _caution(caution: Caution | Warned) -> dict[str, str]:
    return {"code": caution.code, **{language: sentence(caution, language) for language in _LANGUAGES}}
