"""Two beliefs: what the register held true at one position against what it knows at another, and what rested on it.

Rows tell what was believed of a place for a time; segments of that time on which the two positions differ are changes.
The entry that ended a belief says why: a rectification (it had been recorded wrongly), a late record (it had happened
already), a judgment that reaches back, something that has happened since, or a disclosure.
"""

from service.beliefs.changes import Place, changes
from service.beliefs.impact import MOST, Impact, TooManyChanges, impact
from service.beliefs.shape import Asked, Belief, BeliefCause, BeliefChange, ChangeEntry, RestingReason

__all__ = [
    "MOST",
    "Asked",
    "Belief",
    "BeliefCause",
    "BeliefChange",
    "ChangeEntry",
    "Impact",
    "Place",
    "RestingReason",
    "TooManyChanges",
    "changes",
    "impact",
]
