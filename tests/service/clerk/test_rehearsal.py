"""A rehearsal decides as the clerk does, on what it decided before, and appends nothing."""

import datetime as dt

from domain.departures import RecordDeath
from domain.facts.registry import LegalForm
from domain.people import ChangePersonDetails, RegisterPerson
from domain.registry import OpenLedger, RegisterAuthority
from service.clerk import Answer, Recorded, Refusals, Rehearsal, Request
from tests.service.clerk.office import ACT, CLERK, LEDGER, ON, Office, fill, mandate


async def position(office: Office) -> int:
    return await office.pool.fetchval("SELECT coalesce(max(position), 0) FROM entry_header")  # type: ignore[no-any-return]


async def rehearse(rehearsal: Rehearsal, command_id: str, *instructions: object) -> Answer:
    request = Request(ledger=LEDGER, instructions=instructions, command_id=command_id)  # type: ignore[arg-type]
    return await rehearsal.record(CLERK, request)


async def test_a_series_comes_to_what_the_clerk_records(office: Office) -> None:
    """An empty register is opened, a person registered, seated by id: each on what came before."""
    register = RegisterPerson(on=ON, person="$a", given_name="Camille", family_name="Essai")
    form = LegalForm.CLOSED_JOINT_SYNDICATE
    authority = RegisterAuthority(on=ON, act=ACT, siren=LEDGER, name="SM", legal_form=form)
    rehearsal = Rehearsal(office.clerk)
    series: list[tuple[str, tuple[object, ...]]] = [
        ("1", (OpenLedger(on=ON), authority)),
        ("2", (register, mandate("$a"))),
        ("3", (authority,)),
    ]
    tried = [await rehearse(rehearsal, id_, *commands) for id_, commands in series]
    who = tried[1].people["$a"] if isinstance(tried[1], Recorded) else ""
    series += [("4", (mandate(who, dt.date(2026, 6, 1)),)), ("5", (RecordDeath(on=ON, act=ACT, person=who),))]
    tried += [await rehearse(rehearsal, id_, *commands) for id_, commands in series[3:]]
    assert await position(office) == 0
    assert await office.pool.fetchval("SELECT count(*) FROM vault_value") == 0
    assert await office.pool.fetchval("SELECT count(*) FROM command") == 0
    done = [await office.ask(*commands, command_id=id_) for id_, commands in series]  # type: ignore[arg-type]
    assert [_told(answer) for answer in tried] == [_told(answer) for answer in done]
    assert isinstance(done[3], Refusals)
    assert await position(office) == 6


async def test_a_refusal_leaves_no_trace_in_what_follows(office: Office) -> None:
    people = await office.furnish()
    rehearsal = Rehearsal(office.clerk)
    refused = await rehearse(rehearsal, "1", fill("bureau", "M1", people[4]), fill("bureau", "P", people[5]))
    assert isinstance(refused, Refusals)
    done = await rehearse(rehearsal, "2", fill("bureau", "M1", people[5]))
    assert isinstance(done, Recorded)
    taken = await rehearse(rehearsal, "3", fill("bureau", "M1", people[6]))
    assert isinstance(taken, Refusals)
    assert [one.refusal.code for one in taken.refusals] == ["SeatHeld"]


async def test_what_was_recorded_under_the_id_is_told_again(office: Office) -> None:
    await office.open()
    register = RegisterPerson(on=ON, person="$a", given_name="Camille", family_name="Essai")
    first = await office.record(register, command_id="known")
    again = await rehearse(Rehearsal(office.clerk), "known", register)
    assert isinstance(again, Recorded)
    assert (again.replayed, again.people, again.last) == (True, first.people, first.last)


async def test_marks_are_kept_with_the_name_and_through_a_change_of_details(office: Office) -> None:
    await office.open()
    mark = "w" + "A" * 22
    register = RegisterPerson(on=ON, person="$a", given_name="Camille", family_name="Essai")
    request = Request(ledger=LEDGER, instructions=(register,), command_id="m", marks={"$a": (mark,)})
    done = await office.clerk.record(CLERK, request)
    assert isinstance(done, Recorded)
    who = done.people["$a"]
    change = ChangePersonDetails(on=ON, person=who, given_name="Camille", family_name="Autre")
    await office.record(change)
    kept = (await office.vault.personal(office.pool, LEDGER, [who]))[who]
    assert (kept.family_name, kept.marks) == ("Autre", (mark,))
    assert (await office.record(change)).steps[0].already_true
    more = "f" + "B" * 22
    assert await office.vault.mark(office.pool, LEDGER, who, [more, mark])
    assert (await office.vault.personal(office.pool, LEDGER, [who]))[who].marks == (mark, more)
    assert not await office.vault.mark(office.pool, LEDGER, "p-aaaaaaaaaaaaaaaa", [more])
    assert mark not in repr(kept)


def _told(answer: Answer) -> object:
    """All but when."""
    if isinstance(answer, Refusals):
        return answer
    return (answer.first, answer.last, answer.steps, answer.people, answer.replayed)
