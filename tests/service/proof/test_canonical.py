"""Our canonical bytes are those of RFC 8785, for everything that an entry may hold."""

import json
from typing import Any

import msgspec
import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct

from domain.core.entry import Act, Draft, Rectified, Replaces
from domain.core.notices import Caution
from domain.facts import FACT_TYPES
from domain.register import COMMANDS
from service.proof.canonical import body_sha256, canonical, leaf_hash
from tests.cases import each
from tests.service.proof.facts import drafts

LARGEST = 2**53 - 1

characters = st.characters(exclude_categories=["Cs"]) | st.sampled_from(
    '\x00\x08\t\n\x0c\r\x1b"\\/\x7f\u2028\ufeff\U0001f600'
)
texts = st.text(characters)
keys = st.text(st.characters(min_codepoint=0, max_codepoint=0x7F))
"""Every key of ours is ASCII; for others RFC 8785 sorts by UTF-16, which differs beyond U+FFFF."""

values = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | texts,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(keys, inner, max_size=5),
    max_leaves=20,
)


@settings(max_examples=300, deadline=None)
@given(values)
def test_canonical_bytes_are_those_of_rfc_8785(value: Any) -> None:
    assert canonical(value) == rfc8785.dumps(value)
    assert json.loads(canonical(value)) == value


@each("character", [chr(code) for code in [*range(0x20), 0x22, 0x5C, 0x7F, 0x80, 0x2028, 0x1F600]])
def test_every_character_is_escaped_as_rfc_8785_says(character: str) -> None:
    assert canonical(character) == rfc8785.dumps(character)


@each(
    ("value", "expected"),
    [
        # RFC 8785, 3.2.2.2 and 3.2.3: the strings and the literals of the sample; its numbers are floats, of which we
        # have none, and its last two keys are not ASCII.
        (
            {"string": "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/", "literals": [None, True, False]},
            '{"literals":[null,true,false],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
        ),
        ({"\r": "Carriage Return", "1": "One", "\x0a": "LF"}, '{"\\n":"LF","\\r":"Carriage Return","1":"One"}'),
        ({"peach": "p", "péché": "é", "pêche": "ê", "sin": "s"}, '{"peach":"p","péché":"é","pêche":"ê","sin":"s"}'),
        ({"b": 0, "a": [LARGEST, -LARGEST, -0]}, '{"a":[9007199254740991,-9007199254740991,0],"b":0}'),
        ([], "[]"),
        ({}, "{}"),
    ],
)
def test_the_vectors_that_apply(value: Any, expected: str) -> None:
    assert canonical(value) == expected.encode()
    assert rfc8785.dumps(value) == expected.encode()


def test_a_lone_surrogate_has_no_bytes() -> None:
    with pytest.raises(UnicodeEncodeError):
        canonical({"name": "\ud800"})


def test_the_digests_are_those_of_the_standards() -> None:
    # RFC 6962 test vectors: the leaf of the empty string (certificate-transparency's merkle tests).
    assert leaf_hash(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert body_sha256(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@settings(max_examples=100, deadline=None)
@given(drafts())
def test_every_fact_is_read_back_as_it_was_written(draft: Draft) -> None:
    stored = canonical(draft.fact)
    assert msgspec.json.decode(stored, type=type(draft.fact)) == draft.fact
    assert rfc8785.dumps(json.loads(stored)) == stored
    # Rectified repeats the tags of another entry, of which this is true.
    assert isinstance(draft.fact, Rectified) or all(tag.isprintable() for tag in draft.fact.tags())


def _structs() -> list[type[Struct]]:
    cautions = Caution.__subclasses__()
    assert len(cautions) > 5
    return [Act, Replaces, *FACT_TYPES.values(), *cautions]


@each("struct", _structs())
def test_nothing_that_is_hashed_can_hold_a_float(struct: type[Struct]) -> None:
    assert "FloatType" not in repr(msgspec.inspect.type_info(struct))
    assert "DecimalType" not in repr(msgspec.inspect.type_info(struct))
    assert all(field.encode_name.isascii() for field in msgspec.structs.fields(struct))


def _integers(kind: Any, where: str) -> Any:
    match kind:
        case msgspec.inspect.IntType():
            yield where, kind
        case msgspec.inspect.StructType(fields=fields):
            for field in fields:
                yield from _integers(field.type, f"{where}.{field.name}")
        case msgspec.inspect.UnionType(types=types):
            for one in types:
                yield from _integers(one, where)
        case msgspec.inspect.VarTupleType(item_type=item) | msgspec.inspect.Metadata(type=item):
            yield from _integers(item, where)


@each("command", COMMANDS.values())
def test_every_number_that_is_asked_for_has_bounds_below_two_to_the_53(command: type[Struct]) -> None:
    """Or is held to them by service/commands.py; the ledger itself would not notice."""
    for where, kind in _integers(msgspec.inspect.type_info(command), command.__name__):
        assert kind.le is None or kind.le <= LARGEST, where
