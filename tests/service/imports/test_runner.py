"""Recording what was read: only what is refused is left out, and an import goes on where it was."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from domain.belonging import CommuneDoesNotExist
from domain.core.command import Command
from domain.core.identifiers import REFERENCE_LEDGER
from domain.facts.territory import MembershipObserved
from domain.register import RefusedAt
from service.clerk.answers import Answer, Recorded, Refusals, RefusedCommand, StepOutcome
from service.clerk.refusals import LedgerNotOpened
from service.imports import ImportStopped, Reading, Report, read_cog, read_history, run_import
from service.imports.reading import CHUNK
from tests.reference_ledger import ReferenceLedger, names

DEMO = Path(__file__).parents[3] / "service" / "data" / "territory"
HEADER = "code_insee,commune,epci_siren,epci_nom,observed_from,observed_to_excl\n"
A, B = "200067510", "242320000"


class Clerk:
    """The write door, in memory: known ids give their first answer, refusals are not kept."""

    def __init__(self) -> None:
        self.ledger = ReferenceLedger()
        self.known: dict[str, tuple[Sequence[Command], Recorded]] = {}
        self.asked: list[str] = []
        self.crash_after: int | None = None

    async def record(self, ledger: str, commands: Sequence[Command], command_id: str) -> Answer:
        assert ledger == REFERENCE_LEDGER
        assert 0 < len(command_id) <= 200
        assert commands
        self.asked.append(command_id)
        if self.crash_after is not None and len(self.asked) > self.crash_after:
            raise ConnectionError("the machine is off")
        if command_id in self.known:
            said, answer = self.known[command_id]
            assert said == commands, "the same id with another content"
            return Recorded(**{f: getattr(answer, f) for f in answer.__struct_fields__} | {"replayed": True})
        try:
            steps = self.ledger.record_steps(commands)
        except RefusedAt as refused:
            path = "commands" if refused.index is None else f"commands.{refused.index}"
            return Refusals(tuple(RefusedCommand(path, refusal) for refusal in refused.refusals))
        outcomes = tuple(StepOutcome(tuple(entry.position for entry in step)) for step in steps)
        last = len(self.ledger.entries)
        answer = Recorded(ledger, command_id, last, last, None, outcomes, {})
        self.known[command_id] = (commands, answer)
        return answer


@pytest.fixture
def clerk() -> Clerk:
    return Clerk()


def history(tmp_path: Path, *lines: str) -> list[Reading]:
    file = tmp_path / "history.csv"
    file.write_text(HEADER + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return [read_history(file)]


def line(number: int, siren: str = A, since: str = "2019-01-01", until: str = "") -> str:
    return f"{15000 + number},C{number},{siren},CC,{since},{until}"


def demo() -> list[Reading]:
    return [*read_cog(DEMO, communes_vintage=2026, epcis_vintage=2025), read_history(DEMO / "history.csv")]


async def test_everything_is_recorded_and_counted(clerk: Clerk) -> None:
    seen: list[tuple[int, int]] = []
    report = await run_import(clerk.record, demo(), lambda report: seen.append((report.done, report.total)))
    assert (report.total, report.done, report.recorded, report.entries) == (146, 146, 146, 146)
    assert (report.already_true, report.left_out, report.resumed) == (0, [], 0)
    assert seen == [(0, 146), (71, 146), (75, 146), (146, 146)]


async def test_the_same_files_again_record_nothing(clerk: Clerk) -> None:
    first = await run_import(clerk.record, demo())
    again = await run_import(clerk.record, demo())
    assert len(clerk.ledger.entries) == 146
    assert (again.recorded, again.resumed) == (first.recorded, 146)


async def test_a_file_that_says_the_same_is_already_true(clerk: Clerk, tmp_path: Path) -> None:
    await run_import(clerk.record, history(tmp_path, line(1), line(2)))
    report = await run_import(clerk.record, history(tmp_path, line(2), line(1), line(3)))
    assert (report.recorded, report.already_true, report.resumed) == (1, 2, 0)


async def test_only_the_rows_that_are_refused_are_left_out(clerk: Clerk, tmp_path: Path) -> None:
    lines = [line(n) for n in range(1, 1300)]
    bad = {3: line(1, siren="200067511"), 700: line(699, siren=B, since="2020-01-01"), 701: line(1, siren=B)}
    for number, text in bad.items():
        lines.insert(number - 2, text)
    report = await run_import(clerk.record, history(tmp_path, *lines))
    left_out = {(row.line, row.code) for row in report.left_out}
    assert left_out == {(3, "InvalidSiren"), (700, "CommuneInAnotherEpci"), (701, "CommuneInAnotherEpci")}
    assert (report.recorded, report.done, report.total) == (1299, 1302, 1302)
    observed = {e.fact.commune for e in clerk.ledger.entries if isinstance(e.fact, MembershipObserved)}
    assert len(observed) == 1299
    other = next(row for row in report.left_out if row.line == 700)
    assert other.file == "history.csv"
    assert "CGCT L5210-2" in other.messages["fr"]
    assert A in other.messages["en"]


@pytest.mark.parametrize(
    "refused", [[0], [CHUNK - 1], [0, 1, 2], [CHUNK - 2, CHUNK - 1, CHUNK], list(range(CHUNK + 1))]
)
async def test_refusals_may_stand_anywhere(clerk: Clerk, tmp_path: Path, refused: list[int]) -> None:
    lines = [line(n, siren="200067511" if n in refused else A) for n in range(CHUNK + 2)]
    report = await run_import(clerk.record, history(tmp_path, *lines))
    assert [row.line for row in report.left_out] == [n + 2 for n in refused]
    assert report.recorded == len(lines) - len(refused)


async def test_lines_that_cannot_be_read_are_in_the_report(clerk: Clerk, tmp_path: Path) -> None:
    report = await run_import(clerk.record, history(tmp_path, line(1), "15002,C2", line(3, siren="200067511")))
    assert [(row.line, row.code) for row in report.left_out] == [(3, "COLUMN_COUNT"), (4, "InvalidSiren")]
    assert (report.total, report.done, report.recorded) == (2, 2, 1)


@pytest.mark.parametrize("crash_after", [0, 1, 2, 3, 4])
async def test_an_import_goes_on_where_it_was(clerk: Clerk, tmp_path: Path, crash_after: int) -> None:
    lines = [line(n, siren="200067511" if n == 700 else A) for n in range(1200)]
    readings = history(tmp_path, *lines)
    clerk.crash_after = crash_after
    with pytest.raises(ConnectionError):
        await run_import(clerk.record, readings)
    clerk.crash_after = None
    recorded = len(clerk.ledger.entries)
    report = await run_import(clerk.record, readings)
    assert (report.recorded, report.resumed, report.left_out[0].line) == (1199, recorded, 702)
    assert len(clerk.ledger.entries) == 1199


async def test_what_is_accepted_by_now_is_recorded_by_the_next_run(clerk: Clerk, tmp_path: Path) -> None:
    forbidden = {"15200", "15250"}

    async def record(ledger: str, commands: Sequence[Command], command_id: str) -> Answer:
        for index, command in enumerate(commands):
            if (commune := getattr(command, "commune", "")) in forbidden:
                refusal = CommuneDoesNotExist(commune=commune, on=command.on)
                return Refusals((RefusedCommand(f"commands.{index}", refusal),))
        return await clerk.record(ledger, commands, command_id)

    readings = history(tmp_path, *(line(n) for n in range(CHUNK)))
    first = await run_import(record, readings)
    assert [row.line for row in first.left_out] == [202, 252]
    forbidden.remove("15250")
    second = await run_import(record, readings)
    assert [row.line for row in second.left_out] == [202]
    assert (second.recorded, len(clerk.ledger.entries)) == (201, 499)


async def test_a_refusal_that_names_no_command_is_narrowed_down(tmp_path: Path) -> None:
    clerk = Clerk()

    async def vague(ledger: str, commands: Sequence[Command], command_id: str) -> Answer:
        answer = await clerk.record(ledger, commands, command_id)
        if isinstance(answer, Refusals):
            return Refusals(tuple(RefusedCommand("commands", r.refusal) for r in answer.refusals))
        return answer

    lines = [line(n, siren="200067511" if n in {5, 31} else A) for n in range(64)]
    report = await run_import(vague, history(tmp_path, *lines))
    assert [row.line for row in report.left_out] == [7, 33]
    assert report.recorded == 62


async def test_a_closed_door_stops_the_import(tmp_path: Path) -> None:
    async def closed(ledger: str, commands: Sequence[Command], command_id: str) -> Answer:
        return Refusals((RefusedCommand("", LedgerNotOpened(ledger=ledger, known=())),))

    with pytest.raises(ImportStopped, match="LedgerNotOpened") as stopped:
        await run_import(closed, history(tmp_path, line(1)))
    assert isinstance(stopped.value.report, Report)
    assert stopped.value.report.done == 0


async def test_all_of_france_is_recorded_without_a_refusal(clerk: Clerk) -> None:
    france = Path(__file__).parents[4] / "shared" / "data" / "epci_membership_intervals_2019_2026.csv"
    assert france.exists(), f"{france} is missing: the shared folder belongs beside the repository"
    report = await run_import(clerk.record, [read_history(france)])
    assert (report.left_out, report.recorded) == ([], 35_616)
    assert set(names([entry.fact for entry in clerk.ledger.entries])) == {
        "CommuneRecorded",
        "EpciRecorded",
        "MembershipObserved",
    }
