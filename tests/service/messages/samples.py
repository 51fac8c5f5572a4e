"""Every class that the catalogue must know, and values to say."""

import datetime as dt
import importlib
import pkgutil
import re
import types
from collections.abc import Iterator, Mapping
from enum import StrEnum
from string import Formatter
from typing import Annotated, Any, Union, get_args, get_origin

from msgspec import Struct, structs

import domain
import service
from domain.core.notices import Caution, Notice, Refusal
from domain.facts.bodies import Ballot, Seat, SeatKind
from domain.facts.people import MandateKind
from domain.facts.registry import Predecessor
from domain.periods import AnomalyKind

_TEXTS: Mapping[str, Any] = {
    "organization": "epci:200066637",
    "into": "epci:200066637",
    "on_behalf_of": "epci:200066637",
    "command": "VacateSeat",
    "ledger": "200066637",
    "held": MandateKind.MUNICIPAL_COUNCILLOR,
    "kind": AnomalyKind.SEAT_ALREADY_HELD,
}
_ALONE: Mapping[type, Any] = {
    int: 3,
    bool: True,
    dt.date: dt.date(2026, 10, 12),
    dt.datetime: dt.datetime(2026, 10, 12, 8, 30, tzinfo=dt.UTC),
    Seat: Seat(seat="VP4", kind=SeatKind.VICE_PRESIDENT, rank=4, on_behalf_of="epci:200066637"),
    Ballot: Ballot(round=2, votes_cast=26, votes_for=15, blank=1),
    Predecessor: Predecessor(ledger="241500255", position=412),
}


def modules(*packages: types.ModuleType) -> Iterator[types.ModuleType]:
    """Every module of the packages."""
    for package in packages:
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not found.name.endswith("__main__"):
                yield importlib.import_module(found.name)


def classes(base: type, *packages: types.ModuleType) -> list[type]:
    """The classes of a kind defined in the packages."""
    return [
        value
        for module in modules(*packages)
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, base) and value.__module__ == module.__name__
    ]


def notices() -> list[type[Notice]]:
    """Every refusal and caution of the project."""
    found = classes(Notice, domain, service)
    return [kind for kind in found if kind not in {Notice, Refusal, Caution}]


def fields_of(text: str) -> set[str]:
    """The fields that a template says."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def values_of(kind: type[Struct], *, empty: bool = False) -> dict[str, Any]:
    """A value for each field; ``empty``: nothing wherever there may be nothing."""
    return {field.name: sample(field.type, field.name, empty=empty) for field in structs.fields(kind)}


def sample(annotation: Any, name: str, *, empty: bool = False) -> Any:
    """A value of a type."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in (Union, types.UnionType):
        options = [option for option in get_args(annotation) if option is not type(None)]
        return None if empty else sample(options[0], name)
    if get_origin(annotation) is tuple:
        item = get_args(annotation)[0]
        return () if empty else (sample(item, name), sample(item, name))
    if get_origin(annotation) is dict:
        return {}
    if annotation in _ALONE:
        return _ALONE[annotation]
    if issubclass(annotation, StrEnum):
        return next(iter(annotation))
    if issubclass(annotation, Struct):
        return annotation(**values_of(annotation, empty=empty))
    assert annotation is str, f"no sample of {annotation}"
    return _TEXTS.get(name, f"x-{name.replace('_', '-')}")


_ENGLISH = re.compile(
    r"\b(the|of|is|was|held|with|first|from|already|record|that|before|vacated?|seats?|by)\b", re.IGNORECASE
)
_FRENCH = re.compile(r"\b(le|est|avec|depuis|dans|pour|siège|mandat|enregistre\w*)\b", re.IGNORECASE)
_CODE = re.compile(r"\b[a-z]+(?:[A-Z]\w*)+\b|greffe token create \S+ \S+ \S+ \S+|x-[a-z-]+")


def flaws(said: str, language: str) -> list[str]:
    """What is wrong with the look of a sentence."""
    marks = ("{", "}", "@", "None", "  ", " .", " ,", "()", "...")
    found = [f"leftover {mark!r}" for mark in marks if mark in said]
    if not said.endswith(".") or said != said.strip():
        found.append("no full stop")
    words = _CODE.sub("", said)
    if language == "en":
        return found + [f"French: {word[0]}" for word in _FRENCH.finditer(words)]
    found += [f"English: {word[0]}" for word in _ENGLISH.finditer(words)]
    found += [f"space before {at[0]!r}" for at in re.finditer(r".?(?<![\u202f])[;!?](?=\s|$)", words)]
    found += [f"space before {at[0]!r}" for at in re.finditer(r".?(?<![\u00a0]):(?=\s|$)", words)]
    found += [f"quotes {at[0]!r}" for at in re.finditer(r"«(?!\u00a0)|(?<!\u00a0)»|['\"“”]", words)]
    return found
