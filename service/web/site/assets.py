"""The site's own files, under names that change with their content: each may be kept for ever."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

STATIC: Final = Path(__file__).parent / "static"
_TYPES: Final = {".css": "text/css", ".mjs": "text/javascript", ".svg": "image/svg+xml"}
_HEADERS: Final = {"x-content-type-options": "nosniff", "cache-control": "public, max-age=31536000, immutable"}


class Asset(Struct, frozen=True):
    """A file and where it is found."""

    path: str
    content: bytes
    media_type: str


def read_assets() -> dict[str, Asset]:
    """Every file of ``static``, by its plain name."""
    return {path.name: _asset(path) for path in sorted(STATIC.iterdir()) if path.suffix in _TYPES}


def asset_routes(assets: Mapping[str, Asset]) -> list[Route]:
    """Where they are served."""
    by_path = {asset.path: asset for asset in assets.values()}

    async def give(request: Request) -> Response:
        asset = by_path.get(request.url.path)
        if asset is None:
            return PlainTextResponse("Not found\n", 404)
        return Response(asset.content, headers=_HEADERS, media_type=asset.media_type)

    return [Route("/static/site/{name}", give)]


def _asset(path: Path) -> Asset:
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()[:16]
    return Asset(f"/static/site/{path.stem}.{digest}{path.suffix}", content, _TYPES[path.suffix])
