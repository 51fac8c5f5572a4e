"""A deployment that answers the public registered documents alone."""

import json

from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

from service.app import make_app
from service.database import Database
from service.graphql.persisted import Documents, sha256
from tests.service.api.harness import Api
from tests.service.graphql.toy import served


async def test_the_public_may_be_held_to_registered_documents(api: Api, database: Database) -> None:
    registered = "{ ledgers { id } }"
    app = make_app(database, documents=Documents({"ledgers.graphql": registered}, only_for_the_public=True))
    app.state.services = api.app.state.services
    async with Api(app, api.token) as held:
        for body in ({"query": registered}, {"documentId": "sha256:" + sha256(registered)}):
            assert (await held._client.post("/graphql", json=body)).json()["data"] == {"ledgers": []}
        refused = await held.post("{ ledgers { id position } }", token=None)
        assert refused.status_code == 403
        assert refused.json()["errors"][0]["extensions"]["code"] == "DOCUMENT_NOT_REGISTERED"
        assert (await held.post("{ ledgers { id position } }")).json()["data"] == {"ledgers": []}
        async with served(app) as address:
            uri, protocol = f"ws://{address}/graphql", Subprotocol("graphql-transport-ws")
            async with connect(uri, subprotocols=[protocol]) as socket:
                await socket.send(json.dumps({"type": "connection_init"}))
                await socket.recv()
                payload = {"query": "{ ledgers { position } }"}
                await socket.send(json.dumps({"type": "subscribe", "id": "1", "payload": payload}))
                error = json.loads(await socket.recv())["payload"][0]
                assert error["extensions"]["code"] == "DOCUMENT_NOT_REGISTERED"
