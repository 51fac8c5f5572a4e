"""A form as its template is given it: each field with its words, its value, its choices and what is wrong with it."""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct, structs

from service.messages.words import Language
from service.web.desk.filled import Problem, row_keys
from service.web.desk.form import Field, Form, Group, Kind, Options, Scene
from service.web.desk.people import Candidate
from service.web.desk.typed import Typed
from service.web.site.say import Say


class Wrong(Struct, frozen=True):
    """What is wrong, in the page's language."""

    message: str
    rule: str
    remedy: str
    anchor: str = ""
    """The id of the field; empty for the whole form."""
    label: str = ""
    """What the field is called, with its row."""


class Shown(Struct, frozen=True):
    """One field."""

    name: str
    id: str
    kind: str
    label: str
    help: str
    required: bool
    most: int
    values: tuple[str, ...]
    options: Options
    wrong: tuple[Wrong, ...]
    given: str = ""
    family: str = ""
    candidates: tuple[Candidate, ...] = ()
    focus: bool = False
    """Whether it is where one goes on: the first field of a row that was just added."""

    @property
    def value(self) -> str:
        """The only value, or the first."""
        return self.values[0] if self.values else ""

    @property
    def described(self) -> str:
        """The ids of what describes it, for aria-describedby."""
        parts = [f"{self.id}-help"] if self.help else []
        return " ".join([*parts, *([f"{self.id}-wrong"] if self.wrong else [])])


class Row(Struct, frozen=True):
    """The fields of a group, once."""

    title: str
    fields: tuple[Shown, ...]


class Fieldset(Struct, frozen=True):
    """A group."""

    name: str
    legend: str
    rows: tuple[Row, ...]
    grows: bool


class Sheet(Struct, frozen=True):
    """A form, to be shown."""

    title: str
    lead: str
    groups: tuple[Fieldset, ...]
    wrong: tuple[Wrong, ...]


def sheet(
    form: Form,
    scene: Scene,
    typed: Typed,
    say: Say,
    *,
    problems: Sequence[Problem] = (),
    candidates: Mapping[str, Sequence[Candidate]] | None = None,
    more: str = "",
) -> Sheet:
    """A form with what was typed; ``more`` names the group that gets another row."""
    drawing = _Drawing(form, scene, typed, say, problems, candidates or {})
    groups = tuple(drawing.group(group, more == group.name) for group in form.groups)
    places = {
        field.name: (field.id, f"{row.title} — {field.label}" if row.title else field.label)
        for group in groups
        for row in group.rows
        for field in row.fields
    }
    wrong = tuple(_wrong(problem, say.language, *places.get(problem.field or "", ())) for problem in problems)
    return Sheet(
        say.word(f"desk.{form.name}.title"),
        say.word(f"desk.{form.name}.lead"),
        groups,
        wrong,
    )


def field_id(name: str) -> str:
    """The id of a field in the page."""
    return "d-" + name.replace(".", "-")


class _Drawing(Struct, frozen=True):
    form: Form
    scene: Scene
    typed: Typed
    say: Say
    problems: Sequence[Problem]
    candidates: Mapping[str, Sequence[Candidate]]

    def group(self, group: Group, more: bool) -> Fieldset:
        """A group with its rows."""
        if group.prepare is not None:
            given = [(f"{group.name}.{key}.", title) for key, title in group.prepare(self.scene, self.say)]
        elif group.rows:
            keys = row_keys(group, self.typed) or [str(number) for number in range(group.rows)]
            if more and len(keys) < group.most_rows:
                keys.append(str(int(keys[-1]) + 1))
            title = self.say.word(f"desk.{self.form.name}.row.{group.name}", number="{}")
            given = [(f"{group.name}.{key}.", title.format(place)) for place, key in enumerate(keys, start=1)]
        else:
            given = [("", "")]
        rows = tuple(
            Row(title, tuple(self.field(group, field, f"{prefix}{field.name}") for field in group.fields))
            for prefix, title in given
        )
        if more and group.rows:
            first, *others = rows[-1].fields
            rows = (*rows[:-1], Row(rows[-1].title, (structs.replace(first, focus=True), *others)))
        grows = 0 < len(rows) < group.most_rows and bool(group.rows) and group.prepare is None
        return Fieldset(group.name, self.form.legend(group, self.say), rows, grows)

    def field(self, group: Group, field: Field, name: str) -> Shown:
        """A field with its value: what was typed, or its default when nothing was sent yet."""
        values = self.typed.values.get(name, ())
        if name not in self.typed.values and not self.typed.values.get("_sent"):
            default = field.default(self.scene)
            values = (default,) if default else ()
        wrong = tuple(_wrong(each, self.say.language) for each in self.problems if each.field == name)
        return Shown(
            name=name,
            id=field_id(name),
            kind=field.kind.value,
            label=self.form.label(group, field, self.say),
            help=self.form.help(field, self.say),
            required=field.required,
            most=field.most,
            values=values,
            options=field.options(self.scene, self.say) if field.options else (),
            wrong=wrong,
            given=self.typed.one(f"{name}.given") if field.kind is Kind.PERSON else "",
            family=self.typed.one(f"{name}.family") if field.kind is Kind.PERSON else "",
            candidates=tuple(self.candidates.get(name, ())),
        )


def _wrong(problem: Problem, language: Language, anchor: str = "", label: str = "") -> Wrong:
    return Wrong(problem.messages[language], problem.rule, problem.remedies.get(language, ""), anchor, label)


def plain(sheet_: Sheet) -> list[Mapping[str, Any]]:
    """Labels and values, for two versions of a draft side by side."""
    return [
        {"name": field.name, "label": f"{row.title} {field.label}".strip(), "value": _said(field)}
        for group in sheet_.groups
        for row in group.rows
        for field in row.fields
    ]


def _said(field: Shown) -> str:
    named = dict(field.options)
    new = f"{field.given} {field.family}".strip()
    return ", ".join(named.get(value, value) for value in field.values if value) or new
