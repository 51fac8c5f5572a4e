"""Decisions are taken by who may, become enforceable, and end: for the future, or as if they had never been."""

import datetime as dt
from typing import Any

import pytest
from msgspec import structs

from domain.bodies import RecordGeneralRenewal
from domain.composition import NoTermOn, UnknownBody
from domain.core.command import Command
from domain.core.entry import Draft, Entry, Fact, standing
from domain.core.notices import Caution, Refusal
from domain.core.refusals import UnknownPerson
from domain.decision_chain import applicable
from domain.decision_commands import (
    AbrogateDecision,
    AdoptDeliberation,
    AmendDecision,
    AnnulDecision,
    GiveOpinion,
    IssueOrder,
    LiftSuspension,
    NotifyDecision,
    ObserveLegality,
    PublishDecision,
    RecordLapse,
    RejectDecision,
    SupersedeDecision,
    SuspendDecision,
    TakeDelegatedDecision,
    TransmitDecision,
    WithdrawDecision,
)
from domain.decision_life import spans
from domain.decision_notices import (
    AlreadyTransmitted,
    BeforeAdoption,
    BodyCannotTake,
    BudgetHalfNamed,
    DelegationNotNamed,
    MajorityNotReached,
    MajorityReached,
    MatterUnknown,
    MembersInOfficeDiffer,
    NoCastingVote,
    NoLongerStands,
    NotSuspendedThen,
    NotThePresident,
    NotYetBinding,
    NumberTaken,
    OneTakesIt,
    OtherAuthority,
    OutgoingBody,
    PresenceBelowQuorum,
    RelatesToItself,
    RetroactiveForce,
    SuspendedAlready,
    TakenBackLate,
    TransmittedLate,
    UnknownArticle,
    VotesImpossible,
    WasRejected,
)
from domain.decision_reasons import reasons
from domain.decision_state import DecisionRecord, DecisionState
from domain.facts.bodies import BodyKind
from domain.facts.decisions import (
    DecisionAbrogated,
    DecisionAdopted,
    DecisionAmended,
    DecisionAnnulled,
    DecisionArticle,
    DecisionFact,
    DecisionKind,
    DecisionLapsed,
    DecisionNotified,
    DecisionPublished,
    DecisionRejected,
    DecisionRestored,
    DecisionSuperseded,
    DecisionSuspended,
    DecisionTransmitted,
    DecisionWithdrawn,
    LapseCause,
    LegalityObserved,
    PublicationManner,
    SigningQuality,
    SuspensionEnd,
    SuspensionLifted,
    VoteTotals,
)
from domain.facts.sessions import RequiredMajority
from domain.rectification import NothingToRectify
from domain.references import AlreadyFounded, StillReferredTo, UnknownReference
from domain.seats import RecordPrevention
from tests.domain.given import Given, given
from tests.domain.life import ACT, OTHER_ACT, SITTING, A, create, day

VOTES = VoteTotals(in_office=8, present=6, represented=1, votes_for=5, votes_against=1, abstentions=1)
ARTICLES = tuple(DecisionArticle(article=str(n), title=f"Objet {n}") for n in (1, 2, 3))
State = DecisionState


def deliberate(name: str, on: str = "06-25", **more: Any) -> AdoptDeliberation:
    """A deliberation of the assembly, in three articles."""
    said = {"body": "assembly", "votes": VOTES, "articles": ARTICLES, **more}
    return AdoptDeliberation(on=day(on), act=ACT, decision=name, title=f"Texte {name}", **said)


def transmit(name: str, on: str = "06-26") -> TransmitDecision:
    """Received by the prefect."""
    return TransmitDecision(on=day(on), act=ACT, decision=name, reference=f"AR-{name}", prefecture="PREF023")


def publish(name: str, on: str = "06-27") -> PublishDecision:
    """Published on line."""
    return PublishDecision(on=day(on), act=ACT, decision=name)


def in_force(name: str, on: str = "06-25", **more: Any) -> tuple[Any, ...]:
    """A deliberation taken and made enforceable on one day."""
    return (deliberate(name, on, **more), transmit(name, on), publish(name, on))


def change(kind: type[Any], name: str, by: str, on: str, *articles: str) -> Any:
    """A later decision does something to an earlier one."""
    return kind(on=day(on), act=ACT, decision=name, by_decision=by, articles=articles)


def annul(name: str, on: str, *articles: str, effect_from: dt.date | None = None) -> AnnulDecision:
    """A judgment."""
    return AnnulDecision(
        on=day(on), act=OTHER_ACT, decision=name, court="TA", articles=articles, effect_from=effect_from
    )


def order(name: str, author: str, on: str = "06-25", **more: Any) -> IssueOrder:
    """An order."""
    return IssueOrder(on=day(on), act=ACT, decision=name, title=f"Arrêté {name}", author=author, **more)


def life(register: Given, name: str, known_at: int | None = None) -> list[tuple[str, str, State]]:
    """What a decision was, period after period, as known at a position."""
    return [(str(s.start)[5:], str(s.end)[5:], s.thing.state) for s in _spans(register, name, known_at)]


def _spans(register: Given, name: str, known_at: int | None = None) -> list[Any]:
    entries = [e for e in register.ledger.entries if known_at is None or e.position <= known_at]
    own = [e for e in standing(entries) if isinstance(e.fact, DecisionFact) and e.fact.decision == name]
    return list(spans(own))


