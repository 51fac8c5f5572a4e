"""The registry: every list is a question that the API answers, with columns that have a name and a place in it."""

from typing import Final

import pytest
from graphql import GraphQLEnumType, GraphQLSchema

from service.graphql.limits import MAX_COST, known_document
from service.graphql.schema import schema
from service.messages.labels import LABELS
from service.messages.opendata import FILES, column_label, description_of, title_of
from service.messages.opendata_columns import COLUMNS
from service.web.opendata import exports
from service.web.opendata.enums import enum_of, type_of
from service.web.opendata.index import MEDIA_TYPES
from service.web.opendata.listing import Column, Listing, at_path, columns
from service.web.opendata.lists import LISTS
from tests.service.demo import every_query

CORE: Final[GraphQLSchema] = schema._schema
SHOWN_ELSEWHERE: Final = {
    "decisionsInForce": "decisions: inForce",
    "conditions": "conditions: state",
    "compatibility": "documents: relation, outcome",
    "auditTrail": "journal; the feeds",
}
"""Lists of the API that no file has under their own name, and the file that holds what they hold."""


@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_what_the_api_answers_within_its_cost(name: str) -> None:
    listing = LISTS[name]
    known = known_document(CORE, listing.document)
    assert known.invalid == []
    assert known.extent(None, {"first": listing.page}).cost <= MAX_COST
    if listing.each:
        assert known_document(CORE, listing.each.document).invalid == []


@pytest.mark.parametrize("name", LISTS)
def test_a_column_is_asked_for_and_has_a_name_of_its_own_in_both_languages(name: str) -> None:
    listing = LISTS[name]
    keys = [column.key for column in listing.columns]
    assert len(set(keys)) == len(keys)
    for language in ("fr", "en"):
        labels = [column_label(key, language) for key in keys]
        assert len(set(labels)) == len(labels)
    for column in listing.columns:
        assert type_of(listing, column) is not None, column


def test_every_label_is_of_a_column_and_every_title_of_a_file() -> None:
    assert {column.key for listing in LISTS.values() for column in listing.columns} == set(COLUMNS)
    assert {export.name for export in exports("fr")} == set(FILES)
    for name in FILES:
        assert title_of(name, "fr")
        assert description_of(name, "en")


def test_every_list_of_the_api_is_given() -> None:
    roots = {listing.path[0] for listing in LISTS.values()}
    assert set(every_query.lists()) - roots == set(SHOWN_ELSEWHERE)


def test_the_words_of_a_code_are_found_through_the_schema() -> None:
    found = {
        (listing.name, column.key): enum_of(listing, column)
        for listing in LISTS.values()
        for column in listing.columns
        if enum_of(listing, column) is not None
    }
    assert found["bureau", "kind"] == "SeatKind"
    assert found["delegations", "role"] == "AppointmentRole"
    assert found["trajectoire", "status"] == "TrajectoryStatus"
    assert all(isinstance(CORE.type_map[str(enum)], GraphQLEnumType) and enum in LABELS for enum in found.values())
    assert len(found) > 60


def test_a_value_is_found_through_lists_and_null() -> None:
    row = {"a": {"b": [{"c": 1}, {"c": None}, {}]}, "n": None}
    assert at_path(row, ("a", "b", "c")) == [1]
    assert at_path(row, ("n", "b")) is None
    assert columns("a b:x.y") == (Column("a", ("a",)), Column("b", ("x", "y")))


def test_a_row_for_each_item_shows_the_whole() -> None:
    spread = Listing("x", "", (), (), spread=("person", "held"))
    assert list(spread.rows([{"id": 1, "held": [{"k": 2}, {"k": 3}]}])) == [
        {"person": {"id": 1}, "k": 2},
        {"person": {"id": 1}, "k": 3},
    ]


def test_the_index_gives_the_addresses_of_an_authority() -> None:
    found = {export.name: export for export in exports("en")}
    assert found["bureau"].of("123456782") == {
        "json": "/data/123456782/bureau.json",
        "csv": "/data/123456782/bureau.csv",
    }
    assert found["bureau"].title == "Composition of the bureau"
    assert found["deliberations"].of("1") == {"csv": "/data/1/deliberations.csv"}
    assert all(set(export.addresses) <= set(MEDIA_TYPES) for export in found.values())
