"""The clerk and the writer in memory: the same pure functions decide, encode and place the entries of one ledger.

What is left out is what only others can cause: no command id is known, no boundary moves. Nothing of a personal kind
is kept but what goes to the vault. ``tests/benchmarks`` holds the rows against those of the real clerk.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from benchmarks.national.france import Request
from domain.core.boundary import Boundary
from domain.core.command import Memberships
from domain.core.entry import Entry
from domain.core.identifiers import REFERENCE_LEDGER
from domain.history import History
from domain.people import RegisterPerson
from domain.register import Instruction, Step, boundary, decide
from domain.registry import OpenLedger
from service.clerk.aliases import resolve
from service.clerk.answers import Outcome, warned
from service.clerk.cautions import repeatable
from service.clerk.digest import digest_of
from service.ledger import CommandRef, NewEntry, new_entry
from service.ledger.envelope import encode_header
from service.people_in import with_people
from service.proof.canonical import leaf_hash
from service.vault import Personal

RECORDED_BY: Final = "t-national"

Row = tuple[object, ...]


class Rows(Struct, frozen=True):
    """What a ledger comes to, by table, in the order of the columns that ``copying`` names."""

    headers: list[Row] = []
    bodies: list[Row] = []
    tags: list[Row] = []
    commands: list[Row] = []
    people: list[tuple[str, Personal]] = []


class Recorder:
    """One ledger, from its opening on."""

    def __init__(self, ledger: str, secret: bytes, *, memberships: Memberships, reference_position: int) -> None:
        """``reference_position`` is where the reference ledger stands all the while; of no meaning for itself."""
        self.ledger = ledger
        self.position = 0
        self.clock = ""
        self.recorded_at = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
        self.rows = Rows()
        self._secret = secret
        self._memberships = memberships
        self._reference_position = reference_position
        self._people: dict[str, str] = {}
        self._entries: dict[int, Entry] = {}
        self._by_tag: dict[str, list[Entry]] = {}

    def record(self, request: Request) -> None:
        """Decide and place what is asked.

        Raises:
            RefusedAt: the domain refuses it: the story is wrong.
        """
        named = [self._named(command) for command in request.commands]
        instructions, people = resolve(named, self._secret, self.ledger, request.command_id)
        self._people |= people
        history = self._within_boundary(instructions)
        steps = decide(instructions, history, self._memberships)
        if isinstance(opening := instructions[0], OpenLedger):
            self.clock = opening.clock.value
        self._place(request, named, instructions, steps, history)

    def _named(self, command: Instruction) -> Instruction:
        """A person's alias becomes the id that the register gave, but where the person is registered."""
        if isinstance(command, RegisterPerson):
            return command
        return with_people(command, lambda alias: self._people.get(alias, alias))

    def _within_boundary(self, instructions: Iterable[Instruction]) -> History:
        """As ``service/clerk/reading.py`` reads it."""
        asked, history, seen = list(instructions), History(), Boundary()
        while more := (wanted := boundary(asked, history)).beyond(seen):
            found = {entry.position: entry for tag in more.tags for entry in self._by_tag.get(tag, ())}
            found |= {at: self._entries[at] for at in more.positions if at in self._entries}
            history.add(found[at] for at in sorted(found))
            seen |= wanted
        return history

    def _place(
        self,
        request: Request,
        asked: list[Instruction],
        instructions: list[Instruction],
        steps: tuple[Step, ...],
        history: History,
    ) -> None:
        first, last = self.position + 1, self.position + sum(len(step.drafts) for step in steps)
        reference = self.position if self.ledger == REFERENCE_LEDGER else self._reference_position
        self.recorded_at = max(self.recorded_at, request.recorded_at)
        repeated = repeatable(instructions, history, self._memberships, steps)
        for index, (command, step) in enumerate(zip(instructions, steps, strict=True)):
            for number, draft in enumerate(step.drafts):
                cautions = tuple(map(warned, repeated[index])) if number == 0 else ()
                self.position += 1
                self._keep(Entry.of(draft, self.position))
                new = new_entry(
                    draft, recorded_by=RECORDED_BY, command=CommandRef(request.command_id, index), warnings=cautions
                )
                self._add(new, step_end=last, reference_position=reference)
            if isinstance(command, RegisterPerson) and step.drafts:
                self.rows.people.append((command.person, _personal(command)))
        outcome = Outcome(tuple((len(step.drafts), tuple(map(warned, step.cautions))) for step in steps))
        digest = digest_of(self._secret, self.ledger, request.recorded_at, tuple(asked))
        self.rows.commands.append((self.ledger, request.command_id, digest, first, last, outcome.encode()))

    def _keep(self, entry: Entry) -> None:
        self._entries[entry.position] = entry
        for tag in dict.fromkeys(entry.fact.tags()):
            self._by_tag.setdefault(tag, []).append(entry)

    def _add(self, new: NewEntry, *, step_end: int, reference_position: int) -> None:
        header = encode_header(
            ledger=self.ledger,
            clock=self.clock,
            position=self.position,
            step_end=step_end,
            recorded_at=self.recorded_at,
            reference_position=reference_position,
            body=new.event.data,
        )
        at, event = (self.ledger, self.position), new.event
        self.rows.headers.append((*at, self.recorded_at, header, leaf_hash(header)))
        self.rows.bodies.append((*at, event.type, new.level, event.tags, event.data))
        self.rows.tags.extend((self.ledger, tag, self.position, event.type) for tag in dict.fromkeys(event.tags))


def _personal(command: RegisterPerson) -> Personal:
    return Personal(
        given_name=command.given_name,
        family_name=command.family_name,
        birth_year=command.birth_year,
        public_email=command.public_email,
    )
