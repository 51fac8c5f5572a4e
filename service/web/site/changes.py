"""What an entry changed, in words: a thing, and each of its fields before and after."""

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

from msgspec import Struct

from service.messages.labels import LABELS
from service.messages.site import WORDS
from service.web.site.say import Say

MOST_LINES: Final = 12
"""Of one thing."""
_LONGEST_LIST: Final = 8
_FEW: Final = 3
"""Things of a list that are told one by one."""
_SILENT: Final = frozenset({"entries", "entry", "sha256", "ending_entry"})
"""Fields that say which entries made a thing: that goes without saying."""
_NOTHING: Final = "—"


class Line(Struct, frozen=True):
    """A field that differs."""

    field: str
    before: str
    after: str


class Told(Struct, frozen=True):
    """A thing that an entry changed."""

    title: str
    since: str
    until: str | None
    kind: str
    """``new``, ``gone`` or ``changed``."""
    lines: tuple[Line, ...]

    @property
    def fields(self) -> list[str]:
        """What differs."""
        return [line.field for line in self.lines]


def told(node: Mapping[str, Any], say: Say) -> list[Told]:
    """The changes of a node of the trail, those alone of which there is something to say."""
    names = {each["id"]: say.person(each) for each in node.get("people", ())}
    names |= {each["id"]: say.organization(each) for each in node.get("organizations", ())}
    found = [_told(change, _Words(say, names)) for change in node["changes"]]
    return [each for each in found if each.lines or each.kind != "changed"]


def briefly(node: Mapping[str, Any], say: Say) -> list[str]:
    """The same in a few words each; what changed for several periods is said once."""
    said = (
        f"{each.title} ({', '.join(each.fields) if each.kind == 'changed' else say.word(f'changes.{each.kind}')})"
        for each in told(node, say)
    )
    return list(dict.fromkeys(said))


class _Words(Struct, frozen=True):
    """How values are said: ids by the names that the API gives along."""

    say: Say
    names: Mapping[str, str]

    def field(self, path: str) -> str:
        last = path.rpartition(".")[2]
        return self.say.word(f"field.{last}") if f"field.{last}" in WORDS else last.replace("_", " ")

    def noun(self, noun: str) -> str:
        return self.say.word(f"noun.{noun}") if f"noun.{noun}" in WORDS else noun.replace("_", " ")

    def thing(self, thing: str) -> str:
        """A thing by its name, or by its id where people know it by that; nobody knows what is told by a number."""
        return self.names.get(thing) or ("" if ":" in thing or thing.startswith("p-") else thing)

    def value(self, value: Any) -> str:
        match value:
            case None | "" | []:
                return _NOTHING
            case bool():
                return self.say.word("changes.yes" if value else "changes.no")
            case str():
                return self._text(value)
            case list() if len(value) <= _LONGEST_LIST and all(isinstance(item, str | int) for item in value):
                return ", ".join(self.value(item) for item in value)
            case list():
                count = len(value)
                return self.say.word("changes.items" if count > 1 else "changes.items_one", count=count)
            case dict():
                said = [f"{self.field(key)} {self.value(each)}" for key, each in value.items() if _says(key, each)]
                return " ; ".join(said) or _NOTHING
        return self.say.number(value)

    def both(self, before: Any, after: Any) -> tuple[str, str]:
        """Before and after; of two lists of things, what only the one and only the other holds."""
        if not (_things(before) or _things(after)):
            return self.value(before), self.value(after)
        old, new = before or [], after or []
        return self._some([each for each in old if each not in new]), self._some([e for e in new if e not in old])

    def _some(self, things: list[Any]) -> str:
        shown = [self.value(thing) for thing in things[:_FEW]]
        more = [self.say.word("changes.more", count=len(things) - _FEW)] if len(things) > _FEW else []
        return " · ".join([*shown, *more]) or _NOTHING

    def _text(self, value: str) -> str:
        if value in self.names:
            return self.names[value]
        if value.isupper() and value in _labels():
            return _labels()[value][0 if self.say.language == "fr" else 1]
        try:
            return self.say.day(dt.date.fromisoformat(value)) if len(value) == len("2026-10-12") else self._theme(value)
        except ValueError:
            return self._theme(value)

    def _theme(self, value: str) -> str:
        return self.say.short(self.say.theme(value), 300)


@cache
def _labels() -> Mapping[str, tuple[str, str]]:
    """Values of enums by what they are called; of those that several enums have, the first one's words."""
    found: dict[str, tuple[str, str]] = {}
    for enum in LABELS.values():
        for value, said in enum.items():
            found.setdefault(value, said)
    return found


def _told(change: Mapping[str, Any], words: _Words) -> Told:
    before, after = change.get("before"), change.get("after")
    thing = change["key"] or change["subject"].partition(":")[2]
    title = f"{words.noun(change['noun'])} {words.thing(thing)}".strip()
    kind = "changed" if change["fields"] else "gone" if after is None and before is not None else "new"
    lines = tuple(_lines(change["fields"], before, after, words))
    return Told(title, change["since"], change["until"], kind, lines[:MOST_LINES])


def _lines(fields: list[str], before: Any, after: Any, words: _Words) -> Iterator[Line]:
    if fields:
        for path in fields:
            if path.rpartition(".")[2] not in _SILENT:
                yield Line(words.field(path), *words.both(_at(before, path), _at(after, path)))
        return
    there = after if after is not None else before
    for name, value in (there or {}).items():
        if _says(name, value):
            said = words.value(value)
            yield Line(words.field(name), *((_NOTHING, said) if after is not None else (said, _NOTHING)))


def _things(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _says(name: str, value: Any) -> bool:
    return name not in _SILENT and value not in (None, "", [], {}, False)


def _at(row: Any, path: str) -> Any:
    for name in path.split("."):
        row = row.get(name) if isinstance(row, dict) else None
    return row
