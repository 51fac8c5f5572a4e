"""The demonstration, signed: what a bundle is made of."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest
from msgspec import Struct

from domain.core.identifiers import REFERENCE_LEDGER
from service.access import Role, create_token
from service.app import make_app
from service.database import Connection, Database, Pool, connected
from service.demo import DEMO_LEDGER
from service.graphql.context import Services
from service.keys import KeyRing
from service.ledger import Reader
from service.proof.trust import Trust
from tests.service.signing.deployments import deployment, ring_of, signed_at


class Signed(Struct):
    """A service over the demonstration whose ledgers are signed to their heads."""

    services: Services
    client: httpx2.AsyncClient
    ring: KeyRing
    token: str
    """Of a clerk, who sees all."""

    @property
    def key(self) -> str:
        """The deployment's public key."""
        return self.ring.signing.verifier.text

    @property
    def pool(self) -> Pool:
        """The readers' pool."""
        return self.services.pool

    @property
    def trust(self) -> Trust:
        """Of an auditor who has the key from elsewhere."""
        return Trust.of([self.key], [], None, [])

    async def size(self, ledger: str = DEMO_LEDGER) -> int:
        """The head, once it is signed."""
        async with self.pool.acquire() as connection:
            head = (await Reader(connection).heads())[ledger].position
        await signed_at(self.pool, head, ledger)
        return head


@pytest.fixture
async def signed(demo_database: Database, tmp_path: Path) -> AsyncIterator[Signed]:
    """The service on the demonstration, with a key."""
    settings = deployment(tmp_path / "data")
    app = make_app(demo_database, settings)
    async with app.router.lifespan_context(app):
        services: Services = app.state.services
        _, token = await create_token(services.pool, role=Role.CLERK, ledgers=[DEMO_LEDGER])
        transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx2.AsyncClient(transport=transport, base_url="http://greffe.test") as client:
            found = Signed(services, client, ring_of(settings), token)
            await found.size()
            await found.size(REFERENCE_LEDGER)
            yield found


@pytest.fixture
async def admin_of_demo(demo_database: Database) -> AsyncIterator[Connection]:
    """One connection as the admin of the demonstration's database."""
    async with connected(demo_database.admin_url or "") as connection:
        yield connection
