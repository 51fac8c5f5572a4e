"""A dossier put together: what was gathered, the entries behind it, and what each of these proves of it."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from msgspec import Struct, structs

from domain.core.entry import Act, Entry, Rectified, Visibility, standing
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
from service.dossier import cited, deciding
from service.dossier.claims import Claims, Source
from service.dossier.gather import Gathered, Named, Point, gather, organization_names
from service.dossier.section_claims import say_sections
from service.dossier.shape import (
    CitedAct,
    Correction,
    Dossier,
    DossierEntry,
    DossierExchange,
    DossierKind,
    DossierPart,
    OrganizationSaid,
    Perimeter,
    PerimeterCommune,
    PerimeterMember,
    Pin,
)
from service.dossier.subject_claims import say_arbitration, say_decision, say_review
from service.ledger.envelope import decode_entry, decode_header
from service.ledger.evidence import Evidence, behind, tagged
from service.messages.summaries import summary
from service.people_in import is_organization, names_in
from service.proof.canonical import body_sha256, canonical

_COMPOSING = (TermOpened, SeatCreated, SeatReassigned, GeneralRenewalHeld, PreventionRecorded, ActingDesignated)
"""What says of a body's seats that they are, that they are held over or prevented, and who acts."""
Key = tuple[str, int]
"""Ledger and position."""


class _Read(Struct):
    """The entries behind a dossier, as whoever asks may read them."""

    evidence: dict[Key, Evidence]
    entries: dict[Key, Entry]
    """Those whose body can be read."""
    altered: set[Key]
    """Those whose body is not the one of which the header carries the digest: erased, as a rule."""


async def dossier_of(connection: Connection, point: Point, kind: DossierKind, name: str) -> Dossier | None:
    """The dossier of a thing as seen from a point; None when whoever asks could see no such thing there.

    The same arguments give the same dossier for ever, whatever is recorded, corrected or disclosed later. One thing
    changes it: the erasure of a body that it quotes (``DossierEntry.intact`` says so).
    """
    gathered = await gather(connection, point, kind, name)
    if gathered is None:
        return None
    draft = _draft(gathered, name)
    organizations = {n for part in draft.sections() for n in names_in(part, is_organization)}
    named = await organization_names(connection, point, organizations)
    draft = structs.replace(draft, organizations=tuple(_said(n, said) for n, said in named.items()))
    parts = _parts(gathered, draft)
    composing = await _tagged(connection, gathered, parts)
    read = await _read(connection, gathered, parts)
    defining = _compose(gathered, read, parts, composing)
    _leave_out_foreign(gathered, read, parts)
    return _finished(draft, read, parts, defining)


# -- the sections ------------------------------------------------------------------------------------------------------


def _draft(gathered: Gathered, name: str) -> Dossier:
    point = gathered.point
    said = {gathered.kind.word: gathered.subject}
    return Dossier(
        ledger=point.view.ledger,
        kind=gathered.kind,
        id=name,
        as_of=_pin(point, gathered.kind, name),
        decided_on=gathered.day,
        body=deciding.deciding_body(gathered),
        presidents=deciding.presidents(gathered),
        voting=deciding.voting_base(gathered),
        sitting=deciding.sitting(gathered),
        exchanges=tuple(
            DossierExchange(
                exchange=e.exchange, held_on=e.held_on, participants=e.participants, entry=e.entries[0], act=e.act
            )
            for e in gathered.exchanges
        ),
        signing=deciding.signing(gathered),
        delegations=deciding.delegations(gathered),
        perimeter=_perimeter(gathered),
        decisions=cited.decisions(gathered),
        documents=cited.documents(gathered),
        others=cited.others(gathered),
        **said,  # type: ignore[arg-type]
    )


def _pin(point: Point, kind: DossierKind, name: str) -> Pin:
    view = point.view
    address = f"/dossier/{view.ledger}/{kind.word}/{name}.json"
    return Pin(
        on=point.on,
        position=view.position,
        reference_position=point.reference.position,
        recorded_at=point.recorded_at.astimezone(dt.UTC) if point.recorded_at else None,
        leaf=point.leaf,
        simulated=point.simulated,
        level=tuple(Visibility)[view.level],
        link=f"{address}?at_position={view.position}&on={point.on}",
    )


def _perimeter(gathered: Gathered) -> Perimeter:
    return Perimeter(
        on=gathered.day,
        members=tuple(
            PerimeterMember(organization=m.organization, since=m.since, entry=m.entry, act=m.act)
            for m in gathered.members
        ),
        communes=tuple(
            PerimeterCommune(
                commune=f"commune:{m.commune}",
                epci=f"epci:{m.epci}",
                insee=m.commune,
                siren=m.epci,
                entry=m.since.entry,
                since=m.since.on,
                observed_by=m.since.observed_by,
            )
            for m in gathered.communes
        ),
    )


def _said(name: str, said: Named) -> OrganizationSaid:
    return OrganizationSaid(organization=name, name=said.name, ledger=said.ledger, entry=said.entry)


# -- the entries behind ------------------------------------------------------------------------------------------------


Parts = dict[Key, dict[DossierPart, None]]
"""For each entry, the parts of which it is evidence."""


def _parts(gathered: Gathered, draft: Dossier) -> Parts:
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


def _own_tags(gathered: Gathered) -> set[str]:
    """The tags of the things whose every correction is told."""
    tags = {f"{gathered.kind.word}:{_name(gathered)}"}
    if gathered.session is not None:
        tags.add(f"session:{gathered.session.session}")
    return tags | {f"delegation:{delegation.delegation}" for delegation in gathered.delegations}


def _name(gathered: Gathered) -> str:
    return str(getattr(gathered.subject, gathered.kind.word))


