"""A register that nobody touched passes, whatever it holds and whatever goes on meanwhile."""

from service.database import Database, connected
from service.selfcheck import check_deployment, check_ledger, glance_at_ledger, snapshot


async def test_the_demonstration_is_sound(demo_database: Database) -> None:
    async with connected(demo_database.app_url) as connection, snapshot(connection) as heads:
        for ledger in heads:
            report = await check_ledger(connection, heads, ledger)
            assert report.sound, report.differences
            report = await glance_at_ledger(connection, heads, ledger, seed=1)
            assert report.sound, report.differences
        assert (await check_deployment(connection)).sound
