"""Which role somebody whom the issuer identified has here: the first line of a small file that fits.

    {"access": [
      {"when": {"sub": "8a2f..."}, "role": "CLERK", "ledgers": ["250000007"]},
      {"when": {"siret": "25000000700011"}, "role": "MEMBER", "level": "BUREAU", "ledgers": ["250000007"]}
    ]}

``when`` names claims of the ID token or of userinfo, all of which must have that value (or hold it, for a list). It is
read at each sign-in, so that a change counts from the next one on.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from domain.core.entry import Visibility
from service.access import EVERY_LEDGER, RIGHTS, Role
from service.setup_error import SetupError


class Line(Struct, frozen=True, forbid_unknown_fields=True):
    """Who, and what they may do."""

    when: Annotated[dict[str, str | bool | int], Meta(min_length=1)]
    role: Role
    ledgers: Annotated[tuple[str, ...], Meta(min_length=1)]
    level: Visibility | None = None

    def fits(self, claims: Mapping[str, Any]) -> bool:
        """Whether somebody's claims have all that the line asks for."""
        return all(_has(claims.get(name), value) for name, value in self.when.items())


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    access: tuple[Line, ...]


def read_mapping(path: Path) -> tuple[Line, ...]:
    """The lines of the file.

    Raises:
        SetupError: it cannot be read, or a line gives what no token may have.
    """
    try:
        lines = msgspec.json.decode(path.read_bytes(), type=_File).access
    except (OSError, msgspec.DecodeError) as error:
        raise SetupError("BAD_ACCESS_FILE", path=path, error=error) from None
    for place, line in enumerate(lines, start=1):
        levels = RIGHTS[line.role].levels
        if line.role is Role.PUBLIC or line.level not in (None, *levels):
            raise SetupError("BAD_ACCESS_LINE", line=place)
    return lines


def line_of(lines: tuple[Line, ...], claims: Mapping[str, Any], ledger: str) -> Line | None:
    """The first line that fits, one that counts in that ledger if there is any."""
    fitting = [line for line in lines if line.fits(claims)]
    here = (line for line in fitting if ledger in line.ledgers or EVERY_LEDGER in line.ledgers)
    return next(here, fitting[0] if fitting else None)


def _has(claim: object, value: object) -> bool:
    if isinstance(claim, list):
        return value in claim
    return type(claim) is type(value) and claim == value
