"""Projects of the territory and their reviews."""

from service.demo.sittings import Sitting


def sittings() -> tuple[Sitting, ...]:
    """This chapter, in order."""
    return ()
