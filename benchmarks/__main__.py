"""`python -m benchmarks [PART...]`: all parts, or those that are named; GREFFE_BENCH_ENTRIES says how many entries."""

import sys
import time

import uvloop

from benchmarks import (
    append,
    cached,
    fanout,
    files,
    query,
    rebuild,
    scale,
    selfcheck,
    shares,
    site,
    tree,
    vault,
    verify,
)
from benchmarks.server import fresh_database

PARTS = {
    "append": append.run,
    "shares": shares.run,
    "query": query.run,
    "cached": cached.run,
    "fanout": fanout.run,
    "vault": vault.run,
    "rebuild": rebuild.run,
    "tree": tree.run,
    "selfcheck": selfcheck.run,
    "verify": verify.run,
    "scale": scale.run,
    "files": files.run,
    "site": site.run,
}


async def main(names: list[str]) -> None:
    """Each part on a fresh database, and how long each took."""
    took: dict[str, float] = {}
    if unknown := set(names) - PARTS.keys():
        sys.exit(f"No such part: {' '.join(sorted(unknown))}. There are: {' '.join(PARTS)}.")
    for name in names or PARTS:
        began = time.monotonic()
        async with fresh_database() as database:
            print(f"\n== {name}", flush=True)
            await PARTS[name](database, lambda line: print(line, flush=True))
        took[name] = time.monotonic() - began
    each = ", ".join(f"{name} {seconds:.0f} s" for name, seconds in took.items())
    print(f"\n{sum(took.values()) / 60:.1f} minutes: {each}")


uvloop.run(main(sys.argv[1:]))  # as the service runs
