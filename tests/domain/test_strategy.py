"""Orientations have versions and no rings, actions go forward, trajectories are exact, the elected take part."""

import datetime as dt
from fractions import Fraction

import pytest

from domain.core.entry import Draft, Entry
from domain.core.refusals import UnknownPerson
from domain.facts.strategy import (
    ActionAttached,
    ActionPlanned,
    ActionReassigned,
    ActionRescheduled,
    ActionStateChanged,
    BaselineSet,
    IndicatorDefined,
    IndicatorDropped,
    IndicatorMeasured,
    InvolvedOfficial,
    InvolvementCapacity,
    InvolvementKind,
    InvolvementPhase,
    InvolvementRecorded,
    OrientationRevised,
    OrientationSet,
    OrientationWithdrawn,
    ProgrammeActionState,
    ProgrammeAdopted,
    ProgrammeClosed,
    StrategyPart,
    TargetSet,
    TrajectoryDirection,
)
from domain.references import AlreadyFounded, NotYetThen, UnknownReference
from domain.rules.strategy import pas_horizon
from domain.strategy_action import apply_action
from domain.strategy_indicator import (
    TrajectoryIndicator,
    TrajectoryStatus,
    expected_on,
    standing_in,
    standings,
    written,
)
from domain.strategy_indicator import apply as apply_indicator
from domain.strategy_involvement import OfficialNamedTwice, OfficialWithoutMandate, RecordInvolvement
from domain.strategy_orientations import (
    Orientation,
    OrientationCycle,
    OrientationNotInForce,
    OrientationRevisedLater,
    ReviseOrientation,
    SetOrientation,
    WithdrawOrientation,
)
from domain.strategy_orientations import apply as apply_orientation
from domain.strategy_programme import (
    ActionEndsBeforeItBegins,
    ActionIsOver,
    ActionWentOn,
    ActionWithoutOrientation,
    ActionWithoutOwner,
    AdoptProgramme,
    AttachAction,
    BudgetBelowZero,
    ChangeActionState,
    CloseProgramme,
    PlanAction,
    ProgrammeIsClosed,
    ReassignAction,
    RescheduleAction,
)
from domain.strategy_trajectory import (
    BaselineMissing,
    DefineIndicator,
    DropIndicator,
    IndicatorIsDropped,
    IndicatorWithoutUnit,
    MeasureBeforeBaseline,
    MeasuredAfterPublication,
    RecordMeasure,
    SetBaseline,
    SetTarget,
    TargetAgainstDirection,
    TargetBeyondHorizon,
    TargetNotAfterBaseline,
    ToleranceBelowZero,
)
from tests.domain.given import Given, given
from tests.domain.life import ACT, OTHER_ACT, OUTSIDER, SITTING, A, B, day

STARTED, COMPLETED = ProgrammeActionState.STARTED, ProgrammeActionState.COMPLETED
SUSPENDED = ProgrammeActionState.SUSPENDED


def put(
    name: str, within: str | None = None, on: str = "06-01", part: StrategyPart = StrategyPart.PAS
) -> SetOrientation:
    """An orientation is set."""
    return SetOrientation(
        on=day(on), act=ACT, orientation=name, part=part, number="1", title=name.title(), within=within
    )


def revise(name: str, within: str | None = None, on: str = "09-01", title: str = "New") -> ReviseOrientation:
    """A new version."""
    return ReviseOrientation(on=day(on), act=ACT, orientation=name, number="1", title=title, within=within)


# -- orientations ------------------------------------------------------------------------------------------------------


def test_an_orientation_is_set_revised_and_withdrawn() -> None:
    setting = SetOrientation(
        on=day("06-01"),
        act=ACT,
        orientation="water",
        part=StrategyPart.DOO,
        number="P1",
        title="Water first",
        text="Prove the resource.",
        themes=("water",),
        within="axis",
    )
    withdrawing = WithdrawOrientation(on=day("12-01"), act=ACT, orientation="water", reason="Merged")
    given(*SITTING, put("axis")).when(setting, revise("water", "axis"), withdrawing).then(
        OrientationSet(
            orientation="water",
            part=StrategyPart.DOO,
            number="P1",
            title="Water first",
            text="Prove the resource.",
            themes=("water",),
            within="axis",
        ),
        OrientationRevised(orientation="water", number="1", title="New", within="axis"),
        OrientationWithdrawn(orientation="water", reason="Merged"),
    )


