"""What the decision, the arbitration or the review itself says, entry by entry. Pure."""

from typing import Final

from domain.arbitrations_life import Arbitration, Settlement
from domain.decision_state import DecisionRecord
from domain.facts.arbitrations import (
    ArbitrationFormalized,
    ArbitrationOpened,
    ArbitrationOptionWithdrawn,
    ArbitrationReviewed,
    ArbitrationSuperseded,
    FollowUpClosed,
)
from domain.facts.projects import (
    AssessmentMade,
    ConditionExtended,
    ConditionFailed,
    ConditionLifted,
    ConditionsReplaced,
)
from domain.projects_state import Review, ReviewCondition
from service.dossier.claims import Claims, Path, place_of

_CHANGE: Final = ("articles", "by_decision", "court", "reference", "cause", "reason")


def say_decision(claims: Claims, decision: DecisionRecord) -> None:
    """Its founding entry, what made it known, what became of it."""
    at: Path = ("decision",)
    founding = decision.entries[0]
    claims.fields(at, founding, decision.__struct_fields__)
    claims.dated(at, founding, "adopted_on", act=True)
    for listed, names in _LIFE.items():
        for place, step in enumerate(getattr(decision, listed)):
            claims.fields((*at, listed, place), step.entry, names)
            claims.dated((*at, listed, place), step.entry, "on")
    for place, relation in enumerate(decision.relations):
        claims.say((*at, "relations", place, "act"), relation.entry, ("act",))
    for place, suspension in enumerate(decision.suspensions):
        claims.dated((*at, "suspensions", place), suspension.ending_entry, "until")
        claims.say((*at, "suspensions", place, "ended_by"), suspension.ending_entry, ("fact", "cause"))


_LIFE: Final = {
    "transmissions": ("reference", "prefecture"),
    "publications": ("manner", "url"),
    "notifications": ("person", "organization"),
    "relations": _CHANGE,
    "suspensions": ("court", "reference", "articles"),
    "observations": ("reference", "grounds"),
}
"""Lists of a decision's life, each item of which one entry says, and the fields that stand in its fact."""


def say_arbitration(claims: Claims, arbitration: Arbitration) -> None:
    """Question, options, positions, settlements, follow-up actions, turns."""
    at: Path = ("arbitration",)
    founding = arbitration.entries[0]
    claims.fields(at, founding, ("arbitration", "subject", "question", "parties", "themes", "territory"))
    claims.dated(at, founding, "opened_on", act=True)
    _options(claims, arbitration)
    for place, position in enumerate(arbitration.position_history):
        here: Path = (*at, "position_history", place)
        claims.fields(here, position.entry, ("person", "on_behalf_of", "option", "stance", "words"))
        claims.dated(here, position.entry, "on")
    for place, settlement in enumerate(arbitration.settlements):
        _settlement(claims, arbitration, settlement, (*at, "settlements", place))
    _follow_ups(claims, arbitration)
    for listed, name in (("turns", "reason"), ("reviews", "note")):
        for place, turn in enumerate(getattr(arbitration, listed)):
            claims.fields((*at, listed, place), turn.entry, (name,))
            claims.dated((*at, listed, place), turn.entry, "on")
    for position_, _ in claims.of_kind(arbitration.entries, ArbitrationSuperseded):
        claims.say((*at, "superseded_by"), position_, ("fact", "by"))


def _options(claims: Claims, arbitration: Arbitration) -> None:
    withdrawn = list(claims.of_kind(arbitration.entries, ArbitrationOptionWithdrawn))
    for place, option in enumerate(arbitration.options):
        at: Path = ("arbitration", "options", place)
        fact, names = claims.fact(option.entry), ("option", "label", "description")
        if isinstance(fact, ArbitrationOpened):
            claims.item(at, option.entry, "options", names, option=option.option)
        elif fact is not None:
            claims.fields(at, option.entry, names, inside=("option",))
        claims.dated(at, option.entry, "added_on")
        last = [position for position, fact_ in withdrawn if fact_.option == option.option]
        claims.dated(at, last[-1] if last else None, "withdrawn_on")


