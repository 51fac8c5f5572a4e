"""Erased bodies: the check goes on with what remains, and finds what is not what an entry says of it."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from domain.erasure import RedactEntry
from domain.facts.erasure import ErasureBasis
from domain.themes import AddTheme
from service.database import Connection, Database
from service.ledger.check.findings import Check, Flaw
from tests.service.clerk.office import ACT, LEDGER, ON
from tests.service.selfcheck.conftest import checked, clone, filled, office_in
from tests.service.selfcheck.intruder import write

Damage = Callable[[Connection], Awaitable[object]]
ERASED, OTHER_ERASED = 35, 36
"""Themes whose names were erased by entries 37 and 38."""


async def two_erasures(database: Database) -> None:
    """Two themes, of which the texts are gone."""
    async with office_in(database) as office:
        await office.furnish()
        await office.record(
            *(AddTheme(on=ON, act=ACT, theme=name, name_fr=f"de {name}", name_en=name) for name in ("tom", "ben"))
        )
        for entry in (ERASED, OTHER_ERASED):
            await office.record(RedactEntry(on=ON, entry=entry, basis=ErasureBasis.UNLAWFUL_PROCESSING))


@pytest.fixture(scope="module")
async def erased_template(server: Connection, server_url: str, template: str) -> AsyncIterator[str]:
    async with filled(server, server_url, template, two_erasures) as name:
        yield name


@pytest.fixture
async def database(server: Connection, server_url: str, erased_template: str) -> AsyncIterator[Database]:
    """Two erasures, of this test alone."""
    async with clone(server, server_url, erased_template) as cloned:
        yield cloned


def sql(statement: str) -> Damage:
    """One statement on the first of the two."""
    return lambda admin: write(admin, f"UPDATE entry_body SET {statement} WHERE position = {ERASED}")


DAMAGES: dict[str, tuple[Damage, Flaw, int]] = {
    "another text": (
        sql("body = convert_to(replace(convert_from(body, 'UTF8'), '[effacé]', 'xyz'), 'UTF8')"),
        Flaw.ERASURE_OTHER,
        ERASED,
    ),
    "another's remains": (
        sql(f"body = (SELECT body FROM entry_body WHERE position = {OTHER_ERASED})"),
        Flaw.ERASURE_OTHER,
        ERASED,
    ),
    "erased by the entry that erased another": (sql("erased_by = 38"), Flaw.ERASURE_UNSAID, ERASED),
    "erased by an entry that erases nothing": (sql("erased_by = 36"), Flaw.ERASURE_UNSAID, ERASED),
    "erased by nothing": (sql("erased_by = NULL"), Flaw.ERASURE_UNDONE, 37),
}


@pytest.mark.parametrize("name", DAMAGES)
async def test_the_check_finds_the_damage_at_its_place(
    admin_connection: Connection, app_connection: Connection, name: str
) -> None:
    damage, flaw, position = DAMAGES[name]
    await damage(admin_connection)
    report = await checked(app_connection)
    assert (flaw, position) in [(one.flaw, one.position) for one in report.differences]


async def test_what_remains_is_sound(app_connection: Connection) -> None:
    report = await checked(app_connection, LEDGER)
    assert report.sound, report.differences
    assert report.looked_at[Check.ERASURES] == 2
