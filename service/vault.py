"""The vault: names and contacts, keyed by authority and person, written in the transaction that says so in the ledger.

Nothing of it is ever in an entry, a log or an error, nor in the database in clear: ``vault_keys`` says how it is
sealed. A value-free entry (PersonRegistered, PersonDetailsChanged, PersonForgotten) is appended with every change, so
that the head moves and whatever was cached falls. No key of a person and no value is kept in memory: opening 28 names
takes a tenth of a millisecond, and what is forgotten is then nowhere.
"""

import hashlib
import hmac
import re
import secrets
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated, Final

import asyncpg
import msgspec
from asyncpg import Record
from msgspec import Meta, Struct, structs

from projections.query import Connection as Readable
from projections.words import name_key, stems_of_name
from service.database import Connection, Pool, Session
from service.setup_error import SetupError
from service.vault_keys import KEY_BYTES, Kek, KeyUnknown, NotAuthentic, read_keys, seal, unseal, write_keys

_Text = Annotated[str, Meta(min_length=1, max_length=254, pattern=r"^[^\x00\ud800-\udfff]+$")]
_Year = Annotated[int, Meta(ge=1, le=9999)]
_Mark = Annotated[str, Meta(pattern="^[a-z][A-Za-z0-9_-]{22}$")]


class Personal(Struct, frozen=True, kw_only=True):
    """What is kept of a person."""

    given_name: _Text
    family_name: _Text
    birth_year: _Year | None = None
    public_email: _Text | None = None
    marks: tuple[_Mark, ...] = ()
    """By which imports know the person again: keyed digests of a name and a birth date, never shown (ADR 29)."""

    def __repr__(self) -> str:
        """Nothing: a repr ends in logs."""
        return "Personal(...)"

    @property
    def name(self) -> str:
        """Given name, then family name."""
        return f"{self.given_name} {self.family_name}"


class NotKept(Exception):
    """A value cannot be stored; says which kind of error, never the value."""


_PERSONAL: Final = msgspec.json.Decoder(Personal)
_KEK: Final = "SELECT id FROM vault_kek FOR SHARE"
"""Which key wraps by now; a rotation waits for whoever writes, and the other way round."""
_KEEP_KEY: Final = """
INSERT INTO vault_key (ledger_id, person, kek, wrapped) VALUES ($1, $2, $3, $4)
ON CONFLICT (ledger_id, person) DO UPDATE SET kek = excluded.kek, wrapped = excluded.wrapped
"""
_KEEP_VALUE: Final = """
INSERT INTO vault_value (ledger_id, person, sealed) VALUES ($1, $2, $3)
ON CONFLICT (ledger_id, person) DO UPDATE SET sealed = excluded.sealed
"""
_LOCK: Final = "SELECT true FROM vault_value WHERE ledger_id = $1 AND person = $2 FOR UPDATE"
_BESIDE: Final = ("import_queue", "desk_draft")
"""Other tables whose rows are sealed, each under a key of its own: what waits in the queue of imports, drafts."""
_WORD: Final = re.compile(r"\w+")
_READ: Final = """
SELECT person, k.kek, k.wrapped, v.sealed
FROM vault_value v JOIN vault_key k USING (ledger_id, person)
WHERE ledger_id = $1 AND ($2::text[] IS NULL OR person = ANY ($2)) ORDER BY person
"""
_READ_ON: Final = """
SELECT person, k.kek, k.wrapped, v.sealed
FROM vault_value v JOIN vault_key k USING (ledger_id, person)
WHERE ledger_id = $1 AND person > $2 ORDER BY person LIMIT $3
"""
AT_ONCE: Final = 250
"""People who are opened without a pause while names are searched: some 7 ms, in which the process answers nobody."""


