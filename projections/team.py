"""The technical team: technicians, competences, shared time between employers."""

from projections.noun import Noun

NOUNS: tuple[Noun, ...] = ()
