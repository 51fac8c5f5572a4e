"""The doctor's checks of the machine: Python, languages, the data folder, the keys in files."""

import codecs
import locale
import os
import platform
import shutil
import stat
import sys
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from service.cli.findings import Finding, good, note, problem, wrong
from service.cli.local import is_embedded
from service.cli.welcome import TOKEN_FILE
from service.database.binaries import find_binaries, wheel_binaries
from service.database.locate import EMBEDDED_FOLDER, PASSWORD_FILE
from service.database.server_user import server_user
from service.keys import load_ring, load_witnesses, signing_file
from service.settings import Settings
from service.setup_error import SetupError

LITTLE_SPACE: Final = 500_000_000
"""Bytes free below which the disk is nearly full: PostgreSQL stops when it is."""


def of_machine(settings: Settings) -> list[Finding]:
    """Python, languages, time zones, PostgreSQL's programs, the data folder, the keys."""
    findings = [good("python", "PYTHON", version=platform.python_version(), path=sys.executable), _words(), _paris()]
    if is_embedded(settings):
        findings.append(_programs(settings))
    return [*findings, *_folder(settings.data_dir), *_secrets(settings.data_dir), *_signing(settings)]


def _words() -> Finding:
    """Whether names with accents can leave here: the encoding is that of whatever is printed."""
    encoding = sys.stdout.encoding or "ascii"
    if codecs.lookup(encoding).name not in ("utf-8", "ascii"):  # click writes UTF-8 where ASCII is said
        return problem("words", "NO_ACCENTS", encoding=encoding)
    known = locale.setlocale(locale.LC_CTYPE)
    try:
        locale.setlocale(locale.LC_CTYPE, "")
    except locale.Error:
        return note("words", "LOCALE_MISSING")
    finally:
        locale.setlocale(locale.LC_CTYPE, known)
    return good("words", "WORDS", encoding=encoding)


def _paris() -> Finding:
    try:
        ZoneInfo("Europe/Paris")
    except ZoneInfoNotFoundError:
        return problem("time zones", "NO_PARIS")
    return good("time zones", "TIME_ZONES")


def _programs(settings: Settings) -> Finding:
    if not settings.data_dir.exists() and wheel_binaries() is not None:
        return good("programs", "PROGRAMS", path=wheel_binaries())
    try:
        return good("programs", "PROGRAMS", path=find_binaries(server_user(), settings.data_dir))
    except SetupError as error:
        return wrong("programs", error)


def _folder(folder: Path) -> list[Finding]:
    if not folder.exists():
        parent = next(path for path in folder.parents if path.exists())
        if not parent.is_dir() or not os.access(parent, os.W_OK | os.X_OK):
            return [problem("folder", "FOLDER_CANNOT_BE_MADE", path=folder, parent=parent)]
        return [note("folder", "FOLDER_TO_BE_MADE", path=folder)]
    if not folder.is_dir():
        return [problem("folder", "FOLDER_IS_A_FILE", path=folder)]
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        return [problem("folder", "FOLDER_OF_ANOTHER", path=folder)]
    free = shutil.disk_usage(folder).free
    shown = f"{free / 1e9:.1f}"
    found = problem if free < LITTLE_SPACE else good
    return [
        found("folder", "DISK_NEARLY_FULL" if free < LITTLE_SPACE else "FOLDER", path=folder, free=shown),
        *(note("folder", "OLD_FOLDER", path=old, used=EMBEDDED_FOLDER) for old in _older(folder)),
    ]


def _older(folder: Path) -> list[Path]:
    """Databases that an embedded PostgreSQL of another version made here."""
    return sorted(path.parent for path in folder.glob("pg*/PG_VERSION") if path.parent.name != EMBEDDED_FOLDER)


def _secrets(folder: Path) -> list[Finding]:
    """Files that hold a password or a token are for one user alone."""
    opened = []
    for name in (TOKEN_FILE, PASSWORD_FILE):
        try:
            mode = stat.S_IMODE((folder / name).stat().st_mode)
        except OSError:
            continue
        if mode & 0o077:
            opened.append(folder / name)
    return [problem("secrets", "SECRET_OPEN", path=path) for path in opened]


def _signing(settings: Settings) -> list[Finding]:
    """Whether checkpoints can be signed here, and who is a witness of them."""
    path = signing_file(settings)
    try:
        ring = load_ring(settings)
        witnesses = load_witnesses(settings)
    except SetupError as error:
        return [wrong("signing key", error)]
    if ring is None:
        return [note("signing key", "NO_SIGNING_KEY", path=path)]
    since = f"{ring.since:%Y-%m-%d}"
    return [
        good("signing key", "SIGNING_KEY", vkey=ring.signing.verifier.text, since=since, path=path),
        good("witnesses", "WITNESSES", names=", ".join(key.name for key in witnesses))
        if witnesses
        else note("witnesses", "NO_WITNESS"),
    ]
