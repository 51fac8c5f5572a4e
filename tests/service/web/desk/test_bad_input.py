"""Clumsy and hostile forms: refused in words, at the field, with all that was typed; or read all the same."""

from urllib.parse import urlencode

import pytest

from service.web.desk.typed import MOST, cleaned_text, typed_of
from tests.service.web.desk.browser import Browser

TYPED = {"seat": "M3", "step": "tendered", "on": "2026-11-20", "act_kind": "LETTER", "act_date": "2026-11-19"}


async def test_what_is_missing_is_said_at_its_field_and_on_top(clerk: Browser) -> None:
    page = await clerk.press(await clerk.get("secretariat/demission"), "preview", act_number="L-1", seat="")
    assert page.status == 422
    assert page.at("d-seat")["aria-invalid"] == "true"
    assert "d-seat-wrong" in page.at("d-seat")["aria-describedby"].split()
    assert "d-seat-wrong" in page.ids
    assert 'href="#d-seat"' in page.html
    assert 'href="#d-on"' in page.html
    assert "autofocus" in page.at("summary")
    assert page.form().one("act_number") == "L-1"


async def test_what_the_register_refuses_is_said_at_the_field_with_rule_and_remedy(clerk: Browser) -> None:
    typed = {**TYPED, "act_kind": "MINUTES"}
    page = await clerk.get("secretariat/election")
    held = await clerk.press(page, "preview", **{**typed, "seat": "P", "person": "Astorgal", "manner": "ELECTION"})
    assert held.status == 422
    assert held.at("d-seat")["aria-invalid"] == "true"
    assert "CGCT L2122-15" in held.text
    assert "Thierry Issandrol" in held.text
    assert held.form().one("person") == "Astorgal"
    stranger = {"seat": "VP2", "person__given": "Inès", "person__family": "Inconnue", "manner": "ELECTION"}
    new = await clerk.press(page, "preview", **{**typed, **stranger})
    assert new.status == 422
    assert "CGCT L5211-10" in new.text
    assert new.at("d-person")["aria-invalid"] == "true"
    assert "Inès Inconnue" in new.text
    assert new.form().one("person.family") == "Inconnue"
    assert "Inès" not in str(new.url)


async def test_a_name_that_several_bear_is_chosen_among_them(clerk: Browser) -> None:
    page = await clerk.get("secretariat/delegation")
    typed = {**TYPED, "kind": "functions", "person": "Claude Sistrade", "themes": "water"}
    several = await clerk.press(page, "preview", **typed)
    assert several.status == 422
    assert "Plusieurs personnes" in several.text
    assert len(several.boxes("person.pick")) == 2
    nobody = await clerk.press(page, "preview", **{**typed, "person": "Nemo Personne"})
    assert "Personne de ce nom" in nobody.text


async def test_in_english_it_is_said_in_english(clerk: Browser) -> None:
    page = await clerk.get("/en/250000007/secretariat/demission")
    wrong = await clerk.press(page, "preview")
    assert "This field is empty" in wrong.text
    assert wrong.html.startswith('<!doctype html>\n<html lang="en">')


async def test_ten_megabytes_are_refused_in_words(clerk: Browser) -> None:
    page = await clerk.get("secretariat/demission")
    big = await clerk.press(page, "preview", act_title="a" * 10_000_000)
    assert big.status == 413
    assert "garde votre saisie" in big.text
    many = urlencode([(f"x{number}", "1") for number in range(6000)]).encode()
    assert (await clerk.post("secretariat/demission", many)).status == 413


async def test_a_long_text_is_refused_at_its_field(clerk: Browser) -> None:
    page = await clerk.press(await clerk.get("secretariat/demission"), "preview", **TYPED, act_number="9" * 500)
    assert page.status == 422
    assert "500 caractères" in page.text
    assert page.form().one("act_number") == "9" * 500


async def test_pasted_control_characters_are_taken_out_and_said(clerk: Browser) -> None:
    pasted = "Lettre\u0000\u202e du\u200b maire\u0007"
    page = await clerk.press(await clerk.get("secretariat/demission"), "preview", **TYPED, act_title=pasted)
    assert page.status == 200
    assert "caractères invisibles" in page.text
    assert page.form().one("act_title") == "Lettre du maire"


