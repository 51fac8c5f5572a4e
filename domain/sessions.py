"""Sittings of the authority's bodies: convening, attendance, quorum, votes, and what follows them.

The commands stand in ``sessions_commands``, what is known in ``sessions_known``, refusals and cautions in
``sessions_notices``; the refusals of the law itself in ``sessions_law``, which looks at the session as it would be.
What the law leaves uncertain, or a body to its own rules, warns (``sessions_cautions``).
"""

from collections.abc import Callable, Iterator
from typing import assert_never

from domain import composition as _composition
from domain.composition import boundary_of_body
from domain.core.boundary import Boundary, about
from domain.core.command import ALREADY_TRUE, Decision, Memberships
from domain.core.entry import Entry, cited, uncited
from domain.core.notices import Caution, Refused
from domain.facts import sessions as facts
from domain.facts.sessions import SessionFact
from domain.history import History
from domain.references import boundary_of
from domain.sessions_cautions import (
    asked_by_mayors,
    convening_cautions,
    entry_cautions,
    list_cautions,
    minutes_cautions,
    notice_cautions,
    reading_cautions,
    vote_cautions,
)
from domain.sessions_commands import (
    LEADS_TO,
    AdjournSession,
    ApproveMinutes,
    ConveneSession,
    DecideClosedSession,
    EndSession,
    OpenSession,
    PublishDeliberationList,
    PublishMinutes,
    RatifyUrgency,
    RecordLackOfQuorum,
    RecordMemberArrival,
    RecordMemberDeparture,
    RecordProxy,
    RecordRecusal,
    RecordSessionVote,
    RevokeProxy,
    SendConferenceOpinion,
    SessionCommand,
    fact_of,
)
from domain.sessions_known import Sittings, sound
from domain.sessions_notices import (
    FirstConvocationIrregular,
    HeldBeforeConvened,
    ItemNamedTwice,
    NoSecondConvocation,
    NotOnThatDay,
    SecondSessionTooEarly,
    SessionNotOpened,
    SessionOpenedAlready,
    UrgencyNotClaimed,
)
from domain.sessions_room import Roll, convocation
from domain.sessions_state import Session, apply

# -- commands ----------------------------------------------------------------------------------------------------------

COMMANDS = tuple(LEADS_TO)

# -- state -------------------------------------------------------------------------------------------------------------

EMPTY = Sittings()

# -- evolve ------------------------------------------------------------------------------------------------------------


def evolve(state: Sittings, entry: Entry) -> Sittings:
    """Fold one standing entry, in legal order."""
    return Sittings(
        things=state.things.after(entry, SessionFact, apply), composition=_composition.evolve(state.composition, entry)
    )


# -- decide ------------------------------------------------------------------------------------------------------------


def decide(state: Sittings, command: SessionCommand, memberships: Memberships) -> Decision:
    """What the command comes to.

    Raises:
        Refused: any of the refusals of ``sessions_notices`` and of ``sessions_law``, AlreadyFounded, UnknownReference,
            UnknownPerson, PersonIsDead, UnknownBody.
    """
    match command:
        case ConveneSession():
            return _convene(state, command)
        case OpenSession():
            return _open(state, command)
        case RecordSessionVote():
            return _vote(state, command)
        case RecordProxy() | RecordMemberArrival():
            return _enter(state, command)
        case RatifyUrgency():
            return _ratify(state, command)
        case AdjournSession():
            return _adjourn(state, command)
        case ApproveMinutes():
            return _follow(state, command, lambda _: ())
        case PublishMinutes():
            return _follow(state, command, lambda session: minutes_cautions(session, command.on))
        case PublishDeliberationList():
            return _follow(state, command, lambda session: list_cautions(session, command.on))
        case SendConferenceOpinion():
            return _follow(state, command, lambda _: ())
        case (
            RecordMemberDeparture()
            | RevokeProxy()
            | RecordRecusal()
            | DecideClosedSession()
            | RecordLackOfQuorum()
            | EndSession()
        ):
            return _happen(state, command, lambda *_: ())
    assert_never(command)


Cautions = Callable[[Session, Roll], "Iterator[Caution] | tuple[Caution, ...]"]


def _happen(state: Sittings, command: SessionCommand, cautions: Cautions) -> Decision:
    """Something happened at an opened session: in order, and against nothing recorded of it."""
    draft = command.leads_to(fact_of(command))
    if state.references.says(draft):
        return ALREADY_TRUE
    session = state.things.the(f"session:{command.session}")
    if session.opened_on is None:
        raise Refused(SessionNotOpened(session=session.session))
    # A session may last beyond midnight.
    if not 0 <= (command.on - session.held_on).days <= 1:
        raise Refused(NotOnThatDay(session=session.session, on=command.on, held_on=session.held_on))
    after, roll = sound(state, session, draft)
    return Decision((draft,), (*reading_cautions(state, draft), *cautions(after, roll)))


# -- convening ---------------------------------------------------------------------------------------------------------


