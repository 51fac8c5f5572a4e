"""Political settlements between the presidents of the EPCIs, and the exchange sessions that prepared them."""

from service.demo.sittings import Sitting


def sittings() -> tuple[Sitting, ...]:
    """This chapter, in order."""
    return ()
