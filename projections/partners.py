"""Actors of the territory: found by category, theme, area, what binds them and what they took part in."""

from collections.abc import Iterator

from domain.facts.partners import PartnerFact
from domain.partners_life import Partner, apply, deadlines
from projections.things import ThingNoun
from projections.words import tagged, words


def _terms(partner: Partner) -> Iterator[str]:
    yield "state:active" if partner.withdrawn_on is None else "state:withdrawn"
    yield from tagged("category", [partner.category])
    yield from tagged("organization", [partner.organization, *partner.area])
    agreed = (theme for a in partner.agreements for theme in a.themes)
    engaged = (theme for e in partner.engagements for theme in e.themes)
    yield from tagged("theme", [*partner.themes, *agreed, *engaged])
    yield from tagged("session", (e.session for e in partner.engagements))
    yield from tagged("project", (e.project for e in partner.engagements))
    yield from tagged("body", (e.body for e in partner.engagements))
    yield from words(*(a.title for a in partner.agreements), *(e.subject for e in partner.engagements))


PARTNER = ThingNoun(
    table="partner",
    thing=Partner,
    kinds=(PartnerFact,),
    prefix="partner:",
    apply=apply,
    sort=lambda partner: partner.partner,
    terms=_terms,
    descending=False,
    deadlines=deadlines,
)
NOUNS = PARTNER.nouns()
