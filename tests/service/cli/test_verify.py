"""`greffe verify --database`, as an operator runs it."""

import asyncio

import pytest

from service.database import Database, connected
from tests.service.cli.office import LEDGER, file_of, whole_office
from tests.service.cli.processes import as_json, greffe
from tests.service.selfcheck.intruder import write
from tests.service.selfcheck.signing import STRANGER, sign


@pytest.fixture
def recorded(env: dict[str, str]) -> dict[str, str]:
    """A small authority."""
    greffe("record", "-", env=env, given=file_of(*whole_office()))
    return env


def test_a_sound_register_is_told_in_plain_words(recorded: dict[str, str]) -> None:
    told = greffe("verify", "--database", "--lang", "en", env=recorded).stdout
    assert f"Ledger {LEDGER}: 14 entries" in told
    assert "✓ headers (14)" in told
    assert "The database agrees with itself: 1 ledger(s), 14 entries." in told
    assert "keep checkpoints elsewhere" in told
    assert "entries/s" in told


def test_and_in_french(recorded: dict[str, str]) -> None:
    told = greffe("verify", "--database", "--lang", "fr", env=recorded).stdout
    assert "✓ en-têtes (14)" in told
    assert "La base est d’accord avec elle-même : 1 registre(s), 14 écriture(s)." in told.replace("\u00a0", " ")
    assert "gardez des points de contrôle ailleurs" in told


def test_the_first_difference_is_told_with_its_place_and_what_to_do(
    recorded: dict[str, str], database: Database
) -> None:
    async def intrude() -> None:
        async with connected(database.admin_url or "") as admin:
            await write(admin, "UPDATE entry_body SET body = body || ' '::bytea WHERE position IN (7, 9)")

    asyncio.run(intrude())
    told = greffe("verify", "--database", "--lang", "en", env=recorded, code=1).stdout
    found = "entry 7: the body is not the one whose digest is in the header (the first of 2)"
    assert f"✗ bodies, against the digest in their header: {found}" in told
    assert "→ Keep a copy of the database" in told
    assert "The database does not agree with itself: 2 kind(s) of difference, 4 in all." in told
    ledger, verdict = as_json(greffe("verify", "--database", "--json", env=recorded, code=1))
    differences = [(one["check"], one["code"], one["position"], one["number"]) for one in ledger["differences"]]
    assert differences == [("BODIES", "BODY_OTHER", 7, 2), ("BODIES", "BODY_NOT_CANONICAL", 7, 2)]
    assert ledger["differences"][0]["says"]["fr"].startswith("le contenu n’est pas celui")
    assert (verdict["sound"], verdict["entries"], verdict["ledgers"]) == (False, 14, 1)
    greffe("verify", "--database", "--quick", env=recorded, code=1)


def test_quick_and_one_ledger_as_json(recorded: dict[str, str]) -> None:
    ledger, verdict = as_json(greffe("verify", "--database", "--quick", "--ledger", LEDGER, "--json", env=recorded))
    assert (ledger["ledger"], ledger["differences"], verdict["quick"], verdict["sound"]) == (LEDGER, [], True, True)
    assert set(verdict["limit"]) == {"fr", "en"}


def test_what_cannot_be_verified_is_said(recorded: dict[str, str]) -> None:
    assert (
        "No ledger 123456789 is open"
        in greffe("verify", "--database", "--ledger", "123456789", env=recorded, code=1).stderr
    )
    assert "--database" in greffe("verify", env=recorded, code=2).stderr


def test_checkpoints_must_be_signed_by_a_known_key(recorded: dict[str, str], database: Database) -> None:
    (made,) = as_json(greffe("keys", "create", "--name", "greffe.test", "--json", env=recorded))
    assert made
    greffe("verify", "--database", env=recorded)

    async def forge() -> None:
        async with connected(database.app_url) as connection:
            await sign(connection, LEDGER, 14, STRANGER)

    asyncio.run(forge())
    told = greffe("verify", "--database", "--lang", "en", env=recorded, code=1).stdout
    assert "entry 14: the checkpoint is not signed by a known key" in told
    known = STRANGER.signing.verifier.text
    greffe("verify", "--database", "--key", known, env=recorded)
    assert "The key is refused" in greffe("verify", "--database", "--key", "x", env=recorded, code=1).stderr
