"""What is forgotten or erased is in no memory of the process either: no function remembers it."""

import functools
import gc
from collections.abc import Iterator
from typing import Any

from service.database import Database, Pool
from service.ledger.trail_words import told_words
from tests.service.clerk.office import LEDGER, Office, office_on
from tests.service.test_redaction import LOCAL, SECRET, THEME, redact
from tests.service.test_vault import sentinel
from tests.service.test_vault_keys import forget


def remembered(word: str) -> set[str]:
    """The functions that remember a text with this word, among what they were given or what they gave."""
    found = set()
    for each in gc.get_objects():
        if type(each) is functools._lru_cache_wrapper:  # isinstance would ask what a dead weak proxy stands for
            told = " ".join(_texts(gc.get_referents(each), 4)).casefold()
            found |= {each.__qualname__} if word.casefold() in told else set()
    return found


def _texts(values: Any, depth: int) -> Iterator[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif depth and isinstance(value, dict):
            yield from _texts((*value, *value.values()), depth - 1)
        elif depth and isinstance(value, tuple | list | frozenset):
            yield from _texts(value, depth - 1)


async def search(office: Office, name: str) -> None:
    found = await office.vault.bearing(office.pool, LEDGER, told_words(name))
    assert any(found.values())


async def test_a_name_that_is_looked_for_is_not_remembered(database: Database, pool: Pool) -> None:
    async with office_on(database, pool) as office:
        await office.open()
        who = (await office.record(sentinel())).people["$z"]
        await search(office, "Zéphyrine")
        assert remembered("Quetzalcoatl-Ünlü") == set()  # the family name, for which nobody has asked
        assert remembered("quetzalcoatl unlu") == set()
        await office.record(forget(who))


async def test_an_erased_text_is_remembered_no_more(database: Database, pool: Pool) -> None:
    async with office_on(database, pool) as office:
        await office.furnish()
        done = await office.record(THEME, LOCAL)
        assert {"search_key", "_text_words"} <= remembered(SECRET)
        await office.record(*(redact(at) for at in range(done.first, done.last + 1)))
        assert remembered(SECRET) == set()
