"""`greffe log` is the audit trail on a terminal."""

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
    assert _positions("--last", "3", env=env) == whole[-3:]
    assert _positions("--reverse", "--after", str(whole[-3]), env=env) == whole[-2:][::-1]
    filled = _positions("--type", "SeatFilled", "--type", "BodyCreated", "--body", "bureau", env=env)
    assert 1 < len(filled) < len(whole)
    assert _positions("--text", "OUVERT registre", "--effective", "2000-01-01..", "--act", "nope", env=env) == []
    for language, said in (("en", "No entry answers this.\n"), ("fr", "Aucune écriture ne répond à cette demande.\n")):
        assert greffe("log", "--act", "nope", "--lang", language, env=env).stdout == said
    assert _positions("--text", "OUVERT registre", "--recorded", "2026-01-01..", env=env)[0] == 1


def test_what_an_entry_changed_is_told_on_lines_and_in_json(env: dict[str, str]) -> None:
    told = greffe("log", "--type", "SeatFilled", "--body", "bureau", "--first", "1", "--changes", env=env).stdout
    assert re.search(r"composition body:bureau:\S+ \S+ from 20\d\d-\d\d-\d\d: ", told)
    (entry,) = as_json(greffe("log", "--type", "SeatFilled", "--first", "1", "--changes", "--json", env=env))
    assert entry["changes"][0]["noun"] == "composition"
    assert entry["fate"]["standing"] is True
    assert entry["act"]["kind"]


def test_a_bad_question_is_refused_in_a_sentence(env: dict[str, str]) -> None:
    for options, code, said in (
        (["--first", "2", "--last", "2"], 2, "give one of them"),
        (["--effective", "2026"], 2, "2026-01-01..2026-12-31"),
        (["--effective", "2026-13-01.."], 1, "no such day"),
        (["--type", "Nope"], 1, "Nope"),
        (["--after", "999999"], 1, "ends at"),
    ):
        assert said in greffe("log", *options, env=env, code=code).stderr


def test_following_goes_on_with_what_the_filter_asks_for(env: dict[str, str]) -> None:
    following = subprocess.Popen(
        [*GREFFE, "log", "--follow", "--type", "PersonRegistered", "--json", "--after", str(_positions(env=env)[-1])],
        env=env,
        stdout=subprocess.PIPE,
        cwd=ROOT,
    )
    assert following.stdout is not None
    try:
        theme = command("addTheme", theme="bocage", nameFr="Bocage", nameEn="Hedgerows")
        greffe("record", "-", env=env, given=file_of(line(theme)))
        person = command("registerPerson", person="$n", givenName="Camille", familyName="N")
        greffe("record", "-", env=env, given=file_of(line(person)))
        told = following.stdout.readline()
    finally:
        following.terminate()
        following.wait(30)
        following.stdout.close()
    assert b'"type":"PersonRegistered"' in told
