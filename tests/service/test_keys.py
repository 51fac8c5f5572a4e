"""The files of keys: for one user alone, whole or not at all, and never said aloud; and the commands that keep them."""

import concurrent.futures
import json
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from service.cli.group import greffe
from service.keys import (
    MAX_WITNESSES,
    KeyRing,
    add_witness,
    checked_origin,
    create_ring,
    load_ring,
    load_witnesses,
    remove_witness,
    rotate_ring,
    signing_file,
)
from service.proof.note import COSIGNATURE, NoteError, SigningKey
from service.settings import Settings
from service.setup_error import SetupError
from tests.service.signing.deployments import NAME, NOW, deployment, ring_of

WITNESS = SigningKey("mairie.test/w", COSIGNATURE, bytes(32)).verifier.text


def run(folder: Path, *arguments: str, code: int = 0, **settings: str) -> Result:
    """A command in this process, on a data folder."""
    env = {"GREFFE_DATA_DIR": str(folder), "LANG": "C", "LC_ALL": "C", **settings}
    told = CliRunner().invoke(greffe, arguments, env=env, prog_name="greffe")
    assert told.exit_code == code, told.output
    return told


def test_a_key_is_made_for_this_user_alone_and_once(tmp_path: Path) -> None:
    settings = deployment(tmp_path / "data")
    path = signing_file(settings)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    before = path.read_bytes()
    with pytest.raises(SetupError, match="rotate"):
        create_ring(settings, NAME, NOW)
    assert path.read_bytes() == before
    assert [found.name for found in path.parent.iterdir()] == ["signing.key"]


def test_of_many_who_make_it_at_once_one_does(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)

    def make(_: int) -> KeyRing | None:
        try:
            return create_ring(settings, NAME, NOW)
        except SetupError:
            return None

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        made = [ring for ring in pool.map(make, range(16)) if ring is not None]
    assert made == [ring_of(settings)]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660, 0o666, 0o700 | 0o001])
def test_a_key_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    settings = deployment(tmp_path)
    signing_file(settings).chmod(mode)
    with pytest.raises(SetupError, match="chmod 600"):
        load_ring(settings)
    assert "chmod 600" in run(tmp_path, "keys", "show", code=3).output


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    assert load_ring(Settings(data_dir=tmp_path)) is None
    signing_file(Settings(data_dir=tmp_path)).mkdir(parents=True)
    with pytest.raises(SetupError):
        load_ring(Settings(data_dir=tmp_path))
    too_long = tmp_path / "long"
    too_long.write_bytes(b"x" * 100_000)
    too_long.chmod(0o600)
    with pytest.raises(SetupError, match="too long"):
        load_ring(Settings(data_dir=tmp_path, signing_key_file=too_long))


def test_a_rotation_keeps_what_verifies_old_checkpoints(tmp_path: Path) -> None:
    settings = deployment(tmp_path)
    first = ring_of(settings).signing.verifier
    keys = [first, *(rotate_ring(settings, NOW).signing.verifier for _ in range(3))]
    ring = ring_of(settings)
    assert [*(one.key for one in ring.past), ring.signing.verifier] == keys
    assert len(ring.verifiers("FR")) == 4
    assert KeyRing.parse(ring.text) == ring
    assert stat.S_IMODE(signing_file(settings).stat().st_mode) == 0o600


def test_an_interrupted_rotation_leaves_the_old_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = deployment(tmp_path)
    before = ring_of(settings)

    def cut(_: int) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as broken:
        broken.setattr("os.fsync", cut)
        with pytest.raises(SetupError, match="Input/output"):
            rotate_ring(settings, NOW)
    assert ring_of(settings) == before
    assert [found.name for found in signing_file(settings).parent.iterdir()] == ["signing.key"]


def test_a_damaged_file_is_refused_without_a_word_of_the_secret(tmp_path: Path) -> None:
    settings = deployment(tmp_path)
    rotate_ring(settings, NOW)
    rotate_ring(settings, NOW)
    path = signing_file(settings)
    whole = path.read_text(encoding="utf-8")
    first, since, past, last = whole.splitlines()
    secret = first.split("+", 4)[4]
    for broken in (
        "",
        first,
        f"{first[:-2]}\n{since}\n",
        f"{since}\n{first}\n",
        f"{first}\nsince yesterday\n",
        f"{first}\n{since}\n{past}\n",
        f"{first}\n{since}\n{last}\n{past}\n",
        f"{first}\n{since}\npast x\n",
        f"{first}\n{since}\n{past[:-4]}AAAA\n{last}\n",
        whole + "more\n",
        SigningKey("w", COSIGNATURE, bytes(32)).text + f"\n{since}\n",
    ):
        path.write_text(broken, encoding="utf-8")
        with pytest.raises(SetupError, match="backup") as told:
            load_ring(settings)
        assert secret not in str(told.value)
    with pytest.raises(NoteError):
        KeyRing.parse("\0")


def test_the_name_is_that_of_the_key(tmp_path: Path) -> None:
    deployment(tmp_path)
    assert load_ring(Settings(data_dir=tmp_path, origin=NAME)) is not None
    with pytest.raises(SetupError, match=r"key of greffe\.test, and GREFFE_ORIGIN is other\.test"):
        load_ring(Settings(data_dir=tmp_path, origin="other.test"))
    for good in ("greffe.scot.fr", "localhost", "h:8000", "h.fr/scot/x", "a" * 200):
        assert checked_origin(good) == good
    for bad in ("", "https://h.fr", "H.fr", "h fr", "h+", "h/", "/h", "é.fr", "-h", "h.fr\n", "a" * 201):
        with pytest.raises(SetupError):
            checked_origin(bad)


