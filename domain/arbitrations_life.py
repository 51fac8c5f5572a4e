"""What an arbitration, its follow-up actions and an exchange session are, from their entries."""

import datetime as dt
from enum import StrEnum

from msgspec import Struct, structs

from domain.core.entry import Act, Entry
from domain.core.identifiers import Label, OrganizationId, PersonId, Slug, Text
from domain.facts.arbitrations import (
    ArbitrationAbandoned,
    ArbitrationFormalized,
    ArbitrationOpened,
    ArbitrationOption,
    ArbitrationOptionAdded,
    ArbitrationOptionWithdrawn,
    ArbitrationReopened,
    ArbitrationReviewed,
    ArbitrationSettled,
    ArbitrationSuperseded,
    ConditionOutcome,
    ExchangeHeld,
    ExchangeParticipant,
    ExchangeSubject,
    FollowUpAdded,
    FollowUpClosed,
    FollowUpOutcome,
    PactClauseCited,
    PositionTaken,
    SettlementAgreement,
    SettlementConditionResolved,
    Stance,
)

# -- state -------------------------------------------------------------------------------------------------------------


class ArbitrationState(StrEnum):
    """Where an arbitration stands."""

    OPEN = "OPEN"
    SETTLED = "SETTLED"
    SUPERSEDED = "SUPERSEDED"
    ABANDONED = "ABANDONED"


class OptionOnTable(Struct, frozen=True, kw_only=True):
    """An option, and from when until when it is on the table."""

    option: Slug
    label: Label
    added_on: dt.date
    entry: int
    description: Text | None = None
    withdrawn_on: dt.date | None = None
    """Excluded."""


class ArbitrationPosition(Struct, frozen=True, kw_only=True):
    """What was said on behalf of an EPCI on a day."""

    on: dt.date
    person: PersonId
    on_behalf_of: OrganizationId
    option: Slug
    stance: Stance
    entry: int
    words: Text | None = None


class FollowedCondition(Struct, frozen=True, kw_only=True):
    """A condition of a settlement, and what became of it."""

    condition: Slug
    text: Text
    outcome: ConditionOutcome | None = None
    """Null while it is pending."""
    resolved_on: dt.date | None = None
    note: Text | None = None
    entry: int | None = None
    """Of what resolved it."""


class Settlement(Struct, frozen=True, kw_only=True):
    """What the presidents settled on a day: an option, or a compromise in words."""

    on: dt.date
    reasons: Text
    agreement: SettlementAgreement
    entry: int
    option: Slug | None = None
    compromise: Text | None = None
    conditions: tuple[FollowedCondition, ...] = ()
    review_on: dt.date | None = None
    """When it is to be looked at again: as settled, or as the last review said."""
    clauses: tuple[PactClauseCited, ...] = ()
    decisions: tuple[Slug, ...] = ()
    """Those that gave it its legal form."""
    act: Act | None = None


class FollowUp(Struct, frozen=True, kw_only=True):
    """Something to do by a day so that a settlement comes true."""

    arbitration: Slug
    follow_up: Slug
    title: Label
    due_on: dt.date
    added_on: dt.date
    entries: tuple[int, ...]
    person: PersonId | None = None
    organization: OrganizationId | None = None
    closed_on: dt.date | None = None
    outcome: FollowUpOutcome | None = None
    note: Text | None = None

    def is_overdue(self, on: dt.date) -> bool:
        """Whether its day has passed and it is not closed."""
        return self.closed_on is None and self.due_on < on


class ArbitrationTurn(Struct, frozen=True, kw_only=True):
    """A change of state: settled, reopened, superseded, abandoned."""

    on: dt.date
    state: ArbitrationState
    entry: int
    reason: Text | None = None


class ArbitrationReview(Struct, frozen=True, kw_only=True):
    """A review that maintained the settlement."""

    on: dt.date
    entry: int
    note: Text | None = None


