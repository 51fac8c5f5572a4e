"""What is refused or said of arbitrations and of exchange sessions."""

import datetime as dt

from domain.arbitrations_life import ArbitrationState
from domain.core.notices import Caution, Refusal


class ArbitrationNotInState(Refusal, frozen=True, kw_only=True):
    """An arbitration is not in a state that allows it on that day, or what was recorded later would not follow."""

    arbitration: str
    on: dt.date
    state: ArbitrationState


class OptionNotOnTable(Refusal, frozen=True, kw_only=True):
    """No such option is on the table on that day."""

    arbitration: str
    option: str
    on: dt.date


class OptionAlreadyNamed(Refusal, frozen=True, kw_only=True):
    """An option's name means one option."""

    arbitration: str
    option: str


class OutcomeUnclear(Refusal, frozen=True, kw_only=True):
    """A settlement is one option or a compromise in words: one of the two; each condition has its own name."""

    arbitration: str


class ConditionNotPending(Refusal, frozen=True, kw_only=True):
    """No such condition of the settlement is pending on that day."""

    arbitration: str
    condition: str
    on: dt.date


class FollowUpOwnerUnclear(Refusal, frozen=True, kw_only=True):
    """A follow-up action has one owner: a person or an organisation."""

    arbitration: str
    follow_up: str


class FollowUpAlreadyNamed(Refusal, frozen=True, kw_only=True):
    """A follow-up action's name means one action."""

    arbitration: str
    follow_up: str


class FollowUpNotOpen(Refusal, frozen=True, kw_only=True):
    """No such follow-up action is open on that day."""

    arbitration: str
    follow_up: str
    on: dt.date


class DueBeforeItBegins(Refusal, frozen=True, kw_only=True):
    """A review or an action is due after the day on which it is agreed, not before."""

    arbitration: str
    on: dt.date
    due_on: dt.date


class SupersededByItself(Refusal, frozen=True, kw_only=True):
    """An arbitration is superseded by another."""

    arbitration: str


class ExchangeParticipantUnclear(Refusal, frozen=True, kw_only=True):
    """Someone took part once; who is represented says by whom, and nobody else does."""

    exchange: str
    person: str


class SpeaksWithoutOffice(Caution, frozen=True, kw_only=True):
    """An EPCI's president speaks for it, and that office is not recorded on that day."""

    rule = "Seed: temps d'échanges entre présidents d'intercommunalités"
    reference: str
    person: str
    organization: str
    on: dt.date


class NotPartyToArbitration(Caution, frozen=True, kw_only=True):
    """A position was taken on behalf of who is no party to the arbitration."""

    arbitration: str
    organization: str


class ConsensusOpposed(Caution, frozen=True, kw_only=True):
    """A consensus is recorded on an option that an EPCI last opposed."""

    rule = "Seed: arbitrages entre présidents d'intercommunalités"
    arbitration: str
    option: str
    organizations: tuple[str, ...]
