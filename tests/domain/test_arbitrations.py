"""Arbitrations are opened, argued, settled once, followed, reopened or superseded; never told to more by slip."""

from typing import Any

import pytest

from domain import arbitrations_commands as c
from domain import arbitrations_notices as n
from domain.arbitrations_life import ArbitrationState
from domain.core.entry import Visibility
from domain.core.notices import Refusal
from domain.core.refusals import UnknownPerson
from domain.decision_commands import AdoptDeliberation
from domain.disclosure import Disclose
from domain.facts import arbitrations as f
from domain.facts.decisions import VoteTotals
from domain.facts.people import OfficeKind
from domain.people import StartOffice
from domain.references import AlreadyFounded, LessConfidentialThanBefore, NotYetThen, UnknownReference
from tests.domain.given import given
from tests.domain.life import ACT, OUTSIDER, SITTING, A, B, day

PRESIDENT = StartOffice(
    on=day("05-01"), act=ACT, person="a1", organization=A, office=OfficeKind.EPCI_PRESIDENT, rank=None
)
NORTH, SOUTH = (f.ArbitrationOption(option=o, label=o.title()) for o in ("north", "south"))
SEALED = Visibility.RESTRICTED


def about(kind: Any, on: str, arbitration: str = "w", **fields: Any) -> Any:
    """A command on an arbitration."""
    return kind(on=day(on), act=ACT, arbitration=arbitration, **fields)


def opened(arbitration: str = "w", on: str = "06-01", **fields: Any) -> Any:
    """The opening of an arbitration between A and B, on two options."""
    given_ = {"subject": "Water", "question": "Which way?", "parties": (A, B), "options": (NORTH, SOUTH)}
    return about(c.OpenArbitration, on, arbitration, **(given_ | fields))


def took(on: str = "06-10", **fields: Any) -> Any:
    """The position of A's president."""
    said = {"person": "a1", "on_behalf_of": A, "option": "north", "stance": f.Stance.SUPPORTS}
    return about(c.TakePosition, on, **(said | fields))


def settled(on: str = "07-01", **fields: Any) -> Any:
    """A settlement for the north, on a condition."""
    condition = (f.SettlementCondition(condition="cost", text="Shared"),)
    said = {"reasons": "Dry", "agreement": f.SettlementAgreement.CONSENSUS, "option": "north", "conditions": condition}
    return about(c.SettleArbitration, on, **(said | fields))


def held(**fields: Any) -> Any:
    """An exchange session of A's president."""
    said = {
        "exchange": "e",
        "participants": (f.ExchangeParticipant(person="a1", on_behalf_of=A),),
        "subjects": (f.ExchangeSubject(title="Water", themes=("water",)),),
    }
    return c.HoldExchange(on=day("06-05"), act=ACT, **(said | fields))


REOPEN = about(c.ReopenArbitration, "08-01", reason="Rain")
FOLLOW = about(c.AddFollowUp, "07-01", follow_up="study", title="Study", due_on=day("09-01"), person="b1")
CLOSE = about(c.CloseFollowUp, "08-20", follow_up="study", outcome=f.FollowUpOutcome.DONE)
RESOLVE = about(c.ResolveSettlementCondition, "07-20", condition="cost", outcome=f.ConditionOutcome.FULFILLED)
BASE = (*SITTING, PRESIDENT)
OPEN_ = (*BASE, opened())
DONE = (*OPEN_, settled())


def test_a_question_is_argued_settled_followed_and_reviewed() -> None:
    review = about(c.ReviewArbitration, "08-25", note="Fine", next_review_on=day("2027-01-01"))
    given(*BASE).when(opened(), took(), settled(), RESOLVE, FOLLOW, CLOSE, review).then(
        f.ArbitrationOpened(
            arbitration="w", subject="Water", question="Which way?", parties=(A, B), options=(NORTH, SOUTH)
        ),
        f.PositionTaken(arbitration="w", person="a1", on_behalf_of=A, option="north", stance=f.Stance.SUPPORTS),
        f.ArbitrationSettled(
            arbitration="w",
            reasons="Dry",
            agreement=f.SettlementAgreement.CONSENSUS,
            option="north",
            conditions=(f.SettlementCondition(condition="cost", text="Shared"),),
        ),
        f.SettlementConditionResolved(arbitration="w", condition="cost", outcome=f.ConditionOutcome.FULFILLED),
        f.FollowUpAdded(arbitration="w", follow_up="study", title="Study", due_on=day("09-01"), person="b1"),
        f.FollowUpClosed(arbitration="w", follow_up="study", outcome=f.FollowUpOutcome.DONE),
        f.ArbitrationReviewed(arbitration="w", note="Fine", next_review_on=day("2027-01-01")),
    )


def test_a_decision_recorded_before_gives_the_settlement_its_form_once() -> None:
    adopted = AdoptDeliberation(
        on=day("07-10"),
        act=ACT,
        decision="d",
        title="Interconnection",
        body="assembly",
        votes=VoteTotals(in_office=2, present=2, votes_for=2),
    )
    formalize = about(c.FormalizeArbitration, "07-10", decision="d")
    given(*DONE, adopted).when(formalize).then(f.ArbitrationFormalized(arbitration="w", decision="d"))
    given(*DONE, adopted, formalize).when(formalize).already_true()


