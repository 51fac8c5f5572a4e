"""What a check found: of each kind the first difference, and how many there are."""

from collections import Counter
from enum import StrEnum
from typing import Final

from msgspec import Struct


class Check(StrEnum):
    """What is checked; the order in which it is told."""

    GUARD = "GUARD"
    HEAD = "HEAD"
    POSITIONS = "POSITIONS"
    HEADERS = "HEADERS"
    CLOCK = "CLOCK"
    STEPS = "STEPS"
    LEAVES = "LEAVES"
    BODIES = "BODIES"
    ERASURES = "ERASURES"
    COLUMNS = "COLUMNS"
    TAGS = "TAGS"
    COMMANDS = "COMMANDS"
    TREE = "TREE"
    CHECKPOINTS = "CHECKPOINTS"
    PROJECTIONS = "PROJECTIONS"
    TRAIL = "TRAIL"
    VAULT = "VAULT"


class Flaw(StrEnum):
    """What can be wrong; ``service/messages/selfcheck.py`` says it."""

    TRIGGER_MISSING = "TRIGGER_MISSING"
    HEAD_MISSING = "HEAD_MISSING"
    HEAD_AHEAD = "HEAD_AHEAD"
    HEAD_BEHIND = "HEAD_BEHIND"
    HEAD_TIME = "HEAD_TIME"
    POSITION_MISSING = "POSITION_MISSING"
    HEADER_UNREADABLE = "HEADER_UNREADABLE"
    HEADER_NOT_CANONICAL = "HEADER_NOT_CANONICAL"
    HEADER_VERSION = "HEADER_VERSION"
    HEADER_ELSEWHERE = "HEADER_ELSEWHERE"
    HEADER_REFERENCE = "HEADER_REFERENCE"
    CLOCK_OTHER = "CLOCK_OTHER"
    TIME_OTHER = "TIME_OTHER"
    TIME_BACK = "TIME_BACK"
    STEP_END = "STEP_END"
    STEP_TIME = "STEP_TIME"
    LEAF_OTHER = "LEAF_OTHER"
    BODY_MISSING = "BODY_MISSING"
    BODY_STRAY = "BODY_STRAY"
    BODY_OTHER = "BODY_OTHER"
    BODY_UNREADABLE = "BODY_UNREADABLE"
    BODY_NOT_CANONICAL = "BODY_NOT_CANONICAL"
    ERASURE_UNSAID = "ERASURE_UNSAID"
    ERASURE_OTHER = "ERASURE_OTHER"
    ERASURE_UNDONE = "ERASURE_UNDONE"
    COLUMN_OTHER = "COLUMN_OTHER"
    TAG_MISSING = "TAG_MISSING"
    TAG_STRAY = "TAG_STRAY"
    COMMAND_MISSING = "COMMAND_MISSING"
    COMMAND_STRAY = "COMMAND_STRAY"
    COMMAND_OTHER = "COMMAND_OTHER"
    NODE_MISSING = "NODE_MISSING"
    NODE_STRAY = "NODE_STRAY"
    NODE_OTHER = "NODE_OTHER"
    CHECKPOINT_ROOT = "CHECKPOINT_ROOT"
    CHECKPOINT_NOTE = "CHECKPOINT_NOTE"
    CHECKPOINT_SIGNATURE = "CHECKPOINT_SIGNATURE"
    CHECKPOINT_BEYOND = "CHECKPOINT_BEYOND"
    COSIGNATURE_OTHER = "COSIGNATURE_OTHER"
    ROW_MISSING = "ROW_MISSING"
    ROW_STRAY = "ROW_STRAY"
    ROW_OTHER = "ROW_OTHER"
    ROWS_OUTDATED = "ROWS_OUTDATED"
    TRAIL_OTHER = "TRAIL_OTHER"
    PERSON_UNKNOWN = "PERSON_UNKNOWN"
    PERSON_FORGOTTEN = "PERSON_FORGOTTEN"
    PERSON_IN_CLEAR = "PERSON_IN_CLEAR"
    NAME_MISSING = "NAME_MISSING"
    NAME_WITHOUT_KEY = "NAME_WITHOUT_KEY"
    KEY_WITHOUT_NAME = "KEY_WITHOUT_NAME"
    KEY_UNKNOWN = "KEY_UNKNOWN"
    NAME_NOT_AUTHENTIC = "NAME_NOT_AUTHENTIC"