def test_an_orientation_names_only_what_is_known_and_in_force() -> None:
    register = given(*SITTING, put("axis"))
    register.when(put("a", within="nowhere")).refused(UnknownReference(reference="orientation:nowhere"))
    register.when(put("a", within="axis", on="05-31")).refused(
        OrientationNotInForce(orientation="axis", on=day("05-31"))
    )
    themed = SetOrientation(
        on=day("06-01"), act=ACT, orientation="a", part=StrategyPart.PAS, number="1", title="A", themes=("no-theme",)
    )
    register.when(themed).refused(UnknownReference(reference="theme:no-theme"))
    schemed = SetOrientation(
        on=day("06-01"), act=ACT, orientation="a", part=StrategyPart.PAS, number="1", title="A", scheme="scot"
    )
    register.when(schemed).refused(UnknownReference(reference="scheme:scot"))
    register.when(revise("nowhere")).refused(UnknownReference(reference="orientation:nowhere"))


def test_a_name_is_one_orientation() -> None:
    register = given(*SITTING, put("axis"))
    entry = register.at(OrientationSet(orientation="axis", part=StrategyPart.PAS, number="1", title="Axis"))
    register.when(put("axis", on="07-01")).refused(
        AlreadyFounded(reference="orientation:axis", since=day("06-01"), entry=entry)
    )


def test_nothing_is_within_itself_on_any_day() -> None:
    register = given(*SITTING, put("a"), put("b", within="a"), put("c", within="b"))
    register.when(revise("a", within="a")).refused(OrientationCycle(orientation="a", within="a", on=day("09-01")))
    register.when(revise("a", within="c")).refused(OrientationCycle(orientation="a", within="c", on=day("09-01")))
    register.when(put("d", within="d")).refused(OrientationCycle(orientation="d", within="d", on=day("06-01")))


def test_a_ring_that_a_later_version_would_close_is_refused_too() -> None:
    apart = given(*SITTING, put("a"), put("b"), revise("b", within="a", on="10-01"))
    apart.when(revise("a", within="b")).refused(OrientationCycle(orientation="a", within="b", on=day("10-01")))
    freed = given(*SITTING, put("a"), put("b"), revise("b", within="a", on="10-01"), revise("a", on="09-15"))
    freed.when(revise("a", within="b", on="09-01")).recorded()


def test_what_is_withdrawn_takes_no_version_and_ends_once() -> None:
    register = given(*SITTING, put("a"), WithdrawOrientation(on=day("08-01"), act=ACT, orientation="a"))
    register.when(revise("a", on="08-01")).refused(OrientationNotInForce(orientation="a", on=day("08-01")))
    register.when(revise("a", on="07-01")).recorded()
    again = WithdrawOrientation(on=day("07-15"), act=OTHER_ACT, orientation="a")
    register.when(again).refused(OrientationNotInForce(orientation="a", on=day("08-01")))


def test_an_orientation_does_not_end_before_its_last_version() -> None:
    register = given(*SITTING, put("a"), revise("a"))
    entry = register.at(OrientationRevised(orientation="a", number="1", title="New"))
    register.when(WithdrawOrientation(on=day("08-01"), act=ACT, orientation="a")).refused(
        OrientationRevisedLater(orientation="a", on=day("08-01"), revised_on=day("09-01"), entry=entry)
    )


def test_the_version_in_force_is_that_of_the_day_and_the_pas_looks_twenty_years_ahead() -> None:
    register = given(*SITTING, put("a"), revise("a"), WithdrawOrientation(on=day("12-01"), act=ACT, orientation="a"))
    orientation = _folded_orientation(register)
    titles = [(v.title if (v := orientation.version_on(day(on))) else None) for on in ("05-31", "06-01", "09-01")]
    assert titles == [None, "A", "New"]
    assert orientation.version_on(day("12-01")) is None
    assert orientation.horizon_on == dt.date(2046, 6, 1)
    assert pas_horizon(dt.date(2024, 2, 29)) == dt.date(2044, 2, 29)


