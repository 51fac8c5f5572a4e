"""A line of a file of commands: read by itself, refused by its code."""

import io

import pytest

from domain.people import RegisterPerson
from domain.seats import FillSeat
from service.cli.lines import InvalidCommand, Source, UnreadableLine, read_line, with_known
from tests.service.cli.office import command, file_of, line, registration

OPENING = b'{"commands": [{"openLedger": {"on": "2026-05-20"}}]'


@pytest.mark.parametrize(
    ("data", "code", "path"),
    [
        (b'{"commands": [', "NOT_JSON", ""),
        (b'{"commands": [NaN]}', "NOT_JSON", ""),
        (b'{"commands": "\\ud800"}', "NOT_JSON", ""),
        (b"\x00\x00", "NUL_CHARACTER", ""),
        (b'{"commands": "\xe9t\xe9"}', "NOT_UTF8", ""),
        (b'\xef\xbb\xbf{"commands": []}', "NOT_JSON", ""),
        (b"[1, 2]", "NOT_AN_OBJECT", ""),
        (b"{}", "NOT_A_LIST", "commands"),
        (b'{"commands": []}', "EMPTY_LIST", "commands"),
        (b'{"commands": [{"fillSeat": {}, "vacateSeat": {}}]}', "NOT_ONE_COMMAND", "commands.0"),
        (b'{"commands": [{"sing": {}}]}', "UNKNOWN_COMMAND", "commands.0.sing"),
        (b'{"commands": "x", "sing": 1}', "UNKNOWN_KEY", "sing"),
        (OPENING + b', "commandId": 7}', "WRONG_KIND", "commandId"),
        (OPENING + b', "authority": ["x"]}', "WRONG_KIND", "authority"),
        (OPENING + b', "expectedPosition": true}', "WRONG_KIND", "expectedPosition"),
        (OPENING + b', "expectedPosition": -1}', "WRONG_KIND", "expectedPosition"),
        (OPENING + b', "expectedPosition": 1e300}', "WRONG_KIND", "expectedPosition"),
        (OPENING + b', "recordedAt": "2026-05-20T10:00"}', "BAD_INSTANT", "recordedAt"),
        (OPENING + b', "recordedAt": 7}', "BAD_INSTANT", "recordedAt"),
        (b'{"a":' * 100_000, "NESTED_TOO_DEEPLY", ""),
        (b"x" * 1_000_001, "LINE_TOO_LONG", ""),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_request_is_refused_in_both_languages(data: bytes, code: str, path: str) -> None:
    with pytest.raises((UnreadableLine, InvalidCommand)) as caught:
        read_line(data, "otherwise")
    refused = caught.value
    assert isinstance(refused, UnreadableLine | InvalidCommand)
    assert (refused.code, refused.path) == (code, path)
    assert set(refused.messages) == {"fr", "en"}


def test_a_line_says_its_own_name_or_is_given_one() -> None:
    assert read_line(OPENING + b"}", "otherwise").command_id == "otherwise"
    assert read_line(OPENING + b', "commandId": null}', "otherwise").command_id == "otherwise"
    assert read_line(OPENING + b', "commandId": ""}', "otherwise").command_id == ""
    whole = read_line(OPENING + b', "recordedAt": "2026-05-20", "expectedPosition": 0}', "otherwise")
    assert whole.expected_position == 0
    assert whole.recorded_at is not None


def test_lines_keep_their_numbers_whatever_lies_between_them() -> None:
    content = b"\xef\xbb\xbf{}\r\n\n   \n" + b"x" * 3_000_000 + b"\n[]"
    found = list(Source(io.BytesIO(content), "").lines())
    assert [number for number, _ in found] == [1, 4, 5]
    assert (found[0][1], found[2][1]) == (b"{}", b"[]")
    assert 1_000_000 < len(found[1][1]) < 1_100_000


def test_aliases_of_earlier_lines_give_way_to_those_of_the_line_itself() -> None:
    seat = command("fillSeat", body="assembly", seat="A1", person="$a")
    (filled,) = with_known(read_line(file_of(line(seat)), "x").instructions, {"$a": "p-1"})
    assert isinstance(filled, FillSeat)
    assert filled.person == "p-1"
    own = line(*registration("$a")["commands"], seat)
    registered, filled_anew = with_known(read_line(file_of(own), "x").instructions, {"$a": "p-1"})
    assert isinstance(registered, RegisterPerson)
    assert isinstance(filled_anew, FillSeat)
    assert (registered.person, filled_anew.person) == ("$a", "$a")
