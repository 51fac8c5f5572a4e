"""`greffe import rne`, `bureaux`, `queue`, `resolve` as a clerk at a terminal uses them."""

import stat
from pathlib import Path

import pytest

from service.database import Database
from tests.service.cli.processes import as_json, greffe, on
from tests.service.imports import rne_files as files

BUREAUX = Path(__file__).parents[3] / "examples" / "import" / "bureaux.csv"
NAME = ("QUETZALCOATLIÈRE", "Zéphyrine")


@pytest.fixture
def demo(demo_database: Database, tmp_path: Path) -> dict[str, str]:
    """The settings for a register with the demonstration in it."""
    return on(demo_database, tmp_path) | {"GREFFE_VAULT_KEY_FILE": str(demo_database.vault_key)}


def test_an_old_register_is_tried_then_taken_over(demo: dict[str, str]) -> None:
    told = greffe("import", "bureaux", str(BUREAUX), "--dry-run", "--lang", "fr", env=demo).stdout
    assert "À blanc : rien n'a été enregistré." in told
    assert "5 nouvelles" in told
    (done,) = as_json(greffe("import", "bureaux", str(BUREAUX), "--all-or-nothing", "--json", env=demo))
    assert (done["dryRun"], done["entries"], done["refused"]) == (False, 30, [])
    (again,) = as_json(greffe("import", "bureaux", str(BUREAUX), "--json", env=demo))
    assert (again["entries"], again["people"]) == (0, {"registered": 0, "known": 5})


def test_people_are_imported_mended_and_settled(demo: dict[str, str], tmp_path: Path) -> None:
    file, mended = tmp_path / "cm.csv", tmp_path / "to mend"
    bad = files.councillor(files.somebody(2), "31/02/2020")
    known = files.councillor(files.Somebody(1, "15261", "", NAME), "18/05/2020")
    file.write_bytes(files.file_of("councillors", [known, bad]))
    told = greffe("import", "rne", str(file), "--refused", str(mended), env=demo, code=1).stdout
    assert "cm.csv:3: Date de début du mandat is no date that can be" in told
    assert files.somebody(2).name[0] not in told
    refused = mended / "refused-1.csv"
    assert stat.S_IMODE(refused.stat().st_mode) == 0o600
    refused.write_text(refused.read_text().replace("31/02/2020", "18/05/2020"))
    (done,) = as_json(greffe("import", "rne", str(refused), "--json", env=demo))
    assert (done["refused"], done["people"]["registered"]) == ([], 1)

    file.write_bytes(
        files.file_of("councillors", [files.councillor(files.Somebody(1, "15120", "", NAME), "18/05/2020")])
    )
    greffe("import", "rne", str(file), "--authority", "250000007", env=demo)
    waits = as_json(greffe("import", "queue", "--json", env=demo))[0]
    (item,) = [each for each in waits if each["kind"] == "PERSON"]
    assert item["name"] == f"{NAME[1]} {NAME[0]}"
    assert item["name"] in greffe("import", "queue", env=demo).stdout
    assert "Give one of" in greffe("import", "resolve", item["id"], env=demo, code=2).stderr
    nobody = greffe("import", "resolve", item["id"], "--person", "p-aaaaaaaaaaaaaaaa", "--lang", "fr", env=demo, code=1)
    assert "p-aaaaaaaaaaaaaaaa" in nobody.stderr
    (settled,) = as_json(greffe("import", "resolve", item["id"], "--person", item["candidates"][0], "--json", env=demo))
    assert (settled["outcome"], len(settled["entries"])) == ("PERSON", 1)
    assert "nothing was settled" in greffe("import", "resolve", item["id"], "--new", env=demo, code=1).stderr.lower()


def test_what_is_no_file_of_the_kind_is_told(demo: dict[str, str], tmp_path: Path) -> None:
    for kind in ("rne", "bureaux", "epci"):
        told = greffe("import", kind, str(tmp_path), env=demo, code=1).stderr
        assert "→" in told
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("a;b\n")
    error = greffe("import", "rne", str(wrong), "--json", env=demo, code=1).stderr
    assert '"NOT_OF_RNE"' in error
