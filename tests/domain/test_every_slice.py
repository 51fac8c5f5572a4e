"""What holds for every slice, told on the whole demonstration: reached, repeated, replayed, total whatever comes."""

import random
from collections.abc import Mapping
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.core.command import Command
from domain.core.entry import Disclosed, Entry, Fact, standing
from domain.facts import FACT_TYPES, territory
from domain.facts.registry import LedgerOpened
from domain.history import History
from domain.rectification import Rectify
from domain.register import COMMANDS, Instruction, boundary
from domain.seats import FillSeat
from domain.slices import SLICE_OF, SLICES
from projections.made import seen_rows
from projections.nouns import NOUNS
from service.demo.sittings import Correction, Sitting
from service.demo.story import story
from service.demo.territory import territory as commands_of_reference
from tests.domain.given import Ledger, repeated_adds_nothing
from tests.hypothesis_profiles import examples

OF_REFERENCE = {name for name, kind in FACT_TYPES.items() if kind.__module__ == territory.__name__}
UNTOLD = {
    *("SeatReassigned", "MemberCeased", "OrganizationClosed", "BodyDissolved", "SeatAbolished", "SeatCreated"),
    *("ActingDesignated", "PersonDetailsChanged"),
    *("LegalBasisRecorded", "PersonForgotten", "BodyErased"),
}
"""Facts of the register itself that happen to nobody in the story; each has tests of its own."""


class Telling:
    """The story recorded in memory, sitting by sitting, as the clerk would."""

    def __init__(self) -> None:
        self.ledger = Ledger()
        self.given: list[Instruction] = []
        self._filled: dict[tuple[str, str, str], int] = {}

    def tell(self, sitting: Sitting) -> list[Instruction]:
        """Record a sitting; the instructions as they were given."""
        instructions = [self._said(command) for command in sitting.commands]
        recorded = self.ledger.record(*instructions)
        for command, step in zip(sitting.commands, recorded, strict=True):
            if isinstance(command, FillSeat) and step.entries:
                self._filled[sitting.key, command.body, command.seat] = step.entries[-1].position
        self.given += instructions
        return instructions

    def _said(self, command: Instruction | Correction) -> Instruction:
        if not isinstance(command, Correction):
            return command
        entry = self._filled[command.sitting, command.body, command.seat]
        return Rectify(entry=entry, reason=command.reason, act=command.act, replacement=command.replacement)


@cache
def told() -> Telling:
    """The whole story, each sitting repeated at once: repeating it adds nothing."""
    telling = Telling()
    for sitting in story():
        instructions = telling.tell(sitting)
        repeated_adds_nothing(telling.ledger, instructions)
    return telling


def test_every_sitting_of_the_story_repeated_at_once_adds_nothing() -> None:
    assert len(told().ledger.entries) > 1000


def test_every_fact_is_reached_by_a_command_of_the_story() -> None:
    reached = {type(entry.fact).__name__ for entry in told().ledger.entries}
    assert set(FACT_TYPES) - reached - OF_REFERENCE - UNTOLD == set()


def test_every_command_of_the_new_nouns_is_given_in_the_story() -> None:
    old = {"registry", "organizations", "people", "bodies", "seats", "annulments", "departures", "territory", "erasure"}
    new = {
        c for slice_, commands in SLICES.items() if slice_.__name__.removeprefix("domain.") not in old for c in commands
    }
    assert {c.__name__ for c in new} - {type(i).__name__ for i in told().given} == set()
    assert len(COMMANDS) == len(SLICE_OF) + 1
    assert any(commands for _, _, commands in commands_of_reference())


def test_every_fact_touches_a_read_model() -> None:
    """A fact that no noun reads is recorded for nobody."""
    blind = {
        type(entry.fact).__name__
        for entry in told().ledger.entries
        if not any(True for noun in NOUNS for _ in noun.touched(entry.fact))
    }
    assert blind <= {LedgerOpened.__name__}


@cache
def _subjects() -> Mapping[tuple[str, str], tuple[Entry, ...]]:
    """For each noun's table and each subject that the story touches, the entries that bear it."""
    by_tag: dict[str, list[Entry]] = {}
    for entry in told().ledger.entries:
        for tag in dict.fromkeys(entry.fact.tags()):
            by_tag.setdefault(tag, []).append(entry)
    touched = {
        (noun.table, subject)
        for entry in told().ledger.entries
        for noun in NOUNS
        for subject in noun.touched(entry.fact)
    }
    return {(table, subject): tuple(by_tag.get(subject, ())) for table, subject in sorted(touched)}


@settings(max_examples=examples(30), deadline=None)
@given(seed=st.integers(0, 2**32))
def test_no_history_makes_a_slice_or_a_noun_fail(seed: int) -> None:
    """Entries lost and dates shaken: what remains contradicts itself, and is read all the same (rule 9)."""
    shaken = random.Random(seed)
    days = [entry.effective_on for entry in told().ledger.entries]
    nouns = {noun.table: noun for noun in NOUNS}
    for table, subject in shaken.sample(list(_subjects()), 60):
        entries = [
            _redated(entry, shaken.choice(days) if shaken.random() < 0.3 else entry.effective_on)
            for entry in _subjects()[table, subject]
            if shaken.random() < 0.8
        ]
        rows = seen_rows(nouns[table], subject, entries)
        assert all(seen.row.valid_to is None or seen.row.valid_from < seen.row.valid_to for seen in rows.values())
        for slice_ in {SLICE_OF[type(i)] for i in told().given if isinstance(i, Command)}:
            state = slice_.EMPTY
            for entry in standing(entries):
                state = slice_.evolve(state, entry)


def _redated(entry: Entry, on: object) -> Entry:
    return Entry(
        fact=entry.fact,
        effective_on=on,  # type: ignore[arg-type]
        act=entry.act,
        visibility=entry.visibility,
        replaces=entry.replaces,
        position=entry.position,
    )


FOUNDING = sorted(name for name, kind in FACT_TYPES.items() if kind.founds)


@pytest.mark.parametrize("name", FOUNDING)
def test_what_a_fact_founds_is_its_first_tag(name: str) -> None:
    """References, rectification and disclosure rest on it."""
    facts = [e.fact for e in told().ledger.entries if type(e.fact).__name__ == name]
    for fact in facts:
        tag = fact.tags()[0]
        assert tag.count(":") == 1
        assert not tag.startswith(("person:", "body:"))


def test_a_fact_bears_the_plain_tag_of_its_own_thing_alone() -> None:
    """Bearing another's tag would make all that mention one thing wait for each other."""
    founded = {e.fact.tags()[0].partition(":")[0] for e in told().ledger.entries if e.fact.founds}
    for entry in told().ledger.entries:
        if _is_of_governance(entry.fact):
            assert [t for t in entry.fact.tags()[1:] if t.count(":") == 1 and t.partition(":")[0] in founded] == []


def _is_of_governance(fact: Fact) -> bool:
    return not isinstance(fact, Disclosed) and hasattr(type(fact), "tags") and "about" not in fact.__struct_fields__


def test_a_command_reads_little_whatever_the_size_of_the_register() -> None:
    """The boundary of a command is what it is about: not the whole ledger."""
    telling = told()
    history = History(telling.ledger.entries)
    for instruction in telling.given[-200:]:
        tags = boundary([instruction], history).tags
        read = {entry.position for tag in tags for entry in history.about(tag)}
        assert len(read) < len(telling.ledger.entries) / 2, (type(instruction).__name__, len(read))
