"""What a check of the doctor found, and how it is said."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from msgspec import Struct, field

from service.messages import doctor as said
from service.messages.message import Language
from service.setup_error import SetupError


class State(StrEnum):
    """How a check ended."""

    OK = "OK"
    NOTE = "NOTE"
    PROBLEM = "PROBLEM"


class Finding(Struct, frozen=True):
    """What a check found: a code of ``service.messages.doctor``, or an error that the service itself would give."""

    check: str
    code: str
    state: State = State.OK
    values: Mapping[str, Any] = field(default_factory=dict)
    error: SetupError | None = None

    def told(self, language: Language) -> dict[str, str]:
        """The check, what it says and the remedy, in a language; code and state besides."""
        if self.error is None:
            says, remedy = said.says(self.code, self.values, language), said.remedy(self.code, self.values, language)
        else:
            what, why, remedy = self.error.told(language)
            says = f"{what} : {why}" if language == "fr" else f"{what}: {why}"
        named = said.check(self.check, self.values, language)
        return {"check": named, "code": self.code, "state": self.state, "says": says, "remedy": remedy}


def good(check: str, code: str, **values: object) -> Finding:
    """All is well there."""
    return Finding(check, code, State.OK, values)


def note(check: str, code: str, **values: object) -> Finding:
    """Nothing is wrong, and it is worth knowing."""
    return Finding(check, code, State.NOTE, values)


def problem(check: str, code: str, **values: object) -> Finding:
    """Something is wrong."""
    return Finding(check, code, State.PROBLEM, values)


def wrong(check: str, error: SetupError, **values: object) -> Finding:
    """Something is wrong, as the service itself would say it."""
    return Finding(check, error.code, State.PROBLEM, values, error)
