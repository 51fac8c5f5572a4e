"""Deliberations, orders, delegated decisions and opinions, their relations and their life in law.

A relation (amended, superseded, abrogated, withdrawn, annulled...) is a fact of the decision that it strikes; the later
decision that brings it is cited. Texts are public: no personal data in them.
"""

import datetime as dt
import re
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from domain.core.entry import Fact, cited
from domain.core.identifiers import Label, OrganizationId, PersonId, Slug, Text
from domain.facts.sessions import RequiredMajority

Count = Annotated[int, Meta(ge=0, le=10_000)]
ArticleNumber = Annotated[
    str, Meta(pattern=r"^[0-9A-Za-z][0-9A-Za-z .-]{0,19}$", description="Number of an article: 1, 2 bis, L3.")
]
Matter = Annotated[
    str,
    Meta(pattern=r"^[1-9]\.[0-9]{1,2}$", description="Matter in the ACTES nomenclature, level 1 and level 2: 8.4."),
]
DecisionNumber = Annotated[
    str, Meta(min_length=1, max_length=40, description="The authority's own number (SCDL DELIB_ID): 2026-17.")
]
BudgetYear = Annotated[
    str, Meta(pattern=r"^[0-9]{4}(/[0-9]{4})?$", description="Year of the budget (SCDL BUDGET_ANNEE): 2026, 2025/2026.")
]
WebAddress = Annotated[str, Meta(pattern=r"^https?://[^\s]+$", max_length=2000, description="Where it can be read.")]
PrefectureId = Annotated[
    str,
    Meta(
        pattern=r"^(?:PREF[0-9AB]{3}|SPREF[0-9AB]{3}[0-9]|SGAR[0-9AB]{3})$",
        description="Who received it for the State (SCDL PREF_ID): PREF015, SPREF0152, SGAR084.",
    ),
]


class DecisionKind(StrEnum):
    """What a decision is in law, by who takes it."""

    DELIBERATION = "DELIBERATION"
    """Taken by the assembly."""
    ORDER = "ORDER"
    """Signed by the president, in office or acting, or by whoever holds a delegation."""
    DELEGATED_DECISION = "DELEGATED_DECISION"
    """Taken by the bureau or the president with powers of the assembly (CGCT L5211-10)."""
    OPINION = "OPINION"
    """Given by a body to an organisation: it decides nothing."""


class SigningQuality(StrEnum):
    """As what a person signed."""

    PRESIDENT = "PRESIDENT"
    ACTING_PRESIDENT = "ACTING_PRESIDENT"
    DELEGATE = "DELEGATE"


class PublicationManner(StrEnum):
    """How a decision was published (CGCT L2131-1)."""

    ELECTRONIC = "ELECTRONIC"
    DISPLAY = "DISPLAY"
    PAPER = "PAPER"


class LapseCause(StrEnum):
    """Why a decision lapsed."""

    TERM_REACHED = "TERM_REACHED"
    OBJECT_GONE = "OBJECT_GONE"
    CONDITION_UNMET = "CONDITION_UNMET"
    AUTHOR_S_MANDATE_ENDED = "AUTHOR_S_MANDATE_ENDED"


class SuspensionEnd(StrEnum):
    """Why a suspension ended."""

    JUDGMENT_ON_THE_MERITS = "JUDGMENT_ON_THE_MERITS"
    LIFTED_BY_THE_JUDGE = "LIFTED_BY_THE_JUDGE"
    QUASHED = "QUASHED"
    CLAIM_WITHDRAWN = "CLAIM_WITHDRAWN"


