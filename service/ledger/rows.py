"""The rows that one batch inserts, and the statement that takes them: one round trip, whatever their number."""

import datetime as dt
from typing import Final

from projections.columns import MARKS, WITHIN, packed, unpacked
from service.ledger.appends import CommandKey, NewEntry
from service.ledger.envelope import instant
from service.proof.canonical import leaf_hash

_ENTRY: Final = (
    *("text", "bigint", "timestamptz", "text", "text", "text", "smallint"),
    *("text", "text", "text", "text"),
)
_COMMAND: Final = ("text", "text", "text", "bigint", "bigint", "text")
_HEAD: Final = ("text", "bigint", "timestamptz", "text")

INSERT: Final = f"""
WITH new AS MATERIALIZED (
    SELECT * FROM {unpacked(1, _ENTRY)}
      AS n (ledger_id, position, recorded_at, header, leaf, type, level, tags, own, body, keys)
), header AS (
    INSERT INTO entry_header (ledger_id, position, recorded_at, header, leaf)
    SELECT ledger_id, position, recorded_at, decode(header, 'hex'), decode(leaf, 'hex') FROM new
), body AS (
    INSERT INTO entry_body (ledger_id, position, type, level, tags, body)
    SELECT ledger_id, position, type, level, string_to_array(tags, E'\\x1e'), decode(body, 'hex') FROM new
), tag AS (
    INSERT INTO entry_tag (ledger_id, tag, position, type)
    SELECT ledger_id, tag, position, type FROM new, unnest(string_to_array(own, E'\\x1e')) AS t (tag)
), trail AS (
    INSERT INTO trail_tail (ledger_id, level, position, keys)
    SELECT ledger_id, level, position, string_to_array(keys, E'\\x1e') FROM new WHERE keys <> ''
), done AS (
    INSERT INTO command (ledger_id, id, digest, first_position, last_position, outcome)
    SELECT ledger_id, id, decode(digest, 'hex'), first_position, last_position, decode(outcome, 'hex')
    FROM {unpacked(1 + MARKS + len(_ENTRY), _COMMAND)}
      AS c (ledger_id, id, digest, first_position, last_position, outcome)
)
UPDATE ledger_head h SET position = n.position, recorded_at = n.recorded_at, clock = n.clock
FROM {unpacked(1 + 2 * MARKS + len(_ENTRY) + len(_COMMAND), _HEAD)} AS n (ledger_id, position, recorded_at, clock)
WHERE h.ledger_id = n.ledger_id
"""
"""Tags and keys hold no U+001E: they are made of identifiers and of words."""


class Rows:
    """Entries, commands and heads, as texts on their way to PostgreSQL."""

    def __init__(self) -> None:
        self._entries: list[tuple[str, ...]] = []
        self._commands: list[tuple[str, ...]] = []
        self._heads: list[tuple[str, ...]] = []

    def add_entry(self, ledger: str, position: int, recorded_at: dt.datetime, header: bytes, new: NewEntry) -> None:
        """An entry at its place, with the tags and the keys by which it is found."""
        event = new.event
        place = (ledger, str(position), instant(recorded_at))
        hashed = (header.hex(), leaf_hash(header).hex())
        found_by = (WITHIN.join(event.tags), WITHIN.join(dict.fromkeys(event.tags)))
        said = (event.data.hex(), WITHIN.join(new.keys))
        self._entries.append((*place, *hashed, event.type, str(new.level), *found_by, *said))

    def add_command(self, ledger: str, key: CommandKey, first: int, last: int) -> None:
        """A command that led to the entries from a first to a last."""
        self._commands.append((ledger, key.id, key.digest.hex(), str(first), str(last), key.outcome.hex()))

    def add_head(self, ledger: str, position: int, recorded_at: dt.datetime, clock: str) -> None:
        """Where a ledger stands by the end of the batch."""
        self._heads.append((ledger, str(position), instant(recorded_at), clock))

    def columns(self) -> list[str | None]:
        """The parameters of the statement."""
        return [
            *packed(self._entries, len(_ENTRY)),
            *packed(self._commands, len(_COMMAND)),
            *packed(self._heads, len(_HEAD)),
        ]
