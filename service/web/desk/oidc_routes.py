"""Signing in with the issuer of the deployment: away, back with a code, and a session as with a token.

One address comes back for every ledger and language (``/oidc/retour``), since issuers know addresses one by one. What
the browser must bring back (state, nonce, verifier) is in a cookie of ten minutes that this deployment signed.
"""

import datetime as dt
import hashlib
import hmac
import secrets
from functools import partial
from typing import Final

import msgspec
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from service.access import Permission, Viewer, create_token, end_session
from service.graphql.context import Services
from service.messages.words import Language
from service.settings import Settings
from service.setup_error import SetupError
from service.web.desk.alone import Alone
from service.web.desk.mapping import line_of, read_mapping
from service.web.desk.oidc import Attempt, Issuer, OidcError
from service.web.session import LASTS, Session, begin, is_secure
from service.web.site.routes import LANGUAGES

COOKIE, HINT = "greffe-oidc", "greffe-oidc-hint"
_ATTEMPT_LASTS: Final = 600
_LONGEST_HINT: Final = 3500
"""Bytes: browsers keep 4 kB of a cookie. A longer ID token is not kept, and the issuer then asks whether to leave."""


class Oidc:
    """Signing in with an issuer, where the settings name one."""

    def __init__(self, settings: Settings, alone: Alone) -> None:
        self._issuer = Issuer(settings)
        self._access = settings.oidc_access_file
        self._secret = (settings.oidc_client_secret or "").encode()
        self._alone = alone

    def routes(self) -> list[BaseRoute]:
        """Away and back."""
        away = [
            Route(f"/{language}/{{ledger:str}}/connexion/oidc", partial(self._away, language)) for language in LANGUAGES
        ]
        return [*away, Route("/oidc/retour", self._back)]

    async def onward(self, request: Request, session: Session) -> str | None:
        """End a session that the issuer began; the address that ends the issuer's own, if any."""
        services: Services = request.app.state.services
        if session.viewer.token_id is None or not await end_session(services.pool, session.viewer.token_id):
            return None
        hint = request.cookies.get(HINT)
        return await self._issuer.where_to_sign_out(hint, secrets.token_urlsafe(16)) if hint else None

    async def _away(self, language: Language, request: Request) -> Response:
        attempt = Attempt.begun(language, request.path_params["ledger"])
        try:
            address = await self._issuer.where_to_sign_in(attempt)
        except OidcError as error:
            return self._refused(language, request.path_params["ledger"], error.reason)
        answer = RedirectResponse(address, 303, headers={"cache-control": "private, no-store"})
        answer.set_cookie(
            COOKIE,
            self._sealed(attempt),
            max_age=_ATTEMPT_LASTS,
            path="/oidc",
            secure=is_secure(request),
            httponly=True,
            samesite="lax",
        )
        return answer

    async def _back(self, request: Request) -> Response:
        attempt = self._opened(request.cookies.get(COOKIE, ""))
        said = request.query_params
        if attempt is None or not hmac.compare_digest(attempt.state.encode(), said.get("state", "").encode()):
            return self._refused("fr", attempt.ledger if attempt else "", "another_attempt", 403)
        language: Language = "en" if attempt.language == "en" else "fr"
        if "error" in said or not said.get("code"):
            return self._refused(language, attempt.ledger, "not_signed_in", 403)
        try:
            answer = await self._begun(request, attempt, language, said["code"])
        except OidcError as error:
            return self._refused(language, attempt.ledger, error.reason)
        answer.delete_cookie(COOKIE, path="/oidc", secure=is_secure(request), httponly=True, samesite="lax")
        return answer

    async def _begun(self, request: Request, attempt: Attempt, language: Language, code: str) -> Response:
        """A session of the role that the deployment gives to who signed in; raises OidcError."""
        identity = await self._issuer.identity(attempt, code)
        try:
            lines = read_mapping(self._access) if self._access else ()
        except SetupError:
            raise OidcError("no_access_file") from None
        line = line_of(lines, identity.claims, attempt.ledger)
        if line is None:
            raise OidcError("nobody_here")
        services: Services = request.app.state.services
        subject = hashlib.sha256(identity.subject.encode()).hexdigest()[:16]
        _, token = await create_token(
            services.pool,
            role=line.role,
            ledgers=line.ledgers,
            visibility=line.level,
            label=f"oidc:{subject}",
            expires_at=dt.datetime.now(dt.UTC) + dt.timedelta(seconds=LASTS),
        )
        clerk = Viewer(line.role, frozenset(line.ledgers)).may(Permission.RECORD, attempt.ledger)
        address = f"/{language}/{attempt.ledger}/{'secretariat' if clerk else ''}"
        answer = RedirectResponse(address, 303, headers={"cache-control": "private, no-store"})
        begin(request, answer, token)
        if len(identity.id_token) <= _LONGEST_HINT:
            secure = is_secure(request)
            answer.set_cookie(
                HINT, identity.id_token, max_age=LASTS, path="/", secure=secure, httponly=True, samesite="lax"
            )
        return answer

    def _refused(self, language: Language, ledger: str, reason: str, status: int = 0) -> Response:
        statuses = {"issuer_down": 503, "no_access_file": 500}
        return self._alone.page(ledger, language, f"oidc.{reason}", status or statuses.get(reason, 403))

    def _sealed(self, attempt: Attempt) -> str:
        told = msgspec.json.encode(attempt).hex()
        return f"{told}.{hmac.new(self._secret, told.encode(), hashlib.sha256).hexdigest()}"

    def _opened(self, cookie: str) -> Attempt | None:
        told, _, proof = cookie.partition(".")
        right = hmac.new(self._secret, told.encode(), hashlib.sha256).hexdigest()
        if not proof or not hmac.compare_digest(right.encode(), proof.encode()):
            return None
        return msgspec.json.decode(bytes.fromhex(told), type=Attempt)
