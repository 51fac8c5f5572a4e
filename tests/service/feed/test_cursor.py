"""The cursors that a reader comes back with."""

import pytest

from service.feed import CursorOfAnotherLedger, InvalidCursor, decode_cursor, encode_cursor

LEDGER = "200000008"


def test_a_cursor_comes_back_as_it_went() -> None:
    assert decode_cursor(encode_cursor(LEDGER, 412), LEDGER) == 412


def test_a_cursor_of_another_ledger_says_which() -> None:
    with pytest.raises(CursorOfAnotherLedger) as refused:
        decode_cursor(encode_cursor("FR", 1), LEDGER)
    assert refused.value.ledger == "FR"


@pytest.mark.parametrize("cursor", ["", "x", "!!!!", "MToyMDAwMDAwMDg6LTE", encode_cursor(LEDGER, 10**19), "é"])
def test_what_is_no_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(InvalidCursor):
        decode_cursor(cursor, LEDGER)
