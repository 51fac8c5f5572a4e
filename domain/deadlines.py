"""What is due: every date by which something is to be done or ends, with its article and the entry that it comes from.

A slice says of each of its things what is still due (``deadlines(thing)``); the projection keeps it on one agenda for
as long as it is to be done. Whether it is late depends on the day that one asks for.
"""

import datetime as dt
from enum import StrEnum
from typing import Final

from msgspec import Struct

from domain.core.identifiers import OrganizationId, PersonId

TITLE: Final = 200
"""Characters of a title on the agenda."""


class DeadlineKind(StrEnum):
    """What is due."""

    PRESIDENT_ELECTION = "PRESIDENT_ELECTION"
    DELEGATE_REPLACEMENT = "DELEGATE_REPLACEMENT"
    INSTALLATION = "INSTALLATION"
    INTERNAL_RULES = "INTERNAL_RULES"
    TERM_ENDS = "TERM_ENDS"
    DELEGATION_ENDS = "DELEGATION_ENDS"
    RETENTION_VOTE = "RETENTION_VOTE"
    REQUESTED_SESSION = "REQUESTED_SESSION"
    DELIBERATION_LIST = "DELIBERATION_LIST"
    MINUTES = "MINUTES"
    URGENCY_RATIFICATION = "URGENCY_RATIFICATION"
    TRANSMISSION = "TRANSMISSION"
    FOLLOW_UP = "FOLLOW_UP"
    ARBITRATION_REVIEW = "ARBITRATION_REVIEW"
    PACT_ADOPTION = "PACT_ADOPTION"
    PACT_OPINION = "PACT_OPINION"
    DOCUMENT_CHECK = "DOCUMENT_CHECK"
    CONTRACT_REVIEW = "CONTRACT_REVIEW"
    CONTRACT_ENDS = "CONTRACT_ENDS"
    SCHEME_ANALYSIS = "SCHEME_ANALYSIS"
    SCHEME_VOTE = "SCHEME_VOTE"
    REVIEW_CONDITION = "REVIEW_CONDITION"
    BRIEFING_PLANNED = "BRIEFING_PLANNED"
    BRIEFING_ANSWER = "BRIEFING_ANSWER"
    COUNCIL_BRIEFING = "COUNCIL_BRIEFING"
    SECONDMENT_ENDS = "SECONDMENT_ENDS"
    AGREEMENT_ENDS = "AGREEMENT_ENDS"
    ACTION_ENDS = "ACTION_ENDS"
    INDICATOR_TARGET = "INDICATOR_TARGET"


class Deadline(Struct, frozen=True, kw_only=True):
    """A date by which something is to be done, or on which something ends."""

    kind: DeadlineKind
    due: dt.date
    """The last day on which it is in time; for what ends, the day of the end."""
    entry: int
    """Position of the entry that it comes from."""
    rule: str = ""
    """The article, or the local rule; empty for a date that was agreed on."""
    subject: str = ""
    """The thing that it is about: pact:<id>, project:<id>, body:<id>..."""
    title: str | None = None
    organization: OrganizationId | None = None
    """Whose it is to do, or with whom."""
    person: PersonId | None = None
    """Whose it is to do."""
    passes: bool = False
    """Whether it simply passes: something ends, or silence counts as an answer. Such a date is never late."""

    def late(self, on: dt.date) -> int:
        """Days by which it is late on a day; 0 in time."""
        return 0 if self.passes else max((on - self.due).days, 0)
