"""Bundles that are not what they should be: a clear verdict in one line each, never a traceback, never "verified"."""

import gzip
import io
import json
import struct
import zipfile
from collections.abc import Callable, Iterator
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct, field, structs

from service.proof.archive import ArchiveWriter
from service.proof.bundle import Line
from service.proof.canonical import body_sha256, canonical
from service.proof.checkpoint import Checkpoint
from service.proof.keys import origin_of, succession
from service.proof.note import COSIGNATURE, Note, Signature, SigningKey, VerifierKey
from service.proof.trust import Trust
from service.proof.writer import Keys
from tests.service.proof.bundles import (
    ERASED,
    ERASING,
    KEY,
    LEDGER,
    NAME,
    OTHER_KEY,
    SEALED,
    SIZE,
    WITNESS,
    Register,
    body,
    claim,
    selection,
    signed,
    trusting,
    usual_bodies,
    verdict,
    whole,
)
from tests.service.proof.bundles import dossier as told

Members = dict[str, bytes]
ENTRIES: Final = f"ledgers/{LEDGER}/entries.jsonl"
NOTE: Final = f"ledgers/{LEDGER}/checkpoint.txt"
PROOF: Final = f"ledgers/{LEDGER}/consistency.json"
MANIFEST: Final = "manifest.json"
SOUND: Final = whole()


class Case(Struct, frozen=True):
    """A bundle, what the auditor brings, and what must be said of it."""

    bundle: bytes
    code: str
    position: int = 0
    trust: Trust = field(default_factory=trusting)


def opened(bundle: bytes) -> Members:
    """The members of a sound bundle."""
    with zipfile.ZipFile(io.BytesIO(bundle)) as found:
        return {name: found.read(name) for name in found.namelist()}


def packed(members: Members) -> bytes:
    """An archive of them, sound in itself."""
    stream = io.BytesIO()
    writer = ArchiveWriter(stream)
    for name in sorted(members):
        with writer.member(name) as content:
            content.write(members[name])
    writer.close()
    return stream.getvalue()


def with_member(name: str, change: Callable[[bytes], bytes], bundle: bytes = SOUND) -> bytes:
    """A bundle with one member changed, and its manifest made to agree: what a forger would do."""
    members = opened(bundle)
    members[name] = change(members[name])
    return listed(members)


def listed(members: Members) -> bytes:
    """An archive whose manifest lists what there is."""
    manifest = json.loads(members[MANIFEST])
    manifest["members"] = [
        {"name": name, "sha256": body_sha256(content), "size": len(content)}
        for name, content in sorted(members.items())
        if name != MANIFEST
    ]
    return packed({**members, MANIFEST: canonical(manifest)})


def with_manifest(**changes: Any) -> bytes:
    """A bundle whose manifest says something else; a key of None is left out."""
    members = opened(SOUND)
    said = {**json.loads(members[MANIFEST]), **changes}
    return packed({**members, MANIFEST: canonical({key: value for key, value in said.items() if value is not None})})


def with_part(notice: str | None = None, **changes: Any) -> bytes:
    """A bundle whose manifest says something else of its ledger."""
    (part,) = json.loads(opened(SOUND)[MANIFEST])["ledgers"]
    return with_manifest(ledgers=[{**part, **changes}], notice=notice)


def manifest_bytes(change: Callable[[bytes], bytes]) -> bytes:
    """A bundle whose manifest is other bytes."""
    members = opened(SOUND)
    return packed({**members, MANIFEST: change(members[MANIFEST])})


def patched(at: int, value: bytes, bundle: bytes = SOUND) -> bytes:
    """Other bytes at a place."""
    return bundle[:at] + value + bundle[at + len(value) :]


def central(name: str, offset: int, bundle: bytes = SOUND) -> int:
    """Where a field of the directory's record of a member is."""
    return bundle.rindex(name.encode()) - 46 + offset


def lines(change: Callable[[list[Line]], object], register: Register | None = None) -> bytes:
    """A whole ledger whose lines were changed, under the true checkpoint."""
    register = register or Register()
    found = register.lines()
    change(found)
    return whole(register, lines=found)


