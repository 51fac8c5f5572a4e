"""From what a file shows of a person, and what the register has, to commands and questions. Nothing is guessed."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from domain.core.entry import Act
from domain.facts.people import EndCause, MandateKind
from domain.people import EndMandate, EndOffice, StartMandate, StartOffice
from domain.rules.renewals import renewal_between
from service.imports.identity import Holding, Someone

HoldingCommand = StartMandate | EndMandate | StartOffice | EndOffice

ENDS: Final = (EndMandate, EndOffice)


class Open(Struct, frozen=True):
    """A question that the file leaves open; ``words`` are those of ``sentences.QUESTIONS``."""

    code: str
    words: dict[str, str]


class Steps(Struct):
    """What a line comes to."""

    commands: list[HoldingCommand]
    questions: list[Open]


def steps_for(person: str, holdings: Sequence[Holding], someone: Someone | None, act: Act, *, whole: bool) -> Steps:
    """The commands of a line, in legal order.

    What the register has already gives none. A new mandate after a general renewal ends the former one on its first
    day (C. élect. L227), and the former office when a new one begins. Every other difference is a question.
    ``whole`` says that the line shows all that the person does in that council.
    """
    steps = Steps([], [])
    known = someone.holdings if someone else []
    for holding in holdings:
        _begin(steps, person, holding, known, act)
    if whole and someone is not None and not any(not isinstance(h.held, MandateKind) for h in holdings):
        steps.questions += _left_open(person, holdings[0], known)
    steps.commands.sort(key=lambda command: (command.on, not isinstance(command, ENDS)))
    return steps


def apply(someone: Someone, command: HoldingCommand) -> None:
    """Let an import know what it recorded."""
    held = command.mandate if isinstance(command, StartMandate | EndMandate) else command.office
    if isinstance(command, StartMandate | StartOffice):
        rank = command.rank if isinstance(command, StartOffice) else None
        someone.holdings.append(Holding(command.organization, held, command.on, rank=rank))
        return
    for holding in someone.holdings:
        if (holding.organization, holding.held, holding.until) == (command.organization, held, None):
            holding.until = command.on


def _begin(steps: Steps, person: str, holding: Holding, known: Sequence[Holding], act: Act) -> None:
    same = [h for h in known if (h.organization, h.held) == (holding.organization, holding.held)]
    if any((h.since, h.rank) == (holding.since, holding.rank) for h in same):
        return
    meeting = [h for h in same if h.meets(holding.since)]
    for former in meeting:
        if former.since > holding.since or renewal_between(former.since, holding.since) is None:
            steps.questions.append(_differs(person, former, holding.since))
            return
    ended = {id(h): h for h in meeting}
    if not isinstance(holding.held, MandateKind):
        ended |= {id(h): h for h in _former_offices(holding, known)}
    steps.commands += [_end(person, former, holding.since, act) for former in ended.values() if former.until is None]
    steps.commands.append(_start(person, holding, act))


def _former_offices(holding: Holding, known: Sequence[Holding]) -> Iterator[Holding]:
    """Offices in the same council, of before the renewal after which this one began."""
    for former in known:
        if (
            former.organization == holding.organization
            and not isinstance(former.held, MandateKind)
            and former.covers(holding.since)
            and renewal_between(former.since, holding.since) is not None
        ):
            yield former


def _left_open(person: str, mandate: Holding, known: Sequence[Holding]) -> Iterator[Open]:
    """Offices of a former term that the file no longer shows, and that no entry ends."""
    for former in known:
        renewal = renewal_between(former.since, mandate.since)
        if (
            former.organization == mandate.organization
            and not isinstance(former.held, MandateKind)
            and former.covers(mandate.since)
            and renewal is not None
        ):
            yield Open("FORMER_OFFICE", _words(person, former) | {"renewal": renewal.isoformat()})


def _differs(person: str, former: Holding, said: dt.date) -> Open:
    return Open("SINCE_DIFFERS", _words(person, former) | {"said": said.isoformat()})


def _words(person: str, holding: Holding) -> dict[str, str]:
    return {
        "person": person,
        "held": str(holding.held),
        "organization": holding.organization,
        "since": holding.since.isoformat(),
    }


def not_listed(person: str, holding: Holding) -> Open:
    """That somebody holds something, and is in no line of a file that lists all who do."""
    return Open("NOT_LISTED", _words(person, holding))


def _start(person: str, holding: Holding, act: Act) -> StartMandate | StartOffice:
    on, organization, held = holding.since, holding.organization, holding.held
    if isinstance(held, MandateKind):
        return StartMandate(on=on, act=act, person=person, organization=organization, mandate=held)
    return StartOffice(on=on, act=act, person=person, organization=organization, office=held, rank=holding.rank)


def _end(person: str, former: Holding, on: dt.date, act: Act) -> EndMandate | EndOffice:
    organization, held, cause = former.organization, former.held, EndCause.TERM_ENDED
    if isinstance(held, MandateKind):
        return EndMandate(on=on, act=act, person=person, organization=organization, mandate=held, cause=cause)
    return EndOffice(on=on, act=act, person=person, organization=organization, office=held, cause=cause)
