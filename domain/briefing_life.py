"""What a briefing has become, what the local rule on briefings is, and when a council is due one."""

import datetime as dt
from enum import StrEnum

from msgspec import Struct, structs

from domain.core.calendar import add_months
from domain.core.entry import Act, Entry
from domain.core.identifiers import Label, OrganizationId, PersonId, Slug, Text
from domain.facts.briefings import (
    BriefingCancelled,
    BriefingOccasion,
    BriefingPlanned,
    BriefingRuleSet,
    BriefingsCalledFor,
    CouncilBriefed,
    QuestionAnswered,
    QuestionAsked,
)
from domain.rules import briefings as rules

# -- state -------------------------------------------------------------------------------------------------------------


class BriefingState(StrEnum):
    """What has become of a briefing."""

    PLANNED = "PLANNED"
    HELD = "HELD"
    CANCELLED = "CANCELLED"


class CouncilQuestion(Struct, frozen=True, kw_only=True):
    """What a council asked, and the answer."""

    question: Slug
    asked_on: dt.date
    text: Text
    entry: int
    themes: tuple[Slug, ...] = ()
    commune: OrganizationId | None = None
    answer: Text | None = None
    """Null as long as the question is open."""
    answered_on: dt.date | None = None
    answer_entry: int | None = None


class Briefing(Struct, frozen=True, kw_only=True):
    """A presentation of the strategy to one municipal council, or to several at once."""

    briefing: Slug
    communes: tuple[OrganizationId, ...]
    by: tuple[PersonId, ...]
    entries: tuple[int, ...] = ()
    """Positions of the entries that made it what it is."""
    planned_for: dt.date | None = None
    held_on: dt.date | None = None
    cancelled_on: dt.date | None = None
    reason: Text | None = None
    """Why it was cancelled."""
    orientations: tuple[Slug, ...] = ()
    themes: tuple[Slug, ...] = ()
    materials: tuple[Label, ...] = ()
    attendees: int | None = None
    questions: tuple[CouncilQuestion, ...] = ()
    act: Act | None = None

    @property
    def state(self) -> BriefingState:
        """What has become of it."""
        if self.held_on is not None:
            return BriefingState.HELD
        return BriefingState.PLANNED if self.cancelled_on is None else BriefingState.CANCELLED

    @property
    def day(self) -> dt.date:
        """When it was held or, before that, for when it is planned."""
        day = self.held_on or self.planned_for
        assert day is not None
        return day

    @property
    def open_questions(self) -> tuple[CouncilQuestion, ...]:
        """Those without an answer."""
        return tuple(question for question in self.questions if question.answer is None)


class BriefingRule(Struct, frozen=True, kw_only=True):
    """The authority's own rule on briefings, and when it last called for them."""

    entries: tuple[int, ...] = ()
    months_after_start: int | None = None
    """Null: the common value."""
    months_between: int | None = None
    """Null: the common value."""
    called_on: dt.date | None = None
    """When the strategy last changed, so that every council is to hear of it."""
    occasion: BriefingOccasion | None = None
    scheme: Slug | None = None


# -- evolve ------------------------------------------------------------------------------------------------------------


def apply(briefing: Briefing | None, entry: Entry) -> Briefing | None:
    """What a briefing is after one more entry."""
    fact, on = entry.fact, entry.effective_on
    if briefing is None:
        if not isinstance(fact, BriefingPlanned | CouncilBriefed):
            return None
        briefing = Briefing(briefing=fact.briefing, communes=fact.communes, by=fact.by)
    briefing = structs.replace(briefing, entries=(*briefing.entries, entry.position))
    match fact:
        case BriefingPlanned(planned_for=planned_for):
            return structs.replace(briefing, planned_for=planned_for)
        case BriefingCancelled(reason=reason):
            return structs.replace(briefing, cancelled_on=on, reason=reason)
        case CouncilBriefed():
            return structs.replace(
                briefing,
                held_on=on,
                communes=fact.communes,
                by=fact.by,
                orientations=fact.orientations,
                themes=fact.themes,
                materials=fact.materials,
                attendees=fact.attendees,
                act=entry.act,
            )
        case QuestionAsked():
            asked = CouncilQuestion(
                question=fact.question,
                asked_on=on,
                text=fact.text,
                themes=fact.themes,
                commune=fact.commune,
                entry=entry.position,
            )
            return structs.replace(briefing, questions=(*briefing.questions, asked))
        case QuestionAnswered():
            return structs.replace(briefing, questions=tuple(_answered(q, fact, entry) for q in briefing.questions))
    return briefing


def _answered(question: CouncilQuestion, fact: QuestionAnswered, entry: Entry) -> CouncilQuestion:
    if question.question != fact.question:
        return question
    return structs.replace(question, answer=fact.answer, answered_on=entry.effective_on, answer_entry=entry.position)


def apply_rule(rule: BriefingRule | None, entry: Entry) -> BriefingRule | None:
    """What the rule is after one more entry."""
    fact, rule = entry.fact, rule or BriefingRule()
    rule = structs.replace(rule, entries=(*rule.entries, entry.position))
    match fact:
        case BriefingRuleSet(months_after_start=after, months_between=between):
            return structs.replace(rule, months_after_start=after, months_between=between)
        case BriefingsCalledFor(occasion=occasion, scheme=scheme):
            return structs.replace(rule, called_on=entry.effective_on, occasion=occasion, scheme=scheme)
    return rule


# -- when a council is due a briefing ----------------------------------------------------------------------------------


class BriefingReminder(StrEnum):
    """Why a council is due a briefing."""

    TERM_STARTED = "TERM_STARTED"
    STRATEGY_CHANGED = "STRATEGY_CHANGED"
    YEARLY = "YEARLY"


class CouncilDue(Struct, frozen=True, kw_only=True):
    """By when a council is to be briefed, and why."""

    due_on: dt.date
    reminder: BriefingReminder
    rule: str = rules.LOCAL_RULE


def months_of(rule: BriefingRule | None, on: dt.date) -> tuple[int, int]:
    """Months after a start, and between two briefings: the authority's own or the common ones."""
    after = rule.months_after_start if rule else None
    between = rule.months_between if rule else None
    return after or rules.MONTHS_AFTER_START.on(on), between or rules.MONTHS_BETWEEN.on(on)


def due(last: dt.date | None, term_began: dt.date | None, rule: BriefingRule | None, on: dt.date) -> CouncilDue | None:
    """By when a council last briefed on a day is due a briefing; None when nothing calls for one.

    Who has not heard since the term began, or since the strategy changed, is due some months after; who has, is due
    the next one some months after the last.
    """
    called = rule.called_on if rule else None
    start = max((day for day in (term_began, called) if day is not None), default=None)
    after, between = months_of(rule, on)
    if last is not None and (start is None or start <= last):
        return CouncilDue(due_on=add_months(last, between), reminder=BriefingReminder.YEARLY)
    if start is None:
        return None
    changed = start == called and start != term_began
    reminder = BriefingReminder.STRATEGY_CHANGED if changed else BriefingReminder.TERM_STARTED
    return CouncilDue(due_on=add_months(start, after), reminder=reminder)
