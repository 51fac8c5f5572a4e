"""What entries are asked for by: one vocabulary for the feed, which looks at each of them, and the trail and its index.

A filter is groups of keys (``service/ledger/trail_keys.py``): an entry is asked for when it bears a key of each group.
"""

import dataclasses
from collections.abc import Iterator
from typing import Final

import strawberry

from domain.facts import FACT_TYPES
from service.graphql.refusals import QueryRefused
from service.ledger import StoredEntry
from service.ledger.trail_keys import tag_keys, type_key

TERRITORIES: Final = 1_000
"""Of one filter: twice what the largest SCoT has."""


@strawberry.input(
    description="Which entries to tell. Sealed entries are always told: a filter never betrays what they hold."
)
class EntryFilter:
    """What the feed is asked for."""

    types: list[str] | None = strawberry.field(default=None, description="Kinds of fact: SeatFilled, SeatVacated...")
    body: strawberry.ID | None = strawberry.field(default=None, description="About this body, in any of its terms.")
    person: strawberry.ID | None = strawberry.field(default=None, description="About this person.")
    organization: strawberry.ID | None = strawberry.field(
        default=None, description="About this organisation: commune:<INSEE>, epci:<SIREN> or org:<local id>."
    )
    territory: list[strawberry.ID] | None = strawberry.field(
        default=None,
        description="About any of these communes and EPCIs: commune:<INSEE>, epci:<SIREN>. An EPCI does not stand for "
        "its communes, for they change: name them.",
    )
    theme: strawberry.ID | None = strawberry.field(default=None, description="Citing this theme.")
    about: strawberry.ID | None = strawberry.field(
        default=None, description="Of this thing, or citing it: decision:<id>, project:<id>, arbitration:<id>..."
    )

    def admits(self, stored: StoredEntry) -> bool:
        """Whether a readable entry is asked for."""
        return bears(stored, tuple(feed_groups(self)))


def bears(stored: StoredEntry, groups: tuple[tuple[str, ...], ...]) -> bool:
    """Whether an entry bears a key of each group."""
    borne = {type_key(stored.type or ""), *tag_keys(stored.tags)} if groups else frozenset()
    return all(not borne.isdisjoint(group) for group in groups)


def feed_groups(wanted: EntryFilter) -> Iterator[tuple[str, ...]]:
    """The groups of keys that a filter of the feed asks for: kinds of fact, and tags."""
    if wanted.types is not None:
        yield tuple(type_key(name) for name in dict.fromkeys(wanted.types))
    if wanted.territory is not None:
        yield tuple(dict.fromkeys(wanted.territory))
    tags = (
        wanted.body and f"body:{wanted.body}",
        wanted.person and f"person:{wanted.person}",
        wanted.organization,
        wanted.theme and f"theme:{wanted.theme}",
        wanted.about,
    )
    yield from ((tag,) for tag in tags if tag)


def check_filter(wanted: EntryFilter | None) -> EntryFilter:
    """A filter that can be answered.

    Raises:
        QueryRefused: UNKNOWN_FACT_TYPE, TOO_MANY_TERRITORIES.
    """
    wanted = wanted or EntryFilter()
    check_types(wanted)
    return wanted


def check_types(wanted: EntryFilter) -> None:
    """What a filter names is named, the kinds of fact exist, and there are no more places than can be looked for.

    Raises:
        QueryRefused: EMPTY_FILTER, UNKNOWN_FACT_TYPE, TOO_MANY_TERRITORIES.
    """
    for name in (each.name for each in dataclasses.fields(wanted)):
        if getattr(wanted, name) == "" and name != "text":  # to leave it out would answer with everything; NO_WORD
            raise QueryRefused(
                "EMPTY_FILTER",
                {"en": f"The filter `{name}` names nothing.", "fr": f"Le filtre `{name}` ne nomme rien."},
            )
    if len(wanted.territory or ()) > TERRITORIES:
        raise QueryRefused(
            "TOO_MANY_TERRITORIES",
            {
                "en": f"The filter names {len(wanted.territory or ())} communes and EPCIs; the limit is {TERRITORIES}.",
                "fr": f"Le filtre nomme {len(wanted.territory or ())} communes et EPCI ; la limite est {TERRITORIES}.",
            },
        )
    if unknown := [name for name in wanted.types or () if name not in FACT_TYPES]:
        listed = ", ".join(name[:40] for name in unknown[:5])
        raise QueryRefused(
            "UNKNOWN_FACT_TYPE",
            {"en": f"No fact is of type {listed}.", "fr": f"Aucun fait n'est de type {listed}."},
        )
