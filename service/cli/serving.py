"""What `greffe serve` does: the database, the demonstration, the server, the welcome."""

import asyncio
import datetime as dt
import signal
import socket
import sys

from service.app import make_app
from service.cli.demo import fill_if_empty
from service.cli.local import is_embedded, open_ledgers, opened_database
from service.cli.output import Failure, Output
from service.cli.running import SIGNALS
from service.cli.server import Server
from service.cli.welcome import TOKEN_FILE, Welcome, demo_ledgers, demo_token, program_called
from service.cli.workers import RENEW, Supervisor, worker_command
from service.database import Database, capacity_of, check_service, connected
from service.graphql.context import Services
from service.keys import create_ring, load_ring, signing_file
from service.services import open_services
from service.settings import Settings
from service.setup_error import SetupError


async def serve_until_stopped(settings: Settings, sockets: list[socket.socket], demo: bool, output: Output) -> None:
    """Make the database ready, listen, say so, and go on until a signal comes.

    Raises:
        SetupError: the service cannot be set up like this.
    """
    async with opened_database(make=True) as database:
        if database.admin_url is not None:
            await database.migrate()
        async with connected(database.app_url, application="greffe check") as connection:
            await check_service(connection)
            share = (await capacity_of(connection)).share(settings.workers)
        welcome = await _prepare(database, settings, demo, output)
        loop = asyncio.get_running_loop()
        server: Server | Supervisor
        if settings.workers == 1:
            server = Server(make_app(database, settings, share=share), lambda: welcome.tell(output))
            signal.signal(RENEW, signal.SIG_IGN)  # nobody could take over meanwhile; and unheard it would kill us
        else:
            command = worker_command((settings.host, settings.port), share)
            server = Supervisor(command, settings.workers, lambda: welcome.tell(output))
            loop.add_signal_handler(RENEW, server.renew)
        for number in SIGNALS:
            loop.add_signal_handler(number, server.stop, number)
        await server.serve(sockets)
        output.say(output.words("Stopped.", "Arrêté."))


async def _prepare(database: Database, settings: Settings, demo: bool, output: Output) -> Welcome:
    """Load the demonstration where it is wanted, and see what there is to say."""
    token = None
    vkey, made = _signing_key(settings, make=demo or is_embedded(settings))
    async with open_services(database) as services:
        if demo:
            await _fill(services, output)
        heads = await open_ledgers(services.pool)
        if shown := demo_ledgers(heads):
            token = await demo_token(services.pool, settings.data_dir, shown[0])
    return Welcome(
        url=_url(settings.host, settings.port),
        database=database.description,
        ledgers=tuple(heads),
        token=token,
        token_file=str(settings.data_dir / TOKEN_FILE),
        program=program_called(sys.argv[0]),
        vkey=vkey,
        key_made=made,
    )


def _signing_key(settings: Settings, *, make: bool) -> tuple[str, str]:
    """The public key that checkpoints are signed with, and the file where a first one was made now.

    Raises:
        SetupError: there is a key, and it cannot be used.
    """
    ring = load_ring(settings)
    if ring is not None or not make:
        return ring.signing.verifier.text if ring is not None else "", ""
    try:
        ring = create_ring(settings, None, dt.datetime.now(dt.UTC))
    except SetupError:  # the register is served all the same, and says that it does not sign
        return "", ""
    return ring.signing.verifier.text, str(signing_file(settings))


async def _fill(services: Services, output: Output) -> None:
    """The demonstration, or why it is not whole: the register is served all the same."""
    try:
        await fill_if_empty(services, output)
    except Failure as failure:
        output.fail(failure.what, failure.why, failure.remedy, failure.details)


def _url(host: str, port: int) -> str:
    """An address to click on: one that listens everywhere listens on this machine too."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "": "127.0.0.1"}.get(host, host)  # noqa: S104
    return f"http://[{shown}]:{port}" if ":" in shown and not shown.startswith("[") else f"http://{shown}:{port}"
