"""The tests' own cluster: a run that was killed leaves nothing after the next one."""

import subprocess
import sys
from pathlib import Path

from service.database.postmaster import Postmaster
from tests.cluster import RunFolder

RUN = """
from tests.cluster import RunFolder, cluster
run = RunFolder()
cluster(run.path).start()
print(run.path, flush=True)
input()
"""


def _run() -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", RUN],
        cwd=Path(__file__).parents[1],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_the_next_run_removes_a_killed_run_and_leaves_a_living_one_alone() -> None:
    with _run() as killed, _run() as living:
        assert killed.stdout
        assert living.stdout
        dead, alive = Path(killed.stdout.readline().strip()), Path(living.stdout.readline().strip())
        killed.kill()
        killed.wait()
        assert Postmaster.of(dead / "pg18") is not None
        RunFolder().remove()
        assert not dead.exists()
        assert Postmaster.of(alive / "pg18") is not None
        living.kill()
    RunFolder().remove()
    assert not alive.exists()
