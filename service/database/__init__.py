"""One PostgreSQL everywhere: where it is, its two roles, its migrations, its connections.

async with open_database(Settings.from_environment()) as database:
    await database.migrate()
    pool = await open_pool(database.app_url)
    async with pool.acquire() as connection:
        await check_service(connection)
"""

from service.database.capacity import Capacity, Share, capacity_of
from service.database.connection import Connection, Pool, Session, connect, connected, open_pool
from service.database.guard import check_service
from service.database.locate import Database, open_database
from service.database.migrate import Migration, migrate

__all__ = [
    "Capacity",
    "Connection",
    "Database",
    "Migration",
    "Pool",
    "Session",
    "Share",
    "capacity_of",
    "check_service",
    "connect",
    "connected",
    "migrate",
    "open_database",
    "open_pool",
]
