"""What the sections around the thing say, entry by entry: who sat, who came, who was empowered, where. Pure."""

from typing import Any

from domain.core.identifiers import REFERENCE_LEDGER
from domain.facts.bodies import SeatCreated, SeatReassigned, TermOpened
from domain.facts.people import OfficeStarted
from domain.facts.sessions import SessionConvened, SessionOpened
from domain.sessions_state import MovementKind
from service.dossier.claims import Claims, Path, place_of
from service.dossier.shape import (
    Attending,
    CitedDecision,
    Correction,
    DecidingBody,
    Dossier,
    DossierSeat,
    PerimeterCommune,
    ReliedDelegation,
    Sitting,
    VotingBase,
)


def say_sections(claims: Claims, dossier: Dossier, defining: list[int]) -> None:
    """Every section; ``defining`` are the entries that say which seats there are, in legal order."""
    if dossier.body is not None:
        _body(claims, dossier.body, defining)
    for place, party in enumerate(dossier.presidents):
        if isinstance(claims.fact(party.entry), OfficeStarted):
            claims.fields(("presidents", place), party.entry, ("organization", "person"))
            claims.dated(("presidents", place), party.entry, "since", act=True)
    if dossier.sitting is not None:
        _sitting(claims, dossier.sitting, dossier.body)
    if dossier.voting is not None:
        _voting(claims, dossier.voting, dossier)
    for place, exchange in enumerate(dossier.exchanges):
        claims.fields(("exchanges", place), exchange.entry, ("exchange", "participants"))
        claims.dated(("exchanges", place), exchange.entry, "held_on", act=True)
    for place, delegation in enumerate(dossier.delegations):
        _delegation(claims, delegation, ("delegations", place))
    _perimeter(claims, dossier)
    _cited(claims, dossier)
    for place, correction in enumerate(dossier.corrections):
        _correction(claims, correction, ("corrections", place))


# -- the body ----------------------------------------------------------------------------------------------------------


def _body(claims: Claims, body: DecidingBody, defining: list[int]) -> None:
    claims.fields(("body",), body.entry, ("body", "kind", "name"))
    for place, seat in enumerate(body.seats):
        at: Path = ("body", "seats", place)
        claims.dated(at, seat.entry, "since", act=True)
        if seat.holder is not None:
            claims.fields(at, seat.entry, ("seat", "manner"))
            claims.say((*at, "holder"), seat.entry, ("fact", "person"))
        else:
            claims.fields(at, seat.entry, ("cause",))
        if seat.holder is not None:
            claims.dated(at, seat.ending_entry, "until")
        _defined(claims, seat, at, defining)


def _defined(claims: Claims, seat: DossierSeat, at: Path, defining: list[int]) -> None:
    """Kind, rank and member of a seat: by the term's opening, its creation, and the last member it was given to."""
    member: tuple[int, Path] | None = None
    for position in defining:
        match claims.fact(position):
            case TermOpened(seats=seats):
                place = place_of(seats, seat=seat.seat)
                inside: Path = () if place is None else ("seats", place)
            case SeatCreated(seat=created):
                inside = ("seat",) if created.seat == seat.seat else ()
            case SeatReassigned(seat=name) if name == seat.seat:
                member = (position, ("fact", "on_behalf_of"))
                continue
            case _:
                continue
        if inside:
            claims.fields(at, position, ("kind", "rank"), inside=inside)
            member = (position, ("fact", *inside, "on_behalf_of"))
    if member is not None:
        claims.say((*at, "on_behalf_of"), *member)


# -- the session -------------------------------------------------------------------------------------------------------


def _sitting(claims: Claims, sitting: Sitting, body: DecidingBody | None) -> None:
    at: Path = ("sitting",)
    for position, fact in claims.of_kind(sitting.entries, SessionConvened):
        claims.fields(at, position, ("session", "body", "held_on"))
        claims.dated(at, position, "sent_on")
        if sitting.item is not None:
            place = place_of(fact.agenda, item=sitting.item.item)
            if place is not None:
                claims.say((*at, "item"), position, ("fact", "agenda", place))
    opened = next(claims.of_kind(sitting.entries, SessionOpened), None)
    if opened is not None:
        claims.fields(at, opened[0], ("chair", "secretary", "excused", "guests"))
        claims.dated(at, opened[0], "opened_on")
    for place, who in enumerate(sitting.attendance):
        _attending(claims, sitting, body, who, (*at, "attendance", place))
    _movements(claims, sitting)
    for place, recusal in enumerate(sitting.recusals):
        names = ("person", "item", "ground", "left_room")
        claims.fields((*at, "recusals", place), recusal.entry, names)


