"""A dossier put together: what was gathered, the entries behind it, and what each of these proves of it."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from msgspec import structs

from domain.core.entry import Act, Entry, Rectified, Visibility
from domain.core.identifiers import REFERENCE_LEDGER
from service.database import Session as Connection
from service.dossier import cited, deciding
from service.dossier.around import CitedAct, Correction, OrganizationSaid, Perimeter, PerimeterCommune, PerimeterMember
from service.dossier.behind import Key, Parts, Read, entries_behind
from service.dossier.claims import Claims, Source
from service.dossier.gather import Gathered, Named, Point, gather, organization_names
from service.dossier.kinds import DossierKind, DossierPart
from service.dossier.section_claims import say_sections
from service.dossier.shape import Dossier, DossierEntry, DossierExchange, Pin
from service.dossier.subject_claims import say_arbitration, say_decision, say_review
from service.messages.summaries import summary
from service.people_in import is_organization, names_in
from service.proof.canonical import canonical


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
    read, parts, defining = await entries_behind(connection, gathered, draft)
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


# -- finished ----------------------------------------------------------------------------------------------------------


def _finished(draft: Dossier, read: Read, parts: Parts, defining: list[int]) -> Dossier:
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


def _corrections(ledger: str, read: Read, parts: Parts) -> Iterator[Correction]:
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


def _entry(read: Read, key: Key, parts: tuple[DossierPart, ...], by: dict[int, int]) -> DossierEntry:
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
