"""The service with the story in it, asked as a visitor asks it."""

from typing import Any

from msgspec import Struct

from service.graphql.context import Services
from tests.service.api.harness import Api

BODY = """
query Sits($body: ID!, $on: Date, $knownAt: DateTime) {
  composition(body: $body, at: {on: $on, knownAt: $knownAt}) {
    asOf { position recordedAt simulated }
    body { name }
    term { id }
    actingPresident { name }
    seats { seat kind state prevented until cause since entry
            holder { id name } acting { name } onBehalfOf { id name } foundingAct { kind number date sha256 title } }
    missing { code values }
  }
}
"""


class Told(Struct, frozen=True):
    """What a visitor sees."""

    services: Services
    api: Api

    async def body(self, on: str, known_at: str | None = None, body: str = "bureau") -> Any:
        """A body on a day, as the public knew it at a moment (now by default)."""
        return (await self.api.ask(BODY, token=None, body=body, on=on, knownAt=known_at))["composition"]

    async def seats(self, on: str, known_at: str | None = None, body: str = "bureau") -> dict[str, Any]:
        """Its seats by name."""
        return {seat["seat"]: seat for seat in (await self.body(on, known_at, body))["seats"]}

    async def holders(self, on: str, known_at: str | None = None, body: str = "bureau") -> dict[str, str | None]:
        """The family name of the holder of each seat; None where it is vacant."""
        seats = await self.seats(on, known_at, body)
        return {name: seat["holder"] and seat["holder"]["name"].split()[-1] for name, seat in seats.items()}
