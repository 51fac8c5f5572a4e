"""2020-2026: an annulled election, an EPCI that changes its president, a president who dies, a delegate replaced."""

from domain.annulments import Appeal, ConcludeAnnulment, LodgeAppeal, RecordAnnulment
from domain.core.entry import ActKind
from domain.departures import RecordDeath
from domain.facts.bodies import Cause, Manner
from domain.facts.people import EndCause
from domain.seats import FillSeat, VacateSeat
from service.demo.organs import elected, seated
from service.demo.people import begins, character, ends
from service.demo.sittings import Sitting, act, ballot, day, paris


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
    return (
        Sitting(
            key="2020-11-26-annulment",
            title="Le tribunal administratif annule l'élection du 3e vice-président : son titulaire reste en place",
            recorded_at=paris("2020-11-27 09:00"),
            commands=(RecordAnnulment(on=day("2020-11-26"), act=judgment, body="bureau", seat="VP3"),),
        ),
        Sitting(
            key="2020-12-18-appeal",
            title="L'appel suspend l'annulation (C. élect. L250)",
            recorded_at=paris("2020-12-21 10:20"),
            commands=(LodgeAppeal(on=day("2020-12-18"), act=appeal, body="bureau", seat="VP3"),),
        ),
        Sitting(
            key="2021-06-08-annulment-final",
            title="Le Conseil d'État rejette l'appel : le siège de 3e vice-président est vacant",
            recorded_at=paris("2021-06-10 08:45"),
            commands=(
                ConcludeAnnulment(
                    on=day("2021-06-08"), act=decision, appeal=Appeal.DISMISSED, body="bureau", seat="VP3"
                ),
            ),
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
                    body="bureau",
                    seat="VP3",
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
    minutes = act(ActKind.MINUTES, "2023-03-01", "2023-05", "Procès-verbal de l'élection de la présidente et du bureau")
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


def sittings() -> tuple[Sitting, ...]:
    """This chapter, in order."""
    return (*_annulment(), _epci_president(), *_death(), *_replaced_delegate())
