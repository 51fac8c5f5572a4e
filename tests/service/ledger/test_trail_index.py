"""The index of the trail follows the ledger: corrections, disclosures, erasures, rebuilds."""

from collections.abc import AsyncIterator

import pytest

from domain.arbitrations_commands import OpenArbitration
from domain.core.entry import Visibility
from domain.disclosure import Disclose
from domain.facts.arbitrations import ArbitrationOption
from domain.rectification import Rectify
from domain.seats import FillSeat
from service.database import Connection, Database, Pool
from service.ledger import trail
from service.ledger.trail import Span, Wanted
from service.ledger.trail_index import forget_words
from service.rebuild import rebuild
from tests.service.clerk.office import ACT, LEDGER, ON, Office, office_on

Rows = list[tuple[str, int, int]]


@pytest.fixture
async def office(database: Database, pool: Pool) -> AsyncIterator[Office]:
    async with office_on(database, pool) as opened:
        yield opened


async def rows(pool: Pool) -> Rows:
    found = await pool.fetch("SELECT key, level, position FROM trail_key WHERE ledger_id = $1", LEDGER)
    return sorted((row["key"], row["level"], row["position"]) for row in found)


async def levels(pool: Pool, position: int) -> set[int]:
    found = await pool.fetch("SELECT level FROM trail_key WHERE ledger_id = $1 AND position = $2", LEDGER, position)
    return {row["level"] for row in found}


async def found(pool: Pool, *keys: str, level: int = 3) -> tuple[int, ...]:
    async with pool.acquire() as connection:
        wanted = Wanted(groups=tuple((key,) for key in keys))
        return (await trail.find(connection, LEDGER, level, wanted, Span(0, 1 << 60), first=100)).positions


async def opened(office: Office, visibility: Visibility) -> int:
    """An arbitration about a quarry, for few."""
    recorded = await office.record(
        OpenArbitration(
            on=ON,
            act=ACT,
            visibility=visibility,
            arbitration="carriere",
            subject="La carrière de Bort",
            question="Faut-il l'étendre ?",
            parties=("epci:241500255",),
            options=(ArbitrationOption(option="oui", label="Oui"), ArbitrationOption(option="non", label="Non")),
        )
    )
    return recorded.first


async def test_a_correction_marks_what_it_strikes(office: Office, pool: Pool) -> None:
    people = await office.furnish(LEDGER)
    (struck,) = (await found(pool, "type:SeatFilled", f"person:{people[1]}", "body:bureau"))[-1:]
    assert await found(pool, "rectified") == ()
    correcting = FillSeat(on=ON, act=ACT, body="bureau", seat="VP1", person=people[5])
    recorded = await office.record(Rectify(entry=struck, reason="Homonyme", act=ACT, replacement=(correcting,)))
    assert await found(pool, "rectified") == (struck,)
    assert await found(pool, "rectifying") == (recorded.first, recorded.last)
    assert await found(pool, f"rectifies:{struck}") == (recorded.first, recorded.last)
    assert await found(pool, "word:homonyme") == (recorded.first,)


async def test_a_disclosure_lets_others_find_what_they_could_not(office: Office, pool: Pool) -> None:
    await office.furnish(LEDGER)
    position = await opened(office, Visibility.RESTRICTED)
    assert await found(pool, "all", level=0) == tuple(range(1, position))
    assert await levels(pool, position) == {3}
    assert await found(pool, "word:carriere", level=2) == ()
    assert await found(pool, "word:carriere", level=3) == (position,)
    before = len(await rows(pool))
    told = await office.record(Disclose(on=ON, act=ACT, subject="arbitration:carriere", to=Visibility.MEMBERS))
    assert await levels(pool, position) == {1}
    assert await found(pool, "word:carriere", level=0) == ()
    assert await found(pool, "word:carriere", level=1) == (position,)
    assert len([row for row in await rows(pool) if row[2] != told.first]) == before


async def test_keys_of_other_code_are_found_again_by_a_disclosure(
    office: Office, pool: Pool, app_connection: Connection
) -> None:
    await office.furnish(LEDGER)
    position = await opened(office, Visibility.RESTRICTED)
    await app_connection.execute("DELETE FROM trail_key WHERE key = 'word:carriere'")
    await app_connection.execute("INSERT INTO trail_key VALUES ($1, 'word:old', 3, $2)", LEDGER, position)
    await office.record(Disclose(on=ON, act=ACT, subject="arbitration:carriere"))
    assert await levels(pool, position) == {0}
    assert await found(pool, "word:carriere", level=0) == (position,)
    assert await found(pool, "word:old") == ()


async def test_a_rebuild_makes_the_same_index(office: Office, pool: Pool, app_connection: Connection) -> None:
    people = await office.furnish(LEDGER)
    await office.live(LEDGER, people)
    await opened(office, Visibility.RESTRICTED)
    await office.record(Disclose(on=ON, act=ACT, subject="arbitration:carriere", to=Visibility.BUREAU))
    before = await rows(pool)
    assert {key for key, _, _ in before} >= {"rectified", "rectifying", "level:RESTRICTED"}
    await app_connection.execute("DELETE FROM trail_key WHERE position % 2 = 0")
    await app_connection.execute("INSERT INTO trail_key VALUES ($1, 'word:stray', 0, 1)", LEDGER)
    await rebuild(app_connection, LEDGER)
    assert await rows(pool) == before


async def test_the_words_of_an_erased_body_go_and_no_others(
    office: Office, pool: Pool, app_connection: Connection, admin_connection: Connection
) -> None:
    await office.furnish(LEDGER)
    position = await opened(office, Visibility.PUBLIC)
    before = await rows(pool)
    await admin_connection.execute("ALTER TABLE greffe.entry_body DISABLE TRIGGER ALL")
    await admin_connection.execute(
        """
        UPDATE greffe.entry_body
        SET body = convert_to(replace(convert_from(body, 'UTF8'), 'La carrière de Bort', '[effacé]'), 'UTF8')
        WHERE ledger_id = $1 AND position = $2
        """,
        LEDGER,
        position,
    )
    async with app_connection.transaction():
        await forget_words(app_connection, LEDGER, [position])
    after = await rows(pool)
    assert set(before) - set(after) == {("word:bort", 0, position)}, "carriere is the id of the arbitration too"
    assert set(after) - set(before) == {("word:efface", 0, position)}
