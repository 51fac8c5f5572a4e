"""Every fact says itself in one sentence, in both languages."""

import datetime as dt

from domain.core.entry import Fact, Rectified
from domain.facts import FACT_TYPES
from domain.facts.bodies import Ballot, Cause, Manner, Seat, SeatFilled, SeatKind, SeatVacated, TermOpened
from domain.facts.organizations import MemberJoined
from domain.facts.territory import CommuneRecorded
from service.messages import Language, summary
from service.messages.summaries import SUMMARIES
from tests.cases import each
from tests.service.messages.samples import fields_of, flaws, values_of

ON = dt.date(2026, 10, 12)
LANGUAGES: tuple[Language, ...] = ("fr", "en")
UNSAID = {
    "Rectified": {"about"},
    "Disclosed": {"about"},
    "BodyErased": {"about", "remains"},
    "MembershipObserved": {"on"},
}
"""Tags are for machines; an observation says its own first day."""
each_fact = each("kind", FACT_TYPES.values())


def test_every_fact_has_a_summary_and_every_summary_a_fact() -> None:
    assert set(SUMMARIES) == set(FACT_TYPES)


@each_fact
def test_a_summary_says_every_field_and_the_day(kind: type[Fact]) -> None:
    text = SUMMARIES[kind.__name__]
    assert fields_of(text.fr) == fields_of(text.en)
    assert fields_of(text.fr) | UNSAID.get(kind.__name__, set()) == {*kind.__struct_fields__, "on"}


@each_fact
@each("empty", [False, True])
@each("language", LANGUAGES)
def test_a_summary_is_said_well(kind: type[Fact], language: Language, empty: bool) -> None:
    fact = kind(**values_of(kind, empty=empty))
    said = summary(fact, ON, language)
    assert flaws(said, language) == []
    assert ("12 octobre 2026" if language == "fr" else "2026-10-12") in said


def _vacated(cause: Cause) -> SeatVacated:
    return SeatVacated(body="bureau", term="2026", seat="VP2", person="p-c1", cause=cause)


EXAMPLES = [
    (
        _vacated(Cause.RESIGNATION),
        "Le siège VP2 du bureau (mandat 2026), occupé par p-c1, est devenu vacant le 12 octobre 2026\u00a0: démission.",
        "Seat VP2 of the bureau (term 2026), held by p-c1, fell vacant on 2026-10-12: resignation.",
    ),
    (
        SeatFilled(
            body="comite-syndical",
            term="2026",
            seat="A-07",
            person="p-c1",
            manner=Manner.ELECTION,
            ballot=Ballot(round=1, votes_cast=26, votes_for=15),
        ),
        (
            "Le siège A-07 du comité syndical (mandat 2026) est occupé par p-c1 à compter du 12 octobre 2026\u00a0: "
            "élection (1er tour, 15 voix sur 26 suffrages exprimés)."
        ),
        (
            "Seat A-07 of the body “comite-syndical” (term 2026) is held by p-c1 from 2026-10-12: election (round 1, "
            "15 of 26 votes cast)."
        ),
    ),
    (
        MemberJoined(organization="epci:200066637", succeeds=("commune:15083", "org:vieux-syndicat")),
        (
            "Adhésion de l’EPCI 200066637 à l’établissement porteur du SCoT le 12 octobre 2026, à la suite de\u00a0: "
            "commune 15083 et organisme org:vieux-syndicat."
        ),
        (
            "Accession of EPCI 200066637 to the SCoT authority on 2026-10-12, in succession to: commune 15083 and "
            "organisation org:vieux-syndicat."
        ),
    ),
    (
        CommuneRecorded(commune="15083", name="L'Exemple", department="15", vintage=2026, population=12345),
        (
            "Fichier officiel 2026\u00a0: commune 15083, «\u00a0L'Exemple\u00a0», département 15, population "
            "municipale 12\u202f345, situation au 12 octobre 2026."
        ),
        (
            "Official file of 2026: commune 15083, “L'Exemple”, department 15, municipal population 12,345, as on "
            "2026-10-12."
        ),
    ),
    (
        Rectified(entry=12, reason="{mauvaise} date : @", about=()),
        "L’écriture 12, d’effet au 12 octobre 2026, est rectifiée. Motif\u00a0: «\u00a0{mauvaise} date : @\u00a0».",
        "Entry 12, in effect on 2026-10-12, is corrected. Reason: “{mauvaise} date : @”.",
    ),
]


@each(("fact", "french", "english"), EXAMPLES)
def test_examples(fact: Fact, french: str, english: str) -> None:
    assert (summary(fact, ON, "fr"), summary(fact, ON, "en")) == (french, english)


def test_a_long_list_is_counted_and_cut() -> None:
    seats = tuple(Seat(seat=f"A-{n:02}", kind=SeatKind.FULL_DELEGATE, on_behalf_of="epci:200066637") for n in range(52))
    opened = TermOpened(body="assembly", term="2026", seats=seats)
    said = summary(opened, ON, "fr")
    assert "Sièges (52)\u00a0: A-00, A-01" in said
    assert said.endswith("A-39 et 12 autres.")
    assert summary(opened, ON, "en").endswith("A-39 and 12 others.")
