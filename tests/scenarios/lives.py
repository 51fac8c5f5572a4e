"""What happens around the bureau in some scenarios, which their small vocabulary does not tell."""

import datetime as dt
from collections.abc import Sequence
from typing import Final

from domain.core.command import Command
from domain.core.entry import Act, ActKind
from domain.facts.people import EndCause, MandateKind, OfficeKind
from domain.people import EndOffice, RegisterPerson, StartMandate, StartOffice

B: Final = "epci:242320000"
_LEFT: Final = dt.date(2026, 10, 5)
_ACT: Final = Act(kind=ActKind.MINUTES, date=_LEFT)

LIVES: Final[dict[str, Sequence[tuple[dt.date, Sequence[Command]]]]] = {
    "S04": [
        (
            _LEFT,
            [
                StartOffice(
                    on=dt.date(2026, 5, 20), act=_ACT, person="$b1", organization=B, office=OfficeKind.EPCI_PRESIDENT
                ),
                EndOffice(
                    on=_LEFT,
                    act=_ACT,
                    person="$b1",
                    organization=B,
                    office=OfficeKind.EPCI_PRESIDENT,
                    cause=EndCause.RESIGNATION,
                ),
                RegisterPerson(on=_LEFT, person="$b9", given_name="B9", family_name="Fictif"),
                StartMandate(
                    on=_LEFT, act=_ACT, person="$b9", organization=B, mandate=MandateKind.COMMUNITY_COUNCILLOR
                ),
                StartOffice(on=_LEFT, act=_ACT, person="$b9", organization=B, office=OfficeKind.EPCI_PRESIDENT),
            ],
        )
    ],
}
"""By scenario: the day of recording, and the commands. The end of an office vacates no seat, and nobody is seated."""
