"""Whatever is asked of sessions, decisions and delegations, in any order, is recorded or refused; nothing breaks."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given as tried
from hypothesis import settings
from hypothesis import strategies as st
from msgspec import structs

from domain import decisions, delegations, sessions
from domain.core.command import Command
from domain.decision_commands import AdoptDeliberation
from domain.delegations_commands import DelegateFunctions, DelegatePowers
from domain.facts.delegations import AssemblyPower, DelegationScope
from domain.facts.sessions import AgendaItem, SessionAttendance
from domain.sessions_commands import ConveneSession, OpenSession
from tests.domain.given import Given, given
from tests.domain.life import ACT, PEOPLE, SITTING, day
from tests.domain.randomly import any_command, throw
from tests.hypothesis_profiles import examples

CONVENED = ConveneSession(
    on=day("06-01"),
    act=ACT,
    session="s1",
    body="assembly",
    held_on=day("06-10"),
    agenda=tuple(AgendaItem(item=item, title=item) for item in ("i1", "i2", "i3")),
)
BEFORE: tuple[Command, ...] = (
    CONVENED,
    structs.replace(CONVENED, session="s2", held_on=day("09-01")),
    OpenSession(
        on=day("06-10"),
        act=ACT,
        session="s1",
        chair="a1",
        present=tuple(SessionAttendance(person=who) for who in list(PEOPLE)[:6]),
    ),
    AdoptDeliberation(on=day("06-10"), act=ACT, decision="d1", title="d1", body="assembly"),
    DelegatePowers(
        on=day("06-10"), act=ACT, delegation="g1", scope=DelegationScope(powers=(AssemblyPower.PROCUREMENT,))
    ),
    DelegateFunctions(on=day("06-10"), act=ACT, delegation="g2", person="b1", scope=DelegationScope(themes=("water",))),
)
"""One thing of each kind, so that much of what is thrown is about something."""


@pytest.fixture(scope="module", name="base")
def _base() -> Given:
    return given(*SITTING, *BEFORE)


@pytest.mark.parametrize("slice_", [sessions, decisions, delegations], ids=lambda module: module.__name__)
def test_random_commands_are_recorded_or_refused(slice_: Any, base: Given) -> None:
    commands = any_command(slice_.COMMANDS)
    recorded = []

    @settings(max_examples=examples(80))
    @tried(st.lists(commands, min_size=4, max_size=16))
    def attempt(thrown: Sequence[Command]) -> None:
        recorded.append(throw(slice_, base.ledger, thrown))

    attempt()
    assert sum(recorded) > len(recorded) / 4, "hardly anything was recorded: this would prove nothing"
