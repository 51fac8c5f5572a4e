"""Why a decision is not recorded as asked, or recorded with a caution."""

import datetime as dt

from domain.core.notices import Caution, Refusal
from domain.decision_state import DecisionState
from domain.facts.decisions import DecisionKind


class VotesImpossible(Refusal, frozen=True, kw_only=True):
    """The totals of a vote cannot be: more votes than voters, more voters than members, more proxies than present."""

    rule = "CGCT L2121-20"
    decision: str
    in_office: int
    present: int
    represented: int
    voting: int


class MajorityNotReached(Refusal, frozen=True, kw_only=True):
    """An adopted decision has more votes for than against, or a tie that the president broke."""

    rule = "CGCT L2121-20"
    decision: str
    votes_for: int
    votes_against: int


class MajorityReached(Refusal, frozen=True, kw_only=True):
    """A draft with the majority is adopted, not rejected."""

    rule = "CGCT L2121-20"
    decision: str
    votes_for: int
    votes_against: int


class NoCastingVote(Refusal, frozen=True, kw_only=True):
    """The president's vote breaks a tie alone, and never in a secret ballot."""

    rule = "CGCT L2121-20"
    decision: str
    votes_for: int
    votes_against: int


class BodyCannotTake(Refusal, frozen=True, kw_only=True):
    """The assembly deliberates; the bureau takes delegated decisions."""

    rule = "CGCT L5211-10"
    decision: str
    taken: DecisionKind
    body: str


class NotThePresident(Refusal, frozen=True, kw_only=True):
    """The author of an order or of a president's decision neither presides nor acts on that day."""

    rule = "CGCT L5211-9, L2122-17"
    decision: str
    person: str
    body: str
    on: dt.date


class OneTakesIt(Refusal, frozen=True, kw_only=True):
    """A delegated decision is the bureau's or the president's: exactly one."""

    rule = "CGCT L5211-10"
    decision: str


class BudgetHalfNamed(Refusal, frozen=True, kw_only=True):
    """A budget is named by its year and its name together."""

    rule = "SCDL délibérations 2.1.5"
    decision: str


class BeforeAdoption(Refusal, frozen=True, kw_only=True):
    """Nothing happens to a decision before it is taken."""

    rule = "CGCT L2131-1"
    decision: str
    on: dt.date
    adopted_on: dt.date


class WasRejected(Refusal, frozen=True, kw_only=True):
    """A rejected draft is no decision: nothing can happen to it."""

    decision: str
    rejected_on: dt.date


class AlreadyTransmitted(Refusal, frozen=True, kw_only=True):
    """The decision was received by the State's representative already."""

    rule = "CGCT L2131-1"
    decision: str
    transmitted_on: dt.date
    entry: int


class RelatesToItself(Refusal, frozen=True, kw_only=True):
    """A decision does not change itself."""

    decision: str


class UnknownArticle(Refusal, frozen=True, kw_only=True):
    """The decision has no such articles."""

    decision: str
    articles: tuple[str, ...]
    known: tuple[str, ...]


class NoLongerStands(Refusal, frozen=True, kw_only=True):
    """The decision, or the article, had ended already by that day."""

    decision: str
    state: DecisionState
    since: dt.date
    entry: int


class SuspendedAlready(Refusal, frozen=True, kw_only=True):
    """The decision is suspended already on that day."""

    rule = "CJA L521-1"
    decision: str
    since: dt.date
    entry: int


class NotSuspendedThen(Refusal, frozen=True, kw_only=True):
    """The decision is not suspended on that day."""

    rule = "CJA L521-1"
    decision: str
    on: dt.date


class MatterUnknown(Caution, frozen=True, kw_only=True):
    """The matter is not in the national nomenclature as this register knows it."""

    rule = "Nomenclature ACTES"
    decision: str
    matter: str


class NumberTaken(Caution, frozen=True, kw_only=True):
    """Another decision of that kind bears the same number."""

    decision: str
    number: str
    other: str
    adopted_on: dt.date


class DelegationNotNamed(Caution, frozen=True, kw_only=True):
    """A delegated decision rests on a delegation, and none is named."""

    rule = "CGCT L5211-10"
    decision: str


class PresenceBelowQuorum(Caution, frozen=True, kw_only=True):
    """Fewer present than the quorum: lawful only after a second convocation, or with members recused."""

    rule = "CGCT L2121-17, L2131-11"
    decision: str
    present: int
    needed: int


class MembersInOfficeDiffer(Caution, frozen=True, kw_only=True):
    """The register counts another number of members in office."""

    decision: str
    body: str
    on: dt.date
    in_office: int
    registered: int


class OutgoingBody(Caution, frozen=True, kw_only=True):
    """Between the general renewal and the installation, the outgoing body sees to current business alone."""

    rule = "CGCT L5211-8"
    decision: str
    body: str
    on: dt.date


class RetroactiveForce(Caution, frozen=True, kw_only=True):
    """A decision does not apply to the past."""

    rule = "CE Ass. 25/06/1948, Société du journal L'Aurore"
    decision: str
    enters_into_force_on: dt.date


class TransmittedLate(Caution, frozen=True, kw_only=True):
    """An individual decision is transmitted within fifteen days of its signature."""

    rule = "CGCT L2131-1"
    decision: str
    due: dt.date


class TakenBackLate(Caution, frozen=True, kw_only=True):
    """Taken back more than four months after it was taken: lawful only on demand of whom it benefits, or by a text."""

    rule = "CRPA L242-1, L243-3"
    decision: str
    due: dt.date


class OtherAuthority(Caution, frozen=True, kw_only=True):
    """A decision is changed by the authority that took it, in the same form, unless a text says otherwise."""

    rule = "Parallélisme des compétences et des formes"
    decision: str
    by_decision: str


class NotYetBinding(Caution, frozen=True, kw_only=True):
    """The later decision is not in force on the day from which it is said to change the earlier one."""

    rule = "CGCT L2131-1"
    decision: str
    by_decision: str
    on: dt.date
