"""Deliberations, orders, delegated decisions and opinions, their relations and their life in law."""

from projections.noun import Noun

NOUNS: tuple[Noun, ...] = ()
