"""Governance pacts: debated, sent to the councils, adopted on time or late, amended clause by clause, ended."""

import datetime as dt

import pytest
from msgspec import structs

from domain.core.entry import standing
from domain.facts.pact import (
    DevelopmentCouncilDebated,
    PactAdopted,
    PactAmended,
    PactBasis,
    PactClause,
    PactDebated,
    PactDraftSent,
    PactEndCause,
    PactEnded,
    PactOpinionGiven,
    PactOpinionKind,
    PactTrigger,
)
from domain.pact import (
    EMPTY,
    AdoptPact,
    AmendPact,
    EndPact,
    PactAdoptedLate,
    PactCouncilsNotConsulted,
    PactOpinionLate,
    PactOpinionsAwaited,
    PactOpinionUnasked,
    RecordDevelopmentCouncilDebate,
    RecordPactDebate,
    RecordPactOpinion,
    SendPactDraft,
    evolve,
)
from domain.pact_checks import (
    MunicipalCouncilExpected,
    PactAlreadyAdopted,
    PactAmendmentEmpty,
    PactAmendmentTaken,
    PactClauseTwice,
    PactClauseUnknown,
    PactDatesReversed,
    PactIsEnded,
    PactNotDecided,
    PactNotInForce,
    PactOrganizationMismatch,
    PactTriggerMissing,
)
from domain.pact_life import GovernancePact, PactState
from domain.pact_standing import PactOpinionState, PactStep, councils, standing_of, standing_on
from domain.references import AlreadyFounded, NotYetThen, UnknownReference
from tests.domain.given import Given, given
from tests.domain.life import ACT, OPENED, A, day

NORTH, SOUTH = "commune:23001", "commune:23002"
MAYORS = PactClause(clause="mayors", title="Mayors", text="They are asked.")
SERVICES = PactClause(clause="services", title="Services", text="They are shared.")
NEW_SERVICES = PactClause(clause="services", title="Services", text="They are shared by half.")
PARITY = PactClause(clause="parity", title="Parity", text="It is sought.")

DEBATE = RecordPactDebate(
    on=day("06-25"),
    act=ACT,
    pact="a",
    basis=PactBasis.STATUTORY_EPCI,
    decided=True,
    organization=A,
    trigger=PactTrigger.GENERAL_RENEWAL,
    trigger_on=day("03-15"),
)
DEBATED = PactDebated(
    pact="a",
    basis=PactBasis.STATUTORY_EPCI,
    decided=True,
    organization=A,
    trigger=PactTrigger.GENERAL_RENEWAL,
    trigger_on=day("03-15"),
)
PARTICIPATION = RecordDevelopmentCouncilDebate(on=day("06-25"), act=ACT, pact="a", consulted=True)
VOLUNTARY = RecordPactDebate(on=day("06-25"), act=ACT, pact="scot", basis=PactBasis.VOLUNTARY_SCOT, decided=True)
SEND = SendPactDraft(on=day("09-18"), act=ACT, pact="a", communes=(NORTH, SOUTH))
OPINION = RecordPactOpinion(on=day("10-15"), act=ACT, pact="a", commune=NORTH, opinion=PactOpinionKind.UNFAVOURABLE)
ADOPT = AdoptPact(on=day("12-15"), act=ACT, pact="a", clauses=(MAYORS, SERVICES))
AMEND = AmendPact(
    on=day("2028-03-01"), act=ACT, pact="a", amendment="a1", clauses=(NEW_SERVICES,), repealed=("mayors",)
)
CONSULT = SendPactDraft(on=day("2027-12-01"), act=ACT, pact="a", communes=(NORTH,), amendment="a1")
END = EndPact(on=day("2032-06-01"), act=ACT, pact="a", cause=PactEndCause.REPLACED)


def seen(register: Given, on: str, pact: str = "a") -> GovernancePact:
    """What the pact is on a day."""
    state = EMPTY
    for entry in standing(register.ledger.entries):
        if entry.effective_on <= day(on):
            state = evolve(state, entry)
    return state.the(f"pact:{pact}")


