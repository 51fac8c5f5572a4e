"""One engine for every noun: recompute the touched subjects, close the rows that no longer hold, open the new ones.

A row holds for a range of legal time (``valid``), a range of positions (``known``) and a range of visibility levels: a
viewer of level L sees the rows computed from the entries that L may read; nothing else ever existed for that viewer.

Entries never change, so what was once read of a subject stays true: the engine keeps that prefix, and the rows made of
it, and reads only what came since. What it made of a batch that was then rolled back serves nobody: rows are used again
only when the entries that they were made of are those that the ledger holds.

One thing does change an entry: the erasure of its text. Each erasure moves a number on the ledger's head, which every
batch reads under the lock; whoever kept entries from before, in this process or another, lets go of them. The subjects
of the erased entry are made anew over all that was ever known of them, in the transaction of the erasure.
"""

from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import groupby
from typing import Final, Protocol

from msgspec import Struct

from domain.core.entry import Entry, Fact
from domain.facts.erasure import BodyErased
from projections.changes import Changes, Connection
from projections.made import Made, Subject
from projections.noun import Noun
from projections.words import forget_texts

SUBJECTS_KEPT: Final = 2048


class Step(Protocol):
    """A command's entries: one step of the second clock."""

    @property
    def ledger(self) -> str: ...
    @property
    def position(self) -> int: ...
    @property
    def erasures(self) -> int:
        """How many bodies of the ledger were erased before."""

    @property
    def entries(self) -> tuple[Entry, ...]: ...


_READ: Final = """
SELECT s.ledger_id, s.tag, b.position, b.body
FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[]) AS s (ledger_id, tag, after, until)
JOIN entry_tag t ON t.ledger_id = s.ledger_id AND t.tag = s.tag AND t.position > s.after AND t.position <= s.until
JOIN entry_body b ON b.ledger_id = t.ledger_id AND b.position = t.position
ORDER BY b.position
"""


_READ_WHOLE: Final = """
SELECT t.position, b.body, (convert_from(h.header, 'UTF8')::json->>'step_end')::bigint AS step_end
FROM entry_tag t
JOIN entry_body b ON b.ledger_id = t.ledger_id AND b.position = t.position
JOIN entry_header h ON h.ledger_id = t.ledger_id AND h.position = t.position
WHERE t.ledger_id = $1 AND t.tag = $2 AND t.position <= $3
ORDER BY t.position
"""


class _PastStep(Struct, frozen=True):
    """What a step that is long recorded said of one subject."""

    ledger: str
    position: int
    entries: tuple[Entry, ...]
    erasures: int = 0


class _Kept(Struct, frozen=True):
    """Every entry of a subject up to a position."""

    entries: tuple[Entry, ...]
    until: int


_NONE: Final = _Kept((), -1)


