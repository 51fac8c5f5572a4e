"""What holds of every form of the desk, in both languages."""

import pytest
from msgspec import structs

from domain.facts import FACT_TYPES
from domain.register import COMMANDS
from service.command_shape import slots_of
from service.messages.site import WORDS
from service.web.desk.form import Form
from service.web.desk.forms import ALL
from service.web.desk.forms.rectification import COMMAND_OF
from tests.service.web.desk.browser import LEDGER, Browser

EVERY = pytest.mark.parametrize("form", ALL, ids=lambda form: form.name)


@EVERY
@pytest.mark.parametrize("language", ["fr", "en"])
async def test_each_field_has_its_label_and_its_error_by_the_field(clerk: Browser, form: Form, language: str) -> None:
    address = f"/{language}/{LEDGER}/secretariat/{form.slug}" + ("?entry=1500" if form.of_entry else "")
    page = await clerk.get(address)
    assert page.status == 200
    assert page.unlabelled == []
    assert page.html.count("<h1") == 1
    assert "data-live" not in page.html
    wrong = await clerk.press(page, "preview")
    assert wrong.status == 422
    assert wrong.unlabelled == []
    for id_ in [id_ for id_ in wrong.ids if id_.endswith("-wrong")]:
        field = wrong.at(id_.removesuffix("-wrong"))
        assert id_ in field["aria-describedby"].split()
        assert f'href="#{id_.removesuffix("-wrong")}"' in wrong.html


@EVERY
def test_its_words_are_in_the_catalogue(form: Form) -> None:
    for group in form.groups:
        assert {f"desk.{form.name}.group.{group.name}", f"desk.group.{group.name}"} & WORDS.keys()
        for field in group.fields:
            assert {f"desk.{form.name}.{field.name}", f"desk.field.{field.name}"} & WORDS.keys(), field.name
            assert field.kind != "person" or "_" not in field.name


@pytest.mark.parametrize(("fact", "command"), COMMAND_OF.items())
def test_a_fact_says_all_that_its_command_asks(fact: str, command: str) -> None:
    told = {field.name for field in structs.fields(FACT_TYPES[fact])}
    asked = {slot.name for slot in slots_of(COMMANDS[command]).values() if slot.required}
    assert asked - {"on"} <= told
