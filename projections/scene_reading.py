"""What each part of the scene of governance is read with."""

import datetime as dt
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from msgspec import Struct

from domain.checks.scene import Scene
from projections.query import Connection, View


class Reading(Struct, frozen=True):
    """From where, and on what day."""

    connection: Connection
    view: View
    reference: int
    """The position of the reference ledger."""
    on: dt.date


Part = Callable[[Reading, Scene], Awaitable[Mapping[str, Any]]]
"""Reads some fields of the scene, given those that are there already."""