class Engine:
    """Projects steps into the tables of its nouns, in the transaction that it is given."""

    def __init__(self, nouns: Sequence[Noun], version: int, decode: Callable[[int, bytes], Entry]) -> None:
        self.nouns = tuple(nouns)
        self.version = version
        self.made: dict[tuple[str, Subject], Made] = {}
        self._decode = decode
        self._kept: OrderedDict[Subject, _Kept] = OrderedDict()
        self._by_kind: dict[type[Fact], tuple[tuple[int, Noun], ...]] = {}
        self._erasures: dict[str, int] = {}
        """For each ledger, how many bodies were erased when what is kept of it was read."""
        self._heads: dict[str, int] = {}
        """For each ledger, the last position that this engine was told is recorded."""
        self._others: dict[str, int] = {}
        """For each ledger, up to where others may have recorded: what was kept before that has to be read on."""

    async def apply(self, connection: Connection, steps: Sequence[Step]) -> None:
        """Project steps, in order. An error stops the batch: nothing is swallowed."""
        projecting = await self.begin(connection, steps)
        projecting.work_out()
        await projecting.write(connection)

    async def begin(self, connection: Connection, steps: Sequence[Step]) -> "Projecting":
        """Take steps on, under the lock of their ledgers: reads what is not known of the subjects that they touch."""
        for step in steps:
            if self._erasures.get(step.ledger) != step.erasures:
                self.forget(step.ledger)
                self._erasures[step.ledger] = step.erasures
        anew = self._to_be_made_anew(steps)
        touched = [
            {index: found.keys() - anew.get(index, {}).keys() for index, found in self.touched(step).items()}
            for step in steps
        ]
        every = {subject for by_noun in touched for subjects in by_noun.values() for subject in subjects}
        heads = {step.ledger: step.entries[0].position - 1 for step in reversed(steps)}
        for ledger, head in heads.items():
            if self._heads.get(ledger) != head:
                self._others[ledger] = head
        whole = {ledger: self._others.get(ledger, 0) for ledger in heads}
        return Projecting(self, steps, anew, touched, await self._histories(connection, every, heads), whole)

    def _to_be_made_anew(self, steps: Sequence[Step]) -> dict[int, dict[Subject, None]]:
        """For each noun (by its place), the subjects of the entries that these steps erase."""
        found: dict[int, dict[Subject, None]] = {}
        for step in steps:
            for entry in step.entries:
                if isinstance(entry.fact, BodyErased):
                    for index, noun in enumerate(self.nouns):
                        for tag in noun.touched(entry.fact):
                            found.setdefault(index, {})[step.ledger, tag] = None
        return found

    async def make_anew(self, connection: Connection, index: int, subject: Subject, until: int) -> None:
        """Delete a subject's rows and replay every step that touched it: what was known at each position, once more."""
        noun, (ledger, tag) = self.nouns[index], subject
        await connection.fetch(f"DELETE FROM {noun.table} WHERE ledger_id = $1 AND subject = $2", ledger, tag)
        rows = await connection.fetch(_READ_WHOLE, ledger, tag, until)
        whole = [(row["step_end"], self._decode(row["position"], row["body"])) for row in rows]
        before: list[Entry] = []
        changes = Changes(noun, {})
        for end, run in groupby(whole, key=lambda numbered: numbered[0]):
            entries = [entry for _, entry in run]
            if subject in self.touched(_PastStep(ledger, end, tuple(entries))).get(index, ()):
                changes.apply(subject, before, entries, end)
            before += entries
        changes.lay_out()
        await changes.write(connection)

    def touched(self, step: Step) -> dict[int, dict[Subject, None]]:
        """The subjects of each noun (by its place) that a step touches, each once."""
        found: dict[int, dict[Subject, None]] = {}
        for entry in step.entries:
            for index, noun in self._concerned(type(entry.fact)):
                for subject in noun.subjects(entry.fact):
                    found.setdefault(index, {})[step.ledger, subject] = None
        return found

    def _concerned(self, kind: type[Fact]) -> tuple[tuple[int, Noun], ...]:
        """The nouns that a kind of fact may touch: few of many."""
        known = self._by_kind.get(kind)
        if known is None:
            known = tuple((index, noun) for index, noun in enumerate(self.nouns) if noun.concerns(kind))
            self._by_kind[kind] = known
        return known

    async def _histories(
        self, connection: Connection, touched: set[Subject], heads: Mapping[str, int]
    ) -> dict[Subject, tuple[Entry, ...]]:
        """Every entry of each touched subject up to its ledger's head; what is kept of it is read on where it ends."""
        histories = {subject: self._kept.get(subject, _NONE) for subject in sorted(touched)}
        short = {s: kept for s, kept in histories.items() if kept.until < self._others.get(s[0], 0)}
        if short:
            rows = await connection.fetch(
                _READ,
                [ledger for ledger, _ in short],
                [tag for _, tag in short],
                [kept.until for kept in short.values()],
                [heads[ledger] for ledger, _ in short],
            )
            tails: dict[Subject, list[Entry]] = {subject: [] for subject in short}
            for row in rows:
                tails[row["ledger_id"], row["tag"]].append(self._decode(row["position"], row["body"]))
            for subject, tail in tails.items():
                histories[subject] = _Kept((*short[subject].entries, *tail), heads[subject[0]])
        for subject, kept in histories.items():
            self._keep(subject, kept)
        return {subject: kept.entries for subject, kept in histories.items()}

    def _keep(self, subject: Subject, kept: _Kept) -> None:
        self._kept[subject] = kept
        self._kept.move_to_end(subject)
        if len(self._kept) > SUBJECTS_KEPT:
            self._drop(next(iter(self._kept)))

    def _drop(self, subject: Subject) -> None:
        del self._kept[subject]
        for noun in self.nouns:
            self.made.pop((noun.table, subject), None)

    def recorded(
        self, heads: Mapping[str, int], whole: Mapping[str, int], new: Mapping[Subject, Sequence[Entry]]
    ) -> None:
        """Ledgers were recorded up to these heads: what is kept of the subjects of their new entries goes on with them.

        ``whole`` is up to where others had recorded when the batch began. What was kept before that has a gap, which
        is read when it is needed. If others were noticed since, this comes too late, and all of it counts as theirs.
        """
        in_time = {ledger: head for ledger, head in heads.items() if self._others.get(ledger, 0) == whole[ledger]}
        self._heads |= in_time
        for subject, entries in new.items():
            kept, until = self._kept.get(subject), in_time.get(subject[0])
            if kept is not None and until is not None and kept.until >= whole[subject[0]]:
                self._kept[subject] = _Kept((*kept.entries, *entries), until)

    async def clear(self, connection: Connection, ledger: str) -> None:
        """Delete a ledger's rows of every noun, before they are made anew in the same transaction."""
        for noun in self.nouns:
            await connection.fetch(f"DELETE FROM {noun.table} WHERE ledger_id = $1", ledger)
        self.forget(ledger)

    def forget(self, ledger: str) -> None:
        """Let go of what was kept of a ledger: a body of it was erased, or it is rebuilt."""
        forget_texts()
        for subject in [subject for subject in self._kept if subject[0] == ledger]:
            self._drop(subject)


