"""What the reference ledger records and refuses."""

import datetime as dt
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from domain import membership
from domain.belonging import JoinEpci, LeaveEpci, ObserveMembership
from domain.core.command import Command
from domain.core.entry import Act, ActKind, Entry, Fact, Visibility, standing
from domain.core.notices import Refusal
from domain.existence import CreateCommune, CreateEpci, EndCommune, EndEpci
from domain.facts.territory import (
    CommuneEndCause,
    CommuneJoinedEpci,
    CommuneLeftEpci,
    CommuneOrigin,
    CommuneRecorded,
    EpciEndCause,
    EpciEnded,
    EpciNature,
    EpciOrigin,
    JoinCause,
    LeaveCause,
    MembershipObserved,
)
from domain.membership import Span
from domain.rectification import Rectify
from domain.register import RefusedAt
from domain.territory import REFERENCE_COMMANDS, RecordCommune, RecordEpci
from tests.reference_ledger import ReferenceLedger, names

A, B, C = "200067510", "242320109", "242320000"
COMMUNE, OTHER = "23006", "2A004"
FILE = Act(kind=ActKind.DATASET, date=dt.date(2026, 1, 1), title="a yearly file")
ORDER = Act(kind=ActKind.PREFECTORAL_ORDER, date=dt.date(2019, 12, 20), number="2019-354")
JUDGMENT = Act(kind=ActKind.JUDGMENT, date=dt.date(2019, 7, 12), number="1601509")


def january(year: int) -> dt.date:
    return dt.date(year, 1, 1)


def seen(epci: str, since: int, until: int | None = None, commune: str = COMMUNE) -> ObserveMembership:
    gone = january(until) if until else None
    return ObserveMembership(on=january(since), act=FILE, commune=commune, epci=epci, observed_until=gone)


def joins(epci: str, on: dt.date, commune: str = COMMUNE, cause: JoinCause = JoinCause.ACCESSION) -> JoinEpci:
    return JoinEpci(on=on, act=ORDER, commune=commune, epci=epci, cause=cause)


def leaves(epci: str, on: dt.date, commune: str = COMMUNE) -> LeaveEpci:
    return LeaveEpci(on=on, act=ORDER, commune=commune, epci=epci, cause=LeaveCause.WITHDRAWAL)


def ends(epci: str, on: dt.date, *successors: str, cause: EpciEndCause = EpciEndCause.MERGER) -> EndEpci:
    return EndEpci(on=on, act=ORDER, epci=epci, cause=cause, successors=successors)


def creates(epci: str, on: dt.date, cause: EpciOrigin = EpciOrigin.MERGER) -> CreateEpci:
    return CreateEpci(on=on, act=ORDER, epci=epci, cause=cause)


def spans(ledger: ReferenceLedger, commune: str = COMMUNE) -> list[tuple[str, dt.date, dt.date | None]]:
    return [(s.epci, s.start, s.end) for s in _spans(ledger, commune)]


def _spans(ledger: ReferenceLedger, commune: str = COMMUNE) -> tuple[Span, ...]:
    return membership.spans(standing(ledger.about(f"commune:{commune}")))


def refusal(ledger: ReferenceLedger, *commands: Command) -> Refusal:
    """The only refusal of commands, which leave nothing behind."""
    before = len(ledger.entries)
    with pytest.raises(RefusedAt) as refused:
        ledger.record(*commands)
    assert len(ledger.entries) == before
    (only,) = refused.value.refusals
    return only


@pytest.fixture
def ledger() -> ReferenceLedger:
    return ReferenceLedger()


