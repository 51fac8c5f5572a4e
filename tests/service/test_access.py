"""Who may do what: the whole table, and the life of a token."""

import datetime as dt
import logging

import pytest

from domain.core.entry import Visibility
from service.access import (
    PUBLIC,
    RIGHTS,
    InvalidToken,
    Permission,
    Role,
    Viewer,
    create_token,
    list_tokens,
    revoke_token,
    viewer_of,
)
from service.database import Connection, Pool
from tests.cases import each

OWN, OTHER = "200000008", "241500255"
P, M, B, R = Visibility

TABLE = {
    # role: (may record, the levels that its tokens may have, the usual one first)
    Role.PUBLIC: (False, [P]),
    Role.PARTNER: (False, [P, M]),
    Role.MEMBER: (False, [M, B, R]),
    Role.AUDITOR: (False, [R]),
    Role.CLERK: (True, [R]),
}


def test_the_table_is_the_one_above() -> None:
    assert set(RIGHTS) == set(TABLE) == set(Role)
    assert set(Permission) == {Permission.READ, Permission.RECORD}


@each("role", Role)
@each("permission", Permission)
@each("level", Visibility)
def test_role_by_permission_by_level(role: Role, permission: Permission, level: Visibility) -> None:
    records, levels = TABLE[role]
    assert list(RIGHTS[role].levels) == levels
    viewer = Viewer(role, frozenset({OWN}), level, "t-x")
    assert viewer.may(permission, OWN) is (permission is Permission.READ or records)
    assert viewer.level(OWN) == level.level
    # Elsewhere everyone is the public.
    assert viewer.may(permission, OTHER) is (permission is Permission.READ)
    assert viewer.level(OTHER) == P.level
    everywhere = Viewer(role, frozenset({"*"}), level, "t-x")
    assert everywhere.may(permission, OTHER) is viewer.may(permission, OWN)
    assert everywhere.level(OTHER) == level.level


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PUBLIC])
@pytest.mark.parametrize("level", [None, *Visibility])
async def test_a_token_has_a_level_of_its_role(pool: Pool, role: Role, level: Visibility | None) -> None:
    _, levels = TABLE[role]
    if level is not None and level not in levels:
        with pytest.raises(ValueError, match="has one of the levels"):
            await create_token(pool, role=role, ledgers=[OWN], visibility=level)
        assert await list_tokens(pool) == []
        return
    token_id, token = await create_token(pool, role=role, ledgers=[OWN], visibility=level, label="greffe du SCoT")
    expected = Viewer(role, frozenset({OWN}), level or levels[0], token_id)
    assert await viewer_of(pool, f"Bearer {token}") == expected
    assert await viewer_of(pool, f"  bearer   {token} ") == expected
    (kept,) = await list_tokens(pool)
    assert (kept.id, kept.label, kept.ledgers, kept.revoked_at) == (token_id, "greffe du SCoT", (OWN,), None)


async def test_the_public_has_no_token_and_needs_none(pool: Pool) -> None:
    assert await viewer_of(pool, None) == PUBLIC
    with pytest.raises(ValueError, match="no token"):
        await create_token(pool, role=Role.PUBLIC, ledgers=[OWN])
    with pytest.raises(ValueError, match="ledgers"):
        await create_token(pool, role=Role.CLERK, ledgers=[])


async def test_a_revoked_token_opens_nothing(pool: Pool) -> None:
    token_id, token = await create_token(pool, role=Role.CLERK, ledgers=[OWN])
    _, other = await create_token(pool, role=Role.CLERK, ledgers=[OWN])
    assert await revoke_token(pool, token_id)
    assert not await revoke_token(pool, token_id)
    assert not await revoke_token(pool, "t-nobody")
    with pytest.raises(InvalidToken):
        await viewer_of(pool, f"Bearer {token}")
    assert (await viewer_of(pool, f"Bearer {other}")).role is Role.CLERK


async def test_a_token_expires(pool: Pool) -> None:
    now = dt.datetime.now(dt.UTC)
    _, gone = await create_token(pool, role=Role.CLERK, ledgers=[OWN], expires_at=now - dt.timedelta(seconds=1))
    _, lasting = await create_token(pool, role=Role.CLERK, ledgers=[OWN], expires_at=now + dt.timedelta(hours=1))
    with pytest.raises(InvalidToken):
        await viewer_of(pool, f"Bearer {gone}")
    assert (await viewer_of(pool, f"Bearer {lasting}")).role is Role.CLERK


@pytest.mark.parametrize(
    "header",
    [
        "",
        " ",
        "Bearer",
        "Bearer ",
        "Bearer nonsense",
        "Bearer greffe_",
        "Bearer greffe_unknown",
        "Basic {token}",
        "{token}",
        "Bearer {token}x",
        "Bearer {token} and more",
        "Bearer\t{token}",
        "Bearer greffe_\0\ud800é",
        "Bearer " + "greffe_" * 10_000,
        "Bearer ' OR true --",
    ],
)
async def test_a_malformed_header_is_no_viewer(pool: Pool, header: str) -> None:
    _, token = await create_token(pool, role=Role.CLERK, ledgers=[OWN])
    with pytest.raises(InvalidToken):
        await viewer_of(pool, header.replace("{token}", token))


async def test_a_token_is_kept_nowhere(
    pool: Pool, admin_connection: Connection, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    token_id, token = await create_token(pool, role=Role.AUDITOR, ledgers=["*"])
    viewer = await viewer_of(pool, f"Bearer {token}")
    await revoke_token(pool, token_id)
    with pytest.raises(InvalidToken) as refused:
        await viewer_of(pool, f"Bearer {token}")
    secret = token.removeprefix("greffe_")
    tables = await admin_connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'greffe'")
    for (table,) in tables:
        for (row,) in await admin_connection.fetch(f"SELECT t::text FROM greffe.{table} t"):
            assert secret not in row
            assert secret.encode().hex() not in row
    for said in (caplog.text, repr(viewer), repr(refused.value), str(refused.value), repr(await list_tokens(pool))):
        assert secret not in said


async def test_the_service_changes_nothing_of_a_token_but_its_end(app_connection: Connection) -> None:
    rights = await app_connection.fetch(
        "SELECT privilege_type, column_name FROM information_schema.column_privileges "
        "WHERE table_name = 'token' AND grantee = 'greffe_app' AND privilege_type NOT IN ('SELECT', 'INSERT')"
    )
    assert [tuple(row) for row in rights] == [("UPDATE", "revoked_at")]
    assert not await app_connection.fetchval("SELECT has_table_privilege('token', 'DELETE')")