CHECK_OF: Final[dict[Flaw, Check]] = {
    Flaw.TRIGGER_MISSING: Check.GUARD,
    Flaw.HEAD_MISSING: Check.HEAD,
    Flaw.HEAD_AHEAD: Check.HEAD,
    Flaw.HEAD_BEHIND: Check.HEAD,
    Flaw.HEAD_TIME: Check.HEAD,
    Flaw.POSITION_MISSING: Check.POSITIONS,
    Flaw.HEADER_UNREADABLE: Check.HEADERS,
    Flaw.HEADER_NOT_CANONICAL: Check.HEADERS,
    Flaw.HEADER_VERSION: Check.HEADERS,
    Flaw.HEADER_ELSEWHERE: Check.HEADERS,
    Flaw.HEADER_REFERENCE: Check.HEADERS,
    Flaw.CLOCK_OTHER: Check.CLOCK,
    Flaw.TIME_OTHER: Check.CLOCK,
    Flaw.TIME_BACK: Check.CLOCK,
    Flaw.STEP_END: Check.STEPS,
    Flaw.STEP_TIME: Check.STEPS,
    Flaw.LEAF_OTHER: Check.LEAVES,
    Flaw.BODY_MISSING: Check.BODIES,
    Flaw.BODY_STRAY: Check.BODIES,
    Flaw.BODY_OTHER: Check.BODIES,
    Flaw.BODY_UNREADABLE: Check.BODIES,
    Flaw.BODY_NOT_CANONICAL: Check.BODIES,
    Flaw.ERASURE_UNSAID: Check.ERASURES,
    Flaw.ERASURE_OTHER: Check.ERASURES,
    Flaw.ERASURE_UNDONE: Check.ERASURES,
    Flaw.COLUMN_OTHER: Check.COLUMNS,
    Flaw.TAG_MISSING: Check.TAGS,
    Flaw.TAG_STRAY: Check.TAGS,
    Flaw.COMMAND_MISSING: Check.COMMANDS,
    Flaw.COMMAND_STRAY: Check.COMMANDS,
    Flaw.COMMAND_OTHER: Check.COMMANDS,
    Flaw.NODE_MISSING: Check.TREE,
    Flaw.NODE_STRAY: Check.TREE,
    Flaw.NODE_OTHER: Check.TREE,
    Flaw.CHECKPOINT_ROOT: Check.CHECKPOINTS,
    Flaw.CHECKPOINT_NOTE: Check.CHECKPOINTS,
    Flaw.CHECKPOINT_SIGNATURE: Check.CHECKPOINTS,
    Flaw.CHECKPOINT_BEYOND: Check.CHECKPOINTS,
    Flaw.COSIGNATURE_OTHER: Check.CHECKPOINTS,
    Flaw.ROW_MISSING: Check.PROJECTIONS,
    Flaw.ROW_STRAY: Check.PROJECTIONS,
    Flaw.ROW_OTHER: Check.PROJECTIONS,
    Flaw.ROWS_OUTDATED: Check.PROJECTIONS,
    Flaw.TRAIL_OTHER: Check.TRAIL,
    Flaw.PERSON_UNKNOWN: Check.VAULT,
    Flaw.PERSON_FORGOTTEN: Check.VAULT,
    Flaw.PERSON_IN_CLEAR: Check.VAULT,
    Flaw.NAME_MISSING: Check.VAULT,
    Flaw.NAME_WITHOUT_KEY: Check.VAULT,
    Flaw.KEY_WITHOUT_NAME: Check.VAULT,
    Flaw.KEY_UNKNOWN: Check.VAULT,
    Flaw.NAME_NOT_AUTHENTIC: Check.VAULT,
}
"""Which check finds what."""


class Difference(Struct, frozen=True):
    """That something is not what the rest of the ledger says it must be."""

    flaw: Flaw
    position: int
    """The entry that it is about; 0: the ledger as a whole."""
    values: dict[str, str | int] = {}
    """What its sentence needs; never anything of a body or of the vault."""

    @property
    def check(self) -> Check:
        """The check that found it."""
        return CHECK_OF[self.flaw]


class Findings:
    """Keeps the first difference of each kind and counts all; counts what was looked at as well."""

    def __init__(self) -> None:
        self._first: dict[Flaw, Difference] = {}
        self._numbers: Counter[Flaw] = Counter()
        self._looked_at: Counter[Check] = Counter()

    def add(self, flaw: Flaw, position: int, **values: str | int) -> None:
        """A difference; of those of one kind that of the lowest position is kept."""
        self._numbers[flaw] += 1
        first = self._first.get(flaw)
        if first is None or position < first.position:
            self._first[flaw] = Difference(flaw, position, values)

    def saw(self, check: Check, number: int = 1) -> None:
        """So many more things were looked at."""
        self._looked_at[check] += number

    @property
    def first(self) -> list[Difference]:
        """The first difference of each kind, in the order of the checks."""
        return [self._first[flaw] for flaw in Flaw if flaw in self._first]

    @property
    def numbers(self) -> dict[Flaw, int]:
        """How many differences there are of each kind that has any."""
        return dict(self._numbers)

    @property
    def looked_at(self) -> dict[Check, int]:
        """How many things each check looked at, in the order of the checks."""
        return {check: self._looked_at[check] for check in Check if check in self._looked_at}
