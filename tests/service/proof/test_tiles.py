"""Tiles: their names as in the specification, and proofs made of them held against those made of the leaves."""

import hashlib
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.proof.merkle import (
    ProofError,
    consistency_path,
    consistency_spans,
    root_of,
    verify_consistency,
)
from service.proof.tiles import Tile, consistency_from_tiles, parse_tile, span_root, tiles_of


def leaves(size: int) -> list[bytes]:
    return [hashlib.sha256(number.to_bytes(8)).digest() for number in range(size)]


def tile_of(tile: Tile, all_leaves: list[bytes]) -> bytes:
    """As the specification defines it: MTH(D[(n * 256 + i) * 256**l : (n * 256 + i + 1) * 256**l])."""
    each = 256**tile.level
    starts = range(tile.index * 256 * each, (tile.index * 256 + tile.width) * each, each)
    return b"".join(root_of(all_leaves[start : start + each]) for start in starts)


def test_names_are_those_of_the_specification() -> None:
    assert Tile(0, 1234067).path == "0/x001/x234/067"
    assert Tile(0, 273, 112).path == "0/273.p/112"
    assert Tile(2, 0, 1).path == "2/000.p/1"
    assert Tile(0, 1000, 5).entries_path == "entries/x001/000.p/5"
    assert parse_tile("entries/x001/x234/067") == (Tile(0, 1234067), True)


@given(st.integers(0, 63), st.integers(0, 10**18 - 1), st.integers(1, 256))
def test_a_name_is_read_as_it_is_written(level: int, index: int, width: int) -> None:
    tile = Tile(level, index, width)
    assert parse_tile(tile.path) == (tile, False)
    assert parse_tile(tile.entries_path) == (Tile(0, index, width), True)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "0",
        "0/",
        "0/0",
        "0/00",
        "0/0000",
        "0/x000/000",
        "0/x001/x234/x067",
        "0/001/234",
        "00/000",
        "64/000",
        "-1/000",
        "0/000.p/0",
        "0/000.p/256",
        "0/000.p/01",
        "0/000.p/",
        "0/000/",
        "0/000\n",
        "0/٠٠٠",
        "data/000",
        "entries/../0/000",
        "entries/000.p/999",
        "0/" + "x001/" * 6 + "000",
        "0/" + "x001/" * 5000 + "000",
    ],
)
def test_no_tile_has_another_name(path: str) -> None:
    with pytest.raises(ProofError):
        parse_tile(path)


def test_a_tree_of_seventy_thousand_has_the_tiles_of_the_specification() -> None:
    """273 full ones of level 0 and one of 112; one full one of level 1 and one of 17; one of level 2, of width 1."""
    size = 70_000
    found = tiles_of([(0, size)], size)
    assert Tile(2, 0, 1) in found
    assert Tile(1, 1, 17) in found
    assert Tile(0, 273, 112) in found
    assert all(tile.end <= size for tile in found)


@pytest.mark.parametrize("size", [1, 2, 3, 255, 256, 257, 300, 511, 512, 1000, 65535, 65536, 65537, 66000])
def test_proofs_from_tiles_are_those_from_leaves(size: int) -> None:
    every = leaves(size)
    chance = random.Random(size)
    root = root_of(every)
    assert span_root((0, size), size, {t: tile_of(t, every) for t in tiles_of([(0, size)], size)}) == root
    for first in {1, size, size // 2 or 1, *(chance.randint(1, size) for _ in range(5 if size > 1000 else 40))}:
        wanted = tiles_of(consistency_spans(first, size), size)
        path = consistency_from_tiles(first, size, {tile: tile_of(tile, every) for tile in wanted})
        assert path == consistency_path(every, first)
        verify_consistency(first, size, path, root_of(every[:first]), root)
        assert len(wanted) <= 8


def test_a_tile_that_is_missing_or_short_proves_nothing() -> None:
    every = leaves(300)
    wanted = tiles_of(consistency_spans(7, 300), 300)
    tiles = {tile: tile_of(tile, every) for tile in wanted}
    for tile in wanted:
        for worse in ({k: v for k, v in tiles.items() if k != tile}, tiles | {tile: tiles[tile][:-32]}):
            with pytest.raises(ProofError, match=tile.path):
                consistency_from_tiles(7, 300, worse)
