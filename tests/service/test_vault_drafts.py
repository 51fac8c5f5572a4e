"""Drafts open with the vault's key alone, are saved over the version that was open, and go with who is forgotten."""

from pathlib import Path

import pytest

from service import vault, vault_drafts
from service.database import Connection
from service.vault import Personal, open_vault
from service.vault_drafts import TooManyDrafts, add_draft, drop_draft, list_drafts, open_draft, save_draft
from service.vault_keys import NotAuthentic

LEDGER, OTHER = "200000008", "241500255"


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    return tmp_path / "vault.key"


async def test_a_draft_is_saved_over_the_version_that_was_open(app_connection: Connection, key_file: Path) -> None:
    opened = await open_vault(app_connection, key_file)
    id_, version = await add_draft(app_connection, opened, LEDGER, form="seance", value=b"Zephyrine", by="t-a")
    assert version == 1
    assert await save_draft(app_connection, opened, LEDGER, id_, version=1, value=b"two", by="t-b") == 2
    assert await save_draft(app_connection, opened, LEDGER, id_, version=1, value=b"lost", by="t-a") is None
    assert await save_draft(app_connection, opened, LEDGER, "d-none", version=1, value=b"lost", by="t-a") is None
    found = await open_draft(app_connection, opened, LEDGER, id_)
    assert found is not None
    assert (found.value.strip(), found.version, found.saved_by, found.form) == (b"two", 2, "t-b", "seance")
    assert "two" not in repr(found)
    assert [each.id for each in await list_drafts(app_connection, LEDGER)] == [id_]
    assert await list_drafts(app_connection, OTHER) == []
    await app_connection.execute("UPDATE desk_draft SET ledger_id = $1", OTHER)
    with pytest.raises(NotAuthentic):
        await open_draft(app_connection, opened, OTHER, id_)
    assert await drop_draft(app_connection, OTHER, id_)
    assert not await drop_draft(app_connection, OTHER, id_)


async def test_drafts_are_bounded_in_number_and_age(
    app_connection: Connection, key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vault_drafts, "MOST", 2)
    opened = await open_vault(app_connection, key_file)
    first, _ = await add_draft(app_connection, opened, LEDGER, form="seance", value=b"1", by="t-a")
    await add_draft(app_connection, opened, LEDGER, form="seance", value=b"2", by="t-a")
    with pytest.raises(TooManyDrafts):
        await add_draft(app_connection, opened, LEDGER, form="seance", value=b"3", by="t-a")
    await add_draft(app_connection, opened, OTHER, form="seance", value=b"3", by="t-a")
    await app_connection.execute("UPDATE desk_draft SET saved_at = now() - interval '91 days' WHERE id = $1", first)
    assert await open_draft(app_connection, opened, LEDGER, first) is None
    assert len(await list_drafts(app_connection, LEDGER)) == 1
    await add_draft(app_connection, opened, LEDGER, form="seance", value=b"3", by="t-a")
    assert await app_connection.fetchval("SELECT count(*) FROM desk_draft WHERE id = $1", first) == 0


async def test_who_is_forgotten_is_in_no_draft(app_connection: Connection, key_file: Path) -> None:
    opened = await open_vault(app_connection, key_file)
    who = Personal(given_name="Zéphyrine", family_name="d'Auzolle")
    await opened.keep(app_connection, LEDGER, [("p-1", who), ("p-2", Personal(given_name="Zoé", family_name="Lys"))])
    texts = ("zephyrine D’AUZOLLE", "Zéphyrine Lys", "x p-1 y", "autre")
    ids = [
        (await add_draft(app_connection, opened, LEDGER, form="f", value=text.encode(), by="t-a"))[0] for text in texts
    ]
    await opened.forget(app_connection, LEDGER, ["p-1"])
    assert {each.id for each in await list_drafts(app_connection, LEDGER)} == {ids[1], ids[3]}


async def test_a_rotation_takes_drafts_along(
    app_connection: Connection, admin_connection: Connection, key_file: Path
) -> None:
    opened = await open_vault(app_connection, key_file)
    id_, _ = await add_draft(app_connection, opened, LEDGER, form="f", value=b"kept", by="t-a")
    gone, _ = await add_draft(app_connection, opened, LEDGER, form="f", value=b"gone", by="t-a")
    await app_connection.execute("UPDATE desk_draft SET kek = 'gone' WHERE id = $1", gone)
    await vault.rotate(app_connection, key_file)
    found = await open_draft(app_connection, opened, LEDGER, id_)
    assert found is not None
    assert found.value.strip() == b"kept"
    assert await open_draft(app_connection, opened, LEDGER, gone) is None
