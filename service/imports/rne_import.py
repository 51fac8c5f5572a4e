"""Imports files of the RNE into an authority's ledger: its perimeter alone, people known again, doubts asked."""

import asyncio
import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from domain.core.calendar import EARLIEST
from domain.core.entry import Act, ActKind
from domain.facts.people import OfficeKind
from domain.people import EndMandate, EndOffice, StartMandate, StartOffice
from projections.words import name_key
from service.imports.account import REFUSED_COLUMNS, Account, FileRead, ToldLine
from service.imports.holdings import Open, apply, not_listed, steps_for
from service.imports.identity import Crowd, Doubt, Holding, Nobody, Same, Someone, origin_mark
from service.imports.importer import Importer
from service.imports.reading import warn
from service.imports.rne import TITLES, Elected, RneKind, RneTable, dates_of, elected, organization_of, read_rne
from service.imports.sentences import LINES, QUESTIONS, remedy, say
from service.imports.source import Source, UnreadableFile, UnreadableLine
from service.imports.units import ALIAS, Step, Unit, record_unit
from service.imports.waiting import NOT_LISTED, PERSON, Kept, Waiting, item
from service.vault_queue import QueueItem, enqueue, known_items

Progress = Callable[[int, int], object]
"""Told how many people are done, and of how many."""
_HOLDING_COMMANDS: Final = (StartMandate, EndMandate, StartOffice, EndOffice)


class Gathered(Struct):
    """The lines of a file that are of the perimeter, and of one person in one council; their texts by number."""

    elected: list[list[Elected]]
    covered: set[str]
    raws: dict[int, str]


async def import_rne(
    importer: Importer,
    sources: Sequence[Source],
    *,
    published: dt.date | None = None,
    today: dt.date,
    on_progress: Progress | None = None,
) -> Account:
    """Import files in the order given; ``published`` is the day that they show, else the last that each tells of.

    Raises:
        UnreadableFile: a file is none of the RNE, or the perimeter is not known. Those before it are imported.
        ImportStopped: the viewer may not record here.
    """
    await importer.admit()
    account = Account(importer.ledger, importer.dry_run)
    crowd = await importer.crowd()
    files = [await asyncio.to_thread(read_rne, source) for source in sources]
    for rne in files:
        await _File(importer, account, crowd, rne).import_(published, today, on_progress or (lambda *_: None))
    account.sort()
    return account