def _folded_orientation(register: Given) -> Orientation:
    orientation: Orientation | None = None
    for entry in register.ledger.entries:
        if entry.fact.tags()[0] == "orientation:a":
            orientation = apply_orientation(orientation, entry)
    assert orientation is not None
    return orientation


# -- action programme --------------------------------------------------------------------------------------------------

ADOPT = AdoptProgramme(on=day("06-01"), act=ACT, programme="p", title="Programme", text="Ten actions")
PLAN = PlanAction(
    on=day("06-10"),
    act=ACT,
    action="hedges",
    title="Plant hedges",
    programme="p",
    organization=A,
    person="a1",
    orientations=("axis",),
    themes=("biodiversity",),
    territory=(A, B),
    budget="1200.50",
    begins_on=day("07-01"),
    ends_on=day("12-31"),
)
PLANNED = ActionPlanned(
    action="hedges",
    title="Plant hedges",
    programme="p",
    organization=A,
    person="a1",
    orientations=("axis",),
    themes=("biodiversity",),
    territory=(A, B),
    budget="1200.50",
    begins_on=day("07-01"),
    ends_on=day("12-31"),
)
PROGRAMMED = (*SITTING, put("axis"), ADOPT)


def state(to: ProgrammeActionState, on: str) -> ChangeActionState:
    """How far it is."""
    return ChangeActionState(on=day(on), act=ACT, action="hedges", state=to)


def test_an_action_is_planned_followed_and_given_to_others() -> None:
    given(*PROGRAMMED).when(
        PLAN,
        state(STARTED, "07-01"),
        ReassignAction(on=day("08-01"), act=ACT, action="hedges", person="b1"),
        AttachAction(on=day("08-02"), act=ACT, action="hedges", orientations=("axis",)),
        RescheduleAction(on=day("08-03"), act=ACT, action="hedges", ends_on=day("2027-06-30"), budget="900"),
        state(COMPLETED, "10-01"),
        CloseProgramme(on=day("11-01"), act=ACT, programme="p", reason="Done"),
    ).then(
        PLANNED,
        ActionStateChanged(action="hedges", state=STARTED),
        ActionReassigned(action="hedges", person="b1"),
        ActionAttached(action="hedges", orientations=("axis",)),
        ActionRescheduled(action="hedges", ends_on=day("2027-06-30"), budget="900"),
        ActionStateChanged(action="hedges", state=COMPLETED),
        ProgrammeClosed(programme="p", reason="Done"),
    )
    given(*SITTING).when(ADOPT).then(ProgrammeAdopted(programme="p", title="Programme", text="Ten actions"))


def test_an_action_without_orientation_breaks_the_chain_and_is_said() -> None:
    alone = PlanAction(on=day("06-10"), act=ACT, action="alone", title="Alone", organization=A)
    caution = ActionWithoutOrientation(action="alone")
    fact = ActionPlanned(action="alone", title="Alone", organization=A)
    register = given(*PROGRAMMED).when(alone).then(fact, cautions=[caution])
    detach = AttachAction(on=day("07-01"), act=ACT, action="alone", programme="p")
    register.when(detach).then(ActionAttached(action="alone", programme="p"), cautions=[caution])


def test_an_action_has_an_owner_dates_in_order_and_no_negative_budget() -> None:
    register = given(*PROGRAMMED)
    nobody = PlanAction(on=day("06-10"), act=ACT, action="x", title="X", orientations=("axis",))
    register.when(nobody).refused(ActionWithoutOwner(action="x"))
    stranger = PlanAction(on=day("06-10"), act=ACT, action="x", title="X", person="q9", orientations=("axis",))
    register.when(stranger).refused(UnknownPerson(person="q9"))
    for command in (
        PlanAction(on=day("06-10"), act=ACT, action="x", title="X", organization=A, begins_on=day("07-01"),
                   ends_on=day("06-30")),
        RescheduleAction(on=day("06-10"), act=ACT, action="x", begins_on=day("07-01"), ends_on=day("06-30")),
    ):  # fmt: skip
        before = register if isinstance(command, PlanAction) else given(*PROGRAMMED, _plan("x"))
        before.when(command).refused(ActionEndsBeforeItBegins(action="x", begins_on=day("07-01"), ends_on=day("06-30")))
    negative = PlanAction(on=day("06-10"), act=ACT, action="x", title="X", organization=A, budget="-1")
    register.when(negative).refused(BudgetBelowZero(action="x", budget="-1"))
    given(*PROGRAMMED, PLAN).when(ReassignAction(on=day("07-01"), act=ACT, action="hedges")).refused(
        ActionWithoutOwner(action="hedges")
    )


