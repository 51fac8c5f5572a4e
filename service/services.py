"""What a process has one of, opened and closed together. Without the API's schema, which takes a second to make."""

import contextlib
from collections.abc import AsyncIterator
from functools import partial
from typing import Final

from projections.engine import Engine
from projections.nouns import NOUNS, PROJECTION_VERSION
from service import vault
from service.clerk import Clerk
from service.database import Database, Share, check_service, connect, connected, open_pool
from service.database.replication import system_identifier
from service.feed import Heads, LatestHeads, Pages, Standby
from service.graphql.answers import Answers
from service.graphql.context import Services
from service.graphql.reading import Second
from service.ledger import Writer
from service.ledger.envelope import decode_entry
from service.setup_error import SetupError

WHOLE: Final = Share()
"""What a process has that is alone."""


def make_engine() -> Engine:
    """The projections of every noun."""
    return Engine(NOUNS, PROJECTION_VERSION, decode_entry)


@contextlib.asynccontextmanager
async def open_services(database: Database, share: Share = WHOLE) -> AsyncIterator[Services]:
    """Everything a process has one of: readers' pool, writer, clerk and the heads it follows.

    ``share`` is what it may have of the database's connections.

    Raises:
        SetupError: the database is not fit to keep a register.
    """
    if database.vault_key is None:
        raise SetupError("NO_VAULT_FILE")
    async with connected(database.app_url, application="greffe check") as connection:
        await check_service(connection)
        opened = await vault.open_vault(connection, database.vault_key)
        system = await system_identifier(connection)
    pool = await open_pool(database.app_url, max_size=share.readers)
    try:
        async with (
            Heads(partial(connect, database.app_url, application="greffe heads")) as heads,
            Writer(
                partial(connect, database.app_url, application="greffe writer"),
                make_engine(),
                heads.appended,
                alone=share.alone,
            ) as writer,
            LatestHeads(partial(connect, database.app_url, application="greffe latest heads")) as latest,
            Answers(latest) as answers,
        ):
            clerk = Clerk(pool, writer, await vault.command_secret(pool), opened)
            async with _second(database, share, (heads, latest), system) as second:
                yield Services(pool, clerk, heads, opened, Pages(pool, heads), answers=answers, second=second)
    finally:
        await pool.close()


@contextlib.asynccontextmanager
async def _second(
    database: Database, share: Share, primary: tuple[Heads, LatestHeads], system: int
) -> AsyncIterator[Second | None]:
    """The standby, if the deployment names one: it need not be there yet, or any more."""
    if database.read_url is None:
        yield None
        return
    connecting = partial(connect, database.read_url, application="greffe standby")
    pool = await open_pool(database.read_url, min_size=0, max_size=share.readers)
    limit, version = database.read_lag, PROJECTION_VERSION
    try:
        async with (
            Standby(connecting, pool, primary, system=system, version=version, limit=limit) as standby,
            Answers(standby.latest) as answers,
        ):
            yield Second(standby, answers)
    finally:
        pool.terminate()
