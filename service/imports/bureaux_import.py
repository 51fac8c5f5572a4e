"""Imports past bureaux: line by line, what is refused left out; or all together or not at all."""

import asyncio
import datetime as dt
from collections.abc import Callable
from typing import Final

from msgspec import Struct, structs

from domain.core.command import Command
from domain.core.entry import Act, ActKind
from domain.people import RegisterPerson
from projections.bodies import all_bodies
from service.clerk.answers import Recorded
from service.clerk.clerk import COMMANDS_AT_ONCE
from service.imports.account import Account, FileRead, ToldLine
from service.imports.bureaux import SOMEBODY_ELSE, Tenure, last_day, read_bureaux, tenures
from service.imports.bureaux_plan import plan
from service.imports.identity import Crowd, Doubt, Face, Same, origin_mark
from service.imports.importer import Importer
from service.imports.reading import warn
from service.imports.sentences import LINES, say
from service.imports.source import Source, UnreadableFile, UnreadableLine
from service.imports.table import Table
from service.imports.units import ALIAS, Step, Unit, command_id, record_unit, tell, told_refusals
from service.people_in import with_people

Progress = Callable[[int, int], object]
TITLE: Final = "Reprise d'un registre antérieur"


class Newcomer(Struct):
    """Somebody whom the file makes known; ``id`` once registered."""

    token: str
    face: Face
    marks: tuple[str, ...]
    id: str | None = None


async def import_bureaux(
    importer: Importer,
    source: Source,
    *,
    today: dt.date,
    all_or_nothing: bool = False,
    on_progress: Progress | None = None,
) -> Account:
    """Import a file.

    Raises:
        UnreadableFile: it cannot be read as such; or it is too long for ``all_or_nothing``.
        ImportStopped: the viewer may not record here.
    """
    await importer.admit()
    table = await asyncio.to_thread(read_bureaux, source)
    tell_ = on_progress or (lambda *_: None)
    if not all_or_nothing:
        return await _File(importer, table, today).one_by_one(tell_)
    rehearsed = await _File(importer.rehearsing(), table, today).one_by_one(tell_)
    if rehearsed.refused:
        nothing = Account(importer.ledger, importer.dry_run, files=rehearsed.files, refused=rehearsed.refused)
        nothing.warnings, nothing.all_or_nothing = rehearsed.warnings, True
        return nothing
    return await _File(importer, table, today).together()


