"""Which officials made the strategy, and which carry it out."""

from domain.core.entry import ActKind
from domain.facts.strategy import InvolvedOfficial, InvolvementCapacity, InvolvementKind, InvolvementPhase
from domain.strategy_involvement import RecordInvolvement
from service.demo.sittings import MEMBERS, Sitting, act, day, paris

_MAYOR, _PRESIDENT = InvolvementCapacity.MAYOR, InvolvementCapacity.EPCI_PRESIDENT
_VICE, _DEPUTY = InvolvementCapacity.VICE_PRESIDENT, InvolvementCapacity.DEPUTY_MAYOR
_LOCAL = InvolvementCapacity.LOCAL_OFFICIAL


def _officials(**people: tuple[InvolvementCapacity, str]) -> tuple[InvolvedOfficial, ...]:
    """Each with a capacity, and the member (by letters) or the commune (by INSEE code) for which the official came."""
    return tuple(
        InvolvedOfficial(person=f"${key}", capacity=capacity, organization=MEMBERS.get(where, f"commune:{where}"))
        for key, (capacity, where) in people.items()
    )


def _elaboration() -> Sitting:
    """The workshops of 2020 and 2021 were recorded late, in one go."""
    phase = InvolvementPhase.ELABORATION
    report = act(ActKind.OTHER, "2021-03-15", "2021-BC", "Bilan de la concertation avec les élus (fictif)")
    return Sitting(
        key="2021-03-15-elaboration",
        title="Le bilan de la concertation nomme les élus qui ont fait la stratégie depuis l'automne 2020",
        recorded_at=paris("2021-03-16 16:00"),
        commands=(
            RecordInvolvement(
                on=day("2020-10-15"),
                act=report,
                involvement="atelier-eau-2020",
                title="Atelier : l'eau en 2050",
                phase=phase,
                kind=InvolvementKind.WORKSHOP,
                officials=_officials(
                    gaudevin=(_PRESIDENT, "PG"),
                    issandrol=(_MAYOR, "15162"),
                    ginestolle=(_VICE, "PM"),
                    valbrette=(_VICE, "PS"),
                    brissandre=(_DEPUTY, "15079"),
                ),
                themes=("water",),
            ),
            RecordInvolvement(
                on=day("2020-11-19"),
                act=report,
                involvement="copil-pas-2020",
                title="Comité de pilotage : le projet d'aménagement stratégique",
                phase=phase,
                kind=InvolvementKind.COMMITTEE,
                officials=_officials(
                    combrenard=(_PRESIDENT, "PM"),
                    falcimont=(_PRESIDENT, "SA"),
                    lestradier=(_PRESIDENT, "PS"),
                    gaudevin=(_PRESIDENT, "PG"),
                    ginestolle=(_VICE, "PM"),
                ),
                body="steering",
                themes=("planning", "transitions"),
            ),
            RecordInvolvement(
                on=day("2021-02-11"),
                act=report,
                involvement="lecture-doo-2021",
                title="Groupe de lecture du DOO",
                phase=phase,
                kind=InvolvementKind.READING_GROUP,
                officials=_officials(
                    montegrin=(_VICE, "PS"),
                    teissonade=(_VICE, "SA"),
                    garribelle=(_LOCAL, "15219"),
                    pomeyrade=(_MAYOR, "15250"),
                ),
                body="planning",
                themes=("planning", "housing"),
            ),
        ),
    )


def _implementation() -> tuple[Sitting, ...]:
    phase = InvolvementPhase.IMPLEMENTATION
    visit = act(ActKind.MINUTES, "2023-06-15", "2023-V1", "Visite : un bourg qui se densifie (fictive)")
    conference = act(ActKind.MINUTES, "2026-09-17", "2026-CM1", "Conférence des maires : l'eau d'abord (fictive)")
    return (
        Sitting(
            key="2023-06-15-visit",
            title="Visite de terrain : un bourg se densifie",
            recorded_at=paris("2023-06-16 10:00"),
            commands=(
                RecordInvolvement(
                    on=day("2023-06-15"),
                    act=visit,
                    involvement="visite-bourg-2023",
                    title="Visite d'un bourg qui se densifie",
                    phase=phase,
                    kind=InvolvementKind.FIELD_VISIT,
                    officials=_officials(
                        ginestolle=(_VICE, "PM"), issandrol=(_VICE, "PG"), peyrolande=(_MAYOR, "15191")
                    ),
                    themes=("housing", "land"),
                    orientations=("pas-2-1", "doo-4"),
                ),
            ),
        ),
        Sitting(
            key="2026-09-17-conference",
            title="La conférence des maires et les élus délégués travaillent à la mise en œuvre",
            recorded_at=paris("2026-09-18 09:00"),
            commands=(
                RecordInvolvement(
                    on=day("2026-09-17"),
                    act=conference,
                    involvement="maires-eau-2026",
                    title="Conférence des maires : l'eau d'abord",
                    phase=phase,
                    kind=InvolvementKind.COMMITTEE,
                    officials=_officials(
                        lescurade=(_MAYOR, "15170"),
                        tournadrel=(_MAYOR, "15243"),
                        roquelande=(_PRESIDENT, "PS"),
                        astorgal=(_PRESIDENT, "PM"),
                        jarrigande=(_MAYOR, "15050"),
                        yolandry=(_MAYOR, "15230"),
                        clavendrier=(_DEPUTY, "15175"),
                    ),
                    body="mayors",
                    themes=("water",),
                    orientations=("pas-1-1", "doo-1"),
                    note="Chaque maire dit où l'eau a manqué cet été.",
                ),
            ),
        ),
    )


def sittings() -> tuple[Sitting, ...]:
    """What the strategy's chapter tells of it, in order."""
    return (_elaboration(), *_implementation())
