"""What a decision may answer besides facts: a refusal (nothing is recorded) or a caution (recorded, and said).

Each notice is a frozen Struct whose fields are the ids and dates that its sentence needs; its class name is its
public code. The French and English sentences stand in one catalogue, ``service/messages``; a test holds the two equal.
"""

from typing import ClassVar

from msgspec import Struct


class Notice(Struct, frozen=True, kw_only=True):
    """A sentence that the register says, as data."""

    rule: ClassVar[str] = ""
    """The article or the local rule that it rests on; empty when it rests on the register's own logic."""

    @property
    def code(self) -> str:
        """Stable public code."""
        return type(self).__name__


class Refusal(Notice, frozen=True, kw_only=True):
    """Why nothing is recorded."""


class Caution(Notice, frozen=True, kw_only=True):
    """What is recorded all the same, and deserves a second look: the law is uncertain or the data incomplete."""


class Refused(Exception):
    """A command is refused; carries one refusal or several."""

    def __init__(self, *refusals: Refusal) -> None:
        super().__init__(", ".join(refusal.code for refusal in refusals))
        self.refusals = refusals