def on_day(register: Given, name: str, on: str) -> DecisionRecord:
    """A decision as it is shown on a day."""
    found = [s.thing for s in _spans(register, name) if s.start <= day(on) and (s.end is None or day(on) < s.end)]
    assert isinstance(found[0], DecisionRecord)
    return found[0]


def applies(register: Given, name: str, on: str) -> Any:
    """Which decision applies on a day in the place of one."""
    names = {e.fact.decision for e in register.ledger.entries if isinstance(e.fact, DecisionFact)}
    known = {n: s.thing for n in names for s in _spans(register, n) if s.start <= day(on) < (s.end or dt.date.max)}
    return applicable(name, known, day(on))


# -- taken


def test_the_assembly_deliberates_and_the_president_signs() -> None:
    deliberated = DecisionAdopted(
        decision="d1", kind=DecisionKind.DELIBERATION, title="Texte d1", body="assembly", votes=VOTES, articles=ARTICLES
    )
    signed = DecisionAdopted(
        decision="o1", kind=DecisionKind.ORDER, title="Arrêté o1", author="a1", signed_as=SigningQuality.PRESIDENT
    )
    given(*SITTING).when(deliberate("d1"), order("o1", "a1")).then(deliberated, signed)


def test_an_opinion_is_given_to_an_organisation_and_needs_no_formality() -> None:
    opinion = GiveOpinion(on=day("06-25"), act=ACT, decision="a", title="PLU", body="bureau", addressed_to=A)
    fact = DecisionAdopted(
        decision="a",
        kind=DecisionKind.OPINION,
        title="PLU",
        body="bureau",
        addressed_to=A,
        transmissible=False,
    )
    register = given(*SITTING).when(opinion).then(fact)
    assert [(start, state) for start, _, state in life(register, "a")] == [("06-25", State.IN_FORCE)]


def test_each_kind_is_taken_by_whom_the_law_says() -> None:
    register = given(*SITTING)
    on = day("06-25")
    refused = BodyCannotTake(decision="d1", taken=DecisionKind.DELIBERATION, body="bureau")
    register.when(deliberate("d1", body="bureau", votes=None)).refused(refused)
    by_assembly = TakeDelegatedDecision(on=on, act=ACT, decision="x", title="T", body="assembly")
    register.when(by_assembly).refused(
        BodyCannotTake(decision="x", taken=DecisionKind.DELEGATED_DECISION, body="assembly")
    )
    nobody = TakeDelegatedDecision(on=on, act=ACT, decision="x", title="T")
    register.when(nobody).refused(OneTakesIt(decision="x"))
    both = TakeDelegatedDecision(on=on, act=ACT, decision="x", title="T", body="bureau", author="a1")
    register.when(both).refused(OneTakesIt(decision="x"))
    other = NotThePresident(decision="o", person="b1", body="bureau", on=on)
    register.when(order("o", "b1")).refused(other)
    alone = TakeDelegatedDecision(on=on, act=ACT, decision="o", title="T", author="b1")
    register.when(alone).refused(other)


def test_a_body_decides_during_its_term() -> None:
    register = given(*SITTING, create("club", BodyKind.WORKING_GROUP))
    early = deliberate("d1", "05-19")
    register.when(early).refused(NoTermOn(body="assembly", on=day("05-19"), known=("2026",)))
    nowhere = deliberate("d1", body="nowhere")
    known = ("assembly", "bureau", "club")
    register.when(nowhere).refused(UnknownBody(body="nowhere", on=day("06-25"), known=known))


def test_whoever_acts_for_the_president_signs_and_the_prevented_president_does_not() -> None:
    prevented = RecordPrevention(on=day("06-20"), act=ACT, body="bureau", seat="P")
    register = given(*SITTING, prevented)
    acting = DecisionAdopted(
        decision="o", kind=DecisionKind.ORDER, title="Arrêté o", author="b1", signed_as=SigningQuality.ACTING_PRESIDENT
    )
    register.when(order("o2", "a1")).refused(
        NotThePresident(decision="o2", person="a1", body="bureau", on=day("06-25"))
    )
    register.when(order("o", "b1")).then(acting)


class _DelegationFounded(Fact, frozen=True, kw_only=True):
    founds = True

    def tags(self) -> tuple[str, ...]:
        return ("delegation:powers",)


def test_a_delegation_that_is_named_exists_and_one_that_is_not_is_asked_for() -> None:
    register = given(*SITTING)
    on = day("06-25")
    take = TakeDelegatedDecision(on=on, act=ACT, decision="x", title="T", author="a1")
    fact = DecisionAdopted(
        decision="x",
        kind=DecisionKind.DELEGATED_DECISION,
        title="T",
        author="a1",
        signed_as=SigningQuality.PRESIDENT,
    )
    register.when(take).then(fact, cautions=[DelegationNotNamed(decision="x")])
    named = order("o", "b1", delegation="powers")
    register.when(named).refused(UnknownReference(reference="delegation:powers"))
    register.ledger.append(Draft(fact=_DelegationFounded(), effective_on=on))
    by_delegate = DecisionAdopted(
        decision="o",
        kind=DecisionKind.ORDER,
        title="Arrêté o",
        author="b1",
        signed_as=SigningQuality.DELEGATE,
        delegation="powers",
    )
    register.when(named).then(by_delegate)
    by_bureau = TakeDelegatedDecision(on=on, act=ACT, decision="y", title="T", body="bureau", delegation="powers")
    register.when(by_bureau).recorded()


