"""Documents and contracts through the API: found by what they are, checked in their direction, due on the day."""

from typing import Any

import pytest

from service.access import Role, create_token
from tests.cases import each
from tests.service.api.harness import LEDGER, MEMBER, Api, command, install

LIST = """
query ($at: AtInput, $kind: DocumentKind, $owner: ID, $organization: ID, $theme: ID, $person: ID, $text: String,
       $state: DocumentState, $relation: SchemeRelation, $place: HierarchyPlace, $outcome: CompatibilityOutcome,
       $first: Int, $after: Cursor) {
  documents(at: $at, kind: $kind, owner: $owner, organization: $organization, theme: $theme, person: $person,
            text: $text, state: $state, relation: $relation, place: $place, outcome: $outcome, first: $first,
            after: $after) {
    nodes { document title owner { id name } due { on overdue } referents { person { name } } }
    pageInfo { hasNextPage endCursor }
  }
}
"""
ONE = """
query ($id: ID!, $at: AtInput) {
  document(id: $id, at: $at) {
    document kind place relation article state stateSince approvedOn competence
    history { on state entry } referents { person { id } namedOn endedOn }
    checks { on relation outcome scheme version note } lastCheck { on outcome }
    due { on article doubtful daysLeft overdue entry } warnings { code }
  }
}
"""
COMPATIBILITY = """
query ($at: AtInput, $relation: SchemeRelation, $outcome: CompatibilityOutcome, $owner: ID, $first: Int,
       $after: Cursor) {
  compatibility(at: $at, relation: $relation, outcome: $outcome, owner: $owner, first: $first, after: $after) {
    nodes { document { document } relation outcome dueOn overdue lastCheck { on } } pageInfo { hasNextPage endCursor }
  }
}
"""
CONTRACTS = """
query ($at: AtInput, $kind: ContractKind, $ended: Boolean, $party: ID, $theme: ID, $document: ID, $text: String,
       $from: Date, $to: Date) {
  contracts(at: $at, kind: $kind, ended: $ended, party: $party, theme: $theme, document: $document, text: $text,
            from: $from, to: $to) { nodes { contract running } }
}
"""
OTHER = "epci:241500271"
BEFORE = {"state": "ENFORCEABLE", "approvedOn": "2019-02-14"}


def _follow(document: str, kind: str, title: str, **more: Any) -> dict[str, Any]:
    return command("followDocument", **{"on": "2020-09-24", "document": document, "kind": kind, "title": title} | more)


def _check(document: str, on: str, outcome: str, **more: Any) -> dict[str, Any]:
    return command("checkCompatibility", on=on, document=document, outcome=outcome, scheme="hcd", **more)


@pytest.fixture
async def followed(api: Api) -> list[str]:
    """An approved SCoT, and what stands above it, below it, beside it."""
    people = await install(api)
    await api.recorded(
        command("prescribeScheme", on="2017-03-14", scheme="hcd", title="SCoT d'essai", perimeter=[MEMBER]),
        command("approveScheme", on="2021-07-06", scheme="hcd", version="2021"),
        command("makeSchemeEnforceable", on="2021-09-10", scheme="hcd", version="2021"),
        _follow("plui", "PLUI", "PLUi du nord", owner=MEMBER, themes=["planning"], **BEFORE),
        _follow("plui-late", "PLUI", "PLUi du sud", owner=OTHER, themes=["planning"], **BEFORE),
        _follow("plh", "PLH", "PLH du nord", owner=MEMBER, themes=["housing"], **BEFORE),
        _follow("sage", "SAGE", "SAGE de l'Œuf", owner=OTHER, territory=[MEMBER], themes=["water"], **BEFORE),
        _follow("pcaet", "PCAET", "PCAET commun", owner=MEMBER, **BEFORE),
        command(
            "followCompetence",
            on="2020-09-24",
            document="gemapi",
            competence="GEMAPI",
            title="GEMAPI",
            owner=MEMBER,
            themes=["water"],
        ),
        _check("plui", "2022-03-01", "INCOMPATIBLE", version="2021", note="Enveloppe foncière dépassée"),
        _check("plh", "2022-03-01", "COMPATIBLE"),
        _check("sage", "2023-06-01", "COMPATIBLE"),
        _check("pcaet", "2023-01-01", "TAKEN_INTO_ACCOUNT"),
        command("changeDocumentState", on="2023-02-01", document="plui", state="UNDER_REVISION"),
        command("nameReferent", on="2026-06-01", document="plui", person=people[0]),
        command("nameReferent", on="2026-06-01", document="sage", person=people[1]),
        command("endReferent", on="2026-10-01", document="plui", person=people[0], cause="RENUNCIATION"),
    )
    return people


