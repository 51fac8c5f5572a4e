"""The ambassadors of the second term: one mayor in each EPCI but one, and what they carried."""

from domain.ambassadors import AppointAmbassador, EndAmbassadorship, RecordAmbassadorAction
from domain.core.entry import ActKind
from domain.facts.ambassadors import AmbassadorActionKind, AmbassadorEndCause
from service.demo.sittings import MEMBERS, Sitting, act, day, paris


def sittings() -> tuple[Sitting, ...]:
    """This chapter, in order."""
    named = act(ActKind.DELIBERATION, "2026-07-09", "2026-17", "Désignation des ambassadeurs du SCoT")
    on = day("2026-07-09")
    note = act(ActKind.MINUTES, "2026-10-05", "2026-A1", "Compte rendu de l'ambassadrice du Pays Gentiane (fictif)")
    letter = act(ActKind.LETTER, "2026-11-02", "2026-A2", "Renoncement d'un ambassadeur (fictif)")
    return (
        Sitting(
            key="2026-07-09-ambassadors",
            title="Trois ambassadeurs du SCoT sont désignés parmi les élus",
            recorded_at=paris("2026-07-10 09:00"),
            commands=(
                AppointAmbassador(
                    on=on,
                    act=named,
                    ambassador="gentiane",
                    person="$tournadrel",
                    area=(MEMBERS["PG"],),
                    themes=("water", "mountain"),
                ),
                AppointAmbassador(on=on, act=named, ambassador="salers", person="$roquelande", area=(MEMBERS["PS"],)),
                AppointAmbassador(
                    on=on,
                    act=named,
                    ambassador="artense",
                    person="$jarrigande",
                    area=(MEMBERS["SA"], "commune:15050"),
                    themes=("housing",),
                ),
            ),
        ),
        Sitting(
            key="2026-10-05-ambassador-action",
            title="L'ambassadrice du Pays Gentiane a présenté la stratégie",
            recorded_at=paris("2026-10-06 10:00"),
            commands=(
                RecordAmbassadorAction(
                    on=day("2026-10-05"),
                    act=note,
                    ambassador="gentiane",
                    kind=AmbassadorActionKind.STRATEGY_EXPLAINED,
                    organization="commune:15170",
                    project="zone-humide-saint-amandin",
                    note="Le conseil demande comment la stratégie protège les zones humides.",
                ),
            ),
        ),
        Sitting(
            key="2026-11-02-ambassador-end",
            title="Un ambassadeur renonce",
            recorded_at=paris("2026-11-03 11:00"),
            commands=(
                EndAmbassadorship(
                    on=day("2026-11-02"), act=letter, ambassador="artense", cause=AmbassadorEndCause.RENUNCIATION
                ),
            ),
        ),
    )
