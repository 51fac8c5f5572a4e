"""Every list in both formats."""

import csv
import io

import pytest

from service.web.opendata.lists import LISTS
from tests.service.web.opendata.conftest import DAY, Files


@pytest.mark.parametrize("name", LISTS)
async def test_a_list_is_given_in_both_formats(files: Files, name: str) -> None:
    told = await files.json(f"{name}.json", on=DAY)
    lines = list(csv.reader(io.StringIO((await files.get(f"{name}.csv", on=DAY)).text, newline="")))
    print(name, len(told["items"]), len(lines[0]))
    print(dict(zip(lines[0], lines[1])))
    assert len(lines) - 1 == len(told["items"]) > 0
