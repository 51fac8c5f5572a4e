"""`greffe export bundle` and `greffe verify BUNDLE`, as an operator and an auditor run them."""

import json
import re
import stat
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from service.cli.group import greffe as group
from service.database import Database, connected
from service.ledger import checkpoints
from tests.service.cli.office import LEDGER, command, file_of, line, whole_office
from tests.service.cli.processes import Service, as_json, greffe
from tests.service.ledger.ledgers import until


@pytest.fixture
async def signed(env: dict[str, str], database: Database) -> dict[str, str]:
    """A small authority with a confidential entry, signed to its head."""
    greffe("keys", "create", "--name", "greffe.test", env=env)
    secret = command("registerPerson", person="$s", givenName="Camille", familyName="S", visibility="RESTRICTED")
    greffe("record", "-", env=env, given=file_of(*whole_office(), line(secret)))
    with Service(env=env):
        async with connected(database.app_url) as connection:

            async def all_signed() -> bool:
                last = await checkpoints.latest(connection, LEDGER)
                return last is not None and last.size == (await checkpoints.positions(connection))[LEDGER]

            await until(all_signed)
    return env


def key_of(env: dict[str, str]) -> str:
    """The deployment's public key, which the operator gives the auditor."""
    (found,) = re.findall(r"greffe\.test\+[0-9a-f]{8}\+\S+", greffe("keys", "show", env=env).stdout)
    return str(found)


def test_an_auditor_verifies_what_an_operator_exports(signed: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "public.zip"
    made = as_json(greffe("export", "bundle", "--public", "-o", str(path), "--json", env=signed))[0]
    assert made == {"file": str(path), "ledger": LEDGER, "entries": 15, "bytes": path.stat().st_size}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    no_database = {name: value for name, value in signed.items() if not name.startswith(("DATABASE", "GREFFE"))}
    told = greffe("verify", str(path), "--key", key_of(signed), "--lang", "en", env=no_database).stdout
    assert told.startswith("VERIFIED\n")
    assert "bodies sealed for this level: 1" in told
    alone = greffe("verify", str(path), "--lang", "fr", env=no_database).stdout
    assert alone.startswith("INTACTE, MAIS NON VÉRIFIÉE\n")
    whole = tmp_path / "whole.zip"
    said = greffe("export", "bundle", "-o", str(whole), "--lang", "en", env=signed).stdout
    assert "greffe verify" in said
    assert "level RESTRICTED" in said, "whoever hands it on knows what is in it"
    said = greffe("export", "bundle", "--public", "-o", str(path), "--lang", "en", env=signed).stdout
    assert "level" not in said
    (report,) = as_json(greffe("verify", str(whole), "--json", "--key", key_of(signed), env=no_database))
    assert (report["verdict"], report["ledgers"][0]["sealed"]) == ("VERIFIED", 0)
    whole.write_bytes(whole.read_bytes().replace(b"bureau", b"Bureau", 1))
    damaged = greffe("verify", str(whole), "--lang", "en", env=no_database, code=1).stdout
    assert damaged.startswith("REFUSED — ")
    assert len(damaged.splitlines()) == 1


def test_a_selection_goes_on_from_a_checkpoint_that_the_auditor_kept(
    signed: dict[str, str], tmp_path: Path, database: Database
) -> None:
    kept, path = tmp_path / "kept.txt", tmp_path / "some.zip"
    whole = tmp_path / "whole.zip"
    greffe("export", "bundle", "-o", str(whole), env=signed)
    with zipfile.ZipFile(whole) as opened:
        kept.write_bytes(opened.read(f"ledgers/{LEDGER}/checkpoint.txt"))
    greffe("export", "bundle", "--entries", "2,4-5", "--since", str(kept), "-o", str(path), env=signed)
    told = greffe(
        "verify", str(path), "--key", key_of(signed), "--checkpoint", str(kept), "--lang", "en", env=signed
    ).stdout
    assert "it goes on from your checkpoint of 15 entries" in told
    forged = tmp_path / "forged.txt"
    forged.write_text(kept.read_text().replace("\n15\n", "\n14\n"))
    error = greffe("export", "bundle", "--since", str(forged), "-o", str(path), env=signed, code=1).stderr
    assert "NOT OF THIS HISTORY" in error


def test_what_cannot_be_exported_leaves_no_file(signed: dict[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    path = str(folder / "b.zip")
    for arguments in (["--entries", "999"], ["--dossier", "decision:never-was"], ["--token", "greffe_nonsense"]):
        assert "→" in greffe("export", "bundle", *arguments, "-o", path, env=signed, code=1).stderr
    assert list(folder.iterdir()) == []
    nowhere = str(tmp_path / "nowhere" / "b.zip")
    told = greffe("export", "bundle", "-o", nowhere, "--json", "--lang", "fr", env=signed, code=1).stderr
    assert "liasse" in json.loads(told)["error"]["what"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["export", "bundle"],
        ["export", "bundle", "-o", "x", "--entries", "x"],
        ["export", "bundle", "-o", "x", "--dossier", "seat:P"],
        ["export", "bundle", "-o", "x", "--since", "nowhere"],
        ["export", "bundle", "-o", "x", "--since", __file__],
        ["export", "bundle", "-o", "x", "--public", "--token", "greffe_x"],
        ["verify", "nowhere.zip"],
        ["verify", "nowhere.zip", "--key", "x"],
        ["verify", "nowhere.zip", "--database"],
        ["verify", "nowhere.zip", "--quick"],
        ["verify", "--database", "--witness", "x"],
        ["verify", "--key", "x"],
        ["verify"],
    ],
    ids=" ".join,
)
def test_a_wrong_command_line_ends_with_2(arguments: list[str]) -> None:
    told = CliRunner().invoke(group, arguments, prog_name="greffe")
    assert told.exit_code == 2
    assert "Error: " in told.output


def test_without_a_key_there_is_nothing_to_export(env: dict[str, str], tmp_path: Path) -> None:
    greffe("record", "-", env=env, given=file_of(*whole_office()))
    told = greffe("export", "bundle", "-o", str(tmp_path / "b.zip"), "--lang", "en", env=env, code=1).stderr
    assert "→ Make a key (greffe keys create)" in told
