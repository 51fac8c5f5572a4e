"""Projects and reviews, found by what they are about; conditions in the order in which they are due; and delivery.

Delivery asks whether the territory's projects deliver the strategy: by its very question it reads each project that
goes on or is delivered, once per value of the dimension asked for, and nothing else of the ledger, however long its
history. Every row is made from what its level may read, so a confidential review is in no count and in no sum.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from msgspec import Struct

from domain.core.entry import Entry, Fact
from domain.core.identifiers import Slug
from domain.facts.projects import Contribution, ProjectFact, ProjectState, ReviewFact
from domain.projects_state import (
    ConditionState,
    Project,
    Review,
    ReviewCondition,
    apply_project,
    apply_review,
    deadlines,
)
from domain.things import life
from projections.noun import Noun, Row
from projections.query import Connection, View, decode
from projections.things import ThingNoun
from projections.words import tagged, words

UNREVIEWED: Final = "NOT_REVIEWED"
"""The term of a project without a concluded review."""


def course_of(fact: Fact) -> str:
    """The tag that a project's facts and those of its reviews share."""
    assert isinstance(fact, ProjectFact | ReviewFact)
    return f"course:{fact.project}"


def _project_terms(project: Project) -> Iterator[str]:
    latest = project.latest
    yield f"state:{project.state}"
    yield f"outcome:{latest.outcome if latest else UNREVIEWED}"
    yield f"kind:{project.kind}"
    yield from tagged("theme", project.themes)
    yield from tagged("organization", dict.fromkeys([project.owner, *project.communes, *project.epcis]))
    yield from tagged("document", project.documents)
    yield from tagged("contract", project.contracts)
    yield from tagged("action", project.actions)
    if latest is not None:
        yield from tagged("orientation", (item.orientation for item in latest.orientations))
    yield from words(project.title, project.description, project.parcel)


def _review_terms(review: Review) -> Iterator[str]:
    yield f"project:{review.project}"
    yield f"outcome:{review.outcome or 'NONE'}"
    yield from tagged("person", review.people)
    yield from tagged("organization", review.organizations)
    yield from tagged("body", [review.body])
    yield from tagged("theme", review.themes)
    yield from tagged("orientation", (item.orientation for item in review.orientations))
    yield from tagged("pact", [review.pact])
    yield from words(review.opinion, review.reasons, *(condition.text for condition in review.conditions))


PROJECT = ThingNoun(
    table="project",
    thing=Project,
    kinds=(ProjectFact, ReviewFact),
    prefix="course:",
    apply=apply_project,
    sort=lambda project: project.registered_on.isoformat(),
    terms=_project_terms,
    of=course_of,
)
REVIEW = ThingNoun(
    table="review",
    thing=Review,
    kinds=(ReviewFact,),
    prefix="review:",
    apply=apply_review,
    sort=lambda review: review.held_on.isoformat(),
    terms=_review_terms,
    deadlines=deadlines,
)

# -- conditions --------------------------------------------------------------------------------------------------------


class FollowedCondition(Struct, frozen=True, kw_only=True):
    """A condition, with the review that set it and the project that it is set to."""

    review: Slug
    project: Slug
    condition: ReviewCondition


def _condition_rows(subject: str, entries: Sequence[Entry]) -> Iterator[Row]:
    """One row for each unbroken time during which a condition is as it is."""
    open_: dict[str, tuple[dt.date, FollowedCondition]] = {}
    for span in life(apply_review, [e for e in REVIEW.own(entries) if e.fact.tags()[0] == subject]):
        for condition in span.thing.conditions:
            now = FollowedCondition(review=span.thing.review, project=span.thing.project, condition=condition)
            since, before = open_.get(condition.condition, (span.start, now))
            if before != now:
                yield _condition_row(since, span.start, before)
                since = span.start
            open_[condition.condition] = since, now
    for since, followed in open_.values():
        yield _condition_row(since, None, followed)


def _condition_row(since: dt.date, until: dt.date | None, followed: FollowedCondition) -> Row:
    condition = followed.condition
    columns = (condition.state.value, condition.owner, condition.due_on.isoformat())
    return Row(condition.condition, since, until, columns, followed)


