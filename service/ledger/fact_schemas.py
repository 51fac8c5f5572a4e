"""What partners are told of a fact, and its JSON Schema (draft 2020-12): both made from the fact's own type.

A schema has a version, ``1-9f86d081884c7d65``: the number of its fact type, and the beginning of the SHA-256 of what it
says. Within a number fields are only added, and may be absent: a later schema of the number accepts what an earlier
one accepted.
"""

import datetime as dt
import hashlib
from functools import cache
from typing import Any, Final, Generic, TypeVar

import msgspec
from msgspec import Struct

from domain.core.entry import Act, Fact, Rectified, Visibility
from domain.facts import FACT_TYPES
from service.ledger.envelope import Body, decode_fact, fact_version
from service.proof.canonical import canonical

F = TypeVar("F", bound=Fact)

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_DIGEST: Final = 16
"""Hexadecimal digits of a version."""


class Told(Struct, Generic[F], frozen=True, kw_only=True, omit_defaults=True):
    """A fact as partners are told it: when it takes legal effect, and by which act."""

    fact: F
    effective_on: dt.date
    """The day from which it holds in law, in Europe/Paris."""
    visibility: Visibility
    act: Act | None = None
    rectifies: int | None = None
    """Position of the entry that it strikes, or in whose place it stands."""


class FactSchema(Struct, frozen=True):
    """The schema of what is told of a fact type."""

    type: str
    version: str
    text: bytes
    """JSON, on lines, to be read and to be compared."""


def told(body: Body) -> dict[str, Any]:
    """What is told of a readable body, as JSON values: an instance of its type's schema."""
    fact = decode_fact(body)
    struck = fact.entry if isinstance(fact, Rectified) else None
    rectifies = body.replaces.entry if body.replaces else struck
    value: dict[str, Any] = msgspec.to_builtins(
        Told(fact=fact, effective_on=body.effective_on, visibility=body.visibility, act=body.act, rectifies=rectifies)
    )
    return value


@cache
def schema_of(name: str) -> FactSchema:
    """The schema of a fact type, by its wire name.

    Raises:
        KeyError: there is no such type.
    """
    told_type = Told[FACT_TYPES[name]]  # type: ignore[valid-type]
    ((found,), definitions) = msgspec.json.schema_components([told_type], ref_template="#/$defs/{name}")
    top = definitions.pop(found["$ref"].rpartition("/")[2])
    says = {**top, "title": name, "$defs": dict(sorted(definitions.items()))}
    digest = hashlib.sha256(canonical(says)).hexdigest()[:_DIGEST]
    version = f"{fact_version(name)}-{digest}"
    whole = {"$schema": DIALECT, "$id": path_of(name, version), "version": version, **says}
    return FactSchema(name, version, msgspec.json.format(msgspec.json.encode(whole), indent=2) + b"\n")


def path_of(name: str, version: str) -> str:
    """Where a schema is served, below the deployment's own address."""
    return f"/schemas/{name}.json?version={version}"
