"""A form as filled in: its values read by kind, and the commands that they come to, each value knowing its field."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from msgspec import Struct

from domain.core.notices import Refusal
from service.clerk import RefusedCommand
from service.command_shape import lower_camel
from service.commands import InvalidCommand
from service.messages import remedy, sentence
from service.messages.site import word
from service.messages.words import Language
from service.web.desk.form import Field, Form, Group, Kind, Scene
from service.web.desk.typed import Typed

_FRENCH_DAY: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_ROW: Final = re.compile(r"[A-Za-z0-9-]{1,40}")
_NUMBER: Final = re.compile(r"-?\d{1,15}")


class From(Struct, frozen=True):
    """A value, and the field that says it."""

    value: Any
    field: str


class Planned(Struct, frozen=True):
    """A command to record, as clients write it; some of its values say their field."""

    command: str
    fields: Mapping[str, Any]
    field: str = ""
    """Where a refusal is shown that speaks of the command as a whole."""


class Problem(Struct, frozen=True):
    """What is wrong with a form, at a field (None: with the whole)."""

    field: str | None
    messages: Mapping[str, str]
    rule: str = ""
    remedies: Mapping[str, str] = {}

    @classmethod
    def of(cls, field: str | None, key: str, **values: object) -> "Problem":
        """One of the desk's own: ``desk.problem.<key>``, and what to do."""
        languages: tuple[Language, ...] = ("fr", "en")
        return cls(
            field,
            {each: word(f"desk.problem.{key}", each, **values) for each in languages},
            "",
            {each: word(f"desk.problem.{key}.remedy", each, **values) for each in languages},
        )


class Filled:
    """What was filled in, by the names of fields; in a row, by those of its group."""

    def __init__(
        self,
        form: Form,
        scene: Scene,
        typed: Typed,
        *,
        people: Mapping[str, str],
        command_id: str,
        prefix: str = "",
    ) -> None:
        self.form = form
        self.scene = scene
        self.command_id = command_id
        self._typed = typed
        self._people = people
        self._prefix = prefix

    def __bool__(self) -> bool:
        """Whether anything at all was filled in."""
        return any(
            value for name, values in self._typed.values.items() if name.startswith(self._prefix) for value in values
        )

    @property
    def key(self) -> str:
        """Of a row: its number, or the key under which it was prepared."""
        return self._prefix.rstrip(".").rpartition(".")[2]

    def name(self, field: str) -> str:
        """The name under which a field was sent."""
        return f"{self._prefix}{field}"

    def said(self, field: str) -> str:
        """The text of a field; empty when it says nothing."""
        return self._typed.one(self.name(field))

    def text(self, field: str) -> From | None:
        """A text, a choice or a day; None when nothing is said."""
        value = self.said(field)
        return From(value, self.name(field)) if value else None

    def day(self, field: str) -> From | None:
        """A day, as commands write it: 2026-10-12, also when written 12/10/2026."""
        value = self.said(field)
        return From(iso_day(value), self.name(field)) if value else None

    def number(self, field: str) -> From | None:
        """A whole number."""
        value = self.said(field).replace("\u202f", "").replace("\u00a0", "").replace(" ", "")
        return From(int(value), self.name(field)) if value else None

    def yes(self, field: str) -> bool:
        """Whether a box is ticked."""
        return bool(self.said(field))

    def many(self, field: str) -> list[From]:
        """The boxes that are ticked."""
        return [From(value, self.name(field)) for value in self._typed.many(self.name(field))]

    def lines(self, field: str) -> list[From]:
        """The lines of a text, empty ones left out."""
        return [From(line.strip(), self.name(field)) for line in self.said(field).splitlines() if line.strip()]

    def person(self, field: str) -> From | None:
        """A person: the id, or the alias of somebody new."""
        who = self._people.get(self.name(field))
        return From(who, self.name(field)) if who else None

    def rows(self, group: str) -> "list[Filled]":
        """The rows of a group in which anything is filled in, in order."""
        keys = dict.fromkeys(_row_keys(self._typed, group))
        rows = [
            Filled(
                self.form,
                self.scene,
                self._typed,
                people=self._people,
                command_id=self.command_id,
                prefix=f"{group}.{key}.",
            )
            for key in keys
        ]
        return [row for row in rows if row]

    def act(self) -> dict[str, Any]:
        """The act that founds what is recorded: one for the whole form."""
        said = {"kind": self.text("act_kind"), "date": self.day("act_date"), "number": self.text("act_number")}
        said |= {"title": self.text("act_title"), "url": self.text("act_url")}
        return {name: value for name, value in said.items() if value is not None}

    def common(self) -> dict[str, Any]:
        """What every command says: the day of effect, the act, who may read it."""
        said: dict[str, Any] = {"on": self.day("on"), "act": self.act() or None}
        if (visibility := self.text("visibility")) is not None:
            said["visibility"] = visibility
        return said

    def command(self, name: str, at: str = "", /, **fields: Any) -> Planned:
        """A command with what every one says; values that are None are left out."""
        told = {key: value for key, value in {**self.common(), **fields}.items() if value is not None}
        return Planned(name, told, self.name(at) if at else "")


def iso_day(text: str) -> str:
    """A day as commands write it; what is no day stays as it is."""
    if found := _FRENCH_DAY.fullmatch(text):
        return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    return text