CONDITION = Noun(
    table="review_condition",
    columns=("state", "owner", "due"),
    kinds=REVIEW.kinds,
    subjects=REVIEW.subjects,
    rows=_condition_rows,
)

_THEN: Final = """c.ledger_id = $1 AND c.known_to > $2 AND c.known_from <= $2
          AND c.level_from <= $3 AND c.level_to >= $3 AND c.valid_from <= $4 AND c.valid_to > $4"""


class Wanted(Struct, frozen=True, kw_only=True):
    """Which conditions."""

    state: ConditionState
    owner: str | None = None
    project: str | None = None
    before: dt.date | None = None
    """Due before that day (excluded)."""


async def conditions(
    connection: Connection, view: View, on: dt.date, wanted: Wanted, *, first: int, after: str = ""
) -> list[tuple[str, FollowedCondition]]:
    """Conditions in the order in which they are due, each with its place: give it back to go on after."""
    parameters: list[Any] = [view.ledger, view.position, view.level, on, wanted.state.value]

    def given(value: object) -> str:
        parameters.append(value)
        return f"${len(parameters)}"

    where = ""
    if wanted.owner is not None:
        where += f" AND c.owner = {given(wanted.owner)}"
    if wanted.before is not None:
        where += f" AND c.due < {given(wanted.before.isoformat())}"
    if after:
        due, subject, key = after.split("\x1f", 2)
        where += (
            f' AND (c.due, c.subject COLLATE "C", c.key COLLATE "C") > ({given(due)}, {given(subject)}, {given(key)})'
        )
    records = await connection.fetch(
        f"""
        SELECT c.due, c.subject, c.key, c.data FROM review_condition c
        WHERE {_THEN} AND c.state = $5{where}
        ORDER BY c.due, c.subject COLLATE "C", c.key COLLATE "C" LIMIT {given(first)}
        """,
        *parameters,
    )
    return [(f"{r['due']}\x1f{r['subject']}\x1f{r['key']}", decode(r, FollowedCondition)) for r in records]


# -- delivery ----------------------------------------------------------------------------------------------------------


class Dimension(StrEnum):
    """By what the territory's projects are counted."""

    ORIENTATION = "ORIENTATION"
    EPCI = "EPCI"
    YEAR = "YEAR"
    THEME = "THEME"


class Effect(Struct, frozen=True, kw_only=True):
    """By how much a project moves an indicator, as its latest review has it."""

    indicator: str
    effect: str


class Share(Struct, frozen=True, kw_only=True):
    """What one project brings under one value of a dimension."""

    outcome: str
    contributions: tuple[Contribution, ...]
    effects: tuple[Effect, ...]
    due: tuple[dt.date, ...]
    """Of its open conditions."""


def _values(project: Project) -> Iterator[tuple[Dimension, Iterable[str]]]:
    """Under which values a project is counted: under none of a dimension, it is counted apart."""
    latest = project.latest
    yield Dimension.ORIENTATION, (item.orientation for item in latest.orientations) if latest else ()
    yield Dimension.EPCI, project.epcis
    yield Dimension.YEAR, (str(latest.concluded_on.year),) if latest and latest.concluded_on else ()
    yield Dimension.THEME, project.themes


def _share(project: Project, orientation: str | None) -> Share:
    """All that a project brings; of its contributions, those to one orientation if one is named."""
    latest = project.latest
    return Share(
        outcome=str(latest.outcome) if latest and latest.outcome else UNREVIEWED,
        contributions=tuple(
            item.contribution
            for item in (latest.orientations if latest else ())
            if orientation is None or item.orientation == orientation
        ),
        effects=tuple(Effect(indicator=e.indicator, effect=e.effect) for e in (latest.effects if latest else ())),
        due=tuple(condition.due_on for _, condition in project.open_conditions()),
    )


