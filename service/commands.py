"""Commands as clients write them, in a GraphQL variable or a line of a file: ``{"fillSeat": {"seat": "VP2", ...}}``.

One JSON shape for both doors: the command's name, then its fields in camelCase, nested ones included, whatever
the names under which facts are stored. All that is checked here is form; whether a command may be recorded is for
the domain to decide.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NoReturn, TypeVar

import msgspec
from msgspec import Struct

from domain.core.calendar import EARLIEST, LATEST
from service.command_sentences import SENTENCES, french_reason
from service.command_shape import Part, Slot, command_name, lower_camel, slots_of

MAX_COMMANDS: Final = 2_000
MAX_TEXT: Final = 20_000
"""Characters in one string, whatever its field allows."""
MAX_INTEGER: Final = 2**53 - 1
"""RFC 8785 writes integers as IEEE doubles: beyond this the hashed bytes would not be the number."""
MAX_NESTING: Final = 32

AnyCommand = TypeVar("AnyCommand", bound=Struct)


class InvalidCommand(ValueError):
    """A command that cannot be read. ``path`` says where (``commands.3.fillSeat.seat``), ``messages`` why."""

    def __init__(self, path: str, code: str, **words: object) -> None:
        english, french = SENTENCES[code]
        if "reason" in words:
            words["french_reason"] = french_reason(str(words["reason"]))
        self.path = path
        self.code = code
        self.messages: Mapping[str, str] = {"fr": french.format(**words), "en": english.format(**words)}
        super().__init__(f"{path}: {self.messages['en']}")


def command_registry(structs: Iterable[type[AnyCommand]]) -> dict[str, type[AnyCommand]]:
    """Commands by the name that clients give them, the class name in lower camel case."""
    return {command_name(struct): struct for struct in structs}


def decode_commands(
    items: object, registry: Mapping[str, type[AnyCommand]], path: str = "commands"
) -> list[AnyCommand]:
    """The commands of one list, in order; raises InvalidCommand at the first that cannot be read."""
    if not isinstance(items, Sequence) or isinstance(items, str):
        raise InvalidCommand(path, "NOT_A_LIST")
    if not items:
        raise InvalidCommand(path, "EMPTY_LIST")
    if len(items) > MAX_COMMANDS:
        raise InvalidCommand(path, "TOO_MANY_COMMANDS", limit=MAX_COMMANDS, count=len(items))
    return [decode_command(item, registry, f"{path}.{index}") for index, item in enumerate(items)]


def decode_command(item: object, registry: Mapping[str, type[AnyCommand]], path: str = "command") -> AnyCommand:
    """One command from plain JSON; raises InvalidCommand with the path of what is wrong."""
    for where, code in unreadable(item, path):
        raise InvalidCommand(where, code, limit=MAX_TEXT, integer=MAX_INTEGER, nesting=MAX_NESTING)
    struct, fields, where = _chosen(item, registry, path)
    return _decoded(fields, struct, where)


def unreadable(value: object, path: str) -> Iterator[tuple[str, str]]:
    """Paths, and codes, of what no field can hold: NUL, lone surrogates, endless texts, numbers beyond 2^53, depth.

    Works through its own stack: JSON nested a thousand deep must not exhaust Python's.
    """
    pending: list[tuple[str, object, int]] = [(path, value, 0)]
    while pending:
        where, item, depth = pending.pop()
        if isinstance(item, str):
            yield from ((where, code) for code in _text_problems(item))
        elif isinstance(item, int | float) and abs(item) > MAX_INTEGER:
            yield where, "INTEGER_TOO_LARGE"
        elif isinstance(item, Mapping | list | tuple):
            if depth == MAX_NESTING:
                yield where, "NESTED_TOO_DEEPLY"
                continue
            pairs = list(item.items() if isinstance(item, Mapping) else enumerate(item))
            yield from ((where, code) for key, _ in pairs for code in _text_problems(str(key)))
            pending.extend((f"{where}.{key}", inner, depth + 1) for key, inner in reversed(pairs))


def _text_problems(text: str) -> Iterator[str]:
    if "\0" in text:
        yield "NUL_CHARACTER"
    if len(text) > MAX_TEXT:
        yield "TEXT_TOO_LONG"
    elif not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
        yield "LONE_SURROGATE"


def _chosen(item: object, registry: Mapping[str, type[AnyCommand]], path: str) -> tuple[type[AnyCommand], object, str]:
    """The struct that the only key of ``{"fillSeat": {...}}`` names, what it holds, and where that is."""
    if not isinstance(item, Mapping):
        raise InvalidCommand(path, "NOT_AN_OBJECT")
    if len(item) != 1:
        raise InvalidCommand(path, "NOT_ONE_COMMAND", count=len(item), known=_listed(registry))
    ((name, fields),) = item.items()
    if name not in registry:
        raise InvalidCommand(f"{path}.{name[:60]}", "UNKNOWN_COMMAND", name=name[:60], known=_listed(registry))
    return registry[name], fields, f"{path}.{name}"


def _decoded(value: object, struct: type[AnyCommand], path: str) -> AnyCommand:
    """The struct that a JSON object describes."""
    stored = _stored_names(value, struct, path)
    if any(slot.part.is_choice for slot in slots_of(struct).values()):
        return _assembled(stored, struct, path)
    whole: AnyCommand = _converted(stored, struct, path)
    return whole


def _assembled(stored: Mapping[str, object], struct: type[AnyCommand], path: str) -> AnyCommand:
    """A struct made field by field: msgspec does not convert a choice between structs that carry no tag."""
    values: dict[str, object] = {}
    for name, slot in slots_of(struct).items():
        if slot.key not in stored:
            if slot.required:
                raise InvalidCommand(f"{path}.{name}", "MISSING_FIELD", name=name)
            continue
        value = stored[slot.key]
        if not slot.part.is_choice:
            value = _converted(value, slot.annotation, f"{path}.{name}")
        elif slot.part.many:
            value = tuple(_list(value, f"{path}.{name}"))
        values[slot.name] = value
    return struct(**values)


def _list(value: object, path: str) -> list[object]:
    if not isinstance(value, list):
        raise InvalidCommand(path, "NOT_A_LIST")
    return value


def _converted(stored: object, kind: Any, path: str) -> Any:
    try:
        return msgspec.convert(stored, kind)
    except msgspec.ValidationError as error:
        _refuse(error, path)


def _stored_names(value: object, struct: type[Struct], path: str) -> dict[str, object]:
    """The object under the names that msgspec reads, its nested structs too."""
    if not isinstance(value, Mapping):
        raise InvalidCommand(path, "NOT_AN_OBJECT")
    slots = slots_of(struct)
    for name in value:
        if name not in slots:
            raise InvalidCommand(f"{path}.{name[:60]}", "UNKNOWN_FIELD", name=name[:60], known=_listed(slots))
    return {slots[name].key: _stored_value(item, slots[name].part, f"{path}.{name}") for name, item in value.items()}


def _stored_value(item: object, part: Part, path: str) -> object:
    if part.many and isinstance(item, list | tuple):
        return [_stored_value(each, part.of_one, f"{path}.{index}") for index, each in enumerate(item)]
    if part.many or (item is None and (part.nullable or not part.is_choice)):
        return item
    if part.structs:
        if not part.is_choice:
            return _stored_names(item, part.structs[0], path)
        struct, fields, where = _chosen(item, command_registry(part.structs), path)
        return _decoded(fields, struct, where)
    if isinstance(item, str):
        _check_text(item, part, path)
    return item


def _check_text(text: str, part: Part, path: str) -> None:
    """What msgspec leaves through: a line break after a pattern's ``$``, a naive instant, a date out of all reason."""
    # In Python, which runs the patterns, "$" also matches before a final line break.
    if text.endswith("\n") and any(pattern.endswith("$") for pattern in part.patterns):
        raise InvalidCommand(path, "LINE_BREAK")
    if part.scalar not in (dt.date, dt.datetime):
        return
    try:
        moment: Any = part.scalar.fromisoformat(text)
    except ValueError:
        raise InvalidCommand(path, "IMPOSSIBLE_DATE", value=text[:40]) from None
    if part.scalar is dt.datetime and moment.tzinfo is None:
        raise InvalidCommand(path, "NAIVE_INSTANT", value=text[:40])
    day = moment.date() if isinstance(moment, dt.datetime) else moment
    if not EARLIEST <= day <= LATEST:
        raise InvalidCommand(path, "DATE_OUT_OF_RANGE", value=text[:40], earliest=EARLIEST, latest=LATEST)


_PLACE = re.compile(r" - at `(?:key in )?\$(?P<place>[^`]*)`$")
_MISSING = re.compile(r"^Object missing required field `(?P<name>[^`]+)`$")


def _refuse(error: msgspec.ValidationError, path: str) -> NoReturn:
    """Say msgspec's refusal at the place where the client wrote it."""
    said = str(error)
    found = _PLACE.search(said)
    place = re.findall(r"[^.\[\]]+", found["place"]) if found else []
    where = ".".join([path, *map(lower_camel, place)])
    reason = _PLACE.sub("", said)
    if missing := _MISSING.match(reason):
        name = lower_camel(missing["name"])
        raise InvalidCommand(f"{where}.{name}", "MISSING_FIELD", name=name) from None
    raise InvalidCommand(where, "REFUSED_VALUE", reason=reason) from None


def _listed(names: Mapping[str, object] | Mapping[str, Slot]) -> str:
    return ", ".join(sorted(names))