def _settlement(claims: Claims, arbitration: Arbitration, settlement: Settlement, at: Path) -> None:
    claims.fields(at, settlement.entry, ("option", "compromise", "reasons", "agreement", "clauses"))
    claims.dated(at, settlement.entry, "on", act=True)
    for place, condition in enumerate(settlement.conditions):
        here: Path = (*at, "conditions", place)
        claims.item(here, settlement.entry, "conditions", ("condition", "text"), condition=condition.condition)
        claims.fields(here, condition.entry, ("outcome", "note"))
        claims.dated(here, condition.entry, "resolved_on")
    for position, fact in claims.of_kind(arbitration.entries, ArbitrationFormalized):
        if fact.decision in settlement.decisions:
            claims.say((*at, "decisions", settlement.decisions.index(fact.decision)), position, ("fact", "decision"))
    later = [p for p, fact in claims.of_kind(arbitration.entries, ArbitrationReviewed)]
    if settlement is arbitration.settlements[-1] and later:
        claims.say((*at, "review_on"), later[-1], ("fact", "next_review_on"))
    elif getattr(claims.fact(settlement.entry), "review_on", None) == settlement.review_on:
        claims.fields(at, settlement.entry, ("review_on",))


def _follow_ups(claims: Claims, arbitration: Arbitration) -> None:
    for place, follow_up in enumerate(arbitration.follow_ups):
        at: Path = ("arbitration", "follow_ups", place)
        claims.fields(at, follow_up.entries[0], ("follow_up", "title", "due_on", "person", "organization"))
        claims.dated(at, follow_up.entries[0], "added_on")
        for position, _ in claims.of_kind(follow_up.entries, FollowUpClosed):
            claims.fields(at, position, ("outcome", "note"))
            claims.dated(at, position, "closed_on")


def say_review(claims: Claims, review: Review) -> None:
    """Who held it, what was weighed, what was concluded, what became of the conditions."""
    at: Path = ("review",)
    founding = review.entries[0]
    held = ("review", "project", "body", "session", "follows", "people", "organizations", "themes")
    claims.fields(at, founding, held)
    claims.dated(at, founding, "held_on", act=True)
    weighed = list(claims.of_kind(review.entries, AssessmentMade))
    for listed, key in (("orientations", "orientation"), ("effects", "indicator")):
        for place, item in enumerate(getattr(review, listed)):
            name = getattr(item, key)
            for position, fact in reversed(weighed):
                found = place_of(getattr(fact, listed), **{key: name})
                if found is not None:
                    claims.say((*at, listed, place), position, ("fact", listed, found))
                    break
    said = [position for position, fact in weighed if fact.opinion is not None]
    claims.say((*at, "opinion"), said[-1] if said else None, ("fact", "opinion"))
    claims.dated(at, weighed[-1][0] if weighed else None, "assessed_on")
    concluded = ("outcome", "reasons", "carried", "pact", "clauses", "decision")
    claims.fields(at, review.conclusion_entry, concluded)
    claims.dated(at, review.conclusion_entry, "concluded_on")
    for place, condition in enumerate(review.conditions):
        _condition(claims, condition, (*at, "conditions", place))


def _condition(claims: Claims, condition: ReviewCondition, at: Path) -> None:
    set_ = ("condition", "text", "owner") if condition.extended_on else ("condition", "text", "owner", "due_on")
    claims.item(at, condition.entry, "conditions", set_, condition=condition.condition)
    claims.dated(at, condition.entry, "set_on")
    extended = list(claims.of_kind(condition.entries, ConditionExtended))
    if extended:
        claims.fields(at, extended[-1][0], ("due_on",))
        claims.dated(at, extended[-1][0], "extended_on")
    for position, fact in claims.of_kind(condition.entries, ConditionLifted, ConditionFailed, ConditionsReplaced):
        claims.dated(at, position, "closed_on")
        match fact:
            case ConditionLifted():
                claims.say((*at, "note"), position, ("fact", "evidence"))
            case ConditionFailed():
                claims.say((*at, "note"), position, ("fact", "reason"))
            case ConditionsReplaced():
                claims.say((*at, "replaced_by"), position, ("fact", "by"))
