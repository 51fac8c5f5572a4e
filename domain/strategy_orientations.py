"""Orientations of the PAS, of the DOO and of its DAACL: what the strategy says, version after version."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, structs

from domain.core.boundary import Boundary, about
from domain.core.command import ALREADY_TRUE, Command, Decision
from domain.core.entry import Act, Draft, Entry
from domain.core.identifiers import Label, Slug, Text
from domain.core.notices import Refusal, Refused
from domain.facts.strategy import (
    OrientationFact,
    OrientationRevised,
    OrientationSet,
    OrientationWithdrawn,
    StrategyPart,
)
from domain.history import History
from domain.references import References, boundary_of
from domain.rules.strategy import pas_horizon

# -- commands ----------------------------------------------------------------------------------------------------------


class SetOrientation(Command, frozen=True, kw_only=True):
    """Record an orientation of the PAS, of the DOO or of its DAACL, in its first version."""

    orientation: Slug
    part: StrategyPart
    number: Label
    """As the document numbers it: 1.2, P14."""
    title: Label
    text: Text | None = None
    themes: tuple[Slug, ...] = ()
    within: Slug | None = None
    """The orientation that it details: a prescription of the DOO within an orientation of the PAS."""
    scheme: Slug | None = None


class ReviseOrientation(Command, frozen=True, kw_only=True):
    """Record a new version of an orientation, whole: what is not said again is no longer in it."""

    orientation: Slug
    number: Label
    title: Label
    text: Text | None = None
    themes: tuple[Slug, ...] = ()
    within: Slug | None = None


class WithdrawOrientation(Command, frozen=True, kw_only=True):
    """Record that an orientation is in force no more."""

    orientation: Slug
    reason: Text | None = None


OrientationCommand = SetOrientation | ReviseOrientation | WithdrawOrientation

# -- refusals ----------------------------------------------------------------------------------------------------------


class OrientationNotInForce(Refusal, frozen=True, kw_only=True):
    """An orientation is not in force on that day: not yet, or no more."""

    orientation: str
    on: dt.date


class OrientationCycle(Refusal, frozen=True, kw_only=True):
    """An orientation would be within itself, through others, on some day."""

    orientation: str
    within: str
    on: dt.date


class OrientationRevisedLater(Refusal, frozen=True, kw_only=True):
    """An orientation cannot end before a version of it begins."""

    orientation: str
    on: dt.date
    revised_on: dt.date
    entry: int


# -- state -------------------------------------------------------------------------------------------------------------


class OrientationVersion(Struct, frozen=True, kw_only=True):
    """What an orientation says from a day on, until the next version."""

    since: dt.date
    number: Label
    title: Label
    entry: int
    text: Text | None = None
    themes: tuple[Slug, ...] = ()
    within: Slug | None = None
    act: Act | None = None


class Orientation(Struct, frozen=True, kw_only=True):
    """An orientation of the strategy, in its version in force on the day, with those before it."""

    orientation: Slug
    part: StrategyPart
    number: Label
    title: Label
    set_on: dt.date
    versions: tuple[OrientationVersion, ...]
    entries: tuple[int, ...]
    """Positions of the entries that made it what it is."""
    text: Text | None = None
    themes: tuple[Slug, ...] = ()
    within: Slug | None = None
    """The orientation that it details."""
    scheme: Slug | None = None
    withdrawn_on: dt.date | None = None
    """Excluded."""
    withdrawal_reason: Text | None = None

    @property
    def horizon_on(self) -> dt.date | None:
        """The day up to which it looks, when it is of the PAS (C. urb. L141-3)."""
        return pas_horizon(self.set_on) if self.part is StrategyPart.PAS else None

    def version_on(self, on: dt.date) -> OrientationVersion | None:
        """The version in force on a day."""
        if self.withdrawn_on is not None and self.withdrawn_on <= on:
            return None
        return next((v for v in reversed(self.versions) if v.since <= on), None)


# -- evolve ------------------------------------------------------------------------------------------------------------


def apply(orientation: Orientation | None, entry: Entry) -> Orientation | None:
    """What an orientation is after one more entry."""
    fact = entry.fact
    if isinstance(fact, OrientationSet) and orientation is None:
        return Orientation(
            orientation=fact.orientation,
            part=fact.part,
            number=fact.number,
            title=fact.title,
            text=fact.text,
            themes=fact.themes,
            within=fact.within,
            scheme=fact.scheme,
            set_on=entry.effective_on,
            versions=(_version(fact, entry),),
            entries=(entry.position,),
        )
    if orientation is None:
        return None
    orientation = structs.replace(orientation, entries=(*orientation.entries, entry.position))
    match fact:
        case OrientationRevised():
            return structs.replace(
                orientation,
                number=fact.number,
                title=fact.title,
                text=fact.text,
                themes=fact.themes,
                within=fact.within,
                versions=(*orientation.versions, _version(fact, entry)),
            )
        case OrientationWithdrawn(reason=reason):
            return structs.replace(orientation, withdrawn_on=entry.effective_on, withdrawal_reason=reason)
    return orientation


def _version(fact: OrientationSet | OrientationRevised, entry: Entry) -> OrientationVersion:
    return OrientationVersion(
        since=entry.effective_on,
        number=fact.number,
        title=fact.title,
        text=fact.text,
        themes=fact.themes,
        within=fact.within,
        act=entry.act,
        entry=entry.position,
    )


# -- decide ------------------------------------------------------------------------------------------------------------

Known = Mapping[str, Struct]
"""The slice's things by tag."""