class Arbitration(Struct, frozen=True, kw_only=True):
    """A political settlement between presidents of EPCIs on a sensitive subject; no arbitration of the law's."""

    arbitration: Slug
    subject: Label
    question: Text
    parties: tuple[OrganizationId, ...]
    opened_on: dt.date
    entries: tuple[int, ...]
    """Positions of the entries that made it what it is."""
    themes: tuple[Slug, ...] = ()
    territory: tuple[OrganizationId, ...] = ()
    options: tuple[OptionOnTable, ...] = ()
    position_history: tuple[ArbitrationPosition, ...] = ()
    """Every position ever taken, oldest first."""
    settlements: tuple[Settlement, ...] = ()
    """Oldest first; more than one when it was reopened."""
    follow_ups: tuple[FollowUp, ...] = ()
    turns: tuple[ArbitrationTurn, ...] = ()
    """Changes of state, oldest first: a reopening is a return to OPEN."""
    reviews: tuple[ArbitrationReview, ...] = ()
    superseded_by: Slug | None = None
    act: Act | None = None

    @property
    def state(self) -> ArbitrationState:
        """Where it stands after all that is folded here."""
        return self.turns[-1].state if self.turns else ArbitrationState.OPEN

    @property
    def outcome(self) -> Settlement | None:
        """The settlement that holds: none while the question is open."""
        return self.settlements[-1] if self.settlements and self.state == ArbitrationState.SETTLED else None

    @property
    def positions(self) -> tuple[ArbitrationPosition, ...]:
        """The latest position of each EPCI, whoever spoke for it."""
        return tuple({position.on_behalf_of: position for position in self.position_history}.values())

    @property
    def is_to_follow(self) -> bool:
        """Whether it is settled and an action, a condition or a review is still to come."""
        outcome = self.outcome
        return outcome is not None and (
            outcome.review_on is not None
            or any(condition.outcome is None for condition in outcome.conditions)
            or any(follow_up.closed_on is None for follow_up in self.follow_ups)
        )

    def state_on(self, on: dt.date) -> ArbitrationState:
        """Where it stands at the end of a day."""
        return next((t.state for t in reversed(self.turns) if t.on <= on), ArbitrationState.OPEN)

    def settlement_on(self, on: dt.date) -> Settlement | None:
        """The last settlement made by a day."""
        return next((s for s in reversed(self.settlements) if s.on <= on), None)

    def is_review_due(self, on: dt.date) -> bool:
        """Whether the day of review has come, and nobody has reviewed."""
        return self.outcome is not None and self.outcome.review_on is not None and self.outcome.review_on <= on


class Exchange(Struct, frozen=True, kw_only=True):
    """A meeting of presidents of EPCIs on sensitive subjects."""

    exchange: Slug
    held_on: dt.date
    participants: tuple[ExchangeParticipant, ...]
    subjects: tuple[ExchangeSubject, ...]
    entries: tuple[int, ...]
    place: Label | None = None
    note: Text | None = None
    act: Act | None = None


# -- evolve ------------------------------------------------------------------------------------------------------------


def apply_exchange(exchange: Exchange | None, entry: Entry) -> Exchange | None:
    """What an exchange session is: it is held once."""
    fact = entry.fact
    if not isinstance(fact, ExchangeHeld) or exchange is not None:
        return exchange
    return Exchange(
        exchange=fact.exchange,
        held_on=entry.effective_on,
        participants=fact.participants,
        subjects=fact.subjects,
        place=fact.place,
        note=fact.note,
        act=entry.act,
        entries=(entry.position,),
    )


def apply_follow_up(known: FollowUp | None, entry: Entry) -> FollowUp | None:
    """What a follow-up action is after one more entry."""
    fact, on = entry.fact, entry.effective_on
    if isinstance(fact, FollowUpAdded) and known is None:
        return FollowUp(
            arbitration=fact.arbitration,
            follow_up=fact.follow_up,
            title=fact.title,
            due_on=fact.due_on,
            person=fact.person,
            organization=fact.organization,
            added_on=on,
            entries=(entry.position,),
        )
    if isinstance(fact, FollowUpClosed) and known is not None:
        entries = (*known.entries, entry.position)
        return structs.replace(known, closed_on=on, outcome=fact.outcome, note=fact.note, entries=entries)
    return known


def apply(known: Arbitration | None, entry: Entry) -> Arbitration | None:
    """What an arbitration is after one more entry."""
    fact = entry.fact
    if isinstance(fact, ArbitrationOpened) and known is None:
        return Arbitration(
            arbitration=fact.arbitration,
            subject=fact.subject,
            question=fact.question,
            parties=fact.parties,
            themes=fact.themes,
            territory=fact.territory,
            options=tuple(_option(option, entry) for option in fact.options),
            opened_on=entry.effective_on,
            act=entry.act,
            entries=(entry.position,),
        )
    if known is None:
        return None
    known = structs.replace(known, entries=(*known.entries, entry.position))
    match fact:
        case ArbitrationOptionAdded(option=option):
            return structs.replace(known, options=(*known.options, _option(option, entry)))
        case ArbitrationOptionWithdrawn(option=option):
            return structs.replace(known, options=_withdrawn(known.options, option, entry.effective_on))
        case PositionTaken():
            return structs.replace(known, position_history=(*known.position_history, _position(fact, entry)))
        case FollowUpAdded() | FollowUpClosed():
            return structs.replace(known, follow_ups=_followed(known.follow_ups, entry))
        case ArbitrationReviewed(note=note):
            review = ArbitrationReview(on=entry.effective_on, note=note, entry=entry.position)
            return _reviewed(structs.replace(known, reviews=(*known.reviews, review)), fact)
        case ArbitrationFormalized() | SettlementConditionResolved():
            return _on_last_settlement(known, entry)
    return _turned(known, entry)


