"""`python -m benchmarks [append shares query cached rebuild scale tree]`: everything, or what is named."""

import sys

import uvloop

from benchmarks import append, cached, query, rebuild, scale, shares, tree
from benchmarks.server import fresh_database

PARTS = {
    "append": append.run,
    "shares": shares.run,
    "query": query.run,
    "cached": cached.run,
    "rebuild": rebuild.run,
    "scale": scale.run,
    "tree": tree.run,
}


async def main(names: list[str]) -> None:
    """Each part on a fresh database."""
    for name in names or PARTS:
        async with fresh_database() as database:
            print(f"\n== {name}", flush=True)
            await PARTS[name](database, lambda line: print(line, flush=True))


uvloop.run(main(sys.argv[1:]))  # as the service runs
