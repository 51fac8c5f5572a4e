"""An installation sitting: the assembly's new term and its delegates, then the bureau with its president,
vice-presidents in rank and other members: one act, one list of commands (CGCT L5211-8 to L5211-10)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from domain.core.entry import ActKind
from service.web.desk.filled import Filled, From, Planned, Problem
from service.web.desk.form import Field, Form, Group, Kind, Options, Scene
from service.web.desk.forms.election import ballot
from service.web.desk.forms.parts import act_group, members
from service.web.site.say import Say

_BALLOT = (
    Field(name="round", kind=Kind.NUMBER),
    Field(name="cast", kind=Kind.NUMBER),
    Field(name="for", kind=Kind.NUMBER),
    Field(name="blank", kind=Kind.NUMBER),
)
_SEAT = (
    Field(name="person", kind=Kind.PERSON),
    Field(name="member", kind=Kind.CHOICE, options=members),
    *_BALLOT,
)


def _assembly(scene: Scene) -> Mapping[str, Any] | None:
    """The assembly that elects the bureau, by its kind."""
    found = (each for each in scene.authority["bodies"] if each["kind"] == "ASSEMBLY")
    return next(found, None)


def _bureaux(scene: Scene, say: Say) -> Options:
    """What may be formed: any body but the assembly, the bureau first."""
    listed = [each for each in scene.authority["bodies"] if each["kind"] != "ASSEMBLY"]
    return say.bodies(sorted(listed, key=lambda each: each["kind"] != "BUREAU"))


def _first(scene: Scene) -> str:
    return next((each["id"] for each in scene.authority["bodies"] if each["kind"] == "BUREAU"), "")


def _delegates(scene: Scene, say: Say) -> Sequence[tuple[str, str]]:
    """The assembly's seats as they are: a new term has the same, unless the statutes changed."""
    seats = (scene.data.get("composition") or {}).get("seats", ())
    return [
        (seat["seat"], f"{seat['seat']} — {say.text(seat['label'])} — {say.organization(seat['onBehalfOf'])}")
        for seat in seats
        if seat["kind"] in ("FULL_DELEGATE", "ALTERNATE_DELEGATE")
    ]


def _seat(name: str, kind: str, row: Filled, **more: Any) -> dict[str, Any]:
    return {"seat": name, "kind": kind, "onBehalfOf": row.text("member"), **more}


def _commands(filled: Filled) -> Iterator[Planned]:
    if filled.yes("assembly"):
        yield from _installed(filled)
    president = next(iter(filled.rows("president")), None)
    vices, others = filled.rows("vices"), filled.rows("others")
    rows: list[tuple[str, str, Filled, dict[str, Any]]] = []
    rows += [("P", "PRESIDENT", president, {})] if president else []
    rows += [(f"VP{rank}", "VICE_PRESIDENT", row, {"rank": rank}) for rank, row in enumerate(vices, start=1)]
    kind = "BUREAU_MEMBER" if _kind(filled) == "BUREAU" else "MEMBER"
    rows += [(f"M{place}", kind, row, {}) for place, row in enumerate(others, start=1)]
    if not rows:
        return
    body = filled.text("bureau")
    seats = [_seat(name, kind, row, **more) for name, kind, row, more in rows]
    yield filled.command("formBody", "bureau", body=body, term=filled.text("term"), seats=seats)
    for name, _, row, _ in rows:
        if (who := row.person("person")) is not None:
            yield Planned(
                "fillSeat",
                {**filled.common(), "body": body, "seat": name, "person": who, "ballot": ballot(row)},
                row.name("person"),
            )


def _kind(filled: Filled) -> str:
    bodies = {each["id"]: each["kind"] for each in filled.scene.authority["bodies"]}
    return str(bodies.get(filled.said("bureau"), ""))


def _installed(filled: Filled) -> Iterator[Planned]:
    """The assembly with its seats, and who was designated to them."""
    known = {seat["seat"]: seat for seat in filled.scene.data["composition"]["seats"]}
    rows = {row.key: row for row in filled.rows("delegates")}
    seats: list[dict[str, Any]] = [
        {"seat": name, "kind": seat["kind"], "onBehalfOf": seat["onBehalfOf"]["id"]}
        for name, seat in known.items()
        if seat["onBehalfOf"]
    ]
    filling: list[tuple[str, Filled]] = [(name, rows[name]) for name in known if name in rows]
    for place, row in enumerate(filled.rows("added"), start=1):
        seats.append(_seat(f"A-{place}", "FULL_DELEGATE", row))
        filling.append((f"A-{place}", row))
    assembly = _assembly(filled.scene)
    body = From(assembly["id"] if assembly else "", "assembly")
    yield filled.command("installAssembly", "assembly", body=body, term=filled.text("term"), seats=seats)
    for name, row in filling:
        if (who := row.person("person")) is not None:
            said = {"body": body, "seat": name, "person": who, "manner": "DESIGNATION"}
            yield Planned("fillSeat", {**filled.common(), **said}, row.name("person"))


def _check(filled: Filled) -> Iterator[Problem]:
    if not (filled.yes("assembly") or filled.rows("president") or filled.rows("vices") or filled.rows("others")):
        yield Problem.of("term", "nobody_installed")


FORM = Form(
    name="installation",
    slug="installation",
    of_assembly=True,
    groups=(
        Group(
            name="term",
            fields=(
                Field(name="term", required=True, most=40),
                Field(name="bureau", kind=Kind.CHOICE, required=True, options=_bureaux, default=_first),
            ),
        ),
        act_group(ActKind.MINUTES),
        Group(name="president", rows=1, most_rows=1, fields=_SEAT),
        Group(name="vices", rows=3, most_rows=20, fields=_SEAT),
        Group(name="others", rows=2, fields=_SEAT),
        Group(name="assembly", fields=(Field(name="assembly", kind=Kind.YES),)),
        Group(name="delegates", prepare=_delegates, fields=(Field(name="person", kind=Kind.PERSON),)),
        Group(
            name="added",
            rows=1,
            fields=(
                Field(name="member", kind=Kind.CHOICE, required=True, options=members),
                Field(name="person", kind=Kind.PERSON),
            ),
        ),
    ),
    commands=_commands,
    check=_check,
)
