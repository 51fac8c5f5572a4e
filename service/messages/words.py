"""How values are said: dates, ids, lists, labels, in French and in English.

A placeholder may say what to do with its value: ``{body:de}`` contracts with the article (du bureau),
``{organization:nu}`` leaves the article out, ``{organization:id}`` is the bare id, ``{seats:#}`` counts, and
``{siren:SIREN @|sans SIREN}`` says the first half with the value at ``@``, or the second half (nothing, if there is
none) when there is no value.
"""

import datetime as dt
import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Final, Self

from msgspec import Struct

from domain.core.entry import UNRECORDED
from domain.core.identifiers import REFERENCE_LEDGER
from domain.facts.bodies import Ballot, Seat
from service.messages.governance import GOVERNANCE
from service.messages.labels import label, label_of
from service.messages.message import Language as Language  # noqa: PLC0414 - it is found here too
from service.messages.themes import THEME_NAMES

_MONTHS: Final = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
_LONGEST_LIST: Final = 40
_THIN: Final = "\u202f"
_NO_BREAK: Final = "\u00a0"
_SPACES: Final = (
    (re.compile(r" ([;!?])"), rf"{_THIN}\1"),
    (re.compile(r" ([:»])"), rf"{_NO_BREAK}\1"),
    (re.compile(r"« "), f"«{_NO_BREAK}"),
    (re.compile(r"'"), "’"),
)
_ORGANIZATION: Final = re.compile(r"(commune):([0-9AB]{5})|(epci):([0-9]{9})|(org:[a-z0-9-]+)")
_FEMININE: Final = ("CA ", "CC ", "CU ", "Communauté ", "Métropole ", "Eurométropole ")
_VOWELS: Final = frozenset("AÀÂEÉÈÊIÎOÔUÛYHŒ")
_BODIES: Final[Mapping[Language, Mapping[str, str]]] = {
    "fr": {
        "bureau": "le bureau",
        "assembly": "l’assemblée",
        "assemblee": "l’assemblée",
        "comite": "le comité",
        "comite-syndical": "le comité syndical",
        "conseil-syndical": "le conseil syndical",
    },
    "en": {"bureau": "the bureau", "assembly": "the assembly"},
}
"""Names of bodies that are words by themselves; any other is quoted."""
_BODY_FIELDS: Final = {"body", "assembly", "parent"}
_POSITION_FIELDS: Final = {"entry", "by", "replacements"}
_ENUM_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {"held": ("MandateKind", "OfficeKind"), "kind": ("AnomalyKind",)}
"""Fields of type str that hold the value of one of these enums."""
_THEME_FIELDS: Final = {"missing_themes", "theme", "themes"}


class Named(str):
    """An id that is said by a name: a fact that bears it reads as people speak of it, and is stored nowhere."""

    __slots__ = ("name",)

    def __new__(cls, identifier: str, name: str) -> Self:
        """The id, and what to say in its place."""
        named = super().__new__(cls, identifier)
        named.name = name
        return named

    name: str


class Phrase(Struct, frozen=True):
    """A value in words, which a placeholder may bend."""

    text: str
    bare: str = ""
    """Without its article; the text itself, when empty."""
    identifier: str = ""
    """As commands write it; the text itself, when empty."""
    count: int = 1
    """How many items, of a list."""
    absent: bool = False
    """That there is no value."""

    def __str__(self) -> str:
        return self.text

    def __format__(self, spec: str) -> str:
        """As the placeholder asks."""
        match spec:
            case "":
                return self.text
            case "de":
                return f"du {self.text[3:]}" if self.text.startswith("le ") else f"de {self.text}"
            case "nu":
                return self.bare or self.text
            case "id":
                return self.identifier or self.text
            case "#":
                return str(self.count)
        there, _, otherwise = spec.partition("|")
        return otherwise if self.absent else there.replace("@", self.text)


@cache
def typeset(text: str, language: Language) -> str:
    """A template of the catalogue: French with its no-break spaces and its apostrophes, English as it is."""
    if language == "fr":
        for pattern, replacement in _SPACES:
            text = pattern.sub(replacement, text)
    return text


def fill(template: str, values: Mapping[str, object], language: Language) -> str:
    """A template with its values said. The values themselves keep the spaces that they came with."""
    said = {name: say(value, name, language) for name, value in values.items()}
    return typeset(template, language).format_map(said)


def say(value: object, name: str, language: Language) -> Phrase:
    """The value of a field, in words."""
    french = language == "fr"
    match value:
        case None | "" | False:
            return Phrase("", absent=True)
        case True:
            return Phrase("oui" if french else "yes")
        case dt.datetime():
            return Phrase(_instant(value, french))
        case dt.date():
            return Phrase(_day(value, french))
        case StrEnum():
            return Phrase(label(value, language))
        case str():
            return _text(value, name, language)
        case Struct():
            return _struct(value, language)
        case tuple() | list():
            return _list([f"{say(item, name, language):nu}" for item in value], french)
        case int() if name in _POSITION_FIELDS and value >= UNRECORDED:
            return Phrase("de cette demande" if french else "of this request")
        case int() if name == "population":
            return Phrase(f"{value:,}".replace(",", _THIN) if french else f"{value:,}")
    return Phrase(str(value))