def test_what_a_decision_names_exists() -> None:
    register = given(*SITTING)
    for asked, reference in (
        ({"themes": ("no-theme",)}, "theme:no-theme"),
        ({"territory": ("org:nowhere",)}, "org:nowhere"),
        ({"session": "s1"}, "session:s1"),
    ):
        register.when(deliberate("d1", **asked)).refused(UnknownReference(reference=reference))
    register.when(deliberate("d1", concerns=("q9",))).refused(UnknownPerson(person="q9"))
    opinion = GiveOpinion(
        on=day("06-25"), act=ACT, decision="a", title="PLU", body="bureau", addressed_to=A, document="plu"
    )
    register.when(opinion).refused(UnknownReference(reference="document:plu"))
    register.when(deliberate("d1", budget_year="2026")).refused(BudgetHalfNamed(decision="d1"))
    register.when(deliberate("d1", budget_year="2026", budget_name="Principal")).recorded()


def test_a_name_is_one_decision() -> None:
    register = given(*SITTING, deliberate("d1"))
    entry = len(register.ledger.entries)
    other = deliberate("d1", "07-01")
    register.when(other).refused(AlreadyFounded(reference="decision:d1", since=day("06-25"), entry=entry))


def test_a_decision_may_deserve_a_second_look() -> None:
    votes = VoteTotals(in_office=9, present=4, votes_for=4)
    taken = deliberate("d1", votes=votes, matter="9.9", enters_into_force_on=day("06-01"), articles=())
    fact = DecisionAdopted(
        decision="d1",
        kind=DecisionKind.DELIBERATION,
        title="Texte d1",
        body="assembly",
        votes=votes,
        matter="9.9",
        enters_into_force_on=day("06-01"),
    )
    cautions = [
        MatterUnknown(decision="d1", matter="9.9"),
        RetroactiveForce(decision="d1", enters_into_force_on=day("06-01")),
        MembersInOfficeDiffer(decision="d1", body="assembly", on=day("06-25"), in_office=9, registered=8),
        PresenceBelowQuorum(decision="d1", present=4, needed=5),
    ]
    given(*SITTING).when(taken).then(fact, cautions=cautions)


def test_an_outgoing_body_is_reminded_of_current_business() -> None:
    renewed = RecordGeneralRenewal(on=day("2032-03-14"), act=ACT, body="assembly")
    register = given(*SITTING, renewed)
    (recorded,) = register.ledger.record(deliberate("d1", "2032-04-01"))
    assert recorded.cautions == (OutgoingBody(decision="d1", body="assembly", on=day("2032-04-01")),)


# -- votes


@pytest.mark.parametrize(
    "change_",
    [
        {"votes_for": 8},
        {"represented": 3},
        {"in_office": 6},
        {"present": 2, "represented": 3, "votes_for": 3},
    ],
)
def test_totals_that_cannot_be_are_refused(change_: dict[str, int]) -> None:
    votes = structs.replace(VOTES, **change_)
    said = {"in_office": votes.in_office, "present": votes.present, "represented": votes.represented}
    refusal = VotesImpossible(decision="d1", **said, voting=votes.voting)
    given(*SITTING).when(deliberate("d1", votes=votes)).refused(refusal)


def test_what_is_adopted_has_the_majority_and_what_is_rejected_has_not() -> None:
    register = given(*SITTING)
    tie = structs.replace(VOTES, votes_for=3, votes_against=3)
    said: dict[str, Any] = {"decision": "d1", "votes_for": 3, "votes_against": 3}
    register.when(deliberate("d1", votes=tie)).refused(MajorityNotReached(**said))
    broken, secret = structs.replace(tie, casting_vote=True), structs.replace(tie, casting_vote=True, secret=True)
    register.when(deliberate("d1", votes=secret)).refused(NoCastingVote(**said))
    needless = structs.replace(VOTES, casting_vote=True)
    register.when(deliberate("d1", votes=needless)).refused(NoCastingVote(decision="d1", votes_for=5, votes_against=1))
    register.when(deliberate("d1", votes=broken)).recorded()
    reject = RejectDecision(
        on=day("06-25"), act=ACT, decision="r", kind=DecisionKind.DELIBERATION, title="T", body="assembly", votes=tie
    )
    register.when(structs.replace(reject, votes=VOTES)).refused(
        MajorityReached(decision="r", votes_for=5, votes_against=1)
    )
    rejected = DecisionRejected(decision="r", kind=DecisionKind.DELIBERATION, title="T", body="assembly", votes=tie)
    register = register.when(reject).then(rejected)
    assert [state for _, _, state in life(register, "r")] == [State.REJECTED]
    register.when(publish("r")).refused(WasRejected(decision="r", rejected_on=day("06-25")))


