"""Contracts followed during the mandate: parties, time, amount, reviews. The part of the documents' slice that is
about them; ``domain/documents.py`` gives them to the register."""

import datetime as dt
from typing import Annotated, Final

from msgspec import Meta, Struct, structs

from domain.core.boundary import Boundary, about
from domain.core.command import ALREADY_TRUE, Command, Decision
from domain.core.entry import Act, Entry
from domain.core.identifiers import Decimal, Label, OrganizationId, Slug, Text
from domain.core.notices import Refusal, Refused
from domain.facts import documents as facts
from domain.facts.documents import ContractEndCause, ContractFact, ContractKind
from domain.procedures import check_steps
from domain.references import boundary_of
from domain.things import Things

# -- commands ----------------------------------------------------------------------------------------------------------

_Euros = Annotated[Decimal | None, Meta(description="Euros, as exact decimal text.")]


class ContractCommand(Command, frozen=True, kw_only=True):
    """What every command about a contract names."""

    contract: Slug
    decision: Annotated[Slug | None, Meta(description="The recorded decision that it rests on, if there is one.")] = (
        None
    )
    note: Text | None = None


class SignContract(ContractCommand, frozen=True, kw_only=True):
    """Record a contract; ``on`` is the day from which it runs."""

    kind: ContractKind
    title: Label
    parties: Annotated[tuple[OrganizationId, ...], Meta(min_length=1, max_length=100)]
    until: Annotated[dt.date | None, Meta(description="Excluded: the first day on which it runs no more.")] = None
    amount: _Euros = None
    themes: tuple[Slug, ...] = ()
    documents: tuple[Slug, ...] = ()
    orientations: tuple[Slug, ...] = ()
    projects: tuple[Slug, ...] = ()


class AmendContract(ContractCommand, frozen=True, kw_only=True):
    """Record an amendment: another end, another amount, parties and links that are added. What is not said stays."""

    until: Annotated[dt.date | None, Meta(description="Excluded: the first day on which it runs no more.")] = None
    amount: _Euros = None
    parties: Annotated[tuple[OrganizationId, ...], Meta(max_length=100)] = ()
    themes: tuple[Slug, ...] = ()
    documents: tuple[Slug, ...] = ()
    orientations: tuple[Slug, ...] = ()
    projects: tuple[Slug, ...] = ()


class ReviewContract(ContractCommand, frozen=True, kw_only=True):
    """Record that the parties looked at what was done (revue de projets)."""

    session: Slug | None = None
    committed: _Euros = None
    paid: _Euros = None
    projects: tuple[Slug, ...] = ()
    next_on: Annotated[dt.date | None, Meta(description="The day of the next review.")] = None


class EndContract(ContractCommand, frozen=True, kw_only=True):
    """Record that a contract runs no more."""

    cause: ContractEndCause


COMMANDS: tuple[type[Command], ...] = (SignContract, AmendContract, ReviewContract, EndContract)

# -- refusals ----------------------------------------------------------------------------------------------------------


class ContractEndsBeforeItRuns(Refusal, frozen=True, kw_only=True):
    """The end of a contract comes after the day from which it runs, or is amended."""

    contract: str
    on: dt.date
    until: dt.date


class ContractRunsNoMore(Refusal, frozen=True, kw_only=True):
    """A contract that has ended is neither amended nor reviewed."""

    contract: str
    ended_on: dt.date
    on: dt.date


class ContractTermReached(Refusal, frozen=True, kw_only=True):
    """A contract is amended while it runs."""

    contract: str
    until: dt.date
    on: dt.date


# -- state -------------------------------------------------------------------------------------------------------------


class ContractAmendment(Struct, frozen=True, kw_only=True):
    """What an amendment changed."""

    on: dt.date
    entry: int
    until: dt.date | None = None
    amount: Decimal | None = None
    parties: tuple[OrganizationId, ...] = ()
    act: Act | None = None
    decision: Slug | None = None
    note: Text | None = None


class ContractReview(Struct, frozen=True, kw_only=True):
    """What the parties found."""

    on: dt.date
    entry: int
    session: Slug | None = None
    committed: Decimal | None = None
    """Euros so far."""
    paid: Decimal | None = None
    """Euros so far."""
    projects: tuple[Slug, ...] = ()
    next_on: dt.date | None = None
    act: Act | None = None
    decision: Slug | None = None
    note: Text | None = None


class Contract(Struct, frozen=True, kw_only=True):
    """A contract followed during the mandate."""

    contract: Slug
    kind: ContractKind
    title: Label
    parties: tuple[OrganizationId, ...]
    signed_on: dt.date
    entries: tuple[int, ...]
    """Positions of the entries that made it what it is."""
    runs_until: dt.date | None = None
    """Excluded."""
    amount: Decimal | None = None
    """Euros, as last amended."""
    themes: tuple[Slug, ...] = ()
    documents: tuple[Slug, ...] = ()
    orientations: tuple[Slug, ...] = ()
    projects: tuple[Slug, ...] = ()
    amendments: tuple[ContractAmendment, ...] = ()
    reviews: tuple[ContractReview, ...] = ()
    act: Act | None = None
    note: Text | None = None
    ended_on: dt.date | None = None
    """Excluded."""
    ended_by: ContractEndCause | None = None

    @property
    def next_review_on(self) -> dt.date | None:
        """The day that the last review set for the next one."""
        return self.reviews[-1].next_on if self.reviews and self.ended_on is None else None

    def running(self, on: dt.date) -> bool:
        """Whether it runs on a day, as far as the entries until that day say."""
        return self.ended_on is None and (self.runs_until is None or on < self.runs_until)


