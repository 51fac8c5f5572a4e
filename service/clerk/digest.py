"""What a request says, digested: the same request again is known by it, and another one under the same id too."""

import hashlib
import hmac
from typing import Any

from msgspec import NODEFAULT, Struct, structs, to_builtins

from service.proof.canonical import canonical


def digest_of(secret: bytes, *parts: object) -> bytes:
    """The keyed digest of structs and plain values: they may carry names, which a plain hash would let one guess."""
    return hmac.new(secret, canonical([_said(part) for part in parts]), hashlib.sha256).digest()


def _said(value: Any) -> Any:
    """Plain JSON, with each struct's name. Fields left at their default are left out: a later version adds some."""
    if isinstance(value, Struct):
        fields = {
            field.name: _said(getattr(value, field.name))
            for field in structs.fields(value)
            if field.default is NODEFAULT or getattr(value, field.name) != field.default
        }
        return [type(value).__name__, fields]
    if isinstance(value, tuple | list):
        return [_said(item) for item in value]
    return to_builtins(value)
