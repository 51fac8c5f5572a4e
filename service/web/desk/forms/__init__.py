"""Every form of the desk, in the order in which the desk offers them."""

from typing import Final

from service.web.desk.form import Form
from service.web.desk.forms import election, resignation

ALL: Final[tuple[Form, ...]] = (
    resignation.FORM,
    election.FORM,
)
BY_SLUG: Final = {form.slug: form for form in ALL}
