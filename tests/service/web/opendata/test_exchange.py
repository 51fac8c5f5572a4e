"""The formats of others, read by the libraries of others: calendars, feeds, maps, Popolo, the catalogue."""

import datetime as dt
from typing import Any, Final

import feedparser
import jsonschema
import msgspec
import pytest
from icalendar import Calendar

from service.database import Database
from service.demo.sittings import DEMO_LEDGER
from service.web.opendata import exports
from service.web.opendata.feeds import OF_COMPOSITION, OF_DECISIONS
from service.web.opendata.lists import LISTS
from service.web.opendata.publication import SCDL
from tests.service.api.harness import LEDGER, Api, command, install
from tests.service.web.opendata.conftest import DAY, Files, served

TEXT: Final = {"type": "string", "minLength": 1}
DATE: Final = {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}){0,2}$"}
POPOLO: Final[dict[str, Any]] = {
    "persons": {
        "required": ["id"],
        "properties": {"id": TEXT, "name": TEXT, "given_name": TEXT, "family_name": TEXT, "death_date": DATE},
    },
    "organizations": {
        "required": ["id", "name"],
        "properties": {
            "id": TEXT,
            "name": TEXT,
            "classification": TEXT,
            "parent_id": TEXT,
            "identifiers": {
                "type": "array",
                "items": {"required": ["identifier"], "properties": {"identifier": TEXT, "scheme": TEXT}},
            },
        },
    },
    "posts": {
        "required": ["id", "label", "role", "organization_id"],
        "properties": {"id": TEXT, "label": TEXT, "role": TEXT, "organization_id": TEXT},
    },
    "memberships": {
        "required": ["person_id", "organization_id"],
        "properties": {
            **dict.fromkeys(("id", "person_id", "organization_id", "post_id", "on_behalf_of_id", "role"), TEXT),
            **dict.fromkeys(("start_date", "end_date"), DATE),
        },
    },
}
"""What Popolo's specification asks of each class, of the fields that are used here."""


async def test_sessions_are_events_in_paris(files: Files) -> None:
    response = await files.get("seances.ics", on=DAY)
    assert response.headers["content-type"].startswith("text/calendar")
    assert b"\r\n" in response.content
    assert max(map(len, response.content.split(b"\r\n"))) <= 75
    calendar = Calendar.from_ical(response.content)
    events = {str(event["UID"]): event for event in calendar.events}
    sessions = (await files.json("seances.json", on=DAY))["items"]
    assert len(events) == len(sessions) == len(calendar.events)
    assert calendar.timezones[0].tz_name == "Europe/Paris"
    told = events[f"session-2026-12-10@{DEMO_LEDGER}.greffe"]
    assert isinstance(told.start, dt.datetime)
    assert told.start.astimezone(dt.UTC) == dt.datetime(2026, 12, 10, 17, tzinfo=dt.UTC)
    assert told.errors == calendar.errors == []
    assert "Débat d'orientation budgétaire" in str(told["DESCRIPTION"])


async def test_a_deadline_is_an_event_of_the_whole_day_and_names_nobody(files: Files) -> None:
    calendar = Calendar.from_ical((await files.get("echeances.ics", on=DAY)).content)
    items = (await files.json("echeances.json", on=DAY))["items"]
    assert len({str(event["UID"]) for event in calendar.events}) == len(calendar.events) == len(items)
    for event, item in zip(calendar.events, items, strict=True):
        assert type(event.start) is dt.date
        assert event.start.isoformat() == item["due"]
        assert event.end - event.start == dt.timedelta(days=1)
    people = {item["person"]["name"] for item in items if item["person"]}
    assert people, "some deadlines concern someone"
    assert not any(name in str(event["SUMMARY"]) for event in calendar.events for name in people)


async def test_an_event_keeps_its_name_whatever_day_it_is(files: Files) -> None:
    found = []
    for day in ("2026-06-01", DAY):
        calendar = Calendar.from_ical((await files.get("echeances.ics", on=day)).content)
        found.append({str(event["SUMMARY"]): str(event["UID"]) for event in calendar.events})
    both = found[0].keys() & found[1].keys()
    assert not any("-2@" in uid for each in found for uid in each.values()), "each is told apart by what it is"
    assert len(both) > 10
    assert all(found[0][name] == found[1][name] for name in both)


