"""Every flaw and every check is said in both languages, with the values that it carries and no others."""

import re

from service.ledger.check.findings import CHECK_OF, Check, Flaw
from service.messages import selfcheck as said
from tests.cases import each


def test_every_check_and_every_flaw_has_its_words_and_no_words_are_without_one() -> None:
    assert set(said.CHECKS) == set(Check)
    assert set(said.FLAWS) == set(Flaw) == set(CHECK_OF)
    assert set(said.REMEDIES) <= {*Check, *Flaw}


def test_rows_of_an_older_program_are_no_intrusion() -> None:
    outdated = said.remedy(Check.PROJECTIONS, [Flaw.ROWS_OUTDATED], "FR", "en")
    assert outdated == "The program is newer than these rows: greffe rebuild FR, then do this again."
    assert "who changed it" in said.remedy(Check.PROJECTIONS, [Flaw.ROW_MISSING], "FR", "en")


@each("flaw", Flaw)
def test_both_languages_say_the_same_values(flaw: Flaw) -> None:
    french, english = (set(re.findall(r"\{(\w+)\}", text)) for text in said.FLAWS[flaw])
    assert french <= english or english <= french
    assert said.FLAWS[flaw][0] != said.FLAWS[flaw][1]


def test_what_an_intruder_wrote_reaches_no_terminal_as_a_control() -> None:
    told = said.flaw(Flaw.TAG_STRAY, {"tag": "person:\x1b[2J" + "x" * 1000}, "en")
    assert "\x1b" not in told
    assert len(told) < 400
    assert "«\u00a0person" in said.flaw(Flaw.TAG_STRAY, {"tag": "person:a"}, "fr")
