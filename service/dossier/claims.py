"""Claims: each factual statement of a dossier, as the place in an entry's body where its value stands. Pure.

A statement is claimed only of a body that whoever asks may read and whose digest its header carries. A value that a
fact leaves out because it is its type's usual one stands nowhere, so nothing is claimed of it. What an entry says
otherwise than the dossier is never claimed: it is *disputed*, and the page says so.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec
from msgspec import Struct

from domain.core.entry import Entry, Fact
from service.dossier.shape import Claim, Disputed
from service.proof.canonical import canonical

Path = tuple[str | int, ...]

_MISSING: Final = object()


class Source(Struct, frozen=True):
    """The body of an entry: as JSON, as it is hashed, and as its fact."""

    ledger: str
    raw: Any
    entry: Entry


Sources = Mapping[tuple[str, int], Source]


class Claims:
    """Collects what a dossier says of entries, each statement against the body that it is taken from."""

    def __init__(self, told: Any, sources: Sources, ledger: str) -> None:
        self._told, self._sources, self._ledger = told, sources, ledger
        self.claims: list[Claim] = []
        self.statements: list[str] = []
        self.disputed: list[Disputed] = []

    def source(self, position: int | None, ledger: str | None = None) -> Source | None:
        """A readable, intact body."""
        return None if position is None else self._sources.get((ledger or self._ledger, position))

    def fact(self, position: int | None) -> Fact | None:
        """The fact of a readable entry of the dossier's ledger."""
        found = self.source(position)
        return found.entry.fact if found else None

    def say(self, at: Path, position: int | None, pointer: Path, *, ledger: str | None = None) -> None:
        """That what the dossier says at ``at`` stands in an entry's body at ``pointer``."""
        source, value = self.source(position, ledger), _walk(self._told, at)
        if source is None or value in (None, [], _MISSING):
            return
        found, where = _walk(source.raw, pointer), (source.ledger, source.entry.position, _pointer(pointer))
        if found is _MISSING:
            if _usual(source.entry, pointer) == value:
                return
        elif canonical(found) == canonical(value):
            self.claims.append(Claim(ledger=where[0], position=where[1], pointer=where[2], value=found))
            self.statements.append(_pointer(at))
            return
        self.disputed.append(Disputed(statement=_pointer(at), ledger=where[0], position=where[1], pointer=where[2]))

    def fields(
        self, at: Path, position: int | None, names: Iterable[str], *, inside: Path = (), ledger: str | None = None
    ) -> None:
        """Fields of the dossier that the fact has under the same names, those that it has not left out."""
        source = self.source(position, ledger)
        if source is None:
            return
        within = _inside(source.entry.fact, inside)
        for name in names:
            if hasattr(within, name):
                self.say((*at, name), position, ("fact", *inside, name), ledger=ledger)

    def dated(self, at: Path, position: int | None, name: str, *, act: bool = False, ledger: str | None = None) -> None:
        """That a day of the dossier is that of effect of an entry; and its act, where the dossier shows it."""
        self.say((*at, name), position, ("effective_on",), ledger=ledger)
        if act:
            self.say((*at, "act"), position, ("act",), ledger=ledger)

    def item(self, at: Path, position: int | None, listed: str, names: Sequence[str], **wanted: object) -> None:
        """Fields that stand in one item of a list of the fact: the first that has these values."""
        place = place_of(getattr(self.fact(position), listed, ()), **wanted)
        if place is not None:
            self.fields(at, position, names, inside=(listed, place))

    def of_kind(self, positions: Iterable[int], *kinds: type[Fact]) -> Iterator[tuple[int, Any]]:
        """Of some entries, those of a kind that can be read, with their facts."""
        for position in positions:
            fact = self.fact(position)
            if isinstance(fact, kinds):
                yield position, fact


def place_of(items: Iterable[Any], **wanted: object) -> int | None:
    """The place of the first item that has these values."""
    places = (place for place, item in enumerate(items) if all(getattr(item, k) == v for k, v in wanted.items()))
    return next(places, None)


def _walk(value: Any, path: Path) -> Any:
    for step in path:
        match value:
            case dict() if step in value:
                value = value[step]
            case list() if isinstance(step, int) and step < len(value):
                value = value[step]
            case _:
                return _MISSING
    return value


def _inside(value: Any, path: Path) -> Any:
    for step in path:
        value = value[step] if isinstance(step, int) else getattr(value, step)
    return value


def _usual(entry: Entry, pointer: Path) -> Any:
    """The value of a field that the stored body leaves out, as JSON has it."""
    try:
        return msgspec.json.decode(canonical(_inside(entry, pointer)))
    except (AttributeError, IndexError, TypeError):
        return _MISSING


def _pointer(path: Path) -> str:
    """RFC 6901."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)
