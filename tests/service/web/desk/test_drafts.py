"""A form may be kept and taken up again, by two clerks at once, and nothing that either typed is lost."""

from tests.service.web.desk.browser import Browser

SITTING = {
    "sent": "2026-12-01",
    "held": "2026-12-10",
    "agenda__0__heading": "Débat d'orientation",
    "agenda__1__heading": "Tarifs",
}


async def draft_of(browser: Browser, **typed: str) -> str:
    page = await browser.press(await browser.get("secretariat/seance?body=bureau"), "keep", **{**SITTING, **typed})
    assert page.status == 303
    return str(page.headers["location"])


async def test_a_sitting_is_prepared_then_recorded(clerk: Browser) -> None:
    address = await draft_of(clerk, letter="C-31")
    page = await clerk.get(address)
    assert "Le brouillon est gardé" in page.text
    assert page.form().one("agenda.1.heading") == "Tarifs"
    assert "Séance" in (await clerk.get("secretariat")).items("drafts")[0]
    preview, _ = await clerk.record(page)
    assert "Débat d’orientation" in preview.text or "Débat d'orientation" in preview.text
    assert (await clerk.get(address)).status == 404
    assert not (await clerk.get("secretariat")).items("drafts")


async def test_the_second_of_two_clerks_is_shown_both_versions(clerk: Browser, visitor: Browser) -> None:
    address = await draft_of(clerk, held="2026-12-11")
    await visitor.sign_in("colleague")
    mine, hers = await clerk.get(address), await visitor.get(address)
    saved = await visitor.press(hers, "keep", agenda__1__heading="Tarifs 2027")
    assert saved.status == 303
    clash = await clerk.press(mine, "keep", agenda__0__heading="Débat d'orientation budgétaire")
    assert clash.status == 409
    assert "Tarifs 2027" in clash.text
    assert "Débat d'orientation budgétaire" in clash.text
    edited = await clerk.press(clash, "edit")
    assert edited.form().one("agenda.0.heading") == "Débat d'orientation budgétaire"
    kept = await clerk.press(clash, "keep")
    assert kept.status == 303
    assert (await visitor.get(address)).form().one("agenda.0.heading") == "Débat d'orientation budgétaire"


async def test_a_draft_that_a_colleague_gave_up_leaves_what_was_typed(clerk: Browser, visitor: Browser) -> None:
    address = await draft_of(clerk, held="2026-12-12")
    await visitor.sign_in("colleague")
    mine = await clerk.get(address)
    assert (await visitor.press(await visitor.get(address), "drop")).status == 303
    gone = await clerk.press(mine, "keep", agenda__1__heading="Tarifs de l'eau")
    assert gone.status == 409
    assert gone.form().one("agenda.1.heading") == "Tarifs de l'eau"
    assert (await clerk.press(gone, "keep")).status == 303


async def test_what_is_typed_is_sealed(clerk: Browser) -> None:
    await draft_of(clerk, held="2026-12-13", agenda__0__heading="Zéphirine")
    pool = clerk.app.state.services.pool
    assert await pool.fetchval("SELECT count(*) FROM desk_draft") > 0
    assert await pool.fetchval("SELECT count(*) FROM desk_draft WHERE position('phirine' IN sealed) > 0") == 0