class TestIdentity:
    commune = RecordCommune(
        on=january(2026), act=FILE, commune=COMMUNE, name="Arrènes", department="23", vintage=2026, population=205
    )
    epci = RecordEpci(on=january(2025), act=FILE, epci=A, name="CC Ouest Creuse", nature=EpciNature.CC, vintage=2025)

    def test_is_recorded_once_whatever_file_says_it_again(self, ledger: ReferenceLedger) -> None:
        assert names(ledger.record(self.commune, self.epci)) == ["CommuneRecorded", "EpciRecorded"]
        other_file = structs.replace(FILE, title="the same, published elsewhere")
        again = structs.replace(self.commune, act=other_file), structs.replace(self.epci, act=other_file)
        assert ledger.record(self.commune, self.epci, *again) == []

    def test_the_last_said_of_a_vintage_holds(self, ledger: ReferenceLedger) -> None:
        corrected = structs.replace(self.commune, population=210)
        for command in (self.commune, corrected, self.commune):
            assert len(ledger.record(command)) == 1
        assert ledger.record(self.commune) == []

    def test_a_siren_with_a_wrong_key_is_refused(self, ledger: ReferenceLedger) -> None:
        wrong = "200067511"
        for command in (
            structs.replace(self.commune, siren=wrong),
            structs.replace(self.epci, epci=wrong),
            seen(wrong, 2020),
            joins(wrong, dt.date(2020, 3, 14)),
            leaves(wrong, dt.date(2020, 3, 14)),
            ends(A, january(2020), wrong),
            structs.replace(creates(A, january(2020)), predecessors=(wrong,)),
        ):
            assert refusal(ledger, command).code == "InvalidSiren"

    def test_the_reference_is_public(self, ledger: ReferenceLedger) -> None:
        hidden = structs.replace(self.commune, visibility=Visibility.MEMBERS)
        assert refusal(ledger, hidden).code == "ReferenceIsPublic"

    def test_it_bears_the_tag_of_its_subject_alone(self, ledger: ReferenceLedger) -> None:
        facts = ledger.record(self.commune, self.epci, seen(A, 2019), creates(B, january(2020)))
        assert [fact.tags() for fact in facts] == [
            ("commune:23006",),
            (f"epci:{A}",),
            ("commune:23006", f"epci:{A}:communes"),
            (f"epci:{B}",),
        ]


