"""Every noun's queries, on a small life recorded through the clerk."""

from collections.abc import AsyncIterator, Sequence

import pytest

from domain.bodies import DissolveBody, RecordGeneralRenewal
from domain.core.entry import Visibility
from domain.departures import MergeMembers, RecordDeath
from domain.facts.bodies import BodyKind, Cause
from domain.facts.organizations import MemberEndCause, OrganizationCategory
from domain.facts.people import EndCause, MandateKind, OfficeKind
from domain.facts.registry import Clock, LegalForm
from domain.organizations import AdmitMember, CloseOrganization, RegisterOrganization
from domain.people import EndMandate, EndOffice, StartOffice
from domain.rectification import Rectify
from domain.register import Instruction
from domain.registry import OpenLedger, RegisterAuthority
from domain.seats import RecordPrevention
from projections.bodies import all_bodies
from projections.composition import ChangeKind, changes, seat_periods, seats_on, tenures_of
from projections.organizations import authority_on, local_organizations, members
from projections.people import held_at, held_by, known_people, page_of_people
from projections.query import View
from service.access import Role, Viewer
from service.clerk import Clerk, Recorded, Request
from service.database import Database, Pool
from tests.domain import life
from tests.domain.life import ACT, SIREN, A, B, day, fill, vacate
from tests.projections.writing import clerk_on
from tests.scenarios.translate import _named

CLERK = Viewer(Role.CLERK, frozenset({SIREN}))
C = "epci:242300135"


class Register:
    """A clerk who remembers people by their short names."""

    def __init__(self, pool: Pool, clerk: Clerk) -> None:
        self.pool, self._clerk = pool, clerk
        self.people: dict[str, str] = {}
        self.position = 0

    async def record(self, *commands: Instruction) -> list[Sequence[int]]:
        """The positions that each command led to."""
        named = [c if isinstance(c, Rectify) else _named(c, self.people) for c in commands]
        request = Request(ledger=SIREN, instructions=tuple(named), command_id=f"after {self.position}")
        answer = await self._clerk.record(CLERK, request)
        assert isinstance(answer, Recorded), answer
        self.people |= {alias.removeprefix("$"): person for alias, person in answer.people.items()}
        self.position = answer.last
        return [step.positions for step in answer.steps]

    @property
    def view(self) -> View:
        """Everyone's, as of now."""
        return View(SIREN, self.position)


@pytest.fixture
async def register(database: Database, pool: Pool) -> AsyncIterator[Register]:
    """The small authority of the domain's tests, its bureau elected."""
    async with clerk_on(database, pool) as clerk:
        found = Register(pool, clerk)
        aliases = {name: f"${name}" for name in (*life.PEOPLE, life.OUTSIDER)}
        opened = OpenLedger(on=day("2020-01-01"), clock=Clock.REAL)
        await found.record(opened, *(_named(command, aliases) for command in life.SITTING[1:]))
        yield found


async def test_a_body_has_its_terms_and_its_end(register: Register) -> None:
    committee = life.create("committee", BodyKind.COMMISSION, on="2026-06-01")
    await register.record(committee)
    before = register.view
    await register.record(DissolveBody(on=day("12-01"), act=ACT, body="committee"))
    await register.record(life.install("2032", "2032-05-20"), life.install("2029", "2029-05-20"))
    bodies = {body.body: body for body in await all_bodies(register.pool, register.view)}
    assert list(bodies) == ["assembly", "bureau", "committee"]
    terms = [(t.term, str(t.opened_on), str(t.ended_on)) for t in bodies["assembly"].terms]
    assert terms == [
        ("2026", "2026-05-20", "2029-05-20"),
        ("2029", "2029-05-20", "2032-05-20"),
        ("2032", "2032-05-20", "None"),
    ]
    running = bodies["assembly"].term_on(day("2029-05-20"))
    assert running is not None
    assert running.term == "2029"
    assert bodies["assembly"].term_on(day("2019-01-01")) is None
    assert [str(t.ended_on) for t in bodies["bureau"].terms] == ["2029-05-20"]
    for on, known, names in (
        ("05-31", register.view, ["assembly", "bureau"]),
        ("06-01", register.view, ["assembly", "bureau", "committee"]),
        ("12-01", register.view, ["assembly", "bureau"]),
        ("12-01", before, ["assembly", "bureau", "committee"]),
    ):
        assert [body.body for body in await all_bodies(register.pool, known, day(on))] == names