class Vault:
    """What a process reads and writes personal values with. ``open_vault`` makes it."""

    def __init__(self, path: Path, keys: dict[str, Kek]) -> None:
        self._path = path
        self._keys = keys

    async def keep(self, connection: Session, ledger: str, people: Iterable[tuple[str, Personal]]) -> None:
        """Write or replace what is kept of people, each under a fresh key: older values open to nobody any more.

        Raises:
            NotKept: a value cannot be stored.
            KeyUnknown: the key file lacks the key that wraps by now.
        """
        kek = self._kek(await connection.fetchval(_KEK))
        try:
            sealed = [_sealed(kek, ledger, who, values) for who, values in people]
        except (msgspec.ValidationError, ValueError, TypeError) as error:
            kind = type(error).__name__
        else:
            await connection.executemany(_KEEP_KEY, [(ledger, who, kek.id, wrapped) for who, wrapped, _ in sealed])
            await connection.executemany(_KEEP_VALUE, [(ledger, who, value) for who, _, value in sealed])
            return
        raise NotKept(kind)  # outside the handler: the error quotes the value, and a context is printed

    async def personal(self, connection: Readable, ledger: str, people: Sequence[str] | None) -> dict[str, Personal]:
        """What is kept of people (None: of all), by id; nobody who is unknown or was forgotten.

        Raises:
            NotAuthentic: a row was altered or exchanged.
            KeyUnknown: the key file lacks the key of a row.
        """
        rows = await connection.fetch(_READ, ledger, None if people is None else list(people))
        return {row["person"]: self._open(ledger, row) for row in rows}

    def _open(self, ledger: str, row: Record) -> Personal:
        who = row["person"]
        data_key = self._kek(row["kek"]).unwrap(ledger, who, row["wrapped"])
        return _PERSONAL.decode(unseal(data_key, ledger, who, row["sealed"]))

    async def _names(self, connection: Session | Pool, ledger: str) -> AsyncIterator[tuple[str, list[str]]]:
        """Everybody in order of id, and the words of the name; others are answered between two batches."""
        rows = await connection.fetch(_READ_ON, ledger, "", AT_ONCE)
        while rows:
            for row in rows:
                yield row["person"], list(stems_of_name(self._open(ledger, row).name))
            rows = await connection.fetch(_READ_ON, ledger, rows[-1]["person"], AT_ONCE)

    async def bearing(self, connection: Session | Pool, ledger: str, words: Iterable[str]) -> dict[str, list[str]]:
        """For each word, as names are compared, the people whose given or family name has it: looked for in memory.

        Raises:
            NotAuthentic, KeyUnknown: as ``personal``.
        """
        wanted = set(words)
        found: dict[str, list[str]] = {}
        async for who, name in self._names(connection, ledger):
            for word in wanted.intersection(name):
                found.setdefault(word, []).append(who)
        return found

    async def named(self, connection: Session | Pool, ledger: str, text: str) -> list[str]:
        """The people of whose names some word begins as each word of a text does, in order of id.

        Raises:
            NotAuthentic, KeyUnknown: as ``personal``.
        """
        wanted = list(stems_of_name(text))
        if not wanted:
            return []
        return [who async for who, name in self._names(connection, ledger) if _begins(name, wanted)]

    async def mark(self, connection: Session | Pool, ledger: str, who: str, marks: Iterable[str]) -> bool:
        """Keep further marks of a person, beside the name; False when nothing is kept of the person.

        No entry says so: no answer shows a mark, so none that is kept falls.

        Raises:
            NotAuthentic, KeyUnknown: as ``personal``.
        """
        async with _session(connection) as session, session.transaction():
            await session.fetchval(_LOCK, ledger, who)
            known = (await self.personal(session, ledger, [who])).get(who)
            if known is None:
                return False
            wanted = tuple(dict.fromkeys((*known.marks, *marks)))
            if wanted != known.marks:
                await self.keep(session, ledger, [(who, structs.replace(known, marks=wanted))])
        return True

    async def forget(self, connection: Session, ledger: str, people: Sequence[str]) -> None:
        """Destroy what is kept of people, and their keys: no copy of the values opens any more.

        What waits in the queue for one of them, and drafts of the desk that name one, go too.
        """
        await self._drop_drafts(connection, ledger, people)
        await connection.execute(
            "DELETE FROM vault_key WHERE ledger_id = $1 AND person = ANY ($2)", ledger, list(people)
        )
        await connection.execute(
            "DELETE FROM vault_value WHERE ledger_id = $1 AND person = ANY ($2)", ledger, list(people)
        )
        await connection.execute(
            "DELETE FROM import_queue WHERE ledger_id = $1 AND candidates && $2::text[]", ledger, list(people)
        )

    async def _drop_drafts(self, connection: Session, ledger: str, people: Sequence[str]) -> None:
        """Destroy the drafts in which all words of one of the names are found, or one of the ids."""
        known = await self.personal(connection, ledger, people)
        names = [set(_WORD.findall(name_key(values.name))) for values in known.values()]
        rows = await connection.fetch("SELECT id, kek, wrapped, sealed FROM desk_draft WHERE ledger_id = $1", ledger)
        naming = []
        for row in rows:
            try:
                key = self.unwrap(row["kek"], ledger, row["id"], row["wrapped"])
                text = unseal(key, ledger, row["id"], row["sealed"]).decode()
            except (KeyUnknown, NotAuthentic):
                naming.append(row["id"])  # opens to nobody by now: an old dump brought it back
                continue
            words = set(_WORD.findall(name_key(text)))
            if any(name <= words for name in names) or any(who in text for who in people):
                naming.append(row["id"])
        await connection.execute("DELETE FROM desk_draft WHERE ledger_id = $1 AND id = ANY ($2)", ledger, naming)

    async def new_key(self, connection: Session, ledger: str, what: str) -> tuple[str, bytes, bytes]:
        """A fresh data key for something else that is sealed: the id of the key that wraps it, itself, wrapped.

        Raises:
            KeyUnknown: the key file lacks the key that wraps by now.
        """
        kek = self._kek(await connection.fetchval(_KEK))
        data_key = secrets.token_bytes(KEY_BYTES)
        return kek.id, data_key, kek.wrap(ledger, what, data_key)

    def unwrap(self, kek: str, ledger: str, what: str, wrapped: bytes) -> bytes:
        """A data key that ``new_key`` made.

        Raises:
            NotAuthentic, KeyUnknown: as ``personal``.
        """
        return self._kek(kek).unwrap(ledger, what, wrapped)

    def _kek(self, id_: str | None) -> Kek:
        """A key of the file, read again when it is not known: another process may have rotated it."""
        if id_ not in self._keys:
            self._keys = read_keys(self._path)
        if id_ is None or id_ not in self._keys:
            raise KeyUnknown(f"{self._path} does not hold key {id_}, by which data keys are wrapped")
        return self._keys[id_]


