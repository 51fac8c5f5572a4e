"""One damage for each thing that can be wrong: it is found, at its place, and for what it is."""

from collections.abc import Awaitable, Callable

import pytest

from service.database import Connection
from service.ledger.check.findings import Check, Flaw
from service.selfcheck import check_deployment, glance_at_ledger, snapshot
from tests.service.clerk.office import LEDGER, OTHER
from tests.service.selfcheck import test_erasures, test_tree
from tests.service.selfcheck.conftest import checked
from tests.service.selfcheck.intruder import body_of, later, put_body, put_header, step_of, write

Damage = Callable[[Connection], Awaitable[object]]
PERSON = 3
"""Position of an entry that registers a person; it stands within a list of sixteen commands, 2 to 17."""
PERSON_3 = "WHERE (ledger_id, 'person:' || person) = (SELECT ledger_id, tag FROM entry_tag WHERE {here} LIMIT 1)"
"""The person of that entry, in a table of the vault."""


def sql(statement: str) -> Damage:
    """One statement; {here} is the entry of the ledger."""
    here = f"ledger_id = '{LEDGER}' AND position = {PERSON}"
    return lambda admin: write(admin, statement.format(here=here, ledger=LEDGER))


def header(*, leaf: bool = True, **changes: object) -> Damage:
    """Fields of a header."""
    return lambda admin: put_header(admin, LEDGER, PERSON, leaf=leaf, **changes)


async def other_time(admin: Connection) -> None:
    """A header that was recorded later than those of the same list; its column says so too."""
    _, _, moment = await step_of(admin, LEDGER, PERSON)
    await put_header(admin, LEDGER, PERSON, recorded_at=later(moment, 3600))
    await sql("UPDATE entry_header SET recorded_at = recorded_at + interval '1 h' WHERE {here}")(admin)


async def says_more(admin: Connection) -> None:
    body = await body_of(admin, LEDGER, PERSON)
    await put_body(admin, LEDGER, PERSON, body | {"recorded_by": "somebody else"})


async def of_no_known_type(admin: Connection) -> None:
    body = await body_of(admin, LEDGER, PERSON)
    await put_body(admin, LEDGER, PERSON, body | {"type": "PersonInvented"})