async def _names(api: Api, token: str | None = "", **asked: Any) -> list[str]:
    return [node["document"] for node in (await api.ask(LIST, token, **asked))["documents"]["nodes"]]


@each(
    ("asked", "found"),
    [
        ({}, ["gemapi", "pcaet", "plh", "plui", "plui-late", "sage"]),
        ({"kind": "PLUI"}, ["plui", "plui-late"]),
        ({"kind": "COMPETENCE"}, ["gemapi"]),
        ({"owner": OTHER}, ["plui-late", "sage"]),
        ({"organization": MEMBER}, ["gemapi", "pcaet", "plh", "plui", "sage"]),
        ({"theme": "water"}, ["gemapi", "sage"]),
        ({"state": "UNDER_REVISION"}, ["plui"]),
        ({"state": "UNDER_REVISION", "at": {"on": "2023-01-31"}}, []),
        ({"relation": "ABOVE"}, ["sage"]),
        ({"relation": "COMPATIBLE_WITH"}, ["plh", "plui", "plui-late"]),
        ({"relation": "TAKES_ACCOUNT_OF"}, ["pcaet"]),
        ({"place": "NOT_A_PLAN"}, ["gemapi"]),
        ({"outcome": "INCOMPATIBLE"}, ["plui"]),
        ({"text": "oeuf"}, ["sage"]),
        ({"text": "foncier enveloppe"}, []),
        ({"text": "enveloppe fonciere"}, ["plui"]),
        ({"at": {"on": "2020-09-23"}}, []),
    ],
)
async def test_documents_are_found(api: Api, followed: list[str], asked: dict[str, Any], found: list[str]) -> None:
    assert await _names(api, **asked) == found


async def test_a_referent_is_found_on_the_days_of_the_charge(api: Api, followed: list[str]) -> None:
    assert await _names(api, person=followed[0], at={"on": "2026-09-30"}) == ["plui"]
    assert await _names(api, person=followed[0], at={"on": "2026-10-01"}) == []
    node = (await api.ask(LIST, person=followed[1], at={"on": "2026-10-01"}))["documents"]["nodes"][0]
    assert node["referents"] == [{"person": {"name": "Camille Essai1"}}]


async def test_a_document_shows_its_history_its_checks_and_what_is_due(api: Api, followed: list[str]) -> None:
    document = (await api.ask(ONE, id="plui", at={"on": "2024-09-20"}))["document"]
    assert (document["place"], document["relation"]) == ("BELOW", "COMPATIBLE_WITH")
    assert document["article"] == "C. urb. L142-1"
    assert [(step["on"], step["state"]) for step in document["history"]] == [
        ("2020-09-24", "ENFORCEABLE"),
        ("2023-02-01", "UNDER_REVISION"),
    ]
    assert document["checks"] == [
        {
            "on": "2022-03-01",
            "relation": "COMPATIBLE_WITH",
            "outcome": "INCOMPATIBLE",
            "scheme": "hcd",
            "version": "2021",
            "note": "Enveloppe foncière dépassée",
        }
    ]
    assert document["lastCheck"] == {"on": "2022-03-01", "outcome": "INCOMPATIBLE"}
    assert document["due"] == {
        "on": "2024-09-10",
        "article": "C. urb. L131-6 (renuméroté)",
        "doubtful": True,
        "daysLeft": -10,
        "overdue": True,
        "entry": None,
    }
    assert [warning["code"] for warning in document["warnings"]] == ["DocumentIncompatible", "CompatibilityOverdue"]


async def test_a_competence_is_no_plan(api: Api, followed: list[str]) -> None:
    document = (await api.ask(ONE, id="gemapi"))["document"]
    shown = {key: document[key] for key in ("kind", "competence", "place", "relation", "article", "state", "due")}
    assert shown == {
        "kind": "COMPETENCE",
        "competence": "GEMAPI",
        "place": "NOT_A_PLAN",
        "relation": "NONE",
        "article": None,
        "state": None,
        "due": None,
    }
    assert (document["lastCheck"], document["warnings"]) == (None, [])
    assert (await api.ask(ONE, id="x"))["document"] is None