def test_a_statutory_pact_goes_from_debate_to_end() -> None:
    given(*OPENED).when(DEBATE, PARTICIPATION, SEND, OPINION, ADOPT, CONSULT, AMEND, END).then(
        DEBATED,
        DevelopmentCouncilDebated(pact="a", consulted=True),
        PactDraftSent(pact="a", communes=(NORTH, SOUTH)),
        PactOpinionGiven(pact="a", commune=NORTH, opinion=PactOpinionKind.UNFAVOURABLE),
        PactAdopted(pact="a", clauses=(MAYORS, SERVICES)),
        PactDraftSent(pact="a", communes=(NORTH,), amendment="a1"),
        PactAmended(pact="a", amendment="a1", clauses=(NEW_SERVICES,), repealed=("mayors",)),
        PactEnded(pact="a", cause=PactEndCause.REPLACED),
    )


def test_a_voluntary_pact_has_no_deadline_and_no_caution() -> None:
    adopt = AdoptPact(on=day("2029-01-01"), act=ACT, pact="scot", clauses=(MAYORS,))
    register = (
        given(*OPENED)
        .when(VOLUNTARY, adopt)
        .then(
            PactDebated(pact="scot", basis=PactBasis.VOLUNTARY_SCOT, decided=True),
            PactAdopted(pact="scot", clauses=(MAYORS,)),
        )
    )
    stands = standing_of(seen(register, "2029-01-01", "scot"), day("2029-01-01"))
    assert (stands.due, stands.late, stands.article, stands.next) == (None, False, None, PactStep.NONE)


def test_whose_a_pact_is_follows_from_its_basis() -> None:
    for basis, organization in (
        (PactBasis.STATUTORY_EPCI, None),
        (PactBasis.STATUTORY_EPCI, NORTH),
        (PactBasis.VOLUNTARY_SCOT, A),
    ):
        wrong = structs.replace(DEBATE, basis=basis, organization=organization)
        given(*OPENED).when(wrong).refused(PactOrganizationMismatch(pact="a", basis=basis, organization=organization))


@pytest.mark.parametrize("missing", ["trigger", "trigger_on"])
def test_a_statutory_pact_says_what_it_follows(missing: str) -> None:
    given(*OPENED).when(structs.replace(DEBATE, **{missing: None})).refused(PactTriggerMissing(pact="a"))


def test_dates_follow_one_another() -> None:
    early = structs.replace(DEBATE, on=day("03-14"))
    given(*OPENED).when(early).refused(PactDatesReversed(pact="a", first=day("03-15"), then=day("03-14")))
    rounds = structs.replace(DEBATE, second_round_on=day("03-08"))
    given(*OPENED).when(rounds).refused(PactDatesReversed(pact="a", first=day("03-15"), then=day("03-08")))


def test_a_pact_is_debated_again_but_not_as_another_one() -> None:
    declined = structs.replace(DEBATE, on=day("05-28"), decided=False)
    register = given(*OPENED, declined)
    register.when(ADOPT).refused(PactNotDecided(pact="a", on=day("12-15")))
    entry = register.at(structs.replace(DEBATED, decided=False))
    other = structs.replace(DEBATE, trigger=PactTrigger.MERGER)
    register.when(other).refused(AlreadyFounded(reference="pact:a", since=day("05-28"), entry=entry))
    assert seen(register, "06-24").state is PactState.DECLINED
    again = register.when(DEBATE).then(DEBATED)
    assert seen(again, "06-25").state is PactState.IN_PREPARATION
    again.when(structs.replace(ADOPT, on=day("06-24"))).refused(PactNotDecided(pact="a", on=day("06-24")))


def test_only_what_is_known_can_be_named() -> None:
    unknown = UnknownReference(reference="decision:d")
    for command in (
        structs.replace(DEBATE, decision="d"),
        structs.replace(PARTICIPATION, on=day("06-26"), decision="d"),
        structs.replace(ADOPT, decision="d"),
    ):
        before = () if isinstance(command, RecordPactDebate) else (DEBATE,)
        given(*OPENED, *before).when(command).refused(unknown)
    given(*OPENED, DEBATE, ADOPT).when(structs.replace(AMEND, decision="d")).refused(unknown)
    given(*OPENED, DEBATE, ADOPT).when(structs.replace(END, decision="d")).refused(unknown)
    for later in (PARTICIPATION, SEND, OPINION, ADOPT, AMEND, END):
        given(*OPENED).when(later).refused(UnknownReference(reference="pact:a"))
        early = structs.replace(later, on=day("06-24"))
        given(*OPENED, DEBATE).when(early).refused(NotYetThen(reference="pact:a", on=day("06-24"), since=day("06-25")))


