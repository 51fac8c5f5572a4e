"""What an entry changed, in words: names, days, labels; what goes without saying is not said."""

from typing import Any

from service.web.site.changes import Line, briefly, told
from service.web.site.say import Say

FR, EN = Say("fr"), Say("en")
WHO, COMMUNE = "p-aaaaaaaaaaaaaaaa", "commune:15120"


def change(**more: Any) -> dict[str, Any]:
    base = {"noun": "composition", "subject": "body:bureau:2026", "key": "VP2", "since": "2026-10-01", "until": None}
    return {**base, "fields": [], "before": None, "after": None, **more}


def node(*changes: dict[str, Any]) -> dict[str, Any]:
    return {
        "changes": list(changes),
        "people": [{"id": WHO, "name": "Claude Roche", "erased": False}],
        "organizations": [{"id": COMMUNE, "name": "Mauriac"}],
    }


def test_a_field_is_told_before_and_after() -> None:
    before = {"period": {"state": "HELD", "tenure": {"person": WHO, "since": "2026-05-20", "entry": 7}}, "entries": [7]}
    after = {"period": {"state": "VACANT", "tenure": None}, "entries": [7, 9]}
    fields = ["entries", "period.state", "period.tenure"]
    (seat,) = told(node(change(fields=fields, before=before, after=after)), FR)
    assert (seat.title, seat.kind, seat.since) == ("Siège VP2", "changed", "2026-10-01")
    assert seat.lines == (
        Line("état", "pourvu", "vacant"),
        Line("titulaire", "titulaire Claude Roche ; depuis le 20 mai 2026", "—"),
    )
    (english,) = told(node(change(fields=fields, before=before, after=after)), EN)
    assert english.lines[0] == Line("state", "held", "vacant")


def test_a_new_thing_is_told_by_what_it_is() -> None:
    after = {"commune": COMMUNE, "by": [WHO], "on": "2026-11-01", "note": None, "entries": [9], "urgent": False}
    briefed = change(noun="council_briefed", subject=f"briefed:{COMMUNE}", key="", after=after)
    (one,) = told(node(briefed), FR)
    assert (one.title, one.kind) == ("Conseil informé Mauriac", "new")
    assert one.lines == (
        Line("commune", "—", "Mauriac"),
        Line("par", "—", "Claude Roche"),
        Line("le", "—", "1er novembre 2026"),
    )
    assert briefly(node(briefed), FR) == ["Conseil informé Mauriac (nouveau)"]


def test_of_a_list_of_things_only_those_that_differ_are_told() -> None:
    votes = [{"votes_for": at, "entry": at} for at in range(6)]
    (one,) = told(
        node(change(noun="session", fields=["votes"], before={"votes": votes[:1]}, after={"votes": votes})), FR
    )
    (line,) = one.lines
    assert line.before == "—"
    assert line.after == "voix pour 1 · voix pour 2 · voix pour 3 · et 2 autres"


def test_what_only_says_which_entries_made_it_is_no_change() -> None:
    assert told(node(change(fields=["entries"], before={"entries": [1]}, after={"entries": [1, 2]})), FR) == []


def test_what_changed_for_several_periods_is_said_once() -> None:
    one = change(noun="pact", subject="pact:p", key="", fields=["opinions"], before={"opinions": ["a"]}, after={})
    assert briefly({"changes": [one, {**one, "since": "2026-12-01"}]}, FR) == ["Pacte p (avis)"]


def test_a_field_without_words_is_shown_by_its_name() -> None:
    (one,) = told(node(change(fields=["odd_thing"], before={"odd_thing": True}, after={"odd_thing": False})), FR)
    assert one.lines == (Line("odd thing", "oui", "non"),)


def test_what_nobody_knows_by_name_is_not_told_by_its_number() -> None:
    gone = change(noun="person", subject="person:p-zzzzzzzzzzzzzzzz", key="", before={"note": "x"})
    (one,) = told(node(gone), FR)
    assert (one.title, one.kind) == ("Personne", "gone")
