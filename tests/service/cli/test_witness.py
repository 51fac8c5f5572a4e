"""A partner's `greffe witness` against a real `greffe serve`, and against one whose operator rewrote its history."""

import json
import signal
import subprocess
from pathlib import Path

import httpx2

from service.database import Connection, Database, connected
from service.keys import load_ring
from service.proof.note import Note
from service.settings import Settings
from tests.service.cli.office import LEDGER, file_of, opening, registration
from tests.service.cli.processes import GREFFE, ROOT, Service, as_json, environment, greffe, on
from tests.service.signing.deployments import NAME, doctor
from tests.service.witness.logs import copied

WITHOUT_A_TRACE = "DELETE FROM checkpoint; DELETE FROM cosignature"


async def test_a_partner_holds_what_was_signed_and_finds_the_fork(
    database: Database, server: Connection, tmp_path: Path
) -> None:
    operator, partner = tmp_path / "operator", tmp_path / "partner"
    env, elsewhere = on(database, operator), environment(GREFFE_DATA_DIR=str(partner / "none"), HOME=str(partner))
    vkey = as_json(greffe("keys", "create", "--name", NAME, "--json", env=env))[0]["vkey"]
    key, state = str(partner / "witness.key"), partner / "state.json"
    mine = as_json(
        greffe("keys", "create", "--witness", "--name", "mairie.test/w", "--file", key, "--json", env=elsewhere)
    )
    greffe("record", "-", env=env, given=file_of(opening()))
    options = ("--state", str(state), "--key", key, "--vkey", vkey)
    with Service(env=env) as service:
        assert service.welcome["vkey"] == vkey
        _until_signed(service, 3)
        refused = greffe("witness", service.url, *options, "--once", env=elsewhere, code=1)
        assert f"Ledger {LEDGER} was not cosigned" in refused.stderr
        assert "greffe keys witness add" in refused.stderr
        greffe("keys", "witness", "add", mine[0]["vkey"], env=env)
        seen = as_json(greffe("witness", service.url, *options, "--once", "--json", env=elsewhere))[0]
        assert (seen["ledger"], seen["size"], seen["trusted_first"], seen["cosigned"]) == (LEDGER, 3, False, True)
        greffe("record", "-", env=env, given=file_of(registration("$a")))
        _until_signed(service, 4)
        with _following(service.url, options, elsewhere) as following:
            assert following.stdout is not None
            assert json.loads(following.stdout.readline())["size"] == 4
            following.send_signal(signal.SIGINT)
            assert following.wait(20) == 130
        note = Note.parse(httpx2.get(f"{service.url}/tlog/{LEDGER}/checkpoint").content)
        assert [one.name for one in note.signatures] == [f"{NAME}/ledger/{LEDGER}", "mairie.test/w"]
        assert httpx2.get(f"{service.url}/readyz").json()["signing"] == {"state": "SIGNING", "stopped": {}}
        service.stop()
    held = state.read_bytes()
    async with copied(server, database) as doctored:
        async with connected(doctored.admin_url or "") as admin:
            await doctor(admin, LEDGER, 2, also=WITHOUT_A_TRACE)
        _the_key_remembers(doctored, operator)
        (operator / "keys/signed.json").unlink()
        with Service(env=on(doctored, operator)) as service:
            _until_signed(service, 4)
            told = greffe("witness", service.url, *options, "--once", "--lang", "en", env=elsewhere, code=1).stderr
            assert f"LEDGER {LEDGER} CONTRADICTS ITSELF" in told
            assert "two different histories of 4 entries" in told
            (evidence,) = partner.glob("state.json.fork-*.txt")
            assert str(evidence) in told
            assert state.read_bytes() == held
            assert httpx2.get(f"{service.url}/tlog/{LEDGER}/checkpoint").text in evidence.read_text(encoding="utf-8")
            assert json.loads(held)["ledgers"][LEDGER]["note"] in evidence.read_text(encoding="utf-8")


def _the_key_remembers(doctored: Database, operator: Path) -> None:
    """The operator's own signer refuses the doctored copy, as long as its files are there."""
    with Service(env=on(doctored, operator)) as service:
        stopped = ""
        while not stopped:
            stopped = httpx2.get(f"{service.url}/readyz").json()["signing"]["stopped"].get(LEDGER, "")
        assert "this key remembers" in stopped
        port = service.url.rpartition(":")[2]
        told = greffe("doctor", env=on(doctored, operator) | {"GREFFE_PORT": port}, code=1).stdout
        assert "signs no more" in told
        service.stop()
        assert "IS SIGNED NO MORE" in service.errors()


def _until_signed(service: Service, size: int) -> None:
    """Wait for a checkpoint of a size."""
    while f"\n{size}\n" not in httpx2.get(f"{service.url}/tlog/{LEDGER}/checkpoint").text:
        assert service.process.poll() is None


def _following(url: str, options: tuple[str, ...], env: dict[str, str]) -> "subprocess.Popen[bytes]":
    command = [*GREFFE, "witness", url, *options, "--every", "1", "--json"]
    return subprocess.Popen(command, env=env | {"PYTHONUNBUFFERED": "1"}, stdout=subprocess.PIPE, cwd=ROOT)


def test_an_embedded_register_makes_its_key_and_says_so(home: dict[str, str]) -> None:
    with Service(env=home) as service:
        made = load_ring(Settings(data_dir=Path(home["GREFFE_DATA_DIR"])))
        assert made is not None
        assert service.welcome["vkey"] == made.signing.verifier.text
        assert httpx2.get(f"{service.url}/readyz").json()["signing"]["state"] in ("STARTING", "SIGNING")
        service.stop()


def test_a_register_of_its_own_without_a_key_serves_and_says_so(env: dict[str, str]) -> None:
    with Service(env=env) as service:
        assert service.welcome["vkey"] is None
        while (state := httpx2.get(f"{service.url}/readyz").json()["signing"]["state"]) == "STARTING":
            pass
        assert state == "NO_KEY"
        told = greffe("doctor", env=env | {"GREFFE_PORT": service.url.rpartition(":")[2]}).stdout
        assert "greffe keys create" in told
        assert "signing: NO_KEY" in told
        service.stop()
