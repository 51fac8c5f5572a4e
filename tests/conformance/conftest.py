"""A live service with the demonstration, and what is not Python's: skipped where it is not there, unless asked for.

`make conformance` and CI set GREFFE_CONFORMANCE (`short` or `full`), which makes a missing tool a failure.
"""

import os
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from service.database import Connection, Database
from service.demo import DEMO_LEDGER
from tests.conftest import cloned
from tests.service.cli.processes import Service, as_json, greffe, on

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"
ASKED = os.environ.get("GREFFE_CONFORMANCE")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """The marks `node`, `curl` and `fuzzer` say which tools a test needs."""
    needs = []
    if item.get_closest_marker("node"):
        needs += [shutil.which("node"), HERE / "node_modules", EXAMPLES / "node/node_modules"]
    if item.get_closest_marker("curl"):
        needs += [shutil.which("bash"), shutil.which("curl")]
    if item.get_closest_marker("fuzzer"):
        needs += [HERE / ".venv/.ready"]
    if all(need and Path(need).exists() for need in needs):
        return
    (pytest.fail if ASKED else pytest.skip)(
        "Node.js, its packages, curl or Schemathesis are not here: install Node.js and curl, then run make conformance"
    )


@pytest.fixture(scope="package")
async def settings(
    server: Connection, server_url: str, demo_template: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[dict[str, str]]:
    """Of a service on the demonstration, which all these tests share."""
    async with cloned(server, server_url, demo_template) as database:
        yield settings_of(database, tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="package")
def service(settings: dict[str, str]) -> Iterator[Service]:
    """That service, on a free port; whatever it was asked, it has logged no error at its end, and stops in order."""
    with Service(env=settings) as running:
        yield running
        running.stop()
        errors = running.errors()
        assert "ERROR" not in errors, errors
        assert "Traceback" not in errors, errors


@pytest.fixture(scope="package")
def token(settings: dict[str, str]) -> str:
    """A clerk's."""
    return clerks_token(settings)


def settings_of(database: Database, folder: Path) -> dict[str, str]:
    """For a process on a clone of the demonstration."""
    return on(database, folder) | {"GREFFE_VAULT_KEY_FILE": str(database.vault_key)}


def clerks_token(settings: dict[str, str]) -> str:
    """For the demonstration."""
    created = greffe("token", "create", "--role", "clerk", "--ledger", DEMO_LEDGER, "--json", env=settings)
    return str(as_json(created)[0]["token"])