DAMAGES: dict[str, tuple[Damage, Flaw, int]] = {
    "the head is moved on": (sql("UPDATE ledger_head SET position = position + 2"), Flaw.HEAD_AHEAD, 41),
    "the head is moved back": (sql("UPDATE ledger_head SET position = 30"), Flaw.HEAD_BEHIND, 31),
    "the head's time": (sql("UPDATE ledger_head SET recorded_at = now()"), Flaw.HEAD_TIME, 40),
    "no header": (sql("DELETE FROM entry_header WHERE {here}"), Flaw.POSITION_MISSING, PERSON),
    "no first entry": (
        sql("DELETE FROM entry_header WHERE ledger_id = '{ledger}' AND position = 1"),
        Flaw.POSITION_MISSING,
        1,
    ),
    "a body without header": (sql("DELETE FROM entry_header WHERE {here}"), Flaw.BODY_STRAY, PERSON),
    "no JSON": (sql("UPDATE entry_header SET header = 'what?' WHERE {here}"), Flaw.HEADER_UNREADABLE, PERSON),
    "not UTF-8": (sql("UPDATE entry_header SET header = '\\xff' WHERE {here}"), Flaw.HEADER_UNREADABLE, PERSON),
    "another spelling": (
        sql("UPDATE entry_header SET header = header || ' '::bytea WHERE {here}"),
        Flaw.HEADER_NOT_CANONICAL,
        PERSON,
    ),
    "another field": (header(extra=1), Flaw.HEADER_NOT_CANONICAL, PERSON),
    "another version": (header(v=2), Flaw.HEADER_VERSION, PERSON),
    "another ledger": (header(ledger=OTHER), Flaw.HEADER_ELSEWHERE, PERSON),
    "another position": (header(position=4), Flaw.HEADER_ELSEWHERE, PERSON),
    "a reference to come": (header(reference_position=9), Flaw.HEADER_REFERENCE, PERSON),
    "another clock": (header(clock="SIMULATED"), Flaw.CLOCK_OTHER, PERSON),
    "the time of the column": (
        sql("UPDATE entry_header SET recorded_at = recorded_at + interval '1 us' WHERE {here}"),
        Flaw.TIME_OTHER,
        PERSON,
    ),
    "time goes back": (other_time, Flaw.TIME_BACK, PERSON + 1),
    "another time than its list": (other_time, Flaw.STEP_TIME, PERSON),
    "another end of its list": (header(step_end=16), Flaw.STEP_END, PERSON),
    "an end beyond the head": (
        lambda admin: put_header(admin, LEDGER, 1, step_end=1000),
        Flaw.STEP_END,
        1,
    ),
    "another leaf": (sql("UPDATE entry_header SET leaf = sha256('x') WHERE {here}"), Flaw.LEAF_OTHER, PERSON),
    "a header under the old leaf": (
        header(leaf=False, reference_position=0, v=1, step_end=16),
        Flaw.LEAF_OTHER,
        PERSON,
    ),
    "no body": (sql("DELETE FROM entry_body WHERE {here}"), Flaw.BODY_MISSING, PERSON),
    "another body": (says_more, Flaw.BODY_OTHER, PERSON),
    "another spelling of the body": (
        sql("UPDATE entry_body SET body = body || ' '::bytea WHERE {here}"),
        Flaw.BODY_NOT_CANONICAL,
        PERSON,
    ),
    "a body of no type": (of_no_known_type, Flaw.BODY_UNREADABLE, PERSON),
    "another type": (sql("UPDATE entry_body SET type = 'PersonDied' WHERE {here}"), Flaw.COLUMN_OTHER, PERSON),
    "another level": (sql("UPDATE entry_body SET level = 3 WHERE {here}"), Flaw.COLUMN_OTHER, PERSON),
    "other tags": (sql("UPDATE entry_body SET tags = tags || '{{x}}' WHERE {here}"), Flaw.COLUMN_OTHER, PERSON),
    "a tag less": (sql("DELETE FROM entry_tag WHERE {here}"), Flaw.TAG_MISSING, PERSON),
    "a tag more": (
        sql("INSERT INTO entry_tag VALUES ('{ledger}', 'person:x', 3, 'PersonRegistered')"),
        Flaw.TAG_STRAY,
        PERSON,
    ),
    "a tag of another type": (sql("UPDATE entry_tag SET type = 'x' WHERE {here}"), Flaw.TAG_MISSING, PERSON),
    "a tag of nothing": (
        sql("INSERT INTO entry_tag VALUES ('{ledger}', 'person:x', 99, 'PersonRegistered')"),
        Flaw.TAG_STRAY,
        99,
    ),
    "no command": (
        sql("DELETE FROM command WHERE ledger_id = '{ledger}' AND last_position = 17"),
        Flaw.COMMAND_MISSING,
        2,
    ),
    "two commands": (
        sql("INSERT INTO command VALUES ('{ledger}', 'x', 'd', 2, 17, 'o')"),
        Flaw.COMMAND_STRAY,
        17,
    ),
    "a command to come": (
        sql("INSERT INTO command VALUES ('{ledger}', 'x', 'd', 90, 99, 'o')"),
        Flaw.COMMAND_STRAY,
        99,
    ),
    "a command of another place": (
        sql("UPDATE command SET first_position = 4 WHERE ledger_id = '{ledger}' AND last_position = 17"),
        Flaw.COMMAND_OTHER,
        2,
    ),
    "a command of another name": (
        sql("UPDATE command SET id = 'x' WHERE ledger_id = '{ledger}' AND last_position = 17"),
        Flaw.COMMAND_OTHER,
        2,
    ),
    "a command that ends inside a list": (
        sql("INSERT INTO command VALUES ('{ledger}', 'x', 'd', 2, 5, 'o')"),
        Flaw.COMMAND_OTHER,
        5,
    ),
    "a command of nothing at a wrong place": (
        sql("INSERT INTO command VALUES ('{ledger}', 'x', 'd', 30, 5, 'o')"),
        Flaw.COMMAND_OTHER,
        5,
    ),
    "no row": (
        sql("DELETE FROM composition WHERE ledger_id = '{ledger}' AND known_from = 36"),
        Flaw.ROW_MISSING,
        36,
    ),
    "a row more": (
        sql(
            "INSERT INTO person SELECT ledger_id, subject, 'more', level_from, level_to, valid_from, valid_to,"
            " known_from, known_to, data, person FROM person WHERE ledger_id = '{ledger}' AND known_from = 40 LIMIT 1"
        ),
        Flaw.ROW_STRAY,
        40,
    ),
    "a row of nobody": (
        sql(
            "INSERT INTO person SELECT ledger_id, 'person:nobody', key, level_from, level_to, valid_from, valid_to,"
            " known_from, known_to, data, person FROM person WHERE ledger_id = '{ledger}' AND known_from = 40 LIMIT 1"
        ),
        Flaw.ROW_STRAY,
        40,
    ),
    "a row in the wrong table": (
        sql(
            "INSERT INTO authority SELECT ledger_id, 'body:bureau', key, level_from, level_to, valid_from, valid_to,"
            " known_from, known_to, data FROM authority WHERE ledger_id = '{ledger}'"
        ),
        Flaw.ROW_STRAY,
        34,
    ),
    "another row": (
        sql("UPDATE composition SET person = 'p-aaaaaaaaaaaaaaaa' WHERE ledger_id = '{ledger}' AND known_from = 36"),
        Flaw.ROW_OTHER,
        36,
    ),
    "another end of a row": (
        sql(
            "UPDATE person SET known_to = known_to - 1 WHERE ledger_id = '{ledger}' AND subject IN"
            " (SELECT tag FROM entry_tag WHERE {here})"
        ),
        Flaw.ROW_OTHER,
        17,
    ),
    "rows of another version": (
        sql("UPDATE ledger_head SET projection_version = 1"),
        Flaw.ROWS_OUTDATED,
        0,
    ),
    "a key of the trail less": (
        sql("UPDATE trail_tail SET keys = array_remove(keys, 'all') WHERE {here}"),
        Flaw.TRAIL_OTHER,
        PERSON,
    ),
    "a key of the trail more": (
        sql("UPDATE trail_tail SET keys = array_append(keys, 'theme:water') WHERE {here}"),
        Flaw.TRAIL_OTHER,
        PERSON,
    ),
    "other readers of the trail": (sql("UPDATE trail_tail SET level = 1 WHERE {here}"), Flaw.TRAIL_OTHER, PERSON),
    "an entry of the trail that is none": (
        sql("INSERT INTO trail_tail VALUES ('{ledger}', 0, 99, '{{all}}')"),
        Flaw.TRAIL_OTHER,
        99,
    ),
    "a row of a tile to come": (
        sql("INSERT INTO trail_key VALUES ('{ledger}', 'all', 0, 7, '{{3}}')"),
        Flaw.TRAIL_OTHER,
        7 * 256 + 4,
    ),
    "a row of the tile that is not full": (
        sql("INSERT INTO trail_key VALUES ('{ledger}', 'all', 0, 0, '{{2}}')"),
        Flaw.TRAIL_OTHER,
        PERSON,
    ),
    "an entry of the trail that nobody finds": (sql("DELETE FROM trail_tail WHERE {here}"), Flaw.TRAIL_OTHER, PERSON),
    "a name for nobody": (
        sql(
            "INSERT INTO vault_value VALUES ('{ledger}', 'p-aaaaaaaaaaaaaaaa', 'x');"
            "INSERT INTO vault_key VALUES ('{ledger}', 'p-aaaaaaaaaaaaaaaa', 'k', 'x')"
        ),
        Flaw.PERSON_UNKNOWN,
        0,
    ),
    "a name in clear": (
        sql("INSERT INTO personal VALUES ('{ledger}', 'p-aaaaaaaaaaaaaaaa', 'A', 'B')"),
        Flaw.PERSON_IN_CLEAR,
        0,
    ),
    "a name of somebody forgotten": (
        sql(
            "INSERT INTO vault_value VALUES ('{ledger}', 'p-aaaaaaaaaaaaaaaa', 'x');"
            "INSERT INTO entry_tag VALUES ('{ledger}', 'person:p-aaaaaaaaaaaaaaaa', 40, 'PersonForgotten')"
        ),
        Flaw.PERSON_FORGOTTEN,
        0,
    ),
    "no name": (
        sql(f"DELETE FROM vault_value {PERSON_3}; DELETE FROM vault_key {PERSON_3}"),
        Flaw.NAME_MISSING,
        PERSON,
    ),
    "no key": (sql(f"DELETE FROM vault_key {PERSON_3}"), Flaw.NAME_WITHOUT_KEY, 0),
    "a key alone": (sql(f"DELETE FROM vault_value {PERSON_3}"), Flaw.KEY_WITHOUT_NAME, 0),
    "a key of an unknown key": (sql(f"UPDATE vault_key SET kek = 'x' {PERSON_3}"), Flaw.KEY_UNKNOWN, 0),
    "another name": (
        sql(f"UPDATE vault_value SET sealed = sealed || '0'::bytea {PERSON_3}"),
        Flaw.NAME_NOT_AUTHENTIC,
        0,
    ),
    "another's name": (
        sql(
            "UPDATE vault_value v SET sealed = o.sealed FROM vault_value o"
            " WHERE v.ledger_id = '{ledger}' AND o.ledger_id = v.ledger_id AND o.person < v.person"
        ),
        Flaw.NAME_NOT_AUTHENTIC,
        0,
    ),
    "nothing where a name was": (sql(f"UPDATE vault_value SET sealed = '' {PERSON_3}"), Flaw.NAME_NOT_AUTHENTIC, 0),
    "an erasure that nobody recorded": (
        sql("UPDATE entry_body SET erased_by = 40 WHERE {here}"),
        Flaw.ERASURE_UNSAID,
        PERSON,
    ),
    "an erasure by an entry to come": (
        sql("UPDATE entry_body SET erased_by = 99 WHERE {here}"),
        Flaw.ERASURE_UNSAID,
        PERSON,
    ),
}


