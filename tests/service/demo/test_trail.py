"""The audit trail of the demonstration: what it tells is what looking at every entry finds, for every level."""

import datetime as dt
import random
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

import pytest
from msgspec import Struct

from domain.core.calendar import paris_day
from domain.core.entry import Entry, Rectified, Visibility
from service.access import Role, create_token
from service.demo.sittings import DEMO_LEDGER
from service.feed import encode_cursor
from service.ledger import Reader, StoredEntry, trail
from service.ledger.envelope import Body, decode_body, decode_entry
from service.ledger.trail_words import kind_words, own_words, told_words
from service.messages.summaries import summary
from tests.service.demo.telling import Told
from tests.service.ledger.trail_rows import trail_rows

LEVELS: Final = tuple(Visibility)
FILTERS: Final = 100
TRAIL: Final = """
query ($filter: TrailFilter, $order: TrailOrder!, $first: Int, $last: Int, $after: Cursor, $before: Cursor) {
  auditTrail(authority: "250000007", filter: $filter, order: $order, first: $first, last: $last, after: $after,
             before: $before) {
    cut pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    edges {
      cursor node { position entry { __typename ... on Entry { position cursor } ... on SealedEntry { cursor } } }
    }
    nodes { position }
  }
}
"""


class Known(Struct, frozen=True):
    """An entry, looked at whole."""

    stored: StoredEntry
    entry: Entry
    body: Body
    words: frozenset[str]


class Ledger:
    """Every entry of the demonstration, and who is called what."""

    def __init__(self, known: Sequence[Known], people: Mapping[str, Sequence[str]]) -> None:
        self.known = known
        self.people = people

    @classmethod
    async def read(cls, told: Told) -> "Ledger":
        """All of it."""
        async with told.services.pool.acquire() as connection:
            stored = await Reader(connection).page(DEMO_LEDGER, after=0, first=100_000)
            rows = await connection.fetch("SELECT person, given_name, family_name FROM personal")
        people: dict[str, list[str]] = {}
        for row in rows:
            for word in told_words(f"{row['given_name']} {row['family_name']}"):
                people.setdefault(word, []).append(row["person"])
        return cls([_known(one) for one in stored], people)

    def struck(self, level: int) -> set[int]:
        """The entries that another strikes, as far as a level reads."""
        return {k.entry.fact.entry for k in self.read_by(level) if isinstance(k.entry.fact, Rectified)}

    def read_by(self, level: int) -> list[Known]:
        """The entries that a level reads."""
        return [known for known in self.known if known.stored.level <= level]

    def matching(self, wanted: Mapping[str, Any], level: int) -> list[int]:
        """The positions of those that a filter asks for: by looking at each."""
        struck = self.struck(level)
        return [k.stored.position for k in self.read_by(level) if self._admits(k, wanted, struck)]

    def _admits(self, known: Known, wanted: Mapping[str, Any], struck: set[int]) -> bool:
        return all(self._asked(known, name, value, struck) for name, value in wanted.items())

    def _asked(self, known: Known, name: str, value: Any, struck: set[int]) -> bool:
        entry, body = known.entry, known.body
        tags = [tag.removesuffix(":cited") for tag in entry.fact.tags()]
        match name:
            case "types":
                return bool(body.type in value)
            case "organization" | "about":
                return _bears(tags, value)
            case "author":
                return bool(body.recorded_by == value)
            case "visibility":
                return bool(body.visibility == value)
            case "rectified":
                return (known.stored.position in struck) is value
            case "rectifying":
                return (isinstance(entry.fact, Rectified) or entry.replaces is not None) is value
            case "effective":
                return _within(entry.effective_on, value)
            case "recorded":
                return _within(paris_day(known.stored.recorded_at), value)
            case "act":
                return entry.act is not None and all(
                    {"date": str(entry.act.date), "kind": entry.act.kind.value}.get(key, getattr(entry.act, key))
                    == said
                    for key, said in value.items()
                )
            case "text":
                return all(word in known.words or self._names(word, tags) for word in told_words(value))
        return _bears(tags, f"{name}:{value}")

    def _names(self, word: str, tags: Sequence[str]) -> bool:
        return any(f"person:{who}" in tags for who in self.people.get(word, ()))


def _known(stored: StoredEntry) -> Known:
    assert stored.body is not None
    entry, body = decode_entry(stored.position, stored.body), decode_body(stored.body)
    return Known(stored, entry, body, own_words(entry.fact, entry.act) | kind_words(body.type))


def _bears(tags: Sequence[str], tag: str) -> bool:
    return any(t == tag or t.startswith(f"{tag}:") for t in tags)


def _within(day: dt.date, period: Mapping[str, str]) -> bool:
    return period.get("from", "0") <= str(day) <= period.get("to", "9")