def _plan(name: str) -> PlanAction:
    return PlanAction(on=day("06-01"), act=ACT, action=name, title="X", organization=A, orientations=("axis",))


def test_an_action_is_attached_only_to_what_is_known_open_and_in_force() -> None:
    register = given(*PROGRAMMED)
    for links, missing in (
        ({"orientations": ("nowhere",)}, "orientation:nowhere"),
        ({"contract": "crte"}, "contract:crte"),
        ({"document": "pcaet"}, "document:pcaet"),
        ({"programme": "q"}, "programme:q"),
        ({"territory": ("org:nowhere",)}, "org:nowhere"),
        ({"themes": ("no-theme",)}, "theme:no-theme"),
    ):
        plan = PlanAction(on=day("06-10"), act=ACT, action="x", title="X", organization=A, **links)
        register.when(plan).refused(UnknownReference(reference=missing))
    closed = given(*PROGRAMMED, CloseProgramme(on=day("06-05"), act=ACT, programme="p"))
    closed.when(PLAN).refused(ProgrammeIsClosed(programme="p", since=day("06-05")))
    closed.when(CloseProgramme(on=day("06-20"), act=ACT, programme="p")).refused(
        ProgrammeIsClosed(programme="p", since=day("06-05"))
    )
    withdrawn = given(*PROGRAMMED, WithdrawOrientation(on=day("06-09"), act=ACT, orientation="axis"))
    withdrawn.when(PLAN).refused(OrientationNotInForce(orientation="axis", on=day("06-10")))


def test_what_is_over_goes_on_no_more_in_whatever_order_it_was_recorded() -> None:
    over = given(*PROGRAMMED, PLAN, state(COMPLETED, "09-01"))
    entry = over.at(ActionStateChanged(action="hedges", state=COMPLETED))
    over.when(state(STARTED, "09-02")).refused(
        ActionIsOver(action="hedges", state=COMPLETED, since=day("09-01"), entry=entry)
    )
    over.when(state(STARTED, "08-01")).recorded()
    going = given(*PROGRAMMED, PLAN, state(STARTED, "09-02"))
    entry = going.at(ActionStateChanged(action="hedges", state=STARTED))
    going.when(state(COMPLETED, "09-01")).refused(
        ActionWentOn(action="hedges", state=STARTED, since=day("09-02"), entry=entry)
    )
    going.when(state(SUSPENDED, "09-01")).recorded()


def test_a_state_that_is_so_already_is_not_said_again() -> None:
    register = given(*PROGRAMMED, PLAN, state(STARTED, "07-01"))
    register.when(state(STARTED, "08-01")).already_true()
    register.when(state(ProgrammeActionState.PLANNED, "06-20")).already_true()


def test_nothing_befalls_an_action_before_it_is_planned() -> None:
    given(*PROGRAMMED, PLAN).when(state(STARTED, "06-09")).refused(
        NotYetThen(reference="action:hedges", on=day("06-09"), since=day("06-10"))
    )
    given(*PROGRAMMED).when(state(STARTED, "06-09")).refused(UnknownReference(reference="action:hedges"))


def test_an_action_is_overdue_after_its_last_day_unless_it_is_over() -> None:
    planned = apply_action(None, _entry(PLANNED, "06-10", 1))
    assert planned is not None
    assert [planned.overdue_on(day(on)) for on in ("12-31", "2027-01-01")] == [False, True]
    done = apply_action(planned, _entry(ActionStateChanged(action="hedges", state=COMPLETED), "09-01", 2))
    assert done is not None
    assert not done.overdue_on(day("2027-01-01"))


