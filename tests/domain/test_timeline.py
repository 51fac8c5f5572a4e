"""The timeline: told the same as by the oracle, whatever was recorded."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from domain.core.entry import Entry, Rectified
from domain.facts.bodies import Cause, TermEnded, TermFact, TermOpened
from domain.periods import Timeline
from domain.timeline import timeline
from tests.domain import life
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
@settings(max_examples=examples(400))
def test_it_agrees_with_the_oracle_on_every_day_as_known_at_every_position(entries: list[Entry]) -> None:
    for known in range(len(entries) + 1):
        for body, term in ((body, term) for body in BODIES for term in TERMS):
            life = lived(entries[:known], body, term)
            for index, day in enumerate(DAYS):
                assert told(life, index) == oracle.on(entries[:known], body, term, day)


@given(histories())
@settings(max_examples=examples(200))
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
@settings(max_examples=examples(200))
def test_periods_never_overlap_and_do_not_depend_on_the_order_of_reading(entries: list[Entry], chance: Random) -> None:
    life = lived(entries, "bureau", "2026")
    for before, after in zip(life.periods, life.periods[1:], strict=False):
        if before.seat.seat == after.seat.seat:
            assert before.end is not None
            assert before.end <= after.start
            same = structs.replace(before, start=after.start, end=after.end) == after
            assert not (same and before.end == after.start), "a cut without a reason"
    assert all(period.end is None or period.start < period.end for period in life.periods)
    shuffled = list(entries)
    chance.shuffle(shuffled)
    assert lived(shuffled, "bureau", "2026") == life


def test_a_term_ends_with_the_first_of_its_endings_whatever_is_recorded_after() -> None:
    seats = (life.BUREAU_SEATS[0],)
    facts = [
        (TermEnded(body="bureau", term="2026", cause=Cause.RENEWAL_INSTALLATION), DAYS[5]),
        (TermOpened(body="bureau", term="2026", seats=seats), DAYS[0]),
        (TermEnded(body="bureau", term="2026", cause=Cause.DISSOLUTION), DAYS[3]),
    ]
    entries = [Entry(fact=fact, effective_on=on, position=at) for at, (fact, on) in enumerate(facts, 1)]
    told = timeline(entries)
    assert (told.opened_on, told.ended_on) == (DAYS[0], DAYS[3])
    assert [(period.start, period.end) for period in told.periods] == [(DAYS[0], DAYS[3])]
