"""When a vice-president lost all functions, the assembly votes on keeping him or her (CGCT L2122-18 al.3).

Nothing records that the vote is due: it follows from the withdrawals, so whatever is recorded late or corrected counts.
A withdrawal that leaves others in force, or a change of portfolio, opens nothing.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from msgspec import Struct, structs

from domain.core.entry import Act, Entry
from domain.core.identifiers import PersonId, Slug
from domain.facts.delegations import DelegationWithdrawn, FunctionsDelegated, RetentionVoteHeld


class RetentionVote(Struct, frozen=True, kw_only=True):
    """A vote of the assembly on keeping a vice-president from whom all functions were withdrawn."""

    person: PersonId
    opened_on: dt.date
    """The day from which no function was left."""
    withdrawn: tuple[Slug, ...]
    """The delegations withdrawn on that day."""
    entries: tuple[int, ...]
    """Positions of the entries that made it what it is."""
    voted_on: dt.date | None = None
    kept: bool | None = None
    votes_for: int | None = None
    """For keeping the vice-president."""
    votes_against: int | None = None
    blank: int | None = None
    decision: Slug | None = None
    act: Act | None = None


class Loss(Struct, frozen=True, kw_only=True):
    """That functions were withdrawn from someone on a day, and when those that stood beside them were granted."""

    vote: RetentionVote
    """The vote that it opens, if the person was a vice-president and nothing else was in force."""
    lost: tuple[dt.date, ...]
    """When those that were withdrawn had been granted."""
    beside: tuple[dt.date, ...] = ()

    def opens(self, seated_since: dt.date) -> bool:
        """Whether nothing was left: what was granted before the person took the seat had lapsed with the former."""
        return max(self.lost) >= seated_since and all(granted_on < seated_since for granted_on in self.beside)

    def before_the_vote(self) -> "Loss":
        """The same as long as the assembly had not voted."""
        vote = self.vote
        open_ = RetentionVote(
            person=vote.person,
            opened_on=vote.opened_on,
            withdrawn=vote.withdrawn,
            entries=vote.entries[: len(vote.withdrawn)],
        )
        return structs.replace(self, vote=open_)


class _Functions(Struct, frozen=True):
    person: str
    granted: Entry
    until: dt.date | None
    withdrawn: Entry | None = None

    def open_on(self, on: dt.date) -> bool:
        ends = (self.until, self.withdrawn.effective_on if self.withdrawn else None)
        return self.granted.effective_on <= on and all(end is None or on < end for end in ends)


def losses(entries: Iterable[Entry]) -> list[Loss]:
    """Every day on which functions were withdrawn from someone, in order, with the vote held since.

    ``entries`` are the standing ones that bear the tag ``functions``, in legal order.
    """
    functions: dict[str, _Functions] = {}
    votes: dict[str, list[Entry]] = {}
    for entry in entries:
        match entry.fact:
            case FunctionsDelegated(delegation=name, person=person, until=until):
                functions.setdefault(name, _Functions(person, entry, until))
            case DelegationWithdrawn(delegation=name) if name in functions and functions[name].withdrawn is None:
                functions[name] = structs.replace(functions[name], withdrawn=entry)
            case RetentionVoteHeld(person=person):
                votes.setdefault(person, []).append(entry)
    # Person by person: each looks at what the same person holds, however many others there were in twenty years.
    held: dict[str, dict[str, _Functions]] = {}
    for name, each in functions.items():
        held.setdefault(each.person, {})[name] = each
    found = [loss for person, own in held.items() for loss in _of(person, own, votes.get(person, []))]
    return sorted(found, key=lambda loss: (loss.vote.opened_on, loss.vote.person))


def _of(person: str, own: dict[str, _Functions], votes: list[Entry]) -> Iterator[Loss]:
    days = sorted({f.withdrawn.effective_on for f in own.values() if f.withdrawn})
    for on, later in zip_longest(days, days[1:]):
        yield _voted(_loss(own, person, on), votes, later)


def _loss(own: dict[str, _Functions], person: str, on: dt.date) -> Loss:
    gone = {name: f.withdrawn for name, f in own.items() if f.withdrawn and f.withdrawn.effective_on == on}
    vote = RetentionVote(
        person=person,
        opened_on=on,
        withdrawn=tuple(sorted(gone)),
        entries=tuple(sorted(entry.position for entry in gone.values())),
    )
    return Loss(
        vote=vote,
        lost=tuple(own[name].granted.effective_on for name in gone),
        beside=tuple(f.granted.effective_on for f in own.values() if f.open_on(on)),
    )


def _voted(loss: Loss, votes: list[Entry], later: dt.date | None) -> Loss:
    """With the first vote on that person since, unless functions were lost again (``later``) before it."""
    vote = loss.vote
    for entry in votes:
        fact, on = entry.fact, entry.effective_on
        if not isinstance(fact, RetentionVoteHeld) or on < vote.opened_on:
            continue
        if later is not None and on >= later:
            break
        held = structs.replace(
            vote,
            voted_on=on,
            kept=fact.kept,
            votes_for=fact.votes_for,
            votes_against=fact.votes_against,
            blank=fact.blank,
            decision=fact.decision,
            act=entry.act,
            entries=(*vote.entries, entry.position),
        )
        return structs.replace(loss, vote=held)
    return loss
