"""What holds for every question: it is answered in full, costs the same SQL whatever the page, and shows every fact."""

from collections import Counter
from collections.abc import AsyncIterator
from typing import Any

import pytest

from domain.facts import FACT_TYPES, territory
from tests.service.demo import every_query
from tests.service.demo.telling import Told

OF_REFERENCE = {name for name, kind in FACT_TYPES.items() if kind.__module__ == territory.__name__}
OF_THE_LEDGER = {
    *("ledgers", "entry", "entries", "auditTrail", "trailEntry"),
    *("inclusionProof", "consistencyProof", "checkpoint"),
}
PAGE = 15
LISTS = 3
"""Lists within an answer that look names up by themselves; far fewer than the items of a page."""
ELSEWHERE = {
    "LedgerOpened": "said of every answer in asOf, and by `ledgers`",
    "Disclosed": "shown by what it opens",
    "Rectified": "told by `entry`: it shows itself by what is no more",
    "PersonDetailsChanged": "value-free: the name itself is shown",
    "GeneralRenewalHeld": "shown as the state HOLDOVER of the seats",
    "BodyReopened": "shown as the cause of the tenures' end",
    "TermOpened": "shown as the term of the body, and its seats",
    "TermEnded": "shown as the end of the term and of its tenures",
    "OrganizationRegistered": "shown as the name of the organisation, wherever it stands",
    "PersonDied": "shown as diedOn, and as the cause of what ended",
    "PreventionRecorded": "shown as `prevented` and by who acts",
    "PreventionLifted": "shown as `prevented` no more",
    "MandateEnded": "shown with `endingEntry` of the holdings of the day before",
    **dict.fromkeys(
        ("ResignationTendered", "ElectionAnnulled", "AppealLodged", "EligibilityLost"),
        "vacates nothing by itself: told by `entries(filter: {body})`",
    ),
}
"""Facts that a question shows by what they change, not by their position."""


async def _ask(told: Told, document: str) -> Any:
    return await told.api.ask(document)


@pytest.mark.parametrize("name", every_query.lists())
async def test_a_page_costs_the_same_statements_whatever_its_size(told: Told, statements: list[str], name: str) -> None:
    await _ask(told, every_query.document(name, first=1))  # the database's own look-ups of types come once
    statements.clear()
    one = (await _ask(told, every_query.document(name, first=1)))[name]
    for_one = Counter(statements)
    statements.clear()
    many = (await _ask(told, every_query.document(name, first=PAGE)))[name]
    assert len(one["nodes"]) == 1, "the demonstration has something true to show"
    assert len(many["nodes"]) >= 1
    # Names are looked up once for each list of the answer, and not at all where nothing is named.
    assert {sql: times for sql, times in Counter(statements).items() if times > max(for_one[sql], LISTS)} == {}


@pytest.mark.parametrize("name", every_query.others())
async def test_a_question_is_answered_in_full(told: Told, name: str) -> None:
    assert name in await _ask(told, every_query.document(name))


async def _pages(told: Told, name: str, day: str) -> AsyncIterator[Any]:
    """The whole answer of a question on a day, page by page; the ledger itself is not asked: it proves nothing here."""
    arguments = {"at": f'{{on: "{day}"}}'}
    if name not in every_query.lists():
        yield await _ask(told, every_query.document(name, arguments=arguments))
        return
    while True:
        answer = await _ask(told, every_query.document(name, first=PAGE, arguments=arguments))
        yield answer
        info = answer[name]["pageInfo"]
        if not info["hasNextPage"]:
            return
        arguments = arguments | {"after": f'"{info["endCursor"]}"'}


async def test_every_fact_is_shown_by_at_least_one_question(told: Told) -> None:
    shown: set[int] = set()
    for name in {*every_query.lists(), *every_query.others()} - OF_THE_LEDGER:
        for day in ("2021-09-01", "2024-09-01", "2026-11-20"):
            async for answer in _pages(told, name, day):
                shown |= set(every_query.positions(answer))
    query = """query ($after: Cursor) { entries(after: $after, first: 500) {
      cursor hasMore items { ... on Entry { position type } } } }"""
    kinds: dict[int, str] = {}
    after, more = None, True
    while more:
        page = (await told.api.ask(query, after=after))["entries"]
        kinds |= {item["position"]: item["type"] for item in page["items"] if item}
        after, more = page["cursor"], page["hasMore"]
    told_of = {kinds[position] for position in shown if position in kinds}
    assert set(kinds.values()) - told_of - set(ELSEWHERE) - OF_REFERENCE == set()