async def test_another_encoding_is_read_and_said(clerk: Browser) -> None:
    form = (await clerk.get("secretariat/demission")).form()
    values = {**form.values, **TYPED, "_do": "preview", "act_title": "Démission reçue"}
    sent = urlencode(values, doseq=True, encoding="windows-1252").encode()
    page = await clerk.post(form.action, sent)
    assert page.status == 200
    assert "Windows-1252" in page.text
    assert page.form().one("act_title") == "Démission reçue"


async def test_markup_is_text(clerk: Browser) -> None:
    hostile = '"><script>alert(1)</script>'
    page = await clerk.press(await clerk.get("secretariat/demission"), "preview", **TYPED, act_title=hostile)
    assert "<script>alert" not in page.html
    assert page.form().one("act_title") == hostile
    assert "script-src 'self'" in page.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("on", "31/02/2026"),
        ("on", "hier"),
        ("on", "0001-01-01"),
        ("seat", "X9"),
        ("visibility", "NOBODY"),
        ("act_url", "x"),
    ],
)
async def test_a_value_that_is_none_is_refused_at_its_field(clerk: Browser, name: str, value: str) -> None:
    page = await clerk.press(await clerk.get("secretariat/demission"), "preview", **{**TYPED, name: value})
    assert page.status == 422
    assert page.at(f"d-{name}")["aria-invalid"] == "true"


async def test_what_is_no_form_is_refused(clerk: Browser) -> None:
    answer = await clerk.post("secretariat/demission", b"{}", content_type="application/json")
    assert answer.status == 415
    assert (await clerk.get("secretariat/rien")).status == 404
    assert (await clerk.get("secretariat/rectification?entry=99999999")).status == 200
    assert (await clerk.get("secretariat/rectification?entry=abc")).status == 200
    assert (await clerk.get("secretariat?recorded=1-99999999999")).status == 200
    assert (await clerk.get("secretariat/seance?draft=%00")).status == 404
    assert (await clerk.post("connexion", b"{}", content_type="text/plain")).status == 415
    assert (await clerk.client.head("/fr/250000007/secretariat/seance")).status_code == 200
    page = await clerk.get("secretariat/seance")
    odd = {"agenda.²": "x", "agenda.99999999": "x", "agenda." + "9" * 5000: "x", "_version": "²", "_draft": "d-x"}
    assert (await clerk.post("secretariat/seance", {**page.form().values, **odd, "_do": "more:agenda"})).status == 200
    assert (await clerk.post("secretariat/seance", {**page.form().values, **odd, "_do": "keep"})).status == 409


async def test_another_row_is_offered_and_gone_on_with(clerk: Browser) -> None:
    page = await clerk.press(await clerk.get("secretariat/seance"), "more:agenda", agenda__0__heading="Budget")
    assert page.form().one("agenda.0.heading") == "Budget"
    assert "autofocus" in page.at("d-agenda-3-heading")


async def test_a_french_day_is_a_day(clerk: Browser) -> None:
    page = await clerk.press(await clerk.get("secretariat/demission"), "preview", **{**TYPED, "on": "20/11/2026"})
    assert page.status == 200
    assert "20 novembre 2026" in page.text


def test_texts_are_cleaned_of_what_no_one_sees() -> None:
    assert cleaned_text("e\u0301t\u00e9\r\nfin\ufeff\u0085") == "été\nfin"
    assert (
        cleaned_text("d\u2019une n\u202f\u00b0\u00a01 : \u0153uvre\t")
        == "d\u2019une n\u202f\u00b0\u00a01 : \u0153uvre\t"
    )


def test_a_form_s_own_values_are_not_what_was_typed() -> None:
    typed = typed_of(b"a=1&a=2&_do=x&b=%20")
    assert dict(typed.own()) == {"a": ("1", "2"), "b": (" ",)}
    assert (typed.one("a"), typed.one("b"), typed.many("a")) == ("1", "", ("1", "2"))
    assert MOST < 10_000_000