def _attending(claims: Claims, sitting: Sitting, body: DecidingBody | None, who: Attending, at: Path) -> None:
    """From where one knows of a person: the opening, an arrival, else the seat that the person holds."""
    opened: tuple[int, Any] | None = next(claims.of_kind(sitting.entries, SessionOpened), None)
    if opened is not None:
        position, fact = opened
        place = place_of(fact.present, person=who.person)
        if place is not None:
            claims.say((*at, "person"), position, ("fact", "present", place, "person"))
            if fact.present[place].in_place_of == who.seat:
                claims.say((*at, "seat"), position, ("fact", "present", place, "in_place_of"))
    came = [m for m in sitting.movements if m.person == who.person and m.kind is MovementKind.ARRIVED]
    if came:
        claims.say((*at, "person"), came[-1].entry, ("fact", "attendance", "person"))
    own = next((seat for seat in body.seats if seat.holder == who.person), None) if body else None
    if own is not None:
        claims.say((*at, "person"), own.entry, ("fact", "person"))
        if own.seat == who.seat:
            claims.say((*at, "seat"), own.entry, ("fact", "seat"))


_PROXY = ("giver", "bearer", "consecutive", "illness")


def _movements(claims: Claims, sitting: Sitting) -> None:
    for place, movement in enumerate(sitting.movements):
        at: Path = ("sitting", "movements", place)
        claims.fields(at, movement.entry, ("before",))
        if movement.kind is MovementKind.ARRIVED:
            claims.fields(at, movement.entry, ("person", "in_place_of", "place"), inside=("attendance",))
        else:
            claims.fields(at, movement.entry, ("person",))
    for place, proxy in enumerate(sitting.proxies):
        at = ("sitting", "proxies", place)
        match claims.fact(proxy.entry):
            case SessionOpened():
                claims.item(at, proxy.entry, "proxies", _PROXY, giver=proxy.giver, bearer=proxy.bearer)
            case fact if hasattr(fact, "proxy"):
                claims.fields(at, proxy.entry, _PROXY, inside=("proxy",))
                claims.fields(at, proxy.entry, ("before",))
            case _:
                claims.fields(at, proxy.entry, ("giver", "before"))


def _voting(claims: Claims, voting: VotingBase, dossier: Dossier) -> None:
    for place, vote in enumerate(voting.votes):
        claims.fields(("voting", "votes", place), vote.entry, vote.__struct_fields__)
        claims.say(("voting", "votes", place, "act"), vote.entry, ("act",))
    if dossier.decision is not None:
        claims.say(("voting", "totals"), dossier.decision.entries[0], ("fact", "votes"))


# -- delegations, territory, what is cited -----------------------------------------------------------------------------


def _delegation(claims: Claims, delegation: ReliedDelegation, at: Path) -> None:
    names = ["delegation", "person", "holder", "organization", "under", "decision"]
    fact = claims.fact(delegation.entry)
    if getattr(fact, "scope", None) == delegation.scope:
        names.append("scope")  # a later entry may have changed it
    claims.fields(at, delegation.entry, names)
    claims.dated(at, delegation.entry, "granted_on", act=True)


def _perimeter(claims: Claims, dossier: Dossier) -> None:
    for place, member in enumerate(dossier.perimeter.members):
        claims.fields(("perimeter", "members", place), member.entry, ("organization",))
        claims.dated(("perimeter", "members", place), member.entry, "since", act=True)
    for place, commune in enumerate(dossier.perimeter.communes):
        _commune(claims, commune, ("perimeter", "communes", place))
    for place, said in enumerate(dossier.organizations):
        claims.fields(("organizations", place), said.entry, ("name",), ledger=said.ledger)


def _commune(claims: Claims, commune: PerimeterCommune, at: Path) -> None:
    claims.say((*at, "insee"), commune.entry, ("fact", "commune"), ledger=REFERENCE_LEDGER)
    claims.say((*at, "siren"), commune.entry, ("fact", "epci"), ledger=REFERENCE_LEDGER)
    if commune.since is not None:
        claims.dated(at, commune.entry, "since", ledger=REFERENCE_LEDGER)
    elif (source := claims.source(commune.entry, REFERENCE_LEDGER)) is not None:
        seen = getattr(source.entry.fact, "observed_from", None) == commune.observed_by
        pointer: Path = ("fact", "observed_from") if seen else ("fact", "observed_until")
        claims.say((*at, "observed_by"), commune.entry, pointer, ledger=REFERENCE_LEDGER)


def _cited(claims: Claims, dossier: Dossier) -> None:
    for place, decision in enumerate(dossier.decisions):
        _decision(claims, decision, ("decisions", place))
    for place, document in enumerate(dossier.documents):
        claims.fields(("documents", place), document.entry, ("document", "title"))
    for place, thing in enumerate(dossier.others):
        name = "subject" if thing.thing.startswith("arbitration:") else "title"
        if getattr(claims.fact(thing.entry), name, None) == thing.title:  # a project may have been renamed since
            claims.say(("others", place, "title"), thing.entry, ("fact", name))


def _decision(claims: Claims, decision: CitedDecision, at: Path) -> None:
    claims.fields(at, decision.entry, ("decision", "title", "kind", "number"))
    claims.dated(at, decision.entry, "adopted_on")


def _correction(claims: Claims, correction: Correction, at: Path) -> None:
    claims.fields(at, correction.by, ("entry", "reason"))
    claims.dated(at, correction.by, "on")
