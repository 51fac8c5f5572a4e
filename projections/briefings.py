"""Briefings of municipal councils on the strategy."""

from projections.noun import Noun

NOUNS: tuple[Noun, ...] = ()
