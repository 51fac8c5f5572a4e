"""What the law says of the SCoT's life: six years, five topics, and the procedures that changed in May 2026.

Source: the rulebook's section 8.
"""

import datetime as dt
from typing import Final

from domain.core.calendar import add_months
from domain.facts.scheme import AnalysisTopic
from domain.rules.parameter import Parameter, always

ANALYSIS_YEARS: Final = always("C. urb. L143-28", 6)
"""From the approval, the complete revision or the last vote to maintain. (!) An amendment of 2025 proposed ten years,
and the final law 2025-1129 could not be read: should it have passed, a dated value is added here."""

ANALYSIS_TOPICS: Final = always("C. urb. L143-28", tuple(AnalysisTopic))
"""Environment, transport, land consumption and artificialisation, retail; in the mountains, new tourist units."""

NEW_PROCEDURES: Final = Parameter("Loi n° 2025-1129", ((dt.date.min, False), (dt.date(2026, 5, 28), True)))
"""Whether a procedure begun on a day follows the new rules (one modification, revision only if the PAS changes). Those
that were running keep the old ones."""
PROCEDURES_DOUBTFUL_FROM: Final = dt.date(2026, 5, 26)
"""(!) Sources differ, 26 or 28 May 2026: what begins between the two is to be looked at."""


def vote_due(cycle_began_on: dt.date) -> dt.date:
    """The last day on which the assembly may vote to maintain or revise (C. urb. L143-28).

    >>> vote_due(dt.date(2021, 7, 6))
    datetime.date(2027, 7, 6)
    """
    return add_months(cycle_began_on, 12 * ANALYSIS_YEARS.on(cycle_began_on))


def procedures_doubtful(on: dt.date) -> bool:
    """Whether sources differ on the rules of a procedure begun on that day."""
    return on >= PROCEDURES_DOUBTFUL_FROM and not NEW_PROCEDURES.on(on)
