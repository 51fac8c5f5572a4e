"""An arbitration is settled: one of the options on the table, or a compromise, with reasons and conditions."""

from collections.abc import Iterator

from domain.core.entry import ActKind
from service.web.desk.filled import Filled, From, Planned
from service.web.desk.form import Field, Form, Group, Kind, Options, Scene
from service.web.desk.forms.parts import act_group, values
from service.web.site.say import Say


def _outcomes(scene: Scene, say: Say) -> Options:
    """Each open question with each of its options, and with a compromise."""
    return [
        choice
        for each in scene.data["arbitrations"]["nodes"]
        for choice in (
            *((f"{each['arbitration']}/{o['option']}", f"{each['subject']} → {o['label']}") for o in each["options"]),
            (f"{each['arbitration']}/", f"{each['subject']} → {say.word('desk.settlement.compromise')}"),
        )
    ]


def _commands(filled: Filled) -> Iterator[Planned]:
    arbitration, _, option = filled.said("settled").partition("/")
    yield filled.command(
        "settleArbitration",
        "settled",
        arbitration=From(arbitration, "settled"),
        option=From(option, "settled") if option else None,
        compromise=filled.text("compromise"),
        reasons=filled.text("reasons"),
        agreement=filled.text("agreement"),
        conditions=[
            {"condition": f"condition-{place}", "text": text}
            for place, text in enumerate(filled.lines("conditions"), start=1)
        ],
        reviewOn=filled.day("reviewOn"),
    )


FORM = Form(
    name="settlement",
    slug="arbitrage-tranche",
    groups=(
        Group(
            name="what",
            fields=(
                Field(name="settled", kind=Kind.CHOICE, required=True, options=_outcomes),
                Field(name="compromise", kind=Kind.AREA, most=4000),
                Field(
                    name="agreement",
                    kind=Kind.CHOICE,
                    required=True,
                    options=values("SettlementAgreement"),
                    default=lambda _: "CONSENSUS",
                ),
                Field(name="reasons", kind=Kind.AREA, required=True, most=4000),
                Field(name="conditions", kind=Kind.LINES, most=4000),
                Field(name="reviewOn", kind=Kind.DAY),
            ),
        ),
        act_group(ActKind.MINUTES),
    ),
    commands=_commands,
)