def _shares(project: Project) -> dict[tuple[Dimension, str | None], Share]:
    if project.state is ProjectState.ABANDONED:
        return {}
    return {
        (dimension, value): _share(project, value if dimension is Dimension.ORIENTATION else None)
        for dimension, values in _values(project)
        for value in (tuple(dict.fromkeys(values)) or (None,))
    }


def _delivery_rows(subject: str, entries: Sequence[Entry]) -> Iterator[Row]:
    """One row for each unbroken time during which a project brings the same under a value."""
    open_: dict[tuple[Dimension, str | None], tuple[dt.date, Share]] = {}
    for span in life(apply_project, [e for e in PROJECT.own(entries) if course_of(e.fact) == subject]):
        now = _shares(span.thing)
        for place, (since, share) in list(open_.items()):
            if now.get(place) != share:
                yield _delivery_row(place, since, span.start, share)
                del open_[place]
        for place, share in now.items():
            open_.setdefault(place, (span.start, share))
    for place, (since, share) in open_.items():
        yield _delivery_row(place, since, None, share)


def _delivery_row(place: tuple[Dimension, str | None], since: dt.date, until: dt.date | None, share: Share) -> Row:
    dimension, value = place
    return Row(f"{dimension}:{value or ''}", since, until, (dimension.value, value), share)


DELIVERY = Noun(
    table="delivery",
    columns=("dimension", "value"),
    kinds=PROJECT.kinds,
    subjects=PROJECT.subjects,
    rows=_delivery_rows,
)


class Delivered(Struct, frozen=True, kw_only=True):
    """What the projects under one value come to."""

    value: str | None
    projects: int
    outcomes: dict[str, int]
    contributions: dict[str, int]
    effects: dict[str, tuple[Decimal, int]]
    """For each indicator, the exact sum, and of how many projects."""
    conditions_open: int
    conditions_overdue: int


_HERE: Final = f"FROM delivery c WHERE {_THEN} AND c.dimension = $5"


async def delivery(connection: Connection, view: View, on: dt.date, by: Dimension) -> list[Delivered]:
    """For each value in order (None, what is under no value, last), what the projects come to. Three statements."""
    parameters = (view.ledger, view.position, view.level, on, by.value)
    outcomes = await connection.fetch(
        f"""
        SELECT value, data ->> 'outcome' AS outcome, count(*) AS projects,
               sum((SELECT count(*) FROM json_array_elements_text(data -> 'due'))) AS open,
               sum((SELECT count(*) FROM json_array_elements_text(data -> 'due') d WHERE d < $4::date::text)) AS overdue
        {_HERE} GROUP BY 1, 2 ORDER BY value NULLS LAST, 2
        """,
        *parameters,
    )
    contributions = await connection.fetch(
        f"SELECT value, item, count(*) AS given FROM (SELECT value, json_array_elements_text(data -> 'contributions')"
        f" AS item {_HERE}) AS each GROUP BY 1, 2 ORDER BY 1, 2",
        *parameters,
    )
    effects = await connection.fetch(
        f"SELECT value, item ->> 'indicator' AS indicator, sum((item ->> 'effect')::numeric) AS effect,"
        f" count(*) AS projects FROM (SELECT value, json_array_elements(data -> 'effects') AS item {_HERE}) AS each"
        f" GROUP BY 1, 2 ORDER BY 1, 2",
        *parameters,
    )
    return [
        Delivered(
            value=value,
            projects=sum(r["projects"] for r in outcomes if r["value"] == value),
            outcomes={r["outcome"]: r["projects"] for r in outcomes if r["value"] == value},
            contributions={r["item"]: r["given"] for r in contributions if r["value"] == value},
            effects={r["indicator"]: (r["effect"], r["projects"]) for r in effects if r["value"] == value},
            conditions_open=sum(int(r["open"]) for r in outcomes if r["value"] == value),
            conditions_overdue=sum(int(r["overdue"]) for r in outcomes if r["value"] == value),
        )
        for value in dict.fromkeys(r["value"] for r in outcomes)
    ]


NOUNS = (*PROJECT.nouns(), *REVIEW.nouns(), CONDITION, DELIVERY)
