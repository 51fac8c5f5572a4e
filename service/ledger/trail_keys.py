"""The keys under which the audit trail finds an entry: made of the entry alone, so they can be made again at any time.

``all`` · a tag and what it is part of (``body:bureau:2026``, ``body:bureau``), cited or not · ``type:SeatFilled`` ·
``by:<token>`` · ``on:2026-05`` · ``act:<number>``, ``act-date:<day>``, ``act-sha256:<digest>`` · ``level:BUREAU`` (not
of what is public) · ``rectifying``, ``rectifies:<position>`` · ``word:<stem>``. Of a struck entry also ``rectified``,
which is not its own to say (see ``trail_index``).
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from domain.core.entry import Draft, Rectified, Visibility, uncited
from projections.words import search_key
from service.ledger.trail_words import own_words

EVERY: Final = "all"
RECTIFYING: Final = "rectifying"
WORD: Final = "word:"
TYPE: Final = "type:"
_LONGEST_TAG: Final = 300
"""Characters: no tag of the register is longer, and an index entry has to be short."""


def keys_of(draft: Draft, recorded_by: str) -> tuple[str, ...]:
    """Every key of an entry, each once."""
    return tuple(dict.fromkeys(_keys(draft, recorded_by)))


def _keys(draft: Draft, recorded_by: str) -> Iterator[str]:
    yield EVERY
    yield type_key(type(draft.fact).__name__)
    yield author_key(recorded_by)
    yield month_key(draft.effective_on)
    yield from tag_keys(draft.fact.tags())
    if draft.act is not None:
        yield f"act-date:{draft.act.date}"
        if draft.act.number:
            yield act_key(draft.act.number)
        if draft.act.sha256:
            yield f"act-sha256:{draft.act.sha256}"
    if draft.visibility is not Visibility.PUBLIC:
        yield visibility_key(draft.visibility)
    if (struck := rectified_by(draft)) is not None:
        yield RECTIFYING
        yield rectifies_key(struck)
    yield from (f"{WORD}{word}" for word in sorted(own_words(draft.fact, draft.act)))


def rectified_by(draft: Draft) -> int | None:
    """The entry that an entry strikes, or in whose place it stands."""
    if isinstance(draft.fact, Rectified):
        return draft.fact.entry
    return draft.replaces.entry if draft.replaces else None


def tag_keys(tags: Iterable[str]) -> Iterator[str]:
    """What tags name, cited or not, and what that is part of: what is of a term of a body is of the body."""
    return (key for tag in tags for key in _of_tag(tag))


@lru_cache(maxsize=16384)
def _of_tag(tag: str) -> tuple[str, ...]:
    parts = uncited(tag)[:_LONGEST_TAG].split(":")
    return tuple(":".join(parts[:count]) for count in range(min(len(parts), 2), len(parts) + 1))


def type_key(name: str) -> str:
    """Of a kind of fact."""
    return f"{TYPE}{name}"


def author_key(token: str) -> str:
    """Of whoever recorded it."""
    return f"by:{token[:_LONGEST_TAG]}"


def month_key(day: dt.date) -> str:
    """Of the month in which it takes effect."""
    return f"on:{day.isoformat()[:7]}"


def act_key(number: str) -> str:
    """Of an act's number, however it is punctuated: "2026-31" is "2026/31"."""
    return f"act:{search_key(number)}"


def visibility_key(visibility: Visibility) -> str:
    """Of what is not public."""
    return f"level:{visibility.value}"


def rectifies_key(position: int) -> str:
    """Of what strikes an entry or stands in its place."""
    return f"rectifies:{position}"
