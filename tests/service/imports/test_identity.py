"""Who is who: what is sure is decided, everything else is asked. Pure."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.core.entry import Act, ActKind
from domain.facts.people import MandateKind, OfficeKind
from domain.rules.renewals import renewal_between
from service.imports.holdings import apply, steps_for
from service.imports.identity import Crowd, Doubt, Face, Found, Holding, Nobody, Same, Someone, origin_mark

SECRET = b"s" * 32
BORN = dt.date(1958, 4, 3)
HERE, THERE = "commune:15120", "commune:15261"
COUNCILLOR, MAYOR, DEPUTY = MandateKind.MUNICIPAL_COUNCILLOR, OfficeKind.MAYOR, OfficeKind.DEPUTY_MAYOR
ACT = Act(kind=ActKind.DATASET, date=dt.date(2026, 6, 1))
T2020, T2026 = dt.date(2020, 5, 18), dt.date(2026, 3, 15)


def face(given: str = "Jeanne", family: str = "MALROUX", born: dt.date | None = BORN, year: int | None = None) -> Face:
    return Face(given, family, born, year)


def council(organization: str = HERE, since: dt.date = T2020, **more: Any) -> Holding:
    return Holding(organization, more.pop("held", COUNCILLOR), since, **more)


def someone(shown: Face, *holdings: Holding, id_: str = "p-a", marked: bool = True, year: int | None = None) -> Someone:
    return Someone(id_, shown.name, year, shown.marks(SECRET) if marked else (), list(holdings))


def find(shown: Face, *people: Someone, holding: Holding | None = None, origin: str = "o") -> Found:
    crowd = Crowd(SECRET)
    for each in people:
        crowd.add(each)
    return crowd.find(shown, [holding or council()], origin)


def doubt(found: Found) -> str | None:
    return found.code if isinstance(found, Doubt) else None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (face(), face("JEANNE", "Malroux"), True),
        (face("Marie-Ève", "D'ESTAING"), face("MARIE EVE", "d estaing"), True),
        (face("Zoé", "LÉŒUF"), face("Zoe", "leoeuf"), True),
        (face("Jean Paul", "MARIE"), face("Jean", "PAUL MARIE"), False),
    ],
)
def test_a_spelling_makes_no_other_person(one: Face, other: Face, same: bool) -> None:
    assert (one.marks(SECRET)[0] == other.marks(SECRET)[0]) is same


def test_marks_are_of_one_authority_and_hold_nothing() -> None:
    marks = face().marks(SECRET)
    assert len(set(marks)) == 3
    assert {len(mark) for mark in marks} == {23}
    assert not set(marks) & set(face().marks(b"t" * 32))
    assert face(born=None).marks(SECRET) == ()
    assert repr(face()) == "Face(...)"


def test_the_same_mark_is_the_same_person() -> None:
    known = someone(face(), council())
    found = find(face(), known, someone(face("Paul", "AUTRE", dt.date(1960, 1, 1)), id_="p-b"))
    assert found == Same(known)


def test_nobody_of_that_name_is_somebody_new() -> None:
    assert find(face(), someone(face("Paul", "AUTRE", dt.date(1960, 1, 1)))) == Nobody()
    assert find(face(born=None)) == Nobody()


def test_a_namesake_born_another_day_is_somebody_else() -> None:
    assert find(face(), someone(face(born=dt.date(1961, 1, 1)))) == Nobody()
    assert find(face(), someone(face(), marked=False, year=1961)) == Nobody()


@pytest.mark.parametrize(
    ("shown", "known", "code"),
    [
        (face(), someone(face(), council(THERE), marked=False), "NAMESAKE"),
        (face(), someone(face(), council(THERE), marked=False, year=1958), "NAMESAKE"),
        (face(born=None), someone(face(), council(THERE)), "NAMESAKE"),
        (face(born=None, year=1958), someone(face(), council(since=T2026), year=1958), "NAMESAKE"),
        (face(family="BARTHE"), someone(face()), "NAME_CHANGED"),
        (face(given="Anne"), someone(face()), "NAME_CHANGED"),
        (face(), someone(face(), council(THERE)), "TWO_COUNCILS"),
    ],
)
def test_what_is_not_sure_is_asked(shown: Face, known: Someone, code: str) -> None:
    assert doubt(find(shown, known)) == code


def test_year_of_birth_and_council_settle_it_or_having_it_all_already() -> None:
    of_council = someone(face(), council(since=T2026), marked=False, year=1958)
    assert find(face(), of_council) == Same(of_council)
    has_it = someone(face(), council(), marked=False)
    assert find(face(born=None), has_it) == Same(has_it)
    two = [someone(face(), council(), marked=False, id_=id_) for id_ in ("p-a", "p-b")]
    assert find(face(), *two) == Doubt("NAMESAKE", ("p-a", "p-b"))


def test_a_councillor_may_move_to_another_commune_at_a_renewal() -> None:
    known = someone(face(), council(THERE))
    assert find(face(), known, holding=council(since=T2026)) == Same(known)
    left = someone(face(), council(THERE, until=dt.date(2020, 5, 1)))
    assert find(face(), left) == Same(left)


def test_of_two_with_one_mark_the_one_of_that_council() -> None:
    here, there = someone(face(), council()), someone(face(), council(THERE), id_="p-b")
    assert find(face(), here, there) == Same(here)
    assert doubt(find(face(), here, there, holding=council("commune:15036"))) == "SEVERAL"


def test_the_same_line_of_the_same_file_is_the_same_person() -> None:
    origin = origin_mark(SECRET, "digest", "12")
    known = Someone("p-a", face().name, None, (origin,), [])
    assert find(face(born=None), known, origin=origin) == Same(known)
    assert doubt(find(face(born=None), known, origin=origin_mark(SECRET, "digest", "13"))) == "NAMESAKE"
    assert doubt(find(face(), known)) == "NAMESAKE"


@given(st.text(max_size=60), st.text(max_size=60), st.dates())
def test_any_name_has_marks(given_name: str, family_name: str, born: dt.date) -> None:
    shown = Face(given_name, family_name, born)
    assert shown.marks(SECRET) == shown.marks(SECRET)
    known = someone(shown, council())
    assert find(shown, known) == Same(known)


# -- what a person's line comes to -------------------------------------------------------------------------------------


def told(known: Someone | None, *holdings: Holding, whole: bool = True) -> tuple[list[tuple[str, str, str]], list[str]]:
    steps = steps_for("p-a", holdings, known, ACT, whole=whole)
    commands = [
        (type(c).__name__, str(getattr(c, "mandate", None) or getattr(c, "office", None)), c.on.isoformat())
        for c in steps.commands
    ]
    return commands, [question.code for question in steps.questions]


def test_a_newcomer_begins() -> None:
    commands, questions = told(None, council(), council(held=MAYOR, since=dt.date(2020, 5, 25)))
    assert commands == [
        ("StartMandate", "MUNICIPAL_COUNCILLOR", "2020-05-18"),
        ("StartOffice", "MAYOR", "2020-05-25"),
    ]
    assert questions == []


def test_what_is_known_gives_nothing() -> None:
    assert told(someone(face(), council()), council()) == ([], [])


def test_a_renewal_ends_the_former_mandate_and_office() -> None:
    known = someone(face(), council(), council(held=DEPUTY, since=dt.date(2020, 5, 25)))
    commands, questions = told(known, council(since=T2026), council(held=MAYOR, since=dt.date(2026, 3, 21)))
    assert commands == [
        ("EndMandate", "MUNICIPAL_COUNCILLOR", "2026-03-15"),
        ("StartMandate", "MUNICIPAL_COUNCILLOR", "2026-03-15"),
        ("EndOffice", "DEPUTY_MAYOR", "2026-03-21"),
        ("StartOffice", "MAYOR", "2026-03-21"),
    ]
    assert questions == []


@pytest.mark.parametrize("said", [dt.date(2020, 3, 15), dt.date(2021, 1, 1), dt.date(2014, 3, 23)])
def test_another_day_of_the_same_term_or_an_older_term_is_asked(said: dt.date) -> None:
    assert told(someone(face(), council()), council(since=said)) == ([], ["SINCE_DIFFERS"])


def test_an_office_that_is_no_longer_shown_is_asked_of_a_line_that_shows_all() -> None:
    known = someone(face(), council(), council(held=MAYOR, since=dt.date(2020, 5, 25)))
    assert told(known, council(since=T2026))[1] == ["FORMER_OFFICE"]
    assert told(known, council(since=T2026), whole=False)[1] == []
    assert told(known, council())[1] == []


def test_an_import_knows_what_it_recorded() -> None:
    known = someone(face(), council())
    steps = steps_for("p-a", [council(since=T2026)], known, ACT, whole=True)
    for command in steps.commands:
        apply(known, command)
    assert [(h.since, h.until) for h in known.holdings] == [(T2020, T2026), (T2026, None)]
    assert told(known, council(since=T2026)) == ([], [])


def test_renewals() -> None:
    assert renewal_between(T2020, T2026) == T2026
    assert renewal_between(T2026, dt.date(2026, 12, 31)) is None
    assert renewal_between(dt.date(2014, 3, 30), T2020) == dt.date(2020, 3, 15)
