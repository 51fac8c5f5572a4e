"""Bundles that are sound: what the verdict says was checked, and what was not."""

import importlib
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.proof import verdict as verdicts
from service.proof.checkpoint import Checkpoint
from service.proof.frontier import Frontier
from service.proof.keys import succession
from service.proof.merkle import root_of
from service.proof.note import SigningKey
from service.proof.trust import Trust, UselessTrust
from service.proof.verify import Report
from service.proof.words import LINES, MISTAKES, REFUSALS, VERDICTS
from service.proof.writer import Keys
from tests.service.proof.bundles import (
    ERASED,
    ERASING,
    HIDDEN,
    KEY,
    LEDGER,
    OTHER_KEY,
    SEALED,
    SIZE,
    WITNESS,
    Register,
    body,
    claim,
    selection,
    signed,
    trusting,
    usual_bodies,
    verdict,
    whole,
)
from tests.service.proof.bundles import dossier as told

ROOT = Path(__file__).parents[3]
GOLDEN = ROOT / "tests/golden/bundle.zip"


def report_on(bundle: bytes, trust: Trust | None = None) -> Report:
    """What was checked of a bundle that is verified."""
    found = verdict(bundle, trust)
    assert found.code == "VERIFIED", found.lines("en")
    assert found.report is not None
    return found.report


def test_a_whole_ledger_is_verified_entry_by_entry() -> None:
    (one,) = report_on(whole()).ledgers
    assert (one.entries, one.bodies, one.sealed, one.erased, one.erased_unproved) == (SIZE, SIZE - 2, 1, 1, 0)
    assert one.signed.root == Register().checkpoint().root
    assert one.last_recorded_at == "2026-05-21T08:30:11.000000Z"


def test_a_selection_is_verified_by_the_proof_of_each_entry() -> None:
    (one,) = report_on(selection([2, SEALED, ERASED, ERASING])).ledgers
    assert (one.entries, one.bodies, one.sealed, one.erased, one.signed.size) == (4, 2, 1, 1, SIZE)
    (without,) = report_on(selection([ERASED])).ledgers
    assert (without.erased, without.erased_unproved) == (0, 1)


def test_an_erasure_that_another_entry_tells_is_not_proved() -> None:
    found = Register().lines()
    found[2] = msgspec.structs.replace(found[2], body=None, why="ERASED", erased_by=ERASING)  # which tells of ERASED
    (one,) = report_on(whole(lines=found)).ledgers
    assert (one.erased, one.erased_unproved) == (1, 1)
    assert "said to be erased, by entries that cannot be read here, or say otherwise: 1" in "\n".join(
        verdict(whole(lines=found)).lines("en")
    )


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_every_size_and_every_selection_verify(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 40))
    register = Register([body(position) for position in range(1, size + 1)])
    positions = data.draw(st.sets(st.integers(1, size), min_size=1).map(sorted))
    since = data.draw(st.integers(1, size))
    own = trusting(own=[register.note(since)])
    (part,) = report_on(selection(positions, register, since=since), own).ledgers
    assert (part.entries, part.own_size) == (len(positions), since)
    (all_,) = report_on(whole(register), own).ledgers
    assert (all_.entries, all_.own_size, all_.newer) == (size, since, size - since)


@given(st.integers(0, 300))
def test_the_root_of_a_growing_tree_is_that_of_the_tree(size: int) -> None:
    tree, leaves = Frontier(), [bytes([n % 251]) * 32 for n in range(size)]
    for leaf in leaves:
        tree.add(leaf)
    assert (tree.root(), tree.size) == (root_of(leaves), size)


def test_without_a_key_of_the_auditor_nothing_is_called_verified() -> None:
    found = verdict(whole(), Trust())
    assert found.code == "INTACT"
    english, french = "\n".join(found.lines("en")), "\n".join(found.lines("fr"))
    assert english.startswith("INTACT, BUT NOT VERIFIED\nThe key that signs the checkpoint came with the bundle")
    assert french.startswith("INTACTE, MAIS NON VÉRIFIÉE\nLa clé qui signe le point de contrôle est venue avec")
    forged = whole(Register(key=OTHER_KEY))
    assert verdict(forged, Trust()).code == "INTACT"  # anybody makes such a one
    assert verdict(forged).code == "REFUSED"


def test_a_key_of_the_ledger_serves_as_well_as_the_deployment_s() -> None:
    assert report_on(whole(), trusting(KEY.named(f"{KEY.name}/ledger/{LEDGER}"))).trusted


