"""How a harvester goes from page to page of a catalogue of many authorities."""

from service.web.opendata.catalog import _paging

ADDRESS = "https://greffe.example/catalog.jsonld"


def test_a_catalogue_of_one_page_says_nothing_of_pages() -> None:
    assert _paging(ADDRESS, 1, 1, "fr") == []


def test_a_page_names_the_first_the_last_and_those_beside_it() -> None:
    (middle,) = _paging(ADDRESS, 2, 3, "en")
    assert middle["@id"] == f"{ADDRESS}?page=2&lang=en"
    assert {name: value["@id"][len(ADDRESS) + 6] for name, value in middle.items() if name.startswith("hydra:")} == {
        "hydra:first": "1",
        "hydra:previous": "1",
        "hydra:next": "3",
        "hydra:last": "3",
    }
    (last,) = _paging(ADDRESS, 3, 3, "fr")
    assert "hydra:next" not in last
