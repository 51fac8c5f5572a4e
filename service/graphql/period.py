"""A period that a client gives: from a day to a day, both included."""

import datetime as dt

from service.graphql.refusals import QueryRefused


def check_period(start: dt.date | None, end: dt.date | None) -> None:
    """A period does not end before it begins.

    Raises:
        QueryRefused: PERIOD_REVERSED.
    """
    if start is None or end is None or start <= end:
        return
    raise QueryRefused(
        "PERIOD_REVERSED",
        {
            "en": f"The period ends on {end}, before it begins on {start}.",
            "fr": f"La période finit le {end}, avant de commencer le {start}.",
        },
    )


def days_after(within: int) -> dt.timedelta:
    """How long a delay of so many days is.

    Raises:
        QueryRefused: INVALID_DELAY.
    """
    if not 0 <= within <= 3650:
        raise QueryRefused(
            "INVALID_DELAY",
            {
                "en": f"A delay is 0 to 3650 days; {within} were asked for.",
                "fr": f"Un délai compte de 0 à 3650 jours ; {within} ont été demandés.",
            },
        )
    return dt.timedelta(days=within)
