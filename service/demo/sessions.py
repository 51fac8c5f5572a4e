"""Sittings of the authority's bodies: convening, attendance, quorum, votes."""

from service.demo.sittings import Sitting


def sittings() -> tuple[Sitting, ...]:
    """This chapter, in order."""
    return ()
