"""The bytes that can never change: what is recorded today is read, and proved, for as long as the register lives.

Each expectation is a file, made once. ``GREFFE_ADD_GOLDEN=1`` adds what is missing, and changes nothing.
"""

import hashlib
import json
import os
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import msgspec
import pytest
import rfc8785
from msgspec import structs

from domain.blanking import blanked, blanked_act
from domain.core.entry import Draft, Fact, Rectified, Replaces, Visibility
from domain.facts import FACT_TYPES
from domain.facts.erasure import BodyErased, ErasureBasis
from domain.facts.people import PersonDied
from service.ledger import CommandRef, Warned
from service.ledger.envelope import (
    Header,
    UnknownFact,
    UnreadableFact,
    decode_entry,
    decode_header,
    encode_body,
    encode_header,
    fact_version,
    new_entry,
    upcast,
    with_whole_body,
)
from service.proof.canonical import canonical, leaf_hash
from tests.cases import each
from tests.golden.examples import ACT, ALICE, BOB, FACTS, LEDGER, ON, RECORDED_AT, filled

GOLDEN: Final = Path(__file__).parents[2] / "golden"
EXAMPLES: Final = {type(fact).__name__: fact for fact in FACTS}

Golden = dict[str, Any]


def _entry(
    draft: Draft, position: int, *, warnings: tuple[Warned, ...] = (), index: int = 0, step_end: int = 0
) -> Golden:
    command = CommandRef("séance du 20 mai", index)
    salt = bytes(range(position, position + 16))
    body = encode_body(draft, recorded_by="t-aaaaaaaa", command=command, salt=salt, warnings=warnings)
    header = encode_header(
        ledger=LEDGER,
        clock="REAL",
        position=position,
        step_end=step_end or position,
        recorded_at=RECORDED_AT,
        reference_position=36_224,
        body=body,
    )
    return {"header": header.decode(), "body": body.decode(), "leaf": leaf_hash(header).hex()}


def _public() -> list[Golden]:
    warned = Warned("Incompatible", "C. élect. LO141-1", {"mandate": "DEPUTY", "person": ALICE})
    return [_entry(filled(ALICE), 4, warnings=(warned,))]


def _restricted() -> list[Golden]:
    return [_entry(filled(ALICE, visibility=Visibility.RESTRICTED), 5)]


def _erased() -> list[Golden]:
    return [_entry(filled(BOB), 6)]


def _rectified() -> list[Golden]:
    about = filled(ALICE).fact.tags()
    strike = Draft(fact=Rectified(entry=7, reason="Homonyme", about=about), effective_on=ON, act=ACT)
    instead = filled(BOB, replaces=Replaces(entry=7, order=7))
    return [_entry(filled(ALICE), 7), _entry(strike, 8, step_end=9), _entry(instead, 9, step_end=9)]


def _redacted() -> list[Golden]:
    """An entry, and the erasure of its text: what stands in its place afterwards is the second's ``remains``."""
    added = Draft(fact=EXAMPLES["ThemeAdded"], effective_on=ON, act=ACT)
    original = _entry(added, 10)
    fact = BodyErased(
        entry=10,
        basis=ErasureBasis.UNLAWFUL_PROCESSING,
        erased=("name_fr", "name_en", "act.title", "act.url"),
        about=added.fact.tags(),
        remains={
            "fact": json.loads(canonical(blanked(added.fact, lambda _: True))),
            "act": json.loads(canonical(blanked_act(ACT, lambda _: True))),
        },
    )
    erased = Draft(fact=with_whole_body(fact, original["body"].encode()), effective_on=ON, act=ACT)
    return [original, _entry(erased, 11)]


ENTRIES: Final[dict[str, Callable[[], list[Golden]]]] = {
    "public": _public,
    "restricted": _restricted,
    "erased": _erased,
    "rectified": _rectified,
    "redacted": _redacted,
}


