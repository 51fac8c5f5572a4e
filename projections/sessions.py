"""Sittings of the authority's bodies: convening, attendance, quorum, votes."""

from projections.noun import Noun

NOUNS: tuple[Noun, ...] = ()