def _begins(words: list[str], wanted: list[str]) -> bool:
    return all(any(word.startswith(each) for word in words) for each in wanted)


def _sealed(kek: Kek, ledger: str, who: str, values: Personal) -> tuple[str, bytes, bytes]:
    data_key = secrets.token_bytes(KEY_BYTES)
    encoded = msgspec.json.encode(msgspec.convert(msgspec.to_builtins(values), Personal))
    return who, kek.wrap(ledger, who, data_key), seal(data_key, ledger, who, encoded)


async def command_secret(connection: Session | Pool) -> bytes:
    """The key of command digests and of person ids: commands may carry names, so a plain hash would tell them."""
    value: bytes = await connection.fetchval("SELECT value FROM deployment_secret WHERE name = 'commands'")
    return value


async def marking_secret(connection: Session | Pool, ledger: str) -> bytes:
    """The key of an authority's marks: those of two authorities cannot be compared."""
    value: bytes = await connection.fetchval("SELECT value FROM deployment_secret WHERE name = 'marks'")
    return hmac.new(value, ledger.encode(), hashlib.sha256).digest()


@asynccontextmanager
async def _session(connection: Session | Pool) -> AsyncIterator[Session]:
    if isinstance(connection, asyncpg.Pool):
        async with connection.acquire() as session:
            yield session
    else:
        yield connection


# -- opening it --------------------------------------------------------------------------------------------------------


