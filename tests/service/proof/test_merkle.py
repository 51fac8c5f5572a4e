"""Roots and proofs against the reference trees of certificate transparency, and against a naive reading of the RFC.

The eight leaves and their roots are those of certificate-transparency's own tests; the ways in which a proof is
spoiled are the cases of transparency-dev/merkle (``testdata``), made here for every size and index instead of for five.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.proof.canonical import leaf_hash
from service.proof.merkle import (
    EMPTY_ROOT,
    LARGEST_SIZE,
    ProofError,
    consistency_path,
    consistency_spans,
    inclusion_path,
    inclusion_spans,
    node_hash,
    root_of,
    root_of_joined,
    verify_consistency,
    verify_inclusion,
)
from tests.cases import each
from tests.hypothesis_profiles import load

load()

REFERENCE = ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
LEAVES = [leaf_hash(bytes.fromhex(data)) for data in REFERENCE]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
"""By size, from the empty tree on."""

L01, L23 = ROOTS[2], "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
L03, L47 = ROOTS[4], "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
L45, L67 = (
    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
)
L0, L1, L4, L6 = (
    ROOTS[1],
    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
)

SOME_HASH = bytes.fromhex("abacaba000000000000000000000000000000000000000000060061e00123456")
WRAPPED = 2**64
"""Where the reference implementation counts in 64 bits without a sign, -1 is the largest number."""


def leaves_of(size: int) -> list[bytes]:
    return [hashlib.sha256(b"leaf %d" % index).digest() for index in range(size)]


def naive_root(leaves: Sequence[bytes]) -> bytes:
    """MTH of RFC 6962, 2.1, word for word: another algorithm than the one under test."""
    if len(leaves) < 2:
        return leaves[0] if leaves else hashlib.sha256().digest()
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return hashlib.sha256(b"\x01" + naive_root(leaves[:k]) + naive_root(leaves[k:])).digest()


def naive_path(m: int, leaves: Sequence[bytes]) -> list[bytes]:
    """PATH of RFC 6962, 2.1.1."""
    if len(leaves) == 1:
        return []
    k = max(2**power for power in range(64) if 2**power < len(leaves))
    if m < k:
        return [*naive_path(m, leaves[:k]), naive_root(leaves[k:])]
    return [*naive_path(m - k, leaves[k:]), naive_root(leaves[:k])]


def naive_subproof(m: int, leaves: Sequence[bytes], known: bool = True) -> list[bytes]:
    """SUBPROOF of RFC 6962, 2.1.2."""
    if m == len(leaves):
        return [] if known else [naive_root(leaves)]
    k = max(2**power for power in range(64) if 2**power < len(leaves))
    if m <= k:
        return [*naive_subproof(m, leaves[:k], known), naive_root(leaves[k:])]
    return [*naive_subproof(m - k, leaves[k:], False), naive_root(leaves[:k])]


@each("size", range(9))
def test_the_reference_roots(size: int) -> None:
    assert root_of(LEAVES[:size]).hex() == ROOTS[size]
    assert EMPTY_ROOT.hex() == ROOTS[0]


@each(
    ("index", "size", "path"),
    [(0, 1, []), (0, 8, [L1, L23, L47]), (5, 8, [L4, L67, L03]), (2, 3, [L01]), (1, 5, [L0, L23, L4])],
)
def test_the_reference_inclusion_proofs(index: int, size: int, path: list[str]) -> None:
    assert [found.hex() for found in inclusion_path(LEAVES[:size], index)] == path
    verify_inclusion(LEAVES[index], index, size, [bytes.fromhex(one) for one in path], bytes.fromhex(ROOTS[size]))


@each(
    ("first", "second", "path"),
    [(1, 1, []), (1, 8, [L1, L23, L47]), (6, 8, [L45, L67, L03]), (2, 5, [L23, L4]), (6, 7, [L45, L6, L03])],
)
def test_the_reference_consistency_proofs(first: int, second: int, path: list[str]) -> None:
    assert [found.hex() for found in consistency_path(LEAVES[:second], first)] == path
    hashes, roots = [bytes.fromhex(one) for one in path], [bytes.fromhex(ROOTS[size]) for size in (first, second)]
    verify_consistency(first, second, hashes, roots[0], roots[1])


@given(st.data())
def test_roots_and_proofs_are_those_that_the_rfc_defines(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 600), "size")
    index, first = data.draw(st.integers(0, size - 1), "index"), data.draw(st.integers(1, size), "first")
    leaves = leaves_of(size)
    assert root_of(leaves) == naive_root(leaves)
    assert inclusion_path(leaves, index) == naive_path(index, leaves)
    assert consistency_path(leaves, first) == naive_subproof(first, leaves)
    verify_inclusion(leaves[index], index, size, naive_path(index, leaves), naive_root(leaves))
    verify_consistency(first, size, naive_subproof(first, leaves), naive_root(leaves[:first]), naive_root(leaves))


@given(st.integers(1, LARGEST_SIZE), st.integers(0, LARGEST_SIZE))
def test_a_path_of_any_tree_is_short_and_of_full_subtrees(size: int, number: int) -> None:
    for spans in (inclusion_spans(number % size, size), consistency_spans(number % size + 1, size)):
        assert len(spans) <= 64
        for start, end in spans:
            height = 1 << (end - start - 1).bit_length()
            assert start % height == 0
            assert end - start == height or end == size or end == number % size + 1


def test_a_root_over_the_roots_of_full_subtrees_is_the_root() -> None:
    leaves = leaves_of(700)
    assert root_of([root_of(leaves[start : start + 256]) for start in range(0, 700, 256)]) == root_of(leaves)


Case = tuple[bytes, int, int, list[bytes], bytes]
ConsistencyCase = tuple[int, int, list[bytes], bytes, bytes]


def flipped(path: Sequence[bytes], bit: int) -> Iterator[tuple[str, list[bytes]]]:
    for number, found in enumerate(path):
        wrong = bytes([found[0] ^ bit]) + found[1:]
        yield f"bit {bit} of hash {number}", [*path[:number], wrong, *path[number + 1 :]]


def spoiled_inclusion(leaf: bytes, index: int, size: int, path: list[bytes], root: bytes) -> Iterator[tuple[str, Case]]:
    for wrong in (index - 1, (index - 1) % WRAPPED, index + 1, index ^ 2, size, LARGEST_SIZE):
        yield f"index {wrong}", (leaf, wrong, size, path, root)
    for wrong in (size * 2, size // 2, index, 0, -1, WRAPPED - 1, 10**5000):
        yield f"size {wrong.bit_length()} bits", (leaf, index, wrong, path, root)
    for wrong_leaf in (b"WrongLeaf", b"", leaf + b"\x00", SOME_HASH):
        yield f"leaf {wrong_leaf!r}", (wrong_leaf, index, size, path, root)
    for wrong_root in (EMPTY_ROOT, SOME_HASH, b"", root[:-1]):
        yield f"root {wrong_root!r}", (leaf, index, size, path, wrong_root)
    for garbage in (b"", root, leaf, SOME_HASH, b"\x00" * 33):
        yield f"{garbage!r} after", (leaf, index, size, [*path, garbage], root)
        yield f"{garbage!r} before", (leaf, index, size, [garbage, *path], root)
    for what, wrong_path in flipped(path, 8):
        yield what, (leaf, index, size, wrong_path, root)
    if path:
        yield "removed", (leaf, index, size, path[:-1], root)
        yield "inserted", (leaf, index, size, [path[0], SOME_HASH, *path[1:]], root)
        yield "endless", (leaf, index, size, path * 100, root)


def spoiled_consistency(
    first: int, second: int, path: list[bytes], first_root: bytes, second_root: bytes
) -> Iterator[tuple[str, ConsistencyCase]]:
    for wrong in (first - 1, (first - 1) % WRAPPED, first + 1, first ^ 2, second, second + 1, -1):
        yield f"first {wrong}", (wrong, second, path, first_root, second_root)
    for wrong in (second * 2, second // 2, first, 0, -1, 2**63, 10**5000):
        yield f"second {wrong.bit_length()} bits", (first, wrong, path, first_root, second_root)
    for wrong_root in (b"WrongRoot", b"", SOME_HASH, EMPTY_ROOT):
        yield f"first root {wrong_root!r}", (first, second, path, wrong_root, second_root)
        yield f"second root {wrong_root!r}", (first, second, path, first_root, wrong_root)
    yield "swapped roots", (first, second, path, second_root, first_root)
    yield "no path", (first, second, [], first_root, second_root)
    for garbage in (b"", first_root, second_root, path[0], SOME_HASH):
        yield f"{garbage!r} after", (first, second, [*path, garbage], first_root, second_root)
        yield f"{garbage!r} before", (first, second, [garbage, *path], first_root, second_root)
    yield "truncated", (first, second, path[:-1], first_root, second_root)
    yield "endless", (first, second, path * 100, first_root, second_root)
    for what, wrong_path in flipped(path, 16):
        yield what, (first, second, wrong_path, first_root, second_root)


def verifies(verify: Callable[..., None], *case: object) -> bool:
    try:
        verify(*case)
    except ProofError:
        return False
    return True


@each("size", range(1, 34))
def test_a_spoiled_inclusion_proof_is_refused(size: int) -> None:
    leaves = leaves_of(size)
    root = root_of(leaves)
    for index in range(size):
        path = inclusion_path(leaves, index)
        verify_inclusion(leaves[index], index, size, path, root)
        for what, case in spoiled_inclusion(leaves[index], index, size, path, root):
            if case != (leaves[index], index, size, path, root):
                assert not verifies(verify_inclusion, *case), f"{what} ({index} of {size})"


@each("second", range(2, 34))
def test_a_spoiled_consistency_proof_is_refused(second: int) -> None:
    leaves = leaves_of(second)
    roots = [root_of(leaves[:size]) for size in range(second + 1)]
    for first in range(1, second):
        path = consistency_path(leaves, first)
        verify_consistency(first, second, path, roots[first], roots[second])
        for what, case in spoiled_consistency(first, second, path, roots[first], roots[second]):
            assert not verifies(verify_consistency, *case), f"{what} ({first} to {second})"


@each(("index", "size"), [(0, 0), (0, 1), (1, 0), (2, 1)])
@each(("leaf", "root"), [(SOME_HASH, b""), (b"", EMPTY_ROOT), (SOME_HASH, EMPTY_ROOT), (b"", b"")])
def test_an_empty_path_proves_only_the_single_leaf(index: int, size: int, leaf: bytes, root: bytes) -> None:
    with pytest.raises(ProofError):
        verify_inclusion(leaf, index, size, [], root)
    verify_inclusion(SOME_HASH, 0, 1, [], SOME_HASH)


@each(
    ("first", "second", "path", "first_root", "second_root"),
    [
        (0, 0, [], SOME_HASH, SOME_HASH),
        (0, 0, [], EMPTY_ROOT, SOME_HASH),
        (0, 0, [], EMPTY_ROOT, EMPTY_ROOT),
        (0, 1, [], SOME_HASH, SOME_HASH),
        (0, 1, [], EMPTY_ROOT, SOME_HASH),
        (1, 1, [], EMPTY_ROOT, SOME_HASH),
        (1, 0, [], SOME_HASH, EMPTY_ROOT),
        (2, 1, [], SOME_HASH, SOME_HASH),
        (1, 2, [], SOME_HASH, SOME_HASH),
        (0, 0, [EMPTY_ROOT], EMPTY_ROOT, EMPTY_ROOT),
        (0, 1, [EMPTY_ROOT], EMPTY_ROOT, EMPTY_ROOT),
        (1, 1, [EMPTY_ROOT], EMPTY_ROOT, EMPTY_ROOT),
        (1, 1, [], b"", b""),
        (1, 2**63, [SOME_HASH] * 63, SOME_HASH, SOME_HASH),
    ],
)
def test_what_no_consistency_proof_can_say(
    first: int, second: int, path: list[bytes], first_root: bytes, second_root: bytes
) -> None:
    with pytest.raises(ProofError):
        verify_consistency(first, second, path, first_root, second_root)


def test_every_tree_begins_with_itself() -> None:
    verify_consistency(7, 7, [], SOME_HASH, SOME_HASH)
    assert consistency_spans(7, 7) == []


@given(st.data())
def test_only_the_proof_itself_verifies_against_the_root_of_its_size(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 70), "size")
    leaves, index = leaves_of(size), data.draw(st.integers(0, size - 1), "index")
    root, right = root_of(leaves), inclusion_path(leaves, index)
    leaf, path = data.draw(st.sampled_from(leaves)), data.draw(altered(right, leaves))
    assert verifies(verify_inclusion, leaf, index, size, path, root) == ((leaf, path) == (leaves[index], right))
    first_root, right = root_of(leaves[: index + 1]), consistency_path(leaves, index + 1)
    path = data.draw(altered(right, leaves))
    assert verifies(verify_consistency, index + 1, size, path, first_root, root) == (path == right)


def altered(path: list[bytes], leaves: list[bytes]) -> st.SearchStrategy[list[bytes]]:
    hashes = st.sampled_from([*path, *leaves, b"", SOME_HASH + b"0"])
    return st.just(path) | st.permutations(path).map(list) | st.lists(hashes, max_size=len(path) + 2)


@given(st.integers(), st.integers(), st.lists(st.binary(max_size=33), max_size=70), st.sampled_from([LEAVES[0], b""]))
def test_whatever_is_given_the_answer_is_a_verdict(index: int, size: int, path: list[bytes], root: bytes) -> None:
    assert verifies(verify_inclusion, root, index, size, path, root) == ((index, size, path, root) == (0, 1, [], root))
    verifies(verify_consistency, index, size, path, root, root)


@each(("index", "size"), [(-1, 3), (3, 3), (0, 0), (0, 2**63)])
def test_there_is_no_path_of_a_leaf_that_is_not_there(index: int, size: int) -> None:
    with pytest.raises(ProofError):
        inclusion_spans(index, size)


@each(("first", "second"), [(-1, 3), (4, 3), (0, 3), (1, 2**63)])
def test_there_is_no_path_between_such_sizes(first: int, second: int) -> None:
    with pytest.raises(ProofError):
        consistency_spans(first, second)


def test_a_node_is_hashed_apart_from_a_leaf() -> None:
    assert node_hash(LEAVES[0], LEAVES[1]) != leaf_hash(LEAVES[0] + LEAVES[1])
    assert node_hash(LEAVES[0], LEAVES[1]).hex() == L01


def test_a_reason_is_given_for_a_hash_that_is_none_and_for_the_empty_tree() -> None:
    root, path = root_of(LEAVES), consistency_path(LEAVES, 6)
    for number in range(len(path)):
        moved = [*path[:number], path[number] + b"0", *path[number + 1 :]]
        with pytest.raises(ProofError, match="32 bytes, not 33"):
            verify_consistency(6, 8, moved, root_of(LEAVES[:6]), root)
        with pytest.raises(ProofError, match="32 bytes, not 33"):
            verify_inclusion(LEAVES[5], 5, 8, moved, root)
    with pytest.raises(ProofError, match="proves nothing"):
        verify_consistency(0, 8, [], EMPTY_ROOT, root)


def test_a_byte_cannot_move_from_one_hash_to_the_next() -> None:
    path = consistency_path(LEAVES, 6)
    moved = [path[0][1:], path[1], path[2] + path[0][:1]]
    assert node_hash(moved[2], moved[0]) == node_hash(path[2], path[0])
    assert not verifies(verify_consistency, 6, 8, moved, root_of(LEAVES[:6]), root_of(LEAVES))


def test_a_root_is_over_whole_hashes() -> None:
    assert root_of_joined(b"".join(LEAVES)) == root_of(LEAVES)
    assert root_of_joined(b"") == EMPTY_ROOT
    for hashes in ([LEAVES[0][1:], LEAVES[1] + LEAVES[0][:1]], [b""], [LEAVES[0], b"x"]):
        with pytest.raises(ProofError, match="a hash has 32 bytes"):
            root_of(hashes)
    with pytest.raises(ProofError, match="33 bytes are no whole number"):
        root_of_joined(LEAVES[0] + b"x")
