"""Documents and contracts are followed; a document and the SCoT are compared in the direction of its kind."""

import datetime as dt
from typing import Any

import pytest

from domain import compatibility as k
from domain import contracts as c
from domain import documents as d
from domain.checks.compatibility import CompatibilityOverdue, DocumentIncompatible, warnings
from domain.compatibility import Due, due
from domain.core.notices import Caution
from domain.core.refusals import UnknownPerson
from domain.document_life import Document, apply
from domain.facts import documents as f
from domain.facts.documents import (
    CompatibilityOutcome,
    ContractEndCause,
    ContractKind,
    DocumentKind,
    DocumentState,
    FollowedCompetence,
    ReferentEndCause,
    SchemeRelation,
)
from domain.people import RegisterPerson
from domain.references import AlreadyFounded, UnknownReference
from domain.rules.documents import OUTCOMES, PLACES, RELATIONS, HierarchyPlace
from domain.scheme import PrescribeScheme
from domain.things import life
from tests.domain.given import Given, given
from tests.domain.life import ACT, OUTSIDER, SITTING, A, B, day

State, Outcome = DocumentState, CompatibilityOutcome
SETTLED = dt.date(2021, 9, 10)
"""Since when the SCoT stands."""


def _at(on: str, document: str = "plui") -> dict[str, Any]:
    return {"on": day(on), "act": ACT, "document": document}


def _under(on: str) -> dict[str, Any]:
    return {"on": day(on), "act": ACT, "contract": "crte"}


SCHEME = PrescribeScheme(on=day("2017-03-14"), act=ACT, scheme="hcd", title="SCoT", perimeter=(A, B))
BASE = (*SITTING, SCHEME)
FOLLOW = d.FollowDocument(
    **_at("2020-09-24"),
    kind=DocumentKind.PLUI,
    title="PLUi",
    owner=A,
    themes=("planning",),
    territory=(A,),
    state=State.ENFORCEABLE,
    state_since=day("2019-04-01"),
    approved_on=day("2019-02-14"),
    version="2019",
)
GEMAPI = d.FollowCompetence(
    **_at("2020-09-24", "gemapi"), competence=FollowedCompetence.GEMAPI, title="GEMAPI", owner=A
)
NAME = d.NameReferent(**_at("06-01"), person="a1")
LEAVE = d.EndReferent(**_at("10-01"), person="a1", cause=ReferentEndCause.RENUNCIATION)
CHECK = d.CheckCompatibility(**_at("2022-03-01"), outcome=Outcome.COMPATIBLE, scheme="hcd", version="2021")
CHECKED = f.CompatibilityChecked(
    document="plui",
    relation=SchemeRelation.COMPATIBLE_WITH,
    outcome=Outcome.COMPATIBLE,
    scheme="hcd",
    version="2021",
)
REVISE = d.ChangeDocumentState(**_at("2023-01-10"), state=State.UNDER_REVISION)
REPEAL = d.ChangeDocumentState(**_at("2025-01-10"), state=State.REPEALED)
OWN = d.ChangeDocumentOwner(**_at("2024-01-01"), owner=B)
REQUIRE = d.RequireCompatibility(**_at("2022-03-02"), due_on=day("2023-03-02"), note="Avis du bureau")


def follow(kind: DocumentKind, **fields: Any) -> Any:
    """A document of that kind, approved before the SCoT."""
    approved: dict[str, Any] = {"approved_on": day("2019-02-14"), "state": State.ENFORCEABLE} | fields
    return d.FollowDocument(**_at("2020-09-24"), kind=kind, title="T", owner=A, **approved)


def document_on(register: Given, on: str) -> Document:
    """The document as it is on a day."""
    entries = [entry for entry in register.ledger.entries if isinstance(entry.fact, f.DocumentFact)]
    spans = life(apply, sorted(entries, key=lambda entry: entry.legal_order))
    return next(p.thing for p in spans if p.start <= day(on) and (p.end is None or day(on) < p.end))


