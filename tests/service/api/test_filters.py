"""A question that names a theme or a body that nobody knew is told so: an empty answer would be taken for the truth."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.cases import each
from tests.service.api.harness import Api, install


@pytest.fixture
async def people(api: Api) -> list[str]:
    """An assembly and its bureau."""
    return await install(api)


NODES = "nodes { __typename }"
QUESTIONS = {
    "arbitrations": f'{{ arbitrations(theme: "eau") {{ {NODES} }} }}',
    "decisions": f'{{ decisions(theme: "eau") {{ {NODES} }} }}',
    "delegates": f'{{ delegates(theme: "eau") {{ {NODES} }} }}',
    "delegations": f'{{ delegations(theme: "eau") {{ {NODES} }} }}',
    "projects": f'{{ projects(theme: "eau") {{ {NODES} }} }}',
    "whoCanHelp": '{ whoCanHelp(theme: "eau") { freeShare } }',
    "empowered": '{ empowered(person: "p-aaaaaaaaaaaaaaaa", theme: "eau") { empowered } }',
    "sessions": f'{{ sessions(body: "zzz") {{ {NODES} }} }}',
    "attendance": '{ attendance(body: "zzz") { sessions } }',
    "nextMeetingDue": '{ nextMeetingDue(body: "zzz") { due } }',
}


@each("name", QUESTIONS)
async def test_what_nobody_knew_is_refused_with_what_is_known(api: Api, people: list[str], name: str) -> None:
    body = (await api.post(QUESTIONS[name])).json()
    said: Mapping[str, Any] = body["errors"][0]["extensions"]
    if "zzz" in QUESTIONS[name]:
        assert (said["code"], "assembly" in said["bodies"]) == ("UNKNOWN_BODY", True)
    else:
        assert (said["code"], "water" in said["themes"]) == ("UNKNOWN_THEME", True)
        assert said["remedy"]
        assert said["messages"]["fr"]


async def test_a_theme_of_the_authority_is_asked_for_like_the_others_whatever_the_day(
    api: Api, people: list[str]
) -> None:
    own = {"on": "2026-06-10", "theme": "snow", "nameFr": "Neige", "nameEn": "Snow"}
    await api.recorded({"addTheme": own | {"act": {"kind": "MINUTES", "date": "2026-06-10"}}})
    for on in ("2026-06-09", "2026-06-10"):
        question = f'{{ decisions(theme: "snow", at: {{on: "{on}"}}) {{ {NODES} }} }}'
        assert (await api.ask(question))["decisions"]["nodes"] == []


@each(("body", "rule"), [("assembly", "CGCT L5211-11"), ("bureau", None)])
async def test_only_the_assembly_must_meet_so_often(api: Api, people: list[str], body: str, rule: str | None) -> None:
    asked = await api.ask(f'{{ nextMeetingDue(body: "{body}") {{ rule due }} }}')
    assert asked["nextMeetingDue"] == {"rule": rule, "due": None}


@each("within", [-3, 4000])
async def test_a_delay_that_is_none_is_refused(api: Api, people: list[str], within: int) -> None:
    body = (await api.post(f"{{ deadlines(within: {within}) {{ {NODES} }} }}")).json()
    assert body["errors"][0]["extensions"]["code"] == "INVALID_DELAY"


@each(
    "question",
    [
        '{ pactStatus(organization: "-335013") { organization { id } } }',
        '{ pactStatus(organization: "party:x") { organization { id } } }',
        f'{{ pacts(organization: "241500230") {{ {NODES} }} }}',
        '{ deadlines(organization: "241500230") { nodes { due } } }',
        '{ deadlines(organization: "") { nodes { due } } }',
    ],
)
async def test_what_names_no_organisation_is_refused(api: Api, people: list[str], question: str) -> None:
    """The first was an internal error that a fuzzer found."""
    said = (await api.post(question)).json()["errors"][0]["extensions"]
    assert said["code"] == "NO_ORGANIZATION"
    assert said["remedy"].startswith("Write commune:")
