"""The names that things bear in a ledger: stable, public, and without personal data.

An organisation is ``commune:<INSEE>``, ``epci:<SIREN>`` or ``org:<local id>``. A person is an opaque id made by the
service, never a name. Bodies and terms are short local names chosen by the authority (``bureau``, ``2026``).
"""

from typing import Annotated, Final

from msgspec import Meta
from stdnum.fr import siren as _siren

REFERENCE_LEDGER: Final = "FR"
"""The shared ledger of communes, EPCIs and their dated memberships."""

Insee = Annotated[
    str,
    Meta(
        pattern=r"^(?:[0-9]{2}|2[AB]|97[1-8]|98[46-9])[0-9]{2,3}$",
        min_length=5,
        max_length=5,
        description="INSEE code of a commune, five characters (a string: 01004, 2A004).",
    ),
]
Siren = Annotated[str, Meta(pattern=r"^[0-9]{9}$", description="SIREN number, nine digits with a Luhn check digit.")]
Slug = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$",
        description="Short local name: lower-case letters, digits and hyphens, 40 at most. Never a person's name.",
    ),
]
SeatId = Annotated[
    str,
    Meta(
        pattern=r"^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38}[A-Za-z0-9])?$",
        description="Name of a seat within its body and term, such as P, VP1, M3 or A-07.",
    ),
]
PersonId = Annotated[
    str,
    Meta(
        pattern=r"^(?:p-[a-z2-7]{16}|\$[A-Za-z0-9_-]{1,40})$",
        description=(
            "Opaque id of a person, made by the register; or $alias for a person registered in the same list "
            "of commands under that alias."
        ),
    ),
]
OrganizationId = Annotated[
    str,
    Meta(
        pattern=r"^(?:commune:[0-9AB]{5}|epci:[0-9]{9}|org:[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?)$",
        description="An organisation: commune:<INSEE>, epci:<SIREN> or org:<local id>.",
    ),
]
Label = Annotated[str, Meta(min_length=1, max_length=200, description="A public name, 1 to 200 characters.")]
Text = Annotated[str, Meta(min_length=1, max_length=4000, description="Free text, 1 to 4,000 characters.")]

Decimal = Annotated[
    str,
    Meta(
        pattern=r"^-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,6})?$",
        description="A decimal number as text, exact: 12, -0.5, 1450.75.",
    ),
]


def is_siren(number: str) -> bool:
    """Whether ``number`` is a well-formed SIREN (nine digits, Luhn)."""
    return len(number) == 9 and _siren.is_valid(number)


def commune(insee: str) -> str:
    """The organisation id of a commune."""
    return f"commune:{insee}"


def epci(siren: str) -> str:
    """The organisation id of an EPCI."""
    return f"epci:{siren}"
