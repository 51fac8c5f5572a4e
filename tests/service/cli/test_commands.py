"""What every command has: examples in its help, JSON, exit codes; and the small commands one by one."""

import contextlib
import json
import os
import pty
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from domain.facts import FACT_TYPES
from service.cli.completion import INSTALL
from service.cli.group import COMMANDS
from service.cli.group import greffe as group
from service.cli.output import Command, language_of_environment
from service.cli.schema import REPOSITORY
from service.database import Database
from tests.cases import each
from tests.service.cli.office import LEDGER, command, file_of, line, whole_office
from tests.service.cli.processes import GREFFE, ROOT, as_admin, as_json, as_process, environment, greffe, on

FRANCE = Path(__file__).parents[3] / "service/data/territory"


def _all_commands() -> list[tuple[str, ...]]:
    context = click.Context(group)
    return [path for name in COMMANDS for path in _within((name,), group.get_command(context, name))]


def _within(path: tuple[str, ...], command: click.Command | None) -> list[tuple[str, ...]]:
    """The commands of a group, and those of the groups in it."""
    if not isinstance(command, click.Group):
        return [path]
    return [one for name, inner in command.commands.items() for one in _within((*path, name), inner)]


def _command(path: tuple[str, ...]) -> Command:
    found: click.Command | None = group
    for name in path:
        assert isinstance(found, click.Group)
        found = found.get_command(click.Context(found), name)
    assert isinstance(found, Command)
    return found


@each("path", _all_commands())
def test_every_command_ends_with_examples_and_answers_in_json(path: tuple[str, ...]) -> None:
    told = CliRunner().invoke(group, [*path, "--help"], prog_name="greffe")
    assert told.exit_code == 0
    examples = _command(path).examples
    assert told.output.endswith("".join(f"  {example}\n" for example in examples))
    assert all(f"greffe {' '.join(path)}" in example for example in examples)
    assert len(examples) >= (1 if path[0] == "import" else 2)
    assert "--json" in told.output
    assert "--lang" in told.output