class Projecting:
    """Steps on their way into the tables.

    What they change is worked out while their entries are being recorded, and written after them.
    """

    def __init__(  # noqa: PLR0917 - what the engine has found out
        self,
        engine: Engine,
        steps: Sequence[Step],
        anew: Mapping[int, Mapping[Subject, None]],
        touched: Sequence[Mapping[int, Collection[Subject]]],
        histories: dict[Subject, tuple[Entry, ...]],
        whole: Mapping[str, int],
    ) -> None:
        self._engine = engine
        self._steps = steps
        self._anew = anew
        self._touched = touched
        self._histories = histories
        self._whole = whole
        self._last = {step.ledger: step.position for step in steps}
        self._borne: dict[Subject, list[Entry]] = {}
        self._changes: list[Changes] = []

    def work_out(self) -> None:
        """What the steps change, in memory."""
        engine = self._engine
        told = [self._of_subjects(step) for step in self._steps]
        for index in sorted({index for by_noun in self._touched for index in by_noun}):
            changes = Changes(engine.nouns[index], engine.made)
            for step, by_noun, of_subjects in zip(self._steps, self._touched, told, strict=True):
                for subject in sorted(by_noun.get(index, ())):
                    changes.apply(subject, *of_subjects[subject], step.position)
            changes.lay_out()
            self._changes.append(changes)

    def _of_subjects(self, step: Step) -> dict[Subject, tuple[tuple[Entry, ...], list[Entry]]]:
        """Of each subject that some step touches: its entries before this one, and those that this one adds."""
        new: dict[Subject, list[Entry]] = {}
        for entry in step.entries:
            for tag in dict.fromkeys(entry.fact.tags()):
                new.setdefault((step.ledger, tag), []).append(entry)
        found = {}
        for subject, entries in new.items():
            self._borne.setdefault(subject, []).extend(entries)
            before = self._histories.get(subject)
            if before is not None:
                found[subject] = (before, entries)
                self._histories[subject] = (*before, *entries)
        return found

    async def write(self, connection: Connection) -> None:
        """Close and open the rows, and make the subjects of erased entries anew, from what is recorded by now."""
        try:
            for changes in self._changes:
                await changes.write(connection)
            for index, subjects in self._anew.items():
                for subject in subjects:
                    await self._engine.make_anew(connection, index, subject, self._last[subject[0]])
        finally:
            for ledger in {ledger for subjects in self._anew.values() for ledger, _ in subjects}:
                # the text falls at once; and were this rolled back, what was read would be untrue
                self._engine.forget(ledger)

    def recorded(self) -> None:
        """The transaction is committed: nothing of it has to be read again."""
        self._engine.recorded(self._last, self._whole, self._borne)
