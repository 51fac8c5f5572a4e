"""Delegations, four kinds that are never one: of powers, functions, signature, and appointments to outside bodies."""

from projections.noun import Noun

NOUNS: tuple[Noun, ...] = ()