EXAMPLES = [example for path in _all_commands() for example in _command(path).examples]
EXAMPLES += re.sub("^Examples: ", "", (group.epilog or "").partition("\n")[0]).split(" · ")


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_is_a_command_line_that_greffe_takes(example: str, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = list(_calls(example))
    assert calls
    for arguments in calls:
        _take(group, "greffe", arguments, None, monkeypatch)


def _calls(example: str) -> Iterator[list[str]]:
    """The calls of greffe in a line of shell: its variables, pipes and redirections taken away."""
    words = shlex.shlex(example, posix=True, punctuation_chars="|&;<>")
    words.whitespace_split = True
    call: list[str] = []
    for word in (*words, ";"):
        if word not in ("|", "&&", ";", ">", ">>"):
            call.append(word)
            continue
        while call and re.fullmatch(r"[A-Z_]+=.*", call[0]):
            call.pop(0)
        if call and call[0] == "greffe":
            yield call[1:]
        call = []


def _take(command: click.Command, name: str, arguments: list[str], parent: click.Context | None,
          monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    """Read a command line as greffe does, and run nothing; files that it names need not be there."""
    for parameter in command.params:
        if isinstance(parameter.type, click.Path):
            monkeypatch.setattr(parameter.type, "exists", False)
    with command.make_context(name, list(arguments), parent) as context:
        if isinstance(command, click.Group):
            inner, found, rest = command.resolve_command(context, [*context._protected_args, *context.args])
            assert found is not None
            _take(found, str(inner), rest, context, monkeypatch)


def test_help_says_what_all_commands_have_in_common() -> None:
    told = CliRunner().invoke(group, ["--help"], prog_name="greffe").output
    assert all(name in told for name in COMMANDS)
    assert "greffe completion" in told
    assert "Exit codes" in told


@pytest.mark.parametrize(
    ("typed", "number", "expected"),
    [
        ("greffe re", 1, {"record", "redact", "rebuild"}),
        ("greffe token ", 2, {"create", "list", "revoke"}),
        ("greffe bureau --at", 2, {"--at-position"}),
        ("greffe token create --role p", 4, {"partner"}),
        ("greffe completion ", 2, {"bash", "zsh", "fish"}),
    ],
)
def test_the_shell_completes_commands_options_and_values(typed: str, number: int, expected: set[str]) -> None:
    env = {"COMP_WORDS": typed, "COMP_CWORD": str(number), "_GREFFE_COMPLETE": "bash_complete"}
    told = CliRunner().invoke(group, prog_name="greffe", env=env).output
    assert {line.partition(",")[2] for line in told.split()} == expected


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_a_shell_says_where_it_goes(shell: str) -> None:
    told = greffe("completion", shell, "--lang", "fr", env=environment()).stdout
    assert told.splitlines()[-1] == f"#   {INSTALL[shell]}"
    assert f"{shell}_complete" in told
    assert shell != "zsh" or told.startswith("#compdef greffe\n")


def test_bash_completes_by_it(tmp_path: Path) -> None:
    """In a bash of its own: the script is sourced, and a word completed as the key TAB does."""
    script = tmp_path / "greffe.bash"
    script.write_text(greffe("completion", "bash", env=environment()).stdout)
    program = tmp_path / "greffe"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m service.cli "$@"\n')
    program.chmod(0o755)
    asked = f"source {script}; COMP_WORDS=(greffe vault ro); COMP_CWORD=2; _greffe_completion greffe; echo $COMPREPLY"
    env = environment() | {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
    done = subprocess.run(["bash", "-c", asked], env=env, capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "rotate\n"


def test_completing_and_helping_load_no_schema() -> None:
    """The schema takes two seconds and a half: nobody waits for that at a TAB."""
    seen = (
        "import sys; from click.testing import CliRunner; from service.cli.group import greffe\n"
        "for name in sys.argv[1:]: assert CliRunner().invoke(greffe, [name, '--help']).exit_code == 0, name\n"
        "print([name for name in ('strawberry', 'service.graphql', 'service.messages.catalogue', 'uvicorn', 'rich')\n"
        "       if name in sys.modules])"
    )
    names = [name for name in COMMANDS if name != "import"]
    done = subprocess.run(
        [sys.executable, "-c", seen, *names], capture_output=True, text=True, check=True, env=environment(), cwd=ROOT
    )
    assert done.stdout == "[]\n"


def test_a_wrong_command_line_is_told_in_json_where_that_is_asked() -> None:
    for arguments in (["token", "create", "--json"], ["log", "--nonsense", "--json"], ["nonsense", "--json"]):
        done = greffe(*arguments, env=environment(GREFFE_LANG="fr"), code=2)
        error = json.loads(done.stderr)["error"]
        assert error["what"] == "La ligne de commande est fausse"
        assert error["why"]
        assert "--help" in error["remedy"]
        assert error["code"] == "USAGE"
        assert done.stdout == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["serve", "--port", "70000"],
        ["token", "create", "--role", "clerk"],
        ["token", "create", "--role", "clerk", "--ledger", "123456789"],
        ["token", "create", "--role", "clerk", "--ledger", "FR", "--level", "public"],
        ["token", "create", "--role", "clerk", "--ledger", "FR", "--expires", "soon"],
        ["token", "create", "--role", "public", "--ledger", "FR"],
        ["import", "history", "nowhere.csv"],
        ["log", "--first", "0"],
    ],
    ids=" ".join,
)
def test_a_wrong_command_line_ends_with_2(arguments: list[str]) -> None:
    assert CliRunner().invoke(group, arguments, prog_name="greffe").exit_code == 2


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "C", "LC_MESSAGES": "fr_CA"}, "fr"),
        ({"GREFFE_LANG": "fr", "LC_ALL": "C.UTF-8"}, "fr"),
        ({"GREFFE_LANG": "en", "LANG": "fr_FR.UTF-8"}, "en"),
    ],
)
def test_the_language_is_that_of_the_environment(variables: dict[str, str], language: str) -> None:
    assert language_of_environment(variables) == language


