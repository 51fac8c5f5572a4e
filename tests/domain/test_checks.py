"""The governance checks: the SCoT, the trajectory, the chain, presidents; followed, in part, or not."""

import pytest
from msgspec import structs

from domain.arbitrations_life import Arbitration, ArbitrationState, ArbitrationTurn, Exchange, FollowUp, Settlement
from domain.arbitrations_life import FollowedCondition as Condition
from domain.checks.all import CHECKS
from domain.checks.finding import CheckStatus, Gap
from domain.checks.scene import Formed
from domain.facts.arbitrations import ConditionOutcome, ExchangeParticipant, ExchangePresence, SettlementAgreement
from domain.facts.bodies import BodyKind, SeatKind
from domain.facts.scheme import SchemeEndCause, SchemePerimeterCause
from domain.facts.strategy import ProgrammeActionState, TrajectoryDirection
from domain.scheme_life import (
    Scheme,
    SchemeCycle,
    SchemePerimeterChange,
    SchemeState,
    SchemeStep,
    SchemeVersion,
    SchemeVersionKind,
)
from domain.strategy_action import ProgrammeAction
from domain.strategy_indicator import TrajectoryIndicator, TrajectoryMeasure, TrajectoryTarget
from tests.domain.life import day
from tests.domain.scenes import NOBODY, NORTH, ON, SOUTH, check, lacks, orientation, says, scene, seat


@pytest.mark.parametrize("code", CHECKS)
def test_where_there_is_nothing_yet_no_recommendation_is_followed(code: str) -> None:
    found = check(code, NOBODY)
    assert found.status in {CheckStatus.NOT_MET, CheckStatus.NOT_APPLICABLE}
    assert found.evidence == ()
    assert found.notice.rule


# -- the SCoT: a document and a scene ----------------------------------------------------------------------------------

SCOT = Scheme(
    scheme="scot",
    title="SCoT",
    prescribed_on=day("2018-01-01"),
    perimeter=(NORTH, SOUTH),
    entries=(10,),
    timeline=(),
    enforceable_on=day("2021-09-10"),
    versions=(
        SchemeVersion(
            version="v1",
            kind=SchemeVersionKind.INITIAL,
            approved_on=day("2021-07-08"),
            entry=11,
            enforceable_on=day("2021-09-10"),
        ),
    ),
    cycle=SchemeCycle(
        began_on=day("2021-07-08"),
        by=SchemeStep.APPROVED,
        due_on=day("2027-07-08"),
        years=6,
        article="C. urb. L143-28",
        entry=12,
    ),
)


def test_a_scheme_in_force_says_how_many_days_are_left() -> None:
    figures = {"state": SchemeState.IN_FORCE, "due_on": day("2027-07-08"), "days_left": 230}
    assert says("SCHEME_IN_FORCE", scene(scheme=SCOT)) == ("MET", figures, (12, 11, 10))
    assert lacks("SCHEME_IN_FORCE", scene(scheme=SCOT)) == ()


def test_a_scheme_that_leaves_a_member_out_is_in_force_in_part() -> None:
    moved = SchemePerimeterChange(
        on=day("2026-01-01"), organization=NORTH, cause=SchemePerimeterCause.EXTENSION, entry=13
    )
    partial = structs.replace(SCOT, perimeter=(NORTH,), perimeter_changes=(moved,))
    assert check("SCHEME_IN_FORCE", scene(scheme=partial)).status == "PARTLY_MET"
    gaps = lacks("SCHEME_IN_FORCE", scene(scheme=partial))
    assert gaps == (Gap(organization=SOUTH, thing="scheme:scot"), Gap(organization=NORTH, thing="scheme:scot"))


def test_a_scheme_lapses_the_day_after_its_last() -> None:
    last, after = day("2027-07-08"), day("2027-07-09")
    assert says("SCHEME_IN_FORCE", scene(scheme=SCOT, on=last))[1]["days_left"] == 0
    status, figures, _ = says("SCHEME_IN_FORCE", scene(scheme=SCOT, on=after))
    assert (status, figures["state"], figures["days_left"]) == ("NOT_MET", SchemeState.LAPSED, -1)
    assert lacks("SCHEME_IN_FORCE", scene(scheme=SCOT, on=after)) == (Gap(thing="scheme:scot", due=last),)


