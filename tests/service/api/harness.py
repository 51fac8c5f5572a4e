"""Asking the API as a client does, and a small authority to ask about."""

import itertools
from collections.abc import Mapping, Sequence
from typing import Any, Self

import httpx2
from starlette.applications import Starlette

LEDGER = "200000008"
"""A well-formed SIREN that is nobody's."""
MEMBER = "epci:241500255"
ACT = {"kind": "MINUTES", "date": "2026-05-20", "number": "2026-01"}

RECORD = """
mutation Record($authority: ID, $commands: [CommandInput!]!, $commandId: ID!, $expected: Int, $at: DateTime) {
  record(authority: $authority, commands: $commands, commandId: $commandId,
         expectedPosition: $expected, recordedAt: $at) {
    __typename
    ... on RecordedResult {
      positions alreadyTrue replayed recordedAt people { alias id }
      warnings { code message { fr en } rule }
      steps { index positions alreadyTrue warnings { code } }
      entries { ... on Entry { position type effectiveOn summary { fr en } } ... on SealedEntry { position } }
    }
    ... on RefusedResult { code path message { fr en } rule remedy { fr en } refusals { code path } }
  }
}
"""


class Api:
    """A client of the service in process."""

    def __init__(self, app: Starlette, token: str) -> None:
        self.app = app
        self.token = token
        self._client = httpx2.AsyncClient(
            transport=httpx2.ASGITransport(app=app, raise_app_exceptions=False), base_url="http://greffe.test"
        )
        self._ids = itertools.count(1)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    async def post(self, query: str, variables: Mapping[str, Any] | None = None, token: str | None = "") -> Any:
        """The HTTP response; ``token`` None: as the public, empty: as the clerk."""
        bearer = self.token if token == "" else token
        headers = {"authorization": f"Bearer {bearer}"} if bearer else {}
        return await self._client.post("/graphql", json={"query": query, "variables": variables or {}}, headers=headers)

    async def raw(self, body: bytes) -> Any:
        """The HTTP response to a body as it is."""
        return await self._client.post("/graphql", content=body, headers={"content-type": "application/json"})

    async def ask(self, query: str, token: str | None = "", **variables: Any) -> Any:
        """The data of a query that succeeds."""
        body = (await self.post(query, variables, token)).json()
        assert "errors" not in body, body["errors"]
        return body["data"]

    async def refused(self, query: str, token: str | None = "", **variables: Any) -> Any:
        """The extensions of the first error of a query that is refused."""
        response = await self.post(query, variables, token)
        assert response.status_code < 500, response.text
        body = response.json()
        assert body.get("errors"), body
        return body["errors"][0].get("extensions", {}) | {"message": body["errors"][0]["message"]}

    async def record(
        self,
        *commands: Mapping[str, Any],
        authority: str | None = LEDGER,
        command_id: str | None = None,
        expected: int | None = None,
        at: str | None = None,
        token: str | None = "",
    ) -> Any:
        """The answer of the mutation, recorded or refused."""
        variables = {
            "authority": authority,
            "commands": list(commands),
            "commandId": command_id or f"c{next(self._ids)}",
            "expected": expected,
            "at": at,
        }
        return (await self.ask(RECORD, token, **variables))["record"]

    async def recorded(self, *commands: Mapping[str, Any], **options: Any) -> Any:
        """The answer of a mutation that succeeds."""
        answer = await self.record(*commands, **options)
        assert answer["__typename"] == "RecordedResult", answer
        return answer


def command(kind: str, /, on: str = "2026-05-20", **fields: Any) -> dict[str, Any]:
    """A command in its JSON shape, with an act."""
    return {kind: {"on": on, "act": ACT, **fields}}


async def install(api: Api, *, clock: str = "REAL", at: str | None = None, people: int = 6) -> list[str]:
    """Open the ledger, install an assembly and a bureau P, VP1, VP2, M1; people's ids, the first four seated."""
    aliases = [f"$p{i}" for i in range(people)]
    opening = [
        command("openLedger", clock=clock),
        command("registerAuthority", siren=LEDGER, name="SM du SCoT d'essai", legalForm="CLOSED_JOINT_SYNDICATE"),
        command("admitMember", organization=MEMBER),
        *(command("registerPerson", person=a, givenName="Camille", familyName=f"Essai{a[2:]}") for a in aliases),
        *(command("startMandate", person=a, organization=MEMBER, mandate="COMMUNITY_COUNCILLOR") for a in aliases),
        command("createBody", body="assembly", kind="ASSEMBLY", name="Comité syndical"),
        command("createBody", body="bureau", kind="BUREAU", name="Bureau", parent="assembly"),
    ]
    answer = await api.recorded(*opening, at=at)
    ids = {p["alias"]: p["id"] for p in answer["people"]}
    people_ids = [ids[a] for a in aliases]
    seats = [{"seat": f"A{i}", "kind": "FULL_DELEGATE", "onBehalfOf": MEMBER} for i in range(people)]
    await api.recorded(
        command("installAssembly", body="assembly", term="2026", seats=seats),
        *(
            command("fillSeat", body="assembly", seat=f"A{i}", person=who, manner="DESIGNATION")
            for i, who in enumerate(people_ids)
        ),
        command("formBody", body="bureau", term="2026", seats=bureau_seats()),
        *fill_bureau(people_ids),
        at=at,
    )
    return people_ids


def bureau_seats() -> list[dict[str, Any]]:
    """A bureau of four."""
    return [
        {"seat": "P", "kind": "PRESIDENT"},
        {"seat": "VP1", "kind": "VICE_PRESIDENT", "rank": 1},
        {"seat": "VP2", "kind": "VICE_PRESIDENT", "rank": 2},
        {"seat": "M1", "kind": "BUREAU_MEMBER"},
    ]


def fill_bureau(people: Sequence[str]) -> list[dict[str, Any]]:
    """The elections of the bureau, one by one."""
    return [
        command("fillSeat", body="bureau", seat=seat["seat"], person=who)
        for seat, who in zip(bureau_seats(), people, strict=False)
    ]
