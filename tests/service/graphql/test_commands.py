"""Commands read from plain JSON, as a line of a file or a GraphQL variable holds them."""

import datetime as dt
from typing import Any

import pytest

from service.command_sentences import SENTENCES
from service.commands import MAX_COMMANDS, MAX_TEXT, InvalidCommand, command_registry, decode_command, decode_commands
from tests.service.graphql.vocabulary import COMMANDS, Chair, Colour, Mend, OpenRoom, TakeChair

REGISTRY = command_registry(COMMANDS)
TAKE: dict[str, Any] = {"on": "2026-03-15", "chair": {"name": "VP1"}}


def take(**changes: object) -> list[object]:
    return [{"takeChair": {**TAKE, **changes}}]


def room(*chairs: object, **changes: object) -> list[object]:
    return [{"openRoom": {"on": "2026-03-15", "chairs": list(chairs), **changes}}]


def mend(**changes: object) -> list[object]:
    return [{"mend": {"on": "2026-03-15", "entry": 1, **changes}}]


def refusal(items: object) -> InvalidCommand:
    with pytest.raises(InvalidCommand) as refused:
        decode_commands(items, REGISTRY)
    assert refused.value.__cause__ is None
    assert set(refused.value.messages) == {"fr", "en"}
    return refused.value


def test_a_registry_names_commands_in_lower_camel_case() -> None:
    assert {"takeChair": TakeChair, "openRoom": OpenRoom, "mend": Mend} == REGISTRY


def test_commands_come_out_in_order_with_their_nested_values() -> None:
    items = [
        {"takeChair": {**TAKE, "spareChair": {"name": "M1", "onBehalfOf": "epci:1"}, "colour": "AZURE"}},
        {"openRoom": {"on": "2026-03-16", "chairs": [{"name": "P", "rank": 1}], "openedAt": "2026-03-16T10:00:00Z"}},
        {
            "mend": {
                "on": "2026-03-17",
                "entry": 3,
                "instead": [{"takeChair": TAKE}],
                "otherwise": {"openRoom": {"on": "2026-03-16", "chairs": []}},
            }
        },
    ]
    day = dt.date(2026, 3, 15)
    plain = TakeChair(on=day, chair=Chair(name="VP1"))
    assert decode_commands(items, REGISTRY) == [
        TakeChair(
            on=day, chair=Chair(name="VP1"), spare_chair=Chair(name="M1", on_behalf_of="epci:1"), colour=Colour.BLUE
        ),
        OpenRoom(
            on=dt.date(2026, 3, 16),
            chairs=(Chair(name="P", rank=1),),
            opened_at=dt.datetime(2026, 3, 16, 10, tzinfo=dt.UTC),
        ),
        Mend(
            on=dt.date(2026, 3, 17),
            entry=3,
            instead=(plain,),
            otherwise=OpenRoom(on=dt.date(2026, 3, 16), chairs=()),
        ),
    ]
    assert decode_command({"takeChair": TAKE}, REGISTRY, "line 4") == plain


