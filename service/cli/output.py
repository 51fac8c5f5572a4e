"""What a command says: results on stdout, for people or as JSON; errors on stderr: what, why, what to do.

| code | meaning                                                                  |
|------|--------------------------------------------------------------------------|
| 0    | done                                                                     |
| 1    | refused by the register, or a check found something wrong                |
| 2    | the command line is wrong: an unknown option, a missing argument         |
| 3    | the set-up is wrong: database, data folder, port, environment            |
| 130  | interrupted by Ctrl-C (143: by SIGTERM); `greffe serve` then ends with 0 |
"""

import datetime as dt
import os
import re
from collections.abc import Mapping
from typing import Any, Final

import click
import msgspec
from msgspec import Struct

from domain.core.calendar import PARIS
from service.messages.commands import FAILURES, LINES
from service.messages.message import Language
from service.setup_error import SetupError

_EXAMPLES: Final = re.compile(r"^Examples?: ")
FAILED: Final = 1
SET_UP: Final = 3


class Failure(Exception):
    """What a command was asked for is refused, or failed: exit code 1.

    ``details`` is what ``--json`` adds, such as each refusal in both languages.
    """

    def __init__(self, what: str, why: str, remedy: str = "", details: Mapping[str, object] | None = None) -> None:
        super().__init__(what, why, remedy)
        self.what, self.why, self.remedy = what, why, remedy
        self.details = details or {}


class Output(Struct):
    """How this invocation speaks."""

    json: bool = False
    language: Language = "en"

    def say(self, text: str = "") -> None:
        """A line for people; with ``--json`` nothing."""
        if not self.json:
            click.echo(text)

    def give(self, value: object) -> None:
        """A result for programs, one JSON value on a line; without ``--json`` nothing."""
        if self.json:
            click.echo(msgspec.json.encode(value, enc_hook=_plain))

    def pick(self, texts: Mapping[str, str]) -> str:
        """The text in the language asked for."""
        return texts[self.language]

    def words(self, english: str, french: str) -> str:
        """The words in the language asked for."""
        return french if self.language == "fr" else english

    def line(self, code: str, **values: object) -> str:
        """A line of the catalogue, in the language asked for."""
        text: str = getattr(LINES[code], self.language)
        return text.format_map(values)

    def failure(self, code: str, **values: object) -> Failure:
        """A refusal of the catalogue, in the language asked for."""
        what, why, remedy = (getattr(part, self.language).format_map(values) for part in FAILURES[code])
        return Failure(what, why, remedy, {"code": code})

    def number(self, value: float) -> str:
        """A whole number, its thousands set apart as the language does."""
        return f"{value:,.0f}".replace(",", self.words(",", "\N{NARROW NO-BREAK SPACE}"))

    def fail(self, what: str, why: str, remedy: str, details: Mapping[str, object]) -> None:
        """An error, on stderr."""
        if self.json:
            error = {"what": what, "why": why, "remedy": remedy, **details}
            click.echo(msgspec.json.encode({"error": error}, enc_hook=_plain), err=True)
            return
        click.echo(f"{_sentence(what)}\n{_sentence(why)}", err=True)
        if remedy:
            click.echo(f"→ {_sentence(remedy)}", err=True)

    def fail_usage(self, error: click.UsageError) -> None:
        """A wrong command line, on stderr."""
        called = error.ctx.command_path if error.ctx else "greffe"
        self.fail(
            self.words("The command line is wrong", "La ligne de commande est fausse"),
            error.format_message(),
            self.words(f"See {called} --help", f"Voyez {called} --help"),
            {"code": "USAGE"},
        )


class Command(click.Command):
    """A command of greffe: its errors end in a sentence and an exit code, its examples stand below its options."""

    def __init__(self, *args: Any, **extra: Any) -> None:
        super().__init__(*args, **extra)
        self.params += [_JSON, _LANGUAGE]

    @property
    def examples(self) -> list[str]:
        """Lines to copy, out of the epilog: ``Examples: one · another``."""
        return [each for each in _EXAMPLES.sub("", self.epilog or "").split(" · ") if each]

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The examples, one on a line and never broken: they are there to be copied."""
        formatter.write_paragraph()
        formatter.write("Examples:\n")
        for example in self.examples:
            formatter.write(f"  {example}\n")

    def invoke(self, ctx: click.Context) -> Any:
        """Run it."""
        output = output_of(ctx)
        if os.environ.get("NO_COLOR"):
            ctx.color = False
        try:
            return super().invoke(ctx)
        except SetupError as error:
            told = error.told(output.language)
            output.fail(told.what, told.why, told.remedy, {"code": error.code})
            ctx.exit(SET_UP)
        except Failure as failure:
            output.fail(failure.what, failure.why, failure.remedy, failure.details)
            ctx.exit(FAILED)


def output_of(ctx: click.Context) -> Output:
    """The output of this invocation, made when it is first asked for."""
    found = ctx.find_root().ensure_object(Output)
    if not ctx.find_root().meta.get("greffe.language"):
        ctx.find_root().meta["greffe.language"] = True
        found.language = language_of_environment(os.environ)
    return found


def current() -> Output:
    """The output of the running command."""
    return output_of(click.get_current_context())


def words(english: str, french: str) -> str:
    """The words in the language of the running command; in English where none runs."""
    ctx = click.get_current_context(silent=True)
    return output_of(ctx).words(english, french) if ctx else english


def language_of_environment(environment: Mapping[str, str]) -> Language:
    """That of GREFFE_LANG; else French where the environment's messages are in French, and English elsewhere."""
    for variable in ("GREFFE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(variable):
            return "fr" if value.lower().startswith("fr") else "en"
    return "en"


def instant(value: dt.datetime | None) -> str:
    """An instant for people: the time in Paris, to the second."""
    return value.astimezone(PARIS).strftime("%Y-%m-%d %H:%M:%S") if value else "-"


def _set_json(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    output_of(ctx).json = value


def _set_language(ctx: click.Context, _: click.Parameter, value: Language | None) -> None:
    if value:
        output_of(ctx).language = value


_JSON: Final = click.Option(
    ["--json"],
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_set_json,
    help="Answer in JSON, errors on stderr too.",
)
_LANGUAGE: Final = click.Option(
    ["--lang"],
    type=click.Choice(["fr", "en"]),
    expose_value=False,
    is_eager=True,
    callback=_set_language,
    help="Language of what the register says; that of GREFFE_LANG, else of LANG, by default.",
)


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(type(value).__name__)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", ":", ")", "\n")) or not text else text + "."
