"""Who may receive what: the checks that the four kinds of delegation share, with what they refuse and warn of."""

import datetime as dt
from collections.abc import Iterable, Iterator

from domain import composition
from domain.composition import SeatOf, boundary_of_body
from domain.core.boundary import Boundary, about
from domain.core.entry import Draft, Entry
from domain.core.notices import Caution, Refusal, Refused
from domain.delegations_known import FunctionDelegation, PowerDelegation, State, scope_on
from domain.delegations_retention import Loss, losses
from domain.facts.bodies import BodyKind, SeatKind
from domain.facts.delegations import (
    FUNCTIONS_TAG,
    POWERS_TAG,
    AssemblyPower,
    DelegationScope,
    FunctionsDelegated,
    PowerHolder,
    PowersDelegated,
    RepresentativeAppointed,
    SignatureDelegated,
)
from domain.facts.people import MandateKind, OfficeKind
from domain.facts.registry import LegalForm
from domain.history import History
from domain.rules.delegations import RESERVED_POWERS, loans_end

# -- refusals and cautions ---------------------------------------------------------------------------------------------


class PowersReserved(Refusal, frozen=True, kw_only=True):
    """Powers that the law keeps to the assembly."""

    rule = "CGCT L5211-10"
    delegation: str
    powers: tuple[AssemblyPower, ...]


class PowersNotNamed(Refusal, frozen=True, kw_only=True):
    """A delegation of powers names none of them."""

    rule = "CGCT L5211-10"
    delegation: str


class PowersOutOfPlace(Refusal, frozen=True, kw_only=True):
    """Powers of the assembly reach a vice-president by the president's sub-delegation alone, a representative never."""

    rule = "CGCT L5211-10"
    delegation: str
    powers: tuple[AssemblyPower, ...]


class PowersNotReceived(Refusal, frozen=True, kw_only=True):
    """The president passes on what the delegation that he names did not give him on that day."""

    rule = "CGCT L5211-10"
    under: str
    powers: tuple[AssemblyPower, ...]
    on: dt.date


class SignatureNotExtended(Refusal, frozen=True, kw_only=True):
    """The assembly did not let signature extend to these powers."""

    rule = "CGCT L5211-9"
    delegation: str
    powers: tuple[AssemblyPower, ...]


class DelegateNotOnBureau(Refusal, frozen=True, kw_only=True):
    """The president entrusts functions to vice-presidents and members of the bureau alone."""

    rule = "CGCT L5211-9"
    person: str
    on: dt.date


class DelegateIsPresident(Refusal, frozen=True, kw_only=True):
    """The president holds these functions already."""

    rule = "CGCT L5211-9"
    person: str
    on: dt.date


class DelegationEndsFirst(Refusal, frozen=True, kw_only=True):
    """A delegation would end before it begins."""

    delegation: str
    on: dt.date
    until: dt.date


class PowersUnderStatutes(Caution, frozen=True, kw_only=True):
    """In an open joint syndicate the statutes say what may be delegated."""

    rule = "CGCT L5721-2"
    delegation: str


class LoansEndWithCampaign(Caution, frozen=True, kw_only=True):
    """Delegations of loans end when the campaign for the municipal renewal opens."""

    rule = "CGCT L5211-10"
    delegation: str
    ends_on: dt.date | None
    """None while the day is not set."""


class BodyNotSitting(Caution, frozen=True, kw_only=True):
    """No term of the body concerned is recorded on that day, so what depends on it was not checked."""

    body_kind: BodyKind
    on: dt.date


class VicePresidentsFirst(Caution, frozen=True, kw_only=True):
    """Another member of the bureau may hold functions if every vice-president holds some, or is absent."""

    rule = "CGCT L5211-9"
    person: str
    without: tuple[str, ...]
    """The vice-presidents who hold none that is recorded."""


class NoOfficeThere(Caution, frozen=True, kw_only=True):
    """No office of that person in that organisation is recorded on that day."""

    rule = "CGCT L5211-9, L2122-18"
    person: str
    organization: str
    on: dt.date


class SignatureBeyondPowers(Caution, frozen=True, kw_only=True):
    """Signature extends to powers that no recorded delegation gave the president on that day."""

    rule = "CGCT L5211-9"
    delegation: str
    powers: tuple[AssemblyPower, ...]


