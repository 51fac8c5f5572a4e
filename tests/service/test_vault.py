"""Names and contacts are in the vault and nowhere else: not in the ledger, a projection, a log or an error."""

import asyncio
import datetime as dt
import logging

import pytest
from msgspec import structs

from domain.people import ChangePersonDetails, RegisterPerson
from service import vault
from service.clerk import Refusals
from service.database import Connection, Database, Pool
from service.ledger import Append, OutcomeUnknown
from tests.service.clerk.office import LEDGER, ON, OTHER, mandate, office_on, vault_on
from tests.service.ledger.ledgers import event, opened, writer_on

SENTINELS = ("Zéphyrine", "Quetzalcoatl-Ünlü", "zq.sentinel@example.org", "1907")


def sentinel(alias: str = "$z") -> RegisterPerson:
    given, family, email, year = SENTINELS
    return RegisterPerson(
        on=ON, person=alias, given_name=given, family_name=family, public_email=email, birth_year=int(year)
    )


def told(text: str) -> list[str]:
    """Which sentinels a text holds, in any dress that they may wear."""
    words = SENTINELS[:3]
    dresses = [word.encode().hex() for word in words] + [word.encode("unicode_escape").decode() for word in words]
    return [word for word in (*words, *dresses) if word.casefold() in text.casefold()]


async def test_nothing_personal_is_in_any_other_table(
    database: Database, pool: Pool, admin_connection: Connection, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with office_on(database, pool) as office:
        await office.open()
        done = await office.record(sentinel(), sentinel("$y"), mandate("$z"), command_id="names")
        who = done.people["$z"]
        await office.record(sentinel(), sentinel("$y"), mandate("$z"), command_id="names")
        change = ChangePersonDetails(
            on=ON, person=who, given_name="Zéphyrine", family_name="Quetzalcoatl-Ünlü", public_email=SENTINELS[2]
        )
        changed = await office.record(change)
        refused = [
            await office.ask(sentinel("$a"), sentinel("$a")),
            await office.ask(sentinel("$a"), mandate("$b")),
            await office.ask(structs.replace(change, person="p-aaaaaaaaaaaaaaaa")),
            await office.ask(sentinel(), command_id="names"),
            await office.ask(structs.replace(sentinel(), on=dt.date(1, 1, 1))),
        ]
    assert all(isinstance(answer, Refusals) for answer in refused)
    for answer in (done, changed, *refused):
        assert told(repr(answer)) == []
    found = {}
    for (table,) in await admin_connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'greffe'"):
        rows = await admin_connection.fetch(f"SELECT t::text FROM greffe.{table} t")
        found[table] = [word for (row,) in rows for word in told(row)]
    assert len(found) > 10
    assert {table: words for table, words in found.items() if words} == {}
    assert told(caplog.text) == []


async def test_digests_tell_no_name_to_who_has_not_the_secret(database: Database, pool: Pool) -> None:
    """Two deployments digest the same request differently: a list of names cannot be tried on a stolen table."""
    async with office_on(database, pool) as office:
        await office.open()
        await office.record(sentinel(), command_id="names")
        digest = await pool.fetchval("SELECT digest FROM command WHERE id = 'names'")
        office.clerk._secret = b"another deployment's"
        await office.record(sentinel("$other"), command_id="others")
        answer = await office.ask(sentinel(), command_id="names")
    assert len(digest) == 32
    assert isinstance(answer, Refusals)


@pytest.mark.parametrize(
    "wrong",
    [
        {"given_name": "Zéphyrine\0"},
        {"family_name": "Quetzalcoatl-Ünlü\ud800"},
        {"birth_year": 70_000},
        {"birth_year": "1907"},
        {"family_name": None},
    ],
)
async def test_an_error_of_the_vault_quotes_nothing(
    database: Database, pool: Pool, caplog: pytest.LogCaptureFixture, wrong: dict[str, object]
) -> None:
    caplog.set_level(logging.DEBUG)
    person = vault.Personal(given_name="Zéphyrine", family_name="Quetzalcoatl-Ünlü", birth_year=1907)
    unfit = structs.replace(person, **wrong)
    kept = await vault_on(database)
    async with writer_on(database) as writer:
        await opened(writer, LEDGER)
        append = Append(
            ledger=LEDGER, entries=(event(),), beside=lambda session: kept.keep(session, LEDGER, [("p", unfit)])
        )
        with pytest.raises(vault.NotKept) as failed:
            await asyncio.wait_for(writer.append(append), 10)
    assert not isinstance(failed.value, OutcomeUnknown)
    chain: BaseException | None = failed.value
    while chain is not None:
        assert told(f"{chain!r} {chain} {chain.args}") == []
        chain = chain.__cause__ or chain.__context__
    assert told(caplog.text) == []
    assert await pool.fetchval("SELECT count(*) FROM vault_value") == 0
    assert await pool.fetchval("SELECT position FROM ledger_head") == 1


def test_a_person_is_not_printed() -> None:
    person = vault.Personal(given_name="Zéphyrine", family_name="Quetzalcoatl-Ünlü", public_email=SENTINELS[2])
    assert told(f"{person} {person!r} {[person]}") == []
    assert person.name == "Zéphyrine Quetzalcoatl-Ünlü"


async def test_what_is_kept_of_one_authority_is_not_told_to_another(
    database: Database, pool: Pool, app_connection: Connection
) -> None:
    kept = await vault_on(database)
    person = vault.Personal(given_name="Zéphyrine", family_name="Quetzalcoatl-Ünlü")
    await kept.keep(app_connection, LEDGER, [("p-a", person)])
    assert await kept.personal(pool, LEDGER, ["p-a", "p-b"]) == {"p-a": person}
    assert await kept.personal(pool, OTHER, ["p-a"]) == {}
    other = structs.replace(person, family_name="Martin", birth_year=1907)
    await kept.keep(app_connection, LEDGER, [("p-a", other)])
    assert await kept.personal(pool, LEDGER, ["p-a"]) == {"p-a": other}


async def test_names_are_searched_a_few_at_a_time(
    database: Database, pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever asks for something else meanwhile is answered between two of these batches."""
    monkeypatch.setattr(vault, "AT_ONCE", 2)
    async with office_on(database, pool) as office:
        await office.open()
        named = [
            RegisterPerson(on=ON, person=f"${each}", given_name=given, family_name="Quetzalcoatl")
            for each, given in zip("abcde", ("Anne", "Annie", "Paul", "Anna", "Jeanne"), strict=True)
        ]
        people = (await office.record(*named)).people
        other = (await office.vault.personal(office.pool, LEDGER, None)).keys() - people.values()
        assert not other
        found = await office.vault.named(office.pool, LEDGER, "quetz ann")
        assert found == sorted(people[alias] for alias in ("$a", "$b", "$d"))
        bearing = await office.vault.bearing(office.pool, LEDGER, ["quetzalcoatl", "paul"])
        assert bearing == {"quetzalcoatl": sorted(people.values()), "paul": [people["$c"]]}
