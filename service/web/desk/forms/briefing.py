"""Municipal councils were told of the strategy: which, by whom, with what."""

from collections.abc import Iterator

from domain.core.entry import ActKind
from service.web.desk.filled import Filled, Planned
from service.web.desk.form import Field, Form, Group, Kind, Options, Scene
from service.web.desk.forms.parts import act_group, named, themes
from service.web.site.say import Say


def _communes(scene: Scene, say: Say) -> Options:
    """Those that were not briefed first."""
    listed = sorted(scene.data["briefingCoverage"]["communes"], key=lambda each: each["briefed"])
    return [
        (
            each["commune"]["id"],
            say.organization(each["commune"]) + (f" ({say.word('desk.briefing.done')})" if each["briefed"] else ""),
        )
        for each in listed
    ]


def _commands(filled: Filled) -> Iterator[Planned]:
    yield filled.command(
        "recordBriefing",
        "communes",
        briefing=named(filled, "presentation"),
        communes=filled.many("communes"),
        by=[who for row in filled.rows("by") if (who := row.person("person"))],
        themes=filled.many("themes"),
        materials=filled.lines("materials"),
        attendees=filled.number("attendees"),
    )


FORM = Form(
    name="briefing",
    slug="conseil-informe",
    groups=(
        Group(
            name="what",
            fields=(
                Field(name="communes", kind=Kind.MANY, required=True, options=_communes),
                Field(name="themes", kind=Kind.MANY, options=themes),
                Field(name="materials", kind=Kind.LINES, most=4000),
                Field(name="attendees", kind=Kind.NUMBER),
            ),
        ),
        Group(name="by", rows=2, fields=(Field(name="person", kind=Kind.PERSON),)),
        act_group(ActKind.MINUTES),
    ),
    commands=_commands,
)
