"""How many may follow at once: of one viewer, and of all.

A viewer is a token, or for the public the network that it comes from: an IPv4 address, or an IPv6 /64 (what a house is
given). An address that is not of the Internet is that of a proxy which tells of nobody, or of a neighbour: the limit
of one viewer would be one for all who come through it, and does not hold for it.
"""

import contextlib
import ipaddress
from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple

from service.access import Viewer


class Limits(NamedTuple):
    """How many of each. A process has its own count."""

    connections: int = 10_000
    """Of everyone together."""
    connections_of_one: int = 200
    subscriptions_of_one: int = 1_000


USUAL: Final = Limits()


class TooMany(Exception):
    """One more than a limit."""

    def __init__(self, what: str, limit: int) -> None:
        super().__init__(f"{what}: {limit}")
        self.what, self.limit = what, limit


CONNECTIONS: Final = "CONNECTIONS"
CONNECTIONS_OF_ONE: Final = "CONNECTIONS_OF_ONE"
SUBSCRIPTIONS_OF_ONE: Final = "SUBSCRIPTIONS_OF_ONE"


class Quotas:
    """One per process."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._connections: Counter[str] = Counter()
        self._subscriptions: Counter[str] = Counter()
        self._all = 0

    @contextlib.contextmanager
    def connection(self, viewer: Viewer, address: str | None) -> Iterator[str | None]:
        """One more connection, for as long as it lasts; gives whose it is, None for no one in particular.

        Raises:
            TooMany: one more than may be.
        """
        if self._all >= self._limits.connections:
            raise TooMany(CONNECTIONS, self._limits.connections)
        self._all += 1
        try:
            who = _who(viewer, address)
            with _one_more(self._connections, who, CONNECTIONS_OF_ONE, self._limits.connections_of_one):
                yield who
        finally:
            self._all -= 1

    def subscription(self, who: str | None) -> contextlib.AbstractContextManager[None]:
        """One more subscription of somebody, for as long as it lasts; raises TooMany."""
        return _one_more(self._subscriptions, who, SUBSCRIPTIONS_OF_ONE, self._limits.subscriptions_of_one)


@contextlib.contextmanager
def _one_more(counted: Counter[str], who: str | None, what: str, limit: int) -> Iterator[None]:
    if who is None:
        yield
        return
    if counted[who] >= limit:
        raise TooMany(what, limit)
    counted[who] += 1
    try:
        yield
    finally:
        counted[who] -= 1
        if not counted[who]:
            del counted[who]


def _who(viewer: Viewer, address: str | None) -> str | None:
    if viewer.token_id is not None:
        return viewer.token_id
    try:
        ip = ipaddress.ip_address(address or "")
    except ValueError:
        return None
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    if not ip.is_global:
        return None
    return str(ip) if ip.version == 4 else str(ipaddress.ip_network((ip, 64), strict=False))
