"""What a partner has to do to its copies: said in so many words, whatever the partner's filter leaves out.

An entry can change who may read others, or what remains of them. Whoever kept copies is told of which: each notice
comes right before the event of the entry that it follows from, and says nothing that asking for those would not.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Final

import strawberry

from domain.core.entry import Disclosed, Fact
from domain.facts.erasure import BodyErased, ErasureBasis, PersonForgotten
from service.database import Session
from service.graphql.described import output
from service.ledger import Reader, StoredEntry
from service.ledger.envelope import decode_body, decode_fact

TELLING: Final = frozenset(kind.__name__ for kind in (PersonForgotten, BodyErased, Disclosed))
"""Kinds of fact from which a notice may follow."""


@output()
class ForgottenPerson:
    """A person was forgotten: drop whatever you keep of the name and the contacts. The id stays."""

    ledger: strawberry.ID
    position: int = strawberry.field(description="The entry that says so.")
    person: strawberry.ID
    basis: ErasureBasis


@output()
class ErasedText:
    """The text of an entry was destroyed: drop your copy of it, and ask for what remains."""

    ledger: strawberry.ID
    position: int = strawberry.field(description="The entry that says so.")
    entry: int = strawberry.field(description="The entry whose text was destroyed.")
    basis: ErasureBasis


@output()
class VisibilityOpened:
    """Entries that you were told sealed may now be read: ask for them."""

    ledger: strawberry.ID
    position: int = strawberry.field(description="The entry that says so.")
    positions: list[int] = strawberry.field(description="The entries that may be read.")


Notice = ForgottenPerson | ErasedText | VisibilityOpened
FeedNotice = Annotated[
    Notice, strawberry.union("FeedNotice", description="What a partner has to do to the copies that it keeps.")
]


async def notices_of(connection: Session, page: Sequence[StoredEntry], level: int) -> dict[int, list[Notice]]:
    """By position, the notices of entries of one ledger for a viewer of a level; one statement at most."""
    saying = {stored.position: (stored, _fact(stored)) for stored in page if _tells(stored)}
    named = {position for _, fact in saying.values() for position in _named(fact)}
    others = await Reader(connection).at(page[0].ledger, sorted(named)) if named else {}
    found = {at: list(_notices(stored, fact, others, level)) for at, (stored, fact) in saying.items()}
    return {at: notices for at, notices in found.items() if notices}


def _tells(stored: StoredEntry) -> bool:
    return stored.type in TELLING and stored.body is not None


def _fact(stored: StoredEntry) -> Fact:
    return decode_fact(decode_body(stored.body or b""))


def _named(fact: Fact) -> tuple[int, ...]:
    match fact:
        case BodyErased():
            return (fact.entry,)
        case Disclosed():
            return fact.entries
    return ()


def _notices(stored: StoredEntry, fact: Fact, others: Mapping[int, StoredEntry], level: int) -> Iterator[Notice]:
    ledger, position = strawberry.ID(stored.ledger), stored.position
    match fact:
        case PersonForgotten() if stored.level <= level:
            yield ForgottenPerson(ledger=ledger, position=position, person=strawberry.ID(fact.person), basis=fact.basis)
        case BodyErased() if others[fact.entry].level <= level:
            yield ErasedText(ledger=ledger, position=position, entry=fact.entry, basis=fact.basis)
        case Disclosed() if stored.level <= level and (opened := _opened(fact, others, level)):
            yield VisibilityOpened(ledger=ledger, position=position, positions=opened)


def _opened(fact: Disclosed, others: Mapping[int, StoredEntry], level: int) -> list[int]:
    """Those recorded for few that this viewer reads because of this disclosure."""
    if fact.to.level > level:
        return []
    return [position for position in fact.entries if _recorded_for(others[position]) > level]


def _recorded_for(stored: StoredEntry) -> int:
    return decode_body(stored.body).visibility.level if stored.body else 0
