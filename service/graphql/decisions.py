"""Decisions: whether one is in force on D and why, as known at K; which one applies now; what is in force."""

import asyncio
import datetime as dt
from collections.abc import Iterable
from itertools import groupby
from typing import Annotated, Any, Final

import strawberry

from domain import decision_chain, decision_reasons
from domain.decision_state import DecisionRecord, DecisionState
from domain.facts import decisions as facts
from domain.rules.decisions import MATTERS, transmission_due
from domain.sessions_state import Session as SessionThing
from domain.sessions_state import SessionVote
from projections.decisions import DECISION, number_term
from projections.sessions import SESSION
from projections.things import Found, by_tag, periods_of
from projections.words import tagged
from service.database import Pool, Session
from service.graphql import things
from service.graphql.context import Info
from service.graphql.described import output
from service.graphql.directory import Directory
from service.graphql.inputs import enum_type
from service.graphql.moment import AtInput, Moment, resolve
from service.graphql.pages import PAGE, Connection
from service.graphql.scalars import Cursor
from service.graphql.shown import show, shown, shown_type
from service.graphql.text import Text
from service.graphql.things import Thing
from service.messages import label

for _enum in (facts.DecisionKind, DecisionState):
    enum_type(_enum)

LONGEST_CHAIN: Final = 40
"""Generations of decisions that a chain is followed through."""


@shown(facts.VoteTotals)
class VoteTotals:
    """Totals of a vote, never who voted what."""

    votes_for: int
    votes_against: int
    abstentions: int
    blank: int

    @strawberry.field(description="Votes cast: for and against, without blanks and abstentions (CGCT L2121-20).")
    def cast(self) -> int:
        """Votes cast."""
        return self.votes_for + self.votes_against

    @strawberry.field(description="Who took part (SCDL VOTE_REEL): votes, abstentions and blanks.")
    def voting(self) -> int:
        """Who took part."""
        return self.votes_for + self.votes_against + self.abstentions + self.blank


class CitedSessions:
    """The sessions that the decisions of one answer cite: looked up once for all of them, when first asked for."""

    def __init__(self, pool: Pool, moment: Moment, decisions: Iterable[Any]) -> None:
        self._pool = pool
        self._moment = moment
        self._tags = sorted({f"session:{decision.session}" for decision in decisions if decision.session})
        self._lock = asyncio.Lock()
        self._found: dict[str, Found[SessionThing]] | None = None

    async def votes(self, decision: DecisionRecord) -> list[SessionVote]:
        """Those taken on the item of a decision, as far as the viewer may read them."""
        async with self._lock:
            if self._found is None:
                async with self._pool.acquire() as connection_:
                    self._found = await by_tag(connection_, self._moment.view, SESSION, self._moment.on, self._tags)
        found = self._found.get(f"session:{decision.session}")
        return [vote for vote in found.thing.votes if vote.item == decision.item] if found else []


def _same(totals: facts.VoteTotals, vote: SessionVote) -> bool:
    names = ("votes_for", "votes_against", "abstentions", "blank")
    return all(getattr(totals, name) == getattr(vote, name) for name in names)


@shown(DecisionRecord)
class Decision(Thing):
    """A deliberation, an order, a delegated decision or an opinion, as it is in law on the day; or a rejected draft."""

    @strawberry.field(description="Whether it applies on the day, as known then.")
    def in_force(self) -> bool:
        """Whether it applies."""
        return self._record.state is DecisionState.IN_FORCE

    @strawberry.field(description="The state in words.")
    def state_label(self) -> Text:
        """In words."""
        return _said(self._record.state)

    @strawberry.field(description="Why it is in force or not, in the order in which the law asks.")
    def reasons(self) -> list[shown_type(decision_reasons.DecisionReason)]:  # type: ignore[valid-type]
        """Each condition, and the entry that answers it."""
        return [show(reason, Directory({}, {})) for reason in decision_reasons.reasons(self._record, self.moment.on)]

    @strawberry.field(description="Name of the matter as SCDL writes it: level 1/level 2 (DELIB_MATIERE_NOM).")
    def matter_name(self) -> str | None:
        """Null without a matter, or for one that is not in the nomenclature."""
        return MATTERS.get(self._record.matter or "")

    @strawberry.field(description="For an individual decision: fifteen days from its signature (CGCT L2131-1).")
    def transmission_due(self) -> dt.date | None:
        """Null where the law sets no day."""
        record = self._record
        return transmission_due(record.adopted_on) if record.individual and record.transmissible else None

    @strawberry.field(
        description="Whether its totals are those of a vote that its session recorded on its item; null when nothing "
        "tells: no totals, no session or item, or no vote recorded there."
    )
    async def vote_agrees_with_session(self, info: Info) -> bool | None:
        """Two entries of one vote can be compared, and neither is preferred."""
        totals = self._record.votes
        if totals is None or self._record.session is None:
            return None
        cited = self.among.shared(
            CitedSessions, lambda: CitedSessions(info.context.pool, self.moment, self.among.things)
        )
        taken = await cited.votes(self._record)
        return any(_same(totals, vote) for vote in taken) if taken else None

    @property
    def _record(self) -> DecisionRecord:
        assert isinstance(self.thing, DecisionRecord)
        return self.thing


@output()
class DecisionPeriod:
    """What a decision is in law from a day (included) to a day (excluded), as known at the moment asked for."""

    since: dt.date
    until: dt.date | None
    state: DecisionState
    state_label: Text
    in_force: bool


