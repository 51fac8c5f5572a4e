"""What a form would record: each entry in words, and who sits before and after, by the projection that readers see."""

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import msgspec
from msgspec import Struct, structs

from domain.core.boundary import about
from domain.core.entry import Entry, Rectified
from domain.facts.bodies import TermFact
from domain.register import Instruction
from projections import bodies, composition
from projections.composition import SeatPeriod
from projections.noun import Row
from service.clerk import Recorded, Refusals, Request
from service.graphql.composition import SeatOccupancy
from service.graphql.context import Context
from service.graphql.directory import Directory
from service.graphql.moment import Moment, resolve_for
from service.ledger import Reader, Warned
from service.messages import summary
from service.messages.words import Language
from service.web.desk.filled import Problem
from service.web.site.pictures.seat_map import SeatMap, seat_map

_PERSON: Final = re.compile(r"\bp-[a-z2-7]{16}\b")


_Pair = tuple[bodies.Body, list[SeatPeriod], list[SeatPeriod]]
"""A body, and who sits in it before and after."""


class Line(Struct, frozen=True):
    """An entry to be recorded."""

    position: int
    texts: Mapping[str, str]
    effective_on: str
    visibility: str


class Changed(Struct, frozen=True):
    """A seat that would not be as it is."""

    seat: Mapping[str, Any]
    before: Mapping[str, Any] | None


class Room(Struct, frozen=True):
    """A body on a day: as the register has it now, and as it would have it."""

    body: str
    name: str
    on: str
    before: SeatMap | None
    after: SeatMap
    changed: tuple[Changed, ...]


class Preview(Struct, frozen=True):
    """What recording would come to."""

    lines: tuple[Line, ...]
    cautions: tuple[Warned, ...]
    rooms: tuple[Room, ...]
    head: int
    """The last position before it."""
    digest: str
    """Of the entries, wherever they will stand: what is recorded has the same."""


async def rehearsed(context: Context, request: Request, new: Mapping[str, str]) -> Preview | Refusals | Recorded:
    """What a request would record; why it would not; or what was recorded under its command id already.

    ``new`` are the names, by alias, of people whom the request registers.
    """
    answer, entries = await context.clerk.rehearse(context.viewer, request, ())
    if isinstance(answer, Refusals) or answer.replayed:
        return answer
    names = {answer.people[alias]: name for alias, name in new.items() if alias in answer.people}
    cautions = tuple(caution for step in answer.steps for caution in step.cautions)
    rooms, directory = await _rooms(context, request, entries, names)
    lines = tuple(_line(entry, directory, names) for entry in entries)
    return Preview(lines, cautions, tuple(rooms), answer.first - 1, digest_of(entries))


def digest_of(entries: Iterable[Entry]) -> str:
    """What tells whether two lists of entries say the same."""
    told = [
        [type(e.fact).__name__, e.fact, e.effective_on, e.act, e.visibility, e.replaces]  # not where they stand
        for e in entries
    ]
    return hashlib.sha256(msgspec.json.encode(told, order="deterministic")).hexdigest()


def request_of(
    ledger: str, instructions: Sequence[Instruction], command_id: str, expected: int | None = None
) -> Request:
    """The request of a form."""
    return Request(ledger=ledger, instructions=tuple(instructions), command_id=command_id, expected_position=expected)


async def with_names(context: Context, ledger: str, problems: Sequence[Problem], new: Sequence[str]) -> list[Problem]:
    """What is wrong, with people by name: refusals have their ids. Who is new has no name in the vault yet."""
    ids = {who for problem in problems for text in problem.messages.values() for who in _PERSON.findall(text)}
    kept = await context.vault.personal(context.pool, ledger, sorted(ids)) if ids else {}
    stranger = new[0] if len(new) == 1 else None

    def name(found: re.Match[str]) -> str:
        who = kept.get(found[0])
        return who.name if who else stranger or found[0]

    return [
        structs.replace(each, messages={key: _PERSON.sub(name, text) for key, text in each.messages.items()})
        for each in problems
    ]


def _line(entry: Entry, directory: Directory, names: Mapping[str, str]) -> Line:
    languages: tuple[Language, ...] = ("fr", "en")
    texts: dict[str, str] = {
        each: _named(summary(entry.fact, entry.effective_on, each), directory, names) for each in languages
    }
    return Line(entry.position, texts, entry.effective_on.isoformat(), entry.visibility.value)


def _named(text: str, directory: Directory, names: Mapping[str, str]) -> str:
    """A sentence with people by name: what is recorded has their ids alone."""

    def name(found: re.Match[str]) -> str:
        known = directory.person(found[0])
        return names.get(found[0]) or (known.name if known else None) or found[0]

    return _PERSON.sub(name, text)


