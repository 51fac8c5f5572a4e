"""What a governance pact has become: its debates, its consultations, its clauses and their versions.

A row of the register tells what a pact is on a day, so a clause's last version there is the one in force that day.
Entries elsewhere that cite a pact or a clause bear the tag ``pact:<id>:cited``; their things, the term ``pact:<id>``.
"""

import datetime as dt
from enum import StrEnum

from msgspec import Struct, structs

from domain.core.entry import Act, Entry
from domain.core.identifiers import Label, OrganizationId, Slug, Text
from domain.facts.pact import (
    DevelopmentCouncilDebated,
    PactAdopted,
    PactAmended,
    PactBasis,
    PactClause,
    PactClauseKind,
    PactDebated,
    PactDraftSent,
    PactEndCause,
    PactEnded,
    PactOpinionGiven,
    PactOpinionKind,
    PactTrigger,
)
from domain.rules import pact as rules

# -- state -------------------------------------------------------------------------------------------------------------


class PactState(StrEnum):
    """What has become of a pact."""

    DECLINED = "DECLINED"
    IN_PREPARATION = "IN_PREPARATION"
    IN_CONSULTATION = "IN_CONSULTATION"
    ADOPTED = "ADOPTED"
    ENDED = "ENDED"


class PactDebate(Struct, frozen=True, kw_only=True):
    """A debate of the council on whether to make the pact."""

    on: dt.date
    decided: bool
    """To make one."""
    entry: int
    decision: Slug | None = None
    act: Act | None = None


class PactPublicDebate(Struct, frozen=True, kw_only=True):
    """The debate on the development council and on how the public takes part."""

    on: dt.date
    consulted: bool
    """Whether a development council is to be consulted."""
    entry: int
    note: Text | None = None
    decision: Slug | None = None
    act: Act | None = None


class PactTransmission(Struct, frozen=True, kw_only=True):
    """A draft sent to municipal councils."""

    on: dt.date
    communes: tuple[OrganizationId, ...]
    entry: int
    amendment: Slug | None = None
    """Null: the pact itself."""
    act: Act | None = None


class PactOpinion(Struct, frozen=True, kw_only=True):
    """An opinion that a municipal council gave."""

    on: dt.date
    commune: OrganizationId
    opinion: PactOpinionKind
    entry: int
    amendment: Slug | None = None
    """Null: the pact itself."""
    remarks: Text | None = None
    act: Act | None = None


class PactClauseVersion(Struct, frozen=True, kw_only=True):
    """A clause as it was worded from a day to a day."""

    since: dt.date
    title: Label
    text: Text
    kind: PactClauseKind
    entry: int
    number: Label | None = None
    """As printed."""
    until: dt.date | None = None
    """Excluded."""
    amendment: Slug | None = None
    """By which it was so worded; null: by the pact as adopted."""
    act: Act | None = None


class PactClauseLife(Struct, frozen=True, kw_only=True):
    """A clause through its versions, oldest first."""

    clause: Slug
    versions: tuple[PactClauseVersion, ...]

    @property
    def in_force(self) -> PactClauseVersion | None:
        """The last version, unless it was repealed."""
        last = self.versions[-1]
        return last if last.until is None else None


class GovernancePact(Struct, frozen=True, kw_only=True):
    """A pact between communes and their EPCI, or between EPCIs and the SCoT authority."""

    pact: Slug
    basis: PactBasis
    debates: tuple[PactDebate, ...]
    entries: tuple[int, ...]
    """Positions of the entries that made it what it is."""
    organization: OrganizationId | None = None
    """The EPCI; null for the authority's own."""
    trigger: PactTrigger | None = None
    trigger_on: dt.date | None = None
    second_round_on: dt.date | None = None
    """When a commune of the EPCI needed a second round."""
    public_debate: PactPublicDebate | None = None
    transmissions: tuple[PactTransmission, ...] = ()
    opinions: tuple[PactOpinion, ...] = ()
    adopted_on: dt.date | None = None
    adopted_by: Act | None = None
    decision: Slug | None = None
    """The decision that adopted it."""
    clauses: tuple[PactClauseLife, ...] = ()
    amendments: tuple[Slug, ...] = ()
    ended_on: dt.date | None = None
    """Excluded."""
    ended_by: PactEndCause | None = None

    @property
    def counts_from(self) -> dt.date | None:
        """From when the nine months run: the first round if no commune needed a second one, else the second."""
        return self.second_round_on or self.trigger_on

    @property
    def due(self) -> dt.date | None:
        """The last day to adopt it; None without a deadline in law, or when it was decided to make none."""
        start = self.counts_from
        if self.basis is not PactBasis.STATUTORY_EPCI or start is None or not self.debates[-1].decided:
            return None
        renewal = self.trigger is PactTrigger.GENERAL_RENEWAL
        return rules.pact_due_after_renewal(start) if renewal else rules.pact_due(start)

    @property
    def state(self) -> PactState:
        """What has become of it."""
        if self.ended_on is not None:
            return PactState.ENDED
        if self.adopted_on is not None:
            return PactState.ADOPTED
        if not self.debates[-1].decided:
            return PactState.DECLINED
        return PactState.IN_CONSULTATION if self.transmissions else PactState.IN_PREPARATION

    def decided_on(self, on: dt.date) -> bool:
        """Whether the last debate by a day decided to make it."""
        return next((debate.decided for debate in reversed(self.debates) if debate.on <= on), False)

    def in_force_on(self, on: dt.date) -> bool:
        """Whether it is adopted and not ended."""
        adopted = self.adopted_on is not None and self.adopted_on <= on
        return adopted and (self.ended_on is None or on < self.ended_on)


