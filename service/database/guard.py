"""What the service insists on, asked on its own live connection at start: it refuses to run on less.

The promise "nothing is ever changed" is only as good as the role that serves and the server that stores.
"""

import asyncpg

from service.database.connection import Connection
from service.database.migrate import APP_ROLE, OWNER_ROLE, applied, migrations, unapplied
from service.setup_error import SetupError

MINIMUM_VERSION = 180000
DURABLE = ("fsync", "full_page_writes", "synchronous_commit")
APPEND_ONLY = (
    *("entry_header", "entry_body", "entry_tag", "command", "tree_node"),
    *("checkpoint", "cosignature", "signing_key"),
)


async def check_service(connection: Connection) -> None:
    """All checks, on a connection of the service itself. Raises SetupError at the first that fails."""
    await check_server(connection)
    await check_role(connection)
    await check_migrated(connection)
    await check_append_only(connection)


async def check_server(connection: Connection) -> None:
    """PostgreSQL >= 18, UTF-8, and a commit that survives a power cut."""
    version = await connection.fetchval("SELECT current_setting('server_version_num')::int")
    if version < MINIMUM_VERSION:
        raise SetupError("SERVER_TOO_OLD", version=version // 10000)
    encoding = await connection.fetchval("SELECT current_setting('server_encoding')")
    if encoding != "UTF8":
        raise SetupError("NOT_UTF8", encoding=encoding)
    for setting in DURABLE:
        if await connection.fetchval("SELECT current_setting($1)", setting) == "off":
            raise SetupError("NOT_DURABLE", setting=setting)


async def check_role(connection: Connection) -> None:
    """The role that logged in is no superuser, cannot become the owner, and owns nothing in the schema."""
    row = await connection.fetchrow(
        """
        SELECT session_user AS name,
               EXISTS (SELECT FROM pg_roles s WHERE s.rolsuper AND pg_has_role(session_user, s.oid, 'MEMBER')) AS super,
               EXISTS (SELECT FROM pg_roles o
                       WHERE o.rolname = $1 AND pg_has_role(session_user, o.oid, 'MEMBER')) AS member,
               EXISTS (SELECT FROM pg_class c WHERE c.relnamespace = to_regnamespace('greffe')
                       AND pg_has_role(session_user, c.relowner, 'MEMBER')) AS owner
        """,
        OWNER_ROLE,
    )
    assert row is not None
    if row["super"]:
        raise SetupError("ROLE_IS_SUPERUSER", role=row["name"])
    if row["member"]:
        raise SetupError("ROLE_IS_MEMBER", role=row["name"], owner=OWNER_ROLE)
    if row["owner"]:
        raise SetupError("ROLE_IS_OWNER", role=row["name"])


async def check_migrated(connection: Connection) -> None:
    """Every migration of this version is applied, and none that it does not know."""
    try:
        done = await applied(connection)
    except asyncpg.InsufficientPrivilegeError as error:
        role = await connection.fetchval("SELECT session_user")
        raise SetupError("ROLE_MAY_NOT_READ", role=role, error=error, app_role=APP_ROLE) from error
    if pending := unapplied(migrations(), done):
        names = ", ".join(f"{migration.number:04}_{migration.name}" for migration in pending)
        raise SetupError("NOT_MIGRATED", names=names)


async def check_append_only(connection: Connection) -> None:
    """No right to change or remove what was recorded; tables that do not exist yet are not missed here."""
    for table in APPEND_ONLY:
        excess = await connection.fetchval(
            """
            SELECT string_agg(privilege, ', ')
            FROM to_regclass('greffe.' || $1) AS found(oid), unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) AS privilege
            WHERE found.oid IS NOT NULL
              AND (has_table_privilege(found.oid, privilege)
                   OR privilege = 'UPDATE' AND has_any_column_privilege(found.oid, 'UPDATE'))
            """,
            table,
        )
        if excess:
            raise SetupError("NOT_APPEND_ONLY", excess=excess, table=table, owner=OWNER_ROLE)
