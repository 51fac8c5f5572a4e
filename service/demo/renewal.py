"""2026: the councils are renewed, the outgoing stay on, the second term is installed, a slip is corrected."""

from collections.abc import Iterator
from typing import Final

from msgspec import structs

from domain.bodies import CreateBody, FormBody, InstallAssembly, RecordGeneralRenewal
from domain.core.entry import Act, ActKind
from domain.facts.bodies import BodyKind
from domain.register import Instruction
from domain.seats import FillSeat
from service.demo.organs import (
    assembly_seats,
    bureau_seats,
    committee_seats,
    conference_seats,
    designated,
    elected,
    mayors_seated,
    seated,
)
from service.demo.people import Calendar, Character, mandates_begin, mandates_end, of_member, registered
from service.demo.sittings import MEMBERS, NAMES, Correction, Sitting, act, ballot, day, paris

TERM: Final = "2026-2032"
INSTALLATION: Final = "2026-05-20-installation"
_SLIP: Final = {"$sistrade-ydes": "$sistrade-madic"}
"""What the clerk mistook: two people bear the same name."""
_EXECUTIVES: Final = {"PG": "2026-04-09", "PM": "2026-04-23", "PS": "2026-04-14", "SA": "2026-04-16"}
_SECOND_ROUND: Final = ("15120",)
"""Communes whose council was complete on 22 March only."""
_STEERING: Final = (
    "issandrol", "astorgal", "marcenelle", "roquelande", "tournadrel", "ginestolle", "sistrade-ydes", "peyrolande",
    "lasserade", "belcassan", "valbrette", "sarrelongue",
)  # fmt: skip
_PLANNING: Final = (
    "roquelande", "tournadrel", "arlandie", "teissonade", "lagardevine", "lignaroux", "montegrin", "tarrissande",
)  # fmt: skip


def _general_renewal() -> Sitting:
    decree = act(ActKind.OTHER, "2025-08-27", "2025-848", "Décret convoquant les électeurs pour les 15 et 22 mars 2026")
    return Sitting(
        key="2026-03-15-renewal",
        title="Renouvellement général des conseils municipaux : les sortants expédient les affaires courantes",
        recorded_at=paris("2026-03-16 09:00"),
        commands=(RecordGeneralRenewal(on=day("2026-03-15"), act=decree, body="assembly"),),
    )


def _days(who: Character) -> Calendar:
    late = who.commune in _SECOND_ROUND
    councils, town_halls = ("2026-03-22", "2026-03-28") if late else ("2026-03-15", "2026-03-21")
    return Calendar(councils, town_halls, _EXECUTIVES[who.member])


def _mandates(member: str) -> Sitting:
    certificate = act(
        ActKind.CERTIFICATE, "2026-05-04", f"{member}-2026-M", "État des mandats après le renouvellement de 2026"
    )
    outgoing, incoming = list(of_member(member, "2020")), list(of_member(member, "2026"))
    return Sitting(
        key=f"2026-05-04-mandates-{member.lower()}",
        title=f"Les élus de {NAMES[member]} après le renouvellement : mandats finis, mandats nouveaux",
        recorded_at=paris("2026-05-05 14:00"),
        commands=(
            *(registered(who) for who in incoming if not who.roles["2020"]),
            *(end for who in outgoing for end in mandates_end(who, "2020", _days(who), certificate)),
            *(start for who in incoming for start in mandates_begin(who, "2026", _days(who), certificate)),
        ),
    )


