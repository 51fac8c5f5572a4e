"""The examples follow a register through kills, torn writes and restarts: nothing is lost, nothing comes twice."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from service.database import Database
from service.demo import DEMO_LEDGER
from tests.conformance.conftest import EXAMPLES, clerks_token, settings_of
from tests.conformance.relay import Relay
from tests.service.cli.office import command
from tests.service.cli.processes import Service

WITHIN = 40.0
FOLLOWERS = {
    "python": (sys.executable, "-W", "error", "python/follow.py"),
    "shell": ("bash", "shell/follow.sh"),
    "node": ("node", "node/follow.js"),
}
KINDS = ["python", pytest.param("shell", marks=pytest.mark.curl), pytest.param("node", marks=pytest.mark.node)]


class Kept:
    """The file that a follower writes."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.path.read_bytes().splitlines()] if self.path.exists() else []

    def wait_for(self, count: int, told: Callable[[], str]) -> None:
        """Until it holds so many lines."""
        late = time.monotonic() + WITHIN
        while not self.path.exists() or self.path.read_bytes().count(b"\n") < count:
            assert time.monotonic() < late, f"{count} lines awaited, {len(self.lines())} kept; {told()}"
            time.sleep(0.01)


@contextmanager
def following(kind: str, url: str, kept: Kept) -> Iterator[Callable[[], str]]:
    """A follower, killed without a word at the end."""
    program, *arguments = FOLLOWERS[kind]
    errors = kept.path.with_suffix(".err")
    with errors.open("wb") as sink:
        process = subprocess.Popen(
            [program, *arguments, str(kept.path)],
            cwd=EXAMPLES,
            env=os.environ | {"GREFFE_URL": url, "PYTHONPATH": ""},
            stderr=sink,
        )
        try:
            yield errors.read_text
        finally:
            process.kill()
            process.wait()


def heads(service: Service) -> list[dict[str, Any]]:
    """Position and cursor of each entry, as pages tell them."""
    found: list[dict[str, Any]] = []
    query = """query ($after: Cursor) { entries(after: $after, first: 500) { hasMore cursor
        items { ... on Entry { position cursor } ... on SealedEntry { position cursor } } } }"""
    page: dict[str, Any] = {"hasMore": True, "cursor": None}
    while page["hasMore"]:
        page = service.ask(query, after=page["cursor"])["entries"]
        found += page["items"]
    return found


def record(service: Service, token: str, command_id: str) -> None:
    """One more entry."""
    person = command("registerPerson", person="$a", givenName="Camille", familyName="Essai", on="2026-11-20")
    answer = service.ask(
        f'mutation ($c: [CommandInput!]!, $id: ID!) {{ record(authority: "{DEMO_LEDGER}", commands: $c, commandId: $id)'
        " { __typename } }",
        token,
        c=[person],
        id=command_id,
    )
    assert answer["record"]["__typename"] == "RecordedResult"


@pytest.mark.parametrize("kind", KINDS)
def test_a_follower_that_is_killed_loses_nothing_and_repeats_nothing(
    kind: str, demo_database: Database, tmp_path: Path
) -> None:
    kept = Kept(tmp_path / "entries.jsonl")
    settings = settings_of(demo_database, tmp_path / "data")
    token = clerks_token(settings)
    with Service(env=settings) as service:
        for enough in (1, 60, 300):  # killed in the middle of what is there
            with following(kind, service.url, kept) as told:
                kept.wait_for(enough, told)
        with kept.path.open("ab") as torn:  # as a kill in the middle of a write leaves it
            torn.write(b'{"__typename": "Entry", "position": 9')
        record(service, token, "while-it-was-down")
        with following(kind, service.url, kept) as told:
            kept.wait_for(len(heads(service)), told)
            record(service, token, "while-it-listens")
            kept.wait_for(len(heads(service)), told)
            service.kill()
            with Service(env=settings, port=int(service.url.rpartition(":")[2])) as again:
                record(again, token, "after-a-restart")
                entries = heads(again)
                kept.wait_for(len(entries), told)
    assert [{"position": line["position"], "cursor": line["cursor"]} for line in kept.lines()] == entries
    assert [entry["position"] for entry in entries] == list(range(1, len(entries) + 1))


@pytest.mark.parametrize("kind", KINDS)
def test_a_follower_whose_connection_is_cut_goes_on_where_it_was(
    kind: str, service: Service, token: str, tmp_path: Path
) -> None:
    """The service stays up, so that a client library's own retry, from the cursor of the beginning, would succeed."""
    kept = Kept(tmp_path / "entries.jsonl")
    with Relay(int(service.url.rpartition(":")[2])) as wire, following(kind, wire.url, kept) as told:
        kept.wait_for(len(heads(service)), told)
        wire.cut()
        record(service, token, f"after-a-cut-{kind}")
        entries = heads(service)
        kept.wait_for(len(entries), told)
    assert [line["position"] for line in kept.lines()] == [entry["position"] for entry in entries]


@pytest.mark.parametrize("kind", KINDS)
def test_a_follower_whose_cursor_is_refused_says_so_and_ends(kind: str, service: Service, tmp_path: Path) -> None:
    kept = tmp_path / "entries.jsonl"
    kept.write_text('{"__typename":"Entry","position":1,"cursor":"none"}\n')
    program, *arguments = FOLLOWERS[kind]
    done = subprocess.run(
        [program, *arguments, str(kept)],
        cwd=EXAMPLES,
        env=os.environ | {"GREFFE_URL": service.url},
        capture_output=True,
        text=True,
        timeout=WITHIN,
        check=False,
    )
    assert done.returncode == 1
    assert "Refused" in done.stderr
    assert "The cursor is not one of this service" in done.stderr
