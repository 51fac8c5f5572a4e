"""Deliberations in the format of SCDL: what the official schema validates, constraint by constraint."""

import csv
import io
import re
from pathlib import Path
from typing import Any

import frictionless
import msgspec
import pytest
from stdnum.fr import siret

from domain.rules.decisions import MATTERS
from service.database import Database
from service.settings import Settings
from service.web.opendata.publication import Publication
from service.web.opendata.scdl import FIELDS, address_of, matter_name, matter_of, values
from tests.service.api.harness import LEDGER, Api, command, install
from tests.service.web.opendata.conftest import DAY, Files, served

_BESIDE = Path("shared") / "data" / "deliberations-2.1.5.schema.json"
SCHEMA = next((each / _BESIDE for each in Path(__file__).parents if (each / _BESIDE).exists()), _BESIDE)
"""Beside the checkout, or beside the folder that holds its worktrees."""
DECISION: dict[str, Any] = {
    "decision": "d-1",
    "number": None,
    "title": "Objet",
    "adoptedOn": "2026-10-08",
    "matter": None,
    "budgetYear": None,
    "budgetName": None,
    "transmissions": [],
    "publications": [],
    "votes": None,
    "act": None,
}


@pytest.fixture(scope="module")
def official() -> dict[str, Any]:
    """The schema as it is published."""
    if not SCHEMA.exists():
        pytest.skip(f"the official schema is not beside this checkout ({SCHEMA.name})")
    read: dict[str, Any] = msgspec.json.decode(SCHEMA.read_bytes())
    return read


def _problems(text: str, official: dict[str, Any]) -> list[str]:
    """What the schema's own constraints, and its checks between columns, say against a file."""
    descriptor = {"fields": official["fields"]}
    resource = frictionless.Resource(
        data=list(csv.reader(io.StringIO(text, newline=""))),
        schema=frictionless.Schema.from_descriptor(descriptor),
    )
    found = [str(row) for row in resource.validate().flatten(["rowNumber", "fieldName", "message"])]
    for line in csv.DictReader(io.StringIO(text, newline="")):
        found += [f"{line['DELIB_ID']}: {name}" for name in _between_columns(line, official["custom_checks"])]
    return found


def _between_columns(line: dict[str, str], checks: list[dict[str, Any]]) -> list[str]:
    """Names of Validata's checks that a line fails; each is skipped where a value is missing, as it is there."""
    failed = []
    for check in checks:
        given = check["params"]
        value = line[given["column"]]
        match check["name"]:
            case "french-siret-value":
                fine = siret.is_valid(value)
            case "year-interval-value":
                fine = not value or re.fullmatch(r"\d{4}(/\d{4})?", value) is not None
            case "compare-columns-value":
                other = line[given["column2"]]
                fine = not (value and other) or _comparable(value) >= _comparable(other)
            case "sum-columns-value":
                parts = [line[name] for name in given["columns"]]
                fine = not (value and all(parts)) or int(value) == sum(map(int, parts))
            case "cohesive-columns-value":
                together = [value, *(line[name] for name in given["othercolumns"])]
                fine = all(together) or not any(together)
            case "nomenclature-actes-value":
                fields = {name.partition("/")[0].lower() for name in MATTERS.values()}
                fine = value.partition("/")[0] in fields and not re.search(r"\s/|/\s", value)
            case unknown:
                raise AssertionError(f"the schema has a check that this test does not know: {unknown}")
        if not fine:
            failed.append(f"{check['name']} {given}")
    return failed


def _comparable(value: str) -> tuple[int, str]:
    return (int(value), "") if value.isdigit() else (0, value)


@pytest.mark.parametrize("asked", [{"on": DAY}, {"on": "2021-09-01", "at_position": 600}, {"on": DAY, "lang": "en"}])
async def test_the_official_schema_validates_the_file(
    files: Files, official: dict[str, Any], asked: dict[str, Any]
) -> None:
    response = await files.get("deliberations.csv", **asked)
    assert response.status_code == 200
    assert _problems(response.text, official) == []
    assert tuple(field["name"] for field in official["fields"]) == FIELDS
    assert response.text.count("\r\n") > 5


