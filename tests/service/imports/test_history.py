"""Reading the file of membership intervals: all of France, and files as bad as they come."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.belonging import ObserveMembership
from domain.core.entry import Act, ActKind
from domain.facts.territory import EpciNature
from domain.territory import RecordCommune, RecordEpci
from service.imports import Reading, UnreadableFile, read_history
from service.imports.history import history_rows
from service.imports.source import MAX_LINE, Source

ROOT = Path(__file__).parents[3]
FRANCE = ROOT.parent / "shared" / "data" / "epci_membership_intervals_2019_2026.csv"
HEADER = "code_insee,commune,epci_siren,epci_nom,observed_from,observed_to_excl\n"
GOOD = "23006,Arrènes,200067510,CC Monts et Vallées Ouest Creuse,2019-01-01,2020-01-01\n"
NEXT = "23006,Arrènes,242320000,CC de Bénévent Grand Bourg,2020-01-01,\n"
MORE = "15120,Mauriac,241500271,CC du Pays de Mauriac,2019-01-01,\n"


def read(tmp_path: Path, content: str | bytes) -> Reading:
    file = tmp_path / "history.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_history(file)


def observed(reading: Reading) -> list[ObserveMembership]:
    return [row.command for row in reading.rows if isinstance(row.command, ObserveMembership)]


def problems(reading: Reading) -> list[tuple[int, str]]:
    return [(bad.line, bad.code) for bad in reading.bad]


@pytest.fixture(scope="module")
def france() -> Reading:
    assert FRANCE.exists(), f"{FRANCE} is missing: the shared folder belongs beside the repository"
    return read_history(FRANCE)


class TestFrance:
    def test_every_line_is_read(self, france: Reading) -> None:
        assert france.bad == ()
        assert france.warnings == ()
        with FRANCE.open(encoding="utf-8") as file:
            assert len(observed(france)) == sum(1 for _ in file) - 1 == 35_490

    def test_what_is_gone_is_named_and_nothing_else(self, france: Reading) -> None:
        kinds = Counter(type(row.command).__name__ for row in france.rows)
        assert kinds == {"ObserveMembership": 35_490, "RecordCommune": 108, "RecordEpci": 18}
        named = {row.command.epci: row.command for row in france.rows if isinstance(row.command, RecordEpci)}
        merged = named["200067510"]
        assert (merged.name, merged.nature, merged.vintage) == (
            "CC Monts et Vallées Ouest Creuse",
            EpciNature.CC,
            2019,
        )
        assert named["245900410"].nature is EpciNature.METRO

    def test_chunks_are_of_500_and_the_same_each_time(self, france: Reading) -> None:
        chunks = list(france.chunks())
        assert [len(chunk.rows) for chunk in chunks] == [500] * 71 + [116]
        again = list(read_history(FRANCE).chunks())
        assert [chunk.command_id for chunk in again] == [chunk.command_id for chunk in chunks]
        assert len({chunk.command_id for chunk in chunks}) == 72
        assert max(len(chunk.command_id) for chunk in chunks) <= 150


class TestRows:
    def test_a_line_is_an_observation_that_cites_the_file(self, tmp_path: Path) -> None:
        reading = read(tmp_path, HEADER + MORE)
        (row,) = reading.rows
        assert row.line == 2
        (command,) = observed(reading)
        assert (command.commune, command.epci, str(command.on), command.observed_until) == (
            "15120",
            "241500271",
            "2019-01-01",
            None,
        )
        assert isinstance(command.act, Act)
        assert command.act.kind is ActKind.DATASET
        assert command.act.sha256 is not None
        assert command.act.sha256 in reading.key

    def test_they_come_in_order_of_date_however_the_file_has_them(self, tmp_path: Path) -> None:
        reading = read(tmp_path, HEADER + NEXT + GOOD)
        assert [(row.line, type(row.command).__name__) for row in reading.rows] == [
            (3, "RecordEpci"),
            (3, "ObserveMembership"),
            (2, "ObserveMembership"),
        ]

    def test_a_commune_that_is_gone_is_named_as_it_was_last_seen(self, tmp_path: Path) -> None:
        commune, *_ = [
            row.command for row in read(tmp_path, HEADER + GOOD).rows if isinstance(row.command, RecordCommune)
        ]
        assert (commune.commune, commune.name, commune.department) == ("23006", "Arrènes", "23")
        assert (commune.vintage, str(commune.on)) == (2019, "2019-01-01")

    @pytest.mark.parametrize(("insee", "department"), [("2A004", "2A"), ("97411", "974"), ("98735", "987")])
    def test_departments_overseas_and_in_corsica(self, tmp_path: Path, insee: str, department: str) -> None:
        reading = read(tmp_path, HEADER + GOOD.replace("23006", insee))
        assert [r.command.department for r in reading.rows if isinstance(r.command, RecordCommune)] == [department]

    @pytest.mark.parametrize("delimiter", [";", "\t"])
    def test_other_delimiters_are_read(self, tmp_path: Path, delimiter: str) -> None:
        assert problems(read(tmp_path, (HEADER + MORE).replace(",", delimiter))) == []
        assert len(observed(read(tmp_path, (HEADER + MORE).replace(",", delimiter)))) == 1

    def test_columns_may_come_in_any_order_and_among_others(self, tmp_path: Path) -> None:
        content = (
            "x,observed_to_excl,observed_from,epci_nom,epci_siren,commune,code_insee\n"
            ',,2019-01-01,"CC du Pays, de Mauriac",241500271,Mauriac,15120\n'
        )
        assert [command.commune for command in observed(read(tmp_path, content))] == ["15120"]

    def test_a_byte_order_mark_and_windows_line_ends_do_not_matter(self, tmp_path: Path) -> None:
        content = b"\xef\xbb\xbf" + (HEADER + MORE).replace("\n", "\r\n").encode()
        reading = read(tmp_path, content)
        assert (len(reading.rows), reading.bad) == (1, ())


class TestBadRows:
    """A bad line is reported and costs no other."""

    @pytest.mark.parametrize(
        ("line", "code"),
        [
            (MORE.replace("2019-01-01,", "2019-01"), "COLUMN_COUNT"),
            (MORE.replace("2019-01-01", "2019-02-30"), "IMPOSSIBLE_DATE"),
            (MORE.replace("2019-01-01", "01/01/2019"), "IMPOSSIBLE_DATE"),
            (MORE.replace("2019-01-01", "0001-01-01"), "DATE_OUT_OF_RANGE"),
            (MORE.replace("15120", "1512"), "REFUSED_VALUE"),
            (MORE.replace("241500271", "24150027"), "REFUSED_VALUE"),
            (MORE.replace("241500271", ""), "MISSING_KEY"),
            (MORE.replace("Mauriac,", '"Mauriac,', 1), "NOT_CSV"),
            (MORE.replace("Mauriac", "Mau\0riac"), "NUL_CHARACTER"),
            (MORE.replace(",", ";"), "COLUMN_COUNT"),
            (MORE.replace("Mauriac", "x" * (10 * MAX_LINE), 1), "LINE_TOO_LONG"),
            ("15120\n", "COLUMN_COUNT"),
        ],
        ids=range(12),
    )
    def test_is_reported_with_its_line(self, tmp_path: Path, line: str, code: str) -> None:
        reading = read(tmp_path, HEADER + GOOD + line + NEXT)
        assert problems(reading) == [(3, code)]
        assert len(observed(reading)) == 2
        (bad,) = reading.bad
        assert bad.file == "history.csv"
        assert all(bad.messages[language].strip() for language in ("fr", "en"))

    def test_the_column_of_the_file_is_named(self, tmp_path: Path) -> None:
        (bad,) = read(tmp_path, HEADER + MORE.replace("2019-01-01", "2019-13-01")).bad
        assert bad.messages["fr"].startswith("observed_from : ")
        assert bad.messages["en"].startswith("observed_from: ")

    def test_windows_1252_costs_the_lines_with_accents(self, tmp_path: Path) -> None:
        reading = read(tmp_path, HEADER.encode() + (GOOD + NEXT + MORE).encode("windows-1252"))
        assert problems(reading) == [(2, "NOT_UTF_8"), (3, "NOT_UTF_8")]
        assert [command.commune for command in observed(reading)] == ["15120"]

    def test_a_line_said_twice_is_told_with_the_first(self, tmp_path: Path) -> None:
        reading = read(tmp_path, HEADER + MORE + NEXT + MORE)
        assert problems(reading) == [(4, "DUPLICATE")]
        assert "line 2" in reading.bad[0].messages["en"]

    def test_a_cut_last_line_is_reported(self, tmp_path: Path) -> None:
        reading = read(tmp_path, (HEADER + GOOD + NEXT + MORE)[:-14])
        assert problems(reading) == [(4, "COLUMN_COUNT")]
        assert [warning.code for warning in reading.warnings] == ["NO_LAST_LINE_END"]

    def test_blank_lines_are_nothing(self, tmp_path: Path) -> None:
        assert problems(read(tmp_path, HEADER + "\n" + MORE + "\n\n")) == []


class TestUnreadableFiles:
    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (b"", "EMPTY"),
            (b"\xef\xbb\xbf\n\n", "EMPTY"),
            ((HEADER + GOOD).encode("utf-16"), "UTF_16"),
            (HEADER.replace("epci_siren,", "").encode(), "MISSING_COLUMNS"),
            (GOOD.encode(), "MISSING_COLUMNS"),
            (b"\0" * 100_000, "MISSING_COLUMNS"),
            (b"PK\x03\x04" + bytes(range(256)) * 100, "ARCHIVE"),
        ],
    )
    def test_say_why_and_what_to_do(self, tmp_path: Path, content: bytes, code: str) -> None:
        with pytest.raises(UnreadableFile) as refused:
            read(tmp_path, content)
        assert refused.value.code == code
        for language in ("fr", "en"):
            assert refused.value.messages[language]
            assert refused.value.remedies[language]

    def test_the_missing_column_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(UnreadableFile, match="lacks the columns epci_siren, epci_nom"):
            read(tmp_path, HEADER.replace("epci_siren,epci_nom", "siren,nom").replace(",", ";"))

    @pytest.mark.parametrize(("name", "code"), [("none.csv", "NOT_FOUND"), (".", "NOT_A_FILE")])
    def test_what_is_no_file_is_told(self, tmp_path: Path, name: str, code: str) -> None:
        with pytest.raises(UnreadableFile) as refused:
            read_history(tmp_path / name)
        assert refused.value.code == code


BYTES = st.one_of(
    st.binary(max_size=60),
    st.sampled_from([GOOD, NEXT, MORE, MORE.replace("2019", "2020")]).map(str.encode),
    st.sampled_from(
        [b'"', b",,,,,", b"\n", b"\r", "é,".encode("latin-1"), b"99999,x,241500271,y,2019-01-01,0000-01-01\n"]
    ),
)


@settings(deadline=None)
@given(st.lists(BYTES, max_size=12))
def test_no_bytes_make_it_fail_and_every_line_is_accounted_for(pieces: list[bytes]) -> None:
    source = Source(Path("x.csv"), HEADER.encode() + b"".join(pieces), "0" * 64)
    found = list(history_rows(source))
    told = {item.line for item in found}
    assert told == {number for number, line in source.lines() if number > 1 and line.strip()}
