"""GraphiQL's page: whole, from here alone, and kept for as long as its files do not change."""

import hashlib
import json
import re
from collections.abc import AsyncIterator

import httpx2
import pytest
from starlette.applications import Starlette

from service.web.graphiql.page import STATIC, Tab, graphiql_routes

TABS = [Tab("# Fermer </script> ici\nquery A { a }", {"t": "é"}, {"Authorization": "Bearer x"}), Tab("{ b }")]


@pytest.fixture
async def client() -> AsyncIterator[httpx2.AsyncClient]:
    app = Starlette(routes=graphiql_routes(TABS, "/graphql"))
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url="http://greffe") as client:
        yield client


async def test_everything_the_page_names_is_served_from_here_for_ever(client: httpx2.AsyncClient) -> None:
    page = await client.get("/graphiql")
    named = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert [name for name in named if not name.startswith("/static/graphiql/")] == ["data:,"]
    for name in named[1:]:
        response = await client.get(name)
        assert response.status_code == 200
        assert response.headers["content-type"].split(";")[0] in {"text/css", "text/javascript"}
        assert response.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert hashlib.sha256(response.content).hexdigest()[:16] in name
    assert len(named) == 1 + len(list(STATIC.iterdir()))


async def test_the_policy_names_no_other_site(client: httpx2.AsyncClient) -> None:
    policy = (await client.get("/graphiql")).headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self';")
    allowed = {source for line in policy.split("; ") for source in line.split()[1:]}
    assert allowed == {"'none'", "'self'", "'unsafe-inline'", "data:"}


async def test_the_tabs_are_carried_as_data_that_cannot_close_their_element(client: httpx2.AsyncClient) -> None:
    page = (await client.get("/graphiql")).text
    (data,) = re.findall(r'<script type="application/json" id="settings">(.*?)</script>', page, re.DOTALL)
    assert json.loads(data) == {
        "endpoint": "/graphql",
        "tabs": [
            {
                "query": "# Fermer </script> ici\nquery A { a }",
                "variables": '{\n  "t": "é"\n}',
                "headers": '{\n  "Authorization": "Bearer x"\n}',
            },
            {"query": "{ b }", "variables": None, "headers": None},
        ],
    }


async def test_an_unchanged_page_is_not_sent_again(client: httpx2.AsyncClient) -> None:
    etag = (await client.get("/graphiql")).headers["etag"]
    for known in (etag, f'"other", W/{etag}'):
        assert (await client.get("/graphiql", headers={"if-none-match": known})).status_code == 304


async def test_no_other_file_is_served(client: httpx2.AsyncClient) -> None:
    for name in ("start.js", "..%2Fpage.py", "page.py"):
        assert (await client.get(f"/static/graphiql/{name}")).status_code == 404


def test_the_vendored_files_are_those_of_the_list() -> None:
    lines = (STATIC.parent / "SHA256SUMS").read_text().splitlines()
    listed = {name: digest for digest, name in (line.split() for line in lines)}
    assert {name: hashlib.sha256((STATIC / name).read_bytes()).hexdigest() for name in listed} == listed
    assert {path.name for path in STATIC.iterdir()} - listed.keys() == {"start.js", "page.css"}
    assert not any(b"sourceMappingURL" in path.read_bytes() for path in STATIC.iterdir())
