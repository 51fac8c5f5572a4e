"""`greffe dossier` and `greffe beliefs`: canonical JSON, a page in a file, sentences, exit codes."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from service.cli.group import greffe as group
from service.proof.canonical import canonical
from tests.service.cli.office import LEDGER, command, file_of, line, whole_office
from tests.service.cli.processes import as_json, greffe

VOTES = {"inOffice": 2, "present": 2, "votesFor": 2}
LATE = 1


@pytest.fixture
def recorded(env: dict[str, str]) -> dict[str, str]:
    """The environment of commands on a register with a deliberation and an order; then the president had resigned."""
    adopted = command("adoptDeliberation", on="2026-06-10", decision="water", title="Eau", body="assembly", votes=VOTES)
    told = as_json(greffe("record", "-", "--json", env=env, given=file_of(*whole_office(), line(adopted))))
    president = told[1]["people"]["$a"]
    ordered = command("issueOrder", on="2026-06-12", decision="order", title="Arrêté", author=president)
    vacated = command("vacateSeat", on="2026-06-11", body="bureau", seat="P", cause="RESIGNATION")
    greffe("record", "-", env=env, given=file_of(line(ordered), line(vacated)))
    return env


def test_the_json_is_canonical_and_pinned_and_the_page_goes_to_a_file(recorded: dict[str, str], tmp_path: Path) -> None:
    env = recorded
    told = greffe("dossier", "decision:water", "--on", "2026-06-30", "--json", env=env).stdout
    dossier = json.loads(told)
    assert canonical(dossier).decode() + "\n" == told
    position = dossier["as_of"]["position"]
    greffe("record", "-", env=env, given=file_of(line(command("publishDecision", on="2026-06-20", decision="water"))))
    pinned = ("--at-position", str(position), "--on", "2026-06-30")
    assert greffe("dossier", "decision:water", *pinned, "--json", env=env).stdout == told
    page = tmp_path / "dossier.html"
    greffe("dossier", "decision:water", "--html", "--lang", "fr", "-o", str(page), env=env)
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert "Composition le jour de la décision" in page.read_text(encoding="utf-8")
    words = greffe("dossier", "decision:water", "--lang", "en", env=env).stdout
    assert words.startswith("decision:water, on ")
    assert f"/dossier/{LEDGER}/decision/water.json?at_position=" in words
    assert greffe("dossier", "decision:never-was", env=env, code=1).stderr.startswith("There is no such dossier")
    assert (
        "goes from position 1" in greffe("dossier", "decision:water", "--at-position", "9999", env=env, code=1).stderr
    )
    no_folder = str(tmp_path / "nowhere" / "x.json")
    assert "The file is not written" in greffe("dossier", "decision:water", "-o", no_folder, env=env, code=1).stderr


def test_what_was_believed_and_what_had_rested_on_it(recorded: dict[str, str]) -> None:
    (all_,) = as_json(
        greffe("beliefs", "body:bureau", "--from", str(_before_the_last(recorded)), "--json", env=recorded)
    )
    (change,) = [node for node in all_["changes"]["nodes"] if node["place"] == "P"]
    assert change["since"] == "2026-06-11"
    assert [node["thing"] for node in all_["impact"]["nodes"]] == ["decision:order"]
    start = str(_before_the_last(recorded))
    words = greffe("beliefs", "body:bureau", "--from", start, "--lang", "fr", env=recorded).stdout
    assert "cru : Le siège P du bureau est occupé par" in words.replace("cru:", "cru :")
    assert "decision:order" in words
    assert "No belief changed" in greffe("beliefs", "decision:water", "--from", start, env=recorded).stdout
    assert "is no subject" in greffe("beliefs", "nonsense", "--from", start, env=recorded, code=1).stderr
    assert "comes before" in greffe("beliefs", "body:bureau", "--from", start, "--to", "1", env=recorded, code=1).stderr


def _before_the_last(env: dict[str, str]) -> int:
    entries = as_json(greffe("log", "--json", env=env))
    assert entries[-1]["type"] == "SeatVacated"
    return int(entries[-1]["position"]) - LATE


@pytest.mark.parametrize(
    "arguments",
    [
        ["dossier"],
        ["dossier", "water"],
        ["dossier", "body:bureau"],
        ["dossier", "decision:"],
        ["dossier", "decision:water", "--at-position", "0"],
        ["dossier", "decision:water", "--on", "yesterday"],
        ["dossier", "decision:water", "--known-at", "2026-06-01T08:00:00"],
        ["beliefs", "body:bureau"],
    ],
    ids=" ".join,
)
def test_a_wrong_command_line_ends_with_2(arguments: list[str]) -> None:
    assert CliRunner().invoke(group, arguments, prog_name="greffe").exit_code == 2
