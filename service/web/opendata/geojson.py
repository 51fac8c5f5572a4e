"""Projects on a map (GeoJSON, RFC 7946): the only geometry that a register holds is the point of a project."""

from collections.abc import AsyncIterator, Mapping
from typing import Any, Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from service.web.opendata.delivery import answering, deliver
from service.web.opendata.files import described, file_name
from service.web.opendata.lists import LISTS
from service.web.opendata.publication import Publication
from service.web.opendata.reading import pages, reading_of

GEOJSON: Final = "application/geo+json"


class ProjectMap:
    """``/data/{ledger}/projets.geojson``."""

    def __init__(self, publication: Publication) -> None:
        self._publication = publication

    @answering
    async def geojson(self, request: Request) -> Response:
        """A feature for each project; one whose place is not recorded has no geometry, as the standard allows."""
        reading = await reading_of(request)
        meta = await described(reading, "projets.geojson", self._publication)

        async def pieces() -> AsyncIterator[bytes]:
            yield b'{"type":"FeatureCollection","metadata":' + msgspec.json.encode(meta) + b',"features":['
            first = True
            async for page in pages(reading, LISTS["projets"]):
                if page:
                    yield (b"\n" if first else b",\n") + b",\n".join(
                        msgspec.json.encode(feature(each)) for each in page
                    )
                    first = False
            yield b"\n]}\n"

        return await deliver(request, reading, pieces(), GEOJSON, name=file_name(request, reading))


def feature(project: Mapping[str, Any]) -> dict[str, Any]:
    """One project: longitude before latitude, in WGS 84."""
    place = project["location"]
    point = {"type": "Point", "coordinates": [float(place["longitude"]), float(place["latitude"])]} if place else None
    properties = {key: value for key, value in project.items() if key != "location"}
    return {"type": "Feature", "id": project["project"], "geometry": point, "properties": properties}
