"""npm graphql-http's audit, and the clients graphql-ws and graphql-sse: each file of node's own tests, one service."""

import os
import re
import subprocess

import pytest

from tests.conformance.conftest import HERE
from tests.service.cli.processes import Service


@pytest.mark.node
@pytest.mark.parametrize(("file", "at_least"), [("audit.test.mjs", 60), ("websocket.test.mjs", 9), ("sse.test.mjs", 7)])
def test_what_others_expect(service: Service, token: str, file: str, at_least: int) -> None:
    done = subprocess.run(
        ["node", "--test", "--test-reporter=tap", file],
        cwd=HERE,
        env=os.environ | {"GREFFE_URL": service.url, "GREFFE_TOKEN": token},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    lines = re.findall(r"^# (pass|fail|skipped) (\d+)$", done.stdout, re.MULTILINE)
    counted = {name: int(number) for name, number in lines}
    assert counted["pass"] >= at_least
    assert counted["fail"] == 0
