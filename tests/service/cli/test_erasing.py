"""`greffe forget`, `greffe redact` and `greffe vault` as an operator runs them."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from service.cli.group import greffe as group
from tests.service.cli.office import LEDGER, command, file_of, line, whole_office
from tests.service.cli.processes import as_json

SECRET = "Quetzalcoatl"
BASIS = ("--basis", "objection")


def greffe(
    *arguments: str, env: Mapping[str, str], given: bytes = b"", code: int = 0
) -> "subprocess.CompletedProcess[str]":
    """One command, in this process: a dozen of them start at once what another process takes a second for."""
    done = CliRunner().invoke(group, arguments, input=given, env=env, prog_name="greffe")
    assert done.exit_code == code, (done.exit_code, done.stdout, done.stderr, done.exception)
    return subprocess.CompletedProcess(arguments, code, done.stdout, done.stderr)


@pytest.fixture
def people(env: dict[str, str]) -> dict[str, str]:
    """The office, with a theme whose name must go; people by alias."""
    named = {"theme": "mountain", "nameFr": f"montagne de {SECRET}", "nameEn": SECRET}
    told = as_json(
        greffe("record", "-", "--json", env=env, given=file_of(*whole_office(), line(command("addTheme", **named))))
    )
    return {alias: who for each in told for alias, who in each["people"].items()}


def test_an_official_is_forgotten_by_a_decision_and_not_without(env: dict[str, str], people: dict[str, str]) -> None:
    who = people["$a"]
    unasked = greffe("forget", who, *BASIS, env=env, code=1)
    assert "Destroy what is kept of Camille Aubrac?" in unasked.stderr
    assert "--yes" in unasked.stderr
    assert "Dites --yes" in greffe("forget", who, *BASIS, "--lang", "fr", env=env, code=1).stderr
    refused = greffe("forget", who, *BASIS, "--yes", "--lang", "fr", env=env, code=1)
    assert "son nom reste dans les actes publics" in refused.stderr.replace("\u202f", " ")
    assert "Aubrac" in greffe("bureau", env=env).stdout
    act = ("--act-number", "2026-11", "--act-date", "2026-11-20")
    done = greffe("forget", who, *BASIS, *act, "--yes", env=env)
    assert "objection (GDPR art. 17(1)(c))" in done.stdout
    shown = greffe("bureau", "--lang", "fr", env=env).stdout
    assert "personne effacée" in shown
    assert "Aubrac" not in shown
    assert "erased person" in greffe("bureau", "--at-position", "14", "--on", "2026-06-01", env=env).stdout
    assert as_json(greffe("forget", who, *BASIS, *act, "--yes", "--json", env=env))[0]["alreadyTrue"]
    greffe("forget", who, *BASIS, "--act-number", "2026-11", env=env, code=2)
    assert "Nobody" not in greffe("forget", "p-" + "a" * 16, *BASIS, "--yes", env=env, code=1).stdout


def test_the_text_of_an_entry_is_redacted(env: dict[str, str], people: dict[str, str]) -> None:
    told = as_json(greffe("log", "--json", env=env))
    (at,) = (each["position"] for each in told if each["type"] == "ThemeAdded")
    unasked = greffe("redact", str(at), *BASIS, env=env, code=1)
    assert SECRET in unasked.stdout  # the operator sees what is about to go
    greffe("redact", str(at), *BASIS, "--field", "theme", "--yes", env=env, code=1)
    (done,) = as_json(greffe("redact", str(at), *BASIS, "--yes", "--json", env=env))
    told = as_json(greffe("log", "--json", env=env))
    assert SECRET not in json.dumps(told)
    assert [each["fate"]["erasedBy"]["position"] for each in told if each["position"] == at] == [done["entry"]]
    assert told[-1]["type"] == "BodyErased"
    assert "1" in greffe("redact", "1", *BASIS, "--yes", env=env, code=1).stderr


def test_the_keys_are_rotated_backed_up_and_restored(
    env: dict[str, str],
    people: dict[str, str],
    tmp_path: Path,
) -> None:
    (before,) = as_json(greffe("vault", "status", "--json", env=env))
    assert (before["sealed"], before["withoutKey"], before["clear"]) == (2, 0, 0)
    (rotated,) = as_json(greffe("vault", "rotate", "--json", env=env))
    assert rotated["rewrapped"] == 2
    assert rotated["key"] != before["key"]
    file = tmp_path / "keys.json"
    greffe("vault", "backup-keys", str(file), env=env)
    assert file.stat().st_mode & 0o077 == 0
    assert "0 of 2" in greffe("vault", "restore-keys", str(file), env=env).stdout
    assert "0 clés sur 2" in greffe("vault", "restore-keys", str(file), "--lang", "fr", env=env).stdout
    greffe("vault", "purge", env=env)
    assert "2 personnes scellées" in greffe("vault", "status", "--lang", "fr", env=env).stdout
    assert "Aubrac" in greffe("bureau", env=env).stdout
    file.write_text("{}")
    assert "no backup" in greffe("vault", "restore-keys", str(file), env=env, code=1).stderr


def test_a_lost_key_stops_the_service_and_the_doctor_says_so(
    env: dict[str, str],
    people: dict[str, str],
) -> None:
    (status,) = as_json(greffe("vault", "status", "--json", env=env))
    file = Path(status["file"])
    assert file == Path(env["GREFFE_DATA_DIR"]) / "keys" / "vault.key"
    kept = file.rename(file.with_suffix(".away"))
    for words in (("bureau",), ("vault", "status"), ("vault", "rotate")):
        stopped = greffe(*words, env=env, code=3)
        assert "The vault cannot be opened" in stopped.stderr
        assert "GREFFE_VAULT_KEY_FILE" in stopped.stderr
    assert not file.exists()
    findings = {f["check"]: f for f in as_json(greffe("doctor", "--json", env=env, code=1))[0]}
    assert findings["Vault"]["state"] == "PROBLEM"
    elsewhere = env | {"GREFFE_VAULT_KEY_FILE": str(kept)}
    assert "Aubrac" in greffe("bureau", "--ledger", LEDGER, env=elsewhere).stdout
    findings = {f["check"]: f for f in as_json(greffe("doctor", "--json", env=elsewhere))[0]}
    assert findings["Vault"]["state"] == "OK"
