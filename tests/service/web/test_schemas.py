"""Where partners read the schemas: today's, revalidated; and each version, for ever."""

from collections.abc import AsyncIterator

import httpx2
import pytest
from starlette.applications import Starlette

from domain.facts import FACT_TYPES
from service.ledger.fact_schemas import schema_of
from service.web.schemas import schema_routes


@pytest.fixture
async def client() -> AsyncIterator[httpx2.AsyncClient]:
    transport = httpx2.ASGITransport(app=Starlette(routes=schema_routes()))
    async with httpx2.AsyncClient(transport=transport, base_url="http://greffe.test") as client:
        yield client


async def test_the_index_leads_to_every_schema(client: httpx2.AsyncClient) -> None:
    index = (await client.get("/schemas")).json()
    assert index.keys() == FACT_TYPES.keys()
    for name, path in index.items():
        response = await client.get(path)
        assert (response.status_code, response.content) == (200, schema_of(name).text)
        assert response.headers["content-type"] == "application/schema+json"
        assert response.headers["cache-control"] == "public, max-age=31536000, immutable"


async def test_todays_is_revalidated(client: httpx2.AsyncClient) -> None:
    response = await client.get("/schemas/SeatFilled.json")
    assert (response.content, response.headers["cache-control"]) == (schema_of("SeatFilled").text, "public, no-cache")
    tag = response.headers["etag"]
    again = await client.get("/schemas/SeatFilled.json", headers={"if-none-match": f'"other", W/{tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert (await client.get("/schemas/SeatFilled.json", headers={"if-none-match": '"1-0"'})).status_code == 200


async def test_a_version_that_is_gone_leads_to_the_one_of_its_number_or_nowhere(client: httpx2.AsyncClient) -> None:
    moved = await client.get("/schemas/SeatFilled.json?version=1-0123456789abcdef")
    assert (moved.status_code, moved.headers["location"]) == (307, "/schemas/SeatFilled.json")
    assert "immutable" not in moved.headers["cache-control"]
    for wrong in ("/schemas/SeatFilled.json?version=2-0123456789abcdef", "/schemas/NoSuchFact.json", "/schemas/x"):
        assert (await client.get(wrong)).status_code == 404