def test_only_municipal_councils_are_consulted() -> None:
    register = given(*OPENED, DEBATE)
    refusal = MunicipalCouncilExpected(pact="a", organization=A)
    register.when(structs.replace(SEND, communes=(NORTH, A))).refused(refusal)
    register.when(structs.replace(OPINION, commune=A)).refused(refusal)


def test_silence_of_two_months_is_an_opinion_deemed_given() -> None:
    register = given(*OPENED, DEBATE, SEND, OPINION)

    def states(on: str) -> list[PactOpinionState]:
        return [council.state for council in councils(seen(register, on), day(on))]

    assert states("09-17") == []
    assert states("10-14") == [PactOpinionState.AWAITED, PactOpinionState.AWAITED]
    assert states("11-17") == [PactOpinionState.GIVEN, PactOpinionState.AWAITED]
    assert states("11-18") == [PactOpinionState.GIVEN, PactOpinionState.DEEMED]


def test_a_draft_sent_again_starts_two_months_anew() -> None:
    again = structs.replace(SEND, on=day("10-20"))
    register = given(*OPENED, DEBATE, SEND, OPINION, again)
    found = councils(seen(register, "11-20"), day("11-20"))
    assert [(c.state, c.until) for c in found] == [(PactOpinionState.AWAITED, day("12-20"))] * 2


def test_the_opinion_on_an_amendment_is_not_one_on_the_pact() -> None:
    register = given(*OPENED, DEBATE, SEND, ADOPT, CONSULT)
    pact, on = seen(register, "2027-12-31"), day("2027-12-31")
    assert [c.commune for c in councils(pact, on, "a1")] == [NORTH]
    assert [c.commune for c in councils(pact, on)] == [NORTH, SOUTH]
    opinion = structs.replace(OPINION, on=day("2027-12-20"), amendment="a1")
    pact = seen(register.given(opinion), "2027-12-31")
    assert councils(pact, on, "a1")[0].state is PactOpinionState.GIVEN
    assert councils(pact, on)[0].state is PactOpinionState.DEEMED


def test_an_opinion_unasked_or_late_is_recorded_with_a_caution() -> None:
    opinion = PactOpinionGiven(pact="a", commune=NORTH, opinion=PactOpinionKind.UNFAVOURABLE)
    unasked = PactOpinionUnasked(pact="a", commune=NORTH, on=day("10-15"))
    given(*OPENED, DEBATE).when(OPINION).then(opinion, cautions=[unasked])
    late = PactOpinionLate(pact="a", commune=NORTH, until=day("11-18"))
    register = given(*OPENED, DEBATE, SEND)
    register.when(structs.replace(OPINION, on=day("11-19"))).then(opinion, cautions=[late])
    given(*OPENED, DEBATE, SEND).when(structs.replace(OPINION, on=day("11-18"))).then(opinion)


def test_adopting_before_two_months_or_without_a_draft_is_recorded_with_a_caution() -> None:
    adopted = PactAdopted(pact="a", clauses=(MAYORS, SERVICES))
    early = structs.replace(ADOPT, on=day("11-17"))
    awaited = PactOpinionsAwaited(pact="a", communes=(SOUTH,), until=day("11-18"))
    given(*OPENED, DEBATE, SEND, OPINION).when(early).then(adopted, cautions=[awaited])
    given(*OPENED, DEBATE, SEND, OPINION).when(structs.replace(ADOPT, on=day("11-18"))).then(adopted)
    given(*OPENED, DEBATE).when(ADOPT).then(adopted, cautions=[PactCouncilsNotConsulted(pact="a")])


def test_amending_asks_for_the_same_consultation() -> None:
    amended = PactAmended(pact="a", amendment="a1", clauses=(NEW_SERVICES,), repealed=("mayors",))
    register = given(*OPENED, DEBATE, SEND, ADOPT)
    register.when(AMEND).then(amended, cautions=[PactCouncilsNotConsulted(pact="a")])
    soon = structs.replace(CONSULT, on=day("2028-02-01"))
    awaited = PactOpinionsAwaited(pact="a", communes=(NORTH,), until=day("2028-04-01"))
    given(*OPENED, DEBATE, SEND, ADOPT, soon).when(AMEND).then(amended, cautions=[awaited])


