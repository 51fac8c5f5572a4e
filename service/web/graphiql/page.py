"""The GraphiQL page and the files it needs, under a policy that lets nothing come from, or go to, another site."""

import hashlib
import html
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from service.graphql.responses import has_tag

STATIC: Final = Path(__file__).parent / "static"
STYLES: Final = ("graphiql.min.css", "page.css")
SCRIPTS: Final = ("react.production.min.js", "react-dom.production.min.js", "graphiql.min.js", "start.js")
MEDIA_TYPES: Final = {".css": "text/css", ".js": "text/javascript"}

# CodeMirror and Radix write style elements; under the other lines no style can call out.
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS: Final = {"x-content-type-options": "nosniff", "referrer-policy": "no-referrer"}


@dataclass(frozen=True)
class Tab:
    """One tab that a newcomer finds open; write its comments in French and in English."""

    query: str
    variables: Mapping[str, object] | None = None
    headers: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Asset:
    """A file, under a name that changes with its content: it may be kept for ever."""

    path: str
    content: bytes
    media_type: str


def graphiql_routes(tabs: Sequence[Tab], endpoint: str = "/graphql") -> list[Route]:
    """The page at /graphiql, its files at /static/graphiql/*; ``tabs`` are what it shows at first."""
    assets = {name: _asset(name) for name in (*STYLES, *SCRIPTS)}
    by_path = {asset.path: asset for asset in assets.values()}
    page = _page(assets, tabs, endpoint)
    tag = hashlib.sha256(page.encode()).hexdigest()[:32]

    async def show(request: Request) -> Response:
        headers = {**_HEADERS, "content-security-policy": POLICY, "cache-control": "no-cache", "etag": f'"{tag}"'}
        if has_tag(request.headers, tag):
            return Response(status_code=304, headers=headers)
        return HTMLResponse(page, headers=headers)

    async def give(request: Request) -> Response:
        asset = by_path.get(f"/static/graphiql/{request.path_params['name']}")
        if asset is None:
            return PlainTextResponse("Not found", 404, headers=_HEADERS)
        headers = {**_HEADERS, "cache-control": "public, max-age=31536000, immutable"}
        return Response(asset.content, headers=headers, media_type=asset.media_type)

    return [Route("/graphiql", show), Route("/static/graphiql/{name}", give)]


def _asset(name: str) -> Asset:
    content = (STATIC / name).read_bytes()
    stem, suffix = Path(name).stem, Path(name).suffix
    digest = hashlib.sha256(content).hexdigest()[:16]
    return Asset(f"/static/graphiql/{stem}.{digest}{suffix}", content, MEDIA_TYPES[suffix])


def _page(assets: Mapping[str, Asset], tabs: Sequence[Tab], endpoint: str) -> str:
    styles = "\n".join(f'<link rel="stylesheet" href="{assets[name].path}">' for name in STYLES)
    scripts = "\n".join(f'<script src="{assets[name].path}" defer></script>' for name in SCRIPTS)
    settings = {"endpoint": endpoint, "tabs": [_tab(tab) for tab in tabs]}
    # "<" never stands in the JSON as such: no query can close the element that holds it.
    data = json.dumps(settings, ensure_ascii=False).replace("<", "\\u003c")
    return f"""<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Greffe · GraphiQL</title>
<link rel="icon" href="data:,">
{styles}
<script type="application/json" id="settings">{data}</script>
{scripts}
</head>
<body>
<div id="graphiql"></div>
<noscript>
<p>GraphiQL a besoin de JavaScript. L'API répond à <code>{html.escape(endpoint)}</code> sans lui.</p>
<p lang="en">GraphiQL needs JavaScript. The API answers at <code>{html.escape(endpoint)}</code> without it.</p>
</noscript>
</body>
</html>
"""


def _tab(tab: Tab) -> dict[str, str | None]:
    return {
        "query": tab.query,
        "variables": json.dumps(tab.variables, ensure_ascii=False, indent=2) if tab.variables else None,
        "headers": json.dumps(tab.headers, ensure_ascii=False, indent=2) if tab.headers else None,
    }
