"""Every form of the desk, in the order in which the desk offers them."""

from typing import Final

from service.web.desk.form import Form
from service.web.desk.forms import (
    briefing,
    delegation,
    election,
    installation,
    question,
    rectification,
    resignation,
    review,
    settlement,
    sitting,
)

ALL: Final[tuple[Form, ...]] = (
    sitting.FORM,
    installation.FORM,
    resignation.FORM,
    election.FORM,
    delegation.FORM,
    question.FORM,
    settlement.FORM,
    review.FORM,
    briefing.FORM,
    rectification.FORM,
)
BY_SLUG: Final = {form.slug: form for form in ALL}
