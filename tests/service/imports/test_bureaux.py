"""An old register taken over: a CSV of past bureaux, in legal order, what is refused told by line."""

import datetime as dt
from pathlib import Path

import pytest

from domain.core.entry import Act, ActKind
from domain.facts.bodies import Cause
from projections.bodies import all_bodies
from projections.composition import tenures_of
from service.imports import UnreadableFile
from service.imports.account import Account, refused_csv
from service.imports.bureaux import Tenure, read_bureaux, tenures
from service.imports.source import source_of
from service.imports.table import Table
from tests.service.imports.conftest import Town, codes

EXAMPLE = Path(__file__).parents[3] / "examples" / "import" / "bureaux.csv"
HEADER = "organe;mandature;siege;fonction;rang;pour;nom;prenom;naissance;personne;du;au;motif;mandat;mandat_du"
DELEGATE = "assembly;2017;PG-1;délégué titulaire;;241500255;Valadou;Mireille;1951;;2017-02-02;;;241500255;2014-03-30"
PRESIDENT = "bureau;2017;P;président;;;Valadou;Mireille;1951;;2017-02-02;;;;"
VICE = "bureau;2017;VP1;vice-président;1;;Rieuvernet;Gil;1955;;2017-02-02;;;;"
DEPUTY = "assembly;2017;PM-1;délégué titulaire;;241500271;Rieuvernet;Gil;1955;;2017-02-02;;;241500271;2014-04-05"


def csv(*lines: str, end: str = "\n") -> bytes:
    return ("\n".join([HEADER, *lines]) + end).encode()


def table_of(data: bytes) -> Table:
    return read_bureaux(source_of(Path("bureaux.csv"), data))


def facts(account: Account) -> list[tuple[int, str, str]]:
    return [(each.line, each.command, each.on) for each in account.recorded]


async def seats(town: Town, family_name: str) -> list[tuple[str, str, str | None, Cause | None]]:
    """Where the only person of a name sat, from when to when and why no longer."""
    kept = await town.vault.personal(town.pool, town.ledger, None)
    (who,) = [who for who, values in kept.items() if values.family_name == family_name]
    async with town.pool.acquire() as connection:
        found = (await tenures_of(connection, await town.importer().view(), [who]))[who]
    told = {}
    for at in found:
        tenure = at.period.tenure
        assert tenure is not None
        until = tenure.until.isoformat() if tenure.until else None
        told[at.body, at.period.seat.seat, tenure.entry] = (
            f"{at.body} {at.period.seat.seat}",
            tenure.since.isoformat(),
            until,
            tenure.ended_by,
        )
    return sorted(told.values())


async def test_the_example_is_taken_over_whole(town: Town) -> None:
    before = await town.position()
    account = await town.bureaux(EXAMPLE.read_bytes())
    assert (account.refused, account.warnings) == ([], [])
    assert account.registered == 5
    assert await town.position() == before + account.entries
    async with town.pool.acquire() as connection:
        bodies = {body.body: body for body in await all_bodies(connection, await town.importer().view())}
    term = bodies["bureau"].terms[0]
    assert (term.term, term.opened_on.isoformat(), str(term.ended_on)) == ("2017", "2017-02-02", "2020-09-10")
    assert await seats(town, "Combelasse") == [
        ("assembly PG-2", "2017-02-02", "2019-06-13", Cause.RESIGNATION_OF_DELEGATE),
        ("bureau M1", "2017-02-02", "2019-06-13", Cause.LOSS_OF_DELEGATE_SEAT),
    ]
    assert await seats(town, "Valadou") == [
        ("assembly PG-1", "2017-02-02", "2020-09-10", Cause.RENEWAL_INSTALLATION),
        ("bureau P", "2017-02-02", "2020-09-10", Cause.RENEWAL_INSTALLATION),
    ]
    kept = await town.vault.personal(town.pool, town.ledger, None)
    assert "Sauvagnat; dit Jo" in {values.family_name for values in kept.values()}


async def test_done_again_it_records_nothing(town: Town) -> None:
    await town.bureaux(EXAMPLE.read_bytes())
    before = await town.position(), await town.people()
    again = await town.bureaux(EXAMPLE.read_bytes())
    assert (again.refused, again.entries, again.registered, again.known) == ([], 0, 0, 5)
    assert (await town.position(), await town.people()) == before


