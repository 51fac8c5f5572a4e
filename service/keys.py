"""The files of keys: the one that signs this deployment's checkpoints, and the list of witnesses it knows.

The signing key is a text that only its user may read (0600). It never reaches the database, a log or an error:

    PRIVATE+KEY+greffe.scot.fr+1f2e3d4c+AY...      the key that signs
    since 2026-11-25T16:00:00Z                     from when on
    past greffe.scot.fr+... 2026-01-02T... gAL...  an older one, from when on, and the note by which it was succeeded

Everything but the first line is public; all of it is one file, so that a replacement is there whole or not at all.
"""

import base64
import datetime as dt
import re
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from service.files import read_secret, write_whole
from service.proof.keys import in_ledger, origin_of, succession, successor
from service.proof.note import COSIGNATURE, ED25519, NoteError, SigningKey, VerifierKey, strict_base64
from service.settings import Settings
from service.setup_error import SetupError

FOLDER: Final = "keys"
SIGNING_FILE: Final = "signing.key"
WITNESSES_FILE: Final = "witnesses"
MAX_WITNESSES: Final = 64

_ORIGIN: Final = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~-]+)*", re.ASCII)
_INSTANT: Final = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True)
class PastKey:
    """A key that signed before: from when on, and the note by which it named its successor."""

    key: VerifierKey
    since: dt.datetime
    succession: str


@dataclass(frozen=True)
class KeyRing:
    """The key that signs, since when, and those before it, oldest first."""

    signing: SigningKey
    since: dt.datetime
    past: tuple[PastKey, ...] = ()

    @property
    def name(self) -> str:
        """The deployment's name."""
        return self.signing.name

    def origin(self, ledger: str) -> str:
        """The origin of a ledger's checkpoints."""
        return origin_of(self.name, ledger)

    def verifiers(self, ledger: str) -> list[VerifierKey]:
        """Every key that may have signed a ledger's checkpoints."""
        return [in_ledger(key, ledger) for key in (*(one.key for one in self.past), self.signing.verifier)]

    def rotated(self, now: dt.datetime) -> "KeyRing":
        """With a new key, which the present one names as its successor."""
        new = SigningKey.generate(self.name)
        note = succession(self.signing, new, now.strftime(_INSTANT))
        return KeyRing(new, now, (*self.past, PastKey(self.signing.verifier, self.since, note)))

    @property
    def text(self) -> str:
        """The content of its file: a secret."""
        lines = [self.signing.text, f"since {self.since.strftime(_INSTANT)}"]
        lines += [
            f"past {one.key.text} {one.since.strftime(_INSTANT)} {base64.b64encode(one.succession.encode()).decode()}"
            for one in self.past
        ]
        return "".join(f"{line}\n" for line in lines)

    @classmethod
    def parse(cls, text: str) -> "KeyRing":
        """From the content of its file.

        Raises:
            NoteError: it is not that; the message holds nothing of the secret.
        """
        first, *lines = text.splitlines() or [""]
        if not lines or not lines[0].startswith("since "):
            raise NoteError("its second line does not say since when the key signs")
        signing = SigningKey.parse(first)
        if signing.kind != ED25519:
            raise NoteError("it is a witness's key")
        ring = cls(signing, _instant(lines[0].removeprefix("since ")), tuple(map(_past, lines[1:])))
        keys = [*(one.key for one in ring.past), signing.verifier]
        for one, following in zip(ring.past, keys[1:], strict=True):
            if successor(one.key, one.succession) != following:
                raise NoteError("its past keys do not lead to the one that signs")
        return ring


def signing_file(settings: Settings) -> Path:
    """Where this deployment's signing key is, or would be."""
    return settings.signing_key_file or settings.data_dir / FOLDER / SIGNING_FILE


def load_ring(settings: Settings) -> KeyRing | None:
    """The keys of this deployment; None where there is no file.

    Raises:
        SetupError: others may read the file, it is damaged, or GREFFE_ORIGIN says another name.
    """
    path = signing_file(settings)
    try:
        text = read_secret(path, "signing key")
    except FileNotFoundError:
        return None
    try:
        ring = KeyRing.parse(text)
    except NoteError as error:
        raise SetupError("SIGNING_KEY_DAMAGED", path=path, error=error) from None
    if settings.origin is not None and settings.origin != ring.name:
        raise SetupError("SIGNING_KEY_OF_ANOTHER", path=path, name=ring.name, origin=settings.origin)
    return ring


def create_ring(settings: Settings, name: str | None, now: dt.datetime) -> KeyRing:
    """Make this deployment's first key, and its file.

    Raises:
        SetupError: there is one, the name cannot be used, or the file cannot be written.
    """
    path = signing_file(settings)
    chosen = checked_origin(name or settings.origin or default_origin())
    ring = KeyRing(SigningKey.generate(chosen), now.replace(microsecond=0))
    write_key(path, ring.text, replace=False)
    return ring


