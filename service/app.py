"""The composition root of the server: the routes over what a process has one of."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import replace
from functools import partial

import msgspec
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute

from projections.nouns import PROJECTION_VERSION
from service.database import Database, Share, connect
from service.graphql.context import Context, Services, context_for
from service.graphql.http import GraphQLEndpoint
from service.graphql.known_first import KnownFirst
from service.graphql.persisted import Documents, documents_of
from service.graphql.schema import schema
from service.ledger import Reader
from service.quotas import USUAL, Limits
from service.services import WHOLE, open_services
from service.settings import Settings
from service.signing import Signer, Standing, State
from service.web.bundles import bundle_routes
from service.web.desk.routes import desk_routes
from service.web.dossier import dossier_routes
from service.web.graphiql.page import graphiql_routes
from service.web.imports import import_routes
from service.web.opendata import opendata_routes
from service.web.schemas import schema_routes
from service.web.site.routes import Site, site_routes
from service.web.tabs import TABS
from service.web.tlog import tlog_routes


def make_app(
    database: Database,
    settings: Settings | None = None,
    *,
    documents: Documents | None = None,
    share: Share = WHOLE,
) -> Starlette:
    """The ASGI application over a database that is open and migrated.

    ``settings`` say where the signing key and the witnesses are, and which documents are registered; without them it
    serves, and neither signs nor takes cosignatures. Commands that open the services for a moment sign nothing: a
    signer lives as long as a server.

    Raises:
        SetupError: a document of the settings is none of the schema.
    """
    if documents is None:
        documents = documents_of(settings, schema) if settings else Documents()

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with contextlib.AsyncExitStack() as stack:
            services = await stack.enter_async_context(open_services(database, share))
            app.state.services, app.state.signer = services, None
            if settings is not None:
                app.state.services = replace(services, address=settings.address)
                connect_signer = partial(connect, database.app_url, application="greffe signer", statement_timeout=30)
                app.state.signer = await stack.enter_async_context(Signer(connect_signer, services.heads, settings))
            yield

    async def context(connection: HTTPConnection, params: object) -> Context:
        return await context_for(connection.app.state.services, connection, params)  # type: ignore[arg-type]

    endpoint = GraphQLEndpoint(schema, context, documents=documents, limits=_limits(settings))
    site = Site(schema)
    return Starlette(
        lifespan=lifespan,
        middleware=[Middleware(KnownFirst)],
        routes=[
            Route("/graphql", endpoint),
            WebSocketRoute("/graphql", endpoint),
            Route("/healthz", alive),
            Route("/readyz", ready),
            *tlog_routes(settings),
            *bundle_routes(),
            *dossier_routes(),
            *schema_routes(),
            *opendata_routes(settings),
            *import_routes(),
            *graphiql_routes(TABS),
            *desk_routes(site, settings),
            *site_routes(site),
        ],
    )


def _limits(settings: Settings | None) -> Limits:
    """How many may follow at once."""
    if settings is None:
        return USUAL
    return Limits(settings.max_connections, settings.max_connections_of_one, settings.max_subscriptions_of_one)


async def alive(_: Request) -> Response:
    """The process answers."""
    return PlainTextResponse("ok\n")


async def ready(request: Request) -> Response:
    """The database answers, every ledger is projected by this version; how signing stands, and how answers are kept."""
    services: Services = request.app.state.services
    async with services.pool.acquire() as connection:
        heads = await Reader(connection).heads()
    outdated = [h.ledger for h in heads.values() if h.projection_version != PROJECTION_VERSION]
    signing = _signing(request.app.state.signer)
    if outdated:
        return JSONResponse({"ready": False, "rebuild": outdated, "signing": signing}, status_code=503)
    kept = services.answers.figures()._asdict() if services.answers else None
    return JSONResponse({"ready": True, "signing": signing, "answers": kept, "standby": _standby(services)})


def _standby(services: Services) -> dict[str, object] | None:
    """How the standby stands, and the answers kept of it; None without one. This process is ready all the same."""
    if services.second is None:
        return None
    figures = services.second.answers.figures()._asdict()
    return msgspec.structs.asdict(services.second.standby.standing) | {"answers": figures}


def _signing(signer: Signer | None) -> dict[str, object]:
    """Whether this process signs. One that does not is ready all the same: readers need it."""
    standing = Standing(State.NO_KEY) if signer is None else signer.standing
    return {"state": standing.state, "stopped": standing.stopped}
