"""One example of every kind of fact, with nothing left at its default: its golden bytes then pin every key."""

import datetime as dt

from domain.core.entry import Act, ActKind, Disclosed, Draft, Fact, Rectified, Replaces, Visibility
from domain.facts import bodies as b
from domain.facts import erasure as e
from domain.facts import organizations as o
from domain.facts import people as p
from domain.facts import registry as r
from domain.facts import territory as t
from domain.facts import themes as th
from tests.golden import (
    ambassadors,
    arbitrations,
    briefings,
    decisions,
    delegations,
    documents,
    pact,
    partners,
    projects,
    scheme,
    sessions,
    strategy,
    team,
)
from tests.golden.given import ALICE, BOB, COMMUNE, EPCI, LEDGER, ON

__all__ = ["ACT", "ALICE", "BOB", "COMMUNE", "EPCI", "FACTS", "LEDGER", "ON", "RECORDED_AT", "filled"]

RECORDED_AT = dt.datetime(2026, 5, 21, 8, 30, 0, 123456, dt.UTC)

ACT = Act(
    kind=ActKind.DELIBERATION,
    date=ON,
    number="2026-05-03",
    title="Élection du bureau – « procès-verbal » n° 3 \U0001f5f3",
    sha256="ab" * 32,
    url="https://example.org/actes/2026-05-03.pdf",
)

_SEAT = b.Seat(seat="VP1", kind=b.SeatKind.VICE_PRESIDENT, rank=1, on_behalf_of=EPCI)
_TERM = {"body": "bureau", "term": "2026"}
_HELD = {"body": "bureau", "term": "2026", "seat": "VP1", "person": ALICE}