async def test_a_calendar_is_the_same_bytes_until_something_is_recorded(files: Files) -> None:
    first = await files.get("seances.ics", on=DAY)
    again = await files.get("seances.ics", on=DAY, headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(("name", "types"), [("decisions.atom", OF_DECISIONS), ("compositions.atom", OF_COMPOSITION)])
async def test_a_feed_tells_what_was_recorded_last(files: Files, name: str, types: tuple[str, ...]) -> None:
    response = await files.get(name, on=DAY)
    feed = feedparser.parse(response.content)
    assert (feed.bozo, feed.version) == (False, "atom10")
    assert feed.feed.id == f"urn:greffe:{DEMO_LEDGER}:{name.partition('.')[0]}"
    assert [link.rel for link in feed.feed.links] == ["self", "alternate", "license"]
    assert feed.feed.author
    assert len(feed.entries) == 50
    journal = {item["position"]: item for item in (await files.json("journal.json"))["items"]}
    positions = [int(entry.id.rpartition(":")[2]) for entry in feed.entries]
    assert positions == [p for p in sorted(journal, reverse=True) if journal[p].get("type") in types][:50]
    for entry, position in zip(feed.entries, positions, strict=True):
        assert entry.published == journal[position]["recordedAt"]
        assert entry.updated >= entry.published
        assert entry.title
    assert feed.feed.updated == max(entry.updated for entry in feed.entries)


async def test_a_feed_names_people_as_the_api_does(files: Files) -> None:
    feed = feedparser.parse((await files.get("compositions.atom")).content)
    people = {item["name"] for item in (await files.json("personnes.json"))["items"]}
    assert sum(any(name in entry.title for name in people) for entry in feed.entries) > 40
    assert not any("p-" in entry.title for entry in feed.entries)


async def test_a_feed_is_given_as_it_was_then_and_an_entry_that_was_struck_is_updated(files: Files) -> None:
    then = feedparser.parse((await files.get("compositions.atom", at_position=800)).content)
    assert max(int(entry.id.rpartition(":")[2]) for entry in then.entries) <= 800
    journal = {item["position"]: item for item in (await files.json("journal.json"))["items"]}
    rectified = [(item["rectifies"], position) for position, item in journal.items() if item.get("rectifies")]
    struck, by = next((s, by) for s, by in rectified if journal[s]["type"] in OF_COMPOSITION)
    for position, updated in ((by - 1, journal[struck]["recordedAt"]), (by, journal[by]["recordedAt"])):
        feed = feedparser.parse((await files.get("compositions.atom", at_position=position)).content)
        (told,) = [entry for entry in feed.entries if entry.id.endswith(f":{struck}")]
        assert (told.published, told.updated) == (journal[struck]["recordedAt"], updated)


async def test_a_text_that_xml_cannot_hold_breaks_no_feed(database: Database) -> None:
    async with served(database) as files, Api(files.app, files.tokens["CLERK"]) as api:
        await install(api)
        title = "a\u0001 <b>&\uffff ]]>"
        await api.recorded(command("adoptDeliberation", decision="d", title=title, body="assembly"))
        feed = feedparser.parse((await files.get("decisions.atom", ledger=LEDGER)).content)
        assert feed.bozo is False
        assert len(feed.entries) == 1


async def test_projects_stand_on_the_map_in_the_order_of_the_standard(files: Files) -> None:
    response = await files.get("projets.geojson", on=DAY)
    assert response.headers["content-type"] == "application/geo+json"
    told = response.json()
    assert told["type"] == "FeatureCollection"
    projects = {item["project"]: item for item in (await files.json("projets.json", on=DAY))["items"]}
    assert {feature["id"] for feature in told["features"]} == set(projects)
    for feature in told["features"]:
        assert set(feature) == {"type", "id", "geometry", "properties"}
        place = projects[feature["id"]]["location"]
        if place is None:
            assert feature["geometry"] is None
            continue
        longitude, latitude = feature["geometry"]["coordinates"]
        assert (longitude, latitude) == (float(place["longitude"]), float(place["latitude"]))
        assert 1 < longitude < 4
        assert 44 < latitude < 46


async def test_popolo_is_made_of_its_classes_and_refers_to_what_is_there(files: Files) -> None:
    told = await files.json("popolo.json", on="2024-09-01", lang="en")
    for name, rule in POPOLO.items():
        schema = {"type": "array", "minItems": 1, "items": {"type": "object", "additionalProperties": False, **rule}}
        jsonschema.validate(told[name], schema)
        ids = [each["id"] for each in told[name]]
        assert len(set(ids)) == len(ids), name
    known = {name: {each["id"] for each in told[name]} for name in POPOLO}
    for each in told["memberships"]:
        assert each["person_id"] in known["persons"]
        assert each["organization_id"] in known["organizations"]
        assert each.get("post_id") is None or each["post_id"] in known["posts"]
    assert {each["organization_id"] for each in told["posts"]} <= known["organizations"]
    assert {each["parent_id"] for each in told["organizations"] if "parent_id" in each} <= known["organizations"]
    assert len(told["meta"]["loses"]) >= 5
    assert told["meta"]["asOf"]["on"] == "2024-09-01"


async def test_popolo_seats_who_sits_on_that_day(files: Files) -> None:
    told = await files.json("popolo.json", on="2024-09-01")
    held = {
        (each["post_id"].rpartition(":")[2], each["person_id"])
        for each in told["memberships"]
        if each["organization_id"] == "body:bureau"
    }
    seats = (await files.json("bureau.json", on="2024-09-01"))["items"]
    assert held == {(seat["seat"], seat["holder"]["id"]) for seat in seats if seat["holder"]}
    later = await files.json("popolo.json", on=DAY)
    assert later["memberships"] != told["memberships"]


async def test_the_catalogue_has_a_dataset_for_each_file_in_the_terms_of_dcat(files: Files) -> None:
    datasets: list[Any] = []
    for address in ("/catalog.jsonld", "catalog.jsonld"):
        response = await files.get(address)
        assert response.headers["content-type"] == "application/ld+json"
        catalogue, *datasets = response.json()["@graph"]
        assert catalogue["@type"] == "dcat:Catalog"
        assert [each["@id"] for each in catalogue["dcat:dataset"]] == [each["@id"] for each in datasets]
        assert {each["dct:identifier"] for each in datasets} == {
            f"{DEMO_LEDGER}/{export.name}" for export in exports("fr") if export.name != "catalogue"
        }
    for dataset in datasets:
        assert dataset["@type"] == "dcat:Dataset"
        assert {"dct:title", "dct:description", "dct:publisher", "dct:temporal", "dcat:theme"} <= set(dataset)
        for each in dataset["dcat:distribution"]:
            assert each["@type"] == "dcat:Distribution"
            assert {"dcat:mediaType", "dct:license", "dcat:accessURL", "dct:format"} <= set(each)
    (scdl,) = [each for each in datasets if each["dct:identifier"].endswith("/deliberations")]
    assert scdl["dcat:distribution"][0]["dct:conformsTo"]["@id"] == SCDL


async def test_every_address_of_the_catalogue_is_one_that_answers_with_its_media_type(files: Files) -> None:
    graph = (await files.get("/catalog.jsonld")).json()["@graph"]
    plain = set(LISTS) - {"bureau", "seances"}  # what the tests of lists ask for, each in both formats
    for dataset in graph[1:]:
        if dataset["dct:identifier"].partition("/")[2] in plain:
            continue
        for each in dataset["dcat:distribution"]:
            path = each["dcat:downloadURL"]["@id"].removeprefix("http://localhost")
            response = await files.get(path)
            assert response.status_code == 200, path
            assert each["dcat:mediaType"]["@id"].endswith(response.headers["content-type"].partition(";")[0])


async def test_a_catalogue_of_many_authorities_is_gone_through_page_by_page(
    files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (await files.get("/catalog.jsonld", page="2")).json()["code"] == "NO_SUCH_PAGE"
    for wrong in ("0", "-1", "x", "9" * 9):
        assert (await files.get("/catalog.jsonld", page=wrong)).status_code == 400
    assert (await files.get("/catalog.jsonld", on=DAY, foo="1")).json()["code"] == "UNKNOWN_PARAMETER"


async def test_a_register_that_nobody_opened_has_no_catalogue(database: Database) -> None:
    async with served(database) as files:
        assert (await files.get("/catalog.jsonld")).json()["code"] == "NO_AUTHORITY"


async def test_what_a_file_of_json_says_of_itself_comes_before_its_rows(files: Files) -> None:
    response = await files.get("bureau.json", on=DAY)
    assert list(msgspec.json.decode(response.content)) == [
        *("title", "description", "authority", "asOf", "licence", "items")
    ]
