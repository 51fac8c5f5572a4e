"""By when a governance pact is due, and how long the municipal councils have to say what they think of it.

Sources: the rulebook's section 6 (CGCT L5211-11-2), and law 2021-160 of 15 February 2021, article 4, for the renewal of
2020. Lateness bears no sanction: it is said, never refused.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Final

from domain.core.calendar import add_months
from domain.rules.parameter import Parameter, always

PACT_MONTHS: Final = always("CGCT L5211-11-2", 9)
"""From the general renewal, the split or the merger, to the adoption."""
PACT_OPINION_MONTHS: Final = always("CGCT L5211-11-2", 2)
"""From the transmission of the draft, for each municipal council."""
RENEWALS: Final[Mapping[dt.date, dt.date]] = {
    dt.date(2020, 3, 15): dt.date(2020, 6, 28),
    dt.date(2026, 3, 15): dt.date(2026, 3, 22),
}
"""General renewals since pacts exist (law 2019-1461): first, second rounds (decrees 2019-928, 2020-642, 2025-848)."""
_RENEWAL_DUE: Final = Parameter[dt.date | None](
    "Loi 2021-160, art. 4",
    ((dt.date.min, None), (dt.date(2020, 3, 15), dt.date(2021, 6, 28)), (dt.date(2021, 1, 1), None)),
)
"""Where a law set the day itself: after the renewal of 2020, one year from its second round."""


def pact_due(since: dt.date) -> dt.date:
    """The last day to adopt a pact after a split or a merger.

    >>> pact_due(dt.date(2026, 3, 22))
    datetime.date(2026, 12, 22)
    """
    return add_months(since, PACT_MONTHS.on(since))


def pact_due_after_renewal(since: dt.date) -> dt.date:
    """The last day to adopt a pact after a general renewal, from its last round in the EPCI.

    >>> pact_due_after_renewal(dt.date(2026, 3, 15)), pact_due_after_renewal(dt.date(2020, 6, 28))
    (datetime.date(2026, 12, 15), datetime.date(2021, 6, 28))
    """
    return _RENEWAL_DUE.on(since) or pact_due(since)


def opinion_due(sent_on: dt.date) -> dt.date:
    """The day on which a council that has said nothing is deemed to have given its opinion."""
    return add_months(sent_on, PACT_OPINION_MONTHS.on(sent_on))


def transmission_due(due: dt.date) -> dt.date:
    """The last day to send the draft and leave the councils their two full months before the pact is due.

    >>> transmission_due(dt.date(2026, 12, 15))
    datetime.date(2026, 10, 15)
    """
    return add_months(due, -PACT_OPINION_MONTHS.on(due))


def last_renewal(on: dt.date) -> dt.date | None:
    """The first round of the last general renewal by a day."""
    return max((first for first in RENEWALS if first <= on), default=None)
