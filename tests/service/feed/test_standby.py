"""How far behind a standby is, from looks at both: never less than it may be."""

from service.feed.standby import Lag


def test_a_standby_that_has_all_is_as_old_as_the_last_look_at_the_primary() -> None:
    lag = Lag(0.0)
    lag.primary(10, 1.0)
    lag.standby(10)
    assert lag.seconds(1.0) == 0.0
    assert lag.seconds(1.7) == 0.7, "what was recorded since the look is not known"
    lag.primary(10, 2.0)
    assert lag.seconds(2.5) == 0.5


def test_what_was_found_by_a_look_may_have_been_recorded_just_after_the_one_before() -> None:
    lag = Lag(0.0)
    lag.primary(10, 1.0)
    lag.standby(10)
    lag.primary(10, 2.0)
    lag.primary(12, 3.0)
    assert lag.seconds(3.0) == 1.0
    lag.standby(11)
    assert lag.seconds(4.0) == 2.0, "a part is not enough"
    lag.standby(12)
    assert lag.seconds(4.0) == 1.0


def test_a_standby_that_comes_after_is_never_taken_for_one_that_has_come() -> None:
    """Always two seconds behind a primary that never rests: it is never said to be less."""
    lag = Lag(0.0)
    for second in range(1, 50):
        lag.primary(second * 5, float(second))
        lag.standby(max(second - 2, 0) * 5)
        assert lag.seconds(float(second)) >= min(second, 2)


def test_a_primary_that_was_never_seen_is_infinitely_ahead() -> None:
    lag = Lag(0.0)
    lag.primary(0, float("-inf"))
    assert lag.seconds(5.0) == float("inf")
