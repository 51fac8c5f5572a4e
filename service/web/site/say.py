"""How templates speak: words of the catalogue, dates and numbers as a language writes them (Babel), things by name."""

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from babel.dates import format_date, format_datetime
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from msgspec import Struct

from domain.core.calendar import PARIS
from service.messages.labels import label_of
from service.messages.site import word
from service.messages.themes import THEME_NAMES
from service.messages.words import Language

HERE: Final = Path(__file__).parent
_LOCALES: Final[Mapping[Language, str]] = {"fr": "fr_FR", "en": "en_GB"}
_INSTANT: Final[Mapping[Language, str]] = {"fr": "d MMMM y 'à' HH:mm", "en": "d MMMM y, HH:mm"}
_SHORTENED: Final = 90
_DAYS_SAID: Final = 4096
"""Days of which the words are remembered: a page says the same few again and again."""


class Say(Struct, frozen=True):
    """What a template calls, in one language."""

    language: Language

    def word(self, key: str, /, **values: object) -> str:
        """A sentence of the catalogue; raises KeyError for none."""
        return word(key, self.language, **values)

    def text(self, text: Mapping[str, str] | None) -> str:
        """The API's own text, in this language."""
        return text[self.language] if text else ""

    def day(self, day: str | dt.date | None, width: str = "long") -> str:
        """``1er octobre 2026``; ``01/10/2026`` when short."""
        if day is None:
            return ""
        date = dt.date.fromisoformat(day) if isinstance(day, str) else day
        return _day(date, width, self.language)

    def month(self, month: str) -> str:
        """``2026-10``: octobre 2026."""
        return format_date(dt.date.fromisoformat(f"{month}-01"), format="LLLL y", locale=_LOCALES[self.language])

    def instant(self, instant: str | None) -> str:
        """Day and time in Paris."""
        if instant is None:
            return ""
        moment = dt.datetime.fromisoformat(instant).astimezone(PARIS)
        return format_datetime(moment, format=_INSTANT[self.language], locale=_LOCALES[self.language], tzinfo=PARIS)

    def span(self, since: str | None, until: str | None) -> str:
        """From a day on, or from a day until another (excluded in the register, and so said)."""
        if until is None:
            return self.word("span.since", since=self.day(since))
        return self.word("span.between", since=self.day(since), until=self.day(until))

    def colon(self) -> str:
        """As the language sets it."""
        return "\u00a0:" if self.language == "fr" else ":"

    def number(self, number: float | str | None) -> str:
        """With the language's separators; decimals come as text."""
        return "" if number is None else format_decimal(number, locale=_LOCALES[self.language])

    def percent(self, part: float) -> str:
        """A share, in whole percent."""
        return format_percent(round(part, 2), locale=_LOCALES[self.language])

    def several(self, items: list[str]) -> str:
        """Items in a sentence: a, b et c."""
        return format_list(items, locale=_LOCALES[self.language])

    def label(self, enum: str, value: str | None) -> str:
        """What a value of an enum is called; the value itself when it has no label."""
        return (label_of(enum, value, self.language) or value) if value else ""

    def theme(self, theme: str) -> str:
        """A theme of the seed by its name, one of the authority's by its id."""
        names = THEME_NAMES.get(theme)
        return names[0 if self.language == "fr" else 1] if names else theme

    def person(self, person: Mapping[str, Any] | None) -> str:
        """A person's name, or that the person was forgotten."""
        if person is None:
            return ""
        name: str | None = person["name"]
        return name or self.word("person.erased")

    def organization(self, organization: Mapping[str, Any] | None) -> str:
        """An organisation's name, or its id when no file speaks of it."""
        return str(organization["name"] or organization["id"]) if organization else ""

    def options(self, enum: str, values: Iterable[str]) -> list[tuple[str, str]]:
        """The values of an enum for a list of choices."""
        return [(value, self.label(enum, value)) for value in values]

    def named(self, things: Iterable[Mapping[str, Any]]) -> list[tuple[str, str]]:
        """Things with an id and a name in both languages, for a list of choices."""
        return [(each["id"], self.text(each["name"])) for each in things]

    def bodies(self, bodies: Iterable[Mapping[str, Any]]) -> list[tuple[str, str]]:
        """Bodies for a list of choices."""
        return [(each["id"], each["name"]) for each in bodies]

    def organizations(self, members: Iterable[Mapping[str, Any]]) -> list[tuple[str, str]]:
        """The members of the authority for a list of choices."""
        return [(each["organization"]["id"], self.organization(each["organization"])) for each in members]

    def short(self, text: str, length: int = _SHORTENED) -> str:
        """A text that must stand on one line, cut between words."""
        if len(text) <= length:
            return text
        return text[:length].rpartition(" ")[0] + "…"


@cache
def templates() -> Environment:
    """The site's templates: everything is escaped, and what is not there is an error."""
    environment = Environment(
        loader=FileSystemLoader([HERE / "templates", HERE]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["capital"] = _capital
    return environment


@lru_cache(_DAYS_SAID)
def _day(date: dt.date, width: str, language: Language) -> str:
    said = format_date(date, format=width, locale=_LOCALES[language])
    first = language == "fr" and date.day == 1 and said.startswith("1 ")
    return f"1er{said[1:]}" if first else said


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
