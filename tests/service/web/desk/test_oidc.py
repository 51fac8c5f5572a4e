"""Signing in with an issuer: the right answers, and every wrong one that must sign nobody in."""

import contextlib
import json
import logging
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from joserfc.jwk import RSAKey
from starlette.applications import Starlette

from service.app import make_app
from service.database import Connection
from service.settings import Settings
from service.setup_error import SetupError
from service.web.desk import oidc
from service.web.desk.mapping import line_of, read_mapping
from tests.conftest import _database, _name
from tests.service.web.desk.browser import LEDGER, Browser, Page
from tests.service.web.desk.issuer import CLIENT, SECRET, Issuer, running

ACCESS = {
    "access": [
        {"when": {"sub": "agent-7"}, "role": "CLERK", "ledgers": [LEDGER]},
        {"when": {"siret": "25000000700011"}, "role": "MEMBER", "level": "BUREAU", "ledgers": [LEDGER]},
    ]
}


@pytest.fixture(scope="module")
async def listening() -> AsyncIterator[Issuer]:
    async with running() as issuer:
        yield issuer


@pytest.fixture
def issuer(listening: Issuer) -> Issuer:
    """The issuer, behaving."""
    listening.behave()
    return listening


@pytest.fixture(scope="module")
async def deployment(
    server: Connection,
    server_url: str,
    demo_template: str,
    listening: Issuer,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Starlette]:
    """A deployment that the issuer signs people in for."""
    folder = tmp_path_factory.mktemp("oidc")
    access = folder / "access.json"
    access.write_text(json.dumps(ACCESS))
    settings = Settings(
        folder,
        host="greffe.test",
        port=80,
        oidc_issuer=listening.address,
        oidc_client_id=CLIENT,
        oidc_client_secret=SECRET,
        oidc_access_file=access,
        oidc_acr_values="eidas1",
    )
    name = _name()
    await server.execute(f"CREATE DATABASE {name} TEMPLATE {demo_template}")
    async with contextlib.AsyncExitStack() as stack:
        app = make_app(_database(server_url, name), settings)
        await stack.enter_async_context(app.router.lifespan_context(app))
        yield app
    await server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def browser(deployment: Starlette, issuer: Issuer, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Browser]:
    """A browser that nobody is signed in with; the issuer describes itself anew each time."""
    monkeypatch.setattr(oidc, "_KNOWN_FOR", 0.0)
    browser = Browser(deployment, {})
    yield browser
    await browser.close()


async def through(browser: Browser, **changed: str) -> Page:
    """Away to the issuer and back; ``changed`` are parameters that come back otherwise."""
    away = await browser.get("connexion/oidc")
    assert away.status == 303, away.text
    async with httpx2.AsyncClient() as client:
        back = await client.get(away.headers["location"])
    where = urlsplit(back.headers["location"])
    assert f"{where.scheme}://{where.netloc}{where.path}" == "http://greffe.test:80/oidc/retour"
    said = {name: values[0] for name, values in parse_qs(where.query).items()} | changed
    return Page(await browser.client.get("/oidc/retour", params=said))


async def test_an_agent_signs_in_records_and_signs_out_everywhere(browser: Browser, issuer: Issuer) -> None:
    assert "compte professionnel" in (await browser.get("connexion")).text
    back = await through(browser)
    assert back.headers["location"] == f"/fr/{LEDGER}/secretariat"
    desk = await browser.get("secretariat")
    assert "Connecté : secrétariat" in desk.text
    row = await browser.app.state.services.pool.fetchrow("SELECT * FROM token WHERE label LIKE 'oidc:%'")
    assert "agent-7" not in row["label"]
    assert row["expires_at"] is not None
    word = (await browser.get("secretariat/demission")).form().one("_word")
    out = await browser.post("deconnexion", {"_word": word}, origin="http://greffe.test:80")
    onward = urlsplit(out.headers["refresh"].partition("url=")[2])
    assert onward.path == "/logout"
    assert {"id_token_hint", "state", "post_logout_redirect_uri"} == set(parse_qs(onward.query))
    revoked = "SELECT revoked_at IS NOT NULL FROM token WHERE id = $1"
    assert await browser.app.state.services.pool.fetchval(revoked, row["id"])
    assert (await browser.get("secretariat")).status == 303


async def test_userinfo_gives_a_role_by_its_claims(browser: Browser, issuer: Issuer) -> None:
    issuer.subject, issuer.userinfo_signed, issuer.basic = "agent-8", False, False
    back = await through(browser)
    assert back.headers["location"] == f"/fr/{LEDGER}/"
    page = await browser.get("")
    assert "Connecté : membre" in page.text
    assert (await browser.get("secretariat")).status == 404


async def test_a_key_that_is_newer_than_those_known_is_fetched(browser: Browser, issuer: Issuer) -> None:
    assert (await through(browser)).status == 303
    issuer.key = issuer.published = RSAKey.generate_key(2048, {"kid": "two", "use": "sig"})
    assert (await through(browser)).status == 303


