"""Files into the register: read (pure), then recorded through the one write door, or rehearsed before it.

Territory goes into the reference ledger (``cog``, ``history``, ``runner``, ``reference``); elected people (``rne``,
``identity``, ``holdings``, ``rne_import``, ``queue``) and past bureaux (``bureaux``, ``bureaux_plan``,
``bureaux_import``) into an authority's, through an ``Importer``.

readings = read_cog(directory)                      # or [read_history(file)]
report = await run_import(record, readings, on_progress)
"""

from service.imports.cog import read_cog
from service.imports.history import read_history
from service.imports.reading import BadRow, Chunk, Reading, Row
from service.imports.runner import ImportStopped, LeftOut, Report, run_import
from service.imports.source import UnreadableFile

__all__ = [
    "BadRow",
    "Chunk",
    "ImportStopped",
    "LeftOut",
    "Reading",
    "Report",
    "Row",
    "UnreadableFile",
    "read_cog",
    "read_history",
    "run_import",
]
