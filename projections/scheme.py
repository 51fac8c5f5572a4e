"""The SCoT itself: approval, analysis, maintenance, revision, lapse."""

from projections.noun import Noun

NOUNS: tuple[Noun, ...] = ()