async def check_vault(connection: Connection, path: Path) -> str | None:
    """The id of the key that wraps by now, which the file holds; None while the vault has none.

    Raises:
        SetupError: the key is lost, or is that of another register.
    """
    known: str | None = await connection.fetchval("SELECT id FROM vault_kek")
    if known is None or known in read_keys(path):
        return known
    raise SetupError("VAULT_KEY_OF_ANOTHER" if path.exists() else "VAULT_KEY_MISSING", key=known, path=path)


async def open_vault(connection: Connection, path: Path) -> Vault:
    """The vault of a database. Its key is made when the vault has none yet; what stood in clear is sealed.

    Raises:
        SetupError: the key is lost, or is that of another register.
    """
    async with connection.transaction():
        await connection.execute("LOCK TABLE vault_kek IN SHARE ROW EXCLUSIVE MODE")  # of two processes one makes it
        if await check_vault(connection, path) is None:
            keys = read_keys(path)
            if not keys:
                kek = Kek.fresh()
                write_keys(path, [kek])
                keys = {kek.id: kek}
            await connection.execute("INSERT INTO vault_kek (id) VALUES ($1)", next(iter(keys)))
        vault = Vault(path, read_keys(path))
        await _seal_what_is_clear(connection, vault)
    return vault


async def counts(connection: Connection) -> dict[str, int]:
    """How many people are sealed, how many of them have no key, and how many an older version left in clear."""
    row = await connection.fetchrow(
        """
        SELECT (SELECT count(*) FROM vault_value) AS sealed, (SELECT count(*) FROM personal) AS clear,
               (SELECT count(*) FROM vault_value v
                WHERE NOT EXISTS (SELECT FROM vault_key k
                                  WHERE k.ledger_id = v.ledger_id AND k.person = v.person)) AS "withoutKey"
        """
    )
    assert row is not None
    return dict(row)


async def _seal_what_is_clear(connection: Connection, vault: Vault) -> None:
    """Seal the rows of a version before the vault, and let go of their pages: TRUNCATE leaves no dead row behind."""
    if not await connection.fetchval("SELECT EXISTS (SELECT FROM personal)"):
        return
    await connection.execute("LOCK TABLE personal IN ACCESS EXCLUSIVE MODE")
    for row in await connection.fetch("SELECT * FROM personal"):
        values = {name: row[name] for name in ("given_name", "family_name", "birth_year", "public_email")}
        await vault.keep(connection, row["ledger_id"], [(row["person"], Personal(**values))])
    await connection.execute("TRUNCATE personal")


# -- the keys ----------------------------------------------------------------------------------------------------------


class Backup(Struct, frozen=True, kw_only=True):
    """Wrapped data keys as they are kept apart from the data: of no use without the key file."""

    format: Annotated[str, Meta(pattern="^greffe-vault-keys-1$")] = "greffe-vault-keys-1"
    kek: str
    keys: tuple[tuple[str, str, str, bytes], ...]
    """Ledger, person, id of the key that wraps it, wrapped key."""


async def rotate(
    connection: Connection, path: Path, *, told: Callable[[int, int], object] = lambda *_: None
) -> tuple[str, int]:
    """Wrap every data key by a new key-encryption key and destroy the former one; the new id, and how many keys.

    The file holds both keys until the database has moved on, so that a crash at any point loses nothing. ``told`` hears
    how many keys are wrapped, of how many.

    Raises:
        SetupError: the key is lost, or the file cannot be written.
    """
    fresh = Kek.fresh()
    async with connection.transaction():
        await connection.execute("SELECT id FROM vault_kek FOR UPDATE")
        await check_vault(connection, path)
        keys = read_keys(path)
        write_keys(path, [*keys.values(), fresh])
        rows = await connection.fetch("SELECT * FROM vault_key FOR UPDATE")
        wrapped = []
        for row in rows:
            of = (row["ledger_id"], row["person"])
            if row["kek"] not in keys:
                raise KeyUnknown(f"{path} does not hold key {row['kek']}, by which a data key is wrapped")
            wrapped.append((*of, fresh.id, fresh.wrap(*of, keys[row["kek"]].unwrap(*of, row["wrapped"]))))
            told(len(wrapped), len(rows))
        await connection.executemany(_KEEP_KEY, wrapped)
        for table in _BESIDE:
            await _rewrap(connection, table, keys, fresh)
        await connection.execute("UPDATE vault_kek SET id = $1", fresh.id)
    async with connection.transaction():
        # Another rotation may be under way by now, and have its key in the file: then that one cleans up.
        if await connection.fetchval("SELECT id FROM vault_kek FOR UPDATE") == fresh.id:
            write_keys(path, [fresh])
    return fresh.id, len(wrapped)


