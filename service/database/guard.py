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
        raise _refused(f"the server is PostgreSQL {version // 10000}", "Use PostgreSQL 18 or newer")
    encoding = await connection.fetchval("SELECT current_setting('server_encoding')")
    if encoding != "UTF8":
        raise _refused(f"the database's encoding is {encoding}", "Create the database with ENCODING 'UTF8'")
    for setting in DURABLE:
        if await connection.fetchval("SELECT current_setting($1)", setting) == "off":
            raise _refused(
                f"{setting} is off, so a recorded decision could be lost or torn",
                f"Set {setting} = on for this server, database and role",
            )


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
    remedy = "Let the service log in as greffe_app (DATABASE_URL), and give the admin to `greffe migrate` only"
    if row["super"]:
        raise _refused(f"its role {row['name']} is a superuser or a member of one, who could change history", remedy)
    if row["member"]:
        raise _refused(f"its role {row['name']} is a member of {OWNER_ROLE}, who could change history", remedy)
    if row["owner"]:
        raise _refused(f"its role {row['name']} owns tables of the register", remedy)


async def check_migrated(connection: Connection) -> None:
    """Every migration of this version is applied, and none that it does not know."""
    try:
        done = await applied(connection)
    except asyncpg.InsufficientPrivilegeError as error:
        role = await connection.fetchval("SELECT session_user")
        raise _refused(f"its role {role} may not read it ({error})", f"GRANT {APP_ROLE} TO {role}") from error
    if pending := unapplied(migrations(), done):
        names = ", ".join(f"{migration.number:04}_{migration.name}" for migration in pending)
        raise _refused(f"the database lacks {names}", "Run `greffe migrate`")


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
            raise _refused(
                f"its role has {excess} on greffe.{table}",
                f"As {OWNER_ROLE}: REVOKE UPDATE, DELETE, TRUNCATE ON greffe.{table} FROM PUBLIC and from that role",
            )


def _refused(why: str, remedy: str) -> SetupError:
    return SetupError("The service does not start on this database", why, remedy)
