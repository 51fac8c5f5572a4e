"""Who is who across files and years: the same mark is the same person, and whatever is not sure is asked (ADR 29)."""

import base64
import datetime as dt
import hashlib
import hmac
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from msgspec import Struct

from domain.facts.people import MandateKind, OfficeKind
from domain.rules.renewals import renewal_between
from projections.people import Held
from projections.words import name_key
from service.vault import Personal

MARK_BYTES: Final = 16
_WHOLE, _FAMILY, _GIVEN, _ORIGIN = "w", "f", "g", "o"
"""What a mark digests, its first letter: a birth date with the whole name, the family name, the given name; or the
file and the line that somebody came from, where no birth date is known."""


class Face(Struct, frozen=True):
    """A person as a file shows one."""

    given_name: str
    family_name: str
    born: dt.date | None = None
    birth_year: int | None = None

    def __repr__(self) -> str:
        """Nothing: a repr ends in logs."""
        return "Face(...)"

    @property
    def name(self) -> str:
        """The name as it is compared."""
        return name_of(self.given_name, self.family_name)

    def marks(self, secret: bytes) -> tuple[str, ...]:
        """The keyed digests of the birth date with the whole name, the family name, the given name; none without it."""
        if self.born is None:
            return ()
        family, given = name_key(self.family_name), name_key(self.given_name)
        told = ((_WHOLE, f"{given}\x1f{family}"), (_FAMILY, family), (_GIVEN, given))
        return tuple(_mark(secret, kind, f"{part}\x1f{self.born.isoformat()}") for kind, part in told)


class Holding(Struct):
    """A mandate or an office that somebody holds from a day to a day (excluded)."""

    organization: str
    held: MandateKind | OfficeKind
    since: dt.date
    until: dt.date | None = None
    rank: int | None = None

    def covers(self, on: dt.date) -> bool:
        """Whether it is held on a day."""
        return self.since <= on and (self.until is None or on < self.until)

    def meets(self, since: dt.date) -> bool:
        """Whether it is held on a day or later."""
        return self.until is None or since < self.until


class Someone(Struct):
    """A person whom the register knows, as far as imports look."""

    id: str
    name: str
    birth_year: int | None
    marks: tuple[str, ...]
    holdings: list[Holding]

    def __repr__(self) -> str:
        """The id alone: a repr ends in logs."""
        return f"Someone({self.id})"


class Same(Struct, frozen=True):
    """The file's person is one whom the register knows."""

    person: Someone


class Nobody(Struct, frozen=True):
    """The register knows nobody whom it could be."""


class Doubt(Struct, frozen=True):
    """It may be one of these or somebody else: a person has to say. ``code`` is one of ``sentences.QUESTIONS``."""

    code: str
    candidates: tuple[str, ...]


Found = Same | Nobody | Doubt


class Crowd:
    """Everybody whom a register knows, by name and by mark. It grows as an import records."""

    def __init__(self, secret: bytes) -> None:
        self.secret = secret
        self.people: dict[str, Someone] = {}
        self._by_name: defaultdict[str, list[Someone]] = defaultdict(list)
        self._by_mark: defaultdict[str, list[Someone]] = defaultdict(list)

    @classmethod
    def of(cls, secret: bytes, kept: Mapping[str, Personal], held: Mapping[str, Sequence[Held]]) -> "Crowd":
        """From the vault and the projection of what people hold."""
        crowd = cls(secret)
        for who, values in kept.items():
            holdings = [_holding(each) for each in held.get(who, ())]
            name = name_of(values.given_name, values.family_name)
            crowd.add(Someone(who, name, values.birth_year, values.marks, holdings))
        return crowd

    def add(self, someone: Someone) -> None:
        """Somebody more."""
        self.people[someone.id] = someone
        self._by_name[someone.name].append(someone)
        for mark in someone.marks:
            self._by_mark[mark].append(someone)

    def mark(self, someone: Someone, marks: Iterable[str]) -> tuple[str, ...]:
        """Let somebody be known by further marks; those that are new."""
        fresh = tuple(mark for mark in marks if mark not in someone.marks)
        someone.marks = (*someone.marks, *fresh)
        for mark in fresh:
            self._by_mark[mark].append(someone)
        return fresh

    def find(self, face: Face, holdings: Sequence[Holding], origin: str) -> Found:
        """Whom a face is, by these rules in order: one whole mark (or the same line of the same file); nobody of that
        name or near it; the only person of that name who holds just that already, or who was born that year and sits
        in that very council."""
        whole, *parts = marks = face.marks(self.secret) or (origin,)
        if same := self._by_mark.get(whole, ()):
            return _sure(same, holdings)
        near = [one for mark in parts for one in self._by_mark.get(mark, ())]
        if near:
            return Doubt("NAME_CHANGED", _ids(near))
        namesakes = [one for one in self._by_name.get(face.name, ()) if not _another(one, face, marks)]
        if not namesakes:
            return Nobody()
        if len(namesakes) == 1 and (
            _holds_all(namesakes[0], holdings) or _of_the_council(namesakes[0], face, holdings)
        ):
            return Same(namesakes[0])
        return Doubt("NAMESAKE", _ids(namesakes))


