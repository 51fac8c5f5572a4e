"""The vault: names and contacts, keyed by authority and person, written in the transaction that says so in the ledger.

Nothing of it is ever in an entry, a log or an error. A value-free entry (PersonRegistered, PersonDetailsChanged) is
appended with every change, so that the head moves and whatever was cached falls.
"""

from collections.abc import Iterable, Sequence
from typing import Final

import asyncpg
from msgspec import Struct

from projections.words import stems
from service.database import Pool, Session


class Personal(Struct, frozen=True, kw_only=True):
    """What is kept of a person."""

    given_name: str
    family_name: str
    birth_year: int | None = None
    public_email: str | None = None

    def __repr__(self) -> str:
        """Nothing: a repr ends in logs."""
        return "Personal(...)"

    @property
    def name(self) -> str:
        """Given name, then family name."""
        return f"{self.given_name} {self.family_name}"


class NotKept(Exception):
    """A value cannot be stored; says which kind of error, never the value."""


_KEEP: Final = """
INSERT INTO personal (ledger_id, person, given_name, family_name, birth_year, public_email)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (ledger_id, person) DO UPDATE SET given_name = excluded.given_name,
    family_name = excluded.family_name, birth_year = excluded.birth_year, public_email = excluded.public_email
"""


async def keep(connection: Session, ledger: str, people: Iterable[tuple[str, Personal]]) -> None:
    """Write or replace what is kept of people.

    Raises:
        NotKept: a value cannot be stored.
    """
    try:
        await connection.executemany(
            _KEEP, [(ledger, who, p.given_name, p.family_name, p.birth_year, p.public_email) for who, p in people]
        )
    except (asyncpg.DataError, asyncpg.IntegrityConstraintViolationError, ValueError) as error:
        kind = type(error).__name__
    else:
        return
    raise NotKept(kind)  # outside the handler: the database's own error quotes the value, and a context is printed


async def personal(connection: Session | Pool, ledger: str, people: Sequence[str]) -> dict[str, Personal]:
    """What is kept of people, by id; nobody who is unknown or erased."""
    rows = await connection.fetch(
        "SELECT * FROM personal WHERE ledger_id = $1 AND person = ANY ($2)", ledger, list(people)
    )
    return {
        row["person"]: Personal(
            given_name=row["given_name"],
            family_name=row["family_name"],
            birth_year=row["birth_year"],
            public_email=row["public_email"],
        )
        for row in rows
    }


async def bearing(connection: Session | Pool, ledger: str, words: Iterable[str]) -> dict[str, list[str]]:
    """For each word, as names are compared, the people whose given or family name has it: looked for in memory."""
    wanted = set(words)
    found: dict[str, list[str]] = {}
    rows = await connection.fetch(
        "SELECT person, given_name, family_name FROM personal WHERE ledger_id = $1 ORDER BY person", ledger
    )
    for row in rows:
        for word in wanted.intersection(stems(f"{row['given_name']} {row['family_name']}")):
            found.setdefault(word, []).append(row["person"])
    return found


async def command_secret(connection: Session | Pool) -> bytes:
    """The key of command digests and of person ids: commands may carry names, so a plain hash would tell them."""
    value: bytes = await connection.fetchval("SELECT value FROM deployment_secret WHERE name = 'commands'")
    return value
