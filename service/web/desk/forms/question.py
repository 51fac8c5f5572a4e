"""A question is put to arbitration: to whom, and between what."""

from collections.abc import Iterator

from domain.core.entry import ActKind
from service.web.desk.filled import Filled, Planned
from service.web.desk.form import Field, Form, Group, Kind
from service.web.desk.forms.parts import act_group, members, named, themes


def _commands(filled: Filled) -> Iterator[Planned]:
    options = filled.lines("options")
    yield filled.command(
        "openArbitration",
        "subject",
        arbitration=named(filled, "arbitrage"),
        subject=filled.text("subject"),
        question=filled.text("question"),
        parties=filled.many("parties"),
        themes=filled.many("themes"),
        options=[{"option": f"option-{place}", "label": label} for place, label in enumerate(options, start=1)],
    )


FORM = Form(
    name="question",
    slug="arbitrage",
    groups=(
        Group(
            name="what",
            fields=(
                Field(name="subject", required=True, most=200),
                Field(name="question", kind=Kind.AREA, required=True, most=4000),
                Field(name="options", kind=Kind.LINES, most=4000),
                Field(name="parties", kind=Kind.MANY, required=True, options=members),
                Field(name="themes", kind=Kind.MANY, options=themes),
            ),
        ),
        act_group(ActKind.LETTER),
    ),
    commands=_commands,
)
