"""The chain of command names its missing links, the highest of each branch alone."""

import datetime as dt

import pytest
from msgspec import structs

from domain.checks.chain import (
    ActionWithoutContract,
    CommuneLinks,
    CommuneWithoutEpci,
    CommuneWithoutMayor,
    CouncilNotBriefed,
    EpciOutsideAuthority,
    EpciWithoutPresident,
    MayorOutsideConference,
    NoMayorsConference,
    OrientationWithoutAction,
    PresidentOutsideBureau,
    missing_of_commune,
    missing_of_orientations,
)
from domain.core.notices import Caution
from domain.facts.strategy import ProgrammeActionState, StrategyPart
from domain.strategy_action import ProgrammeAction
from domain.strategy_orientations import Orientation

ON = dt.date(2026, 9, 1)
CHAINED = CommuneLinks(
    commune="commune:15170",
    epci="epci:241500255",
    member=True,
    president="p",
    bureau_seat="VP1",
    mayor="m",
    conference="mayors",
    conference_seat="15170",
    briefing="b1",
    since=ON,
)


def _orientation(name: str, within: str | None = None) -> Orientation:
    return Orientation(
        orientation=name,
        part=StrategyPart.PAS,
        number="1",
        title=name,
        set_on=ON,
        versions=(),
        entries=(1,),
        within=within,
    )


def _action(
    *orientations: str, state: ProgrammeActionState = ProgrammeActionState.STARTED, contract: str | None = "crte"
) -> ProgrammeAction:
    return ProgrammeAction(
        action="do", title="Do", planned_on=ON, state=state, steps=(), entries=(2,), orientations=orientations,
        contract=contract,
    )  # fmt: skip


TREE = (
    _orientation("axis"),
    _orientation("water", "axis"),
    _orientation("rule", "water"),
    _orientation("land", "axis"),
    _orientation("plots", "land"),
)


def _without_action(*actions: ProgrammeAction) -> list[str]:
    found = missing_of_orientations(TREE, actions, ON)
    return [m.orientation for m in found if isinstance(m, OrientationWithoutAction)]


def test_an_orientation_is_carried_by_what_is_within_it() -> None:
    assert _without_action(_action("rule"), _action("plots")) == []
    assert _without_action(_action("rule")) == ["land"]
    assert _without_action(_action("water")) == ["rule", "land"]
    assert _without_action() == ["axis"]


def test_an_action_that_was_abandoned_carries_nothing_and_lacks_nothing() -> None:
    abandoned = _action("rule", "plots", state=ProgrammeActionState.ABANDONED, contract=None)
    assert list(missing_of_orientations(TREE, [abandoned], ON)) == [OrientationWithoutAction(orientation="axis", on=ON)]


def test_an_action_without_contract_is_named() -> None:
    bare = _action("rule", "plots", contract=None)
    assert list(missing_of_orientations(TREE, [bare], ON)) == [ActionWithoutContract(action="do", on=ON)]


def test_a_ring_left_by_a_correction_does_not_hold_the_answer_up() -> None:
    ring = (_orientation("a", "b"), _orientation("b", "a"))
    assert list(missing_of_orientations(ring, [_action("a")], ON)) == []


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({}, []),
        ({"mayor": None, "conference_seat": None}, [CommuneWithoutMayor(organization="commune:15170", on=ON)]),
        ({"conference": None, "conference_seat": None}, [NoMayorsConference(on=ON)]),
        ({"conference_seat": None}, [MayorOutsideConference(organization="commune:15170", person="m", on=ON)]),
        ({"briefing": None}, [CouncilNotBriefed(organization="commune:15170", since=ON, on=ON)]),
        ({"epci": None, "member": False}, [CommuneWithoutEpci(organization="commune:15170", on=ON)]),
        ({"member": False}, [EpciOutsideAuthority(organization="epci:241500255", on=ON)]),
        ({"president": None, "bureau_seat": None}, [EpciWithoutPresident(organization="epci:241500255", on=ON)]),
        ({"bureau_seat": None}, [PresidentOutsideBureau(organization="epci:241500255", person="p", on=ON)]),
    ],
)
def test_each_missing_link_from_a_commune_is_named_alone(changes: dict[str, object], missing: list[Caution]) -> None:
    assert list(missing_of_commune(structs.replace(CHAINED, **changes), ON)) == missing
