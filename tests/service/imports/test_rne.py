"""Files of the RNE into a real register: known again, never invented, never ended by an absence."""

import pytest
from msgspec import structs

from domain.core.entry import ActKind
from domain.facts.people import MandateKind, OfficeKind
from projections.people import Held, held_by
from service.access import Role
from service.imports import ImportStopped, UnreadableFile
from service.imports.account import Account, refused_csv
from service.imports.queue import ImportOutcome, NotSettled, Settled, Shown, queue_page, resolve_item
from service.vault_queue import Place, erase_queue
from tests.service.clerk.office import CLERK
from tests.service.imports import rne_files as files
from tests.service.imports.conftest import Town, codes

SINCE, RENEWED = "18/05/2020", "15/03/2026"


async def holdings(town: Town, name: tuple[str, str]) -> list[Held]:
    """What the only person of a name holds."""
    (who,) = await bearers(town, name)
    async with town.pool.acquire() as connection:
        return (await held_by(connection, await town.importer().view(), [who]))[who]


async def bearers(town: Town, name: tuple[str, str]) -> list[str]:
    kept = await town.vault.personal(town.pool, town.ledger, None)
    return [who for who, values in kept.items() if (values.family_name, values.given_name) == name]


def told(held: list[Held]) -> list[tuple[str, str, str | None]]:
    return [
        (str(h.mandate or h.office), h.since.isoformat(), h.until.isoformat() if h.until else None)
        for h in sorted(held, key=lambda h: (h.since, h.office is not None))
    ]


async def waiting(town: Town, kind: str = "PERSON") -> list[Shown]:
    found = await queue_page(town.importer(), after=Place(), first=500)
    return [each for each in found if each.item.kind == kind]


def councillors(*lines: str) -> bytes:
    return files.file_of("councillors", lines)


def facts(account: Account) -> list[tuple[int, str, str]]:
    return [(each.line, each.command, each.on) for each in account.recorded]


async def test_a_file_is_recorded_for_the_perimeter_alone(town: Town) -> None:
    before, people = await town.position(), await town.people()
    account = await town.rne(files.councils(2022))
    assert (account.refused, account.queued) == ([], [])
    assert (account.passed_over, account.registered) == (1, 20)
    assert await town.people() == people + 20
    assert await town.position() == before + account.entries == before + 20 + 20 + 2
    held = await holdings(town, files.somebody(2).name)
    assert told(held) == [("MUNICIPAL_COUNCILLOR", "2020-05-18", None), ("DEPUTY_MAYOR", "2020-05-25", None)]
    assert [h.rank for h in held if h.office] == [2]
    act = held[0].act
    assert act is not None
    assert (act.kind, act.title) == (ActKind.DATASET, "Répertoire national des élus, conseillers municipaux")
    assert act.sha256 == account.files[0].sha256


async def test_done_again_it_records_nothing(town: Town) -> None:
    await town.rne(files.councils(2022))
    before = await town.position(), await town.people()
    again = await town.rne(files.councils(2022))
    assert (again.entries, again.registered, again.known) == (0, 0, 20)
    assert (again.refused, again.queued) == ([], [])
    assert (await town.position(), await town.people()) == before


async def test_three_years_are_one_life(town: Town) -> None:
    for year in (2022, 2024):
        earlier = await town.rne(files.councils(year))
        assert (earlier.refused, earlier.queued) == ([], []), year
    account = await town.rne(files.councils(2026))
    assert (account.refused, account.queued) == ([], [])
    assert account.registered == 10
    assert account.known == 10
    deputy = await holdings(town, files.somebody(2).name)
    assert told(deputy) == [
        ("MUNICIPAL_COUNCILLOR", "2020-05-18", "2026-03-15"),
        ("DEPUTY_MAYOR", "2020-05-25", "2026-03-21"),
        ("MUNICIPAL_COUNCILLOR", "2026-03-15", None),
        ("MAYOR", "2026-03-21", None),
    ]
    former_mayor = await holdings(town, files.somebody(1).name)
    assert ("MAYOR", "2020-05-25", None) in told(former_mayor)
    assert [q.code for q in account.questions if q.line] == ["FORMER_OFFICE"]