def test_a_number_that_another_decision_of_the_kind_bears_warns() -> None:
    register = given(*SITTING, deliberate("d1", number="2026-17"))
    taken = NumberTaken(decision="d2", number="2026/17", other="d1", adopted_on=day("06-25"))
    assert _cautions(register, deliberate("d2", number="2026/17")) == [taken]
    assert _cautions(register, deliberate("d3", number="2026-18")) == []
    order = IssueOrder(on=day("06-25"), act=ACT, decision="o", title="O", author="a1", number="2026-17")
    assert _cautions(register, order) == [], "orders have numbers of their own"


def _cautions(register: Given, command: Command) -> list[Caution]:
    return [caution for recorded in register.ledger.record(command) for caution in recorded.cautions]


def test_a_text_that_needs_two_thirds_and_has_fewer_is_rejected() -> None:
    register = given(*SITTING)
    short = structs.replace(VOTES, votes_for=4, votes_against=3, abstentions=0, majority=RequiredMajority.TWO_THIRDS)
    said: dict[str, Any] = {"votes_for": 4, "votes_against": 3}
    register.when(deliberate("d1", votes=short)).refused(MajorityNotReached(decision="d1", **said))
    reject = RejectDecision(
        on=day("06-25"), act=ACT, decision="r", kind=DecisionKind.DELIBERATION, title="T", body="assembly", votes=short
    )
    register.when(reject).recorded()
    enough = structs.replace(short, votes_for=4, votes_against=2)
    register.when(structs.replace(reject, decision="s", votes=enough)).refused(
        MajorityReached(decision="s", votes_for=4, votes_against=2)
    )
    tie = structs.replace(short, votes_for=3, votes_against=3, casting_vote=True)
    register.when(deliberate("d1", votes=tie)).refused(MajorityNotReached(decision="d1", votes_for=3, votes_against=3))
    none = VoteTotals(in_office=8, present=8, votes_for=0, abstentions=8, majority=RequiredMajority.UNANIMITY)
    assert not none.carried


def test_abstentions_and_blanks_are_no_votes_cast() -> None:
    votes = VoteTotals(in_office=8, present=8, votes_for=2, votes_against=1, abstentions=3, blank=2)
    assert votes.carried
    assert votes.voting == 8
    assert not VoteTotals(in_office=8, present=8, votes_for=0, abstentions=8, casting_vote=True).carried
    tie = VoteTotals(in_office=8, present=8, votes_for=4, votes_against=4, casting_vote=True)
    assert tie.carried
    assert not structs.replace(tie, secret=True).carried
    assert not structs.replace(tie, casting_vote=False).carried


def test_the_quorum_is_reached_by_more_than_half_of_those_in_office() -> None:
    votes = VoteTotals(in_office=8, present=5, votes_for=5)
    (recorded,) = given(*SITTING).ledger.record(deliberate("d1", votes=votes))
    assert recorded.cautions == ()


# -- enforceable


def test_it_binds_once_transmitted_and_published_whatever_the_order_of_recording() -> None:
    sent = DecisionTransmitted(decision="d1", reference="AR-d1", prefecture="PREF023")
    published = DecisionPublished(decision="d1", manner=PublicationManner.ELECTRONIC)
    waiting = State.ADOPTED_NOT_YET_ENFORCEABLE
    in_order = given(*SITTING, deliberate("d1")).when(transmit("d1"), publish("d1")).then(sent, published)
    late = given(*SITTING, deliberate("d1")).when(publish("d1"), transmit("d1")).then(published, sent)
    for register in (in_order, late):
        told = [(start, state) for start, _, state in life(register, "d1")]
        assert told == [("06-25", waiting), ("06-26", waiting), ("06-27", State.IN_FORCE)]
        assert on_day(register, "d1", "07-30").state_since == day("06-27")


def test_it_may_set_the_day_from_which_it_applies() -> None:
    register = given(*SITTING, *in_force("d1", enters_into_force_on=day("07-15")))
    assert [(start, state) for start, _, state in life(register, "d1")] == [
        ("06-25", State.ENFORCEABLE_LATER),
        ("07-15", State.IN_FORCE),
    ]
    assert [r.kind.value for r in reasons(on_day(register, "d1", "06-30"), day("06-30"))] == [
        "ADOPTED",
        "TRANSMITTED",
        "PUBLISHED",
        "FORCE_DEFERRED",
    ]


def test_an_individual_decision_is_notified_to_all_whom_it_concerns() -> None:
    signed = order("o", "a1", individual=True, concerns=("a2", "b2"))
    register = given(*SITTING, signed, transmit("o"), publish("o"))
    assert on_day(register, "o", "07-30").state is State.ADOPTED_NOT_YET_ENFORCEABLE
    told = [
        NotifyDecision(on=day(on), act=ACT, decision="o", person=who) for who, on in (("a2", "07-01"), ("b2", "07-03"))
    ]
    facts = [DecisionNotified(decision="o", person=who) for who in ("a2", "b2")]
    register = register.when(*told).then(*facts)
    assert on_day(register, "o", "07-02").state is State.ADOPTED_NOT_YET_ENFORCEABLE
    assert on_day(register, "o", "07-03").state is State.IN_FORCE
    assert [r.kind.value for r in reasons(on_day(register, "o", "07-02"), day("07-02"))] == [
        "ADOPTED",
        "TRANSMITTED",
        "NOTIFIED",
        "NOT_NOTIFIED",
    ]
    stranger = NotifyDecision(on=day("07-01"), act=ACT, decision="o", person="q9")
    register.when(stranger).refused(UnknownPerson(person="q9"))


