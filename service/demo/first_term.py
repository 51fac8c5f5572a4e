"""2020-2026: the installation, an annulled election, a president who dies and a bureau elected anew."""

from typing import Final

from domain.annulments import Appeal, ConcludeAnnulment, LodgeAppeal, RecordAnnulment
from domain.bodies import CreateBody, FormBody, InstallAssembly
from domain.core.entry import Act, ActKind
from domain.departures import RecordDeath
from domain.facts.bodies import BodyKind, Cause, Manner
from domain.facts.organizations import OrganizationCategory
from domain.facts.people import EndCause
from domain.facts.registry import Clock, LegalForm
from domain.organizations import AdmitMember, RegisterOrganization
from domain.registry import OpenLedger, RegisterAuthority
from domain.seats import FillSeat, VacateSeat
from service.demo.organs import assembly_seats, bureau_seats, committee_seats, elected, seated
from service.demo.people import Calendar, begins, character, designated, ends, mandates_begin, of_member, registered
from service.demo.sittings import AUTHORITY, DEMO_LEDGER, MEMBERS, Sitting, act, ballot, day, paris

TERM: Final = "2020-2026"
_STEERING: Final = ("combrenard", "falcimont", "lestradier", "gaudevin", "ginestolle", "courbevac", "peyrolande",
                    "vernadoux", "lasserade", "belcassan", "valbrette", "sarrelongue")
_PLANNING: Final = ("gaudevin", "astorgal", "montegrin", "teissonade", "lagardevine", "arlandie", "garribelle",
                    "pomeyrade")
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
        title=f"Les élus de {member} : conseils municipaux, conseil communautaire, maires, exécutif de l'EPCI",
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
    return Sitting(
        key="2020-09-10-installation",
        title="Installation du comité syndical, désignation de ses 28 délégués, élection du bureau",
        recorded_at=paris("2020-09-11 11:30"),
        commands=(
            InstallAssembly(on=on, act=minutes, body="assembly", term=TERM, seats=assembly_seats()),
            *designated("2020", "2020-09-10", _designations("2020-07-23")),
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
        ),
    )


def _designations(date: str) -> dict[str, Act]:
    return {
        member: act(
            ActKind.DELIBERATION, date, f"{member}-{date[:4]}-57", "Désignation des délégués au comité syndical du SCoT"
        )
        for member in MEMBERS
    }


def _committees() -> Sitting:
    on = day("2020-09-24")
    steering = act(ActKind.DELIBERATION, "2020-09-24", "2020-08", "Création du comité de pilotage (CoPil)")
    planning = act(ActKind.DELIBERATION, "2020-09-24", "2020-09", "Création de la commission Urbanisme et habitat")
    return Sitting(
        key="2020-09-24-committees",
        title="Création du comité de pilotage et de la commission Urbanisme et habitat",
        recorded_at=paris("2020-09-25 16:40"),
        commands=(
            CreateBody(
                on=on,
                act=steering,
                body="steering",
                kind=BodyKind.STEERING_COMMITTEE,
                name="Comité de pilotage (CoPil)",
                parent="assembly",
            ),
            FormBody(on=on, act=steering, body="steering", term=TERM, seats=committee_seats("C", _STEERING)),
            *seated("steering", "C", _STEERING, on, steering),
            CreateBody(
                on=on,
                act=planning,
                body="planning",
                kind=BodyKind.COMMISSION,
                name="Commission Urbanisme et habitat",
                parent="assembly",
            ),
            FormBody(on=on, act=planning, body="planning", term=TERM, seats=committee_seats("U", _PLANNING)),
            *seated("planning", "U", _PLANNING, on, planning),
        ),
    )


