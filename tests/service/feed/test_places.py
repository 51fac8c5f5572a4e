"""Cursors over several ledgers: they come back as they went, and nothing else is taken for one."""

import base64
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.feed import InvalidCursor, cursor_of, decode_places, encode_cursor, encode_places
from service.feed.places import LONGEST
from service.graphql.scalars import SCALAR_MAP, Cursor

LEDGERS = st.one_of(st.just("FR"), st.from_regex(r"[0-9]{9}", fullmatch=True))
PLACES = st.dictionaries(LEDGERS, st.integers(0, 10**12), max_size=30)


@given(places=PLACES)
def test_a_cursor_comes_back_as_it_went(places: dict[str, int]) -> None:
    assert decode_places(encode_places(places)) == places


@given(ledger=LEDGERS, position=st.integers(0, 10**12))
def test_that_of_one_ledger_is_the_cursor_of_its_entries(ledger: str, position: int) -> None:
    cursor = cursor_of({ledger: position}, ledger)
    assert cursor == encode_cursor(ledger, position)
    assert decode_places(cursor) == {ledger: position}


def test_every_authority_of_france_fits() -> None:
    places = {f"2{number * 1_234_577 % 10**8:08}": 1_000_000 + number * 977 for number in range(1_500)} | {"FR": 10**6}
    cursor = encode_places(places)
    assert len(places) == 1_501
    assert len(cursor) <= LONGEST
    parse = SCALAR_MAP[Cursor].parse_value
    assert parse is not None
    assert decode_places(parse(cursor)) == places


def _packed(text: bytes) -> str:
    return "2." + base64.urlsafe_b64encode(zlib.compress(text)).rstrip(b"=").decode()


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "x",
        "2.",
        "2.AAAA",
        "2.!!",
        _packed(b"FR"),
        _packed(b"FR:-1"),
        _packed(b"FR:01"),
        _packed(b"fr:1"),
        _packed(b"FR:1  FR:2"),
        _packed("FR:١".encode()),
        _packed(b"FR:1" + b"0" * 18),
        _packed(b" ".join([b"FR:1"] * 100_000)),
        encode_places({"FR": 1})[:-3],
        encode_cursor("FR", 1)[:-1],
    ],
)
def test_what_is_no_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(InvalidCursor):
        decode_places(cursor)