class TestObservation:
    def test_seen_again_is_already_true(self, ledger: ReferenceLedger) -> None:
        assert names(ledger.record(seen(A, 2019))) == ["MembershipObserved"]
        elsewhere = structs.replace(seen(A, 2019), act=structs.replace(FILE, title="another file"))
        assert ledger.record(seen(A, 2019), seen(A, 2021), elsewhere) == []

    def test_its_effective_date_is_the_first_1_january_that_saw_it(self, ledger: ReferenceLedger) -> None:
        ledger.record(seen(A, 2019, 2021))
        (entry,) = ledger.entries
        assert entry.effective_on == january(2019)
        assert entry.fact == MembershipObserved(
            commune=COMMUNE, epci=A, observed_from=january(2019), observed_until=january(2021)
        )

    def test_a_later_file_closes_what_an_earlier_left_open(self, ledger: ReferenceLedger) -> None:
        ledger.record(seen(A, 2019))
        assert len(ledger.record(seen(A, 2019, 2021), seen(B, 2021))) == 2
        assert spans(ledger) == [(A, january(2019), january(2021)), (B, january(2021), None)]
        assert ledger.record(seen(A, 2019)) == []  # the earlier file again, which did not know

    def test_a_longer_history_goes_further_back(self, ledger: ReferenceLedger) -> None:
        ledger.record(seen(A, 2021))
        assert len(ledger.record(seen(A, 2019))) == 1
        assert spans(ledger) == [(A, january(2019), None)]

    def test_a_commune_is_seen_in_one_epci_at_a_time(self, ledger: ReferenceLedger) -> None:
        ledger.record(seen(A, 2019), seen(B, 2019, commune=OTHER))
        refused = refusal(ledger, seen(B, 2021))
        assert structs.asdict(refused) == {"commune": COMMUNE, "epci": A, "since": january(2019), "entry": 1}
        assert refused.rule == "CGCT L5210-2"
        ledger.record(seen(A, 2019, 2021), seen(B, 2021))
        assert refusal(ledger, seen(C, 2020, 2022)).code == "CommuneInAnotherEpci"
        assert refusal(ledger, seen(C, 2015)).code == "CommuneInAnotherEpci"
        assert names(ledger.record(seen(C, 2015, 2019))) == ["MembershipObserved"]

    def test_it_comes_back_after_years_elsewhere(self, ledger: ReferenceLedger) -> None:
        ledger.record(seen(A, 2019, 2023), seen(B, 2023, 2024), seen(A, 2024))
        assert [(epci, start.year) for epci, start, _ in spans(ledger)] == [(A, 2019), (B, 2023), (A, 2024)]

    def test_it_is_of_a_1_january(self, ledger: ReferenceLedger) -> None:
        assert refusal(ledger, structs.replace(seen(A, 2019), on=dt.date(2020, 3, 14))).code == "NotAFirstOfJanuary"
        until = structs.replace(seen(A, 2019), observed_until=dt.date(2020, 3, 14))
        assert refusal(ledger, until).code == "NotAFirstOfJanuary"

    @pytest.mark.parametrize("until", [2019, 2018])
    def test_it_lasts_a_year_at_least(self, ledger: ReferenceLedger, until: int) -> None:
        assert refusal(ledger, seen(A, 2019, until)).code == "ObservationEndsTooSoon"

    @pytest.mark.parametrize("said", [(2019, 2022), (2020, 2023), (2018, 2022), (2021, None)])
    def test_another_end_is_refused_with_the_entry_that_says_otherwise(
        self, ledger: ReferenceLedger, said: tuple[int, int | None]
    ) -> None:
        ledger.record(seen(A, 2019, 2021))
        refused = refusal(ledger, seen(A, *said))
        assert structs.asdict(refused) == {"commune": COMMUNE, "epci": A, "entry": 1}
        assert refused.code == "ObservationContradicted"

    @pytest.mark.parametrize("said", [(2019, 2021), (2019, None)])
    def test_it_was_not_there_before_the_act_that_made_it_join(
        self, ledger: ReferenceLedger, said: tuple[int, int | None]
    ) -> None:
        ledger.record(joins(A, dt.date(2020, 3, 14)))
        assert refusal(ledger, seen(A, *said)).code == "ObservationContradicted"

    def test_it_is_not_seen_gone_on_a_day_that_saw_it(self, ledger: ReferenceLedger) -> None:
        ledger.record(seen(A, 2021))
        assert refusal(ledger, seen(A, 2019, 2021)).code == "ObservationContradicted"
        assert names(ledger.record(seen(A, 2019, 2022))) == ["MembershipObserved"]

    def test_rectified_away_it_opens_what_it_had_closed(self, ledger: ReferenceLedger) -> None:
        ledger.record(seen(A, 2019))
        ledger.record(seen(A, 2019, 2021))
        ledger.record(Rectify(entry=2, reason="Another commune of the same name.", act=FILE))
        assert spans(ledger) == [(A, january(2019), None)]


