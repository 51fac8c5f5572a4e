"""Every noun, and the version of what they come to."""

from typing import Final

from projections.bodies import BODY
from projections.composition import COMPOSITION
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
)

PROJECTION_VERSION: Final = 1
"""Raised whenever a noun's rows change: a ledger projected by another version takes no entry before its rebuild."""
