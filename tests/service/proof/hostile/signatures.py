"""Keys, checkpoints and histories that are not the log's."""

from collections.abc import Callable, Iterator

from service.proof.checkpoint import Checkpoint
from service.proof.keys import origin_of, succession
from service.proof.note import COSIGNATURE, Note, Signature, SigningKey, VerifierKey
from service.proof.writer import Keys
from tests.service.proof.bundles import (
    KEY,
    LEDGER,
    NAME,
    OTHER_KEY,
    SIZE,
    WITNESS,
    Register,
    body,
    selection,
    signed,
    trusting,
    usual_bodies,
    whole,
)
from tests.service.proof.hostile.forging import (
    NOTE,
    SOUND,
    Case,
    note_of,
    with_manifest,
    with_member,
)


def in_keys() -> Iterator[tuple[str, Case]]:
    """The keys that the bundle or the auditor brings."""
    log = KEY.verifier.text
    swapped = VerifierKey(NAME, COSIGNATURE, KEY.verifier.public).text
    unknown = log.replace("ATtq", "CTtq")
    strange = VerifierKey("other.example", 1, KEY.verifier.public).text
    for name, keys in {
        "the key's algorithm swapped": [swapped],
        "a key of an unknown algorithm": [unknown],
        "a key of another name": [strange],
        "a key of another id": [log.replace("+3", "+4", 1)],
        "a key twice": [log, log],
        "a key that nobody named as the next": [log, OTHER_KEY.verifier.text],
        "a key with a space": [log + " "],
        "no key at all": ["x"],
    }.items():
        yield name, Case(with_manifest(keys=keys), "KEYS")
    note = succession(KEY, OTHER_KEY, "2026-06-01T00:00:00Z")
    yield "a succession too many", Case(with_manifest(successions=[note]), "KEYS")
    forged = succession(OTHER_KEY, KEY, "2026-06-01T00:00:00Z")
    later = {"keys": [log, OTHER_KEY.verifier.text]}
    yield "a succession the other way", Case(with_manifest(**later, successions=[forged]), "KEYS")
    thief = SigningKey(NAME, 1, b"\x09" * 32)
    alone = Note.parse(succession(thief, OTHER_KEY, "2026-06-01T00:00:00Z"))
    text = alone.text.replace(thief.verifier.text, log)
    unsigned = str(Note(text, (OTHER_KEY.sign(text),)))
    yield "a succession by the new key alone", Case(with_manifest(**later, successions=[unsigned]), "KEYS")
    yield "a log's key among the witnesses", Case(with_manifest(witnesses=[log]), "KEYS")
    yield "the auditor has another key", Case(SOUND, "SIGNATURE", trust=trusting(OTHER_KEY))
    another = SigningKey("other.example", 1, bytes(32))
    yield "the auditor has the key of another log", Case(SOUND, "KEY_OF_ANOTHER", trust=trusting(another))
    yield "another log altogether", Case(whole(Register(key=another)), "KEY_OF_ANOTHER")
    yield "signed by another key of that name", Case(whole(Register(key=OTHER_KEY)), "SIGNATURE")
    mine = whole(note=Register().note(), keys=Keys((OTHER_KEY.verifier,)))
    yield "brings a key that did not sign", Case(mine, "SIGNATURE")


