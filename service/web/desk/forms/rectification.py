"""An entry was wrong: it is struck, and nothing, or the same with another day or person, stands in its place."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from domain.core.entry import ActKind
from domain.register import COMMANDS
from service.command_shape import lower_camel, slots_of
from service.web.desk.filled import Filled, Planned, Problem
from service.web.desk.form import Field, Form, Group, Kind, Options, Scene
from service.web.desk.forms.parts import act_group
from service.web.site.say import Say

_NOTHING, _CORRECTED = "nothing", "corrected"

COMMAND_OF: Final[Mapping[str, str]] = {
    "SeatFilled": "fillSeat",
    "SeatVacated": "vacateSeat",
    "ResignationTendered": "tenderResignation",
    "PreventionRecorded": "recordPrevention",
    "PreventionLifted": "liftPrevention",
    "ActingDesignated": "designateActing",
    "MandateStarted": "startMandate",
    "MandateEnded": "endMandate",
    "OfficeStarted": "startOffice",
    "OfficeEnded": "endOffice",
    "CouncilBriefed": "recordBriefing",
    "ReviewHeld": "holdReview",
    "ReviewConcluded": "concludeReview",
    "FunctionsDelegated": "delegateFunctions",
    "SignatureDelegated": "delegateSignature",
}
"""For a kind of fact, the command that leads to it alone: its fields are those of the fact."""


def _hows(scene: Scene, say: Say) -> Options:
    kinds = (_CORRECTED, _NOTHING) if _type(scene) in COMMAND_OF else (_NOTHING,)
    return [(kind, say.word(f"desk.rectification.how.{kind}")) for kind in kinds]


def _type(scene: Scene) -> str:
    return str((scene.data.get("entry") or {}).get("type", ""))


def _commands(filled: Filled) -> Iterator[Planned]:
    entry = filled.scene.data.get("entry") or {}
    replacement = []
    if filled.said("how") == _CORRECTED and _type(filled.scene) in COMMAND_OF:
        replacement = [_again(entry, filled)]
    yield Planned(
        "rectify",
        {
            "entry": int(filled.scene.entry or 0),
            "reason": filled.text("reason"),
            "act": filled.act(),
            "replacement": replacement,
        },
        "how",
    )


def _again(entry: Mapping[str, Any], filled: Filled) -> Planned:
    """The command that says the same as the entry, but for what is corrected."""
    name = COMMAND_OF[entry["type"]]
    fact, slots = _camel(entry["fact"]), slots_of(COMMANDS[name])
    said = {key: value for key, value in fact.items() if key in slots}
    act = {key: value for key, value in (entry["act"] or {}).items() if value is not None}
    said |= {"on": filled.day("newOn") or entry["effectiveOn"], "act": act or None, "visibility": entry["visibility"]}
    if (who := filled.person("person")) is not None and "person" in slots:
        said["person"] = who
    return Planned(name, said)


def _camel(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {lower_camel(key): _camel(each) for key, each in value.items()}
    return [_camel(each) for each in value] if isinstance(value, list) else value


def _check(filled: Filled) -> Iterator[Problem]:
    if filled.said("how") == _CORRECTED and not (filled.said("newOn") or filled.person("person")):
        yield Problem.of("newOn", "nothing_corrected")


FORM = Form(
    name="rectification",
    slug="rectification",
    of_entry=True,
    groups=(
        Group(
            name="what",
            fields=(
                Field(name="reason", kind=Kind.AREA, required=True, most=4000),
                Field(name="how", kind=Kind.CHOICE, required=True, options=_hows),
                Field(name="newOn", kind=Kind.DAY),
                Field(name="person", kind=Kind.PERSON),
            ),
        ),
        act_group(ActKind.CERTIFICATE, effect=False),
    ),
    commands=_commands,
    check=_check,
)
