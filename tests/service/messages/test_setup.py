"""Set-up errors, the doctor's findings, what commands say: each code has its words, in both languages, and is used."""

import ast
import string
from collections.abc import Iterator
from pathlib import Path

from service.graphql import followers
from service.graphql.refusals import QueryRefused
from service.messages import commands, doctor, queries, setup
from service.messages.setup import Both
from service.setup_error import SetupError

SERVICE = Path(__file__).parents[3] / "service"


def _first_words(*functions: str, argument: int = 0) -> Iterator[tuple[str, frozenset[str]]]:
    """The text that such calls begin with, wherever they are, and the names of what they give with it."""
    for path in SERVICE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _called(node) in functions and len(node.args) > argument:
                first = node.args[argument]
                choices = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
                given = frozenset(keyword.arg or "**" for keyword in node.keywords)
                yield from (
                    (one.value, given)
                    for one in choices
                    if isinstance(one, ast.Constant) and isinstance(one.value, str)
                )


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def _fields(*texts: Both) -> set[str]:
    return {
        name.partition("!")[0]
        for text in texts
        for _, name, _, _ in string.Formatter().parse(text.en)
        if name is not None
    }


SETUP = dict[str, set[str]]()
for code, given in _first_words("SetupError"):
    SETUP.setdefault(code, set()).update(given)


def test_every_set_up_error_has_its_words_and_every_word_its_error() -> None:
    assert SETUP.keys() == setup.TEXTS.keys()
    for code, given in SETUP.items():
        assert "**" in given or _fields(*setup.TEXTS[code]) == given, code


def test_both_languages_say_the_same_of_the_same() -> None:
    told = (*setup.TEXTS.values(), *commands.FAILURES.values(), *doctor.TEXTS.values())
    lines = (*commands.LINES.values(), *doctor.CHECKS.values(), *(Both(*text) for text in queries.REMEDIES.values()))
    for text in (*(part for parts in told for part in parts), *lines):
        assert bool(text.fr) == bool(text.en)
        assert _fields(text) == _fields(Both(text.en, text.fr)), text


def test_an_error_tells_what_why_and_what_to_do() -> None:
    error = SetupError("PORT_TAKEN", place="127.0.0.1:8000", port=8000)
    assert error.told("fr").what == "Le service ne peut pas écouter sur 127.0.0.1:8000"
    assert "sport = :8000" in error.told("en").remedy
    assert str(error).startswith("The service cannot listen on 127.0.0.1:8000: the port is in use")


def test_what_the_doctor_finds_has_its_words_and_every_word_is_found() -> None:
    found = {code for code, _ in _first_words("good", "note", "problem", "found", argument=1)}
    found |= {code for check, code in ((one[0], one[1]) for one in _insisted())}
    assert found == doctor.TEXTS.keys()
    checks = {check for check, _ in _first_words("good", "note", "problem", "wrong", "found")} | {
        one[0] for one in _insisted()
    }
    assert checks - {"settings"} <= doctor.CHECKS.keys() <= checks | {"settings"}


def _insisted() -> list[tuple[str, str]]:
    from service.cli.diagnosis_database import _INSISTED

    return [(check, code) for check, code, _ in _INSISTED]


def test_what_commands_say_has_its_words_and_every_word_is_said() -> None:
    assert {code for code, _ in _first_words("failure")} == commands.FAILURES.keys()
    said = {code for code, _ in _first_words("line")}
    assert said <= commands.LINES.keys()
    assert commands.LINES.keys() - said == {"valid", "expired", "revoked"}, "states of a token"


def test_every_remedy_of_the_api_belongs_to_a_refusal() -> None:
    codes = {code for code, _ in _first_words("QueryRefused")} | {"PERSISTED_QUERY_NOT_FOUND"}
    codes |= {code for code, _, _ in followers.SENTENCES.values()}
    assert codes == queries.REMEDIES.keys()


def test_a_refusal_of_the_api_tells_the_remedy_in_both_languages() -> None:
    refused = QueryRefused("TOO_MANY_WORDS", {"en": "Too many.", "fr": "Trop."}, values={"most": 12})
    assert refused.extensions is not None
    assert refused.extensions["remedies"]["fr"] == "Gardez les 12 mots qui comptent le plus."
    assert refused.extensions["remedy"] == "Keep the 12 words that matter most."
    other = QueryRefused("NOT_JSON", {"en": "No.", "fr": "Non."})
    assert other.extensions is not None
    assert other.extensions["remedies"] is None
