"""What the log says of itself: signed checkpoints, and the witnesses who hold them too."""

import datetime as dt
from typing import Annotated

import strawberry

from service.graphql.context import Info
from service.graphql.described import output
from service.graphql.moment import resolve_ledger
from service.graphql.proofs import InclusionProof, inclusion
from service.graphql.scalars import Sha256
from service.ledger import checkpoints
from service.ledger.checkpoints import StoredCheckpoint, StoredCosignature


@output()
class Cosignature:
    """A witness saw the checkpoint, and that it continues what it had seen before."""

    witness: str = strawberry.field(description="Name of the witness.")
    vkey: str = strawberry.field(description="The witness's public key, as C2SP writes it.")
    witnessed_at: dt.datetime = strawberry.field(description="When, by the witness's clock.")
    line: str = strawberry.field(description="The signature line, as it stands in `note`.")

    @classmethod
    def of(cls, stored: StoredCosignature) -> "Cosignature":
        """As stored."""
        return cls(
            witness=stored.vkey.partition("+")[0], vkey=stored.vkey, witnessed_at=stored.witnessed_at, line=stored.line
        )


@output()
class Checkpoint:
    """The root over the first entries of a ledger, signed: whoever holds it can prove a change."""

    ledger: strawberry.ID
    origin: str = strawberry.field(description="Whose log it is: the first line of the note.")
    size: int = strawberry.field(description="It covers the entries from position 1 to this one.")
    root: Sha256 = strawberry.field(description="The root of the Merkle tree (RFC 6962) over their leaves.")
    signed_at: dt.datetime
    vkey: str = strawberry.field(description="The public key that signed it, as C2SP writes it.")
    note: str = strawberry.field(description="The signed note (C2SP tlog-checkpoint), with every cosignature.")
    cosignatures: list[Cosignature] = strawberry.field(
        description="Of the witnesses that this deployment knows, 64 at most."
    )

    @strawberry.field(description="The proof that an entry stands under this root; null when it was recorded later.")
    async def inclusion(self, info: Info, position: int) -> InclusionProof | None:
        """The proof of one entry."""
        if not 1 <= position <= self.size:
            return None
        async with info.context.pool.acquire() as connection:
            return await inclusion(connection, self.ledger, position, self.size)

    @classmethod
    def of(cls, stored: StoredCheckpoint, cosigned: list[StoredCosignature]) -> "Checkpoint":
        """As stored."""
        return cls(
            ledger=strawberry.ID(stored.ledger),
            origin=stored.origin,
            size=stored.size,
            root=Sha256(stored.root.hex()),
            signed_at=stored.signed_at,
            vkey=stored.vkey,
            note=stored.whole,
            cosignatures=[Cosignature.of(one) for one in cosigned],
        )


@output()
class CheckpointQuery:
    """The log's own word."""

    @strawberry.field(
        description="The last checkpoint of a ledger; with `size` the one of that size; with `cosigned` the last one "
        "that a witness holds too: nobody else holds what is newer. Null when there is none."
    )
    async def checkpoint(
        self,
        info: Info,
        authority: Annotated[
            strawberry.ID | None,
            strawberry.argument(description="SIREN of the authority; may be left out when the deployment has one."),
        ] = None,
        size: int | None = None,
        cosigned: bool = False,
    ) -> Checkpoint | None:
        """One checkpoint."""
        async with info.context.pool.acquire() as connection:
            ledger = (await resolve_ledger(connection, authority)).ledger
            if size is not None:
                found = await checkpoints.of_size(connection, ledger, size)
            elif cosigned:
                found = await checkpoints.latest_cosigned(connection, ledger)
            else:
                found = await checkpoints.latest(connection, ledger)
            if found is None or (cosigned and not found.cosigned):
                return None
            return Checkpoint.of(found, await checkpoints.cosignatures(connection, found))


QUERIES = (CheckpointQuery,)