Grant = PowersDelegated | FunctionsDelegated | SignatureDelegated | RepresentativeAppointed

# -- checks ------------------------------------------------------------------------------------------------------------


def check_grant(state: State, fact: Grant, draft: Draft) -> None:
    """What every delegation must satisfy, whatever its kind."""
    references, on = state.things.references, draft.effective_on
    references.check_new(draft)
    if fact.until is not None and fact.until <= on:
        raise Refused(DelegationEndsFirst(delegation=fact.delegation, on=on, until=fact.until))
    references.check_person(fact.person, on)
    references.check_themes(fact.scope.themes)
    references.check_things(fact.decision and f"decision:{fact.decision}")


def check_powers(state: State, delegation: str, scope: DelegationScope, on: dt.date) -> Iterator[Caution]:
    """Powers are named and none is reserved; in an open syndicate the statutes rule, and the register warns."""
    if not scope.powers:
        raise Refused(PowersNotNamed(delegation=delegation))
    reserved = tuple(power for power in scope.powers if power in RESERVED_POWERS.on(on))
    statutes = state.composition.legal_form is LegalForm.OPEN_JOINT_SYNDICATE
    if reserved and not statutes:
        raise Refused(PowersReserved(delegation=delegation, powers=reserved))
    cautions: list[Caution] = [PowersUnderStatutes(delegation=delegation)] if statutes else []
    if AssemblyPower.LOANS in scope.powers:
        cautions.append(LoansEndWithCampaign(delegation=delegation, ends_on=loans_end(on)))
    return iter(cautions)


def check_received(state: State, under: str, scope: DelegationScope, on: dt.date) -> None:
    """The president passes on powers that a delegation to him bears on that day."""
    source = state.things.the(f"delegation:{under}")
    received: tuple[AssemblyPower, ...] = ()
    if isinstance(source, PowerDelegation) and source.holder is PowerHolder.PRESIDENT and source.open_on(on):
        received = scope_on(source, on).powers
    beyond = tuple(power for power in scope.powers if power not in received)
    if beyond:
        raise Refused(PowersNotReceived(under=under, powers=beyond, on=on))


def check_no_powers(delegation: str, scope: DelegationScope) -> None:
    if scope.powers:
        raise Refused(PowersOutOfPlace(delegation=delegation, powers=scope.powers))


def check_signature_powers(state: State, delegation: str, scope: DelegationScope, on: dt.date) -> Iterator[Caution]:
    """Signature extends to the president's delegated powers, unless the assembly has said no."""
    held = [
        d
        for d in state.things.known.values()
        if isinstance(d, PowerDelegation) and d.holder is PowerHolder.PRESIDENT and d.open_on(on)
    ]
    closed = {power for d in held if d.signature_excluded for power in scope_on(d, on).powers}
    given = {power for d in held for power in scope_on(d, on).powers}
    if refused := tuple(power for power in scope.powers if power in closed):
        raise Refused(SignatureNotExtended(delegation=delegation, powers=refused))
    beyond = tuple(power for power in scope.powers if power not in given)
    return iter((SignatureBeyondPowers(delegation=delegation, powers=beyond),) if beyond else ())


def check_delegate(state: State, person: str, on: dt.date) -> Iterator[Caution]:
    """To whom the president may delegate: a caution where it rests on what others hold, which may be recorded later."""
    if not sits(state, BodyKind.BUREAU, on):
        yield BodyNotSitting(body_kind=BodyKind.BUREAU, on=on)
        return
    seats = {at.seat.kind for at in seats_in(state, BodyKind.BUREAU, person, on)}
    if SeatKind.PRESIDENT in seats:
        raise Refused(DelegateIsPresident(person=person, on=on))
    if not seats:
        raise Refused(DelegateNotOnBureau(person=person, on=on))
    without = () if SeatKind.VICE_PRESIDENT in seats else tuple(_without_functions(state, on))
    if without:
        yield VicePresidentsFirst(person=person, without=without)