def _annulment() -> tuple[Sitting, ...]:
    """The third vice-president's election is contested: the holder stays until the Conseil d'État has decided."""
    judgment = act(
        ActKind.JUDGMENT, "2020-11-24", "TA-2001742", "Jugement annulant l'élection du 3e vice-président (fictif)"
    )
    appeal = act(ActKind.LETTER, "2020-12-18", "CE-447901", "Requête d'appel enregistrée au Conseil d'État (fictive)")
    decision = act(
        ActKind.JUDGMENT, "2021-06-08", "CE-447901-D", "Décision rejetant l'appel : l'annulation est définitive"
    )
    minutes = act(ActKind.MINUTES, "2021-07-01", "2021-14", "Procès-verbal de l'élection du 3e vice-président")
    seat = {"body": "bureau", "seat": "VP3"}
    return (
        Sitting(
            key="2020-11-26-annulment",
            title="Le tribunal administratif annule l'élection du 3e vice-président : son titulaire reste en place",
            recorded_at=paris("2020-11-27 09:00"),
            commands=(RecordAnnulment(on=day("2020-11-26"), act=judgment, **seat),),
        ),
        Sitting(
            key="2020-12-18-appeal",
            title="L'appel suspend l'annulation (C. élect. L250)",
            recorded_at=paris("2020-12-21 10:20"),
            commands=(LodgeAppeal(on=day("2020-12-18"), act=appeal, **seat),),
        ),
        Sitting(
            key="2021-06-08-annulment-final",
            title="Le Conseil d'État rejette l'appel : le siège de 3e vice-président est vacant",
            recorded_at=paris("2021-06-10 08:45"),
            commands=(ConcludeAnnulment(on=day("2021-06-08"), act=decision, appeal=Appeal.DISMISSED, **seat),),
        ),
        Sitting(
            key="2021-07-01-vice-president",
            title="Élection d'un nouveau 3e vice-président",
            recorded_at=paris("2021-07-02 15:00"),
            commands=(
                FillSeat(
                    on=day("2021-07-01"),
                    act=minutes,
                    person="$issandrol",
                    ballot=ballot(22, cast=26, blank=2),
                    **seat,
                ),
            ),
        ),
    )


def _epci_president() -> Sitting:
    """Case S04: the new president of the EPCI is on no bureau until an election puts him or her there."""
    minutes = act(ActKind.MINUTES, "2022-04-14", "PS-2022-21", "Élection de la présidente de la CC du Pays de Salers")
    letter = act(ActKind.LETTER, "2022-03-28", "PS-2022-L3", "Démission du président de la CC, acceptée par le préfet")
    former, new = character("lestradier"), character("roquelande")
    former_role, new_role = former.roles["2020"][-1], new.roles["2020"][-1]
    return Sitting(
        key="2022-04-14-epci-president",
        title="Le Pays de Salers change de président : personne n'entre d'office au bureau du SCoT",
        recorded_at=paris("2022-04-15 10:00"),
        commands=(
            ends(former, former_role, "2022-03-31", letter, EndCause.RESIGNATION),
            begins(new, new_role, "2022-04-14", minutes),
        ),
    )