async def test_a_check_in_the_wrong_direction_is_refused_with_the_right_one_named(
    api: Api, followed: list[str]
) -> None:
    refused = await api.record(_check("sage", "2026-10-01", "COMPATIBLE", relation="COMPATIBLE_WITH"))
    assert refused["code"] == "WrongDirection"
    assert "le SCoT doit être compatible avec ce document" in refused["remedy"]["fr"]
    assert "the SCoT must be compatible with it" in refused["remedy"]["en"]
    assert refused["rule"] == "C. urb. L131-1, L142-1"


def _row(document: str, relation: str, outcome: str | None, due_on: str | None, overdue: bool) -> dict[str, Any]:
    return {
        "document": {"document": document},
        "relation": relation,
        "outcome": outcome,
        "dueOn": due_on,
        "overdue": overdue,
    }


async def test_compatibility_lists_what_the_law_binds_with_what_is_due(api: Api, followed: list[str]) -> None:
    rows = (await api.ask(COMPATIBILITY, at={"on": "2026-10-09"}))["compatibility"]["nodes"]
    assert [row.pop("lastCheck") for row in rows] == [
        {"on": "2023-01-01"},
        {"on": "2022-03-01"},
        {"on": "2022-03-01"},
        None,
        {"on": "2023-06-01"},
    ]
    assert rows == [
        _row("pcaet", "TAKES_ACCOUNT_OF", "TAKEN_INTO_ACCOUNT", None, False),
        _row("plh", "COMPATIBLE_WITH", "COMPATIBLE", None, False),
        _row("plui", "COMPATIBLE_WITH", "INCOMPATIBLE", "2024-09-10", True),
        _row("plui-late", "COMPATIBLE_WITH", None, "2022-09-10", True),
        _row("sage", "ABOVE", "COMPATIBLE", "2026-06-01", True),
    ]
    early = (await api.ask(COMPATIBILITY, relation="ABOVE", at={"on": "2026-06-01"}))["compatibility"]["nodes"]
    assert [(row["document"]["document"], row["overdue"]) for row in early] == [("sage", False)]
    assert (await api.ask(COMPATIBILITY, owner=OTHER, outcome="INCOMPATIBLE"))["compatibility"]["nodes"] == []


async def test_compatibility_before_the_scheme_has_nothing_due(api: Api, followed: list[str]) -> None:
    rows = (await api.ask(COMPATIBILITY, at={"on": "2021-09-09"}))["compatibility"]["nodes"]
    assert {(row["dueOn"], row["overdue"]) for row in rows} == {(None, False)}


async def test_a_repealed_document_is_bound_no_more(api: Api, followed: list[str]) -> None:
    await api.recorded(command("changeDocumentState", on="2026-01-01", document="plh", state="REPEALED"))
    for on, bound in (("2025-12-31", True), ("2026-01-01", False)):
        rows = (await api.ask(COMPATIBILITY, at={"on": on}))["compatibility"]["nodes"]
        assert ("plh" in [row["document"]["document"] for row in rows]) is bound


async def test_compatibility_comes_in_pages(api: Api, followed: list[str]) -> None:
    first = (await api.ask(COMPATIBILITY, first=4))["compatibility"]
    second = (await api.ask(COMPATIBILITY, first=4, after=first["pageInfo"]["endCursor"]))["compatibility"]
    names = [[row["document"]["document"] for row in page["nodes"]] for page in (first, second)]
    assert names == [["pcaet", "plh", "plui", "plui-late"], ["sage"]]
    assert (first["pageInfo"]["hasNextPage"], second["pageInfo"]["hasNextPage"]) == (True, False)


async def test_what_is_confidential_is_not_shown_nor_counted(api: Api, followed: list[str]) -> None:
    secret = _check("plui-late", "2026-10-01", "INCOMPATIBLE", visibility="MEMBERS")
    await api.recorded(secret)
    _, member = await create_token(api.app.state.services.pool, role=Role.MEMBER, ledgers=[LEDGER], label="m")
    at = {"on": "2026-10-09"}
    assert await _names(api, member, outcome="INCOMPATIBLE", at=at) == ["plui", "plui-late"]
    assert await _names(api, None, outcome="INCOMPATIBLE", at=at) == ["plui"]
    shown = (await api.ask(COMPATIBILITY, None, at=at))["compatibility"]["nodes"]
    assert [row["outcome"] for row in shown] == ["TAKEN_INTO_ACCOUNT", "COMPATIBLE", "INCOMPATIBLE", None, "COMPATIBLE"]


