"""Two pages of the site over HTTP on the demonstration: Accueil and Gouvernance, cold and kept.

Cold: the question is answered anew and the page rendered. Answer kept: the answer is one that holds still, read after
the heads were, and the page is rendered from it. Page kept: its bytes are sent again, the heads having been read.
304: the reader has them. One server process on one core, uvloop and httptools, the client in another process; each
figure is the median of rounds that are interleaved. The server's CPU (its process alone, not PostgreSQL's) is what a
busy machine does not change.
"""

import asyncio
import dataclasses
import multiprocessing
import statistics
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Final, NamedTuple

import httpx2
from starlette.applications import Starlette

from benchmarks.cached import listening
from benchmarks.load import Job, Told, serve_jobs
from service.app import make_app
from service.database import Database
from service.demo import load_demo
from service.graphql.context import Services
from service.graphql.schema import schema
from service.web.site.routes import site_routes
from tests.service.web.site.reading import LEDGER

ROUNDS: Final = 3
SECONDS: Final = 2.0
CONNECTIONS: Final = 4
PAGES: Final = {"Accueil": f"/fr/{LEDGER}/", "Gouvernance": f"/fr/{LEDGER}/gouvernance"}


class Case(NamedTuple):
    """What is asked of which server."""

    port: int
    request: bytes
    status: int = 200


def serving(services: Services, *, kept: int) -> Starlette:
    """The site alone, over services that are running; so many pages are kept."""
    app = Starlette(routes=site_routes(schema, kept=kept))
    app.state.services = services
    return app


def got(path: str, *headers: str) -> bytes:
    """A GET, as bytes."""
    return "\r\n".join([f"GET {path} HTTP/1.1", "host: b", *headers, "", ""]).encode()


@asynccontextmanager
async def cases(database: Database) -> AsyncIterator[Mapping[str, Mapping[str, Case]]]:
    """For each page, what is compared."""
    app = make_app(database)
    async with app.router.lifespan_context(app), listening(app) as whole:
        services: Services = app.state.services
        await load_demo(services.clerk)
        async with (
            listening(serving(dataclasses.replace(services, answers=None), kept=0)) as cold,
            listening(serving(services, kept=0)) as rendering,
            httpx2.AsyncClient(base_url=f"http://127.0.0.1:{whole}") as client,
        ):
            tags = {path: (await client.get(path)).headers["etag"] for path in PAGES.values()}
            yield {
                f"{name}, {len((await client.get(path)).content) / 1000:.0f} kB": {
                    "cold": Case(cold, got(path)),
                    "answer kept": Case(rendering, got(path)),
                    "page kept": Case(whole, got(path)),
                    "304": Case(whole, got(path, f"if-none-match: {tags[path]}"), 304),
                }
                for name, path in PAGES.items()
            }


async def run(database: Database, say: Callable[[str], None]) -> None:
    """Requests per second of each page, by what is kept of it."""
    context = multiprocessing.get_context("spawn")
    jobs: multiprocessing.Queue[Job | None] = context.Queue()
    answers: multiprocessing.Queue[Told | str] = context.Queue()
    client = context.Process(target=serve_jobs, args=(jobs, answers))
    client.start()
    async with cases(database) as pages:
        for page, compared in pages.items():
            say(f"\n{page}, {CONNECTIONS} connections, median of {ROUNDS} rounds of {SECONDS:g} s")
            told: dict[str, list[tuple[Told, float]]] = {name: [] for name in compared}
            for _ in range(ROUNDS):
                for name, case in compared.items():
                    jobs.put(Job(case.port, case.request, case.status, CONNECTIONS, SECONDS))
                    spent = time.process_time()
                    found = await asyncio.to_thread(answers.get, True, 60)
                    if isinstance(found, str):
                        raise RuntimeError(f"{page}, {name}: {found}")  # noqa: TRY004
                    told[name].append((found, (time.process_time() - spent) / max(found.all, 1)))
            for name, rounds in told.items():
                say(_line(name, rounds))
    jobs.put(None)
    await asyncio.to_thread(client.join)


def _line(name: str, rounds: list[tuple[Told, float]]) -> str:
    rate = statistics.median(told.rate for told, _ in rounds)
    p50, p99 = (statistics.median(told.percentile(share) for told, _ in rounds) for share in (0.5, 0.99))
    cpu = statistics.median(each for _, each in rounds) * 1000
    return f"{name:>12}: {rate:>7.0f}/s  p50 {p50:>7.2f} ms  p99 {p99:>7.2f} ms  server's CPU {cpu:>6.2f} ms each"
