"""The 71 communes and 4 EPCIs of the story, from the extract of public data beside ``service/data``."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from domain.core.command import Command
from domain.core.identifiers import commune
from service.imports import read_cog, read_history

EXTRACT: Final = Path(__file__).parents[1] / "data" / "territory"


def territory() -> tuple[tuple[str, str, Sequence[Command]], ...]:
    """Lists of commands for the reference ledger, each with a key that names its bytes, and the file it is from."""
    readings = [*read_cog(EXTRACT, communes_vintage=2026, epcis_vintage=2025), read_history(EXTRACT / "history.csv")]
    return tuple(
        (chunk.command_id, chunk.file, tuple(row.command for row in chunk.rows))
        for reading in readings
        for chunk in reading.chunks()
    )


def communes_of(epci: str) -> tuple[str, ...]:
    """The communes of a member EPCI, by INSEE code, all through the story."""
    with (EXTRACT / "history.csv").open(encoding="utf-8", newline="") as file:
        codes = sorted(row["code_insee"] for row in csv.DictReader(file) if f"epci:{row['epci_siren']}" == epci)
    return tuple(commune(code) for code in codes)
