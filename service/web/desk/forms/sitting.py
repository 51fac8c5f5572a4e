"""A sitting, prepared as a draft and recorded at once: convocation and agenda; then who was there, votes, decisions."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from service.web.desk.filled import Filled, From, Planned, Problem
from service.web.desk.form import Field, Form, Group, Kind, Options, Scene
from service.web.desk.forms.parts import plain_name, values
from service.web.site.say import Say

_PRESENT: Final = ("present", "excused")


def _holders(scene: Scene) -> dict[str, str]:
    """For a seat of the body, who holds it."""
    seats = (scene.data.get("composition") or {}).get("seats", ())
    return {seat["seat"]: seat["holder"]["id"] for seat in seats if seat["holder"]}


def _seats(scene: Scene, say: Say) -> Options:
    seats = (scene.data.get("composition") or {}).get("seats", ())
    return [(seat["seat"], f"{say.person(seat['holder'])} ({seat['seat']})") for seat in seats if seat["holder"]]


def _rows(scene: Scene, say: Say) -> Sequence[tuple[str, str]]:
    return _seats(scene, say)


def _commands(filled: Filled) -> Iterator[Planned]:
    held, items = filled.day("held"), filled.rows("agenda")
    session = f"{filled.said('body')[:24]}-{held.value if held else ''}"
    number = filled.text("act_number")
    yield _planned(
        "conveneSession",
        filled,
        "held",
        _act("LETTER", filled.day("sent"), filled.text("letter")),
        on=filled.day("sent"),
        session=session,
        body=filled.said("body"),
        heldOn=held,
        agenda=[_item(row, place) for place, row in enumerate(items, start=1)],
        startsAt=filled.text("starts"),
        places=filled.lines("places"),
        urgent=filled.yes("urgent"),
        noteSent=filled.yes("note"),
    )
    present = [row for row in filled.rows("there") if row.said("presence")]
    if not present:
        return
    minutes = _act("MINUTES", held, number)
    yield _opened(filled, present, session, minutes)
    for place, row in enumerate(items, start=1):
        if row.said("mode"):
            yield _planned("recordSessionVote", row, "mode", minutes, on=held, session=session, **_vote(row, place))
    for place, row in enumerate(items, start=1):
        if row.said("number"):
            yield _decided(filled, row, session, place)
    yield _planned("endSession", filled, "ended", minutes, on=held, session=session, endedAt=filled.text("ended"))


def _planned(command: str, filled: Filled, at: str, act: dict[str, Any], /, **fields: Any) -> Planned:
    told = {"act": act, **{key: value for key, value in fields.items() if value is not None}}
    return Planned(command, told, filled.name(at))


def _act(kind: str, date: From | None, number: From | None, title: From | None = None) -> dict[str, Any]:
    return {"kind": kind, "date": date, "number": number, "title": title}


def _item(row: Filled, place: int) -> dict[str, Any]:
    return {
        "item": f"point-{place}",
        "title": row.text("heading"),
        "nature": row.text("nature") or "ORDINARY",
        "themes": row.many("themes"),
    }


def _opened(filled: Filled, present: list[Filled], session: str, minutes: dict[str, Any]) -> Planned:
    who = _holders(filled.scene)

    def of(row: Filled, field: str) -> From | None:
        seat = row.said(field)
        return From(who.get(seat, seat), row.name(field)) if seat else None

    there = [From(who.get(row.key, ""), row.name("presence")) for row in present if row.said("presence") == "present"]
    excused = [From(who.get(row.key, ""), row.name("presence")) for row in present if row.said("presence") == "excused"]
    proxies = [
        {"giver": From(who.get(row.key, ""), row.name("bearer")), "bearer": of(row, "bearer")}
        for row in present
        if row.said("bearer")
    ]
    return _planned(
        "openSession",
        filled,
        "chair",
        minutes,
        on=filled.day("held"),
        session=session,
        present=[{"person": each} for each in there],
        chair=of(filled, "chair"),
        secretary=of(filled, "secretary"),
        excused=excused,
        proxies=proxies,
    )


def _vote(row: Filled, place: int) -> dict[str, Any]:
    return {
        "item": f"point-{place}",
        "mode": row.text("mode"),
        "votesFor": row.number("for"),
        "votesAgainst": row.number("against"),
        "abstentions": row.number("abstentions"),
        "blank": row.number("blank"),
    }


def _decided(filled: Filled, row: Filled, session: str, place: int) -> Planned:
    """The deliberation of an item, or that it was rejected."""
    act = _act("DELIBERATION", filled.day("held"), row.text("number"), row.text("heading"))
    name = plain_name(row.said("number"))
    rejected = row.said("outcome") == "rejected"
    return _planned(
        "rejectDecision" if rejected else "adoptDeliberation",
        row,
        "number",
        act,
        on=filled.day("held"),
        decision=From(name, row.name("number")),
        kind="DELIBERATION" if rejected else None,
        title=row.text("heading"),
        number=row.text("number"),
        matter=row.text("matter"),
        body=filled.said("body"),
        session=session,
        item=f"point-{place}",
        themes=row.many("themes"),
    )


def _check(filled: Filled) -> Iterator[Problem]:
    if not filled.rows("agenda"):
        yield Problem.of("agenda.0.heading", "no_agenda")
    if any(row.said("presence") == "present" for row in filled.rows("there")) and not filled.said("chair"):
        yield Problem.of("chair", "no_chair")


FORM = Form(
    name="sitting",
    slug="seance",
    of_body=True,
    groups=(
        Group(
            name="convocation",
            fields=(
                Field(name="sent", kind=Kind.DAY, required=True),
                Field(name="held", kind=Kind.DAY, required=True),
                Field(name="starts", most=5),
                Field(name="places", kind=Kind.LINES, most=1000),
                Field(name="letter", most=80),
                Field(name="note", kind=Kind.YES),
                Field(name="urgent", kind=Kind.YES),
            ),
        ),
        Group(
            name="agenda",
            rows=3,
            fields=(
                Field(name="heading", required=True, most=200),
                Field(name="nature", kind=Kind.CHOICE, options=values("AgendaNature")),
                Field(name="mode", kind=Kind.CHOICE, options=values("BallotMode", "SHOW_OF_HANDS", "SECRET_BALLOT")),
                Field(name="for", kind=Kind.NUMBER),
                Field(name="against", kind=Kind.NUMBER),
                Field(name="abstentions", kind=Kind.NUMBER),
                Field(name="blank", kind=Kind.NUMBER),
                Field(name="number", most=80),
                Field(
                    name="outcome",
                    kind=Kind.CHOICE,
                    options=lambda _, say: [
                        (each, say.word(f"desk.sitting.outcome.{each}")) for each in ("adopted", "rejected")
                    ],
                ),
                Field(name="matter", most=10),
            ),
        ),
        Group(
            name="there",
            prepare=_rows,
            fields=(
                Field(
                    name="presence",
                    kind=Kind.CHOICE,
                    options=lambda _, say: [(each, say.word(f"desk.sitting.{each}")) for each in _PRESENT],
                ),
                Field(name="bearer", kind=Kind.CHOICE, options=_seats),
            ),
        ),
        Group(
            name="room",
            fields=(
                Field(name="chair", kind=Kind.CHOICE, options=_seats),
                Field(name="secretary", kind=Kind.CHOICE, options=_seats),
                Field(name="ended", most=5),
                Field(name="act_number", most=80),
            ),
        ),
    ),
    commands=_commands,
    check=_check,
)
