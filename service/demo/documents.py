"""Documents and contracts followed during the mandate, and how they relate to the SCoT."""

from service.demo.sittings import Sitting


def sittings() -> tuple[Sitting, ...]:
    """This chapter, in order."""
    return ()