@pytest.mark.parametrize(
    ("second_round", "on", "late"),
    [
        (None, "2026-12-15", None),
        (None, "2026-12-16", PactAdoptedLate(pact="a", due=day("12-15"), days=1)),
        ("2026-03-22", "2026-12-22", None),
        ("2026-03-22", "2027-01-22", PactAdoptedLate(pact="a", due=day("12-22"), days=31)),
    ],
)
def test_a_late_adoption_is_recorded_with_a_caution(
    second_round: str | None, on: str, late: PactAdoptedLate | None
) -> None:
    debate = structs.replace(DEBATE, second_round_on=day(second_round) if second_round else None)
    given(*OPENED, debate, SEND).when(structs.replace(ADOPT, on=day(on))).then(
        PactAdopted(pact="a", clauses=(MAYORS, SERVICES)), cautions=[late] if late else []
    )


def test_after_the_renewal_of_2020_the_law_gave_a_year_but_not_after_a_merger() -> None:
    first, second = day("2020-03-15"), day("2020-06-28")
    debate = structs.replace(DEBATE, on=day("2020-12-10"), trigger_on=first, second_round_on=second)
    assert seen(given(*OPENED, debate), "2020-12-10").due == day("2021-06-28")
    merged = structs.replace(debate, trigger=PactTrigger.MERGER, trigger_on=second, second_round_on=None)
    assert seen(given(*OPENED, merged), "2020-12-10").due == day("2021-03-28")


def test_where_a_pact_stands_follows_the_days() -> None:
    register = given(*OPENED, DEBATE, PARTICIPATION, SEND, OPINION)

    def stands(on: str) -> tuple[object, ...]:
        s = standing_on(seen(register, on), day(on), statutory=True)
        return (s.next, s.late, s.days_late, s.draft_late, s.given, s.deemed, s.awaited)

    assert stands("07-01") == (PactStep.SEND_DRAFT, False, 0, False, 0, 0, 0)
    assert stands("10-20") == (PactStep.AWAIT_OPINIONS, False, 0, False, 1, 0, 1)
    assert stands("12-18") == (PactStep.ADOPT, True, 3, False, 1, 1, 0)
    adopted = register.given(structs.replace(ADOPT, on=day("12-17")))
    register = adopted
    assert stands("2027-06-01") == (PactStep.NONE, True, 2, False, 1, 1, 0)
    due = standing_of(seen(adopted, "12-17"), day("12-17"))
    assert (due.due, due.transmit_by) == (day("12-15"), day("10-15"))


def test_a_draft_not_sent_two_months_before_is_late() -> None:
    pact = seen(given(*OPENED, DEBATE, PARTICIPATION), "12-01")
    assert [standing_of(pact, day(on)).draft_late for on in ("10-15", "10-16")] == [False, True]


def test_public_participation_is_debated_even_without_a_pact() -> None:
    declined = given(*OPENED, structs.replace(DEBATE, decided=False))
    assert standing_of(seen(declined, "12-01"), day("12-01")).next is PactStep.DEBATE_PUBLIC_PARTICIPATION
    debated = declined.given(PARTICIPATION)
    stands = standing_of(seen(debated, "2027-12-01"), day("2027-12-01"))
    assert (stands.next, stands.due, stands.late) == (PactStep.NONE, None, False)


def test_after_a_renewal_an_epci_debates_anew() -> None:
    before = structs.replace(DEBATE, on=day("2020-12-10"), trigger_on=day("2020-03-15"))
    pact = seen(given(*OPENED, before, structs.replace(ADOPT, on=day("2021-06-01"))), "2026-12-16")
    assert standing_on(pact, day("2026-03-14"), statutory=True).state is PactState.ADOPTED
    stands = standing_on(pact, day("2026-12-16"), statutory=True)
    assert (stands.state, stands.next, stands.due, stands.days_late) == (None, PactStep.DEBATE, day("12-15"), 1)
    assert stands.draft_late
    assert standing_on(pact, day("2026-03-15"), statutory=True).next is PactStep.DEBATE
    assert standing_on(None, day("2026-12-16"), statutory=False).due is None
    assert standing_on(None, day("2019-12-31"), statutory=True).due is None