# -- trajectory --------------------------------------------------------------------------------------------------------

DOWN, UP, KEEP = TrajectoryDirection.DECREASE, TrajectoryDirection.INCREASE, TrajectoryDirection.KEEP
START = dt.date(2026, 1, 1)


def define(direction: TrajectoryDirection = DOWN, *, unit: str = "ha", tolerance: str | None = None) -> DefineIndicator:
    """Thirty at the start of 2026."""
    return DefineIndicator(
        on=day("06-01"),
        act=ACT,
        indicator="enaf",
        title="Land",
        unit=unit,
        direction=direction,
        baseline="30",
        baseline_on=START,
        tolerance=tolerance,
        orientations=("axis",),
        themes=("land",),
        source="Portal",
    )


def target(value: str, by: str, organization: str | None = None) -> SetTarget:
    """By a day."""
    return SetTarget(on=day("06-02"), act=ACT, indicator="enaf", value=value, by=day(by), organization=organization)


def measure(value: str, measured: str, organization: str | None = None, on: str = "12-31") -> RecordMeasure:
    """Published at the end of the year."""
    return RecordMeasure(
        on=day(on), act=ACT, indicator="enaf", value=value, measured_on=day(measured), organization=organization
    )


DEFINED = (*SITTING, put("axis"), define())


def test_an_indicator_has_a_baseline_targets_and_measures() -> None:
    baseline = SetBaseline(
        on=day("06-02"), act=ACT, indicator="enaf", organization=A, value="12", baseline_on=START, source="Portal"
    )
    drop = DropIndicator(on=day("2027-01-01"), act=ACT, indicator="enaf", reason="Replaced")
    given(*SITTING, put("axis")).when(
        define(), target("20", "2027-01-01"), baseline, target("6", "2027-01-01", A), measure("29.5", "07-01"), drop
    ).then(
        IndicatorDefined(
            indicator="enaf",
            title="Land",
            unit="ha",
            direction=DOWN,
            baseline="30",
            baseline_on=START,
            orientations=("axis",),
            themes=("land",),
            source="Portal",
        ),
        TargetSet(indicator="enaf", value="20", by=day("2027-01-01")),
        BaselineSet(indicator="enaf", organization=A, value="12", baseline_on=START, source="Portal"),
        TargetSet(indicator="enaf", value="6", by=day("2027-01-01"), organization=A),
        IndicatorMeasured(indicator="enaf", value="29.5", measured_on=day("07-01")),
        IndicatorDropped(indicator="enaf", reason="Replaced"),
    )


def test_an_indicator_has_a_unit_a_tolerance_of_zero_or_more_and_known_orientations() -> None:
    register = given(*SITTING, put("axis"))
    register.when(define(unit=" ")).refused(IndicatorWithoutUnit(indicator="enaf"))
    register.when(define(tolerance="-0.1")).refused(ToleranceBelowZero(indicator="enaf", tolerance="-0.1"))
    given(*SITTING).when(define()).refused(UnknownReference(reference="orientation:axis"))


def test_targets_follow_the_baseline() -> None:
    for by in ("2025-12-31", "2026-01-01"):
        given(*DEFINED).when(target("20", by)).refused(
            TargetNotAfterBaseline(indicator="enaf", by=day(by), baseline_on=START)
        )
    given(*DEFINED).when(target("20", "2026-01-02")).recorded()
    given(*DEFINED).when(target("6", "2027-01-01", A)).refused(BaselineMissing(indicator="enaf", organization=A))
    own = SetBaseline(on=day("06-02"), act=ACT, indicator="enaf", organization=A, value="12", baseline_on=START)
    late = SetBaseline(
        on=day("06-03"), act=ACT, indicator="enaf", organization=A, value="12", baseline_on=day("2027-01-01")
    )
    given(*DEFINED, own, target("6", "2027-01-01", A)).when(late).refused(
        TargetNotAfterBaseline(indicator="enaf", by=day("2027-01-01"), baseline_on=day("2027-01-01"))
    )