def test_options_come_and_go_and_a_question_is_dropped() -> None:
    east = f.ArbitrationOption(option="east", label="East")
    add = about(c.AddArbitrationOption, "06-02", option=east)
    withdraw = about(c.WithdrawArbitrationOption, "06-20", option="east")
    given(*OPEN_).when(add, withdraw, about(c.AbandonArbitration, "06-30", reason="Moot")).then(
        f.ArbitrationOptionAdded(arbitration="w", option=east),
        f.ArbitrationOptionWithdrawn(arbitration="w", option="east"),
        f.ArbitrationAbandoned(arbitration="w", reason="Moot"),
    )
    given(*OPEN_, add, withdraw).when(took("06-20", option="east")).refused(
        n.OptionNotOnTable(arbitration="w", option="east", on=day("06-20"))
    )
    given(*OPEN_, add, withdraw).when(took("06-19", option="east")).recorded()


def test_a_settlement_is_reopened_settled_again_and_superseded() -> None:
    supersede = about(c.SupersedeArbitration, "10-01", by="v")
    given(*DONE, opened("v", "09-01")).when(REOPEN, settled("09-01"), supersede).recorded()
    given(*DONE, opened("v", "09-01"), supersede).when(about(c.ReopenArbitration, "11-01", reason="x")).refused(
        n.ArbitrationNotInState(arbitration="w", on=day("11-01"), state=ArbitrationState.SUPERSEDED)
    )


def test_it_is_settled_once_in_whatever_order_that_is_recorded() -> None:
    given(*DONE).when(settled("07-02")).refused(
        n.ArbitrationNotInState(arbitration="w", on=day("07-02"), state=ArbitrationState.SETTLED)
    )
    given(*DONE).when(settled("06-20")).refused(
        n.ArbitrationNotInState(arbitration="w", on=day("06-20"), state=ArbitrationState.OPEN)
    )


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        (opened(on="06-02"), None),
        (took(option="west"), n.OptionNotOnTable(arbitration="w", option="west", on=day("06-10"))),
        (took(person="q9"), UnknownPerson(person="q9")),
        (took("05-30"), NotYetThen(reference="arbitration:w", on=day("05-30"), since=day("06-01"))),
        (settled("05-30"), NotYetThen(reference="arbitration:w", on=day("05-30"), since=day("06-01"))),
        (settled(compromise="Both"), n.OutcomeUnclear(arbitration="w")),
        (settled(option=None), n.OutcomeUnclear(arbitration="w")),
        (
            settled(review_on=day("06-30")),
            n.DueBeforeItBegins(arbitration="w", on=day("07-01"), due_on=day("06-30")),
        ),
        (
            settled(clauses=(f.PactClauseCited(pact="p", clause="1"),)),
            UnknownReference(reference="pact:p"),
        ),
        (
            about(c.AddArbitrationOption, "06-02", option=NORTH),
            n.OptionAlreadyNamed(arbitration="w", option="north"),
        ),
        (FOLLOW, n.ArbitrationNotInState(arbitration="w", on=day("07-01"), state=ArbitrationState.OPEN)),
        (REOPEN, n.ArbitrationNotInState(arbitration="w", on=day("08-01"), state=ArbitrationState.OPEN)),
        (about(c.SupersedeArbitration, "07-01", by="w"), n.SupersededByItself(arbitration="w")),
        (about(c.SupersedeArbitration, "07-01", by="v"), UnknownReference(reference="arbitration:v")),
    ],
)
def test_what_an_open_question_refuses(command: Any, refusal: Refusal | None) -> None:
    register = given(*OPEN_)
    entry = len(register.ledger.entries)
    expected = refusal or AlreadyFounded(reference="arbitration:w", since=day("06-01"), entry=entry)
    register.when(command).refused(expected)


def test_what_a_settled_question_refuses() -> None:
    register = given(*DONE, FOLLOW)
    follow: dict[str, Any] = {"follow_up": "x", "title": "X", "due_on": day("09-01")}
    formalize = about(c.FormalizeArbitration, "07-10", decision="d")
    for command, refusal in (
        (formalize, UnknownReference(reference="decision:d")),
        (about(c.AddFollowUp, "07-01", **follow), n.FollowUpOwnerUnclear(arbitration="w", follow_up="x")),
        (
            about(c.AddFollowUp, "07-02", **(follow | {"follow_up": "study"}), person="b1"),
            n.FollowUpAlreadyNamed(arbitration="w", follow_up="study"),
        ),
        (
            about(c.AddFollowUp, "07-01", **follow, organization="org:no"),
            UnknownReference(reference="org:no"),
        ),
        (
            about(c.CloseFollowUp, "06-30", follow_up="study", outcome=f.FollowUpOutcome.DONE),
            n.FollowUpNotOpen(arbitration="w", follow_up="study", on=day("06-30")),
        ),
        (
            about(c.ResolveSettlementCondition, "07-20", condition="no", outcome=f.ConditionOutcome.LIFTED),
            n.ConditionNotPending(arbitration="w", condition="no", on=day("07-20")),
        ),
    ):
        register.when(command).refused(refusal)