async def test_seats_come_in_order_of_precedence(register: Register) -> None:
    seats = [s.period.seat.seat for s in await seats_on(register.pool, register.view, "bureau", day("06-01"))]
    assert seats == ["P", "VP1", "VP2", "M1", "M2"]
    assert await seats_on(register.pool, register.view, "bureau", day("05-19")) == []
    assert await seats_on(register.pool, View("FR", register.position), "bureau", day("06-01")) == []


async def test_the_tenures_of_people_cross_bodies_and_terms(register: Register) -> None:
    b1, z1 = register.people["b1"], register.people["z1"]
    await register.record(vacate("VP1", "09-01"))
    found = await tenures_of(register.pool, register.view, [b1, z1])
    assert {(s.body, s.period.seat.seat, str(s.period.end)) for s in found[b1]} == {
        ("assembly", "B1", "None"),
        ("bureau", "VP1", "2026-09-01"),
    }
    assert found[z1] == []


async def test_changes_are_told_once_and_in_order(register: Register) -> None:
    prevention = RecordPrevention(on=day("07-01"), act=ACT, body="bureau", seat="P")
    await register.record(prevention)
    await register.record(RecordGeneralRenewal(on=day("08-01"), act=ACT, body="bureau"))
    await register.record(RecordDeath(on=day("09-10"), act=ACT, person="a1"))
    await register.record(fill("P", "b1", "10-02"))
    people = {person: name for name, person in register.people.items()}
    found = changes(await seat_periods(register.pool, register.view, "bureau"), day("06-01"), day("10-02"))
    told = [(f"{c.on:%m-%d}", c.kind, c.at.period.seat.seat, people[c.person]) for c in found]
    left, took = ChangeKind.LEFT_SEAT, ChangeKind.TOOK_SEAT
    assert [t for t in told if t[1] is not ChangeKind.HELD_OVER] == [
        ("07-01", ChangeKind.BEGAN_ACTING, "P", "b1"),
        ("09-10", left, "P", "a1"),
        ("10-02", ChangeKind.STOPPED_ACTING, "P", "b1"),
        ("10-02", left, "VP1", "b1"),
        ("10-02", left, "VP2", "a2"),
        ("10-02", left, "M1", "b2"),
        ("10-02", took, "P", "b1"),
    ]


async def test_people_are_known_from_their_registration_on(register: Register) -> None:
    b1 = register.people["b1"]
    assert (await known_people(register.pool, View(SIREN, 1), [b1])) == {}
    before = register.view
    await register.record(RecordDeath(on=day("09-10"), act=ACT, person="b1"))
    assert (await known_people(register.pool, before, [b1]))[b1].died_on is None
    assert (await known_people(register.pool, register.view, [b1]))[b1].died_on == day("09-10")


async def test_people_are_read_page_by_page(register: Register) -> None:
    everyone = sorted(register.people.values())
    first = await page_of_people(register.pool, register.view, after="", first=4)
    rest = await page_of_people(register.pool, register.view, after=first[-1].person, first=100)
    assert [known.person for known in (*first, *rest)] == everyone


async def test_mandates_and_offices_are_found_by_person_and_by_organisation(register: Register) -> None:
    b1 = register.people["b1"]
    office = OfficeKind.EPCI_PRESIDENT
    await register.record(StartOffice(on=day("06-01"), act=ACT, person="b1", organization=B, office=office))
    before = register.view
    ends = EndOffice(on=day("10-05"), act=ACT, person="b1", organization=B, office=office, cause=EndCause.RESIGNATION)
    mandate = MandateKind.COMMUNITY_COUNCILLOR
    await register.record(
        ends,
        EndMandate(on=day("11-01"), act=ACT, person="b1", organization=B, mandate=mandate, cause=EndCause.TERM_ENDED),
    )
    held = {h.office or h.mandate: h for h in (await held_by(register.pool, register.view, [b1]))[b1]}
    assert (held[office].until, held[office].ended_by) == (day("10-05"), EndCause.RESIGNATION)
    assert (held[mandate].until, held[mandate].ended_by) == (day("11-01"), EndCause.TERM_ENDED)

    async def presidents(view: View, on: str) -> list[str]:
        found = (await held_at(register.pool, view, [B], day(on)))[B]
        return [h.person for h in found if h.office is office]

    assert await presidents(register.view, "10-04") == [b1]
    assert await presidents(register.view, "10-05") == []
    assert await presidents(before, "10-05") == [b1]


