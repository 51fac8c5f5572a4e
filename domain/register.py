"""The whole register as one pure function: commands and what was read in, facts or refusals out."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct, structs

from domain import composition, erasure, rectification
from domain.contradictions import contradictions
from domain.core.boundary import Boundary, about
from domain.core.calendar import EARLIEST, LATEST
from domain.core.command import ALREADY_TRUE, Command, Decision, Memberships
from domain.core.entry import UNRECORDED, Act, Disclosed, Draft, Entry, Fact, Rectified, Replaces, cited, is_cited
from domain.core.notices import Caution, Refusal, Refused
from domain.core.refusals import ActRequired, DateOutOfRange, UnknownEntry
from domain.erasure import RedactEntry
from domain.facts.bodies import SeatFact
from domain.facts.erasure import BodyErased
from domain.history import History
from domain.rectification import (
    NOT_RECTIFIABLE,
    AlreadyRectified,
    NothingToRectify,
    NotRectifiable,
    Rectify,
)
from domain.references import LessConfidentialThanBefore, StillReferredTo, kept_from, things_named
from domain.slices import SLICE_OF

Instruction = Command | Rectify
"""What a clerk may ask: a command, or the rectification of an entry."""

_ALL: Final[tuple[type[Instruction], ...]] = (*SLICE_OF, Rectify)
COMMANDS: Final[dict[str, type[Instruction]]] = {name.__name__[0].lower() + name.__name__[1:]: name for name in _ALL}
"""Every command by the name that it bears in the API and in files: fillSeat, vacateSeat..."""

_NESTED: Final = 1 << 20
"""Facts of a rectification at hand come after the rest of the list."""
_NAMED: Final = 10
"""How many entries a refusal names."""


class Step(Struct, frozen=True):
    """What one command of a list comes to."""

    drafts: tuple[Draft, ...]
    cautions: tuple[Caution, ...]


class RefusedAt(Exception):
    """A command of a list is refused, and the list with it.

    ``index`` is the command's place in the list; None when the list as a whole breaks what was recorded before.
    """

    def __init__(self, index: int | None, refusals: Sequence[Refusal]) -> None:
        super().__init__(f"command {index}: {', '.join(refusal.code for refusal in refusals)}")
        self.index = index
        self.refusals = tuple(refusals)


def boundary(instructions: Sequence[Instruction], history: History) -> Boundary:
    """What a list of commands depends on, as far as the entries read so far tell; read on until it is stable."""
    wanted = Boundary()
    for instruction in instructions:
        wanted |= _boundary_of(instruction, history)
    return wanted


def _boundary_of(instruction: Instruction, history: History) -> Boundary:
    if not isinstance(instruction, Rectify):
        found = SLICE_OF[type(instruction)].boundary(instruction, history)
        assert isinstance(found, Boundary)
        return found
    wanted = rectification.boundary(instruction) | _boundary_of_replacements(instruction.entry, history)
    original = history.at(instruction.entry)
    if original is not None:
        tags = original.fact.tags()
        wanted |= about(*tags, *cited(tags[0])) if original.fact.founds else about(*tags)
        wanted |= composition.boundary_of_fact(history, original)
        wanted |= _boundary_of_consequences(original, history)
    for command in instruction.replacement:
        wanted |= _boundary_of(command, history)
    return wanted


def _boundary_of_replacements(entry: int, history: History) -> Boundary:
    """What was recorded in the place of a rectified entry, right after its rectification, and whether it stands."""
    struck = history.rectification_of(entry)
    if struck is None:
        return Boundary()
    position = struck.position + 1
    wanted = Boundary(positions=frozenset({position}))
    while (following := history.at(position)) and following.replaces and following.replaces.entry == entry:
        position += 1
        wanted |= Boundary(frozenset({f"entry:{following.position}"}), frozenset({position}))
    return wanted


def _boundary_of_consequences(original: Entry, history: History) -> Boundary:
    """What was recorded only because the entry was, right after it: with the things that it is about."""
    following = original.position + 1
    wanted = Boundary(positions=frozenset({following}))
    for entry in _consequences(original, history):
        following = entry.position + 1
        wanted |= about(f"entry:{entry.position}", *entry.fact.tags()) | Boundary(positions=frozenset({following}))
    return wanted


def _consequences(original: Entry, history: History) -> Iterator[Entry]:
    """Those that follow from an entry, as far as they were read."""
    position = original.position + 1
    while (entry := history.at(position)) and entry.fact.comes_of(original.fact):
        yield entry
        position += 1


def decide(instructions: Sequence[Instruction], history: History, memberships: Memberships) -> tuple[Step, ...]:
    """What a list of commands comes to: each is decided on what those before it led to; all stand or none does.

    Raises:
        RefusedAt: a command is refused, or the whole would contradict what is recorded.
    """
    after = History(history)
    steps: list[Step] = []
    for index, instruction in enumerate(instructions):
        try:
            decision = _decide_one(instruction, after, memberships)
        except Refused as refused:
            raise RefusedAt(index, refused.refusals) from None
        after.add(_unrecorded(decision.drafts, sum(len(step.drafts) for step in steps)))
        steps.append(Step(decision.drafts, decision.cautions))
    found = list(_contradictions(after))
    before = list(_contradictions(history)) if found else []
    if broken := [refusal for refusal in found if refusal not in before]:
        raise RefusedAt(_culprit(broken, steps), broken)
    for index, step in enumerate(steps):
        if left := list(_left_without_foundation(step, after)):
            raise RefusedAt(index, left)
        if betrayed := list(_betrayed(step, after)):
            raise RefusedAt(index, betrayed)
    return tuple(steps)


def _left_without_foundation(step: Step, after: History) -> Iterator[StillReferredTo]:
    """Entries that rest on a thing whose founding is struck, when nothing founds it any more."""
    for draft in step.drafts:
        struck = after.at(draft.fact.entry) if isinstance(draft.fact, Rectified) else None
        if struck is None or not struck.fact.founds:
            continue
        thing = struck.fact.tags()[0]
        resting = [e for e in after.about(thing, *cited(thing)) if not isinstance(e.fact, Disclosed | BodyErased)]
        if resting and not any(e.fact.founds and e.fact.tags()[0] == thing for e in resting):
            by = tuple(entry.position for entry in resting[:_NAMED])
            yield StillReferredTo(entry=struck.position, reference=thing, replacements=by)


def _betrayed(step: Step, after: History) -> Iterator[LessConfidentialThanBefore]:
    """Things that a fact names, or one that is disclosed, to people who may not read that they exist."""
    for draft in step.drafts:
        match draft.fact:
            case Rectified() | BodyErased():
                continue  # told to those who may read what it is about
            case Disclosed(entries=positions):
                opened = [entry.fact for position in positions if (entry := after.at(position))]
            case fact:
                opened = [fact]
        named = tuple(dict.fromkeys(tag for fact in opened for tag in things_named(fact)))
        yield from kept_from(after.about(*named), named, draft.visibility)


def _contradictions(history: History) -> Iterator[Refusal]:
    tags = {tag for entry in history for tag in entry.fact.tags() if _of_composition(tag)}
    return contradictions(composition.fold(history.about(*tags)))


def _of_composition(tag: str) -> bool:
    return tag.startswith(("bod", "authority", "person:")) and not is_cited(tag)


def _culprit(broken: Sequence[Refusal], steps: Sequence[Step]) -> int | None:
    """The command whose own fact is contradicted, when it is not an entry recorded before."""
    first = getattr(broken[0], "entry", 0) - UNRECORDED
    for index, step in enumerate(steps):
        if 0 <= first < len(step.drafts):
            return index
        first -= len(step.drafts)
    return len(steps) - 1 if len(steps) == 1 else None


def _unrecorded(drafts: Sequence[Draft], offset: int) -> Iterator[Entry]:
    for index, draft in enumerate(drafts):
        yield Entry.of(draft, UNRECORDED + offset + index)


def _decide_one(instruction: Instruction, history: History, memberships: Memberships) -> Decision:
    if isinstance(instruction, Rectify):
        return _rectify(instruction, history, memberships)
    if not EARLIEST <= instruction.on <= LATEST:
        raise Refused(DateOutOfRange(date=instruction.on, earliest=EARLIEST, latest=LATEST))
    if instruction.act is None and instruction.cites_act:
        raise Refused(ActRequired(command=type(instruction).__name__))
    if isinstance(instruction, RedactEntry):
        return erasure.redact(instruction, history)
    slice_ = SLICE_OF[type(instruction)]
    state = slice_.EMPTY
    for entry in history.about(*_boundary_of(instruction, history).tags):
        state = slice_.evolve(state, entry)
    decision = slice_.decide(state, instruction, memberships)
    assert isinstance(decision, Decision)
    return decision


def _rectify(command: Rectify, history: History, memberships: Memberships) -> Decision:
    original = history.at(command.entry)
    if original is None or command.entry >= UNRECORDED:
        raise Refused(UnknownEntry(entry=command.entry))
    if isinstance(original.fact, (*NOT_RECTIFIABLE, Rectified)):
        raise Refused(NotRectifiable(entry=command.entry, type=type(original.fact).__name__))
    struck = history.rectification_of(command.entry)
    if struck is not None:
        return _rectify_again(command, original, struck, history, memberships)
    together = [e for e in _consequences(original, history) if history.rectification_of(e.position) is None]
    strike, *strikes = (_strike(command, entry, history) for entry in (original, *together))
    after = History(history)
    after.add(_unrecorded((strike,), _NESTED))
    after.add(_unrecorded(strikes, 2 * _NESTED))
    drafts, cautions = _replacements(command, original, after, memberships)
    if _contents(drafts) == _contents([original, *together]):
        raise Refused(NothingToRectify(entry=command.entry))
    return Decision((strike, *drafts, *strikes), cautions)


def _strike(command: Rectify, entry: Entry, history: History) -> Draft:
    """That an entry was recorded wrongly, said to whoever may read it."""
    fact = Rectified(entry=entry.position, reason=command.reason, about=entry.fact.tags())
    return Draft(fact=fact, effective_on=entry.effective_on, act=command.act, visibility=history.visibility_of(entry))


def _rectify_again(
    command: Rectify, original: Entry, struck: Entry, history: History, memberships: Memberships
) -> Decision:
    """Already true when the same replacement stands; anything else is to rectify what replaced the entry."""
    replaced = history.replacements_of(command.entry)
    before = History(entry for entry in history if entry not in replaced)
    try:
        drafts, _ = _replacements(command, original, before, memberships)
    except Refused:
        drafts = ()
    stand = all(history.rectification_of(entry.position) is None for entry in replaced)
    if stand and _contents(drafts) == _contents(replaced):
        return ALREADY_TRUE
    positions = tuple(entry.position for entry in replaced)
    raise Refused(AlreadyRectified(entry=command.entry, by=struck.position, replacements=positions))


def _replacements(
    command: Rectify, original: Entry, after: History, memberships: Memberships
) -> tuple[tuple[Draft, ...], tuple[Caution, ...]]:
    """What the replacing commands lead to once the original is gone; each fact takes its place in the legal order."""
    drafts: list[Draft] = []
    cautions: list[Caution] = []
    for replacement in command.replacement:
        decision = _decide_one(replacement, _in_its_place(after, replacement, original.order), memberships)
        replacing = Replaces(entry=command.entry, order=original.order)
        told = [structs.replace(draft, replaces=replacing) for draft in decision.drafts]
        after.add(_unrecorded(told, _NESTED + 1 + len(drafts)))
        drafts.extend(told)
        cautions.extend(decision.cautions)
    return tuple(drafts), tuple(cautions)


def _in_its_place(history: History, command: Command, order: int) -> History:
    """What was there when the fact took place: without what came to the same seat later that day."""
    seat = (getattr(command, "body", None), getattr(command, "seat", None))
    return History(
        entry
        for entry in history
        if not isinstance(entry.fact, SeatFact)
        or (entry.fact.body, entry.fact.seat) != seat
        or entry.effective_on != command.on
        or entry.order <= order
    )


def _contents(drafts: Sequence[Draft]) -> list[tuple[Fact, dt.date, Act | None]]:
    return [(draft.fact, draft.effective_on, draft.act) for draft in drafts]
