"""What the audit trail is asked for."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import strawberry

from domain.core.calendar import add_months, end_of_paris_day
from domain.core.entry import ActKind, Visibility
from service.graphql.entry_filter import EntryFilter, check_types, feed_groups
from service.graphql.period import check_period
from service.graphql.refusals import QueryRefused
from service.ledger.trail import Wanted
from service.ledger.trail_index import RECTIFIED
from service.ledger.trail_keys import EVERY, RECTIFYING, WORD, act_key, author_key, month_key, type_key, visibility_key
from service.ledger.trail_words import kinds_saying, told_words

MONTHS: Final = 24
"""A period of so many months is looked up month by month; of a longer one the candidates themselves are looked at..."""
WHOLE_MONTHS: Final = 240
"""... unless nothing else is asked for, and it is made of whole months."""
WORDS: Final = 12
"""Of one question."""


@strawberry.input(description="From a day to a day in Europe/Paris, both included; without one, from or to the end.")
class PeriodInput:
    """A period that a client gives."""

    from_: dt.date | None = strawberry.field(name="from", default=None, description="First day.")
    to: dt.date | None = strawberry.field(default=None, description="Last day, included.")


@strawberry.input(description="The act that an entry cites: all that is said of it at once.")
class ActFilter:
    """An act, as it is asked for."""

    number: str | None = strawberry.field(
        default=None, description="Its number, however it is punctuated: 2026-31 is 2026/31."
    )
    kind: ActKind | None = strawberry.field(default=None, description="Its kind.")
    date: dt.date | None = strawberry.field(default=None, description="Its date.")
    sha256: str | None = strawberry.field(
        default=None, description="SHA-256 of the document's bytes, in hexadecimal digits."
    )


@strawberry.input(description="Which entries the trail tells: those for which all of this holds.")
class TrailFilter(EntryFilter):
    """Everything that the feed is asked for, and more."""

    decision: strawberry.ID | None = strawberry.field(default=None, description="About this decision.")
    project: strawberry.ID | None = strawberry.field(default=None, description="About this project.")
    arbitration: strawberry.ID | None = strawberry.field(default=None, description="About this arbitration.")
    session: strawberry.ID | None = strawberry.field(default=None, description="About this sitting.")
    act: ActFilter | None = strawberry.field(default=None, description="Citing this act.")
    author: strawberry.ID | None = strawberry.field(
        default=None, description="Recorded by this token: what entries say in recordedBy."
    )
    effective: PeriodInput | None = strawberry.field(default=None, description="Taking effect within this period.")
    recorded: PeriodInput | None = strawberry.field(
        default=None, description="Recorded within this period. It alone hides no sealed entry: headers are public."
    )
    visibility: Visibility | None = strawberry.field(default=None, description="Recorded with this visibility.")
    rectified: bool | None = strawberry.field(
        default=None, description="true: struck by a later entry; false: not struck, as far as this viewer may read."
    )
    rectifying: bool | None = strawberry.field(
        default=None, description="true: striking an earlier entry, or standing in its place; false: neither."
    )
    text: str | None = strawberry.field(
        default=None,
        description="Words of three letters or more, all of which are to be found; accents, case and plurals make no "
        "difference. They are those of the entry's sentence in French and in English, of its texts and ids, of its "
        "act's number and title; and names of people, which stand for whatever is about those people. Days are no "
        "words: ask for them with effective.",
    )


def words_of(wanted: TrailFilter) -> list[str]:
    """The words of the text, each once.

    Raises:
        QueryRefused: NO_WORD, TOO_MANY_WORDS.
    """
    if wanted.text is None:
        return []
    words = list(dict.fromkeys(told_words(wanted.text)))
    if not words:
        raise QueryRefused(
            "NO_WORD",
            {
                "en": "The text holds no word of three letters that can be looked for.",
                "fr": "Le texte ne contient aucun mot de trois lettres qui puisse être cherché.",
            },
        )
    if len(words) > WORDS:
        raise QueryRefused(
            "TOO_MANY_WORDS",
            {
                "en": f"The text holds {len(words)} words; at most {WORDS} are looked for at once.",
                "fr": f"Le texte contient {len(words)} mots ; {WORDS} au plus sont cherchés à la fois.",
            },
            values={"most": WORDS},
        )
    return words


def check_trail_filter(wanted: TrailFilter) -> None:
    """What can be said of a filter without reading anything.

    Raises:
        QueryRefused: UNKNOWN_FACT_TYPE, PERIOD_REVERSED.
    """
    check_types(wanted)
    for period in (wanted.effective, wanted.recorded):
        if period is not None:
            check_period(period.from_, period.to)


def to_wanted(wanted: TrailFilter, people: Mapping[str, Iterable[str]]) -> Wanted | None:
    """What the index is asked for; None when nothing is but a period of recording.

    ``people``: for each word, those whose name has it.
    """
    groups = [*feed_groups(wanted), *_groups(wanted), *(_word(word, people) for word in words_of(wanted))]
    since, until = (wanted.effective.from_, wanted.effective.to) if wanted.effective else (None, None)
    if months := _months(since, until, MONTHS if groups else WHOLE_MONTHS):
        groups.append(months)
        since, until = _within_month(since), _within_month(until, last=True)
    without = tuple(
        key for key, asked in ((RECTIFIED, wanted.rectified), (RECTIFYING, wanted.rectifying)) if asked is False
    )
    kind = wanted.act.kind if wanted.act else None
    only_public = wanted.visibility is Visibility.PUBLIC
    if not (groups or without or since or until or kind or only_public):
        return None
    return Wanted(
        groups=tuple(groups) or ((EVERY,),),
        without=without,
        since=since,
        until=until,
        act_kind=kind,
        only_public=only_public,
    )


def instants(period: PeriodInput | None) -> tuple[dt.datetime | None, dt.datetime | None]:
    """The first and the last instant of a period of recording."""
    if period is None:
        return None, None
    day_before = period.from_ - dt.timedelta(days=1) if period.from_ else None
    start = end_of_paris_day(day_before) + dt.timedelta(microseconds=1) if day_before else None
    return start, end_of_paris_day(period.to) if period.to else None


def _groups(wanted: TrailFilter) -> Iterator[tuple[str, ...]]:
    """The groups of keys that the trail knows beside those of the feed."""
    for kind in ("decision", "project", "arbitration", "session"):
        if name := getattr(wanted, kind):
            yield (f"{kind}:{name}",)
    if wanted.act is not None:
        yield from _act_groups(wanted.act)
    if wanted.author:
        yield (author_key(wanted.author),)
    if wanted.visibility is not None and wanted.visibility is not Visibility.PUBLIC:
        yield (visibility_key(wanted.visibility),)
    if wanted.rectified:
        yield (RECTIFIED,)
    if wanted.rectifying:
        yield (RECTIFYING,)


def _act_groups(act: ActFilter) -> Iterator[tuple[str, ...]]:
    if act.number is not None:
        yield (act_key(act.number),)
    if act.date is not None:
        yield (f"act-date:{act.date}",)
    if act.sha256 is not None:
        yield (f"act-sha256:{act.sha256.lower()}",)


def _months(since: dt.date | None, until: dt.date | None, most: int) -> tuple[str, ...]:
    """The months of a period that is not too long."""
    if since is None or until is None:
        return ()
    first = since.replace(day=1)
    count = 12 * (until.year - first.year) + until.month - first.month + 1
    whole = _within_month(since) is None and _within_month(until, last=True) is None
    if count > (most if whole else MONTHS):
        return ()
    return tuple(month_key(add_months(first, number)) for number in range(count))


def _within_month(day: dt.date | None, *, last: bool = False) -> dt.date | None:
    """A day that is not the first of its month, or the last: what the months of a period do not say."""
    edge = day and (day + dt.timedelta(days=1) if last else day)
    return None if edge is None or edge.day == 1 else day


def _word(word: str, people: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Where a word is found: in an entry's own values, in every sentence of a kind of fact, in somebody's name."""
    return (
        f"{WORD}{word}",
        *(type_key(kind) for kind in kinds_saying(word)),
        *(f"person:{who}" for who in people.get(word, ())),
    )
