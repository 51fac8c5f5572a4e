"""Who is it? Asked at the desk, answered by a clerk, recorded once."""

from pathlib import Path

from service.imports.importer import Importer
from service.imports.rne_import import import_rne
from service.imports.source import source_of
from tests.service.clerk.office import CLERK
from tests.service.imports import rne_files as files
from tests.service.imports.conftest import TODAY
from tests.service.imports.test_rne import SINCE, councillors
from tests.service.web.desk.browser import LEDGER, Browser


async def _namesake(clerk: Browser, name: tuple[str, str]) -> None:
    """Two lines of one name in two communes, without a birth date."""
    services = clerk.app.state.services
    for number, commune in ((1, "15261"), (2, "15120")):
        line = files.councillor(files.Somebody(number, commune, "", name), SINCE)
        importer = Importer(services.pool, services.clerk, services.vault, CLERK, LEDGER, dry_run=False)
        await import_rne(importer, [source_of(Path("conseillers.csv"), councillors(line))], today=TODAY)


async def test_somebody_new_is_said_at_the_desk_and_recorded(clerk: Browser, visitor: Browser) -> None:
    await _namesake(clerk, ("LESTRADIER", "Homonyme"))
    page = await clerk.get("secretariat/imports")
    assert "Homonyme LESTRADIER" in page.text
    section = page.html.partition("Homonyme LESTRADIER")[2]
    item, word = section.partition('name="item" value="')[2].partition('"')[0], page.form("imports").one("_word")
    refused = await clerk.post("secretariat/imports", {"_word": word, "item": item, "outcome": "PERSON"})
    assert (refused.status, "Choisissez" in refused.text) == (400, True)
    forged = await clerk.post("secretariat/imports", {"_word": "no", "item": item, "outcome": "NEW"})
    assert forged.status == 403
    done = await clerk.post("secretariat/imports", {"_word": word, "item": item, "outcome": "NEW"})
    assert done.status == 303
    after = await clerk.get(done.headers["location"])
    assert "écritures enregistrées" in after.text
    assert "Homonyme LESTRADIER" not in after.text
    again = await clerk.post("secretariat/imports", {"_word": word, "item": item, "outcome": "NEW"})
    assert again.status == 409
    assert (await visitor.get("secretariat/imports")).status == 303
