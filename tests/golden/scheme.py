"""One example of each fact of scheme, with nothing left at its default."""

from domain.core.entry import Fact

FACTS: tuple[Fact, ...] = ()
