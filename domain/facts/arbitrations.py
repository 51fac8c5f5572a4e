"""Political settlements between the presidents of the EPCIs, and the exchange sessions that prepared them.

Free text (words, reasons, notes) is public once disclosed: it names nobody; people are named by their ids.
"""

import datetime as dt
from enum import StrEnum

from msgspec import Struct

from domain.core.entry import Fact, cited
from domain.core.identifiers import Label, OrganizationId, PersonId, Slug, Text


class ExchangePresence(StrEnum):
    """How someone took part in an exchange session."""

    IN_PERSON = "IN_PERSON"
    REMOTE = "REMOTE"
    REPRESENTED = "REPRESENTED"


class Stance(StrEnum):
    """What an EPCI's president says of an option."""

    SUPPORTS = "SUPPORTS"
    SUPPORTS_WITH_RESERVATIONS = "SUPPORTS_WITH_RESERVATIONS"
    OPPOSES = "OPPOSES"
    ABSTAINS = "ABSTAINS"


class SettlementAgreement(StrEnum):
    """How a settlement was reached."""

    CONSENSUS = "CONSENSUS"
    MAJORITY = "MAJORITY"
    PRESIDENT = "PRESIDENT"


class FollowUpOutcome(StrEnum):
    """What became of a follow-up action."""

    DONE = "DONE"
    DROPPED = "DROPPED"
    REPLACED = "REPLACED"


class ConditionOutcome(StrEnum):
    """What became of a condition of a settlement."""

    FULFILLED = "FULFILLED"
    FAILED = "FAILED"
    LIFTED = "LIFTED"


