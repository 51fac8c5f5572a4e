"""What each noun of the scene of governance says: its notices, its facts, its words."""

from types import ModuleType
from typing import Final

from service.messages import (
    ambassadors,
    arbitrations,
    briefings,
    decisions,
    delegations,
    documents,
    erasure,
    pact,
    partners,
    projects,
    references,
    scheme,
    sessions,
    strategy,
    team,
    themes,
)

GOVERNANCE: Final[tuple[ModuleType, ...]] = (
    references,
    themes,
    erasure,
    delegations,
    sessions,
    decisions,
    arbitrations,
    pact,
    documents,
    scheme,
    strategy,
    projects,
    ambassadors,
    briefings,
    team,
    partners,
)
"""Modules with TEXTS (notices), SUMMARIES (facts) and LABELS (enums)."""