def test_a_key_that_succeeds_the_auditor_s_is_followed_and_said() -> None:
    note = succession(KEY, OTHER_KEY, "2026-06-01T00:00:00Z")
    keys = Keys((KEY.verifier, OTHER_KEY.verifier), (note,))
    bundle = whole(Register(key=OTHER_KEY), keys=keys)
    found = verdict(bundle)
    assert found.code == "VERIFIED"
    assert "succeeds the one that you gave" in "\n".join(found.lines("en"))
    assert "succeeds" not in "\n".join(verdict(bundle, trusting(OTHER_KEY)).lines("en"))
    old = Register(usual_bodies()[:5]).note()  # kept when the old key signed
    (one,) = report_on(bundle, trusting(own=[old])).ledgers
    assert one.own_size == 5


def test_witnesses_of_the_auditor_must_have_cosigned() -> None:
    keys = Keys((KEY.verifier,), (), (WITNESS.verifier,))
    cosigned = whole(note=Register().note(None, WITNESS), keys=keys)
    (one,) = report_on(cosigned, trusting(witnesses=[WITNESS])).ledgers
    assert (len(one.signed.witnesses), one.signed.other_witnesses) == (1, 0)
    (stranger,) = report_on(cosigned).ledgers
    assert (stranger.signed.witnesses, stranger.signed.other_witnesses) == ((), 1)
    found = verdict(whole(), trusting(witnesses=[WITNESS]))
    assert (found.code, found.refusal and found.refusal.code) == ("REFUSED", "COSIGNATURES")
    another = SigningKey(WITNESS.name, WITNESS.kind, b"\x07" * 32)
    one_of_two = Trust.of([KEY.verifier.text], [another.verifier.text, WITNESS.verifier.text], 1, [])
    assert report_on(cosigned, one_of_two).trusted


def test_what_is_newer_than_the_auditor_s_checkpoint_is_said_to_be_unprotected() -> None:
    (one,) = report_on(whole(), trusting(own=[Register().note(5)])).ledgers
    assert (one.own_size, one.newer) == (5, 6)
    (newest,) = report_on(whole(), trusting(own=[Register().note(5), Register().note(8)])).ledgers
    assert (newest.own_size, newest.newer) == (8, 3)
    (empty,) = report_on(whole(), trusting(own=[Register().note(0)])).ledgers
    assert (empty.own_size, empty.newer) == (0, SIZE)


def test_every_checkpoint_of_the_auditor_counts_not_the_newest_alone() -> None:
    """A log that showed two histories is caught by the one that leads nowhere, whichever that is."""
    changed = [body(position, salt="0" * 32) for position in range(1, SIZE + 1)]
    forked, honest = Register(bodies=changed), Register()
    found = verdict(whole(), trusting(own=[forked.note(5), honest.note(8)]))
    assert (found.code, found.refusal and found.refusal.code) == ("REFUSED", "OWN_DIFFERS")
    for bundle in (whole(), selection([2])):
        found = verdict(bundle, trusting(own=[honest.note(8), forked.note(8)]))
        assert (found.code, found.refusal and found.refusal.code) == ("REFUSED", "OWN_CONTRADICT")
        assert "evidence" in found.lines("en")[0]
    nothing = signed(Checkpoint(honest.checkpoint().origin, 0, b"\x00" * 32), KEY, LEDGER)
    found = verdict(whole(), trusting(own=[nothing, honest.note(8)]))
    assert (found.code, found.refusal and found.refusal.code) == ("REFUSED", "OWN_DIFFERS")
    part = verdict(selection([2], since=8), trusting(own=[honest.note(5), honest.note(8)]))
    assert part.report is not None
    assert (part.code, part.report.ledgers[0].own_size, part.report.ledgers[0].own_unproved) == ("VERIFIED", 8, 1)
    assert any("older checkpoints of yours" in line for line in part.lines("en"))


def test_a_simulated_clock_is_said_loudly() -> None:
    bundle = whole(Register(clock="SIMULATED"))
    said = verdict(bundle).lines("en")
    assert said[1].startswith("SIMULATED CLOCK")
    assert verdict(bundle).lines("fr")[1].startswith("HORLOGE SIMULÉE")
    manifest = json.loads(zipfile.ZipFile(io.BytesIO(bundle)).read("manifest.json"))
    assert manifest["notice"].startswith("SIMULATED CLOCK")
    assert "SIMULATED" not in "\n".join(verdict(whole()).lines("en"))


def test_the_claims_of_a_dossier_are_looked_up_in_the_bodies() -> None:
    claims = [
        claim(2, "/fact/seat", "VP2"),
        claim(2, "/fact", {"body": "bureau", "person": "p-0000000000000002", "seat": "VP2", "term": "2026"}),
        claim(3, "", body(3)),
        claim(ERASED, "/fact/seat", "[effacé]"),  # as it stands in what remains
    ]
    found = verdict(whole(dossiers=[told(*claims, title="…"), told(claim(5, "/type", "SeatFilled"))]))
    assert found.report is not None
    assert found.report.claims == 5
    part = report_on(selection([2], dossiers=[told(*claims[:2])]))
    assert (part.dossiers, part.claims) == (1, 2)


