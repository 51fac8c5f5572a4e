"""What the write door itself refuses, whatever the command says."""

import datetime as dt

from domain.core.notices import Refusal


class WritingNotAllowed(Refusal, frozen=True, kw_only=True):
    """Only a clerk of that ledger records in it."""

    ledger: str


class LedgerNotOpened(Refusal, frozen=True, kw_only=True):
    """There is no such ledger yet."""

    ledger: str
    known: tuple[str, ...]


class InvalidLedgerId(Refusal, frozen=True, kw_only=True):
    """A ledger is named by its authority's SIREN, or FR."""

    ledger: str


class WrongLedger(Refusal, frozen=True, kw_only=True):
    """Territory is recorded in the reference ledger, everything else in an authority's own."""

    command: str
    ledger: str
    belongs: str


class NoCommands(Refusal, frozen=True, kw_only=True):
    """A list of commands has at least one."""


class TooManyCommands(Refusal, frozen=True, kw_only=True):
    """A list of commands is one sitting, not a year's."""

    count: int
    limit: int


class InvalidCommandId(Refusal, frozen=True, kw_only=True):
    """A command id is 1 to 200 printable characters."""


class CommandIdReused(Refusal, frozen=True, kw_only=True):
    """The same command id came with another content."""

    command_id: str


class PositionMoved(Refusal, frozen=True, kw_only=True):
    """The ledger is not where the caller believes it to be."""

    expected: int
    head: int


class ClockIsReal(Refusal, frozen=True, kw_only=True):
    """Only a simulated ledger takes its time from the caller."""

    ledger: str


class ClockWouldGoBack(Refusal, frozen=True, kw_only=True):
    """The second clock never goes back."""

    recorded_at: dt.datetime
    head: dt.datetime


class UnknownAlias(Refusal, frozen=True, kw_only=True):
    """An alias stands for a person registered earlier in the same list."""

    alias: str


class PersonIdIsMadeHere(Refusal, frozen=True, kw_only=True):
    """The register makes the ids of people; a caller gives an alias."""

    person: str


class AliasUsedTwice(Refusal, frozen=True, kw_only=True):
    """An alias stands for one person."""

    alias: str


class NotAReplacement(Refusal, frozen=True, kw_only=True):
    """What the register does for itself (open a ledger, register a person) replaces no entry: ask it apart."""

    command: str


class TooManyConflicts(Refusal, frozen=True, kw_only=True):
    """Others recorded in the same place at the same time, again and again."""

    attempts: int
