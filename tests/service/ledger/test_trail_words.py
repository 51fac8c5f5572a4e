"""The words by which an entry is found."""

import datetime as dt
import re

import pytest

from domain.core.entry import Draft, Fact
from domain.facts.bodies import BodyCreated, BodyKind, SeatVacated
from domain.facts.delegations import DelegationScope, PowerHolder, PowersDelegated
from service.ledger.trail_keys import keys_of
from service.ledger.trail_words import LONGEST, kind_words, kinds_saying, own_words, told_words
from service.messages.summaries import summary
from tests.golden.examples import ACT, FACTS, ON

ASIDE = frozenset(
    (*("janvier", "fevrier", "mar", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre"),
     *("decembre", "oui", "yes", "body", "organe"))
)  # fmt: skip
"""Months of days, plain yes, and what any body is called."""


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: type(fact).__name__)
def test_every_word_of_a_sentence_is_one_of_its_kind_or_its_own(fact: Fact) -> None:
    known = kind_words(type(fact).__name__) | own_words(fact, ACT)
    for language in ("fr", "en"):
        said = re.sub(r"p-[a-z2-7]{16}|https?://\S+", "", summary(fact, ON, language))
        missing = {word for word in told_words(said) if not any(c.isdigit() for c in word)} - known
        assert missing <= ASIDE


def test_what_a_kind_always_says_is_stored_for_no_entry() -> None:
    assert "vacant" in kind_words("SeatVacated")
    assert "SeatVacated" in kinds_saying("vacant")
    (fact,) = [fact for fact in FACTS if isinstance(fact, SeatVacated)]
    assert "vacant" not in own_words(fact, None)
    assert own_words(fact, ACT) >= {"election", "proce", "verbal"}


def test_equal_values_of_two_enums_are_two_words() -> None:
    """StrEnums are equal as strings, and a memo must not take one for the other."""
    powers = PowersDelegated(delegation="d", holder=PowerHolder.BUREAU, scope=DelegationScope())
    body = BodyCreated(body="b", kind=BodyKind.BUREAU, name="B")
    for _ in range(2):
        assert "ensemble" in own_words(powers, None)
        assert "ensemble" not in own_words(body, None)


def test_a_word_that_is_none_is_cut_so_that_an_index_can_hold_it() -> None:
    assert list(told_words("x" * 4000)) == ["x" * LONGEST]


def test_no_key_of_an_entry_holds_what_parts_them_and_all_fit_an_index() -> None:
    for fact in FACTS:
        keys = keys_of(Draft(fact=fact, effective_on=dt.date(2026, 5, 20), act=ACT), "t-x")
        assert len(set(keys)) == len(keys)
        assert all("\x1f" not in key and len(key) < 400 for key in keys)