EMPTY: Final[Things[Contract]] = Things()

# -- evolve ------------------------------------------------------------------------------------------------------------


def apply(contract: Contract | None, entry: Entry) -> Contract | None:
    """What a contract is after one more entry."""
    fact, on = entry.fact, entry.effective_on
    if contract is None:
        return _signed(fact, entry) if isinstance(fact, facts.ContractSigned) else None
    contract = structs.replace(contract, entries=(*contract.entries, entry.position))
    match fact:
        case facts.ContractAmended():
            return _amended(contract, fact, entry)
        case facts.ContractReviewed():
            review = ContractReview(
                on=on,
                session=fact.session,
                committed=fact.committed,
                paid=fact.paid,
                projects=fact.projects,
                next_on=fact.next_on,
                act=entry.act,
                decision=fact.decision,
                note=fact.note,
                entry=entry.position,
            )
            return structs.replace(contract, reviews=(*contract.reviews, review))
        case facts.ContractEnded(cause=cause):
            return structs.replace(contract, ended_on=on, ended_by=cause)
    return contract


def _signed(fact: facts.ContractSigned, entry: Entry) -> Contract:
    return Contract(
        contract=fact.contract,
        kind=fact.kind,
        title=fact.title,
        parties=fact.parties,
        signed_on=entry.effective_on,
        runs_until=fact.until,
        amount=fact.amount,
        themes=fact.themes,
        documents=fact.documents,
        orientations=fact.orientations,
        projects=fact.projects,
        act=entry.act,
        note=fact.note,
        entries=(entry.position,),
    )


def _amended(contract: Contract, fact: facts.ContractAmended, entry: Entry) -> Contract:
    amendment = ContractAmendment(
        on=entry.effective_on,
        until=fact.until,
        amount=fact.amount,
        parties=fact.parties,
        act=entry.act,
        decision=fact.decision,
        note=fact.note,
        entry=entry.position,
    )
    return structs.replace(
        contract,
        runs_until=fact.until or contract.runs_until,
        amount=fact.amount or contract.amount,
        parties=_joined(contract.parties, fact.parties),
        themes=_joined(contract.themes, fact.themes),
        documents=_joined(contract.documents, fact.documents),
        orientations=_joined(contract.orientations, fact.orientations),
        projects=_joined(contract.projects, fact.projects),
        amendments=(*contract.amendments, amendment),
    )


def _joined(before: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*before, *more)))


def evolve(state: Things[Contract], entry: Entry) -> Things[Contract]:
    """Fold one standing entry, in legal order."""
    return state.after(entry, ContractFact, apply)


# -- decide ------------------------------------------------------------------------------------------------------------

_FACTS: Final[dict[type[ContractCommand], type[ContractFact]]] = {
    SignContract: facts.ContractSigned,
    AmendContract: facts.ContractAmended,
    ReviewContract: facts.ContractReviewed,
    EndContract: facts.ContractEnded,
}


def decide(state: Things[Contract], command: ContractCommand) -> Decision:
    """What the command comes to.

    Raises:
        Refused: one of this module's refusals, AlreadyFounded, UnknownReference, NotYetThen.
    """
    kind = _FACTS[type(command)]
    draft = command.leads_to(kind(**{name: getattr(command, name) for name in kind.__struct_fields__}))
    if state.references.says(draft):
        return ALREADY_TRUE
    state.references.check_things(*_things(command))
    state.references.check_organizations(*_parties(command))
    state.references.check_themes(_themes(command))
    until = command.until if isinstance(command, SignContract | AmendContract) else None
    if until is not None and until <= command.on:
        raise Refused(ContractEndsBeforeItRuns(contract=command.contract, on=command.on, until=until))
    if isinstance(command, SignContract):
        state.references.check_new(draft)
        return Decision((draft,))
    state.references.check_thing(f"contract:{command.contract}", command.on)
    check_steps(state.references, draft, apply, _breach)
    return Decision((draft,))


def _breach(contract: Contract, entry: Entry) -> Refusal | None:
    """What forbids a step of a contract that is as it was before it. A last review may come after its term."""
    name, on = contract.contract, entry.effective_on
    if contract.ended_on is not None:
        return ContractRunsNoMore(contract=name, ended_on=contract.ended_on, on=on)
    if isinstance(entry.fact, facts.ContractAmended) and contract.runs_until is not None and on >= contract.runs_until:
        return ContractTermReached(contract=name, until=contract.runs_until, on=on)
    return None


# -- boundary ----------------------------------------------------------------------------------------------------------


def boundary(command: ContractCommand) -> Boundary:
    """What the decision depends on: the contract, and what the command names."""
    return about(f"contract:{command.contract}") | boundary_of(
        *_things(command), organizations=_parties(command), themes=_themes(command)
    )


def _things(command: ContractCommand) -> tuple[str, ...]:
    named: dict[str, tuple[str | None, ...]] = {"decision": (command.decision,)}
    match command:
        case SignContract() | AmendContract():
            named |= {"document": command.documents, "orientation": command.orientations, "project": command.projects}
        case ReviewContract(session=session, projects=projects):
            named |= {"session": (session,), "project": projects}
    return tuple(f"{noun}:{name}" for noun, names in named.items() for name in names if name)


def _parties(command: ContractCommand) -> tuple[str, ...]:
    return command.parties if isinstance(command, SignContract | AmendContract) else ()


def _themes(command: ContractCommand) -> tuple[str, ...]:
    return command.themes if isinstance(command, SignContract | AmendContract) else ()