def test_a_wrong_set_up_ends_with_3_and_says_what_to_do(tmp_path: Path) -> None:
    for wrong in (
        {"GREFFE_PORT": "http"},
        {"DATABASE_URL": "mysql://localhost"},
        {"DATABASE_URL": "postgresql://greffe_app@127.0.0.1:1/greffe"},
        {"DATABASE_URL": "postgresql://x@127.0.0.1/y", "DATABASE_PASSWORD_FILE": str(tmp_path / "none")},
    ):
        told = greffe("log", env=environment(GREFFE_DATA_DIR=str(tmp_path), **wrong), code=3).stderr
        assert "→" in told
    empty = greffe("bureau", "--json", env=environment(GREFFE_DATA_DIR=str(tmp_path)), code=3)
    assert json.loads(empty.stderr)["error"]["what"] == "There is no register yet"
    french = greffe("bureau", env=environment(GREFFE_DATA_DIR=str(tmp_path), LC_ALL="fr_FR.UTF-8"), code=3)
    assert french.stderr.startswith("Il n'y a pas encore de registre.\n")
    assert not list(tmp_path.iterdir())


def test_the_schema_is_printed_written_and_compared(tmp_path: Path) -> None:
    run = CliRunner()
    printed = run.invoke(group, ["schema"], prog_name="greffe").output
    assert "type Query" in printed
    file = tmp_path / "schema.graphql"
    assert run.invoke(group, ["schema", "--output", str(file)], prog_name="greffe").exit_code == 0
    assert file.read_text() == printed
    assert run.invoke(group, ["schema", "--check", "--output", str(file)], prog_name="greffe").exit_code == 0
    file.write_text(printed.replace("type Query", "type Question"))
    differs = run.invoke(group, ["schema", "--check", "--output", str(file)], prog_name="greffe")
    assert differs.exit_code == 1
    assert "-type Question" in differs.stderr
    assert "+type Query" in differs.stderr
    assert "make schema" in differs.stderr
    gone = run.invoke(group, ["schema", "--check", "--output", str(tmp_path / "none")], prog_name="greffe")
    assert gone.exit_code == 1
    assert REPOSITORY.parent == Path(__file__).parents[3]


def test_the_schemas_of_facts_are_written_and_compared(tmp_path: Path) -> None:
    run = CliRunner()

    def facts(*more: str) -> Result:
        return run.invoke(group, ["schema", "--facts", str(tmp_path / "facts"), *more], prog_name="greffe")

    assert facts("--check").exit_code == 1
    assert facts().exit_code == 0
    assert {path.stem for path in (tmp_path / "facts").iterdir()} == FACT_TYPES.keys()
    assert facts("--check").exit_code == 0
    changed = tmp_path / "facts" / "SeatFilled.json"
    changed.write_text(changed.read_text().replace('"title": "SeatFilled"', '"title": "SeatTaken"', 1))
    differs = facts("--check")
    assert (differs.exit_code, '-  "title": "SeatTaken"' in differs.stderr) == (1, True)
    assert "greffe schema --facts" in differs.stderr
    facts()
    (tmp_path / "facts" / "SeatTaken.json").write_text("{}")
    assert "SeatTaken.json" in facts("--check").stderr
    assert facts("--output", "x").exit_code == 2


def test_migrate_prepares_a_blank_database_and_changes_the_password(blank_database: Database, tmp_path: Path) -> None:
    env = on(blank_database, tmp_path)
    assert "greffe migrate" in greffe("log", env=env, code=3).stderr
    password = tmp_path / "password"
    password.write_text(f"{blank_database.app_password}\n")
    done = as_json(greffe("migrate", "--app-password-file", str(password), "--json", env=env))[0]
    assert done["applied"][0] == "0001_defaults"
    assert "up to date" in greffe("migrate", env=env).stdout
    assert "No ledger is open" in greffe("log", env=env, code=1).stderr
    del env["DATABASE_ADMIN_URL"]
    assert "DATABASE_ADMIN_URL" in greffe("migrate", env=env, code=3).stderr


def test_log_shows_entries_in_either_language_and_seals_what_a_token_may_not_read(env: dict[str, str]) -> None:
    greffe("record", "-", env=env, given=file_of(*whole_office()))
    whole = as_json(greffe("log", "--json", env=env))
    assert [entry["position"] for entry in whole] == list(range(1, len(whole) + 1))
    assert whole[0]["type"] == "LedgerOpened"
    assert whole[0]["summary"]["fr"]
    some = as_json(greffe("log", "--after", "2", "--first", "2", "--json", env=env))
    assert [entry["position"] for entry in some] == [3, 4]
    assert "ouvert" in greffe("log", "--lang", "fr", "--first", "1", env=env).stdout
    assert "→" in greffe("log", "--ledger", "FR", env=env, code=1).stderr
    secret = command("registerPerson", person="$s", givenName="Camille", familyName="S", visibility="RESTRICTED")
    greffe("record", "-", env=env, given=file_of(line(secret)))
    made = as_json(greffe("token", "create", "--role", "partner", "--ledger", LEDGER, "--json", env=env))[0]
    after = ["log", "--after", str(len(whole)), "--json"]
    (sealed,) = as_json(greffe(*after, env=env | {"GREFFE_TOKEN": made["token"]}))
    (entry,) = as_json(greffe(*after, env=env))
    assert sealed == {key: entry[key] for key in ("ledger", "position", "cursor", "recordedAt", "leaf")} | {
        "sealed": True
    }


