"""The mutation: a list of commands, recorded together or not at all."""

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias, cast

import strawberry

from domain.register import COMMANDS, Instruction
from service.clerk import Answer, Recorded, Refusals, Request
from service.commands import InvalidCommand
from service.graphql.context import Info
from service.graphql.described import output
from service.graphql.entries import AnyEntry, name_together, present
from service.graphql.inputs import one_of_input, to_commands
from service.graphql.moment import resolve_ledger
from service.graphql.text import Said, Text
from service.ledger import OutcomeUnknown, Reader

if TYPE_CHECKING:
    CommandInput: TypeAlias = Any
else:
    CommandInput = one_of_input("CommandInput", tuple(COMMANDS.values()))


@output()
class RecordedStep:
    """What one command of the list came to."""

    index: int
    positions: list[int]
    already_true: bool = strawberry.field(description="Nothing had to be recorded: same content, date and act.")
    warnings: list[Said]


@output()
class RegisteredPerson:
    """The id that the register made for a person registered under an alias."""

    alias: str
    id: strawberry.ID


@output()
class RecordedResult:
    """The list was recorded, now or the first time that its command id came."""

    ledger: strawberry.ID
    command_id: strawberry.ID
    positions: list[int]
    recorded_at: dt.datetime | None
    already_true: bool = strawberry.field(description="Whether nothing at all had to be recorded.")
    replayed: bool = strawberry.field(description="Whether this is the first answer, given again.")
    steps: list[RecordedStep]
    people: list[RegisteredPerson]
    warnings: list[Said]
    private_level: strawberry.Private[int]

    @strawberry.field(description="The entries, in order.")
    async def entries(self, info: Info) -> list[AnyEntry]:
        """Read back from the ledger."""
        async with info.context.pool.acquire() as connection:
            stored = await Reader(connection).at(self.ledger, self.positions)
        entries = [present(stored[position], self.private_level) for position in self.positions]
        name_together(info, entries)
        return entries


@output("Refusal")
class RefusalType:
    """Why nothing was recorded, where in the request, and what to do."""

    code: str
    path: str = strawberry.field(description="Where: commands.3, commands.3.fillSeat.seat; empty for the whole.")
    message: Text
    rule: str | None
    remedy: Text | None


@output()
class RefusedResult:
    """Nothing was recorded. The first refusal's fields are repeated at this level."""

    code: str
    path: str
    message: Text
    rule: str | None
    remedy: Text | None
    refusals: list[RefusalType]


RecordResult = Annotated[
    RecordedResult | RefusedResult,
    strawberry.union("RecordResult", description="What was recorded, or why nothing was."),
]


async def record(
    info: Info,
    authority: str | None,
    commands: list[Any],
    command_id: str,
    expected_position: int | None,
    recorded_at: dt.datetime | None,
) -> RecordedResult | RefusedResult:
    """Record a list of commands in an authority's ledger."""
    try:
        instructions = cast(list[Instruction], to_commands(commands))
    except InvalidCommand as invalid:
        return _invalid(invalid)
    if authority is None:
        async with info.context.pool.acquire() as connection:
            authority = (await resolve_ledger(connection, None)).ledger
    request = Request(
        ledger=authority,
        instructions=tuple(instructions),
        command_id=command_id,
        expected_position=expected_position,
        recorded_at=recorded_at,
    )
    try:
        answer = await info.context.clerk.record(info.context.viewer, request)
    except OutcomeUnknown:
        return _refused("OUTCOME_UNKNOWN", "", _UNKNOWN, None, _UNKNOWN_REMEDY)
    if isinstance(answer, Recorded):
        info.context.wrote[authority] = answer.last
    return result(answer, info.context.viewer.level(authority))


_UNKNOWN = Text(
    fr="La base de données n'a pas dit si l'enregistrement a eu lieu.",
    en="The database did not say whether it was recorded.",
)
_UNKNOWN_REMEDY = Text(
    fr="Renvoyez la même requête avec le même commandId : rien ne sera enregistré deux fois.",
    en="Send the same request again with the same commandId: nothing is recorded twice.",
)


def result(answer: Answer, level: int) -> RecordedResult | RefusedResult:
    """The clerk's answer, in the API's words."""
    if isinstance(answer, Recorded):
        return _recorded(answer, level)
    assert isinstance(answer, Refusals)
    refusals = [
        RefusalType(code=said.code, path=r.path, message=said.message, rule=said.rule, remedy=said.remedy)
        for r in answer.refusals
        for said in [Said.of(r.refusal)]
    ]
    first = refusals[0]
    return RefusedResult(
        code=first.code,
        path=first.path,
        message=first.message,
        rule=first.rule,
        remedy=first.remedy,
        refusals=refusals,
    )


def _recorded(answer: Recorded, level: int) -> RecordedResult:
    steps = [
        RecordedStep(
            index=index,
            positions=list(step.positions),
            already_true=step.already_true,
            warnings=[Said.of(caution) for caution in step.cautions],
        )
        for index, step in enumerate(answer.steps)
    ]
    return RecordedResult(
        ledger=strawberry.ID(answer.ledger),
        command_id=strawberry.ID(answer.command_id),
        positions=list(range(answer.first, answer.last + 1)),
        recorded_at=answer.recorded_at,
        already_true=all(step.already_true for step in steps),
        replayed=answer.replayed,
        steps=steps,
        people=[RegisteredPerson(alias=alias, id=strawberry.ID(id_)) for alias, id_ in answer.people.items()],
        warnings=[said for step in steps for said in step.warnings],
        private_level=level,
    )


def _invalid(invalid: InvalidCommand) -> RefusedResult:
    message = Text(fr=invalid.messages["fr"], en=invalid.messages["en"])
    remedy = Text(fr="Corrigez la commande à cet endroit.", en="Correct the command at that place.")
    return _refused(invalid.code, invalid.path, message, None, remedy)


def _refused(code: str, path: str, message: Text, rule: str | None, remedy: Text) -> RefusedResult:
    only = RefusalType(code=code, path=path, message=message, rule=rule, remedy=remedy)
    return RefusedResult(code=code, path=path, message=message, rule=rule, remedy=remedy, refusals=[only])