def test_a_scheme_in_preparation_is_no_scheme_in_force_yet() -> None:
    draft = structs.replace(SCOT, enforceable_on=None, versions=(), cycle=None)
    assert check("SCHEME_IN_FORCE", scene(scheme=draft)).status == "PARTLY_MET"
    assert lacks("SCHEME_IN_FORCE", scene(scheme=draft)) == (Gap(thing="scheme:scot"),)
    ended = structs.replace(SCOT, ended_on=ON, ended_by=SchemeEndCause.REPLACED)
    assert check("SCHEME_IN_FORCE", scene(scheme=ended)).status == "NOT_MET"
    assert lacks("SCHEME_IN_FORCE", NOBODY) == (Gap(name="scheme"),)


def test_a_scene_is_installed_when_nobody_is_to_be_elected_or_designated() -> None:
    bodies = {BodyKind.ASSEMBLY: Formed("assembly", 5), BodyKind.BUREAU: Formed("bureau", 6)}
    delegate = seat("anne", 20, SeatKind.FULL_DELEGATE, NORTH)
    president = seat("anne", 21, SeatKind.PRESIDENT)
    whole = scene(bodies=bodies, assembly=(delegate,), bureau=(president,))
    assert says("SCENE_INSTALLED", whole) == ("MET", {"held": 2, "seats": 2, "vacant": 0}, (5, 6, 20, 21))
    vacant = structs.replace(
        whole,
        assembly=(delegate, seat(None, 22, SeatKind.FULL_DELEGATE, SOUTH)),
        bureau=(seat(None, 23, SeatKind.PRESIDENT), seat(None, 24, SeatKind.BUREAU_MEMBER)),
    )
    assert says("SCENE_INSTALLED", vacant)[:2] == ("PARTLY_MET", {"held": 1, "seats": 4, "vacant": 3})
    assert lacks("SCENE_INSTALLED", vacant) == (
        Gap(thing="body:assembly", name="S22", organization=SOUTH, due=day("2026-06-20")),
        Gap(thing="body:bureau", name="S23", due=day("2026-06-04")),
        Gap(thing="body:bureau", name="S24"),
    )
    without = structs.replace(whole, bureau=())
    assert check("SCENE_INSTALLED", without).status == "PARTLY_MET"
    assert lacks("SCENE_INSTALLED", without) == (Gap(thing="body:bureau"),)
    assert lacks("SCENE_INSTALLED", NOBODY) == (Gap(name="ASSEMBLY"), Gap(name="BUREAU"))


# -- trajectory and chain ----------------------------------------------------------------------------------------------


def _indicator(name: str, value: str | None, measured_on: str = "2026-01-01") -> TrajectoryIndicator:
    measured, target = day(measured_on), day("2031-01-01")
    measures = (TrajectoryMeasure(value=value, measured_on=measured, published_on=ON, entry=33),) if value else ()
    return TrajectoryIndicator(
        indicator=name,
        title=name,
        unit="ha",
        direction=TrajectoryDirection.DECREASE,
        baseline="100",
        baseline_on=day("2021-01-01"),
        defined_on=day("2021-01-01"),
        entries=(31,),
        targets=(TrajectoryTarget(value="50", by=target, set_on=day("2021-01-01"), entry=32),),
        measures=measures,
    )