def test_an_individual_decision_is_transmitted_within_fifteen_days() -> None:
    register = given(*SITTING, order("o", "a1", individual=True))
    sent = DecisionTransmitted(decision="o", reference="AR-o", prefecture="PREF023")
    register.when(transmit("o", "07-11")).then(sent, cautions=[TransmittedLate(decision="o", due=day("07-10"))])
    in_time = given(*SITTING, order("o", "a1", individual=True))
    in_time.when(transmit("o", "07-10")).then(sent)


def test_what_is_not_subject_to_transmission_binds_once_published() -> None:
    register = given(*SITTING, order("o", "a1", transmissible=False), publish("o", "06-30"))
    assert on_day(register, "o", "06-29").state is State.ADOPTED_NOT_YET_ENFORCEABLE
    assert on_day(register, "o", "06-30").state is State.IN_FORCE


def test_nothing_happens_to_a_decision_before_it_is_taken_nor_twice() -> None:
    register = given(*SITTING, deliberate("d1"))
    early = transmit("d1", "06-24")
    register.when(early).refused(BeforeAdoption(decision="d1", on=day("06-24"), adopted_on=day("06-25")))
    register.when(publish("d9")).refused(UnknownReference(reference="decision:d9"))
    register = register.given(transmit("d1"))
    entry = len(register.ledger.entries)
    again = AlreadyTransmitted(decision="d1", transmitted_on=day("06-26"), entry=entry)
    register.when(transmit("d1", "06-29")).refused(again)


def test_the_prefect_s_observations_change_nothing() -> None:
    seen = ObserveLegality(on=day("07-20"), act=ACT, decision="d1", grounds="Convocation")
    register = given(*SITTING, *in_force("d1")).when(seen).then(LegalityObserved(decision="d1", grounds="Convocation"))
    assert on_day(register, "d1", "07-21").state is State.IN_FORCE
    assert on_day(register, "d1", "07-21").observations[0].grounds == "Convocation"


# -- changed


@pytest.mark.parametrize(
    ("kind", "state"), [(SupersedeDecision, State.SUPERSEDED), (AbrogateDecision, State.ABROGATED)]
)
def test_ex_nunc_ends_it_for_the_future(kind: type[Any], state: State) -> None:
    register = given(*SITTING, *in_force("d1"), *in_force("d2", "09-10"), change(kind, "d1", "d2", "09-10"))
    assert [(start, s) for start, _, s in life(register, "d1")] == [("06-25", State.IN_FORCE), ("09-10", state)]


def test_withdrawn_it_never_was_in_force_though_it_was_as_known_before() -> None:
    register = given(*SITTING, *in_force("d1"), *in_force("d2", "09-10"))
    before = len(register.ledger.entries)
    withdraw = change(WithdrawDecision, "d1", "d2", "09-10")
    register = register.when(withdraw).then(DecisionWithdrawn(decision="d1", by_decision="d2"))
    assert [(start, s) for start, _, s in life(register, "d1", before)] == [("06-25", State.IN_FORCE)]
    assert [(start, s) for start, _, s in life(register, "d1")] == [("06-25", State.WITHDRAWN)]
    ended = list(reasons(on_day(register, "d1", "07-01"), day("07-01")))[-1]
    assert (ended.kind.value, ended.entry, ended.on) == ("ENDED", before + 1, day("06-25"))


def test_annulled_ex_tunc_or_from_the_day_that_the_judge_sets() -> None:
    register = given(*SITTING, *in_force("d1"), *in_force("d2"))
    before = len(register.ledger.entries)
    ex_tunc, deferred = annul("d1", "10-01"), annul("d2", "10-01", effect_from=day("2027-01-01"))
    register = register.when(ex_tunc, deferred).then(
        DecisionAnnulled(decision="d1", court="TA"),
        DecisionAnnulled(decision="d2", court="TA", effect_from=day("2027-01-01")),
    )
    assert [s for _, _, s in life(register, "d1", before)] == [State.IN_FORCE]
    assert [s for _, _, s in life(register, "d1")] == [State.ANNULLED]
    assert on_day(register, "d2", "12-31").state is State.IN_FORCE
    assert on_day(register, "d2", "12-31").relations[0].since == day("2027-01-01")
    assert on_day(register, "d2", "09-30").relations == ()
    assert on_day(register, "d2", "2027-01-01").state is State.ANNULLED
    early = annul("d2", "10-01", effect_from=day("06-01"))
    register.when(early).refused(BeforeAdoption(decision="d2", on=day("06-01"), adopted_on=day("06-25")))


def test_it_is_suspended_until_the_suspension_ends() -> None:
    suspend = SuspendDecision(on=day("08-01"), act=OTHER_ACT, decision="d1", court="TA")
    lift = LiftSuspension(on=day("10-01"), act=OTHER_ACT, decision="d1", cause=SuspensionEnd.JUDGMENT_ON_THE_MERITS)
    register = given(*SITTING, *in_force("d1"))
    register.when(lift).refused(NotSuspendedThen(decision="d1", on=day("10-01")))
    register = register.when(suspend, lift).then(
        DecisionSuspended(decision="d1", court="TA"), SuspensionLifted(decision="d1", cause=lift.cause)
    )
    assert [(start, s) for start, _, s in life(register, "d1")] == [
        ("06-25", State.IN_FORCE),
        ("08-01", State.SUSPENDED),
        ("10-01", State.IN_FORCE),
    ]
    entry = register.at(DecisionSuspended(decision="d1", court="TA"))
    again = SuspendDecision(on=day("09-01"), act=OTHER_ACT, decision="d1", court="CAA")
    register.when(again).refused(SuspendedAlready(decision="d1", since=day("08-01"), entry=entry))


