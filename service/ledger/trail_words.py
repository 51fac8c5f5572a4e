"""The words by which an entry is found: those of its sentence in both languages, of its texts and of its act.

The words that every sentence of a kind of fact has ("elected", "seat") are those of the kind: they are looked up in the
catalogue when they are asked for, and stored for no entry. What is stored is what the entry's own values say. Days and
ids of people are no words: a period and a person are asked for as such.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache, lru_cache
from string import Formatter
from typing import Any, Final, get_args, get_type_hints

from msgspec import Struct

from domain.core.entry import Act, Fact
from domain.facts import FACT_TYPES
from projections.words import remembered, stems
from service.messages.governance import GOVERNANCE
from service.messages.labels import LABELS
from service.messages.message import Message
from service.messages.summaries import SUMMARIES
from service.messages.themes import THEME_NAMES
from service.messages.words import say

LONGEST: Final = 40
"""Characters of a word that are compared: more is no word, and an index entry has to be short."""
_PERSON: Final = re.compile(r"p-[a-z2-7]{16}")
_NO_WORDS: Final = frozenset({"about", "sha256", "url"})
"""Fields that nobody would say: tags, digests, addresses."""
_ANY_BODY: Final = frozenset({"organe", "body"})
"""What a body is called whose name is no word of its own: it would be stored for every seat and tell nothing."""
_BENDS: Final = frozenset({"de", "nu", "id", "#"})
"""What a placeholder does to its value without adding a word (``service/messages/words.py``)."""
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_PHRASES: Final = {
    **{name: text for noun in GOVERNANCE for name, text in getattr(noun, "PHRASES", {}).items()},
    "Seat": Message(fr="rang, pour", en="rank, on behalf of"),
    "Ballot": Message(fr="tour, voix sur suffrages exprimés", en="round, votes cast"),
}
"""What sentences say of a Struct within a fact; of these two it is written in ``service/messages/words.py``."""
_OFTEN: Final = 200
"""Characters of a text that is said often enough to be remembered: a title, an id."""


def told_words(text: str) -> Iterator[str]:
    """The words of a text as they are compared, shortened where they are no words."""
    return (stem[:LONGEST] for stem in stems(text))


@lru_cache(maxsize=4096)
def kinds_saying(word: str) -> tuple[str, ...]:
    """The kinds of fact whose sentence always has a word."""
    return tuple(name for name in FACT_TYPES if word in kind_words(name))


@cache
def kind_words(name: str) -> frozenset[str]:
    """The words that sentences of a kind of fact have by themselves, in either language, whatever the values."""
    parts = set(_parts(FACT_TYPES[name]))
    messages = [SUMMARIES[name], *(_PHRASES[part] for part in parts if part in _PHRASES)]
    return frozenset(word for message in messages for word in _template_words(message))


def own_words(fact: Fact, act: Act | None) -> frozenset[str]:
    """The words that an entry's own values say, besides those of its kind."""
    said: set[str] = set()
    _add_words(said, fact)
    if act is not None:
        said |= _act_words(act.number, act.title)
    return frozenset(said - kind_words(type(fact).__name__))


def _add_words(said: set[str], value: Struct) -> None:
    for name in value.__struct_fields__:
        held = getattr(value, name)
        if held is None or name in _NO_WORDS:
            continue
        for item in held if type(held) is tuple else (held,):
            match item:
                case StrEnum():
                    said |= _label_words(type(item), item.value)
                case str():
                    said |= _text_words(item, name) if len(item) <= _OFTEN else frozenset(told_words(item))
                case Struct():
                    _add_words(said, item)


@remembered(1024)
def _act_words(number: str | None, title: str | None) -> frozenset[str]:
    return frozenset(word for text in (number, title) if text for word in told_words(text))


@remembered(16384)
def _text_words(value: str, field: str) -> frozenset[str]:
    """The words of a short text or an id, and of what it is called in either language."""
    if _PERSON.fullmatch(value) or _DAY.fullmatch(value):
        return frozenset()
    said = (value, str(say(value, field, "fr")), str(say(value, field, "en")), *THEME_NAMES.get(value, ()))
    return frozenset(word for text in dict.fromkeys(said) for word in told_words(text)) - _ANY_BODY


@cache
def _label_words(kind: type[StrEnum], value: str) -> frozenset[str]:
    """Of a value of an enum; by both, for those of two enums may be equal (BodyKind.BUREAU, PowerHolder.BUREAU)."""
    said = LABELS.get(kind.__name__, {}).get(value, (value, value))
    return frozenset(word for text in said for word in told_words(text))


def _parts(kind: Any) -> Iterator[str]:
    """The Structs that a Struct is made of, at any depth, by name."""
    hints = get_type_hints(kind) if isinstance(kind, type) and issubclass(kind, Struct) else {}
    for hint in (*hints.values(), *get_args(kind)):
        if isinstance(hint, type) and issubclass(hint, Struct):
            yield hint.__name__
        yield from _parts(hint)


def _template_words(message: Message) -> Iterator[str]:
    """What a template says besides its values; that which it says only of some of them too."""
    for text in (message.fr, message.en):
        for literal, _, spec, _ in Formatter().parse(text):
            yield from told_words(literal)
            if spec and spec not in _BENDS:
                yield from told_words(spec.replace("@", " "))
