"""Every value that people meet has a name in both languages."""

from enum import StrEnum

import domain
import service
from domain.facts.bodies import Cause, SeatKind
from service.access import Permission, Role
from service.messages import label
from service.messages.labels import LABELS, label_of
from tests.cases import each
from tests.service.messages.samples import classes

ENUMS: list[type[StrEnum]] = [*classes(StrEnum, domain), Role, Permission]


@each("enum", ENUMS)
def test_every_value_of_an_enum_has_a_label_and_no_label_is_without_value(enum: type[StrEnum]) -> None:
    assert {value.value for value in enum} == set(LABELS[enum.__name__])
    for value in enum:
        french, english = label(value, "fr"), label(value, "en")
        assert french == french.strip() != ""
        assert english == english.strip() != ""
        assert "'" not in french
        assert "_" not in french + english


def test_no_label_is_without_enum() -> None:
    assert set(LABELS) <= {enum.__name__ for enum in classes(StrEnum, domain, service)}


@each("enum", ENUMS)
def test_no_two_values_of_an_enum_are_called_the_same(enum: type[StrEnum]) -> None:
    for language in (0, 1):
        said = [names[language] for names in LABELS[enum.__name__].values()]
        assert len(said) == len(set(said))


def test_labels_in_both_languages() -> None:
    assert (label(SeatKind.VICE_PRESIDENT, "fr"), label(SeatKind.VICE_PRESIDENT, "en")) == (
        "vice-président",
        "vice-president",
    )
    assert label(Cause.PRESIDENT_REELECTION, "fr") == "élection d’un nouveau président"
    assert label_of("Cause", "DEATH", "en") == "death"
    assert label_of("Cause", "NO_SUCH_CAUSE", "fr") is None
