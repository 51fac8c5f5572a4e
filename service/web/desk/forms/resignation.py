"""A resignation: the letter arrives, or it is accepted and the seat falls vacant (CGCT L2122-15)."""

from collections.abc import Iterator

from domain.core.entry import ActKind
from service.web.desk.filled import Filled, Planned
from service.web.desk.form import Field, Form, Group, Kind
from service.web.desk.forms.parts import act_group, seats

_TENDERED, _ACCEPTED = "tendered", "accepted"


def _commands(filled: Filled) -> Iterator[Planned]:
    seat = {"body": filled.said("body"), "seat": filled.text("seat")}
    if filled.said("step") == _TENDERED:
        yield filled.command("tenderResignation", "seat", **seat)
    else:
        yield filled.command("vacateSeat", "seat", **seat, cause="RESIGNATION")


FORM = Form(
    name="resignation",
    slug="demission",
    of_body=True,
    groups=(
        Group(
            name="who",
            fields=(
                Field(
                    name="seat",
                    kind=Kind.CHOICE,
                    required=True,
                    options=lambda scene, say: seats(scene, say, held=True),
                ),
                Field(
                    name="step",
                    kind=Kind.CHOICE,
                    required=True,
                    options=lambda _, say: [
                        (step, say.word(f"desk.resignation.step.{step}")) for step in (_ACCEPTED, _TENDERED)
                    ],
                    default=lambda _: _ACCEPTED,
                ),
            ),
        ),
        act_group(ActKind.LETTER),
    ),
    commands=_commands,
)