def test_clauses_have_versions_and_the_one_in_force_is_known_on_every_day() -> None:
    register = given(*OPENED, DEBATE, SEND, ADOPT, CONSULT, AMEND)

    def texts(on: str) -> dict[str, str | None]:
        return {c.clause: c.in_force.text if c.in_force else None for c in seen(register, on).clauses}

    assert texts("2028-02-29") == {"mayors": MAYORS.text, "services": SERVICES.text}
    assert texts("2028-03-01") == {"mayors": None, "services": NEW_SERVICES.text}
    services = seen(register, "2028-03-01").clauses[1].versions
    assert [(v.since, v.until, v.amendment) for v in services] == [
        (day("12-15"), day("2028-03-01"), None),
        (day("2028-03-01"), None, "a1"),
    ]
    only = AmendPact(on=day("2028-06-01"), act=ACT, pact="a", amendment="a3", clauses=(PARITY,))
    register = register.given(only)
    assert texts("2028-06-01") == {"mayors": None, "services": NEW_SERVICES.text, "parity": PARITY.text}
    back = AmendPact(on=day("2029-01-01"), act=ACT, pact="a", amendment="a2", clauses=(MAYORS,))
    assert [v.until for v in seen(register.given(back), "2029-01-01").clauses[0].versions] == [
        day("2028-03-01"),
        None,
    ]


def test_what_an_amendment_cannot_be() -> None:
    adopted = given(*OPENED, DEBATE, SEND, ADOPT, CONSULT)
    nothing = structs.replace(AMEND, clauses=(), repealed=())
    adopted.when(nothing).refused(PactAmendmentEmpty(pact="a", amendment="a1"))
    both = structs.replace(AMEND, repealed=("services",))
    adopted.when(both).refused(PactClauseTwice(pact="a", clause="services"))
    gone = structs.replace(AMEND, clauses=(), repealed=("gone",))
    adopted.when(gone).refused(PactClauseUnknown(pact="a", clause="gone", on=AMEND.on))
    soon = structs.replace(AMEND, on=day("12-14"))
    adopted.when(soon).refused(PactNotInForce(pact="a", on=day("12-14")))
    again = structs.replace(AMEND, on=day("2028-04-01"), repealed=())
    adopted.given(AMEND).when(again).refused(PactAmendmentTaken(pact="a", amendment="a1"))
    twice = structs.replace(ADOPT, clauses=(MAYORS, MAYORS))
    given(*OPENED, DEBATE).when(twice).refused(PactClauseTwice(pact="a", clause="mayors"))


def test_an_adopted_pact_is_made_no_more() -> None:
    register = given(*OPENED, DEBATE, SEND, ADOPT)
    refusal = PactAlreadyAdopted(pact="a", adopted_on=day("12-15"))
    register.when(structs.replace(ADOPT, on=day("12-16"))).refused(refusal)
    register.when(structs.replace(SEND, on=day("12-16"))).refused(refusal)
    register.when(structs.replace(END, cause=PactEndCause.ABANDONED)).refused(refusal)
    # What was sent before is recorded even when it is known late.
    register.when(structs.replace(SEND, on=day("09-25"))).recorded()


def test_an_ended_pact_is_over() -> None:
    register = given(*OPENED, DEBATE, SEND, ADOPT, END)
    refusal = PactIsEnded(pact="a", ended_on=END.on)
    later = dt.date(2032, 7, 1)
    for command in (DEBATE, PARTICIPATION, SEND, OPINION, AMEND, END):
        register.when(structs.replace(command, on=later)).refused(refusal)
    given(*OPENED, DEBATE).when(END).refused(PactNotInForce(pact="a", on=END.on))
    abandoned = given(*OPENED, DEBATE, EndPact(on=day("09-01"), act=ACT, pact="a", cause=PactEndCause.ABANDONED))
    abandoned.when(ADOPT).refused(PactIsEnded(pact="a", ended_on=day("09-01")))
    assert standing_of(seen(abandoned, "2027-01-01"), day("2027-01-01")).due is None
