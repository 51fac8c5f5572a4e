"""Delegations, four kinds that are never one: of powers, functions, signature, and appointments to outside bodies."""

from service.demo.sittings import Sitting


def sittings() -> tuple[Sitting, ...]:
    """This chapter, in order."""
    return ()
