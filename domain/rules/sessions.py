"""When bodies meet and what is due around a session: delays as dated parameters, deadlines as pure functions.

Sources: the rulebook's sections 1, 6 and 7 (CGCT as in force on 2026-11-23).
"""

import datetime as dt
from fractions import Fraction
from typing import Final

from domain.core.calendar import add_months
from domain.rules.composition import CLEAR_DAYS, CLEAR_DAYS_SMALL, SECOND_CONVOCATION_DAYS
from domain.rules.parameter import always

CLEAR_DAYS_URGENT: Final = always("CGCT L2121-12", 1)
REQUESTED_SESSION_DAYS: Final = always("CGCT L2121-9", 30)
PUBLICATION_DAYS: Final = always("CGCT L2121-25", 7)
MINUTES_PUBLICATION_DAYS: Final = always("CGCT L2121-15", 7)
INFORMATION_MONTHS: Final = always("CGCT L5211-40-2", 1)
MEETING_MONTHS: Final = always("CGCT L5211-11", 3)
MEETING_MONTHS_SINGLE_PURPOSE: Final = always("CGCT L5211-11", 6)
PROXY_SESSIONS: Final = always("CGCT L2121-20", 3)
ROLL_CALL_SHARE: Final = always("CGCT L2121-21", Fraction(1, 4))
SECRET_SHARE: Final = always("CGCT L2121-21", Fraction(1, 3))
CLOSED_SESSION_MEMBERS: Final = always("CGCT L5211-11", 5)
CONFERENCE_REQUESTS: Final = always("CGCT L5211-11-3", 4)


def clear_days_needed(held_on: dt.date, *, urgent: bool, small: bool) -> int:
    """Clear days between sending and sitting.

    >>> clear_days_needed(dt.date(2026, 5, 20), urgent=False, small=False)
    5
    """
    if urgent:
        return CLEAR_DAYS_URGENT.on(held_on)
    return (CLEAR_DAYS_SMALL if small else CLEAR_DAYS).on(held_on)


def convocation_due(held_on: dt.date, *, urgent: bool = False, small: bool = False) -> dt.date:
    """The last day to send the convocation.

    >>> convocation_due(dt.date(2026, 5, 20))
    datetime.date(2026, 5, 14)
    """
    return held_on - dt.timedelta(days=clear_days_needed(held_on, urgent=urgent, small=small) + 1)


def second_session_from(held_on: dt.date) -> dt.date:
    """The first day for a second session, once one had no quorum (CGCT L2121-17)."""
    return held_on + dt.timedelta(days=SECOND_CONVOCATION_DAYS.on(held_on))


def requested_session_due(requested_on: dt.date) -> dt.date:
    """The last day to hold a session that the prefect or a third of the members asked for."""
    return requested_on + dt.timedelta(days=REQUESTED_SESSION_DAYS.on(requested_on))


def urgency_ruling_due(held_on: dt.date) -> dt.date:
    """When the assembly rules on the urgency of its convening: at the opening of the session (CGCT L2121-12)."""
    return held_on


def deliberation_list_due(held_on: dt.date) -> dt.date:
    """The last day to publish the list of the deliberations examined: a week after the session (CGCT L2121-25).

    >>> deliberation_list_due(dt.date(2026, 6, 25))
    datetime.date(2026, 7, 2)
    """
    return held_on + dt.timedelta(days=PUBLICATION_DAYS.on(held_on))


def minutes_publication_due(approved_on: dt.date) -> dt.date:
    """The last day to publish approved minutes."""
    return approved_on + dt.timedelta(days=MINUTES_PUBLICATION_DAYS.on(approved_on))


def councillors_informed_by(held_on: dt.date) -> dt.date:
    """The last day to send the list of the deliberations to councillors who are no members."""
    return add_months(held_on, INFORMATION_MONTHS.on(held_on))


def next_meeting_due(last_held_on: dt.date, *, single_purpose: bool) -> dt.date:
    """The last day of the quarter (of the half-year, for a single-purpose syndicate) after that of the last session.

    >>> next_meeting_due(dt.date(2026, 10, 8), single_purpose=True)
    datetime.date(2027, 6, 30)
    >>> next_meeting_due(dt.date(2026, 10, 8), single_purpose=False)
    datetime.date(2027, 3, 31)
    """
    months = (MEETING_MONTHS_SINGLE_PURPOSE if single_purpose else MEETING_MONTHS).on(last_held_on)
    period = (last_held_on.month - 1) // months
    start = dt.date(last_held_on.year, period * months + 1, 1)
    return add_months(start, 2 * months) - dt.timedelta(days=1)
