"""The people of the story: invented, and consistent."""

import csv
from collections import Counter

from stdnum.fr import siren

from service.demo.people import cast
from service.demo.sittings import DEMO_LEDGER, MEMBERS
from service.demo.territory import EXTRACT


def test_the_authority_is_nobody() -> None:
    assert siren.is_valid(DEMO_LEDGER)
    assert DEMO_LEDGER[2:4] == "00"  # joint syndicates bear the number of their department here
    assert DEMO_LEDGER not in (EXTRACT / "epci.json").read_text(encoding="utf-8")


def test_family_names_are_invented_one_by_one_but_for_the_namesakes() -> None:
    twice = [name for name, count in Counter(who.name for who in cast()).items() if count > 1]
    assert twice == ["Claude Sistrade"]
    families = Counter(who.family_name for who in cast())
    assert [name for name, count in families.items() if count > 1] == ["Sistrade"]
    with (EXTRACT / "history.csv").open(encoding="utf-8", newline="") as file:
        communes = {row["commune"].casefold() for row in csv.DictReader(file)}
    assert not communes & {name.casefold() for name in families}


def _mayors(year: str) -> Counter[str]:
    return Counter(w.commune for w in cast() for r in w.roles[year] if r.name == "mayor" and not r.given_up_early)


def test_every_commune_has_one_mayor_and_every_member_one_president() -> None:
    for year in ("2020", "2026"):
        presidents = Counter(
            w.member for w in cast() for r in w.roles[year] if r.name == "president" and not r.taken_up_later
        )
        assert set(_mayors(year).values()) == {1}
        assert presidents == dict.fromkeys(MEMBERS, 1)
    assert len(_mayors("2026")) == 71


def test_a_president_who_stays_until_the_end_is_told_so() -> None:
    last = {w.member: w.key for w in cast() for r in w.roles["2026"] if r.name == "president" and not r.given_up_early}
    assert last == {"PG": "issandrol", "PM": "astorgal", "PS": "roquelande", "SA": "verdelaude"}