class TestActs:
    moved = dt.date(2020, 3, 14)

    def test_an_act_gives_the_legal_date_of_what_was_observed(self, ledger: ReferenceLedger) -> None:
        ledger.record(seen(A, 2019, 2021), seen(B, 2021))
        ledger.record(leaves(A, self.moved), joins(B, self.moved))
        assert spans(ledger) == [(A, january(2019), self.moved), (B, self.moved, None)]
        before, after = _spans(ledger)
        assert (before.since.on, before.since.observed_by) == (None, january(2019))
        assert before.until is not None
        assert (before.until.on, before.until.act) == (self.moved, ORDER)
        assert (after.since.on, after.since.observed_by) == (self.moved, None)

    def test_what_was_seen_to_end_need_not_be_ended_first(self, ledger: ReferenceLedger) -> None:
        ledger.record(seen(A, 2019, 2021))
        ledger.record(joins(B, self.moved))
        assert spans(ledger) == [(A, january(2019), self.moved), (B, self.moved, None)]

    def test_it_does_not_join_another_before_it_was_last_seen_there(self, ledger: ReferenceLedger) -> None:
        ledger.record(seen(A, 2019, 2022))
        assert refusal(ledger, joins(B, self.moved)).code == "CommuneInAnotherEpci"

    def test_another_act_of_the_same_day_is_refused(self, ledger: ReferenceLedger) -> None:
        ledger.record(joins(A, self.moved))
        assert refusal(ledger, joins(A, self.moved, cause=JoinCause.MERGER)).code == "AlreadyInEpci"

    def test_observations_that_agree_with_acts_are_taken(self, ledger: ReferenceLedger) -> None:
        ledger.record(joins(A, dt.date(2017, 6, 1)), leaves(A, self.moved), joins(B, self.moved))
        assert ledger.record(seen(A, 2018, 2021), seen(B, 2021)) == []

    def test_the_legal_date_may_be_the_day_that_was_observed(self, ledger: ReferenceLedger) -> None:
        ledger.record(seen(A, 2019, 2020), seen(B, 2020))
        ledger.record(leaves(A, january(2020)), joins(B, january(2020)))
        assert [span.since.on for span in _spans(ledger)] == [None, january(2020)]

    @pytest.mark.parametrize("known", [seen(A, 2019), joins(A, january(2019))])
    def test_a_commune_joins_once_it_has_left(self, ledger: ReferenceLedger, known: Command) -> None:
        ledger.record(known)
        assert refusal(ledger, joins(B, self.moved)).code == "CommuneInAnotherEpci"
        assert refusal(ledger, joins(A, self.moved)).code == "AlreadyInEpci"
        assert len(ledger.record(leaves(A, self.moved), joins(B, self.moved))) == 2

    def test_a_commune_leaves_what_it_is_in(self, ledger: ReferenceLedger) -> None:
        ledger.record(joins(A, january(2019)))
        assert refusal(ledger, leaves(B, self.moved)).code == "NotInEpci"
        assert refusal(ledger, leaves(A, january(2019))).code == "NotInEpci"
        ledger.record(leaves(A, self.moved))
        assert refusal(ledger, leaves(A, dt.date(2020, 3, 15))).code == "NotInEpci"
        assert refusal(ledger, leaves(A, dt.date(2020, 3, 13))).code == "NotInEpci"

    def test_it_does_not_leave_before_it_was_last_seen_there(self, ledger: ReferenceLedger) -> None:
        ledger.record(seen(A, 2019, 2022))
        assert structs.asdict(refusal(ledger, leaves(A, self.moved)))["day"] == january(2021)
        assert ledger.record(leaves(A, dt.date(2021, 1, 2)))

    def test_nor_when_an_act_said_since_when(self, ledger: ReferenceLedger) -> None:
        ledger.record(joins(A, dt.date(2018, 6, 1)), seen(A, 2019, 2022))
        assert refusal(ledger, leaves(A, self.moved)).code == "InEpciAfterwards"


