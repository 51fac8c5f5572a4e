"""Schemathesis asks what the schema allows, as a clerk: no answer is a 5xx, none an error of the service's own."""

import os
import re
import subprocess

import pytest

from tests.conformance.conftest import ASKED, HERE
from tests.service.cli.processes import Service

SECONDS = 240 if ASKED == "full" else 20


@pytest.mark.fuzzer
def test_nothing_that_the_schema_allows_breaks_the_service(service: Service, token: str) -> None:
    done = subprocess.run(
        [
            *(HERE / ".venv/bin/st", "run", f"{service.url}/graphql", "--header", f"Authorization: Bearer {token}"),
            *("--checks", "answers_as_documented", "--phases", "fuzzing", "--mode", "positive", "--no-color"),
            *("--max-time", str(SECONDS), "--generation-database", "none"),
            *(("--max-examples", "2", "--seed", "1") if ASKED != "full" else ()),
        ],
        cwd=HERE,
        env=os.environ | {"PYTHONPATH": str(HERE)},
        capture_output=True,
        text=True,
        timeout=SECONDS + 60,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    selected = re.search(r"Selected: (\d+)/\1\b", done.stdout)
    passed = re.search(r"(\d+) generated, \1 passed", done.stdout)
    assert selected, done.stdout
    assert int(selected[1]) > 80, "every query and mutation"
    assert passed, done.stdout
    assert int(passed[1]) > 100
