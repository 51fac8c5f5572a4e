"""What is said of themes: the common vocabulary in both languages, and those that an authority adds."""

from collections.abc import Mapping
from typing import Final

from service.messages.message import Message

THEME_NAMES: Final[Mapping[str, tuple[str, str]]] = {
    "development-projects": ("projets d'aménagement", "development projects"),
    "planning": ("urbanisme", "planning"),
    "transitions": ("transitions", "transitions"),
    "resources": ("ressources", "resources"),
    "water": ("eau", "water"),
    "economy": ("économie", "economy"),
    "land": ("foncier", "land"),
    "agriculture": ("agriculture", "agriculture"),
    "biodiversity": ("biodiversité", "biodiversity"),
    "mobility": ("mobilité", "mobility"),
    "housing": ("habitat", "housing"),
    "tourism": ("tourisme", "tourism"),
    "health": ("santé", "health"),
    "facilities": ("équipements", "facilities"),
}
"""For a theme of ``domain/rules/themes.py``: French, English."""

TEXTS: Final[Mapping[str, Message]] = {
    "ThemeIsCommon": Message(
        fr="Le thème « {theme} » est déjà dans le vocabulaire commun.",
        en="Theme “{theme}” is in the common vocabulary already.",
        remedy_fr="Utilisez-le tel quel ; il n'y a rien à ajouter.",
        remedy_en="Use it as it is; there is nothing to add.",
    ),
}

SUMMARIES: Final[Mapping[str, Message]] = {
    "ThemeAdded": Message(
        fr="Le thème « {theme} » est ajouté au vocabulaire le {on} : « {name_fr} » (en anglais : « {name_en} »).",
        en="Theme “{theme}” is added to the vocabulary from {on}: “{name_en}” (in French: “{name_fr}”).",
    ),
}

LABELS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {}