async def test_an_absence_is_asked_and_ends_nothing(town: Town) -> None:
    await town.rne(files.councils(2022))
    gone = (await bearers(town, files.somebody(7).name))[0]
    account = await town.rne(files.councils(2024))
    absent = [q for q in account.questions if q.code == "NOT_LISTED" and gone in q.messages["en"]]
    assert len(absent) == 1
    assert told(await holdings(town, files.somebody(7).name)) == [("MUNICIPAL_COUNCILLOR", "2020-05-18", None)]
    (asked,) = [each for each in await waiting(town, "NOT_LISTED") if each.item.candidates == (gone,)]
    assert asked.name is None
    settled = await resolve_item(town.importer(), asked.item.id, ImportOutcome.DISMISSED, None)
    assert isinstance(settled, Settled)
    again = await town.rne(files.councils(2024))
    assert not [q for q in again.questions if q.code == "NOT_LISTED" and gone in q.messages["en"]]


async def test_who_is_no_longer_listed_is_not_asked_of_a_file_that_may_be_cut(town: Town) -> None:
    await town.rne(files.councils(2022))
    account = await town.rne(files.councils(2024).rstrip(b"\n"))
    assert [w.code for w in account.warnings] == ["NO_LAST_LINE_END", "ABSENCES_NOT_ASKED"]
    assert [q for q in account.questions if q.code == "NOT_LISTED"] == []


async def test_a_dry_run_tells_what_the_real_one_does_and_keeps_nothing(town: Town) -> None:
    await town.rne(files.councils(2022))
    late = files.councillor(files.somebody(3), SINCE, "Maire", "2026-11-30")
    namesake = files.councillor(files.somebody(4)._replace(born="", commune="15120"), SINCE)
    fresh = files.councillor(files.somebody(41), "22/03/2026", "Maire", "28/03/2026")  # registered by the first file
    two = [files.councils(2026), councillors(late, namesake, fresh, files.councillor(files.somebody(60), SINCE))]
    before = await town.position(), await town.people(), len(await waiting(town))
    dry = await town.rne(*two, dry_run=True)
    assert (await town.position(), await town.people(), len(await waiting(town))) == before
    real = await town.rne(*two)
    assert await town.position() == before[0] + real.entries
    assert real.queued
    assert real.entries > 20
    assert dry.plain() == real.plain() | {"dryRun": True}
    assert await town.position() > before[0]


@pytest.mark.parametrize("born", ["", "02/02/1941"])
async def test_a_namesake_is_asked_not_guessed(town: Town, born: str) -> None:
    """The register knows the name by a clerk, without a birth date: nothing tells whether it is the same person."""
    line = files.councillor(files.Somebody(1, "15120", born, ("LESTRADIER", "Homonyme")), SINCE)
    registered = await town.rne(
        councillors(files.councillor(files.Somebody(1, "15261", "", ("LESTRADIER", "Homonyme")), SINCE))
    )
    assert registered.registered == 1
    account = await town.rne(councillors(line))
    assert (account.registered, account.entries) == (0, 0)
    assert codes(account.queued) == [(2, "NAMESAKE")]
    (asked,) = await waiting(town)
    assert asked.name == "Homonyme LESTRADIER"
    assert asked.item.candidates == tuple(await bearers(town, ("LESTRADIER", "Homonyme")))


async def test_who_it_is_can_be_said(town: Town) -> None:
    name = ("LESTRADIER", "Homonyme")
    await town.rne(councillors(files.councillor(files.Somebody(1, "15261", "", name), SINCE)))
    (who,) = await bearers(town, name)
    file = councillors(files.councillor(files.Somebody(1, "15261", "01/01/1950", name), "01/10/2023"))
    await town.rne(file)
    (asked,) = await waiting(town)
    done = await resolve_item(town.importer(), asked.item.id, ImportOutcome.PERSON, who)
    assert isinstance(done, Settled)
    assert (done.person, done.positions) == (who, ())  # since another day: a question, no second mandate
    assert await waiting(town) == []
    again = await town.rne(file)
    assert (again.queued, again.known, again.registered) == ([], 1, 0)
    assert [q.code for q in again.questions if q.line] == ["SINCE_DIFFERS"]


async def test_somebody_else_can_be_said(town: Town) -> None:
    name = ("LESTRADIER", "Homonyme")
    await town.rne(councillors(files.councillor(files.Somebody(1, "15261", "", name), SINCE)))
    file = councillors(files.councillor(files.Somebody(1, "15120", "01/01/1950", name), SINCE, "Maire", "25/05/2020"))
    await town.rne(file)
    (asked,) = await waiting(town)
    done = await resolve_item(town.importer(), asked.item.id, ImportOutcome.NEW, None)
    assert isinstance(done, Settled)
    assert len(done.positions) == 3
    assert len(await bearers(town, name)) == 2
    again = await town.rne(file)
    assert (again.queued, again.known, again.entries) == ([], 1, 0)


