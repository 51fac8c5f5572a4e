"""The JSON Schema of each fact type accepts what is told of every fact, and little else."""

import re
from typing import Any

import jsonschema
import msgspec

from domain.core.entry import Draft, Fact, Visibility
from domain.facts import FACT_TYPES
from service.ledger.envelope import CommandRef, decode_body, encode_body
from service.ledger.fact_schemas import path_of, schema_of, told
from tests.cases import each
from tests.golden.examples import ACT, FACTS, ON


def _told(fact: Fact) -> dict[str, Any]:
    draft = Draft(fact=fact, effective_on=ON, act=ACT, visibility=Visibility.MEMBERS)
    body = encode_body(draft, recorded_by="t-x", command=CommandRef("c", 0), salt=bytes(16))
    as_json: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(told(decode_body(body))))
    return as_json


def test_every_kind_of_fact_has_an_example() -> None:
    assert {type(fact).__name__ for fact in FACTS} == FACT_TYPES.keys()


@each("fact", FACTS)
def test_what_is_told_of_a_fact_is_an_instance_of_its_schema(fact: Fact) -> None:
    schema = msgspec.json.decode(schema_of(type(fact).__name__).text)
    jsonschema.Draft202012Validator.check_schema(schema)
    valid = jsonschema.Draft202012Validator(schema)
    value = _told(fact)
    assert [error.message for error in valid.iter_errors(value)] == []
    for name in ("fact", "effective_on", "visibility"):
        assert not valid.is_valid({key: each for key, each in value.items() if key != name})
    assert not valid.is_valid(value | {"visibility": "SECRET"})
    for name, field in value["fact"].items():
        if isinstance(field, str):
            assert not valid.is_valid(value | {"fact": value["fact"] | {name: 7}}), name


def test_what_an_entry_strikes_is_told() -> None:
    by_name = {type(fact).__name__: fact for fact in FACTS}
    assert _told(by_name["Rectified"])["rectifies"] == by_name["Rectified"].entry  # type: ignore[attr-defined]
    assert "rectifies" not in _told(by_name["BodyErased"])


def test_a_version_is_of_what_the_schema_says() -> None:
    versions = {name: schema_of(name).version for name in FACT_TYPES}
    assert all(re.fullmatch("1-[0-9a-f]{16}", version) for version in versions.values())
    assert len(set(versions.values())) == len(versions)
    schema = msgspec.json.decode(schema_of("SeatFilled").text)
    assert schema["$id"] == path_of("SeatFilled", schema["version"])
    assert schema["title"] == "SeatFilled"
    assert schema_of("SeatFilled").text.endswith(b"}\n")
