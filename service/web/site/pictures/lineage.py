"""A line of descent, from what was asked to what was told: stages from left to right, each with its acts and days."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct

_WIDTH: Final = 168.0
_GAP: Final = 34.0
_BOX: Final = 64.0
_SPACE: Final = 12.0
_HEAD: Final = 24.0
_LETTERS: Final = 23
_LINES: Final = 2


class Step(Struct, frozen=True):
    """One thing of a stage: what it is, and when."""

    text: str
    when: str
    link: str = ""
    kind: str = ""
    """A class of the stylesheet: ``good``, ``off``."""


class Stage(Struct, frozen=True):
    """A stage of the line, with its heading."""

    name: str
    steps: tuple[Step, ...]


class Box(Struct, frozen=True):
    """A step where it is drawn."""

    step: Step
    x: float
    y: float
    lines: tuple[str, ...]


class Link(Struct, frozen=True):
    """A line between two boxes, as an SVG path."""

    path: str


class Lineage(Struct, frozen=True):
    """The picture."""

    boxes: tuple[Box, ...]
    links: tuple[Link, ...]
    heads: tuple[tuple[str, float], ...]
    width: float
    height: float
    box_width: float = _WIDTH
    box_height: float = _BOX


def lineage(stages: Sequence[Stage]) -> Lineage | None:
    """The line through the stages that have something; None when fewer than two have."""
    there = [stage for stage in stages if stage.steps]
    if len(there) <= 1:
        return None
    tallest = max(len(stage.steps) for stage in there)
    height = _HEAD + tallest * (_BOX + _SPACE)
    columns = [[_box(step, column, at, len(stage.steps), height) for at, step in enumerate(stage.steps)]
               for column, stage in enumerate(there)]  # fmt: skip
    links = [_link(a, b) for left, right in pairwise(columns) for a in left for b in right]
    heads = tuple((_broken(stage.name)[0], column * (_WIDTH + _GAP)) for column, stage in enumerate(there))
    width = len(there) * (_WIDTH + _GAP) - _GAP + 2
    return Lineage(tuple(box for column in columns for box in column), tuple(links), heads, width, height)


def _box(step: Step, column: int, at: int, of: int, height: float) -> Box:
    room = height - _HEAD
    top = _HEAD + (room - of * (_BOX + _SPACE)) / 2 + at * (_BOX + _SPACE)
    return Box(step, column * (_WIDTH + _GAP) + 1, top, _broken(step.text))


def _link(a: Box, b: Box) -> Link:
    x1, y1, x2, y2 = a.x + _WIDTH, a.y + _BOX / 2, b.x, b.y + _BOX / 2
    middle = (x1 + x2) / 2
    return Link(f"M{x1:.0f} {y1:.0f}C{middle:.0f} {y1:.0f} {middle:.0f} {y2:.0f} {x2:.0f} {y2:.0f}")


def _broken(text: str) -> tuple[str, ...]:
    """A text on two lines at most, cut between words."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > _LETTERS:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    if len(lines) > _LINES:
        lines = [*lines[: _LINES - 1], f"{lines[_LINES - 1][: _LETTERS - 1]}…"]
    return tuple(line if len(line) <= _LETTERS else f"{line[: _LETTERS - 1]}…" for line in lines)