@pytest.mark.parametrize(
    ("direction", "values", "against"),
    [
        (DOWN, ("31", "20"), [("31", "30")]),
        (DOWN, ("20", "25"), [("25", "20")]),
        (UP, ("29", "40"), [("29", "30")]),
        (KEEP, ("30", "30"), []),
        (KEEP, ("30", "31"), [("31", "30")]),
        (DOWN, ("30", "30"), []),
        (UP, ("30", "30"), []),
    ],
)
def test_a_target_against_the_direction_is_recorded_and_said(
    direction: TrajectoryDirection, values: tuple[str, str], against: list[tuple[str, str]]
) -> None:
    commands = [target(value, by) for value, by in zip(values, ("2031-01-01", "2041-01-01"), strict=True)]
    facts = [TargetSet(indicator="enaf", value=c.value, by=c.by) for c in commands]
    cautions = [
        TargetAgainstDirection(
            indicator="enaf", direction=direction, by=commands[values.index(value)].by, value=value, other=other
        )
        for value, other in against
    ]
    given(*SITTING, put("axis"), define(direction)).when(*commands).then(*facts, cautions=cautions)


def test_a_target_is_held_against_the_one_after_it_too() -> None:
    caution = TargetAgainstDirection(indicator="enaf", direction=DOWN, by=day("2031-01-01"), value="20", other="25")
    given(*DEFINED, target("25", "2041-01-01")).when(target("20", "2031-01-01")).then(
        TargetSet(indicator="enaf", value="20", by=day("2031-01-01")), cautions=[caution]
    )


def test_a_target_beyond_the_horizon_of_the_pas_is_said() -> None:
    fact = TargetSet(indicator="enaf", value="1", by=day("2046-06-02"))
    caution = TargetBeyondHorizon(indicator="enaf", by=day("2046-06-02"), horizon_on=day("2046-06-01"))
    given(*DEFINED).when(target("1", "2046-06-02")).then(fact, cautions=[caution])
    given(*DEFINED).when(target("1", "2046-06-01")).then(TargetSet(indicator="enaf", value="1", by=day("2046-06-01")))
    prescribed = (*SITTING, put("axis", part=StrategyPart.DOO), define())
    given(*prescribed).when(target("1", "2046-06-02")).then(fact)


def test_a_measure_is_published_after_its_day_and_one_before_the_baseline_is_said() -> None:
    given(*DEFINED).when(measure("29", "12-31", on="12-30")).refused(
        MeasuredAfterPublication(indicator="enaf", measured_on=day("12-31"), on=day("12-30"))
    )
    given(*DEFINED).when(measure("29", "12-31", on="12-31")).recorded()
    early = MeasureBeforeBaseline(indicator="enaf", measured_on=day("2025-12-31"), baseline_on=START)
    given(*DEFINED).when(measure("29", "2025-12-31")).then(
        IndicatorMeasured(indicator="enaf", value="29", measured_on=day("2025-12-31")), cautions=[early]
    )
    given(*DEFINED).when(measure("29", "2026-01-01")).then(
        IndicatorMeasured(indicator="enaf", value="29", measured_on=START)
    )


def test_an_indicator_that_was_dropped_is_followed_no_more() -> None:
    dropped = given(*DEFINED, DropIndicator(on=day("10-01"), act=ACT, indicator="enaf"))
    refusal = IndicatorIsDropped(indicator="enaf", since=day("10-01"))
    dropped.when(measure("29", "07-01", on="10-01")).refused(refusal)
    dropped.when(DropIndicator(on=day("09-01"), act=ACT, indicator="enaf")).refused(refusal)
    dropped.when(measure("29", "07-01", on="09-30")).recorded()


def _entry(fact: object, on: str, position: int) -> Entry:
    return Entry.of(Draft(fact=fact, effective_on=day(on)), position)  # type: ignore[arg-type]


def followed(
    *facts: object, direction: TrajectoryDirection = DOWN, tolerance: str | None = None
) -> TrajectoryIndicator:
    """An indicator of thirty at the start of 2026, and what befell it, from position 2 on."""
    defined = IndicatorDefined(
        indicator="enaf",
        title="Land",
        unit="ha",
        direction=direction,
        baseline="30",
        baseline_on=START,
        tolerance=tolerance,
    )
    indicator: TrajectoryIndicator | None = None
    for position, fact in enumerate((defined, *facts), start=1):
        indicator = apply_indicator(indicator, _entry(fact, "12-31", position))
    assert indicator is not None
    return indicator


