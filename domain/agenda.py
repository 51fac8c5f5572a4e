"""What is still due of each kind of thing: one small function for each, read in one place.

Each is given a thing as it is from some day on, and says what remains to be done or to end in that state; what is done
is said no more. The delays are the rules' (``domain/rules``), the dates the law's or those that were agreed on.
"""

from collections.abc import Iterator

from domain.arbitrations_life import Arbitration, FollowUp
from domain.briefing_life import Briefing
from domain.contracts import Contract
from domain.deadlines import TITLE, Deadline, DeadlineKind
from domain.decision_state import DecisionRecord
from domain.pact_life import GovernancePact
from domain.rules import decisions as decision_rules
from domain.rules import pact as pact_rules
from domain.rules import sessions as session_rules
from domain.scheme_life import Scheme
from domain.sessions_state import Session, SessionState
from domain.strategy_action import FINAL, ProgrammeAction
from domain.strategy_indicator import TrajectoryIndicator


def of_session(session: Session) -> Iterator[Deadline]:
    """The list of deliberations and the minutes to publish, an urgency to rule on, the second session to hold."""
    first = session.entries[0]
    if session.state is SessionState.ENDED and session.list_published_on is None and _deliberated(session):
        yield Deadline(
            kind=DeadlineKind.DELIBERATION_LIST,
            due=session_rules.deliberation_list_due(session.held_on),
            entry=session.entries[-1],
            rule=session_rules.PUBLICATION_DAYS.article,
            title=session.session,
        )
    if session.minutes_approved_on is not None and session.minutes_published_on is None:
        yield Deadline(
            kind=DeadlineKind.MINUTES,
            due=session_rules.minutes_publication_due(session.minutes_approved_on),
            entry=session.entries[-1],
            rule=session_rules.MINUTES_PUBLICATION_DAYS.article,
            title=session.session,
        )
    if session.urgent and not session.urgency_ruled:
        yield Deadline(
            kind=DeadlineKind.URGENCY_RATIFICATION,
            due=session_rules.urgency_ruling_due(session.held_on),
            entry=first,
            rule=session_rules.CLEAR_DAYS_URGENT.article,
            title=session.session,
        )
    if session.requested_on is not None and session.opened_on is None:
        yield Deadline(
            kind=DeadlineKind.REQUESTED_SESSION,
            due=session_rules.requested_session_due(session.requested_on),
            entry=first,
            rule=session_rules.REQUESTED_SESSION_DAYS.article,
            title=session.session,
        )


def _deliberated(session: Session) -> bool:
    """Whether something was decided, and not advised only."""
    return any(not vote.opinion for vote in session.votes)


def of_decision(decision: DecisionRecord) -> Iterator[Deadline]:
    """An individual act to transmit within fifteen days; others bind as soon as they are sent and published."""
    if decision.rejected or not (decision.individual and decision.transmissible) or decision.transmissions:
        return
    yield Deadline(
        kind=DeadlineKind.TRANSMISSION,
        due=decision_rules.transmission_due(decision.adopted_on),
        entry=decision.entries[0],
        rule=decision_rules.INDIVIDUAL_TRANSMISSION_DAYS.article,
        title=decision.title[:TITLE],
        person=decision.author,
    )


def of_arbitration(arbitration: Arbitration) -> Iterator[Deadline]:
    """The day on which a settlement is to be looked at again."""
    outcome = arbitration.outcome
    if outcome is not None and outcome.review_on is not None:
        yield Deadline(
            kind=DeadlineKind.ARBITRATION_REVIEW,
            due=outcome.review_on,
            entry=arbitration.reviews[-1].entry if arbitration.reviews else outcome.entry,
            title=arbitration.subject,
        )


def of_follow_up(follow_up: FollowUp) -> Iterator[Deadline]:
    """What is to be done so that a settlement comes true, by its owner."""
    if follow_up.closed_on is None:
        yield Deadline(
            kind=DeadlineKind.FOLLOW_UP,
            due=follow_up.due_on,
            entry=follow_up.entries[0],
            title=follow_up.title,
            organization=follow_up.organization,
            person=follow_up.person,
        )


