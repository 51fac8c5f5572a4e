"""An order of delegation: functions by themes to an elected person, or signature to somebody of the staff."""

from collections.abc import Iterator
from typing import Any

from domain.core.entry import ActKind
from service.web.desk.filled import Filled, Planned
from service.web.desk.form import Field, Form, Group, Kind
from service.web.desk.forms.parts import act_group, named, themes, values

_FUNCTIONS, _SIGNATURE = "functions", "signature"


def _commands(filled: Filled) -> Iterator[Planned]:
    scope: dict[str, Any] = {"themes": filled.many("themes"), "powers": filled.many("powers")}
    scope |= {"limit": filled.text("limit"), "text": filled.text("text")}
    said = {
        "delegation": named(filled, "delegation"),
        "person": filled.person("person"),
        "scope": scope,
        "until": filled.day("until"),
    }
    if filled.said("kind") == _SIGNATURE:
        yield filled.command("delegateSignature", "themes", **said, function=filled.text("function"))
    else:
        yield filled.command("delegateFunctions", "themes", **said)


FORM = Form(
    name="delegation",
    slug="delegation",
    groups=(
        Group(
            name="who",
            fields=(
                Field(
                    name="kind",
                    kind=Kind.CHOICE,
                    required=True,
                    options=lambda _, say: [
                        (kind, say.word(f"desk.delegation.kind.{kind}")) for kind in (_FUNCTIONS, _SIGNATURE)
                    ],
                    default=lambda _: _FUNCTIONS,
                ),
                Field(name="person", kind=Kind.PERSON, required=True),
                Field(name="function", kind=Kind.CHOICE, options=values("StaffFunction")),
            ),
        ),
        Group(
            name="what",
            fields=(
                Field(name="themes", kind=Kind.MANY, options=themes),
                Field(name="powers", kind=Kind.MANY, options=values("AssemblyPower")),
                Field(name="limit", most=20),
                Field(name="text", kind=Kind.AREA, most=4000),
                Field(name="until", kind=Kind.DAY),
            ),
        ),
        act_group(ActKind.ORDER),
    ),
    commands=_commands,
)
