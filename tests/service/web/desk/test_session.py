"""Who is signed in, what a form must bring along, and that nothing typed is lost when the session ends."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest

from domain.core.entry import Entry
from service.access import Role, Viewer, create_token, revoke_token
from service.clerk import Clerk, Request
from tests.service.web.desk.browser import LEDGER, Browser

TYPED = {"seat": "M2", "step": "tendered", "on": "2026-11-20", "act_kind": "LETTER", "act_date": "2026-11-19"}


async def head(browser: Browser) -> int:
    return int((await browser.get("journal.json")).json["data"]["authority"]["asOf"]["position"])


async def test_a_token_opens_the_desk_and_the_cookie_is_out_of_reach(visitor: Browser) -> None:
    asked = await visitor.get("secretariat")
    assert (asked.status, asked.headers["location"]) == (303, f"/fr/{LEDGER}/connexion?form=")
    page = await visitor.get("connexion?form=rectification&entry=1500")
    assert page.status == 200
    assert "Jeton" in page.text
    sent = {**page.form().values, "_token": visitor.tokens["clerk"]}
    assert (await visitor.post("connexion", sent)).form().one("entry") == "1500"
    visitor.client.cookies.clear()
    answer = await visitor.sign_in("clerk")
    assert (answer.status, answer.headers["location"]) == (303, f"/fr/{LEDGER}/secretariat")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Max-Age=36000" in cookie
    assert "Secure" not in cookie
    page = await visitor.get("secretariat")
    assert page.status == 200
    assert page.headers["cache-control"] == "private, no-store"
    assert "Connecté : secrétariat" in page.text


async def test_over_https_the_cookie_is_bound_to_the_host(visitor: Browser) -> None:
    visitor.client.base_url = "https://greffe.test"
    answer = await visitor.post("connexion", {"_token": visitor.tokens["clerk"]}, origin="https://greffe.test")
    assert answer.headers["set-cookie"].startswith("__Host-greffe-session=")
    assert "Secure" in answer.headers["set-cookie"]


async def test_the_pages_of_the_site_read_with_the_session_s_rights(visitor: Browser) -> None:
    public = await visitor.get("gouvernance.json")
    assert public.headers["cache-control"] == "public, no-cache"
    tag = (await visitor.get("accessibilite")).headers["etag"]  # the same answer for everyone
    await visitor.sign_in("clerk")
    own = await visitor.get("accessibilite", if_none_match=tag)
    assert own.status == 200
    assert own.headers["cache-control"] == "private, no-cache"
    assert "Se déconnecter" in own.text
    letters = "journal.json"
    assert "ResignationTendered" in (await visitor.get(letters)).html
    visitor.client.cookies.clear()
    assert "ResignationTendered" not in (await visitor.get(letters)).html


async def test_a_cookie_is_nobody_to_the_api(clerk: Browser) -> None:
    nodes = (await clerk.get("journal.json")).json["data"]["auditTrail"]["nodes"]
    position = next(node["position"] for node in nodes if node["entry"].get("visibility") == "BUREAU")
    entry = f'entry(authority: "{LEDGER}", position: {position}) {{ __typename }}'
    answer = await clerk.client.post("/graphql", json={"query": f"{{ {entry} }}"})
    assert answer.json()["data"]["entry"]["__typename"] == "SealedEntry"
    command = '{vacateSeat: {on: "2026-11-20", body: "bureau", seat: "M2", cause: RESIGNATION}}'
    record = f'record(authority: "{LEDGER}", commandId: "x", commands: [{command}])'
    answer = await clerk.client.post("/graphql", json={"query": f"mutation {{ {record} {{ __typename }} }}"})
    assert '"RefusedResult"' in answer.text


@pytest.mark.parametrize("who", ["member", "elsewhere"])
async def test_who_may_not_record_sees_no_desk(visitor: Browser, who: str) -> None:
    assert (await visitor.sign_in(who)).headers["location"] == f"/fr/{LEDGER}/"
    assert (await visitor.get("secretariat")).status == 404
    assert (await visitor.get("secretariat/demission")).status == 404
    assert (await visitor.post("secretariat/demission", {**TYPED, "_do": "preview"})).status == 404
    assert f'href="/fr/{LEDGER}/secretariat"' not in (await visitor.get("")).html.partition("</header>")[0]


async def test_a_wrong_token_is_refused_in_words(visitor: Browser) -> None:
    answer = await visitor.post("connexion", {"_token": "greffe_wrong", "_form": "demission", "seat": "M2"})
    assert answer.status == 401
    assert "inconnu, expiré ou révoqué" in answer.text
    assert answer.at("token")["aria-invalid"] == "true"
    assert answer.form().one("seat") == "M2"


@pytest.mark.parametrize(
    "headers",
    [{"origin": "https://evil.example"}, {"sec_fetch_site": "cross-site"}, {"sec_fetch_site": "same-site"}],
)
async def test_a_form_from_elsewhere_is_refused_and_keeps_what_was_typed(
    clerk: Browser, headers: dict[str, str]
) -> None:
    before = await head(clerk)
    page = await clerk.get("secretariat/demission")
    sent = {**page.form().values, **TYPED, "_do": "preview"}
    answer = await clerk.post("secretariat/demission", sent, **headers)
    assert answer.status == 403
    assert "ne vient pas d’une page de votre session" in answer.text
    assert answer.form().one("act_date") == "2026-11-19"
    assert await head(clerk) == before


async def test_a_form_without_the_session_s_word_records_nothing(clerk: Browser) -> None:
    before = await head(clerk)
    page = await clerk.press(await clerk.get("secretariat/demission"), "preview", **TYPED)
    values = {**page.form().values, "_do": "record"}
    for word in ("", "0" * 64, "é"):
        assert (await clerk.post("secretariat/demission", {**values, "_word": word})).status == 403
    assert await head(clerk) == before


async def test_signing_out_takes_the_session_s_word_too(clerk: Browser) -> None:
    assert (await clerk.post("deconnexion", {"_word": "no"})).status == 403
    assert (await clerk.get("secretariat")).status == 200
    word = (await clerk.get("secretariat/demission")).form().one("_word")
    assert "Vous êtes déconnecté" in (await clerk.post("deconnexion", {"_word": word})).text
    assert (await clerk.get("secretariat")).status == 303


async def test_a_session_that_ends_in_the_middle_loses_nothing(visitor: Browser) -> None:
    pool = visitor.app.state.services.pool
    id_, token = await create_token(pool, role=Role.CLERK, ledgers=[LEDGER], label="test")
    await visitor.post("connexion", {"_token": token})
    page = await visitor.get("secretariat/demission")
    await revoke_token(pool, id_)
    over = await visitor.press(page, "preview", **TYPED, act_title="Lettre du 19 novembre")
    assert over.status == 401
    assert "votre saisie vous attend" in over.text
    assert "Lettre" not in str(over.url)
    again = await visitor.post(over.form().action, {**over.form().values, "_token": visitor.tokens["clerk"]})
    assert again.status == 200
    assert again.form().one("act_title") == "Lettre du 19 novembre"
    assert again.form().one("_command") == page.form().one("_command")
    preview = await visitor.press(again, "preview")
    assert "Ce qui sera enregistré" in preview.text


async def test_an_expired_token_is_nobody(visitor: Browser) -> None:
    pool = visitor.app.state.services.pool
    soon = dt.datetime.now(dt.UTC) - dt.timedelta(seconds=1)
    _, token = await create_token(pool, role=Role.CLERK, ledgers=[LEDGER], label="test", expires_at=soon)
    visitor.client.cookies.set("greffe-session", token)
    assert (await visitor.get("secretariat")).status == 303
    assert "Votre session est terminée" in (await visitor.get("connexion")).text
    assert (await visitor.get("")).status == 200


async def test_a_double_click_and_a_reload_record_once(clerk: Browser) -> None:
    page = await clerk.press(await clerk.get("secretariat/demission"), "preview", **TYPED)
    before = await head(clerk)
    first = await clerk.press(page, "record")
    second = await clerk.press(page, "record")
    assert (first.status, second.status) == (303, 303)
    assert first.headers["location"] == second.headers["location"]
    assert await head(clerk) == before + 1


async def test_what_changed_since_it_was_checked_is_shown_again(clerk: Browser, visitor: Browser) -> None:
    typed = {**TYPED, "seat": "VP1", "step": "accepted"}
    page = await clerk.press(await clerk.get("secretariat/demission"), "preview", **typed)
    await visitor.sign_in("colleague")
    other = await visitor.press(await visitor.get("secretariat/demission"), "preview", **typed)
    assert (await visitor.press(other, "record")).status == 303
    late = await clerk.press(page, "record")
    assert late.status == 200
    assert "Le registre a changé" in late.text
    assert "dit déjà tout cela" in late.text


async def test_what_was_not_seen_is_not_recorded(clerk: Browser) -> None:
    page = await clerk.press(await clerk.get("secretariat/demission"), "preview", **{**TYPED, "on": "2026-11-21"})
    before = await head(clerk)
    for seen in ("", "0" * 64):
        again = await clerk.post(page.form().action, {**page.form().values, "_seen": seen, "_do": "record"})
        assert again.status == 200
        assert "Ce qui sera enregistré" in again.text
    assert await head(clerk) == before


async def test_what_others_record_in_between_does_not_get_in_the_way(
    clerk: Browser, visitor: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    await visitor.sign_in("colleague")
    other = await visitor.press(await visitor.get("secretariat/demission"), "preview", **{**TYPED, "seat": "VP3"})
    page = await clerk.press(await clerk.get("secretariat/demission"), "preview", **{**TYPED, "on": "2026-11-22"})
    before, rehearse, turns = await head(clerk), Clerk.rehearse, [0]

    async def overtaken(self: Clerk, viewer: Viewer, request: Request, told: Sequence[Entry]) -> Any:
        found = await rehearse(self, viewer, request, told)
        turns[0] += 1
        if turns[0] == 1:
            assert (await visitor.press(other, "record")).status == 303
        return found

    monkeypatch.setattr(Clerk, "rehearse", overtaken)
    done = await clerk.press(page, "record")
    assert done.headers["location"].endswith(f"recorded={before + 2}-{before + 2}")
    assert turns == [3]
