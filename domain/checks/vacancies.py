"""What is missing in a body on a day, and by when the law would have it mended."""

import datetime as dt
from collections.abc import Iterable, Iterator

from domain.core.notices import Caution
from domain.facts.bodies import BodyKind, SeatKind
from domain.periods import Period, SeatState
from domain.rules.composition import president_election_due, replacement_due


class PresidentToElect(Caution, frozen=True, kw_only=True):
    """The presidency is vacant: the election of a president is convened within fifteen days."""

    rule = "CGCT L2122-14"
    body: str
    seat: str
    since: dt.date
    due: dt.date


class DelegateToReplace(Caution, frozen=True, kw_only=True):
    """A seat of the assembly is vacant: its member designates a delegate within one month."""

    rule = "CGCT L5211-8"
    body: str
    seat: str
    organization: str
    since: dt.date
    due: dt.date


class SeatToFill(Caution, frozen=True, kw_only=True):
    """A seat is vacant; the law gives no date by which it is filled."""

    body: str
    seat: str
    since: dt.date


class InstallationAwaited(Caution, frozen=True, kw_only=True):
    """The councils were renewed: the outgoing holders see to current business until the installation."""

    rule = "CGCT L5211-8"
    body: str
    since: dt.date


class NoTermRunning(Caution, frozen=True, kw_only=True):
    """The body has no term on that day: it has not been installed, or not yet."""

    body: str
    on: dt.date


Missing = PresidentToElect | DelegateToReplace | SeatToFill | InstallationAwaited | NoTermRunning


def missing(body: str, kind: BodyKind, periods: Iterable[Period], on: dt.date) -> Iterator[Missing]:
    """What is missing in a body whose seats on a day are given."""
    periods = list(periods)
    if not periods:
        yield NoTermRunning(body=body, on=on)
    for period in periods:
        if period.vacancy is None:
            continue
        seat, since = period.seat, period.vacancy.since
        if seat.kind is SeatKind.PRESIDENT and kind is BodyKind.BUREAU:
            yield PresidentToElect(body=body, seat=seat.seat, since=since, due=president_election_due(since))
        elif seat.kind is SeatKind.FULL_DELEGATE and seat.on_behalf_of:
            due = replacement_due(since)
            yield DelegateToReplace(body=body, seat=seat.seat, organization=seat.on_behalf_of, since=since, due=due)
        else:
            yield SeatToFill(body=body, seat=seat.seat, since=since)
    held_over = [period.start for period in periods if period.state is SeatState.HOLDOVER]
    if held_over:
        yield InstallationAwaited(body=body, since=min(held_over))
