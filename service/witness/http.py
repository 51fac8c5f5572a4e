"""Reading a log over plain HTTP: small answers, no redirects, no patience without end."""

import asyncio
import urllib.error
import urllib.request
from http.client import HTTPException
from typing import IO, Any, Final, Protocol

from service.setup_error import SetupError

WITHIN: Final = 20.0
"""Seconds that the server may be silent."""


class Unavailable(Exception):
    """The server gave no usable answer; that proves nothing for or against it."""


class Log(Protocol):
    """A server's reading side. Paths are below its URL, such as ``tlog/FR/checkpoint``."""

    async def get(self, path: str, at_most: int) -> bytes:
        """What is there, of a length at most; raises Unavailable."""

    async def post(self, path: str, body: bytes) -> tuple[int, str]:
        """The status and the first words of the answer; raises Unavailable."""


class HttpLog:
    """A server by its URL."""

    def __init__(self, url: str) -> None:
        if not url.startswith(("http://", "https://")):
            raise SetupError("NOT_HTTP", url=url[:80])
        self._url = url.rstrip("/")
        self._opener = urllib.request.build_opener(_NoRedirects)

    async def get(self, path: str, at_most: int) -> bytes:
        """What is there."""
        status, content = await asyncio.to_thread(self._asked, path, None, at_most)
        if status != 200:
            raise Unavailable(f"{self._url}/{path} answers {status}: {_words(content)}")
        if len(content) > at_most:
            raise Unavailable(f"{self._url}/{path} is longer than {at_most} bytes")
        return content

    async def post(self, path: str, body: bytes) -> tuple[int, str]:
        """Leave something there."""
        status, content = await asyncio.to_thread(self._asked, path, body, 4096)
        return status, _words(content)

    def _asked(self, path: str, body: bytes | None, at_most: int) -> tuple[int, bytes]:
        headers = {"User-Agent": "greffe-witness", "Content-Type": "text/plain; charset=utf-8"}
        request = urllib.request.Request(f"{self._url}/{path}", body, headers)  # noqa: S310 - the URL is one of HTTP
        try:
            try:
                with self._opener.open(request, timeout=WITHIN) as answer:
                    content = answer.read(at_most + 1)
                    if len(content) <= at_most and answer.length:
                        raise HTTPException(f"the answer is cut off, {answer.length} bytes before its end")
                    return answer.status, content
            except urllib.error.HTTPError as refused:
                with refused:
                    return refused.code, refused.read(4096)
        except (OSError, HTTPException, ValueError) as error:
            raise Unavailable(f"{self._url}/{path}: {error}") from error


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A log is where it was said to be: an answer from elsewhere is none."""

    def redirect_request(  # noqa: PLR0917
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> None:
        """None: the redirection itself is the answer."""


def _words(content: bytes) -> str:
    """The first line, without anything that would play with a terminal."""
    first = content[:300].decode(errors="replace").partition("\n")[0]
    return "".join(c if c.isprintable() else "?" for c in first)