def line(at: int, register: Register | None = None, **changes: Any) -> bytes:
    """A whole ledger with one line changed."""

    def change(found: list[Line]) -> None:
        found[at - 1] = structs.replace(found[at - 1], **changes)

    return lines(change, register)


def header(at: int, **changes: Any) -> str:
    """A header that says something else."""
    return canonical({**json.loads(Register().header(at)), **changes}).decode()


def note_of(text: str) -> bytes:
    """The sound bundle under another text, signed by the true key."""
    by_log = KEY.named(origin_of(NAME, LEDGER)).sign(text)
    return with_member(NOTE, lambda _: str(Note(text, (by_log,))).encode())


def dossier(*claims: Any, **more: Any) -> bytes:
    """The sound bundle with a dossier."""
    return whole(dossiers=[told(*claims, **more)])


def made_by_zipfile(compression: int, members: Members | None = None) -> bytes:
    """As another program would make it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as made:
        for name, content in (members or opened(SOUND)).items():
            made.writestr(name, content)
    return stream.getvalue()


def replaced(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    """A change of one member: it must be one."""

    def change(content: bytes) -> bytes:
        assert old in content
        return content.replace(old, new, 1)

    return change


def _in_zip() -> Iterator[tuple[str, Case]]:
    yield "an empty file", Case(b"", "NOT_A_ZIP")
    yield "a text", Case(b"hello\n", "NOT_A_ZIP")
    yield "compressed with gzip", Case(gzip.compress(SOUND), "NOT_A_ZIP")
    yield "something before it", Case(b"x" + SOUND, "NOT_A_ZIP")
    yield "only the beginning of a ZIP", Case(b"PK\x03\x04", "ZIP_END")
    yield "something after it", Case(SOUND + b"\n", "ZIP_END")
    yield "a comment", Case(patched(len(SOUND) - 2, b"\x01\x00") + b"x", "ZIP_END")
    yield "twice itself", Case(SOUND + SOUND, "ZIP_END")
    yield "made by another program", Case(made_by_zipfile(zipfile.ZIP_STORED), "ZIP_END")
    yield "deflated by another program", Case(made_by_zipfile(zipfile.ZIP_DEFLATED), "ZIP_END")
    bomb = made_by_zipfile(zipfile.ZIP_DEFLATED, {ENTRIES: bytes(50_000_000)})
    assert len(bomb) < 100_000
    yield "a bomb", Case(bomb, "ZIP_END")
    yield "no member", Case(packed({}), "NOT_A_ZIP")
    yield "more members than there may be", Case(packed({f"m{n:05}": b"" for n in range(4097)}), "ZIP_MEMBERS")
    yield "said to be deflated", Case(patched(central(ENTRIES, 10), b"\x08"), "ZIP_COMPRESSED")
    yield "said to be encrypted", Case(patched(central(ENTRIES, 8), b"\x01"), "ZIP_ENCRYPTED")
    yield "a symbolic link", Case(patched(central(ENTRIES, 38), struct.pack("<L", 0o120777 << 16)), "ZIP_RECORD")
    yield (
        "a size of 2**63",
        Case(patched(central(ENTRIES, 50 + len(ENTRIES)), struct.pack("<Q", 1 << 63)), "ZIP_RECORD"),
    )
    both = struct.pack("<QQ", 1 << 63, 1 << 63)
    yield "both sizes of 2**63", Case(patched(central(ENTRIES, 50 + len(ENTRIES)), both), "ZIP_RECORD")
    yield "an offset of another member", Case(patched(central(MANIFEST, 66 + len(MANIFEST)), bytes(8)), "ZIP_GAPS")
    yield "another name in the directory", Case(patched(central(MANIFEST, 46), b"manifest.jsom"), "ZIP_RECORD")
    yield "a name with a control character", Case(patched(central(MANIFEST, 46), b"\x1b[31mest.json"), "ZIP_NAMES")
    yield "a name that is not ASCII", Case(patched(central(MANIFEST, 46), b"manif\xe9st.json"), "ZIP_NAMES")
    yield "a date", Case(patched(central(ENTRIES, 12), b"\x01"), "ZIP_RECORD")
    yield "a CRC-32 changed on both sides", Case(_other_crc(), "ZIP_CRC")
    two = packed({"aa": b"1", "ab": b"2"})
    yield "names out of order", Case(two.replace(b"aa", b"ac"), "ZIP_NAMES")
    yield "the same name twice", Case(two.replace(b"ab", b"aa"), "ZIP_NAMES")
    for name in ("../../etc/passwd", "/etc/passwd", "..\\x", "C:\\x", ENTRIES + "/nested.zip", "zz/manifest.json"):
        yield f"a member called {name}", Case(packed({**opened(SOUND), name: SOUND}), "MEMBERS_DIFFER")
        yield f"a listed member called {name}", Case(listed({**opened(SOUND), name: SOUND}), "MEMBERS_DIFFER")


def _other_crc() -> bytes:
    at = SOUND.index(ENTRIES.encode()) - 30 + 14
    return patched(at, b"abcd", patched(central(ENTRIES, 16), b"abcd"))


def _in_manifest() -> Iterator[tuple[str, Case]]:
    without = opened(SOUND)
    del without[MANIFEST]
    yield "no manifest", Case(packed(without), "MEMBER_MISSING")
    strict: dict[str, Callable[[bytes], bytes]] = {
        "an unknown key": replaced(b'{"dossiers"', b'{"approved":true,"dossiers"'),
        "a key twice": replaced(b'"dossiers":0', b'"dossiers":0,"dossiers":0'),
        "a space": replaced(b'"dossiers":0', b'"dossiers": 0'),
        "a line feed after it": lambda data: data + b"\n",
        "a second document after it": lambda data: data + data,
        "a mark of byte order": lambda data: b"\xef\xbb\xbf" + data,
        "UTF-16": lambda data: data.decode().encode("utf-16"),
        "a NUL": replaced(b"greffe.example", b"greffe\0example"),
        "bytes that are no UTF-8": replaced(b"greffe.example", b"greffe\xffexample"),
        "a lone surrogate": replaced(b'"origin":"greffe', rb'"origin":"\ud800'),
        "another escape": replaced(b'"origin":"greffe', rb'"origin":"\u0067reffe'),
        "NaN": replaced(b'"dossiers":0', b'"dossiers":NaN'),
        "a fraction": replaced(b'"dossiers":0', b'"dossiers":0.0'),
        "minus zero": replaced(b'"dossiers":0', b'"dossiers":-0'),
        "a huge number": replaced(b'"dossiers":0', b'"dossiers":' + b"9" * 5000),
        "an unknown level": replaced(b"PUBLIC", b"SECRET"),
        "an unknown kind": replaced(b"WHOLE", b"HALF"),
        "a ledger's name with a slash": replaced(b'"ledger":"2', b'"ledger":"/'),
        "an unknown key of a ledger": replaced(b'"kind"', b'"forged":1,"kind"'),
        "a negative size": replaced(b'"size":11}', b'"size":-1}'),
        "a size of nothing": replaced(b'"size":11}', b'"size":0}'),
        "null for nothing": replaced(b'"origin"', b'"notice":null,"origin"'),
        "nothing": lambda _: b"",
        "an array": lambda _: b"[]",
        "cut off": lambda data: data[:-1],
        "brackets": lambda _: b"[" * 100_000,
    }
    for name, change in strict.items():
        yield f"manifest: {name}", Case(manifest_bytes(change), "NOT_STRICT")
    yield "manifest: huge", Case(manifest_bytes(lambda _: b" " * (5 << 20)), "MEMBER_TOO_LARGE")
    yield "manifest: another version", Case(with_manifest(version=2), "OTHER_FORMAT")
    yield "manifest: another format", Case(with_manifest(format="greffe-backup"), "OTHER_FORMAT")
    yield "manifest: a member left out", Case(with_manifest(members=[]), "MEMBERS_DIFFER")
    yield "manifest: a dossier that is not there", Case(with_manifest(dossiers=1), "MEMBERS_DIFFER")
    yield "manifest: a proof that is not there", Case(with_part(since=3), "MEMBERS_DIFFER")
    (part,) = json.loads(opened(SOUND)[MANIFEST])["ledgers"]
    yield "manifest: a ledger twice", Case(with_manifest(ledgers=[part, part]), "MEMBERS_DIFFER")
    yield "manifest: another ledger", Case(with_part(ledger="200000016"), "MEMBERS_DIFFER")
    yield "manifest: a notice that nothing asks for", Case(with_manifest(notice="All is well."), "NOTICE_DIFFERS")
    simulated = opened(whole(Register(clock="SIMULATED")))
    quiet = {key: value for key, value in json.loads(simulated[MANIFEST]).items() if key != "notice"}
    yield (
        "manifest: a simulated clock kept quiet",
        Case(packed({**simulated, MANIFEST: canonical(quiet)}), "NOTICE_DIFFERS"),
    )
    loud = json.loads(simulated[MANIFEST])["notice"]
    yield (
        "manifest: a real clock called simulated",
        Case(with_part(clock="SIMULATED", notice=loud), "HEADER_OF_ANOTHER", 1),
    )
    listing = json.loads(opened(SOUND)[MANIFEST])["members"]
    other = [{**member, "sha256": "0" * 64} for member in listing]
    yield "manifest: other SHA-256", Case(with_manifest(members=other), "MEMBER_DIFFERS")
    longer = [{**member, "size": member["size"] + 1} for member in listing]
    yield "manifest: other sizes", Case(with_manifest(members=longer), "MEMBERS_DIFFER")


def _in_keys() -> Iterator[tuple[str, Case]]:
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


def _in_note() -> Iterator[tuple[str, Case]]:
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
    broken = structs_replace(cosigned.signatures[1])
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


def structs_replace(signature: Signature) -> Signature:
    """The same at another time."""
    return Signature(signature.name, signature.key_id, b"\x01" + signature.signed[1:])


def _in_lines() -> Iterator[tuple[str, Case]]:
    forms: dict[str, Callable[[bytes], bytes]] = {
        "CRLF": lambda data: data.replace(b"\n", b"\r\n"),
        "a blank line": lambda data: b"\n" + data,
        "a space": lambda data: data.replace(b'{"body"', b'{ "body"', 1),
        "an unknown key": lambda data: data.replace(b',"position":1', b',"note":"","position":1', 1),
        "a key twice": lambda data: data.replace(b',"position":1', b',"position":1,"position":1', 1),
        "an unknown reason": lambda data: data.replace(b'"SEALED"', b'"BURIED"'),
        "a mark of byte order": lambda data: b"\xef\xbb\xbf" + data,
        "a NUL": lambda data: data.replace(b"bureau", b"bur\0au", 1),
        "a lone surrogate": lambda data: data.replace(b"bureau", rb"bur\udfffau", 1),
        "no UTF-8": lambda data: data.replace(b"bureau", b"bur\xe9au", 1),
        "a position of 1.0": lambda data: data.replace(b'"position":1}', b'"position":1.0}', 1),
        "brackets": lambda data: b"[" * 50_000 + b"\n" + data,
    }
    for name, change in forms.items():
        yield f"line: {name}", Case(with_member(ENTRIES, change), "LINE_NOT_STRICT")
    yield "line: the last has no end", Case(with_member(ENTRIES, lambda data: data[:-1]), "LINE_NOT_ENDED")
    yield "line: a huge one", Case(with_member(ENTRIES, lambda data: data + b"x" * (9 << 20)), "LINE_TOO_LONG")
    yield "no line", Case(with_member(ENTRIES, lambda _: b""), "ENTRIES_MISSING")
    yield "the first removed", Case(lines(lambda found: found.pop(0)), "OUT_OF_ORDER", 2)
    yield "one removed", Case(lines(lambda found: found.pop(4)), "OUT_OF_ORDER", 6)
    yield "the last removed", Case(lines(lambda found: found.pop()), "ENTRIES_MISSING")
    yield "the last removed, and the number said", Case(with_part(entries=SIZE - 1), "ENTRIES_MISSING")
    yield "one twice", Case(lines(lambda found: found.insert(3, found[2])), "OUT_OF_ORDER", 3)
    yield "all reversed", Case(lines(list[Line].reverse), "OUT_OF_ORDER", SIZE)
    yield "one more", Case(lines(lambda found: found.append(_next())), "OUT_OF_ORDER", SIZE + 1)
    yield "another position", Case(line(3, position=4), "HEADER_OF_ANOTHER", 4)
    yield "the header of another ledger", Case(line(3, header=header(3, ledger="FR")), "HEADER_OF_ANOTHER", 3)
    yield "the header of another clock", Case(line(3, header=header(3, clock="SIMULATED")), "HEADER_OF_ANOTHER", 3)
    yield "a step that ended", Case(line(3, header=header(3, step_end=2)), "STEP", 3)
    yield "a step beyond all entries", Case(line(3, header=header(3, step_end=99)), "STEP", 3)
    yield "a step that the next entry does not know", Case(line(3, header=header(3, step_end=4)), "STEP", 4)
    yield (
        "a date of recording changed",
        Case(line(3, header=header(3, recorded_at="2026-05-21T08:30:03.000001Z")), "ROOT_DIFFERS"),
    )
    yield (
        "a date of recording before",
        Case(line(3, header=header(3, recorded_at="2026-05-21T08:30:01.999999Z")), "CLOCK_BACK", 3),
    )
    backwards = Register(seconds=lambda position: 100 if position == 7 else position)
    yield "a clock that goes back, signed", Case(whole(backwards), "CLOCK_BACK", 8)
    for name, changed in {
        "an unknown key": header(3, note="x"),
        "a key left out": header(3).replace('"v":1', '"w":1'),
        "another version": header(3, v=2),
        "a position as a text": header(3, position="3"),
        "a date that is none": header(3, recorded_at="yesterday"),
        "another date form": header(3, recorded_at="2026-05-21T08:30:03Z"),
        "a digest in capitals": header(3, body_sha256="A" * 64),
        "a space": header(3).replace(",", ", "),
        "a key twice": header(3).replace('"v":1', '"v":1,"v":1'),
        "nothing": "",
    }.items():
        yield f"header: {name}", Case(line(3, header=changed), "HEADER_NOT_STRICT", 3)


def _next() -> Line:
    longer = Register([*usual_bodies(), body(SIZE + 1)])
    return longer.line(SIZE + 1)


def _in_bodies() -> Iterator[tuple[str, Case]]:
    other = canonical(body(3, recorded_by="t-bbbbbbbb")).decode()
    yield "a body edited", Case(line(3, body=other), "BODY_DIFFERS", 3)
    yield "a space in a body", Case(line(3, body=canonical(body(3)).decode() + " "), "BODY_DIFFERS", 3)
    recomputed = header(3, body_sha256=body_sha256(other.encode()))
    yield "a body and its header edited", Case(line(3, body=other, header=recomputed), "ROOT_DIFFERS")
    yield "a body left out", Case(line(3, body=None), "BODY_OR_REASON", 3)
    yield "a body and a reason", Case(line(3, why="SEALED"), "BODY_OR_REASON", 3)
    yield "sealed by another entry", Case(line(SEALED, erased_by=9), "BODY_OR_REASON", SEALED)
    yield "erased by nothing", Case(line(ERASED, erased_by=None), "BODY_OR_REASON", ERASED)
    yield "erased before it was recorded", Case(line(ERASED, erased_by=2), "ERASED_BY", ERASED)
    yield "erased by itself", Case(line(ERASED, erased_by=ERASED), "ERASED_BY", ERASED)
    yield "sealed for those who read all", Case(whole(made_for="RESTRICTED"), "SEALED_FOR_NOBODY", SEALED)
    yield "a proof where none belongs", Case(line(3, proof=(bytes(32),)), "PROOF", 3)
    for name, text in {
        "a space": b'{"a": 1}',
        "a key twice": b'{"a":1,"a":1}',
        "keys out of order": b'{"b":1,"a":1}',
        "a fraction": b'{"a":1.5}',
        "an exponent": b'{"a":1e3}',
        "a number beyond 2**53": b'{"a":9007199254740992}',
        "a huge number": b'{"a":' + b"7" * 6000 + b"}",
        "NaN": b'{"a":NaN}',
        "another escape": rb'{"a":"\u00e9"}',
        "keys as UTF-8 has them, not UTF-16": '{"\uff5e":1,"\U0001f600":1}'.encode(),
        "an array": b"[1]",
        "brackets": b'{"a":' + b"[" * 5000 + b"]" * 5000 + b"}",
        "a mark of byte order": b"\xef\xbb\xbf{}",
    }.items():
        yield f"body: {name}", Case(_signed_body(text), "BODY_NOT_STRICT", 1)


def _signed_body(text: bytes) -> bytes:
    """A ledger of one entry whose body is these bytes, hashed and signed as such."""
    from service.proof import merkle
    from service.proof.canonical import leaf_hash

    made = canonical({**json.loads(Register().header(1)), "body_sha256": body_sha256(text)})
    root = merkle.root_of([leaf_hash(made)])
    note = signed(Checkpoint(origin_of(NAME, LEDGER), 1, root), KEY, LEDGER)
    return whole(note=note, lines=[Line(header=made.decode(), position=1, body=text.decode())])


def _in_selections() -> Iterator[tuple[str, Case]]:
    register = Register()
    proved = register.proved([2, 5, 8])
    first, middle, _ = proved

    def some(*found: Line) -> bytes:
        return selection([], lines=found)

    path = first.proof or ()
    yield "no proof", Case(some(structs.replace(first, proof=None)), "PROOF", 2)
    yield "an empty proof", Case(some(structs.replace(first, proof=())), "PROOF", 2)
    yield "the proof of another entry", Case(some(structs.replace(first, proof=middle.proof)), "PROOF", 2)
    yield "a proof that is too short", Case(some(structs.replace(first, proof=path[:-1])), "PROOF", 2)
    yield "a proof that is too long", Case(some(structs.replace(first, proof=(*path, bytes(32)))), "PROOF", 2)
    yield "a proof with a short hash", Case(some(structs.replace(first, proof=(path[0][:31], *path[1:]))), "PROOF", 2)
    yield "a proof of a thousand hashes", Case(some(structs.replace(first, proof=path * 300)), "PROOF", 2)
    smaller = Register(usual_bodies()[:7]).proved([2])
    yield "a proof for another size", Case(some(*smaller), "PROOF", 2)
    edited = structs.replace(first, header=header(2, recorded_at="2026-05-21T08:30:02.500000Z"))
    yield "a header edited", Case(some(edited), "PROOF", 2)
    other = canonical(body(2, recorded_by="t-b")).decode()
    recomputed = structs.replace(first, body=other, header=header(2, body_sha256=body_sha256(other.encode())))
    yield "a body edited and its header recomputed", Case(some(recomputed), "PROOF", 2)
    yield "out of order", Case(some(middle, first), "OUT_OF_ORDER", 2)
    yield "the same twice", Case(some(first, first), "OUT_OF_ORDER", 2)
    none = selection([])
    yield "no entry at all", Case(none, "NOT_STRICT")
    rest = selection([2, 5], register)
    for name, text in {"a key too many": b'{"proof":[],"size":3,"x":1}', "no array": b'{"proof":1,"size":3}'}.items():
        members = opened(selection([2, 5], register, since=3))
        yield f"a consistency proof with {name}", Case(listed({**members, PROOF: text}), "NOT_STRICT")
    yield "a consistency proof that is not said", Case(listed({**opened(rest), PROOF: b"{}"}), "MEMBERS_DIFFER")
    members = opened(selection([2, 5], register, since=3))
    resized = canonical({**json.loads(members[PROOF]), "size": 4})
    yield "a consistency proof of another size", Case(listed({**members, PROOF: resized}), "CONSISTENCY_SIZE")


def _in_history() -> Iterator[tuple[str, Case]]:
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


def _in_dossiers() -> Iterator[tuple[str, Case]]:
    for name, pointer, value in (
        ("another value", "/fact/seat", "VP3"),
        ("a number for a text", "/fact/term", 2026),
        ("a place that is not there", "/fact/rank", "VP2"),
        ("null for what is not there", "/fact/rank", None),
        ("a pointer without its slash", "fact/seat", "VP2"),
        ("a pointer with a wrong escape", "/fact/~2", "VP2"),
        ("a pointer into a text", "/type/0", "S"),
        ("more of an object than there is", "/fact", {"seat": "VP2"}),
    ):
        yield f"dossier: {name}", Case(dossier(claim(2, pointer, value)), "CLAIM_FALSE", 2)
    yield (
        "dossier: of an erased body, what does not remain",
        Case(dossier(claim(ERASED, "/fact/seat", "VP6")), "CLAIM_FALSE", ERASING),
    )
    yield (
        "dossier: of an erased body, in the entry that erased another",
        Case(_erased_by_another(), "CLAIM_FALSE", ERASING),
    )
    yield (
        "dossier: of an erased body, without the entry that says so",
        Case(
            selection([ERASED], dossiers=[told(claim(ERASED, "/type", "SeatFilled"))]),
            "CLAIM_WITHOUT_ENTRY",
            ERASING,
        ),
    )
    yield "dossier: of a sealed body", Case(dossier(claim(SEALED, "/type", "SeatFilled")), "CLAIM_SEALED", SEALED)
    yield "dossier: of an entry to come", Case(dossier(claim(99, "/type", "X")), "CLAIM_WITHOUT_ENTRY", 99)
    yield "dossier: of another ledger", Case(dossier(claim(2, "/type", "X", "FR")), "CLAIM_WITHOUT_ENTRY", 2)
    yield (
        "dossier: of an entry outside the selection",
        Case(selection([2], dossiers=[told(claim(3, "/fact/seat", "VP3"))]), "CLAIM_WITHOUT_ENTRY", 3),
    )
    yield "dossier: claims that are no list", Case(whole(dossiers=[{"claims": {}}]), "NOT_STRICT")
    yield "dossier: no claims", Case(whole(dossiers=[{"title": "x"}]), "NOT_STRICT")
    yield "dossier: no statements", Case(whole(dossiers=[{"claims": []}]), "NOT_STRICT")
    other = told(claim(2, "/fact/seat", "VP2"), said=["VP3"])
    yield "dossier: says something else than it claims", Case(whole(dossiers=[other]), "STATEMENTS")
    silent = told(claim(2, "/fact/seat", "VP2"), statements=[])
    yield "dossier: does not say what it claims", Case(whole(dossiers=[silent]), "STATEMENTS")
    circular = told(claim(2, "/fact/seat", "VP2"), statements=["/claims/0/value"])
    yield "dossier: its claims are all that it says", Case(whole(dossiers=[circular]), "STATEMENTS")
    nowhere = told(claim(2, "/fact/seat", "VP2"), statements=["/nowhere"])
    yield "dossier: says it nowhere", Case(whole(dossiers=[nowhere]), "NOT_STRICT")
    yield "dossier: an array", Case(whole(dossiers=[[]]), "NOT_STRICT")
    yield "dossier: an unknown key in a claim", Case(dossier({**claim(2, "/type", "x"), "sure": True}), "NOT_STRICT")
    yield "dossier: a position that is none", Case(dossier(claim(0, "/type", "x")), "NOT_STRICT")
    yield "dossier: true for a position", Case(dossier({**claim(2, "", ""), "position": True}), "NOT_STRICT")
    yield "dossier: a fraction", Case(dossier(claim(2, "/type", 0.5)), "NOT_STRICT")
    with_one = dossier(claim(2, "/fact/seat", "VP2"))
    page = packed({**opened(with_one), "dossiers/0001.html": b"<p>forged"})
    yield "dossier: another page", Case(page, "MEMBERS_DIFFER")
    same = opened(with_one)["dossiers/0001.html"].replace(b"Dossier", b"Forgery")
    yield (
        "dossier: a page of the same size",
        Case(packed({**opened(with_one), "dossiers/0001.html": same}), "MEMBER_DIFFERS"),
    )
    many = [claim(2, "/fact/seat", "VP2")] * 200_001
    yield "dossier: too many claims", Case(whole(dossiers=[told(*many[:100_000])] * 3), "TOO_MANY_CLAIMS")
    yield "dossier: huge", Case(whole(dossiers=[told(x="y" * (17 << 20))]), "MEMBER_TOO_LARGE")


def _erased_by_another() -> bytes:
    """An entry called erased, though the one that is said to tell it tells of another."""
    found = Register().lines()
    found[2] = structs.replace(found[2], body=None, why="ERASED", erased_by=ERASING)
    return whole(lines=found, dossiers=[told(claim(3, "/type", "SeatFilled"))])


CASES: Final = {
    name: case
    for cases in (
        *(_in_zip, _in_manifest, _in_keys, _in_note, _in_lines, _in_bodies, _in_selections, _in_history, _in_dossiers),
    )
    for name, case in cases()
}


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_bundle_has_a_clear_verdict(name: str) -> None:
    case = CASES[name]
    found = verdict(case.bundle, case.trust)
    assert found.refusal is not None, found.lines("en")
    assert (found.code, found.refusal.code, found.refusal.position) == ("REFUSED", case.code, case.position)
    for (said,), begins in ((found.lines("en"), "REFUSED — "), (found.lines("fr"), "REFUSÉE — ")):
        assert said.startswith(begins)
        assert said.isprintable()
        assert len(said) < 700
        assert not case.position or str(case.position) in said


def test_every_refusal_was_met() -> None:
    from service.proof.words import REFUSALS

    assert {case.code for case in CASES.values()} == set(REFUSALS)


def test_no_key_makes_a_hostile_bundle_pass() -> None:
    """What is wrong is wrong for who has no key too, but for what only a key can tell."""
    for name, case in CASES.items():
        if case.code not in {"SIGNATURE", "KEY_OF_ANOTHER", "COSIGNATURES", "OWN_UNSIGNED", "COSIGNATURE"}:
            assert verdict(case.bundle, structs.replace(case.trust, keys=())).code == "REFUSED", name


def test_a_bundle_cut_off_anywhere_is_refused() -> None:
    for length in range(len(SOUND)):
        assert verdict(SOUND[:length]).code == "REFUSED", length


RICH: Final = whole(
    note=Register().note(None, WITNESS),
    keys=Keys((KEY.verifier,), (), (WITNESS.verifier,)),
    dossiers=[told(claim(2, "/fact/seat", "VP2"), claim(ERASED, "/fact/seat", "[effacé]"), title="Élection")],
)
SOME: Final = selection([2, SEALED, ERASED], since=5)


@pytest.mark.parametrize("bundle", [RICH, SOME], ids=["whole", "selection"])
def test_no_byte_of_a_bundle_is_free(bundle: bytes) -> None:
    """Every byte, with another value: what was verified holds of one file alone."""
    for at, value in enumerate(bundle):
        other = bundle[:at] + bytes([value ^ 1 << at % 8]) + bundle[at + 1 :]
        assert verdict(other).code == "REFUSED", at


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_no_alteration_is_verified(data: st.DataObject) -> None:
    """Bytes changed, put in, taken out, moved, in any number."""
    bundle = data.draw(st.sampled_from([RICH, SOME]))
    other = bytearray(bundle)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(other)))
        until = data.draw(st.integers(at, min(len(other), at + 40)))
        other[at:until] = data.draw(st.binary(max_size=40))
    assert (verdict(bytes(other)).code == "VERIFIED") == (bytes(other) == bundle)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_no_member_altered_by_a_forger_is_verified(data: st.DataObject) -> None:
    """The forger makes the ZIP and the manifest agree with what they changed; the signature does not."""
    bundle = data.draw(st.sampled_from([SOUND, SOME]))
    members = opened(bundle)
    name = data.draw(st.sampled_from(sorted(members.keys() - {MANIFEST})))
    content = bytearray(members[name])
    at = data.draw(st.integers(0, len(content) - 1))
    content[at : at + data.draw(st.integers(1, 8))] = data.draw(st.binary(max_size=8))
    forged = listed({**members, name: bytes(content)})
    own = trusting(own=[Register().note(5)])  # the proof from an older tree is checked by who has the tree
    assert (verdict(forged, own).code == "VERIFIED") == (bytes(content) == members[name])