def test_who_speaks_without_office_or_for_no_party_is_recorded_with_a_caution() -> None:
    other = took(person=OUTSIDER, on_behalf_of="commune:23001")
    fact = f.PositionTaken(
        arbitration="w", person=OUTSIDER, on_behalf_of="commune:23001", option="north", stance=f.Stance.SUPPORTS
    )
    without = n.SpeaksWithoutOffice(
        reference="arbitration:w", person=OUTSIDER, organization="commune:23001", on=day("06-10")
    )
    stranger = n.NotPartyToArbitration(arbitration="w", organization="commune:23001")
    given(*OPEN_).when(other).then(fact, cautions=[without, stranger])


def test_a_consensus_on_what_an_epci_opposed_is_recorded_with_a_caution() -> None:
    def cautions(command: Any, *before: Any) -> tuple[Any, ...]:
        return given(*OPEN_, *before).ledger.decide([command])[0].cautions

    against = took("06-11", stance=f.Stance.OPPOSES)
    opposed = n.ConsensusOpposed(arbitration="w", option="north", organizations=(A,))
    assert cautions(settled(), took("06-10"), against) == (opposed,)
    assert not cautions(settled(), against, took("06-12")), "the last position counts"
    assert not cautions(settled(agreement=f.SettlementAgreement.MAJORITY), against)
    assert not cautions(settled(option=None, compromise="Both"), against)


def test_an_exchange_says_who_came_and_who_was_represented() -> None:
    given(*BASE).when(held()).then(
        f.ExchangeHeld(
            exchange="e",
            participants=(f.ExchangeParticipant(person="a1", on_behalf_of=A),),
            subjects=(f.ExchangeSubject(title="Water", themes=("water",)),),
        )
    )
    alone = f.ExchangeParticipant(person="a1", on_behalf_of=A, presence=f.ExchangePresence.REPRESENTED)
    twice = (f.ExchangeParticipant(person="a1", on_behalf_of=A),) * 2
    for participants in ((alone,), twice):
        given(*BASE).when(held(participants=participants)).refused(
            n.ExchangeParticipantUnclear(exchange="e", person="a1")
        )


def test_nothing_that_rests_on_a_secret_is_told_to_more_until_it_is_disclosed() -> None:
    secret = given(*BASE, opened(visibility=SEALED))
    naming = held(subjects=(f.ExchangeSubject(title="Water", arbitration="w"),))
    for slip in (took(), took(visibility=Visibility.BUREAU), naming):
        secret.when(slip).refused(
            LessConfidentialThanBefore(reference="arbitration:w", visibility=slip.visibility, kept=SEALED)
        )
    secret.when(took(visibility=SEALED)).recorded()
    disclose = Disclose(on=day("06-09"), act=ACT, subject="arbitration:w", to=Visibility.BUREAU)
    bureau = secret.given(disclose)
    bureau.when(took("06-11")).refused(
        LessConfidentialThanBefore(reference="arbitration:w", visibility=Visibility.PUBLIC, kept=Visibility.BUREAU)
    )
    bureau.when(took("06-11", visibility=Visibility.BUREAU)).recorded()
    bureau.given(Disclose(on=day("06-12"), act=ACT, subject="arbitration:w")).when(took("06-13"), naming).recorded()


def test_a_public_question_settled_in_secret_is_followed_in_secret() -> None:
    register = given(*OPEN_, settled(visibility=SEALED))
    register.when(FOLLOW).refused(
        LessConfidentialThanBefore(reference="arbitration:w", visibility=Visibility.PUBLIC, kept=SEALED)
    )


def test_a_disclosure_of_a_follow_up_s_arbitration_opens_the_follow_up() -> None:
    hidden = (opened(visibility=SEALED), settled(visibility=SEALED))
    secret = about(
        c.AddFollowUp, "07-01", follow_up="s", title="S", due_on=day("09-01"), person="b1", visibility=SEALED
    )
    disclose = Disclose(on=day("08-01"), act=ACT, subject="arbitration:w")
    close = about(c.CloseFollowUp, "08-20", follow_up="s", outcome=f.FollowUpOutcome.DONE)
    given(*BASE, *hidden, secret).when(close).refused(
        LessConfidentialThanBefore(reference="arbitration:w", visibility=Visibility.PUBLIC, kept=SEALED)
    )
    given(*BASE, *hidden, secret).given(disclose).when(close).recorded()


def test_a_public_position_does_not_betray_a_question_reopened_in_secret() -> None:
    reopen = about(c.ReopenArbitration, "08-01", reason="Rain", visibility=SEALED)
    given(*DONE, reopen).when(took("08-02")).refused(
        LessConfidentialThanBefore(reference="arbitration:w", visibility=Visibility.PUBLIC, kept=SEALED)
    )
    given(*DONE, reopen).when(took("08-02", visibility=SEALED)).recorded()
