"""An office of the register: a clerk, a small authority with its assembly and bureau, and something that happens."""

import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from typing import Any

from domain.bodies import CreateBody, FormBody, InstallAssembly
from domain.core.entry import Act, ActKind, Visibility
from domain.departures import RecordDeath
from domain.facts.bodies import BodyKind, Manner, Seat, SeatKind
from domain.facts.people import MandateKind
from domain.facts.registry import Clock, LegalForm
from domain.organizations import AdmitMember
from domain.people import RegisterPerson, StartMandate
from domain.rectification import Rectify
from domain.register import Instruction
from domain.registry import OpenLedger, RegisterAuthority
from domain.seats import FillSeat
from service.access import Role, Viewer
from service.clerk import Answer, Clerk, Recorded, Refusals, Request
from service.database import Database, Pool, connected
from service.ledger import Writer
from service.vault import Vault, command_secret, open_vault
from tests.service.ledger.ledgers import engine, writer_on

LEDGER, OTHER = "200000008", "241500255"
EPCI = "epci:241500255"
ON = dt.date(2026, 5, 20)
ACT = Act(kind=ActKind.MINUTES, date=ON, number="1")
CLERK = Viewer(Role.CLERK, frozenset({"*"}), Visibility.RESTRICTED, "t-clerk")
PEOPLE = 8


class Office:
    """Records as a clerk does."""

    def __init__(self, pool: Pool, writer: Writer, clerk: Clerk, vault: Vault) -> None:
        self.pool, self.writer, self.clerk, self.vault = pool, writer, clerk, vault
        self._numbers = count(1)

    async def ask(
        self, *instructions: Instruction, ledger: str = LEDGER, viewer: Viewer = CLERK, **more: Any
    ) -> Answer:
        """One request, under a fresh command id unless told."""
        command_id = more.pop("command_id", f"request {next(self._numbers)}")
        request = Request(ledger=ledger, instructions=instructions, command_id=command_id, **more)
        return await self.clerk.record(viewer, request)

    async def record(self, *instructions: Instruction, ledger: str = LEDGER, **more: Any) -> Recorded:
        """One request that must be recorded."""
        answer = await self.ask(*instructions, ledger=ledger, **more)
        assert isinstance(answer, Recorded), answer
        return answer

    async def refusals(self, *instructions: Instruction, **more: Any) -> list[tuple[str, str]]:
        """The paths and codes of a request that must be refused."""
        answer = await self.ask(*instructions, **more)
        assert isinstance(answer, Refusals), answer
        return [(one.path, one.refusal.code) for one in answer.refusals]

    async def open(self, ledger: str = LEDGER, clock: Clock = Clock.REAL) -> None:
        """Open a ledger."""
        await self.record(OpenLedger(on=ON, clock=clock), ledger=ledger)

    async def people(self, number: int, ledger: str = LEDGER) -> list[str]:
        """Register people who may sit on behalf of the member."""
        aliases = [f"$p{index}" for index in range(number)]
        done = await self.record(
            *(RegisterPerson(on=ON, person=one, given_name="Prénom", family_name=f"Nom {one}") for one in aliases),
            *(mandate(one) for one in aliases),
            ledger=ledger,
        )
        return [done.people[alias] for alias in aliases]

    async def furnish(self, ledger: str = LEDGER) -> list[str]:
        """A whole authority: eight delegates, and a bureau of which P, VP1 and VP2 are filled by the first three."""
        await self.open(ledger)
        people = await self.people(PEOPLE, ledger)
        seats = tuple(
            Seat(seat=f"A{index}", kind=SeatKind.FULL_DELEGATE, on_behalf_of=EPCI) for index in range(PEOPLE + 2)
        )
        await self.record(
            RegisterAuthority(on=ON, act=ACT, siren=ledger, name="SM", legal_form=LegalForm.CLOSED_JOINT_SYNDICATE),
            AdmitMember(on=ON, act=ACT, organization=EPCI),
            CreateBody(on=ON, act=ACT, body="assembly", kind=BodyKind.ASSEMBLY, name="Comité"),
            CreateBody(on=ON, act=ACT, body="bureau", kind=BodyKind.BUREAU, name="Bureau", parent="assembly"),
            InstallAssembly(on=ON, act=ACT, body="assembly", term="2026", seats=seats),
            *(fill("assembly", f"A{index}", who, manner=Manner.DESIGNATION) for index, who in enumerate(people)),
            FormBody(
                on=ON,
                act=ACT,
                body="bureau",
                term="2026",
                seats=(
                    Seat(seat="P", kind=SeatKind.PRESIDENT),
                    Seat(seat="VP1", kind=SeatKind.VICE_PRESIDENT, rank=1),
                    Seat(seat="VP2", kind=SeatKind.VICE_PRESIDENT, rank=2),
                    Seat(seat="M1", kind=SeatKind.BUREAU_MEMBER),
                ),
            ),
            *(fill("bureau", seat, who) for seat, who in zip(("P", "VP1", "VP2"), people, strict=False)),
            ledger=ledger,
        )
        return people

    async def live(self, ledger: str, people: list[str]) -> None:
        """A death, and a correction."""
        filled = await self.pool.fetchval(
            "SELECT max(position) FROM entry_body WHERE ledger_id = $1 AND type = 'SeatFilled'", ledger
        )
        instead = (fill("bureau", "VP2", people[5]),)
        await self.record(Rectify(entry=filled, reason="namesake", act=ACT, replacement=instead), ledger=ledger)
        await self.record(RecordDeath(on=dt.date(2026, 9, 10), act=ACT, person=people[0]), ledger=ledger)


def fill(body: str, seat: str, person: str, **more: Any) -> FillSeat:
    """A seat to fill."""
    return FillSeat(**{"on": ON, "act": ACT, "body": body, "seat": seat, "person": person, **more})


def mandate(person: str, on: dt.date = ON) -> StartMandate:
    """The mandate that lets somebody sit on behalf of the member."""
    return StartMandate(on=on, act=ACT, person=person, organization=EPCI, mandate=MandateKind.COMMUNITY_COUNCILLOR)


@asynccontextmanager
async def office_on(database: Database, pool: Pool) -> AsyncIterator[Office]:
    """An office with the real projections."""
    async with writer_on(database, engine()) as writer:
        vault = await vault_on(database)
        yield Office(pool, writer, Clerk(pool, writer, await command_secret(pool), vault), vault)


async def vault_on(database: Database) -> Vault:
    """The vault of a test's database."""
    assert database.vault_key is not None
    async with connected(database.app_url) as connection:
        return await open_vault(connection, database.vault_key)
