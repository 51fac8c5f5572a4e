"""eventsourcing's DCB contract: the library's own test case, and the library's recorder as an oracle."""

from collections.abc import Callable, Iterator
from itertools import count

import pytest
from eventsourcing.dcb.api import DCBAppendCondition, DCBEvent, DCBQuery, DCBQueryItem, DCBRecorder
from eventsourcing.dcb.popo import InMemoryDCBRecorder
from eventsourcing.dcb.tests import DCBRecorderTestCase
from eventsourcing.persistence import IntegrityError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.database import Database
from service.ledger.conditions import Recent
from tests.service.ledger.sync_recorder import LedgerRecorder

RECORDERS: dict[str, Callable[[Database], DCBRecorder]] = {
    "ledger": LedgerRecorder,
    "library": lambda _: InMemoryDCBRecorder(),
}
CONTRACT = ("_test_append_read", "_test_append_subscribe")


@pytest.fixture
def recorder(request: pytest.FixtureRequest, database: Database) -> Iterator[DCBRecorder]:
    made = RECORDERS[request.param](database)
    yield made
    if isinstance(made, LedgerRecorder):
        made.close()


def test_the_library_asks_nothing_that_is_not_called_here() -> None:
    """Its methods are hidden from test runners: a bare subclass runs none of them, and is green."""
    own = {name for name in vars(DCBRecorderTestCase) if name.startswith(("test", "_test"))}
    assert own == set(CONTRACT)


@pytest.mark.parametrize("recorder", RECORDERS, indirect=True)
@pytest.mark.parametrize("name", CONTRACT)
def test_the_librarys_contract_holds(recorder: DCBRecorder, name: str) -> None:
    asked: list[bool] = []

    class Case(DCBRecorderTestCase):
        def runTest(self) -> None:  # noqa: N802 - unittest's name
            getattr(self, name)(recorder)
            asked.append(True)

    result = Case().run()
    assert result is not None
    assert result.testsRun == 1
    assert [text for _, text in (*result.failures, *result.errors)] == []
    assert asked == [True]
    assert recorder.read().head


types = st.sampled_from(["A", "B", "C"])
tags = st.lists(st.sampled_from(["x", "y", "z", "é|'\"\\{},"]), max_size=3, unique=True)
queries = st.builds(
    DCBQuery,
    items=st.lists(
        st.builds(DCBQueryItem, types=st.lists(types, max_size=2, unique=True), tags=tags),
        max_size=3,
    ),
)
positions = st.none() | st.integers(0, 12)
appends = st.tuples(
    st.lists(st.builds(DCBEvent, type=types, data=st.binary(max_size=5), tags=tags), min_size=1, max_size=3),
    st.none() | st.builds(DCBAppendCondition, fail_if_events_match=queries, after=positions),
)
reads = st.tuples(st.none() | queries, positions, st.none() | st.integers(0, 5))

numbers = count(1)


@pytest.fixture
def ours(database: Database) -> Iterator[LedgerRecorder]:
    made = LedgerRecorder(database)
    yield made
    made.close()


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(appends | reads, min_size=1, max_size=12))
def test_the_ledger_answers_as_the_library_does(ours: LedgerRecorder, steps: list[tuple[object, ...]]) -> None:
    ours.use(f"L{next(numbers)}")
    theirs = InMemoryDCBRecorder()
    for step in steps:
        assert _answer(ours, step) == _answer(theirs, step)
    assert _answer(ours, (None, None, None)) == _answer(theirs, (None, None, None))


@settings(max_examples=300, deadline=None)
@given(
    events=st.lists(st.builds(DCBEvent, type=types, data=st.just(b""), tags=tags), max_size=4),
    condition=st.builds(DCBAppendCondition, fail_if_events_match=queries, after=positions),
)
def test_what_a_batch_adds_counts_as_what_is_recorded(events: list[DCBEvent], condition: DCBAppendCondition) -> None:
    recent, theirs = Recent(), InMemoryDCBRecorder()
    for position, event in enumerate(events, 1):
        recent.add(position, event)
        theirs.append([event])
    found = list(theirs.read(condition.fail_if_events_match, after=condition.after))
    assert recent.fails(condition) is bool(found)


def _answer(recorder: DCBRecorder, step: tuple[object, ...]) -> object:
    match step:
        case ([*events], condition):
            try:
                return recorder.append(events, condition)  # type: ignore[arg-type]
            except IntegrityError:
                return "refused"
        case (query, after, limit):
            response = recorder.read(query, after=after, limit=limit)  # type: ignore[arg-type]
            return [(e.position, e.event.type, e.event.data, e.event.tags) for e in response], response.head
    raise AssertionError(step)
