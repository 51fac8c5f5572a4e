"""Proofs of the Merkle log (RFC 6962, 9162): that an entry is in the tree, that a tree only grew. They are public."""

from typing import Annotated

import strawberry

from service.database import Session
from service.graphql.context import Info
from service.graphql.described import output
from service.graphql.moment import resolve_ledger
from service.graphql.refusals import QueryRefused
from service.graphql.scalars import Sha256
from service.ledger import Head, tree
from service.proof.merkle import consistency_spans, inclusion_spans

AuthorityId = Annotated[
    strawberry.ID | None,
    strawberry.argument(
        description="SIREN of the authority, or FR; may be left out when the deployment has one authority."
    ),
]


@output()
class InclusionProof:
    """That an entry is in the tree of a size: hash the leaf with the path, from the lowest level up (RFC 9162, 2.1.3).

    Compare the root with that of a checkpoint of the same size that you hold: an answer proves nothing by itself.
    """

    ledger: strawberry.ID
    position: int
    leaf_index: int = strawberry.field(description="Place of the leaf in the tree, from 0: the position less one.")
    leaf: Sha256 = strawberry.field(description="SHA-256 of a byte 0 and the exact bytes of the entry's header.")
    tree_size: int
    root: Sha256
    path: list[Sha256] = strawberry.field(description="The hashes that the leaf is joined with, the lowest first.")


@output()
class ConsistencyProof:
    """That a tree begins with an older one, so that no entry of it was changed or removed (RFC 9162, 2.1.4).

    Compare both roots with those of checkpoints of the same sizes: an answer proves nothing by itself.
    """

    ledger: strawberry.ID
    from_size: int
    to_size: int
    from_root: Sha256
    to_root: Sha256
    path: list[Sha256] = strawberry.field(description="The hashes that lead to both roots, the lowest first.")


async def inclusion(connection: Session, ledger: str, position: int, tree_size: int) -> InclusionProof:
    """The proof of an entry in the tree of a size that holds it."""
    index = position - 1
    spans = [(index, position), (0, tree_size), *inclusion_spans(index, tree_size)]
    leaf, root, *path = await tree.roots(connection, ledger, tree_size, spans)
    return InclusionProof(
        ledger=strawberry.ID(ledger),
        position=position,
        leaf_index=index,
        leaf=_hex(leaf),
        tree_size=tree_size,
        root=_hex(root),
        path=[_hex(found) for found in path],
    )


@output()
class Queries:
    """Proofs about the ledger."""

    @strawberry.field(description="The proof that an entry, sealed or not, is in the tree of the first entries.")
    async def inclusion_proof(
        self,
        info: Info,
        position: int,
        tree_size: Annotated[int, strawberry.argument(description="How many entries the tree has.")],
        authority: AuthorityId = None,
    ) -> InclusionProof:
        """The proof of one entry."""
        async with info.context.pool.acquire() as connection:
            head = await resolve_ledger(connection, authority)
            _check_size(head, tree_size)
            if not 1 <= position <= tree_size:
                raise _not_in_tree(head, position, tree_size)
            return await inclusion(connection, head.ledger, position, tree_size)

    @strawberry.field(description="The proof that the tree of some entries begins with the tree of fewer.")
    async def consistency_proof(
        self,
        info: Info,
        from_: Annotated[int, strawberry.argument(name="from", description="How many entries the older tree has.")],
        to: Annotated[int, strawberry.argument(description="How many entries the newer tree has.")],
        authority: AuthorityId = None,
    ) -> ConsistencyProof:
        """The proof between two sizes."""
        async with info.context.pool.acquire() as connection:
            head = await resolve_ledger(connection, authority)
            _check_size(head, to)
            if not 1 <= from_ <= to:
                raise _not_older(from_, to)
            spans = [(0, from_), (0, to), *consistency_spans(from_, to)]
            from_root, to_root, *path = await tree.roots(connection, head.ledger, to, spans)
        return ConsistencyProof(
            ledger=strawberry.ID(head.ledger),
            from_size=from_,
            to_size=to,
            from_root=_hex(from_root),
            to_root=_hex(to_root),
            path=[_hex(found) for found in path],
        )


QUERIES = (Queries,)


def _hex(found: bytes) -> Sha256:
    return Sha256(found.hex())


def _check_size(head: Head, size: int) -> None:
    if not 1 <= size <= head.position:
        raise QueryRefused(
            "TREE_SIZE_BEYOND_HEAD",
            {
                "en": f"The tree of ledger {head.ledger} had the sizes 1 to {head.position}; {size} was asked for.",
                "fr": f"L'arbre du registre {head.ledger} a eu les tailles 1 à {head.position} ; {size} a été "
                "demandée.",
            },
            rule="RFC 9162, 2.1",
            details={"head": head.position},
        )


def _not_in_tree(head: Head, position: int, size: int) -> QueryRefused:
    return QueryRefused(
        "POSITION_NOT_IN_TREE",
        {
            "en": f"The tree of size {size} of ledger {head.ledger} has the entries 1 to {size}; {position} is none of "
            "them.",
            "fr": f"L'arbre de taille {size} du registre {head.ledger} a les écritures 1 à {size} ; {position} "
            "n'en est pas une.",
        },
        rule="RFC 9162, 2.1.3",
        details={"head": head.position},
    )


def _not_older(first: int, second: int) -> QueryRefused:
    return QueryRefused(
        "SIZES_OUT_OF_ORDER",
        {
            "en": f"A tree of size {second} does not begin with one of size {first}: the first size goes from 1 to the "
            "second.",
            "fr": f"Un arbre de taille {second} ne commence pas par un arbre de taille {first} : la première taille va "
            "de 1 à la seconde.",
        },
        rule="RFC 9162, 2.1.4",
    )