def in_note() -> Iterator[tuple[str, Case]]:
    """The checkpoint."""
    note = Register().note()
    unreadable: dict[str, Callable[[bytes], bytes]] = {
        "garbage after it": lambda data: data + b"garbage\n",
        "a blank line after it": lambda data: data + b"\n",
        "CRLF": lambda data: data.replace(b"\n", b"\r\n"),
        "no newline at its end": lambda data: data[:-1],
        "no signature": lambda data: data.split(b"\n\n")[0] + b"\n\n",
        "a NUL": lambda data: data.replace(b"greffe", b"gref\0e", 1),
        "no UTF-8": lambda data: data.replace(b"greffe", b"gref\xffe", 1),
        "nothing": lambda _: b"",
        "a size with a zero before it": lambda data: data.replace(b"\n11\n", b"\n011\n"),
        "base64 of another form": lambda data: data.replace(b"=\n", b"\n", 1),
        "a signature that nobody is known for": lambda data: data + Signature("x", b"abcd", bytes(64)).line.encode(),
    }
    for name, change in unreadable.items():
        yield f"note: {name}", Case(with_member(NOTE, change), "CHECKPOINT")
    yield "note: huge", Case(with_member(NOTE, lambda data: data * 2000), "MEMBER_TOO_LARGE")
    marked = with_member(NOTE, lambda data: b"\xef\xbb\xbf" + data)
    yield "note: a mark of byte order", Case(marked, "CHECKPOINT_OF_ANOTHER")
    by_log = note.signatures[0]
    other = Signature(by_log.name, by_log.key_id, bytes([by_log.signed[0] ^ 1]) + by_log.signed[1:])
    yield (
        "note: another signature",
        Case(with_member(NOTE, lambda _: str(Note(note.text, (other,))).encode()), "SIGNATURE"),
    )
    twice = str(Note(note.text, (by_log, other))).encode()
    yield "note: a wrong signature beside the right one", Case(with_member(NOTE, lambda _: twice), "SIGNATURE")
    text = Checkpoint(origin_of(NAME, LEDGER), SIZE, bytes(32)).text
    forged = str(Note(text, (by_log,))).encode()
    yield "note: another root under the old signature", Case(with_member(NOTE, lambda _: forged), "SIGNATURE")
    yield "note: another root, signed", Case(note_of(text), "ROOT_DIFFERS")
    elsewhere = Register(ledger="200000016")
    yield "note: of another ledger", Case(whole(note=elsewhere.note()), "CHECKPOINT_OF_ANOTHER")
    yield (
        "note: of an older size",
        Case(with_member(NOTE, lambda _: str(Register().note(5)).encode()), "CHECKPOINT_SIZE"),
    )
    yield "note: of an older size that is said", Case(whole(note=Register().note(5)), "OUT_OF_ORDER", 6)
    keys = Keys((KEY.verifier,), (), (WITNESS.verifier,))
    cosigned = Register().note(None, WITNESS)
    broken = _at_another_time(cosigned.signatures[1])
    wrong = Note(cosigned.text, (cosigned.signatures[0], broken))
    yield "note: a wrong cosignature", Case(whole(note=wrong, keys=keys), "COSIGNATURE")
    yield (
        "note: a cosignature of the auditor's witness that is wrong",
        Case(whole(note=wrong, keys=keys), "COSIGNATURE", trust=trusting(witnesses=[WITNESS])),
    )
    log_as_witness = SigningKey(origin_of(NAME, LEDGER), COSIGNATURE, bytes(32))
    yield "note: not cosigned", Case(SOUND, "COSIGNATURES", trust=trusting(witnesses=[WITNESS]))
    yield (
        "note: the log is no witness of itself",
        Case(SOUND, "COSIGNATURES", trust=trusting(witnesses=[log_as_witness])),
    )


def _at_another_time(signature: Signature) -> Signature:
    """The same at another time."""
    return Signature(signature.name, signature.key_id, b"\x01" + signature.signed[1:])


def in_history() -> Iterator[tuple[str, Case]]:
    """A past that is not the one the auditor knows."""
    rewritten = usual_bodies()
    rewritten[1] = body(2, recorded_by="t-somebody-else")
    forged = Register(rewritten)
    kept = trusting(own=[Register().note(5)])
    yield "history rewritten and signed anew", Case(whole(forged), "OWN_DIFFERS", trust=kept)
    yield (
        "the newest entry rewritten",
        Case(
            whole(Register([*usual_bodies()[:-1], body(SIZE, recorded_by="t-x")])),
            "OWN_DIFFERS",
            trust=trusting(own=[Register().note()]),
        ),
    )
    twice = trusting(own=[Register().note(5), forged.note(5)])
    yield "the log signed two histories for the auditor", Case(SOUND, "OWN_CONTRADICT", trust=twice)
    yield (
        "history truncated and signed anew",
        Case(whole(Register(usual_bodies()[:8])), "OWN_NEWER", trust=trusting(own=[Register().note()])),
    )
    yield "a selection of rewritten history", Case(selection([5], forged, since=5), "CONSISTENCY", trust=kept)
    yield (
        "a selection with the old proof",
        Case(selection([5], forged, consistency=Register().consistency(5)), "CONSISTENCY", trust=kept),
    )
    yield (
        "a selection at the same size",
        Case(selection([5], forged), "CONSISTENCY", trust=trusting(own=[Register().note()])),
    )
    yield "a selection without the proof", Case(selection([5]), "CONSISTENCY_MISSING", trust=kept)
    yield "a selection with a proof from elsewhere", Case(selection([5], since=4), "CONSISTENCY_MISSING", trust=kept)
    elsewhere = trusting(own=[Register(ledger="FR").note()])
    yield "the auditor's checkpoint is of another ledger", Case(SOUND, "OWN_OF_ANOTHER", trust=elsewhere)
    unsigned = signed(Register().checkpoint(5), OTHER_KEY, LEDGER)
    yield (
        "the auditor's checkpoint is signed by nobody known",
        Case(SOUND, "OWN_UNSIGNED", trust=trusting(own=[unsigned])),
    )
    lying = signed(Checkpoint(origin_of(NAME, LEDGER), 0, bytes(32)), KEY, LEDGER)
    yield "the auditor's empty checkpoint has a root", Case(SOUND, "OWN_DIFFERS", trust=trusting(own=[lying]))
