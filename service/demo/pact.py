"""Governance pacts: statutory for an EPCI, voluntary for the SCoT."""

from service.demo.sittings import Sitting


def sittings() -> tuple[Sitting, ...]:
    """This chapter, in order."""
    return ()