async def test_what_the_register_refuses_waits_on_and_nothing_of_it_is_recorded(town: Town) -> None:
    name = ("LESTRADIER", "Homonyme")
    await town.rne(councillors(files.councillor(files.Somebody(1, "15261", "", name), SINCE)))
    await town.rne(councillors(files.councillor(files.Somebody(1, "15120", "01/01/1950", name), SINCE)))
    (asked,) = await waiting(town)
    before = await town.position()
    for outcome, person, code in (
        (ImportOutcome.PERSON, "p-aaaaaaaaaaaaaaaa", "UnknownPerson"),
        (ImportOutcome.PERSON, None, "PersonToName"),
        (ImportOutcome.NEW, "p-aaaaaaaaaaaaaaaa", "PersonToName"),
    ):
        done = await resolve_item(town.importer(), asked.item.id, outcome, person)
        assert isinstance(done, NotSettled)
        assert [r.code for r in done.refusals] == [code]
    nobody = await resolve_item(town.importer(), "q-none", ImportOutcome.DISMISSED, None)
    assert isinstance(nobody, NotSettled)
    assert [r.code for r in nobody.refusals] == ["QueueItemUnknown"]
    assert (await town.position(), len(await waiting(town))) == (before, 1)


async def test_a_name_that_changed_is_asked(town: Town) -> None:
    who = files.somebody(5)
    await town.rne(councillors(files.councillor(who, SINCE)))
    married = who._replace(name=("D'ALTEYRAC", who.name[1]))
    account = await town.rne(councillors(files.councillor(married, RENEWED)))
    assert codes(account.queued) == [(2, "NAME_CHANGED")]


async def test_nobody_sits_in_two_councils(town: Town) -> None:
    who = files.somebody(5)
    here, there = files.councillor(who, SINCE), files.councillor(who._replace(commune="15261"), SINCE)
    account = await town.rne(councillors(here, there))
    assert account.registered == 1
    assert codes(account.queued) == [(3, "TWO_COUNCILS")]


async def test_accents_case_and_hyphens_make_no_other_person(town: Town) -> None:
    who = files.Somebody(1, "15120", "01/01/1950", ("LA-FONTÉZIE", "Marie-Ève"))
    await town.rne(councillors(files.councillor(who, SINCE)))
    again = who._replace(name=("La Fontezie", "MARIE EVE"))
    account = await town.rne(
        councillors(files.councillor(again, SINCE)), files.file_of("mayors", [files.mayor(again, SINCE, "25/05/2020")])
    )
    assert (account.registered, account.known, account.queued) == (0, 2, [])
    assert facts(account) == [(2, "startOffice", "2020-05-25")]


async def test_one_of_the_register_is_known_by_year_of_birth_and_council(town: Town) -> None:
    """The demonstration registered them by their names and years of birth."""
    issandrol = files.Somebody(0, "15162", "03/04/1971", ("ISSANDROL", "Thierry"))
    account = await town.rne(councillors(files.councillor(issandrol, RENEWED)))
    assert (account.registered, account.known, account.queued) == (0, 1, [])
    stranger = issandrol._replace(born="03/04/1972")
    account = await town.rne(councillors(files.councillor(stranger, RENEWED)))
    assert account.registered == 1


async def test_councillors_of_the_epci_and_their_functions(town: Town) -> None:
    president, second, member = (files.somebody(number) for number in (10, 11, 12))
    account = await town.rne(
        files.file_of(
            "epci",
            [
                files.of_epci(president, RENEWED, "Président du conseil communautaire", "16/04/2026"),
                files.of_epci(second, RENEWED, "2eme Vice-président du conseil communautaire", "16/04/2026"),
                files.of_epci(member, RENEWED, "Autre membre du bureau", "16/04/2026"),
                files.of_epci(files.somebody(13), RENEWED, "Questeur", "16/04/2026"),
                files.of_epci(files.somebody(14), RENEWED, "3ème vice-président"),
            ],
        )
    )
    assert account.refused == []
    assert [(q.line, q.code) for q in account.questions if q.line] == [(5, "FUNCTION_UNKNOWN"), (6, "OFFICE_UNDATED")]
    held = [(await holdings(town, files.somebody(number).name))[-1] for number in (10, 11, 12)]
    ranks = {h.office: h.rank for number in (10, 11, 12) for h in await holdings(town, files.somebody(number).name)}
    assert ranks == {
        None: None,
        OfficeKind.EPCI_PRESIDENT: None,
        OfficeKind.EPCI_VICE_PRESIDENT: 2,
        OfficeKind.EPCI_BUREAU_MEMBER: None,
    }
    assert {h.organization for h in held} == {f"epci:{files.EPCI}"}
    assert MandateKind.COMMUNITY_COUNCILLOR in {h.mandate for h in await holdings(town, files.somebody(14).name)}