class _File:
    """One file on its way into the register."""

    def __init__(self, importer: Importer, account: Account, crowd: Crowd, rne: RneTable) -> None:
        self.importer, self.account, self.crowd, self.rne = importer, account, crowd, rne
        self.source = rne.table.source
        self.name = self.source.path.name
        self.act = Act(kind=ActKind.DATASET, date=EARLIEST)
        self.gathered = Gathered([], set(), {})
        self.seen: set[tuple[str, str]] = set()
        self.doubtful: set[tuple[str, str]] = set()
        self.waiting: list[tuple[QueueItem, ToldLine]] = []

    async def import_(self, published: dt.date | None, today: dt.date, tell: Progress) -> None:
        """Read it, and record what it tells."""
        if published is None:
            published = await asyncio.to_thread(self._last_day, today)
        perimeter = await self.importer.perimeter(published)
        if not perimeter:
            words = {"on": published.isoformat(), "ledger": self.importer.ledger}
            raise UnreadableFile("NO_PERIMETER", self.source.path, **words)
        self.act = self._act(published)
        await asyncio.to_thread(self._gather, perimeter, published)
        groups = self.gathered.elected
        for done, group in enumerate(groups):
            tell(done, len(groups))
            await self._person(group)
        if self._lists_all():
            self._absences(published)
        await self._queue()
        tell(len(groups), len(groups))

    def _last_day(self, today: dt.date) -> dt.date:
        return max((day for day in dates_of(self.rne) if day <= today), default=today)

    def _act(self, published: dt.date) -> Act:
        return Act(kind=ActKind.DATASET, date=published, title=TITLES[self.rne.kind][:200], sha256=self.source.digest)

    def _gather(self, perimeter: frozenset[str], published: dt.date) -> None:
        """Sort the lines: of no use, refused, or of somebody."""
        groups: dict[tuple[object, ...], list[Elected]] = {}
        first: dict[tuple[tuple[str, str], ...], int] = {}
        lines = 0
        for line in self.rne.table.lines():
            lines += 1
            try:
                organization = organization_of(line, self.rne)
                if organization not in perimeter:
                    self.account.passed_over += 1
                    continue
                self.gathered.covered.add(organization)
                told = tuple((key, cell) for key, cell in line.cells.items() if key not in _BESIDE)
                if first.setdefault(told, line.number) != line.number:
                    raise UnreadableLine("DUPLICATE", first=first[told], what=organization)
                found = elected(line, self.rne, organization)
            except UnreadableLine as error:
                self.account.refused.append(
                    ToldLine(self.name, line.number, error.code, say(LINES[error.code], error.words), raw=line.raw)
                )
                continue
            self.gathered.raws[line.number] = line.raw
            alone = None if found.face.born else line.number
            groups.setdefault((found.face.name, found.face.born, organization, alone), []).append(found)
        self.gathered.elected = list(groups.values())
        table = self.rne.table
        self.account.files.append(
            FileRead(
                name=self.name,
                kind=self.rne.kind.value,
                sha256=self.source.digest,
                lines=lines,
                published=published.isoformat(),
                header=table.header,
                delimiter=table.delimiter,
            )
        )
        self._warn(lines)

    def _warn(self, lines: int) -> None:
        said = self.account.warnings
        if self.rne.table.encoding != "utf-8":
            said.append(warn("WINDOWS_1252", path=self.name))
        if not self.source.ends_cleanly:
            said.append(warn("NO_LAST_LINE_END", path=self.name))
            said.append(warn("ABSENCES_NOT_ASKED", path=self.name))
        if lines and not self.gathered.covered:
            said.append(warn("NOBODY_OF_THE_PERIMETER", path=self.name))

    def _lists_all(self) -> bool:
        """Whether who is in no line of a council is really absent: not in a cut file, nor one of mended lines."""
        return self.source.ends_cleanly and name_key(REFUSED_COLUMNS[0]) not in self.rne.table.names

    # -- people ------------------------------------------------------------------------------------------------------

    async def _person(self, group: list[Elected]) -> None:
        """One person in one council: known again, new, or a question."""
        face, line = group[0].face, group[0].line
        holdings = [holding for each in group for holding in each.holdings]
        organization = holdings[0].organization
        origin = origin_mark(self.crowd.secret, self.source.digest, str(line))
        found = self.crowd.find(face, holdings, origin)
        match found:
            case Doubt():
                self.doubtful.update((who, organization) for who in found.candidates)
                self._wait(found, group, holdings)
            case Same(person=someone):
                self.account.known += 1
                self.seen.add((someone.id, organization))
                await self.importer.keep_marks(self.crowd, someone.id, face.marks(self.crowd.secret))
                await self._record(Unit(self.source.digest, str(line), self._steps(group, someone)), someone)
            case Nobody():
                marks = face.marks(self.crowd.secret) or (origin,)
                newcomer = Someone("", face.name, None, marks, [])
                steps = self._steps(group, None)
                who = await self._record(Unit(self.source.digest, str(line), steps, face, marks), newcomer)
                if who is not None:
                    newcomer.id = who
                    self.crowd.add(newcomer)
                    self.seen.add((who, organization))

    def _steps(self, group: list[Elected], someone: Someone | None) -> list[Step]:
        """The commands of a person's lines; what they leave open is told."""
        steps: list[Step] = []
        seen: list[Holding] = []
        office = any(len(each.holdings) > 1 for each in group)
        whole = self.rne.kind is not RneKind.MAYORS and not office
        for each in group:
            who = someone.id if someone else ALIAS
            fresh = [h for h in each.holdings if h not in seen]
            seen += fresh
            found = steps_for(who, fresh, someone, self.act, whole=whole and each is group[0])
            raw = self.gathered.raws[each.line]
            steps += [Step(self.name, each.line, command, raw) for command in found.commands]
            questions = list(found.questions)
            if each.question is not None:
                questions.append(Open(each.question, {}))
            self.account.questions += [self._question(each.line, question) for question in questions]
            self.account.passed_over += not found.commands and not questions
        return steps

    async def _record(self, unit: Unit, someone: Someone) -> str | None:
        done = await record_unit(self.importer.record, unit, self.account, self.crowd.secret)
        for step in done.steps:
            if isinstance(step.command, _HOLDING_COMMANDS):
                apply(someone, step.command)
        return done.person

    # -- what is asked -------------------------------------------------------------------------------------------------

    def _question(self, line: int, question: Open) -> ToldLine:
        message = QUESTIONS[question.code]
        return ToldLine(self.name, line, question.code, say(message, question.words), remedy(message, question.words))

    def _wait(self, doubt: Doubt, group: list[Elected], holdings: list[Holding]) -> None:
        face, line = group[0].face, group[0].line
        waiting = Waiting(
            code=doubt.code,
            file=self.name,
            given_name=face.given_name,
            family_name=face.family_name,
            marks=face.marks(self.crowd.secret),
            holdings=tuple(dict.fromkeys(map(Kept.of, holdings))),
            act=self.act,
            whole=self.rne.kind is not RneKind.MAYORS,
        )
        place, digest = f"{self.source.digest} {line}", self.source.digest
        queued = item(
            self.crowd.secret,
            waiting,
            place,
            kind=PERSON,
            digest=digest,
            line=line,
            candidates=doubt.candidates,
        )
        self.waiting.append((queued, self._question(line, Open(doubt.code, {}))))

    def _absences(self, published: dt.date) -> None:
        """Who holds by the register what the file lists, and is in no line of that council."""
        for someone, holding in self._holders(published):
            of = (someone.id, holding.organization)
            if of in self.seen or of in self.doubtful:
                continue
            question = not_listed(someone.id, holding)
            waiting = Waiting(code=question.code, file=self.name, words=question.words)
            place = f"{someone.id} {holding.held} {holding.organization} {holding.since}"
            queued = item(
                self.crowd.secret,
                waiting,
                place,
                kind=NOT_LISTED,
                digest=self.source.digest,
                line=0,
                candidates=(someone.id,),
            )
            self.waiting.append((queued, self._question(0, question)))

    def _holders(self, published: dt.date) -> Iterator[tuple[Someone, Holding]]:
        held = OfficeKind.MAYOR if self.rne.kind is RneKind.MAYORS else self.rne.mandate
        for _, someone in sorted(self.crowd.people.items()):
            for holding in someone.holdings:
                if holding.held is held and holding.organization in self.gathered.covered and holding.covers(published):
                    yield someone, holding

    async def _queue(self) -> None:
        """Keep what is to be settled; what was settled before is not asked again."""
        known: Mapping[str, bool] = {}
        if self.waiting:
            ids = [queued.id for queued, _ in self.waiting]
            known = await known_items(self.importer.pool, self.importer.ledger, ids)
        fresh = []
        for queued, told in self.waiting:
            if not known.get(queued.id, True):
                self.account.passed_over += queued.kind == PERSON
                continue
            (self.account.queued if queued.kind == PERSON else self.account.questions).append(told)
            fresh.append(queued)
        if fresh and not self.importer.dry_run:
            async with self.importer.pool.acquire() as connection:
                await enqueue(connection, self.importer.vault, self.importer.ledger, fresh)


_BESIDE: Final = frozenset(map(name_key, REFUSED_COLUMNS))
