"""Settings for processes: a test's own database, or an embedded server of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from service.database import Database
from tests.service.cli.processes import embedded_home, on


@pytest.fixture
def env(database: Database, tmp_path: Path) -> dict[str, str]:
    """A migrated, empty register."""
    return on(database, tmp_path)


@pytest.fixture
def home(run_folder: Path) -> Iterator[dict[str, str]]:
    """An embedded server that does not exist yet."""
    with embedded_home(run_folder) as settings:
        yield settings