def _golden(name: str, key: str | None, value: object) -> Any:
    """What the file says; the value itself is written there when it is missing and one asks for it."""
    path = GOLDEN / f"{name}.json"
    kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else None
    missing = kept is None or (key is not None and key not in kept)
    if missing and os.environ.get("GREFFE_ADD_GOLDEN"):
        kept = value if key is None else dict(sorted({**(kept or {}), key: value}.items()))
        path.write_text(json.dumps(kept, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        missing = False
    if kept is None or missing:
        pytest.fail(f"{path.name} has no golden bytes for {key or name}: GREFFE_ADD_GOLDEN=1 adds them")
    return kept if key is None else kept[key]


@each("name", ENTRIES)
def test_the_bytes_of_an_entry_never_change(name: str) -> None:
    made = ENTRIES[name]()
    assert _golden(name, None, made) == made


@each("name", ENTRIES)
def test_a_stranger_recomputes_every_digest_with_nothing_of_ours(name: str) -> None:
    for golden in _golden(name, None, None):
        header, body = golden["header"].encode(), golden["body"].encode()
        for stored in (header, body):
            value = json.loads(stored)
            assert json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() == stored
            assert rfc8785.dumps(value) == stored
        assert json.loads(header)["body_sha256"] == hashlib.sha256(body).hexdigest()
        assert hashlib.sha256(b"\x00" + header).hexdigest() == golden["leaf"]


@each("name", ENTRIES)
def test_what_was_recorded_is_read_back(name: str) -> None:
    for golden in _golden(name, None, None):
        position = decode_header(golden["header"].encode()).position
        entry = decode_entry(position, golden["body"].encode())
        assert entry.position == position
        assert (entry.effective_on, entry.act) == (ON, ACT)
        again = encode_body(
            entry,
            recorded_by="t-aaaaaaaa",
            command=CommandRef(**json.loads(golden["body"])["command"]),
            salt=bytes.fromhex(json.loads(golden["body"])["salt"]),
            warnings=tuple(Warned(**warned) for warned in json.loads(golden["body"]).get("warnings", ())),
        )
        assert again == golden["body"].encode()


def test_an_erased_body_leaves_a_header_that_still_proves_it() -> None:
    (golden,) = _golden("erased", None, None)
    erased = {"header": golden["header"], "leaf": golden["leaf"]}
    assert hashlib.sha256(b"\x00" + erased["header"].encode()).hexdigest() == erased["leaf"]
    assert hashlib.sha256(golden["body"].encode()).hexdigest() in erased["header"]


def test_what_stands_in_the_place_of_an_erased_body_is_what_its_erasure_says() -> None:
    original, erasing = _golden("redacted", None, None)
    was, remains = json.loads(original["body"]), json.loads(erasing["body"])["fact"]["remains"]
    entry = decode_entry(10, canonical(remains))
    assert (entry.fact.tags(), entry.effective_on, entry.act and entry.act.number) == (
        ("theme:mountain",),
        ON,
        ACT.number,
    )
    assert set(remains) == set(was)
    assert {key for key in was if was[key] != remains[key]} == {"fact", "act", "salt"}
    for gone in (was["salt"], was["fact"]["name_fr"], was["act"]["title"], was["act"]["url"]):
        assert gone not in json.dumps(remains, ensure_ascii=False)


def test_a_header_betrays_nothing_of_its_body() -> None:
    (public,), (restricted,) = _golden("public", None, None), _golden("restricted", None, None)
    one, other = json.loads(public["header"]), json.loads(restricted["header"])
    assert set(one) == {field.name for field in structs.fields(Header)}
    assert {key for key in one if one[key] != other[key]} == {"body_sha256", "position", "step_end"}
    assert len(json.loads(restricted["body"])["salt"]) == 32


@each("name", FACT_TYPES)
def test_every_fact_type_has_golden_bytes(name: str) -> None:
    fact = EXAMPLES[name]
    golden: str = _golden("facts", name, canonical(fact).decode())
    assert canonical(fact).decode() == golden
    assert rfc8785.dumps(json.loads(golden)) == golden.encode()
    assert upcast(name, 1, golden.encode()) == fact


@each("name", FACT_TYPES)
def test_every_key_of_a_fact_is_pinned(name: str) -> None:
    """An example that leaves a field at its default would leave its key out of the golden bytes."""
    _assert_said(EXAMPLES[name])


def _assert_said(value: Any) -> None:
    if isinstance(value, msgspec.Struct):
        for field in structs.fields(value):
            said = getattr(value, field.name)
            assert said != field.default, f"{type(value).__name__}.{field.name}"
            _assert_said(said)
    elif isinstance(value, tuple):
        for item in value:
            _assert_said(item)


def test_golden_bytes_are_kept_of_types_that_exist() -> None:
    assert set(json.loads((GOLDEN / "facts.json").read_text(encoding="utf-8"))) <= set(FACT_TYPES)
    assert set(EXAMPLES) == set(FACT_TYPES)


def _words() -> dict[str, list[str]]:
    """The values of every enumeration that a fact may hold."""
    found: dict[str, list[str]] = {}
    pending: list[Any] = [msgspec.inspect.type_info(Draft), *map(msgspec.inspect.type_info, FACT_TYPES.values())]
    while pending:
        kind = pending.pop()
        match kind:
            case msgspec.inspect.EnumType(cls=cls) if issubclass(cls, StrEnum):
                found[cls.__name__] = [word.value for word in cls]
            case msgspec.inspect.StructType(cls=cls, fields=fields):
                pending.extend(field.type for field in fields if cls is not Fact)
            case msgspec.inspect.UnionType(types=types):
                pending.extend(types)
            case msgspec.inspect.VarTupleType(item_type=item):
                pending.append(item)
    return dict(sorted(found.items()))


@each(("name", "words"), _words().items())
def test_words_are_added_and_never_renamed(name: str, words: list[str]) -> None:
    assert set(_golden("words", name, words)) <= set(words)


def test_an_older_fact_is_brought_to_todays_version() -> None:
    steps = {
        ("PersonDied", 1): lambda old: {"who": old["human"]},
        ("PersonDied", 2): lambda old: {"person": old["who"]},
    }
    assert fact_version("PersonDied", steps) == 3
    died = EXAMPLES["PersonDied"]
    assert upcast("PersonDied", 1, b'{"human":"%s"}' % BOB.encode(), steps) == died
    assert upcast("PersonDied", 2, b'{"who":"%s"}' % BOB.encode(), steps) == died
    assert upcast("PersonDied", 3, b'{"person":"%s"}' % BOB.encode(), steps) == died


@pytest.mark.parametrize(("name", "version"), [("PersonDied", 2), ("PersonVanished", 1)])
def test_a_fact_of_a_newer_program_is_not_guessed_at(name: str, version: int) -> None:
    with pytest.raises(UnknownFact, match=f"{name} of version {version}"):
        upcast(name, version, b'{"person":"%s"}' % BOB.encode())


def test_what_could_not_be_read_back_is_not_recorded() -> None:
    with pytest.raises(UnreadableFact, match="PersonDied"):
        _entry(Draft(fact=PersonDied(person="Camille Martin"), effective_on=ON), 4)


def test_every_body_has_a_salt_of_its_own() -> None:
    made = [new_entry(filled(ALICE), recorded_by="t", command=CommandRef("c", 0)).event.data for _ in range(50)]
    assert len({json.loads(body)["salt"] for body in made}) == len(set(made)) == 50
