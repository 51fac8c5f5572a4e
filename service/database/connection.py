"""Connections and pools: the same sane settings everywhere, and a clear error where one cannot be had."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import asyncpg

from service.database.urls import redacted
from service.setup_error import SetupError

if TYPE_CHECKING:  # asyncpg's own classes are not generic; those of its stubs are
    Connection = asyncpg.Connection[asyncpg.Record]
    Pool = asyncpg.Pool[asyncpg.Record]
    Session = Connection | asyncpg.pool.PoolConnectionProxy[asyncpg.Record]
else:
    Connection = asyncpg.Connection
    Pool = asyncpg.Pool
    Session = asyncpg.Connection | asyncpg.pool.PoolConnectionProxy

CONNECT_WITHIN = 10.0
READ_WITHIN = 15.0
"""Seconds after which the server gives up a reader's statement."""


async def connect(url: str, *, application: str = "greffe", statement_timeout: float | None = None) -> Connection:
    """One connection that the caller closes: for the writer, LISTEN, migrations.

    `statement_timeout` is in seconds, None for no limit. Raises SetupError, without the password, if it cannot be had.
    """
    with_settings = _server_settings(application, statement_timeout)
    try:
        return await asyncpg.connect(url, timeout=CONNECT_WITHIN, server_settings=with_settings)
    except _UNREACHABLE as error:
        raise unreachable(url, error) from error


@asynccontextmanager
async def connected(
    url: str, *, application: str = "greffe", statement_timeout: float | None = None
) -> AsyncIterator[Connection]:
    """`connect` for one block."""
    connection = await connect(url, application=application, statement_timeout=statement_timeout)
    try:
        yield connection
    finally:
        await connection.close()


class Reader(asyncpg.Connection):
    """A connection that readers lend each other: they set nothing, so nothing is undone between them."""

    def get_reset_query(self) -> str:
        """None: the default one costs a round trip at every loan."""
        return ""


async def open_pool(
    app_url: str,
    *,
    application: str = "greffe",
    min_size: int = 1,
    max_size: int = 10,
    statement_timeout: float | None = READ_WITHIN,
) -> Pool:
    """A pool for readers; the caller closes it. Raises SetupError if the first connection cannot be had."""
    try:
        pool = await asyncpg.create_pool(
            app_url,
            min_size=min_size,
            max_size=max_size,
            timeout=CONNECT_WITHIN,
            connection_class=Reader,
            max_cacheable_statement_size=0,  # what is asked side by side is one long statement, the same each time
            server_settings=_server_settings(application, statement_timeout),
        )
    except _UNREACHABLE as error:
        raise unreachable(app_url, error) from error
    return pool


def unreachable(url: str, error: BaseException) -> SetupError:
    """Why no connection could be had, without the password."""
    shown = redacted(url)
    match error:
        case asyncpg.InvalidPasswordError() | asyncpg.InvalidAuthorizationSpecificationError():
            return SetupError("ROLE_REFUSED", url=shown, error=error)
        case asyncpg.InvalidCatalogNameError():
            return SetupError("NO_SUCH_DATABASE", url=shown, error=error)
        case asyncpg.TooManyConnectionsError():
            return SetupError("TOO_MANY_CONNECTIONS", url=shown, error=error)
        case TimeoutError():
            return SetupError("DATABASE_SILENT", url=shown, seconds=CONNECT_WITHIN)
        case OSError():
            return SetupError("DATABASE_DOWN", url=shown, error=error)
        case _:
            return SetupError("CONNECTION_FAILED", url=shown, error=str(error) or type(error).__name__)


def _server_settings(application: str, statement_timeout: float | None) -> dict[str, str]:
    return {
        "application_name": application,
        "search_path": "greffe, public",
        "timezone": "UTC",
        "statement_timeout": str(int((statement_timeout or 0) * 1000)),
        "idle_in_transaction_session_timeout": "60000",
        "lock_timeout": "0",
        # Every question is a few look-ups by key: starting helpers, or compiling, costs more than it ever gives.
        "max_parallel_workers_per_gather": "0",
        "jit": "off",
    }


_UNREACHABLE = (OSError, asyncio.TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError, ValueError)
