"""2016-2020: the authority, its members and partners, the elected of 2020 and the installation of the first term."""

from typing import Final

from domain.bodies import CreateBody, FormBody, InstallAssembly
from domain.core.entry import ActKind
from domain.facts.bodies import BodyKind
from domain.facts.organizations import OrganizationCategory
from domain.facts.registry import Clock, LegalForm
from domain.organizations import AdmitMember, RegisterOrganization
from domain.registry import OpenLedger, RegisterAuthority
from service.demo.organs import assembly_seats, bureau_seats, committee_seats, designated, elected, seated
from service.demo.people import Calendar, mandates_begin, of_member, registered
from service.demo.sittings import AUTHORITY, DEMO_LEDGER, MEMBERS, NAMES, Sitting, act, ballot, day, paris

TERM: Final = "2020-2026"
_STEERING: Final = (
    "combrenard",
    "falcimont",
    "lestradier",
    "gaudevin",
    "ginestolle",
    "courbevac",
    "peyrolande",
    "vernadoux",
    "lasserade",
    "belcassan",
    "valbrette",
    "sarrelongue",
)
_PLANNING: Final = (
    "gaudevin",
    "astorgal",
    "montegrin",
    "teissonade",
    "lagardevine",
    "arlandie",
    "garribelle",
    "pomeyrade",
)
_COMMITTEES: Final = (
    ("steering", BodyKind.STEERING_COMMITTEE, "Comité de pilotage (CoPil)"),
    ("planning", BodyKind.COMMISSION, "Commission Urbanisme et habitat"),
)
_EXECUTIVES: Final = {"PG": "2020-07-09", "PM": "2020-07-16", "PS": "2020-07-10", "SA": "2020-07-15"}


def _founding() -> Sitting:
    created = act(
        ActKind.PREFECTORAL_ORDER, "2016-12-15", "2016-1412", "Arrêté portant création du syndicat mixte fermé"
    )
    statutes = act(ActKind.STATUTES, "2016-12-15", "2016-1412-A", "Statuts du syndicat mixte, annexés à l'arrêté")
    since = day("2017-01-01")
    form = LegalForm.CLOSED_JOINT_SYNDICATE
    return Sitting(
        key="2020-09-01-opening",
        title="Ouverture du registre : le syndicat mixte fermé, ses quatre membres, son comité et son bureau",
        recorded_at=paris("2020-09-01 10:00"),
        commands=(
            OpenLedger(on=day("2020-09-01"), clock=Clock.SIMULATED),
            RegisterAuthority(on=since, act=created, siren=DEMO_LEDGER, name=AUTHORITY, legal_form=form),
            *(AdmitMember(on=since, act=created, organization=member) for member in MEMBERS.values()),
            CreateBody(on=since, act=statutes, body="assembly", kind=BodyKind.ASSEMBLY, name="Comité syndical"),
            CreateBody(on=since, act=statutes, body="bureau", kind=BodyKind.BUREAU, name="Bureau", parent="assembly"),
        ),
    )


def _partners() -> Sitting:
    partners = (
        ("pnr-volcans", "Parc naturel régional des Volcans d'Auvergne", OrganizationCategory.PUBLIC_BODY),
        ("departement-cantal", "Département du Cantal", OrganizationCategory.LOCAL_AUTHORITY),
        ("ddt-cantal", "Direction départementale des territoires du Cantal", OrganizationCategory.STATE),
        ("chambre-agriculture", "Chambre d'agriculture du Cantal", OrganizationCategory.PARTNER),
    )
    return Sitting(
        key="2020-09-02-partners",
        title="Les organismes avec lesquels le syndicat travaille",
        recorded_at=paris("2020-09-02 09:15"),
        commands=tuple(
            RegisterOrganization(on=day("2020-09-01"), organization=f"org:{id_}", name=name, category=category)
            for id_, name, category in partners
        ),
    )


def _mandates(member: str) -> Sitting:
    certificate = act(
        ActKind.CERTIFICATE, "2020-08-31", f"{member}-2020-M", "État des mandats après le renouvellement de 2020"
    )
    days = Calendar("2020-05-18", "2020-05-25", _EXECUTIVES[member])
    people = list(of_member(member, "2020"))
    return Sitting(
        key=f"2020-09-03-mandates-{member.lower()}",
        title=f"Les élus de {NAMES[member]} : conseils municipaux, conseil communautaire, maires, exécutif de l'EPCI",
        recorded_at=paris("2020-09-03 14:00"),
        commands=(
            *(registered(who) for who in people),
            *(start for who in people for start in mandates_begin(who, "2020", days, certificate)),
        ),
    )


def _installation() -> Sitting:
    on = day("2020-09-10")
    minutes = act(ActKind.MINUTES, "2020-09-10", "2020-01", "Procès-verbal d'installation du comité syndical")
    election = act(ActKind.MINUTES, "2020-09-10", "2020-02", "Procès-verbal de l'élection du président et du bureau")
    size = act(ActKind.DELIBERATION, "2020-09-10", "2020-03", "Composition du bureau : 3 vice-présidents, 4 membres")
    committees = act(
        ActKind.DELIBERATION, "2020-09-10", "2020-04", "Création d'un comité de pilotage et d'une commission"
    )
    return Sitting(
        key="2020-09-10-installation",
        title="Installation du comité syndical, ses 28 délégués, élection du bureau, création des commissions",
        recorded_at=paris("2020-09-11 11:30"),
        commands=(
            InstallAssembly(on=on, act=minutes, body="assembly", term=TERM, seats=assembly_seats()),
            *designated("2020", on, "2020-07-23"),
            FormBody(on=on, act=size, body="bureau", term=TERM, seats=bureau_seats("PM", "SA", "PS", "PG")),
            *elected(
                {
                    "P": ("combrenard", ballot(25, blank=3)),
                    "VP1": ("falcimont", ballot(26, blank=2)),
                    "VP2": ("lestradier", ballot(24, blank=2)),
                    "VP3": ("gaudevin", ballot(13, cast=28, blank=3, round_=3)),
                    "M1": ("ginestolle", ballot(28)),
                    "M2": ("courbevac", ballot(27, blank=1)),
                    "M3": ("peyrolande", ballot(26, blank=1)),
                    "M4": ("vernadoux", ballot(27)),
                },
                on,
                election,
            ),
            *(
                CreateBody(on=on, act=committees, body=body, kind=kind, name=name, parent="assembly")
                for body, kind, name in _COMMITTEES
            ),
        ),
    )


def _committees() -> Sitting:
    on = day("2020-09-24")
    steering = act(ActKind.DELIBERATION, "2020-09-24", "2020-08", "Composition du comité de pilotage (CoPil)")
    planning = act(ActKind.DELIBERATION, "2020-09-24", "2020-09", "Composition de la commission Urbanisme et habitat")
    return Sitting(
        key="2020-09-24-committees",
        title="Composition du comité de pilotage et de la commission Urbanisme et habitat",
        recorded_at=paris("2020-09-25 16:40"),
        commands=(
            FormBody(on=on, act=steering, body="steering", term=TERM, seats=committee_seats("C", _STEERING)),
            *seated("steering", "C", _STEERING, on, steering),
            FormBody(on=on, act=planning, body="planning", term=TERM, seats=committee_seats("U", _PLANNING)),
            *seated("planning", "U", _PLANNING, on, planning),
        ),
    )


def sittings() -> tuple[Sitting, ...]:
    """This chapter, in order."""
    return (_founding(), _partners(), *(_mandates(member) for member in MEMBERS), _installation(), _committees())