def due_on(register: Given, on: str, settled_on: dt.date | None = SETTLED) -> str | None:
    """What is due of it on a day, as a date."""
    found = due(document_on(register, on), settled_on)
    return None if found is None else found.on.isoformat()


def test_a_document_is_followed_with_its_referent_its_states_and_its_owner() -> None:
    given(*BASE).when(FOLLOW, REVISE, OWN, NAME, LEAVE).then(
        f.DocumentFollowed(
            document="plui",
            kind=DocumentKind.PLUI,
            title="PLUi",
            owner=A,
            themes=("planning",),
            territory=(A,),
            state=State.ENFORCEABLE,
            state_since=day("2019-04-01"),
            approved_on=day("2019-02-14"),
            version="2019",
        ),
        f.DocumentStateChanged(document="plui", state=State.UNDER_REVISION),
        f.DocumentOwnerChanged(document="plui", owner=B),
        f.ReferentNamed(document="plui", person="a1"),
        f.ReferentEnded(document="plui", person="a1", cause=ReferentEndCause.RENUNCIATION),
    )


def test_its_history_begins_with_the_state_in_which_it_was_found() -> None:
    document = document_on(given(*BASE, FOLLOW, REVISE), "2023-01-10")
    assert [(step.state, step.on) for step in document.history] == [
        (State.ENFORCEABLE, day("2019-04-01")),
        (State.UNDER_REVISION, day("2023-01-10")),
    ]
    assert (document.state, document.version) == (State.UNDER_REVISION, "2019")


def test_an_approval_is_the_last_one() -> None:
    approve = d.ChangeDocumentState(**_at("2024-05-02"), state=State.APPROVED, version="r1")
    document = document_on(given(*BASE, FOLLOW, REVISE, approve), "2024-05-02")
    assert (document.approved_on, document.version) == (day("2024-05-02"), "r1")


@pytest.mark.parametrize(
    ("kind", "place", "relation"),
    [
        (DocumentKind.SAGE, HierarchyPlace.ABOVE, SchemeRelation.ABOVE),
        (DocumentKind.SDAGE, HierarchyPlace.ABOVE, SchemeRelation.ABOVE),
        (DocumentKind.SRADDET, HierarchyPlace.ABOVE, SchemeRelation.ABOVE),
        (DocumentKind.PNR_CHARTER, HierarchyPlace.ABOVE, SchemeRelation.ABOVE),
        (DocumentKind.FLOOD_PLAN, HierarchyPlace.ABOVE, SchemeRelation.ABOVE),
        (DocumentKind.PLUI, HierarchyPlace.BELOW, SchemeRelation.COMPATIBLE_WITH),
        (DocumentKind.PLU, HierarchyPlace.BELOW, SchemeRelation.COMPATIBLE_WITH),
        (DocumentKind.COMMUNAL_MAP, HierarchyPlace.BELOW, SchemeRelation.COMPATIBLE_WITH),
        (DocumentKind.PLH, HierarchyPlace.BELOW, SchemeRelation.COMPATIBLE_WITH),
        (DocumentKind.MOBILITY_PLAN, HierarchyPlace.BELOW, SchemeRelation.COMPATIBLE_WITH),
        (DocumentKind.PCAET, HierarchyPlace.BESIDE, SchemeRelation.TAKES_ACCOUNT_OF),
        (DocumentKind.ECONOMIC_DEVELOPMENT_STRATEGY, HierarchyPlace.BESIDE, SchemeRelation.TAKES_ACCOUNT_OF),
        (DocumentKind.OTHER, HierarchyPlace.BESIDE, SchemeRelation.NONE),
        (DocumentKind.COMPETENCE, HierarchyPlace.NOT_A_PLAN, SchemeRelation.NONE),
    ],
)
def test_the_relation_to_the_scheme_follows_from_the_kind(
    kind: DocumentKind, place: HierarchyPlace, relation: SchemeRelation
) -> None:
    assert (PLACES[kind], RELATIONS[kind]) == (place, relation)


