"""The doctor's check of the port: whether the service could listen there, or does."""

import asyncio
import socket

import msgspec
from msgspec import Struct

from service.cli.findings import Finding, good, problem, wrong
from service.cli.server import bind, unusable
from service.settings import Settings
from service.setup_error import SetupError
from service.signing import Standing


async def of_port(settings: Settings) -> list[Finding]:
    """Whether the service could listen, or does."""
    port = settings.port
    try:
        _try(bind(settings.host, port))
    except (SetupError, OSError) as error:
        if (answer := await _asked(settings, "/readyz")) is not None:
            return [_service(port, answer)]
        refused = error if isinstance(error, SetupError) else unusable(settings.host, port, error)
        return [wrong("port", refused, port=port)]
    return [good("port", "PORT_FREE", port=port, host=settings.host)]


def _try(sockets: list[socket.socket]) -> None:
    """Whether one can listen there, as two may bind and only one listens. Raises OSError."""
    try:
        for listening in sockets:
            listening.listen()
    finally:
        for listening in sockets:
            listening.close()


def _service(port: int, answer: str) -> Finding:
    """What a service that runs says of itself."""
    if '"ready":true' not in answer.replace(" ", ""):
        return problem("port", "SERVICE_NOT_READY", port=port)
    try:
        signing = msgspec.json.decode(answer.partition("\r\n\r\n")[2], type=_Readiness).signing
    except msgspec.DecodeError:
        return good("port", "SERVICE_READY", port=port, signing="?")
    if signing.stopped:
        told = "; ".join(f"{ledger}: {why}" for ledger, why in signing.stopped.items())
        return problem("port", "SIGNER_STOPPED", port=port, told=told)
    return good("port", "SERVICE_READY", port=port, signing=signing.state)


class _Readiness(Struct):
    """What /readyz says."""

    signing: Standing


async def _asked(settings: Settings, path: str) -> str | None:
    """What a greffe says at that port; None when it is something else, or silent."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)  # noqa: S104
    try:
        async with asyncio.timeout(3):
            reader, writer = await asyncio.open_connection(host, settings.port)
            try:
                writer.write(f"GET {path} HTTP/1.1\r\nHost: greffe\r\nConnection: close\r\n\r\n".encode())
                answer = await _until_closed(reader)
            finally:
                writer.close()
    except (OSError, TimeoutError):
        return None
    return answer if '"ready"' in answer else None


async def _until_closed(reader: asyncio.StreamReader, limit: int = 10_000) -> str:
    answer = b""
    while len(answer) < limit and (more := await reader.read(limit)):
        answer += more
    return answer.decode(errors="replace")
