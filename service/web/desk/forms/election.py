"""A seat is filled: by election, with the totals of the ballot, by designation or by law."""

from collections.abc import Iterator
from typing import Any

from domain.core.entry import ActKind
from service.web.desk.filled import Filled, Planned
from service.web.desk.form import Field, Form, Group, Kind
from service.web.desk.forms.parts import act_group, seats, values


def ballot(filled: Filled) -> dict[str, Any] | None:
    """The totals of the decisive round; None when none are given."""
    said = {"votesCast": filled.number("cast"), "votesFor": filled.number("for"), "blank": filled.number("blank")}
    if said["votesCast"] is None and said["votesFor"] is None:
        return None
    return {"round": filled.number("round") or 1, **said}


def _commands(filled: Filled) -> Iterator[Planned]:
    yield filled.command(
        "fillSeat",
        "seat",
        body=filled.said("body"),
        seat=filled.text("seat"),
        person=filled.person("person"),
        manner=filled.text("manner"),
        ballot=ballot(filled),
    )


FORM = Form(
    name="election",
    slug="election",
    of_body=True,
    groups=(
        Group(
            name="who",
            fields=(
                Field(
                    name="seat",
                    kind=Kind.CHOICE,
                    required=True,
                    options=lambda scene, say: [*seats(scene, say, held=False), *seats(scene, say, held=True)],
                ),
                Field(name="person", kind=Kind.PERSON, required=True),
                Field(
                    name="manner",
                    kind=Kind.CHOICE,
                    required=True,
                    options=values("Manner"),
                    default=lambda _: "ELECTION",
                ),
            ),
        ),
        Group(
            name="ballot",
            fields=(
                Field(name="round", kind=Kind.NUMBER),
                Field(name="cast", kind=Kind.NUMBER),
                Field(name="for", kind=Kind.NUMBER),
                Field(name="blank", kind=Kind.NUMBER),
            ),
        ),
        act_group(ActKind.MINUTES),
    ),
    commands=_commands,
)
