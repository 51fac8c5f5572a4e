"""What the law says of delegations by lists and dates: powers that stay with the assembly, and when loans end.

Source: the rulebook's section 3 (CGCT as in force on 2026-11-23).
"""

import datetime as dt
from typing import Final

from domain.core.calendar import add_months
from domain.facts.delegations import AssemblyPower
from domain.rules.parameter import Parameter, always

RESERVED_POWERS: Final = always(
    "CGCT L5211-10",
    frozenset(
        {
            AssemblyPower.BUDGET_AND_RATES,
            AssemblyPower.ACCOUNTS,
            AssemblyPower.COMPULSORY_EXPENDITURE,
            AssemblyPower.STATUTORY_CHANGES,
            AssemblyPower.JOINING_A_PUBLIC_BODY,
            AssemblyPower.PUBLIC_SERVICE_DELEGATION,
            AssemblyPower.ORIENTATIONS,
            AssemblyPower.SCHEME_APPROVAL,
        }
    ),
)
"""Never delegated: 1° to 7° of the article; and the approval of the SCoT itself, which stays with the assembly."""

CAMPAIGN_OPENINGS: Final = Parameter(
    "CGCT L5211-10; C. élect. R26",
    (
        (dt.date.min, dt.date(2014, 3, 10)),
        (dt.date(2014, 3, 10), dt.date(2020, 3, 2)),
        (dt.date(2020, 3, 2), dt.date(2026, 3, 2)),
        (dt.date(2026, 3, 2), None),
    ),
)
"""From a day on, when the campaign for the next municipal renewal opens: the second Monday before the first round (of
23 March 2014, 15 March 2020, 15 March 2026). None while the decree that convenes the voters is not out."""

LONGEST_MANDATE_MONTHS: Final = always("C. élect. L227", 8 * 12)
"""No delegation outlives the mandate in which it was granted: six years, seven where a law put the elections off, and
the months until the installation. What was granted longer ago need not be read to know who holds what."""


def loans_end(granted_on: dt.date) -> dt.date | None:
    """The day on which a delegation of loans granted on a day ends; None while that day is not set.

    >>> loans_end(dt.date(2020, 9, 24)), loans_end(dt.date(2026, 6, 25))
    (datetime.date(2026, 3, 2), None)
    """
    return CAMPAIGN_OPENINGS.on(granted_on)


def oldest_in_force(on: dt.date) -> dt.date:
    """No delegation tied to a mandate that is in force on a day was granted before this one."""
    return add_months(on, -LONGEST_MANDATE_MONTHS.on(on))
