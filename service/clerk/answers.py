"""What the write door answers."""

import datetime as dt

import msgspec
from msgspec import Struct

from domain.core.notices import Caution, Refusal
from service.ledger import Warned


class StepOutcome(Struct, frozen=True):
    """What one command of the list came to: its entries (none: it was already true) and its cautions."""

    positions: tuple[int, ...]
    cautions: tuple[Warned, ...] = ()

    @property
    def already_true(self) -> bool:
        """Whether nothing had to be recorded."""
        return not self.positions


class Recorded(Struct, frozen=True):
    """The list was recorded, now or the first time that its id came."""

    ledger: str
    command_id: str
    first: int
    last: int
    recorded_at: dt.datetime | None
    steps: tuple[StepOutcome, ...]
    people: dict[str, str]
    """The ids made for the people registered, by alias."""
    replayed: bool = False


class RefusedCommand(Struct, frozen=True):
    """One refusal, and where in the request: ``commands.3``; empty for the request as a whole."""

    path: str
    refusal: Refusal


class Refusals(Struct, frozen=True):
    """Nothing was recorded, and why."""

    refusals: tuple[RefusedCommand, ...]


Answer = Recorded | Refusals


class Outcome(Struct, frozen=True):
    """What is kept under a command id, for retries: how many entries each command led to, and its cautions."""

    steps: tuple[tuple[int, tuple[Warned, ...]], ...]

    def encode(self) -> bytes:
        """As stored."""
        return msgspec.json.encode(self)

    @classmethod
    def decode(cls, stored: bytes) -> "Outcome":
        """From what was stored."""
        return msgspec.json.decode(stored, type=cls)

    def positions_from(self, first: int) -> tuple[StepOutcome, ...]:
        """Each command's entries, from the first position on."""
        steps = []
        for count, cautions in self.steps:
            steps.append(StepOutcome(tuple(range(first, first + count)), cautions))
            first += count
        return tuple(steps)


def warned(caution: Caution) -> Warned:
    """A caution as it is recorded."""
    return Warned(caution.code, caution.rule, msgspec.to_builtins(caution))