async def _tagged(connection: Connection, gathered: Gathered, parts: Parts) -> set[int]:
    """Entries found by tag: corrections, and those that say which seats there are. They may yet be left out."""
    view, terms = gathered.point.view, {f"body:{at.body}:{at.term}" for at in gathered.seats}
    of_bodies = [(tag, kind.__name__) for tag in terms for kind in _COMPOSING]
    corrected = [(tag, Rectified.__name__) for tag in (*_own_tags(gathered), *terms, "members")]
    found = await tagged(connection, view, [*of_bodies, *corrected])
    fresh = {position for position in found if (view.ledger, position) not in parts}
    for position in fresh:
        parts[view.ledger, position] = {}
    return set(found)


async def _read(connection: Connection, gathered: Gathered, parts: Parts) -> _Read:
    found: list[Evidence] = []
    for view in (gathered.point.view, gathered.point.reference):
        positions = [position for ledger, position in parts if ledger == view.ledger]
        found += await behind(connection, view, positions) if positions else []
    read = _Read({(e.ledger, e.position): e for e in found}, {}, set())
    for key, evidence in read.evidence.items():
        if evidence.body is not None:
            read.entries[key] = decode_entry(evidence.position, evidence.body)
            if decode_header(evidence.header).body_sha256 != body_sha256(evidence.body):
                read.altered.add(key)
    return read


def _compose(gathered: Gathered, read: _Read, parts: Parts, found: set[int]) -> list[int]:
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


def _leave_out_foreign(gathered: Gathered, read: _Read, parts: Parts) -> None:
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


def _of(read: _Read, keys: set[Key]) -> Iterator[tuple[Key, Entry]]:
    return ((key, entry) for key, entry in read.entries.items() if key in keys)


# -- finished ----------------------------------------------------------------------------------------------------------


def _finished(draft: Dossier, read: _Read, parts: Parts, defining: list[int]) -> Dossier:
    corrections = tuple(_corrections(draft.ledger, read, parts))
    by = {correction.entry: correction.by for correction in corrections}
    entries = tuple(_entry(read, key, tuple(parts[key]), by) for key in sorted(parts) if key in read.evidence)
    dossier = structs.replace(draft, corrections=corrections, entries=entries, acts=_acts(draft.ledger, entries))
    sources = {
        key: Source(key[0], msgspec.json.decode(read.evidence[key].body or b"null"), entry)
        for key, entry in read.entries.items()
        if key in parts and key not in read.altered
    }
    claims = Claims(msgspec.json.decode(canonical(dossier)), sources, dossier.ledger)
    match dossier:
        case Dossier(decision=decision) if decision is not None:
            say_decision(claims, decision)
        case Dossier(arbitration=arbitration) if arbitration is not None:
            say_arbitration(claims, arbitration)
        case Dossier(review=review) if review is not None:
            say_review(claims, review)
    say_sections(claims, dossier, defining)
    return structs.replace(
        dossier,
        claims=tuple(claims.claims),
        statements=tuple(claims.statements),
        disputed=tuple(claims.disputed),
    )


def _corrections(ledger: str, read: _Read, parts: Parts) -> Iterator[Correction]:
    replacing: dict[int, list[int]] = {}
    for key, entry in read.entries.items():
        if key in parts and key[0] == ledger and entry.replaces is not None:
            replacing.setdefault(entry.replaces.entry, []).append(entry.position)
    for key, entry in sorted(read.entries.items()):
        if key in parts and key[0] == ledger and isinstance(fact := entry.fact, Rectified):
            yield Correction(
                entry=fact.entry,
                by=entry.position,
                on=entry.effective_on,
                reason=fact.reason,
                replacements=tuple(sorted(replacing.get(fact.entry, ()))),
            )


def _entry(read: _Read, key: Key, parts: tuple[DossierPart, ...], by: dict[int, int]) -> DossierEntry:
    evidence, entry = read.evidence[key], read.entries.get(key)
    said: dict[str, Any] = {}
    if entry is not None:
        said = {
            "type": type(entry.fact).__name__,
            "effective_on": entry.effective_on,
            "act": entry.act,
            "fr": summary(entry.fact, entry.effective_on, "fr"),
            "en": summary(entry.fact, entry.effective_on, "en"),
            "rectifies": _corrected_by(entry),
            "rectified_by": by.get(entry.position) if key[0] != REFERENCE_LEDGER else None,
        }
    return DossierEntry(
        ledger=key[0],
        position=key[1],
        parts=tuple(part for part in DossierPart if part in parts),
        recorded_at=evidence.recorded_at.astimezone(dt.UTC),
        header=evidence.header.decode(),
        leaf=evidence.leaf.hex(),
        sealed=entry is None,
        intact=key not in read.altered,
        **said,
    )


def _corrected_by(entry: Entry) -> int | None:
    """The entry in whose place it stands, or which it strikes."""
    if entry.replaces is not None:
        return entry.replaces.entry
    return entry.fact.entry if isinstance(entry.fact, Rectified) else None


def _acts(ledger: str, entries: Iterable[DossierEntry]) -> tuple[CitedAct, ...]:
    """Each act once, in the order of its date."""
    found: dict[str, tuple[Act, list[int]]] = {}
    for entry in entries:
        if entry.act is not None and entry.ledger == ledger:
            key = hashlib.sha256(canonical(entry.act)).hexdigest()
            found.setdefault(key, (entry.act, []))[1].append(entry.position)
    acts = (CitedAct(act=act, entries=tuple(positions)) for act, positions in found.values())
    return tuple(sorted(acts, key=lambda each: (each.act.date, each.entries)))


def canonical_json(dossier: Dossier) -> bytes:
    """The bytes that bundles hold: RFC 8785."""
    return canonical(dossier)