@pytest.mark.parametrize(
    "wrong",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "another-client"},
        {"aud": [CLIENT, "another"]},
        {"iss": "https://another.example"},
        {"exp": 1},
        {"exp": None},
        {"iat": int(time.time()) + 3600},
        {"sub": None},
        {"acr": "eidas0"},
    ],
    ids=str,
)
async def test_a_wrong_id_token_signs_nobody_in(
    browser: Browser, issuer: Issuer, wrong: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    issuer.wrong = wrong
    with caplog.at_level(logging.DEBUG):
        back = await through(browser)
    assert back.status == 403
    assert (await browser.get("secretariat")).status == 303
    assert "agent-7" not in caplog.text


async def test_a_signature_of_another_key_signs_nobody_in(browser: Browser, issuer: Issuer) -> None:
    issuer.key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
    assert (await through(browser)).status == 403


async def test_userinfo_of_somebody_else_signs_nobody_in(browser: Browser, issuer: Issuer) -> None:
    issuer.userinfo_subject = "agent-9"
    assert (await through(browser)).status == 403


async def test_whom_the_deployment_does_not_know_has_no_access(browser: Browser, issuer: Issuer) -> None:
    issuer.subject, issuer.claims = "agent-9", {"siret": "1", "acr": "eidas1"}
    back = await through(browser)
    assert back.status == 403
    assert "aucun rôle" in back.text


async def test_another_state_or_another_browser_signs_nobody_in(browser: Browser) -> None:
    assert (await through(browser, state="another")).status == 403
    browser.client.cookies.clear()
    answer = await browser.client.get("/oidc/retour", params={"code": "code-0", "state": "x"})
    assert answer.status_code == 403
    browser.client.cookies.set("greffe-oidc", "7b7d." + "0" * 64)
    assert (await browser.client.get("/oidc/retour", params={"code": "c", "state": ""})).status_code == 403


async def test_a_person_who_declines_is_told(browser: Browser) -> None:
    assert "ne vous a pas identifié" in (await through(browser, error="access_denied")).text


async def test_an_issuer_that_is_down_is_told(browser: Browser, issuer: Issuer) -> None:
    issuer.down = True
    away = await browser.get("connexion/oidc")
    assert away.status == 503
    assert "ne répond pas" in away.text


async def test_a_session_that_ended_goes_on_after_signing_in_in_another_tab(browser: Browser) -> None:
    page = await browser.post("secretariat/demission", {"seat": "M2", "_do": "preview"}, origin="http://greffe.test:80")
    assert page.status == 401
    assert 'target="_blank"' in page.html
    await through(browser)
    again = await browser.post(page.form().action, page.form().values, origin="http://greffe.test:80")
    assert again.status == 200, again.text
    assert again.form().one("seat") == "M2"


def test_the_file_of_accesses_is_checked(tmp_path: Path) -> None:
    path = tmp_path / "access.json"
    path.write_text(json.dumps(ACCESS))
    lines = read_mapping(path)
    assert (line_of(lines, {"sub": "agent-7", "siret": "25000000700011"}, LEDGER) or lines[1]).role == "CLERK"
    assert line_of(lines, {"sub": ["agent-7", "x"]}, LEDGER) is lines[0]
    assert line_of(lines, {"sub": 7}, LEDGER) is None
    for bad in (
        {"access": [{"when": {}, "role": "CLERK", "ledgers": ["*"]}]},
        {"access": [{"when": {"sub": "x"}, "role": "PUBLIC", "ledgers": ["*"]}]},
        {"access": [{"when": {"sub": "x"}, "role": "MEMBER", "level": "PUBLIC", "ledgers": ["*"]}]},
        {"access": [{"when": {"sub": "x"}, "role": "CLERK", "ledgers": []}]},
    ):
        path.write_text(json.dumps(bad))
        with pytest.raises(SetupError):
            read_mapping(path)


def test_an_issuer_is_set_whole_and_by_https(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("s\n")
    whole = {
        "GREFFE_DATA_DIR": str(tmp_path),
        "GREFFE_OIDC_ISSUER": "https://issuer.example/api/v2",
        "GREFFE_OIDC_CLIENT_ID": "c",
        "GREFFE_OIDC_CLIENT_SECRET_FILE": str(secret),
        "GREFFE_OIDC_ACCESS_FILE": str(tmp_path / "access.json"),
    }
    assert Settings.from_environment(whole).oidc_client_secret == "s"
    assert "secret='s'" not in repr(Settings.from_environment(whole))
    with pytest.raises(SetupError, match="CLIENT_ID"):
        Settings.from_environment({k: v for k, v in whole.items() if k != "GREFFE_OIDC_CLIENT_ID"})
    with pytest.raises(SetupError, match="no HTTPS"):
        Settings.from_environment({**whole, "GREFFE_OIDC_ISSUER": "http://example.org"})
