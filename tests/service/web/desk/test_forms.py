"""Each form end to end: what is recorded is what was shown before."""

from typing import Any

from tests.service.web.desk.browser import Browser, Page

ACT = {"on": "2026-11-20", "act_kind": "LETTER", "act_date": "2026-11-19", "act_number": "L-77"}


async def recorded(browser: Browser, page: Page, **typed: object) -> tuple[Page, list[str]]:
    """Record a form; the preview, and the sentences of the entries recorded, which are those that it showed."""
    preview, done = await browser.record(page, **typed)
    span = done.url.partition("recorded=")[2]
    first, _, last = span.partition("-")
    entries = [await _entry(browser, position) for position in range(int(first), int(last) + 1)]
    shown = preview.items("lines")
    assert len(shown) == len(entries)
    for sentence, entry in zip(shown, entries, strict=True):
        assert same(sentence, entry["summary"]["fr"]), (sentence, entry["summary"]["fr"])
    return preview, [entry["type"] for entry in entries]


async def _entry(browser: Browser, position: int) -> Any:
    """An entry as the API tells it to the clerk, people by their ids."""
    query = f"{{ entry(position: {position}) {{ ... on Entry {{ type summary {{ fr }} }} }} }}"
    headers = {"authorization": f"Bearer {browser.tokens['clerk']}"}
    response = await browser.client.post("/graphql", json={"query": query}, headers=headers)
    return response.json()["data"]["entry"]


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


async def test_an_order_of_delegation_by_themes(clerk: Browser) -> None:
    page = await clerk.get("secretariat/delegation")
    typed = {"kind": "functions", "person": "Roquelande", "themes": ["health", "housing"]}
    order = {**ACT, "act_kind": "ORDER", "act_number": "2026-A99"}
    preview, types = await recorded(clerk, page, **typed, **order)
    assert types == ["FunctionsDelegated"]
    assert "Roquelande" in preview.items("lines")[0]
    matrix = await clerk.get("delegations.json")
    gaps = [each["theme"]["id"] for each in matrix.json["data"]["delegationMatrix"]["themes"] if each["gap"]]
    assert "health" not in gaps


async def test_signature_for_somebody_new_whose_name_goes_to_the_vault(clerk: Browser) -> None:
    page = await clerk.get("secretariat/delegation")
    typed = {"kind": "signature", "function": "HEAD_OF_SERVICE", "text": "Bons de commande du service"}
    new = {"person__given": "Zélie", "person__family": "Quatremarre"}
    preview, types = await recorded(clerk, page, **typed, **new, **ACT)
    assert types == ["PersonRegistered", "SignatureDelegated"]
    assert all("Zélie Quatremarre" in each for each in preview.items("lines"))
    assert "Quatremarre" in (await clerk.get("personnes?text=quatremarre")).text


async def test_an_arbitration_is_opened_then_settled(clerk: Browser) -> None:
    page = await clerk.get("secretariat/arbitrage")
    typed = {
        "subject": "Captage de la Sumène",
        "question": "Qui porte le captage ?",
        "options": "Le syndicat\nLes EPCI",
        "parties": ["epci:241501055", "epci:200069177"],
        "themes": ["water"],
    }
    members = [
        each["organization"]["id"]
        for each in (await clerk.get("delegations.json")).json["data"]["authority"]["members"]
    ]
    typed["parties"] = members[:2]
    _, types = await recorded(clerk, page, **typed, **ACT)
    assert types == ["ArbitrationOpened"]
    page = await clerk.get("secretariat/arbitrage-tranche")
    settled = next(
        value
        for value in page.choices("settled")
        if (value.endswith("/option-1") and "arbitrage" in value) or value.startswith("l-77")
    )
    typed = {
        "settled": settled,
        "reasons": "Un seul maître d'ouvrage",
        "conditions": "Convention avant l'été",
        "agreement": "CONSENSUS",
    }
    _, types = await recorded(clerk, page, **typed, **ACT)
    assert types == ["ArbitrationSettled"]


async def test_a_project_is_reviewed_with_a_condition(clerk: Browser) -> None:
    page = await clerk.get("secretariat/revue")
    owner = page.choices("conditions.0.owner")[0]
    typed = {
        "subject": "project/base-madic",
        "people__0__person": "issandrol",
        "outcome": "SUPPORTS_WITH_CONDITIONS",
        "reasons": "Cohérent avec le tourisme doux",
        "conditions__0__text": "Évaluer la fréquentation",
        "conditions__0__owner": owner,
        "conditions__0__due": "2027-06-30",
    }
    _, types = await recorded(clerk, page, **typed, **ACT)
    assert types == ["ReviewHeld", "ReviewConcluded"]


async def test_councils_are_briefed(clerk: Browser) -> None:
    page = await clerk.get("secretariat/conseil-informe")
    communes = page.boxes("communes")[:2]
    typed = {"communes": communes, "by__0__person": "issandrol", "materials": "Diaporama", "attendees": "18"}
    _, types = await recorded(clerk, page, **typed, **ACT)
    assert types == ["CouncilBriefed"]


