"""Ambassadors of the SCoT: found by person, area, theme, and whether they are active."""

from collections.abc import Iterator

from domain.ambassadors import Ambassador, apply
from domain.facts.ambassadors import AmbassadorFact
from projections.things import ThingNoun
from projections.words import tagged, words


def _terms(ambassador: Ambassador) -> Iterator[str]:
    yield "state:active" if ambassador.ended_on is None else "state:ended"
    yield from tagged("person", [ambassador.person])
    yield from tagged("theme", ambassador.themes)
    yield from tagged("organization", [*ambassador.area, *(a.organization for a in ambassador.actions)])
    yield from tagged("project", (action.project for action in ambassador.actions))
    yield from words(*(action.note for action in ambassador.actions))


AMBASSADOR = ThingNoun(
    table="ambassador",
    thing=Ambassador,
    kinds=(AmbassadorFact,),
    prefix="ambassador:",
    apply=apply,
    sort=lambda ambassador: ambassador.appointed_on.isoformat(),
    terms=_terms,
)
NOUNS = AMBASSADOR.nouns()