def _day(day: dt.date, french: bool) -> str:
    if not french:
        return day.isoformat()
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number} {_MONTHS[day.month - 1]} {day.year}"


def _instant(moment: dt.datetime, french: bool) -> str:
    moment = moment.astimezone(dt.UTC)
    time = moment.time().isoformat()
    return f"{_day(moment.date(), french)} à {time} UTC" if french else f"{moment.date()} {time} UTC"


def _text(value: str, name: str, language: Language) -> Phrase:
    french = language == "fr"
    if isinstance(value, Named):
        return _named(value, french)
    if name in _BODY_FIELDS:
        quoted = f"l’organe «{_NO_BREAK}{value}{_NO_BREAK}»" if french else f"the body “{value}”"
        return Phrase(_BODIES[language].get(value, quoted), bare=value, identifier=value)
    if name == "command":
        return Phrase(value[:1].lower() + value[1:])
    if name == "ledger" and value == REFERENCE_LEDGER:
        return Phrase("de référence FR" if french else "FR (the reference ledger)", identifier=value)
    if name in _THEME_FIELDS and value in THEME_NAMES:
        return Phrase(THEME_NAMES[value][0 if french else 1], identifier=value)
    for enum in _ENUM_FIELDS.get(name, ()):
        if (said := label_of(enum, value, language)) is not None:
            return Phrase(said)
    if found := _ORGANIZATION.fullmatch(value):
        return _organization(found, french)
    return Phrase(value)


def _organization(found: re.Match[str], french: bool) -> Phrase:
    if found[1]:
        bare, article = f"commune {found[2]}", "la "
    elif found[3]:
        bare, article = f"EPCI {found[4]}", "l’"
    else:
        bare, article = f"{'organisme' if french else 'organisation'} {found[5]}", "l’"
    return Phrase(article + bare if french else bare, bare=bare, identifier=found[0])


def _named(value: Named, french: bool) -> Phrase:
    """A person by name; an organisation as one writes it: la commune du Vigean, la CC du Pays de Salers."""
    name, kind = value.name, value.partition(":")[0]
    if not french or kind not in ("commune", "epci", "org"):
        return Phrase(name, bare=name, identifier=str(value))
    if kind == "commune":
        text = f"la commune {_of(name)}"
    elif kind == "epci":
        text = f"{'la ' if name.startswith(_FEMININE) else 'l’EPCI '}{name}"
    else:
        text = f"l’organisme «{_NO_BREAK}{name}{_NO_BREAK}»"
    return Phrase(text, bare=name, identifier=str(value))


def _of(place: str) -> str:
    """A French place after ``de``: du Vigean, des Ulis, de La Monselie, d’Arches."""
    for article, contracted in (("Le ", "du "), ("Les ", "des ")):
        if place.startswith(article):
            return contracted + place.removeprefix(article)
    return f"d’{place}" if place[:1] in _VOWELS else f"de {place}"


def _seat(seat: Seat, language: Language) -> str:
    french = language == "fr"
    said = [label(seat.kind, language)]
    if seat.rank is not None:
        said.append(f"rang {seat.rank}" if french else f"rank {seat.rank}")
    if seat.on_behalf_of is not None:
        member = say(seat.on_behalf_of, "organization", language)
        said.append(f"pour {member}" if french else f"on behalf of {member}")
    return f"{seat.seat} ({', '.join(said)})"


def _ballot(ballot: Ballot, french: bool) -> str:
    """Totals alone: the ballot is secret."""
    if french:
        turn = "1er tour" if ballot.round == 1 else f"{ballot.round}e tour"
        return f"{turn}, {ballot.votes_for} voix sur {ballot.votes_cast} suffrages exprimés"
    return f"round {ballot.round}, {ballot.votes_for} of {ballot.votes_cast} votes cast"


def _struct(value: Struct, language: Language) -> Phrase:
    """As its noun's words have it; its values in a row where they have nothing."""
    match value:
        case Seat():
            return Phrase(_seat(value, language), bare=value.seat)
        case Ballot():
            return Phrase(_ballot(value, language == "fr"))
    values = {name: getattr(value, name) for name in value.__struct_fields__}
    name = type(value).__name__
    for noun in GOVERNANCE:
        if name in getattr(noun, "PHRASES", ()):
            phrase = noun.PHRASES[name]
            return Phrase(fill(phrase.fr if language == "fr" else phrase.en, values, language))
    said = (say(item, field, language) for field, item in values.items())
    return Phrase(", ".join(str(item) for item in said if not item.absent))


def _list(items: list[str], french: bool) -> Phrase:
    if not items:
        return Phrase("aucun" if french else "none", count=0, absent=True)
    shown = items
    if len(items) > _LONGEST_LIST:
        others = len(items) - _LONGEST_LIST
        shown = [*items[:_LONGEST_LIST], f"{others} autres" if french else f"{others} others"]
    *first, last = shown
    joined = f"{', '.join(first)} {'et' if french else 'and'} {last}" if first else last
    return Phrase(joined, count=len(items))