def test_a_check_takes_the_direction_of_the_kind() -> None:
    given(*BASE, FOLLOW).when(CHECK).then(CHECKED)
    sage = d.CheckCompatibility(**_at("2022-03-01"), outcome=Outcome.COMPATIBLE, scheme="hcd")
    above = f.CompatibilityChecked(
        document="plui", relation=SchemeRelation.ABOVE, outcome=Outcome.COMPATIBLE, scheme="hcd"
    )
    given(*BASE, follow(DocumentKind.SAGE)).when(sage).then(above)


def test_a_check_in_the_wrong_direction_is_refused_with_the_right_one() -> None:
    above, below = SchemeRelation.ABOVE, SchemeRelation.COMPATIBLE_WITH
    for kind, asked, right in ((DocumentKind.SAGE, below, above), (DocumentKind.PLH, above, below)):
        wrong = d.CheckCompatibility(**_at("2022-03-01"), outcome=Outcome.COMPATIBLE, scheme="hcd", relation=asked)
        refusal = k.WrongDirection(document="plui", document_kind=kind, asked=asked, right=right)
        given(*BASE, follow(kind)).when(wrong).refused(refusal)
        agreed = d.CheckCompatibility(**_at("2022-03-01"), outcome=Outcome.COMPATIBLE, scheme="hcd", relation=right)
        given(*BASE, follow(kind)).when(agreed).recorded()


def test_to_be_compatible_is_not_to_take_into_account() -> None:
    pcaet = follow(DocumentKind.PCAET)
    wrong = d.CheckCompatibility(**_at("2022-03-01"), outcome=Outcome.COMPATIBLE, scheme="hcd")
    right = SchemeRelation.TAKES_ACCOUNT_OF
    refusal = k.OutcomeOfAnotherRelation(
        document="plui", right=right, outcome=Outcome.COMPATIBLE, outcomes=OUTCOMES[right]
    )
    given(*BASE, pcaet).when(wrong).refused(refusal)
    taken = d.CheckCompatibility(**_at("2022-03-01"), outcome=Outcome.TAKEN_INTO_ACCOUNT, scheme="hcd")
    fact = f.CompatibilityChecked(document="plui", relation=right, outcome=Outcome.TAKEN_INTO_ACCOUNT, scheme="hcd")
    caution = d.BindingNotVerified(document="plui", document_kind=DocumentKind.PCAET)
    given(*BASE, pcaet).when(taken).then(fact, cautions=[caution])


def test_nothing_is_to_be_compatible_with_a_competence() -> None:
    kind = DocumentKind.COMPETENCE
    check = d.CheckCompatibility(**_at("2022-03-01", "gemapi"), outcome=Outcome.COMPATIBLE, scheme="hcd")
    require = d.RequireCompatibility(**_at("2022-03-01", "gemapi"))
    for command in (check, require):
        refusal = k.NothingToBeCompatible(document="gemapi", document_kind=kind)
        given(*BASE, GEMAPI).when(command).refused(refusal)
    state = d.ChangeDocumentState(**_at("2022-03-01", "gemapi"), state=State.APPROVED)
    given(*BASE, GEMAPI).when(state).refused(d.CompetenceIsNoDocument(document="gemapi"))
    as_document = d.FollowDocument(**_at("2020-09-24"), kind=kind, title="GEMAPI", owner=A)
    given(*BASE).when(as_document).refused(d.CompetenceIsNoDocument(document="plui"))


def test_a_competence_passes_from_one_organisation_to_another() -> None:
    passed = d.ChangeDocumentOwner(**_at("2024-01-01", "gemapi"), owner=B)
    given(*BASE).when(GEMAPI, passed).then(
        f.CompetenceFollowed(document="gemapi", competence=FollowedCompetence.GEMAPI, title="GEMAPI", owner=A),
        f.DocumentOwnerChanged(document="gemapi", owner=B),
    )
    document = document_on(given(*BASE, GEMAPI, passed), "2024-01-01")
    assert (document.owner, document.state, document.place) == (B, None, HierarchyPlace.NOT_A_PLAN)


