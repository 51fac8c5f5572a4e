"""Signing what the ledgers come to: one signer at a time, committed roots only, never a fork."""

from service.signing.signer import Signer, Standing, State

__all__ = ["Signer", "Standing", "State"]