@pytest.mark.parametrize(
    ("items", "path", "code"),
    [
        ([], "commands", "EMPTY_LIST"),
        ({}, "commands", "NOT_A_LIST"),
        ("take", "commands", "NOT_A_LIST"),
        ([{}] * (MAX_COMMANDS + 1), "commands", "TOO_MANY_COMMANDS"),
        ([3], "commands.0", "NOT_AN_OBJECT"),
        ([{}], "commands.0", "NOT_ONE_COMMAND"),
        ([*take(), {"takeChair": TAKE, "mend": {}}], "commands.1", "NOT_ONE_COMMAND"),
        ([{"takeChairs": TAKE}], "commands.0.takeChairs", "UNKNOWN_COMMAND"),
        ([{"takeChair": None}], "commands.0.takeChair", "NOT_AN_OBJECT"),
        (take(spare=1), "commands.0.takeChair.spare", "UNKNOWN_FIELD"),
        (take(type="TakeChair"), "commands.0.takeChair.type", "UNKNOWN_FIELD"),
        (take(chair={"name": "A", "on_behalf_of": "x"}), "commands.0.takeChair.chair.on_behalf_of", "UNKNOWN_FIELD"),
        ([{"takeChair": {"on": "2026-03-15"}}], "commands.0.takeChair.chair", "MISSING_FIELD"),
        (take(spareChair={}), "commands.0.takeChair.spareChair.name", "MISSING_FIELD"),
        (take(chair="VP1"), "commands.0.takeChair.chair", "NOT_AN_OBJECT"),
        (take(chair={"name": "vp"}), "commands.0.takeChair.chair.name", "REFUSED_VALUE"),
        (take(chair={"name": "VP1\n"}), "commands.0.takeChair.chair.name", "LINE_BREAK"),
        (
            room({"name": "A"}, {"name": "B", "onBehalfOf": "x" * 11}),
            "commands.0.openRoom.chairs.1.onBehalfOf",
            "REFUSED_VALUE",
        ),
        (room({"name": "A", "rank": 0}), "commands.0.openRoom.chairs.0.rank", "REFUSED_VALUE"),
        (room(*[{"name": "A"}] * 4), "commands.0.openRoom.chairs", "REFUSED_VALUE"),
        (take(colour="GREEN"), "commands.0.takeChair.colour", "REFUSED_VALUE"),
        (take(urgent="true"), "commands.0.takeChair.urgent", "REFUSED_VALUE"),
        (take(urgent=None), "commands.0.takeChair.urgent", "REFUSED_VALUE"),
        (take(chair=[TAKE["chair"]]), "commands.0.takeChair.chair", "NOT_AN_OBJECT"),
        ([{"openRoom": {"on": "2026-03-15", "chairs": {"name": "A"}}}], "commands.0.openRoom.chairs", "REFUSED_VALUE"),
        (take(on="2026-02-30"), "commands.0.takeChair.on", "IMPOSSIBLE_DATE"),
        (take(on="15/03/2026"), "commands.0.takeChair.on", "IMPOSSIBLE_DATE"),
        (take(on="20260315"), "commands.0.takeChair.on", "REFUSED_VALUE"),
        (take(on="1026-03-15"), "commands.0.takeChair.on", "DATE_OUT_OF_RANGE"),
        (take(on="3026-03-15"), "commands.0.takeChair.on", "DATE_OUT_OF_RANGE"),
        (room(openedAt="2026-03-16T10:00:00"), "commands.0.openRoom.openedAt", "NAIVE_INSTANT"),
        (room(openedAt="0001-01-01T10:00:00Z"), "commands.0.openRoom.openedAt", "DATE_OUT_OF_RANGE"),
        (room(labels=["a", "b\0"]), "commands.0.openRoom.labels.1", "NUL_CHARACTER"),
        (room(labels=["a\ud800"]), "commands.0.openRoom.labels.0", "LONE_SURROGATE"),
        (room(labels=["a" * (MAX_TEXT + 1)]), "commands.0.openRoom.labels.0", "TEXT_TOO_LONG"),
        ([{"\0": {}}], "commands.0", "NUL_CHARACTER"),
        (mend(entry=2**53), "commands.0.mend.entry", "INTEGER_TOO_LARGE"),
        (mend(entry=1.5), "commands.0.mend.entry", "REFUSED_VALUE"),
        ([{"mend": {"on": "2026-03-15"}}], "commands.0.mend.entry", "MISSING_FIELD"),
        (mend(instead={}), "commands.0.mend.instead", "NOT_A_LIST"),
        (mend(instead=None), "commands.0.mend.instead", "NOT_A_LIST"),
        (mend(instead=[None]), "commands.0.mend.instead.0", "NOT_AN_OBJECT"),
        (mend(instead=[{}]), "commands.0.mend.instead.0", "NOT_ONE_COMMAND"),
        (mend(instead=[{"mend": {}}]), "commands.0.mend.instead.0.mend", "UNKNOWN_COMMAND"),
        (
            mend(instead=[{"takeChair": {**TAKE, "chair": {"name": "?"}}}]),
            "commands.0.mend.instead.0.takeChair.chair.name",
            "REFUSED_VALUE",
        ),
        (mend(otherwise=[]), "commands.0.mend.otherwise", "NOT_AN_OBJECT"),
    ],
)
def test_what_cannot_be_read_is_refused_at_its_place(items: object, path: str, code: str) -> None:
    refused = refusal(items)
    assert (refused.path, refused.code) == (path, code)


def test_json_nested_past_python_s_stack_is_refused() -> None:
    deep: object = "x"
    for _ in range(5_000):
        deep = [deep]
    assert refusal([{"takeChair": {"on": deep}}]).code == "NESTED_TOO_DEEPLY"


def test_both_languages_say_the_limit() -> None:
    too_long = refusal(room({"name": "B", "onBehalfOf": "x" * 11}))
    assert too_long.messages == {
        "en": "Expected `str` of length <= 10.",
        "fr": "10 caractères au plus sont attendus.",
    }
    unknown = refusal([{"takeChairs": {}}])
    assert unknown.messages == {
        "en": "No command is called 'takeChairs'. Commands: mend, openRoom, takeChair.",
        "fr": "Aucune commande ne s'appelle 'takeChairs'. Commandes : mend, openRoom, takeChair.",
    }
    assert str(unknown) == f"commands.0.takeChairs: {unknown.messages['en']}"


def test_every_sentence_has_both_languages() -> None:
    assert all(english and french and english != french for english, french in SENTENCES.values())