def test_a_plu_older_than_the_scheme_has_a_year_and_three_if_it_must_be_revised() -> None:
    register = given(*BASE, FOLLOW)
    assert due(document_on(register, "2021-09-10"), SETTLED) == Due(
        on=day("2022-09-10"), article="C. urb. L131-6 (renuméroté)", entry=None, doubtful=True
    )
    against = d.CheckCompatibility(**_at("2022-03-01"), outcome=Outcome.INCOMPATIBLE, scheme="hcd")
    assert due_on(given(*BASE, FOLLOW, against), "2022-03-01") == "2024-09-10"
    assert due_on(given(*BASE, FOLLOW, CHECK), "2022-02-28") == "2022-09-10"
    assert due_on(given(*BASE, FOLLOW, CHECK), "2022-03-01") is None
    assert due_on(register, "2021-09-10", settled_on=None) is None


def test_a_plu_approved_since_the_scheme_or_void_has_nothing_due() -> None:
    approve = d.ChangeDocumentState(**_at("2022-05-02"), state=State.APPROVED)
    register = given(*BASE, FOLLOW, approve)
    assert (due_on(register, "2022-05-01"), due_on(register, "2022-05-02")) == ("2022-09-10", None)
    assert due_on(given(*BASE, FOLLOW, REPEAL), "2025-01-10") is None
    prescribed = follow(DocumentKind.PLUI, approved_on=None, state=State.PRESCRIBED)
    assert due_on(given(*BASE, prescribed), "2022-01-01") is None


def test_a_check_from_before_the_scheme_does_not_count_for_it() -> None:
    before = d.CheckCompatibility(**_at("2021-02-01"), outcome=Outcome.COMPATIBLE, scheme="hcd")
    assert due_on(given(*BASE, FOLLOW, before), "2022-01-01") == "2022-09-10"


def test_the_scheme_is_held_against_what_is_above_it_every_three_years() -> None:
    sage = follow(DocumentKind.SAGE)
    assert due_on(given(*BASE, sage), "2021-09-10") == "2024-09-10"
    register = given(*BASE, sage, d.CheckCompatibility(**_at("2023-06-01"), outcome=Outcome.COMPATIBLE, scheme="hcd"))
    assert due_on(register, "2023-06-01") == "2026-06-01"
    early = given(*BASE, sage, d.CheckCompatibility(**_at("2021-02-01"), outcome=Outcome.COMPATIBLE, scheme="hcd"))
    assert due_on(early, "2021-09-10") == "2024-09-10"


@pytest.mark.parametrize("kind", [DocumentKind.PLH, DocumentKind.MOBILITY_PLAN, DocumentKind.PCAET, DocumentKind.OTHER])
def test_other_documents_have_no_delay_in_law(kind: DocumentKind) -> None:
    assert due_on(given(*BASE, follow(kind)), "2025-01-01") is None


def test_a_deadline_that_an_act_sets_goes_before_that_of_the_law_until_it_is_met() -> None:
    register = given(*BASE, FOLLOW)
    fact = f.CompatibilityDue(document="plui", due_on=day("2023-03-02"), note="Avis du bureau")
    register.when(REQUIRE).then(fact)
    found = due(document_on(register, "2022-03-02"), SETTLED)
    assert found == Due(on=day("2023-03-02"), article="", entry=register.at(fact), doubtful=False)
    against = d.CheckCompatibility(**_at("2022-06-01"), outcome=Outcome.INCOMPATIBLE, scheme="hcd")
    met = d.CheckCompatibility(**_at("2022-07-01"), outcome=Outcome.COMPATIBLE_WITH_RESERVATIONS, scheme="hcd")
    register.given(against, met)
    assert (due_on(register, "2022-06-01"), due_on(register, "2022-07-01")) == ("2023-03-02", None)