async def test_refused_lines_can_be_mended_and_given_again(town: Town) -> None:
    good, bad = files.councillor(files.somebody(1), SINCE), files.councillor(files.somebody(2), "31/02/2020")
    quoted = files.councillor(files.Somebody(3, "15120", "01/01/1950", ("DE; LA RIVE", 'Jean "Jo"')), "soon")
    account = await town.rne(councillors(good, bad, quoted))
    assert codes(account.refused) == [(3, "NOT_A_DATE"), (4, "NOT_A_DATE")]
    told_text = repr(account.plain())
    assert not any(files.somebody(2).name[0] in text for text in (told_text,))
    text = refused_csv(account, account.files[0], "fr")
    assert len(text.splitlines()) == 3
    mended = text.replace("31/02/2020", SINCE).replace("soon", SINCE)
    again = await town.rne(mended.encode("utf-8-sig"))
    assert (again.refused, again.registered) == ([], 2)
    assert [q for q in again.questions if q.code == "NOT_LISTED"] == []
    assert await bearers(town, ("DE; LA RIVE", 'Jean "Jo"'))


async def test_only_a_clerk_of_the_ledger_imports_and_reads_the_queue(town: Town) -> None:
    auditor = structs.replace(CLERK, role=Role.AUDITOR)
    importer = town.importer(viewer=auditor)
    for call in (queue_page(importer, after=Place(), first=1), resolve_item(importer, "q", ImportOutcome.NEW, None)):
        with pytest.raises(ImportStopped):
            await call


async def test_without_members_there_is_no_perimeter(town: Town) -> None:
    with pytest.raises(UnreadableFile) as refused:
        await town.rne(councillors(files.councillor(files.somebody(1), "18/05/2001")))
    assert refused.value.code == "NO_PERIMETER"
    assert "2001-05-18" in refused.value.messages["fr"]


async def test_nothing_personal_is_anywhere_in_clear(town: Town) -> None:
    """Neither the names nor the birth dates of a file, nor sex and profession: not even of what waits."""
    who = files.Somebody(1, "15120", "17/11/1953", ("QUETZALCOATLIÈRE", "Zéphyrine"))
    await town.rne(councillors(files.councillor(who, SINCE)))
    other = who._replace(commune="15261", born="")
    account = await town.rne(councillors(files.councillor(other, SINCE)))
    assert codes(account.queued) == [(2, "NAMESAKE")]
    refused = await town.rne(councillors(files.councillor(who, "soon")))
    assert codes(refused.refused) == [(2, "NOT_A_DATE")]
    words = ("quetzalcoat", "zéphyrine", "17/11", "cadres")
    assert [word for word in words if word in (repr(account) + repr(refused)).casefold()] == []
    hexadecimal = [word.encode().hex() for word in ("QUETZALCOATL", "Zéphyrine", "1953-11-17", "17/11/1953")]
    wanted = "|".join(["quetzalcoat", "z.phyrine", "1953-11-17", "17/11/1953", *hexadecimal])
    async with town.pool.acquire() as connection:
        for (table,) in await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'greffe'"):
            rows = await connection.fetch(f"SELECT t::text FROM greffe.{table} t WHERE t::text ~* $1", wanted)
            assert rows == [], table


async def test_who_is_forgotten_leaves_no_mark_and_no_question(town: Town) -> None:
    who = files.somebody(5)
    await town.rne(councillors(files.councillor(who, SINCE)))
    (person,) = await bearers(town, who.name)
    await town.rne(councillors(files.councillor(who._replace(commune="15261"), SINCE)))
    assert len(await waiting(town)) == 1
    async with town.pool.acquire() as connection:
        await town.vault.forget(connection, town.ledger, [person])
    assert await waiting(town) == []
    assert person not in (await town.importer().crowd()).people
    assert await erase_queue(town.pool, town.ledger) >= 0
