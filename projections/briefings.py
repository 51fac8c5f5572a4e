"""Briefings of municipal councils, the local rule on them, and which councils heard of the strategy, when, by whom."""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import groupby, zip_longest
from typing import Final

from msgspec import Struct

from domain import agenda
from domain.briefing_life import Briefing, BriefingRule, BriefingState, apply, apply_rule
from domain.core.entry import Entry, standing
from domain.core.identifiers import REFERENCE_LEDGER, OrganizationId, PersonId, Slug
from domain.core.identifiers import commune as commune_id
from domain.core.identifiers import epci as epci_id
from domain.facts.briefings import BriefingFact, BriefingRuleFact, CouncilBriefed
from projections.noun import Noun, Row, named
from projections.organizations import members
from projections.query import Connection, View, decode, select
from projections.territory import MEMBERSHIP
from projections.things import ThingNoun
from projections.words import tagged, words

_BRIEFED: Final = "briefed:"
RULE: Final = "briefing-rule:local"
"""The tag of the authority's rule."""


class LastBriefing(Struct, frozen=True, kw_only=True):
    """The last briefing of a council, until the next."""

    commune: OrganizationId
    briefing: Slug
    on: dt.date
    by: tuple[PersonId, ...]
    entry: int


def _terms(briefing: Briefing) -> Iterator[str]:
    yield f"state:{briefing.state}"
    if briefing.open_questions:
        yield "question:open"
    yield from tagged("organization", briefing.communes)
    yield from tagged("person", briefing.by)
    if briefing.state is BriefingState.HELD:
        yield from tagged("briefer", briefing.by)
    yield from tagged("orientation", briefing.orientations)
    asked = (theme for question in briefing.questions for theme in question.themes)
    yield from tagged("theme", [*briefing.themes, *asked])
    texts = (text for question in briefing.questions for text in (question.text, question.answer))
    yield from words(*briefing.materials, *texts)


def last_rows(subject: str, entries: Sequence[Entry]) -> Iterator[Row]:
    """One row for each briefing of a council, until its next one; of two on a day, the one recorded last."""
    commune = subject.removeprefix(_BRIEFED)
    held = [entry for entry in standing(entries) if isinstance(entry.fact, CouncilBriefed)]
    days = [(on, list(group)[-1]) for on, group in groupby(held, key=lambda entry: entry.effective_on)]
    for (on, entry), end in zip_longest(days, [on for on, _ in days[1:]]):
        assert isinstance(entry.fact, CouncilBriefed)
        data = LastBriefing(
            commune=commune, briefing=entry.fact.briefing, on=on, by=entry.fact.by, entry=entry.position
        )
        yield Row("", on, end, (commune,), data)


BRIEFING = ThingNoun(
    table="briefing",
    thing=Briefing,
    kinds=(BriefingFact,),
    prefix="briefing:",
    apply=apply,
    sort=lambda briefing: briefing.day.isoformat(),
    terms=_terms,
    deadlines=agenda.of_briefing,
)
BRIEFING_RULE = ThingNoun(
    table="briefing_rule",
    thing=BriefingRule,
    kinds=(BriefingRuleFact,),
    prefix="briefing-rule:",
    apply=apply_rule,
    sort=lambda rule: rule.called_on.isoformat() if rule.called_on else "",
    terms=lambda _: (),
)
COUNCIL_BRIEFED = Noun(
    table="council_briefed",
    columns=("commune",),
    kinds=(CouncilBriefed,),
    subjects=named(_BRIEFED, parts=(3,)),
    rows=last_rows,
)
NOUNS = (*BRIEFING.nouns(), *BRIEFING_RULE.nouns(), COUNCIL_BRIEFED)

# -- queries -----------------------------------------------------------------------------------------------------------


async def last_briefings(
    connection: Connection, view: View, communes: Sequence[str], on: dt.date
) -> dict[str, LastBriefing]:
    """The last briefing of each council by a day: one lookup, however many councils and briefings there are."""
    records = await select(connection, view, COUNCIL_BRIEFED.table, "commune", communes, on)
    return {record["commune"]: decode(record, LastBriefing) for record in records}


async def briefed_perimeter(
    connection: Connection, view: View, reference: View, on: dt.date
) -> tuple[dict[str, str | None], dict[str, LastBriefing]]:
    """The communes of the perimeter, as ``perimeter`` has them, and the last briefing of each."""
    communes = await perimeter(connection, view, reference, on)
    return communes, await last_briefings(connection, view, list(communes), on)


async def perimeter(connection: Connection, view: View, reference: View, on: dt.date) -> dict[str, str | None]:
    """The communes of the authority's perimeter on a day, by id, each with the member EPCI that it belongs to (None:
    a member by itself)."""
    named = [member.organization for member in await members(connection, view, on)]
    sirens = [name.removeprefix("epci:") for name in named if name.startswith("epci:")]
    ground = View(REFERENCE_LEDGER, reference.position)
    records = await select(connection, ground, MEMBERSHIP.table, "epci", sirens, on)
    found: dict[str, str | None] = {name: None for name in named if name.startswith("commune:")}
    found |= {commune_id(record["commune"]): epci_id(record["epci"]) for record in records}
    return dict(sorted(found.items()))
