"""The SCoT: found by what it is on record as, by whom it covers, and by its words."""

import datetime as dt
from collections.abc import Iterator

from domain import agenda
from domain.facts.scheme import SchemeFact
from domain.scheme_fold import apply
from domain.scheme_life import Scheme
from projections.query import Connection, View
from projections.things import Found, ThingNoun, with_terms
from projections.words import tagged, words


def _terms(scheme: Scheme) -> Iterator[str]:
    # Not the state, which depends on the day: what is on record.
    ended, enforceable = scheme.ended_on is not None, scheme.enforceable_on is not None
    yield f"ended:{ended}"
    yield f"enforceable:{enforceable}"
    if not ended:
        yield "standing:enforceable" if enforceable else "standing:in-preparation"
    opinions = (opinion.organization for opinion in scheme.opinions)
    moved = (change.organization for change in scheme.perimeter_changes)
    yield from tagged("organization", dict.fromkeys((*scheme.perimeter, *opinions, *moved)))
    yield from tagged("decision", (event.decision for event in scheme.timeline))
    yield from words(scheme.title, *(event.note for event in scheme.timeline))


SCHEME = ThingNoun(
    table="scheme",
    thing=Scheme,
    kinds=(SchemeFact,),
    prefix="scheme:",
    apply=apply,
    sort=lambda scheme: scheme.prescribed_on.isoformat(),
    terms=_terms,
    deadlines=agenda.of_scheme,
)
NOUNS = SCHEME.nouns()


async def current(connection: Connection, view: View, on: dt.date) -> Found[Scheme] | None:
    """The SCoT of the day: the last one that is enforceable, or else the last one in preparation."""
    terms = ("standing:enforceable", "standing:in-preparation")
    found = await with_terms(connection, view, SCHEME, on, terms, first=1)
    return next((each for term in terms for each in found[term]), None)
