"""The rows of communes, EPCIs and memberships: pure, total, and never two at a time."""

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.core.entry import Act, ActKind, Entry, Fact, Rectified
from domain.facts.organizations import MemberJoined
from domain.facts.territory import (
    CommuneCreated,
    CommuneEndCause,
    CommuneEnded,
    CommuneJoinedEpci,
    CommuneLeftEpci,
    CommuneOrigin,
    CommuneRecorded,
    EpciCreated,
    EpciEndCause,
    EpciEnded,
    EpciNature,
    EpciOrigin,
    EpciRecorded,
    JoinCause,
    LeaveCause,
    MembershipObserved,
)
from projections.noun import Noun, Row, encode
from projections.territory import COMMUNE, EPCI, MEMBERSHIP, Commune, CommuneMembership, Epci
from projections.words import search_key

INSEE, A, B = "23006", "200067510", "242320109"
ORDER = Act(kind=ActKind.PREFECTORAL_ORDER, date=dt.date(2019, 12, 20), number="2019-354")
MOVED = dt.date(2020, 3, 14)


def january(year: int) -> dt.date:
    return dt.date(year, 1, 1)


def entries(*said: tuple[dt.date, Fact]) -> list[Entry]:
    return [
        Entry(fact=fact, effective_on=on, position=position, act=ORDER)
        for position, (on, fact) in enumerate(said, start=1)
    ]


def named(vintage: int, name: str, population: int = 200) -> tuple[dt.date, Fact]:
    fact = CommuneRecorded(commune=INSEE, name=name, department="23", vintage=vintage, population=population)
    return january(vintage), fact


def epci(vintage: int, name: str) -> tuple[dt.date, Fact]:
    return january(vintage), EpciRecorded(epci=B, name=name, vintage=vintage, nature=EpciNature.CC)


def seen(siren: str, since: int, until: int | None = None) -> tuple[dt.date, Fact]:
    gone = january(until) if until else None
    fact = MembershipObserved(commune=INSEE, epci=siren, observed_from=january(since), observed_until=gone)
    return january(since), fact


def communes(*said: tuple[dt.date, Fact]) -> list[tuple[Row, Commune]]:
    rows = COMMUNE.rows(f"commune:{INSEE}", entries(*said))
    return [(row, msgspec.json.decode(encode(row.data), type=Commune)) for row in rows]


def epcis(*said: tuple[dt.date, Fact]) -> list[tuple[Row, Epci]]:
    rows = EPCI.rows(f"epci:{B}", entries(*said))
    return [(row, msgspec.json.decode(encode(row.data), type=Epci)) for row in rows]


def memberships(*said: tuple[dt.date, Fact]) -> list[tuple[Row, CommuneMembership]]:
    rows = MEMBERSHIP.rows(f"commune:{INSEE}", entries(*said))
    return [(row, msgspec.json.decode(encode(row.data), type=CommuneMembership)) for row in rows]


class TestIdentity:
    def test_the_first_vintage_names_all_days_before_and_each_lasts_until_the_next(self) -> None:
        found = communes(named(2026, "Arrènes"), named(2024, "Arenes"))
        assert [(row.valid_from, row.valid_to, commune.name, commune.vintage) for row, commune in found] == [
            (dt.date.min, january(2026), "Arenes", 2024),
            (january(2026), None, "Arrènes", 2026),
        ]
        assert [row.columns for row, _ in found] == [(INSEE, "arenes"), (INSEE, "arrenes")]

    def test_the_last_said_of_a_vintage_holds(self) -> None:
        ((_, commune),) = communes(named(2026, "Arrènes", 200), named(2026, "Arrènes", 205))
        assert (commune.population, commune.entry) == (205, 2)

    def test_what_no_file_names_has_no_row(self) -> None:
        assert communes(seen(A, 2019)) == []
        assert epcis() == []

    def test_a_commune_that_ended_keeps_its_name_and_is_not_found_by_it(self) -> None:
        ended = CommuneEnded(commune=INSEE, cause=CommuneEndCause.NEW_COMMUNE, successors=("23010",))
        (_, before), (row, after) = communes(named(2019, "Arrènes"), (MOVED, ended))
        assert (before.exists, after.exists) == (True, False)
        assert (row.valid_from, row.columns, after.name) == (MOVED, (INSEE, None), "Arrènes")
        assert after.successors == before.successors == ("23010",)
        assert after.ended is not None
        assert (after.ended.entry, after.ended.on, after.ended.cause) == (2, MOVED, "NEW_COMMUNE")

    def test_an_epci_exists_again_after_years(self) -> None:
        found = epcis(
            epci(2026, "CC du Pays Dunois"),
            (january(2017), EpciEnded(epci=B, cause=EpciEndCause.MERGER, successors=(A,))),
            (january(2020), EpciCreated(epci=B, cause=EpciOrigin.RESTORED, predecessors=(A,))),
        )
        assert [(row.valid_from, row.valid_to, epci.exists) for row, epci in found] == [
            (dt.date.min, january(2017), True),
            (january(2017), january(2020), False),
            (january(2020), None, True),
        ]
        assert {epci.name for _, epci in found} == {"CC du Pays Dunois"}
        last = found[-1][1]
        assert (last.predecessors, last.ended, last.nature) == ((A,), None, EpciNature.CC)

    def test_an_epci_does_not_exist_before_its_creation(self) -> None:
        created = (january(2017), EpciCreated(epci=B, cause=EpciOrigin.MERGER))
        (row, before), (_, after) = epcis(epci(2019, "CC nouvelle"), created)
        assert (before.exists, row.columns, after.exists) == (False, (B, None), True)

    def test_rectified_away_nothing_is_left(self) -> None:
        struck = Rectified(entry=1, reason="another commune", about=(f"commune:{INSEE}",))
        assert communes(named(2026, "Arrènes"), (january(2026), struck)) == []