def test_nobody_complains_when_the_reader_of_a_pipe_has_seen_enough(env: dict[str, str]) -> None:
    greffe("record", "-", env=env, given=file_of(*whole_office()))
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run([*GREFFE, "log"], env=env, stdout=write, stderr=subprocess.PIPE, check=False, cwd=ROOT)
    os.close(write)
    assert (done.returncode, done.stderr) == (1, b"")


def test_rebuild_makes_the_same_rows_again(env: dict[str, str], database: Database) -> None:
    greffe("record", "-", env=env, given=file_of(*whole_office()))
    before = greffe("bureau", "--on", "2026-06-01", env=env).stdout
    as_admin(database, "DELETE FROM composition")
    assert greffe("bureau", "--on", "2026-06-01", env=env).stdout != before
    assert f"{LEDGER}: " in greffe("rebuild", env=env).stdout
    assert greffe("bureau", "--on", "2026-06-01", env=env).stdout == before
    assert "No ledger FR" in greffe("rebuild", "FR", env=env, code=1).stderr
    assert "Le registre FR n'est pas ouvert" in greffe("log", "--ledger", "FR", "--lang", "fr", env=env, code=1).stderr


def test_a_ledger_of_another_version_takes_no_entry_before_its_rebuild(env: dict[str, str], database: Database) -> None:
    greffe("record", "-", env=env, given=file_of(*whole_office()[:1]))
    as_admin(database, "UPDATE ledger_head SET projection_version = 0")
    refused = greffe("record", "-", env=env, given=file_of(*whole_office()[1:2]), code=3).stderr
    assert f"greffe rebuild {LEDGER}" in refused
    assert f"greffe rebuild {LEDGER}" in greffe("doctor", env=env, code=1).stdout
    greffe("rebuild", LEDGER, env=env)
    greffe("record", "-", env=env, given=file_of(*whole_office()[1:2]))


def test_tokens_are_made_listed_and_revoked(env: dict[str, str]) -> None:
    made = as_json(
        greffe("token", "create", "--role", "clerk", "--ledger", LEDGER, "--label", "Léa", "--expires", "2w",
               "--json", env=env)
    )[0]  # fmt: skip
    plain = greffe("token", "create", "--role", "partner", "--ledger", "*", "--level", "members", env=env)
    assert plain.stdout.startswith("greffe_")
    assert "t-" in plain.stderr
    listed = as_json(greffe("token", "list", "--json", env=env))[0]
    assert [(each["role"], each["level"], each["label"]) for each in listed] == [
        ("PARTNER", "MEMBERS", ""),
        ("CLERK", "RESTRICTED", "Léa"),
    ]
    assert made["token"] not in json.dumps(listed)
    greffe("token", "revoke", made["id"], env=env)
    assert "revoked" in greffe("token", "list", env=env).stdout
    assert "token list" in greffe("token", "revoke", made["id"], env=env, code=1).stderr


def test_import_opens_the_reference_ledger_reports_by_line_and_goes_on(env: dict[str, str], tmp_path: Path) -> None:
    done = as_json(
        greffe("import", "cog", str(FRANCE), "--communes-vintage", "2026", "--epcis-vintage", "2025", "--json", env=env)
    )[0]
    assert done["recorded"] > 70
    assert done["leftOut"] == []
    rows = (FRANCE / "history.csv").read_text().splitlines(keepends=True)
    bad = tmp_path / "history.csv"
    bad.write_text("".join([*rows[:3], "nonsense,line\n", *rows[3:]]))
    told = greffe("import", "history", str(bad), "--lang", "fr", env=env, code=1).stdout
    assert "history.csv:4:" in told
    assert "1 écartées" in told
    again = as_json(greffe("import", "history", str(bad), "--json", env=env, code=1))[0]
    assert again["recordedByAnEarlierRun"] == again["commands"]
    unreadable = tmp_path / "empty.csv"
    unreadable.write_text("")
    assert "→" in greffe("import", "history", str(unreadable), env=env, code=1).stderr


