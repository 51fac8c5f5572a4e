"""Was someone empowered to sign this on that day? By which delegations, in which chain, and if not, why not."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from msgspec import Struct

from domain.delegations_known import (
    Appointment,
    FunctionDelegation,
    Granted,
    PowerDelegation,
    SignatureDelegation,
    delegate_of,
    kind_of,
    organization_of,
)
from domain.delegations_standing import DelegationEnd, DelegationState, Ties, end_of, powers_on, state_on
from domain.facts.delegations import AssemblyPower, DelegationKind, PowerHolder


class ChainHolder(StrEnum):
    """Who stands at a link of the chain from the assembly to the person who signs."""

    ASSEMBLY = "ASSEMBLY"
    PRESIDENT = "PRESIDENT"
    ACTING_PRESIDENT = "ACTING_PRESIDENT"
    EXECUTIVE_ELSEWHERE = "EXECUTIVE_ELSEWHERE"
    """The president of an EPCI, the mayor of a commune."""
    DELEGATE = "DELEGATE"


class Obstacle(StrEnum):
    """Why a person was not empowered."""

    NEVER_GRANTED = "NEVER_GRANTED"
    WITHDRAWN = "WITHDRAWN"
    EXPIRED = "EXPIRED"
    LAPSED = "LAPSED"
    LOANS_ENDED = "LOANS_ENDED"
    """The campaign for the municipal renewal had opened."""
    BUREAU_AS_A_WHOLE = "BUREAU_AS_A_WHOLE"
    """The bureau holds the power: none of its members does."""
    NOT_FROM_ABOVE = "NOT_FROM_ABOVE"
    """The president did not hold the power on that day, and so could not pass it on."""
    SIGNATURE_EXCLUDED = "SIGNATURE_EXCLUDED"
    """The assembly did not let signature extend to it."""
    PREVENTED = "PREVENTED"
    """The president was prevented: someone else acted."""


class EmpowermentDoubt(StrEnum):
    """What makes a yes less than sure."""

    PRESIDENT_CHANGED = "PRESIDENT_CHANGED"
    """The president who had granted it, or received it, was one no more: it subsists (L5211-9), and is often redone."""
    CURRENT_BUSINESS_ONLY = "CURRENT_BUSINESS_ONLY"
    """Between the renewal and the installation the outgoing see to current business alone (L5211-8)."""


class Presiding(Struct, frozen=True, kw_only=True):
    """Who sits on the bureau on the day, and who was its president when delegations were granted."""

    president: str | None = None
    prevented: bool = False
    acting: str | None = None
    members: frozenset[str] = frozenset()
    holdover: bool = False
    former: dict[dt.date, str | None] = {}
    """By day of granting: the president then."""

    def executive(self) -> str | None:
        """Who exercises the president's functions."""
        return self.acting if self.acting is not None else None if self.prevented else self.president


class Question(Struct, frozen=True, kw_only=True):
    """What is asked: who, when, in what matter."""

    person: str
    on: dt.date
    kind: DelegationKind | None = None
    theme: str | None = None
    power: AssemblyPower | None = None
    organization: str | None = None
    """Functions at an EPCI or a commune; None: of the authority itself."""

    def is_about(self, delegation: Granted) -> bool:
        """Whether a delegation bears on the matter. A signature without a theme bears on all of them."""
        scope = delegation.scope
        general = isinstance(delegation, SignatureDelegation) and not scope.themes
        elsewhere = organization_of(delegation) if isinstance(delegation, FunctionDelegation | Appointment) else None
        anywhere = isinstance(delegation, Appointment) and self.organization is None
        return (
            self.kind in (None, kind_of(delegation))
            and (self.theme is None or self.theme in scope.themes or general)
            and (self.power is None or self.power in scope.powers)
            and (anywhere or elsewhere == self.organization)
        )


class ChainLink(Struct, frozen=True, kw_only=True):
    """One who passes on, and by which delegation the next one received it."""

    holder: ChainHolder
    person: str | None = None
    delegation: str | None = None
    """By which the holder has it."""


class Ground(Struct, frozen=True, kw_only=True):
    """Why a person is empowered: the chain from the top to the person."""

    chain: tuple[ChainLink, ...]
    doubts: tuple[EmpowermentDoubt, ...] = ()


class Hindrance(Struct, frozen=True, kw_only=True):
    """Why a person is not, as far as one delegation goes."""

    reason: Obstacle
    delegation: str | None = None
    end: DelegationEnd | None = None


class Answer(Struct, frozen=True, kw_only=True):
    """Yes if there is a ground; and whatever stood in the way."""

    grounds: tuple[Ground, ...]
    hindrances: tuple[Hindrance, ...]

    @property
    def empowered(self) -> bool:
        """Whether the person was."""
        return bool(self.grounds)


def answer(question: Question, delegations: Iterable[Granted], ties: Ties, bureau: Presiding) -> Answer:
    """Whether the person was empowered, from the person's delegations and the assembly's to president and bureau."""
    found = list(_findings(question, list(delegations), ties, bureau))
    grounds = tuple(each for each in found if isinstance(each, Ground))
    hindrances = tuple(each for each in found if isinstance(each, Hindrance))
    if not found:
        hindrances = (Hindrance(reason=Obstacle.NEVER_GRANTED),)
    return Answer(grounds=grounds, hindrances=hindrances)