def of_pact(pact: GovernancePact) -> Iterator[Deadline]:
    """Its adoption, and the opinions of the councils that were sent a draft: silence counts as one."""
    if pact.ended_on is not None:
        return
    if pact.adopted_on is None and pact.due is not None:
        yield Deadline(
            kind=DeadlineKind.PACT_ADOPTION,
            due=pact.due,
            entry=pact.debates[-1].entry,
            rule=pact_rules.PACT_MONTHS.article,
            organization=pact.organization,
        )
    given = {(opinion.commune, opinion.amendment) for opinion in pact.opinions}
    for sent in pact.transmissions:
        if pact.adopted_on is not None and sent.amendment is None:
            continue
        for commune in sent.communes:
            if (commune, sent.amendment) not in given:
                yield Deadline(
                    kind=DeadlineKind.PACT_OPINION,
                    due=pact_rules.opinion_due(sent.on),
                    entry=sent.entry,
                    rule=pact_rules.PACT_OPINION_MONTHS.article,
                    organization=commune,
                    passes=True,
                )


def of_contract(contract: Contract) -> Iterator[Deadline]:
    """Its next review, and its end."""
    if contract.ended_on is not None:
        return
    if contract.next_review_on is not None:
        yield Deadline(
            kind=DeadlineKind.CONTRACT_REVIEW,
            due=contract.next_review_on,
            entry=contract.reviews[-1].entry,
            title=contract.title,
        )
    if contract.runs_until is not None:
        yield Deadline(
            kind=DeadlineKind.CONTRACT_ENDS,
            due=contract.runs_until,
            entry=contract.entries[0],
            title=contract.title,
            passes=True,
        )


def of_scheme(scheme: Scheme) -> Iterator[Deadline]:
    """The analysis and the vote within six years, without which the SCoT lapses."""
    cycle = scheme.cycle
    if scheme.ended_on is None and cycle is not None and cycle.revision_voted_on is None:
        yield Deadline(
            kind=DeadlineKind.SCHEME_VOTE if cycle.analysed_on else DeadlineKind.SCHEME_ANALYSIS,
            due=cycle.due_on,
            entry=cycle.entry,
            rule=cycle.article,
            title=scheme.title,
        )


def of_briefing(briefing: Briefing) -> Iterator[Deadline]:
    """The day for which it is planned; the questions that wait for an answer, since the day they were asked."""
    if briefing.held_on is None and briefing.cancelled_on is None and briefing.planned_for is not None:
        for commune in briefing.communes:
            yield Deadline(
                kind=DeadlineKind.BRIEFING_PLANNED,
                due=briefing.planned_for,
                entry=briefing.entries[0],
                organization=commune,
                person=briefing.by[0] if briefing.by else None,
            )
    for question in briefing.open_questions:
        yield Deadline(
            kind=DeadlineKind.BRIEFING_ANSWER,
            due=question.asked_on,
            entry=question.entry,
            title=question.text[:TITLE],
            organization=question.commune or (briefing.communes[0] if briefing.communes else None),
        )


def of_action(action: ProgrammeAction) -> Iterator[Deadline]:
    """The last day of an action that is neither completed nor given up."""
    if action.ends_on is not None and action.state not in FINAL:
        yield Deadline(
            kind=DeadlineKind.ACTION_ENDS,
            due=action.ends_on,
            entry=action.steps[-1].entry,
            title=action.title,
            organization=action.organization,
            person=action.person,
        )


def of_indicator(indicator: TrajectoryIndicator) -> Iterator[Deadline]:
    """The dated targets of an indicator that is followed: a date to hold it against, not a task."""
    if indicator.dropped_on is None:
        for target in indicator.targets:
            yield Deadline(
                kind=DeadlineKind.INDICATOR_TARGET,
                due=target.by,
                entry=target.entry,
                title=f"{indicator.title} : {target.value} {indicator.unit}"[:TITLE],
                organization=target.organization,
                passes=True,
            )
