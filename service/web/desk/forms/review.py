"""A project is reviewed and the review concluded: what the committee makes of it, on which conditions."""

from collections.abc import Iterator
from typing import Final

from domain.core.entry import ActKind
from service.web.desk.filled import Filled, From, Planned
from service.web.desk.form import Field, Form, Group, Kind, Options, Scene
from service.web.desk.forms.parts import act_group, bodies, members, named, themes, values
from service.web.site.say import Say

_OVER: Final = ("ABANDONED", "DELIVERED")


def _subjects(scene: Scene, say: Say) -> Options:
    """Reviews that were held and wait for their conclusion, then the projects that may be reviewed."""
    projects = {each["project"]: each for each in scene.data["projects"]["nodes"]}
    waiting = [each for each in scene.data["reviews"]["nodes"] if each["concludedOn"] is None]
    held = [
        (
            f"review/{each['review']}",
            say.word(
                "desk.review.held",
                title=projects[each["project"]]["title"] if each["project"] in projects else each["project"],
                on=say.day(each["heldOn"]),
            ),
        )
        for each in waiting
    ]
    return [*held, *((f"project/{key}", each["title"]) for key, each in projects.items() if each["state"] not in _OVER)]


def _committee(scene: Scene) -> str:
    found = (each["id"] for each in scene.authority["bodies"] if each["kind"] == "STEERING_COMMITTEE")
    return next(found, "")


def _commands(filled: Filled) -> Iterator[Planned]:
    kind, _, name = filled.said("subject").partition("/")
    review: str | From = From(name, "subject")
    if kind != "review":
        review = named(filled, "revue")
        yield filled.command(
            "holdReview",
            "subject",
            review=review,
            project=From(name, "subject"),
            body=filled.text("committee"),
            people=[who for row in filled.rows("people") if (who := row.person("person"))],
            themes=filled.many("themes"),
        )
    yield filled.command(
        "concludeReview",
        "outcome",
        review=review,
        outcome=filled.text("outcome"),
        reasons=filled.text("reasons"),
        conditions=[
            {
                "condition": f"condition-{place}",
                "text": row.text("text"),
                "owner": row.text("owner"),
                "dueOn": row.day("due"),
            }
            for place, row in enumerate(filled.rows("conditions"), start=1)
        ],
    )


FORM = Form(
    name="review",
    slug="revue",
    groups=(
        Group(
            name="what",
            fields=(
                Field(name="subject", kind=Kind.CHOICE, required=True, options=_subjects),
                Field(name="committee", kind=Kind.CHOICE, options=bodies, default=_committee),
                Field(name="themes", kind=Kind.MANY, options=themes),
            ),
        ),
        Group(name="people", rows=2, fields=(Field(name="person", kind=Kind.PERSON),)),
        Group(
            name="conclusion",
            fields=(
                Field(name="outcome", kind=Kind.CHOICE, required=True, options=values("ReviewOutcome")),
                Field(name="reasons", kind=Kind.AREA, required=True, most=4000),
            ),
        ),
        Group(
            name="conditions",
            rows=1,
            most_rows=50,
            fields=(
                Field(name="text", kind=Kind.AREA, required=True, most=4000),
                Field(name="owner", kind=Kind.CHOICE, required=True, options=members),
                Field(name="due", kind=Kind.DAY, required=True),
            ),
        ),
        act_group(ActKind.MINUTES),
    ),
    commands=_commands,
)
