"""What somebody with all rights on the database may try. Names are those of the table in docs/security.md.

The scene: entries 1 to 300 and a backup of them; 301 and 302, which the auditor's checkpoint and the first bundle
cover; 303 and 304, which the register signed and nobody outside has heard of.
"""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

from msgspec import structs

from service.database import Connection
from service.vault import Personal, Vault
from tests.service.clerk.office import LEDGER
from tests.service.selfcheck.book import Book
from tests.service.selfcheck.conftest import vault_keys
from tests.service.selfcheck.intruder import body_of, put_body, put_header, unguarded, write
from tests.service.selfcheck.signing import STRANGER, sign

Attack = Callable[[Connection], Awaitable[object]]

SEATED: Final = 24
"""The entry that seats the second delegate: in the middle of a list of commands."""
BACKED_UP: Final = 300
KNOWN: Final = 302
"""The last entry that somebody outside knows of."""
LAST: Final = 304
OTHER_DAY: Final = "2026-05-21"

_HERE: Final = f"ledger_id = '{LEDGER}' AND position = "


# -- one thing changed, and nothing else -------------------------------------------------------------------------------


async def edit_a_body(admin: Connection) -> None:
    body = await body_of(admin, LEDGER, SEATED)
    await put_body(admin, LEDGER, SEATED, body | {"effective_on": OTHER_DAY})


async def edit_a_header(admin: Connection) -> None:
    await put_header(admin, LEDGER, SEATED, leaf=False, clock="SIMULATED")


async def edit_a_header_and_its_leaf(admin: Connection) -> None:
    await put_header(admin, LEDGER, SEATED, body_sha256="0" * 64)


async def delete_the_last_entry(admin: Connection) -> None:
    await _without(admin, LAST)


async def delete_a_middle_entry(admin: Connection) -> None:
    await _without(admin, SEATED)


async def _without(admin: Connection, position: int) -> None:
    async with unguarded(admin):
        for table in ("entry_header", "entry_body", "entry_tag"):
            await admin.execute(f"DELETE FROM {table} WHERE {_HERE} {position}")


async def swap_two_bodies(admin: Connection) -> None:
    one, other = await body_of(admin, LEDGER, SEATED), await body_of(admin, LEDGER, SEATED + 1)
    await put_body(admin, LEDGER, SEATED, other)
    await put_body(admin, LEDGER, SEATED + 1, one)


async def swap_a_projection_row(admin: Connection) -> None:
    await admin.execute(
        f"UPDATE composition SET person = 'p-aaaaaaaaaaaaaaaa' WHERE ledger_id = '{LEDGER}' AND known_from = 36"
    )


async def edit_the_tags(admin: Connection) -> None:
    await write(admin, f"DELETE FROM entry_tag WHERE {_HERE} {SEATED} AND tag LIKE 'person:%'")


async def move_the_head_back(admin: Connection) -> None:
    await admin.execute(f"UPDATE ledger_head SET position = {KNOWN} WHERE ledger_id = '{LEDGER}'")


async def exchange_names(admin: Connection) -> None:
    """What the vault keeps of one person is put in the place of another, with its key."""
    rows = await admin.fetch(f"SELECT person FROM vault_value WHERE ledger_id = '{LEDGER}' ORDER BY 1 LIMIT 2")
    one, other = (row["person"] for row in rows)
    for table in ("vault_value", "vault_key"):
        for old, new in ((one, "-"), (other, one), ("-", other)):
            await admin.execute(
                f"UPDATE {table} SET person = $2 WHERE ledger_id = '{LEDGER}' AND person = $1", old, new
            )


async def change_a_name_with_the_key(admin: Connection) -> None:
    """The intruder has the vault's key as well."""
    person = await admin.fetchval(f"SELECT min(person) FROM vault_value WHERE ledger_id = '{LEDGER}'")
    vault = Vault(Path(), vault_keys())
    await vault.keep(admin, LEDGER, [(person, Personal(given_name="Autre", family_name="Nom"))])


# -- everything that follows from it recomputed ------------------------------------------------------------------------


async def edit_and_recompute(admin: Connection) -> None:
    book = await Book.taken(admin, LEDGER)
    book.edit(SEATED, effective_on=OTHER_DAY)
    await book.put_back(admin)


async def edit_and_recompute_hashes_only(admin: Connection) -> None:
    book = await Book.taken(admin, LEDGER)
    book.edit(SEATED, effective_on=OTHER_DAY)
    await book.put_back(admin, tree=False, checkpoints=False)


async def edit_and_recompute_all_but_checkpoints(admin: Connection) -> None:
    book = await Book.taken(admin, LEDGER)
    book.edit(SEATED, effective_on=OTHER_DAY)
    await book.put_back(admin, checkpoints=False)


async def replace_a_checkpoint(admin: Connection) -> None:
    """By one of the same tree, signed with a key of the same name that the intruder made and published."""
    async with unguarded(admin):
        for table in ("checkpoint", "cosignature"):
            await admin.execute(f"DELETE FROM {table} WHERE ledger_id = '{LEDGER}' AND size = {KNOWN}")
    await sign(admin, LEDGER, KNOWN, STRANGER)