class TestExistence:
    day = dt.date(2020, 3, 14)

    def test_all_communes_leave_an_epci_that_ends(self, ledger: ReferenceLedger) -> None:
        ledger.record(seen(A, 2019), seen(A, 2019, 2021, commune=OTHER), seen(B, 2019, commune="23010"))
        facts = ledger.record(ends(A, self.day, B))
        assert names(facts) == ["EpciEnded", "CommuneLeftEpci", "CommuneLeftEpci"]
        assert {fact.commune for fact in facts if isinstance(fact, CommuneLeftEpci)} == {COMMUNE, OTHER}
        assert spans(ledger) == [(A, january(2019), self.day)]
        assert spans(ledger, OTHER) == [(A, january(2019), self.day)]
        assert spans(ledger, "23010") == [(B, january(2019), None)]

    def test_communes_that_went_elsewhere_before_do_not_leave_it_again(self, ledger: ReferenceLedger) -> None:
        ledger.record(joins(A, january(2019)), leaves(A, january(2020)), joins(B, january(2020)))
        assert names(ledger.record(ends(A, self.day))) == ["EpciEnded"]

    def test_nor_do_those_that_joined_another_before_they_were_seen_gone(self, ledger: ReferenceLedger) -> None:
        ledger.record(seen(A, 2019, 2021), joins(B, self.day))
        assert names(ledger.record(ends(A, dt.date(2020, 6, 1)))) == ["EpciEnded"]
        assert spans(ledger) == [(A, january(2019), self.day), (B, self.day, None)]

    def test_it_does_not_end_before_an_act_by_which_a_commune_left(self, ledger: ReferenceLedger) -> None:
        ledger.record(seen(A, 2019), leaves(A, dt.date(2020, 6, 1)))
        assert refusal(ledger, ends(A, self.day)).code == "InEpciAfterwards"
        assert names(ledger.record(ends(A, dt.date(2020, 6, 1)))) == ["EpciEnded"]

    def test_an_observation_recorded_after_the_end_leaves_with_it(self, ledger: ReferenceLedger) -> None:
        ledger.record(ends(A, self.day))
        for command in (seen(A, 2019), seen(A, 2019, 2021, commune=OTHER)):
            assert names(ledger.record(command)) == ["MembershipObserved", "CommuneLeftEpci"]
            assert ledger.record(command) == []
        assert spans(ledger) == [(A, january(2019), self.day)]
        assert refusal(ledger, seen(A, 2021, commune="23010")).code == "EpciDoesNotExist"
        spanning = refusal(ledger, seen(A, 2019, 2022, commune="23010"))
        assert structs.asdict(spanning) == {"epci": A, "on": self.day}

    def test_nothing_joins_or_ends_what_does_not_exist(self, ledger: ReferenceLedger) -> None:
        ledger.record(creates(A, january(2017)), ends(A, self.day))
        assert refusal(ledger, joins(A, self.day)).code == "EpciDoesNotExist"
        assert refusal(ledger, joins(A, dt.date(2016, 12, 31))).code == "EpciDoesNotExist"
        assert refusal(ledger, ends(A, dt.date(2021, 1, 1))).code == "EpciDoesNotExist"
        assert refusal(ledger, creates(A, dt.date(2018, 1, 1))).code == "EpciAlreadyExists"

    def test_it_does_not_end_before_communes_were_last_seen_in_it(self, ledger: ReferenceLedger) -> None:
        ledger.record(seen(A, 2019, 2022))
        assert refusal(ledger, ends(A, self.day)).code == "InEpciAfterwards"
        ledger.record(joins(B, dt.date(2022, 5, 1)))
        assert refusal(ledger, ends(B, self.day)).code == "InEpciAfterwards"

    def test_a_commune_nouvelle_leaves_nothing_of_the_old_one(self, ledger: ReferenceLedger) -> None:
        ledger.record(seen(A, 2019))
        ended = EndCommune(
            on=self.day, act=ORDER, commune=COMMUNE, cause=CommuneEndCause.NEW_COMMUNE, successors=(OTHER,)
        )
        ledger.record(ended)
        assert ledger.record(ended) == []
        assert spans(ledger) == [(A, january(2019), self.day)]
        assert refusal(ledger, seen(A, 2021)).code == "CommuneDoesNotExist"
        assert refusal(ledger, joins(A, self.day)).code == "CommuneDoesNotExist"
        assert refusal(ledger, structs.replace(ended, on=january(2021))).code == "CommuneDoesNotExist"

    @pytest.mark.parametrize("known", [seen(A, 2019, 2022), joins(A, dt.date(2020, 6, 1))])
    def test_a_commune_does_not_end_before_it_was_last_in_an_epci(
        self, ledger: ReferenceLedger, known: Command
    ) -> None:
        ledger.record(known)
        ended = EndCommune(on=self.day, act=ORDER, commune=COMMUNE, cause=CommuneEndCause.NEW_COMMUNE)
        assert refusal(ledger, ended).code == "InEpciAfterwards"

    def test_a_commune_exists_again(self, ledger: ReferenceLedger) -> None:
        again = CreateCommune(on=january(2024), act=ORDER, commune=COMMUNE, cause=CommuneOrigin.RESTORED)
        ended = EndCommune(on=self.day, act=ORDER, commune=COMMUNE, cause=CommuneEndCause.NEW_COMMUNE)
        ledger.record(seen(A, 2019), ended, again)
        assert ledger.record(again) == []
        assert refusal(ledger, structs.replace(again, on=january(2025))).code == "CommuneAlreadyExists"
        ledger.record(joins(A, january(2024)))
        assert spans(ledger) == [(A, january(2019), self.day), (A, january(2024), None)]

    def test_a_merger_annulled_with_deferred_effect(self, ledger: ReferenceLedger) -> None:
        """S14: the Monts et Vallées Ouest Creuse merger of 2017, annulled as of 2020 by a judgment of July 2019."""
        merged = [
            seen(B, 2016, 2017),
            ends(B, january(2017), A),
            creates(A, january(2017)),
            joins(A, january(2017), cause=JoinCause.MERGER),
        ]
        ledger.record(*merged)
        annulled = [
            ends(A, january(2020), B, C, cause=EpciEndCause.ANNULMENT),
            creates(B, january(2020), EpciOrigin.RESTORED),
            joins(B, january(2020), cause=JoinCause.RESTORED),
        ]
        facts = ledger.record(*(structs.replace(command, act=JUDGMENT) for command in annulled))
        assert names(facts) == ["EpciEnded", "CommuneLeftEpci", "EpciCreated", "CommuneJoinedEpci"]
        assert spans(ledger) == [
            (B, january(2016), january(2017)),
            (A, january(2017), january(2020)),
            (B, january(2020), None),
        ]
        lives = membership.lifetimes(standing(ledger.about(f"epci:{B}")))
        exists = [any(life.covers(january(year)) for life in lives) for year in (2016, 2017, 2019, 2020, 2026)]
        assert exists == [True, False, False, True, True]
        assert ledger.record(seen(A, 2019, 2020), seen(B, 2020)) == []  # what the yearly files saw agrees

    def test_the_annulled_merger_may_be_recorded_backwards(self, ledger: ReferenceLedger) -> None:
        ledger.record(seen(A, 2019, 2020), seen(B, 2020))
        assert refusal(ledger, ends(B, january(2017), A)).code == "InEpciAfterwards"
        ledger.record(creates(B, january(2020), EpciOrigin.RESTORED))
        assert names(ledger.record(ends(B, january(2017), A))) == ["EpciEnded"]
        assert spans(ledger) == [(A, january(2019), january(2020)), (B, january(2020), None)]


