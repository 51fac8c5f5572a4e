"""Reading communes.json and epci.json: all of France, and files as bad as they come."""

import json
import lzma
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.facts.territory import EpciNature, TaxRegime
from domain.territory import RecordCommune, RecordEpci
from service.imports import BadRow, Reading, Row, UnreadableFile, read_cog
from service.imports.cog import commune_rows
from service.imports.source import MAX_LINE, Source

DATA = Path(__file__).parent / "data"
DEMO = Path(__file__).parents[3] / "service" / "data" / "territory"
COMMUNE = {"code": "15120", "nom": "Mauriac", "departement": "15", "type": "commune-actuelle", "population": 3431}
EPCI = {
    "code": "241500271",
    "nom": "CC du Pays de Mauriac",
    "type": "CC",
    "modeFinancement": "FPU",
    "populationTotale": 6800,
    "populationMunicipale": 6552,
    "membres": [],
}


def lines(*items: object) -> str:
    """As the package writes its files: one object on each line."""
    return "[\n" + ",\n".join(json.dumps(item, ensure_ascii=False) for item in items) + "\n]\n"


def read(tmp_path: Path, communes: str | bytes | None = None, epcis: str | bytes | None = None) -> list[Reading]:
    for name, content in (("communes.json", communes), ("epci.json", epcis)):
        if content is not None:
            (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_cog(tmp_path, communes_vintage=2026, epcis_vintage=2025)


def read_communes(tmp_path: Path, content: str | bytes) -> Reading:
    (reading,) = read(tmp_path, content)
    return reading


def problems(reading: Reading) -> list[tuple[int, str]]:
    return [(bad.line, bad.code) for bad in reading.bad]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("package")
    (folder / "data").mkdir()
    for name in ("communes.json", "epci.json"):
        (folder / "data" / name).write_bytes(lzma.decompress((DATA / f"{name}.xz").read_bytes()))
    return folder


@pytest.fixture(scope="module")
def france(package: Path) -> list[Reading]:
    return read_cog(package)


class TestFrance:
    def test_every_commune_is_read(self, france: list[Reading]) -> None:
        communes = [row.command for row in france[0].rows if isinstance(row.command, RecordCommune)]
        assert (len(communes), france[0].bad, france[0].passed_over) == (34_969, (), 2_621)
        assert sum(commune.siren is None for commune in communes) == 94
        assert {str(commune.on) for commune in communes} == {"2026-01-01"}
        assert {"2A004", "97501", "98735"} <= {commune.commune for commune in communes}

    def test_every_epci_is_read_under_its_own_vintage(self, france: list[Reading]) -> None:
        epcis = [row.command for row in france[1].rows if isinstance(row.command, RecordEpci)]
        assert (len(epcis), france[1].bad) == (1_255, ())
        assert {epci.vintage for epci in epcis} == {2025}
        natures = {nature: sum(epci.nature is nature for epci in epcis) for nature in EpciNature}
        assert natures == {"CC": 989, "CA": 230, "METRO": 21, "CU": 14, "MET69": 1}
        assert [warning.code for warning in france[1].warnings] == ["EPCI_VINTAGE"]

    def test_a_vintage_that_the_digest_contradicts_is_warned_of(self, package: Path) -> None:
        _, epcis = read_cog(package, epcis_vintage=2026)
        assert [warning.code for warning in epcis.warnings] == ["VINTAGE_CONTRADICTED"]
        assert "2025" in epcis.warnings[0].messages["fr"]
        assert epcis.key.startswith("epci-2026-")

    def test_the_lines_told_are_those_of_the_file(self, package: Path, france: list[Reading]) -> None:
        text = (package / "data" / "communes.json").read_text(encoding="utf-8").splitlines()
        for row in france[0].rows[::997]:
            assert isinstance(row.command, RecordCommune)
            assert f'"code":"{row.command.commune}"' in text[row.line - 1]


class TestDemo:
    def test_the_extract_is_whole(self) -> None:
        communes, epcis = read_cog(DEMO, communes_vintage=2026, epcis_vintage=2025)
        assert (len(communes.rows), len(epcis.rows), communes.bad + epcis.bad) == (71, 4, ())


class TestRows:
    def test_a_commune(self, tmp_path: Path) -> None:
        reading = read_communes(tmp_path, lines(COMMUNE))
        (row,) = reading.rows
        assert isinstance(command := row.command, RecordCommune)
        assert (row.line, command.commune, command.name, command.population) == (2, "15120", "Mauriac", 3431)
        assert command.act is not None
        assert command.act.sha256 in reading.key.split("-")
        assert [warning.code for warning in reading.warnings] == ["FILE_MISSING"]

    def test_an_epci(self, tmp_path: Path) -> None:
        (reading,) = read(tmp_path, epcis=lines(EPCI))
        command = reading.rows[0].command
        assert isinstance(command, RecordEpci)
        assert (command.epci, command.nature, command.tax_regime) == ("241500271", EpciNature.CC, TaxRegime.FPU)
        assert (command.own_tax, command.population) == (True, 6552)

    @pytest.mark.parametrize("kind", ["commune-deleguee", "commune-associee", "arrondissement-municipal"])
    def test_parts_of_communes_are_passed_over(self, tmp_path: Path, kind: str) -> None:
        reading = read_communes(tmp_path, lines(COMMUNE, COMMUNE | {"type": kind}))
        assert (len(reading.rows), reading.bad, reading.passed_over) == (1, (), 1)

    @pytest.mark.parametrize("indent", [None, 2])
    def test_any_layout_of_the_list_is_read(self, tmp_path: Path, indent: int | None) -> None:
        items = [COMMUNE, COMMUNE | {"code": "15054"}]
        reading = read_communes(tmp_path, b"\xef\xbb\xbf" + json.dumps(items, indent=indent).encode())
        assert [row.line for row in reading.rows] == ([2, 9] if indent else [1, 1])


class TestVintages:
    def test_an_unknown_file_needs_its_vintage(self, tmp_path: Path) -> None:
        (tmp_path / "communes.json").write_text(lines(COMMUNE), encoding="utf-8")
        with pytest.raises(UnreadableFile, match="--communes-vintage YEAR") as refused:
            read_cog(tmp_path)
        assert refused.value.code == "UNKNOWN_VINTAGE"

    @pytest.mark.parametrize("vintage", [-1, 1942, 2200])
    def test_it_is_a_year(self, tmp_path: Path, vintage: int) -> None:
        (tmp_path / "communes.json").write_text(lines(COMMUNE), encoding="utf-8")
        with pytest.raises(UnreadableFile) as refused:
            read_cog(tmp_path, communes_vintage=vintage)
        assert refused.value.code == "IMPOSSIBLE_VINTAGE"

    def test_another_vintage_is_another_import(self, tmp_path: Path) -> None:
        (tmp_path / "communes.json").write_text(lines(COMMUNE), encoding="utf-8")
        keys = {read_cog(tmp_path, communes_vintage=year)[0].key for year in (2025, 2026)}
        assert len(keys) == 2


class TestBadRows:
    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ({"code": "1512"}, "REFUSED_VALUE"),
            ({"code": 15120}, "REFUSED_VALUE"),
            ({"code": None}, "MISSING_KEY"),
            ({"nom": ""}, "REFUSED_VALUE"),
            ({"nom": "x" * 201}, "REFUSED_VALUE"),
            ({"nom": "a\0b"}, "NUL_CHARACTER"),
            ({"nom": ["Mauriac"]}, "REFUSED_VALUE"),
            ({"siren": "21150120"}, "REFUSED_VALUE"),
            ({"siren": "211501200\n"}, "LINE_BREAK"),
            ({"population": "3431"}, "REFUSED_VALUE"),
            ({"population": -1}, "REFUSED_VALUE"),
            ({"population": 3431.5}, "REFUSED_VALUE"),
            ({"population": 1e300}, "INTEGER_TOO_LARGE"),
            ({"type": "canton"}, "UNKNOWN_TYPE"),
            ({"type": None}, "MISSING_KEY"),
            ({"type": ["commune-actuelle"]}, "UNKNOWN_TYPE"),
            ({"nom": "x" * (10 * MAX_LINE)}, "LINE_TOO_LONG"),
            ({"code": "15999"}, "DUPLICATE"),
        ],
        ids=range(18),
    )
    def test_is_reported_with_its_line(self, tmp_path: Path, change: dict[str, Any], code: str) -> None:
        before, after = COMMUNE | {"code": "15999"}, COMMUNE | {"code": "15998"}
        reading = read_communes(tmp_path, lines(before, COMMUNE | change, after))
        assert problems(reading) == [(3, code)]
        assert [row.line for row in reading.rows] == [2, 4]
        assert all(reading.bad[0].messages[language] for language in ("fr", "en"))

    @pytest.mark.parametrize("item", [1, "x", None, [], [COMMUNE]])
    def test_what_is_no_object_is_reported(self, tmp_path: Path, item: object) -> None:
        assert problems(read_communes(tmp_path, lines(COMMUNE, item))) == [(3, "NOT_JSON")]

    def test_an_unknown_nature_is_reported_under_the_name_of_the_file(self, tmp_path: Path) -> None:
        (reading,) = read(tmp_path, epcis=lines(EPCI, EPCI | {"code": "241500255", "type": "EPT"}))
        assert problems(reading) == [(3, "REFUSED_VALUE")]
        assert reading.bad[0].messages["en"].startswith("type: ")