def _option(option: ArbitrationOption, entry: Entry) -> OptionOnTable:
    return OptionOnTable(
        option=option.option,
        label=option.label,
        description=option.description,
        added_on=entry.effective_on,
        entry=entry.position,
    )


def _withdrawn(options: tuple[OptionOnTable, ...], option: str, on: dt.date) -> tuple[OptionOnTable, ...]:
    return tuple(structs.replace(o, withdrawn_on=on) if o.option == option else o for o in options)


def _position(fact: PositionTaken, entry: Entry) -> ArbitrationPosition:
    return ArbitrationPosition(
        on=entry.effective_on,
        person=fact.person,
        on_behalf_of=fact.on_behalf_of,
        option=fact.option,
        stance=fact.stance,
        words=fact.words,
        entry=entry.position,
    )


def _followed(follow_ups: tuple[FollowUp, ...], entry: Entry) -> tuple[FollowUp, ...]:
    fact = entry.fact
    assert isinstance(fact, FollowUpAdded | FollowUpClosed)
    known = {f.follow_up: f for f in follow_ups}
    after = apply_follow_up(known.get(fact.follow_up), entry)
    return follow_ups if after is None else tuple((known | {fact.follow_up: after}).values())


def _turned(known: Arbitration, entry: Entry) -> Arbitration:
    fact, on = entry.fact, entry.effective_on
    match fact:
        case ArbitrationSettled():
            settlement = _settlement(fact, entry)
            known = structs.replace(known, settlements=(*known.settlements, settlement))
            turn = ArbitrationTurn(on=on, state=ArbitrationState.SETTLED, entry=entry.position)
        case ArbitrationReopened(reason=reason):
            turn = ArbitrationTurn(on=on, state=ArbitrationState.OPEN, entry=entry.position, reason=reason)
        case ArbitrationAbandoned(reason=reason):
            turn = ArbitrationTurn(on=on, state=ArbitrationState.ABANDONED, entry=entry.position, reason=reason)
        case ArbitrationSuperseded(by=by):
            known = structs.replace(known, superseded_by=by)
            turn = ArbitrationTurn(on=on, state=ArbitrationState.SUPERSEDED, entry=entry.position)
        case _:
            return known
    return structs.replace(known, turns=(*known.turns, turn))


def _settlement(fact: ArbitrationSettled, entry: Entry) -> Settlement:
    return Settlement(
        on=entry.effective_on,
        option=fact.option,
        compromise=fact.compromise,
        reasons=fact.reasons,
        agreement=fact.agreement,
        conditions=tuple(FollowedCondition(condition=c.condition, text=c.text) for c in fact.conditions),
        review_on=fact.review_on,
        clauses=fact.clauses,
        act=entry.act,
        entry=entry.position,
    )


def _reviewed(known: Arbitration, fact: ArbitrationReviewed) -> Arbitration:
    if not known.settlements:
        return known
    *before, last = known.settlements
    return structs.replace(known, settlements=(*before, structs.replace(last, review_on=fact.next_review_on)))


def _on_last_settlement(known: Arbitration, entry: Entry) -> Arbitration:
    if not known.settlements:
        return known
    *before, last = known.settlements
    match entry.fact:
        case ArbitrationFormalized(decision=decision):
            last = structs.replace(last, decisions=tuple(dict.fromkeys((*last.decisions, decision))))
        case SettlementConditionResolved(condition=condition, outcome=outcome, note=note):
            changed = {"outcome": outcome, "resolved_on": entry.effective_on, "note": note, "entry": entry.position}
            conditions = tuple(
                structs.replace(c, **changed) if c.condition == condition else c for c in last.conditions
            )
            last = structs.replace(last, conditions=conditions)
    return structs.replace(known, settlements=(*before, last))