async def test_an_entry_is_rectified_by_the_right_person(clerk: Browser) -> None:
    seats = (await clerk.get("gouvernance.json?body=steering")).json["data"]["composition"]["seats"]
    entry = next(seat["entry"] for seat in seats if seat["holder"] and "Lasserade" in seat["holder"]["name"])
    page = await clerk.get(f"secretariat/rectification?entry={entry}")
    typed = {"reason": "Erreur de saisie", "how": "corrected", "person": "Arlandie"}
    preview, types = await recorded(clerk, page, **typed, **ACT)
    assert types == ["Rectified", "SeatFilled"]
    assert "Arlandie" in preview.items("lines")[1]


async def test_an_entry_is_struck(clerk: Browser) -> None:
    seats = (await clerk.get("gouvernance.json?body=planning")).json["data"]["composition"]["seats"]
    page = await clerk.get(f"secretariat/rectification?entry={seats[0]['entry']}")
    preview, types = await recorded(clerk, page, reason="Jamais désigné", how="nothing", **ACT)
    assert types == ["Rectified"]
    assert "vacant" in preview.text


async def test_an_installation_is_one_guided_form(clerk: Browser) -> None:
    page = await clerk.get("secretariat/installation")
    seats = (await clerk.get("gouvernance.json?body=assembly")).json["data"]["composition"]["seats"]
    held = [seat for seat in seats if seat["holder"]]
    delegates = {f"delegates__{seat['seat']}__person": seat["holder"]["name"] for seat in held}
    picked = {f"delegates__{seat['seat']}__person__pick": seat["holder"]["id"] for seat in held}
    chosen = held[:4]
    executive = {
        f"{group}__{row}__{name}": value
        for (group, row), seat in zip(
            (("president", 0), ("vices", 0), ("vices", 1), ("others", 0)), chosen, strict=True
        )
        for name, value in (
            ("person", seat["holder"]["name"]),
            ("person__pick", seat["holder"]["id"]),
            ("member", seat["onBehalfOf"]["id"]),
            ("cast", "28"),
            ("for", "27"),
        )
    }
    typed = {"term": "2026-bis", "bureau": "bureau", "assembly": "yes", **delegates, **picked, **executive}
    preview, types = await recorded(clerk, page, **typed, **{**ACT, "on": "2027-06-01"})
    assert types[:2] == ["TermEnded", "TermEnded"]
    assert types.count("SeatFilled") == len(held) + 4
    assert "4 sièges pourvus sur 4, 0 vacants" in preview.text


async def test_a_sitting_is_recorded_at_once(clerk: Browser) -> None:
    page = await clerk.get("secretariat/seance?body=steering")
    seats = (await clerk.get("gouvernance.json?body=steering")).json["data"]["composition"]["seats"]
    held = [seat["seat"] for seat in seats if seat["holder"]]
    there = {f"there__{seat}__presence": "present" for seat in held}
    typed = {
        "sent": "2026-11-10",
        "held": "2026-11-24",
        "starts": "18:30",
        "agenda__0__heading": "Feuille de route",
        "agenda__0__mode": "SHOW_OF_HANDS",
        "agenda__0__for": str(len(held)),
        "agenda__1__heading": "Questions diverses",
        "agenda__1__nature": "INFORMATION",
        "chair": held[0],
        "ended": "20:10",
        "act_number": "CR-12",
    }
    _, types = await recorded(clerk, page, **typed, **there)
    assert types == ["SessionConvened", "SessionOpened", "VoteTaken", "SessionEnded"]


async def test_what_an_assembly_votes_is_recorded_as_deliberations(clerk: Browser) -> None:
    page = await clerk.get("secretariat/seance?body=assembly")
    seats = (await clerk.get("gouvernance.json?body=assembly")).json["data"]["composition"]["seats"]
    held = [seat["seat"] for seat in seats if seat["holder"] and seat["kind"] == "FULL_DELEGATE"]
    *voters, absent = held
    there = {f"there__{seat}__presence": "present" for seat in voters}
    proxy = {f"there__{absent}__presence": "excused", f"there__{absent}__bearer": voters[1]}
    votes = {"mode": "SHOW_OF_HANDS", "for": str(len(held) - 1), "against": "1"}
    typed = {
        "sent": "2026-11-10",
        "held": "2026-11-25",
        "note": "yes",
        "agenda__0__heading": "Adhésion à un groupement de commandes",
        "agenda__0__number": "2026-90",
        **{f"agenda__0__{name}": value for name, value in votes.items()},
        "chair": voters[0],
        "act_number": "PV-2026-11-25",
    }
    preview, types = await recorded(clerk, page, **typed, **there, **proxy)
    assert types == ["SessionConvened", "SessionOpened", "VoteTaken", "DecisionAdopted", "SessionEnded"]
    assert "Adhésion à un groupement" in (await clerk.get("decisions/2026-90")).text
    assert "Qui siègera ensuite" in preview.text