class TestBrokenFiles:
    """Where the whole is no JSON, its lines are read one by one."""

    whole = lines(COMMUNE, COMMUNE | {"code": "15054"}, COMMUNE | {"code": "15162", "nom": "Riom-ès-Montagnes"})

    def test_a_file_that_is_cut_gives_what_is_before(self, tmp_path: Path) -> None:
        reading = read_communes(tmp_path, self.whole[:-20])
        assert (len(reading.rows), problems(reading)) == (2, [(4, "NOT_JSON")])
        assert reading.warnings[-1].code == "NO_LAST_LINE_END"

    def test_windows_1252_costs_the_lines_with_accents(self, tmp_path: Path) -> None:
        reading = read_communes(tmp_path, self.whole.encode("windows-1252"))
        assert (len(reading.rows), problems(reading)) == (2, [(4, "NOT_UTF_8")])

    def test_a_nul_costs_its_line(self, tmp_path: Path) -> None:
        reading = read_communes(tmp_path, self.whole.replace("15054", "150\0004", 1))
        assert (len(reading.rows), problems(reading)) == (2, [(3, "NUL_CHARACTER")])

    def test_deep_nesting_is_no_crash(self, tmp_path: Path) -> None:
        deep = '{"code": ' + "[" * 100_000 + "]" * 100_000 + "}"
        reading = read_communes(tmp_path, self.whole.replace("]\n", "").rstrip() + ",\n" + deep + "\n]\n")
        assert (len(reading.rows), problems(reading)) == (3, [(5, "NOT_JSON")])

    @pytest.mark.parametrize(
        "content", [b"{}", b"null", b"[]", b"[\n]\n", b"[1, 2", b"code;nom\n15120;Mauriac\n", b"\0" * 1000]
    )
    def test_what_holds_no_object_at_all_is_refused(self, tmp_path: Path, content: bytes) -> None:
        with pytest.raises(UnreadableFile) as refused:
            read_communes(tmp_path, content)
        assert refused.value.code == "NOT_A_JSON_LIST"

    def test_a_folder_without_the_files_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(UnreadableFile) as refused:
            read_cog(tmp_path)
        assert refused.value.code == "NO_SUCH_DATA"


@settings(deadline=None)
@given(st.binary(max_size=200), st.integers(0, 400), st.integers(0, 30))
def test_no_bytes_make_it_fail(noise: bytes, at: int, cut: int) -> None:
    whole = TestBrokenFiles.whole.encode()
    data = whole[:at] + noise + whole[min(at + cut, len(whole)) :]
    with suppress(UnreadableFile):
        found = list(commune_rows(Source(Path("communes.json"), data, "0" * 64), 2026))
        assert all(isinstance(item, Row | BadRow) or item is None for item in found)
