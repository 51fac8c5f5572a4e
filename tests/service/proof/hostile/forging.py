"""What a forger does to a bundle: members changed, manifests made to agree, archives packed anew."""

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any, Final

from msgspec import Struct, field, structs

from service.proof.archive import ArchiveWriter
from service.proof.bundle import Line
from service.proof.canonical import body_sha256, canonical
from service.proof.keys import origin_of
from service.proof.note import Note
from service.proof.trust import Trust
from tests.service.proof.bundles import (
    KEY,
    LEDGER,
    NAME,
    Register,
    trusting,
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
