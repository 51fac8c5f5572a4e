"""What an address asks: a day, what was known then, a language."""

import datetime as dt

import pytest
from starlette.datastructures import QueryParams

from service.graphql.moment import AtInput
from service.graphql.refusals import QueryRefused
from service.web.asked import Asked, asked


def test_an_address_that_asks_nothing_means_now_in_french() -> None:
    assert asked(QueryParams("")) == Asked(AtInput(), "fr")
    assert asked(QueryParams(""), default="en").language == "en"


def test_a_field_left_empty_asks_for_nothing() -> None:
    assert asked(QueryParams("on=&known_at=&at_position=&lang=")) == Asked(AtInput(), "fr")


def test_a_day_an_instant_a_position_and_a_language_are_read() -> None:
    got = asked(QueryParams("on=2026-10-12&known_at=2026-11-01T08:00:00Z&lang=en"))
    assert got.at.on == dt.date(2026, 10, 12)
    assert got.at.known_at == dt.datetime(2026, 11, 1, 8, tzinfo=dt.UTC)
    assert got.language == "en"
    assert asked(QueryParams("at_position=412")).at.at_position == 412


def test_a_day_as_the_moment_of_knowledge_means_its_end_in_paris() -> None:
    at = asked(QueryParams("known_at=2026-11-01")).at
    assert at.known_at == dt.datetime(2026, 11, 1, 22, 59, 59, 999999, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("on=12/10/2026", "on"),
        ("on=2026-02-30", "on"),
        ("on=0001-01-01", "on"),
        ("known_at=2026-11-01T08:00", "known_at"),
        ("at_position=-1", "at_position"),
        ("at_position=١٢", "at_position"),
        ("at_position=" + "9" * 19, "at_position"),
        ("on=2026-10-12&on=2026-10-13", "on"),
        ("lang=fr&lang=en", "lang"),
    ],
)
def test_what_cannot_be_read_is_refused_in_both_languages(query: str, name: str) -> None:
    with pytest.raises(QueryRefused) as refusal:
        asked(QueryParams(query))
    said = refusal.value.extensions or {}
    assert said["code"] == ("GIVEN_TWICE" if query.count(f"{name}=") > 1 else "INVALID_ARGUMENT")
    assert set(said["messages"]) == {"fr", "en"}
    assert all(name in text for text in said["messages"].values())
    assert said["remedy"]


@pytest.mark.parametrize("language", ["de", "FR", "fr-FR", "\x00"])
def test_a_third_language_is_refused(language: str) -> None:
    with pytest.raises(QueryRefused, match="French or in English"):
        asked(QueryParams({"lang": language}))
