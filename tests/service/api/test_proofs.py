"""The proofs that the API gives verify with what an auditor has: the header's bytes and the roots; and nothing else."""

import base64
from typing import Any

import pytest

from service.access import Role, create_token
from service.proof.canonical import leaf_hash
from service.proof.merkle import verify_consistency, verify_inclusion
from tests.service.api.harness import LEDGER, Api, command, install

INCLUSION = """query ($position: Int!, $size: Int!, $authority: ID) {
  inclusionProof(position: $position, treeSize: $size, authority: $authority) {
    ledger position leafIndex leaf treeSize root path } }"""
CONSISTENCY = """query ($from: Int!, $to: Int!, $authority: ID) {
  consistencyProof(from: $from, to: $to, authority: $authority) { ledger fromSize toSize fromRoot toRoot path } }"""
HEADERS = """{ entries(first: 500) { hasMore items { __typename
  ... on Entry { position header { bytes } } ... on SealedEntry { position header { bytes } } } } }"""


async def headers(api: Api) -> dict[int, Any]:
    """What the public may read of each entry."""
    page = (await api.ask(HEADERS, token=None))["entries"]
    assert not page["hasMore"]
    return {item["position"]: item for item in page["items"]}


async def inclusion(api: Api, position: int, size: int, **more: Any) -> Any:
    return (await api.ask(INCLUSION, token=None, position=position, size=size, **more))["inclusionProof"]


async def consistency(api: Api, first: int, second: int, **more: Any) -> Any:
    return (await api.ask(CONSISTENCY, token=None, **{"from": first, "to": second}, **more))["consistencyProof"]


def unhex(path: list[str]) -> list[bytes]:
    return [bytes.fromhex(found) for found in path]


async def test_every_entry_sealed_or_not_is_proved_to_the_public(api: Api) -> None:
    await install(api)
    await api.recorded(command("vacateSeat", body="bureau", seat="M1", cause="RESIGNATION", visibility="RESTRICTED"))
    told = await headers(api)
    assert {item["__typename"] for item in told.values()} == {"Entry", "SealedEntry"}
    size = len(told)
    roots = set()
    for position, item in told.items():
        proof = await inclusion(api, position, size)
        leaf = leaf_hash(base64.b64decode(item["header"]["bytes"]))
        assert (proof["ledger"], proof["position"], proof["leafIndex"]) == (LEDGER, position, position - 1)
        assert (proof["treeSize"], proof["leaf"]) == (size, leaf.hex())
        verify_inclusion(leaf, position - 1, size, unhex(proof["path"]), bytes.fromhex(proof["root"]))
        roots.add(proof["root"])
    assert len(roots) == 1


async def test_a_tree_is_proved_to_begin_with_each_older_one(api: Api) -> None:
    await install(api)
    size = len(await headers(api))
    for first in range(1, size + 1):
        proof = await consistency(api, first, size)
        assert (proof["ledger"], proof["fromSize"], proof["toSize"]) == (LEDGER, first, size)
        old, new = bytes.fromhex(proof["fromRoot"]), bytes.fromhex(proof["toRoot"])
        verify_consistency(first, size, unhex(proof["path"]), old, new)
        assert proof["fromRoot"] == (await inclusion(api, 1, first))["root"]
        assert proof["toRoot"] == (await inclusion(api, size, size))["root"]


async def test_a_past_proof_stays_what_it_was_whoever_asks(api: Api) -> None:
    await install(api)
    size = len(await headers(api))
    asked = {"position": 3, "size": size}
    before = await api.ask(INCLUSION, token=None, **asked)
    await api.recorded(command("vacateSeat", body="bureau", seat="M1", cause="RESIGNATION", visibility="RESTRICTED"))
    _, auditor = await create_token(api.app.state.services.pool, role=Role.AUDITOR, ledgers=[LEDGER])
    for token in (None, "", auditor):
        assert await api.ask(INCLUSION, token=token, **asked) == before


async def test_the_reference_ledger_has_a_tree_too(api: Api) -> None:
    await install(api)
    await api.recorded(command("openLedger", clock="REAL"), authority="FR")
    proof = await inclusion(api, 1, 1, authority="FR")
    assert (proof["ledger"], proof["path"], proof["root"]) == ("FR", [], proof["leaf"])
    assert (await consistency(api, 1, 1, authority="FR"))["path"] == []


@pytest.mark.parametrize("size", [0, -1, 999, 2**31 - 1])
async def test_a_size_that_the_tree_has_not_is_refused(api: Api, size: int) -> None:
    await install(api)
    head = len(await headers(api))
    for query, asked in ((INCLUSION, {"position": 1, "size": size}), (CONSISTENCY, {"from": 1, "to": size})):
        refusal = await api.refused(query, token=None, **asked)
        assert (refusal["code"], refusal["head"]) == ("TREE_SIZE_BEYOND_HEAD", head)
        assert f"sizes 1 to {head}; {size} was asked for" in refusal["messages"]["en"]
        assert f"tailles 1 à {head} ; {size} a été demandée" in refusal["messages"]["fr"]


@pytest.mark.parametrize("position", [0, -1, 6, 2**31 - 1])
async def test_an_entry_that_is_not_in_the_tree_is_refused(api: Api, position: int) -> None:
    await install(api)
    refusal = await api.refused(INCLUSION, token=None, position=position, size=5)
    assert refusal["code"] == "POSITION_NOT_IN_TREE"
    assert f"{position} is none of them" in refusal["messages"]["en"]
    assert f"{position} n'en est pas une" in refusal["messages"]["fr"]


@pytest.mark.parametrize("first", [0, -1, 6])
async def test_sizes_in_the_wrong_order_are_refused(api: Api, first: int) -> None:
    await install(api)
    refusal = await api.refused(CONSISTENCY, token=None, **{"from": first, "to": 5})
    assert refusal["code"] == "SIZES_OUT_OF_ORDER"
    assert f"size 5 does not begin with one of size {first}" in refusal["messages"]["en"]
    assert f"taille 5 ne commence pas par un arbre de taille {first}" in refusal["messages"]["fr"]


async def test_what_is_no_number_or_no_ledger_is_refused(api: Api) -> None:
    await install(api)
    for query in (
        "{ inclusionProof(position: 2147483648, treeSize: 1) { root } }",
        '{ inclusionProof(position: "1", treeSize: 1) { root } }',
        "{ consistencyProof(from: 1.5, to: 2) { fromRoot } }",
        "{ consistencyProof(from: 1) { fromRoot } }",
    ):
        assert (await api.refused(query, token=None))["message"]
    unknown = await api.refused(INCLUSION, token=None, position=1, size=1, authority="200000016")
    assert unknown["code"] == "UNKNOWN_AUTHORITY"


async def test_a_proof_costs_two_statements(api: Api, statements: list[str]) -> None:
    await install(api)
    await inclusion(api, 1, 5)  # the database's own look-ups of types come once
    for ask in (inclusion, consistency):
        statements.clear()
        await ask(api, 2, 5)
        assert len(statements) == 2  # the heads, and the hashes
