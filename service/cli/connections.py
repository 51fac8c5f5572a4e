"""Uvicorn's connections, with two manners of ours: a reader who does not read is let go, and a stop is said.

A send waits while the transport holds more than it should; nothing is queued behind it. The transport itself tells when
that begins and ends, so a time-out here costs nothing for each message, and a close frame need not wait in the same
queue: it is written after what is held already, and if that is not read either, the connection is cut.
"""

import asyncio
import struct
from collections.abc import Sequence
from contextlib import suppress
from http import HTTPStatus
from typing import Final

from uvicorn._types import ASGISendEvent
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.exceptions import InvalidState
from websockets.http11 import Request
from websockets.protocol import OPEN

from service.graphql.websocket import PUSH

CORKED: Final = 64 * 1024
"""Bytes that are written without waiting for the turn of the loop to end."""
SEND_WITHIN: Final = 15.0
"""Seconds that a client may leave unread what it was sent, once the buffers on the way are full."""
LAST_WORD: Final = 2.0
"""Seconds that remain to read why the connection is closed."""
TOO_SLOW: Final = 4420
"""Close code: read too slowly; go on from the last cursor."""
TOO_SLOW_REASON: Final = "Read too slowly. Connect again, and go on from your last cursor."
RESTART: Final = 1012
"""Close code: the service stops, or starts anew; clients take it for a reason to come back."""
RESTART_REASON: Final = "The service stops. Connect again, and go on from your last cursor."


class WebSocketConnection(WebSocketsSansIOProtocol):
    """A WebSocket."""

    _deadline: asyncio.TimerHandle | None = None
    _corked: bytearray | None = None
    """Frames of this turn of the loop: what is told at once is written at once."""

    def handle_connect(self, event: Request) -> None:
        """Whoever is told what others are told too is not waited for: see ``push``."""
        super().handle_connect(event)
        if self.response.status_code == HTTPStatus.SWITCHING_PROTOCOLS:
            self.scope["extensions"] |= {PUSH: {"texts": self.push}}

    def push(self, texts: Sequence[bytes]) -> bool:
        """Send whole texts now; False, and nothing sent, when more is held than should be, or it is over."""
        if self.conn.state is not OPEN or self.close_sent or self.disconnected or not self.writable.is_set():
            return False
        self._uncork()
        self.transport.write(b"".join([part for text in texts for part in (_text_frame(len(text)), text)]))
        return True

    async def send(self, message: ASGISendEvent) -> None:
        """Send; of texts there may be thousands a second, and what they need is little."""
        text = message.get("text") if message["type"] == "websocket.send" else None
        if text is None or not self.handshake_complete or self.close_sent or self.conn.state is not OPEN:
            self._uncork()
            await super().send(message)
            return
        if not self.writable.is_set():
            await self.writable.wait()
        if self.disconnected or self.close_sent:
            raise ClientDisconnected
        data = text.encode()
        if self._corked is None:
            self._corked = bytearray()
            self.loop.call_soon(self._uncork)
        self._corked += _text_frame(len(data))
        self._corked += data
        if len(self._corked) >= CORKED:
            self._uncork()

    def _uncork(self) -> None:
        corked, self._corked = self._corked, None
        if corked and not self.transport.is_closing():
            self.transport.write(corked)

    def pause_writing(self) -> None:
        """What the client does not read fills the buffers."""
        super().pause_writing()
        if self._deadline is None:
            self._deadline = self.loop.call_later(SEND_WITHIN, self._too_slow)

    def resume_writing(self) -> None:
        """It reads."""
        super().resume_writing()
        if not self.disconnected:
            self._forget_deadline()

    def connection_lost(self, exc: Exception | None) -> None:
        """It is gone."""
        self._forget_deadline()
        super().connection_lost(exc)

    def shutdown(self) -> None:
        """The server stops."""
        if self.handshake_complete and not self.close_sent:
            self._say_goodbye(RESTART, RESTART_REASON)
            self.transport.close()
        else:
            super().shutdown()

    def _too_slow(self) -> None:
        self._deadline = self.loop.call_later(LAST_WORD, self.transport.abort)
        if not self.close_sent:
            self._say_goodbye(TOO_SLOW, TOO_SLOW_REASON)
        self.disconnected = True  # whoever waits to send is told so
        self.writable.set()

    def _say_goodbye(self, code: int, reason: str) -> None:
        """The close frame, after what is on its way already."""
        self._uncork()
        self.stop_keepalive()
        self.queue.put_nowait({"type": "websocket.disconnect", "code": code, "reason": reason})
        with suppress(InvalidState):
            self.conn.send_close(code, reason)
            self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True

    def _forget_deadline(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


def _text_frame(size: int) -> bytes:
    """The head of an unmasked frame that is a whole text (RFC 6455, 5.2); no extension is spoken (server.py)."""
    if size < 126:
        return bytes((0x81, size))
    return struct.pack("!BBH", 0x81, 126, size) if size < 1 << 16 else struct.pack("!BBQ", 0x81, 127, size)


class HttpConnection(HttpToolsProtocol):
    """An HTTP connection. However slow, who reads is waited for: an answer may be large. Who reads nothing is not."""

    _look: asyncio.TimerHandle | None = None

    def pause_writing(self) -> None:
        """What the client does not read fills the buffers."""
        super().pause_writing()
        self._watch(self.transport.get_write_buffer_size())

    def resume_writing(self) -> None:
        """It reads."""
        super().resume_writing()
        self._rest()

    def connection_lost(self, exc: Exception | None) -> None:
        """It is gone."""
        self._rest()
        super().connection_lost(exc)

    def _watch(self, held: int) -> None:
        self._rest()
        self._look = self.loop.call_later(SEND_WITHIN, self._look_again, held)

    def _look_again(self, held: int) -> None:
        now = self.transport.get_write_buffer_size()
        if now < held:
            self._watch(now)
        else:
            self.transport.abort()

    def _rest(self) -> None:
        if self._look is not None:
            self._look.cancel()
            self._look = None