def _said(value: DecisionState) -> Text:
    return Text(fr=label(value, "fr"), en=label(value, "en"))


async def _around(connection: Session, moment: Moment, decision: str) -> dict[str, DecisionRecord]:
    """A decision and those that changed it, those that changed these, and so on: one statement for each generation."""
    known: dict[str, DecisionRecord] = {}
    wanted, asked = {decision}, set[str]()
    for _ in range(LONGEST_CHAIN):
        found = await by_tag(connection, moment.view, DECISION, moment.on, [f"decision:{name}" for name in wanted])
        asked |= wanted
        known |= {each.thing.decision: each.thing for each in found.values()}
        wanted = decision_chain.unknown(known) - asked
        if not wanted:
            break
    return known


@output()
class Queries:
    """Questions about decisions."""

    @strawberry.field(
        description="A decision by id, with its state on the day as known then, and why; null when there was none."
    )
    async def decision(
        self, info: Info, id: strawberry.ID, authority: strawberry.ID | None = None, at: AtInput | None = None
    ) -> Decision | None:
        """One decision."""
        return await things.one(info, DECISION, f"decision:{id}", authority, at)

    @strawberry.field(
        description="What a decision was and will be in law, period after period, as known at a moment. Asked as known "
        "before a judgment and after it, it shows what the judgment changed of the past."
    )
    async def decision_periods(
        self, info: Info, id: strawberry.ID, authority: strawberry.ID | None = None, at: AtInput | None = None
    ) -> list[DecisionPeriod]:
        """A bounded list: one item for each change of state."""
        async with info.context.pool.acquire() as connection:
            moment = await resolve(info, connection, authority, at)
            found = await periods_of(connection, moment.view, DECISION, f"decision:{id}")
        return [
            DecisionPeriod(
                since=run[0].since,
                until=run[-1].until,
                state=state,
                state_label=_said(state),
                in_force=state is DecisionState.IN_FORCE,
            )
            for state, run in ((s, list(r)) for s, r in groupby(found, key=lambda each: each.thing.state))
        ]

    @strawberry.field(
        description="Decisions, the last taken first; `from` and `to` bound the day on which they were taken."
    )
    async def decisions(
        self,
        info: Info,
        authority: strawberry.ID | None = None,
        at: AtInput | None = None,
        kind: facts.DecisionKind | None = None,
        state: DecisionState | None = None,
        body: strawberry.ID | None = None,
        theme: strawberry.ID | None = None,
        person: Annotated[
            strawberry.ID | None, strawberry.argument(description="Who signed it, or whom it concerns.")
        ] = None,
        organization: strawberry.ID | None = None,
        session: strawberry.ID | None = None,
        number: str | None = None,
        matter: Annotated[str | None, strawberry.argument(description="ACTES code: 8.4.")] = None,
        changed_by: Annotated[
            strawberry.ID | None, strawberry.argument(description="Those that this later decision changed.")
        ] = None,
        text: Annotated[str | None, strawberry.argument(description="Words, accents optional.")] = None,
        from_: Annotated[dt.date | None, strawberry.argument(name="from")] = None,
        to: dt.date | None = None,
        first: int = PAGE,
        after: Cursor | None = None,
    ) -> Connection[Decision]:
        """A page of decisions."""
        terms = (
            *([number_term(number)] if number else []),
            *tagged("by", [changed_by]),
            *tagged("session", [session]),
            *tagged("person", [person]),
            *tagged("matter", [matter]),
            *tagged("organization", [organization]),
            *tagged("theme", [theme]),
            *tagged("body", [body]),
            *tagged("state", [state and state.value]),
            *tagged("kind", [kind and kind.value]),
        )
        return await things.page(
            info, DECISION, authority, at, first, after, terms=terms, text=text, since=from_, to=to
        )

    @strawberry.field(description="What is in force on the day, as known then, the last taken first.")
    async def decisions_in_force(
        self,
        info: Info,
        authority: strawberry.ID | None = None,
        at: AtInput | None = None,
        body: strawberry.ID | None = None,
        theme: strawberry.ID | None = None,
        person: Annotated[
            strawberry.ID | None, strawberry.argument(description="Who signed it, or whom it concerns.")
        ] = None,
        organization: strawberry.ID | None = None,
        kind: facts.DecisionKind | None = None,
        first: int = PAGE,
        after: Cursor | None = None,
    ) -> Connection[Decision]:
        """A page of decisions in force."""
        terms = (
            *tagged("person", [person]),
            *tagged("organization", [organization]),
            *tagged("theme", [theme]),
            *tagged("body", [body]),
            *tagged("kind", [kind and kind.value]),
            f"state:{DecisionState.IN_FORCE}",
        )
        return await things.page(info, DECISION, authority, at, first, after, terms=terms)

    @strawberry.field(
        description="Which decision applies on the day in the place of this one, and why: the chain of what amended or "
        "replaced it, and whose text applies for each article. Null when there was no such decision."
    )
    async def applicable_decision(
        self, info: Info, decision: strawberry.ID, authority: strawberry.ID | None = None, at: AtInput | None = None
    ) -> shown_type(decision_chain.Applicable) | None:  # type: ignore[valid-type]
        """The chain, followed to its end."""
        async with info.context.pool.acquire() as connection:
            moment = await resolve(info, connection, authority, at)
            known = await _around(connection, moment, str(decision))
        if str(decision) not in known:
            return None
        return show(decision_chain.applicable(str(decision), known, moment.on), Directory({}, {}))


QUERIES = (Queries,)
