"""One example of each fact of arbitrations, with nothing left at its default."""

from domain.core.entry import Fact

FACTS: tuple[Fact, ...] = ()