def _convene(state: Sittings, command: ConveneSession) -> Decision:
    draft = command.leads_to(fact_of(command))
    if state.references.says(draft):
        return ALREADY_TRUE
    state.references.check_new(draft)
    state.composition.body_on(command.body, command.held_on)
    if command.held_on < command.on:
        raise Refused(HeldBeforeConvened(session=command.session, sent_on=command.on, held_on=command.held_on))
    items = [each.item for each in command.agenda]
    if twice := next((item for item in items if items.count(item) > 1), None):
        raise Refused(ItemNamedTwice(session=command.session, item=twice))
    session, roll = sound(state, None, draft)
    first = _check_first(state, command) if command.second_of else None
    return Decision((draft,), (*notice_cautions(session, roll), *convening_cautions(state, session, roll, first)))


def _check_first(state: Sittings, command: ConveneSession) -> Session:
    """The session without quorum that a second one follows (CGCT L2121-17)."""
    first = state.things.the(f"session:{command.second_of}")
    if first.body != command.body or not first.without_quorum:
        raise Refused(NoSecondConvocation(session=command.session, first=first.session))
    called = convocation(first, state.kind(first.body))
    if not called.regular:
        raise Refused(
            FirstConvocationIrregular(
                session=command.session,
                first=first.session,
                given=called.clear_days_given,
                needed=called.clear_days_needed or 0,
            )
        )
    draft = apply(None, Entry.of(command.leads_to(fact_of(command)), 0))
    assert draft is not None
    second = convocation(draft, state.kind(first.body), first.held_on)
    if not second.regular:
        raise Refused(
            SecondSessionTooEarly(
                session=command.session,
                held_on=command.held_on,
                earliest=second.not_before or command.held_on,
                sent_on=command.on,
            )
        )
    return first


# -- the sitting -------------------------------------------------------------------------------------------------------


def _open(state: Sittings, command: OpenSession) -> Decision:
    draft = command.leads_to(fact_of(command))
    if state.references.says(draft):
        return ALREADY_TRUE
    session = state.things.the(f"session:{command.session}")
    if session.opened_on is not None:
        raise Refused(SessionOpenedAlready(session=session.session, opened_on=session.opened_on))
    if command.on != session.held_on:
        raise Refused(NotOnThatDay(session=session.session, on=command.on, held_on=session.held_on))
    after, roll = sound(state, session, draft)
    return Decision((draft,), (*reading_cautions(state, draft), *entry_cautions(after, roll, draft.fact)))


def _enter(state: Sittings, command: RecordProxy | RecordMemberArrival) -> Decision:
    fact = fact_of(command)
    return _happen(state, command, lambda after, roll: entry_cautions(after, roll, fact))


def _vote(state: Sittings, command: RecordSessionVote) -> Decision:
    return _happen(state, command, lambda session, roll: vote_cautions(session, roll, command))


def _ratify(state: Sittings, command: RatifyUrgency) -> Decision:
    known = state.things.get(f"session:{command.session}")
    if known is not None and not known.urgent:
        raise Refused(UrgencyNotClaimed(session=command.session))
    return _happen(state, command, lambda *_: ())


def _adjourn(state: Sittings, command: AdjournSession) -> Decision:
    """A session that was not opened can be put off as a whole, from its convening until its day."""
    draft = command.leads_to(fact_of(command))
    if state.references.says(draft):
        return ALREADY_TRUE
    session = state.things.the(f"session:{command.session}")
    if session.opened_on is not None:
        return _happen(state, command, lambda *_: ())
    if session.place_of(command.before):
        raise Refused(SessionNotOpened(session=session.session))
    if not session.sent_on <= command.on <= session.held_on:
        raise Refused(NotOnThatDay(session=session.session, on=command.on, held_on=session.held_on))
    sound(state, session, draft)
    return Decision((draft,))


# -- what follows ------------------------------------------------------------------------------------------------------


def _follow(
    state: Sittings,
    command: ApproveMinutes | PublishMinutes | PublishDeliberationList | SendConferenceOpinion,
    cautions: Callable[[Session], Iterator[Caution] | tuple[Caution, ...]],
) -> Decision:
    draft = command.leads_to(fact_of(command))
    if state.references.says(draft):
        return ALREADY_TRUE
    session = state.things.the(f"session:{command.session}")
    if session.opened_on is None:
        raise Refused(SessionNotOpened(session=session.session))
    if command.on < session.held_on:
        raise Refused(NotOnThatDay(session=session.session, on=command.on, held_on=session.held_on))
    after, _ = sound(state, session, draft)
    return Decision((draft,), tuple(cautions(after)))


# -- boundary ----------------------------------------------------------------------------------------------------------


def boundary(command: SessionCommand, history: History) -> Boundary:
    """What the decision depends on: the session, who sat that day, and whom and what the command names."""
    own = f"session:{command.session}"
    named = [uncited(tag) for tag in fact_of(command).tags()[1:]]
    wanted = about(own) | boundary_of(
        *(tag for tag in named if tag.startswith("session:")),
        people=[tag.removeprefix("person:") for tag in named if tag.startswith("person:")],
        themes=[tag.removeprefix("theme:") for tag in named if tag.startswith("theme:")],
    )
    if isinstance(command, ConveneSession):
        wanted |= boundary_of_body(history, command.body, command.held_on)
        body = _composition.fold(history.about("bodies")).bodies.get(command.body)
        if asked_by_mayors(command.initiative, body.fact.kind if body else None):
            wanted |= about(*cited(f"body:{command.body}"))
        return wanted
    for entry in history.about(own):
        if isinstance(entry.fact, facts.SessionConvened):
            wanted |= boundary_of_body(history, entry.fact.body, entry.fact.held_on)
    return wanted
