"""Commands made up for the tests, in the forms that the domain's own take."""

import datetime as dt
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct


class Colour(StrEnum):
    """What colour it is."""

    RED = "RED"
    BLUE = "AZURE"


class Chair(Struct, frozen=True, kw_only=True):
    """A chair, stored under snake_case names."""

    name: Annotated[str, Meta(pattern=r"^[A-Z]+[0-9]*$", description="Such as VP1.")]
    on_behalf_of: Annotated[str, Meta(max_length=10)] | None = None
    rank: Annotated[int, Meta(ge=1)] | None = None


class Order(Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """What every command of the tests says."""

    on: Annotated[dt.date, Meta(description="The day of legal effect.")]
    colour: Colour = Colour.RED


class TakeChair(Order, frozen=True, kw_only=True):
    """Take a chair."""

    chair: Chair
    spare_chair: Chair | None = None
    urgent: bool = False


class OpenRoom(Order, frozen=True, kw_only=True):
    """Open a room."""

    chairs: Annotated[tuple[Chair, ...], Meta(max_length=3)]
    labels: tuple[str, ...] = ()
    opened_at: dt.datetime | None = None


class Mend(Order, frozen=True, kw_only=True):
    """Put something else in its place."""

    entry: int
    instead: tuple[TakeChair | OpenRoom, ...] = ()
    otherwise: TakeChair | OpenRoom | None = None


COMMANDS = (TakeChair, OpenRoom, Mend)