class _File:
    """One file on its way into the register."""

    def __init__(self, importer: Importer, table: Table, today: dt.date) -> None:
        self.importer, self.table = importer, table
        self.source = table.source
        self.name = self.source.path.name
        self.account = Account(importer.ledger, importer.dry_run)
        self.newcomers: dict[str, Newcomer] = {}
        self.crowd = Crowd(b"")
        last = last_day(table)
        day = min(last, today) if last else today
        self._taken_over = Act(kind=ActKind.DATASET, date=day, title=TITLE, sha256=self.source.digest)

    async def one_by_one(self, tell_progress: Progress) -> Account:
        """Record each command by itself; a newcomer is registered with the first of his or hers that stands."""
        steps = await self._steps()
        for done, step in enumerate(steps):
            tell_progress(done, len(steps))
            unit = self._unit(step)
            found = await record_unit(self.importer.record, unit, self.account, self.crowd.secret)
            if found.person is not None:
                self._token_of(step).id = found.person  # type: ignore[union-attr]
        tell_progress(len(steps), len(steps))
        self.account.sort()
        return self.account

    async def together(self) -> Account:
        """Record all commands in one list.

        Raises:
            UnreadableFile: they are too many.
        """
        self.account.all_or_nothing = True
        steps = await self._steps()
        first = min((step.command.on for step in steps), default=dt.date.min)
        registrations = [_registered(newcomer, first) for newcomer in self.newcomers.values()]
        commands: list[Command] = [*registrations, *(step.command for step in steps)]
        if len(commands) > COMMANDS_AT_ONCE:
            words = {"count": len(commands), "limit": COMMANDS_AT_ONCE}
            raise UnreadableFile("TOO_MANY_AT_ONCE", self.source.path, **words)
        if commands:
            marks = {newcomer.token: newcomer.marks for newcomer in self.newcomers.values()}
            id_ = command_id(self.source.digest, "together", commands, self.crowd.secret)
            answer = await self.importer.record(commands, id_, marks)
            if isinstance(answer, Recorded):
                tell(answer, steps, len(registrations), self.account)
            else:
                self.account.refused += told_refusals(answer, steps, len(registrations))
        self.account.sort()
        return self.account

    async def _steps(self) -> list[Step]:
        """Read, settle who is who, and put everything in legal order."""
        self.crowd = await self.importer.crowd()
        told = await asyncio.to_thread(self._read)
        people: dict[int, str] = {}
        settled = []
        for tenure in told:
            try:
                people[tenure.line] = self._settle(tenure)
                settled.append(tenure)
            except UnreadableLine as error:
                self._refuse(tenure, error)
        for who in set(people.values()) & self.crowd.people.keys():
            self.account.known += 1
            face = next(t.face for t in settled if people[t.line] == who)
            await self.importer.keep_marks(self.crowd, who, face.marks(self.crowd.secret))
        async with self.importer.pool.acquire() as connection:
            bodies = await all_bodies(connection, await self.importer.view())
        found = plan(self.name, settled, people, self.crowd.people, bodies)
        for tenure, why in found.bad:
            self._refuse(tenure, why)
        return found.steps

    def _read(self) -> list[Tenure]:
        told: list[Tenure] = []
        for each in tenures(self.table, self._taken_over):
            if isinstance(each, Tenure):
                told.append(each)
            else:
                line, error = each
                self.account.refused.append(self._told(line.number, line.raw, error))
        lines = sum(1 for _ in self.table.lines())
        self.account.files.append(
            FileRead(
                name=self.name,
                kind="BUREAUX",
                sha256=self.source.digest,
                lines=lines,
                header=self.table.header,
                delimiter=self.table.delimiter,
            )
        )
        if self.table.encoding != "utf-8":
            self.account.warnings.append(warn("WINDOWS_1252", path=self.name))
        if not self.source.ends_cleanly:
            self.account.warnings.append(warn("NO_LAST_LINE_END", path=self.name))
        return told

    def _settle(self, tenure: Tenure) -> str:
        """The id of a line's person, or the token of a newcomer.

        Raises:
            UnreadableLine: it may be one of several, or nobody of that id is registered.
        """
        face, said = tenure.face, tenure.person
        if said is not None and said != SOMEBODY_ELSE:
            if said not in self.crowd.people:
                raise UnreadableLine("UNKNOWN_PERSON")
            return said
        place = f"{face.name} {face.born} {face.birth_year} {said}"
        if place in self.newcomers:
            return self.newcomers[place].token
        origin = origin_mark(self.crowd.secret, self.source.digest, place)
        came = self.crowd.find(face, (), origin)
        if isinstance(came, Same):
            return came.person.id
        if isinstance(came, Doubt) and said is None:
            raise UnreadableLine("AMBIGUOUS_PERSON", candidates=", ".join(came.candidates))
        marks = (*face.marks(self.crowd.secret), origin)
        newcomer = Newcomer(f"$n{len(self.newcomers) + 1}", face, marks)
        self.newcomers[place] = newcomer
        return newcomer.token

    def _token_of(self, step: Step) -> Newcomer | None:
        who = getattr(step.command, "person", None)
        return next((each for each in self.newcomers.values() if each.token == who), None)

    def _unit(self, step: Step) -> Unit:
        newcomer = self._token_of(step)
        if newcomer is None:
            return Unit(self.source.digest, f"{step.line}", [step])
        who = newcomer.id or ALIAS
        named = structs.replace(step, command=with_people(step.command, lambda _: who))
        if newcomer.id is not None:
            return Unit(self.source.digest, f"{step.line}", [named])
        return Unit(self.source.digest, f"{step.line}", [named], newcomer.face, newcomer.marks)

    def _refuse(self, tenure: Tenure, error: UnreadableLine) -> None:
        self.account.refused.append(self._told(tenure.line, tenure.raw, error))

    def _told(self, line: int, raw: str, error: UnreadableLine) -> ToldLine:
        return ToldLine(self.name, line, error.code, say(LINES[error.code], error.words), raw=raw)


def _registered(newcomer: Newcomer, on: dt.date) -> RegisterPerson:
    face = newcomer.face
    return RegisterPerson(
        on=on,
        person=newcomer.token,
        given_name=face.given_name,
        family_name=face.family_name,
        birth_year=face.birth_year,
    )