async def test_the_authority_has_a_name_on_every_day(register: Register) -> None:
    form = LegalForm.PETR
    await register.record(RegisterAuthority(on=day("09-01"), act=ACT, siren=SIREN, name="PETR", legal_form=form))
    names = {}
    for on in ("1999-01-01", "2020-01-01", "2026-08-31", "2026-09-01"):
        authority = await authority_on(register.pool, register.view, day(on))
        assert authority is not None
        names[on] = authority.name
    assert names == {"1999-01-01": "SM", "2020-01-01": "SM", "2026-08-31": "SM", "2026-09-01": "PETR"}
    assert await authority_on(register.pool, View(SIREN, 1), day("09-01")) is None


async def test_a_local_organisation_has_its_name_of_the_day(register: Register) -> None:
    def named(name: str, on: str) -> RegisterOrganization:
        category = OrganizationCategory.PARTNER
        return RegisterOrganization(on=day(on), organization="org:parc", name=name, category=category)

    await register.record(named("PNR", "01-01"), named("PNR 23", "03-01"))
    await register.record(CloseOrganization(on=day("06-01"), act=ACT, organization="org:parc"))

    async def name(on: str) -> str | None:
        found = await local_organizations(register.pool, register.view, ["org:parc"], day(on))
        return found["org:parc"].name if found else None

    assert [await name(on) for on in ("2025-12-31", "02-28", "03-01", "06-01")] == [None, "PNR", "PNR 23", None]
    latest = await local_organizations(register.pool, register.view, ["org:parc"])
    assert latest["org:parc"].name == "PNR 23"


async def test_members_that_merged_are_followed_by_their_successor(register: Register) -> None:
    before = register.view
    await register.record(MergeMembers(on=day("2027-01-01"), act=ACT, organizations=(A, B), into=C))

    async def names(view: View, on: str) -> list[str]:
        return [m.organization for m in await members(register.pool, view, day(on))]

    assert await names(register.view, "12-31") == [B, A]
    assert await names(register.view, "2027-01-01") == [C]
    assert await names(before, "2027-01-01") == [B, A]
    told = {m.organization: m for m in await members(register.pool, register.view)}
    assert (told[A].until, told[A].ended_by) == (day("2027-01-01"), MemberEndCause.MERGER)
    assert told[C].succeeds == (A, B)
    seats = await seats_on(register.pool, register.view, "assembly", day("2027-01-01"))
    assert {s.period.seat.on_behalf_of for s in seats} == {C}


async def test_a_correction_in_another_body_leaves_both_as_they_should_be(register: Register) -> None:
    seats = (life.BUREAU_SEATS[0], life.BUREAU_SEATS[1])
    await register.record(
        life.create("committee", BodyKind.STEERING_COMMITTEE), life.form("first", "05-20", seats, "committee")
    )
    ((wrong,),) = await register.record(fill("M2", "a3"))
    who = register.people["a3"]
    replacement = fill("VP1", who, body="committee")
    before = register.view
    await register.record(Rectify(entry=wrong, reason="another body", replacement=(replacement,)))

    async def holder(view: View, body: str, seat: str) -> str | None:
        found = {s.period.seat.seat: s.period.tenure for s in await seats_on(register.pool, view, body, day("06-01"))}
        tenure = found[seat]
        return tenure.person if tenure else None

    assert (await holder(before, "bureau", "M2"), await holder(before, "committee", "VP1")) == (who, None)
    assert (await holder(register.view, "bureau", "M2"), await holder(register.view, "committee", "VP1")) == (None, who)


async def test_what_a_level_may_not_read_never_happened_for_it(register: Register) -> None:
    sealed = type(vacate("M1", "09-01"))(
        on=day("09-01"), act=ACT, body="bureau", seat="M1", cause=Cause.INELIGIBILITY, visibility=Visibility.BUREAU
    )
    await register.record(sealed)

    async def holder(level: int) -> bool:
        view = View(SIREN, register.position, level)
        found = {s.period.seat.seat: s for s in await seats_on(register.pool, view, "bureau", day("10-01"))}
        return found["M1"].period.tenure is not None

    assert [await holder(visibility.level) for visibility in Visibility] == [True, True, False, False]


async def test_a_member_known_earlier_than_first_recorded_is_one_member(register: Register) -> None:
    for on in ("09-01", "07-01"):
        await register.record(AdmitMember(on=day(on), act=ACT, organization=C))
    told = [(m.organization, m.since) for m in await members(register.pool, register.view, day("10-01"))]
    assert told == [(C, day("07-01")), (B, day("2020-01-01")), (A, day("2020-01-01"))]
