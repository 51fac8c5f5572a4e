"""The governance checks about those whom the strategy mobilises, and about pacts."""

from msgspec import structs

from domain.briefing_life import BriefingRule
from domain.checks.finding import Gap
from domain.checks.scene import Formed, Involved, Occasion
from domain.delegations_known import FunctionDelegation, PowerDelegation
from domain.facts.bodies import BodyKind
from domain.facts.delegations import DelegationScope, PowerHolder
from domain.facts.pact import PactBasis, PactTrigger
from domain.facts.strategy import InvolvementPhase
from domain.pact_life import GovernancePact, PactDebate
from tests.domain.life import day
from tests.domain.scenes import FORD, MILL, NORTH, ON, SOUTH, check, lacks, says, scene, seat

# -- those whom the strategy mobilises ---------------------------------------------------------------------------------


def test_the_mayors_conference_is_mobilised_for_a_year_after_it_met() -> None:
    code, bodies = "MAYORS_CONFERENCE_MOBILISED", {BodyKind.MAYORS_CONFERENCE: Formed("mayors", 7)}
    met = scene(bodies=bodies, conference=(seat("claire", 70),), conference_met=(Occasion(day("2025-11-20"), 71),))
    assert says(code, met) == ("MET", {"mayors": 1, "last_on": day("2025-11-20"), "months": 12}, (71,))
    later = structs.replace(met, on=day("2026-11-21"))
    assert check(code, later).status == "NOT_MET"
    assert lacks(code, later) == (Gap(thing="body:mayors", due=day("2026-11-20")),)
    assert lacks(code, scene(bodies=bodies)) == (Gap(thing="body:mayors"),)
    assert lacks(code, scene()) == (Gap(name="MAYORS_CONFERENCE"),)


def _functions(person: str, organization: str | None = None) -> FunctionDelegation:
    return FunctionDelegation(
        delegation=f"d-{person}",
        scope=DelegationScope(themes=("water",)),
        granted_on=day("2026-06-01"),
        entries=(80,),
        person=person,
        organization=organization,
    )


def test_each_holder_of_functions_takes_part_in_something() -> None:
    code = "DELEGATED_OFFICIALS_INVOLVED"
    powers = PowerDelegation(
        delegation="powers",
        scope=DelegationScope(),
        granted_on=day("2026-06-01"),
        entries=(81,),
        holder=PowerHolder.PRESIDENT,
    )
    held = (_functions("anne"), _functions("claire", MILL), powers)
    some = scene(delegations=held, took_part={"anne": Occasion(ON, 82)})
    assert says(code, some) == ("PARTLY_MET", {"involved": 1, "officials": 2, "since": day("2026-05-20")}, (82,))
    assert lacks(code, some) == (Gap(person="claire", organization=MILL),)
    both = structs.replace(some, took_part={"anne": Occasion(ON, 82), "claire": Occasion(ON, 82)})
    assert says(code, both)[::2] == ("MET", (82,))
    assert check(code, scene(delegations=held)).status == "NOT_MET"
    assert check(code, scene(delegations=(powers,))).status == "NOT_APPLICABLE"


def test_local_officials_take_part_in_both_phases() -> None:
    code = "LOCAL_OFFICIALS_INVOLVED"
    making, doing = InvolvementPhase.ELABORATION, InvolvementPhase.IMPLEMENTATION
    made = Involved(officials=12, local=1, occasions=(Occasion(ON, 90),))
    done = Involved(officials=3, local=2, occasions=(Occasion(ON, 91),))
    figures = {"elaboration": 12, "elaboration_local": 1, "implementation": 3, "implementation_local": 2}
    assert says(code, scene(involved={making: made, doing: done})) == ("MET", figures, (90, 91))
    assert lacks(code, scene(involved={making: made})) == (Gap(name=doing),)
    mayors = Involved(officials=3, local=0)
    assert check(code, scene(involved={doing: mayors})).status == "PARTLY_MET"
    assert lacks(code, scene(involved={doing: mayors})) == (Gap(name=making), Gap(name=doing))
    assert check(code, scene()).status == "NOT_MET"


