"""The whole story in order: 2016 to November 2026. Every name in it is in ``people.csv``, and fictional."""

from service.demo import (
    ambassadors,
    arbitrations,
    briefings,
    decisions,
    delegations,
    documents,
    first_term,
    founding,
    pact,
    partners,
    projects,
    renewal,
    scheme,
    second_term,
    sessions,
    strategy,
    team,
    themes,
)
from service.demo.sittings import Sitting

_CHAPTERS = (
    founding,
    first_term,
    renewal,
    second_term,
    themes,
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


def story() -> tuple[Sitting, ...]:
    """Every sitting, in the order in which it was recorded; at one moment, in the order of the chapters."""
    told = (sitting for chapter in _CHAPTERS for sitting in chapter.sittings())
    return tuple(sorted(told, key=lambda sitting: sitting.recorded_at))
