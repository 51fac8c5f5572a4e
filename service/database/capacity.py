"""How many connections the server takes, and what a process may have of them, so that all of a deployment fit."""

from typing import Final, NamedTuple

from service.database.connection import Connection
from service.setup_error import SetupError

READERS: Final = 10
"""Connections of one process's readers, where there is room."""
FEWEST_READERS: Final = 2
ALONE: Final = 8
"""Connections of one process that wait for locked ledgers, where there is room."""
STEADY: Final = 6
"""Connections of one process whatever it does: two that append, heads, latest heads, signer, one that examines."""
HEADROOM: Final = 5
"""Connections left to commands, backups and whoever looks after the database."""


class Share(NamedTuple):
    """What one process may have of the server's connections, at most."""

    readers: int = READERS
    alone: int = ALONE

    @property
    def connections(self) -> int:
        """All that it may open at once."""
        return STEADY + self.readers + self.alone


class Capacity(NamedTuple):
    """What a server takes."""

    max_connections: int
    reserved: int
    """For superusers, and for roles that the operator privileged."""
    open: int
    """Connections of clients at this moment, the one that asks included."""

    @property
    def usable(self) -> int:
        """Connections that the processes of all hosts may share."""
        return self.max_connections - self.reserved - HEADROOM

    def share(self, processes: int) -> Share:
        """What each of so many processes may have.

        Raises:
            SetupError: they do not fit.
        """
        room = self.usable // processes - STEADY
        readers = min(READERS, room * 2 // 3)
        if readers < FEWEST_READERS:
            raise SetupError(
                "TOO_MANY_WORKERS",
                workers=processes,
                each=fewest_connections(),
                max_connections=self.max_connections,
                usable=max(self.usable, 0),
                most=max(self.usable // fewest_connections(), 1),
            )
        return Share(readers, min(ALONE, room - readers))


def fewest_connections() -> int:
    """What a process needs to run at all."""
    return STEADY + FEWEST_READERS + 1


async def capacity_of(connection: Connection) -> Capacity:
    """Ask the server; any role may."""
    row = await connection.fetchrow(
        """
        SELECT current_setting('max_connections')::int,
               current_setting('superuser_reserved_connections')::int + current_setting('reserved_connections')::int,
               (SELECT sum(numbackends)::int FROM pg_stat_database)
        """
    )
    assert row is not None
    return Capacity(*row)
