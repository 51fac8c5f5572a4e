"""What a change of belief is, and what rested on it."""

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from msgspec import Struct

from domain.core.entry import Entry
from projections.beliefs import Between
from service.messages.beliefs import belief
from service.messages.words import Language


class BeliefCause(StrEnum):
    """Why what was believed is not what is known."""

    RECTIFICATION = "RECTIFICATION"
    """It had been recorded wrongly."""
    LATE_RECORD = "LATE_RECORD"
    """It had happened already, and was recorded later."""
    RETROACTIVE = "RETROACTIVE"
    """It happened since, and reaches back: an annulment, a withdrawal."""
    NEW_EVENT = "NEW_EVENT"
    """It has happened since: nobody was mistaken."""
    DISCLOSURE = "DISCLOSURE"
    """It had been recorded for few."""


class RestingReason(StrEnum):
    """Why a decision, an arbitration, a review or a session rested on what was believed."""

    TAKEN_BY_THE_BODY = "TAKEN_BY_THE_BODY"
    PERSON_NAMED = "PERSON_NAMED"
    """The person attended, signed, spoke or is concerned."""
    UNDER_THE_DELEGATION = "UNDER_THE_DELEGATION"
    RESTS_ON_THE_DECISION = "RESTS_ON_THE_DECISION"
    AT_THE_SESSION = "AT_THE_SESSION"
    ORGANIZATION_NAMED = "ORGANIZATION_NAMED"


class Belief(Struct, frozen=True):
    """What one side holds true of a place, during the whole row."""

    code: str
    values: dict[str, Any]
    """Of its sentence."""
    data: Any
    """The row, as the projection has it."""
    entry: int | None
    """On which it rests."""

    def sentence(self, language: Language) -> str:
        """In words."""
        return belief(self.code, self.values, language)


class ChangeEntry(Struct, frozen=True):
    """An entry that changed the belief."""

    entry: Entry
    recorded_at: dt.datetime


class BeliefChange(Struct, frozen=True, kw_only=True):
    """A time during which what was believed of a place is not what is known of it."""

    subject: str
    """Tag of what it is a row of: body:bureau:2026, person:p-..., decision:2026-17."""
    place: str
    """The seat, the office; empty for a thing."""
    table: str
    since: dt.date
    until: dt.date | None
    believed: Belief | None
    known: Belief | None
    differs: tuple[str, ...]
    """Names of what is not the same."""
    step: int
    """Position from which on the former belief was held no more, or the new one is held."""
    cause: BeliefCause = BeliefCause.NEW_EVENT
    entries: tuple[ChangeEntry, ...] = ()


class Asked(Struct, frozen=True, kw_only=True):
    """Which beliefs: of a subject, at two positions; ``day``: that on which the earlier one was recorded."""

    subject: str
    between: Between
    day: dt.date
    causes: frozenset[BeliefCause] = frozenset(BeliefCause)


def people_of(change: BeliefChange) -> Iterator[str]:
    """Who holds the place on either side, or acts in it."""
    for side in (change.believed, change.known):
        if side is not None:
            yield from (who for who in (side.values.get("person"), side.values.get("acting")) if who)
