"""Who is signed in: a cookie that holds a bearer token, and what a form must bring along to be believed.

Only the site's pages and its desk look at the cookie. The API, the imports and the files of open data never do: no
page of another site can make them act in somebody's name. A form is believed when it comes from this site (Origin,
Sec-Fetch-Site) and brings a word that follows from the session's own token, which no other page can know.
"""

import hashlib
import hmac
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

from service.access import Permission, Viewer
from service.graphql.context import Context, Services, context_for
from service.graphql.refusals import QueryRefused

LASTS: Final = 10 * 3600
"""Seconds for which a browser keeps a session: a long working day."""
_PLAIN, _BOUND = "greffe-session", "__Host-greffe-session"
_WORD: Final = b"greffe: a form of this session"


class Session(Struct, frozen=True):
    """A request's session: who it is, and the context in which the API is asked."""

    context: Context
    token: str | None = None
    """The cookie's token, when it is good."""
    stale: bool = False
    """Whether a cookie came whose token is unknown, expired or revoked by now."""

    @property
    def viewer(self) -> Viewer:
        """Who is signed in; the public when nobody is."""
        return self.context.viewer

    @property
    def word(self) -> str:
        """What each form of this session brings along."""
        return hmac.new(hashlib.sha256((self.token or "").encode()).digest(), _WORD, hashlib.sha256).hexdigest()

    def believes(self, word: str) -> bool:
        """Whether a form comes of this session."""
        return self.token is not None and hmac.compare_digest(self.word.encode(), word.encode())

    def records_in(self, ledger: str) -> bool:
        """Whether who is signed in may record there."""
        return self.viewer.may(Permission.RECORD, ledger)

    def shown(self, ledger: str) -> Mapping[str, Any] | None:
        """What a page says of who is signed in; None of the public."""
        if self.token is None:
            return None
        return {"role": self.viewer.role.value, "id": self.viewer.token_id, "clerk": self.records_in(ledger)}


async def session_of(request: Request) -> Session:
    """The session of a page's request: the Authorization header first, then the cookie.

    Raises:
        QueryRefused: the header's token is not good; the database does not answer in time.
    """
    services: Services = request.app.state.services
    if "authorization" in request.headers:
        return Session(await context_for(services, request, None))
    cookies = request.cookies
    token = cookies.get(_BOUND if is_secure(request) else _PLAIN)
    if not token:
        return Session(await context_for(services, request, None))
    try:
        return Session(await context_for(services, request, {"authorization": f"Bearer {token}"}), token)
    except QueryRefused as refused:
        if (refused.extensions or {}).get("code") != "INVALID_TOKEN":
            raise
    return Session(await context_for(services, request, None), stale=True)


def begin(request: Request, response: Response, token: str, lasts: int = LASTS) -> None:
    """Sign in: the browser brings the token along from now on."""
    secure = is_secure(request)
    name = _BOUND if secure else _PLAIN
    response.set_cookie(name, token, max_age=lasts, path="/", secure=secure, httponly=True, samesite="lax")


def end(request: Request, response: Response) -> None:
    """Sign out."""
    secure = is_secure(request)
    name = _BOUND if secure else _PLAIN
    response.delete_cookie(name, path="/", secure=secure, httponly=True, samesite="lax")


def comes_from_here(request: Request) -> bool:
    """Whether a form was sent from a page of this site, as far as the browser says where from."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("origin")
    if origin is None:
        return True
    services: Services = request.app.state.services
    here = {request.headers.get("host", ""), urlsplit(services.address).netloc}
    return urlsplit(origin).netloc in here


def is_secure(request: Request) -> bool:
    """Whether browsers reach this deployment by HTTPS, perhaps through a proxy that says so."""
    services: Services = request.app.state.services
    return request.url.scheme == "https" or services.address.startswith("https://")
