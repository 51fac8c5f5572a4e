"""What one may not see never existed: sealed entries, and projections computed for each level."""

from domain.core.entry import Visibility
from service.access import Role, create_token
from tests.service.api.harness import LEDGER, Api, command, install

BUREAU = '{bureau(at: {on: "2026-10-10"}) {seats {seat state holder {id} until} missing {code}}}'
FEED = """query($filter: EntryFilter) { entries(first: 500, filter: $filter) { items {
          __typename ... on Entry {position type} ... on SealedEntry {position header {leaf bytes bodySha256}} } } }"""


async def a_hidden_vacancy(api: Api, visibility: str = "RESTRICTED") -> int:
    """A vacancy that not everyone may see; returns its position."""
    await install(api)
    vacate = command(
        "vacateSeat", on="2026-09-01", body="bureau", seat="M1", cause="RESIGNATION", visibility=visibility
    )
    positions: list[int] = (await api.recorded(vacate))["positions"]
    return positions[0]


async def test_the_public_sees_the_bureau_as_if_it_had_never_been(api: Api) -> None:
    await install(api)
    before = await api.ask(BUREAU, token=None)
    await api.recorded(
        command("vacateSeat", on="2026-09-01", body="bureau", seat="M1", cause="RESIGNATION", visibility="BUREAU")
    )
    assert await api.ask(BUREAU, token=None) == before
    assert (await api.ask(BUREAU))["bureau"]["seats"][3]["state"] == "VACANT"


async def test_each_level_sees_what_it_may(api: Api) -> None:
    await a_hidden_vacancy(api, "BUREAU")
    pool = api.app.state.services.pool
    for visibility, state in (("MEMBERS", "HELD"), ("BUREAU", "VACANT"), ("RESTRICTED", "VACANT")):
        _, token = await create_token(pool, role=Role.MEMBER, ledgers=[LEDGER], visibility=Visibility(visibility))
        assert (await api.ask(BUREAU, token=token))["bureau"]["seats"][3]["state"] == state
    _, elsewhere = await create_token(pool, role=Role.AUDITOR, ledgers=["FR"])
    assert (await api.ask(BUREAU, token=elsewhere))["bureau"]["seats"][3]["state"] == "HELD"


async def test_a_sealed_entry_shows_its_header_alone(api: Api) -> None:
    position = await a_hidden_vacancy(api)
    query = """query($p: Int!) {entry(position: $p) {__typename ... on Entry {type}
               ... on SealedEntry {position header {leaf bytes}}}}"""
    sealed = (await api.ask(query, token=None, p=position))["entry"]
    assert sealed["__typename"] == "SealedEntry"
    assert (await api.ask(query, p=position))["entry"]["type"] == "SeatVacated"


async def test_a_filter_never_tells_whether_a_sealed_entry_would_match(api: Api) -> None:
    position = await a_hidden_vacancy(api)
    for wanted in ({"types": ["SeatVacated"]}, {"types": ["LedgerOpened"]}, {"body": "assembly"}, {"person": "p-x"}):
        items = (await api.ask(FEED, token=None, filter=wanted))["entries"]["items"]
        assert [i["position"] for i in items if i["__typename"] == "SealedEntry"] == [position]


async def test_changes_and_tenures_do_not_betray_it(api: Api) -> None:
    people = await install(api)
    tenures = "query($id: ID!) {person(id: $id) {tenures {seat until endedBy}}}"
    changes = '{compositionChanges(body: "bureau", from: "2026-05-01", to: "2026-12-31") {on kind seat}}'
    before = [await api.ask(tenures, token=None, id=people[3]), await api.ask(changes, token=None)]
    await api.recorded(
        command("vacateSeat", on="2026-09-01", body="bureau", seat="M1", cause="RESIGNATION", visibility="RESTRICTED")
    )
    assert [await api.ask(tenures, token=None, id=people[3]), await api.ask(changes, token=None)] == before
