"""Cells: what a spreadsheet would run is disarmed, and all else comes back as it was."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.web.opendata.writing import cell, csv_line, disarmed, json_head, json_rows

FORMULAS = (
    '=HYPERLINK("http://evil.example","clic")',
    "=1+1",
    "+33 6 00 00 00 00",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    "\ufeff=1+1",
    "\uff1d1+1",
    "\uff0b1",
    "Bonjour;=1+1",
    "Bonjour\n=1+1",
    "Bonjour\t@A1",
    "a; -cmd",
)
HARMLESS = (
    "",
    "2026-10-12",
    "Délibération n° 3 = adoptée",
    "a@b.example",
    "1 - 2",
    "-1.5",
    "+2",
    "2,5",
    "l'eau; le sol",
)


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_preceded_by_an_apostrophe(text: str) -> None:
    assert re.search(r"(^|[;\t\r\n])['\s\ufeff]*'[=+\-@\uff1d\uff0b]", disarmed(text))
    assert disarmed(text).replace("'", "") == text.replace("'", "")


@pytest.mark.parametrize("text", HARMLESS)
def test_other_text_stays_as_it_is(text: str) -> None:
    assert disarmed(text) == text


@given(st.text())
def test_no_cell_begins_as_a_formula_however_the_file_is_cut(text: str) -> None:
    for delimiter in ",;\t":
        for row in csv.reader(
            io.StringIO(csv_line([text, "x"]).decode("utf-8", "replace"), newline=""), delimiter=delimiter
        ):
            for each in row:
                opened = each.lstrip('" \u00a0')
                assert not opened.startswith(("=", "+", "@", "\uff1d")) or re.fullmatch(
                    r'[+]?\d+([.,]\d+)?("|,x)*', opened
                )


@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs"])).filter(lambda text: disarmed(text) == text), min_size=1)
)
def test_a_line_is_read_back_as_it_was_written(values: list[str]) -> None:
    written = csv_line(values)
    assert written.endswith(b"\r\n")
    (read,) = csv.reader(io.StringIO(written.decode(), newline=""), strict=True)
    assert read == values


def test_a_cell_holds_nothing_several_values_or_json() -> None:
    assert [cell(each) for each in (None, True, False, 3, ["a", "b"], [])] == ["", "true", "false", "3", "a | b", ""]
    assert cell({"a": [1]}) == '{"a":[1]}'


def test_json_is_one_document_however_many_pages_it_came_in() -> None:
    import json

    pages: list[list[dict[str, object]]] = [[{"a": 1}], [{"a": 2}, {"a": "=1"}]]
    text = json_head({"title": "t"}) + json_rows(pages[0], first=True) + json_rows(pages[1], first=False) + b"\n]}\n"
    assert json.loads(text) == {"title": "t", "items": [{"a": 1}, {"a": 2}, {"a": "=1"}]}
    assert json.loads(json_head({"title": "t"}) + json_rows([], first=True) + b"\n]}\n")["items"] == []
