"""What is refused or said of projects and their reviews, but for descriptions and conditions (``projects_checks``)."""

import datetime as dt

from domain.core.notices import Caution, Refusal
from domain.facts.projects import ProjectState, ReviewOutcome

STRATEGY = "Seed: revue de projet (bonne mise en œuvre de la stratégie)"


class ReviewNotConcluded(Refusal, frozen=True, kw_only=True):
    """A re-review takes up a review that is concluded by then."""

    review: str
    follows: str
    on: dt.date


class ReviewOfAnotherProject(Refusal, frozen=True, kw_only=True):
    """A re-review takes up a review of the same project."""

    review: str
    project: str
    follows: str
    other: str
    """The project of the review that it would take up."""


class ReviewAlreadyConcluded(Refusal, frozen=True, kw_only=True):
    """A review concludes once."""

    review: str
    outcome: ReviewOutcome
    concluded_on: dt.date


class AssessedAfterConclusion(Refusal, frozen=True, kw_only=True):
    """A project is weighed before the review concludes, not after."""

    review: str
    assessed_on: dt.date
    concluded_on: dt.date


class AssessmentEmpty(Refusal, frozen=True, kw_only=True):
    """An assessment says something: an opinion, an orientation, an effect."""

    review: str


class ClausesWithoutPact(Refusal, frozen=True, kw_only=True):
    """Clauses are those of a pact."""

    review: str
    clauses: tuple[str, ...]


class ReviewWithoutAssessment(Caution, frozen=True, kw_only=True):
    """A conclusion rests on an assessment against the strategy, and none is recorded."""

    rule = STRATEGY
    review: str
    project: str


class ContraryProjectGoesOn(Caution, frozen=True, kw_only=True):
    """A project that its latest review found contrary to the strategy goes on all the same."""

    rule = STRATEGY
    project: str
    review: str
    state: ProjectState
    on: dt.date