def _some_filter(chance: random.Random, ledger: Ledger) -> dict[str, Any]:
    """One to three things to ask for, most often of one entry: so that there is something to find."""
    known = chance.choice(ledger.known)
    asked: dict[str, Any] = {}
    for name in chance.sample(sorted(_MAKE), chance.choice((1, 1, 2, 2, 3))):
        value = _MAKE[name](chance, known if chance.random() < 0.8 else chance.choice(ledger.known), ledger)
        if value is not None:
            asked[name] = value
    return asked


def _tagged(kind: str) -> Any:
    def make(_: random.Random, known: Known, __: Ledger) -> str | None:
        tags = (tag.removesuffix(":cited").split(":") for tag in known.entry.fact.tags())
        return next((tag[1] for tag in tags if tag[0] == kind and len(tag) > 1), None)

    return make


def _organization(_: random.Random, known: Known, __: Ledger) -> str | None:
    tags = (tag.split(":") for tag in known.entry.fact.tags())
    return next((":".join(tag[:2]) for tag in tags if tag[0] in ("epci", "commune", "org")), None)


def _act(chance: random.Random, known: Known, _: Ledger) -> dict[str, Any] | None:
    act = known.entry.act
    if act is None:
        return None
    every = {"number": act.number, "kind": act.kind.value, "date": str(act.date), "sha256": act.sha256}
    chosen = chance.sample([name for name, value in every.items() if value], chance.choice((1, 1, 2)))
    return {name: every[name] for name in chosen}


def _period(chance: random.Random, day: dt.date) -> dict[str, str]:
    start, end = day - dt.timedelta(days=chance.choice((0, 20, 900))), day + dt.timedelta(days=chance.choice((0, 45)))
    whole = {"from": str(start), "to": str(end)}
    if chance.random() < 0.3:
        whole = {"from": str(start.replace(day=1)), "to": f"{end.year}-12-31"}
    return {name: whole[name] for name in chance.choice((("from", "to"), ("from", "to"), ("from",), ("to",)))}


def _text(chance: random.Random, known: Known, ledger: Ledger) -> str:
    words = sorted(known.words)
    if chance.random() < 0.2:
        return chance.choice(sorted(ledger.people))
    return " ".join(chance.sample(words, min(len(words), chance.choice((1, 2))))).upper()


_MAKE: Final[Mapping[str, Any]] = {
    "types": lambda chance, known, ledger: [known.body.type, chance.choice(ledger.known).body.type],
    "about": lambda chance, known, _: chance.choice(known.entry.fact.tags()).removesuffix(":cited"),
    "organization": _organization,
    "act": _act,
    "author": lambda _, known, __: known.body.recorded_by,
    "visibility": lambda chance, known, _: chance.choice((known.body.visibility.value, "RESTRICTED", "BUREAU")),
    "rectified": lambda chance, *_: chance.random() < 0.5,
    "rectifying": lambda chance, *_: chance.random() < 0.5,
    "effective": lambda chance, known, _: _period(chance, known.entry.effective_on),
    "recorded": lambda chance, known, _: _period(chance, paris_day(known.stored.recorded_at)),
    "text": _text,
    **{kind: _tagged(kind) for kind in ("person", "body", "decision", "project", "arbitration", "session", "theme")},
}


async def _tokens(told: Told) -> dict[Visibility, str | None]:
    tokens: dict[Visibility, str | None] = {Visibility.PUBLIC: None}
    for level in LEVELS[1:]:
        made = await create_token(
            told.services.pool, role=Role.MEMBER, ledgers=[DEMO_LEDGER], visibility=level, label="t"
        )
        tokens[level] = made[1]
    return tokens


async def _walk(
    told: Told, token: str | None, wanted: Mapping[str, Any] | None, *, size: int, backward: bool, newest_first: bool
) -> list[int]:
    """The whole trail, page by page from one end, in its own order."""
    found: list[int] = []
    count, place = ("last", "before") if backward else ("first", "after")
    variables: dict[str, Any] = {"filter": wanted, "order": "NEWEST_FIRST" if newest_first else "OLDEST_FIRST"}
    for _ in range(2000):
        page = (await told.api.ask(TRAIL, token, **variables, **{count: size}))["auditTrail"]
        positions = [edge["node"]["position"] for edge in page["edges"]]
        assert [node["position"] for node in page["nodes"]] == positions
        assert all(edge["cursor"] == edge["node"]["entry"]["cursor"] for edge in page["edges"])
        assert len(positions) <= size
        found = positions + found if backward else found + positions
        info = page["pageInfo"]
        assert info["hasNextPage" if backward else "hasPreviousPage"] is (place in variables)
        if not info["hasPreviousPage" if backward else "hasNextPage"]:
            assert not page["cut"]
            return found
        assert page["cut"] or len(positions) == size
        variables[place] = info["startCursor" if backward else "endCursor"]
    raise AssertionError("the trail does not end")


