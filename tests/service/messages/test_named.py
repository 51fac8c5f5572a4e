"""Facts that are said with names: French articles, people without their title of person, ids where none is known."""

import datetime as dt

import pytest

from domain.facts.bodies import Cause, SeatVacated
from domain.facts.organizations import MemberJoined
from service.messages.summaries import named_summary, summary
from service.messages.words import Named, say

ON = dt.date(2026, 10, 12)


@pytest.mark.parametrize(
    ("identifier", "name", "plain", "after_de"),
    [
        ("commune:15120", "Mauriac", "la commune de Mauriac", "de la commune de Mauriac"),
        ("commune:15261", "Le Vigean", "la commune du Vigean", "de la commune du Vigean"),
        ("commune:91692", "Les Ulis", "la commune des Ulis", "de la commune des Ulis"),
        ("commune:15128", "La Monselie", "la commune de La Monselie", "de la commune de La Monselie"),
        ("commune:15008", "Arches", "la commune d’Arches", "de la commune d’Arches"),
        ("epci:241500255", "CC du Pays de Salers", "la CC du Pays de Salers", "de la CC du Pays de Salers"),
        ("epci:241500255", "Grand Cahors", "l’EPCI Grand Cahors", "de l’EPCI Grand Cahors"),
        ("org:caue", "CAUE", "l’organisme «\u00a0CAUE\u00a0»", "de l’organisme «\u00a0CAUE\u00a0»"),
    ],
)
def test_an_organisation_has_its_article(identifier: str, name: str, plain: str, after_de: str) -> None:
    said = say(Named(identifier, name), "organization", "fr")
    assert (f"{said}", f"{said:de}", f"{said:nu}", f"{said:id}") == (plain, after_de, name, identifier)
    assert f"{say(Named(identifier, name), 'organization', 'en')}" == name


def test_a_person_is_said_by_name_alone() -> None:
    fact = SeatVacated(
        body="bureau", term="2026", seat="VP2", person=Named("p-c1", "Claude Roche"), cause=Cause.RESIGNATION
    )
    assert "occupé par Claude Roche," in named_summary(fact, ON, "fr")
    assert "held by Claude Roche," in named_summary(fact, ON, "en")


def test_a_name_takes_the_place_of_the_words_before_an_id() -> None:
    from domain.facts.people import PersonDied

    died = PersonDied(person=Named("p-c1", "Claude Roche"))
    assert named_summary(died, ON, "fr").startswith("Claude Roche est")
    assert summary(PersonDied(person="p-c1"), ON, "fr").startswith("La personne p-c1 est")


def test_without_a_name_the_id_stands() -> None:
    fact = MemberJoined(organization="epci:200066637")
    assert named_summary(fact, ON, "fr") == summary(fact, ON, "fr")
