"""The one write door: authorise, read the boundary, decide, append; again when the boundary moved."""

from service.clerk.answers import (
    Answer,
    Recorded,
    Refusals,
    RefusedCommand,
    StepOutcome,
)
from service.clerk.clerk import Clerk, Request
from service.clerk.refusals import TooManyConflicts
from service.clerk.rehearsal import Rehearsal

__all__ = [
    "Answer",
    "Clerk",
    "Recorded",
    "Refusals",
    "RefusedCommand",
    "Rehearsal",
    "Request",
    "StepOutcome",
    "TooManyConflicts",
]