class TestMembership:
    def test_an_observation_is_said_to_be_one(self) -> None:
        first, second = memberships(seen(A, 2019, 2020), seen(B, 2020))
        assert (first[0].valid_from, first[0].valid_to) == (january(2019), january(2020))
        assert (second[0].valid_from, second[0].valid_to) == (january(2020), None)
        assert (first[0].columns, second[0].key) == ((INSEE, A), f"{INSEE}|{B}")
        since, until = first[1].since, first[1].until
        assert until is not None
        assert (since.observed_by, since.on, since.entry) == (january(2019), None, 1)
        assert (until.observed_by, until.on, until.act, until.entry) == (january(2020), None, None, 1)

    def test_a_legal_date_is_said_with_its_act(self) -> None:
        first, second = memberships(
            seen(A, 2019, 2021),
            seen(B, 2021),
            (MOVED, CommuneLeftEpci(commune=INSEE, epci=A, cause=LeaveCause.WITHDRAWAL)),
            (MOVED, CommuneJoinedEpci(commune=INSEE, epci=B, cause=JoinCause.ACCESSION)),
        )
        assert (first[0].valid_to, second[0].valid_from) == (MOVED, MOVED)
        since = second[1].since
        assert (since.on, since.observed_by, since.act, since.entry, since.cause) == (
            MOVED,
            None,
            ORDER,
            4,
            "ACCESSION",
        )
        assert first[1].until is not None
        assert (first[1].until.on, first[1].until.cause) == (MOVED, "WITHDRAWAL")

    def test_it_ends_with_the_commune(self) -> None:
        ended = CommuneEnded(commune=INSEE, cause=CommuneEndCause.NEW_COMMUNE)
        ((row, membership),) = memberships(seen(A, 2019), (MOVED, ended))
        assert row.valid_to == membership.end == MOVED


class TestSubjects:
    @pytest.mark.parametrize(
        ("fact", "commune", "epci", "membership"),
        [
            (named(2026, "Arrènes")[1], [f"commune:{INSEE}"], [], []),
            (epci(2026, "CC")[1], [], [f"epci:{B}"], []),
            (seen(A, 2019)[1], [], [], [f"commune:{INSEE}"]),
            (
                CommuneEnded(commune=INSEE, cause=CommuneEndCause.SPLIT),
                [f"commune:{INSEE}"],
                [],
                [f"commune:{INSEE}"],
            ),
            (EpciEnded(epci=B, cause=EpciEndCause.SPLIT), [], [f"epci:{B}"], []),
            (MemberJoined(organization=f"epci:{B}"), [], [], []),
            (
                Rectified(entry=1, reason="r", about=(f"commune:{INSEE}", f"epci:{A}:communes")),
                [f"commune:{INSEE}"],
                [],
                [f"commune:{INSEE}"],
            ),
        ],
    )
    def test_a_fact_touches_what_it_is_about(
        self, fact: Fact, commune: list[str], epci: list[str], membership: list[str]
    ) -> None:
        assert [list(noun.touched(fact)) for noun in (COMMUNE, EPCI, MEMBERSHIP)] == [commune, epci, membership]

    def test_a_subject_is_a_tag_of_its_facts(self) -> None:
        for fact in (named(2026, "A")[1], epci(2026, "B")[1], seen(A, 2019)[1]):
            for noun in (COMMUNE, EPCI, MEMBERSHIP):
                assert set(noun.touched(fact)) <= set(fact.tags())


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("L'Haÿ-les-Roses", "l hay les roses"),
        ("L’Haÿ-les-Roses", "l hay les roses"),
        ("CC Sumène - Artense", "cc sumene artense"),
        ("Œting", "oeting"),
        ("ŒTING", "oeting"),
        ("  ", ""),
        ("%_\\", ""),
    ],
)
def test_names_are_searched_without_accents_case_or_signs(name: str, key: str) -> None:
    assert search_key(name) == key


