"""What each part of the scene of governance is read with."""

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from projections.query import Connection, View
from projections.together import together

Fields = Mapping[str, Any]
"""Some fields of the scene."""


class Reading:
    """From where, and on what day; and what was read so far: parts are read side by side, each one once."""

    def __init__(self, connection: Connection, view: View, reference: int, on: dt.date) -> None:
        self.connection: Connection = together(connection)
        self.view = view
        self.reference = reference
        """The position of the reference ledger."""
        self.on = on
        self._parts: dict[Part, asyncio.Task[Fields]] = {}

    def the(self, part: "Part") -> "asyncio.Task[Fields]":
        """What a part comes to, whoever asks for it first."""
        if part not in self._parts:
            self._parts[part] = asyncio.ensure_future(part(self))
        return self._parts[part]


Part = Callable[[Reading], Awaitable[Fields]]
"""Reads some fields of the scene; it asks the reading for those that it needs itself."""