def rotate_ring(settings: Settings, now: dt.datetime) -> KeyRing:
    """Replace the key by a new one, keeping the old one's public half.

    Raises:
        SetupError: there is none, or the file cannot be written.
    """
    ring = load_ring(settings)
    if ring is None:
        raise SetupError("NO_KEY_TO_REPLACE", path=signing_file(settings))
    rotated = ring.rotated(max(now.replace(microsecond=0), ring.since))
    write_key(signing_file(settings), rotated.text, replace=True)
    return rotated


def write_key(path: Path, content: str, *, replace: bool) -> None:
    """Write a file of keys.

    Raises:
        SetupError: there is one already, or it cannot be written.
    """
    try:
        write_whole(path, content, replace=replace)
    except FileExistsError:
        raise SetupError("KEY_EXISTS", path=path) from None
    except OSError as error:
        raise SetupError("KEY_UNKEPT", path=path, error=error.strerror) from error


def default_origin() -> str:
    """This machine's name, in the form of an origin."""
    name = socket.gethostname().lower()
    return name if _ORIGIN.fullmatch(name) else "greffe.localhost"


def checked_origin(name: str) -> str:
    """A deployment's name.

    Raises:
        SetupError: it is not a host, with a port or a path perhaps.
    """
    if len(name) > 200 or not _ORIGIN.fullmatch(name):
        raise SetupError("BAD_ORIGIN", name=name[:80])
    return name


# -- witnesses ---------------------------------------------------------------------------------------------------------


def load_witnesses(settings: Settings) -> list[VerifierKey]:
    """The witnesses whose cosignatures are taken: those of GREFFE_WITNESSES, and of the file in the data folder.

    Raises:
        SetupError: one of them is no witness's key, or there are too many.
    """
    found = [_witness(text, "GREFFE_WITNESSES") for text in settings.witnesses]
    path = settings.data_dir / WITNESSES_FILE
    try:
        with open(path, "rb") as file:
            content = file.read(64 * 1024).decode()
    except FileNotFoundError:
        content = ""
    except (OSError, UnicodeDecodeError) as error:
        raise SetupError("WITNESSES_UNREADABLE", path=path, error=error) from error
    lines = (line.partition("#")[0].strip() for line in content.splitlines())
    found += [_witness(line, str(path)) for line in lines if line]
    if len(found) > MAX_WITNESSES:
        raise SetupError("TOO_MANY_WITNESSES", most=MAX_WITNESSES)
    return list(dict.fromkeys(found))


def add_witness(settings: Settings, vkey: str) -> bool:
    """Know a witness from now on; whether it is new.

    Raises:
        SetupError: it is no witness's key, or the file cannot be written.
    """
    key = _witness(vkey, "The key")
    known = load_witnesses(settings)
    if key in known:
        return False
    if len(known) >= MAX_WITNESSES:
        raise SetupError("NO_MORE_WITNESSES", most=MAX_WITNESSES)
    path = settings.data_dir / WITNESSES_FILE
    before = (
        path.read_text(encoding="utf-8")
        if path.exists()
        else "# Witnesses whose cosignatures are taken, a key a line.\n"
    )
    write_key(path, before.rstrip("\n") + f"\n{key.text}\n", replace=True)
    return True


def remove_witness(settings: Settings, vkey: str) -> bool:
    """Take no more cosignatures of a witness, named by its key or its name; whether it was known by the file."""
    path = settings.data_dir / WITNESSES_FILE
    if not path.exists():
        return False
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if vkey not in (line.strip(), line.strip().partition("+")[0])]
    if len(kept) == len(lines):
        return False
    write_key(path, "".join(f"{line}\n" for line in kept), replace=True)
    return True


def _witness(text: str, origin: str) -> VerifierKey:
    try:
        key = VerifierKey.parse(text)
    except NoteError as error:
        raise SetupError("BAD_WITNESS", origin=origin, error=error) from None
    if key.kind != COSIGNATURE:
        raise SetupError("WITNESS_IS_A_LOG", origin=origin, name=key.name)
    return key


def _past(line: str) -> PastKey:
    parts = line.split(" ")
    if len(parts) != 4 or parts[0] != "past":
        raise NoteError("a line of its past keys is damaged")
    try:
        told = strict_base64(parts[3]).decode()
    except UnicodeDecodeError:
        raise NoteError("a line of its past keys is damaged") from None
    return PastKey(VerifierKey.parse(parts[1]), _instant(parts[2]), told)


def _instant(text: str) -> dt.datetime:
    try:
        return dt.datetime.strptime(text, _INSTANT).replace(tzinfo=dt.UTC)
    except ValueError:
        raise NoteError("a time in it is not written as 2026-11-25T16:00:00Z") from None
