"""`python -m benchmarks [append shares query cached vault rebuild tree selfcheck verify scale files]`: all, or some."""

import sys

import uvloop

from benchmarks import append, cached, files, query, rebuild, scale, selfcheck, shares, tree, vault, verify
from benchmarks.server import fresh_database

PARTS = {
    "append": append.run,
    "shares": shares.run,
    "query": query.run,
    "cached": cached.run,
    "vault": vault.run,
    "rebuild": rebuild.run,
    "tree": tree.run,
    "selfcheck": selfcheck.run,
    "verify": verify.run,
    "scale": scale.run,
    "files": files.run,
}


async def main(names: list[str]) -> None:
    """Each part on a fresh database."""
    for name in names or PARTS:
        async with fresh_database() as database:
            print(f"\n== {name}", flush=True)
            await PARTS[name](database, lambda line: print(line, flush=True))


uvloop.run(main(sys.argv[1:]))  # as the service runs
