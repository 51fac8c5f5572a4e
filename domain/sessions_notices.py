"""What is refused or said of sessions, but for the law of the sitting itself (``sessions_law``)."""

import datetime as dt

from domain.core.notices import Caution, Refusal


class HeldBeforeConvened(Refusal, frozen=True, kw_only=True):
    """A session is not held before its convocation is sent."""

    rule = "CGCT L2121-12"
    session: str
    sent_on: dt.date
    held_on: dt.date


class ItemNamedTwice(Refusal, frozen=True, kw_only=True):
    """Two items of an agenda bear one name."""

    session: str
    item: str


class NoSecondConvocation(Refusal, frozen=True, kw_only=True):
    """A second session needs no quorum only after a first one, of the same body, that lacked it."""

    rule = "CGCT L2121-17"
    session: str
    first: str


class FirstConvocationIrregular(Refusal, frozen=True, kw_only=True):
    """A second session needs no quorum only when the first was convened in time."""

    rule = "CGCT L2121-17"
    session: str
    first: str
    given: int
    needed: int


class SecondSessionTooEarly(Refusal, frozen=True, kw_only=True):
    """Three days at least between the first session and the second, convened after the first."""

    rule = "CGCT L2121-17"
    session: str
    held_on: dt.date
    earliest: dt.date
    sent_on: dt.date


class SessionNotOpened(Refusal, frozen=True, kw_only=True):
    """Nothing happens at a session that was not opened."""

    session: str


class SessionOpenedAlready(Refusal, frozen=True, kw_only=True):
    """A session is opened once."""

    session: str
    opened_on: dt.date


class NotOnThatDay(Refusal, frozen=True, kw_only=True):
    """What happens at a session happens on its day; what follows it, not before."""

    session: str
    on: dt.date
    held_on: dt.date


class NotOnTheAgenda(Refusal, frozen=True, kw_only=True):
    """The agenda has no such item."""

    rule = "CGCT L2121-10"
    session: str
    item: str
    known: tuple[str, ...]


class UrgencyNotClaimed(Refusal, frozen=True, kw_only=True):
    """The session was not convened in urgency: there is nothing to ratify."""

    rule = "CGCT L2121-12"
    session: str


class ShortNotice(Caution, frozen=True, kw_only=True):
    """The convocation was sent too late: what the session decides can be contested."""

    rule = "CGCT L2121-12"
    session: str
    given: int
    needed: int


class NoExplanatoryNote(Caution, frozen=True, kw_only=True):
    """No explanatory note came with the convocation."""

    rule = "CGCT L2121-12"
    session: str


class RequestedSessionLate(Caution, frozen=True, kw_only=True):
    """A session that was asked for is held within thirty days."""

    rule = "CGCT L2121-9"
    session: str
    due: dt.date


class ConferenceAskedTooOften(Caution, frozen=True, kw_only=True):
    """A third of the mayors may ask for four conferences a year."""

    rule = "CGCT L5211-11-3"
    session: str
    times: int
    limit: int


class RemoteSittingUncertain(Caution, frozen=True, kw_only=True):
    """Whether a joint syndicate may sit by videoconference is not settled."""

    rule = "CGCT L5211-11-1"
    session: str


class ItemsNewAtSecondSession(Caution, frozen=True, kw_only=True):
    """A second session does without a quorum for what the first was to decide."""

    rule = "CGCT L2121-17"
    session: str
    first: str
    items: tuple[str, ...]


class AlternateNotCalled(Caution, frozen=True, kw_only=True):
    """A proxy was given although the member has an alternate who is not there."""

    rule = "CGCT L2121-20, L5212-7"
    session: str
    giver: str
    alternates: tuple[str, ...]


class ReplacedByOwnRules(Caution, frozen=True, kw_only=True):
    """Someone sits in another's place: only the body's own rules can allow it."""

    session: str
    person: str
    seat: str


class UrgencyNotYetRatified(Caution, frozen=True, kw_only=True):
    """The assembly rules on the urgency of its convening before anything else."""

    rule = "CGCT L2121-12"
    session: str
    item: str


class QuorumLeftToOwnRules(Caution, frozen=True, kw_only=True):
    """A bureau that does not act for the assembly follows its own rules: the law's quorum was not reached."""

    rule = "CGCT L5211-10"
    session: str
    item: str
    present: int
    needed: int


class AdvisoryBodyVoted(Caution, frozen=True, kw_only=True):
    """A committee prepares and advises: its vote decides nothing."""

    rule = "CGCT L2121-22"
    session: str
    item: str


class ReadByFewer(Caution, frozen=True, kw_only=True):
    """It is recorded for fewer than the convening: the others are shown a quorum and votes that leave it out."""

    session: str


class PublishedLate(Caution, frozen=True, kw_only=True):
    """The list, or the minutes, came after the week that the law gives."""

    rule = "CGCT L2121-15, L2121-25"
    session: str
    due: dt.date


class MinutesNotApproved(Caution, frozen=True, kw_only=True):
    """The minutes that were published are not known to be approved."""

    rule = "CGCT L2121-15"
    session: str