EPCIS = st.sampled_from([A, B, C])
COMMUNES = st.sampled_from([COMMUNE, OTHER])
DAYS = st.dates(dt.date(2017, 1, 1), dt.date(2023, 12, 31)) | st.integers(2017, 2023).map(january)
YEARS = st.integers(2017, 2023)
OBSERVATIONS = st.builds(
    lambda epci, since, years, commune: seen(epci, since, years and since + years, commune),
    EPCIS,
    YEARS,
    st.none() | st.integers(1, 4),
    COMMUNES,
)
COMMANDS: st.SearchStrategy[Command] = st.one_of(
    OBSERVATIONS,
    st.builds(joins, EPCIS, DAYS, COMMUNES, st.sampled_from(JoinCause)),
    st.builds(leaves, EPCIS, DAYS, COMMUNES),
    st.builds(creates, EPCIS, DAYS, st.sampled_from(EpciOrigin)),
    st.builds(lambda epci, on, cause: ends(epci, on, cause=cause), EPCIS, DAYS, st.sampled_from(EpciEndCause)),
    st.builds(
        lambda commune, on, cause: EndCommune(on=on, act=ORDER, commune=commune, cause=cause),
        COMMUNES,
        DAYS,
        st.sampled_from(CommuneEndCause),
    ),
    st.builds(
        lambda commune, on, cause: CreateCommune(on=on, act=ORDER, commune=commune, cause=cause),
        COMMUNES,
        DAYS,
        st.sampled_from(CommuneOrigin),
    ),
)


def record_what_stands(commands: list[Command]) -> ReferenceLedger:
    """Each command alone: what is refused leaves nothing, what is accepted is already true when repeated."""
    ledger = ReferenceLedger()
    for command in commands:
        try:
            ledger.record(command)
        except RefusedAt:
            continue
        assert ledger.record(command) == [], command
    return ledger


def check_one_epci_at_a_time(found: tuple[Span, ...]) -> None:
    for span in found:
        assert span.end is None or span.start < span.end
    for before, after in pairwise(found):
        assert before.end is not None
        assert before.end <= after.start


