"""Signing a ledger as the signer does, and cosigning as a witness does, at once and without their processes."""

import datetime as dt
from typing import Final

from service.database import Connection
from service.keys import KeyRing
from service.ledger import checkpoints, tree
from service.ledger.check.tree import Signers
from service.ledger.checkpoints import PublicKey, StoredCheckpoint, StoredCosignature
from service.proof.checkpoint import Checkpoint
from service.proof.note import COSIGNATURE, Note, SigningKey

NOW: Final = dt.datetime(2026, 11, 25, 16, tzinfo=dt.UTC)
RING: Final = KeyRing(SigningKey.generate("greffe.test"), NOW)
"""The deployment's key."""
STRANGER: Final = KeyRing(SigningKey.generate("greffe.test"), NOW)
"""A key of the same name that somebody else made."""
WITNESS: Final = SigningKey.generate("witness.test", COSIGNATURE)


def signers(ledger: str) -> Signers:
    """The keys that are known."""
    return Signers(RING.verifiers(ledger), [WITNESS.verifier])


async def sign(connection: Connection, ledger: str, size: int, ring: KeyRing = RING) -> Checkpoint:
    """Sign the tree of a size, and publish it with a cosignature."""
    checkpoint = Checkpoint(ring.origin(ledger), size, await tree.root(connection, ledger, size))
    key = ring.signing.named(checkpoint.origin)
    note = str(Note(checkpoint.text, (key.sign(checkpoint.text),)))
    verifier = ring.signing.verifier
    await checkpoints.publish_keys(connection, [PublicKey(verifier.name, verifier.public, NOW)])
    made = StoredCheckpoint(ledger, size, key.verifier.text, checkpoint.origin, checkpoint.root, note, NOW)
    await checkpoints.keep_checkpoints(connection, [made])
    stored = await checkpoints.of_size(connection, ledger, size)
    assert stored is not None
    line = WITNESS.sign(checkpoint.text, int(NOW.timestamp())).line
    await checkpoints.keep_cosignatures(connection, stored, [StoredCosignature(WITNESS.verifier.text, NOW, line)])
    return checkpoint