async def _rooms(
    context: Context, request: Request, entries: Sequence[Entry], names: Mapping[str, str]
) -> tuple[list[Room], Directory]:
    """Each body whose composition the entries may change, before and after."""
    touched = dict.fromkeys(body for entry in entries for body in _bodies(entry))
    last = max((entry.effective_on for entry in entries), default=dt.date.min)
    pairs: list[_Pair] = []
    async with context.pool.acquire() as connection:
        moment = await resolve_for(context.viewer, context.vault, connection, request.ledger, None, context.today)
        on = max(last, moment.on)
        reader = Reader(connection)
        for body in touched:
            known = await reader.within(request.ledger, about(f"body:{body}"), until=moment.view.position)
            told = _body(body, [*known, *entries])
            if told is None:
                continue
            terms = {term.term for each in (_body(body, known), told) if each and (term := each.term_on(on))}
            tags = about(*(f"body:{body}:{term}" for term in terms))
            recorded = await reader.within(request.ledger, tags, until=moment.view.position)
            before, after = (_seats(body, terms, listed, on) for listed in (recorded, [*recorded, *entries]))
            pairs.append((told, before, after))
        directory = await _directory(connection, moment, entries, pairs)
    return [_room(on, pair, directory, names) for pair in pairs], directory


def _bodies(entry: Entry) -> Iterable[str]:
    if isinstance(entry.fact, TermFact):
        yield entry.fact.body
    elif isinstance(entry.fact, Rectified):
        yield from (tag.split(":")[1] for tag in entry.fact.about if tag.startswith("body:"))


def _body(body: str, entries: Sequence[Entry]) -> bodies.Body | None:
    """A body with its terms, by the pure projection; None when nothing says that it exists."""
    about_it = [entry for entry in entries if f"body:{body}" in entry.fact.tags()]
    row = next(iter(bodies.rows(f"body:{body}", about_it)), None)
    return row.data if row is not None and isinstance(row.data, bodies.Body) else None


def _seats(body: str, terms: Iterable[str], entries: Sequence[Entry], on: dt.date) -> list[SeatPeriod]:
    """Who sits on a day, by the pure projection of the composition."""
    found: list[SeatPeriod] = []
    for term in sorted(terms):
        subject = f"body:{body}:{term}"
        of_it = [entry for entry in entries if subject in entry.fact.tags()]
        found += [row.data for row in composition.rows(subject, of_it) if _holds_on(row, on)]  # type: ignore[misc]
    return sorted(found, key=composition.precedence)


def _holds_on(row: Row, on: dt.date) -> bool:
    return row.valid_from <= on and (row.valid_to is None or on < row.valid_to)


async def _directory(
    connection: Any,
    moment: Moment,
    entries: Sequence[Entry],
    pairs: Iterable[_Pair],
) -> Directory:
    seats = [seat.period for _, before, after in pairs for seat in (*before, *after)]
    people = {p.tenure.person for p in seats if p.tenure} | {p.acting for p in seats if p.acting}
    for entry in entries:
        people |= set(_PERSON.findall(msgspec.json.encode(entry.fact).decode()))
    return await Directory.load(connection, moment, sorted(people), [p.seat.on_behalf_of for p in seats])


def _room(
    on: dt.date,
    pair: _Pair,
    directory: Directory,
    names: Mapping[str, str],
) -> Room:
    body, before, after = pair
    was = {(seat.term, seat.period.seat.seat): _seat(seat, directory, names) for seat in before}
    seats = [(seat, _seat(seat, directory, names)) for seat in after]
    changed = [
        Changed(told, was.get((seat.term, seat.period.seat.seat)))
        for seat, told in seats
        if told != was.get((seat.term, seat.period.seat.seat))
    ]
    now = seat_map(list(was.values())) if was else None
    return Room(body.body, body.name, on.isoformat(), now, seat_map([told for _, told in seats]), tuple(changed))


def _seat(at: SeatPeriod, directory: Directory, names: Mapping[str, str]) -> dict[str, Any]:
    """A seat as the API gives it to the pictures."""
    seat = SeatOccupancy.of(at, directory)
    member = seat.on_behalf_of
    return {
        "seat": seat.seat,
        "kind": seat.kind.value,
        "rank": seat.rank,
        "label": {"fr": seat.label.fr, "en": seat.label.en},
        "onBehalfOf": {"id": member.id, "name": member.name} if member else None,
        "state": seat.state.value,
        "holder": _person(seat.holder, names),
        "acting": _person(seat.acting, names),
        "prevented": seat.prevented,
        "cause": seat.cause.value if seat.cause else None,
        "since": seat.since.isoformat(),
    }


def _person(who: Any, names: Mapping[str, str]) -> dict[str, Any] | None:
    if who is None:
        return None
    name = names.get(str(who.id)) or who.name
    return {"id": str(who.id), "name": name, "erased": name is None}
