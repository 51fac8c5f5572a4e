"""Pages are kept for a minute, and the last ones."""

import asyncio

import pytest

from service.web.site.made import LASTS, Made


async def test_a_page_is_kept_for_a_minute_and_then_in_no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1_000.0
    monkeypatch.setattr(asyncio.get_running_loop(), "time", lambda: now)
    made = Made(2)
    made.keep("a", b"A")
    assert made.get("a") == b"A"
    now += LASTS
    assert made.get("b") is None
    assert made.get("a") is None
    assert not made._pages


async def test_those_that_were_asked_for_last_are_kept() -> None:
    made = Made(2)
    made.keep("a", b"A")
    made.keep("b", b"B")
    assert made.get("a") == b"A"
    made.keep("c", b"C")
    assert (made.get("a"), made.get("b"), made.get("c")) == (b"A", None, b"C")