def _findings(
    question: Question, delegations: Sequence[Granted], ties: Ties, bureau: Presiding
) -> Iterator[Ground | Hindrance]:
    delegations = [d for d in delegations if d.granted_on <= question.on]
    concerned = [d for d in delegations if question.is_about(d)]
    from_assembly = [
        d
        for d in delegations
        if isinstance(d, PowerDelegation)
        and d.holder is PowerHolder.PRESIDENT
        and question.power in (None, *d.scope.powers)
    ]
    if question.person in (bureau.president, bureau.acting) and question.organization is None:
        yield from _presiding(question, from_assembly, ties, bureau)
    for delegation in concerned:
        if delegate_of(delegation) == question.person:
            yield _named(question, delegation, from_assembly, ties, bureau)
        elif _is_the_bureau_s(delegation) and question.power is not None and question.person in bureau.members:
            whole = Hindrance(reason=Obstacle.BUREAU_AS_A_WHOLE, delegation=delegation.delegation)
            yield _ended(delegation, ties, question) or whole


def _presiding(
    question: Question, from_assembly: Sequence[PowerDelegation], ties: Ties, bureau: Presiding
) -> Iterator[Ground | Hindrance]:
    """The president alone is in charge of the administration (L5211-9), and holds what the assembly gave him."""
    if bureau.executive() != question.person:
        yield Hindrance(reason=Obstacle.PREVENTED)
        return
    if question.power is None and question.kind in (None, DelegationKind.FUNCTIONS):
        yield Ground(chain=(_president(bureau),), doubts=_doubts(bureau))
        return
    for delegation in from_assembly if question.kind in (None, DelegationKind.POWERS) else ():
        ended = _ended(delegation, ties, question)
        yield ended or Ground(chain=_from_assembly(bureau, delegation), doubts=_doubts(bureau, delegation))


def _is_the_bureau_s(delegation: Granted) -> bool:
    return isinstance(delegation, PowerDelegation) and delegation.holder is PowerHolder.BUREAU


def _named(
    question: Question,
    delegation: Granted,
    from_assembly: Sequence[PowerDelegation],
    ties: Ties,
    bureau: Presiding,
) -> Ground | Hindrance:
    """What one delegation to that person comes to."""
    if (ended := _ended(delegation, ties, question)) is not None:
        return ended
    received = ChainLink(holder=ChainHolder.DELEGATE, person=delegate_of(delegation), delegation=delegation.delegation)
    if isinstance(delegation, Appointment):
        return Ground(chain=(ChainLink(holder=ChainHolder.ASSEMBLY), received), doubts=_doubts(bureau))
    if organization_of(delegation) is not None:
        return Ground(chain=(ChainLink(holder=ChainHolder.EXECUTIVE_ELSEWHERE), received))
    if question.power is None:
        return Ground(chain=(_president(bureau), received), doubts=_doubts(bureau, delegation))
    source = _source(question, delegation, from_assembly, ties)
    if isinstance(source, Obstacle):
        return Hindrance(reason=source, delegation=delegation.delegation)
    return Ground(chain=(*_from_assembly(bureau, source), received), doubts=_doubts(bureau, delegation, source))


def _source(
    question: Question, delegation: Granted, from_assembly: Sequence[PowerDelegation], ties: Ties
) -> PowerDelegation | Obstacle:
    """The president's delegation from which the power was passed on: named by a sub-delegation, any for signature."""
    under = delegation.under if isinstance(delegation, PowerDelegation) else None
    held = [d for d in from_assembly if under in (None, d.delegation) and _ended(d, ties, question) is None]
    if not held:
        return Obstacle.NOT_FROM_ABOVE
    if isinstance(delegation, SignatureDelegation) and any(d.signature_excluded for d in held):
        return Obstacle.SIGNATURE_EXCLUDED
    return held[0]


def _ended(delegation: Granted, ties: Ties, question: Question) -> Hindrance | None:
    """Why it is in force no more for what is asked, if it is not."""
    end = end_of(delegation, ties)
    state = state_on(end, question.on)
    if state is not DelegationState.IN_FORCE:
        return Hindrance(reason=Obstacle(state.value), delegation=delegation.delegation, end=end)
    if question.power is not None and question.power not in powers_on(delegation, question.on):
        return Hindrance(reason=Obstacle.LOANS_ENDED, delegation=delegation.delegation)
    return None


def _president(bureau: Presiding) -> ChainLink:
    holder = ChainHolder.ACTING_PRESIDENT if bureau.acting is not None else ChainHolder.PRESIDENT
    return ChainLink(holder=holder, person=bureau.executive() or bureau.president)


def _from_assembly(bureau: Presiding, delegation: PowerDelegation) -> tuple[ChainLink, ChainLink]:
    link = _president(bureau)
    received = ChainLink(holder=link.holder, person=link.person, delegation=delegation.delegation)
    return (ChainLink(holder=ChainHolder.ASSEMBLY), received)


def _doubts(bureau: Presiding, *delegations: Granted) -> tuple[EmpowermentDoubt, ...]:
    then = {bureau.former.get(d.granted_on) for d in delegations} - {None}
    found = [EmpowermentDoubt.PRESIDENT_CHANGED] if then - {bureau.president} else []
    if bureau.holdover:
        found.append(EmpowermentDoubt.CURRENT_BUSINESS_ONLY)
    return tuple(found)
