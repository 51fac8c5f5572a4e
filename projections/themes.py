"""Themes that an authority added to the common vocabulary."""

from domain.facts.themes import ThemeAdded
from domain.themes import Theme, apply
from projections.things import ThingNoun
from projections.words import words

THEME = ThingNoun(
    table="theme",
    thing=Theme,
    kinds=(ThemeAdded,),
    prefix="theme:",
    apply=apply,
    sort=lambda theme: theme.name_fr,
    terms=lambda theme: words(theme.name_fr, theme.name_en),
    descending=False,
)
NOUNS = THEME.nouns()
