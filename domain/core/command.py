"""What a clerk asks to record. A command is imperative; the facts it leads to are in the past tense."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Annotated, ClassVar

from msgspec import Meta, Struct

from domain.core.entry import Act, Draft, Fact, Visibility
from domain.core.notices import Caution

Memberships = Mapping[str, Sequence[tuple[str, dt.date, dt.date | None]]]
"""For a commune's organisation id: its EPCIs as the reference ledger has them, from a day to a day (excluded)."""


class Command(
    Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True, tag=True, tag_field="command"
):
    """What every command says: when it takes legal effect, by which act, and who may read it."""

    cites_act: ClassVar[bool] = True
    """Whether the register asks for the act that founds the fact: always, but for what it does for itself."""

    on: Annotated[dt.date, Meta(description="The day of legal effect, in Europe/Paris.")]
    act: Act | None = None
    visibility: Visibility = Visibility.PUBLIC

    def leads_to(self, fact: Fact, on: dt.date | None = None) -> Draft:
        """A fact that follows from this command, with its act, its visibility and (unless told) its date."""
        return Draft(fact=fact, effective_on=on or self.on, act=self.act, visibility=self.visibility)


class Decision(Struct, frozen=True):
    """What a command comes to: the facts to append (none when it is already true), and what to beware of."""

    drafts: tuple[Draft, ...] = ()
    cautions: tuple[Caution, ...] = ()


ALREADY_TRUE = Decision()
"""Same content, same effective date, same act: nothing to append."""