def test_the_demo_is_loaded_once_into_an_empty_register(env: dict[str, str]) -> None:
    loaded = as_json(greffe("demo", "--json", env=env))[0]["ledgers"]
    assert loaded["FR"] > 70
    assert "not empty" in greffe("demo", env=env, code=1).stderr
    assert "simulated" in greffe("bureau", env=env).stdout


def test_an_operator_reads_french(env: dict[str, str]) -> None:
    french = env | {"GREFFE_LANG": "fr"}
    greffe("record", "-", env=env, given=file_of(*whole_office()))
    assert "déjà à jour" in greffe("migrate", env=french).stdout
    assert "écritures projetées" in greffe("rebuild", env=french).stdout
    assert (
        "montré cette seule fois" in greffe("token", "create", "--role", "clerk", "--ledger", "FR", env=french).stderr
    )
    assert greffe("token", "list", env=french).stdout.splitlines()[0].split() == [
        "jeton",
        "état",
        "rôle",
        "niveau",
        "registres",
    ]
    refused = greffe("token", "revoke", "t-none", env=french, code=1).stderr
    assert refused.startswith("Le jeton 't-none' n'a pas été révoqué.")
    greffe("keys", "create", "--name", "greffe.test", env=french)
    assert greffe("keys", "list", env=french).stdout.split()[:3] == ["depuis", "jusqu'à", "clé"]
    assert "Le registre n'est pas vide" in greffe("demo", env=french, code=1).stderr


def test_beliefs_of_nothing_are_none_and_not_unchanged(env: dict[str, str]) -> None:
    greffe("record", "-", env=env, given=file_of(*whole_office()))
    last = len(as_json(greffe("log", "--json", env=env)))
    assert "No belief changed" in greffe("beliefs", "body:bureau", "--from", str(last), env=env).stdout
    refused = greffe("beliefs", "body:nope", "--from", "3", env=env, code=1)
    assert "Nothing here is called 'body:nope'" in refused.stderr
    error = json.loads(greffe("beliefs", "body:nope", "--from", "3", "--json", env=env, code=1).stderr)["error"]
    assert error["code"] == "UNKNOWN_SUBJECT"


def _on_a_terminal(*arguments: str, env: dict[str, str]) -> tuple[str, str]:
    """What a command says on stdout, and on a stderr that is a terminal."""
    ours, theirs = pty.openpty()
    done = subprocess.run([*GREFFE, *arguments], env=env, stdout=subprocess.PIPE, stderr=theirs, check=True, cwd=ROOT)
    os.close(theirs)
    seen = b""
    with contextlib.suppress(OSError):  # the way in which a terminal ends
        while more := os.read(ours, 4096):
            seen += more
    os.close(ours)
    return done.stdout.decode(), seen.decode()


def test_progress_is_for_a_terminal_alone(env: dict[str, str]) -> None:
    greffe("record", "-", env=env, given=file_of(*whole_office()))
    env |= {"TERM": "xterm"}
    said, seen = _on_a_terminal("rebuild", env=env)
    assert LEDGER in seen
    assert "\x1b[" in seen
    assert "\x1b" not in said
    said, seen = _on_a_terminal("rebuild", "--json", env=env)
    assert (json.loads(said)["ledger"], seen) == (LEDGER, "")
    assert as_process("rebuild", env=env).stderr == ""


def test_colours_are_for_a_terminal_that_wants_them(env: dict[str, str]) -> None:
    for more, coloured in (({}, True), ({"NO_COLOR": "1"}, False)):
        ours, theirs = pty.openpty()
        called = env | {"GREFFE_PORT": "0", "TERM": "xterm"} | more
        subprocess.run([*GREFFE, "doctor"], env=called, stdout=theirs, stderr=subprocess.PIPE, check=True, cwd=ROOT)
        os.close(theirs)
        assert (b"\x1b[" in os.read(ours, 65536)) is coloured
        os.close(ours)
