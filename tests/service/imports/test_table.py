"""Files as bad as they come: whatever the bytes, a reading or a reason, never a crash."""

import datetime as dt
import gzip
import io
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.core.entry import Act, ActKind
from domain.facts.people import OfficeKind
from service.imports import UnreadableFile
from service.imports.bureaux import Tenure, read_bureaux, tenures
from service.imports.rne import Elected, RneKind, dates_of, elected, organization_of, read_date, read_rne
from service.imports.source import MAX_LINE, UnreadableLine, open_source, source_of
from service.imports.table import Table
from tests.service.imports import rne_files as files

GOOD = files.councillor(files.somebody(1), "18/05/2020", "3ème adjoint au Maire", "25/05/2020")
BUREAUX = b"organe;mandature;siege;fonction;nom;prenom;du;naissance;au;motif;rang;pour;mandat;acte_date;personne\n"
ACT = Act(kind=ActKind.DATASET, date=dt.date(2026, 1, 1))


def read(data: bytes) -> list[tuple[int, str | Elected]]:
    """Each line of a file of the RNE: what it says, or the code of why it cannot be read."""
    rne = read_rne(source_of(Path("rne.csv"), data))
    told: list[tuple[int, str | Elected]] = []
    for line in rne.table.lines():
        try:
            told.append((line.number, elected(line, rne, organization_of(line, rne))))
        except UnreadableLine as error:
            told.append((line.number, error.code))
    return told


def reason(data: bytes) -> str:
    with pytest.raises(UnreadableFile) as refused:
        read_rne(source_of(Path("rne.csv"), data))
    assert refused.value.remedies["fr"]
    assert refused.value.remedies["en"]
    return refused.value.code


def zipped(data: bytes) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("elus.csv", data)
    return archive.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "EMPTY"),
        (b"\xef\xbb\xbf\n \n", "EMPTY"),
        (files.councils(2022).decode().encode("utf-16"), "UTF_16"),
        (files.councils(2022).decode().encode("utf-16-le"), "NOT_OF_RNE"),
        (zipped(files.councils(2022)), "ARCHIVE"),
        (gzip.compress(files.councils(2022)), "ARCHIVE"),
        (b"a;b;c\n1;2;3\n", "NOT_OF_RNE"),
        (files.councils(2022).partition(b"\n")[2], "NOT_OF_RNE"),
        (b'"' * 100_000, "NOT_OF_RNE"),
        (b";" * 100_000, "NOT_OF_RNE"),
        (b"x" * 10_000_000, "NOT_OF_RNE"),
    ],
)
def test_a_file_that_is_none_is_told_with_a_remedy(data: bytes, code: str) -> None:
    assert reason(data) == code


def test_a_folder_and_a_missing_file_are_told(tmp_path: Path) -> None:
    for path, code in ((tmp_path, "NOT_A_FILE"), (tmp_path / "none.csv", "NOT_FOUND")):
        with pytest.raises(UnreadableFile) as refused:
            open_source(path)
        assert refused.value.code == code


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (GOOD.replace("18/05/2020", "18/05/20"), "NOT_A_DATE"),
        (GOOD.replace("18/05/2020", "31/06/2020"), "NOT_A_DATE"),
        (GOOD.replace("18/05/2020", "18/05/1020"), "NOT_A_DATE"),
        (GOOD.replace("18/05/2020", ""), "MISSING_KEY"),
        (GOOD.replace("Bérengère", ""), "MISSING_KEY"),
        (GOOD.replace("Bérengère", "=HYPERLINK(x)"), "NOT_A_NAME"),
        (GOOD.replace("Bérengère", "12"), "NOT_A_NAME"),
        (GOOD.replace("Bérengère", "B" * 101), "CELL_TOO_LONG"),
        (GOOD.replace("Bérengère", "B" * 5_000), "CELL_TOO_LONG"),
        (GOOD.replace("Bérengère", "Bér\x07engère"), "CONTROL_CHARACTER"),
        (GOOD.replace("Bérengère", "Bér\u202eengère"), "CONTROL_CHARACTER"),
        (GOOD.replace("Bérengère", "Bér\ufffdngère"), "CONTROL_CHARACTER"),
        (GOOD.replace("Bérengère", "Bér\0engère"), "NUL_CHARACTER"),
        (GOOD.replace("Bérengère", "é" * MAX_LINE), "LINE_TOO_LONG"),
        (GOOD.replace("Bérengère", '"Bérengère'), "NOT_CSV"),
        (GOOD.replace("15261", "1526A"), "NOT_A_CODE"),
        (GOOD.replace("15261", ""), "MISSING_KEY"),
        (GOOD[: len(GOOD) // 2], "COLUMN_COUNT"),
        (GOOD + ";x", "COLUMN_COUNT"),
        ("x", "COLUMN_COUNT"),
    ],
)
def test_a_bad_line_costs_itself_alone(line: str, code: str) -> None:
    told = read(files.file_of("councillors", [line, GOOD]))
    assert told[0] == (2, code)
    assert isinstance(told[1][1], Elected)