def name_of(given_name: str, family_name: str) -> str:
    """A name as it is compared: given name and family name apart."""
    return f"{name_key(given_name)}\x1f{name_key(family_name)}"


def _sure(same: Sequence[Someone], holdings: Sequence[Holding]) -> Found:
    seats = {(h.organization, h.held) for h in holdings}
    there = [one for one in same if any((h.organization, h.held) in seats for h in one.holdings)]
    if len(same) > 1 and len(there) != 1:
        return Doubt("SEVERAL", _ids(same))
    (person,) = same if len(same) == 1 else there
    councils = [h for h in holdings if h.held is MandateKind.MUNICIPAL_COUNCILLOR]
    if any(_excludes(known, council) for council in councils for known in person.holdings):
        return Doubt("TWO_COUNCILS", _ids(same))
    return Same(person)


def _excludes(known: Holding, council: Holding) -> bool:
    """Whether a person who holds one cannot hold the other: two municipal councils of one term (C. élect. L238)."""
    first, last = sorted((known.since, council.since))
    return (
        known.held is MandateKind.MUNICIPAL_COUNCILLOR
        and known.organization != council.organization
        and known.meets(council.since)
        and renewal_between(first, last) is None
    )


def _another(one: Someone, face: Face, marks: Sequence[str]) -> bool:
    """Whether a namesake was born another day, as far as is known: with marks on both sides they would be the same."""
    year = face.born.year if face.born else face.birth_year
    dated = all(any(mark[0] == _WHOLE for mark in each) for each in (one.marks, marks))
    return dated or (None not in (one.birth_year, year) and one.birth_year != year)


def _holds_all(one: Someone, holdings: Sequence[Holding]) -> bool:
    """Whether nothing of it would be new: then it does not matter who it is."""
    known = {(h.organization, h.held, h.since) for h in one.holdings}
    return bool(holdings) and all((h.organization, h.held, h.since) in known for h in holdings)


def _of_the_council(one: Someone, face: Face, holdings: Sequence[Holding]) -> bool:
    """Whether the year of birth and the council agree with the name."""
    if face.born is None or one.birth_year != face.born.year:
        return False
    seats = {(h.organization, h.held) for h in one.holdings}
    return any((h.organization, h.held) in seats for h in holdings if isinstance(h.held, MandateKind))


def _ids(people: Iterable[Someone]) -> tuple[str, ...]:
    return tuple(sorted({one.id for one in people}))


def _holding(held: Held) -> Holding:
    what = held.mandate or held.office
    assert what is not None
    return Holding(held.organization, what, held.since, held.until, held.rank)


def origin_mark(secret: bytes, file: str, place: str) -> str:
    """What somebody without a birth date is known by when the same file comes again, and by no other."""
    return _mark(secret, _ORIGIN, f"{file}\x1f{place}")


def _mark(secret: bytes, kind: str, told: str) -> str:
    digest = hmac.new(secret, f"{kind}\x1f{told}".encode(), hashlib.sha256).digest()
    return kind + base64.urlsafe_b64encode(digest[:MARK_BYTES]).rstrip(b"=").decode()
