"""What stands beside the pages: GraphiQL with a page's own question, and a register in which nothing is yet."""

import base64
import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from playwright.async_api import expect

from service.proof.canonical import leaf_hash
from service.proof.checkpoint import Checkpoint
from service.proof.merkle import verify_inclusion
from service.proof.note import Note
from service.web.site.pages import SITE
from tests.browser.reading import Look, Reader
from tests.service.cli.office import LEDGER, command, line
from tests.service.cli.processes import Service, as_process

pytestmark = pytest.mark.browser


async def test_the_same_in_graphql_opens_with_the_question_of_the_page(reader: Reader) -> None:
    async with reader.window(Look()) as window, window.open("/gouvernance?on=2024-03-01") as seen:
        await seen.page.get_by_text("La même chose en GraphQL").click()
        await seen.page.get_by_role("link", name="Ouvrir GraphiQL").click()
        await expect(seen.page.locator(".graphiql-query-editor")).to_contain_text("query Governance")
        await expect(seen.page.locator(".graphiql-editor-tool")).to_contain_text("2024-03-01")
        await seen.page.locator(".graphiql-execute-button").click()
        await expect(seen.page.locator(".graphiql-response")).to_contain_text('"on": "2024-03-01"', timeout=30_000)
        assert [each for each in seen.wrong if "outside" in each] == []


async def test_a_register_just_opened_says_how_to_begin(
    reader: Reader, service: Service, settings: Mapping[str, str], tmp_path: Path, full: bool
) -> None:
    file = tmp_path / "opening.jsonl"
    file.write_text(json.dumps(line(command("openLedger", clock="REAL"), authority=LEDGER)) + "\n")
    as_process("record", str(file), env=settings)
    found: list[str] = []
    every = [page for page in SITE if not page.of_one]
    for look, pages in ((Look(width=320), every if full else every[:5]), (Look(language="en"), every[:2])):
        async with reader.window(look) as window:
            for page in pages:
                async with window.open(f"//{look.language}/{LEDGER}/{page.slug}") as seen:
                    wrong = [*seen.wrong, *await seen.violations()]
                    wrong += [f"{wider} px wider"] if (wider := await seen.overflow()) else []
                    found += [f"{look} {page.name}: {each}" for each in wrong]
                    if page.name == "home":
                        text = await seen.page.locator("main").inner_text()
                        assert ("Pour commencer" if look.language == "fr" else "To begin") in text
    assert not found, "\n".join(found)


async def test_a_printed_certificate_proves_its_entry(reader: Reader) -> None:
    async with reader.window(Look()) as window, window.open("/journal/7") as seen:
        await seen.page.get_by_role("link", name="Certificat à imprimer").click()
        facts = dict(
            zip(*[await seen.page.locator(f"main {each}").all_inner_texts() for each in ("dt", "dd")], strict=True)
        )
        path = [bytes.fromhex(each) for each in await seen.page.locator("ol.path code").all_inner_texts()]
        note = Checkpoint.parse(Note.parse(await seen.page.locator("main pre").inner_text()).text)
        leaf = leaf_hash(base64.b64decode(facts["En-tête"]))
        assert leaf.hex() == facts["Feuille"]
        verify_inclusion(leaf, 6, note.size, path, note.root)
        assert note.root.hex() == facts["Racine"]
