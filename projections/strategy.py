"""The strategy: orientations, action programme, trajectory indicators, involvement of the elected."""

from projections.noun import Noun

NOUNS: tuple[Noun, ...] = ()