def test_ten_megabytes_in_one_cell_are_quick_to_refuse() -> None:
    told = read(files.file_of("councillors", [GOOD.replace("Bérengère", "B" * 10_000_000), GOOD]))
    assert told[0] == (2, "LINE_TOO_LONG")
    assert isinstance(told[1][1], Elected)


@pytest.mark.parametrize(
    "written",
    [
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.encode("cp1252"),
        lambda text: text.replace(";", "\t").encode(),
        lambda text: text.rstrip("\n").encode(),
        lambda text: text.upper().encode(),
    ],
    ids=["mark", "crlf", "windows-1252", "tabs", "no end", "upper case"],
)
def test_the_same_people_however_the_file_is_written(written: object) -> None:
    assert callable(written)
    (told,) = read(written(files.file_of("councillors", [GOOD]).decode()))
    found = told[1]
    assert isinstance(found, Elected)
    assert found.face.name == "berengere\x1fchambernoux b"
    assert [h.held for h in found.holdings][1:] == [OfficeKind.DEPUTY_MAYOR]
    assert [h.rank for h in found.holdings] == [None, 3]


def test_one_broken_line_makes_no_file_windows_1252() -> None:
    data = files.file_of("councillors", [GOOD, GOOD]).replace("Bérengère".encode(), b"B\xe9reng\xe8re", 1)
    told = read(data)
    assert told[0] == (2, "NOT_UTF_8")
    assert isinstance(told[1][1], Elected)


def test_semicolons_and_quotation_marks_in_names() -> None:
    line = files.councillor(files.Somebody(1, "15120", "1950-01-01", ("D'; ALEMBERT", 'Jean "Le Rond"')), "18/05/2020")
    ((_, found),) = read(files.file_of("councillors", [line]))
    assert isinstance(found, Elected)
    assert (found.face.family_name, found.face.given_name) == ("D'; ALEMBERT", 'Jean "Le Rond"')
    assert found.face.born == dt.date(1950, 1, 1)


@pytest.mark.parametrize("kind", ["mayors", "councillors", "epci"])
def test_each_file_is_known_by_its_published_header(kind: str) -> None:
    rne = read_rne(source_of(Path("rne.csv"), (files.header(kind) + "\n").encode()))
    assert (
        rne.kind
        is {
            "mayors": RneKind.MAYORS,
            "councillors": RneKind.COUNCILLORS,
            "epci": RneKind.EPCI_COUNCILLORS,
        }[kind]
    )


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-15", dt.date(2026, 3, 15)),
        ("15/03/2026", dt.date(2026, 3, 15)),
        ("5/3/2026", dt.date(2026, 3, 5)),
        ("2026-03-15T00:00:00", dt.date(2026, 3, 15)),
        ("29/02/2024", dt.date(2024, 2, 29)),
        ("29/02/2023", None),
        ("03/15/2026", None),
        ("2026-3", None),
        ("١٥/٠٣/٢٠٢٦", None),
        ("", None),
    ],
)
def test_dates(text: str, day: dt.date | None) -> None:
    assert read_date(text) == day


ANY_LINE = st.one_of(
    st.binary(max_size=200),
    st.text(max_size=200).map(lambda text: text.encode(errors="replace")),
    st.lists(
        st.sampled_from(["", "15120", "A", "18/05/2020", "2020-05-18", '"', "é", "Maire", "\0", "="]), max_size=20
    ).map(lambda cells: ";".join(cells).encode()),
)


@settings(max_examples=150, deadline=None)
@given(lines=st.lists(ANY_LINE, max_size=6), kind=st.sampled_from(["mayors", "councillors", "epci"]))
def test_any_lines_under_a_header_give_a_reading(lines: list[bytes], kind: str) -> None:
    data = files.header(kind).encode() + b"\n" + b"\n".join(lines)
    rne = read_rne(source_of(Path("rne.csv"), data))
    list(dates_of(rne))
    told = read(data)
    assert [number for number, _ in told] == sorted({number for number, _ in told})


@settings(max_examples=150, deadline=None)
@given(lines=st.lists(ANY_LINE, max_size=6))
def test_any_lines_of_past_bureaux_give_a_reading(lines: list[bytes]) -> None:
    table = read_bureaux(source_of(Path("bureaux.csv"), BUREAUX + b"\n".join(lines)))
    told = list(tenures(table, ACT))
    assert len(told) == len(list(table.lines()))
    assert all(isinstance(each, Tenure) or isinstance(each[1], UnreadableLine) for each in told)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.binary(max_size=400), st.text(max_size=300).map(lambda text: text.encode(errors="replace"))))
def test_any_bytes_give_a_reading_or_a_reason(data: bytes) -> None:
    with suppress(UnreadableFile):
        source = source_of(Path("any.csv"), data)
        table = Table(source)
        assert len(list(table.lines())) <= data.count(b"\n") + 1
        read_rne(source)