def test_two_ledgers_are_verified_each_under_its_own_checkpoint() -> None:
    from service.proof.writer import BundleWriter

    stream = io.BytesIO()
    writer = BundleWriter(stream, Keys((KEY.verifier,)))
    for register in (Register(), Register([body(1), body(2)], ledger="FR")):
        with writer.ledger(
            register.ledger, clock="REAL", kind="WHOLE", made_for="PUBLIC", note=register.note()
        ) as lines:
            for line in register.lines():
                lines.add(line)
    writer.close()
    assert [(one.ledger, one.entries) for one in report_on(stream.getvalue()).ledgers] == [(LEDGER, SIZE), ("FR", 2)]


def test_the_public_bundle_holds_no_word_of_a_hidden_body() -> None:
    assert HIDDEN.encode() not in whole()
    hidden = usual_bodies()[SEALED - 1]
    assert hidden["salt"].encode() not in whole()
    disclosed = [*Register().lines()]
    opened = msgspec.structs.replace(
        disclosed[SEALED - 1], why=None, body=msgspec.json.encode(hidden, order="sorted").decode()
    )
    disclosed[SEALED - 1] = opened
    (one,) = report_on(whole(lines=disclosed)).ledgers  # the same header proves it once it is told
    assert (one.bodies, one.sealed) == (SIZE - 1, 0)
    assert HIDDEN.encode() in whole(lines=disclosed)


def test_a_public_bundle_is_the_same_whatever_a_hidden_body_says() -> None:
    other = usual_bodies()
    other[SEALED - 1] = {**other[SEALED - 1], "fact": {"subject": "x" * 5000}}
    one, two = whole(), whole(Register(other))
    assert len(one) == len(two)


def test_the_same_content_gives_the_same_bytes_for_ever() -> None:
    keys = Keys((KEY.verifier,), (), (WITNESS.verifier,))
    made = whole(
        Register(clock="SIMULATED"),
        note=Register(clock="SIMULATED").note(None, WITNESS),
        keys=keys,
        dossiers=[told(claim(2, "/fact/seat", "VP2"))],
    )
    if os.environ.get("GREFFE_ADD_GOLDEN") == "1" and not GOLDEN.exists():
        GOLDEN.write_bytes(made)
    assert made == GOLDEN.read_bytes()
    assert report_on(GOLDEN.read_bytes(), trusting(witnesses=[WITNESS])).trusted


def test_any_zip_program_opens_it(tmp_path: Path) -> None:
    with zipfile.ZipFile(GOLDEN) as opened:
        assert opened.testzip() is None
        assert opened.namelist() == sorted(opened.namelist())
        assert {info.compress_type for info in opened.infolist()} == {zipfile.ZIP_STORED}
        opened.extractall(tmp_path)
    lines = (tmp_path / f"ledgers/{LEDGER}/entries.jsonl").read_text().splitlines()
    assert json.loads(json.loads(lines[1])["body"])["fact"]["seat"] == "VP2"


def test_progress_is_told_to_the_end() -> None:
    told: list[tuple[int, int]] = []
    from service.proof.verify import verify

    register = Register([body(position) for position in range(1, 2502)])
    verify(io.BytesIO(whole(register)), trusting(), lambda done, total: told.append((done, total)))
    assert told == [(1000, 2501), (2000, 2501), (2501, 2501)]


@pytest.mark.parametrize(
    ("keys", "witnesses", "needed", "own", "code"),
    [
        (["nonsense"], [], None, [], "KEY"),
        ([KEY.verifier.text.replace("+A", "+B")], [], None, [], "KEY"),
        ([WITNESS.verifier.text], [], None, [], "KEY_TYPE"),
        ([], [KEY.verifier.text], None, [], "KEY_TYPE"),
        ([], [WITNESS.verifier.text], 2, [], "WITNESSES"),
        ([], [], -1, [], "WITNESSES"),
        ([], [], None, [b"nonsense"], "CHECKPOINT"),
        ([], [], None, [b"\xff\xfe"], "CHECKPOINT"),
    ],
)
def test_what_the_auditor_brings_must_be_what_it_should_be(
    keys: list[str], witnesses: list[str], needed: int | None, own: list[bytes], code: str
) -> None:
    with pytest.raises(UselessTrust) as raised:
        Trust.of(keys, witnesses, needed, own)
    assert raised.value.code == code