def aim(value: str, by: str) -> TargetSet:
    """A target of the whole territory."""
    return TargetSet(indicator="enaf", value=value, by=day(by))


def seen(value: str, measured: str) -> IndicatorMeasured:
    """A measure of the whole territory."""
    return IndicatorMeasured(indicator="enaf", value=value, measured_on=day(measured))


def test_what_is_expected_is_exact_on_the_line_to_the_next_target() -> None:
    points = followed(aim("10", "2026-01-31"), aim("9", "2026-02-03")).points(None)
    found = [expected_on(points, day(on)) for on in ("2025-12-31", "01-01", "01-02", "01-31", "02-01", "03-01")]
    assert found == [None, 30, Fraction(88, 3), 10, Fraction(29, 3), 9]
    assert written(found[2]) == "29.333333"
    assert expected_on(followed().points(None), day("06-01")) is None


def test_comparison_is_exact_where_what_is_shown_is_rounded() -> None:
    line = aim("29", "2026-01-04")
    on_day = followed(line, seen("29.666667", "01-02")), followed(line, seen("29.666666", "01-02"))
    found = [standing_in(indicator, None, day("06-01")) for indicator in on_day]
    assert [s.status for s in found] == [TrajectoryStatus.BEHIND, TrajectoryStatus.ON_TRACK]
    assert [s.expected for s in found] == ["29.666667", "29.666667"]
    assert [s.gap for s in found] == ["0", "-0.000001"]


@pytest.mark.parametrize(
    ("direction", "tolerance", "goal", "value", "status"),
    [
        (DOWN, None, "20", "25", TrajectoryStatus.ON_TRACK),
        (DOWN, None, "20", "25.1", TrajectoryStatus.BEHIND),
        (DOWN, "0.1", "20", "25.1", TrajectoryStatus.ON_TRACK),
        (UP, None, "40", "35", TrajectoryStatus.ON_TRACK),
        (UP, None, "40", "34.9", TrajectoryStatus.BEHIND),
        (KEEP, None, "30", "30", TrajectoryStatus.ON_TRACK),
        (KEEP, "1", "30", "31", TrajectoryStatus.ON_TRACK),
        (KEEP, "1", "30", "28.9", TrajectoryStatus.BEHIND),
    ],
)
def test_the_last_measure_is_on_track_or_behind(
    direction: TrajectoryDirection, tolerance: str | None, goal: str, value: str, status: TrajectoryStatus
) -> None:
    indicator = followed(aim(goal, "2026-01-11"), seen(value, "01-06"), direction=direction, tolerance=tolerance)
    found = standing_in(indicator, None, day("12-31"))
    assert (found.status, found.value, found.measured_on) == (status, value, day("01-06"))
    assert found.entries == (1, 2, 3)


def test_without_measure_or_target_nothing_is_said_to_be_late() -> None:
    assert standing_in(followed(aim("20", "2027-01-01")), None, day("06-01")).status is TrajectoryStatus.NO_MEASURE
    before = followed(aim("20", "2027-01-01"), seen("99", "2025-06-01"))
    found = standing_in(before, None, day("06-01"))
    assert (found.status, found.value) == (TrajectoryStatus.NO_MEASURE, None)
    later = followed(aim("20", "2027-01-01"), seen("99", "07-01"))
    assert standing_in(later, None, day("06-30")).status is TrajectoryStatus.NO_MEASURE
    assert standing_in(followed(seen("29", "02-01")), None, day("06-01")).status is TrajectoryStatus.NO_TARGET
    kept = followed(seen("30", "02-01"), direction=KEEP)
    assert standing_in(kept, None, day("06-01")).status is TrajectoryStatus.ON_TRACK


