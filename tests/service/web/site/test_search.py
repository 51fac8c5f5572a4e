"""What people ask in the header, as they write it."""

import pytest

from tests.service.web.site.reading import Site, words_of


@pytest.mark.parametrize("question", ["qui a la délégation eau ?", "QUI A LA DELEGATION EAU", "eau"])
async def test_who_holds_a_theme_is_found_with_or_without_accents(site: Site, question: str) -> None:
    told = words_of(await site.page(f"recherche?on=2026-11-20&q={question}"))
    assert "Nathalie Roquelande" in told
    assert "Aurélie Tournadrel" in told


async def test_somebody_is_found_by_the_beginning_of_a_name(site: Site) -> None:
    assert "Élodie Lescurade" in words_of(await site.page("recherche?q=elod"))


async def test_nothing_asked_and_nothing_found_are_said(site: Site) -> None:
    assert "Écrivez un nom" in words_of(await site.page("recherche"))
    assert "Rien ne correspond" in words_of(await site.page("recherche?q=xyzzyx"))
