"""General renewals of the municipal councils: whoever sits begins a new mandate, and the former one has ended."""

import datetime as dt
from typing import Final

ARTICLE: Final = "C. élect. L227"
FIRST_ROUNDS: Final = (dt.date(2008, 3, 9), dt.date(2014, 3, 23), dt.date(2020, 3, 15), dt.date(2026, 3, 15))
"""Days of the first rounds: decrees 2007-1468, 2013-938, 2019-928 and 2025-848. Community councillors are elected with
the municipal ones (C. élect. L273-3, L273-6)."""


def renewal_between(earlier: dt.date, later: dt.date) -> dt.date | None:
    """The last general renewal after one day, up to another and including it; None when there was none."""
    return next((day for day in reversed(FIRST_ROUNDS) if earlier < day <= later), None)