async def test_a_dry_run_tells_what_the_real_one_does(town: Town) -> None:
    before = await town.position(), await town.people()
    file = EXAMPLE.read_bytes() + b"bureau;2017;M9;membre du bureau;;;Inconnu;Jean;;;2018-01-01;;;;;;;;;\n"
    dry = await town.bureaux(file, dry_run=True)
    assert (await town.position(), await town.people()) == before
    assert [code for _, code in codes(dry.refused)] == ["NotADelegate"]
    real = await town.bureaux(file)
    assert real.plain() | {"dryRun": True} == dry.plain()
    assert await town.position() == before[0] + real.entries


@pytest.mark.parametrize("dry_run", [True, False])
async def test_all_or_nothing_records_all(town: Town, dry_run: bool) -> None:
    before = await town.position()
    account = await town.bureaux(EXAMPLE.read_bytes(), all_or_nothing=True, dry_run=dry_run)
    assert (account.refused, account.registered) == ([], 5)
    assert await town.position() == (before if dry_run else before + account.entries)
    assert account.entries == 30


async def test_all_or_nothing_records_nothing_when_a_line_is_refused(town: Town) -> None:
    before = await town.position(), await town.people()
    account = await town.bureaux(
        csv(DELEGATE, DEPUTY, PRESIDENT.replace("Valadou", "Autre"), VICE), all_or_nothing=True
    )
    assert [code for _, code in codes(account.refused)] == ["NotADelegate"]
    assert (account.entries, account.recorded, account.registered) == (0, [], 0)
    assert (await town.position(), await town.people()) == before


async def test_the_law_refuses_by_line_with_rule_and_remedy(town: Town) -> None:
    no_mandate = DEPUTY.replace(";241500271;2014-04-05", ";;")
    account = await town.bureaux(csv(PRESIDENT, VICE, DELEGATE, no_mandate))
    assert codes(account.refused) == [(3, "NotADelegate"), (5, "NotEligible")]
    told = account.refused[1]
    assert told.rule == "CGCT L5711-1"
    assert told.remedies
    assert told.remedies["fr"]
    assert [(line, command) for line, command, _ in facts(account)] == [
        (4, "startMandate"),
        (4, "installAssembly"),
        (4, "fillSeat"),
        (2, "formBody"),
        (2, "fillSeat"),
    ]


async def test_a_refused_newcomer_is_not_registered(town: Town) -> None:
    before = await town.people()
    account = await town.bureaux(csv(DELEGATE, DEPUTY, PRESIDENT.replace("Valadou", "Personne"), VICE))
    assert codes(account.refused) == [(4, "NotADelegate")]
    assert await town.people() == before + 2


async def test_a_namesake_is_named_by_its_id(town: Town) -> None:
    await town.bureaux(csv(DELEGATE))
    other = DELEGATE.replace("PG-1", "PG-2")
    account = await town.bureaux(csv(other))
    assert codes(account.refused) == [(2, "AMBIGUOUS_PERSON")]
    who = account.refused[0].messages["fr"].partition("(")[2].partition(")")[0]
    text = refused_csv(account, account.files[0], "fr")
    mended = text.replace(";1951;;2017", f";1951;{who};2017")
    again = await town.bureaux(mended.encode("utf-8-sig"))
    assert [code for _, code in codes(again.refused)] == ["UnknownSeat"]
    somebody = await town.bureaux(csv(other.replace(";1951;;2017", ";1951;nouvelle;2017")))
    assert (somebody.registered, [code for _, code in codes(somebody.refused)]) == (1, ["UnknownSeat"])


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (DELEGATE.replace("2017-02-02", "02/13/2017"), "NOT_A_DATE"),
        (DELEGATE.replace(";2017-02-02;;", ";2017-02-02;2017-02-02;"), "ENDS_BEFORE"),
        (DELEGATE.replace("délégué titulaire", "chef"), "NOT_A_WORD"),
        (DELEGATE.replace("241500255;Valadou", "241500256;Valadou"), "NOT_A_CODE"),
        (DELEGATE.replace("Valadou", "=1+1"), "NOT_A_NAME"),
        (DELEGATE.replace("Valadou", "Vala\x07dou"), "CONTROL_CHARACTER"),
        (DELEGATE.replace("Valadou", "V" * 1_001), "CELL_TOO_LONG"),
        (DELEGATE.replace("Valadou", '"Valadou'), "NOT_CSV"),
        (DELEGATE.replace(";2014-03-30", ""), "COLUMN_COUNT"),
        (DELEGATE.replace("PG-1", "-"), "NOT_A_CODE"),
        (DELEGATE.replace("1951;;", "1951;$x;"), "NOT_A_CODE"),
        (DELEGATE.replace("1951;;", "1951;p-aaaa;"), "NOT_A_CODE"),
        (DELEGATE.replace("Valadou", ""), "MISSING_KEY"),
    ],
)
def test_a_line_that_cannot_be_read_costs_itself_alone(line: str, code: str) -> None:
    read = list(tenures(table_of(csv(line, DEPUTY)), Act(kind=ActKind.DATASET, date=dt.date(2026, 1, 1))))
    bad, good = read
    assert isinstance(bad, tuple)
    assert (bad[0].number, bad[1].code) == (2, code)
    assert isinstance(good, Tenure)
    assert good.line == 3


