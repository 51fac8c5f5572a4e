"""The entries behind a dossier: those that its sections name, those that say how seats stood, and every correction."""

from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct

from domain.core.entry import Entry, Rectified, standing
from domain.core.identifiers import REFERENCE_LEDGER
from domain.facts.bodies import (
    ActingDesignated,
    GeneralRenewalHeld,
    PreventionRecorded,
    SeatCreated,
    SeatReassigned,
    TermOpened,
)
from domain.periods import SeatState
from service.database import Session as Connection
from service.dossier import deciding
from service.dossier.gather import Gathered
from service.dossier.kinds import DossierPart
from service.dossier.shape import Dossier
from service.ledger.envelope import decode_entry, decode_header
from service.ledger.evidence import Evidence, behind, tagged
from service.proof.canonical import body_sha256

_COMPOSING: Final = (
    TermOpened,
    SeatCreated,
    SeatReassigned,
    GeneralRenewalHeld,
    PreventionRecorded,
    ActingDesignated,
)
"""What says of a body's seats that they are, that they are held over or prevented, and who acts."""
Key = tuple[str, int]
"""Ledger and position."""


class Read(Struct):
    """The entries behind a dossier, as whoever asks may read them."""

    evidence: dict[Key, Evidence]
    entries: dict[Key, Entry]
    """Those whose body can be read."""
    altered: set[Key]
    """Those whose body is not the one of which the header carries the digest: erased, as a rule."""


Parts = dict[Key, dict[DossierPart, None]]
"""For each entry, the parts of which it is evidence."""


def _parts_of(gathered: Gathered, draft: Dossier) -> Parts:
    """Every entry that the sections name."""
    own, parts = gathered.point.view.ledger, Parts()

    def tell(part: DossierPart, positions: Iterable[int | None], ledger: str = own) -> None:
        for position in positions:
            if position is not None:
                parts.setdefault((ledger, position), {})[part] = None

    tell(DossierPart.SUBJECT, gathered.subject.entries)
    if draft.arbitration is not None:
        tell(DossierPart.SUBJECT, (p for follow_up in draft.arbitration.follow_ups for p in follow_up.entries))
    if draft.review is not None:
        tell(DossierPart.SUBJECT, (p for condition in draft.review.conditions for p in condition.entries))
    if draft.body is not None:
        tell(DossierPart.COMPOSITION, [draft.body.entry])
        tell(DossierPart.COMPOSITION, (p for seat in draft.body.seats for p in (seat.entry, seat.ending_entry)))
    tell(DossierPart.COMPOSITION, (party.entry for party in draft.presidents))
    if gathered.session is not None:
        tell(DossierPart.SITTING, gathered.session.entries)
    if gathered.first_session is not None:
        tell(DossierPart.SITTING, gathered.first_session.entries)
    tell(DossierPart.SITTING, (exchange.entry for exchange in draft.exchanges))
    tell(DossierPart.DELEGATION, deciding.positions_of(gathered.delegations))
    tell(DossierPart.PERIMETER, (member.entry for member in draft.perimeter.members))
    tell(DossierPart.PERIMETER, (commune.entry for commune in draft.perimeter.communes), REFERENCE_LEDGER)
    for said in draft.organizations:
        tell(DossierPart.PERIMETER, [said.entry], said.ledger)
    tell(DossierPart.CITED, (p for each in draft.decisions for p in (each.entry, each.relation_entry)))
    tell(DossierPart.CITED, (each.entry for listed in (draft.documents, draft.others) for each in listed))
    return parts


async def entries_behind(connection: Connection, gathered: Gathered, draft: Dossier) -> tuple[Read, Parts, list[int]]:
    """What was read, of which parts each entry is evidence, and the entries that make the seats, in legal order.

    Three statements, whatever they come to.
    """
    parts = _parts_of(gathered, draft)
    composing = await _found_by_tag(connection, gathered, parts)
    read = await _read(connection, gathered, parts)
    defining = _compose(gathered, read, parts, composing)
    _leave_out_foreign(gathered, read, parts)
    return read, parts, defining