def test_it_lapses_by_itself() -> None:
    lapse = RecordLapse(on=day("12-31"), act=ACT, decision="d1", cause=LapseCause.TERM_REACHED)
    register = (
        given(*SITTING, *in_force("d1")).when(lapse).then(DecisionLapsed(decision="d1", cause=LapseCause.TERM_REACHED))
    )
    assert on_day(register, "d1", "12-31").state is State.LAPSED
    entry = len(register.ledger.entries)
    late = change(AbrogateDecision, "d1", "d2", "2027-02-01")
    gone = NoLongerStands(decision="d1", state=State.LAPSED, since=day("12-31"), entry=entry)
    register.given(*in_force("d2", "2027-02-01")).when(late).refused(gone)


def test_what_was_lawful_then_is_recorded_after_what_came_later() -> None:
    register = given(*SITTING, *in_force("d1"), *in_force("d2", "09-10"), annul("d1", "11-01"))
    register.when(change(AbrogateDecision, "d1", "d2", "09-10")).recorded()
    register.when(annul("d1", "12-01")).refused(
        NoLongerStands(
            decision="d1",
            state=State.ANNULLED,
            since=day("06-25"),
            entry=register.at(DecisionAnnulled(decision="d1", court="TA")),
        )
    )


def test_each_change_is_recorded_with_its_articles_and_its_reason() -> None:
    register = given(*SITTING, *in_force("d1"), *in_force("d2", "09-10"))
    said: dict[str, Any] = {"decision": "d1", "by_decision": "d2", "reason": "Erreur de périmètre"}
    when: dict[str, Any] = {"on": day("09-10"), "act": ACT, **said}
    register.when(
        AmendDecision(**when, articles=("1",)),
        SupersedeDecision(**when, articles=("2",)),
        AbrogateDecision(**when, articles=("3",)),
        WithdrawDecision(**when),
    ).then(
        DecisionAmended(**said, articles=("1",)),
        DecisionSuperseded(**said, articles=("2",)),
        DecisionAbrogated(**said, articles=("3",)),
        DecisionWithdrawn(**said),
    )


def test_a_change_is_checked() -> None:
    register = given(*SITTING, *in_force("d1"), *in_force("d2", "09-10"))
    register.when(change(AmendDecision, "d1", "d1", "09-10")).refused(RelatesToItself(decision="d1"))
    unknown = UnknownArticle(decision="d1", articles=("9",), known=("1", "2", "3"))
    for command in (change(AbrogateDecision, "d1", "d2", "09-10", "9"), annul("d1", "09-10", "9")):
        register.when(command).refused(unknown)
    register.when(change(AmendDecision, "d1", "d2", "09-10", "9")).recorded()
    early = change(AbrogateDecision, "d1", "d2", "09-09")
    register.when(early).refused(BeforeAdoption(decision="d2", on=day("09-09"), adopted_on=day("09-10")))


def test_a_change_may_deserve_a_second_look() -> None:
    signed = order("o", "a1", "12-01", individual=True, creates_rights=True)
    register = given(*SITTING, *in_force("d1"), signed)
    fact = DecisionWithdrawn(decision="d1", by_decision="o")
    named = {"decision": "d1", "by_decision": "o"}
    cautions: list[Caution] = [
        OtherAuthority(**named),
        NotYetBinding(**named, on=day("12-01")),
        TakenBackLate(decision="d1", due=day("10-25")),
    ]
    register.when(change(WithdrawDecision, "d1", "o", "12-01")).then(fact, cautions=cautions)


def test_it_is_taken_back_within_four_months_without_a_word() -> None:
    register = given(*SITTING, *in_force("d1"), *in_force("d2", "10-25"), *in_force("d3", "10-26"))
    (in_time,) = register.ledger.decide((change(WithdrawDecision, "d1", "d2", "10-25"),))
    assert in_time.cautions == ()
    (late,) = register.ledger.decide((change(WithdrawDecision, "d1", "d3", "10-26"),))
    assert late.cautions == (TakenBackLate(decision="d1", due=day("10-25")),)


@pytest.mark.parametrize("creates_rights", [True, False])
def test_what_creates_rights_is_abrogated_within_four_months_too(creates_rights: bool) -> None:
    register = given(*SITTING, *in_force("d1", creates_rights=creates_rights), *in_force("d2", "11-10"))
    (step,) = register.ledger.decide((change(AbrogateDecision, "d1", "d2", "11-10"),))
    assert step.cautions == ((TakenBackLate(decision="d1", due=day("10-25")),) if creates_rights else ())