@pytest.mark.parametrize("name", DAMAGES)
async def test_the_check_finds_the_damage_at_its_place(
    admin_connection: Connection, app_connection: Connection, name: str
) -> None:
    assert (await checked(app_connection)).sound
    damage, flaw, position = DAMAGES[name]
    await damage(admin_connection)
    report = await checked(app_connection)
    assert (flaw, position) in [(one.flaw, one.position) for one in report.differences]


async def test_the_damage_of_one_ledger_is_not_told_of_another(
    admin_connection: Connection, app_connection: Connection
) -> None:
    for statement in (
        "UPDATE entry_header SET leaf = sha256('x') WHERE {here}",
        "DELETE FROM entry_tag WHERE {here}",
        "DELETE FROM command WHERE ledger_id = '{ledger}'",
        "DELETE FROM composition WHERE ledger_id = '{ledger}'",
    ):
        await sql(statement)(admin_connection)
    assert not (await checked(app_connection)).sound
    assert (await checked(app_connection, OTHER)).sound


async def test_rows_of_no_open_ledger_and_missing_guards_are_found(
    admin_connection: Connection, app_connection: Connection
) -> None:
    assert (await check_deployment(app_connection)).sound
    await write(admin_connection, "DELETE FROM ledger_head WHERE ledger_id = $1", OTHER)
    await admin_connection.execute("ALTER TABLE entry_body DISABLE TRIGGER append_only")
    report = await check_deployment(app_connection)
    assert [(one.flaw, one.values) for one in report.differences] == [
        (Flaw.TRIGGER_MISSING, {"table": "entry_body"}),
        (Flaw.HEAD_MISSING, {"table": "entry_header", "ledger": OTHER}),
    ]
    assert report.numbers == {Flaw.TRIGGER_MISSING: 1, Flaw.HEAD_MISSING: 7}