async def test_the_check_sees_what_is_wrong(files: Files, official: dict[str, Any]) -> None:
    text = (await files.get("deliberations.csv", on=DAY)).text
    assert _problems(text.replace("25000000700014", "25000000700015"), official)
    assert _problems(text.replace(",7.6,", ",seven,"), official)
    assert _problems(text.replace("2026-11-12", "12/11/2026"), official)
    assert _problems(text.replace(",24,1,0,", ",24,2,0,"), official)


async def test_only_deliberations_that_were_adopted_are_there(files: Files) -> None:
    lines = await files.table("deliberations.csv", on=DAY)
    decisions = (await files.json("decisions.json", on=DAY))["items"]
    adopted = [each for each in decisions if each["kind"] == "DELIBERATION" and not each["rejected"]]
    assert [line["DELIB_ID"] for line in lines] == [each["number"] for each in adopted]
    assert any(each["rejected"] for each in decisions)
    assert any(each["kind"] != "DELIBERATION" for each in decisions)


async def test_a_title_that_is_a_formula_is_disarmed_and_still_valid(
    database: Database, official: dict[str, Any]
) -> None:
    async with served(database) as files, Api(files.app, files.tokens["CLERK"]) as api:
        await install(api)
        evil = '=HYPERLINK("http://evil.example";"x")'
        await api.recorded(
            command("adoptDeliberation", decision="d", title=evil, body="assembly", number="+1", matter="5.2")
        )
        (line,) = await files.table("deliberations.csv", ledger=LEDGER, on=DAY)
        assert (line["DELIB_OBJET"], line["DELIB_ID"], line["DELIB_MATIERE_CODE"]) == (f"'{evil}", "+1", "5.2")
        text = (await files.get("deliberations.csv", ledger=LEDGER, on=DAY)).text
        assert _problems(text, official) == []
        (row,) = await files.table("decisions.csv", ledger=LEDGER, on=DAY)
        assert row["Titre"] == f"'{evil}"
        assert (await files.json("decisions.json", ledger=LEDGER, on=DAY))["items"][0]["title"] == evil


def test_what_is_not_known_is_empty_and_what_is_required_is_made() -> None:
    made = dict(zip(FIELDS, values(DECISION, "SM", "25000000700014"), strict=True))
    assert made["DELIB_ID"] == "d-1"
    assert (made["DELIB_MATIERE_CODE"], made["DELIB_MATIERE_NOM"]) == (
        "9.1",
        "autres domaines de compétences/autres domaines de compétences des communes",
    )
    assert [name for name, value in made.items() if value is None] == list(FIELDS[7:])


def test_a_blank_vote_is_an_abstention_there_and_a_transmission_before_the_vote_is_no_date() -> None:
    votes = {"inOffice": 9, "voting": 8, "votesFor": 5, "votesAgainst": 1, "abstentions": 1, "blank": 1}
    transmitted = [{"on": "2026-10-01", "prefecture": "PREF015", "reference": None}]
    made = dict(zip(FIELDS, values(DECISION | {"votes": votes, "transmissions": transmitted}, "SM", "1"), strict=True))
    assert [made[name] for name in FIELDS[11:16]] == [9, 8, 5, 1, 2]
    assert (made["PREF_ID"], made["PREF_DATE"]) == ("PREF015", None)


@pytest.mark.parametrize(
    ("recorded", "code"),
    [("8.4", "8.4"), ("7.10", "7.10"), ("7.10.2", "7.10"), ("8.99", "9.1"), ("x", "9.1"), (None, "9.1")],
)
def test_a_matter_has_two_levels_of_the_nomenclature(recorded: str | None, code: str) -> None:
    assert matter_of(recorded) == code
    assert not re.search(r"[,()A-Z]", matter_name(code))


def test_an_address_is_one_that_can_be_followed() -> None:
    told = DECISION | {
        "publications": [{"url": None}, {"url": "javascript:alert(1)"}],
        "act": {"url": "https://a.fr/1"},
    }
    assert address_of(told) == "https://a.fr/1"
    assert address_of(DECISION) is None


def test_a_siret_is_the_deployments_or_that_of_the_first_establishment() -> None:
    made = Publication().siret("250000007")
    assert made.startswith("2500000070001")
    assert siret.is_valid(made)
    told = Settings.from_environment({"GREFFE_DATA_DIR": "/nowhere", "GREFFE_SIRETS": "25000000700022"})
    assert Publication.of(told).siret("250000007") == "25000000700022"