def test_what_is_no_longer_in_force_may_still_be_annulled_for_the_past() -> None:
    register = given(*SITTING, *in_force("d1"), *in_force("d2", "09-10"), change(AbrogateDecision, "d1", "d2", "09-10"))
    register = register.when(annul("d1", "11-01")).recorded()
    assert {s.thing.state for s in _spans(register, "d1")} == {State.ANNULLED}


# -- what falls, and what stands again


def test_what_a_withdrawn_decision_replaced_is_as_it_was() -> None:
    register = given(
        *SITTING,
        *in_force("d1"),
        *in_force("d2", "09-10"),
        change(SupersedeDecision, "d1", "d2", "09-10"),
        *in_force("d3", "10-10"),
    )
    withdrawn = DecisionWithdrawn(decision="d2", by_decision="d3")
    restored = DecisionRestored(decision="d1", by_decision="d2")
    register = register.when(change(WithdrawDecision, "d2", "d3", "10-10")).then(withdrawn, restored)
    assert {s.thing.state for s in _spans(register, "d1")} == {State.IN_FORCE}


def test_what_a_void_decision_replaced_is_as_if_it_had_not_been_replaced() -> None:
    register = given(
        *SITTING, *in_force("d1"), *in_force("d2", "09-10"), change(SupersedeDecision, "d1", "d2", "09-10")
    )
    before = len(register.ledger.entries)
    restored = DecisionRestored(decision="d1", by_decision="d2")
    register = register.when(annul("d2", "11-01")).then(DecisionAnnulled(decision="d2", court="TA"), restored)
    assert on_day(register, "d1", "10-01").state is State.IN_FORCE
    assert life(register, "d1", before)[-1][2] is State.SUPERSEDED
    assert applies(register, "d1", "10-01").applies == "d1"


def _restored(register: Given) -> list[Entry]:
    return [e for e in standing(register.ledger.entries) if isinstance(e.fact, DecisionRestored)]


def test_an_annulment_recorded_wrongly_takes_with_it_what_it_had_restored() -> None:
    register = given(
        *SITTING, *in_force("d1"), *in_force("d2", "09-10"), change(SupersedeDecision, "d1", "d2", "09-10")
    ).given(annul("d2", "11-01"))
    wrong = DecisionAnnulled(decision="d2", court="TA")
    same = register.correct(wrong, annul("d2", "11-01"))
    register.when(same).refused(NothingToRectify(entry=same.entry))
    gone = register.when(register.correct(wrong)).recorded()
    assert on_day(gone, "d1", "10-01").state is State.SUPERSEDED
    assert applies(gone, "d1", "10-01").applies == "d2"
    assert not _restored(gone)


def test_an_annulment_whose_day_was_wrong_restores_on_the_right_one() -> None:
    register = given(
        *SITTING, *in_force("d1"), *in_force("d2", "09-10"), change(SupersedeDecision, "d1", "d2", "09-10")
    ).given(annul("d2", "11-01"))
    later = register.correct(DecisionAnnulled(decision="d2", court="TA"), annul("d2", "12-01"))
    moved = register.when(later).recorded()
    assert on_day(moved, "d1", "10-01").state is State.IN_FORCE
    assert [entry.effective_on for entry in _restored(moved)] == [day("12-01")]
    moved.when(later).already_true()


def test_a_change_recorded_wrongly_takes_with_it_that_it_never_was() -> None:
    register = given(*SITTING, *in_force("d1"), *in_force("d2", "09-10"), annul("d2", "11-01"))
    register = register.given(change(SupersedeDecision, "d1", "d2", "09-10"))
    gone = register.when(register.correct(DecisionSuperseded(decision="d1", by_decision="d2"))).recorded()
    assert not _restored(gone)
    assert on_day(gone, "d1", "10-01").state is State.IN_FORCE


def test_a_replacement_recorded_after_the_annulment_of_what_replaced_comes_to_the_same() -> None:
    register = given(*SITTING, *in_force("d1"), *in_force("d2", "09-10"), annul("d2", "11-01"))
    supersede = change(SupersedeDecision, "d1", "d2", "09-10")
    register = register.when(supersede).then(
        DecisionSuperseded(decision="d1", by_decision="d2"), DecisionRestored(decision="d1", by_decision="d2")
    )
    assert on_day(register, "d1", "10-01").state is State.IN_FORCE
    register.when(annul("d2", "11-01")).already_true()


def test_a_withdrawal_by_a_void_decision_restores_nothing_that_the_withdrawn_one_replaced() -> None:
    register = given(
        *SITTING,
        *in_force("d1"),
        *in_force("d2", "09-10"),
        change(SupersedeDecision, "d1", "d2", "09-10"),
        *in_force("d3", "10-10"),
        annul("d3", "11-01"),
    )
    register = register.when(change(WithdrawDecision, "d2", "d3", "10-10")).then(
        DecisionWithdrawn(decision="d2", by_decision="d3"), DecisionRestored(decision="d2", by_decision="d3")
    )
    assert on_day(register, "d2", "12-01").state is State.IN_FORCE
    assert on_day(register, "d1", "12-01").state is State.SUPERSEDED


def test_a_withdrawal_that_is_annulled_brings_the_decision_back() -> None:
    register = given(*SITTING, *in_force("d1"), *in_force("d2", "09-10"), change(WithdrawDecision, "d1", "d2", "09-10"))
    register = register.given(annul("d2", "11-01"))
    assert {s.thing.state for s in _spans(register, "d1")} == {State.IN_FORCE}


