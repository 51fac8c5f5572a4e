"""What a process has one of, opened and closed together. Without the API's schema, which takes a second to make."""

import contextlib
from collections.abc import AsyncIterator
from functools import partial

from projections.engine import Engine
from projections.nouns import NOUNS, PROJECTION_VERSION
from service import vault
from service.clerk import Clerk
from service.database import Database, check_service, connect, connected, open_pool
from service.feed import Heads, LatestHeads, Pages
from service.graphql.answers import Answers
from service.graphql.context import Services
from service.ledger import Writer
from service.ledger.envelope import decode_entry
from service.setup_error import SetupError


def make_engine() -> Engine:
    """The projections of every noun."""
    return Engine(NOUNS, PROJECTION_VERSION, decode_entry)


@contextlib.asynccontextmanager
async def open_services(database: Database) -> AsyncIterator[Services]:
    """Everything a process has one of: readers' pool, writer, clerk and the heads it follows.

    Raises:
        SetupError: the database is not fit to keep a register.
    """
    if database.vault_key is None:
        raise SetupError("The vault cannot be opened", "this database names no key file", "Set GREFFE_VAULT_KEY_FILE")
    async with connected(database.app_url, application="greffe check") as connection:
        await check_service(connection)
        opened = await vault.open_vault(connection, database.vault_key)
    pool = await open_pool(database.app_url)
    try:
        async with (
            Heads(partial(connect, database.app_url, application="greffe heads")) as heads,
            Writer(
                partial(connect, database.app_url, application="greffe writer"), make_engine(), heads.appended
            ) as writer,
            LatestHeads(partial(connect, database.app_url, application="greffe latest heads")) as latest,
            Answers(latest) as answers,
        ):
            clerk = Clerk(pool, writer, await vault.command_secret(pool), opened)
            yield Services(pool, clerk, heads, opened, Pages(pool, heads), answers)
    finally:
        await pool.close()