def test_a_trajectory_is_on_track_when_each_indicator_was_measured_lately_and_is_where_expected() -> None:
    good, behind = _indicator("land", "70"), _indicator("water", "99")
    stale, never = _indicator("hedges", "70", "2025-05-19"), _indicator("shops", None)
    figures = {"on_track": 1, "measured": 1, "indicators": 1, "months": 18}
    assert says("TRAJECTORY_ON_TRACK", scene(indicators=(good,))) == ("MET", figures, (33, 32, 31))
    some = scene(indicators=(good, behind, stale, never))
    assert says("TRAJECTORY_ON_TRACK", some)[:2] == ("PARTLY_MET", {**figures, "measured": 2, "indicators": 4})
    assert lacks("TRAJECTORY_ON_TRACK", some) == (
        Gap(thing="indicator:water", name="BEHIND"),
        Gap(thing="indicator:hedges", name="NO_MEASURE", due=day("2026-11-19")),
        Gap(thing="indicator:shops", name="NO_MEASURE"),
    )
    assert check("TRAJECTORY_ON_TRACK", scene(indicators=(_indicator("hedges", "70", "2025-05-20"),))).status == "MET"
    assert check("TRAJECTORY_ON_TRACK", scene(indicators=(behind, never))).status == "NOT_MET"
    assert check("TRAJECTORY_ON_TRACK", scene()).status == "NOT_APPLICABLE"


def _action(name: str, *orientations: str, contract: str | None = None, entry: int = 41) -> ProgrammeAction:
    return ProgrammeAction(
        action=name,
        title=name,
        planned_on=day("2022-01-01"),
        state=ProgrammeActionState.STARTED,
        steps=(),
        entries=(entry,),
        organization=NORTH,
        orientations=orientations,
        contract=contract,
    )


def test_the_chain_goes_from_orientations_to_actions_to_contracts() -> None:
    strategy = (orientation("water"), orientation("springs", "water"), orientation("land"))
    leaks, plots = _action("leaks", "springs", contract="crte"), _action("plots", "land", entry=42)
    signed = structs.replace(plots, contract="crte")
    whole = scene(orientations=strategy, actions=(leaks, signed))
    figures = {"carried": 2, "orientations": 2, "contracted": 2, "actions": 2}
    assert says("STRATEGY_TO_CONTRACTS", whole) == ("MET", figures, (41, 42))
    bare = structs.replace(whole, actions=(leaks, plots))
    assert lacks("STRATEGY_TO_CONTRACTS", bare) == (Gap(thing="action:plots", organization=NORTH),)
    done = structs.replace(plots, state=ProgrammeActionState.COMPLETED)
    assert check("STRATEGY_TO_CONTRACTS", structs.replace(whole, actions=(leaks, done))).status == "MET"
    dropped = structs.replace(plots, state=ProgrammeActionState.ABANDONED)
    short = structs.replace(whole, actions=(leaks, dropped))
    assert says("STRATEGY_TO_CONTRACTS", short)[:2] == (
        "PARTLY_MET",
        {"carried": 1, "orientations": 2, "contracted": 1, "actions": 1},
    )
    assert lacks("STRATEGY_TO_CONTRACTS", short) == (Gap(thing="orientation:land"),)
    assert check("STRATEGY_TO_CONTRACTS", scene(orientations=strategy)).status == "NOT_MET"


# -- presidents --------------------------------------------------------------------------------------------------------


def _exchange(entry: int, **came: ExchangePresence) -> Exchange:
    who = tuple(ExchangeParticipant(person=p, on_behalf_of=NORTH, presence=how) for p, how in came.items())
    return Exchange(exchange="e", held_on=day("2026-06-25"), participants=who, subjects=(), entries=(entry,))


def test_presidents_who_send_someone_else_have_not_come() -> None:
    here, away, afar = ExchangePresence.IN_PERSON, ExchangePresence.REPRESENTED, ExchangePresence.REMOTE
    one = scene(exchanges=(_exchange(50, anne=here, bruno=away),))
    figures = {"sessions": 1, "came": 1, "presidents": 2, "months": 12}
    assert says("EXCHANGES_HELD", one) == ("PARTLY_MET", figures, (50,))
    assert lacks("EXCHANGES_HELD", one) == (Gap(organization=SOUTH, person="bruno"),)
    two = scene(exchanges=(_exchange(51, bruno=afar), _exchange(50, anne=here, bruno=away)))
    assert says("EXCHANGES_HELD", two) == ("MET", {**figures, "sessions": 2, "came": 2}, (51, 50))
    assert check("EXCHANGES_HELD", scene()).status == "NOT_MET"
    assert check("EXCHANGES_HELD", NOBODY).status == "NOT_APPLICABLE"


