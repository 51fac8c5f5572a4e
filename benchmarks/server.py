"""A PostgreSQL of its own on a real disk, fsync on, for one run of the benchmarks."""

import contextlib
import dataclasses
import shutil
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

from service.database import Database, open_database
from service.settings import Settings


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