async def edit_with_the_signing_key(admin: Connection) -> None:
    """The intruder has the key too: checkpoints of the new history are signed and stored."""
    await edit_and_recompute(admin)
    await sign(admin, LEDGER, KNOWN)
    await sign(admin, LEDGER, LAST)


async def edit_what_nobody_knows_of(admin: Connection) -> None:
    book = await Book.taken(admin, LEDGER)
    book.edit(LAST, effective_on=OTHER_DAY)
    await book.put_back(admin)


async def delete_and_recompute(admin: Connection) -> None:
    book = await Book.taken(admin, LEDGER)
    step, index = book.place(SEATED)
    del step.bodies[index]
    await _cut_rectification(book)
    await book.put_back(admin)


async def _cut_rectification(book: Book) -> None:
    """What cites positions after the change goes as well: the intruder leaves no loose end."""
    book.steps = [step for step in book.steps if b'"type":"Rectified"' not in b"".join(step.bodies)]


async def insert_and_recompute(admin: Connection) -> None:
    book = await Book.taken(admin, LEDGER)
    at = next(number for number, step in enumerate(book.steps) if b'"type":"PersonDied"' in step.bodies[0])
    before = book.steps[at - 1]
    forged = structs.replace(before, command="forged", bodies=[_forged(book)])
    book.steps.insert(at, forged)
    await book.put_back(admin)


def _forged(book: Book) -> bytes:
    """A body like another, of a command of its own."""
    step, index = book.place(3)
    old, new = f'"id":"{step.command}"'.encode(), b'"id":"forged"'
    assert old in step.bodies[index]
    return step.bodies[index].replace(old, new).replace(b'"index":1', b'"index":0')


async def reorder_and_recompute(admin: Connection) -> None:
    book = await Book.taken(admin, LEDGER)
    step, index = book.place(SEATED)
    step.bodies[index], step.bodies[index + 1] = step.bodies[index + 1], step.bodies[index]
    await book.put_back(admin)


async def truncate(admin: Connection) -> None:
    book = await Book.taken(admin, LEDGER)
    book.steps = book.steps[:-2]
    await book.put_back(admin)


async def truncate_what_nobody_knows_of(admin: Connection) -> None:
    book = await Book.taken(admin, LEDGER)
    book.steps = book.steps[:-1]
    await book.put_back(admin)


async def append_a_forged_entry(admin: Connection) -> None:
    book = await Book.taken(admin, LEDGER)
    book.steps.append(structs.replace(book.steps[-1], command="forged", bodies=[_forged(book)]))
    await book.put_back(admin)


# -- an older state ----------------------------------------------------------------------------------------------------


async def back_up(admin: Connection) -> None:
    """Keep every table of the register as it is."""
    await admin.execute("CREATE SCHEMA backup")
    for table in await _tables(admin):
        await admin.execute(f"CREATE TABLE backup.{table} AS TABLE greffe.{table}")


async def roll_back(admin: Connection) -> None:
    """Put every table of the register back as it was."""
    async with unguarded(admin):
        for table in await _tables(admin):
            await admin.execute(f"DELETE FROM greffe.{table}")
            await admin.execute(f"INSERT INTO greffe.{table} OVERRIDING SYSTEM VALUE SELECT * FROM backup.{table}")


async def _tables(admin: Connection) -> list[str]:
    rows = await admin.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'greffe' ORDER BY 1")
    return [row["tablename"] for row in rows]


STOLEN: Final = "Edit an entry, recompute everything, sign with the stolen key"
"""Whoever does this has the folder of the signing key as well, with what the signer remembers."""

ATTACKS: Final[dict[str, Attack]] = {
    "Edit a body": edit_a_body,
    "Edit a header": edit_a_header,
    "Edit a header and its leaf": edit_a_header_and_its_leaf,
    "Delete the last entry": delete_the_last_entry,
    "Delete an entry in the middle": delete_a_middle_entry,
    "Swap the bodies of two entries": swap_two_bodies,
    "Move the head back": move_the_head_back,
    "Edit the index of subjects": edit_the_tags,
    "Swap a row of a projection": swap_a_projection_row,
    "Exchange two names in the vault": exchange_names,
    "Change a name, with the vault's key": change_a_name_with_the_key,
    "Replace a checkpoint by one of another key": replace_a_checkpoint,
    "Edit an entry, recompute its hashes": edit_and_recompute_hashes_only,
    "Edit an entry, recompute all but the checkpoints": edit_and_recompute_all_but_checkpoints,
    "Edit an entry, recompute everything": edit_and_recompute,
    STOLEN: edit_with_the_signing_key,
    "Delete an entry, recompute everything": delete_and_recompute,
    "Insert an entry, recompute everything": insert_and_recompute,
    "Reorder two entries, recompute everything": reorder_and_recompute,
    "Truncate, recompute everything": truncate,
    "Roll the database back to a backup": roll_back,
    "Edit what no checkpoint kept elsewhere covers": edit_what_nobody_knows_of,
    "Truncate what no checkpoint kept elsewhere covers": truncate_what_nobody_knows_of,
    "Append a well-formed entry that nobody decided": append_a_forged_entry,
}
