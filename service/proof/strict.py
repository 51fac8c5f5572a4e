"""JSON that can be read in one way only: every document in a bundle is canonical (RFC 8785), or refused.

Decoding and encoding again must give the same bytes. That alone refuses white space, another order of keys, a key
twice, other escapes, a mark of byte order, text after the end, -0; the decoder refuses what is no JSON (NaN, lone
surrogates, bytes that are no UTF-8). Fractions, and whole numbers beyond 2**53, have no place in an entry.
"""

import re
from typing import Any, Final, TypeVar

import msgspec

from service.proof.canonical import canonical

LARGEST: Final = 2**53 - 1
"""Beyond it a number is not the same in every language (RFC 7493, 2.2)."""

_TOO_DEEP: Final = "nested too deeply"
_OTHER_FORM: Final = "not the canonical form of RFC 8785"

T = TypeVar("T")


class NotStrict(Exception):
    """Bytes that are no canonical JSON of the kind expected; the message says why, in a decoder's words."""


def _no_fraction(text: str) -> float:
    raise ValueError(f"{text[:20]} is no whole number")


_ANY: Final = msgspec.json.Decoder(dict[str, Any], float_hook=_no_fraction)


def strict_object(data: bytes) -> dict[str, Any]:
    """The object of canonical JSON. Raises NotStrict."""
    value = _strict(data, _ANY)
    try:
        _check_deeply(value)
    except RecursionError:
        raise NotStrict(_TOO_DEEP) from None
    return value


def strict_struct(data: bytes, decoder: "msgspec.json.Decoder[T]") -> T:
    """The struct of canonical JSON; its type must forbid unknown fields. Raises NotStrict."""
    return _strict(data, decoder)


def _strict(data: bytes, decoder: "msgspec.json.Decoder[T]") -> T:
    try:
        value = decoder.decode(data)
        same = canonical(value) == data
    except RecursionError:
        raise NotStrict(_TOO_DEEP) from None
    except (msgspec.MsgspecError, ValueError, OverflowError) as error:
        raise NotStrict(str(error)[:200]) from None
    if not same:
        raise NotStrict(_OTHER_FORM)
    return value


def _check_deeply(value: Any) -> None:
    """Raises NotStrict: a number beyond 2**53, or keys that RFC 8785, which sorts by UTF-16, has in another order."""
    kind = type(value)
    if kind is dict:
        if not all(map(str.isascii, value)) and list(value) != sorted(value, key=lambda key: key.encode("utf-16-be")):
            raise NotStrict(_OTHER_FORM)
        for inner in value.values():
            _check_deeply(inner)
    elif kind is list:
        for inner in value:
            _check_deeply(inner)
    elif kind is int and not -LARGEST <= value <= LARGEST:
        raise NotStrict("a number is beyond 2**53")


def at_pointer(value: Any, pointer: str) -> Any:
    """What an RFC 6901 pointer leads to. Raises LookupError: nothing."""
    if not pointer:
        return value
    if not pointer.startswith("/"):
        raise LookupError(pointer)
    for token in pointer[1:].split("/"):
        if re.search("~(?![01])", token):
            raise LookupError(pointer)
        key = token.replace("~1", "/").replace("~0", "~")
        if isinstance(value, dict):
            value = value[key]
        elif isinstance(value, list) and re.fullmatch("0|[1-9][0-9]{0,8}", key):
            value = value[int(key)]
        else:
            raise LookupError(pointer)
    return value