def _death() -> tuple[Sitting, ...]:
    certificate = act(ActKind.CERTIFICATE, "2023-02-15", "2023-EC-1", "Acte de décès du président")
    mauriac = act(ActKind.MINUTES, "2023-02-22", "15120-2023-04", "Élection de la maire de Mauriac")
    epci = act(ActKind.MINUTES, "2023-02-23", "PM-2023-08", "Élection de la présidente de la CC du Pays de Mauriac")
    delegate = act(ActKind.DELIBERATION, "2023-02-23", "PM-2023-09", "Remplacement d'un délégué au comité syndical")
    minutes = act(
        ActKind.MINUTES, "2023-03-01", "2023-05", "Procès-verbal de l'élection de la présidente et du bureau"
    )
    steering = act(ActKind.DELIBERATION, "2023-03-01", "2023-06", "Présidence du comité de pilotage")
    mayor, president = character("lavergnaude"), character("astorgal")
    deputy_role, mayor_role = mayor.roles["2020"][-2:]
    on = day("2023-03-01")
    return (
        Sitting(
            key="2023-02-14-death",
            title="Décès du président : le 1er vice-président assure la suppléance (CGCT L2122-17)",
            recorded_at=paris("2023-02-16 09:30"),
            commands=(RecordDeath(on=day("2023-02-14"), act=certificate, person="$combrenard"),),
        ),
        Sitting(
            key="2023-02-23-mauriac",
            title="Le Pays de Mauriac élit sa présidente et complète sa représentation",
            recorded_at=paris("2023-02-24 11:00"),
            commands=(
                ends(mayor, deputy_role, "2023-02-22", mauriac, EndCause.TERM_ENDED),
                begins(mayor, mayor_role, "2023-02-22", mauriac),
                begins(president, president.roles["2020"][-1], "2023-02-23", epci),
                FillSeat(
                    on=day("2023-02-23"),
                    act=delegate,
                    body="assembly",
                    seat="PM-1",
                    person="$brissandre",
                    manner=Manner.DESIGNATION,
                ),
            ),
        ),
        Sitting(
            key="2023-03-01-new-president",
            title="Élection d'une présidente : tout le bureau est élu à nouveau (CGCT L2122-10)",
            recorded_at=paris("2023-03-02 12:10"),
            commands=(
                *elected(
                    {
                        "P": ("astorgal", ballot(23, cast=27, blank=4)),
                        "VP1": ("falcimont", ballot(25, cast=27, blank=2)),
                        "VP2": ("roquelande", ballot(24, cast=27, blank=1)),
                        "VP3": ("issandrol", ballot(26, cast=27, blank=1)),
                        "M1": ("ginestolle", ballot(27, cast=27)),
                        "M2": ("courbevac", ballot(25, cast=27, blank=2)),
                        "M3": ("peyrolande", ballot(26, cast=27)),
                        "M4": ("gaudevin", ballot(14, cast=27, blank=2, round_=2)),
                    },
                    on,
                    minutes,
                ),
                *seated("steering", "C", ("astorgal",), on, steering),
            ),
        ),
    )


def _replaced_delegate() -> tuple[Sitting, ...]:
    replaced = act(ActKind.DELIBERATION, "2024-05-16", "SA-2024-31", "Remplacement d'une déléguée (CGCT L2121-33)")
    minutes = act(ActKind.MINUTES, "2024-06-20", "2024-11", "Procès-verbal de l'élection d'un membre du bureau")
    steering = act(ActKind.DELIBERATION, "2024-06-20", "2024-12", "Composition du comité de pilotage")
    on, later = day("2024-05-16"), day("2024-06-20")
    cause, manner = Cause.REPLACED_BY_MEMBER, Manner.DESIGNATION
    julien = "$marcenelle"
    return (
        Sitting(
            key="2024-05-16-replaced-delegate",
            title="Sumène - Artense remplace une déléguée : elle perd aussi son siège au bureau",
            recorded_at=paris("2024-05-17 17:00"),
            commands=(
                VacateSeat(on=on, act=replaced, body="assembly", seat="SA-2", cause=cause),
                FillSeat(on=on, act=replaced, body="assembly", seat="SA-2", person=julien, manner=manner),
            ),
        ),
        Sitting(
            key="2024-06-20-bureau-member",
            title="Le comité élit son remplaçant au bureau",
            recorded_at=paris("2024-06-21 10:05"),
            commands=(
                FillSeat(
                    on=later, act=minutes, body="bureau", seat="M2", person=julien, ballot=ballot(24, cast=26, blank=2)
                ),
                VacateSeat(on=later, act=steering, body="steering", seat="C6", cause=cause),
                FillSeat(on=later, act=steering, body="steering", seat="C6", person=julien, manner=manner),
            ),
        ),
    )


SITTINGS: Final = (
    _founding(),
    _partners(),
    *(_mandates(member) for member in MEMBERS),
    _installation(),
    _committees(),
    *_annulment(),
    _epci_president(),
    *_death(),
    *_replaced_delegate(),
)