@pytest.mark.parametrize(
    "name",
    ["the head is moved on", "the head is moved back", "the head's time", "no header", "another spelling",
     "another leaf", "no body", "another body", "another level", "a tag less", "no row", "another row",
     "rows of another version"],
)  # fmt: skip
async def test_a_quick_look_at_a_short_ledger_finds_most(
    admin_connection: Connection, app_connection: Connection, name: str
) -> None:
    damage, flaw, position = DAMAGES[name]
    await damage(admin_connection)
    async with snapshot(app_connection) as heads:
        report = await glance_at_ledger(app_connection, heads, LEDGER, seed=1)
    assert (flaw, position) in [(one.flaw, one.position) for one in report.differences]


async def test_the_first_of_many_is_told_and_all_are_counted(
    admin_connection: Connection, app_connection: Connection
) -> None:
    await write(admin_connection, "UPDATE entry_header SET leaf = sha256('x') WHERE position IN (9, 5, 7)")
    (found,) = (report := await checked(app_connection)).differences
    assert (found.flaw, found.position, found.check) == (Flaw.LEAF_OTHER, 5, Check.LEAVES)
    assert report.numbers == {Flaw.LEAF_OTHER: 3}


def test_every_flaw_of_a_ledger_is_tried() -> None:
    of_deployment = {Flaw.HEAD_MISSING, Flaw.TRIGGER_MISSING}
    tried = {flaw for _, flaw, _ in (*DAMAGES.values(), *test_tree.DAMAGES.values(), *test_erasures.DAMAGES.values())}
    assert tried == set(Flaw) - of_deployment
