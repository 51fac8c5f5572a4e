"""How far ahead the strategy looks."""

import datetime as dt
from typing import Final

from domain.core.calendar import add_months
from domain.rules.parameter import Parameter

PAS_HORIZON_YEARS: Final = Parameter("C. urb. L141-3 (ord. 2020-744)", ((dt.date(2021, 4, 1), 20),))
"""The PAS states objectives at a horizon of twenty years; before the ordonnance, the PADD had none in law."""


def pas_horizon(set_on: dt.date) -> dt.date:
    """The day up to which an orientation of a PAS of that day looks.

    >>> pas_horizon(dt.date(2021, 7, 8))
    datetime.date(2041, 7, 8)
    """
    return add_months(set_on, 12 * PAS_HORIZON_YEARS.on(set_on))
