"""The territory of France as its importer reads it, and its EPCIs cut into as many authorities as are wanted.

Nothing is fetched: the two files are those that the importer's tests read (npm @etalab/decoupage-administratif 6.0.0,
INSEE/DGCL, Licence Ouverte 2.0). The importer takes no membership from epci.json, whose members are of one day; here
they make an observation of that file's 1 January, as the file of intervals would.
"""

import datetime as dt
import lzma
import tempfile
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec import Struct

from domain.belonging import ObserveMembership
from domain.core.command import Command, Memberships
from domain.core.entry import Act, ActKind
from domain.core.identifiers import commune, epci
from domain.facts.registry import Clock
from domain.registry import OpenLedger
from domain.territory import RecordEpci
from service.imports import Reading, read_cog
from service.imports.reading import CHUNK

FILES: Final = Path(__file__).parents[2] / "tests" / "service" / "imports" / "data"
RECORDED_AT: Final = dt.datetime(2019, 1, 2, 8, tzinfo=dt.UTC)
"""Before the authorities begin, so that every commune has its name at every moment of them."""


class Epci(Struct, frozen=True):
    """An EPCI and the communes that it had on the file's 1 January, by INSEE code."""

    siren: str
    communes: tuple[str, ...]


class Request(Struct, frozen=True):
    """Commands that are recorded together, under one id, at one moment."""

    command_id: str
    recorded_at: dt.datetime
    commands: tuple[Command, ...]


class France(Struct, frozen=True):
    """What the reference ledger is asked to record, and who belongs to whom."""

    requests: tuple[Request, ...]
    epcis: tuple[Epci, ...]
    """Neighbours next to each other: in order of their first commune."""
    observed_on: dt.date

    def memberships(self, epcis: Sequence[Epci]) -> Memberships:
        """For each commune of some EPCIs, the EPCI that it was seen in: what the clerk reads of it."""
        return {commune(insee): [(epci(e.siren), self.observed_on, None)] for e in epcis for insee in e.communes}


class Extract(Struct, frozen=True):
    """A smaller France: so many EPCIs, and so many communes of each."""

    epcis: int
    communes: int


def read_france(extract: Extract | None = None) -> France:
    """All of France, or an extract of it."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("communes.json", "epci.json"):
            (Path(folder) / name).write_bytes(lzma.decompress((FILES / f"{name}.xz").read_bytes()))
        communes, epcis = read_cog(Path(folder))
        listed: list[dict[str, Any]] = msgspec.json.decode((Path(folder) / "epci.json").read_bytes())
    found = [Epci(item["code"], tuple(sorted(member["code"] for member in item["membres"]))) for item in listed]
    found.sort(key=lambda one: one.communes[0])
    if extract is not None:
        found = [Epci(one.siren, one.communes[: extract.communes]) for one in found[: extract.epcis]]
    vintage = next(row.command.vintage for row in epcis.rows if isinstance(row.command, RecordEpci))
    on = dt.date(vintage, 1, 1)
    names = {one.siren for one in found} | {insee for one in found for insee in one.communes}
    opening = Request("opening", RECORDED_AT, (OpenLedger(on=dt.date(2019, 1, 1), clock=Clock.SIMULATED),))
    files = (_of_file(reading, names if extract else None) for reading in (communes, epcis))
    return France((opening, *chain.from_iterable(files), *_observed(found, on)), tuple(found), on)


def _of_file(reading: Reading, names: set[str] | None) -> Iterator[Request]:
    """A file's commands, by the importer's own lists and under its own command ids."""
    for chunk in reading.chunks():
        commands = tuple(row.command for row in chunk.rows if names is None or _name(row.command) in names)
        if commands:
            yield Request(chunk.command_id, RECORDED_AT, commands)


def _name(command: Any) -> str:
    return str(command.epci if isinstance(command, RecordEpci) else command.commune)


def _observed(epcis: Sequence[Epci], on: dt.date) -> Iterator[Request]:
    act = Act(kind=ActKind.DATASET, date=on, title="epci.json (INSEE/DGCL via Etalab, decoupage-administratif)")
    seen = [ObserveMembership(on=on, commune=insee, epci=one.siren, act=act) for one in epcis for insee in one.communes]
    for start in range(0, len(seen), CHUNK):
        yield Request(f"members-{start // CHUNK:05}", RECORDED_AT, tuple(seen[start : start + CHUNK]))


class Authority(Struct, frozen=True):
    """Which authority it is among how many, its ledger, and its members."""

    number: int
    ledger: str
    members: tuple[Epci, ...]


def authorities(epcis: Sequence[Epci], count: int) -> list[Authority]:
    """So many authorities, each of neighbours; every EPCI belongs to one."""
    cuts = [len(epcis) * number // count for number in range(count + 1)]
    return [Authority(n, siren(n + 1), tuple(epcis[cuts[n] : cuts[n + 1]])) for n in range(count)]


def siren(number: int) -> str:
    """A SIREN whose key is good and which belongs to nobody: 25 is for joint syndicates, 00 is no department."""
    body = f"2500{number:04}"
    doubled = (int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(body))
    return body + str(-sum(value - 9 if value > 9 else value for value in doubled) % 10)
