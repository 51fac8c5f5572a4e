"""Governance pacts: statutory for an EPCI, voluntary for the SCoT."""

from projections.noun import Noun

NOUNS: tuple[Noun, ...] = ()
