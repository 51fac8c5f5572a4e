"""What a decision, its vote and its changes must be to be recorded, and what makes them warn (``decision_notices``)."""

import datetime as dt
from collections.abc import Iterable, Iterator

from msgspec import Struct, structs

from domain.composition import Composition
from domain.core.notices import Caution, Refused
from domain.decision_notices import (
    BeforeAdoption,
    BodyCannotTake,
    MajorityNotReached,
    MajorityReached,
    MatterUnknown,
    MembersInOfficeDiffer,
    NoCastingVote,
    NoLongerStands,
    NotYetBinding,
    NumberTaken,
    OtherAuthority,
    OutgoingBody,
    PresenceBelowQuorum,
    RetroactiveForce,
    TakenBackLate,
    TransmittedLate,
    UnknownArticle,
    VotesImpossible,
    WasRejected,
)
from domain.decision_state import EX_TUNC, DecisionRecord, DecisionState
from domain.facts.bodies import BodyKind, SeatKind
from domain.facts.decisions import DecisionKind, SigningQuality, VoteTotals, number_tag
from domain.periods import Period, SeatState
from domain.rules.composition import quorum
from domain.rules.decisions import MATTERS, taking_back_due, transmission_due


def check_votes(decision: str, votes: VoteTotals | None) -> None:
    """The totals add up, and the president's vote was not counted twice where the ballot is secret.

    Raises:
        Refused: VotesImpossible, NoCastingVote.
    """
    if votes is None:
        return
    if not votes.possible:
        raise Refused(
            VotesImpossible(
                decision=decision,
                in_office=votes.in_office,
                present=votes.present,
                represented=votes.represented,
                voting=votes.voting,
            )
        )
    if votes.casting_vote and (votes.secret or votes.votes_for != votes.votes_against):
        said = {"votes_for": votes.votes_for, "votes_against": votes.votes_against}
        raise Refused(NoCastingVote(decision=decision, **said))


def check_majority(decision: str, votes: VoteTotals | None, *, adopted: bool) -> None:
    """What is adopted has the majority, what is rejected has not.

    Raises:
        Refused: MajorityNotReached, MajorityReached.
    """
    if votes is None or votes.carried is adopted:
        return
    kind = MajorityNotReached if adopted else MajorityReached
    raise Refused(kind(decision=decision, votes_for=votes.votes_for, votes_against=votes.votes_against))


def check_body(composition: Composition, decision: str, taken: DecisionKind, body: str, on: dt.date) -> None:
    """The body sits on that day, and takes decisions of that kind.

    Raises:
        Refused: UnknownBody, NoTermOn, BodyCannotTake.
    """
    composition.term_on(body, on)
    kind = composition.body_on(body, on).fact.kind
    if taken is DecisionKind.OPINION:
        return
    if kind is not (BodyKind.ASSEMBLY if taken is DecisionKind.DELIBERATION else BodyKind.BUREAU):
        raise Refused(BodyCannotTake(decision=decision, taken=taken, body=body))


def signing_quality(composition: Composition, author: str, body: str, on: dt.date) -> SigningQuality | None:
    """As what a person signs on a day: as president, or acting for a president who cannot (CGCT L2122-17)."""
    for period in _periods(composition, body, on):
        if period.seat.kind is SeatKind.PRESIDENT:
            if period.tenure and period.tenure.person == author and not period.prevented:
                return SigningQuality.PRESIDENT
            if period.acting == author:
                return SigningQuality.ACTING_PRESIDENT
    return None


def _periods(composition: Composition, body: str, on: dt.date) -> list[Period]:
    return list(composition.timeline(body, composition.term_on(body, on)).on(on).values())


def cautions_of_vote(
    composition: Composition, decision: str, body: str, votes: VoteTotals | None, on: dt.date
) -> Iterator[Caution]:
    """What deserves a second look in a vote of a body: who sits, the quorum, the numbers of members."""
    seats = [p for p in _periods(composition, body, on) if p.tenure and p.seat.kind is not SeatKind.ALTERNATE_DELEGATE]
    if any(period.state is SeatState.HOLDOVER for period in seats):
        yield OutgoingBody(decision=decision, body=body, on=on)
    if votes is None:
        return
    if votes.in_office != len(seats):
        yield MembersInOfficeDiffer(
            decision=decision, body=body, on=on, in_office=votes.in_office, registered=len(seats)
        )
    if votes.present < (needed := quorum(votes.in_office)):
        yield PresenceBelowQuorum(decision=decision, present=votes.present, needed=needed)


