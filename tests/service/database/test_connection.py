"""Connections and pools carry the settings that every reader relies on."""

import base64

import asyncpg
import pytest

from service.database import Connection, Database, Pool, connected, open_pool
from service.database.migrate import set_password
from service.database.scram import verifier
from service.setup_error import SetupError


async def test_a_reader_is_given_up_after_its_time(database: Database) -> None:
    pool = await open_pool(database.app_url, statement_timeout=0.05)
    with pytest.raises(asyncpg.QueryCanceledError):
        await pool.fetchval("SELECT pg_sleep(10)")
    await pool.close()


async def test_the_service_s_connections_say_who_they_are_and_see_its_schema(pool: Pool) -> None:
    assert await pool.fetchval("SHOW application_name") == "greffe"
    assert await pool.fetchval("SHOW search_path") == "greffe, public"
    assert await pool.fetchval("SHOW timezone") == "UTC"


async def test_the_stored_form_of_a_password_is_the_server_s_own(database: Database) -> None:
    async with connected(database.admin_url or "") as admin:
        await admin.execute(f"ALTER ROLE greffe_app PASSWORD '{database.app_password}'")  # hashed by the server
        kept = await admin.fetchval("SELECT rolpassword FROM pg_authid WHERE rolname = 'greffe_app'")
        salt = kept.split(":")[1].split("$")[0]
    assert kept == verifier(database.app_password or "", base64.b64decode(salt))


async def test_a_password_that_would_need_normalising_is_refused(admin_connection: Connection) -> None:
    for password in ("", "clé", "two\nlines"):
        with pytest.raises(SetupError, match="printable ASCII"):
            await set_password(admin_connection, password)
