"""What we believed then against what we know now, and what had rested on the belief that changed."""

import datetime as dt
from typing import Annotated

import strawberry

from domain.core.calendar import paris_day
from projections.beliefs import KINDS, Between, watched
from service import beliefs
from service.beliefs import Asked, BeliefCause, Place, RestingReason, TooManyChanges
from service.database import Session
from service.graphql.context import Info
from service.graphql.described import output
from service.graphql.inputs import enum_type
from service.graphql.moment import AtInput, Moment, resolve_for
from service.graphql.pages import PAGE, Connection, connection, invalid_cursor, key_after, page_size
from service.graphql.refusals import QueryRefused
from service.graphql.scalars import JSON, Cursor
from service.graphql.text import Text
from service.messages import label
from service.messages.summaries import summary

enum_type(BeliefCause)
enum_type(RestingReason)

_SEPARATOR = "\x1f"


@output()
class Belief:
    """What the register holds true of a place, with the entry on which that rests."""

    sentence: Text
    entry: int | None
    data: JSON = strawberry.field(description="The row as the projection has it, in snake_case.")

    @classmethod
    def of(cls, side: beliefs.Belief | None) -> "Belief | None":
        """In words."""
        if side is None:
            return None
        return cls(sentence=Text(fr=side.sentence("fr"), en=side.sentence("en")), entry=side.entry, data=side.data)


@output()
class BeliefEntry:
    """An entry that changed a belief."""

    position: int
    type: str
    recorded_at: dt.datetime
    effective_on: dt.date
    summary: Text

    @classmethod
    def of(cls, changed: beliefs.ChangeEntry) -> "BeliefEntry":
        """In words."""
        entry = changed.entry
        on = entry.effective_on
        return cls(
            position=entry.position,
            type=type(entry.fact).__name__,
            recorded_at=changed.recorded_at,
            effective_on=on,
            summary=Text(fr=summary(entry.fact, on, "fr"), en=summary(entry.fact, on, "en")),
        )


@output()
class BeliefChange:
    """A time during which what was believed of a place is not what is known of it."""

    subject: str = strawberry.field(description="Tag: body:bureau:2026, person:p-..., decision:2026-17.")
    place: str = strawberry.field(description="The seat, the office; empty for a thing.")
    noun: str = strawberry.field(description="composition, holding, member, decision, delegation...")
    since: dt.date
    until: dt.date | None = strawberry.field(description="Excluded; null: without a known end.")
    believed: Belief | None = strawberry.field(description="Null: nothing was known of it.")
    known: Belief | None = strawberry.field(description="Null: nothing is known of it any more.")
    differs: list[str] = strawberry.field(description="Names of what is not the same.")
    cause: BeliefCause
    cause_label: Text
    step: int = strawberry.field(description="Position at which the belief changed.")
    entries: list[BeliefEntry] = strawberry.field(description="The entries that changed it.")

    @classmethod
    def of(cls, change: beliefs.BeliefChange) -> "BeliefChange":
        """In words."""
        return cls(
            subject=change.subject,
            place=change.place,
            noun=change.table,
            since=change.since,
            until=change.until,
            believed=Belief.of(change.believed),
            known=Belief.of(change.known),
            differs=list(change.differs),
            cause=change.cause,
            cause_label=Text(fr=label(change.cause, "fr"), en=label(change.cause, "en")),
            step=change.step,
            entries=[BeliefEntry.of(each) for each in change.entries],
        )


@output()
class RestedOn:
    """A decision, an arbitration, a review or a session that had rested on a belief that changed."""

    thing: str = strawberry.field(description="Tag: decision:2026-17, session:... Ask `dossier` for the rest.")
    on: dt.date = strawberry.field(description="Its day; of an arbitration, that of its opening.")
    title: str | None
    entry: int | None = strawberry.field(description="The entry that founds it.")
    reason: RestingReason
    reason_label: Text
    change: BeliefChange

    @classmethod
    def of(cls, found: beliefs.Impact) -> "RestedOn":
        """In words."""
        return cls(
            thing=found.subject,
            on=found.on,
            title=found.title,
            entry=found.entry,
            reason=found.reason,
            reason_label=Text(fr=label(found.reason, "fr"), en=label(found.reason, "en")),
            change=BeliefChange.of(found.change),
        )


_Subject = Annotated[
    strawberry.ID,
    strawberry.argument(
        description="body:<id>, person:<id>, epci:<SIREN>, commune:<INSEE>, org:<id>, decision:<id>, delegation:<id>..."
    ),
]
_From = Annotated[
    dt.datetime | None, strawberry.argument(description="What was known then is the belief; or give fromPosition.")
]
_To = Annotated[
    dt.datetime | None, strawberry.argument(description="What is known by then; now by default, or toPosition.")
]
_Causes = Annotated[list[BeliefCause] | None, strawberry.argument(description="Only changes for these causes.")]


