"""Refusals that more than one slice pronounces."""

import datetime as dt

from domain.core.notices import Refusal


class InvalidSiren(Refusal, frozen=True, kw_only=True):
    """The check digit of a SIREN is wrong."""

    siren: str


class UnknownPerson(Refusal, frozen=True, kw_only=True):
    """No person of that id is registered in this ledger."""

    person: str


class PersonIsDead(Refusal, frozen=True, kw_only=True):
    """The person died before the day of the fact."""

    person: str
    died_on: dt.date


class PersonIsForgotten(Refusal, frozen=True, kw_only=True):
    """The person's values were destroyed: none are given anew under the same id."""

    person: str
    entry: int


class UnknownEntry(Refusal, frozen=True, kw_only=True):
    """The ledger has no entry at that position."""

    entry: int


class ActRequired(Refusal, frozen=True, kw_only=True):
    """Every fact of governance cites the act that founds it."""

    command: str


class DateOutOfRange(Refusal, frozen=True, kw_only=True):
    """A legal date is outside what the register takes: a slip of the pen."""

    date: dt.date
    earliest: dt.date
    latest: dt.date
