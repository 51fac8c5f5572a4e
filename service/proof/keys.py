"""Whose key signs a ledger's checkpoints, and how one key leads to the next.

A deployment has one key, under its name (such as ``greffe.scot.fr``). In each ledger it signs under that ledger's
origin (``greffe.scot.fr/ledger/200071181``), where it has another id: no checkpoint of one ledger passes for another's.

When the key is replaced, the old one and the new one both sign that the one succeeds the other. Whoever trusted the old
key may go on; whoever fears that it was stolen asks the operator for the new one by another way.
"""

from collections.abc import Iterable
from typing import Final

from service.proof.note import ED25519, Note, NoteError, SigningKey, VerifierKey

LEDGER: Final = "/ledger/"
_SUCCESSION: Final = "greffe/key-succession/v1"
"""The first line; an origin of ours has ``/ledger/`` in it, so no checkpoint can be taken for it."""


def origin_of(name: str, ledger: str) -> str:
    """The first line of a ledger's checkpoints."""
    return f"{name}{LEDGER}{ledger}"


def in_ledger(key: VerifierKey, ledger: str) -> VerifierKey:
    """A deployment's key as it signs in a ledger."""
    return VerifierKey(origin_of(key.name, ledger), key.kind, key.public)


def of_deployment(key: VerifierKey) -> VerifierKey:
    """The deployment's key, from that of one of its ledgers (or from itself)."""
    name, found, _ = key.name.rpartition(LEDGER)
    return VerifierKey(name, key.kind, key.public) if found else key


def succession(old: SigningKey, new: SigningKey, since: str) -> str:
    """The note by which one key succeeds another, signed by both, since an instant such as 2026-11-25T16:00:00Z."""
    text = f"{_SUCCESSION}\n{old.verifier.text}\n{new.verifier.text}\nsince {since}\n"
    return str(Note(text, (old.sign(text), new.sign(text))))


def successor(old: VerifierKey, told: str) -> VerifierKey:
    """The key that a note names as the successor of another, of the same deployment.

    Raises:
        NoteError: it is no such note, or not signed by both.
    """
    note = Note.parse(told)
    lines = note.text[:-1].split("\n")
    if len(lines) != 4 or lines[0] != _SUCCESSION or lines[1] != old.text or not lines[3].startswith("since "):
        raise NoteError("that is no succession of this key")
    new = VerifierKey.parse(lines[2])
    if new.name != old.name or new.kind != ED25519 or new == old:
        raise NoteError("a key is succeeded by another one of the same name")
    if len(note.verified([old, new])) != 2:
        raise NoteError("a succession is signed by the old key and by the new one")
    return new


def successors(trusted: VerifierKey, told: Iterable[str]) -> list[VerifierKey]:
    """The keys that one leads to, itself first. Successions of other keys, and what is none, lead nowhere."""
    found, waiting = [trusted], list(told)
    while waiting:
        for one in waiting:
            try:
                new = successor(found[-1], one)
            except NoteError:
                continue
            if new not in found:
                waiting.remove(one)
                found.append(new)
                break
        else:
            break
    return found
