"""A real little issuer of OpenID Connect on a port of its own, which can be told to misbehave."""

import asyncio
import base64
import contextlib
import hashlib
import time
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qs, urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT, SECRET = "greffe-test", "a secret of the tests"


class Issuer:
    """Who may sign in, and how the issuer misbehaves."""

    def __init__(self) -> None:
        self.address = ""
        self.first = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
        self.behave()

    def behave(self) -> None:
        """As an issuer should, from now on."""
        self.key = self.published = self.first
        self.subject = "agent-7"
        self.claims: dict[str, Any] = {"siret": "25000000700011", "acr": "eidas1"}
        self.wrong: dict[str, Any] = {}
        """Claims of the ID token that are not as they should be."""
        self.userinfo_signed = True
        self.userinfo_subject: str | None = None
        self.basic = True
        self.algorithm = "RS256"
        self.asked: dict[str, dict[str, str]] = {}
        self.down = False

    def app(self) -> Starlette:
        """Its addresses."""
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._discovery),
                Route("/authorize", self._authorize),
                Route("/token", self._token, methods=["POST"]),
                Route("/jwks", self._jwks),
                Route("/userinfo", self._userinfo),
            ]
        )

    async def _discovery(self, _: Request) -> Response:
        if self.down:
            return Response("down", 503)
        names = ("authorization", "token", "userinfo", "end_session")
        paths = ("authorize", "token", "userinfo", "logout")
        told = {f"{name}_endpoint": f"{self.address}/{path}" for name, path in zip(names, paths, strict=True)}
        way = "client_secret_basic" if self.basic else "client_secret_post"
        told |= {"issuer": self.address, "jwks_uri": f"{self.address}/jwks"}
        return JSONResponse({**told, "token_endpoint_auth_methods_supported": [way]})

    async def _authorize(self, request: Request) -> Response:
        asked = dict(request.query_params)
        assert (asked["client_id"], asked["response_type"], asked["code_challenge_method"]) == (CLIENT, "code", "S256")
        code = f"code-{len(self.asked)}"
        self.asked[code] = asked
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}", 303)

    async def _token(self, request: Request) -> Response:
        sent = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
        asked = self.asked.pop(sent["code"], None)
        if asked is None or not self._is_client(request, sent):
            return JSONResponse({"error": "invalid_grant"}, 400)
        digest = hashlib.sha256(sent["code_verifier"].encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != asked["code_challenge"]:
            return JSONResponse({"error": "invalid_grant"}, 400)
        assert sent["redirect_uri"] == asked["redirect_uri"]
        return JSONResponse(
            {"access_token": "access", "token_type": "Bearer", "id_token": self._signed(asked["nonce"])}
        )

    def _signed(self, nonce: str) -> str:
        now = int(time.time())
        told = {"iss": self.address, "aud": CLIENT, "sub": self.subject, "iat": now, "exp": now + 60, "nonce": nonce}
        told |= {"acr": self.claims["acr"], **self.wrong}
        kept = {name: value for name, value in told.items() if value is not None}
        return jwt.encode({"alg": self.algorithm, "kid": str(self.key.kid)}, kept, self.key)

    def _is_client(self, request: Request, sent: dict[str, str]) -> bool:
        if not self.basic:
            return (sent.get("client_id"), sent.get("client_secret")) == (CLIENT, SECRET)
        right = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        return request.headers.get("authorization") == f"Basic {right}"

    async def _jwks(self, _: Request) -> Response:
        return JSONResponse({"keys": [self.published.as_dict(private=False)]})

    async def _userinfo(self, request: Request) -> Response:
        assert request.headers["authorization"] == "Bearer access"
        told = {"sub": self.userinfo_subject or self.subject, **self.claims}
        if not self.userinfo_signed:
            return JSONResponse(told)
        signed = jwt.encode(
            {"alg": "RS256", "kid": str(self.key.kid)}, {**told, "iss": self.address, "aud": CLIENT}, self.key
        )
        return Response(signed, media_type="application/jwt")


@contextlib.asynccontextmanager
async def running() -> AsyncIterator[Issuer]:
    """An issuer that listens on a free port."""
    issuer = Issuer()
    server = uvicorn.Server(uvicorn.Config(issuer.app(), host="127.0.0.1", port=0, log_level="error", lifespan="off"))
    task = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn tells nobody
        await asyncio.sleep(0.01)
    issuer.address = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    yield issuer
    server.should_exit = True
    await task