@output()
class Queries:
    """Questions about two beliefs."""

    @strawberry.field(
        description="What the register believed of a subject when knownFrom was reached, against what it knows at "
        "knownTo: period by period, with both entries and the one that changed the belief. A rectification, a late "
        "record, an effect that reaches back and what has merely happened since are told apart."
    )
    async def belief_changes(
        self,
        info: Info,
        subject: _Subject,
        known_from: _From = None,
        known_to: _To = None,
        from_position: int | None = None,
        to_position: int | None = None,
        causes: _Causes = None,
        authority: strawberry.ID | None = None,
        first: int = PAGE,
        after: Cursor | None = None,
    ) -> Connection[BeliefChange]:
        """A page of changes, place by place, then in order of time."""
        size, place = page_size(first), _place(after)
        async with info.context.pool.acquire() as connection_:
            earlier = AtInput(known_at=known_from, at_position=from_position)
            later = AtInput(known_at=known_to, at_position=to_position)
            asked = await asked_of(info, connection_, authority, subject, earlier, later, causes)
            found = await beliefs.changes(connection_, asked, after=place, first=size + 1)
        told = [(_SEPARATOR.join(map(str, at)), BeliefChange.of(change)) for at, change in found]
        return connection(told, size, after=after is not None)

    @strawberry.field(
        description="The decisions, arbitrations, reviews and sessions that had rested on a belief that changed: dated "
        "within the time that changed, recorded before the change was known, by that body, under that delegation or "
        "with that person. The last dated first."
    )
    async def belief_impact(
        self,
        info: Info,
        subject: _Subject,
        known_from: _From = None,
        known_to: _To = None,
        from_position: int | None = None,
        to_position: int | None = None,
        causes: _Causes = None,
        authority: strawberry.ID | None = None,
        first: int = PAGE,
        after: Cursor | None = None,
    ) -> Connection[RestedOn]:
        """A page of what is to be looked at again."""
        size, key = page_size(first), key_after(after)
        sort, _, last = key.partition(_SEPARATOR)
        async with info.context.pool.acquire() as connection_:
            earlier = AtInput(known_at=known_from, at_position=from_position)
            later = AtInput(known_at=known_to, at_position=to_position)
            asked = await asked_of(info, connection_, authority, subject, earlier, later, causes)
            try:
                found = await beliefs.impact(connection_, asked, after=(sort, last) if key else None, first=size + 1)
            except TooManyChanges:
                raise _too_many() from None
        told = [(f"{each.sort}{_SEPARATOR}{each.subject}", RestedOn.of(each)) for each in found]
        return connection(told, size, after=after is not None)


def _place(cursor: Cursor | None) -> Place | None:
    key = key_after(cursor)
    if not key:
        return None
    parts = key.split(_SEPARATOR)
    if len(parts) != 4 or not (parts[0].isascii() and parts[0].isdigit() and len(parts[0]) < 3):
        raise invalid_cursor()
    return (int(parts[0]), parts[1], parts[2], parts[3])


async def asked_of(
    info: Info,
    connection_: Session,
    authority: str | None,
    subject: str,
    earlier: AtInput,
    later: AtInput,
    causes: list[BeliefCause] | None,
) -> Asked:
    """The question, its two moments resolved.

    Raises:
        QueryRefused: UNKNOWN_SUBJECT, KNOWN_FROM_REQUIRED, KNOWN_REVERSED, or those of ``resolve_for``.
    """
    if not watched(subject):
        raise _unknown_subject(subject)
    if earlier.known_at is None and earlier.at_position is None:
        raise QueryRefused(
            "KNOWN_FROM_REQUIRED",
            {"en": "Nothing says what was known first.", "fr": "Rien ne dit ce qui était connu d'abord."},
        )
    context = info.context
    before: Moment = await resolve_for(context.viewer, context.vault, connection_, authority, earlier, context.today)
    now: Moment = await resolve_for(context.viewer, context.vault, connection_, authority, later, context.today)
    if now.view.position < before.view.position:
        raise QueryRefused(
            "KNOWN_REVERSED",
            {
                "en": f"What is known at entry {now.view.position} comes before entry {before.view.position}.",
                "fr": f"Ce qui est connu à l'écriture {now.view.position} précède l'écriture {before.view.position}.",
            },
        )
    assert before.recorded_at is not None
    return Asked(
        subject=subject,
        between=Between(before.view, now.view),
        day=paris_day(before.recorded_at),
        causes=frozenset(causes) if causes is not None else frozenset(BeliefCause),
    )


def _unknown_subject(subject: str) -> QueryRefused:
    listed = ", ".join(KINDS)
    return QueryRefused(
        "UNKNOWN_SUBJECT",
        {
            "en": f"{subject[:40]!r} is no subject of beliefs. Kinds: {listed}.",
            "fr": f"{subject[:40]!r} n'est pas un sujet de croyances. Natures : {listed}.",
        },
        details={"kinds": list(KINDS)},
    )


def _too_many() -> QueryRefused:
    return QueryRefused(
        "TOO_MANY_CHANGES",
        {
            "en": f"More than {beliefs.MOST} beliefs changed in between.",
            "fr": f"Plus de {beliefs.MOST} croyances ont changé dans l'intervalle.",
        },
    )


QUERIES = (Queries,)
