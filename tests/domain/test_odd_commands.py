"""Whatever comes in whatever order, on whatever day: a refusal at most, and saying it again adds nothing.

The commands are those of the demonstration, on other days and with parts of one another, put to a register that holds
the whole demonstration: far enough in the lives of its things for odd ones to be accepted.
"""

import contextlib
import copy
import datetime as dt
from collections.abc import Sequence
from functools import cache
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given as each
from hypothesis import settings
from hypothesis import strategies as st
from msgspec import structs

from domain import erasure
from domain.blanking import free_texts
from domain.core.calendar import EARLIEST, LATEST
from domain.core.command import Command
from domain.facts.erasure import ErasureBasis, KeepingBasis
from domain.facts.people import PersonRegistered
from domain.register import Instruction, RefusedAt, Step, decide
from domain.slices import SLICE_OF, SLICES
from service.demo.sittings import Correction
from service.demo.story import story
from tests.domain.given import Ledger
from tests.hypothesis_profiles import examples

NOUNS = tuple(slice_ for slice_ in SLICES if hasattr(slice_, "COMMANDS"))
NEW = "another"
"""An id that nothing bears."""


class _Quick(Ledger):
    """Decides on the boundary alone, as the service does: on everything recorded it would take hours."""

    def decide(self, instructions: Sequence[Instruction]) -> tuple[Step, ...]:
        return decide(instructions, self._within_boundary(instructions), {})


@cache
def _demo() -> Ledger:
    ledger = _Quick()
    for sitting in story():
        for command in sitting.commands:
            # Corrections, and what rests on the reference ledger, are not for this ledger in memory.
            if not isinstance(command, Correction):
                with contextlib.suppress(RefusedAt):
                    ledger.record(command)
    return ledger


@cache
def _told(slice_: ModuleType) -> tuple[Command, ...]:
    """What the demonstration says of a slice; of erasures it says nothing, so they are of what it recorded."""
    if slice_ is erasure:
        return _erasures()
    commands = (command for sitting in story() for command in sitting.commands)
    return tuple(c for c in commands if isinstance(c, Command) and SLICE_OF[type(c)] is slice_)


def _erasures() -> tuple[Command, ...]:
    entries = _demo().entries
    people = [e.fact.person for e in entries if isinstance(e.fact, PersonRegistered)][:6]
    texts = [e.position for e in entries if free_texts(e.fact)]
    on, act = dt.date(2026, 11, 1), next(e.act for e in entries if e.act)
    why = ErasureBasis.OBJECTION
    return (
        *(erasure.RecordLegalBasis(on=on, person=who, basis=KeepingBasis.PUBLIC_TASK) for who in people),
        *(erasure.ForgetPerson(on=on, person=who, basis=why, act=act) for who in people),
        *(erasure.ForgetPerson(on=on, person=who, basis=why) for who in people),
        *(erasure.RedactEntry(on=on, entry=at, basis=why) for at in (1, 2, *texts[::40])),
    )


def _fresh() -> Ledger:
    ledger = copy.copy(_demo())
    ledger.entries, ledger.ends = [*ledger.entries], [*ledger.ends]
    ledger._by_tag = {tag: [*entries] for tag, entries in ledger._by_tag.items()}
    return ledger


def _days(slice_: ModuleType) -> list[dt.date]:
    told = sorted({command.on for command in _told(slice_)})
    return [EARLIEST, LATEST, *(day + dt.timedelta(days=n) for day in told for n in (-1, 0, 1))]


@st.composite
def _odd(draw: st.DrawFn, slice_: ModuleType) -> Command:
    """A command of the demonstration with some of its fields taken from its like, or a new id, on some day."""
    command: Any = draw(st.sampled_from(_told(slice_)))
    like = [other for other in _told(slice_) if type(other) is type(command)]
    changed: dict[str, Any] = {}
    for field in draw(st.lists(st.sampled_from(command.__struct_fields__), max_size=3, unique=True)):
        changed[field] = getattr(draw(st.sampled_from(like)), field)
    if draw(st.booleans()):
        changed["on"] = draw(st.sampled_from(_days(slice_)))
    own = command.__struct_fields__[3]
    if isinstance(getattr(command, own), str) and draw(st.integers(0, 3)) == 0:
        changed[own] = NEW
    return structs.replace(command, **changed)  # type: ignore[no-any-return]


@pytest.mark.parametrize("slice_", NOUNS, ids=lambda slice_: slice_.__name__)
def test_odd_commands_are_recorded_once_or_refused(slice_: ModuleType) -> None:
    @settings(max_examples=examples(40), deadline=None)
    @each(st.lists(_odd(slice_), min_size=1, max_size=8))
    def put(commands: Sequence[Command]) -> None:
        ledger = _fresh()
        for command in commands:
            try:
                ledger.record(command)
            except RefusedAt:
                continue
            assert [step.drafts for step in ledger.decide([command])] == [()], command

    put()