def _truth() -> Iterator[Instruction]:
    """What really happened on the day of the installation."""
    on = day("2026-05-20")
    minutes = act(ActKind.MINUTES, "2026-05-20", "2026-01", "Procès-verbal d'installation du comité syndical")
    election = act(ActKind.MINUTES, "2026-05-20", "2026-02", "Procès-verbal de l'élection du président et du bureau")
    size = act(ActKind.DELIBERATION, "2026-05-20", "2026-03", "Composition du bureau : 3 vice-présidents, 4 membres")
    yield InstallAssembly(on=on, act=minutes, body="assembly", term=TERM, seats=assembly_seats())
    yield from designated("2026", on, "2026-05-05")
    yield FormBody(on=on, act=size, body="bureau", term=TERM, seats=bureau_seats("PG", "PM", "SA", "PS"))
    results = {
        "P": ("issandrol", ballot(24, blank=2)),
        "VP1": ("astorgal", ballot(26, blank=1)),
        "VP2": ("marcenelle", ballot(22, blank=3)),
        "VP3": ("roquelande", ballot(25, blank=3)),
        "M1": ("tournadrel", ballot(27, blank=1)),
        "M2": ("ginestolle", ballot(15, blank=2, round_=2)),
        "M3": ("sistrade-ydes", ballot(23, blank=2)),
        "M4": ("peyrolande", ballot(26)),
    }
    yield from elected(results, on, election)


def _installation() -> Sitting:
    return Sitting(
        key=INSTALLATION,
        title="Installation du comité, élection du bureau ; un homonyme est inscrit par erreur",
        recorded_at=paris("2026-05-21 09:30"),
        commands=tuple(map(_with_the_slip, _truth())),
    )


def _with_the_slip(command: Instruction) -> Instruction:
    if isinstance(command, FillSeat) and command.person in _SLIP:
        return structs.replace(command, person=_SLIP[command.person])
    return command


def _correction() -> Sitting:
    noticed = act(
        ActKind.CERTIFICATE, "2026-06-05", "2026-C1", "Certificat administratif rectifiant une erreur matérielle"
    )
    return Sitting(
        key="2026-06-08-correction",
        title="L'homonyme inscrit le 20 mai est remplacé par la personne réellement désignée et élue",
        recorded_at=paris("2026-06-08 10:15"),
        commands=(_corrected("assembly", "SA-4", noticed), _corrected("bureau", "M3", noticed)),
    )


def _corrected(body: str, seat: str, noticed: Act) -> Correction:
    """The same filling of the seat, by the right person."""
    true = next(c for c in _truth() if isinstance(c, FillSeat) and (c.body, c.seat) == (body, seat))
    return Correction(
        sitting=INSTALLATION,
        body=body,
        seat=seat,
        reason="Deux élus portent le même nom : l'homonyme du délégué a été inscrit à sa place.",
        act=noticed,
        replacement=(true,),
    )


def _committees() -> Sitting:
    on = day("2026-06-25")
    steering = act(ActKind.DELIBERATION, "2026-06-25", "2026-11", "Composition du comité de pilotage (CoPil)")
    planning = act(ActKind.DELIBERATION, "2026-06-25", "2026-12", "Composition de la commission Urbanisme et habitat")
    mayors = act(ActKind.DELIBERATION, "2026-06-25", "2026-13", "Création d'une conférence des maires (volontaire)")
    kind, name = BodyKind.MAYORS_CONFERENCE, "Conférence des maires"
    return Sitting(
        key="2026-06-25-committees",
        title="Le comité de pilotage, la commission et une conférence des 71 maires",
        recorded_at=paris("2026-06-26 11:00"),
        commands=(
            FormBody(on=on, act=steering, body="steering", term=TERM, seats=committee_seats("C", _STEERING)),
            *seated("steering", "C", _STEERING, on, steering),
            FormBody(on=on, act=planning, body="planning", term=TERM, seats=committee_seats("U", _PLANNING)),
            *seated("planning", "U", _PLANNING, on, planning),
            CreateBody(on=on, act=mayors, body="mayors", kind=kind, name=name, parent="assembly"),
            FormBody(on=on, act=mayors, body="mayors", term=TERM, seats=conference_seats()),
            *mayors_seated(on, mayors),
        ),
    )


def sittings() -> tuple[Sitting, ...]:
    """This chapter, in order."""
    return (
        _general_renewal(),
        *(_mandates(member) for member in MEMBERS),
        _installation(),
        _correction(),
        _committees(),
    )
