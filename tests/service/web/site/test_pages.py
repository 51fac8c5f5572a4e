"""What single pages say: the journal with names, sittings, the strategy, and a register in which nothing is yet."""

import contextlib
from collections.abc import AsyncIterator

import pytest

from service.access import Role, create_token
from service.app import make_app
from service.database import Database
from tests.service.api.harness import LEDGER, Api, command
from tests.service.web.site.reading import Site, words_of


async def test_the_journal_names_people_and_says_what_changed(site: Site) -> None:
    said = words_of(await site.page("journal?texte=PREF-2026-311"))
    assert "occupé par Julien Marcenelle" in said
    assert "Ce qu’elle a changé : Siège VP2 (état, titulaire, vacance)" in said
    assert "p-" not in said


async def test_an_entry_says_each_thing_that_it_changed(site: Site) -> None:
    said = words_of(await site.page("journal/1539"))
    assert "État pourvu vacant" in said
    assert "titulaire Julien Marcenelle" in said
    assert "Aucun état n’est encore signé" in said, "no signer runs here"


async def test_an_entry_that_is_not_there_is_no_page(site: Site) -> None:
    for item in ("0", "99999", "x", "certificat"):
        assert (await site.get(f"journal/{item}")).status_code == 404
        assert (await site.get(f"certificat/{item}")).status_code == 404


async def test_a_sitting_says_who_was_there_and_what_was_voted(site: Site) -> None:
    said = words_of(await site.page("seances/2026-10-08"))
    assert "Comité syndical, 8 octobre 2026" in said
    assert "26 présents, 14 requis" in said
    assert "Déports : Solange Belcassan" in said
    assert "24 pour, 1 contre, 0 abstentions adopté" in said
    assert "2026-26 en vigueur" in said
    assert (await site.get("seances/nulle-part")).status_code == 404


async def test_a_sitting_that_is_only_convened_has_a_page(site: Site) -> None:
    said = words_of(await site.page("seances/2026-12-10"))
    assert "sans vote" in said
    assert "Qui était là" not in said


async def test_the_strategy_says_who_carries_what_and_where_it_stands(site: Site) -> None:
    said = words_of(await site.page("strategie"))
    assert "1.1 Faire de l'eau le préalable de tout projet" in said
    assert "Réduire les fuites des réseaux d'eau" in said
    assert "montagne" in said, "a theme of the authority's own, by its name"
    assert "En retard" in said


@pytest.fixture
async def opened(database: Database) -> AsyncIterator[Site]:
    """A register that was opened, and nothing more."""
    async with contextlib.AsyncExitStack() as stack:
        app = make_app(database)
        await stack.enter_async_context(app.router.lifespan_context(app))
        _, token = await create_token(app.state.services.pool, role=Role.CLERK, ledgers=["*"], label="test")
        api = await stack.enter_async_context(Api(app, token))
        await api.recorded(command("openLedger", clock="REAL"))
        yield await stack.enter_async_context(Site(app, token))


async def test_a_register_just_opened_says_how_to_begin(opened: Site) -> None:
    for slug in ("", "gouvernance"):
        said = words_of(await opened.page(f"/fr/{LEDGER}/{slug}"))
        assert "ne connaît pas encore de bureau" in said
        assert said.count("à faire") == 4
        assert (await opened.get(f"/fr/{LEDGER}/{slug}.json")).status_code == 200
    said = words_of(await opened.page(f"/en/{LEDGER}/?on=2020-01-01"))
    assert "this register knew of no bureau" in said


async def test_a_body_that_is_not_there_is_refused_in_words(opened: Site) -> None:
    response = await opened.get(f"/fr/{LEDGER}/gouvernance?body=nulle-part")
    assert response.status_code == 400
    assert "nulle-part" in response.text
