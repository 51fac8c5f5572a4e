"""A number that the law could change: dated, and citing its article."""

import datetime as dt
from typing import Generic, TypeVar

from msgspec import Struct

T = TypeVar("T")


class Parameter(Struct, Generic[T], frozen=True):
    """A legal parameter: its article, and its values from a day on, oldest first."""

    article: str
    values: tuple[tuple[dt.date, T], ...]

    def on(self, day: dt.date) -> T:
        """Its value on a day; before the first known value, the first one."""
        value = self.values[0][1]
        for since, candidate in self.values:
            if since <= day:
                value = candidate
        return value


def always(article: str, value: T) -> Parameter[T]:
    """A parameter that has had one value ever since the texts that this register knows."""
    return Parameter(article, ((dt.date.min, value),))