SETTLED = Arbitration(
    arbitration="water",
    subject="Water",
    question="?",
    parties=(NORTH, SOUTH),
    opened_on=day("2026-06-25"),
    entries=(60,),
    settlements=(
        Settlement(
            on=day("2026-06-25"),
            reasons="r",
            agreement=SettlementAgreement.CONSENSUS,
            entry=61,
            conditions=(Condition(condition="agency", text="t"),),
            review_on=day("2026-12-01"),
        ),
    ),
    follow_ups=(
        FollowUp(
            arbitration="water",
            follow_up="study",
            title="Study",
            due_on=ON,
            added_on=day("2026-06-25"),
            entries=(62,),
            organization=NORTH,
        ),
    ),
    turns=(ArbitrationTurn(on=day("2026-06-25"), state=ArbitrationState.SETTLED, entry=61),),
)


def test_a_settlement_is_followed_until_something_of_it_is_late() -> None:
    figures = {"followed": 1, "settlements": 1, "actions_overdue": 0, "conditions_overdue": 0, "reviews_due": 0}
    assert says("ARBITRATIONS_FOLLOWED", scene(arbitrations=(SETTLED,))) == ("MET", figures, (61,))
    late = scene(arbitrations=(SETTLED,), on=day("2026-12-01"))
    assert says("ARBITRATIONS_FOLLOWED", late)[:2] == (
        "NOT_MET",
        {"followed": 0, "settlements": 1, "actions_overdue": 1, "conditions_overdue": 1, "reviews_due": 1},
    )
    assert lacks("ARBITRATIONS_FOLLOWED", late) == (
        Gap(thing="follow-up:water/study", organization=NORTH, due=ON),
        Gap(thing="arbitration:water", due=day("2026-12-01")),
        Gap(thing="arbitration:water", name="agency", due=day("2026-12-01")),
    )
    other = structs.replace(SETTLED, arbitration="land", follow_ups=(), settlements=(_reviewed(SETTLED),))
    assert check("ARBITRATIONS_FOLLOWED", structs.replace(late, arbitrations=(SETTLED, other))).status == "PARTLY_MET"
    kept = structs.replace(_reviewed(SETTLED), review_on=day("2026-12-01"))
    only_the_review = structs.replace(SETTLED, follow_ups=(), settlements=(kept,))
    assert says("ARBITRATIONS_FOLLOWED", structs.replace(late, arbitrations=(only_the_review,)))[1] == {
        **figures,
        "followed": 0,
        "reviews_due": 1,
    }
    reopened = structs.replace(SETTLED, turns=(ArbitrationTurn(on=ON, state=ArbitrationState.OPEN, entry=63),))
    assert check("ARBITRATIONS_FOLLOWED", scene(arbitrations=(reopened,))).status == "NOT_APPLICABLE"


def _reviewed(arbitration: Arbitration) -> Settlement:
    kept = Condition(condition="agency", text="t", outcome=ConditionOutcome.FULFILLED)
    return structs.replace(arbitration.settlements[0], review_on=None, conditions=(kept,))


def test_a_settlement_is_to_follow_as_long_as_something_is_to_come() -> None:
    closed = structs.replace(SETTLED.follow_ups[0], closed_on=ON)
    done = structs.replace(SETTLED, settlements=(_reviewed(SETTLED),), follow_ups=(closed,))
    assert SETTLED.is_to_follow
    assert not done.is_to_follow
    assert structs.replace(done, follow_ups=SETTLED.follow_ups).is_to_follow
    again = structs.replace(done.settlements[0], review_on=day("2027-12-01"))
    assert structs.replace(done, settlements=(again,)).is_to_follow
    pending = structs.replace(SETTLED.settlements[0], review_on=None)
    assert structs.replace(done, settlements=(pending,)).is_to_follow
    assert not structs.replace(SETTLED, turns=()).is_to_follow
