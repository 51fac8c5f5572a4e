"""Who is asking and what they may do: one table of role x permission x level.

A viewer's scope is a level per ledger. Reading what is public needs no token; writing takes a clerk. A clerk sees the
whole of its ledger, for a refusal that it meets would otherwise betray what it may not see.
"""

import base64
import datetime as dt
import hashlib
import secrets
from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from asyncpg import Record
from msgspec import Struct

from domain.core.entry import Visibility
from service.database import Pool, Session


class Role(StrEnum):
    """What a token is for."""

    PUBLIC = "PUBLIC"
    """No token: everyone."""
    PARTNER = "PARTNER"
    MEMBER = "MEMBER"
    AUDITOR = "AUDITOR"
    CLERK = "CLERK"


class Permission(StrEnum):
    """What a viewer may do on a ledger."""

    READ = "READ"
    RECORD = "RECORD"


class Rights(Struct, frozen=True):
    """What a role may do, and the levels that a token of it may have (the first is the usual one)."""

    permissions: frozenset[Permission]
    levels: tuple[Visibility, ...]


_READS: Final = frozenset({Permission.READ})

RIGHTS: Final[dict[Role, Rights]] = {
    Role.PUBLIC: Rights(_READS, (Visibility.PUBLIC,)),
    Role.PARTNER: Rights(_READS, (Visibility.PUBLIC, Visibility.MEMBERS)),
    Role.MEMBER: Rights(_READS, (Visibility.MEMBERS, Visibility.BUREAU, Visibility.RESTRICTED)),
    Role.AUDITOR: Rights(_READS, (Visibility.RESTRICTED,)),
    Role.CLERK: Rights(frozenset(Permission), (Visibility.RESTRICTED,)),
}
"""The one table. A level given by a token counts on the token's ledgers alone; elsewhere the viewer is the public."""

EVERY_LEDGER: Final = "*"
TOKEN_PREFIX: Final = "greffe_"


class Viewer(Struct, frozen=True):
    """Who is asking."""

    role: Role = Role.PUBLIC
    ledgers: frozenset[str] = frozenset()
    visibility: Visibility = Visibility.PUBLIC
    token_id: str | None = None

    def covers(self, ledger: str) -> bool:
        """Whether the token is one for this ledger."""
        return EVERY_LEDGER in self.ledgers or ledger in self.ledgers

    def level(self, ledger: str) -> int:
        """The level at which the viewer reads a ledger."""
        return self.visibility.level if self.covers(ledger) else Visibility.PUBLIC.level

    def may(self, permission: Permission, ledger: str) -> bool:
        """Whether the viewer may do something on a ledger."""
        role = self.role if self.covers(ledger) else Role.PUBLIC
        return permission in RIGHTS[role].permissions


PUBLIC: Final = Viewer()
"""Whoever comes without a token."""


class AccessDenied(Exception):
    """The viewer may not do that here."""


class InvalidToken(Exception):
    """The bearer token is unknown, expired or revoked."""


class Token(Struct, frozen=True):
    """A token as kept: everything but itself."""

    id: str
    label: str
    role: Role
    visibility: Visibility
    ledgers: tuple[str, ...]
    created_at: dt.datetime
    expires_at: dt.datetime | None
    revoked_at: dt.datetime | None


async def create_token(
    connection: Session | Pool,
    *,
    role: Role,
    ledgers: Sequence[str],
    label: str = "",
    visibility: Visibility | None = None,
    expires_at: dt.datetime | None = None,
) -> tuple[str, str]:
    """Make a token; returns its id and the token itself, which is told once and kept nowhere.

    Raises:
        ValueError: the role takes no token, or none of that level; or no ledger is named.
    """
    levels = RIGHTS[role].levels
    visibility = visibility or levels[0]
    if role is Role.PUBLIC:
        raise ValueError("the public needs no token")
    if visibility not in levels:
        raise ValueError(f"a token of role {role} has one of the levels {', '.join(levels)}")
    if not ledgers:
        raise ValueError("a token names its ledgers")
    token = TOKEN_PREFIX + base64.urlsafe_b64encode(secrets.token_bytes(32)).rstrip(b"=").decode()
    token_id = "t-" + base64.b32encode(secrets.token_bytes(5)).decode().lower()
    await connection.execute(
        """
        INSERT INTO token (id, sha256, label, role, level, ledgers, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
        """,
        token_id,
        _digest(token),
        label,
        role.value,
        visibility.level,
        list(ledgers),
        expires_at,
    )
    return token_id, token


async def revoke_token(connection: Session | Pool, token_id: str) -> bool:
    """Revoke a token; False when there is none, or it was revoked already."""
    done: str = await connection.execute(
        "UPDATE token SET revoked_at = clock_timestamp() WHERE id = $1 AND revoked_at IS NULL", token_id
    )
    return done == "UPDATE 1"


async def end_session(connection: Session | Pool, token_id: str) -> bool:
    """Revoke the token of a session that signing in with the issuer began; False for any other token."""
    done: str = await connection.execute(
        "UPDATE token SET revoked_at = clock_timestamp() WHERE id = $1 AND label LIKE 'oidc:%' AND revoked_at IS NULL",
        token_id,
    )
    return done == "UPDATE 1"


async def list_tokens(connection: Session | Pool) -> list[Token]:
    """Every token, newest first."""
    return [_token(row) for row in await connection.fetch("SELECT * FROM token ORDER BY created_at DESC, id")]


async def viewer_of(connection: Session | Pool, authorization: str | None) -> Viewer:
    """The viewer of an ``Authorization`` header; the public when there is none.

    Raises:
        InvalidToken: the token is unknown, expired or revoked, or the header is not a bearer token.
    """
    if authorization is None:
        return PUBLIC
    scheme, _, token = authorization.strip().partition(" ")
    if scheme.lower() != "bearer" or not token.strip().startswith(TOKEN_PREFIX):
        raise InvalidToken
    row = await connection.fetchrow(
        """
        SELECT * FROM token
        WHERE sha256 = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > clock_timestamp())
        """,
        _digest(token.strip()),
    )
    if row is None:
        raise InvalidToken
    known = _token(row)
    return Viewer(known.role, frozenset(known.ledgers), known.visibility, known.id)


async def withdrawn_of(connection: Session | Pool, tokens: Sequence[str]) -> list[str]:
    """Those of some tokens, by id, that were revoked or have expired since."""
    rows = await connection.fetch(
        """
        SELECT asked.id FROM unnest($1::text[]) AS asked(id) LEFT JOIN token USING (id)
        WHERE token.id IS NULL OR revoked_at IS NOT NULL OR expires_at <= clock_timestamp()
        """,
        list(tokens),
    )
    return [row["id"] for row in rows]


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode(errors="replace")).digest()


def _token(row: Record) -> Token:
    return Token(
        row["id"],
        row["label"],
        Role(row["role"]),
        list(Visibility)[row["level"]],
        tuple(row["ledgers"]),
        row["created_at"],
        row["expires_at"],
        row["revoked_at"],
    )