def _without_functions(state: State, on: dt.date) -> Iterator[str]:
    """The vice-presidents, present and able to act, who hold no functions on a day."""
    held = [d for d in state.things.known.values() if isinstance(d, FunctionDelegation) and d.open_on(on)]
    for at in _seats(state, BodyKind.BUREAU, on):
        if at.seat.kind is not SeatKind.VICE_PRESIDENT or at.tenure is None or at.period.prevented:
            continue
        who, since = at.tenure.person, at.tenure.since
        if not any((d.person, d.organization) == (who, None) and d.granted_on >= since for d in held):
            yield who


def office_there(state: State, person: str, organization: str, on: dt.date) -> Iterator[Caution]:
    """An EPCI delegates to its bureau, a commune to deputies and councillors."""
    held = [h.held for h in state.things.references.people[person].holds_on(on) if h.organization == organization]
    municipal = organization.startswith("commune:") and MandateKind.MUNICIPAL_COUNCILLOR in held
    if not municipal and not any(isinstance(h, OfficeKind) for h in held):
        yield NoOfficeThere(person=person, organization=organization, on=on)


def _bodies(state: State, kind: BodyKind, on: dt.date) -> Iterator[tuple[str, str]]:
    """The bodies of a kind that sit on a day, and their terms."""
    for name, body in state.composition.bodies.items():
        if body.fact.kind is kind and body.exists_on(on) and (term := body.term_on(on)) is not None:
            yield name, term


def sits(state: State, kind: BodyKind, on: dt.date) -> bool:
    return any(_bodies(state, kind, on))


def _seats(state: State, kind: BodyKind, on: dt.date) -> Iterator[SeatOf]:
    for body, term in _bodies(state, kind, on):
        for period in state.composition.timeline(body, term).on(on).values():
            yield SeatOf(body, term, period)


def seats_in(state: State, kind: BodyKind, person: str, on: dt.date) -> Iterator[SeatOf]:
    return (at for at in _seats(state, kind, on) if at.tenure and at.tenure.person == person)


def functions_of(state: State) -> tuple[Entry, ...]:
    return tuple(entry for entry in state.things.references.entries if FUNCTIONS_TAG in entry.fact.tags())


def votes_on(state: State, functions: Iterable[Entry], person: str | None) -> list[Loss]:
    """The losses of all functions by that person as a vice-president, in order of time."""
    entries = sorted(functions, key=lambda entry: entry.legal_order)
    return [
        loss
        for loss in losses(entries)
        if loss.vote.person == person
        for at in seats_in(state, BodyKind.BUREAU, loss.vote.person, loss.vote.opened_on)
        if at.seat.kind is SeatKind.VICE_PRESIDENT and at.tenure and loss.opens(at.tenure.since)
    ]


# -- boundaries -------------------------------------------------------------------------------------------------------


def boundary_of_powers(history: History) -> Boundary:
    """The delegations of powers there are, and what became of them."""
    facts = (entry.fact for entry in history.about(POWERS_TAG))
    return about(POWERS_TAG, *(fact.tags()[0] for fact in facts if isinstance(fact, PowersDelegated)))


def boundary_of_bureau(history: History, on: dt.date) -> Boundary:
    """The assemblies and bureaux there are, with who sits in them on a day."""
    wanted = about("bodies")
    for name, body in composition.fold(history.about("bodies")).bodies.items():
        if body.fact.kind in (BodyKind.ASSEMBLY, BodyKind.BUREAU):
            wanted |= boundary_of_body(history, name, on)
    return wanted


def boundary_of_delegate(history: History, person: str, on: dt.date) -> Boundary:
    """Who sits on the bureau, and what the others hold if it matters: not for a vice-president (L5211-9)."""
    wanted = boundary_of_bureau(history, on)
    state = State(composition=composition.fold(history.about(*wanted.tags)))
    seats = {at.seat.kind for at in seats_in(state, BodyKind.BUREAU, person, on)}
    return wanted | about(FUNCTIONS_TAG) if seats and SeatKind.VICE_PRESIDENT not in seats else wanted


def boundary_of_withdrawal(history: History, delegation: str, on: dt.date) -> Boundary:
    """For functions of the authority itself, what else the person holds, and whether as a vice-president."""
    own = any(FUNCTIONS_TAG in entry.fact.tags() for entry in history.about(f"delegation:{delegation}"))
    return about(FUNCTIONS_TAG) | boundary_of_bureau(history, on) if own else Boundary()