# -- evolve ------------------------------------------------------------------------------------------------------------


def apply(pact: GovernancePact | None, entry: Entry) -> GovernancePact | None:
    """What a pact is after one more entry."""
    fact, on = entry.fact, entry.effective_on
    if isinstance(fact, PactDebated) and pact is None:
        pact = GovernancePact(
            pact=fact.pact,
            basis=fact.basis,
            organization=fact.organization,
            trigger=fact.trigger,
            trigger_on=fact.trigger_on,
            second_round_on=fact.second_round_on,
            debates=(),
            entries=(),
        )
    if pact is None:
        return None
    pact = structs.replace(pact, entries=(*pact.entries, entry.position))
    match fact:
        case PactDebated(decided=decided, decision=decision):
            debate = PactDebate(on=on, decided=decided, decision=decision, entry=entry.position, act=entry.act)
            return structs.replace(pact, debates=(*pact.debates, debate))
        case DevelopmentCouncilDebated(consulted=consulted, note=note, decision=decision):
            debated = PactPublicDebate(
                on=on, consulted=consulted, note=note, decision=decision, entry=entry.position, act=entry.act
            )
            return structs.replace(pact, public_debate=debated)
        case PactDraftSent() | PactOpinionGiven():
            return _consulted(pact, fact, entry)
        case PactAdopted(clauses=clauses, decision=decision) if pact.adopted_on is None:
            adopted = structs.replace(pact, adopted_on=on, adopted_by=entry.act, decision=decision)
            return _worded(adopted, clauses, None, entry)
        case PactAmended(amendment=amendment, clauses=clauses, repealed=repealed):
            amended = structs.replace(pact, amendments=(*pact.amendments, amendment))
            return _worded(_repealed(amended, repealed, on), clauses, amendment, entry)
        case PactEnded(cause=cause):
            return structs.replace(pact, ended_on=on, ended_by=cause)
    return pact


def _consulted(pact: GovernancePact, fact: PactDraftSent | PactOpinionGiven, entry: Entry) -> GovernancePact:
    on = entry.effective_on
    if isinstance(fact, PactDraftSent):
        sent = PactTransmission(
            on=on, communes=fact.communes, amendment=fact.amendment, entry=entry.position, act=entry.act
        )
        return structs.replace(pact, transmissions=(*pact.transmissions, sent))
    given = PactOpinion(
        on=on,
        commune=fact.commune,
        opinion=fact.opinion,
        amendment=fact.amendment,
        remarks=fact.remarks,
        entry=entry.position,
        act=entry.act,
    )
    return structs.replace(pact, opinions=(*pact.opinions, given))


def _worded(
    pact: GovernancePact, clauses: tuple[PactClause, ...], amendment: Slug | None, entry: Entry
) -> GovernancePact:
    """Each clause has one more version, which ends the one before."""
    on = entry.effective_on
    known = {life.clause: life for life in _repealed(pact, tuple(c.clause for c in clauses), on).clauses}
    for clause in clauses:
        version = PactClauseVersion(
            since=on,
            number=clause.number,
            title=clause.title,
            text=clause.text,
            kind=clause.kind,
            amendment=amendment,
            entry=entry.position,
            act=entry.act,
        )
        before = known[clause.clause].versions if clause.clause in known else ()
        known[clause.clause] = PactClauseLife(clause=clause.clause, versions=(*before, version))
    return structs.replace(pact, clauses=tuple(known.values()))


def _repealed(pact: GovernancePact, clauses: tuple[Slug, ...], on: dt.date) -> GovernancePact:
    def ended(life: PactClauseLife) -> PactClauseLife:
        if life.clause not in clauses or life.versions[-1].until is not None:
            return life
        *before, last = life.versions
        return structs.replace(life, versions=(*before, structs.replace(last, until=on)))

    return structs.replace(pact, clauses=tuple(ended(life) for life in pact.clauses))
