"""Settling what an import could not: somebody says who it is, and the line is recorded as it would have been."""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

from domain.core.notices import Refusal
from domain.core.refusals import UnknownPerson
from service.imports.account import Account, ToldLine
from service.imports.holdings import steps_for
from service.imports.identity import Crowd, Face, Someone
from service.imports.importer import Importer
from service.imports.sentences import QUESTIONS, remedy, say
from service.imports.units import ALIAS, Done, NotDone, Step, Unit, record_whole
from service.imports.waiting import PERSON, Waiting, waiting_in
from service.vault_queue import Place, QueueItem, page_of_queue, settle, waiting_item


class ImportOutcome(StrEnum):
    """How an item is settled."""

    PERSON = "PERSON"
    """It is a person whom the register knows."""
    NEW = "NEW"
    """It is somebody else, who is registered."""
    DISMISSED = "DISMISSED"
    """Nothing of it is to be recorded, or it was recorded otherwise."""


class QueueItemUnknown(Refusal, frozen=True, kw_only=True):
    """No item of that id waits: it was settled, or the person was forgotten."""

    item: str


class QueueItemIsNoLine(Refusal, frozen=True, kw_only=True):
    """An absence names no new person: it is dismissed once somebody has looked."""

    item: str


class PersonToName(Refusal, frozen=True, kw_only=True):
    """Who it is must be said, and only then."""

    item: str


class Shown(Struct, frozen=True, kw_only=True):
    """An item of the queue, opened."""

    item: QueueItem
    waiting: Waiting
    messages: Mapping[str, str]
    remedies: Mapping[str, str]

    @property
    def name(self) -> str | None:
        """As the file has it; None for an absence."""
        found = f"{self.waiting.given_name} {self.waiting.family_name}".strip()
        return found or None


class Settled(Struct, frozen=True, kw_only=True):
    """An item that waits no more, and what was recorded of it."""

    id: str
    outcome: ImportOutcome
    person: str | None
    positions: tuple[int, ...] = ()


class NotSettled(Struct, frozen=True, kw_only=True):
    """The item waits on: why."""

    refusals: tuple[Refusal, ...] = ()
    told: tuple[ToldLine, ...] = ()
    """When the register refused what the line says."""


async def queue_page(importer: Importer, *, after: Place, first: int) -> list[Shown]:
    """What waits, in order of file and line.

    Raises:
        ImportStopped: only a clerk of the ledger sees it.
    """
    await importer.admit()
    found = await page_of_queue(importer.pool, importer.vault, importer.ledger, after=after, first=first)
    return [_shown(each) for each in found]


async def resolve_item(
    importer: Importer, id_: str, outcome: ImportOutcome, person: str | None
) -> Settled | NotSettled:
    """Settle an item.

    Raises:
        ImportStopped: only a clerk of the ledger may.
    """
    await importer.admit()
    found = await waiting_item(importer.pool, importer.vault, importer.ledger, id_)
    if found is None:
        return NotSettled(refusals=(QueueItemUnknown(item=id_[:40]),))
    if (person is None) == (outcome is ImportOutcome.PERSON):
        return NotSettled(refusals=(PersonToName(item=id_),))
    if outcome is ImportOutcome.DISMISSED:
        return await _settled(importer, id_, outcome, None)
    if found.kind != PERSON:
        return NotSettled(refusals=(QueueItemIsNoLine(item=id_),))
    crowd = await importer.crowd()
    if person is not None and person not in crowd.people:
        return NotSettled(refusals=(UnknownPerson(person=person[:40]),))
    return await _record(importer, crowd, found, outcome, crowd.people[person] if person else None)


async def _record(
    importer: Importer, crowd: Crowd, found: QueueItem, outcome: ImportOutcome, someone: Someone | None
) -> Settled | NotSettled:
    """Record the line as the import would have, had it known."""
    waiting = waiting_in(found)
    assert waiting.act is not None
    holdings = [kept.holding() for kept in waiting.holdings]
    who = someone.id if someone else ALIAS
    steps = steps_for(who, holdings, someone, waiting.act, whole=waiting.whole)
    face = None if someone else Face(waiting.given_name, waiting.family_name)
    unit = Unit(
        found.file,
        f"queue {found.id}",
        [Step(waiting.file, found.line, command) for command in steps.commands],
        face,
        waiting.marks,
    )
    account = Account(importer.ledger, importer.dry_run)
    done = await record_whole(importer.record, unit, account, crowd.secret) if unit.steps else Done()
    if isinstance(done, NotDone):
        return NotSettled(told=tuple(done.told))
    if someone is not None:
        await importer.keep_marks(crowd, someone.id, waiting.marks)
    positions = tuple(position for line in account.recorded for position in line.entries)
    return await _settled(importer, found.id, outcome, someone.id if someone else done.person, positions)


async def _settled(
    importer: Importer, id_: str, outcome: ImportOutcome, person: str | None, positions: tuple[int, ...] = ()
) -> Settled:
    by = importer.viewer.token_id or importer.viewer.role.value
    await settle(importer.pool, importer.ledger, id_, by=by, outcome=outcome.value)
    return Settled(id=id_, outcome=outcome, person=person, positions=positions)


def _shown(found: QueueItem) -> Shown:
    waiting = waiting_in(found)
    message = QUESTIONS[waiting.code]
    return Shown(
        item=found, waiting=waiting, messages=say(message, waiting.words), remedies=remedy(message, waiting.words)
    )