def set_(known: Known, references: References, command: SetOrientation) -> Decision:
    """The first version of an orientation."""
    fact = OrientationSet(
        orientation=command.orientation,
        part=command.part,
        number=command.number,
        title=command.title,
        text=command.text,
        themes=command.themes,
        within=command.within,
        scheme=command.scheme,
    )
    draft = command.leads_to(fact)
    if references.says(draft):
        return ALREADY_TRUE
    references.check_new(draft)
    references.check_themes(command.themes)
    references.check_things(command.scheme and f"scheme:{command.scheme}")
    _check_parent(known, references, draft, command.within, until=None)
    return Decision((draft,))


def revise(known: Known, references: References, command: ReviseOrientation) -> Decision:
    """One more version."""
    fact = OrientationRevised(
        orientation=command.orientation,
        number=command.number,
        title=command.title,
        text=command.text,
        themes=command.themes,
        within=command.within,
    )
    draft = command.leads_to(fact)
    if references.says(draft):
        return ALREADY_TRUE
    orientation = in_force(known, references, command.orientation, command.on)
    references.check_themes(command.themes)
    later = next((v.since for v in orientation.versions if v.since > command.on), orientation.withdrawn_on)
    _check_parent(known, references, draft, command.within, until=later)
    return Decision((draft,))


def withdraw(known: Known, references: References, command: WithdrawOrientation) -> Decision:
    """The end of an orientation."""
    draft = command.leads_to(OrientationWithdrawn(orientation=command.orientation, reason=command.reason))
    if references.says(draft):
        return ALREADY_TRUE
    orientation = in_force(known, references, command.orientation, command.on)
    if orientation.withdrawn_on is not None:
        raise Refused(OrientationNotInForce(orientation=command.orientation, on=orientation.withdrawn_on))
    last = orientation.versions[-1]
    if last.since > command.on:
        raise Refused(
            OrientationRevisedLater(
                orientation=command.orientation, on=command.on, revised_on=last.since, entry=last.entry
            )
        )
    return Decision((draft,))


def in_force(known: Known, references: References, name: str, on: dt.date) -> Orientation:
    """An orientation that is in force on a day.

    Raises:
        Refused: UnknownReference, OrientationNotInForce.
    """
    references.check_thing(f"orientation:{name}")
    orientation = known[f"orientation:{name}"]
    assert isinstance(orientation, Orientation)
    if orientation.version_on(on) is None:
        raise Refused(OrientationNotInForce(orientation=name, on=on))
    return orientation


def check_in_force(known: Known, references: References, names: Sequence[str], on: dt.date) -> None:
    """Several of them.

    Raises:
        Refused: UnknownReference, OrientationNotInForce.
    """
    for name in names:
        in_force(known, references, name, on)


def _check_parent(
    known: Known, references: References, draft: Draft, within: str | None, until: dt.date | None
) -> None:
    """The orientation above exists, and on no day from the version's first to its last is anything within itself."""
    fact, on = draft.fact, draft.effective_on
    assert isinstance(fact, OrientationFact)
    if within is None:
        return
    if within == fact.orientation:
        raise Refused(OrientationCycle(orientation=fact.orientation, within=within, on=on))
    in_force(known, references, within, on)
    begun = {v.since for thing in known.values() if isinstance(thing, Orientation) for v in thing.versions}
    for day in sorted({on, *(day for day in begun if day > on and (until is None or day < until))}):
        if fact.orientation in above(known, within, day):
            raise Refused(OrientationCycle(orientation=fact.orientation, within=within, on=day))


def above(known: Known, name: str, on: dt.date) -> Iterator[str]:
    """An orientation and those above it on a day, each once: corrections may have made a ring of them."""
    seen: set[str] = set()
    following: str | None = name
    while following is not None and following not in seen:
        seen.add(following)
        yield following
        orientation = known.get(f"orientation:{following}")
        version = orientation.version_on(on) if isinstance(orientation, Orientation) else None
        following = version.within if version else None


# -- boundary ----------------------------------------------------------------------------------------------------------


def boundary(command: OrientationCommand, history: History) -> Boundary:
    """The orientation, and all that was ever above the one that it is put within."""
    own = about(f"orientation:{command.orientation}")
    match command:
        case SetOrientation(within=within, themes=themes, scheme=scheme):
            others = boundary_of(scheme and f"scheme:{scheme}", themes=themes)
        case ReviseOrientation(within=within, themes=themes):
            others = boundary_of(themes=themes)
        case _:
            return own
    return own | others | about(*(f"orientation:{name}" for name in _ever_above(within, history)))


def _ever_above(within: str | None, history: History) -> Iterator[str]:
    seen: set[str] = set()
    left = [within] if within else []
    while left:
        name = left.pop()
        if name in seen:
            continue
        seen.add(name)
        yield name
        facts = [entry.fact for entry in history.about(f"orientation:{name}")]
        left.extend(f.within for f in facts if isinstance(f, OrientationSet | OrientationRevised) and f.within)