async def test_what_was_known_then_is_answered_again(api: Api, followed: list[str]) -> None:
    position = (await api.ask("{ ledgers { position } }"))["ledgers"][0]["position"]
    await api.recorded(_check("plui-late", "2022-08-01", "COMPATIBLE"))
    query = COMPATIBILITY
    late = (await api.ask(query, owner=OTHER, at={"on": "2023-01-01"}))["compatibility"]["nodes"]
    then = (await api.ask(query, owner=OTHER, at={"on": "2023-01-01", "atPosition": position}))["compatibility"][
        "nodes"
    ]
    assert [row["overdue"] for row in late if row["document"]["document"] == "plui-late"] == [False]
    assert [row["overdue"] for row in then if row["document"]["document"] == "plui-late"] == [True]


@pytest.mark.parametrize("query", [LIST, COMPATIBILITY], ids=["documents", "compatibility"])
async def test_a_page_takes_as_many_statements_whatever_its_size(
    api: Api, followed: list[str], query: str, statements: list[str]
) -> None:
    await api.ask(query, first=1)  # a connection learns its types once
    counts = []
    # Both pages name people and organisations, so both look names up.
    for first in (4, 6):
        statements.clear()
        await api.ask(query, first=first)
        counts.append(len(statements))
    assert counts[0] == counts[1] > 0


@pytest.fixture
async def contracts(api: Api, followed: list[str]) -> list[str]:
    """A CRTE that runs, a small town's that was ended."""
    await api.recorded(
        command(
            "signContract",
            on="2021-12-15",
            contract="crte",
            kind="CRTE",
            title="CRTE d'essai",
            parties=[MEMBER],
            until="2027-01-01",
            amount="18500000.50",
            themes=["water"],
            documents=["sage"],
        ),
        command("signContract", on="2021-06-10", contract="town", kind="SMALL_TOWNS", title="Bourg", parties=[OTHER]),
        command("amendContract", on="2024-04-30", contract="crte", parties=[OTHER], note="L'Œuf entre au contrat"),
        command(
            "reviewContract", on="2025-03-20", contract="crte", committed="9100000", paid="0.5", nextOn="2026-03-20"
        ),
        command("endContract", on="2026-04-01", contract="town", cause="TERM_REACHED"),
    )
    return followed


@each(
    ("asked", "found"),
    [
        ({}, ["crte", "town"]),
        ({"ended": False}, ["crte"]),
        ({"ended": True}, ["town"]),
        ({"ended": True, "at": {"on": "2026-03-31"}}, []),
        ({"kind": "CRTE"}, ["crte"]),
        ({"party": OTHER}, ["crte", "town"]),
        ({"party": OTHER, "at": {"on": "2024-04-29"}}, ["town"]),
        ({"theme": "water"}, ["crte"]),
        ({"document": "sage"}, ["crte"]),
        ({"document": "plui"}, []),
        ({"text": "oeuf"}, ["crte"]),
        ({"from": "2021-07-01"}, ["crte"]),
        ({"to": "2021-07-01"}, ["town"]),
    ],
)
async def test_contracts_are_found(api: Api, contracts: list[str], asked: dict[str, Any], found: list[str]) -> None:
    assert [node["contract"] for node in (await api.ask(CONTRACTS, **asked))["contracts"]["nodes"]] == found


async def test_a_contract_shows_its_parties_its_reviews_and_whether_it_runs(api: Api, contracts: list[str]) -> None:
    query = """query ($on: Date!) { contract(id: "crte", at: {on: $on}) {
        running runsUntil amount parties { id } nextReviewOn reviews { on committed paid } amendments { on note } } }"""
    contract = (await api.ask(query, on="2026-12-31"))["contract"]
    assert contract == {
        "running": True,
        "runsUntil": "2027-01-01",
        "amount": "18500000.50",
        "parties": [{"id": MEMBER}, {"id": OTHER}],
        "nextReviewOn": "2026-03-20",
        "reviews": [{"on": "2025-03-20", "committed": "9100000", "paid": "0.5"}],
        "amendments": [{"on": "2024-04-30", "note": "L'Œuf entre au contrat"}],
    }
    assert (await api.ask(query, on="2027-01-01"))["contract"]["running"] is False
    assert (await api.ask(query, on="2021-12-14"))["contract"] is None
