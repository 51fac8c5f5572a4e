"""The sessions that were read with the composition of their bodies, and whether one more fact of a session is sound."""

from collections.abc import Iterator

from msgspec import Struct

from domain import composition as _composition
from domain.composition import Composition
from domain.core.entry import Draft, Entry, uncited
from domain.core.notices import Refused
from domain.facts import sessions as facts
from domain.facts.bodies import BodyKind
from domain.references import References
from domain.sessions_law import objections
from domain.sessions_notices import NotOnTheAgenda
from domain.sessions_room import Roll
from domain.sessions_state import Session, apply
from domain.things import Things


class Sittings(Struct, frozen=True):
    """The sessions that were read, and the composition of their bodies."""

    things: Things[Session] = Things()
    composition: Composition = _composition.EMPTY

    @property
    def references(self) -> References:
        """What a command may name."""
        return self.things.references

    def kind(self, body: str) -> BodyKind | None:
        """What a body is."""
        known = self.composition.bodies.get(body)
        return known.fact.kind if known else None

    def roll(self, session: Session) -> Roll:
        """Who held which seat on the day of a session."""
        known = self.composition.bodies.get(session.body)
        term = known.term_on(session.held_on) if known else None
        if known is None or term is None:
            return Roll(known.fact.kind if known else None)
        periods = self.composition.timeline(session.body, term).on(session.held_on)
        return Roll.of(known.fact.kind, periods.values())


def sound(state: Sittings, session: Session | None, draft: Draft) -> tuple[Session, Roll]:
    """The session after one more fact, which names what is known and breaks nothing that stood."""
    _check_names(state, session, draft)
    position = session.entries[-1] + 1 if session else 0
    after = apply(session, Entry.of(draft, position))
    assert after is not None
    roll = state.roll(after)
    before = objections(session, roll) if session else ()
    if new := [objection for objection in objections(after, roll) if objection not in before]:
        raise Refused(*new)
    return after, roll


def _check_names(state: Sittings, session: Session | None, draft: Draft) -> None:
    named = [uncited(tag) for tag in draft.fact.tags()[1:]]
    people = [tag.removeprefix("person:") for tag in named if tag.startswith("person:")]
    state.references.check_people(people, draft.effective_on)
    state.references.check_themes(tag.removeprefix("theme:") for tag in named if tag.startswith("theme:"))
    state.references.check_things(*(tag for tag in named if tag.startswith("session:")))
    if session is None:
        return
    for item in _items_of(draft.fact):
        if session.item(item) is None:
            known = tuple(each.item for each in session.agenda)
            raise Refused(NotOnTheAgenda(session=session.session, item=item, known=known))


def _items_of(fact: object) -> Iterator[str]:
    """The items of the agenda that a fact names."""
    for name in ("before", "item"):
        if (item := getattr(fact, name, None)) is not None:
            yield item
    if isinstance(fact, facts.ClosedSessionDecided):
        yield from fact.items
    if isinstance(fact, facts.UrgencyRatified):
        yield from fact.deferred
