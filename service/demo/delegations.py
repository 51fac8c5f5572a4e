"""Who may sign what in both terms: the assembly's powers, portfolios here and in the EPCIs, signature, outside bodies.

Health is nobody's theme, in either term: a real gap for the matrix to show.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from domain.core.entry import Act, ActKind
from domain.core.identifiers import commune
from domain.delegations_commands import (
    AppointRepresentative,
    ChangeDelegationScope,
    DelegateFunctions,
    DelegatePowers,
    DelegateSignature,
    RecordRetentionVote,
    SubdelegatePowers,
    WithdrawDelegation,
)
from domain.facts.delegations import (
    AppointmentRole,
    AssemblyPower,
    DelegationScope,
    StaffFunction,
    WithdrawalCause,
)
from service.demo.sittings import MEMBERS, NAMES, Sitting, act, day, paris

_TO_PRESIDENT: Final = DelegationScope(
    powers=(
        AssemblyPower.PROCUREMENT,
        AssemblyPower.AGREEMENTS,
        AssemblyPower.GRANT_APPLICATIONS,
        AssemblyPower.LOANS,
        AssemblyPower.LITIGATION,
    ),
    limit="90000",
    text="Marchés et accords-cadres passés en procédure adaptée, conventions sans incidence budgétaire, emprunts "
    "inscrits au budget",
)
_TO_BUREAU: Final = DelegationScope(
    powers=(AssemblyPower.PLANNING_OPINIONS, AssemblyPower.SUBSCRIPTIONS),
    themes=("planning",),
    text="Avis du syndicat sur les documents d'urbanisme et les projets qui lui sont notifiés",
)
_PORTFOLIOS_2020: Final = (
    ("PG", "issandrol", ("water", "resources")),
    ("PG", "lasserade", ("agriculture", "land")),
    ("PG", "lagardevine", ("tourism", "facilities")),
    ("PM", "ginestolle", ("planning", "housing")),
    ("PM", "belcassan", ("economy",)),
    ("PM", "arlandie", ("mobility", "facilities")),
    ("PS", "roquelande", ("planning", "tourism")),
    ("PS", "valbrette", ("economy", "agriculture")),
    ("PS", "montegrin", ("biodiversity", "water")),
    ("SA", "verdelaude", ("housing", "development-projects")),
    ("SA", "sarrelongue", ("water", "biodiversity")),
    ("SA", "teissonade", ("mobility",)),
)
_PORTFOLIOS_2026: Final = (
    ("PG", "tournadrel", ("water", "resources", "mountain")),
    ("PG", "lasserade", ("land", "development-projects")),
    ("PG", "lagardevine", ("tourism", "facilities")),
    ("PM", "ginestolle", ("planning", "housing")),
    ("PM", "belcassan", ("economy",)),
    ("PM", "arlandie", ("mobility", "facilities")),
    ("PS", "valbrette", ("economy", "tourism")),
    ("PS", "montegrin", ("agriculture", "biodiversity")),
    ("SA", "verdelaude", ("housing", "development-projects")),
    ("SA", "sarrelongue", ("water", "biodiversity")),
    ("SA", "teissonade", ("mobility", "agriculture")),
)
_IN_COMMUNES: Final = (
    ("15175", "clavendrier", ("facilities",)),
    ("15265", "sistrade-ydes", ("housing", "planning")),
    ("15006", "soulagnet", ("mobility",)),
)


def _themes(*themes: str) -> DelegationScope:
    return DelegationScope(themes=themes)


def _order(date: str, number: str, title: str) -> Act:
    return act(ActKind.ORDER, date, number, title)


def _functions(date: str, number: str, delegation: str, who: str, *themes: str) -> DelegateFunctions:
    """An order of the president of the syndicate."""
    order = _order(date, number, "Arrêté portant délégation de fonctions")
    return DelegateFunctions(on=day(date), act=order, delegation=delegation, person=f"${who}", scope=_themes(*themes))


def _elsewhere(
    year: str, date: str, portfolios: Iterable[tuple[str, str, tuple[str, ...]]]
) -> Iterator[DelegateFunctions]:
    """Orders of the presidents of the EPCIs."""
    for number, (member, who, themes) in enumerate(portfolios, start=1):
        title = f"Arrêté portant délégation de fonctions ({NAMES[member]})"
        yield DelegateFunctions(
            on=day(date),
            act=_order(date, f"{member}-{year}-A{number}", title),
            delegation=f"{member.lower()}-{year}-{themes[0]}",
            person=f"${who}",
            organization=MEMBERS[member],
            scope=_themes(*themes),
        )


def _powers_act(date: str, number: str) -> Act:
    return act(ActKind.DELIBERATION, date, number, "Délégation d'attributions au président et au bureau")


def _replaced(date: str, number: str, *delegations: str) -> Iterator[WithdrawDelegation]:
    for name in delegations:
        yield WithdrawDelegation(
            on=day(date), act=_powers_act(date, number), delegation=name, cause=WithdrawalCause.REPLACED
        )


def _powers(year: str, date: str, number: str, president: str, bureau: str) -> tuple[DelegatePowers, DelegatePowers]:
    decided = _powers_act(date, number)
    return (
        DelegatePowers(
            on=day(date),
            act=decided,
            delegation=f"powers-{year}-president",
            scope=_TO_PRESIDENT,
            decision=president,
        ),
        DelegatePowers(
            on=day(date),
            act=decided,
            delegation=f"powers-{year}-bureau",
            to_bureau=True,
            scope=_TO_BUREAU,
            decision=bureau,
        ),
    )


def _represents(
    year: str, date: str, number: str, *people: tuple[str, str, str, AppointmentRole]
) -> Iterator[AppointRepresentative]:
    decided = act(ActKind.DELIBERATION, date, number, "Désignation de représentants (CGCT L2121-33)")
    for who, organization, organ, role in people:
        yield AppointRepresentative(
            on=day(date),
            act=decided,
            delegation=f"{organization}-{year}-{role.lower()}",
            person=f"${who}",
            organization=f"org:{organization}",
            organ=organ,
            role=role,
        )


def _first_term() -> tuple[Sitting, ...]:
    return (
        Sitting(
            key="2020-09-24-powers",
            title="Le comité délègue des attributions au président et au bureau, et désigne ses représentants",
            recorded_at=paris("2020-09-28 09:00"),
            commands=(
                *_powers("2020", "2020-09-24", "2020-11", "2020-10", "2020-11"),
                *_represents(
                    "2020",
                    "2020-09-24",
                    "2020-12",
                    ("gaudevin", "pnr-volcans", "Comité syndical du parc", AppointmentRole.TITULAR),
                    ("vernadoux", "pnr-volcans", "Comité syndical du parc", AppointmentRole.ALTERNATE),
                    ("peyrolande", "chambre-agriculture", "Commission foncière", AppointmentRole.TITULAR),
                ),
            ),
        ),
        Sitting(
            key="2020-09-28-portfolios",
            title="Les délégations de fonctions des trois vice-présidents",
            recorded_at=paris("2020-09-29 09:00"),
            commands=(
                _functions("2020-09-28", "2020-A1", "2020-vp1", "falcimont", "planning", "housing"),
                _functions("2020-09-28", "2020-A2", "2020-vp2", "lestradier", "economy", "tourism"),
                _functions("2020-09-28", "2020-A3", "2020-vp2-land", "lestradier", "land"),
                _functions("2020-09-28", "2020-A4", "2020-vp3", "gaudevin", "water", "resources"),
            ),
        ),
        Sitting(
            key="2020-10-15-portfolios-elsewhere",
            title="Les délégations des vice-présidents des quatre EPCI",
            recorded_at=paris("2020-10-16 15:00"),
            commands=tuple(_elsewhere("2020", "2020-10-12", _PORTFOLIOS_2020)),
        ),
        Sitting(
            key="2021-07-05-portfolio",
            title="Le nouveau 3e vice-président reçoit l'eau et la biodiversité",
            recorded_at=paris("2021-07-06 10:00"),
            commands=(_functions("2021-07-05", "2021-A2", "2021-vp3", "issandrol", "water", "biodiversity"),),
        ),
        *_loss_of_trust(),
        Sitting(
            key="2023-03-16-powers",
            title="Une nouvelle présidente : délégations du comité et portefeuilles sont redonnés",
            recorded_at=paris("2023-03-17 11:00"),
            commands=(
                *_replaced("2023-03-16", "2023-08", "powers-2020-president", "powers-2020-bureau"),
                *_powers("2023", "2023-03-16", "2023-08", "2023-08", "2023-08"),
                _functions("2023-03-16", "2023-A1", "2023-vp1", "falcimont", "planning", "housing"),
                _functions("2023-03-16", "2023-A2", "2023-vp2", "roquelande", "economy", "tourism"),
                _functions("2023-03-16", "2023-A3", "2023-vp3", "issandrol", "water", "biodiversity"),
                _functions("2023-03-16", "2023-A4", "2023-m1", "ginestolle", "mobility"),
            ),
        ),
    )


def _loss_of_trust() -> tuple[Sitting, ...]:
    """All functions of a vice-president are withdrawn; the assembly keeps him, without any."""
    title = "Arrêté portant retrait de délégations de fonctions"
    orders = {
        name: _order("2022-05-10", number, title)
        for name, number in (("2020-vp2", "2022-A3"), ("2020-vp2-land", "2022-A4"))
    }
    voted = act(ActKind.DELIBERATION, "2022-06-16", "2022-09", "Maintien du 2e vice-président dans ses fonctions")
    return (
        Sitting(
            key="2022-05-10-withdrawal",
            title="Toutes les délégations du 2e vice-président sont retirées : le comité doit se prononcer",
            recorded_at=paris("2022-05-11 09:20"),
            commands=tuple(
                WithdrawDelegation(
                    on=day("2022-05-10"), act=order, delegation=name, cause=WithdrawalCause.LOSS_OF_TRUST
                )
                for name, order in orders.items()
            ),
        ),
        Sitting(
            key="2022-06-16-retention",
            title="Le comité maintient le 2e vice-président, sans délégation (CGCT L2122-18)",
            recorded_at=paris("2022-06-17 14:00"),
            commands=(
                RecordRetentionVote(
                    on=day("2022-06-16"),
                    act=voted,
                    person="$lestradier",
                    kept=True,
                    votes_for=15,
                    votes_against=10,
                    blank=2,
                    decision="2022-09",
                ),
            ),
        ),
    )


def _second_term() -> tuple[Sitting, ...]:
    subdelegated = _order("2026-06-29", "2026-A6", "Arrêté portant subdélégation à la 1re vice-présidente")
    signature = _order("2026-07-01", "2026-A7", "Arrêté portant délégation de signature à la directrice")
    return (
        Sitting(
            key="2026-06-25-powers",
            title="Le comité délègue des attributions au président et au bureau, et désigne ses représentants",
            recorded_at=paris("2026-06-29 09:00"),
            commands=(
                *_powers("2026", "2026-06-25", "2026-11", "2026-10", "2026-11"),
                *_represents(
                    "2026",
                    "2026-06-25",
                    "2026-15",
                    ("tournadrel", "pnr-volcans", "Comité syndical du parc", AppointmentRole.TITULAR),
                    ("palmandier", "pnr-volcans", "Comité syndical du parc", AppointmentRole.ALTERNATE),
                    ("peyrolande", "chambre-agriculture", "Commission foncière", AppointmentRole.TITULAR),
                ),
            ),
        ),
        Sitting(
            key="2026-06-29-portfolios",
            title="Les portefeuilles des vice-présidents, puis de deux membres du bureau",
            recorded_at=paris("2026-06-30 09:30"),
            commands=(
                _functions("2026-06-29", "2026-A1", "2026-vp1", "astorgal", "planning", "housing", "land"),
                _functions("2026-06-29", "2026-A2", "2026-vp2", "marcenelle", "economy", "tourism"),
                _functions("2026-06-29", "2026-A3", "2026-vp3", "roquelande", "transitions", "water"),
                _functions("2026-06-29", "2026-A4", "2026-m1", "tournadrel", "biodiversity", "mountain"),
                _functions("2026-06-29", "2026-A5", "2026-m2", "ginestolle", "mobility"),
                SubdelegatePowers(
                    on=day("2026-06-29"),
                    act=subdelegated,
                    delegation="2026-vp1-procurement",
                    under="powers-2026-president",
                    person="$astorgal",
                    scope=DelegationScope(
                        powers=(AssemblyPower.PROCUREMENT,), limit="40000", text="Études d'urbanisme et d'habitat"
                    ),
                ),
                DelegateSignature(
                    on=day("2026-07-01"),
                    act=signature,
                    delegation="2026-director",
                    person="$zephirand",
                    function=StaffFunction.DIRECTOR_GENERAL,
                    scope=DelegationScope(
                        powers=(AssemblyPower.PROCUREMENT,),
                        limit="15000",
                        text="Correspondance courante, bons de commande, certificats",
                    ),
                ),
            ),
        ),
        Sitting(
            key="2026-07-03-portfolios-elsewhere",
            title="Les délégations des vice-présidents des EPCI et de trois adjoints",
            recorded_at=paris("2026-07-03 15:00"),
            commands=(*_elsewhere("2026", "2026-05-11", _PORTFOLIOS_2026), *_deputies()),
        ),
        Sitting(
            key="2026-10-12-portfolio-changed",
            title="Un portefeuille s'étend aux équipements",
            recorded_at=paris("2026-10-13 10:00"),
            commands=(
                ChangeDelegationScope(
                    on=day("2026-10-12"),
                    act=_order("2026-10-12", "2026-A9", "Arrêté modifiant une délégation de fonctions"),
                    delegation="2026-m2",
                    scope=_themes("mobility", "facilities"),
                ),
            ),
        ),
    )


def _deputies() -> Iterator[DelegateFunctions]:
    """Orders of mayors."""
    for insee, who, themes in _IN_COMMUNES:
        yield DelegateFunctions(
            on=day("2026-05-18"),
            act=_order("2026-05-18", f"{insee}-2026-A1", "Arrêté du maire portant délégation à un adjoint"),
            delegation=f"{insee}-2026-{themes[0]}",
            person=f"${who}",
            organization=commune(insee),
            scope=_themes(*themes),
        )


def sittings() -> tuple[Sitting, ...]:
    """This chapter, in order."""
    return (*_first_term(), *_second_term())