def _own_tags(gathered: Gathered) -> set[str]:
    """The tags of the things whose every correction is told."""
    tags = {f"{gathered.kind.word}:{_name(gathered)}"}
    if gathered.session is not None:
        tags.add(f"session:{gathered.session.session}")
    return tags | {f"delegation:{delegation.delegation}" for delegation in gathered.delegations}


def _name(gathered: Gathered) -> str:
    return str(getattr(gathered.subject, gathered.kind.word))


async def _found_by_tag(connection: Connection, gathered: Gathered, parts: Parts) -> set[int]:
    """Entries found by tag: corrections, and those that say which seats there are. They may yet be left out."""
    view, terms = gathered.point.view, {f"body:{at.body}:{at.term}" for at in gathered.seats}
    of_bodies = [(tag, kind.__name__) for tag in terms for kind in _COMPOSING]
    corrected = [(tag, Rectified.__name__) for tag in (*_own_tags(gathered), *terms, "members")]
    found = await tagged(connection, view, [*of_bodies, *corrected])
    fresh = {position for position in found if (view.ledger, position) not in parts}
    for position in fresh:
        parts[view.ledger, position] = {}
    return set(found)


async def _read(connection: Connection, gathered: Gathered, parts: Parts) -> Read:
    found: list[Evidence] = []
    for view in (gathered.point.view, gathered.point.reference):
        positions = [position for ledger, position in parts if ledger == view.ledger]
        found += await behind(connection, view, positions) if positions else []
    read = Read({(e.ledger, e.position): e for e in found}, {}, set())
    for key, evidence in read.evidence.items():
        if evidence.body is not None:
            read.entries[key] = decode_entry(evidence.position, evidence.body)
            if decode_header(evidence.header).body_sha256 != body_sha256(evidence.body):
                read.altered.add(key)
    return read


def _compose(gathered: Gathered, read: Read, parts: Parts, found: set[int]) -> list[int]:
    """Of what says how seats are, that which says so of the day; the entries that make seats, in legal order."""
    ledger = gathered.point.view.ledger
    periods = [at.period for at in gathered.seats]
    prevented = {p.tenure.person for p in periods if p.prevented and p.tenure}
    acting = {p.acting for p in periods if p.acting}
    held_over = any(p.state is SeatState.HOLDOVER for p in periods)
    defining = []
    of_ledger = [entry for (of, _), entry in read.entries.items() if of == ledger]
    for entry in standing(of_ledger):
        if entry.position not in found or entry.effective_on > gathered.day:
            continue
        match entry.fact:
            case TermOpened() | SeatCreated() | SeatReassigned():
                defining.append(entry.position)
            case GeneralRenewalHeld() if held_over:
                pass
            case PreventionRecorded(person=who) if who in prevented:
                pass
            case ActingDesignated(person=who) if who in acting:
                pass
            case _:
                continue
        parts.setdefault((ledger, entry.position), {})[DossierPart.COMPOSITION] = None
    return defining


def _leave_out_foreign(gathered: Gathered, read: Read, parts: Parts) -> None:
    """Keep of the corrections those of the dossier's own things, and of what holds on the day; tell them apart."""
    ledger, own = gathered.point.view.ledger, _own_tags(gathered)
    told = {key for key, of in parts.items() if of}
    kept = set(told)
    for key, entry in read.entries.items():
        if not isinstance(fact := entry.fact, Rectified):
            continue
        struck = (key[0], fact.entry)
        replaced = any(e.replaces is not None and (k[0], e.replaces.entry) == struck for k, e in _of(read, told))
        concerns_day = struck in read.entries and read.entries[struck].effective_on <= gathered.day
        if replaced or struck in told or own & set(fact.about) or (key[0] == ledger and concerns_day):
            kept |= {key, struck} & read.evidence.keys()
    for key in list(parts):
        if key not in kept:
            del parts[key]
    for key in kept:
        parts.setdefault(key, {})
        if not parts[key]:
            parts[key][DossierPart.CORRECTION] = None


def _of(read: Read, keys: set[Key]) -> Iterator[tuple[Key, Entry]]:
    return ((key, entry) for key, entry in read.entries.items() if key in keys)