@pytest.mark.parametrize(
    ("kind", "revision", "due", "cautions"),
    [
        (DocumentKind.PLU, False, "2022-09-10", [d.DelayToVerify(document="plui", due_on=day("2022-09-10"))]),
        (DocumentKind.PLU, True, "2024-09-10", [d.DelayToVerify(document="plui", due_on=day("2024-09-10"))]),
        (DocumentKind.SAGE, False, "2024-09-10", []),
    ],
)
def test_the_delay_of_the_law_is_reckoned(
    kind: DocumentKind, revision: bool, due: str, cautions: list[Caution]
) -> None:
    command = d.RequireCompatibility(**_at("2021-09-10"), revision_needed=revision)
    fact = f.CompatibilityDue(document="plui", due_on=day(due), revision_needed=revision)
    given(*BASE, follow(kind)).when(command).then(fact, cautions=cautions)


def test_a_deadline_needs_a_delay_in_law_or_a_day_to_come() -> None:
    no_delay = k.NoDelayInLaw(document="plui", document_kind=DocumentKind.PLH)
    given(*BASE, follow(DocumentKind.PLH)).when(d.RequireCompatibility(**_at("2022-03-02"))).refused(no_delay)
    past = d.RequireCompatibility(**_at("2022-03-02"), due_on=day("2022-03-02"))
    refusal = k.DueBeforeItIsSet(document="plui", on=day("2022-03-02"), due_on=day("2022-03-02"))
    given(*BASE, FOLLOW).when(past).refused(refusal)


def test_what_is_overdue_or_incompatible_is_said() -> None:
    against = d.CheckCompatibility(**_at("2022-03-01"), outcome=Outcome.INCOMPATIBLE, scheme="hcd")
    register = given(*BASE, FOLLOW, against)
    entry = register.ledger.entries[-1].position
    document = document_on(register, "2022-03-01")
    incompatible = DocumentIncompatible(document="plui", checked_on=day("2022-03-01"), entry=entry)
    assert list(warnings(document, SETTLED, day("2024-09-10"))) == [incompatible]
    overdue = CompatibilityOverdue(document="plui", due_on=day("2024-09-10"), days=1)
    assert list(warnings(document, SETTLED, day("2024-09-11"))) == [incompatible, overdue]


def test_an_unusual_step_warns() -> None:
    arrested = d.ChangeDocumentState(**_at("2023-01-10"), state=State.UNDER_INQUIRY)
    fact = f.DocumentStateChanged(document="plui", state=State.UNDER_INQUIRY)
    caution = d.UnusualStep(document="plui", before=State.ENFORCEABLE, state=State.UNDER_INQUIRY, on=day("2023-01-10"))
    given(*BASE, FOLLOW).when(arrested).then(fact, cautions=[caution])


def test_a_repealed_document_has_no_further_step_in_whatever_order_it_is_told() -> None:
    late = d.ChangeDocumentState(**_at("2025-06-01"), state=State.ENFORCEABLE)
    refusal = d.DocumentIsNoMore(document="plui", state=State.REPEALED, since=day("2025-01-10"), on=day("2025-06-01"))
    given(*BASE, FOLLOW, REPEAL).when(late).refused(refusal)
    given(*BASE, FOLLOW, late).when(REPEAL).refused(refusal)
    given(*BASE, FOLLOW, REPEAL).when(REVISE).recorded()


def test_the_referent_is_elected_and_one_at_a_time() -> None:
    outsider = d.NameReferent(**_at("06-01"), person=OUTSIDER)
    caution = d.ReferentWithoutMandate(document="plui", person=OUTSIDER, on=day("06-01"))
    named = f.ReferentNamed(document="plui", person=OUTSIDER)
    given(*BASE, FOLLOW).when(outsider).then(named, cautions=[caution])
    again = d.NameReferent(**_at("07-01"), person="a1")
    since = day("06-01")
    given(*BASE, FOLLOW, NAME).when(again).refused(d.AlreadyReferent(document="plui", person="a1", since=since))
    refusal = d.NotReferent(document="plui", person="a1", on=day("10-01"))
    given(*BASE, FOLLOW).when(LEAVE).refused(refusal)
    given(*BASE, FOLLOW, NAME, LEAVE).when(d.NameReferent(**_at("11-01"), person="a1")).recorded()


