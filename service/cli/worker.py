"""One worker of ``greffe serve --workers N``: started by the supervisor alone, on sockets that it inherits."""

import asyncio
import socket
from dataclasses import replace

import click

from service.app import make_app
from service.cli.local import opened_database
from service.cli.output import Command
from service.cli.running import SIGNALS, run
from service.cli.server import Server, loop_factory, quiet_logging
from service.database.capacity import Share
from service.settings import Settings

READY = b"listening\n"


@click.command(cls=Command)
@click.option("--socket", "sockets", type=int, multiple=True, required=True)
@click.option("--line", type=int, required=True)
@click.option("--host", required=True)
@click.option("--port", type=int, required=True)
@click.option("--share", type=(int, int), required=True)
def worker(sockets: tuple[int, ...], line: int, host: str, port: int, share: tuple[int, int]) -> None:
    """Serve on inherited sockets until the supervisor says so, or is gone."""
    settings = replace(Settings.from_environment(), host=host, port=port)
    quiet_logging()
    run(
        _serve(settings, [socket.socket(fileno=number) for number in sockets], socket.socket(fileno=line), share),
        loop_factory=loop_factory(),
    )


async def _serve(settings: Settings, sockets: list[socket.socket], line: socket.socket, share: tuple[int, int]) -> None:
    async with opened_database() as database:
        server = Server(make_app(database, settings, share=Share(*share)), lambda: line.sendall(READY))
        loop = asyncio.get_running_loop()
        for number in SIGNALS:
            loop.add_signal_handler(number, server.stop, number)
        # Nothing is ever said on the line: it becomes readable when the supervisor is gone.
        loop.add_reader(line, _stop, loop, line, server)
        await server.serve(sockets)
        loop.remove_reader(line)
        line.close()


def _stop(loop: asyncio.AbstractEventLoop, line: socket.socket, server: Server) -> None:
    loop.remove_reader(line)
    server.stop(SIGNALS[1])


if __name__ == "__main__":
    worker(prog_name="greffe")