class TestProperties:
    @settings(deadline=None)
    @given(st.lists(OBSERVATIONS, max_size=12))
    def test_observations_never_put_a_commune_in_two_epcis(self, commands: list[Command]) -> None:
        ledger = record_what_stands(commands)
        for commune in (COMMUNE, OTHER):
            check_one_epci_at_a_time(_spans(ledger, commune))

    @settings(deadline=None)
    @given(st.lists(OBSERVATIONS, max_size=12))
    def test_every_observation_that_stands_is_told(self, commands: list[Command]) -> None:
        """The commune is in that EPCI on each 1 January that saw it, and not on the one that saw it gone."""
        ledger = record_what_stands(commands)
        for entry in ledger.entries:
            fact = entry.fact
            assert isinstance(fact, MembershipObserved)
            there = {y for s in _spans(ledger, fact.commune) if s.epci == fact.epci for y in _januaries(s)}
            last = membership.last_first_of_january(fact)
            assert set(range(fact.observed_from.year, last.year + 1)) <= there
            if fact.observed_until is not None:
                assert fact.observed_until.year not in there

    @settings(max_examples=300, deadline=None)
    @given(st.lists(COMMANDS, max_size=15))
    def test_acts_and_observations_never_put_a_commune_in_two_epcis(self, commands: list[Command]) -> None:
        ledger = record_what_stands(commands)
        for commune in (COMMUNE, OTHER):
            check_one_epci_at_a_time(_spans(ledger, commune))

    @settings(max_examples=300, deadline=None)
    @given(st.lists(COMMANDS, max_size=15))
    def test_no_commune_is_in_an_epci_that_has_ended(self, commands: list[Command]) -> None:
        ledger = record_what_stands(commands)
        for entry in ledger.entries:
            if isinstance(entry.fact, EpciEnded):
                for commune in (COMMUNE, OTHER):
                    before = [s for s in _spans(ledger, commune) if s.epci == entry.fact.epci]
                    assert not any(s.start < entry.effective_on and s.covers(entry.effective_on) for s in before)

    @settings(deadline=None)
    @given(st.lists(COMMANDS, max_size=8), st.permutations(range(8)))
    def test_the_periods_do_not_depend_on_the_order_of_days(self, commands: list[Command], order: list[int]) -> None:
        entries = standing(record_what_stands(commands).entries)
        shuffled = [entries[index] for index in order if index < len(entries)] + entries[8:]
        assert membership.spans(shuffled) == membership.spans(entries)

    @settings(deadline=None)
    @given(st.lists(COMMANDS, max_size=8))
    def test_every_fact_and_command_survives_json(self, commands: list[Command]) -> None:
        for command in commands:
            assert msgspec.json.decode(msgspec.json.encode(command), type=type(command)) == command
        for entry in record_what_stands(commands).entries:
            fact = entry.fact
            assert msgspec.json.decode(msgspec.json.encode(fact), type=type(fact), strict=True) == fact


def _januaries(span: Span) -> set[int]:
    first = span.start.year + (span.start != january(span.start.year))
    return {year for year in range(first, 2040) if span.covers(january(year))}


def test_optional_fields_are_left_out_of_what_is_stored() -> None:
    fact = CommuneRecorded(commune=OTHER, name="Afa", department="2A", vintage=2026)
    assert msgspec.json.encode(fact) == b'{"commune":"2A004","name":"Afa","department":"2A","vintage":2026}'
    seen_open = MembershipObserved(commune=OTHER, epci=A, observed_from=january(2019))
    assert msgspec.json.encode(seen_open) == b'{"commune":"2A004","epci":"200067510","observed_from":"2019-01-01"}'


def test_the_commands_of_the_reference_ledger_are_told() -> None:
    assert sorted(command.__name__ for command in REFERENCE_COMMANDS) == [
        "CreateCommune",
        "CreateEpci",
        "EndCommune",
        "EndEpci",
        "JoinEpci",
        "LeaveEpci",
        "ObserveMembership",
        "RecordCommune",
        "RecordEpci",
    ]


def test_an_unrelated_fact_changes_nothing() -> None:
    joined = CommuneJoinedEpci(commune=COMMUNE, epci=A, cause=JoinCause.ACCESSION)
    facts: list[Fact] = [joined, EpciEnded(epci=B, cause=EpciEndCause.MERGER)]
    entries = [Entry(fact=fact, effective_on=january(2020), position=n) for n, fact in enumerate(facts, start=1)]
    assert [span.end for span in membership.spans(entries)] == [None]
