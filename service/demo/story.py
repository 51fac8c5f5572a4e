"""The whole story in order: 2016 to November 2026. Every name in it is in ``people.csv``, and fictional."""

from service.demo import first_term, founding, renewal, second_term
from service.demo.sittings import Sitting


def story() -> tuple[Sitting, ...]:
    """Every sitting, in the order in which it was recorded."""
    return (*founding.sittings(), *first_term.sittings(), *renewal.sittings(), *second_term.sittings())
