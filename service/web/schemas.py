"""The JSON Schemas of what partners are told of each fact type, made from the code.

/schemas                                 every fact type, with where its schema is
/schemas/<Type>.json                     today's schema
/schemas/<Type>.json?version=<version>   that very schema, for ever; a later one of its number in its place
"""

from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from domain.facts import FACT_TYPES
from service.graphql.responses import has_tag
from service.ledger.fact_schemas import FactSchema, path_of, schema_of
from service.web.tlog import FOR_EVER

SCHEMA_JSON: Final = "application/schema+json"
REVALIDATED: Final = "public, no-cache"


def schema_routes() -> list[BaseRoute]:
    """The routes."""
    return [Route("/schemas", _index), Route("/schemas/{name}.json", _schema)]


async def _index(_: Request) -> Response:
    found = {name: path_of(name, schema_of(name).version) for name in sorted(FACT_TYPES)}
    return JSONResponse(found, headers={"cache-control": REVALIDATED})


async def _schema(request: Request) -> Response:
    name, asked = request.path_params["name"], request.query_params.get("version")
    if name not in FACT_TYPES:
        return PlainTextResponse("There is no such fact type: see /schemas\n", status_code=404)
    schema = schema_of(name)
    if asked is None:
        return _today(request, schema)
    if asked == schema.version:
        return Response(schema.text, media_type=SCHEMA_JSON, headers={"cache-control": FOR_EVER})
    if asked.partition("-")[0] == schema.version.partition("-")[0]:
        # Fields were added since, or this program is the older one of two: either way it is the number's schema here.
        return RedirectResponse(f"/schemas/{name}.json", headers={"cache-control": REVALIDATED})
    return PlainTextResponse(f"Facts of {name} are told as of version {schema.version}\n", status_code=404)


def _today(request: Request, schema: FactSchema) -> Response:
    headers = {"cache-control": REVALIDATED, "etag": f'"{schema.version}"'}
    if has_tag(request.headers, schema.version):
        return Response(status_code=304, headers=headers)
    return Response(schema.text, media_type=SCHEMA_JSON, headers=headers)
