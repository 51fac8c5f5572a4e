"""OpenID Connect, as a relying party: the authorization code with PKCE, nothing else (RFC 6749, 7636, OIDC Core 1.0).

Made for ProConnect, which signs in the agents of French public bodies, and tested against a local issuer: discovery,
keys fetched again when an unknown one signs, userinfo as JSON or as a signed JWT, logout with ``id_token_hint``. What
the issuer answers is believed once its signature, issuer, audience, nonce and times are checked; nothing of it is
logged.
"""

import base64
import hashlib
import secrets
import time
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

import httpx2
import msgspec
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from msgspec import Struct

from service.settings import Settings

ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
"""Signatures by a key of the issuer's alone: never ``none``, never the client's own secret."""
WITHIN: Final = 10.0
"""Seconds that the issuer has for one answer."""
LEEWAY: Final = 60
"""Seconds by which clocks may differ."""
_KNOWN_FOR: Final = 3600.0
_LARGEST: Final = 1024 * 1024
"""Bytes of an answer."""


class OidcError(Exception):
    """Nobody is signed in. ``reason`` is a word of the catalogue: ``desk.oidc.<reason>``; no value is told."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Attempt(Struct, frozen=True):
    """One attempt to sign in, kept by the browser until it comes back."""

    state: str
    nonce: str
    verifier: str
    language: str
    ledger: str

    @classmethod
    def begun(cls, language: str, ledger: str) -> "Attempt":
        """A new one."""
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        return cls(state, nonce, verifier, language, ledger)

    @property
    def challenge(self) -> str:
        """The digest of the verifier (RFC 7636, S256)."""
        digest = hashlib.sha256(self.verifier.encode()).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


class Identity(Struct, frozen=True):
    """Who the issuer says it is."""

    subject: str
    claims: Mapping[str, Any]
    """Of the ID token and of userinfo: for the mapping to a role, and then forgotten."""
    id_token: str

    def __repr__(self) -> str:
        """Nothing: a repr ends in logs."""
        return "Identity(...)"


class Issuer:
    """The issuer of the settings."""

    def __init__(self, settings: Settings) -> None:
        assert settings.oidc_issuer
        self._issuer = settings.oidc_issuer
        self._client = settings.oidc_client_id or ""
        self._secret = settings.oidc_client_secret or ""
        self._scope = settings.oidc_scope
        self._acr = settings.oidc_acr_values
        self.redirect = f"{settings.address}/oidc/retour"
        self._after = f"{settings.address}/"
        self._found: tuple[float, Mapping[str, Any]] | None = None
        self._keys: KeySet | None = None

    async def where_to_sign_in(self, attempt: Attempt) -> str:
        """The address to send the browser to; raises OidcError."""
        found = await self._discovered()
        asked = {
            "response_type": "code",
            "client_id": self._client,
            "redirect_uri": self.redirect,
            "scope": self._scope,
            "state": attempt.state,
            "nonce": attempt.nonce,
            "code_challenge": attempt.challenge,
            "code_challenge_method": "S256",
        }
        if self._acr:
            asked["acr_values"] = self._acr
        return _with(str(found["authorization_endpoint"]), asked)

    async def where_to_sign_out(self, id_token: str, state: str) -> str | None:
        """The address that ends the issuer's own session; None where it has none, or does not answer."""
        try:
            end = (await self._discovered()).get("end_session_endpoint")
        except OidcError:
            return None
        if not isinstance(end, str):
            return None
        return _with(end, {"id_token_hint": id_token, "state": state, "post_logout_redirect_uri": self._after})

    async def identity(self, attempt: Attempt, code: str) -> Identity:
        """Who signed in, from the code that the browser brought back; raises OidcError."""
        found = await self._discovered()
        sent = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.redirect,
            "code_verifier": attempt.verifier,
        }
        answered = _json(await self._token(found, sent))
        id_token, access = answered.get("id_token"), answered.get("access_token")
        if not isinstance(id_token, str) or not isinstance(access, str):
            raise OidcError("bad_answer")
        claims = await self._verified(id_token)
        _check_times(claims)
        if claims.get("nonce") != attempt.nonce or not isinstance(claims.get("sub"), str):
            raise OidcError("bad_answer")
        if self._acr and claims.get("acr") not in self._acr.split():
            raise OidcError("too_weak")
        more = await self._userinfo(found, access, str(claims["sub"]))
        return Identity(str(claims["sub"]), {**more, **claims}, id_token)

    async def _token(self, found: Mapping[str, Any], sent: dict[str, str]) -> bytes:
        """The answer of the token endpoint; the client shows its secret in the way that the issuer takes."""
        ways = found.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        basic = "client_secret_basic" in ways
        if not basic:
            sent = {**sent, "client_id": self._client, "client_secret": self._secret}
        auth = httpx2.BasicAuth(self._client, self._secret) if basic else None
        return await self._fetched("POST", str(found["token_endpoint"]), data=sent, auth=auth)

    async def _userinfo(self, found: Mapping[str, Any], access: str, subject: str) -> Mapping[str, Any]:
        """What userinfo adds: JSON, or a JWT that the issuer signed, as ProConnect sends it."""
        address = found.get("userinfo_endpoint")
        if not isinstance(address, str):
            return {}
        body = await self._fetched("GET", address, headers={"authorization": f"Bearer {access}"})
        told = (
            _json(body) if body.lstrip()[:1] == b"{" else await self._verified(body.decode("ascii", "replace").strip())
        )
        if told.get("sub") != subject:
            raise OidcError("bad_answer")
        return told

    async def _verified(self, token: str) -> Mapping[str, Any]:
        """The claims of a JWT that the issuer signed for this client."""
        claims = await self._claims(token)
        audience = claims.get("aud")
        meant = audience if isinstance(audience, list) else [audience]
        wrong_party = len(meant) > 1 and claims.get("azp") != self._client
        if claims.get("iss") != self._issuer or self._client not in meant or wrong_party:
            raise OidcError("bad_answer")
        return claims

    async def _claims(self, token: str) -> Mapping[str, Any]:
        for fresh in (False, True):
            keys = await self._signing_keys(fresh=fresh)
            try:
                return jwt.decode(token, keys, algorithms=ALGORITHMS).claims
            except (JoseError, ValueError):
                continue  # perhaps signed by a key that is newer than those known
        raise OidcError("bad_answer")

    async def _signing_keys(self, *, fresh: bool) -> KeySet:
        if self._keys is None or fresh:
            found = await self._discovered()
            told = _json(await self._fetched("GET", str(found["jwks_uri"])))
            usable = [k for k in told.get("keys", ()) if k.get("kty") in ("RSA", "EC") and k.get("use", "sig") == "sig"]
            try:
                self._keys = KeySet.import_key_set({"keys": usable})
            except (JoseError, ValueError, TypeError):
                raise OidcError("bad_answer") from None
        return self._keys

    async def _discovered(self) -> Mapping[str, Any]:
        """The issuer's own description, kept for an hour."""
        if self._found is not None and time.monotonic() - self._found[0] < _KNOWN_FOR:
            return self._found[1]
        body = await self._fetched("GET", f"{self._issuer.rstrip('/')}/.well-known/openid-configuration")
        found = _json(body)
        if found.get("issuer") != self._issuer:
            raise OidcError("bad_answer")
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            if not str(found.get(name, "")).startswith(self._issuer.partition(":")[0] + "://"):
                raise OidcError("bad_answer")  # missing, or less protected than the issuer itself
        self._found = (time.monotonic(), found)
        return found

    @staticmethod
    async def _fetched(method: str, address: str, **sent: Any) -> bytes:
        try:
            async with httpx2.AsyncClient(timeout=WITHIN, follow_redirects=False) as client:
                answer = await client.request(method, address, **sent)
        except (httpx2.HTTPError, httpx2.InvalidURL):
            raise OidcError("issuer_down") from None
        if answer.status_code >= 500:
            raise OidcError("issuer_down")
        if answer.status_code != 200 or len(answer.content) > _LARGEST:
            raise OidcError("bad_answer")
        return bytes(answer.content)


def _check_times(claims: Mapping[str, Any]) -> None:
    now = time.time()
    expires, issued = claims.get("exp"), claims.get("iat")
    if not isinstance(expires, int | float) or not isinstance(issued, int | float):
        raise OidcError("bad_answer")
    if expires + LEEWAY <= now or issued - LEEWAY > now:
        raise OidcError("bad_answer")


def _with(address: str, asked: Mapping[str, str]) -> str:
    return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}"


def _json(body: bytes) -> dict[str, Any]:
    try:
        told = msgspec.json.decode(body)
    except msgspec.DecodeError:
        raise OidcError("bad_answer") from None
    if not isinstance(told, dict):
        raise OidcError("bad_answer")
    return told
