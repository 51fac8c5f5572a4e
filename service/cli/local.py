"""Working on the register's database from this process, as its operator: the same write door as the API's.

The ledger and what it needs are loaded when they are used: whoever asks for help or completes a word waits for neither.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

import asyncpg

from domain.core.entry import Visibility
from domain.core.identifiers import REFERENCE_LEDGER
from service.access import EVERY_LEDGER, InvalidToken, Role, Viewer, viewer_of
from service.cli.output import Failure, words
from service.database import Database, Pool, open_database
from service.database.locate import EMBEDDED_FOLDER
from service.settings import Settings
from service.setup_error import SetupError

if TYPE_CHECKING:
    from service.graphql.context import Services
    from service.ledger import Head, ProjectionOutdated

OPERATOR: Final = Viewer(Role.CLERK, frozenset({EVERY_LEDGER}), Visibility.RESTRICTED, "operator")
"""Whoever may use the database is taken for a clerk of every ledger; entries say that the operator recorded them."""

_LOST: Final = (
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.CannotConnectNowError,
    ConnectionError,
)


@asynccontextmanager
async def opened_database(*, make: bool = False) -> AsyncIterator[Database]:
    """The deployment's database, as the environment names it; ``make`` lets an embedded one be created.

    Raises:
        SetupError: it cannot be had, or was lost meanwhile.
    """
    settings = Settings.from_environment()
    if not make and is_embedded(settings) and not (settings.data_dir / EMBEDDED_FOLDER).exists():
        raise SetupError("NO_REGISTER", path=settings.data_dir)
    async with open_database(settings) as database:
        try:
            yield database
        except BrokenPipeError:
            raise  # whoever read our output has seen enough
        except _LOST as error:
            raise SetupError("DATABASE_LOST", error=str(error) or type(error).__name__) from error


@asynccontextmanager
async def opened_services(*, migrate: bool = False) -> "AsyncIterator[Services]":
    """Everything that a command needs to read and record; ``migrate`` brings the database up to date where it may.

    Raises:
        SetupError: the database is not fit to keep a register, or waits for `greffe rebuild`.
    """
    from service.ledger import ProjectionOutdated
    from service.services import open_services  # half a second that tokens and the doctor do without

    async with opened_database(make=migrate) as database:
        if migrate and database.admin_url is not None:
            await database.migrate()
        try:
            async with open_services(database) as services:
                yield services
        except ProjectionOutdated as error:
            raise outdated(error) from error


def outdated(error: "ProjectionOutdated") -> SetupError:
    """The projections of a ledger are of another version."""
    values = {"ledger": error.ledger, "stored": error.stored, "running": error.running}
    return SetupError("LEDGER_NEWER" if error.stored > error.running else "LEDGER_OUTDATED", **values)


def is_embedded(settings: Settings) -> bool:
    """Whether the database is the embedded one."""
    return settings.database_url is None and settings.database_admin_url is None


async def viewer_for(pool: Pool, token: str | None) -> Viewer:
    """Whoever a token stands for; the operator without one.

    Raises:
        Failure: the token is unknown, expired or revoked.
    """
    if token is None:
        return OPERATOR
    try:
        return await viewer_of(pool, f"Bearer {token}")
    except InvalidToken:
        raise Failure(
            words("The token is refused", "Le jeton est refusé"),
            words("It is unknown, expired or revoked", "Il est inconnu, expiré ou révoqué"),
            words(
                "Make one with `greffe token create`, or leave --token and GREFFE_TOKEN out to work as the operator",
                "Faites-en un par `greffe token create`, ou omettez --token et GREFFE_TOKEN pour agir en opérateur",
            ),
        ) from None


async def open_ledgers(pool: Pool) -> "dict[str, Head]":
    """The ledgers that hold an entry, the reference ledger included."""
    from service.ledger import Reader

    async with pool.acquire() as connection:
        heads = await Reader(connection).heads()
    return {ledger: head for ledger, head in heads.items() if head.position}


async def chosen_ledger(pool: Pool, ledger: str | None) -> str:
    """The ledger asked for, or the only one of an authority.

    Raises:
        Failure: it is not open, or there is not exactly one.
    """
    heads = await open_ledgers(pool)
    if ledger is not None and ledger in heads:
        return ledger
    own = [name for name in heads if name != REFERENCE_LEDGER]
    if ledger is None and len(own) == 1:
        return own[0]
    known = ", ".join(heads) or words("none", "aucun")
    if not heads:
        raise Failure(
            words("No ledger is open", "Aucun registre n'est ouvert"),
            words("The register is empty", "La base est vide"),
            words("Load the demonstration: greffe demo", "Chargez la démonstration : greffe demo"),
        )
    if ledger is None:
        raise Failure(
            words("Which ledger?", "Quel registre ?"),
            words(f"{len(own)} authorities have one here", f"{len(own)} établissements en ont un ici"),
            words(f"Name it: --ledger. Open: {known}", f"Nommez-le : --ledger. Ouverts : {known}"),
        )
    raise not_open([ledger], list(heads))


def not_open(asked: list[str], heads: list[str]) -> Failure:
    """What is said of ledgers that are not open here."""
    named, known = ", ".join(ledger[:40] for ledger in asked), ", ".join(heads) or words("none", "aucun")
    return Failure(
        words(f"No ledger {named} is open", f"Le registre {named} n'est pas ouvert"),
        words(f"Open here: {known}", f"Ouverts ici : {known}"),
        words("Name one of these", "Nommez l'un d'eux"),
    )
