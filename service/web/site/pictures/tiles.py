"""A territory without outlines: a tile for each commune, side by side within its EPCI, as the register knows them."""

from collections.abc import Sequence
from itertools import groupby
from math import ceil, sqrt
from typing import Final

from msgspec import Struct

_TILE: Final = 26.0
_SPACE: Final = 18.0
_LINE: Final = 16.0
_LETTERS: Final = 8.4
"""Width of a letter of a heading."""
WIDTH: Final = 760.0


class Tile(Struct, frozen=True):
    """One commune: the EPCI it stands in, its name, and what is told of it (a class of the stylesheet)."""

    group: str
    name: str
    state: str


class Placed(Struct, frozen=True):
    """A tile where it is drawn."""

    tile: Tile
    x: float
    y: float


class Block(Struct, frozen=True):
    """An EPCI where it is drawn."""

    name: str
    x: float
    y: float
    width: float
    height: float
    count: int


class Tiles(Struct, frozen=True):
    """The picture."""

    placed: tuple[Placed, ...]
    blocks: tuple[Block, ...]
    height: float
    width: float = WIDTH
    size: float = _TILE - 3


def tiles(communes: Sequence[Tile]) -> Tiles:
    """Blocks of tiles, from left to right and then below, each as square as its number allows."""
    placed: list[Placed] = []
    blocks: list[Block] = []
    x = y = row = 0.0
    for group, found in groupby(
        sorted(communes, key=lambda tile: (tile.group, tile.name)), key=lambda tile: tile.group
    ):
        members = list(found)
        across = max(ceil(sqrt(len(members) * 1.6)), 1)
        width = max(across * _TILE, min(len(group) * _LETTERS, WIDTH))
        height = ceil(len(members) / across) * _TILE + _LINE * 2
        if x and x + width > WIDTH:
            x, y, row = 0.0, y + row + _SPACE, 0.0
        blocks.append(Block(group, x, y, width, height, len(members)))
        for at, tile in enumerate(members):
            placed.append(Placed(tile, x + at % across * _TILE, y + _LINE * 1.5 + at // across * _TILE))
        x, row = x + width + _SPACE, max(row, height)
    return Tiles(tuple(placed), tuple(blocks), y + row)
