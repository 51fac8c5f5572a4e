"""The queue of imports opens with the vault's key alone, and keeps nothing of what is settled."""

from pathlib import Path

import pytest

from service import vault
from service.database import Connection
from service.vault import open_vault
from service.vault_keys import NotAuthentic
from service.vault_queue import Place, QueueItem, enqueue, erase_queue, known_items, page_of_queue, settle, waiting_item

LEDGER, OTHER = "200000008", "241500255"


def item(number: int, **more: object) -> QueueItem:
    fields = {"kind": "PERSON", "file": "f" * 64, "line": number, "candidates": (f"p-{number}",), "value": b"Zephyrine"}
    return QueueItem(**{"id": f"q-{number}", **fields, **more})  # type: ignore[arg-type]


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    return tmp_path / "vault.key"


async def test_what_waits_is_sealed_read_in_order_and_bound_to_its_place(
    app_connection: Connection, key_file: Path
) -> None:
    opened = await open_vault(app_connection, key_file)
    await enqueue(app_connection, opened, LEDGER, [item(2), item(10), item(1)])
    await enqueue(app_connection, opened, LEDGER, [item(1, value=b"another")])
    await enqueue(app_connection, opened, OTHER, [item(7)])
    assert await app_connection.fetchval("SELECT count(*) FROM import_queue WHERE position('Zeph' IN sealed) > 0") == 0
    found = await page_of_queue(app_connection, opened, LEDGER, after=Place(), first=2)
    assert [(each.line, each.value.strip()) for each in found] == [(1, b"Zephyrine"), (2, b"Zephyrine")]
    (last,) = await page_of_queue(app_connection, opened, LEDGER, after=found[-1].place, first=2)
    assert last.line == 10
    assert "Zephyrine" not in repr(last)
    await app_connection.execute("UPDATE import_queue SET ledger_id = $1 WHERE id = 'q-10'", OTHER)
    with pytest.raises(NotAuthentic):
        await waiting_item(app_connection, opened, OTHER, "q-10")


async def test_settled_it_keeps_nothing_and_is_not_asked_again(app_connection: Connection, key_file: Path) -> None:
    opened = await open_vault(app_connection, key_file)
    await enqueue(app_connection, opened, LEDGER, [item(1), item(2)])
    assert await settle(app_connection, LEDGER, "q-1", by="t-clerk", outcome="NEW")
    assert not await settle(app_connection, LEDGER, "q-1", by="t-clerk", outcome="NEW")
    await enqueue(app_connection, opened, LEDGER, [item(1)])
    assert await known_items(app_connection, LEDGER, ["q-1", "q-2", "q-3"]) == {"q-1": False, "q-2": True}
    assert await waiting_item(app_connection, opened, LEDGER, "q-1") is None
    row = await app_connection.fetchrow("SELECT * FROM import_queue WHERE id = 'q-1'")
    assert row is not None
    assert (row["sealed"], row["wrapped"], row["kek"], row["candidates"]) == (None, None, None, [])
    assert (row["outcome"], row["resolved_by"]) == ("NEW", "t-clerk")


async def test_a_rotation_takes_the_queue_along_and_leaves_what_opens_to_nobody(
    app_connection: Connection, key_file: Path
) -> None:
    opened = await open_vault(app_connection, key_file)
    await enqueue(app_connection, opened, LEDGER, [item(1), item(2)])
    await app_connection.execute("UPDATE import_queue SET kek = 'gone' WHERE id = 'q-2'")
    await vault.rotate(app_connection, key_file)
    again = await open_vault(app_connection, key_file)
    found = await page_of_queue(app_connection, again, LEDGER, after=Place(), first=10)
    assert [(each.id, each.value.strip()) for each in found] == [("q-1", b"Zephyrine")]


async def test_who_is_forgotten_leaves_no_item(app_connection: Connection, key_file: Path) -> None:
    opened = await open_vault(app_connection, key_file)
    await enqueue(app_connection, opened, LEDGER, [item(1, candidates=("p-x", "p-y")), item(2)])
    await opened.forget(app_connection, LEDGER, ["p-y"])
    found = await page_of_queue(app_connection, opened, LEDGER, after=Place(), first=10)
    assert [each.id for each in found] == ["q-2"]
    assert await erase_queue(app_connection, LEDGER) == 1
    await vault.purge(app_connection)