async def test_two_lines_that_contradict_each_other(town: Town) -> None:
    other = DELEGATE.replace("délégué titulaire", "suppléant").replace("2017-02-02;;", "2018-02-02;;")
    nobody = DELEGATE.replace("PG-1", "PG-2").replace("1951;;", "1951;p-aaaaaaaaaaaaaaaa;")
    left = DEPUTY.replace(";2017-02-02;;", ";2017-02-02;2018-02-02;")
    account = await town.bureaux(csv(DELEGATE, DELEGATE, other, nobody, left), dry_run=True)
    assert codes(account.refused) == [
        (3, "DUPLICATE"),
        (4, "TWO_SEATS"),
        (5, "UNKNOWN_PERSON"),
        (6, "CAUSE_MISSING"),
    ]


async def test_a_new_president_reopens_the_bureau(town: Town) -> None:
    third = DEPUTY.replace("PM-1", "PM-2").replace("Rieuvernet;Gil;1955", "Sauvagnat;Jo;1960")
    lines = (
        DELEGATE,
        DEPUTY,
        third,
        PRESIDENT.replace("2017-02-02;;", "2017-02-02;2019-02-07;RESIGNATION"),
        VICE.replace("2017-02-02;;", "2017-02-02;2019-02-14;PRESIDENT_REELECTION"),
        "bureau;2017;P;présidente;;;Rieuvernet;Gil;1955;;2019-02-14;;;;",
        "bureau;2017;VP1;vice-présidente;1;;Sauvagnat;Jo;1960;;2019-02-14;;;;",
    )
    account = await town.bureaux(csv(*lines))
    assert account.refused == []
    assert await seats(town, "Rieuvernet") == [
        ("assembly PM-1", "2017-02-02", "2020-09-10", Cause.RENEWAL_INSTALLATION),
        ("bureau P", "2019-02-14", "2020-09-10", Cause.RENEWAL_INSTALLATION),
        ("bureau VP1", "2017-02-02", "2019-02-14", Cause.PRESIDENT_REELECTION),
    ]


async def test_a_spreadsheet_of_windows_is_read_and_said(town: Town) -> None:
    account = await town.bureaux(csv(DELEGATE).decode().encode("cp1252"), dry_run=True)
    assert account.refused == []
    assert [warning.code for warning in account.warnings] == ["WINDOWS_1252"]


async def test_too_many_lines_at_once(town: Town) -> None:
    many = [DELEGATE.replace("PG-1", f"PG-{n}").replace("Valadou", f"Nom{n:03}x") for n in range(1, 340)]
    with pytest.raises(UnreadableFile) as refused:
        await town.bureaux(csv(*many), all_or_nothing=True, dry_run=True)
    assert refused.value.code == "TOO_MANY_AT_ONCE"


async def test_a_wrong_header_is_told(town: Town) -> None:
    with pytest.raises(UnreadableFile) as refused:
        await town.bureaux(b"a;b;c\n1;2;3\n")
    assert refused.value.code == "NOT_OF_BUREAUX"
    assert "mandature" in refused.value.messages["fr"]
