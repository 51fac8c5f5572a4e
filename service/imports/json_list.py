"""The objects of a JSON list with the lines where they begin; what is broken costs its own line alone."""

from collections.abc import Iterator
from typing import Any

import msgspec

from service.imports.source import Source, UnreadableFile, UnreadableLine, text_of

Element = tuple[int, "dict[str, Any] | UnreadableLine"]


def elements(source: Source) -> Iterator[Element]:
    """Each object of the list, or why it cannot be read, with its line.

    Raises:
        UnreadableFile: the file is no list, or nothing in it is an object.
    """
    try:
        raws = msgspec.json.decode(source.data, type=list[msgspec.Raw])
    except msgspec.ValidationError as error:
        raise UnreadableFile("NOT_A_JSON_LIST", source.path, reason=error) from None
    except (msgspec.DecodeError, RecursionError) as error:
        return _line_by_line(source, str(error))
    if not raws:
        raise UnreadableFile("NOT_A_JSON_LIST", source.path, reason="the list is empty")
    return _whole(source, raws)


def _whole(source: Source, raws: list[msgspec.Raw]) -> Iterator[Element]:
    line, position = 1, 0
    for raw in raws:
        found = bytes(raw)
        start = source.data.index(found, position)
        line += source.data.count(b"\n", position, start)
        yield line, _decoded(found)
        position = start + len(found)
        line += found.count(b"\n")


def _line_by_line(source: Source, reason: str) -> Iterator[Element]:
    """The published files have one object on each line: what is whole there is read."""
    found: list[Element] = []
    for number, line in source.lines():
        bare = line.strip().removesuffix(b",")
        if bare in (b"", b"[", b"]"):
            continue
        if bare.startswith(b"[{"):
            bare = bare[1:]
        if bare.endswith(b"}]"):
            bare = bare[:-1]
        found.append((number, _decoded(bare)))
    if all(isinstance(item, UnreadableLine) for _, item in found):
        raise UnreadableFile("NOT_A_JSON_LIST", source.path, reason=reason)
    return iter(found)


def _decoded(data: bytes) -> dict[str, Any] | UnreadableLine:
    try:
        item = msgspec.json.decode(text_of(data))
    except UnreadableLine as error:
        return error
    except (msgspec.DecodeError, RecursionError) as error:
        return UnreadableLine("NOT_JSON", reason=str(error)[:200])
    return item if isinstance(item, dict) else UnreadableLine("NOT_JSON", reason=type(item).__name__)
