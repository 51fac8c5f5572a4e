"""Briefings of municipal councils on the strategy."""

from service.demo.sittings import Sitting


def sittings() -> tuple[Sitting, ...]:
    """This chapter, in order."""
    return ()
