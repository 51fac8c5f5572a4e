"""The Merkle tree of a ledger, and what its proofs prove (RFC 6962, 2.1; RFC 9162, 2.1).

A tree of size n has the leaves 0 to n-1 in order; the entry at position p is leaf p-1. A hash is 32 bytes of SHA-256.
Whoever holds the root of a size needs a leaf and a short path to know that the leaf is in the tree (inclusion), and a
short path to know that a larger tree only added leaves to it (consistency). Nothing here trusts what it is given: a
proof of any shape either verifies or raises ``ProofError``, after at most 64 hashes.
"""

import hashlib
from collections.abc import Sequence
from typing import Final

HASH_BYTES: Final = 32
NODE_PREFIX: Final = b"\x01"
EMPTY_ROOT: Final = hashlib.sha256(b"").digest()
"""The root of the tree without leaves."""
LARGEST_SIZE: Final = 2**63 - 1
"""A ledger counts its entries in 64 bits with a sign."""

Span = tuple[int, int]
"""The leaves from a first one to before a last one: a subtree, whose root is one hash of a path."""


class ProofError(Exception):
    """What was given proves nothing. The message says why, in English and without a final dot."""


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node: SHA-256 of 0x01 and its two children."""
    return hashlib.sha256(NODE_PREFIX + left + right).digest()


def root_of(hashes: Sequence[bytes]) -> bytes:
    """The root of a tree over these hashes, in order (RFC 9162, 2.1.1); an odd last one rises as it is.

    The hashes may be leaves, or the roots of full subtrees of one height, the last of which need not be full.
    """
    if not hashes:
        return EMPTY_ROOT
    while len(hashes) > 1:
        pairs = zip(hashes[::2], hashes[1::2], strict=False)
        risen = hashes[-1:] if len(hashes) % 2 else ()
        hashes = [*(node_hash(left, right) for left, right in pairs), *risen]
    return hashes[0]


def inclusion_spans(index: int, size: int) -> list[Span]:
    """The subtrees whose roots prove that a leaf is in the tree of a size, the lowest first (RFC 9162, 2.1.3.1).

    Raises:
        ProofError: the tree has no such leaf.
    """
    _check_index(index, size)
    start, end, spans = 0, size, list[Span]()
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            spans.append((middle, end))
            end = middle
        else:
            spans.append((start, middle))
            start = middle
    return spans[::-1]


def consistency_spans(first: int, second: int) -> list[Span]:
    """The subtrees whose roots prove that one tree goes on in another, the lowest first (RFC 9162, 2.1.4.1).

    Raises:
        ProofError: the sizes are in the wrong order, or there is nothing to begin with.
    """
    _check_sizes(first, second)
    start, end, spans = 0, second, list[Span]()
    while end > first:
        middle = start + _split(end - start)
        if first <= middle:
            spans.append((middle, end))
            end = middle
        else:
            spans.append((start, middle))
            start = middle
    if start:  # otherwise this subtree is the whole first tree, whose root the verifier has
        spans.append((start, end))
    return spans[::-1]


def inclusion_path(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The proof that the leaf of an index is in the tree of these leaves. Raises ProofError: there is none."""
    return [root_of(leaves[start:end]) for start, end in inclusion_spans(index, len(leaves))]


def consistency_path(leaves: Sequence[bytes], first: int) -> list[bytes]:
    """The proof that the tree of these leaves goes on from the one of the first ones. Raises ProofError: too few."""
    return [root_of(leaves[start:end]) for start, end in consistency_spans(first, len(leaves))]


def verify_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> None:
    """The leaf stands at an index (from 0) in the tree of this size and root (RFC 9162, 2.1.3.2).

    Raises:
        ProofError: it does not, or nothing is proved.
    """
    _check_index(index, size)
    _check_hashes(leaf, root)
    here, last, found = index, size - 1, leaf
    for sibling in path:
        _check_step(last, sibling)
        if here & 1 or here == last:
            found = node_hash(sibling, found)
            here, last = _climb(here, last)
        else:
            found = node_hash(found, sibling)
        here, last = here >> 1, last >> 1
    if last:
        raise ProofError(f"the path is too short for leaf {index} of a tree of size {size}")
    if found != root:
        raise ProofError(f"leaf {index} with its path does not lead to the root of the tree of size {size}")


def verify_consistency(first: int, second: int, path: Sequence[bytes], first_root: bytes, second_root: bytes) -> None:
    """The tree of the second size and root begins with that of the first (RFC 9162, 2.1.4.2).

    Raises:
        ProofError: it does not, or nothing is proved: every tree begins with the empty one.
    """
    _check_sizes(first, second)
    _check_hashes(first_root, second_root)
    if first == second:
        _check_same(first, path, first_root, second_root)
        return
    if not path:
        raise ProofError(f"the path from size {first} to {second} is empty")
    whole = first & (first - 1) == 0  # the first tree is one full subtree: its root begins the path
    seed, rest = (first_root, path) if whole else (path[0], path[1:])
    _check_hashes(seed)
    here, last = _skip_right(first - 1, second - 1)
    old = new = seed
    for sibling in rest:
        _check_step(last, sibling)
        if here & 1 or here == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            here, last = _climb(here, last)
        else:
            new = node_hash(new, sibling)
        here, last = here >> 1, last >> 1
    if last:
        raise ProofError(f"the path is too short from size {first} to {second}")
    if old != first_root:
        raise ProofError(f"the path does not lead to the root of the tree of size {first}")
    if new != second_root:
        raise ProofError(f"the path does not lead to the root of the tree of size {second}")


def _split(size: int) -> int:
    """The size of the left subtree: the largest power of two below the size (RFC 9162, 2.1.1)."""
    return 1 << (size - 1).bit_length() - 1


def _climb(here: int, last: int) -> tuple[int, int]:
    """Up to where the node is a right child, past the levels where an odd last node rises without a sibling."""
    while here and not here & 1:
        here, last = here >> 1, last >> 1
    return here, last


def _skip_right(here: int, last: int) -> tuple[int, int]:
    """Up to the largest full subtree that ends with the leaf `here`."""
    while here & 1:
        here, last = here >> 1, last >> 1
    return here, last


def _check_same(size: int, path: Sequence[bytes], first_root: bytes, second_root: bytes) -> None:
    if path:
        raise ProofError(f"from size {size} to itself there is nothing to prove, and the path is not empty")
    if first_root != second_root:
        raise ProofError(f"two trees of size {size} have different roots")


def _check_step(last: int, sibling: bytes) -> None:
    if last == 0:
        raise ProofError("the path is too long")
    _check_hashes(sibling)


def _check_index(index: int, size: int) -> None:
    if not 0 <= index < size <= LARGEST_SIZE:
        raise ProofError(f"a tree of size {_shown(size)} has no leaf {_shown(index)}")


def _check_sizes(first: int, second: int) -> None:
    if first == 0:
        raise ProofError("every tree begins with the empty one: that proves nothing")
    if not 0 < first <= second <= LARGEST_SIZE:
        raise ProofError(f"no tree of size {_shown(second)} begins with one of size {_shown(first)}")


def _check_hashes(*hashes: bytes) -> None:
    for found in hashes:
        if len(found) != HASH_BYTES:
            raise ProofError(f"a hash has {HASH_BYTES} bytes, not {len(found)}")


def _shown(number: int) -> str:
    """A number that somebody else chose, however many digits it has (Python refuses to print more than 4,300)."""
    return str(number) if -LARGEST_SIZE <= number <= LARGEST_SIZE else "beyond 64 bits"
