"""Reading the audit trail page by page, as `greffe log` shows it: the API's own question, asked in this process."""

from collections.abc import AsyncIterator, Mapping
from typing import Any, Final

from msgspec import Struct

from service.cli.asking import ask
from service.cli.output import Output
from service.feed import HEARTBEAT, encode_cursor
from service.graphql.context import Context
from service.ledger import Reader

PAGE: Final = 100
_QUERY: Final = """
query ($authority: ID, $filter: TrailFilter, $order: TrailOrder!, $first: Int, $last: Int, $after: Cursor,
       $before: Cursor, $changes: Boolean!) {
  auditTrail(authority: $authority, filter: $filter, order: $order, first: $first, last: $last, after: $after,
             before: $before) {
    pageInfo { hasNextPage endCursor }
    nodes {
      entry {
        __typename
        ... on Entry {
          ledger position cursor recordedAt type effectiveOn summary { fr en } fact visibility recordedBy commandId
          rectifies act { kind date number title sha256 url } header { leaf }
        }
        ... on SealedEntry { ledger position cursor recordedAt header { leaf } }
      }
      fate {
        standing
        rectifies { ...Link } rectifiedBy { ...Link } replacedBy { ...Link }
        disclosedBy { ...Link } erasedBy { ...Link }
      }
      changes @include(if: $changes) { noun subject key since until fields before after }
      changesOmitted @include(if: $changes)
    }
  }
}
fragment Link on TrailLink { position recordedAt type standing }
"""


class Reading(Struct, frozen=True):
    """What is read of the trail, and how."""

    wanted: Mapping[str, Any]
    """The API's TrailFilter."""
    after: int | None
    """Only what comes after this position."""
    most: int | None
    newest_first: bool
    changes: bool
    """Whether to tell what each entry changed."""
    follow: bool
    """Whether to go on with what is recorded from now on; not with the newest first."""


async def entries(context: Context, ledger: str, reading: Reading, output: Output) -> AsyncIterator[dict[str, Any]]:
    """The nodes of the trail.

    Raises:
        Failure: the question is refused.
    """
    shown, after = 0, None if reading.after is None else reading.after
    while True:
        head = await _head(context, ledger)
        async for node in _recorded(context, ledger, reading, after, output):
            yield node
            shown, after = shown + 1, node["entry"]["position"]
            if shown == reading.most:
                return
        if not reading.follow:
            return
        after = max(after or 0, head)
        while not await context.heads.beyond(ledger, after, HEARTBEAT):
            pass


async def _head(context: Context, ledger: str) -> int:
    async with context.pool.acquire() as connection:
        return (await Reader(connection).heads_of([ledger]))[ledger].position


async def _recorded(
    context: Context, ledger: str, reading: Reading, after: int | None, output: Output
) -> AsyncIterator[dict[str, Any]]:
    """What is recorded so far, after a position."""
    place = None if after is None else encode_cursor(ledger, after)
    variables: dict[str, Any] = {
        "authority": ledger,
        "filter": reading.wanted or None,
        "order": "NEWEST_FIRST" if reading.newest_first else "OLDEST_FIRST",
        "first": min(PAGE, reading.most or PAGE),
        "before" if reading.newest_first else "after": place,
        "changes": reading.changes,
    }
    while True:
        page = (await ask(context, _QUERY, variables, output))["auditTrail"]
        for node in page["nodes"]:
            yield node
        if not page["pageInfo"]["hasNextPage"]:
            return
        variables["after"] = page["pageInfo"]["endCursor"]