def test_councils_hear_of_the_strategy_anew_in_each_term() -> None:
    ground = {MILL: NORTH, FORD: SOUTH}
    heard, before = Occasion(day("2026-06-10"), 100), Occasion(day("2024-06-10"), 99)
    some = scene(perimeter=ground, briefed={MILL: heard, FORD: before})
    figures = {"briefed": 1, "councils": 2, "since": day("2026-05-20"), "overdue": 0}
    assert says("COUNCILS_BRIEFED", some) == ("PARTLY_MET", figures, (100,))
    assert lacks("COUNCILS_BRIEFED", some) == (Gap(organization=FORD, due=day("2027-02-20")),)
    soon = structs.replace(some, briefing_rule=BriefingRule(months_after_start=3))
    assert says("COUNCILS_BRIEFED", soon)[1]["overdue"] == 1
    assert lacks("COUNCILS_BRIEFED", soon) == (Gap(organization=FORD, due=day("2026-08-20")),)
    both = structs.replace(some, briefed={MILL: heard, FORD: heard})
    assert says("COUNCILS_BRIEFED", both)[::2] == ("MET", (100,))
    assert check("COUNCILS_BRIEFED", scene(perimeter=ground)).status == "NOT_MET"


# -- pacts -------------------------------------------------------------------------------------------------------------


def _pact(organization: str | None, *, decided: bool = True, adopted_on: str | None = None) -> GovernancePact:
    return GovernancePact(
        pact=f"of-{organization[-1] if organization else 'scot'}",
        basis=PactBasis.STATUTORY_EPCI if organization else PactBasis.VOLUNTARY_SCOT,
        organization=organization,
        debates=(PactDebate(on=day("2026-06-10"), decided=decided, entry=110),),
        entries=(110, 111),
        trigger=PactTrigger.GENERAL_RENEWAL if organization else None,
        trigger_on=day("2026-03-15") if organization else None,
        adopted_on=day(adopted_on) if adopted_on else None,
    )


def test_pacts_are_adopted_late_awaited_or_declined() -> None:
    adopted = scene(
        scot_pact=_pact(None, adopted_on="2026-10-01"),
        epci_pacts={NORTH: _pact(NORTH, adopted_on="2026-10-01"), SOUTH: _pact(SOUTH, adopted_on="2026-12-16")},
        on=day("2026-12-31"),
    )
    figures = {"adopted": 3, "expected": 3, "declined": 0, "late": 0, "days_late": 0, "adopted_late": 1}
    assert says("PACT_ADOPTED", adopted) == ("MET", figures, (111, 111, 111))
    declined = _pact(NORTH, decided=False)
    awaited = structs.replace(adopted, scot_pact=None, epci_pacts={NORTH: declined, SOUTH: _pact(SOUTH)})
    assert says("PACT_ADOPTED", awaited)[:2] == (
        "NOT_MET",
        {"adopted": 0, "expected": 3, "declined": 1, "late": 1, "days_late": 16, "adopted_late": 0},
    )
    assert lacks("PACT_ADOPTED", awaited) == (
        Gap(name="DEBATE"),
        Gap(organization=NORTH, thing="pact:of-1", name="DECLINED"),
        Gap(organization=SOUTH, thing="pact:of-2", name="IN_PREPARATION", due=day("2026-12-15")),
    )
    some = structs.replace(awaited, epci_pacts={NORTH: _pact(NORTH, adopted_on="2026-10-01")})
    assert check("PACT_ADOPTED", some).status == "PARTLY_MET"
    assert lacks("PACT_ADOPTED", some)[1] == Gap(organization=SOUTH, name="DEBATE", due=day("2026-12-15"))
