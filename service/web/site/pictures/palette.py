"""Colours of categories, always with a letter: what is told by colour is told without it too."""

from collections.abc import Iterable
from string import ascii_uppercase
from typing import Final

from msgspec import Struct

COLOURS: Final = 10
"""Classes ``k0`` to ``k9`` of the stylesheet; more categories begin again, and differ by their letters."""


class Mark(Struct, frozen=True):
    """How one category is shown: its letters and the class of its colour."""

    letters: str
    colour: str


def marks(names: Iterable[str]) -> dict[str, Mark]:
    """A mark for each name, in their order: A, B... Z, AA, AB..."""
    return {name: Mark(_letters(at), f"k{at % COLOURS}") for at, name in enumerate(dict.fromkeys(names))}


def _letters(at: int) -> str:
    first, last = divmod(at, len(ascii_uppercase))
    return (ascii_uppercase[first - 1] if first else "") + ascii_uppercase[last]