def test_the_last_measure_is_the_latest_day_s_as_last_published() -> None:
    indicator = followed(
        aim("20", "2026-01-11"), seen("10", "01-06"), seen("25", "01-09"), seen("24", "01-09"), seen("1", "01-02")
    )
    found = standing_in(indicator, None, day("12-31"))
    assert (found.value, found.measured_on, found.entries) == ("24", day("01-09"), (1, 2, 5))


def test_a_territory_is_held_against_a_trajectory_of_its_own_alone() -> None:
    own = BaselineSet(indicator="enaf", organization=A, value="10", baseline_on=START)
    goal = TargetSet(indicator="enaf", value="0", by=day("2026-01-11"), organization=A)
    at_a = IndicatorMeasured(indicator="enaf", value="6", measured_on=day("01-06"), organization=A)
    at_b = IndicatorMeasured(indicator="enaf", value="1", measured_on=day("01-06"), organization=B)
    found = standings(followed(aim("20", "2026-01-11"), own, goal, at_a, at_b), day("12-31"))
    assert {s.organization: (s.status, s.expected) for s in found} == {
        None: (TrajectoryStatus.NO_MEASURE, None),
        A: (TrajectoryStatus.BEHIND, "5"),
        B: (TrajectoryStatus.NO_TARGET, None),
    }


def test_a_new_baseline_of_a_territory_takes_the_place_of_the_old_one() -> None:
    old = BaselineSet(indicator="enaf", organization=A, value="10", baseline_on=START)
    new = BaselineSet(indicator="enaf", organization=A, value="11", baseline_on=START)
    assert [(point.value, point.entry) for point in followed(old, new).points(A)] == [(Fraction(11), 3)]


def test_a_new_target_by_the_same_day_takes_the_place_of_the_old_one() -> None:
    indicator = followed(aim("20", "2026-01-11"), aim("10", "2026-01-11"))
    assert [(t.value, t.entry) for t in indicator.targets] == [("10", 3)]


# -- involvement -------------------------------------------------------------------------------------------------------

MAYOR = InvolvementCapacity.MAYOR


def involve(*people: str, **more: object) -> RecordInvolvement:
    """A workshop."""
    officials = tuple(InvolvedOfficial(person=who, capacity=MAYOR, organization=A) for who in people)
    return RecordInvolvement(
        on=day("09-01"),
        act=ACT,
        involvement="w1",
        title="Water",
        phase=InvolvementPhase.ELABORATION,
        kind=InvolvementKind.WORKSHOP,
        officials=officials,
        **more,  # type: ignore[arg-type]
    )


def involved(*people: str, **more: object) -> InvolvementRecorded:
    """The fact of `involve`."""
    officials = tuple(InvolvedOfficial(person=who, capacity=MAYOR, organization=A) for who in people)
    return InvolvementRecorded(
        involvement="w1",
        title="Water",
        phase=InvolvementPhase.ELABORATION,
        kind=InvolvementKind.WORKSHOP,
        officials=officials,
        **more,  # type: ignore[arg-type]
    )


def test_officials_take_part_as_a_body_on_orientations_that_need_not_be_in_force_yet() -> None:
    more = {"body": "bureau", "themes": ("water",), "orientations": ("axis",), "note": "Ideas"}
    given(*SITTING, put("axis", on="12-01")).when(involve("a1", "b1", **more)).then(involved("a1", "b1", **more))


def test_whoever_is_not_elected_takes_part_with_a_caution() -> None:
    caution = OfficialWithoutMandate(involvement="w1", person=OUTSIDER, on=day("09-01"))
    given(*SITTING).when(involve("a1", OUTSIDER)).then(involved("a1", OUTSIDER), cautions=[caution])


def test_an_involvement_names_known_people_and_things_each_once() -> None:
    register = given(*SITTING)
    register.when(involve("a1", "b1", "a1")).refused(OfficialNamedTwice(involvement="w1", person="a1"))
    register.when(involve("q9")).refused(UnknownPerson(person="q9"))
    register.when(involve("a1", body="nobody")).refused(UnknownReference(reference="body:nobody"))
    register.when(involve("a1", orientations=("axis",))).refused(UnknownReference(reference="orientation:axis"))
    register.when(involve("a1", themes=("no-theme",))).refused(UnknownReference(reference="theme:no-theme"))
