"""What an arbitration must be for a fact of it to be recorded: its state that day, what it rests on, who reads it."""

import datetime as dt
from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from domain.arbitrations_commands import CloseFollowUp, LaterCommand
from domain.arbitrations_life import Arbitration, ArbitrationState
from domain.arbitrations_notices import ArbitrationNotInState, DueBeforeItBegins, OptionNotOnTable, SpeaksWithoutOffice
from domain.core.command import Command
from domain.core.entry import Visibility, disclosed_to
from domain.core.notices import Caution, Refused
from domain.facts.people import OfficeKind
from domain.references import LessConfidentialThanBefore, References
from domain.things import Things

_AFTER: Final = {
    ArbitrationState.SETTLED: {ArbitrationState.OPEN},
    ArbitrationState.OPEN: {ArbitrationState.SETTLED, ArbitrationState.ABANDONED},
    ArbitrationState.ABANDONED: {ArbitrationState.OPEN},
    ArbitrationState.SUPERSEDED: {ArbitrationState.OPEN, ArbitrationState.SETTLED},
}
"""From which states each one is reached."""


def rests_on(known: Arbitration, command: LaterCommand) -> tuple[int, ...]:
    """The founding entry; and every change of state until then, for a later fact would betray it."""
    turns = () if isinstance(command, CloseFollowUp) else (t.entry for t in known.turns if t.on <= command.on)
    return (known.entries[0], *turns)


def arbitration_on(state: Things[Struct], arbitration: str, on: dt.date) -> Arbitration:
    """An arbitration that is open by that day."""
    tag = f"arbitration:{arbitration}"
    state.references.check_thing(tag, on)
    known = state.the(tag)
    assert isinstance(known, Arbitration)
    return known


def check_state(known: Arbitration, on: dt.date, needed: ArbitrationState) -> None:
    """It is in the state needed on that day."""
    if (there := known.state_on(on)) != needed:
        raise Refused(ArbitrationNotInState(arbitration=known.arbitration, on=on, state=there))


def check_settled(state: Things[Struct], known: Arbitration, command: LaterCommand) -> None:
    """It is settled on that day, and what follows from the settlement is not told to more people than it."""
    check_state(known, command.on, ArbitrationState.SETTLED)
    settlement = known.settlement_on(command.on)
    assert settlement is not None
    check_no_less(state.references, command, settlement.entry)


def check_turn(known: Arbitration, on: dt.date, to: ArbitrationState) -> None:
    """One more change of state fits between those before and those after it, in whatever order they are recorded."""
    before = known.state_on(on)
    after = next((turn.state for turn in known.turns if turn.on > on), None)
    if before not in _AFTER[to] or (after is not None and to not in _AFTER[after]):
        raise Refused(ArbitrationNotInState(arbitration=known.arbitration, on=on, state=before))


def check_option(references: References, known: Arbitration, option: str, command: LaterCommand) -> None:
    """The option is on the table on that day; what is said of it is not told to more people than it."""
    on = command.on
    for o in known.options:
        if o.option == option and o.added_on <= on and (o.withdrawn_on is None or on < o.withdrawn_on):
            check_no_less(references, command, o.entry)
            return
    raise Refused(OptionNotOnTable(arbitration=known.arbitration, option=option, on=on))


def check_due(known: Arbitration, on: dt.date, due_on: dt.date | None) -> None:
    """What is agreed on a day is due on that day at the earliest."""
    if due_on is not None and due_on < on:
        raise Refused(DueBeforeItBegins(arbitration=known.arbitration, on=on, due_on=due_on))


def check_cited(references: References, command: Command, tag: str) -> None:
    """Something else exists, and may be spoken of to those who will read the fact."""
    founding = references.check_thing(tag)
    _check_confidential(references, command, tag, [founding.position])


def check_no_less(references: References, command: LaterCommand, *entries: int) -> None:
    """No more people are told of it than of the entries of the arbitration on which it rests."""
    _check_confidential(references, command, f"arbitration:{command.arbitration}", entries)


def _check_confidential(references: References, command: Command, tag: str, entries: Iterable[int]) -> None:
    """Whoever may read the new fact may, by now, read the entries on which it rests."""
    opened = disclosed_to(references.entries)
    recorded = {e.position: e.visibility.level for e in references.entries}
    kept = max((min(recorded[e], opened.get(e, recorded[e])) for e in entries), default=0)
    if command.visibility.level < kept:
        raise Refused(
            LessConfidentialThanBefore(reference=tag, visibility=command.visibility, kept=tuple(Visibility)[kept])
        )


def without_office(
    references: References, reference: str, spoken: Iterable[tuple[str, str]], on: dt.date
) -> Iterable[Caution]:
    """A caution for each who speaks for an EPCI over which no presidency of theirs is recorded."""
    for person, organization in spoken:
        held = {(h.organization, h.held) for h in references.people[person].holds_on(on)}
        if (organization, OfficeKind.EPCI_PRESIDENT) not in held:
            yield SpeaksWithoutOffice(reference=reference, person=person, organization=organization, on=on)