def row_keys(form_group: Group, typed: Typed) -> list[str]:
    """The keys of a group's rows, as sent: numbers in order."""
    return [key for key in _row_keys(typed, form_group.name) if key.isdecimal() and len(key) <= 4]


def _row_keys(typed: Typed, group: str) -> Iterator[str]:
    start = f"{group}."
    keys = {name.removeprefix(start).partition(".")[0] for name in typed.values if name.startswith(start)}
    yield from sorted((key for key in keys if _ROW.fullmatch(key)), key=lambda key: (len(key), key))


def unfilled(form: Form, filled: Filled) -> Iterator[Problem]:
    """What is missing, and what is not of its kind, before any command is made of it."""
    for group in form.groups:
        rows = filled.rows(group.name) if group.rows or group.prepare else [filled]
        for row in rows:
            for field in group.fields:
                yield from _unfilled(field, row)


def _unfilled(field: Field, row: Filled) -> Iterator[Problem]:
    value, name = row.said(field.name), row.name(field.name)
    if field.kind is Kind.PERSON:
        new = row.said(f"{field.name}.given") or row.said(f"{field.name}.family")
        if field.required and not value and not new:
            yield Problem.of(name, "person_required")
        return
    if not value:
        if field.required:
            yield Problem.of(name, "choice_required" if field.kind in (Kind.CHOICE, Kind.MANY) else "required")
        return
    if field.kind is Kind.NUMBER and not _NUMBER.fullmatch(re.sub(r"[\u202f\u00a0 ]", "", value)):
        yield Problem.of(name, "number")
    elif field.kind is Kind.DAY and not re.fullmatch(r"\d{4}-\d\d-\d\d", iso_day(value)):
        yield Problem.of(name, "day")
    elif field.kind is not Kind.MANY and len(value) > field.most:
        yield Problem.of(name, "too_long", limit=field.most, length=len(value))


class Laid(Struct, frozen=True):
    """The list of commands, and which field said what: by the paths of ``InvalidCommand`` and of refusals."""

    commands: list[dict[str, Any]]
    fields: Mapping[str, str]
    planned: Sequence[Planned]

    def field_of(self, path: str) -> str | None:
        """The field that said what stands at a path, or the nearest thing above it."""
        while path:
            if path in self.fields:
                return self.fields[path]
            path = path.rpartition(".")[0]
        return None


def laid_out(planned: Iterable[Planned]) -> Laid:
    """The commands as clients write them."""
    listed = list(planned)
    fields: dict[str, str] = {}
    commands: list[dict[str, Any]] = []
    for index, each in enumerate(listed):
        path = f"commands.{index}"
        commands.append({each.command: _plain(each.fields, f"{path}.{each.command}", fields)})
        if each.field:
            fields[path] = each.field
    return Laid(commands, fields, listed)


def _plain(value: Any, path: str, fields: dict[str, str]) -> Any:
    if isinstance(value, From):
        fields[path] = value.field
        return _plain(value.value, path, {})
    if isinstance(value, Planned):
        return {value.command: _plain(value.fields, f"{path}.{value.command}", fields)}
    if isinstance(value, Mapping):
        return {key: _plain(each, f"{path}.{key}", fields) for key, each in value.items() if each is not None}
    if isinstance(value, list | tuple):
        return [_plain(each, f"{path}.{index}", fields) for index, each in enumerate(value)]
    return value


def unreadable(error: InvalidCommand, laid: Laid) -> Problem:
    """A command that cannot be read, at its field."""
    remedies = {"fr": word("desk.problem.unreadable.remedy", "fr"), "en": word("desk.problem.unreadable.remedy", "en")}
    return Problem(laid.field_of(error.path), error.messages, "", remedies)


def refused(refusals: Iterable[RefusedCommand], laid: Laid) -> list[Problem]:
    """What the register refuses, each at the field that it speaks of."""
    return [
        Problem(
            _place(each.path, each.refusal, laid),
            {"fr": sentence(each.refusal, "fr"), "en": sentence(each.refusal, "en")},
            each.refusal.rule,
            {"fr": remedy(each.refusal, "fr"), "en": remedy(each.refusal, "en")},
        )
        for each in refusals
    ]


_SAID_AS: Final = {"date": "on", "on": "on", "tendered_on": "on", "command": "act.kind", "died_on": "on"}
"""What a refusal calls otherwise than the command does."""


def _place(path: str, refusal: Refusal, laid: Laid) -> str | None:
    """The field whose value the refusal names; else the one that stands for its command."""
    found = re.fullmatch(r"commands\.(\d+)", path)
    if found is None:
        return laid.field_of(path)
    planned = laid.planned[int(found[1])]
    told = laid.commands[int(found[1])][planned.command]
    start = f"{path}.{planned.command}"
    named = sorted(refusal.__struct_fields__, key=lambda name: name in _SAID_AS)  # a day tells least
    for attribute in (name for name in named if name not in _SAID_AS or path not in laid.fields):
        value, key = getattr(refusal, attribute), lower_camel(attribute)
        said = str(told.get(key, ""))
        if f"{start}.{key}" in laid.fields and (said == str(value) or (key == "person" and said.startswith("$"))):
            return laid.fields[f"{start}.{key}"]
    if path in laid.fields:
        return laid.fields[path]
    for attribute in named:
        if attribute in _SAID_AS and (field := laid.fields.get(f"{start}.{_SAID_AS[attribute]}")):
            return field
    return laid.fields.get(f"{start}.on")
