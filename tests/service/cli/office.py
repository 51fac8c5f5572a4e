"""A small authority as lines of a file."""

import json
from collections.abc import Mapping
from typing import Any

LEDGER = "200000008"
MEMBER = "epci:241500255"
ACT = {"kind": "MINUTES", "date": "2026-05-20", "number": "2026-01"}


def command(kind: str, /, on: str = "2026-05-20", **fields: Any) -> dict[str, Any]:
    """A command with an act."""
    return {kind: {"on": on, "act": ACT, **fields}}


def line(*commands: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """A line of the file."""
    return {"commands": list(commands), **more}


def opening(clock: str = "REAL", **more: Any) -> dict[str, Any]:
    """The first line: the ledger is opened."""
    return line(
        command("openLedger", clock=clock),
        command("registerAuthority", siren=LEDGER, name="SM du SCoT d'essai", legalForm="CLOSED_JOINT_SYNDICATE"),
        command("admitMember", organization=MEMBER),
        **{"authority": LEDGER, **more},
    )


def registration(alias: str, family_name: str = "Essai", **more: Any) -> dict[str, Any]:
    """A person, under an alias."""
    person = command("registerPerson", person=alias, givenName="Camille", familyName=family_name)
    return line(person, **more)


def whole_office() -> list[dict[str, Any]]:
    """An assembly of two and its president, people registered and seated on different lines."""
    mandates = (
        command("startMandate", person=who, organization=MEMBER, mandate="COMMUNITY_COUNCILLOR") for who in ("$a", "$b")
    )
    seats = [{"seat": f"A{i}", "kind": "FULL_DELEGATE", "onBehalfOf": MEMBER} for i in (1, 2)]
    bureau = [{"seat": "P", "kind": "PRESIDENT"}, {"seat": "VP1", "kind": "VICE_PRESIDENT", "rank": 1}]
    return [
        opening(),
        registration("$a", "Aubrac"),
        registration("$b", "Brezons"),
        line(*mandates),
        line(
            command("createBody", body="assembly", kind="ASSEMBLY", name="Comité syndical"),
            command("createBody", body="bureau", kind="BUREAU", name="Bureau", parent="assembly"),
            command("installAssembly", body="assembly", term="2026", seats=seats),
            command("fillSeat", body="assembly", seat="A1", person="$a", manner="DESIGNATION"),
            command("fillSeat", body="assembly", seat="A2", person="$b", manner="DESIGNATION"),
            command("formBody", body="bureau", term="2026", seats=bureau),
            command("fillSeat", body="bureau", seat="P", person="$a"),
        ),
    ]


def file_of(*lines: Mapping[str, Any] | bytes) -> bytes:
    """The bytes of a file."""
    return b"".join(one if isinstance(one, bytes) else json.dumps(one).encode() + b"\n" for one in lines)
