"""Deliberations, orders, delegated decisions and opinions, their relations and their life in law."""

from service.demo.sittings import Sitting


def sittings() -> tuple[Sitting, ...]:
    """This chapter, in order."""
    return ()