def cautions_of_text(decision: str, matter: str | None, on: dt.date, enters: dt.date | None) -> Iterator[Caution]:
    """What deserves a second look in what a decision says of itself."""
    if matter is not None and matter not in MATTERS:
        yield MatterUnknown(decision=decision, matter=matter)
    if enters is not None and enters < on:
        yield RetroactiveForce(decision=decision, enters_into_force_on=enters)


def cautions_of_number(
    known: Iterable[DecisionRecord], decision: str, taken: DecisionKind, number: str | None
) -> Iterator[Caution]:
    """A number serves once in its series, by custom and no law: the first decision that bears it is named."""
    if number is None:
        return
    tag = number_tag(taken, number)
    same = [r for r in known if r.decision != decision and r.number and number_tag(r.kind, r.number) == tag]
    if first := min(same, key=lambda r: (r.adopted_on, r.decision), default=None):
        yield NumberTaken(decision=decision, number=number, other=first.decision, adopted_on=first.adopted_on)


def check_happens(record: DecisionRecord, on: dt.date) -> None:
    """Something may happen to a decision on a day.

    Raises:
        Refused: WasRejected, BeforeAdoption.
    """
    if record.rejected:
        raise Refused(WasRejected(decision=record.decision, rejected_on=record.adopted_on))
    if on < record.adopted_on:
        raise Refused(BeforeAdoption(decision=record.decision, on=on, adopted_on=record.adopted_on))


def check_articles(record: DecisionRecord, articles: tuple[str, ...]) -> None:
    """The decision has these articles.

    Raises:
        Refused: UnknownArticle.
    """
    known = tuple(article.article for article in record.articles)
    if unknown := tuple(article for article in articles if article not in known):
        raise Refused(UnknownArticle(decision=record.decision, articles=unknown, known=known))


def check_stands(record: DecisionRecord, articles: tuple[str, ...], on: dt.date) -> None:
    """Neither the decision nor these articles had ended by what was done up to that day: what is done later, even with
    effect before, does not forbid what was lawful then.

    Raises:
        Refused: NoLongerStands.
    """
    then = structs.replace(record, relations=tuple(r for r in record.relations if r.on <= on))
    ends = [then.ending(on, article) for article in articles] if articles else [then.ending(on)]
    for ending in ends:
        if ending is not None:
            state = DecisionState(ending.kind.value)
            raise Refused(NoLongerStands(decision=record.decision, state=state, since=ending.since, entry=ending.entry))


def check_not_void(record: DecisionRecord, articles: tuple[str, ...], on: dt.date) -> None:
    """Neither the decision nor these articles were withdrawn or annulled by that day: what never was cannot fall again.

    Raises:
        Refused: NoLongerStands.
    """
    void = tuple(r for r in record.relations if r.kind in EX_TUNC)
    check_stands(structs.replace(record, relations=void), articles, on)


class Change(Struct, frozen=True, kw_only=True):
    """A later decision, and the earlier one that it changes from a day on."""

    earlier: DecisionRecord
    later: DecisionRecord
    on: dt.date

    def cautions(self, *, takes_back: bool) -> Iterator[Caution]:
        """What deserves a second look."""
        named = {"decision": self.earlier.decision, "by_decision": self.later.decision}
        if (self.earlier.kind, self.earlier.body) != (self.later.kind, self.later.body):
            yield OtherAuthority(**named)
        if not self.later.in_force_on(self.on) and self.later.void_since() is None:
            yield NotYetBinding(**named, on=self.on)
        due = taking_back_due(self.earlier.adopted_on)
        if takes_back and self.later.adopted_on > due:
            yield TakenBackLate(decision=self.earlier.decision, due=due)


def cautions_of_transmission(record: DecisionRecord, on: dt.date) -> Iterator[Caution]:
    """An individual decision is transmitted in time."""
    due = transmission_due(record.adopted_on)
    if record.individual and record.transmissible and on > due:
        yield TransmittedLate(decision=record.decision, due=due)
