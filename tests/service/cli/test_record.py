"""`greffe record`: line by line, whole or not at all, and the same again the second time."""

import json
from pathlib import Path
from typing import Any

from service.database import Database
from tests.service.cli.office import LEDGER, command, file_of, line, opening, registration, whole_office
from tests.service.cli.processes import as_json, greffe, on


def _record(env: dict[str, str], content: bytes, *options: str, code: int = 0) -> list[Any]:
    done = greffe("record", "-", "--json", *options, env=env, given=content, code=code)
    return [*as_json(done), *map(json.loads, done.stderr.splitlines())]


def test_people_are_known_by_their_alias_on_later_lines(env: dict[str, str]) -> None:
    answers = _record(env, file_of(*whole_office()))
    assert [answer["line"] for answer in answers] == [1, 2, 3, 4, 5]
    person = answers[1]["people"]["$a"]
    shown = as_json(greffe("bureau", "--on", "2026-06-01", "--json", env=env))[0]
    assert [seat["holder"] and (seat["holder"]["id"], seat["holder"]["name"]) for seat in shown["seats"]] == [
        (person, "Camille Aubrac"),
        None,
    ]
    told = greffe("bureau", "--on", "2026-06-01", "--lang", "fr", env=env).stdout
    assert "Camille Aubrac" in told
    assert "président" in told


def test_the_same_file_again_gives_the_first_results(env: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "office.jsonl"
    file.write_bytes(file_of(*whole_office()))
    first = as_json(greffe("record", str(file), "--json", env=env))
    again = _record(env, file.read_bytes())  # from standard input: the same bytes have the same names
    assert {answer.pop("replayed") for answer in again} == {True}
    assert {answer.pop("replayed") for answer in first} == {False}
    for answer in (*first, *again):
        answer.pop("recordedAt")
    assert again == first


def test_it_stops_at_the_first_refused_line_and_goes_on_once_it_is_corrected(env: dict[str, str]) -> None:
    lines = whole_office()
    lines[3] |= {"commandId": "mandates"}
    wrong = [*lines[:3], line(command("startMandate", person="$nobody", organization="epci:241500255",
             mandate="COMMUNITY_COUNCILLOR"), commandId="mandates"), *lines[4:]]  # fmt: skip
    *recorded, error = _record(env, file_of(*wrong), "--command-id-prefix", "office-", code=1)
    assert [answer["line"] for answer in recorded] == [1, 2, 3]
    assert error["error"]["line"] == 4
    (refusal,) = error["error"]["refusals"]
    assert (refusal["code"], refusal["path"]) == ("UnknownAlias", "commands.0")
    assert refusal["message"]["fr"]
    assert refusal["remedy"]["en"]
    corrected = _record(env, file_of(*lines), "--command-id-prefix", "office-")
    assert [answer["replayed"] for answer in corrected] == [True, True, True, False, False]


def test_a_refusal_is_told_with_its_line_rule_and_remedy_in_the_language_asked_for(env: dict[str, str]) -> None:
    content = file_of(opening(), line(command("createBody", body="assembly", kind="ASSEMBLY", name="A"),
        command("createBody", body="bureau", kind="BUREAU", name="B", parent="nothing")))  # fmt: skip
    french = greffe("record", "-", env=env | {"LANG": "fr_FR.UTF-8"}, given=content, code=1).stderr
    assert french.startswith("La ligne 2 n'est pas enregistrée")
    assert "commands.1" in french
    assert "→" in french
    english = greffe("record", "-", "--lang", "en", env=env | {"LANG": "fr_FR.UTF-8"}, given=content, code=1).stderr
    assert english.startswith("Line 2 was not recorded")
    assert "→" in english


def test_a_hostile_line_costs_its_number_and_a_sentence(env: dict[str, str]) -> None:
    for bad, code in (
        (b"\x00\x00\n", "NUL_CHARACTER"),
        (b'{"commands": ["' + b"x" * 10_000_000 + b'"]}\n', "LINE_TOO_LONG"),
        (b'{"commands": [{"openLedger": {"on": "2026-05-20"}}], "recordedAt": "2026-05-20"}\n', "ClockIsReal"),
    ):
        content = file_of(b"\xef\xbb\xbf", opening(commandId="opening"), b"\r\n  \n", bad, registration("$a"))
        *recorded, error = _record(env, content, code=1)
        assert [answer["line"] for answer in recorded] == [1]
        assert error["error"]["line"] == 4
        assert error["error"]["refusals"][0]["code"] == code


def test_a_token_records_in_its_own_ledger_and_bears_its_name(env: dict[str, str]) -> None:
    _record(env, file_of(opening()))
    made = as_json(greffe("token", "create", "--role", "clerk", "--ledger", LEDGER, "--json", env=env))[0]
    as_clerk = env | {"GREFFE_TOKEN": made["token"]}
    _record(as_clerk, file_of(registration("$a")))
    last = as_json(greffe("log", "--json", env=env))[-1]
    assert last["recordedBy"] == made["id"]
    assert as_json(greffe("log", "--json", env=env))[0]["recordedBy"] == "operator"
    member = as_json(greffe("token", "create", "--role", "member", "--ledger", LEDGER, "--json", env=env))[0]
    *_, error = _record(env, file_of(registration("$b")), "--token", member["token"], code=1)
    assert error["error"]["refusals"][0]["code"] == "WritingNotAllowed"
    greffe("token", "revoke", made["id"], env=env)
    assert "refused" in greffe("record", "-", env=as_clerk, given=file_of(registration("$c")), code=1).stderr
    assert len(as_json(greffe("log", "--json", env=env))) == 4


def test_check_reads_every_line_and_records_nothing(env: dict[str, str]) -> None:
    content = file_of(opening(), b"{\n", registration("$a"), b"[]\n")
    done = greffe("record", "--check", "-", "--json", env=env, given=content, code=1)
    assert as_json(done)[-1] == {"lines": 4, "unreadable": 2}
    assert "No ledger is open" in greffe("log", env=env, code=1).stderr


def test_without_a_ledger_the_only_one_is_meant_and_otherwise_it_must_be_named(env: dict[str, str]) -> None:
    _record(env, file_of(opening()))
    other = "241500255"
    _record(env, file_of(line(command("openLedger"), authority=other)))
    *_, error = _record(env, file_of(registration("$a")), code=1)
    assert error["error"]["refusals"][0]["code"] == "AUTHORITY_REQUIRED"
    assert _record(env, file_of(registration("$a")), "--ledger", other)[0]["ledger"] == other


def test_a_file_that_is_not_there_is_a_wrong_command_line(database: Database, tmp_path: Path) -> None:
    assert "does not exist" in greffe("record", "nowhere.jsonl", env=on(database, tmp_path), code=2).stderr