def test_a_referent_may_leave_a_document_that_is_no_more() -> None:
    named = d.NameReferent(**_at("2024-06-01"), person=OUTSIDER)
    leave = d.EndReferent(**_at("2025-02-01"), person=OUTSIDER, cause=ReferentEndCause.RENUNCIATION)
    others = tuple(command for command in BASE if not isinstance(command, RegisterPerson) or command.person != OUTSIDER)
    known = RegisterPerson(on=day("2020-01-01"), person=OUTSIDER, given_name="G", family_name="F")
    given(*others, known, FOLLOW, named, REPEAL).when(leave).recorded()


def test_only_what_is_known_can_be_named() -> None:
    unknown: tuple[tuple[Any, str], ...] = (
        (
            d.CheckCompatibility(**_at("2022-03-01", "x"), outcome=Outcome.COMPATIBLE, scheme="hcd"),
            "document:x",
        ),
        (d.CheckCompatibility(**_at("2022-03-01"), outcome=Outcome.COMPATIBLE, scheme="x"), "scheme:x"),
        (
            d.CheckCompatibility(**_at("2022-03-01"), outcome=Outcome.COMPATIBLE, scheme="hcd", orientations=("x",)),
            "orientation:x",
        ),
        (d.ChangeDocumentOwner(**_at("2024-01-01"), owner="org:x"), "org:x"),
        (d.ChangeDocumentState(**_at("2024-01-01"), state=State.EXPIRED, decision="x"), "decision:x"),
        (
            d.FollowDocument(**_at("2020-09-24", "y"), kind=DocumentKind.PLH, title="T", owner=A, themes=("x",)),
            "theme:x",
        ),
    )
    for command, reference in unknown:
        given(*BASE, FOLLOW).when(command).refused(UnknownReference(reference=reference))
    nobody = d.NameReferent(**_at("06-01"), person="q9")
    given(*BASE, FOLLOW).when(nobody).refused(UnknownPerson(person="q9"))
    register = given(*BASE, FOLLOW)
    entry = register.ledger.entries[-1].position
    other = follow(DocumentKind.PLU)
    register.when(other).refused(AlreadyFounded(reference="document:plui", since=day("2020-09-24"), entry=entry))


# -- contracts ---------------------------------------------------------------------------------------------------------

SIGN = c.SignContract(
    **_under("2021-12-15"),
    kind=ContractKind.CRTE,
    title="CRTE",
    parties=(A,),
    until=day("2027-01-01"),
    amount="1250000.50",
    themes=("water",),
    documents=("plui",),
)
SIGNED = f.ContractSigned(
    contract="crte",
    kind=ContractKind.CRTE,
    title="CRTE",
    parties=(A,),
    until=day("2027-01-01"),
    amount="1250000.50",
    themes=("water",),
    documents=("plui",),
)
AMEND = c.AmendContract(**_under("2024-04-30"), until=day("2028-01-01"), parties=(B,), themes=("housing",))
REVIEW = c.ReviewContract(**_under("2025-03-12"), committed="700000", paid="420000.25", next_on=day("2026-03-12"))
STOP = c.EndContract(**_under("2027-06-01"), cause=ContractEndCause.COMPLETED)


def contract_on(register: Given, on: str) -> c.Contract:
    """The contract as it is on a day."""
    entries = [entry for entry in register.ledger.entries if isinstance(entry.fact, f.ContractFact)]
    spans = life(c.apply, sorted(entries, key=lambda entry: entry.legal_order))
    return next(p.thing for p in spans if p.start <= day(on) and (p.end is None or day(on) < p.end))


