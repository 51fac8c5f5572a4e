"""Who sits, as in the room: the president in front, the others on arcs, side by side with those of the same EPCI."""

from collections.abc import Mapping, Sequence
from math import cos, pi, sin
from typing import Any, Final

from msgspec import Struct

from service.web.site.pictures.palette import Mark, marks

_SPREAD: Final = pi * 0.06
"""Radians left free at both ends of an arc."""
_GAP: Final = 2.35
"""Between the middles of two arcs, in radii of a seat."""
_SEAT: Final = 2.25
"""Room for one seat on an arc, in radii of a seat."""
_INNER: Final = 3.4
"""Radius of the first arc, in radii of a seat."""
_AROUND_ONE_TABLE: Final = 9
"""So many others or fewer sit on one arc, as wide as they need."""
NOBODY: Final = ""
"""The group of seats that speak for no EPCI."""


class Place(Struct, frozen=True):
    """One seat where it is drawn; coordinates in radii of a seat, the president's at 0, 0."""

    x: float
    y: float
    seat: Mapping[str, Any]
    mark: Mark | None


class Represented(Struct, frozen=True):
    """One line of the legend."""

    name: str
    mark: Mark
    held: int
    seats: int


class SeatMap(Struct, frozen=True):
    """A room, drawn within ``box`` (x, y, width, height)."""

    places: tuple[Place, ...]
    legend: tuple[Represented, ...]
    box: tuple[float, float, float, float]
    held: int
    vacant: int

    @property
    def total(self) -> int:
        """Seats."""
        return self.held + self.vacant


def seat_map(seats: Sequence[Mapping[str, Any]]) -> SeatMap:
    """The map of the ``seats`` of a composition, as the API gives them."""
    president = next((seat for seat in seats if seat["kind"] == "PRESIDENT"), None)
    others = [seat for seat in seats if seat is not president]
    names = sorted({group for seat in seats if (group := _group(seat))})
    known = marks(names)
    points = _points(len(others))
    ordered = sorted(others, key=lambda seat: (_group(seat) or "\uffff", seat["rank"] or 999, seat["seat"]))
    placed = [Place(x, y, seat, known.get(_group(seat))) for (x, y), seat in zip(points, ordered, strict=True)]
    if president is not None:
        placed.insert(0, Place(0.0, 0.0, president, known.get(_group(president))))
    legend = tuple(_represented(name, known[name], seats) for name in names)
    vacant = sum(seat["state"] == "VACANT" for seat in seats)
    return SeatMap(tuple(placed), legend, _box(placed), len(seats) - vacant, vacant)


def _group(seat: Mapping[str, Any]) -> str:
    member = seat["onBehalfOf"]
    return str(member["name"] or member["id"]) if member else NOBODY


def _represented(name: str, mark: Mark, seats: Sequence[Mapping[str, Any]]) -> Represented:
    theirs = [seat for seat in seats if _group(seat) == name]
    return Represented(name, mark, sum(seat["state"] != "VACANT" for seat in theirs), len(theirs))


def _points(count: int) -> list[tuple[float, float]]:
    """So many places on as few arcs as hold them, from the left of the room to its right."""
    if count <= _AROUND_ONE_TABLE:
        radius = max(_INNER, (count - 1) * _SEAT / (pi - 2 * _SPREAD))
        return [(radius * cos(angle), -radius * sin(angle)) for angle in sorted(_angles(count), reverse=True)]
    arcs = 1
    while sum(_capacity(arc) for arc in range(arcs)) < count:
        arcs += 1
    room = sum(_capacity(arc) for arc in range(arcs))
    shares = [count * _capacity(arc) // room for arc in range(arcs)]
    for arc in range(count - sum(shares)):
        shares[-1 - arc % arcs] += 1
    angled = [(angle, arc) for arc, share in enumerate(shares) for angle in _angles(share)]
    return [(_radius(arc) * cos(angle), -_radius(arc) * sin(angle)) for angle, arc in sorted(angled, reverse=True)]


def _radius(arc: int) -> float:
    return _INNER + arc * _GAP


def _capacity(arc: int) -> int:
    """How many seats stand on an arc without touching."""
    return int((pi - 2 * _SPREAD) * _radius(arc) / _SEAT) + 1


def _angles(count: int) -> list[float]:
    if count <= 1:
        return [pi / 2] * count
    step = (pi - 2 * _SPREAD) / (count - 1)
    return [_SPREAD + step * at for at in range(count)]


def _box(places: Sequence[Place]) -> tuple[float, float, float, float]:
    left = min((place.x for place in places), default=0.0) - 1.4
    top = min((place.y for place in places), default=0.0) - 1.4
    right = max((place.x for place in places), default=0.0) + 1.4
    bottom = max((place.y for place in places), default=0.0) + 1.4
    return (round(left, 2), round(top, 2), round(right - left, 2), round(bottom - top, 2))