def test_a_deferred_annulment_leaves_what_was_done_before() -> None:
    register = given(
        *SITTING, *in_force("d1"), *in_force("d2", "09-10"), change(SupersedeDecision, "d1", "d2", "09-10")
    )
    deferred = annul("d2", "11-01", effect_from=day("2027-01-01"))
    register = register.when(deferred).then(DecisionAnnulled(decision="d2", court="TA", effect_from=day("2027-01-01")))
    assert on_day(register, "d1", "12-01").state is State.SUPERSEDED


# -- which one applies


def test_the_chain_is_followed_to_what_applies() -> None:
    register = given(
        *SITTING,
        *in_force("d1"),
        *in_force("d2", "09-10"),
        *in_force("d3", "10-10"),
        change(SupersedeDecision, "d1", "d2", "09-10"),
        change(SupersedeDecision, "d2", "d3", "10-10"),
    )
    now = applies(register, "d1", "11-01")
    assert (now.applies, [(link.decision, link.by_decision, link.tells) for link in now.chain]) == (
        "d3",
        [("d1", "d2", True), ("d2", "d3", True)],
    )
    assert applies(register, "d1", "10-09").applies == "d2"
    assert applies(register, "d1", "09-09").applies == "d1"
    assert applies(register, "d1", "09-09").chain == ()


def test_what_replaced_it_tells_only_while_it_is_in_force() -> None:
    register = given(
        *SITTING, *in_force("d1"), *in_force("d2", "09-10"), change(SupersedeDecision, "d1", "d2", "09-10")
    )
    suspended = register.given(SuspendDecision(on=day("10-01"), act=OTHER_ACT, decision="d2", court="TA"))
    assert applies(suspended, "d1", "09-30").applies == "d2"
    provisional = applies(suspended, "d1", "10-02")
    assert (provisional.applies, provisional.chain[0].tells) == ("d1", False)


def test_each_article_says_whose_text_applies() -> None:
    register = given(
        *SITTING,
        *in_force("d1"),
        *in_force("d2", "09-10"),
        change(AmendDecision, "d1", "d2", "09-10", "2", "4"),
        annul("d1", "10-01", "3"),
    )
    now = applies(register, "d1", "10-02")
    assert [(a.article, a.text_of, a.state) for a in now.articles] == [
        ("1", "d1", State.IN_FORCE),
        ("2", "d2", State.IN_FORCE),
        ("3", None, State.ANNULLED),
        ("4", "d2", State.IN_FORCE),
    ]
    assert now.applies == "d1"
    assert [(a.article, a.text_of) for a in applies(register, "d1", "09-09").articles][1] == ("2", "d1")
    fallen = register.given(annul("d2", "11-01"))
    assert [(a.article, a.text_of) for a in applies(fallen, "d1", "11-01").articles][1] == ("2", "d1")


def test_an_article_is_suspended_by_itself() -> None:
    suspend = SuspendDecision(on=day("08-01"), act=OTHER_ACT, decision="d1", court="TA", articles=("2",))
    register = given(*SITTING, *in_force("d1"), suspend)
    assert on_day(register, "d1", "08-02").state is State.IN_FORCE
    now = applies(register, "d1", "08-02")
    assert [(a.article, a.text_of, a.state) for a in now.articles][:2] == [
        ("1", "d1", State.IN_FORCE),
        ("2", None, State.SUSPENDED),
    ]


def test_partial_ends_add_up_to_the_whole() -> None:
    register = given(
        *SITTING,
        *in_force("d1"),
        *in_force("d2", "09-10"),
        change(AbrogateDecision, "d1", "d2", "09-10", "1", "2"),
    )
    assert on_day(register, "d1", "09-10").state is State.IN_FORCE
    again = change(AbrogateDecision, "d1", "d2", "09-20", "2")
    with_entry = len(register.ledger.entries)
    register.when(again).refused(
        NoLongerStands(decision="d1", state=State.ABROGATED, since=day("09-10"), entry=with_entry)
    )
    register = register.given(change(AbrogateDecision, "d1", "d2", "10-10", "3"))
    assert on_day(register, "d1", "10-09").state is State.IN_FORCE
    assert on_day(register, "d1", "10-10").state is State.ABROGATED
    assert applies(register, "d1", "10-10").applies is None


# -- corrections


def test_a_struck_judgment_leaves_the_decision_as_it_was() -> None:
    register = given(*SITTING, *in_force("d1"), annul("d1", "10-01"))
    register = register.when(register.correct(DecisionAnnulled(decision="d1", court="TA"))).recorded()
    assert [s for _, _, s in life(register, "d1")] == [State.IN_FORCE]


def test_what_changed_another_is_struck_only_with_a_replacement() -> None:
    register = given(
        *SITTING, *in_force("d1"), deliberate("d2", "09-10"), change(AmendDecision, "d1", "d2", "09-10", "1")
    )
    founding = next(e for e in register.ledger.entries if e.fact.tags()[0] == "decision:d2")
    resting = len(register.ledger.entries)
    refusal: Refusal = StillReferredTo(entry=founding.position, reference="decision:d2", replacements=(resting,))
    register.when(register.correct(founding.fact)).refused(refusal)
