"""An entry in the envelope of CloudEvents 1.0: what partners are told of it, and where its fact's schema is.

The names of the attributes are those of the specification (https://github.com/cloudevents/spec, v1.0.2), in lower case
as it demands, with three of ours beside them: ledger, position and cursor.
"""

import datetime as dt
from typing import Final, cast

import strawberry
from strawberry.scalars import JSON

from service.feed import encode_cursor
from service.graphql.described import output
from service.graphql.scalars import Cursor
from service.ledger import StoredEntry
from service.ledger.envelope import decode_body
from service.ledger.fact_schemas import path_of, schema_of, told

PREFIX: Final = "fr.greffe."
SEALED: Final = f"{PREFIX}sealed"


@output()
class CloudEvent:
    """An entry in the envelope of CloudEvents 1.0, with its ledger, its position and the cursor after it."""

    specversion: str = strawberry.field(description="1.0.")
    id: str = strawberry.field(description="The position: with source it names the event for ever.")
    source: str = strawberry.field(description="The ledger, at this deployment: https://<origin>/ledger/<id>.")
    type: str = strawberry.field(
        description="fr.greffe. and the kind of fact: fr.greffe.SeatFilled. What this viewer may not read is "
        "fr.greffe.sealed."
    )
    subject: str | None = strawberry.field(description="The thing that it is a fact of: body:bureau:2026.")
    time: dt.datetime = strawberry.field(description="When it was recorded.")
    datacontenttype: str | None = strawberry.field(description="application/json; null when sealed, as data is.")
    dataschema: str | None = strawberry.field(description="Where the JSON Schema of data is.")
    data: JSON | None = strawberry.field(
        description="The fact, the day from which it holds, its act and what it rectifies, in snake_case."
    )
    ledger: strawberry.ID
    position: int
    cursor: Cursor | None = strawberry.field(
        description="Go on after this event. Null in a feed of several ledgers: its cursors are those of checkpoints."
    )


def event_of(stored: StoredEntry, level: int, address: str, *, with_cursor: bool = True) -> CloudEvent:
    """An entry as a viewer of a level is told it, by the deployment at an address."""
    cursor = Cursor(encode_cursor(stored.ledger, stored.position)) if with_cursor else None
    readable = stored.body is not None and stored.level <= level
    body = decode_body(stored.body) if readable and stored.body is not None else None
    return CloudEvent(
        specversion="1.0",
        id=str(stored.position),
        source=f"{address}/ledger/{stored.ledger}",
        type=f"{PREFIX}{body.type}" if body else SEALED,
        subject=stored.tags[0] if body and stored.tags else None,
        time=stored.recorded_at,
        datacontenttype="application/json" if body else None,
        dataschema=f"{address}{path_of(body.type, schema_of(body.type).version)}" if body else None,
        data=cast(JSON, told(body)) if body else None,
        ledger=strawberry.ID(stored.ledger),
        position=stored.position,
        cursor=cursor,
    )
