"""How many sit, who is missing and by when: bureau, quorum and deadlines of a joint syndicate.

Sources: the rulebook's sections 1 and 2 (CGCT as in force on 2026-11-23).
"""

import datetime as dt
from fractions import Fraction
from typing import Final

from domain.core.calendar import add_months, friday_of_week
from domain.rules.parameter import Parameter, always

_SINCE_2014: Final = dt.date(2014, 1, 29)

VICE_PRESIDENT_SHARE: Final = Parameter("CGCT L5211-10", ((_SINCE_2014, Fraction(20, 100)),))
VICE_PRESIDENT_RAISED_SHARE: Final = Parameter("CGCT L5211-10", ((_SINCE_2014, Fraction(30, 100)),))
VICE_PRESIDENT_CAP: Final = Parameter("CGCT L5211-10", ((_SINCE_2014, 15),))
VICE_PRESIDENT_FLOOR: Final = Parameter("CGCT L5211-10", ((_SINCE_2014, 4),))
REPLACEMENT_MONTHS: Final = always("CGCT L5211-8", 1)
PRESIDENT_ELECTION_DAYS: Final = always("CGCT L2122-14", 15)
INSTALLATION_WEEK: Final = always("CGCT L5211-6, L5211-8", 4)
APPEAL_MONTHS: Final = always("C. élect. R123", 1)
TERM_YEARS: Final = always("C. élect. L227", 6)
INTERNAL_RULES_MONTHS: Final = always("CGCT L2121-8", 6)
CLEAR_DAYS: Final = always("CGCT L2121-12", 5)
CLEAR_DAYS_SMALL: Final = always("CGCT L2121-11", 3)
SECOND_CONVOCATION_DAYS: Final = always("CGCT L2121-17", 3)


def vice_president_limit(assembly_seats: int, on: dt.date) -> int:
    """Most vice-presidents by ordinary vote: 20 % of the assembly rounded up, 15 at most; 4 where that gives fewer.

    >>> [vice_president_limit(seats, dt.date(2026, 5, 20)) for seats in (28, 82, 14)]
    [6, 15, 4]
    """
    share = -(-assembly_seats * VICE_PRESIDENT_SHARE.on(on) // 1)
    return max(min(int(share), VICE_PRESIDENT_CAP.on(on)), VICE_PRESIDENT_FLOOR.on(on))


def raised_vice_president_limit(assembly_seats: int, on: dt.date) -> int:
    """Most vice-presidents by a two-thirds vote: 30 % of the assembly rounded down, 15 at most.

    >>> raised_vice_president_limit(28, dt.date(2026, 5, 20))
    8
    """
    share = assembly_seats * VICE_PRESIDENT_RAISED_SHARE.on(on) // 1
    return max(min(int(share), VICE_PRESIDENT_CAP.on(on)), vice_president_limit(assembly_seats, on))


def expected_end_of_term(installed_on: dt.date) -> dt.date:
    """The last day by which the next general renewal is expected: in March, six years after the last (C. élect. L227).

    >>> expected_end_of_term(dt.date(2026, 5, 20)), expected_end_of_term(dt.date(2020, 9, 10))
    (datetime.date(2032, 3, 31), datetime.date(2026, 3, 31))
    """
    return dt.date(installed_on.year + TERM_YEARS.on(installed_on), 3, 31)


def installation_expected(renewed_on: dt.date) -> dt.date:
    """The last day to install a joint syndicate's assembly while the presidents of its members are not all known.

    Assumes what the law allows at the latest: mayors elected within a week of the renewal (CGCT L2121-7), EPCIs
    installed, and their presidents elected, on the Friday of the fourth week after; then that of the fourth week again.

    >>> installation_expected(dt.date(2026, 3, 15))
    datetime.date(2026, 5, 15)
    """
    return installation_due(installation_due(renewed_on + dt.timedelta(weeks=1)))


def quorum(members_in_office: int) -> int:
    """Members who must be present, proxies excluded: more than half of those in office (CGCT L2121-17).

    >>> quorum(27), quorum(28)
    (14, 15)
    """
    return members_in_office // 2 + 1


def replacement_due(vacant_since: dt.date) -> dt.date:
    """The day by which a member replaces its delegate (CGCT L5211-8)."""
    return add_months(vacant_since, REPLACEMENT_MONTHS.on(vacant_since))


def president_election_due(vacant_since: dt.date) -> dt.date:
    """The day by which the election of a president is convened (CGCT L2122-14)."""
    return vacant_since + dt.timedelta(days=PRESIDENT_ELECTION_DAYS.on(vacant_since))


def installation_due(last_elected_on: dt.date) -> dt.date:
    """The day by which the assembly is installed: the Friday of the fourth week after the election of the mayors
    (an EPCI), or after that of the last president of a member EPCI (a closed joint syndicate)."""
    return friday_of_week(last_elected_on, INSTALLATION_WEEK.on(last_elected_on))


def appeal_due(notified_on: dt.date) -> dt.date:
    """The last day to appeal against a judgment on an election (C. élect. R123)."""
    return add_months(notified_on, APPEAL_MONTHS.on(notified_on))
