"""A PostgreSQL of its own on a real disk, fsync on, for one run of the benchmarks."""

import contextlib
import dataclasses
import os
import shutil
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

from service.database import Database, open_database
from service.settings import Settings

ENTRIES: Final = int(os.environ.get("GREFFE_BENCH_ENTRIES", "100000"))
"""How many the parts that fill a ledger give it: so that the whole takes less than 15 minutes. 10^6 take an hour."""


@contextlib.asynccontextmanager
async def fresh_database() -> AsyncIterator[Database]:
    """A migrated database in a temporary folder, removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="greffe-bench-", dir="/var/tmp"))
    folder.chmod(0o711)
    try:
        settings = dataclasses.replace(Settings(data_dir=folder), database_url=None)
        async with open_database(settings) as database:
            await database.migrate()
            yield database
    finally:
        shutil.rmtree(folder, ignore_errors=True)
