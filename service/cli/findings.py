"""What a check of the doctor found, and what to do about it."""

from enum import StrEnum

from msgspec import Struct

from service.setup_error import SetupError


class State(StrEnum):
    """How a check ended."""

    OK = "OK"
    NOTE = "NOTE"
    PROBLEM = "PROBLEM"


class Finding(Struct, frozen=True):
    """What a check found, and what to do about it."""

    check: str
    says: str
    state: State = State.OK
    remedy: str = ""


def problem(check: str, says: str, remedy: str) -> Finding:
    """Something is wrong."""
    return Finding(check, says, State.PROBLEM, remedy)


def wrong(check: str, error: SetupError) -> Finding:
    """Something is wrong, as the service itself would say it."""
    return problem(check, f"{error.what}: {error.why}", error.remedy)
