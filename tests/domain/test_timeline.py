"""The timeline: told the same as by the oracle, whatever was recorded."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.core.entry import Entry, Rectified
from domain.facts.bodies import TermFact
from domain.periods import Timeline
from domain.timeline import timeline
from tests.hypothesis_profiles import examples
from tests.projections import oracle
from tests.projections.histories import BODIES, DAYS, TERMS, histories


def lived(entries: list[Entry], body: str, term: str) -> Timeline:
    """The timeline of one body and term out of everything recorded."""
    return timeline(
        e
        for e in entries
        if isinstance(e.fact, Rectified)
        or (isinstance(e.fact, TermFact) and (e.fact.body, e.fact.term) == (body, term))
    )


def told(life: Timeline, day_index: int) -> dict[str, oracle.Answer]:
    """A day of a timeline in the oracle's words."""
    return {
        name: oracle.Answer(
            person=p.tenure.person if p.tenure else None,
            since=p.tenure.since if p.tenure else None,
            entry=p.tenure.entry if p.tenure else None,
            state=str(p.state),
            prevented=p.prevented,
            member=p.seat.on_behalf_of,
            acting=p.acting,
            vacant_since=p.vacancy.since if p.vacancy else None,
            vacant_by=p.vacancy.entry if p.vacancy else None,
        )
        for name, p in life.on(DAYS[day_index]).items()
    }


@given(histories())
@settings(max_examples=examples(600))
def test_it_agrees_with_the_oracle_on_every_day_as_known_at_every_position(entries: list[Entry]) -> None:
    for known in range(len(entries) + 1):
        for body, term in ((body, term) for body in BODIES for term in TERMS):
            life = lived(entries[:known], body, term)
            for index, day in enumerate(DAYS):
                assert told(life, index) == oracle.on(entries[:known], body, term, day)


@given(histories())
@settings(max_examples=examples(300))
def test_a_tenure_ends_on_the_first_day_on_which_the_oracle_no_longer_sees_it(entries: list[Entry]) -> None:
    life = lived(entries, "bureau", "2026")
    days = [oracle.on(entries, "bureau", "2026", day) for day in DAYS]
    for seat, tenure in life.tenures():
        seen = [day for day, told in zip(DAYS, days, strict=True) if seat in told and told[seat].entry == tenure.entry]
        assert seen[0] == tenure.since
        gone = DAYS.index(seen[-1]) + 1
        assert tenure.until == (DAYS[gone] if gone < len(DAYS) else None)
        assert (tenure.ended_by is None) == (tenure.until is None) == (tenure.ending_entry is None)


@given(histories(), st.randoms())
@settings(max_examples=examples(300))
def test_periods_never_overlap_and_do_not_depend_on_the_order_of_reading(entries: list[Entry], chance: Random) -> None:
    life = lived(entries, "bureau", "2026")
    for before, after in zip(life.periods, life.periods[1:], strict=False):
        if before.seat.seat == after.seat.seat:
            assert before.end is not None
            assert before.end <= after.start
    assert all(period.end is None or period.start < period.end for period in life.periods)
    shuffled = list(entries)
    chance.shuffle(shuffled)
    assert lived(shuffled, "bureau", "2026") == life