_REGISTER: tuple[Fact, ...] = (
    r.LedgerOpened(clock=r.Clock.SIMULATED, succeeds=r.Predecessor(ledger="241500255", position=412, root="ab" * 32)),
    r.AuthorityRegistered(
        siren=LEDGER, name="Syndicat mixte d’Auvergne", legal_form=r.LegalForm.CLOSED_JOINT_SYNDICATE
    ),
    t.CommuneRecorded(
        commune="15181", name="Saint-Étienne", department="15", vintage=2024, siren="211501812", population=1234
    ),
    t.EpciRecorded(
        epci="241500255",
        name="Sumène Artense",
        vintage=2024,
        nature=t.EpciNature.CC,
        own_tax=False,
        tax_regime=t.TaxRegime.FPU,
        population=8432,
    ),
    t.CommuneCreated(commune="15181", cause=t.CommuneOrigin.NEW_COMMUNE, predecessors=("15001", "2A004")),
    t.CommuneEnded(commune="15001", cause=t.CommuneEndCause.NEW_COMMUNE, successors=("15181",)),
    t.EpciCreated(epci="241500255", cause=t.EpciOrigin.MERGER, predecessors=("241500230",)),
    t.EpciEnded(epci="241500230", cause=t.EpciEndCause.MERGER, successors=("241500255",)),
    t.MembershipObserved(
        commune="15181",
        epci="241500255",
        observed_from=dt.date(2019, 1, 1),
        observed_until=dt.date(2023, 1, 1),
    ),
    t.CommuneJoinedEpci(commune="15181", epci="241500255", cause=t.JoinCause.MERGER),
    t.CommuneLeftEpci(commune="15181", epci="241500230", cause=t.LeaveCause.EPCI_ENDED),
    o.OrganizationRegistered(
        organization="org:parc-des-volcans",
        name="Parc des volcans",
        category=o.OrganizationCategory.PUBLIC_BODY,
        siren="251500191",
    ),
    o.OrganizationClosed(organization="org:parc-des-volcans"),
    o.MemberJoined(organization=EPCI, succeeds=("epci:241500230",)),
    o.MemberCeased(organization="epci:241500230", cause=o.MemberEndCause.MERGER),
    p.PersonRegistered(person=ALICE),
    p.PersonDetailsChanged(person=ALICE),
    p.PersonDied(person=BOB),
    p.MandateStarted(person=ALICE, organization=EPCI, mandate=p.MandateKind.COMMUNITY_COUNCILLOR),
    p.MandateEnded(
        person=ALICE,
        organization=EPCI,
        mandate=p.MandateKind.COMMUNITY_COUNCILLOR,
        cause=p.EndCause.RESIGNATION,
    ),
    p.OfficeStarted(person=ALICE, organization=COMMUNE, office=p.OfficeKind.DEPUTY_MAYOR, rank=2),
    p.OfficeEnded(
        person=ALICE,
        organization=COMMUNE,
        office=p.OfficeKind.DEPUTY_MAYOR,
        cause=p.EndCause.TERM_ENDED,
        rank=2,
    ),
    b.BodyCreated(body="bureau", kind=b.BodyKind.BUREAU, name="Bureau", parent="assembly"),
    b.BodyDissolved(body="bureau"),
    b.TermOpened(**_TERM, seats=(_SEAT,)),
    b.TermEnded(**_TERM, cause=b.Cause.RENEWAL_INSTALLATION),
    b.SeatCreated(**_TERM, seat=_SEAT),
    b.SeatAbolished(**_TERM, seat="VP1"),
    b.SeatReassigned(**_TERM, seat="VP1", on_behalf_of=EPCI),
    b.GeneralRenewalHeld(**_TERM),
    b.BodyReopened(**_TERM, cause=b.Cause.PRESIDENT_REELECTION),
    b.SeatFilled(**_HELD, manner=b.Manner.ELECTION, ballot=b.Ballot(round=2, votes_cast=27, votes_for=15, blank=1)),
    b.SeatVacated(**_HELD, cause=b.Cause.RESIGNATION),
    b.PreventionRecorded(**_HELD),
    b.PreventionLifted(**_HELD),
    b.ActingDesignated(**_TERM, person=ALICE),
    b.ResignationTendered(**_HELD),
    b.ElectionAnnulled(**_HELD, appeal_until=dt.date(2026, 6, 20)),
    b.AppealLodged(**_HELD),
    b.EligibilityLost(**_HELD, cause=b.Cause.LOSS_OF_MANDATE),
    th.ThemeAdded(theme="mountain", name_fr="montagne", name_en="mountain"),
    Rectified(entry=4, reason="Homonyme : “Martin”", about=("body:bureau:2026", f"person:{ALICE}")),
    Disclosed(entries=(5, 7), to=Visibility.MEMBERS, about=("arbitration:eau", "theme:water:cited")),
    e.LegalBasisRecorded(person=ALICE, basis=e.KeepingBasis.PUBLIC_TASK, reference="CRPA D312-1-3"),
    e.PersonForgotten(
        person=ALICE, basis=e.ErasureBasis.AUTHORITY_ORDER, reference="CNIL SAN-2026-007", decision="2026-11"
    ),
    e.BodyErased(
        entry=8,
        basis=e.ErasureBasis.UNLAWFUL_PROCESSING,
        erased=("reason",),
        about=("body:bureau:2026", f"person:{ALICE}"),
        remains={
            "type": "Rectified",
            "fact": {"about": ["body:bureau:2026", f"person:{ALICE}"], "entry": 7, "reason": "[effacé]"},
            "effective_on": "2026-05-20",
            "salt": "[effacé]",
        },
        reference="courrier du 3 juin 2026",
    ),
)

_NOUNS = (
    delegations,
    sessions,
    decisions,
    arbitrations,
    pact,
    documents,
    scheme,
    strategy,
    projects,
    ambassadors,
    briefings,
    team,
    partners,
)
FACTS: tuple[Fact, ...] = (*_REGISTER, *(fact for noun in _NOUNS for fact in noun.FACTS))


def filled(person: str, *, visibility: Visibility = Visibility.PUBLIC, replaces: Replaces | None = None) -> Draft:
    """A seat filled: the fact that the four golden entries are about."""
    fact = b.SeatFilled(body="bureau", term="2026", seat="VP1", person=person, manner=b.Manner.ELECTION)
    return Draft(fact=fact, effective_on=ON, act=ACT, visibility=visibility, replaces=replaces)
