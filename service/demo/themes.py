"""The theme that this authority adds to the common vocabulary: its mountain."""

from domain.core.entry import ActKind
from domain.themes import AddTheme
from service.demo.sittings import Sitting, act, day, paris


def sittings() -> tuple[Sitting, ...]:
    """This chapter, in order."""
    named = act(ActKind.DELIBERATION, "2020-09-24", "2020-10", "Thèmes de travail du syndicat : ajout de la montagne")
    return (
        Sitting(
            key="2020-09-24-themes",
            title="Le comité ajoute la montagne aux thèmes de travail",
            recorded_at=paris("2020-09-25 16:00"),
            commands=(
                AddTheme(on=day("2020-09-24"), act=named, theme="mountain", name_fr="montagne", name_en="mountain"),
            ),
        ),
    )
