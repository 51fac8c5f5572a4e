"""What a decision sees: the entries within its boundary, which widens as they are read."""

from collections.abc import Sequence

from msgspec import Struct, structs

from domain.core.boundary import Boundary
from domain.core.command import Memberships
from domain.core.entry import Entry
from domain.core.identifiers import REFERENCE_LEDGER
from domain.facts.people import MandateStarted
from domain.history import History
from domain.register import Instruction, boundary
from projections.territory import epci_of_communes
from service.database import Session
from service.ledger import Head, Reader


class Sight(Struct, frozen=True):
    """What was read, as of one position of the ledger and one of the reference ledger."""

    head: Head
    reference_position: int
    boundary: Boundary
    history: History
    memberships: Memberships


async def see(
    connection: Session, ledger: str, instructions: Sequence[Instruction], before: Sequence[Entry] = ()
) -> Sight:
    """Read what a list of commands depends on. Entries after the head that is read first are left to the condition.

    ``before`` are entries that a rehearsal decided: they are seen as if they were recorded after the head.
    """
    reader = Reader(connection)
    heads = await reader.heads_of((ledger, REFERENCE_LEDGER))
    head = heads.get(ledger) or Head(ledger, "REAL", 0, None, 0)
    reference = heads[REFERENCE_LEDGER].position if REFERENCE_LEDGER in heads else 0
    history, seen = History(), Boundary()
    while more := (wanted := boundary(instructions, history)).beyond(seen):
        history.add(await reader.within(ledger, more, until=head.position))
        history.add(e for e in before if e.position in more.positions or not more.tags.isdisjoint(e.fact.tags()))
        seen |= wanted
    communes = sorted(
        {
            entry.fact.organization
            for entry in history
            if isinstance(entry.fact, MandateStarted) and entry.fact.organization.startswith("commune:")
        }
    )
    memberships = await epci_of_communes(connection, communes, reference) if communes else {}
    after = structs.replace(head, position=head.position + len(before)) if before else head
    return Sight(after, reference, seen, history, memberships)
