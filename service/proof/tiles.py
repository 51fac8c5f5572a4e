"""A log as files: which tiles of its tree there are, how they are named, and how a proof is made of them.

A tile holds up to 256 consecutive hashes of a level: leaves at level 0, above them the roots of full tiles below.
Whoever has a checkpoint and a few tiles needs no other answer of a server: the proof that one tree goes on in another
is computed from them. https://c2sp.org/tlog-tiles
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from service.proof.merkle import HASH_BYTES, ProofError, Span, consistency_spans, node_hash, root_of

WIDTH: Final = 256
"""Hashes of a full tile."""
HEIGHT: Final = 8
"""Levels of the tree in one of tiles."""

_PATH: Final = re.compile(
    r"(?P<level>entries|0|[1-9][0-9]?)/(?P<index>(?:x[0-9]{3}/){0,5}[0-9]{3})(?:\.p/(?P<width>[1-9][0-9]{0,2}))?",
    re.ASCII,
)


@dataclass(frozen=True)
class Tile:
    """The first ``width`` hashes of the tile of an index at a level (0: the leaves)."""

    level: int
    index: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """Its name, such as ``0/x001/x234/067.p/8``."""
        return f"{self.level}/{_written(self.index)}{_suffix(self.width)}"

    @property
    def entries_path(self) -> str:
        """The name of the bundle of entries whose leaves it holds."""
        return f"entries/{_written(self.index)}{_suffix(self.width)}"

    @property
    def end(self) -> int:
        """The size that a tree must have for the tile to be in it."""
        return (self.index * WIDTH + self.width) << self.level * HEIGHT


def parse_tile(path: str) -> tuple[Tile, bool]:
    """A tile from its name, and whether its entries are asked for.

    Raises:
        ProofError: no tile has that name: each has one.
    """
    found = _PATH.fullmatch(path)
    if found is None:
        raise ProofError("no tile has that name")
    entries = found["level"] == "entries"
    level = 0 if entries else int(found["level"])
    index, width = int(found["index"].replace("x", "").replace("/", "")), int(found["width"] or WIDTH)
    if level > 63 or _written(index) != found["index"] or (found["width"] and width >= WIDTH):
        raise ProofError("no tile has that name")
    return Tile(level, index, width), entries


def tiles_of(spans: Iterable[Span], size: int) -> set[Tile]:
    """The tiles, of a tree of a size, in which the roots of these subtrees are found."""
    return {_tile(start, height, size) for span in spans for start, height in _full_subtrees(span)}


def span_root(span: Span, size: int, tiles: Mapping[Tile, bytes]) -> bytes:
    """The root of a subtree, from tiles of a tree of a size.

    Raises:
        ProofError: a tile is missing, or has not the length that it must have.
    """
    found: bytes | None = None
    for start, height in reversed(_full_subtrees(span)):
        root = _subtree_root(start, height, _hashes(_tile(start, height, size), tiles))
        found = root if found is None else node_hash(root, found)
    assert found is not None
    return found


def consistency_from_tiles(first: int, second: int, tiles: Mapping[Tile, bytes]) -> list[bytes]:
    """The proof that the tree of the second size goes on from the first, from tiles of the second one.

    Raises:
        ProofError: they do not hold it.
    """
    return [span_root(span, second, tiles) for span in consistency_spans(first, second)]


def _full_subtrees(span: Span) -> list[tuple[int, int]]:
    """A subtree of the tree as full ones, from left to right: their first leaf and their height."""
    start, end = span
    found = []
    while start < end:
        height = (end - start).bit_length() - 1
        found.append((start, height))
        start += 1 << height
    return found


def _tile(start: int, height: int, size: int) -> Tile:
    """The tile that holds the hashes under (or of) a full subtree: they never lie in two."""
    level = height // HEIGHT
    index = start >> (level + 1) * HEIGHT
    return Tile(level, index, min(WIDTH, (size >> level * HEIGHT) - index * WIDTH))


def _hashes(tile: Tile, tiles: Mapping[Tile, bytes]) -> Sequence[bytes]:
    content = tiles.get(tile)
    if content is None or len(content) != tile.width * HASH_BYTES:
        raise ProofError(f"tile {tile.path} is missing, or not of {tile.width} hashes")
    return [content[at : at + HASH_BYTES] for at in range(0, len(content), HASH_BYTES)]


def _subtree_root(start: int, height: int, hashes: Sequence[bytes]) -> bytes:
    first = (start >> height // HEIGHT * HEIGHT) % WIDTH
    return root_of(hashes[first : first + (1 << height % HEIGHT)])


def _written(index: int) -> str:
    """An index in groups of three digits, all but the last after an x."""
    digits = str(index)
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    return "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])


def _suffix(width: int) -> str:
    return "" if width == WIDTH else f".p/{width}"
