"""Follow a register over a WebSocket: each entry becomes a line of a file, and the last line says where to go on."""

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import BinaryIO

from gql import Client, gql
from gql.transport.exceptions import TransportError, TransportQueryError
from gql.transport.websockets import WebsocketsTransport

URL = os.environ.get("GREFFE_URL", "http://127.0.0.1:8000").replace("http", "ws", 1) + "/graphql"
TOKEN = os.environ.get("GREFFE_TOKEN")
ENTRIES = gql("""
    subscription ($after: Cursor) {
      entries(after: $after) {
        __typename
        ... on Entry { position cursor type effectiveOn summary { fr } }
        ... on SealedEntry { position cursor }
      }
    }
""")


def where_to_go_on(kept: BinaryIO) -> str | None:
    """The cursor of the last whole line; one that was cut short is taken away, since its entry comes again."""
    whole, last = 0, None
    for line in kept:
        if line.endswith(b"\n"):
            whole, last = whole + len(line), line
    kept.truncate(whole)
    return json.loads(last)["cursor"] if last else None


async def follow(kept: BinaryIO) -> None:
    """Keep what comes, until the connection ends. Entry and cursor are one write: never one without the other."""
    kept.seek(0)
    after = where_to_go_on(kept)
    transport = WebsocketsTransport(URL, init_payload={"authorization": f"Bearer {TOKEN}"} if TOKEN else {})
    ENTRIES.variable_values = {"after": after}
    async with Client(transport=transport) as session:
        async for told in session.subscribe(ENTRIES):
            item = told["entries"]
            if item["__typename"] in {"Entry", "SealedEntry"}:  # the others say that all is told, or well
                kept.write(json.dumps(item, ensure_ascii=False).encode() + b"\n")
                kept.flush()
                os.fsync(kept.fileno())


async def main(path: Path) -> None:
    """Follow for ever; a service that restarts is asked again, from the last entry that was kept."""
    with path.open("a+b") as kept:
        while True:
            try:
                await follow(kept)
            except TransportQueryError as refused:
                sys.exit(f"Refused: {refused}")
            except (TransportError, OSError) as broken:
                print(f"Again in a second: {broken!r}", file=sys.stderr)
            await asyncio.sleep(1)


asyncio.run(main(Path(sys.argv[1] if len(sys.argv) > 1 else "entries.jsonl")))
