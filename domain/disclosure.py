"""Opening what was recorded for few: the bodies stand as they are, and more may read them from then on."""

from typing import Annotated, assert_never

from msgspec import Meta, Struct, structs

from domain.core.boundary import Boundary, about
from domain.core.command import ALREADY_TRUE, Command, Decision, Memberships
from domain.core.entry import UNRECORDED, Disclosed, Entry, Visibility, disclosed_to
from domain.core.notices import Refusal, Refused
from domain.history import History
from domain.references import things_named

# -- commands ----------------------------------------------------------------------------------------------------------

Subject = Annotated[
    str,
    Meta(
        pattern=r"^[a-z]+(?:-[a-z]+)*:[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$",
        description="A thing of the register: arbitration:<id>, exchange:<id>, decision:<id>...",
    ),
]


class Disclose(Command, frozen=True, kw_only=True):
    """Let more people read everything recorded so far of a thing that was confidential: by default everyone."""

    subject: Subject
    to: Visibility = Visibility.PUBLIC


COMMANDS = (Disclose,)

# -- refusals ----------------------------------------------------------------------------------------------------------


class NothingToDisclose(Refusal, frozen=True, kw_only=True):
    """Nothing confidential is recorded of that thing."""

    reference: str


class NotRecordedYet(Refusal, frozen=True, kw_only=True):
    """What is to be disclosed is recorded by the same request: it has no position that a disclosure could name."""

    reference: str


# -- state -------------------------------------------------------------------------------------------------------------


class State(Struct, frozen=True):
    """The entries of the thing and of those that it names, and who may read them."""

    own: tuple[Entry, ...] = ()
    disclosures: tuple[Entry, ...] = ()


EMPTY = State()

# -- evolve ------------------------------------------------------------------------------------------------------------


def evolve(state: State, entry: Entry) -> State:
    """Fold one standing entry."""
    if isinstance(entry.fact, Disclosed):
        return structs.replace(state, disclosures=(*state.disclosures, entry))
    return structs.replace(state, own=(*state.own, entry))


# -- decide ------------------------------------------------------------------------------------------------------------

DisclosureCommand = Disclose


def decide(state: State, command: DisclosureCommand, memberships: Memberships) -> Decision:
    """What the command comes to.

    Raises:
        Refused: NothingToDisclose, NotRecordedYet.
    """
    match command:
        case Disclose():
            return _disclose(state, command)
    assert_never(command)


def _disclose(state: State, command: Disclose) -> Decision:
    own = [e for e in state.own if e.fact.tags()[0] == command.subject]
    sealed = [e for e in own if e.visibility.level > command.to.level]
    if not sealed:
        raise Refused(NothingToDisclose(reference=command.subject))
    opened = disclosed_to(state.disclosures)
    hidden = [e for e in sealed if opened.get(e.position, e.visibility.level) > command.to.level]
    if not hidden:
        return ALREADY_TRUE
    if any(e.position >= UNRECORDED for e in hidden):
        raise Refused(NotRecordedYet(reference=command.subject))
    fact = Disclosed(
        entries=tuple(sorted(e.position for e in hidden)),
        to=command.to,
        about=tuple(dict.fromkeys(tag for e in hidden for tag in e.fact.tags())),
    )
    # A disclosure is read by those whom it lets read, whatever the command says of itself.
    return Decision((structs.replace(command.leads_to(fact), visibility=command.to),))


# -- boundary ----------------------------------------------------------------------------------------------------------


def boundary(command: DisclosureCommand, history: History) -> Boundary:
    """What the decision depends on: everything of that thing, and whether what it names may be spoken of."""
    named = (tag for e in history.about(command.subject) for tag in things_named(e.fact))
    return about(command.subject, *named)