DAYS = st.dates(dt.date(2017, 1, 1), dt.date(2022, 12, 31)) | st.integers(2017, 2022).map(january)
SIRENS = st.sampled_from([A, B])
COMMUNE_FACTS: st.SearchStrategy[Fact] = st.one_of(
    st.builds(CommuneRecorded, commune=st.just(INSEE), name=st.text(max_size=5), department=st.just("23")),
    st.builds(CommuneCreated, commune=st.just(INSEE), cause=st.sampled_from(CommuneOrigin)),
    st.builds(CommuneEnded, commune=st.just(INSEE), cause=st.sampled_from(CommuneEndCause)),
    st.builds(
        MembershipObserved,
        commune=st.just(INSEE),
        epci=SIRENS,
        observed_from=DAYS,
        observed_until=st.none() | DAYS,
    ),
    st.builds(CommuneJoinedEpci, commune=st.just(INSEE), epci=SIRENS),
    st.builds(CommuneLeftEpci, commune=st.just(INSEE), epci=SIRENS),
    st.builds(Rectified, entry=st.integers(1, 10), reason=st.just("r"), about=st.just((f"commune:{INSEE}",))),
)
EPCI_FACTS: st.SearchStrategy[Fact] = st.one_of(
    st.builds(EpciRecorded, epci=st.just(B), name=st.text(max_size=5)),
    st.builds(EpciCreated, epci=st.just(B), cause=st.sampled_from(EpciOrigin)),
    st.builds(EpciEnded, epci=st.just(B), cause=st.sampled_from(EpciEndCause)),
    st.builds(Rectified, entry=st.integers(1, 10), reason=st.just("r"), about=st.just((f"epci:{B}",))),
)


def histories(facts: st.SearchStrategy[Fact]) -> st.SearchStrategy[list[Entry]]:
    """Anything, decided or not, in order of position."""
    return st.lists(st.tuples(DAYS, facts), max_size=10).map(lambda said: entries(*said))


def check(noun: Noun, subject: str, history: Sequence[Entry]) -> None:
    """Rows are whole, distinct for the engine, and never overlap."""
    rows = sorted(noun.rows(subject, history), key=lambda row: row.valid_from)
    assert len({(row.key, row.valid_from) for row in rows}) == len(rows)
    for row in rows:
        assert len(row.columns) == len(noun.columns)
        assert row.valid_to is None or row.valid_from < row.valid_to
    for before, after in pairwise(rows):
        assert before.valid_to is not None
        assert before.valid_to <= after.valid_from


@settings(deadline=None)
@given(histories(COMMUNE_FACTS))
def test_any_history_of_a_commune_gives_one_identity_and_one_epci_a_day(history: list[Entry]) -> None:
    check(COMMUNE, f"commune:{INSEE}", history)
    check(MEMBERSHIP, f"commune:{INSEE}", history)


@settings(deadline=None)
@given(histories(EPCI_FACTS))
def test_any_history_of_an_epci_gives_one_identity_a_day(history: list[Entry]) -> None:
    check(EPCI, f"epci:{B}", history)


@settings(deadline=None)
@given(histories(COMMUNE_FACTS))
def test_identity_rows_cover_all_days_once_something_is_known(history: list[Entry]) -> None:
    rows = sorted(COMMUNE.rows(f"commune:{INSEE}", history), key=lambda row: row.valid_from)
    if rows:
        assert (rows[0].valid_from, rows[-1].valid_to) == (dt.date.min, None)
        assert all(before.valid_to == after.valid_from for before, after in pairwise(rows))