class VoteTotals(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Totals of a vote (never who voted what). Blank and void ballots are no votes cast; SCDL counts them as
    abstentions."""

    in_office: Count
    """Members in office (SCDL VOTE_EFFECTIF)."""
    present: Count
    """Members physically present, alternates who sit included."""
    represented: Count = 0
    """Members who gave a proxy."""
    votes_for: Count
    votes_against: Count = 0
    abstentions: Count = 0
    blank: Count = 0
    secret: bool = False
    casting_vote: bool = False
    """On a tie, that the president's vote was for (CGCT L2121-20)."""
    majority: RequiredMajority = RequiredMajority.ABSOLUTE
    """What the text had to reach: two thirds for more vice-presidents (CGCT L5211-10), say."""

    @property
    def voting(self) -> int:
        """Who took part (SCDL VOTE_REEL = VOTE_POUR + VOTE_CONTRE + VOTE_ABSTENTION)."""
        return self.votes_for + self.votes_against + self.abstentions + self.blank

    @property
    def possible(self) -> bool:
        """Whether the totals can be: no more votes than present and represented, no more of these than in office,
        and one proxy at most for each member present (CGCT L2121-20)."""
        there = self.present + self.represented
        return self.voting <= there <= self.in_office and self.represented <= self.present

    @property
    def carried(self) -> bool:
        """Whether it is adopted: the majority of the votes cast, or a tie broken in a public vote (CGCT L2121-20)."""
        tie = self.votes_for == self.votes_against > 0
        tie_broken = tie and self.casting_vote and not self.secret and self.majority.is_simple
        return tie_broken or self.majority.reached(self.votes_for, self.votes_against)


class DecisionArticle(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An article of a decision, so that effects can be partial."""

    article: ArticleNumber
    title: Label


def number_tag(kind: DecisionKind, number: str) -> str:
    """The tag of a number, however it is written: each kind of decision has a series of its own."""
    return f"number:{kind.lower()}:{'-'.join(re.findall('[0-9a-z]+', number.casefold()))}"


class DecisionFact(Fact, frozen=True, kw_only=True):
    """A fact of one decision."""

    decision: Slug

    def tags(self) -> tuple[str, ...]:
        return (f"decision:{self.decision}",)


class DecisionDraftFact(DecisionFact, frozen=True, kw_only=True):
    """What was put to the vote, or signed: the columns of an open-data export are all here."""

    founds = True
    kind: DecisionKind
    title: Text
    """Subject (SCDL DELIB_OBJET)."""
    number: DecisionNumber | None = None
    matter: Matter | None = None
    body: Slug | None = None
    """The body that took it; None for what a person signed."""
    session: Slug | None = None
    item: Slug | None = None
    """The item of the session's agenda."""
    themes: tuple[Slug, ...] = ()
    territory: tuple[OrganizationId, ...] = ()
    votes: VoteTotals | None = None

    def tags(self) -> tuple[str, ...]:
        body = self.body and f"body:{self.body}"
        session = self.session and f"session:{self.session}"
        themes = (f"theme:{theme}" for theme in self.themes)
        number = number_tag(self.kind, self.number) if self.number else None
        return (*super().tags(), *cited(body, session, *themes, *self.territory, number))


class DecisionAdopted(DecisionDraftFact, frozen=True, kw_only=True):
    """A decision was taken: adopted by a body, or signed by a person."""

    author: PersonId | None = None
    """Who signed it alone, for an order or a president's decision."""
    signed_as: SigningQuality | None = None
    delegation: Slug | None = None
    """The delegation under which it was taken."""
    articles: tuple[DecisionArticle, ...] = ()
    enters_into_force_on: dt.date | None = None
    """Not before that day, when the decision says so."""
    individual: bool = False
    """It concerns named people: it is notified, not published (CGCT L2131-1)."""
    concerns: tuple[PersonId, ...] = ()
    creates_rights: bool = False
    """It creates rights for someone: withdrawing or abrogating it is bounded (CRPA L242-1)."""
    transmissible: bool = True
    """It must be transmitted to the prefect (CGCT L2131-2)."""
    addressed_to: OrganizationId | None = None
    """For an opinion: whom it answers."""
    document: Slug | None = None
    """For an opinion: the document that it is about."""
    budget_year: BudgetYear | None = None
    budget_name: Label | None = None
    internal_rules: bool = False
    """It adopts the assembly's internal rules, due within six months of the installation (CGCT L2121-8)."""

    def tags(self) -> tuple[str, ...]:
        people = (f"person:{who}" for who in (self.author, *self.concerns) if who)
        delegation = self.delegation and f"delegation:{self.delegation}"
        document = self.document and f"document:{self.document}"
        return (*super().tags(), *cited(*people, delegation, document, self.addressed_to))


class DecisionRejected(DecisionDraftFact, frozen=True, kw_only=True):
    """A draft was put to the vote and did not get the majority: an outcome, not a decision."""


class DecisionTransmitted(DecisionFact, frozen=True, kw_only=True):
    """A decision was received by the State's representative."""

    reference: Label | None = None
    """Of the acknowledgement of receipt."""
    prefecture: PrefectureId | None = None


class DecisionPublished(DecisionFact, frozen=True, kw_only=True):
    """A decision was published."""

    manner: PublicationManner
    url: WebAddress | None = None


class DecisionNotified(DecisionFact, frozen=True, kw_only=True):
    """A decision was notified to one whom it concerns."""

    person: PersonId | None = None
    organization: OrganizationId | None = None

    def tags(self) -> tuple[str, ...]:
        person = self.person and f"person:{self.person}"
        return (*super().tags(), *cited(person, self.organization))


class DecisionRelationFact(DecisionFact, frozen=True, kw_only=True):
    """What became of a decision, or of some of its articles (none named: of all of it)."""

    articles: tuple[ArticleNumber, ...] = ()


class DecisionChangedFact(DecisionRelationFact, frozen=True, kw_only=True):
    """What a later decision of the authority does to an earlier one."""

    by_decision: Slug
    reason: Text | None = None

    def tags(self) -> tuple[str, ...]:
        return (*super().tags(), *cited(f"decision:{self.by_decision}"))


class DecisionAmended(DecisionChangedFact, frozen=True, kw_only=True):
    """A later decision gives some articles another text, or adds some. The rest stands."""


class DecisionSuperseded(DecisionChangedFact, frozen=True, kw_only=True):
    """A later decision takes its place, for the future."""


class DecisionAbrogated(DecisionChangedFact, frozen=True, kw_only=True):
    """A later decision ends it for the future (ex nunc); nothing takes its place."""


class DecisionWithdrawn(DecisionChangedFact, frozen=True, kw_only=True):
    """A later decision takes it back: it never was in force (ex tunc)."""


class JudgmentFact(DecisionRelationFact, frozen=True, kw_only=True):
    """What a judge did to a decision; the effect of the entry is the day of the ruling."""

    court: Label
    reference: Label | None = None


class DecisionAnnulled(JudgmentFact, frozen=True, kw_only=True):
    """A judge annulled it: it never was in force, unless the judge put off or limited the effects of the annulment."""

    effect_from: dt.date | None = None
    """From when it is annulled, when the judge says so (CE Ass. 11/05/2004 Association AC!); None: ex tunc."""


class DecisionSuspended(JudgmentFact, frozen=True, kw_only=True):
    """A judge suspended it until the case is decided (CJA L521-1; CGCT L2131-6 for the prefect)."""


class SuspensionLifted(DecisionFact, frozen=True, kw_only=True):
    """The suspension ended."""

    cause: SuspensionEnd


class DecisionLapsed(DecisionRelationFact, frozen=True, kw_only=True):
    """It ceased by itself."""

    cause: LapseCause
    reason: Text | None = None


class DecisionRestored(DecisionFact, frozen=True, kw_only=True):
    """What a later decision had done to it never was, since that decision is annulled or withdrawn ex tunc."""

    by_decision: Slug
    """The later decision, which falls."""

    def tags(self) -> tuple[str, ...]:
        return (*super().tags(), *cited(f"decision:{self.by_decision}"))

    def comes_of(self, fact: Fact) -> bool:
        match fact:
            case DecisionChangedFact(decision=self.decision, by_decision=self.by_decision):
                return True  # what was recorded late of a decision that had fallen
            case DecisionAnnulled(decision=self.by_decision) | DecisionWithdrawn(decision=self.by_decision):
                return True
        return False


class LegalityObserved(DecisionFact, frozen=True, kw_only=True):
    """The prefect's letter of observations: it asks, and changes nothing by itself."""

    reference: Label | None = None
    grounds: Text | None = None
