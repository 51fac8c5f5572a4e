"""Which heads a question reads: of 470 ledgers, its own and that of the territory."""

import pytest

from service.database import Connection
from service.graphql.moment import resolve_ledger
from service.graphql.refusals import QueryRefused
from service.ledger import Reader

SOME = """
INSERT INTO ledger_head (ledger_id, clock, position, projection_version)
VALUES ('FR', 'REAL', 7, 1), ('200000008', 'REAL', 3, 1), ('200000024', 'REAL', 0, 1)
"""


@pytest.fixture
async def some(app_connection: Connection) -> Connection:
    await app_connection.execute(SOME)
    return app_connection


async def test_who_names_the_authority_reads_no_other_head(some: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    async def every(_: Reader) -> None:
        raise AssertionError("every head was read")

    monkeypatch.setattr(Reader, "heads", every)
    assert (await resolve_ledger(some, "200000008")).position == 3


async def test_the_only_authority_need_not_be_named(some: Connection) -> None:
    assert (await resolve_ledger(some, None)).ledger == "200000008"


@pytest.mark.parametrize("asked", ["200000024", "999999999", "\0", "\ud800", ""])
async def test_who_names_one_that_is_not_open_is_told_which_are(some: Connection, asked: str) -> None:
    with pytest.raises(QueryRefused) as refused:
        await resolve_ledger(some, asked)
    assert (refused.value.extensions or {})["authorities"] == ["200000008"]
