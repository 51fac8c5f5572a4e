"""Legal parameters and the calendar."""

import datetime as dt

import pytest

from domain.core.calendar import add_months, clear_days_between, days, end_of_paris_day, friday_of_week, paris_day
from domain.rules import composition as rules
from domain.rules.parameter import Parameter
from tests.domain.life import day


@pytest.mark.parametrize(("seats", "limit", "raised"), [(28, 6, 8), (82, 15, 15), (14, 4, 4), (4, 4, 4), (30, 6, 9)])
def test_the_number_of_vice_presidents(seats: int, limit: int, raised: int) -> None:
    assert rules.vice_president_limit(seats, day("05-20")) == limit
    assert rules.raised_vice_president_limit(seats, day("05-20")) == raised


@pytest.mark.parametrize(("in_office", "quorum"), [(1, 1), (2, 2), (27, 14), (28, 15)])
def test_the_quorum_is_more_than_half_of_those_in_office(in_office: int, quorum: int) -> None:
    assert rules.quorum(in_office) == quorum


@pytest.mark.parametrize(
    ("elected_last", "installed_by"),
    [("03-20", "04-17"), ("03-22", "04-17"), ("03-29", "04-24"), ("04-17", "05-15"), ("04-24", "05-22")],
)
def test_the_assembly_is_installed_by_the_friday_of_the_fourth_week(elected_last: str, installed_by: str) -> None:
    assert rules.installation_due(day(elected_last)) == day(installed_by)


def test_weeks_begin_on_monday() -> None:
    assert [friday_of_week(day(on), 1) for on in ("03-16", "03-22", "03-23")] == [
        day("03-27"),
        day("03-27"),
        day("04-03"),
    ]


@pytest.mark.parametrize(
    ("sent", "held", "clear"), [("11-06", "11-12", 5), ("11-06", "11-07", 0), ("11-06", "11-06", 0)]
)
def test_neither_the_day_of_sending_nor_that_of_the_meeting_is_clear(sent: str, held: str, clear: int) -> None:
    assert clear_days_between(day(sent), day(held)) == clear


@pytest.mark.parametrize(
    ("on", "months", "then"),
    [
        ("01-31", 1, "02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("12-31", 2, "2027-02-28"),
        ("08-12", 1, "09-12"),
        ("05-31", 6, "11-30"),
        ("05-22", 6, "11-22"),
        ("01-31", -2, "2025-11-30"),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(on: str, months: int, then: str) -> None:
    assert add_months(day(on), months) == day(then)


@pytest.mark.parametrize(
    ("on", "end"),
    [
        ("03-28", "2026-03-28T22:59:59.999999+00:00"),
        ("03-29", "2026-03-29T21:59:59.999999+00:00"),
        ("10-24", "2026-10-24T21:59:59.999999+00:00"),
        ("10-25", "2026-10-25T22:59:59.999999+00:00"),
    ],
)
def test_a_day_ends_in_paris_also_when_the_clock_changes(on: str, end: str) -> None:
    last = end_of_paris_day(day(on))
    assert last.isoformat() == end
    assert paris_day(last) == day(on)
    assert paris_day(last + dt.timedelta(microseconds=1)) == day(on) + dt.timedelta(days=1)


def test_days_are_counted_with_both_ends() -> None:
    assert list(days(day("02-27"), day("03-01"))) == [day("02-27"), day("02-28"), day("03-01")]
    assert list(days(day("03-01"), day("02-28"))) == []


def test_delays_of_the_law() -> None:
    assert rules.replacement_due(day("08-03")) == day("09-03")
    assert rules.president_election_due(day("09-10")) == day("09-25")
    assert rules.appeal_due(day("08-12")) == day("09-12")
    assert add_months(day("05-22"), rules.INTERNAL_RULES_MONTHS.on(day("05-22"))) == day("11-22")


def test_every_parameter_cites_its_article() -> None:
    parameters = [value for value in vars(rules).values() if isinstance(value, Parameter)]
    assert len(parameters) > 5
    assert all(parameter.article for parameter in parameters)


def test_a_parameter_has_the_value_of_its_day_and_its_first_before_that() -> None:
    dated = Parameter("L1", ((day("2014-01-29"), 1), (day("2026-06-01"), 2)))
    assert [dated.on(day(on)) for on in ("2010-01-01", "2014-01-29", "2026-05-31", "2026-06-01")] == [1, 1, 1, 2]
