"""Projects, reviews, conditions and delivery through the API: on D as known at K, for who may see."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from domain.core.entry import Draft, Visibility
from domain.facts.projects import (
    AssessmentMade,
    Contribution,
    EffectExpected,
    OrientationAssessed,
    ProjectKind,
    ProjectRegistered,
    ReviewConcluded,
    ReviewFact,
    ReviewHeld,
    ReviewOutcome,
)
from projections.engine import Engine
from projections.nouns import NOUNS, PROJECTION_VERSION
from projections.projects import Dimension, delivery
from projections.query import View
from service.database import Database, Pool, connect
from service.ledger import Append, CommandRef, Writer, new_entry
from service.ledger.envelope import decode_entry
from tests.service.api.harness import LEDGER, MEMBER, Api, command, install

COMMUNE = "commune:15170"
PROJECTS = """
query ($at: AtInput, $text: String, $theme: ID, $organization: ID, $state: ProjectState, $outcome: ProjectOutcome,
       $first: Int, $after: Cursor) {
  projects(at: $at, text: $text, theme: $theme, organization: $organization, state: $state, outcome: $outcome,
           first: $first, after: $after) {
    nodes { project title latestOutcome location { longitude latitude } state
            latestReview history { on state }
            openConditions { review condition dueOn overdue }
            reviews { review outcome conditions { condition state } } }
    pageInfo { hasNextPage endCursor }
  }
}
"""
REVIEWS = """
query ($at: AtInput, $project: ID, $outcome: ReviewOutcome, $theme: ID, $person: ID, $from: Date, $to: Date) {
  reviews(at: $at, project: $project, outcome: $outcome, theme: $theme, person: $person, from: $from, to: $to) {
    nodes { review project follows people { name } conditions { condition state replacedBy } }
  }
}
"""
CONDITIONS = """
query ($at: AtInput, $state: ConditionStanding! = OPEN, $owner: ID, $before: Date, $first: Int, $after: Cursor) {
  conditions(at: $at, state: $state, owner: $owner, dueBefore: $before, first: $first, after: $after) {
    nodes { review project overdue condition { condition state } } pageInfo { hasNextPage endCursor }
  }
}
"""
DELIVERY = """
query ($by: Dimension!, $at: AtInput) {
  delivery(by: $by, at: $at) {
    key organization { id } projects outcomes { outcome projects } conditionsOpen conditionsOverdue
    contributions { contribution count } effects { indicator effect projects }
  }
}
"""


def register(project: str, on: str, **more: Any) -> dict[str, Any]:
    """A project of the commune, in the member."""
    said = {"title": f"Projet {project}", "kind": "HOUSING", "owner": COMMUNE, "communes": [COMMUNE], **more}
    return command("registerProject", on=on, project=project, **{"epcis": [MEMBER], "themes": ["housing"], **said})


def reviewed(review: str, project: str, on: str, outcome: str, hold: dict[str, Any], **more: Any) -> list[Any]:
    """A review, held, weighed and concluded on one day."""
    return [
        command("holdReview", on=on, review=review, project=project, **hold),
        command("assessProject", on=on, review=review, opinion="Évaluation"),
        command("concludeReview", on=on, review=review, outcome=outcome, reasons="Les déchets", **more),
    ]


def due(condition: str, on: str, owner: str = COMMUNE) -> dict[str, str]:
    """A condition."""
    return {"condition": condition, "text": "Texte", "owner": owner, "dueOn": on}


@pytest.fixture
async def people(api: Api) -> list[str]:
    """Three projects: one re-reviewed, one reviewed in confidence, one never."""
    people = await install(api)
    place = {"longitude": "2.7260", "latitude": "45.3650"}
    some = [due("soil", "2026-08-31"), due("trees", "2027-03-01"), due("old", "2026-12-01", MEMBER)]
    await api.recorded(
        register("green", "2026-06-01", location=place, title="Écoquartier", themes=["housing", "water"]),
        register("hall", "2026-06-02", themes=["economy"]),
        register("mute", "2026-06-03", themes=[], epcis=[]),
        *reviewed("g1", "green", "2026-07-01", "TO_BE_REWORKED", {"people": [people[0]], "themes": ["water"]}),
        *reviewed("g2", "green", "2026-07-15", "SUPPORTS_WITH_CONDITIONS", {"follows": "g1"}, conditions=some),
        command("liftCondition", on="2026-09-15", review="g2", condition="old", evidence="Fait"),
        *reviewed("h1", "hall", "2026-08-01", "CONTRARY", {"visibility": "BUREAU"}),
        command("changeProjectState", on="2026-08-15", project="green", state="STUDY"),
    )
    return people


async def _projects(api: Api, token: str | None = "", **asked: Any) -> list[str]:
    return [node["project"] for node in (await api.ask(PROJECTS, token, **asked))["projects"]["nodes"]]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["mute", "hall", "green"]),
        ({"text": "ecoquartier"}, ["green"]),
        ({"theme": "water"}, ["green"]),
        ({"organization": MEMBER}, ["hall", "green"]),
        ({"state": "STUDY"}, ["green"]),
        ({"state": "STUDY", "at": {"on": "2026-08-14"}}, []),
        ({"outcome": "CONTRARY"}, ["hall"]),
        ({"outcome": "NOT_REVIEWED"}, ["mute"]),
        ({"outcome": "TO_BE_REWORKED", "at": {"on": "2026-07-14"}}, ["green"]),
        ({"outcome": "TO_BE_REWORKED"}, []),
        ({"at": {"on": "2026-06-02"}}, ["hall", "green"]),
    ],
)
async def test_projects_are_found_by_what_they_are_and_by_their_latest_outcome(
    api: Api, people: list[str], asked: dict[str, Any], found: list[str]
) -> None:
    assert await _projects(api, **asked) == found


async def test_a_project_tells_its_reviews_and_what_is_due(api: Api, people: list[str]) -> None:
    (green,) = (await api.ask(PROJECTS, text="ecoquartier", at={"on": "2026-10-01"}))["projects"]["nodes"]
    assert green["location"] == {"longitude": "2.7260", "latitude": "45.3650"}
    assert green["history"] == [{"on": "2026-08-15", "state": "STUDY"}]
    assert (green["latestReview"], green["latestOutcome"]) == ("g2", "SUPPORTS_WITH_CONDITIONS")
    assert [(c["condition"], c["overdue"]) for c in green["openConditions"]] == [
        ("soil", True),
        ("trees", False),
    ]
    assert [review["review"] for review in green["reviews"]] == ["g1", "g2"]
    one = '{ project(id: "green") { title } review(id: "g2") { follows outcome } }'
    assert await api.ask(one) == {
        "project": {"title": "Écoquartier"},
        "review": {"follows": "g1", "outcome": "SUPPORTS_WITH_CONDITIONS"},
    }


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["h1", "g2", "g1"]),
        ({"project": "green"}, ["g2", "g1"]),
        ({"outcome": "TO_BE_REWORKED"}, ["g1"]),
        ({"theme": "water"}, ["g1"]),
        ({"from": "2026-07-02", "to": "2026-07-31"}, ["g2"]),
        ({"at": {"on": "2026-07-14"}}, ["g1"]),
    ],
)
async def test_reviews_are_found(api: Api, people: list[str], asked: dict[str, Any], found: list[str]) -> None:
    assert [node["review"] for node in (await api.ask(REVIEWS, **asked))["reviews"]["nodes"]] == found
    (own,) = (await api.ask(REVIEWS, person=people[0]))["reviews"]["nodes"]
    assert (own["review"], own["people"]) == ("g1", [{"name": "Camille Essai0"}])


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"at": {"on": "2026-08-31"}}, ["soil", "old", "trees"]),
        ({"at": {"on": "2026-10-01"}}, ["soil", "trees"]),
        ({"state": "OVERDUE", "at": {"on": "2026-08-31"}}, []),
        ({"state": "OVERDUE", "at": {"on": "2026-09-01"}}, ["soil"]),
        ({"state": "OVERDUE", "at": {"on": "2026-09-01"}, "before": "2026-08-31"}, []),
        ({"state": "LIFTED", "at": {"on": "2026-10-01"}}, ["old"]),
        ({"owner": MEMBER, "at": {"on": "2026-08-31"}}, ["old"]),
        ({"before": "2026-12-01", "at": {"on": "2026-08-31"}}, ["soil"]),
    ],
)
async def test_conditions_are_listed_as_they_are_due(
    api: Api, people: list[str], asked: dict[str, Any], found: list[str]
) -> None:
    nodes = (await api.ask(CONDITIONS, **asked))["conditions"]["nodes"]
    assert [node["condition"]["condition"] for node in nodes] == found


async def test_pages_of_conditions_follow_one_another(api: Api, people: list[str]) -> None:
    on = {"on": "2026-10-01"}
    first = (await api.ask(CONDITIONS, at=on, first=1))["conditions"]
    assert (first["nodes"][0]["overdue"], first["pageInfo"]["hasNextPage"]) == (True, True)
    second = (await api.ask(CONDITIONS, at=on, first=1, after=first["pageInfo"]["endCursor"]))["conditions"]
    assert [node["condition"]["condition"] for node in second["nodes"]] == ["trees"]
    assert not second["pageInfo"]["hasNextPage"]


async def _delivery(api: Api, by: str, token: str | None = "", on: str = "2026-10-01") -> dict[Any, Any]:
    rows = (await api.ask(DELIVERY, token, by=by, at={"on": on}))["delivery"]
    return {
        row["key"]: (
            row["projects"],
            {each["outcome"]: each["projects"] for each in row["outcomes"]},
            (row["conditionsOpen"], row["conditionsOverdue"]),
        )
        for row in rows
    }


async def test_delivery_counts_each_project_by_its_latest_outcome(api: Api, people: list[str]) -> None:
    green, hall, mute = {"SUPPORTS_WITH_CONDITIONS": 1}, {"CONTRARY": 1}, {"NOT_REVIEWED": 1}
    assert await _delivery(api, "EPCI") == {MEMBER: (2, green | hall, (2, 1)), None: (1, mute, (0, 0))}
    assert await _delivery(api, "YEAR") == {"2026": (2, green | hall, (2, 1)), None: (1, mute, (0, 0))}
    assert await _delivery(api, "THEME") == {
        "economy": (1, hall, (0, 0)),
        "housing": (1, green, (2, 1)),
        "water": (1, green, (2, 1)),
        None: (1, mute, (0, 0)),
    }
    assert await _delivery(api, "THEME", on="2026-07-01") == {
        "economy": (1, mute, (0, 0)),
        "housing": (1, {"TO_BE_REWORKED": 1}, (0, 0)),
        "water": (1, {"TO_BE_REWORKED": 1}, (0, 0)),
        None: (1, mute, (0, 0)),
    }
    await api.recorded(command("changeProjectState", on="2026-09-30", project="green", state="ABANDONED"))
    assert await _delivery(api, "EPCI") == {MEMBER: (1, hall, (0, 0)), None: (1, mute, (0, 0))}


async def test_a_confidential_review_is_in_no_list_no_count_and_no_outcome(api: Api, people: list[str]) -> None:
    assert await _projects(api, None, outcome="CONTRARY") == []
    assert await _projects(api, None, outcome="NOT_REVIEWED") == ["mute", "hall"]
    assert [n["review"] for n in (await api.ask(REVIEWS, None))["reviews"]["nodes"]] == ["g2", "g1"]
    assert (await api.ask('{ review(id: "h1") { review } }', None))["review"] is None
    assert (await _delivery(api, "THEME", None))["economy"] == (1, {"NOT_REVIEWED": 1}, (0, 0))
    await api.recorded(command("disclose", on="2026-09-01", subject="review:h1"))
    assert await _projects(api, None, outcome="CONTRARY") == ["hall"]
    assert (await _delivery(api, "THEME", None))["economy"] == (1, {"CONTRARY": 1}, (0, 0))


async def test_contributions_are_counted_and_effects_are_summed_exactly(database: Database, pool: Pool) -> None:
    """Facts written as they are: the orientations and indicators that they cite are another slice's."""
    drafts = [*_weighed("a", Visibility.PUBLIC, "0.1"), *_weighed("b", Visibility.PUBLIC, "0.2")]
    drafts += _weighed("c", Visibility.BUREAU, "-10.5")
    made = tuple(new_entry(d, recorded_by="test", command=CommandRef("1", i)) for i, d in enumerate(drafts))
    async with Writer(lambda: connect(database.app_url), Engine(NOUNS, PROJECTION_VERSION, decode_entry)) as writer:
        await writer.append(Append(ledger=LEDGER, entries=made, opens="SIMULATED"))
    public, bureau = View(LEDGER, len(made), 0), View(LEDGER, len(made), Visibility.BUREAU.level)
    on = dt.date(2026, 8, 1)

    town, none = await delivery(pool, public, on, Dimension.ORIENTATION)
    assert (town.value, town.projects, town.contributions) == ("town", 2, {"STRONG": 2})
    assert town.effects == {"land": (Decimal("0.3"), 2)}
    assert (none.value, none.projects, none.contributions, none.effects) == (None, 1, {}, {})
    assert [each.value for each in await delivery(pool, bureau, on, Dimension.ORIENTATION)] == ["town", "water"]
    (all_,) = await delivery(pool, bureau, on, Dimension.EPCI)
    assert (all_.contributions, all_.effects) == (
        {"STRONG": 3, "CONTRARY": 1},
        {"land": (Decimal("-10.2"), 3)},
    )


def _weighed(project: str, visibility: Visibility, effect: str) -> list[Draft]:
    """A public project, and its review: strong for the town; in confidence, against the water as well."""
    on = dt.date(2026, 7, 1)
    of: dict[str, Any] = {"project": project, "review": project}
    town = OrientationAssessed(orientation="town", contribution=Contribution.STRONG, reason="R")
    water = OrientationAssessed(orientation="water", contribution=Contribution.CONTRARY, reason="R")
    kind, land = ProjectKind.OTHER, EffectExpected(indicator="land", effect=effect, reason="R")
    weighed = (town,) if visibility is Visibility.PUBLIC else (town, water)
    facts: tuple[ReviewFact, ...] = (
        ReviewHeld(**of),
        AssessmentMade(**of, orientations=weighed, effects=(land,)),
        ReviewConcluded(**of, outcome=ReviewOutcome.SUPPORTS, reasons="R"),
    )
    registered = ProjectRegistered(project=project, title="T", kind=kind, owner=MEMBER, communes=(COMMUNE,))
    return [
        Draft(fact=registered, effective_on=on),
        *(Draft(fact=fact, effective_on=on, visibility=visibility) for fact in facts),
    ]
