"""Documents and contracts followed during the mandate, and how they relate to the SCoT."""

from projections.noun import Noun

NOUNS: tuple[Noun, ...] = ()
