"""What an entry says with names: those that a viewer may read anyhow, looked up in one go, and gone when erased."""

from tests.service.api.harness import MEMBER, Api, command, install

NAMED = """query ($first: Int) { auditTrail(first: $first, order: NEWEST_FIRST) { nodes { position
  people { id name } organizations { id }
  entry { __typename ... on Entry { type summary { fr } summaryNamed { fr en } } } } } }"""
ONE = """query ($position: Int!) { trailEntry(position: $position) { position changes { noun key } fate { standing }
  entry { __typename ... on Entry { summaryNamed { fr en } } } } }"""
RESIGNS = {"body": "bureau", "seat": "VP2", "cause": "RESIGNATION"}


async def test_people_are_named_in_both_languages(api: Api) -> None:
    people = await install(api)
    (position,) = (await api.recorded(command("vacateSeat", **RESIGNS)))["positions"]
    told = (await api.ask(ONE, token=None, position=position))["trailEntry"]
    assert "occupé par Camille Essai2" in told["entry"]["summaryNamed"]["fr"]
    assert "held by Camille Essai2" in told["entry"]["summaryNamed"]["en"]
    assert people[2] not in str(told["entry"])
    assert told["changes"] == [{"noun": "composition", "key": "VP2"}]
    assert told["fate"] == {"standing": True}


async def test_nothing_stands_at_other_positions(api: Api) -> None:
    await install(api)
    for position in (0, -1, 10_000):
        assert (await api.ask(ONE, position=position))["trailEntry"] is None


async def test_whoever_was_forgotten_is_named_no_more(api: Api) -> None:
    people = await install(api)
    await api.recorded(command("registerPerson", person="$x", givenName="Dominique", familyName="Passant"))
    nodes = (await api.ask(NAMED, first=1))["auditTrail"]["nodes"]
    assert "Dominique Passant" in nodes[0]["entry"]["summaryNamed"]["fr"]
    (who,) = [each["id"] for each in nodes[0]["people"]]
    forgotten = command("forgetPerson", on="2026-11-01", person=who, basis="OBJECTION")
    await api.recorded(forgotten)
    nodes = (await api.ask(NAMED, first=60))["auditTrail"]["nodes"]
    said = str([node["entry"]["summaryNamed"] for node in nodes])
    assert "Passant" not in str(nodes)
    assert "personne effacée" in said
    assert people[0] not in said, "others are named as before"


async def test_nobody_is_named_to_those_who_may_not_read_the_entry(api: Api) -> None:
    people = await install(api)
    (position,) = (await api.recorded(command("vacateSeat", **RESIGNS, visibility="RESTRICTED")))["positions"]
    sealed = (await api.ask(ONE, token=None, position=position))["trailEntry"]
    assert sealed["entry"] == {"__typename": "SealedEntry"}
    assert sealed["changes"] == []
    (node,) = (await api.ask(NAMED, token=None, first=1))["auditTrail"]["nodes"]
    assert (node["people"], node["organizations"]) == ([], [])
    assert people[2] in str((await api.ask(NAMED, first=1))["auditTrail"]["nodes"][0]["people"]), "a clerk reads it"


async def test_a_page_looks_names_up_once(api: Api, statements: list[str]) -> None:
    await install(api)
    counts = []
    for size in (8, 8, 25):
        statements.clear()
        await api.ask(NAMED, first=size)
        counts.append(sum("vault_value" in sql for sql in statements))
    assert counts == [1, 1, 1], "once for what is said and for what was changed"


async def test_what_changed_names_its_organisations(api: Api) -> None:
    await install(api)
    nodes = (await api.ask(NAMED, first=60))["auditTrail"]["nodes"]
    seats = [node for node in nodes if node["entry"]["type"] == "AssemblyInstalled"]
    named = {each["id"] for node in nodes for each in node["organizations"]}
    assert named == {MEMBER}
    assert all(MEMBER not in node["entry"]["summaryNamed"]["fr"] for node in seats)