def test_a_contract_is_signed_amended_reviewed_and_ends() -> None:
    register = given(*BASE, FOLLOW)
    register.when(SIGN, AMEND, REVIEW, STOP).then(
        SIGNED,
        f.ContractAmended(contract="crte", until=day("2028-01-01"), parties=(B,), themes=("housing",)),
        f.ContractReviewed(contract="crte", committed="700000", paid="420000.25", next_on=day("2026-03-12")),
        f.ContractEnded(contract="crte", cause=ContractEndCause.COMPLETED),
    )
    contract = contract_on(register, "2025-03-12")
    assert (contract.parties, contract.themes, contract.amount) == ((A, B), ("water", "housing"), "1250000.50")
    assert (contract.runs_until, contract.next_review_on) == (day("2028-01-01"), day("2026-03-12"))
    ended = contract_on(register, "2027-06-01")
    assert (ended.running(day("2027-06-01")), ended.next_review_on) == (False, None)


def test_a_contract_runs_until_its_term() -> None:
    contract = contract_on(given(*BASE, FOLLOW, SIGN), "2021-12-15")
    assert (contract.running(day("2026-12-31")), contract.running(day("2027-01-01"))) == (True, False)


def test_a_term_comes_after_the_beginning() -> None:
    wrong = c.SignContract(
        **_under("2021-12-15"), kind=ContractKind.CRTE, title="C", parties=(A,), until=day("2021-12-15")
    )
    refusal = c.ContractEndsBeforeItRuns(contract="crte", on=day("2021-12-15"), until=day("2021-12-15"))
    given(*BASE).when(wrong).refused(refusal)


def test_a_contract_is_amended_while_it_runs_and_reviewed_until_it_is_ended() -> None:
    late = c.AmendContract(**_under("2027-01-01"), amount="1")
    refusal = c.ContractTermReached(contract="crte", until=day("2027-01-01"), on=day("2027-01-01"))
    given(*BASE, FOLLOW, SIGN).when(late).refused(refusal)
    last = c.ReviewContract(**_under("2027-03-01"))
    given(*BASE, FOLLOW, SIGN).when(last).recorded()
    over = c.ReviewContract(**_under("2027-06-02"))
    no_more = c.ContractRunsNoMore(contract="crte", ended_on=day("2027-06-01"), on=day("2027-06-02"))
    given(*BASE, FOLLOW, SIGN, STOP).when(over).refused(no_more)
    given(*BASE, FOLLOW, SIGN, over).when(STOP).refused(no_more)


def test_a_contract_names_only_what_is_known() -> None:
    given(*BASE).when(SIGN).refused(UnknownReference(reference="document:plui"))
    for command, reference in (
        (c.AmendContract(**_under("2024-04-30"), projects=("x",)), "project:x"),
        (c.AmendContract(**_under("2024-04-30"), orientations=("x",)), "orientation:x"),
        (c.AmendContract(**_under("2024-04-30"), themes=("x",)), "theme:x"),
        (c.AmendContract(**_under("2024-04-30"), parties=("org:x",)), "org:x"),
        (c.ReviewContract(**_under("2024-04-30"), session="x"), "session:x"),
        (c.ReviewContract(**_under("2024-04-30"), projects=("x",)), "project:x"),
        (c.EndContract(**_under("2024-04-30"), cause=ContractEndCause.REPLACED, decision="x"), "decision:x"),
    ):
        given(*BASE, FOLLOW, SIGN).when(command).refused(UnknownReference(reference=reference))
    given(*BASE).when(REVIEW).refused(UnknownReference(reference="contract:crte"))
    register = given(*BASE, FOLLOW, SIGN)
    again = c.SignContract(**_under("2022-01-01"), kind=ContractKind.REGION, title="R", parties=(A,))
    register.when(again).refused(
        AlreadyFounded(reference="contract:crte", since=day("2021-12-15"), entry=register.at(SIGNED))
    )
