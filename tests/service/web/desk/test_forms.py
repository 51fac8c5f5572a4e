"""Each form end to end: what is recorded is what was shown before."""

from tests.service.web.desk.browser import Browser, Page

ACT = {"on": "2026-11-20", "act_kind": "LETTER", "act_date": "2026-11-19", "act_number": "L-77"}


async def recorded(browser: Browser, page: Page, **typed: object) -> tuple[Page, list[str]]:
    """Record a form; the preview, and the sentences of the entries recorded, which are those that it showed."""
    preview, done = await browser.record(page, **typed)
    span = done.url.partition("recorded=")[2]
    first, _, last = span.partition("-")
    entries = [
        (await browser.get(f"journal/{position}.json")).json["data"]["entry"]
        for position in range(int(first), int(last) + 1)
    ]
    shown = preview.items("lines")
    assert len(shown) == len(entries)
    for sentence, entry in zip(shown, entries, strict=True):
        assert same(sentence, entry["summary"]["fr"]), (sentence, entry["summary"]["fr"])
    return preview, [entry["type"] for entry in entries]


def same(shown: str, told: str) -> bool:
    """Whether a sentence is the same, people by name on one side and by id on the other."""
    import re

    pattern = r".+?".join(re.escape(" ".join(part.split())) for part in re.split(r"p-[a-z2-7]{16}", told))
    return re.fullmatch(pattern + r".*", shown) is not None


async def test_a_resignation_leaves_the_seat_vacant(clerk: Browser) -> None:
    page = await clerk.get("secretariat/demission")
    preview, types = await recorded(clerk, page, seat="M1", step="accepted", **ACT)
    assert types == ["SeatVacated"]
    assert "Aurélie Tournadrel" in preview.items("lines")[0]
    assert "6 sièges pourvus sur 8, 2 vacants" in preview.text
    bureau = (await clerk.get("gouvernance.json")).json["data"]["composition"]["seats"]
    assert {s["seat"]: s["state"] for s in bureau}["M1"] == "VACANT"


async def test_a_letter_of_resignation_vacates_nothing(clerk: Browser) -> None:
    page = await clerk.get("secretariat/demission?body=bureau")
    preview, types = await recorded(clerk, page, seat="M4", step="tendered", visibility="BUREAU", **ACT)
    assert types == ["ResignationTendered"]
    assert "Sa composition ne change pas" in preview.text


async def test_a_seat_is_filled_by_name_with_its_ballot(clerk: Browser) -> None:
    page = await clerk.get("secretariat/election")
    typed = {"seat": "VP2", "person": "jarrigande", "manner": "ELECTION", "cast": "26", "for": "20", "blank": "2"}
    preview, types = await recorded(clerk, page, **typed, **ACT)
    assert types == ["SeatFilled"]
    assert "Jarrigande" in preview.items("lines")[0]
