"""`greffe log` is the audit trail on a terminal."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from service.database import Database
from tests.service.cli.office import command, file_of, line, whole_office
from tests.service.cli.processes import GREFFE, ROOT, as_json, greffe, on


@pytest.fixture
def env(database: Database, tmp_path: Path) -> dict[str, str]:
    found = on(database, tmp_path)
    greffe("record", "-", env=found, given=file_of(*whole_office()))
    return found


def _positions(*options: str, env: dict[str, str]) -> list[int]:
    return [entry["position"] for entry in as_json(greffe("log", "--json", *options, env=env))]


def test_filters_order_and_ends(env: dict[str, str]) -> None:
    whole = _positions(env=env)
    assert _positions("--reverse", env=env) == whole[::-1]
    assert _positions("--last", "3", env=env) == whole[-3:]
    assert _positions("--last", "3", "--reverse", env=env) == whole[-3:][::-1]
    assert _positions("--reverse", "--after", str(whole[-3]), env=env) == whole[-2:][::-1]
    filled = _positions("--type", "SeatFilled", "--body", "bureau", env=env)
    assert filled
    assert _positions("--type", "SeatFilled", "--type", "BodyCreated", "--body", "bureau", env=env) > filled
    assert _positions("--text", "OUVERT registre", env=env)[0] == 1
    assert _positions("--recorded", "..2020-01-01", env=env) == []
    assert set(_positions("--effective", "2000-01-01..", "--author", "operator", env=env)) <= set(whole)
    assert _positions("--rectified", env=env) == []


def test_what_an_entry_changed_is_told_on_lines_and_in_json(env: dict[str, str]) -> None:
    told = greffe("log", "--type", "SeatFilled", "--body", "bureau", "--first", "1", "--changes", env=env).stdout
    assert re.search(r"composition body:bureau:\S+ \S+ from 20\d\d-\d\d-\d\d: ", told)
    (entry,) = as_json(greffe("log", "--type", "SeatFilled", "--first", "1", "--changes", "--json", env=env))
    assert entry["changes"][0]["noun"] == "composition"
    assert entry["fate"]["standing"] is True
    assert entry["act"]["kind"]


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--first", "2", "--last", "2"], 2, "give one of them"),
        (["--follow", "--reverse"], 2, "--follow"),
        (["--effective", "2026"], 2, "2026-01-01..2026-12-31"),
        (["--effective", "2026-13-01.."], 1, "no such day"),
        (["--type", "Nope"], 1, "Nope"),
        (["--text", "le la"], 1, "three letters"),
        (["--body", "nope"], 1, "nope"),
        (["--after", "999999"], 1, "ends at"),
    ],
)
def test_a_bad_question_is_refused_in_a_sentence(env: dict[str, str], options: list[str], code: int, said: str) -> None:
    assert said in greffe("log", *options, env=env, code=code).stderr


def test_following_goes_on_with_what_the_filter_asks_for(env: dict[str, str]) -> None:
    following = subprocess.Popen(
        [*GREFFE, "log", "--follow", "--type", "PersonRegistered", "--json", "--after", str(_positions(env=env)[-1])],
        env=env,
        stdout=subprocess.PIPE,
        cwd=ROOT,
    )
    assert following.stdout is not None
    theme = command("addTheme", theme="bocage", nameFr="Bocage", nameEn="Hedgerows")
    greffe("record", "-", env=env, given=file_of(line(theme, "a")))
    person = command("registerPerson", person="$n", givenName="Camille", familyName="N")
    greffe("record", "-", env=env, given=file_of(line(person, "b")))
    try:
        told = following.stdout.readline()
    finally:
        following.terminate()
        following.wait(30)
        following.stdout.close()
    assert b'"type":"PersonRegistered"' in told
    assert os.linesep.encode() in told
