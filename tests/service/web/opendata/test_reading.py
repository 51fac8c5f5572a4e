"""One moment for a whole file, on both ledgers; and which of its answers are kept."""

from dataclasses import replace
from typing import Any

import pytest

from service.database import Database
from service.demo.sittings import DEMO_LEDGER
from service.feed import Least
from service.graphql.answers import Answers
from service.graphql.asking import Asking
from service.graphql.reading import Second
from service.graphql.requests import Asked
from tests.service.api.harness import LEDGER, MEMBER, Api, command, install
from tests.service.web.opendata.conftest import DAY, Files, served


async def test_a_file_of_now_reads_the_reference_of_now_and_one_at_a_position_that_which_it_saw(
    database: Database,
) -> None:
    async with served(database) as files, Api(files.app, files.tokens["CLERK"]) as api:
        await install(api)
        head = (await files.json("membres.json", ledger=LEDGER, on=DAY))["asOf"]["position"]
        siren = MEMBER.partition(":")[2]
        await api.recorded(
            command("openLedger", clock="REAL"),
            command("recordEpci", on="2020-01-01", epci=siren, name="CC d'essai", vintage=2026),
            authority="FR",
        )
        for asked, name in (({}, "CC d'essai"), ({"at_position": head}, None), ({}, "CC d'essai")):
            told = await files.json("membres.json", ledger=LEDGER, on=DAY, **asked)
            assert (told["asOf"]["position"], told["items"][0]["organization"]["name"]) == (head, name)


async def test_what_is_recorded_while_a_file_is_made_is_not_in_it(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with served(database) as files, Api(files.app, files.tokens["CLERK"]) as api:
        await install(api)
        adopt = "adoptDeliberation"
        await api.recorded(*(command(adopt, decision=f"d{i}", title="x", body="assembly") for i in range(205)))
        asked = Answers.answer
        later: list[str] = []

        async def meanwhile(self: Answers, *question: Any) -> Any:
            answer = await asked(self, *question)
            later.append(f"later-{len(later)}")
            await api.recorded(command(adopt, decision=later[-1], title="y", body="assembly"))
            return answer

        monkeypatch.setattr(Answers, "answer", meanwhile)
        items = (await files.json("decisions.json", ledger=LEDGER, on=DAY))["items"]
        monkeypatch.undo()
        assert later
        assert {item["decision"] for item in items} == {f"d{i}" for i in range(205)}


async def test_a_file_asked_again_is_made_of_kept_answers_but_for_its_later_pages(
    files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    executed: list[str] = []
    execute = Asking.execute

    async def counted(self: Asking, asked: Asked, context: object) -> Any:
        executed.append(asked.query or "")
        return await execute(self, asked, context)

    monkeypatch.setattr(Asking, "execute", counted)
    await files.get("decisions.csv", on="2026-11-19")
    first = len(executed)
    executed.clear()
    await files.get("decisions.csv", on="2026-11-19")
    assert (first, executed) == (1, [])
    await files.get("journal.csv")
    executed.clear()
    await files.get("journal.csv")
    assert len(executed) == 7


async def test_a_standby_must_have_what_a_file_is_pinned_at(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted: list[Least] = []

    class Behind:
        async def marks(self, _viewer: object, _ledgers: object, least: Least) -> None:
            """Never far enough."""
            wanted.append(least)

    services = files.app.state.services
    second = Second(Behind(), services.answers)  # type: ignore[arg-type]
    monkeypatch.setattr(files.app.state, "services", replace(services, second=second))
    told = await files.json("membres.json", on=DAY, headers={"greffe-position": f"{DEMO_LEDGER}=999999"})
    assert {least.positions["FR"] for least in wanted} == {told["asOf"]["referencePosition"]}
    assert {least.positions[DEMO_LEDGER] for least in wanted} == {999_999}
    wanted.clear()
    told = await files.json("membres.json", on=DAY)
    assert {least.positions[DEMO_LEDGER] for least in wanted} == {told["asOf"]["position"]}
