"""A test of many cases tries them all, and says which fail."""

import inspect

import pytest

from tests.cases import each


def test_every_case_is_tried_and_those_that_fail_are_told() -> None:
    tried = []

    @each("other", [True, False])
    @each(("one", "two"), [(1, 1), (1, 2), (2, 3)])
    def looked(fixture: str, one: int, two: int, other: bool) -> None:
        tried.append((fixture, one, two, other))
        assert one == two or other

    assert list(inspect.signature(looked).parameters) == ["fixture"]
    with pytest.raises(ExceptionGroup, match="1 of 2 cases") as failed:
        looked(fixture="shared")
    assert len(tried) == 6
    (inner,) = failed.value.exceptions
    assert isinstance(inner, ExceptionGroup)
    assert [each.__notes__ for each in inner.exceptions] == [["of one=1, two=2"], ["of one=2, two=3"]]


async def test_it_waits_for_what_is_asked() -> None:
    @each("number", [1, 2, 3])
    async def looked(number: int) -> None:
        assert number != 2

    with pytest.raises(ExceptionGroup, match="1 of 3 cases"):
        await looked()


def test_no_case_and_a_case_of_nothing_are_mistakes() -> None:
    with pytest.raises(AssertionError, match="no case"):
        each("kind", [])
    with pytest.raises(AssertionError, match="no such parameter"):
        each("kind", [1])(lambda other: other)
