"""The ecosystem of actors: categories, agreements, engagements."""

from projections.noun import Noun

NOUNS: tuple[Noun, ...] = ()