# -- witnesses ---------------------------------------------------------------------------------------------------------


def test_witnesses_are_known_by_a_file_and_by_the_environment(tmp_path: Path) -> None:
    settings = Settings.from_environment({"GREFFE_DATA_DIR": str(tmp_path), "GREFFE_WITNESSES": f" {WITNESS}\n"})
    other = SigningKey("other.test", COSIGNATURE, bytes([1] * 32)).verifier.text
    assert add_witness(settings, other)
    assert not add_witness(settings, other)
    assert not add_witness(settings, WITNESS)
    assert [key.text for key in load_witnesses(settings)] == [WITNESS, other]
    path = tmp_path / "witnesses"
    path.write_text(path.read_text() + f"\n# a remark\n{other}  # again\n")
    assert len(load_witnesses(settings)) == 2
    assert remove_witness(settings, "other.test")
    assert not remove_witness(settings, "other.test")


def test_what_is_no_witness_is_refused(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    log = SigningKey("l.test", 1, bytes(32)).verifier.text
    for bad in ("", "x", log, WITNESS[:-1], WITNESS + "\n" + WITNESS):
        with pytest.raises(SetupError):
            add_witness(settings, bad)
    for number in range(MAX_WITNESSES):
        add_witness(settings, SigningKey(f"w{number}.test", COSIGNATURE, bytes([number] * 32)).verifier.text)
    with pytest.raises(SetupError, match="Remove one"):
        add_witness(settings, WITNESS)


# -- the commands ------------------------------------------------------------------------------------------------------


def test_the_commands_say_what_auditors_need_and_no_more(tmp_path: Path) -> None:
    made = json.loads(run(tmp_path, "keys", "create", "--name", NAME, "--json").stdout)
    key = ring_of(Settings(data_dir=tmp_path)).signing
    assert made["vkey"] == key.verifier.text
    shown = json.loads(run(tmp_path, "keys", "show", "--ledger", "FR", "--json").stdout)
    assert shown["ledgers"]["FR"].startswith(f"{NAME}/ledger/FR+")
    rotated = json.loads(run(tmp_path, "keys", "rotate", "--json").stdout)
    listed = json.loads(run(tmp_path, "keys", "list", "--json").stdout)
    assert [one["vkey"] for one in listed] == [made["vkey"], rotated["vkey"]]
    assert listed[0]["until"] == listed[1]["since"]
    told = "".join(run(tmp_path, "keys", name).output for name in ("show", "list"))
    secret = ring_of(Settings(data_dir=tmp_path)).signing.text.split("+", 4)[4]
    assert secret not in told
    assert "PRIVATE" not in told
    assert "backed up apart" in told
    assert "à part" in run(tmp_path, "keys", "show", "--lang", "fr").output


def test_a_key_is_where_the_environment_says(tmp_path: Path) -> None:
    elsewhere = tmp_path / "secrets/key"
    run(tmp_path, "keys", "create", GREFFE_SIGNING_KEY_FILE=str(elsewhere), GREFFE_ORIGIN="a.test")
    assert elsewhere.exists()
    assert "a.test+" in run(tmp_path, "keys", "show", GREFFE_SIGNING_KEY_FILE=str(elsewhere)).output
    assert "keys create" in run(tmp_path, "keys", "show", code=3).output
    assert "keys create" in run(tmp_path, "keys", "rotate", code=3).output


def test_a_witness_makes_its_key_and_the_operator_adds_it(tmp_path: Path) -> None:
    file = tmp_path / "w.key"
    made = json.loads(
        run(tmp_path, "keys", "create", "--witness", "--name", "w.test", "--file", str(file), "--json").stdout
    )
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert run(tmp_path, "keys", "show", "--file", str(file)).output.strip() == made["vkey"]
    run(tmp_path, "keys", "create", "--witness", "--file", str(file), code=3)
    run(tmp_path, "keys", "create", "--witness", code=2)
    run(tmp_path, "keys", "create", "--witness", "--name", "a b", "--file", str(tmp_path / "x"), code=2)
    assert "No witness is known" in run(tmp_path, "keys", "witness", "list").output
    assert "known now" in run(tmp_path, "keys", "witness", "add", made["vkey"]).output
    assert run(tmp_path, "keys", "witness", "list").output.strip() == made["vkey"]
    run(tmp_path, "keys", "witness", "add", "nonsense", code=3)
    run(tmp_path, "keys", "witness", "remove", "w.test")
    run(tmp_path, "keys", "witness", "remove", "w.test", code=1)


def test_a_witness_without_a_good_key_or_url_is_told_what_to_do(tmp_path: Path) -> None:
    state, file = str(tmp_path / "s.json"), tmp_path / "w.key"
    options = ("--state", state, "--key", str(file), "--once")
    told = run(tmp_path, "witness", "http://127.0.0.1:1", *options, code=3).output
    assert "greffe keys create --witness" in told
    deployment(tmp_path)
    log_key = str(signing_file(Settings(data_dir=tmp_path)))
    run(tmp_path, "witness", "http://127.0.0.1:1", "--state", state, "--key", log_key, "--once", code=3)
    run(tmp_path, "keys", "create", "--witness", "--file", str(file))
    run(tmp_path, "witness", "ftp://127.0.0.1", *options, code=3)
    run(tmp_path, "witness", "http://127.0.0.1:1", *options, "--vkey", WITNESS, code=2)
    assert "Nothing could be checked" in run(tmp_path, "witness", "http://127.0.0.1:1", *options, code=1).output
    file.chmod(0o644)
    assert "chmod 600" in run(tmp_path, "witness", "http://127.0.0.1:1", *options, code=3).output
