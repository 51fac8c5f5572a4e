"""Projects of the territory and their reviews."""

from projections.noun import Noun

NOUNS: tuple[Noun, ...] = ()
