"""2026-2032, so far: an illness, a resignation known late, a resignation to come, a letter that few may read."""

from domain.core.entry import ActKind, Visibility
from domain.departures import LoseEligibility
from domain.facts.bodies import Cause, Manner
from domain.facts.people import EndCause
from domain.seats import FillSeat, LiftPrevention, RecordPrevention, TenderResignation, VacateSeat
from service.demo.people import begins, character, ends
from service.demo.sittings import Sitting, act, day, paris


def _illness() -> tuple[Sitting, ...]:
    prevented = act(ActKind.CERTIFICATE, "2026-07-06", "2026-C2", "Constat de l'empêchement du président")
    back = act(ActKind.CERTIFICATE, "2026-08-31", "2026-C3", "Constat de la fin de l'empêchement du président")
    return (
        Sitting(
            key="2026-07-06-prevention",
            title="Le président est empêché : la 1re vice-présidente le supplée (CGCT L2122-17)",
            recorded_at=paris("2026-07-07 08:50"),
            commands=(RecordPrevention(on=day("2026-07-06"), act=prevented, body="bureau", seat="P"),),
        ),
        Sitting(
            key="2026-08-31-prevention-lifted",
            title="Le président reprend ses fonctions",
            recorded_at=paris("2026-08-31 18:00"),
            commands=(LiftPrevention(on=day("2026-08-31"), act=back, body="bureau", seat="P"),),
        ),
    )


def _late_resignation() -> Sitting:
    """Effective on 28 September, known on 15 October: on 10 October the register still showed the vice-president."""
    accepted = act(
        ActKind.LETTER, "2026-09-25", "PREF-2026-311", "Acceptation par le préfet de la démission du 2e vice-président"
    )
    letter = act(ActKind.LETTER, "2026-09-18", "SA-2026-L9", "Démission du président de Sumène - Artense, acceptée")
    minutes = act(ActKind.MINUTES, "2026-10-08", "SA-2026-44", "Élection de la présidente de Sumène - Artense")
    former, new = character("marcenelle"), character("verdelaude")
    former_role, new_role = former.roles["2026"][-1], new.roles["2026"][-1]
    return Sitting(
        key="2026-10-15-late-resignation",
        title="Le 2e vice-président a quitté son poste le 28 septembre ; son EPCI a une nouvelle présidente",
        recorded_at=paris("2026-10-15 10:30"),
        commands=(
            VacateSeat(on=day("2026-09-28"), act=accepted, body="bureau", seat="VP2", cause=Cause.RESIGNATION),
            ends(former, former_role, "2026-09-28", letter, EndCause.RESIGNATION),
            begins(new, new_role, "2026-10-08", minutes),
        ),
    )


def _replaced_delegate() -> Sitting:
    on = day("2026-10-22")
    replaced = act(ActKind.DELIBERATION, "2026-10-22", "PS-2026-70", "Remplacement d'un délégué (CGCT L2121-33)")
    return Sitting(
        key="2026-10-22-replaced-delegate",
        title="Le Pays de Salers remplace un délégué",
        recorded_at=paris("2026-10-23 15:20"),
        commands=(
            VacateSeat(on=on, act=replaced, body="assembly", seat="PS-5", cause=Cause.REPLACED_BY_MEMBER),
            FillSeat(on=on, act=replaced, body="assembly", seat="PS-5", person="$soulagnet", manner=Manner.DESIGNATION),
        ),
    )


def _lost_mandate() -> Sitting:
    letter = act(ActKind.LETTER, "2026-10-30", "15185-2026-L2", "Démission d'un conseiller municipal et communautaire")
    on, who = day("2026-10-30"), character("salvagere")
    return Sitting(
        key="2026-10-30-lost-mandate",
        title="Un délégué du Pays Gentiane quitte ses mandats : son siège est vacant, à pourvoir sous un mois",
        recorded_at=paris("2026-11-03 09:40"),
        commands=(
            *(ends(who, role, "2026-10-30", letter, EndCause.RESIGNATION) for role in who.roles["2026"]),
            LoseEligibility(on=on, act=letter, person="$salvagere", cause=Cause.LOSS_OF_MANDATE),
        ),
    )


def _resignation_to_come() -> Sitting:
    accepted = act(
        ActKind.LETTER, "2026-11-06", "PREF-2026-356", "Démission de la 3e vice-présidente, au 1er janvier 2027"
    )
    return Sitting(
        key="2026-11-10-resignation-to-come",
        title="La démission de la 3e vice-présidente est acceptée avec effet au 1er janvier 2027",
        recorded_at=paris("2026-11-10 11:45"),
        commands=(VacateSeat(on=day("2027-01-01"), act=accepted, body="bureau", seat="VP3", cause=Cause.RESIGNATION),),
    )


def _letter() -> Sitting:
    letter = act(ActKind.LETTER, "2026-11-12", "2026-L7", "Lettre de démission d'un membre du bureau")
    return Sitting(
        key="2026-11-12-letter",
        title="Une lettre de démission arrive ; seuls les membres du bureau la lisent, rien n'est encore vacant",
        recorded_at=paris("2026-11-16 17:30"),
        commands=(
            TenderResignation(on=day("2026-11-12"), act=letter, visibility=Visibility.BUREAU, body="bureau", seat="M2"),
        ),
    )


def sittings() -> tuple[Sitting, ...]:
    """This chapter, in order."""
    return (
        *_illness(),
        _late_resignation(),
        _replaced_delegate(),
        _lost_mandate(),
        _resignation_to_come(),
        _letter(),
    )
