"""`greffe serve`: the register over HTTP, until Ctrl-C."""

from dataclasses import replace

import click

from service.cli.output import Command, current
from service.cli.running import run
from service.settings import MOST_WORKERS, Settings


@click.command(
    cls=Command,
    epilog="Examples: greffe serve --demo · GREFFE_PORT=8080 greffe serve · "
    "DATABASE_URL=postgresql://greffe_app@db/greffe greffe serve --host 0.0.0.0",
)
@click.option("--demo", is_flag=True, help="Load the demonstration when the register is empty.")
@click.option("--host", help="Address to listen on (GREFFE_HOST, 127.0.0.1).")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on, 0 for a free one (GREFFE_PORT, 8000).")
@click.option("--workers", type=click.IntRange(1, MOST_WORKERS), help="Processes that serve (GREFFE_WORKERS, 1).")
def serve(demo: bool, host: str | None, port: int | None, workers: int | None) -> None:
    """Serve the register over HTTP until Ctrl-C.

    Starts the embedded PostgreSQL (or uses DATABASE_URL), brings the database up to date where it may, and prints
    where to click once it answers. Ctrl-C or SIGTERM stops all of it, the embedded PostgreSQL too. With several
    workers, one that dies is replaced, and SIGUSR1 replaces them one by one.
    """
    settings = Settings.from_environment()
    settings = replace(
        settings,
        host=host or settings.host,
        port=settings.port if port is None else port,
        workers=workers or settings.workers,
    )
    from service.cli.server import bind, loop_factory, port_of, quiet_logging
    from service.cli.serving import serve_until_stopped

    quiet_logging()
    sockets = bind(settings.host, settings.port)
    settings = replace(settings, port=port_of(sockets))
    try:
        run(serve_until_stopped(settings, sockets, demo, current()), loop_factory=loop_factory())
    finally:
        for listening in sockets:
            listening.close()