async def _rewrap(connection: Connection, table: str, keys: dict[str, Kek], fresh: Kek) -> None:
    """Wrap the keys of what is sealed beside the vault by another.

    What an old dump brought back under a key that is gone opens to nobody, and goes: the import, or the clerk, has to
    do it again.
    """
    await connection.execute(f"DELETE FROM {table} WHERE kek <> ALL ($1)", list(keys))
    rows = await connection.fetch(
        f"SELECT ledger_id, id, kek, wrapped FROM {table} WHERE sealed IS NOT NULL FOR UPDATE"
    )
    wrapped = []
    for row in rows:
        of = (row["ledger_id"], row["id"])
        wrapped.append((*of, fresh.id, fresh.wrap(*of, keys[row["kek"]].unwrap(*of, row["wrapped"]))))
    await connection.executemany(f"UPDATE {table} SET kek = $3, wrapped = $4 WHERE ledger_id = $1 AND id = $2", wrapped)


async def backed_up(connection: Connection) -> Backup:
    """Every wrapped data key: kept apart from the dump of the data, and replaced by each newer backup."""
    rows = await connection.fetch("SELECT ledger_id, person, kek, wrapped FROM vault_key ORDER BY ledger_id, person")
    kek = await connection.fetchval("SELECT id FROM vault_kek")
    return Backup(kek=kek or "", keys=tuple((r["ledger_id"], r["person"], r["kek"], r["wrapped"]) for r in rows))


async def restore_keys(connection: Connection, path: Path, backup: Backup) -> int:
    """Put keys back that are missing; how many.

    Those of people whom the ledger says forgotten are left out, and those that do not open what is stored: the values
    were written anew after the data was dumped, and one row that does not open would fail every question about many.

    Raises:
        KeyUnknown: they are wrapped by another key than those of the key file.
    """
    keks = read_keys(path)
    if unknown := {kek for _, _, kek, _ in backup.keys} - keks.keys():
        raise KeyUnknown(f"its keys are wrapped by key {', '.join(sorted(unknown))}, which {path} does not hold")
    rows = await connection.fetch("SELECT ledger_id, person, sealed FROM vault_value")
    stored = {(row["ledger_id"], row["person"]): row["sealed"] for row in rows}
    keys = [key for key in backup.keys if _opens(keks[key[2]], key, stored.get(key[:2]))]
    restored: int = await connection.fetchval(
        """
        WITH restored AS (
            INSERT INTO vault_key (ledger_id, person, kek, wrapped)
            SELECT b.ledger_id, b.person, b.kek, b.wrapped
            FROM unnest($1::text[], $2::text[], $3::text[], $4::bytea[]) AS b (ledger_id, person, kek, wrapped)
            WHERE NOT EXISTS (SELECT FROM entry_tag t WHERE t.ledger_id = b.ledger_id
                              AND t.tag = 'person:' || b.person AND t.type = 'PersonForgotten')
            ON CONFLICT DO NOTHING
            RETURNING 1
        )
        SELECT count(*) FROM restored
        """,
        *([key[column] for key in keys] for column in range(4)),
    )
    return restored


def _opens(kek: Kek, key: tuple[str, str, str, bytes], sealed: bytes | None) -> bool:
    ledger, person, _, wrapped = key
    try:
        return sealed is not None and bool(unseal(kek.unwrap(ledger, person, wrapped), ledger, person, sealed))
    except NotAuthentic:
        return False


async def purge(connection: Connection) -> None:
    """Rewrite the vault's tables, so that no page of theirs holds a deleted row (not in a transaction)."""
    for table in ("vault_key", "vault_value", *_BESIDE):
        await connection.execute(f"VACUUM (FULL) {table}")
