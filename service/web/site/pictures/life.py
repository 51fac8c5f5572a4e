"""A life in office: what someone holds and held, a bar for each, one lane for each kind, on one line of years."""

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

from msgspec import Struct

from service.web.site.pictures.palette import COLOURS

WIDTH: Final = 960.0
_LANE: Final = 30.0
_HEAD: Final = 26.0
_GROUP: Final = 26.0
_FEWEST_YEARS: Final = 2
_LETTER: Final = 7.0
_FEWEST_LETTERS: Final = 5


class Bar(Struct, frozen=True):
    """One period: from a day until another (excluded), open when there is none."""

    group: str
    label: str
    since: dt.date
    until: dt.date | None
    link: str
    """Where its act is shown."""


class Drawn(Struct, frozen=True):
    """A bar where it is drawn."""

    bar: Bar
    x: float
    y: float
    width: float
    colour: str

    @property
    def text(self) -> str:
        """As many words of the label as the bar holds; nothing when that says nothing."""
        most = int((self.width - 10) / _LETTER)
        label = self.bar.label
        if len(label) <= most:
            return label
        cut = label[:most].rpartition(" ")[0]
        return f"{cut}…" if len(cut) >= _FEWEST_LETTERS else ""


class Life(Struct, frozen=True):
    """The picture: bars by lanes, years as lines, and the day that is looked at."""

    drawn: tuple[Drawn, ...]
    years: tuple[tuple[int, float], ...]
    groups: tuple[tuple[str, float], ...]
    today: float
    height: float
    width: float = WIDTH
    lane: float = _LANE


def life(bars: Sequence[Bar], on: dt.date) -> Life | None:
    """The picture of some periods; None when there is none."""
    if not bars:
        return None
    first = min(bar.since for bar in bars).year
    last = max(on, *(bar.until or bar.since for bar in bars)).year + 1  # it may all begin after the day
    begin, end = dt.date(min(first, last - _FEWEST_YEARS), 1, 1), dt.date(last, 1, 1)
    days = (end - begin).days

    def at(day: dt.date) -> float:
        return round((min(max(day, begin), end) - begin).days / days * WIDTH, 1)

    drawn: list[Drawn] = []
    groups: list[tuple[str, float]] = []
    y = _HEAD
    for number, (group, each) in enumerate(_grouped(bars)):
        groups.append((group, y + 17))
        y += _GROUP
        for lane in _lanes(each):
            for bar in lane:
                x = at(bar.since)
                width = max(at(bar.until or end) - x, 3)
                drawn.append(Drawn(bar, x, y, width, f"k{number % COLOURS}"))
            y += _LANE
    years = tuple((year, at(dt.date(year, 1, 1))) for year in range(begin.year, end.year, 1 + (last - first) // 14))
    return Life(tuple(drawn), years, tuple(groups), at(on), y + 6)


def _grouped(bars: Sequence[Bar]) -> Iterable[tuple[str, list[Bar]]]:
    order = {group: at for at, group in enumerate(dict.fromkeys(bar.group for bar in bars))}
    ordered = sorted(bars, key=lambda bar: (order[bar.group], bar.since))
    return ((group, list(each)) for group, each in groupby(ordered, key=lambda bar: bar.group))


def _lanes(bars: Sequence[Bar]) -> list[list[Bar]]:
    """As few lanes as keep what overlaps apart."""
    lanes: list[list[Bar]] = []
    for bar in bars:
        free = next((lane for lane in lanes if (end := lane[-1].until) is not None and end <= bar.since), None)
        if free is None:
            lanes.append([bar])
        else:
            free.append(bar)
    return lanes