def test_what_is_no_key_is_told_without_secrets_and_control_characters() -> None:
    for written, shown in (
        (f" {KEY.text}", "PRIVATE+KEY+..."),
        ("PK\x03\x04\x1b[2J bin", "PK\ufffd\ufffd\ufffd[2J bin"),
    ):
        with pytest.raises(UselessTrust) as raised:
            Trust.of([written], [], None, [])
        assert raised.value.values["key"] == shown


def test_every_sentence_is_there_in_both_languages_with_the_same_values() -> None:
    import string

    for catalogue in (REFUSALS, MISTAKES, VERDICTS, LINES):
        for code, sentence in catalogue.items():
            fields = [
                {name for _, name, _, _ in string.Formatter().parse(text) if name}
                for text in (sentence.en, sentence.fr)
            ]
            assert fields[0] == fields[1], code
            assert sentence.en != sentence.fr


def test_every_refusal_that_the_verifier_raises_has_its_sentence() -> None:
    import re

    code = "".join(path.read_text() for path in (ROOT / "service/proof").glob("*.py"))
    assert set(re.findall(r'Refused\(\s*"([A-Z_0-9]+)"', code)) == set(REFUSALS)
    assert set(re.findall(r'UselessTrust\(\s*"([A-Z_0-9]+)"', code)) == set(MISTAKES)


# Alone


ALONE = """
import runpy, sys
refused = ("socket.", "subprocess.", "os.exec", "os.fork")
def alone(event, arguments):
    if event.startswith(refused):
        raise RuntimeError("the verifier asked for " + event)
sys.addaudithook(alone)
sys.argv = ["service.proof", *sys.argv[1:]]
runpy.run_module("service.proof", run_name="__main__", alter_sys=True)
"""


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder service/proof, copied elsewhere, beside msgspec and cryptography and nothing else."""
    folder = tmp_path_factory.mktemp("alone")
    shutil.copytree(ROOT / "service/proof", folder / "service/proof", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "libraries").mkdir()
    for name in ("msgspec", "cryptography", "_cffi_backend"):
        found = Path(importlib.import_module(name).__file__ or "")
        found = found.parent if found.name == "__init__.py" else found
        (folder / "libraries" / found.name).symlink_to(found)
    return folder


def run_alone(folder: Path, *arguments: str, code: int) -> "subprocess.CompletedProcess[str]":
    """`python -m service.proof` there, without site-packages, without the network."""
    done = subprocess.run(
        [sys.executable, "-S", "-c", ALONE, *arguments],
        cwd=folder,
        env={"PYTHONPATH": f"{folder}:{folder / 'libraries'}", "PYTHONDONTWRITEBYTECODE": "1", "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode == code, (done.stdout, done.stderr)
    return done


def test_the_folder_alone_verifies(alone: Path, tmp_path: Path) -> None:
    keys, bad = tmp_path / "keys", tmp_path / "bad.zip"
    keys.write_text(f"# the log\n\n{KEY.verifier.text}\n")
    told = run_alone(alone, str(GOLDEN), "--keys", str(keys), "--witness", WITNESS.verifier.text, code=0)
    assert told.stdout.startswith("VERIFIED\nSIMULATED CLOCK")
    assert run_alone(alone, str(GOLDEN), "--lang", "fr", code=0).stdout.startswith("INTACTE, MAIS NON VÉRIFIÉE\n")
    bad.write_bytes(GOLDEN.read_bytes()[:-1])
    assert run_alone(alone, str(bad), code=1).stdout.startswith("REFUSED — The file does not end as a bundle ends")
    answer = json.loads(run_alone(alone, str(bad), "--json", code=1).stdout)
    assert (answer["verdict"], answer["code"]) == ("REFUSED", "ZIP_END")


def test_alone_a_wrong_command_line_ends_with_2(alone: Path, tmp_path: Path) -> None:
    none, empty = str(tmp_path / "none"), tmp_path / "empty"
    empty.write_text("# nothing\n")
    for arguments in (
        [none],
        [str(tmp_path)],
        [str(GOLDEN), "--key", "x"],
        [str(GOLDEN), "--key", WITNESS.verifier.text],
        [str(GOLDEN), "--keys", none],
        [str(GOLDEN), "--keys", str(empty)],
        [str(GOLDEN), "--checkpoint", str(empty)],
        [str(GOLDEN), "--cosignatures", "1"],
        [str(GOLDEN), "--nonsense"],
        [],
    ):
        assert run_alone(alone, *arguments, code=2).stderr


def test_the_verdict_of_a_file_is_that_of_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    path.write_bytes(whole())
    found: Any = verdicts.judge(str(path), trusting())
    assert found.as_json()["ledgers"][0]["entries"] == SIZE
