"""The common vocabulary of themes: those that the seed names, in its order. An authority adds its own by a fact."""

from typing import Final

THEMES: Final[tuple[str, ...]] = (
    "development-projects",
    "planning",
    "transitions",
    "resources",
    "water",
    "economy",
    "land",
    "agriculture",
    "biodiversity",
    "mobility",
    "housing",
    "tourism",
    "health",
    "facilities",
)
"""Projets d'aménagement, urbanisme, transitions, ressources (dont l'eau), économie, foncier, agriculture, biodiversité,
mobilité, habitat, tourisme, santé, équipements. Water is a theme of its own, within resources."""