async def test_the_trail_is_what_looking_at_every_entry_finds(told: Told) -> None:
    ledger, tokens, chance = await Ledger.read(told), await _tokens(told), random.Random(4)
    found = 0
    for number in range(FILTERS):
        wanted, level = _some_filter(chance, ledger), LEVELS[number % len(LEVELS)]
        if wanted.keys() <= {"recorded"}:
            continue  # sealed entries stand in it
        expected = ledger.matching(wanted, level.level)
        told_ = await _walk(told, tokens[level], wanted, size=500, backward=False, newest_first=False)
        assert told_ == expected, (wanted, level)
        found += bool(expected)
    assert found > FILTERS / 2, "most questions have an answer"


@pytest.mark.parametrize("scan", [trail.SCAN, 40])
async def test_forward_and_backward_and_newest_first_are_one_sequence(
    told: Told, monkeypatch: pytest.MonkeyPatch, scan: int
) -> None:
    monkeypatch.setattr(trail, "SCAN", scan)
    ledger, tokens, chance = await Ledger.read(told), await _tokens(told), random.Random(scan)
    for level in LEVELS:
        for _ in range(4):
            wanted = _some_filter(chance, ledger)
            if wanted.keys() <= {"recorded"}:
                continue
            expected = ledger.matching(wanted, level.level)
            for backward in (False, True):
                for newest_first in (False, True):
                    size = max(2, len(expected) // 4)
                    told_ = await _walk(
                        told, tokens[level], wanted, size=size, backward=backward, newest_first=newest_first
                    )
                    assert (told_[::-1] if newest_first else told_) == expected, (wanted, level, backward, newest_first)


async def test_without_a_filter_every_entry_stands_in_its_place_sealed_or_not(told: Told) -> None:
    ledger, tokens = await Ledger.read(told), await _tokens(told)
    for wanted in (None, {}, {"recorded": {"to": "2199-12-31"}}):
        for backward in (False, True):
            for level in (Visibility.PUBLIC, Visibility.RESTRICTED):
                every = await _walk(told, tokens[level], wanted, size=400, backward=backward, newest_first=False)
                assert every == [known.stored.position for known in ledger.known]
    sealed = [known.stored.position for known in ledger.known if known.stored.level > 0]
    assert sealed, "the demonstration keeps something confidential"
    place = encode_cursor(DEMO_LEDGER, sealed[0] - 1)
    page = await told.api.ask(TRAIL, None, order="OLDEST_FIRST", first=1, after=place)
    (edge,) = page["auditTrail"]["edges"]
    assert edge["node"]["entry"]["__typename"] == "SealedEntry"


async def test_every_word_of_a_sentence_finds_its_entry(told: Told) -> None:
    """Days, ids of people and plain numbers aside."""
    ledger = await Ledger.read(told)
    for known in ledger.known:
        fact, on = known.entry.fact, known.entry.effective_on
        sentences = [
            re.sub(r"p-[a-z2-7]{16}|https?://\S+", "", text)
            for text in (summary(fact, on, "fr"), summary(fact, on, "en"))
        ]
        said = {word for text in sentences for word in told_words(text)}
        missing = {word for word in said - known.words if not any(c.isdigit() for c in word)}
        assert missing <= _NOT_INDEXED, (known.body.type, missing)


_NOT_INDEXED: Final = frozenset(
    (
        *("oui", "yes", "organe", "body", "autre", "other"),
        *("janvier", "fevrier", "mar", "avril", "mai", "juin", "juillet", "aout"),
    )
) | frozenset(("septembre", "octobre", "novembre", "decembre"))
"""Plain yes, what any body is called, "and 3 others", and the months of days."""


async def test_a_name_finds_what_is_about_its_bearer_and_is_in_no_index(told: Told) -> None:
    pool, vault = told.services.pool, told.services.vault
    async with pool.acquire() as connection:
        everyone = await vault.personal(connection, DEMO_LEDGER, None)
        index = await trail_rows(connection, DEMO_LEDGER)
        for who, values in list(everyone.items())[:5]:
            (word,) = list(told_words(values.family_name))[:1]
            assert who in (await vault.bearing(connection, DEMO_LEDGER, [word]))[word]
            registered = {p for key, _, p in index if key == f"person:{who}"} & {
                p for key, _, p in index if key == "type:PersonRegistered"
            }
            assert registered
            assert not any(key == f"word:{word}" and position in registered for key, _, position in index)
            by_name = await _walk(told, "", {"text": values.family_name}, size=500, backward=False, newest_first=False)
            by_id = await _walk(told, "", {"person": who}, size=500, backward=False, newest_first=False)
            assert set(by_id) <= set(by_name)
            assert by_id
