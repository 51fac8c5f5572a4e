"""Files that are no bundle, and manifests that promise something else."""

import gzip
import json
import struct
import zipfile
from collections.abc import Callable, Iterator

from service.proof.canonical import canonical
from tests.service.proof.bundles import (
    Register,
    whole,
)
from tests.service.proof.hostile.forging import (
    ENTRIES,
    MANIFEST,
    SOUND,
    Case,
    central,
    listed,
    made_by_zipfile,
    manifest_bytes,
    opened,
    packed,
    patched,
    replaced,
    with_manifest,
    with_part,
)


def in_zip() -> Iterator[tuple[str, Case]]:
    """The container."""
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
    yield "both sizes of 2**63", Case(patched(central(ENTRIES, 50 + len(ENTRIES)), both), "ZIP_GAPS")
    yield "a size of 2**63 on which all records agree", Case(_huge(), "ZIP_GAPS")
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


def _huge() -> bytes:
    """One member that claims more than any file holds, and the next one where it would end."""
    size, local = struct.pack("<QQ", 1 << 63, 1 << 63), SOUND.index(ENTRIES.encode()) + len(ENTRIES) + 4
    begun = local + 16
    told = patched(local, size, patched(central(ENTRIES, 50 + len(ENTRIES)), size))
    return patched(central(MANIFEST, 66 + len(MANIFEST)), struct.pack("<Q", begun + (1 << 63)), told)


def _other_crc() -> bytes:
    at = SOUND.index(ENTRIES.encode()) - 30 + 14
    return patched(at, b"abcd", patched(central(ENTRIES, 16), b"abcd"))


def in_manifest() -> Iterator[tuple[str, Case]]:
    """What the manifest says."""
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
