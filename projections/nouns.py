"""Every noun, and the version of what they come to."""

from typing import Final

from projections import (
    ambassadors,
    arbitrations,
    briefings,
    decisions,
    delegations,
    documents,
    pact,
    partners,
    projects,
    scheme,
    sessions,
    strategy,
    team,
    themes,
)
from projections.bodies import BODY
from projections.composition import COMPOSITION
from projections.disclosure import OPENING
from projections.noun import Noun
from projections.organizations import AUTHORITY, MEMBER, ORGANIZATION
from projections.people import HOLDING, PERSON
from projections.territory import COMMUNE, EPCI, MEMBERSHIP

NOUNS: Final[tuple[Noun, ...]] = (
    AUTHORITY,
    BODY,
    COMPOSITION,
    PERSON,
    HOLDING,
    ORGANIZATION,
    MEMBER,
    COMMUNE,
    EPCI,
    MEMBERSHIP,
    OPENING,
    *themes.NOUNS,
    *delegations.NOUNS,
    *sessions.NOUNS,
    *decisions.NOUNS,
    *arbitrations.NOUNS,
    *pact.NOUNS,
    *documents.NOUNS,
    *scheme.NOUNS,
    *strategy.NOUNS,
    *projects.NOUNS,
    *ambassadors.NOUNS,
    *briefings.NOUNS,
    *team.NOUNS,
    *partners.NOUNS,
)

PROJECTION_VERSION: Final = 5
"""Raised whenever a noun's rows change: a ledger projected by another version takes no entry before its rebuild."""
