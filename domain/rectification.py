"""Correcting the record: nothing is edited, an entry is struck and what replaces it is decided anew."""

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta, Struct

from domain.core.boundary import Boundary
from domain.core.command import Command
from domain.core.entry import Act, Disclosed
from domain.core.identifiers import Text
from domain.core.notices import Refusal
from domain.facts.erasure import BodyErased, LegalBasisRecorded, PersonForgotten
from domain.facts.people import PersonDetailsChanged, PersonRegistered
from domain.facts.registry import LedgerOpened
from domain.slices import SLICE_OF

if TYPE_CHECKING:
    Replacing = Command
else:
    Replacing = reduce(or_, SLICE_OF)
"""Any command but a rectification: read by the doors, which offer a choice of them."""

NOT_RECTIFIABLE = (
    *(LedgerOpened, PersonRegistered, PersonDetailsChanged, Disclosed),
    *(BodyErased, PersonForgotten, LegalBasisRecorded),
)
"""Facts of the register itself: they say what it did, and it did."""


class Rectify(Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """Correct an entry that was recorded wrongly: it is struck, and zero or more commands say what was true.

    The replacing facts take the place of the struck entry in the legal order. Refused, naming the entries, when a
    later entry would no longer stand.
    """

    entry: Annotated[int, Meta(ge=1, description="Position of the entry to correct.")]
    reason: Annotated[Text, Meta(description="Why the record was wrong. Public: no personal data.")]
    act: Act | None = None
    replacement: tuple[Replacing, ...] = ()


class AlreadyRectified(Refusal, frozen=True, kw_only=True):
    """The entry was rectified already: rectify what replaced it."""

    entry: int
    by: int
    replacements: tuple[int, ...]


class NotRectifiable(Refusal, frozen=True, kw_only=True):
    """The entry says what the register itself did: it is not rectified."""

    entry: int
    type: str


class NothingToRectify(Refusal, frozen=True, kw_only=True):
    """The replacement says the same as the entry."""

    entry: int


def boundary(command: Rectify) -> Boundary:
    """The entry itself, by position, and whether it still stands."""
    return Boundary(frozenset({f"entry:{command.entry}"}), frozenset({command.entry}))