class ExchangeParticipant(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Someone who took part in an exchange session, on behalf of an organisation."""

    person: PersonId
    on_behalf_of: OrganizationId
    presence: ExchangePresence = ExchangePresence.IN_PERSON
    represented_by: PersonId | None = None
    """Who came instead; said of REPRESENTED, and of nothing else."""


class ExchangeSubject(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an exchange session was about."""

    title: Label
    themes: tuple[Slug, ...] = ()
    arbitration: Slug | None = None


class ArbitrationOption(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One possible answer to the question."""

    option: Slug
    label: Label
    description: Text | None = None


class SettlementCondition(Struct, frozen=True, kw_only=True):
    """What a settlement depends on."""

    condition: Slug
    text: Text


class PactClauseCited(Struct, frozen=True, kw_only=True):
    """A clause of the governance pact on which a settlement rests."""

    pact: Slug
    clause: Slug


class ExchangeHeld(Fact, frozen=True, kw_only=True):
    """Presidents of EPCIs met on sensitive subjects, on the day of effect."""

    founds = True
    exchange: Slug
    participants: tuple[ExchangeParticipant, ...]
    subjects: tuple[ExchangeSubject, ...]
    place: Label | None = None
    note: Text | None = None

    def tags(self) -> tuple[str, ...]:
        people = (f"person:{who}" for p in self.participants for who in (p.person, p.represented_by) if who)
        organizations = (p.on_behalf_of for p in self.participants)
        themes = (f"theme:{theme}" for subject in self.subjects for theme in subject.themes)
        arbitrations = (f"arbitration:{s.arbitration}" for s in self.subjects if s.arbitration)
        named = dict.fromkeys((*people, *organizations, *themes, *arbitrations))
        return (f"exchange:{self.exchange}", *cited(*named))


class ArbitrationFact(Fact, frozen=True, kw_only=True):
    """A fact of one arbitration."""

    arbitration: Slug

    def tags(self) -> tuple[str, ...]:
        return (f"arbitration:{self.arbitration}",)


class ArbitrationOpened(ArbitrationFact, frozen=True, kw_only=True):
    """A question is put to the presidents of the EPCIs that are parties to it."""

    founds = True
    subject: Label
    question: Text
    parties: tuple[OrganizationId, ...]
    themes: tuple[Slug, ...] = ()
    territory: tuple[OrganizationId, ...] = ()
    options: tuple[ArbitrationOption, ...] = ()

    def tags(self) -> tuple[str, ...]:
        themes = (f"theme:{theme}" for theme in self.themes)
        return (*super().tags(), *cited(*dict.fromkeys((*self.parties, *self.territory)), *themes))


class ArbitrationOptionAdded(ArbitrationFact, frozen=True, kw_only=True):
    """One more option is on the table."""

    option: ArbitrationOption


class ArbitrationOptionWithdrawn(ArbitrationFact, frozen=True, kw_only=True):
    """An option is on the table no more."""

    option: Slug
    reason: Text | None = None


class PositionTaken(ArbitrationFact, frozen=True, kw_only=True):
    """Someone says, on behalf of an EPCI, what it thinks of an option."""

    person: PersonId
    on_behalf_of: OrganizationId
    option: Slug
    stance: Stance
    words: Text | None = None

    def tags(self) -> tuple[str, ...]:
        return (*super().tags(), *cited(f"person:{self.person}", self.on_behalf_of))


class ArbitrationSettled(ArbitrationFact, frozen=True, kw_only=True):
    """The presidents settle: an option, or a compromise in words."""

    reasons: Text
    agreement: SettlementAgreement
    option: Slug | None = None
    compromise: Text | None = None
    conditions: tuple[SettlementCondition, ...] = ()
    review_on: dt.date | None = None
    clauses: tuple[PactClauseCited, ...] = ()

    def tags(self) -> tuple[str, ...]:
        return (*super().tags(), *cited(*dict.fromkeys(f"pact:{clause.pact}" for clause in self.clauses)))


class SettlementConditionResolved(ArbitrationFact, frozen=True, kw_only=True):
    """A condition of the settlement is fulfilled, has failed or is lifted."""

    condition: Slug
    outcome: ConditionOutcome
    note: Text | None = None


class FollowUpFact(ArbitrationFact, frozen=True, kw_only=True):
    """A fact of one follow-up action: disclosed with its arbitration, found by itself."""

    follow_up: Slug

    def tags(self) -> tuple[str, ...]:
        return (*super().tags(), f"follow-up:{self.arbitration}/{self.follow_up}")


class FollowUpAdded(FollowUpFact, frozen=True, kw_only=True):
    """Someone is to do something by a day so that the settlement comes true."""

    title: Label
    due_on: dt.date
    person: PersonId | None = None
    organization: OrganizationId | None = None

    def tags(self) -> tuple[str, ...]:
        return (*super().tags(), *cited(self.person and f"person:{self.person}", self.organization))


class FollowUpClosed(FollowUpFact, frozen=True, kw_only=True):
    """A follow-up action is done, dropped or replaced."""

    outcome: FollowUpOutcome
    note: Text | None = None


class ArbitrationFormalized(ArbitrationFact, frozen=True, kw_only=True):
    """A decision gives the settlement its legal form."""

    decision: Slug

    def tags(self) -> tuple[str, ...]:
        return (*super().tags(), *cited(f"decision:{self.decision}"))


class ArbitrationReviewed(ArbitrationFact, frozen=True, kw_only=True):
    """The settlement was looked at again, and maintained."""

    note: Text | None = None
    next_review_on: dt.date | None = None


class ArbitrationReopened(ArbitrationFact, frozen=True, kw_only=True):
    """The question is open again."""

    reason: Text


class ArbitrationSuperseded(ArbitrationFact, frozen=True, kw_only=True):
    """Another arbitration takes its place."""

    by: Slug

    def tags(self) -> tuple[str, ...]:
        return (*super().tags(), *cited(f"arbitration:{self.by}"))


class ArbitrationAbandoned(ArbitrationFact, frozen=True, kw_only=True):
    """The question is dropped without a settlement."""

    reason: Text
